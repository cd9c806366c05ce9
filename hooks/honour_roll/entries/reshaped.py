"""How a value of the wrong shape is to be written: a text where a list or keys belong, a list where one value does.

What stands behind ``Viết: `` passes as it stands, if the codes in it are those of a register.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from honour_roll.entries.field_types import QUOTES, SLUG, Choice, Word
from honour_roll.entries.schema import Many, Reference, Table
from honour_roll.entries.yaml_errors import with_space
from honour_roll.text import written_dates
from honour_roll.text.vietnamese import slug_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from honour_roll.entries.schema import Key

_DECISION = re.compile(r"[0-9]+[^\s,;()]*[/-][^\s,;()]+")
_LONGEST = 200  # characters of a text that is shown again


class Advice(NamedTuple):
    """How to write a value: the words for staff, and the value that they offer first; None where they offer none."""

    words: str
    value: str | float | tuple[str, ...] | None = None


def reshaped(value: Any, row: Key | None, siblings: Collection[str], *, at_item: bool) -> Advice | None:
    """Return how to write a value of the key ``row``; None where that cannot be told.

    ``siblings`` are the keys beside it; ``at_item`` tells that the value is an item of the list.
    """
    if isinstance(value, str) and (spaced := with_space(value)):
        return Advice(f"Sau dấu hai chấm thiếu dấu cách. Viết: {spaced}")
    if isinstance(value, str) and re.match(r"-[^\s-]", value):
        return Advice(f"Sau dấu gạch thiếu dấu cách. Viết: - {value[1:]}")
    if row is None:
        return None
    if isinstance(value, list) and not isinstance(row.type, Many):
        return _first_of(value, row, siblings)
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    if isinstance(row.inner, Table):
        keys = _keys(value, row.inner)
        return Advice(f"Viết: {keys if at_item or not isinstance(row.type, Many) else f'[{keys}]'}") if keys else None
    items = codes_in(value) if isinstance(row.inner, Reference) else ()
    items = tuple(map(slug_of, value.split(","))) if isinstance(row.inner, Word) else items
    if not items or not all(items):
        return None
    return Advice(f"Đặt trong ngoặc vuông: {row.key}: [{', '.join(items)}]", None if at_item else items)


def codes_in(text: str) -> tuple[str, ...]:
    """Return the codes of a text that has nothing else, in whatever brackets and quotes; nothing of any other text."""
    codes = tuple(part.strip(QUOTES) for part in re.split("[,;]", text))
    return codes if all(SLUG.fullmatch(code) for code in codes) else ()


def _first_of(value: list[Any], row: Key, siblings: Collection[str]) -> Advice | None:
    """Return how to write the one value of a list, or the first of several."""
    if not value or not all(isinstance(item, str) for item in value):
        return None
    if len(value) == 1:
        return Advice(f"Bỏ ngoặc vuông hoặc dấu gạch. Viết: {value[0]}", value[0])
    if not isinstance(row.inner, Choice | Reference):
        return None
    others = " (đơn vị khác ghi ở mục phoi_hop)" if row.key == "don_vi" and "phoi_hop" in siblings else ""
    return Advice(f"Chỉ ghi một. Viết: {value[0]}{others}", value[0])


def _keys(text: str, table: Table) -> str:
    """Return a text as keys and values in braces, where it tells the values of all that are required."""
    text, keys = " ".join(text.split()), {row.key for row in table.rows}
    if "dot" in keys and (key := slug_of(text)):
        return f"{{dot: {key}}}"
    if {"ma", "ten"} <= keys:
        return '{ma: n1, ten: "' + text.replace('"', "”").replace("\\", "/") + '"}'
    decision, date = _DECISION.search(text), written_dates.read(text[text.find("ngày") :])
    if {"so", "ngay"} <= keys and decision and date and date.exists and date.day:
        return f"{{so: {decision[0]}, ngay: {date.typed}}}"
    return ""
