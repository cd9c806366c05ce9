"""Answers: the rows of lists (a field, a ward, a year) that a query may mean, as the search in the browser needs them.

They stand in ``danh-muc.json`` as ``answers``: for each list ``{name, title, address, rows}``, where a row is
``[key, name, count, note, other names, now]`` without what is empty at its end. ``count`` is that of the row's page.
``now`` is there for a place that is gone: ``[key, name, count, note]`` of what it is today.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from honour_roll.entries.field_types import first_day
from honour_roll.entries.place_levels import LEVELS
from honour_roll.entries.registers import Place, Registers
from honour_roll.entries.roll import Roll, short_name
from honour_roll.search.corpus import Corpus
from honour_roll.taxonomies import PAGES, PLACES, ROUNDS, Taxonomy
from honour_roll.text.vietnamese import capital, date_text

_QUOTED = re.compile('[“"]([^”"]+)[”"]')
_KINDS = {ROUNDS.name: "Đợt"}  # the title of a list where its own is too long for a line


def answers(corpus: Corpus) -> list[dict[str, Any]]:
    """Return the rows of all lists that have pages."""
    found = []
    for taxonomy in PAGES:
        counts = _counts(taxonomy, corpus)
        rows = [_cut([key, *_row(taxonomy, key, corpus.roll, counts)]) for key in corpus.roll.keys(taxonomy)]
        title = _KINDS.get(taxonomy.name, taxonomy.title)
        found.append({"name": taxonomy.facet, "title": title, "address": taxonomy.address, "rows": rows})
    return found


def level_abbreviations(registers: Registers) -> dict[str, str]:
    """Return the short ways to write the levels of places that are in the register: ``p`` is ``phường``."""
    levels = {place.level for place in registers.places.values()}
    return {short.lower(): LEVELS[key].word for key in LEVELS if key in levels for short in LEVELS[key].short}


def topic(registers: Registers) -> str:
    """Return what the whole roll is about, the name in quotation marks of its one title; "" when there are several.

    Who asks for it asks for all models: not every entry has the words.
    """
    names = {quoted[1] for title in registers.titles.values() if (quoted := _QUOTED.search(title.name))}
    return names.pop() if len(names) == len(registers.titles) == 1 else ""


def _counts(taxonomy: Taxonomy, corpus: Corpus) -> Mapping[str, int]:
    """Return how many published entries each row's page lists; a place also those of places within or before it."""
    counts: Counter[str] = Counter()
    registers = corpus.roll.registers
    for entry in corpus.entries:
        keys = {key for key in taxonomy.keys(entry, registers) if key}
        counts.update(registers.listed_at(keys) if taxonomy is PLACES else keys)
    return counts


def _row(taxonomy: Taxonomy, key: str, roll: Roll, counts: Mapping[str, int]) -> list[Any]:
    """Return a row without its key."""
    if taxonomy is PLACES:
        place = roll.registers.places[key]
        note, others = _told_apart(place, roll.registers)
        return [capital(short_name(place)), counts[key], note, "\n".join(others), _now(key, place, roll, counts)]
    row = roll.registers.rows(taxonomy).get(key)
    if row is None:
        return [f"{taxonomy.title} {key}", counts[key], "", key, None]
    short = getattr(row, "short", "")
    others = [row.name] if short and short != row.name else []
    if taxonomy is ROUNDS:
        others = [f"đợt tôn vinh năm {row.date[:4]}", f"đợt {row.name} {row.date[:4]}"]
    return [short or row.name, counts[key], "", "\n".join(others), None]


def _told_apart(place: Place, registers: Registers) -> tuple[str, list[str]]:
    """Return when a place existed, where that tells it from another, and its other names: the old one, the new one."""
    alike = [other for other in registers.places.values() if (other.name, other.level) == (place.name, place.level)]
    if place.until:
        return _until(place), [place.name, f"{short_name(place)} cũ"]
    if len(alike) > 1 and place.since:
        return f"từ {date_text(place.since)}", [place.name, f"{short_name(place)} mới"]
    return "", [place.name]


def _until(place: Place) -> str:
    """Return until when a place existed."""
    if not place.until:
        return ""
    if len(place.until) < len("2025-07-01"):
        return f"đến {date_text(place.until)}"
    return f"đến hết {date_text((date.fromisoformat(first_day(place.until)) - timedelta(days=1)).isoformat())}"


def _now(key: str, place: Place, roll: Roll, counts: Mapping[str, int]) -> list[Any] | None:
    """Return what a place that is gone is today: the place it became, or several, told on its own page."""
    parts = [place.today] if place.today else [part.place for part in place.became]
    if not place.until or not parts:
        return None
    names = [short_name(roll.registers.places[part]) for part in parts]
    if len(parts) == 1:
        return [parts[0], capital(names[0]), counts[parts[0]]]
    return [key, capital(", ".join(names)), None, "mỗi nơi nhận một phần"]


def _cut(row: list[Any]) -> list[Any]:
    """Return a row without what is empty at its end."""
    while not row[-1] and row[-1] != 0:
        row.pop()
    return row
