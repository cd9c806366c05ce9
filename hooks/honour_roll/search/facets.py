"""The facets: what entries can be chosen and counted by, as columns of numbers; and the orders to show them in.

One file is a bitmap of the numbers that are entries (lowest bit first). Each facet has a file of its own, fetched when
somebody wants to choose by it: for each of the values that an entry may have of it, a byte for each entry, in the order
of numbers: 0 for none, else the place of its row in the list of names, from 1. Where a facet has more than 255 rows, a
byte for each entry's high part follows.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, zip_longest
from typing import Any, NamedTuple

from honour_roll.entries.entry import Entry
from honour_roll.entries.roll import Roll, short_name
from honour_roll.entries.schema import KINDS
from honour_roll.search.postings import Sizes

CARDS = 8  # numbers for each file of cards
_BYTE = 255


class Facet(NamedTuple):
    """One way to choose entries: its name in addresses, its title, all rows it may have, and the rows of each entry."""

    name: str
    title: str
    rows: Mapping[str, str]
    of: Sequence[tuple[str, ...]]


class Shape(NamedTuple):
    """How large the index is: how many numbers there are, and how many shards."""

    numbers: int
    shards: Sizes


def facets(entries: Sequence[Entry], roll: Roll) -> list[Facet]:
    """Give all facets of these entries, in the order of their numbers."""
    lists = roll.registers
    years = [roll.year(entry) for entry in entries]
    return [
        Facet("linh-vuc", "Lĩnh vực", {k: v.name for k, v in lists.fields.items()}, [(e.field,) for e in entries]),
        Facet("loai", "Loại", KINDS, [(e.kind,) for e in entries]),
        Facet("dia-ban", "Địa bàn", {k: short_name(v) for k, v in lists.places.items()}, [e.places for e in entries]),
        Facet("don-vi", "Đơn vị", {k: v.short or v.name for k, v in lists.units.items()},
              [(e.unit, *e.partners) for e in entries]),
        Facet("chu-de", "Chủ đề", {k: v.name for k, v in lists.themes.items()}, [e.themes for e in entries]),
        Facet("nam", "Năm", {year: year for year in sorted({*years}, reverse=True)}, [(year,) for year in years]),
        Facet("dot", "Đợt tôn vinh", {k: v.name for k, v in lists.rounds.items()},
              [tuple(dict.fromkeys(honour.round for honour in e.honours)) for e in entries]),
    ]  # fmt: skip


def encoded(entries: Sequence[Entry], numbers: Mapping[str, int], roll: Roll, shape: Shape) -> dict[str, bytes]:
    """Give the list of names as JSON, and the columns. ``entries`` are in the order of their ``numbers`` by slug."""
    described, files = [], {}
    for facet in facets(entries, roll):
        used = set(chain.from_iterable(facet.of))
        places = used if facet.name == "dia-ban" else ()
        counts_for = {key: _counts_for(key, roll) for key in places}
        used |= {key for keys in counts_for.values() for key in keys}
        rows = [key for key in facet.rows if key in used]
        place = defaultdict(int, {key: number for number, key in enumerate(rows, 1)})
        columns, planes = [*zip_longest(*facet.of, fillvalue="")], []
        for column in columns:
            values = [*map(place.__getitem__, column)]
            planes.append(bytes([value & _BYTE for value in values] if len(rows) > _BYTE else values))
            if len(rows) > _BYTE:
                planes.append(bytes([value >> 8 for value in values]))
        named: list[list[Any]] = [[key, facet.rows[key]] for key in rows]
        for row in named if counts_for else ():
            row.append([place[key] for key in counts_for.get(row[0], ()) if place.get(key)])
            row.append(int(bool(roll.registers.places[row[0]].until)))
        files[f"cot/{facet.name}.bin"] = b"".join(planes)
        described.append({"name": facet.name, "title": facet.title, "width": len(columns), "rows": named})
    flags = bytearray(-(-shape.numbers // 8))
    for entry in entries:
        flags[numbers[entry.slug] >> 3] |= 1 << (numbers[entry.slug] & 7)
    names = {
        "numbers": shape.numbers, "pairs": shape.shards.pairs, "words": shape.shards.words,
        "cards": CARDS, "entries": len(entries), "facets": described, "short": roll.registers.abbreviations,
    }  # fmt: skip
    return {"danh-muc.json": as_json(names), "cot/bai.bin": bytes(flags)} | files


def _counts_for(key: str, roll: Roll) -> list[str]:
    """Give the places whose lists have the entries of a place as well: those that it became, those that it lies in."""
    places = roll.registers.places
    near = [part.place for part in places[key].became]
    while (key := places[key].within) in places:
        near.append(key)
    return near


def by_date(entries: Sequence[Entry], roll: Roll) -> bytes:
    """Give the order of lists, newest first: how far each entry's place is from the reverse of its number's.

    A byte or two each: twice the distance forward, or one less than twice the distance back (zigzag), in base 128.
    """
    ranks = {entry.slug: rank for rank, entry in enumerate(e for e in roll.entries if e.status == "cong-bo")}
    return _zigzag(ranks[entry.slug] - (len(entries) - 1 - place) for place, entry in enumerate(entries))


def by_title(entries: Sequence[Entry], keys: Mapping[str, Any]) -> bytes:
    """Give each entry's place in the order of titles, all low bytes and then all high ones; ``keys`` sort them."""
    order = sorted(range(len(entries)), key=lambda place: (keys[entries[place].slug], entries[place].slug))
    ranks = [0] * len(entries)
    for rank, place in enumerate(order):
        ranks[place] = rank
    return bytes([rank & _BYTE for rank in ranks]) + bytes([rank >> 8 & _BYTE for rank in ranks])


def as_json(value: object) -> bytes:
    """Give JSON without spaces, the same for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _zigzag(values: Iterable[int]) -> bytes:
    made = bytearray()
    for value in values:
        number = value * 2 if value >= 0 else -value * 2 - 1
        while number > 127:
            made.append(number & 127 | 128)
            number >>= 7
        made.append(number)
    return bytes(made)
