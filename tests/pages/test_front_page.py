"""The model of the week: each in turn, and the same one from Monday to Sunday."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from honour_roll.entries.entry import Entry
from honour_roll.entries.registers import Registers
from honour_roll.entries.roll import Roll
from honour_roll.pages.front_page import of_the_week

MONDAY = date(2026, 11, 23)


def roll_of(*entries: Entry) -> Roll:
    return Roll(entries, Registers({}, {}, {}, {}, {}, {}, {}), preview=True)


def model(slug: str, published: str = "2020-01-01", status: str = "cong-bo") -> Entry:
    return Entry(slug, published[:4], slug.capitalize(), status=status, published=published)


def chosen_in(roll: Roll, day: date) -> str:
    entry = of_the_week(roll, day)
    assert entry
    return entry.slug


def test_every_model_has_a_week_before_any_has_a_second() -> None:
    roll = roll_of(*(model(f"mo-hinh-{number}") for number in range(7)))
    weeks = [chosen_in(roll, MONDAY + timedelta(weeks=number)) for number in range(14)]
    assert len(set(weeks[:7])) == 7
    assert weeks[:7] == weeks[7:]


def test_every_model_has_its_week_in_a_roll_that_grows() -> None:
    entries, shown = [model(f"mo-hinh-{number}") for number in range(40)], []
    for week in range(80):
        shown.append(chosen_in(roll_of(*entries), MONDAY + timedelta(weeks=week)))
        if week % 2:
            entries.append(model(f"bai-moi-{week}", (MONDAY + timedelta(weeks=week, days=3)).isoformat()))
    assert set(shown[:40]) == {entry.slug for entry in entries[:40]}
    assert {f"bai-moi-{week}" for week in range(1, 25, 2)} <= set(shown)
    assert max(Counter(shown).values()) == 2


def test_the_model_stays_from_monday_to_sunday() -> None:
    roll = roll_of(*(model(f"mo-hinh-{number}") for number in range(7)))
    assert len({chosen_in(roll, MONDAY + timedelta(days=number)) for number in range(7)}) == 1
    assert chosen_in(roll, MONDAY - timedelta(days=1)) != chosen_in(roll, MONDAY)


def test_an_entry_published_in_the_week_does_not_change_the_model() -> None:
    entries = [model(f"mo-hinh-{number}") for number in range(7)]
    before = chosen_in(roll_of(*entries), MONDAY)
    for number in range(5):
        entries.append(model(f"bai-moi-{number}", "2026-11-24"))
        assert chosen_in(roll_of(*entries), MONDAY + timedelta(days=3)) == before


def test_a_draft_is_never_the_model_of_the_week() -> None:
    roll = roll_of(model("cong-bo"), *(model(f"nhap-{number}", status="nhap") for number in range(9)))
    assert {chosen_in(roll, MONDAY + timedelta(weeks=number)) for number in range(9)} == {"cong-bo"}


def test_a_new_roll_has_a_model_of_the_week_and_an_empty_one_has_none() -> None:
    assert chosen_in(roll_of(model("moi", "2026-11-24")), MONDAY) == "moi"
    assert of_the_week(roll_of(), MONDAY) is None
