"""Numbers of entries in the search index: they stay what they are when another entry comes or goes.

Each month of publication has some more room than entries. In it an entry has the place that a checksum of its name
gives, or the next free one: so a newcomer moves its few neighbours at most, and nobody's history matters.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping

PAGES = "0000-00"  # the month of the pages written by hand: before all others


def numbered(months: Mapping[str, Iterable[str]]) -> tuple[dict[str, int], int, int]:
    """Give each name its number, given the names of each month (``2018-08``).

    Also how many numbers there are, and how many of these are for ``PAGES``: the first ones.
    """
    numbers: dict[str, int] = {}
    start = pages = 0
    for month in sorted(months):
        ordered = sorted((_home(name), name) for name in months[month])
        room, last = _room(len(ordered)), -1
        for place, (home, name) in enumerate(ordered):
            # The next free place; but there must be room for those that follow.
            last = min(max(home * room >> 32, last + 1), room - len(ordered) + place)
            numbers[name] = start + last
        start += room
        pages = start if month == PAGES else pages
    return numbers, start, pages


def _home(name: str) -> int:
    """Give a number below 2^32 that stands for a name; names that are alike are far apart."""
    return zlib.crc32(name.encode()) * 2654435761 & 0xFFFFFFFF  # Knuth's multiplier


def _room(count: int) -> int:
    """Give the room for so many entries: 1.4 times as many, in steps of about a quarter."""
    room = 8
    while room * 5 < count * 7:
        room += max(8, room // 32 * 8)
    return room
