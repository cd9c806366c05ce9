"""Numbers of entries in the search index: they stay what they are when another entry comes or goes.

Each year of publication has some more room than entries. In it an entry has the place that a checksum of its name
gives, or the next free one: so a newcomer moves its few neighbours at most, and nobody's history matters.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping

PAGES = "0000"  # the year of the pages written by hand: before all others


def numbered(years: Mapping[str, Iterable[str]]) -> tuple[dict[str, int], int]:
    """Give each name its number, in their order, given the names of each year; and how many numbers there are."""
    numbers: dict[str, int] = {}
    start = 0
    for year in sorted(years):
        names = list(years[year])
        room, last = _room(len(names)), -1
        for place, (home, name) in enumerate(sorted((_home(name, room), name) for name in names)):
            # The next free place; but there must be room for those that follow.
            last = min(max(home, last + 1), room - len(names) + place)
            numbers[name] = start + last
        start += room
    return numbers, start


def _home(name: str, room: int) -> int:
    """Give the place in a room that a name would have alone; when the room doubles, every second one keeps it."""
    return zlib.crc32(name.encode()) % room


def _room(count: int) -> int:
    """Give the room for so many entries: a power of two, so that it seldom grows, and 1.4 times as many or more."""
    return max(8, 1 << (-(-count * 7 // 5) - 1).bit_length()) if count else 8
