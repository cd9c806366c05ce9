"""What an unknown reference was probably meant to be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from honour_roll.entries.place_levels import LEVELS, PLACE_LEVELS
from honour_roll.entries.register_times import in_full, life_of, unit_life
from honour_roll.entries.registers import Place, Registers, Unit
from honour_roll.entries.validate import nearest
from honour_roll.text.vietnamese import date_text, fold

_SHORT_LEVELS = {fold(short).replace(".", ""): fold(level.word) for level in LEVELS.values() for short in level.short}
_COMMUNE = LEVELS["phuong"].tier
_MOST_OFFERED = 4
_LONGEST = 200  # characters of a name
_BETWEEN = re.compile(r"\s*[,;(]\s*|\s+[-–]\s+")


def meant(
    wrong: str, rows: Mapping[str, Any], spans: Sequence[tuple[str, str, str]], registers: Registers
) -> list[str]:
    """Return the keys of ``rows`` that a reference may stand for, the likeliest first.

    Rows of the name that was written come before names that look alike. Of places or units of one name, the first is that
    which existed in one of the ``spans`` (first day, last day, words), or, where nothing tells the time, the one of
    today. A unit lives no longer than its place. Of ``tổ 3, phường Láng`` each part is looked for by itself.
    """
    places, abbreviations = registers.places, registers.abbreviations
    names = {key: set(_names(row, abbreviations)) for key, row in rows.items()}
    parts = [wrong, *_BETWEEN.split(wrong[:_LONGEST])]
    wanted = (_plain(in_full(part, abbreviations)) for part in parts)
    found = next(filter(None, ([key for key in rows if name in names[key]] for name in wanted if name)), [])
    if not found:
        guess = nearest(wrong, rows)
        return [guess] if guess else []
    # Models are at home in communes: a ward rather than a district of the same name.
    found.sort(key=lambda key: abs(LEVELS[rows[key].level].tier - _COMMUNE) if isinstance(rows[key], Place) else 0)
    return sorted(found, key=lambda key: not _is_of_time(rows[key], spans, places))[:_MOST_OFFERED]


def _plain(name: str) -> str:
    """Return a name in small letters without accents and signs, with the level of a place in full."""
    name = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", name[:_LONGEST])  # T.P is TP
    words = re.sub(r"[^a-z0-9]+", " ", fold(name)).split()
    if len(words) > 1 and words[0] in _SHORT_LEVELS:
        words[0] = _SHORT_LEVELS[words[0]]
    return " ".join(words)


def _names(row: Any, abbreviations: Mapping[str, str]) -> Iterable[str]:
    """Yield the names by which people may call a row, as ``_plain`` has them, without abbreviations."""
    yield _plain(in_full(row.name, abbreviations))
    if short := getattr(row, "short", ""):
        yield _plain(in_full(short, abbreviations))
    if isinstance(row, Place):
        yield _plain(f"{PLACE_LEVELS[row.level]} {row.name}")


def _is_of_time(row: Any, spans: Sequence[tuple[str, str, str]], places: Mapping[str, Place]) -> bool:
    if not isinstance(row, Place | Unit):
        return True
    life = unit_life(row, places) if isinstance(row, Unit) else life_of(row)
    if not spans:
        return not life.until
    return any(not life.had_ended(first) and not life.had_not_begun(last) for first, last, _ in spans)


def described(key: str, row: Any) -> str:
    """Return a key as a message offers it: a place with its level and the time in which it existed."""
    if not isinstance(row, Place) or not (row.since or row.until):
        return f"“{key}”"
    times = [f"từ {date_text(row.since)}" if row.since else "", f"đến {date_text(row.until)}" if row.until else ""]
    return f"“{key}” ({PLACE_LEVELS[row.level]} {row.name}, {' '.join(filter(None, times))})"
