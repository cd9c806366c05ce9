"""A section that a body lacks goes to its place among the others, and leaves these as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour_roll.entries.parts import parted, with_edits
from honour_roll.entries.schema import SECTIONS

HEADER = "---\nten: Vườn hoa\n---\n"


def with_sections(*bodies: str) -> bytes:
    return (HEADER + "\n" + "".join(bodies)).encode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            with_sections("## Thực trạng\n\nXưa.\n\n", "## Nhân rộng\n\nNơi khác.\n"),
            with_sections("## Thực trạng\n\nXưa.\n\n", "## Kết quả\n\nXanh.\n\n", "## Nhân rộng\n\nNơi khác.\n"),
        ),
        (with_sections("## Cách làm\n\nLàm.\n"), with_sections("## Cách làm\n\nLàm.\n\n", "## Kết quả\n\nXanh.\n")),
        (with_sections("## Cách làm"), with_sections("## Cách làm\n\n", "## Kết quả\n\nXanh.\n")),
        (with_sections(), with_sections("## Kết quả\n\nXanh.\n")),
        (HEADER.rstrip().encode(), with_sections("## Kết quả\n\nXanh.\n")),
        (with_sections("Lời mở.\n"), with_sections("Lời mở.\n\n", "## Kết quả\n\nXanh.\n")),
        (
            with_sections("## Cách làm\n\nLàm.\n").replace(b"\n", b"\r\n"),
            with_sections("## Cách làm\n\nLàm.\n\n", "## Kết quả\n\nXanh.\n").replace(b"\n", b"\r\n"),
        ),
    ],
    ids=["between", "last", "after-a-bare-heading", "first", "after-a-header-alone", "after-a-preamble", "windows"],
)
def test_a_section_goes_to_its_place(before: bytes, after: bytes) -> None:
    assert with_edits(before, None, {}, {"Kết quả": "\nXanh.\n"}) == after


def standing(*, there: bool) -> st.SearchStrategy[list[str]]:
    names = st.lists(st.sampled_from([*SECTIONS, *(["Lời kết", "Phụ lục"] if there else [])]), unique=True)
    return names if there else names.filter(bool)


@given(have=standing(there=True), new=standing(there=False), ends=st.integers(0, 3))
def test_what_stood_there_keeps_its_words_and_its_order(have: list[str], new: list[str], ends: int) -> None:
    data = with_sections(*(f"## {name}\n\nLời của {name}." + "\n" * (1 + ends) for name in have))
    added = {name: f"Thêm {name}." for name in new if name not in have}
    made = parted(with_edits(data, None, {}, added)).sections
    ours = [section for section in made if section.title not in added]
    bare = [(section.title, section.text.strip()) for section in parted(data).sections]
    assert [(section.title, section.text.strip()) for section in ours] == bare
    assert {section.title: section.text.strip() for section in made if section.title in added} == added


@given(new=standing(there=False))
def test_sections_that_are_all_new_stand_in_the_order_of_the_schema(new: list[str]) -> None:
    made = parted(with_edits(with_sections(), None, {}, dict.fromkeys(new, "x"))).sections
    assert [section.title for section in made][1:] == [name for name in SECTIONS if name in new]
