"""What an unknown reference was probably meant to be, and how what is missing is added to its register."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from honour_roll.entries import additions
from honour_roll.entries.additions import Addition
from honour_roll.entries.field_types import SLUG
from honour_roll.entries.place_levels import LEVELS, PLACE_LEVELS, parted
from honour_roll.entries.register_times import life_of, unit_life
from honour_roll.entries.registers import Place, Unit
from honour_roll.entries.validate import nearest
from honour_roll.text.vietnamese import date_text, fold, slug_of

_SHORT_LEVELS = {fold(short).replace(".", ""): fold(level.word) for level in LEVELS.values() for short in level.short}
_COMMUNE = LEVELS["phuong"].tier
_MOST_OFFERED = 4


def meant(
    wrong: str, rows: Mapping[str, Any], spans: Sequence[tuple[str, str, str]], places: Mapping[str, Place]
) -> list[str]:
    """Return the keys of ``rows`` that a reference may stand for, the likeliest first.

    Rows of the name that was written come before names that look alike. Of places or units of one name, the first is that
    which existed in one of the ``spans`` (first day, last day, words), or, where nothing tells the time, the one of
    today. A unit lives no longer than its place, which is one of ``places``.
    """
    wanted = _plain(wrong)
    found = [key for key, row in rows.items() if wanted in _names(row)]
    if not found:
        guess = nearest(wrong, rows)
        return [guess] if guess else []
    # Models are at home in communes: a ward rather than a district of the same name.
    found.sort(key=lambda key: abs(LEVELS[rows[key].level].tier - _COMMUNE) if isinstance(rows[key], Place) else 0)
    return sorted(found, key=lambda key: not _is_of_time(rows[key], spans, places))[:_MOST_OFFERED]


def _plain(name: str) -> str:
    """Return a name in small letters without accents and signs, with the level of a place in full."""
    name = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", name[:200])  # T.P is TP
    words = re.sub(r"[^a-z0-9]+", " ", fold(name)).split()
    if len(words) > 1 and words[0] in _SHORT_LEVELS:
        words[0] = _SHORT_LEVELS[words[0]]
    return " ".join(words)


def _names(row: Any) -> Iterable[str]:
    """Yield the names by which people may call a row, as ``_plain`` has them."""
    yield _plain(row.name)
    if short := getattr(row, "short", ""):
        yield _plain(short)
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


def addition(wrong: str, register: str) -> Addition | None:
    """Return the row that adds what is missing to a register; None where one line is not enough.

    What is written as a key does not tell the name.
    """
    key = slug_of(wrong[:200], additions.LONGEST_KEY)
    if register not in additions.REQUIRED or not key:
        return None
    level, name = parted(wrong) if register == "dia-ban" else ("", wrong)
    if register == "dia-ban":
        level = level or "phuong"
    return additions.row(register, key, wrong, "…" if SLUG.fullmatch(wrong) else name, level)
