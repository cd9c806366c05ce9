"""The site in a real browser: quiet, local, readable on a phone, usable by keyboard, and safe from hostile entries."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from environment import ROOT
from honour_roll.problem import as_text
from look import served
from site_tools import edit, good_roll, opened, run

PAGES = {
    "front": "",
    "list": "mo-hinh/",
    "entry": "mo-hinh/goc-xanh-vi-du/",
    "place": "dia-ban/phuong-vi-du/",
    "round": "dot-ton-vinh/so-ket-2017/",
    "guide": "huong-dan/",
    "404": "khong/co/trang/nay",
}
WIDTHS = (320, 390, 1280)


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("browser")
    good_roll(folder / "entries")
    code, said = run("build.py", "--entries", folder / "entries", "--out", folder / "site", folder=folder)
    assert code == 0, said
    with served(folder / "site") as host:
        yield host


class Visit(NamedTuple):
    """A page in a window of its own, with all that it said and asked for."""

    page: Page
    said: list[str]
    asked: list[str]


@pytest.fixture
def visit(browser: Browser, host: str) -> Iterator[Any]:
    """Yield a function that opens a page; only this machine can be reached."""
    contexts = []

    def visited(address: str, *, at: str = host, leads_to: str = "", **options: Any) -> Visit:
        context = browser.new_context(viewport={"width": options.pop("width", 1280), "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        made = Visit(page, [], [])

        page.on("request", lambda request: made.asked.append(request.url))
        page.on("console", lambda message: made.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: made.said.append(f"error: {error}"))
        page.on("requestfailed", lambda request: made.said.append(f"failed: {request.url}"))
        page.on("dialog", lambda dialog: (made.said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        context.route(lambda url: not url.startswith(at), lambda route: route.abort())
        page.goto(at + address, wait_until="load")
        if leads_to:
            page.wait_for_url(at + leads_to)
        if options.get("java_script_enabled", True):
            page.evaluate("document.fonts.ready.then(() => true)")
        return made

    yield visited
    for context in contexts:
        context.close()


def without_its_own_404(said: list[str], name: str) -> list[str]:
    """The browser itself remarks that the page which says "not found" was not found."""
    return [line for line in said if not (name == "404" and "404" in line)]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_quiet_local_and_fits_on_phone_and_desk_by_day_and_by_night(visit: Any, host: str, name: str) -> None:
    page, said, asked = visit(PAGES[name])
    for picture in page.locator("img").all():
        picture.scroll_into_view_if_needed()  # pictures further down are fetched when near
        assert picture.evaluate("async p => { await p.decode(); return p.naturalWidth }") > 0
    assert page.evaluate("document.fonts.check('400 16px \"Be Vietnam Pro\"', 'Đường ữ')")
    assert page.evaluate("[...document.fonts].some(f => f.family.includes('Be Vietnam Pro') && f.status == 'loaded')")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert (sum(map(int, paper.strip("rgb()").split(","))) < 150) == (scheme == "dark"), paper
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.scrollingElement.scrollWidth") <= width, f"{scheme} {width}"
    assert without_its_own_404(said, name) == []
    assert [url for url in asked if not url.startswith(host)] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_with_letters_of_twice_the_size(visit: Any, name: str) -> None:
    page = visit(PAGES[name], width=640).page
    page.add_style_tag(content="html { font-size: 200% !important }")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 640


@pytest.mark.parametrize("name", PAGES)
def test_the_keyboard_finds_the_way_past_the_menu_first(visit: Any, name: str) -> None:
    page = visit(PAGES[name], width=390).page
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text() == "Đến nội dung chính"
    box = focused.bounding_box()
    assert box
    assert box["y"] >= 0
    assert focused.evaluate("e => parseFloat(getComputedStyle(e).outlineWidth)") >= 2
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1


@pytest.mark.parametrize("name", PAGES)
def test_without_javascript_a_page_reads_the_same(visit: Any, name: str) -> None:
    with_it = visit(PAGES[name]).page.locator("body")
    without = visit(PAGES[name], java_script_enabled=False).page.locator("body")
    noted = without.locator("noscript").all_inner_texts()  # what only those see who have none
    read = functools.reduce(lambda text, note: text.replace(f"{note}\n\n", ""), noted, without.inner_text())
    copied = r"\n\nhttp://\S+\n\nChép địa chỉ"  # where the site's own address is not known, the browser's is shared
    assert read == re.sub(copied, "", with_it.inner_text().replace("Lọc\n\n", ""))  # both could do nothing
    assert len(read) > 300


# --- hostile entries --------------------------------------------------------------------------------------------------

RUN = "<img src=x onerror=alert(1)>"
OUT = '"><script>alert(2)</script>'
TEXTS = {
    "title": f"Ten {RUN} {OUT} het",
    "summary": f"Tom tat {OUT} {RUN} {{{{ 7*7 }}}} {{% raw %}} @@body@@ cho du sau muoi ky tu",
    "alt": f"Mo ta anh ' onmouseover=alert(3) {OUT}",
    "caption": f"Chu thich {RUN}",
    "credit": f"Tac gia {OUT}",
    "figure": f"Chi so {RUN}",
    "unit": "<b>kg</b>",
    "contact": f"Lien he {OUT}",
    "note": f"Viec {RUN}",
    "source": f"Nguon {OUT}",
    "decision": "<svg onload=alert(4)>",
    "name": f"Don vi {RUN}",
    "theme": f"Chu de {OUT}",
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site of entries that try everything the check lets pass."""
    folder = tmp_path_factory.mktemp("hostile")
    roll = good_roll(folder / "entries")
    edit(
        roll / "2018" / "goc-xanh-vi-du",
        ten=TEXTS["title"],
        tom_tat=TEXTS["summary"],
        ngay_dang="2026-11-01",
        cap_nhat=None,
        anh=[
            {"tep": name, "mo_ta": TEXTS["alt"], "chu_thich": TEXTS["caption"], "tac_gia": TEXTS["credit"]}
            for name in ("vuon-hoa.jpg", "ngo-16-truoc.jpg", "ngo-16-sau.webp", "so-do.png")
        ],
        ket_qua=[{"chi_so": TEXTS["figure"], "gia_tri": 1, "don_vi_tinh": TEXTS["unit"], "nguon": "n1"}],
        nhan_rong={"lien_he": TEXTS["contact"], "da_ap_dung": ["ngo-xanh-minh-hoa"]},
        nhat_ky=[{"ngay": "2022-01-15", "viec": TEXTS["note"], "nguon": "n1"}],
        nguon=[{"ma": "n1", "ten": TEXTS["source"], "url": "https://example.vn/?a=1&b=(javascript:alert(5))"}],
        ton_vinh=[{"dot": "so-ket-2017", "quyet_dinh": {"so": TEXTS["decision"], "ngay": "2017-12"}}],
    )
    for name, old, new in (
        ("don-vi", "Hội Liên hiệp Phụ nữ phường Ví Dụ", "name"),
        ("chu-de", "Không gian xanh", "theme"),
    ):
        path = roll / "danh-muc" / f"{name}.yml"
        quoted = "'" + TEXTS[new].replace("'", "''") + "'"
        assert f"ten: {old}\n" in path.read_text("utf-8")
        path.write_text(path.read_text("utf-8").replace(f"ten: {old}\n", f"ten: {quoted}\n"), "utf-8")
    assert list(map(as_text, opened(roll, None).load().problems)) == []
    code, said = run("build.py", "--entries", roll, "--out", folder / "site", folder=folder)
    assert code == 0, said
    with served(folder / "site") as host:
        yield host


@pytest.mark.parametrize(
    "address",
    ["", "mo-hinh/", "mo-hinh/goc-xanh-vi-du/", "mo-hinh/ngo-xanh-minh-hoa/", "chu-de/", "don-vi/", "nam/2017/"],
)
def test_nothing_that_an_entry_says_runs(visit: Any, hostile: str, address: str) -> None:
    page, said, asked = visit(address, at=hostile)
    page.wait_for_timeout(100)
    for element in page.locator("main img").all():
        element.dispatch_event("mouseover")
    assert said == []
    assert [url for url in asked if not url.startswith(hostile) or url.endswith("/x")] == []
    ours = '[src$="/gallery.js"], [src$="/share.js"], [src$="/search/box.js"]'
    data = "[type='application/ld+json']"  # which no browser runs
    running = f"script:not({ours}, {data}), main svg[onload], main b b, [onerror], [onmouseover]"
    assert page.locator(running).count() == 0


def test_what_a_hostile_entry_says_is_shown_letter_for_letter(visit: Any, hostile: str) -> None:
    page = visit("mo-hinh/goc-xanh-vi-du/", at=hostile).page
    text = page.locator("main").text_content()
    for name in TEXTS.keys() - {"alt"}:
        assert TEXTS[name] in text, name
    assert page.locator("h1").text_content() == TEXTS["title"]
    assert page.locator("main picture img").first.get_attribute("alt") == TEXTS["alt"]
    assert page.title().startswith(TEXTS["title"])
    assert page.locator("meta[name=description]").get_attribute("content") == TEXTS["summary"]
    assert page.locator(".sources a").get_attribute("href") == "https://example.vn/?a=1&b=(javascript:alert(5))"


def test_a_hostile_title_stays_a_title_in_cards_redirects_and_on_the_front_page(visit: Any, hostile: str) -> None:
    for address in ("", "mo-hinh/"):
        cards = visit(address, at=hostile).page.locator(".card-title a").all_text_contents()
        assert TEXTS["title"] in cards, address
    page, said, _ = visit("mo-hinh/goc-xanh/", at=hostile, leads_to="mo-hinh/goc-xanh-vi-du/")
    assert page.locator("h1").text_content() == TEXTS["title"]
    assert said == []


def test_the_real_site_is_readable(browser: Browser, tmp_path: Path) -> None:
    """The entries that the project publishes, as the front page of a phone shows them."""
    code, said = run("build.py", "--out", tmp_path / "site", folder=tmp_path)
    assert code == 0, said
    with served(tmp_path / "site") as host, browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto(host)
        page.get_by_role("link", name="“Góc xanh” phường Quan Hoa").first.click()
        assert page.url == f"{host}mo-hinh/goc-xanh-quan-hoa/"
        assert page.locator("h1").inner_text().split() == "“Góc xanh” phường Quan Hoa".split()
        assert (ROOT / "entries" / "2018" / "goc-xanh-quan-hoa").is_dir()
