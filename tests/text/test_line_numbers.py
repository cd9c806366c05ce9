from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour_roll.text.line_numbers import listed


@pytest.mark.parametrize(
    ("numbers", "named"),
    [([7], "7"), ([7, 8], "7–8"), ([17, 12, 13, 14, 12], "12–14, 17"), ([1, 3, 5], "1, 3, 5"), ([], "")],
)
def test_neighbours_are_one(numbers: list[int], named: str) -> None:
    assert listed(numbers) == named


def test_the_last_comes_first_for_who_deletes() -> None:
    assert listed([15, 19, 20, 21, 23], from_last=True) == "23, 19–21, 15"


def test_of_many_the_first_are_named() -> None:
    assert listed([1, 2, 4, 9], most=3) == "1–2, 4, …"
    assert listed([1, 2, 4], most=3) == "1–2, 4"


@given(st.sets(st.integers(1, 60)), st.booleans())
def test_all_lines_are_named_and_no_other(numbers: set[int], from_last: bool) -> None:  # noqa: FBT001 - drawn
    ranges = re.findall(r"(\d+)(?:–(\d+))?", listed(numbers, from_last=from_last))
    assert {n for first, last in ranges for n in range(int(first), int(last or first) + 1)} == numbers
