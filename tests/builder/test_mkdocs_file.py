"""A broken ``mkdocs.yml``: told as a broken entry is, with its place and its mend, and never in English."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.config.defaults import MkDocsConfig

from environment import ROOT
from honour_roll.builder import mkdocs_file, mkdocs_keys
from honour_roll.entries import yaml_reader

OURS = (ROOT / "mkdocs.yml").read_text("utf-8")
NOT_FOR_STAFF = {"mdx_configs", "google_analytics", "pages", "config_file_path"}
ENGLISH = re.compile(
    r"\b(?:error|expected|invalid|the|config|value|unrecognised|traceback|line|found|mapping)\b", re.IGNORECASE
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the pages and the hook that ``mkdocs.yml`` names."""
    (tmp_path / "hooks" / "theme").mkdir(parents=True)
    (tmp_path / "hooks" / "mkdocs_events.py").touch()
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    return tmp_path


def told(project: Path, text: str) -> list[tuple[int, str, str]]:
    path = project / "mkdocs.yml"
    path.write_text(text, "utf-8")
    problems = mkdocs_file.problems_of(path)
    for problem in problems:
        assert problem.path == "mkdocs.yml"
        assert 1 <= problem.line <= text.count("\n") + 1
        assert problem.mend.strip()
        assert not ENGLISH.search(re.sub(r"“[^”]*”", "", problem.text)), problem.text
    return [(problem.line, problem.text, problem.mend) for problem in problems]


def test_ours_is_right_and_every_key_of_mkdocs_is_known(project: Path) -> None:
    assert told(project, OURS) == []
    assert mkdocs_file.problems_of(ROOT / "mkdocs.yml") == []
    assert {key for key, _ in MkDocsConfig._schema} - NOT_FOR_STAFF == set(mkdocs_keys.KEYS) - {"INHERIT"}


SLIPS = {
    "no name": (r"^site_name:.*\n", "", 1, "Thiếu tên trang"),
    "empty name": (r"^site_name:.*", "site_name:", 2, "Thiếu tên trang"),
    "blank name": (r"^site_name:.*", 'site_name: "  "', 2, "Thiếu tên trang"),
    "name is a list": (r"^site_name:.*", "site_name: [a]", 2, "Mục site_name phải là chữ"),
    "unknown key": (r"^copyright:", "copyrite:", 5, "Không có mục nào tên là “copyrite”"),
    "missing page": (r"gioi-thieu\.md", "gioi-thiu.md", 43, "không có trang “gioi-thiu.md”"),
    "nav is text": (r"^nav:\n(?:  .*\n)+", "nav: index.md\n", 41, "Mục nav phải là danh sách"),
    "nav of tables": (r"^  - index\.md", "  - {a: b, c: d}", 42, "Mục nav: dòng này"),
    "another theme": (r"^  name: material", "  name: readthedocs", 12, "phải là material"),
    "theme is text": (r"^theme:\n(?:  .*\n)+", "theme: material\n", 11, "Mục theme phải là"),
    "no theme": (r"^theme:\n(?:  .*\n)+", "", 1, "Thiếu mục theme"),
    "no theme folder": (r"^  custom_dir: .*", "  custom_dir: theme", 13, "không có “theme”"),
    "theme without ours": (r"^  custom_dir: .*\n", "", 12, "thiếu custom_dir"),
    "tab": (r"^  name: material", "\tname: material", 12, "Tab"),
    "unknown plugin": (r"^plugins: \[\]", "plugins: [serach]", 52, "không có phần mở rộng “serach”"),
    "unknown extension": (r"- admonition", "- admonitoin", 56, "không có phần mở rộng “admonitoin”"),
    "not yes or no": (r"^use_directory_urls: true", "use_directory_urls: có", 9, "phải là true hoặc false"),
    "no hook": (r"^hooks: .*\n", "", 1, "thiếu hooks/mkdocs_events.py"),
    "another hook": (r"^hooks: .*", "hooks: [hooks/khac.py]", 53, "thiếu hooks/mkdocs_events.py"),
    "one hook too many": (r"^hooks: \[", "hooks: [khac.py, ", 53, "không có “khac.py”"),
    "no docs": (r"^docs_dir: docs", "docs_dir: tai-lieu", 7, "không có “tai-lieu”"),
    "site in docs": (r"^site_dir: site", "site_dir: docs/site", 8, "nằm trong nhau"),
    "docs in site": (r"^site_dir: site", "site_dir: .", 8, "nằm trong nhau"),
    "colon": (r"^copyright: .*", "copyright: Quận: Cầu Giấy", 5, "dấu hai chấm"),
    "open quote": (r"^copyright: .*", 'copyright: "Quận', 5, "nháy kép"),
    "open bracket": (r"^plugins: \[\].*", "plugins: [a", 52, "mở ra mà không đóng"),
    "second document": (r"^copyright: .*", "---\ncopyright: a", 5, "làm tệp này đứt quãng"),
    "key twice": (r"^copyright:", "site_name:", 5, "viết hai lần"),
    "extra is a list": (r"^extra:", "extra: []\nextr:", 19, "Mục extra phải là"),
    "a tag that runs a program": (
        r'publisher: ""',
        "publisher: !!python/object/apply:os.system [ls]",
        23,
        "Không dùng",
    ),
    "a tag of nobody": (r'publisher: ""', "publisher: !abc x", 23, "Không dùng “!abc”"),
    "inherits from nothing": (r"^copyright:", "INHERIT: khong.yml\ncopyright:", 5, "không có “khong.yml”"),
    "inherits from itself": (r"^copyright:", "INHERIT: mkdocs.yml\ncopyright:", 5, "lại có dòng INHERIT"),
    "inherits from a device": (r"^copyright:", "INHERIT: /dev/zero\ncopyright:", 5, "không có “/dev/zero”"),
    "page outside": (r"^  - index\.md", "  - ../README.md", 42, "không có trang “../README.md”"),
    "stylesheet that is a number": (r"^copyright:", "extra_css: [5]\ncopyright:", 5, "Mục extra_css: không có “5”"),
    "template of nobody": (r"^copyright:", "extra_templates: [a.html]\ncopyright:", 5, "không có “a.html”"),
    "address in brackets": (r"^site_url: .*", "site_url: 'http://['", 4, "Mục site_url: “http://[” không phải"),
    "hidden character": (r"^copyright: .*", "copyright: a\x07b", 5, "ký tự không nhìn thấy"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_at_its_line(project: Path, name: str) -> None:
    pattern, replacement, line, words = SLIPS[name]
    text, count = re.subn(pattern, replacement, OURS, count=1, flags=re.MULTILINE)
    assert count
    found = told(project, text)
    assert (line, True) in [(place, words in said) for place, said, _ in found], found
    assert len(found) == 1 or name in ("extra is a list", "no theme")


@pytest.mark.parametrize("text", ["", "\n", "# chưa có gì\n", "- a\n- b\n", "chữ\n", "[]", "42", "!ENV X", "&a [*a]"])
def test_a_file_that_is_no_table_is_told(project: Path, text: str) -> None:
    assert len(told(project, text)) == 1


@pytest.mark.parametrize("data", [b"site_name: \xff\xfe", "site_name: Dân vận".encode("utf-16"), b"\0\0"])
def test_bytes_that_are_no_text_are_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "mkdocs.yml").write_bytes(data)
    assert len(mkdocs_file.problems_of(tmp_path / "mkdocs.yml")) == 1


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    assert "Không thấy" in mkdocs_file.told(path)
    path.mkdir()
    assert "không phải tệp thường" in mkdocs_file.told(path)
    path.rmdir()
    if sys.platform != "win32":
        os.mkfifo(path)
        assert "không phải tệp thường" in mkdocs_file.told(path)
        path.unlink()
    with path.open("wb") as file:
        file.truncate(2_000_000_000)
    assert "quá lớn" in mkdocs_file.told(path)


@pytest.mark.parametrize(
    "text",
    [
        "a: [" * 30_000,
        "a: " * 30_000,
        "- " * 30_000,
        "{a: " * 30_000,
        "? " * 30_000,
        "nav: &a [*a]",
        "x: !!python/object/apply:os.system [ls]",
    ],
)
def test_hostile_settings_are_told_or_harmless(project: Path, text: str) -> None:
    (project / "mkdocs.yml").write_text(f"site_name: Thử\n{text}\n", "utf-8")
    assert mkdocs_file.problems_of(project / "mkdocs.yml")


@given(st.text("ab: -[]{}#\"'\n\t&*!|>%@`,?", max_size=60))
def test_whatever_is_written_is_told_or_read(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mkdocs.yml"
        path.write_text(f"site_name: Thử\n{text}", "utf-8")
        for problem in mkdocs_file.problems_of(path):
            assert problem.line >= 1
            assert problem.text


def test_a_variable_of_the_environment_may_be_anything(project: Path) -> None:
    text = re.sub(r"(?m)^site_name:.*", "site_name: !ENV [TEN, Thử]", OURS)
    assert told(project, text + "\nstrict: !ENV NGHIEM\n") == []
    assert isinstance(yaml_reader.parse("", text), list)  # entries may not


@pytest.mark.parametrize("script", ["build.py", "preview.py"])
@pytest.mark.parametrize("name", ["no name", "tab", "unknown key", "unknown plugin", "name is a list"])
def test_commands_say_it_and_nothing_else(tmp_path: Path, script: str, name: str) -> None:
    project = tmp_path / "du-an"
    project.mkdir()
    for part in ("scripts", "hooks", "docs", "entries"):
        (project / part).mkdir()
    for part in ("scripts", "hooks", "docs"):
        shutil.copytree(ROOT / part, project / part, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    pattern, replacement, line, words = SLIPS[name]
    (project / "mkdocs.yml").write_text(re.sub(pattern, replacement, OURS, count=1, flags=re.MULTILINE), "utf-8")
    module = script.removesuffix(".py")
    call = (
        "main(sys.argv[1:], pathlib.Path(environment.ROOT / 'mkdocs.yml'))"
        if module == "preview"
        else "main(sys.argv[1:])"
    )
    code = f"import environment, pathlib, sys, {module}; sys.exit({module}.{call})"
    path = os.pathsep.join([str(project / "scripts"), str(project / "hooks")])
    done = subprocess.run(
        [sys.executable, "-c", code, "--entries", str(project / "entries")],
        cwd=project,
        env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", "HONOUR_ROLL_CACHE": str(tmp_path / "cache")},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert said.startswith(f"mkdocs.yml:{line}:")
    assert words in said
    assert "Traceback" not in said
    assert said.count("mkdocs.yml:") == 1


def test_tags_of_mkdocs_and_material_pass(project: Path) -> None:
    text = OURS.replace('publisher: ""', "publisher: !ENV [CO_QUAN, '']")
    text = text.replace("- admonition", "- admonition: {x: !!python/name:material.extensions.emoji.twemoji ''}")
    assert told(project, text) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither")
@pytest.mark.parametrize("kind", ["pipe", "link to itself", "folder"])
def test_a_page_of_the_menu_that_is_no_file_is_told_as_such(project: Path, kind: str) -> None:
    page = project / "docs" / "gioi-thieu.md"
    page.unlink()
    make = {"pipe": os.mkfifo, "link to itself": lambda path: path.symlink_to(path), "folder": os.mkdir}
    make[kind](page)
    (project / "mkdocs.yml").write_text(OURS, "utf-8")
    (problem,) = mkdocs_file.problems_of(project / "mkdocs.yml")
    assert problem.place == "docs/gioi-thieu.md:1:1"
    assert "không phải tệp thường" in problem.text


def test_a_site_in_links_that_lead_round_is_no_traceback(project: Path) -> None:
    (project / "vong").symlink_to(project / "vong")
    assert told(project, OURS.replace("site_dir: site", "site_dir: vong")) == []
