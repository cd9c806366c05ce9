"""Lists on paper: they are lists, say which part of all they are, and print no button."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator

import jinja2
import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from honour_roll.contact import Contact
from honour_roll.site_info import Imprint
from look import served
from site_tools import THEME, edit, good_roll, run

MORE = 30  # models of one unit, so that there are two pages of them


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("paper")
    roll = good_roll(folder / "entries")
    for number in range(MORE):
        shutil.copytree(roll / "2018" / "hoa-giai-vi-du", new := roll / "2020" / f"them-{number}")
        edit(new, ten=f"Tổ hòa giải số {number} của phường Ví Dụ", ngay_dang="2020-01-01")
    code, said = run("build.py", "--entries", roll, "--out", folder / "site", folder=folder)
    assert code == 0, said
    with served(folder / "site") as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def on_paper(page: Page) -> tuple[str, list[str]]:
    """Return what is visible in print, and the words of each sheet."""
    page.emulate_media(media="print")
    visible = page.locator("main, body").last.inner_text()
    assert page.locator("button:visible, .search-open:visible, input:visible, select:visible").count() == 0
    assert page.locator(".card-picture:visible").count() == 0
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return " ".join(visible.split()), [" ".join(sheet.extract_text().split()) for sheet in sheets]


@pytest.mark.parametrize(
    ("address", "says", "most"),
    [
        ("mo-hinh/", "Bản in này có 24 trong 37 mô hình: từ 1 đến 24, trang 1 trên 2.", 3),
        ("mo-hinh/trang/2/", "Bản in này có 13 trong 37 mô hình: từ 25 đến 37, trang 2 trên 2.", 2),
    ],
)
def test_a_printed_list_says_which_part_of_all_it_is(host: str, page: Page, address: str, says: str, most: int) -> None:
    page.goto(host + address)
    assert says not in page.locator("body").inner_text()  # on the screen one sees the pages
    visible, sheets = on_paper(page)
    assert says in visible
    assert 1 <= len(sheets) <= most
    assert all(len(sheet) > 200 for sheet in sheets)
    titles = page.locator(".card-title")
    assert titles.count() == (24 if most == 3 else 13)
    lefts = titles.evaluate_all("all => all.map((one) => Math.round(one.getBoundingClientRect().left))")
    assert len(set(lefts)) == 1, "one model below another"
    sizes = titles.evaluate_all("all => all.map((one) => parseFloat(getComputedStyle(one).fontSize) * 0.75)")
    assert min(sizes) >= 12


def contact_html(contact: Contact) -> str:
    """Return what the theme shows of whom readers can talk to, as the layout does."""
    templates = jinja2.Environment(loader=jinja2.FileSystemLoader(THEME), autoescape=True)
    ways = [way.filled("", "") for way in contact.ways()]
    return templates.get_template("partials/contact.html").render(ways=ways, imprint=Imprint("Trang", contact=contact))


@pytest.mark.parametrize("address", ["mo-hinh/", "mo-hinh/goc-xanh-vi-du/"])
def test_paper_says_whom_to_talk_to_and_nothing_where_nobody_is_named(host: str, page: Page, address: str) -> None:
    page.goto(host + address)
    block = page.locator(".foot-contact")
    page.emulate_media(media="print")
    assert not block.is_visible()  # the site names nobody: no telephone, no letter
    known = contact_html(Contact(unit="Ban Mặt trận Ví Dụ", telephone="024 3000 0000", email="hoi@vi-du.example"))
    block.evaluate("(block, html) => block.lastElementChild.outerHTML = html", known)
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    last = " ".join(sheets[-1].extract_text().split())
    for words in ("Ban Mặt trận Ví Dụ", "024 3000 0000", "hoi@vi-du.example"):
        assert words in last, words
    assert not block.locator("h2").is_visible()  # it asks to report and to send, as a page does
    assert page.locator('a[href="#bao-cho-chung-toi"]:visible').count() == 0  # paper leads nowhere
    tops = block.locator("p, li").evaluate_all("all => all.map((one) => Math.round(one.getBoundingClientRect().top))")
    assert len({*tops}) == 1, "one line at the foot of the sheet"


def test_a_short_list_is_whole_and_says_nothing_of_parts(host: str, page: Page) -> None:
    page.goto(f"{host}nam/2017/")
    assert page.locator(".on-paper").count() == 0


def test_printed_results_say_how_many_of_all_they_are(host: str, page: Page) -> None:
    page.goto(f"{host}tim-kiem/?q=hoa+giai")
    page.locator(".search-more").wait_for()
    shown = page.locator(".search-results > li").count()
    visible, sheets = on_paper(page)
    assert f"{MORE + 2} mô hình cho" in visible
    assert f"Bản in này có {shown} kết quả đầu." in " ".join(sheets)
