"""Values of a header or register as people say them: names for codes, labels for words of YAML, dates and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from honour_roll.desk import forms
from honour_roll.entries.field_types import Choice, Date, Period
from honour_roll.entries.registers import Registers
from honour_roll.entries.schema import Key, Reference, Table
from honour_roll.text.vietnamese import date_text, number_text

Names = Mapping[str, Mapping[str, str]]  # of rows, by register and key


class Style(NamedTuple):
    """What stands between the keys of a table and between tables of a list, and how yes and no are said."""

    between_keys: str
    between_tables: str
    yes: str
    no: str


IN_LINES = Style("\n", "\n\n", "Có", "Không")
IN_A_LINE = Style("; ", "\n", "có", "không")


def names_in(registers: Registers) -> Names:
    """Return the names of all rows of registers."""
    choices = forms.choices(registers, {})
    return {register: {row["key"]: row["name"] for row in rows} for register, rows in choices.items()}


def in_words(value: Any, row: Key | None, names: Names, style: Style) -> str:
    """Return a value of the key ``row`` of the schema, if there is one; empty when there is no value."""
    kind = row.inner if row else None
    if value is None:
        return ""
    if isinstance(value, bool):
        return style.yes if value else style.no
    if isinstance(value, dict):
        rows = {one.key: one for one in kind.rows} if isinstance(kind, Table) else {}
        labels = ((rows[key].label if key in rows else key, item, rows.get(key)) for key, item in value.items())
        return style.between_keys.join(f"{label}: {in_words(item, key, names, style)}" for label, item, key in labels)
    if isinstance(value, list):
        has_tables = any(isinstance(item, dict) for item in value)
        return (style.between_tables if has_tables else ", ").join(in_words(item, row, names, style) for item in value)
    if isinstance(kind, Reference):
        return names.get(kind.register, {}).get(str(value), str(value))
    if isinstance(kind, Choice):
        return str(forms.control(kind)["choices"].get(str(value), value))
    if isinstance(kind, Date):
        return date_text(str(value))
    is_number = isinstance(value, (int, float)) and not isinstance(kind, Period)
    return number_text(value) if is_number else str(value)
