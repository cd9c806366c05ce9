"""Lists say what they count; and the model of the week: each in turn, the same for everyone all week long."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from honour_roll.entries.entry import Entry, Honour
from honour_roll.entries.registers import Declared, Registers, Round
from honour_roll.entries.roll import Roll
from honour_roll.pages.lists import home, listings, of_the_week, rounds
from honour_roll.pages.templates import Templates
from honour_roll.pages.views import Group, OverviewView, Row
from site_tools import THEME

NO_LISTS = Registers({}, {}, {}, {}, {}, {}, {})
MONDAY = date(2026, 11, 23)


def roll_of(*entries: Entry) -> Roll:
    return Roll(entries, NO_LISTS, preview=True)


def model(slug: str, published: str = "2020-01-01", status: str = "cong-bo") -> Entry:
    return Entry(slug, published[:4], slug.capitalize(), status=status, published=published)


def chosen_in(roll: Roll, day: date) -> str:
    entry = of_the_week(roll, day)
    assert entry
    return entry.slug


@pytest.mark.parametrize(
    ("declared", "models", "says"),
    [
        ((22, 16), 1, "38 tập thể, cá nhân được biểu dương; 1 đã có bài"),
        ((1200, 0), 0, "1.200 tập thể được biểu dương; chưa có bài nào"),
        ((0, 3), 2, "3 cá nhân được biểu dương; 2 đã có bài"),
        ((0, 0), 2, ""),
    ],
)
def test_a_round_says_whom_it_declared_and_how_many_are_here(declared: tuple[int, int], models: int, says: str) -> None:
    given = Round("Biểu dương năm 2017", "", "", "2017", Declared(*declared))
    entries = [model(f"mo-hinh-{number}")._replace(honours=(Honour("dot"),)) for number in range(models)]
    (view,) = rounds(Roll(entries, NO_LISTS._replace(rounds={"dot": given})))
    assert view.declared == says
    assert any(note.startswith("Được biểu dương: ") for note in view.notes) == bool(says)


def test_numbers_above_a_thousand_have_points_on_lists_and_on_the_front_page() -> None:
    templates = Templates(THEME, lambda _: "")
    row = Row("Phường Ví Dụ", "dia-ban/vi-du/", 1234)
    view = home(roll_of(), lambda _: pytest.fail("there is no model"), MONDAY)
    front = templates.render("home", home=view._replace(total=5678, fields=(row,), places=(row,)), greeting="", more="")
    overview = templates.render("overview", o=OverviewView("Địa bàn", "", (Group("", (row,)),)))
    (listing, *_) = listings(roll_of())
    listed = templates.render("listing", l=listing.view._replace(total=1234))
    assert [page.count("1.234") for page in (front, overview, listed)] == [2, 1, 1]
    assert "1234" not in front + overview + listed


def test_every_model_has_its_week_before_any_has_a_second() -> None:
    roll = roll_of(*(model(f"mo-hinh-{number}") for number in range(7)))
    weeks = [chosen_in(roll, MONDAY + timedelta(weeks=number)) for number in range(14)]
    assert len(set(weeks[:7])) == 7
    assert weeks[:7] == weeks[7:]


def test_each_has_its_turn_in_a_roll_that_grows() -> None:
    entries, shown = [model(f"mo-hinh-{number}") for number in range(40)], []
    for week in range(80):
        shown.append(chosen_in(roll_of(*entries), MONDAY + timedelta(weeks=week)))
        if week % 2:
            entries.append(model(f"bai-moi-{week}", (MONDAY + timedelta(weeks=week, days=3)).isoformat()))
    assert set(shown[:40]) == {entry.slug for entry in entries[:40]}
    assert {f"bai-moi-{week}" for week in range(1, 25, 2)} <= set(shown)
    assert max(Counter(shown).values()) == 2


def test_it_stays_from_monday_to_sunday() -> None:
    roll = roll_of(*(model(f"mo-hinh-{number}") for number in range(7)))
    assert len({chosen_in(roll, MONDAY + timedelta(days=number)) for number in range(7)}) == 1
    assert chosen_in(roll, MONDAY - timedelta(days=1)) != chosen_in(roll, MONDAY)


def test_what_is_published_in_the_week_does_not_change_it() -> None:
    entries = [model(f"mo-hinh-{number}") for number in range(7)]
    before = chosen_in(roll_of(*entries), MONDAY)
    for number in range(5):
        entries.append(model(f"bai-moi-{number}", "2026-11-24"))
        assert chosen_in(roll_of(*entries), MONDAY + timedelta(days=3)) == before


def test_drafts_never_have_it() -> None:
    roll = roll_of(model("cong-bo"), *(model(f"nhap-{number}", status="nhap") for number in range(9)))
    assert {chosen_in(roll, MONDAY + timedelta(weeks=number)) for number in range(9)} == {"cong-bo"}


def test_a_roll_that_has_just_begun_has_one_too() -> None:
    assert chosen_in(roll_of(model("moi", "2026-11-24")), MONDAY) == "moi"
    assert of_the_week(roll_of(), MONDAY) is None
