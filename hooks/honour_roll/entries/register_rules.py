"""The rules of registers: each yields a Problem for each row that breaks it, and its docstring is the rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from honour_roll.entries import messages, new_rows, schema
from honour_roll.entries.field_types import first_day
from honour_roll.entries.validate import name_can_be_drawn, nearest
from honour_roll.entries.yaml_reader import Document
from honour_roll.problem import Edit, Problem
from honour_roll.text.vietnamese import date_text, fold, spelled_lines, when_text

_NAMES = {"ten": "Tên", "ten_ngan": "Tên ngắn"}  # the keys of a row whose values cards and books print
# The registers of words for words, and what is said of a row without its second half.
PAIRS = {"viet-tat": messages.BAD_ABBREVIATION, "dong-nghia": messages.BAD_SYNONYM}
_LONGEST_CIRCLE = 10  # places named in a message


def names_can_be_drawn(document: Document, key: str) -> Iterator[Problem]:
    """A row's names have only letters that can be drawn."""
    row = document.data[key]
    for name, label in _NAMES.items() if isinstance(row, dict) else ():
        yield from name_can_be_drawn(document, (key, name), label, row.get(name))


def pairs_have_two_sides(document: Document, key: str) -> Iterator[Problem]:
    """An abbreviation or a synonym stands for words, and for others than itself."""
    words = document.data[key]
    if not isinstance(words, str) or not spelled_lines(words):
        yield document.problem(PAIRS[Path(document.path).stem], [key], at_key=True, label=key, key=key)
    elif spelled_lines(words) == spelled_lines(key):
        edit = Edit("drop", (key,))
        yield document.problem(messages.PAIR_OF_ONE, [key], at_key=True, label=key, key=key, edit=edit)


def references_are_known(
    document: Document, table: schema.Table, registers: Mapping[str, Document]
) -> Iterator[Problem]:
    """A row refers only to rows that exist; an empty register is told once, of one that cannot be read nothing is said."""
    for key, row in document.data.items():
        for location, register, value in schema.references(table, row) if isinstance(row, dict) else ():
            if register in registers and not registers[register].data:
                yield messages.EMPTY_REGISTER.at(registers[register].path)
            elif register in registers and value not in registers[register].data:
                meant = _of_name(value, registers[register].data) or nearest(value, registers[register].data)
                lacking = new_rows.lacking(value, register)
                message = messages.ADDABLE if lacking else messages.UNKNOWN_REFERENCE
                message = messages.REFERENCE_SLIP if meant else message
                label = str(location[-1])
                at = (key, *location)
                yield document.problem(
                    message,
                    at,
                    label=label,
                    value=value,
                    register=register,
                    meant=meant,
                    row=lacking.line if lacking else "",
                    edit=Edit("set", at, meant) if meant else None,
                )


def _of_name(name: str, rows: Mapping[str, Any]) -> str | None:
    """Return the key of the row of this name, of several the one that still exists; None when there is none."""
    found = [key for key, row in rows.items() if isinstance(row, dict) and fold(str(row.get("ten"))) == fold(name)]
    return min(found, key=lambda key: "den" in rows[key], default=None)


def former_keys_are_free(document: Document, rows: Mapping[str, Any]) -> Iterator[Problem]:
    """A former key is neither the key of a row that is there nor the former key of another."""
    owners = {key: key for key in document.data}
    for key, row in rows.items():
        for index, old in enumerate(getattr(row, "former_keys", ())):
            if owners.setdefault(old, key) != key or old == key:
                at, words = (key, "ma_cu", index), {"label": "Mã cũ", "value": old, "owner": owners[old]}
                yield document.problem(messages.FORMER_KEY_TAKEN, at, edit=Edit("drop", at), **words)


def rounds_have_come(document: Document, rows: Mapping[str, Any], today: str) -> Iterator[Problem]:
    """An honour round is not of the future: who will be honoured then is not known."""
    for key, row in rows.items():
        if first_day(row.date) > today:
            words: dict[str, Any] = {"written": when_text(row.date), "day": date_text(today)}
            yield document.problem(messages.FUTURE_ROUND, [key, "ngay"], label="Thời điểm", value=row.date, **words)


def places_lie_in_no_circle(document: Document, circles: Iterable[Sequence[str]]) -> Iterator[Problem]:
    """No place lies within itself, not even by way of others."""
    for circle in circles:
        first, way = circle[0], " → ".join([*circle[:_LONGEST_CIRCLE], circle[0]])
        yield document.problem(messages.CIRCULAR_PLACE, [first, "thuoc"], label="Thuộc", value=first, circle=way)


def circles_of(within: Mapping[str, str]) -> list[list[str]]:
    """Return the circles of places that lie within each other; ``within`` leads from a place to the one around it."""
    circles = []
    settled: set[str] = set()
    for key in within:
        way: dict[str, None] = {}
        at = key
        while at in within and at not in settled and at not in way:
            way[at] = None
            at = within[at]
        settled |= way.keys()
        if at in way:
            circles.append([*way][[*way].index(at) :])
    return circles
