from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple

import pytest

from honour_roll.desk import forms
from honour_roll.entries import schema
from honour_roll.entries.entry import ENTRY
from honour_roll.entries.field_types import Choice, Line
from honour_roll.entries.registers import FILES
from honour_roll.entries.schema import Key, Many, Table
from honour_roll.taxonomies import REGISTERS

FORMS = [
    *((f"entry.{group['title']}", group["fields"]) for group in forms.entry_form()),
    *((register, forms.row_form(register)) for register in REGISTERS),
]


def fields(given: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield every field of a form, also those within tables and lists."""
    for one in given:
        yield one
        yield from fields(one.get("fields", ()))
        yield from fields(one.get("item", {}).get("fields", ()))


def test_every_key_of_the_schema_is_in_the_form_once_and_in_its_order() -> None:
    keys = [one["key"] for group in forms.entry_form() for one in group["fields"]]
    assert keys == [row.key for row in ENTRY.rows]


@pytest.mark.parametrize("name", [name for name, _ in FORMS])
def test_no_field_speaks_of_codes_files_or_yaml(name: str) -> None:
    codes = [key for words in (schema.KINDS, schema.STATUSES, schema.PHOTO_ROLES) for key in words if "-" in key]
    for one in fields(dict(FORMS)[name]):
        said = f"{one['help']} {one['label']}"
        wrong = [word for word in ("Mã trong", ".yml", "true", "năm-tháng-ngày", *codes) if word in said]
        assert wrong == [], one


def test_choices_are_shown_by_their_words() -> None:
    for name, given in FORMS:
        for one in fields(given):
            for key, label in one.get("choices", {}).items():
                assert label != key or "-" not in key, (name, one["key"])
                assert label


def test_a_new_key_stands_in_the_form_without_another_line_of_code(monkeypatch: pytest.MonkeyPatch) -> None:
    class Wish(NamedTuple):
        text: Annotated[str, Key("loi", Line(2, 200), "Lời", "Một câu.", "Mong được đến xem.")]
        kind: Annotated[str, Key("loai_loi", Choice({"a": "Khen", "b": "Hỏi"}), "Loại lời", "", "a")] = "a"

    key = Key("loi_nhan", Many(Table(Wish)), "Lời nhắn", "Của người đã đến.", "[]")
    monkeypatch.setattr(ENTRY, "rows", (*ENTRY.rows[:3], key, *ENTRY.rows[3:]))
    first = forms.entry_form()[0]
    assert first["title"] == "Giới thiệu"
    added = next(one for one in first["fields"] if one["key"] == "loi_nhan")
    assert [one["control"] for one in added["item"]["fields"]] == ["text", "choice"]


def test_rows_of_all_registers_that_grow_have_a_form() -> None:
    made_of_keys = {register for register in REGISTERS if FILES[register]}
    assert {register for register in REGISTERS if forms.row_form(register)} == made_of_keys


def test_no_two_choices_of_a_field_are_called_the_same() -> None:
    for name, given in FORMS:
        for one in fields(given):
            called = list(one.get("choices", {}).values())
            assert len(called) == len(set(called)), (name, one["key"])
