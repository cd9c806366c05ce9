"""MkDocs is asked when it would make something else, and only then; either way the site is a first build's."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from environment import ROOT
from honour_roll.builder.mkdocs_output import MkDocsOutput, split_greeting, without_comments
from honour_roll.builder.sources import mkdocs_fingerprint
from honour_roll.settings import LEDGER
from site_tools import collect_pictures, edit, environment_of, lend_pictures, tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")


class Copy(NamedTuple):
    """A project of its own, whose pages, theme and settings may be edited."""

    root: Path

    def build(self, name: str = "site", *options: str) -> tuple[int, bool, str]:
        """Return the exit code, whether MkDocs was asked, and what was said; ``name`` is the site's and its cache's."""
        command = [sys.executable, "-X", "importtime", self.root / "scripts" / "build.py", "--out", self.root / name]
        env = environment_of(kept := self.root / f"{name}-kept", PYTHONPATH=self.root / "hooks")
        lend_pictures(kept / "cache", self.root / "entries")
        done = subprocess.run(
            [*command, *options], cwd=self.root, env=env, capture_output=True, text=True, check=False, timeout=300
        )
        collect_pictures(kept / "cache")
        told = "\n".join(line for line in done.stderr.splitlines() if not line.startswith("import time:"))
        return done.returncode, "mkdocs.commands.build" in done.stderr, done.stdout + told

    def has_what_a_first_build_makes(self) -> bool:
        shutil.rmtree(self.root / "cold", ignore_errors=True)
        shutil.rmtree(self.root / "cold-kept", ignore_errors=True)
        assert self.build("cold")[:2] == (0, True)
        return tree(self.root / "site") == tree(self.root / "cold")


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return where a project stands, and what it is when its site has just been built."""
    folder = tmp_path_factory.mktemp("project")
    project = folder / "project"
    for name in ("docs", "hooks", "scripts"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__", "decisions"))
    shutil.copy(ROOT / "mkdocs.yml", project)
    (project / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    shutil.copytree(ROOT / "entries", project / "entries")
    assert Copy(project).build()[:2] == (0, True)
    return project, project.rename(folder / "built")


@pytest.fixture
def copy(built_once: tuple[Path, Path]) -> Copy:
    """Return the project with its site as just built: always in the same place, which the cache knows it by."""
    project, built = built_once
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(built, project, symlinks=True)
    return Copy(project)


def test_the_entries_are_no_business_of_mkdocs(copy: Copy) -> None:
    entry = copy.root / "entries" / "2018" / "goc-xanh-quan-hoa"
    edit(entry, ten="“Góc xanh” phường Quan Hoa, lần thứ hai")
    code, asked, said = copy.build()
    assert (code, asked) == (0, False), said
    assert "lần thứ hai" in (copy.root / "site" / "index.html").read_text("utf-8")
    assert copy.has_what_a_first_build_makes()


def test_nor_are_new_entries_and_new_colours(copy: Copy) -> None:
    year_folder, colours = copy.root / "entries" / "2018", copy.root / "entries" / "danh-muc" / "linh-vuc.yml"
    shutil.copytree(year_folder / "goc-xanh-quan-hoa", year_folder / "hoa-giai-vi-du")
    edit(year_folder / "hoa-giai-vi-du", ten="Hòa giải ở ngõ nhỏ phường Quan Hoa")
    before = colours.read_text("utf-8")
    colours.write_text(re.sub(r"#[0-9a-f]{6}", "#123456", before, count=1), "utf-8")
    code, asked, said = copy.build()
    assert (code, asked) == (0, False), said
    assert (copy.root / "site" / "mo-hinh" / "hoa-giai-vi-du" / "index.html").is_file()
    assert "#123456" in (copy.root / "site" / "assets" / "colours.css").read_text("utf-8")
    assert copy.has_what_a_first_build_makes()


def append(path: str, text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def without_a_page(root: Path) -> None:
    (root / "docs" / "tiep-can.md").unlink()
    settings = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(settings.replace("  - Tiếp cận: tiep-can.md\n", ""), "utf-8")


@pytest.mark.parametrize(
    "changes",
    [
        [
            append("docs/gioi-thieu.md", "\nThêm một đoạn.\n"),
            append("docs/trang-moi.md", "# Trang mới\n"),
            without_a_page,
        ],
        [
            append("mkdocs.yml", "\n# ghi chú\n"),
            append("hooks/theme/assets/honour_roll.css", "\n/* ghi chú */\n"),
            append("hooks/theme/base.html", "<!-- ghi chú -->\n"),
            append("hooks/mkdocs_events.py", "# a remark\n"),
        ],
        [
            lambda root: (root / "site" / "404.html").unlink(),
            lambda root: shutil.rmtree(root / "site"),
        ],
    ],
    ids=["pages", "what-makes-them", "what-was-made"],
)
def test_mkdocs_is_asked_when_it_would_make_something_else(copy: Copy, changes: list[Callable[[Path], None]]) -> None:
    for number, change in enumerate(changes):
        change(copy.root)
        code, asked, said = copy.build()
        assert (code, asked) == (0, True), (number, said)
        assert copy.build()[:2] == (0, False), number
    assert copy.has_what_a_first_build_makes()


@pytest.mark.parametrize("name", ["entry", "listing", "home"])
def test_a_fragment_is_ours_and_mkdocs_is_not_asked(copy: Copy, name: str) -> None:
    append(f"hooks/theme/fragments/{name}.html", "<!-- ghi chú -->\n")(copy.root)
    assert copy.build()[:2] == (0, False)
    where = {"entry": "mo-hinh/goc-xanh-quan-hoa/", "listing": "nam/2017/", "home": ""}[name]
    assert "<!-- ghi chú -->" in (copy.root / "site" / where / "index.html").read_text("utf-8")
    assert copy.has_what_a_first_build_makes()


def test_a_page_that_is_no_more_is_gone_from_the_site_too(copy: Copy) -> None:
    append("docs/trang-moi.md", "# Trang mới, không có trong thanh mục\n")(copy.root)
    assert copy.build()[:2] == (0, True)
    (copy.root / "docs" / "trang-moi.md").unlink()
    assert copy.build()[:2] == (0, True)
    assert not (copy.root / "site" / "trang-moi").exists()
    assert copy.has_what_a_first_build_makes()


def test_a_link_that_an_edit_has_cut_is_told_and_refused_when_strict(copy: Copy) -> None:
    edit(copy.root / "entries" / "2018" / "goc-xanh-quan-hoa", trang_thai="nhap")
    (copy.root / "entries" / LEDGER).unlink()  # which would not have it
    before = tree(copy.root / "site")
    code, asked, said = copy.build("site", "--strict")
    assert (code, asked) == (1, False)
    assert "docs/gioi-thieu.md: liên kết “/mo-hinh/goc-xanh-quan-hoa/” không dẫn đến trang nào." in said
    assert "không thay trang cũ" in said
    assert tree(copy.root / "site") == before
    code, asked, said = copy.build()
    assert (code, asked) == (0, False)
    assert said.count("docs/gioi-thieu.md: liên kết “/mo-hinh/goc-xanh-quan-hoa/” không dẫn đến trang nào.") == 1


def test_a_link_among_the_pages_that_leads_nowhere_is_told_in_our_words(copy: Copy) -> None:
    append("docs/huong-dan.md", "\nXem [trang kia](khong-co.md).\n")(copy.root)
    line = len((copy.root / "docs" / "huong-dan.md").read_text("utf-8").splitlines())
    code, _, said = copy.build()
    assert code == 0
    assert f"docs/huong-dan.md:{line}:16: liên kết “khong-co.md” không dẫn đến trang nào.\n    Sửa liên kết" in said
    assert "Doc file" not in said
    assert copy.build("site", "--strict")[0] == 1


def test_what_is_wrong_is_told_once_and_the_site_stays(copy: Copy) -> None:
    edit(copy.root / "entries" / "2018" / "goc-xanh-quan-hoa", linh_vuc="van-hoa-xh")
    before = tree(copy.root / "site")
    code, _, said = copy.build()
    assert code == 1
    assert said.count("Lĩnh vực “van-hoa-xh” không có trong danh mục.") == 1
    assert tree(copy.root / "site") == before


def test_what_mkdocs_made_in_another_way_is_not_built_on(copy: Copy) -> None:
    env = environment_of(copy.root / "site-kept", PYTHONPATH=copy.root / "hooks")
    command = [sys.executable, "-m", "mkdocs", "build", "--no-directory-urls", "-d", copy.root / "site"]
    subprocess.run(command, cwd=copy.root, env=env, capture_output=True, check=True, timeout=300)
    assert (copy.root / "site" / "huong-dan.html").is_file()
    assert copy.build()[:2] == (0, True)
    assert copy.has_what_a_first_build_makes()


def test_links_among_the_pages_are_followed_by_mkdocs_and_not_trusted(copy: Copy) -> None:
    assert mkdocs_fingerprint(copy.root) != b""
    (copy.root / "docs" / ".#huong-dan.md").symlink_to("nowhere")
    assert mkdocs_fingerprint(copy.root) == b""
    (copy.root / "docs" / ".#huong-dan.md").unlink()
    (copy.root / "docs" / "them").symlink_to(copy.root / "entries", target_is_directory=True)
    assert mkdocs_fingerprint(copy.root) == b""


def test_builds_of_one_site_at_once_wait_for_each_other(copy: Copy) -> None:
    edit(copy.root / "entries" / "2018" / "goc-xanh-quan-hoa", ten="“Góc xanh” phường Quan Hoa, lần thứ hai")
    command = [sys.executable, copy.root / "scripts" / "build.py", "--out", copy.root / "site"]
    env = environment_of(copy.root / "site-kept", PYTHONPATH=copy.root / "hooks")
    both = [subprocess.Popen(command, cwd=copy.root, env=env, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [process.communicate(timeout=300)[0].count("5 bài công bố") for process in both] == [1, 1, 1]
    assert [process.returncode for process in both] == [0, 0, 0]
    assert copy.has_what_a_first_build_makes()


def test_settings_that_look_elsewhere_are_not_trusted(tmp_path: Path) -> None:
    (tmp_path / "hooks").mkdir()
    (tmp_path / "hooks" / "mkdocs_events.py").write_text("", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    assert mkdocs_fingerprint(tmp_path) != b""
    for words in ("site_name: !ENV NAME\n", "INHERIT: ../mkdocs.yml\n"):
        (tmp_path / "mkdocs.yml").write_text(words, "utf-8")
        assert mkdocs_fingerprint(tmp_path) == b""


def write(path: str, text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")

    return change


def setting(old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / "mkdocs.yml").read_text("utf-8")
        assert re.search(old, text)
        (root / "mkdocs.yml").write_text(re.sub(old, new, text, count=1), "utf-8")

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (write("docs/index.md", ""), "docs/index.md: thiếu dòng “template: home.html” ở đầu tệp.\n    "),
        (write("docs/index.md", "Chào bạn.\n"), "docs/index.md: thiếu dòng “template: home.html” ở đầu tệp.\n    "),
        (lambda root: (root / "docs" / "index.md").unlink(), "docs/index.md: không có tệp này.\n    "),
        (setting("site_name: ", "site_name: a@@home@@b"), "mkdocs.yml: “@@home@@” là dấu riêng của máy"),
        (setting("# logo: assets/logo.svg", "logo: assets/hoa.svg"), "logo: không có tệp “assets/hoa.svg” trong docs/"),
        (setting("# logo: assets/logo.svg", "logo: ../hoa.svg"), "logo: không có tệp “../hoa.svg” trong docs/"),
        (setting("favicon: .*", "favicon: https://a.example/x.ico"), "favicon: không có tệp “https://a.example/x.ico”"),
        (setting("favicon: .*", "favicon: /assets/favicon.svg"), "favicon: không có tệp “/assets/favicon.svg” trong"),
        (setting("favicon: .*", "favicon: 7"), "favicon: không có tệp “7” trong docs/"),
    ],
    ids="empty no-template no-file mark lost-logo logo-above host from-the-root number".split(),
)
def test_a_frame_that_cannot_be_is_refused_with_a_mend(copy: Copy, change: Callable[[Path], None], says: str) -> None:
    before = tree(copy.root / "site")
    change(copy.root)
    code, _, said = copy.build()
    assert (code, "Traceback" in said) == (1, False), said
    assert says in said
    assert "\n    " in said.partition(says[:20])[2]
    assert tree(copy.root / "site") == before


def test_pictures_of_the_place_itself_are_published_wherever_they_are_in_docs(copy: Copy) -> None:
    write("docs/assets/images/hoa.svg", "<svg/>")(copy.root)
    setting("# logo: assets/logo.svg", "logo: assets/images/hoa.svg")(copy.root)
    setting("  favicon: .*", "")(copy.root)
    code, _, said = copy.build()
    assert code == 0, said
    assert (copy.root / "site" / "assets" / "images" / "hoa.svg").is_file()
    front = (copy.root / "site" / "index.html").read_text("utf-8")
    assert '<link rel="icon" href="assets/favicon.svg" type="image/svg+xml">' in front
    assert 'src="assets/images/hoa.svg"' in front


def test_a_text_parts_at_its_own_first_second_heading() -> None:
    quoted = "<p>a</p>\n<blockquote>\n<h2>b</h2>\n</blockquote>\n<!-- <h2> -->\n<ul>\n<li>\n<h2>c</h2>\n</li>\n</ul>\n"
    assert split_greeting(f"{quoted}<h3>d</h3>\n<h2 id=e>e</h2>\n<h2>f</h2>") == (
        f"{quoted}<h3>d</h3>\n",
        "<h2 id=e>e</h2>\n<h2>f</h2>",
    )
    assert split_greeting(quoted) == (quoted, "")


def test_marks_that_somebody_wrote_on_the_front_page_stay_words(copy: Copy) -> None:
    with (copy.root / "docs" / "index.md").open("a", encoding="utf-8") as file:
        file.write("\nNhư @@ho@@home@@me@@, @@root@@ và `@@home@@`.\n")
    code, _, said = copy.build()
    assert code == 0, said
    shown = html.unescape((copy.root / "site" / "index.html").read_text("utf-8"))
    assert "Như @@ho@@home@@me@@, @@root@@ và <code>@@home@@</code>." in shown


def test_a_front_page_parts_into_its_frame_and_its_two_texts() -> None:
    frame = MkDocsOutput("", "<a>@@home@@<p>greeting</p>@@home@@<h2>more</h2>@@home@@</a>", "")
    assert frame.front_around() == ("<a>", "<p>greeting</p>", "<h2>more</h2>", "</a>")


def test_readers_get_no_comments() -> None:
    css = "/* Why. */\na { color: red; } /* more\nlines */\nb { margin: 0; }\n"
    assert without_comments("assets/x.css", css) == "a { color: red; } b { margin: 0; }\n"
    script = 'const a = "http://b"; // here\n  // why\nf("//c");\n'
    assert without_comments("assets/x.js", script) == 'const a = "http://b"; // here\nf("//c");\n'
    assert without_comments("assets/x.svg", css) == css
