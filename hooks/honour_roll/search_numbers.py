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
        names = list(months[month])
        room, last = _room(len(names)), -1
        for place, (home, name) in enumerate(sorted((_home(name, room), name) for name in names)):
            # The next free place; but there must be room for those that follow.
            last = min(max(home, last + 1), room - len(names) + place)
            numbers[name] = start + last
        start += room
        pages = start if month == PAGES else pages
    return numbers, start, pages


def _home(name: str, room: int) -> int:
    """Give the place that a name would have alone in a room; when that grows, few places change (linear hashing)."""
    full = 1 << room.bit_length() - 1
    place = zlib.crc32(name.encode()) % (2 * full)
    return place if place < room else place - full


def _room(count: int) -> int:
    """Give the room for so many entries: 1.4 times as many, in steps of about a quarter."""
    room = 8
    while room * 5 < count * 7:
        room += max(8, room // 32 * 8)
    return room
