"""A site with somebody to talk to, at a Vietnamese domain, below a path: what pages say of themselves and offer."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page
from test_another_place import build, project

from look import Host, served
from site_tools import Seen, page, tree

SITE = "https://xn--dn-vn-3qa6054c.vn/%C4%91i%E1%BB%83n-h%C3%ACnh/"  # https://dân-vận.vn/điển-hình/
CONTACT = """  contact:
    unit: Ban Mặt trận xã Ví Dụ
    telephone: "024 3000 0000"
    email: mat-tran@xa-vi-du.test
    zalo: "0843 000 000"
    form: https://bieu-mau.test/f?trang={dia_chi}&ten={ten}
    hours: 8 giờ – 17 giờ
"""
CHANGES = {
    r"  contact:.*\n(?:    # .*\n)*": CONTACT,
    r"site_url: .*": "site_url: https://Dân-Vận.vn/điển-hình/",
    r"  favicon: .*": "  favicon: assets/hinh.png",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
    " connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'"
)


class UnderPolicy(Host):
    """A host that lets pages load nothing but what is its own."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose site is built below ``www/điển-hình``."""
    folder = project(tmp_path_factory.mktemp("heads"))
    settings = (folder / "mkdocs.yml").read_text("utf-8")
    for old, new in CHANGES.items():
        settings, times = re.subn(f"(?m)^{old}", lambda _, new=new: new, settings)
        assert times == 1, old
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    Image.new("RGBA", (300, 200), "#0b3d6e").save(folder / "docs" / "assets" / "hinh.png")
    (folder / "docs" / "robots.txt").write_text("User-agent: *\nDisallow: /ban-thao/\n", "utf-8")
    guide = (folder / "docs" / "huong-dan.md").read_text("utf-8")
    dead = "\n[Bài](https://dân-vận.vn/điển-hình/mo-hinh/khong-co/) [Sổ](https://dân-vận.vn/điển-hình/mo-hinh.csv)\n"
    (folder / "docs" / "huong-dan.md").write_text(re.sub(r"(?m)^description:.*\n", "", guide) + dead, "utf-8")
    done = build(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "said.txt").write_text(done.stdout, "utf-8")
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> Path:
    return folder / "site"


def test_a_whole_address_of_this_site_in_a_hand_written_page_is_checked(folder: Path) -> None:
    said = (folder / "said.txt").read_text("utf-8")
    assert "docs/huong-dan.md: liên kết “/mo-hinh/khong-co/” không dẫn đến trang nào." in said
    assert said.count("không dẫn đến") == 1
    assert "Nhắc" not in said


def test_a_vietnamese_domain_is_in_punycode_wherever_programs_read_it(site: Path) -> None:
    model = page(site, "mo-hinh/goc-xanh-vi-du")
    assert f'<link rel="canonical" href="{SITE}mo-hinh/goc-xanh-vi-du/">' in model
    assert f'<meta property="og:url" content="{SITE}mo-hinh/goc-xanh-vi-du/">' in model
    assert f'<link rel="canonical" href="{SITE}rieng-tu/">' in page(site, "rieng-tu")
    assert f"<loc>{SITE}mo-hinh/goc-xanh-vi-du/</loc>" in (site / "sitemap.xml").read_text("utf-8")
    for path, content in tree(site).items():
        if path.endswith((".html", ".xml", ".json", ".csv", ".txt")) and path != "huong-dan/index.html":
            assert not re.search("dân-vận.vn|điển-hình/".encode(), content, re.IGNORECASE), path


def test_every_page_offers_somebody_to_talk_to_with_its_own_address_and_title(site: Path) -> None:
    seen = 0
    for path in sorted(site.rglob("index.html")):
        text = path.read_text("utf-8")
        if 'http-equiv="refresh"' in text:
            continue
        seen += 1
        address = f"{path.parent.relative_to(site).as_posix()}/".removeprefix("./")
        footer = Seen(text.partition('<footer class="foot">')[2])
        links = [tag.attributes["href"] for tag in footer.all("a")]
        assert "tel:+842430000000" in links, path
        assert "https://zalo.me/0843000000" in links, path
        asked = {link.partition("?")[0]: parse_qs(urlsplit(link).query) for link in links}
        letter, form = asked["mailto:mat-tran@xa-vi-du.test"], asked["https://bieu-mau.test/f"]
        assert form["trang"] == [SITE + address], path
        assert letter["body"][0].split("\r\n")[1] == SITE + address, path
        if address:
            title = unescape(text.partition("<title>")[2].partition(" – Điển hình xã Ví Dụ</title>")[0])
            assert form["ten"] == [title], path
            assert letter["subject"] == [f"Về trang: {title}"], path
        assert "{dia_chi}" not in text.partition('<footer class="foot">')[2], path
        assert "@@" not in text, path
    assert seen > 40


@pytest.mark.parametrize("address", ["rieng-tu", "gioi-thieu", ""])
def test_hand_written_pages_say_it_where_they_have_a_place_for_it(site: Path, address: str) -> None:
    main = page(site, address).partition('<footer class="foot">')[0]
    assert '<div class="contact"></div>' not in main
    assert "Ban Mặt trận xã Ví Dụ" in main
    assert "Giờ làm việc: 8 giờ – 17 giờ" in main


@pytest.mark.parametrize("address", ["mo-hinh/goc-xanh-vi-du", "mo-hinh/tiet-kiem-vi-du", "thong-ke", "404.html"])
def test_what_asks_readers_to_tell_leads_there(site: Path, address: str) -> None:
    path = site / address
    text = (path if path.is_file() else path / "index.html").read_text("utf-8")
    assert 'href="#bao-cho-chung-toi"' in text
    assert text.count('id="bao-cho-chung-toi"') == 1


def test_programs_are_told_too(site: Path) -> None:
    graph = json.loads(re.findall(r'ld\+json">(.*?)</script>', page(site, "du-lieu-mo"))[0])["@graph"]
    kinds = {node["@type"]: node for node in graph}
    point = kinds["Organization"]["contactPoint"]
    assert (point["telephone"], point["email"]) == ("+842430000000", "mat-tran@xa-vi-du.test")
    assert kinds["Organization"]["name"] == "Ủy ban Mặt trận Tổ quốc xã Ví Dụ"
    files = [file["contentUrl"] for file in kinds["Dataset"]["distribution"]]
    assert files == [f"{SITE}mo-hinh.json", f"{SITE}mo-hinh.csv"]
    assert len(kinds["Dataset"]["description"]) >= 50  # which Google's guide for Dataset asks
    assert "<email>mat-tran@xa-vi-du.test</email>" in (site / "mo-hinh" / "atom.xml").read_text("utf-8")
    authors = json.loads((site / "mo-hinh" / "feed.json").read_text("utf-8"))["authors"]
    assert authors == [{"name": "Ủy ban Mặt trận Tổ quốc xã Ví Dụ", "url": "mailto:mat-tran@xa-vi-du.test"}]


def test_a_page_without_a_description_has_its_first_paragraph(site: Path) -> None:
    said = re.findall(r'<meta name="description" content="([^"]+)"', page(site, "huong-dan"))
    assert said
    assert unescape(said[0])[:40] in Seen(page(site, "huong-dan")).text


def test_the_sites_own_picture_becomes_all_icons_and_its_own_robots_txt_stays(site: Path) -> None:
    assert (site / "robots.txt").read_text("utf-8").endswith("Disallow: /ban-thao/\n")
    with Image.open(site / "apple-touch-icon.png") as touch:
        assert touch.size == (180, 180)
        assert touch.convert("RGB").getpixel((90, 90)) == (11, 61, 110)
        assert touch.convert("RGB").getpixel((1, 1)) == (255, 255, 255)
    with Image.open(site / "favicon.ico") as ico:
        assert ico.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    manifest = json.loads((site / "manifest.json").read_text("utf-8"))
    assert manifest["name"] == "Điển hình xã Ví Dụ"
    for icon in manifest["icons"]:
        with Image.open(site / icon["src"]) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]


@pytest.mark.parametrize(
    ("address", "trail", "section"),
    [
        ("mo-hinh/goc-xanh-vi-du", ["Trang đầu", "Mô hình", "Văn hóa – xã hội"], ("Mô hình", "true")),
        ("linh-vuc/kinh-te", ["Trang đầu", "Lĩnh vực"], ("Lĩnh vực", "true")),
        ("linh-vuc", ["Trang đầu"], ("Lĩnh vực", "page")),
        ("thong-ke", ["Trang đầu"], ("Thống kê", "page")),
        ("mo-hinh/tiet-kiem-vi-du", ["Trang đầu", "Mô hình"], ("Mô hình", "true")),
        ("gioi-thieu", ["Trang đầu"], ("Giới thiệu", "page")),
        ("rieng-tu", ["Trang đầu"], None),
    ],
)
def test_every_page_says_where_one_is(
    site: Path, address: str, trail: list[str], section: tuple[str, str] | None
) -> None:
    text = page(site, address)
    way = re.findall(r'<nav class="trail wrap".*?</nav>', text, re.DOTALL)
    assert len(way) == 1
    links = re.findall(r'<a href="([^"]+)">([^<]+)</a>', way[0])
    assert [unescape(name) for _, name in links] == trail
    for target, _ in links:
        assert (site / address / target / "index.html").resolve().is_file(), target
    menu = text.partition('<nav class="menu"')[2].partition("</nav>")[0]
    here = [(name, value) for value, name in re.findall(r'aria-current="(\w+)">([^<]+)</a>', menu)]
    assert here == ([section] if section else [])


def test_the_front_page_has_no_way_to_itself(site: Path) -> None:
    assert 'class="trail' not in page(site, "")


# --- in a browser -----------------------------------------------------------------------------------------------------


@pytest.fixture
def window(site: Path, browser: Browser, tmp_path: Path) -> Page:
    """A window on the site, below its path, under a strict policy; whatever that refuses is an error."""
    shutil.copytree(site, tmp_path / "www" / "điển-hình")
    shutil.copy(site / "404.html", tmp_path / "www")
    errors: list[str] = []
    with served(tmp_path / "www", UnderPolicy) as host, browser.new_context(base_url=f"{host}điển-hình/") as context:
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        yield page  # type: ignore[misc]
        assert [error for error in errors if "404" not in error] == []


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("mo-hinh/goc-xanh-o-dau/", "goc xanh o dau"),
        ("mo-hinh/G%C3%B3c_xanh/index.html", "Góc xanh"),
        ("linh-vuc/kinh-te/trang/9/", "kinh te"),
        ("tai-lieu.pdf", "tai lieu"),
    ],
)
def test_the_page_404_asks_the_search_for_the_words_of_the_address(window: Page, asked: str, words: str) -> None:
    window.goto(asked)
    box = window.locator("main input[type=search]")
    assert box.input_value() == words
    letter = window.locator("a[href^='mailto:']").get_attribute("href") or ""
    assert parse_qs(urlsplit(letter).query)["body"][0].endswith(f"{window.url}\r\n")
    window.locator("main button[type=submit]").click()
    window.wait_for_url("**/tim-kiem/?q=*")
    assert parse_qs(urlsplit(window.url).query)["q"] == [words]


def test_without_javascript_the_page_404_says_so_and_leads_on(site: Path) -> None:
    text = (site / "404.html").read_text("utf-8")
    assert "tắt JavaScript" in text.partition("<noscript>")[2].partition("</noscript>")[0]
    assert 'action="/%C4%91i%E1%BB%83n-h%C3%ACnh/tim-kiem/"' in text
    assert "Về trang đầu" in text


def test_icons_and_manifest_are_found_below_the_path(window: Page) -> None:
    for address in ("mo-hinh/goc-xanh-vi-du/", "khong/co/trang"):
        window.goto(address)
        links = window.locator("link[rel=icon], link[rel=apple-touch-icon], link[rel=manifest]")
        found = links.evaluate_all("links => Promise.all(links.map(async (l) => (await fetch(l.href)).ok))")
        assert found == [True] * 4
