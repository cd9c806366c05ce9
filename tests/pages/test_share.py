"""The share row: links, captions, the QR code and the loudspeaker text, with JavaScript and without."""

from __future__ import annotations

import base64
import contextlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from environment import ROOT
from look import Host, served
from site_tools import Seen, built, edit, good_roll, opened, page, until

SITE = "https://dan-van-kheo.test/"
ADDRESS = f"{SITE}mo-hinh/goc-xanh-vi-du/"
PLAIN = (
    '<!doctype html><html lang="vi"><meta charset="utf-8"><title>@@title@@</title>'
    '<meta name="description" content="@@description@@">@@canonical@@@@head@@<body>@@body@@</body></html>'
)
SCRIPT = ROOT / "hooks" / "theme" / "assets" / "share.js"
HOSTILE = 'Góc "xanh" & <b>hoa</b> 100% \'#?=+'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with an address, and with the script that its pages load."""
    folder = tmp_path_factory.mktemp("sharing")
    entries = good_roll(folder / "entries")
    edit(entries / "2018" / "hoa-giai-vi-du", ten=HOSTILE)
    with contextlib.closing(opened(entries, None)) as build:
        built(build, folder / "site", PLAIN, site_url=SITE)
    (folder / "site" / "assets").mkdir(exist_ok=True)
    (folder / "site" / "assets" / "share.js").write_bytes(SCRIPT.read_bytes())
    return folder / "site"


def links(site: Path, slug: str) -> dict[str, str]:
    """Return the links of a page by host, or by scheme."""
    found = Seen(page(site, f"mo-hinh/{slug}")).values("href")
    return {urlsplit(link).netloc or urlsplit(link).scheme: link for link in found}


def test_links_carry_the_address_to_where_people_share(site: Path) -> None:
    found = links(site, "goc-xanh-vi-du")
    assert parse_qs(urlsplit(found["www.facebook.com"]).query) == {"u": [ADDRESS]}
    told = parse_qs(urlsplit(found["button-share.zalo.me"]).query)["d"][0]
    assert json.loads(base64.b64decode(told)) == {"url": ADDRESS}


def test_a_hostile_title_is_only_a_title(site: Path) -> None:
    mail = urlsplit(links(site, "hoa-giai-vi-du")["mailto"])
    assert parse_qs(mail.query, strict_parsing=True)["subject"] == [HOSTILE]
    text = page(site, "mo-hinh/hoa-giai-vi-du")
    assert "<b>hoa" not in text
    assert HOSTILE in Seen(text).text


def test_captions_come_in_three_lengths_and_end_with_the_address(site: Path) -> None:
    text = page(site, "mo-hinh/goc-xanh-vi-du")
    captions = [part.partition("</p>")[0] for part in text.split('class="share-text"')[1:4]]
    assert all(caption.endswith(ADDRESS) for caption in captions)
    assert [*map(len, captions)] == sorted(map(len, captions))
    assert "• 12 góc: " in captions[2]


def test_the_loudspeaker_text_is_a_file_too(site: Path) -> None:
    text = (site / "mo-hinh" / "goc-xanh-vi-du" / "loa-phuong.txt").read_text("utf-8")
    assert text.startswith("Kính thưa bà con.\n")
    assert all(line in Seen(page(site, "mo-hinh/goc-xanh-vi-du")).text for line in text.splitlines())


def test_a_withdrawn_entry_has_no_share_row(site: Path) -> None:
    assert not (site / "mo-hinh" / "tiet-kiem-vi-du" / "loa-phuong.txt").exists()  # withdrawn
    assert "share-text" not in page(site, "mo-hinh/tiet-kiem-vi-du")


# --- in the browser ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    with served(site, Host) as host:
        yield host


@pytest.fixture
def shown(browser: Browser, host: str) -> Iterator[Page]:
    """The page in a browser that may use the clipboard."""
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=host.rstrip("/"))
    page = context.new_page()
    page.goto(f"{host}mo-hinh/goc-xanh-vi-du/")
    yield page
    context.close()


def test_a_button_copies_and_says_so(shown: Page) -> None:
    shown.get_by_role("button", name="Chép địa chỉ").click()
    expect(shown.get_by_role("status")).to_have_text("Đã chép: địa chỉ.")
    assert shown.evaluate("navigator.clipboard.readText()") == ADDRESS
    shown.locator("summary", has_text="bản dài").click()
    shown.get_by_role("button", name="Chép bản dài").click()
    expect(shown.get_by_role("status")).to_have_text("Đã chép: bản dài.")
    assert shown.evaluate("navigator.clipboard.readText()") == shown.locator("#loi-3").text_content()


def test_where_copying_is_forbidden_the_text_is_selected(shown: Page) -> None:
    shown.evaluate("Object.assign(navigator.clipboard, { writeText: () => Promise.reject(new Error()) })")
    shown.get_by_role("button", name="Chép địa chỉ").click()
    expect(shown.get_by_role("status")).to_contain_text("xin chép bằng tay")
    assert shown.evaluate("getSelection().toString()") == ADDRESS


@pytest.fixture(scope="module")
def nameless(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The host of a site that was built without an address."""
    folder = tmp_path_factory.mktemp("nameless")
    with contextlib.closing(opened(good_roll(folder / "entries"), None)) as build:
        built(build, folder / "site", PLAIN, site_url="")
    (folder / "site" / "assets").mkdir(exist_ok=True)
    (folder / "site" / "assets" / "share.js").write_bytes(SCRIPT.read_bytes())
    with served(folder / "site", Host) as host:
        yield host


def test_a_site_without_an_address_copies_that_of_the_browser(browser: Browser, nameless: str) -> None:
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=nameless.rstrip("/"))
    page = context.new_page()
    here = f"{nameless}mo-hinh/goc-xanh-vi-du/"
    page.goto(f"{here}?utm=x#chia-se")
    expect(page.locator("#dia-chi")).to_have_text(here)
    page.get_by_role("button", name="Chép địa chỉ").click()
    expect(page.get_by_role("status")).to_have_text("Đã chép: địa chỉ.")
    assert page.evaluate("navigator.clipboard.readText()") == here
    context.close()


def test_a_site_without_an_address_shows_nothing_dead_without_javascript(browser: Browser, nameless: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{nameless}mo-hinh/goc-xanh-vi-du/")
    assert page.get_by_role("button").count() == 0
    assert not page.locator("#dia-chi").is_visible()
    assert page.get_by_role("link", name="Zalo").count() == 0
    page.context.close()


def test_the_phones_own_sheet_is_offered_where_there_is_one(shown: Page) -> None:
    """Chromium on a desktop has none: a fake one records what it was given."""
    assert shown.get_by_role("button", name="Gửi cho người quen").count() == 0
    sheet = "{ canShare: () => true, share: async (given) => { window.given = given } }"
    shown.add_init_script(f"Object.assign(Navigator.prototype, {sheet})")
    shown.reload()
    shown.get_by_role("button", name="Gửi cho người quen").click()
    assert shown.evaluate("window.given") == {"title": "“Góc xanh” phường Ví Dụ", "url": ADDRESS}


def test_a_phone_reads_the_code_on_the_page(shown: Page) -> None:
    code = shown.locator(".share-code img")
    code.scroll_into_view_if_needed()
    until(shown, "document.querySelector('.share-code img').naturalWidth > 0")
    with Image.open(io.BytesIO(code.screenshot())) as picture:
        assert [found.text for found in zxingcpp.read_barcodes(picture.convert("L"))] == [ADDRESS]


def test_without_javascript_links_code_and_texts_remain_and_no_dead_button(browser: Browser, host: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{host}mo-hinh/goc-xanh-vi-du/")
    assert page.get_by_role("button").count() == 0
    assert page.get_by_role("link", name="Zalo").is_visible()
    assert page.get_by_role("img", name="Mã QR").is_visible()
    page.locator("summary", has_text="loa phường").click()
    assert page.locator("#loa-phuong").is_visible()
    page.context.close()
