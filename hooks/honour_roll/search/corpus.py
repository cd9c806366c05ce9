"""The corpus: all documents that the search finds, with their ids; and the type of the files made from it.

A document's id stays the same when another document comes or goes. Each year of publication has a block of ids, with
some more room than documents. Within its block a document takes the id that a checksum of its name gives, or the next
free one. So a new document moves at most a few neighbours, and the ids depend on today's documents alone, not on the
order in which they came.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from honour_roll import addresses
from honour_roll.entries.entry import Entry
from honour_roll.entries.roll import Roll
from honour_roll.fingerprints import fingerprint
from honour_roll.search.documents import WrittenPage

PAGES = "0000"  # the "year" of hand-written pages, whose ids come before those of entries


class SearchFile(NamedTuple):
    """A file of the search: its path from the site's root, the fingerprint of its content, and how to make it."""

    path: str
    fingerprint: bytes
    make: Callable[[], bytes]


class Corpus(NamedTuple):
    """Everything that the search finds: the published entries of ``roll`` and the hand-written ``pages``.

    A document's name is an entry's slug, or ``/`` and a page's address. ``ids`` has each document's id by its name,
    ascending, all below ``id_count``; ``entries`` are in the order of their ids, ``pages`` by name.
    """

    roll: Roll
    entries: tuple[Entry, ...]
    pages: Mapping[str, WrittenPage]
    ids: Mapping[str, int]
    id_count: int


def corpus_of(roll: Roll, pages: Iterable[WrittenPage]) -> Corpus:
    """Assign a document id to each page and to each published entry of a roll."""
    named = {f"/{page.address}": page for page in sorted(pages)}
    years: dict[str, list[str]] = defaultdict(list, {PAGES: [*named]})
    for entry in roll.entries:
        if entry.status == "cong-bo":
            years[entry.published[:4]].append(entry.slug)
    ids, id_count = assign_ids(years)
    return Corpus(roll, tuple([roll.by_slug[name] for name in ids if name not in named]), named, ids, id_count)


def ready_file(name: str, data: bytes) -> SearchFile:
    """Return the SearchFile ``/tim-kiem/<name>`` whose content is known already."""
    return SearchFile(addresses.SEARCH + name, fingerprint(data), lambda: data)


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
