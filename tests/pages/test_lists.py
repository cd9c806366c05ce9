"""Lists say what they count, and numbers are written as in Vietnam."""

from __future__ import annotations

from datetime import date

import pytest

from honour_roll.entries.entry import Entry, Honour
from honour_roll.entries.registers import Declared, Registers, Round
from honour_roll.entries.roll import Roll
from honour_roll.pages.front_page import home
from honour_roll.pages.lists import listings, rounds
from honour_roll.pages.templates import Templates
from honour_roll.pages.views import Group, OverviewView, Row
from site_tools import THEME

NO_LISTS = Registers({}, {}, {}, {}, {}, {}, {})


def roll_of(*entries: Entry) -> Roll:
    return Roll(entries, NO_LISTS, preview=True)


def model(slug: str, published: str = "2020-01-01", status: str = "cong-bo") -> Entry:
    return Entry(slug, published[:4], slug.capitalize(), status=status, published=published)


@pytest.mark.parametrize(
    ("declared", "models", "says"),
    [
        ((22, 16), 1, "38 tập thể, cá nhân được biểu dương; 1 đã có bài"),
        ((1200, 0), 0, "1.200 tập thể được biểu dương; chưa có bài nào"),
        ((0, 3), 2, "3 cá nhân được biểu dương; 2 đã có bài"),
        ((0, 0), 2, ""),
    ],
)
def test_a_round_says_in_words_what_it_declared_and_what_is_published(
    declared: tuple[int, int], models: int, says: str
) -> None:
    given = Round("Biểu dương năm 2017", "", "", "2017", Declared(*declared))
    entries = [model(f"mo-hinh-{number}")._replace(honours=(Honour("dot"),)) for number in range(models)]
    (view,) = rounds(Roll(entries, NO_LISTS._replace(rounds={"dot": given})))
    assert view.declared == says
    assert any(note.startswith("Được biểu dương: ") for note in view.notes) == bool(says)


def test_numbers_above_a_thousand_have_points_on_lists_and_on_the_front_page() -> None:
    templates = Templates(THEME, lambda _: "")
    row = Row("Phường Ví Dụ", "dia-ban/vi-du/", 1234)
    view = home(roll_of(), lambda _: pytest.fail("there is no model"), date(2026, 11, 23))
    front = templates.render("home", home=view._replace(total=5678, fields=(row,), places=(row,)), greeting="", more="")
    overview = templates.render("overview", o=OverviewView("Địa bàn", "", (Group("", (row,)),)))
    (listing, *_) = listings(roll_of())
    listed = templates.render("listing", l=listing.view._replace(total=1234))
    assert [page.count("1.234") for page in (front, overview, listed)] == [2, 1, 1]
    assert "1234" not in front + overview + listed
