"""Long lists of lists: an index of letters in the page, and a box to look in them as one types."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from honour_roll.entries.registers import Place, Registers
from honour_roll.entries.roll import Roll
from honour_roll.pages.overviews import LONG, places
from honour_roll.text.vietnamese import initial, sort_key
from look import Host, served
from site_tools import THEME, built, edit, good_roll, opened

PLAIN = (
    '<!doctype html><html lang="vi"><meta charset="utf-8"><title>@@title@@</title>'
    "@@description@@@@canonical@@@@head@@<body>@@body@@</body></html>"
)
NO_LISTS = Registers({}, {}, {}, {}, {}, {}, {})
NAMES = ("Hội Liên hiệp Phụ nữ", "Đoàn Thanh niên", "Ủy ban nhân dân", "Chi bộ", "Ấp văn hóa", "8/3", "Dân quân")


@pytest.mark.parametrize(
    ("name", "letter"),
    [("Đoàn", "Đ"), ("dân", "D"), ("Ấp", "Â"), ("ủy ban", "U"), ("Ứng", "Ư"), ("“Góc xanh”", "G"), ("8/3", "0–9")],
)
def test_an_index_has_a_name_under_its_letter_without_the_tone(name: str, letter: str) -> None:
    assert initial(name) == letter


def test_places_are_indexed_by_their_names_and_not_by_their_levels() -> None:
    rows = {f"p{n}": Place(name=f"{letter} {n}", level="phuong", within="x") for n, letter in enumerate("AĐD" * LONG)}
    rows["q"] = Place(name="Đa", level="quan", within="x")
    (group,) = places(Roll([], NO_LISTS._replace(places=rows)))
    assert [letter for letter, _ in group.letters] == ["A", "D", "Đ"]
    assert group.letters[-1][1][-1].name.startswith(("Phường", "Quận"))
    assert sum(len(own) for _, own in group.letters) == len(group.rows) == 3 * LONG + 1


def test_a_short_list_has_no_index() -> None:
    rows = {f"p{n}": Place(name=f"A {n}", level="phuong", within="x") for n in range(LONG)}
    (group,) = places(Roll([], NO_LISTS._replace(places=rows)))
    assert group.letters == ()


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with sixty units more, each with a model."""
    folder = tmp_path_factory.mktemp("overviews")
    roll = good_roll(folder / "entries")
    units = roll / "danh-muc" / "don-vi.yml"
    text = units.read_text("utf-8").rstrip() + "\n"
    for number in range(60):
        text += f"u-{number}:\n  ten: {NAMES[number % len(NAMES)]} phường Số {number}\n"
        shutil.copytree(roll / "2018" / "hoa-giai-vi-du", roll / "2018" / f"bai-{number}")
        edit(roll / "2018" / f"bai-{number}", don_vi=f"u-{number}", ten=f"Mô hình số {number}")
    units.write_text(text, "utf-8")
    with contextlib.closing(opened(roll, None)) as build:
        built(build, folder / "site", PLAIN)
    shutil.copytree(THEME / "assets", folder / "site" / "assets", dirs_exist_ok=True)
    with served(folder / "site", Host) as host:
        yield host


@pytest.fixture
def units(browser: Browser, host: str) -> Iterator[Page]:
    page = browser.new_context().new_page()
    page.goto(f"{host}don-vi/")
    yield page
    page.context.close()


def visible(page: Page) -> list[str]:
    return page.locator(".rows > li:visible a").all_inner_texts()


@pytest.mark.parametrize("sought", ["uy ban", "ỦY BAN", "ubnd", "ủy ban nhan dan phuong so 2"])
def test_one_finds_a_unit_without_accents_and_by_initials(units: Page, sought: str) -> None:
    units.get_by_label("Tìm trong danh sách này").fill(sought)
    found = visible(units)
    assert found
    assert all(name.startswith("Ủy ban") for name in found)
    assert units.locator(".by-letter section:visible").count() == 1
    expect(units.get_by_role("status")).to_have_text(f"Còn {len(found)} mục.")


def test_an_empty_box_shows_all_again_and_a_vain_one_says_so(units: Page) -> None:
    whole, box = visible(units), units.get_by_label("Tìm trong danh sách này")
    box.fill("không có đâu")
    assert visible(units) == []
    expect(units.get_by_role("status")).to_have_text("Không có mục nào như thế.")
    box.fill("")
    assert visible(units) == whole
    assert len(whole) > 60


def test_without_javascript_letters_lead_to_their_units_and_there_is_no_box(browser: Browser, host: str) -> None:
    page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{host}don-vi/")
    letters = page.get_by_role("navigation", name="Theo chữ cái").get_by_role("link")
    shown = letters.all_inner_texts()
    assert shown == sorted(shown, key=sort_key)
    assert {"0–9", "Â", "C", "D", "Đ", "H", "U"} <= {*shown}
    letters.get_by_text("Đ", exact=True).click()
    heading = page.locator("h2:target")
    assert heading.inner_text() == "Đ"
    assert page.get_by_role("textbox").count() == page.get_by_role("searchbox").count() == 0
    page.context.close()
