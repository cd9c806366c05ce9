"""The model of the week: each in turn, the same for everyone all week long."""

from __future__ import annotations

from datetime import date, timedelta

from honour_roll.entry import Entry
from honour_roll.listings import of_the_week
from honour_roll.registers import Registers
from honour_roll.roll import Roll

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


def test_every_model_has_its_week_before_any_has_a_second() -> None:
    roll = roll_of(*(model(f"mo-hinh-{number}") for number in range(7)))
    weeks = [chosen_in(roll, MONDAY + timedelta(weeks=number)) for number in range(14)]
    assert len(set(weeks[:7])) == 7
    assert weeks[:7] == weeks[7:]


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
