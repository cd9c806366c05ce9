"""The corpus: all documents that the search finds, with their ids; and the type of the files made from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from honour_roll import addresses
from honour_roll.entries.entry import Entry
from honour_roll.entries.roll import Roll
from honour_roll.fingerprints import fingerprint
from honour_roll.search.document_ids import PAGES, assign_ids
from honour_roll.search.documents import WrittenPage


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
