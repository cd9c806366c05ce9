"""Document ids of the search index, which stay the same when another document comes or goes.

Each year of publication has a block of ids, with some more room than documents. Within its block a document takes the
id that a checksum of its name gives, or the next free one. So a new document moves at most a few neighbours, and the
ids depend on today's documents alone, not on the order in which they came.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping

PAGES = "0000"  # the "year" of hand-written pages, whose ids come before those of entries


def assign_ids(years: Mapping[str, Iterable[str]]) -> tuple[dict[str, int], int]:
    """Return the id of each name, ascending, and how many ids there are in all; ``years`` has the names of each."""
    ids: dict[str, int] = {}
    start = 0
    for year in sorted(years):
        names = list(years[year])
        room, last = _room(len(names)), -1
        for place, (home, name) in enumerate(sorted((zlib.crc32(name.encode()) % room, name) for name in names)):
            # The next free place, but never so late that the names after it have none.
            last = min(max(home, last + 1), room - len(names) + place)
            ids[name] = start + last
        start += room
    return ids, start


def _room(count: int) -> int:
    """Return the size of a block for ``count`` names: a power of two, at least 8 and at least 1.4 × ``count``.

    When it doubles, every second place in it is one that a name had before.
    """
    return max(8, 1 << (-(-count * 7 // 5) - 1).bit_length()) if count else 8
