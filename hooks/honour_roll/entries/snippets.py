"""Snippets of an entry for Visual Studio Code, derived from the schema: a key is typed, its lines stand there."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from honour_roll.entries import schema
from honour_roll.entries.entry import ENTRY
from honour_roll.entries.field_types import Choice, YesNo

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def snippets() -> str:
    """Return the file of snippets: one for each key, one for each section of the body."""
    made = {label: _snippet(row.key, _lines(row), row.help) for label, row in _rows(ENTRY)}
    for name, what_to_say in schema.SECTIONS.items():
        lines = [f"## {name}", "", f"${{1:{_escaped(what_to_say.splitlines()[0])}}}", ""]
        made[f"Phần {name}"] = _snippet(f"## {name}", lines, what_to_say)
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _snippet(prefix: str, lines: Sequence[str], description: str) -> dict[str, Any]:
    return {"scope": "markdown,yaml", "prefix": prefix, "body": _numbered(lines), "description": description}


def _rows(table: schema.Table, before: str = "") -> Iterator[tuple[str, schema.Key]]:
    """Yield each key with its label, which begins with those of the keys around it; so no two have the same."""
    for row in table.rows:
        label = f"{before}{row.label}"
        yield label, row
        if isinstance(row.inner, schema.Table):
            yield from _rows(row.inner, f"{label} – ")


def _lines(row: schema.Key) -> list[str]:
    """Return the lines of a key: of a table what must be in it, or all that may be where nothing must."""
    if not isinstance(row.inner, schema.Table):
        return [f"{row.key}: {_place(row)}"]
    needed = [one for one in row.inner.rows if one.required] or list(row.inner.rows)
    inner = [f"  {line}" for one in needed for line in _lines(one)]
    if isinstance(row.type, schema.Many):
        inner = [f"  - {inner[0].strip()}", *(f"  {line}" for line in inner[1:])]
    return [f"{row.key}:", *inner]


def _place(row: schema.Key) -> str:
    """Return the place where a value is typed: a choice, or the example to be typed over. ``0`` is its number yet."""
    if isinstance(row.type, Choice):
        return f"${{0|{','.join(row.type.words)}|}}"
    if isinstance(row.type, YesNo):
        return "${0|true,false|}"
    return f"${{0:{_escaped(row.example)}}}"


def _escaped(text: str) -> str:
    return re.sub(r"([\\$}])", r"\\\1", text)


def _numbered(lines: Sequence[str]) -> list[str]:
    """Return lines whose places have their numbers, in order."""
    count = 0
    made = []
    for line in lines:
        count += "${0" in line
        made.append(line.replace("${0", f"${{{count}"))
    return made
