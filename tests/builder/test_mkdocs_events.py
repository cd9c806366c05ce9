"""The site as MkDocs builds it: whole, right in every link, silent towards the world, and untouched by a failure."""

from __future__ import annotations

import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from environment import ROOT
from honour_roll.builder import publish
from honour_roll.store import write_file
from look import served
from site_tools import SITE_URL, Seen, edit, good_roll, page, run, seen, tree


class Project(NamedTuple):
    """A roll, and the site that ``mkdocs build --strict`` made of it."""

    entries: Path
    site: Path
    said: str

    @property
    def pages(self) -> dict[str, Path]:
        """Every page by its address from the root, without the redirects of former names."""
        found = {
            path.relative_to(self.site).as_posix().removesuffix("index.html"): path
            for path in sorted(self.site.rglob("*.html"))
        }
        return {a: p for a, p in found.items() if 'http-equiv="refresh"' not in p.read_text("utf-8")}


def mkdocs(folder: Path, entries: Path, site: Path, *options: str) -> tuple[int, str]:
    return run("mkdocs", "build", "-d", site, *options, folder=folder, HONOUR_ROLL_ENTRIES=entries)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("project")
    entries = good_roll(folder / "entries")
    code, said = mkdocs(folder, entries, folder / "site", "--strict")
    assert code == 0, said
    return Project(entries, folder / "site", said)


def test_the_real_entries_build_under_strict(tmp_path: Path) -> None:
    code, said = mkdocs(tmp_path, ROOT / "entries", tmp_path / "site", "--strict")
    assert (code, "WARNING" in said) == (0, False), said
    model = page(tmp_path / "site", "mo-hinh/goc-xanh-quan-hoa")
    assert "<h1>“Góc xanh” phường Quan Hoa</h1>" in model.replace("\u00a0", " ")
    assert "<title>“Góc xanh” phường Quan Hoa – Dân vận khéo Cầu Giấy</title>" in model


def test_the_build_command_makes_the_same_site(project: Project, tmp_path: Path) -> None:
    site = tmp_path / "site"
    code, said = run("build.py", "--strict", "--entries", project.entries, "--out", site, folder=tmp_path)
    assert code == 0, said
    assert sorted(tree(site)) == sorted(tree(project.site))
    assert tree(site) == tree(project.site)
    assert "7 bài công bố, " in said
    assert said.splitlines()[-1].startswith("Xong sau ")


def test_a_site_without_anybody_to_talk_to_says_so(project: Project) -> None:
    """In our mkdocs.yml nobody is named, since nobody is known."""
    assert project.said.count("chưa có cách liên hệ nào") == 1
    for address, path in project.pages.items():
        text = seen(path).text
        assert "Trang chưa có địa chỉ liên hệ." in text, address
        assert not [tag for tag in seen(path).all("a") if tag.attributes.get("href", "").startswith("tel:")], address


def test_nothing_stays_beside_the_site(project: Project) -> None:
    assert sorted(p.name for p in project.site.parent.iterdir()) == ["cache", "entries", "site"]


def test_nothing_of_what_is_not_published_is_in_any_file(project: Project) -> None:
    everything = b"\n".join(tree(project.site).values()).decode("utf-8", "replace")
    for words in ("Tủ sách hành lang", "tu-sach-minh-hoa", "Cổng trường không kẹt xe", "Đêm bình yên"):
        assert words not in everything
    assert "Ngõ xanh Minh Họa" in everything


def test_what_a_killed_build_left_behind_is_no_part_of_the_next(project: Project, tmp_path: Path) -> None:
    """MkDocs clears the stage of all but what begins with a dot."""
    site = tmp_path / "site"
    for _ in range(2):
        write_file(publish.stage_of(site) / ".of-a-killed-build", b"x")
        code, said = mkdocs(tmp_path, project.entries, site)
        assert code == 0, said
        assert tree(site) == tree(project.site)


# --- a failure costs nothing ------------------------------------------------------------------------------------------


def break_an_entry(entries: Path) -> str:
    edit(entries / "2018" / "hoa-giai-vi-du", linh_vuc="van-hoa-xh")
    return "hoa-giai-vi-du/index.md:"


def break_the_yaml(entries: Path) -> str:
    (entries / "2018" / "hoa-giai-vi-du" / "index.md").write_text("---\nten: a: b\n---\n", "utf-8")
    return "hoa-giai-vi-du/index.md:2:"


def break_a_register(entries: Path) -> str:
    (entries / "danh-muc" / "linh-vuc.yml").write_text("kinh-te: {ten: [}\n", "utf-8")
    return "danh-muc/linh-vuc.yml:1:"


def lose_a_register(entries: Path) -> str:
    (entries / "danh-muc" / "dia-ban.yml").unlink()
    return "danh-muc/dia-ban.yml"


def cut_a_photo(entries: Path) -> str:
    photo = entries / "2023" / "ba-tran-thi-thu" / "lop-hoc.jpg"
    photo.write_bytes(photo.read_bytes()[:900])
    return "lop-hoc.jpg:1:1: "


def lose_what_a_written_page_links_to(entries: Path) -> str:
    """Only a warning, but --strict makes it an error."""
    shutil.rmtree(entries / "2018" / "goc-xanh-quan-hoa")
    return "liên kết “/mo-hinh/goc-xanh-quan-hoa/” không dẫn đến trang nào."


BREAKS = [
    break_an_entry,
    break_the_yaml,
    break_a_register,
    lose_a_register,
    cut_a_photo,
    lose_what_a_written_page_links_to,
]


@pytest.mark.parametrize("way", ["mkdocs", "build.py"])
@pytest.mark.parametrize("spoil", BREAKS, ids=lambda spoil: spoil.__name__)
def test_a_failing_build_says_why_and_leaves_the_site(
    project: Project, tmp_path: Path, way: str, spoil: Callable[[Path], str]
) -> None:
    site, entries = shutil.copytree(project.site, tmp_path / "site"), shutil.copytree(project.entries, tmp_path / "bai")
    where = spoil(entries)
    if way == "mkdocs":
        code, said = mkdocs(tmp_path, entries, site, "--strict")
    else:
        code, said = run("build.py", "--strict", "--entries", entries, "--out", site, folder=tmp_path)
    assert code == 1
    assert where in said
    assert "Traceback" not in said
    assert tree(site) == tree(project.site)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bai", "cache", "site"]


@pytest.mark.parametrize("way", ["mkdocs", "build.py"])
@pytest.mark.parametrize("given", ["hôm nay", "-1", "1e9", "99999999999999999999"])
def test_a_date_that_cannot_be_is_refused(project: Project, tmp_path: Path, way: str, given: str) -> None:
    program = ("mkdocs", "build", "-d") if way == "mkdocs" else ("build.py", "--out")
    places = {"HONOUR_ROLL_ENTRIES": project.entries, "SOURCE_DATE_EPOCH": given}
    code, said = run(*program, tmp_path / "site", folder=tmp_path, **places)
    assert code == 1
    assert f"SOURCE_DATE_EPOCH phải là số giây tính từ đầu năm 1970, không phải “{given}”.\n    Bỏ biến ấy đi" in said
    assert "Traceback" not in said
    assert not (tmp_path / "site").exists()


def test_all_problems_of_all_entries_are_said_at_once(project: Project, tmp_path: Path) -> None:
    entries = shutil.copytree(project.entries, tmp_path / "bai")
    for slug in ("hoa-giai-vi-du", "goc-xanh-vi-du", "sach-duong-minh-hoa"):
        edit(entries / "2018" / slug, linh_vuc="x", ngay_dang="2018-02-30")
    code, said = run("build.py", "--entries", entries, "--out", tmp_path / "site", folder=tmp_path)
    assert code == 1
    assert said.count("2018-02-30") == 3
    assert said.count("Lĩnh vực “x” không có trong danh mục.") == 3
    assert "6 lỗi trong 3 bài; 8 bài đạt." in said
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("way", ["mkdocs", "build.py"])
def test_a_folder_with_foreign_files_is_refused_and_untouched(project: Project, tmp_path: Path, way: str) -> None:
    out = tmp_path / "out"
    (out / "mo-hinh").mkdir(parents=True)
    (out / "luận văn.docx").write_bytes(b"years of work")
    if way == "mkdocs":
        code, said = mkdocs(tmp_path, project.entries, out)
    else:
        code, said = run("build.py", "--entries", project.entries, "--out", out, folder=tmp_path)
    assert code == 1
    assert "có sẵn tệp không phải của trang này" in said
    assert "Traceback" not in said
    assert tree(out) == {"luận văn.docx": b"years of work"}
    assert (out / "mo-hinh").is_dir()


def test_a_second_build_changes_only_what_was_edited(project: Project, tmp_path: Path) -> None:
    entries, site = shutil.copytree(project.entries, tmp_path / "bai"), tmp_path / "site"
    assert mkdocs(tmp_path, entries, site)[0] == 0
    kept = {path: path.stat().st_ino for path in site.glob("mo-hinh/*/index.html")}
    edit(
        entries / "2018" / "goc-xanh-vi-du",
        body="\n".join(f"## {name}\n\nChữ mới.\n" for name in ("Thực trạng", "Cách làm", "Kết quả", "Nhân rộng")),
    )
    code, said = mkdocs(tmp_path, entries, site)
    assert code == 0
    assert re.search(r"làm mới [0-9]{1,2}[.]", said)  # its page, and the shards of its words
    edited = site / "mo-hinh" / "goc-xanh-vi-du" / "index.html"
    assert "<p>Chữ mới.</p>" in edited.read_text("utf-8")
    assert {path for path, inode in kept.items() if path.stat().st_ino != inode} == {edited}
    run("build.py", "--entries", entries, "--out", tmp_path / "cold", folder=tmp_path / "nothing")
    assert tree(site) == tree(tmp_path / "cold")


# --- every page -------------------------------------------------------------------------------------------------------


def test_every_internal_link_leads_somewhere(project: Project) -> None:
    """As a reader's browser would follow them, from page to page, and to the headings within."""
    answers: dict[str, Seen | None] = {}

    def fetched(address: str) -> Seen | None:
        if address not in answers:
            with urllib.request.urlopen(address, timeout=10) as answer:
                html = answer.headers.get_content_type() == "text/html"
                answers[address] = Seen(answer.read().decode()) if html else answer.read() and None
        return answers[address]

    dead: list[str] = []
    with served(project.site) as host:
        waiting, done = [(host, ""), (urljoin(host, "404.html"), "")], set[str]()
        waiting += [(urljoin(host, address), "sitemap") for address in project.pages]
        while waiting:
            link, source = waiting.pop()
            address, fragment = urldefrag(link)
            if link in done:
                continue
            done.add(link)
            try:
                found = fetched(address)
            except urllib.error.HTTPError:
                dead.append(f"{source} -> {link}")
                continue
            if found and fragment and unquote(fragment) not in found.values("id"):
                dead.append(f"{source} -> {link}: no such id")
            for target in [*found.values("href"), *found.values("src")] if found else []:
                to = urljoin(address, target)
                if to.startswith(host):
                    waiting.append((to, address))
                    assert not target.startswith("/") or address.endswith("404.html"), f"{address}: {target}"
    assert dead == []
    assert len(done) > 80
    assert set(project.pages) <= {urldefrag(link)[0].removeprefix(host) for link in done}


def test_what_is_not_there_is_answered_with_a_page_whose_links_work_at_any_depth(project: Project) -> None:
    with served(project.site) as host:
        with pytest.raises(urllib.error.HTTPError) as lost:
            urllib.request.urlopen(f"{host}mo-hinh/khong/co/bai/nay/", timeout=10)
        assert lost.value.code == 404
        with lost.value as answer:
            told = Seen(answer.read().decode())
        assert "Không tìm thấy trang này" in told.text
        for target in [*told.values("href"), *told.values("src")]:
            assert target.startswith(("/", "#")), target
            urllib.request.urlopen(urljoin(host, target), timeout=10).close()


def test_the_sitemap_lists_every_page_and_dates_only_entries(project: Project) -> None:
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    found = {
        url.findtext("s:loc", "", space).removeprefix(SITE_URL): url.findtext("s:lastmod", "", space)
        for url in ElementTree.parse(project.site / "sitemap.xml").getroot().iterfind("s:url", space)  # noqa: S314 - ours
    }
    listed = {
        address
        for address, path in project.pages.items()
        if "noindex" not in (text := path.read_text("utf-8")) and "Chưa có bài nào ở đây" not in text
    }
    empty_rounds = {
        a for a in listed if a.startswith("dot-ton-vinh/") and "chưa có bài nào" in project.pages[a].read_text("utf-8")
    }
    assert set(found) == listed - empty_rounds
    models = {a for a in found if a.startswith("mo-hinh/") and a != "mo-hinh/"}
    assert len(models) == 7
    assert {a for a, date in found.items() if date} == models
    assert found["mo-hinh/goc-xanh-vi-du/"] == "2026-11-22"
    assert found["mo-hinh/hoa-giai-vi-du/"] == "2018-10-05"


def test_every_page_says_its_language_title_and_own_address(project: Project) -> None:
    titles: dict[str, str] = {}
    for address, path in project.pages.items():
        at = seen(path)
        assert at.all("html")[0].attributes == {"lang": "vi"}, address
        assert len(at.all("h1")) == 1, address
        assert len(at.all("title")) == 1, address
        canonical = [tag.attributes["href"] for tag in at.all("link") if tag.attributes.get("rel") == "canonical"]
        assert canonical == ([SITE_URL + address] if address != "404.html" else []), address
        assert [tag for tag in at.all("meta") if tag.attributes.get("charset", "").lower() == "utf-8"], address
        assert "@@" not in path.read_text("utf-8"), address
        title = path.read_text("utf-8").partition("<title>")[2].partition("</title>")[0]
        assert titles.setdefault(title, address) == address, f"{address} has the title of another page: {title}"


def test_headings_step_down_and_ids_stand_once(project: Project) -> None:
    for address, path in project.pages.items():
        at = seen(path)
        ids = at.values("id")
        assert len(ids) == len(set(ids)), address
        level = 0
        for tag in at.all("h1", "h2", "h3", "h4", "h5", "h6"):
            assert int(tag.name[1]) <= level + 1, f"{address}: {tag}"
            level = int(tag.name[1])


def test_every_picture_has_its_size_and_an_alt_text(project: Project) -> None:
    for address, path in project.pages.items():
        for tag in seen(path).all("img"):
            assert "alt" in tag.attributes, address
            if tag.attributes.get("class") == "tiny":  # lies under the picture that it stands for
                assert tag.attributes["src"].startswith("data:image/webp;base64,"), address
                assert (tag.attributes["alt"], tag.attributes["aria-hidden"]) == ("", "true"), address
                continue
            assert int(tag.attributes["width"]) > 0, address
            assert int(tag.attributes["height"]) > 0, address
            assert tag.attributes["alt"] or "/bia/" in tag.attributes["src"], f"{address}: {tag}"


def test_nothing_on_a_page_comes_from_another_host_or_can_run(project: Project) -> None:
    for path in project.site.rglob("*.html"):
        for tag in seen(path).tags:
            names = tag.attributes.keys()
            if tag.name == "script" and tag.attributes.get("type") != "application/ld+json":  # which is data
                assert re.search(
                    "assets/(gallery|lost|share|within|search/(asked|box))[.]js$", tag.attributes["src"]
                ), f"{path}: {tag}"
            assert tag.name not in ("iframe", "object", "embed", "base", "style"), f"{path}: {tag}"
            assert not [name for name in names if name.startswith("on")], f"{path}: {tag}"
            assert "style" not in names, f"{path}: {tag}"
            for name in ("href", "src", "srcset", "action", "data", "poster", "xlink:href"):
                value = tag.attributes.get(name, "")
                tiny = name == "src" and value.startswith("data:image/webp;base64,")
                assert tiny or urlsplit(value).scheme in ("", "http", "https", "mailto", "tel"), f"{path}: {tag}"
                outside = urlsplit(value).netloc and not value.startswith(SITE_URL)
                assert tag.name == "a" or not outside, f"{path}: {tag}"
    for path in project.site.rglob("*.css"):
        outside = r"url\((?!\s*['\"]?(?:fonts/|data:image/svg))[^)]*|@import"
        assert re.findall(outside, path.read_text("utf-8")) == [], path
    for path in project.site.rglob("*.svg"):
        text = path.read_text("utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert not [word for word in ("http", "<script", "javascript", "onload", "<image") if word in text], path


def test_the_site_holds_nothing_that_its_pages_do_not_need(project: Project) -> None:
    endings = {path.suffix for path in project.site.rglob("*") if path.is_file()}
    assert endings <= {
        ".html",
        ".css",
        ".js",
        ".svg",
        ".avif",
        ".jpg",
        ".woff2",
        ".xml",
        ".txt",
        ".gz",
        ".bin",
        ".json",
        ".csv",
        ".map",
        ".png",
        ".webp",  # pictures of the guide
        ".ico",
        "",
    }, endings
    assert sorted(path.name for path in project.site.rglob(".*")) == [publish.MARKER, ".nginx"]
    assert not (project.site / "decisions").exists()
    scripts = {path.name for path in (ROOT / "hooks" / "theme" / "assets" / "search").glob("*.js")}
    others = {"gallery.js", "lost.js", "share.js", "within.js"}
    assert {path.name for path in project.site.rglob("*.js")} == others | scripts
    assert {path.parts[-2] for kind in ("*.bin", "*.json") for path in project.site.rglob(kind)} <= {
        "tim-kiem",
        "cot",
        "cap",
        "am",
        "the",
        project.site.name,  # open data, and feeds
        "mo-hinh",
        *(path.parent.name for path in project.site.rglob("feed.json")),
    }
    named = {
        urlsplit(name).path.rpartition("/")[2]
        for path in project.pages.values()
        for tag in seen(path).tags
        for value in map(tag.attributes.get, ("src", "srcset", "content", "href"), [""] * 4)
        for name in value.replace(",", " ").split()
    }
    pictures = {path.name for kind in ("*.avif", "*.jpg") for path in project.site.rglob(kind)}
    assert {path.name for path in (project.site / "the").iterdir()} <= pictures
    assert pictures <= named, pictures - named
    assert all(b"GPS" not in path.read_bytes() for path in project.site.rglob("*.avif"))
