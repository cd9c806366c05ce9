"""The search: what is found, and every file that the reader's browser asks for when somebody searches.

The format is told in ``search_shards.py`` and ``search_columns.py``, the reasons in ``docs/decisions/0007-search.md``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property, partial
from typing import Any, NamedTuple, Protocol, TypeAlias

from honour_roll import addresses
from honour_roll.entries.entry import Entry
from honour_roll.entries.registers import Registers
from honour_roll.entries.roll import Roll
from honour_roll.fingerprints import fingerprint, plain
from honour_roll.search import documents as search_documents
from honour_roll.search import facets
from honour_roll.search.document_ids import PAGES, numbered
from honour_roll.search.documents import WrittenPage
from honour_roll.search.facets import CARDS, Shape
from honour_roll.search.index import Document, Index
from honour_roll.store import Store, packed, unpacked

# Its address, what stands for all that is in it, and how to make it.
File: TypeAlias = tuple[str, bytes, Callable[[], bytes]]

_NAMES = b"names:"
_PAGE = "/"  # begins the names of the pages written by hand; no slug does


class Source(Protocol):
    """Where the words of entries come from."""

    def of(self, entry: Entry) -> Any:
        """Return the cached entry: its ``fingerprint`` and its ``order``."""

    def words(self, entry: Entry) -> bytes:
        """Return the words of an entry."""

    def words_kept(self, content: bytes) -> bytes | None:
        """Return the words of the entry whose folder has, or had, this fingerprint; None if they are not kept."""


class Dealt(NamedTuple):
    """The numbers that were dealt: entries in their order, pages by name, and the number of each by its name, in order.

    ``total`` numbers there are in all.
    """

    entries: tuple[Entry, ...]
    pages: Mapping[str, WrittenPage]
    numbers: Mapping[str, int]
    total: int


class Search:
    """All that the search is made of. Lives as long as the process, as the index does."""

    def __init__(self, cache: Store, name: bytes, jobs: int) -> None:
        """Find what ``cache`` has under ``name``."""
        self._cache, self._index = cache, Index(cache, name, jobs)
        self._dealt_for: tuple[Roll, tuple[WrittenPage, ...]] | None = None

    def deal(self, roll: Roll, gathering: Source, texts: tuple[WrittenPage, ...]) -> None:
        """Give the published entries of a roll, and the pages written by hand, their numbers: all but the index."""
        self._gathering = gathering
        if (roll, texts) != self._dealt_for:
            self._roll, self._dealt_for, self._dealt = roll, (roll, texts), _dealt(roll, texts)
            self._named = roll.registers._replace(abbreviations={})
            self._named_by = fingerprint(plain(self._named))
            self.__dict__.pop("_encoded", None)

    def update(self) -> None:
        """Bring the index to what was dealt."""
        roll, gathering, dealt = self._roll, self._gathering, self._dealt
        names, made_from, kept = search_documents.Names(self._named), self._named_by, self._index.made_from
        before = names if kept == made_from else self._names_kept(kept)
        of_pages = {name: search_documents.of_page(text.title, text.html) for name, text in dealt.pages.items()}
        made = {name: fingerprint(words) for name, words in of_pages.items()}
        made |= {entry.slug: gathering.of(entry).fingerprint for entry in dealt.entries}
        documents = [(name, number, made[name]) for name, number in dealt.numbers.items()]

        def words(document: Document) -> bytes:
            name = document[0]
            return of_pages[name] if name in of_pages else names.joined(gathering.words(roll.by_slug[name]))

        def words_before(document: Document) -> bytes | None:
            name, _, content = document
            if name.startswith(_PAGE):
                return self._cache.get(b"page:" + content)
            own = gathering.words_kept(content)
            return before.joined(own) if own and before else None

        renamed = self._renamed(names, before) if before else None
        if kept != made_from:
            self._cache.put([(_NAMES + made_from, packed(self._named))])
        self._index.update(documents, made_from, words, words_before, renamed)
        self._cache.put([(b"page:" + fingerprint(text), text) for text in of_pages.values()])

    def _names_kept(self, made_from: bytes) -> search_documents.Names | None:
        """Give the names that the index was made from the last time, if they are remembered."""
        kept = unpacked(self._cache.get(_NAMES + made_from))
        return (
            search_documents.Names(kept)
            if isinstance(kept, Registers) and fingerprint(plain(kept)) == made_from
            else None
        )

    def _renamed(self, names: search_documents.Names, before: search_documents.Names) -> set[str]:
        """Give the entries of whose names some are not what they were."""
        others = names.renaming(before) if names is not before else set()
        entries = self._dealt.entries if others else ()
        return {entry.slug for entry in entries if not others.isdisjoint(search_documents.references(entry))}

    def shards(self) -> Iterator[File]:
        """Give the shards and the list of syllables: all that may change when only an entry's own page does."""
        sizes = self._index.sizes
        for place, key in enumerate(self._index.digests):
            pair = place < sizes.pairs
            address = f"{addresses.SEARCH}{'cap' if pair else 'am'}/{place if pair else place - sizes.pairs:03x}.bin"
            yield address, key, partial(self._index.shard, place)
        vocabulary = self._index.vocabulary.encode()
        yield f"{addresses.SEARCH}van.txt", fingerprint(vocabulary), lambda: vocabulary

    def columns(self) -> Iterator[File]:
        """Give the names, the columns and the orders."""
        for name, data in self._encoded.items():
            yield _ready(name, data)
        yield from self.orders()

    def orders(self) -> Iterator[File]:
        """Give the order of lists and that of titles: all that another title may change, but the cards."""
        entries = self._dealt.entries
        yield _ready("moi.bin", facets.by_date(entries, self._roll))
        keys = {entry.slug: self._gathering.of(entry).order[1] for entry in entries}
        yield _ready("ten.bin", facets.by_title(entries, keys))

    @cached_property
    def _encoded(self) -> dict[str, bytes]:
        dealt = self._dealt
        shape = Shape(dealt.total, self._index.sizes)
        return facets.encoded(dealt.entries, dealt.numbers, self._roll, shape)

    def cards(
        self,
        card: Callable[[str], str],
        page: Callable[[WrittenPage], str],
        face: Callable[[str], bytes],
        base: bytes,
        only: AbstractSet[str] | None = None,
    ) -> Iterator[File]:
        """Give the cards of all that can be found, some to a file; or the files that have one of ``only``.

        ``card`` gives an entry's card as HTML by its slug, and ``face`` what stands for all that it shows; ``page``
        gives that of a page written by hand; ``base`` stands for how they look.
        """
        dealt = self._dealt
        blocks: dict[int, list[str]] = defaultdict(list)
        for name in [*dealt.pages, *(entry.slug for entry in dealt.entries)]:
            blocks[dealt.numbers[name] // CARDS].append(name)
        for block, names in sorted(blocks.items()):
            if only is not None and only.isdisjoint(names):
                continue
            faces = [plain(dealt.pages[name]) if name in dealt.pages else face(name) for name in names]
            key = fingerprint(base, plain([(dealt.numbers[name], name) for name in names]), *faces)
            yield f"{addresses.SEARCH}the/{block:03x}.json", key, partial(self._block, names, card, page)

    def _block(self, names: list[str], card: Callable[[str], str], page: Callable[[WrittenPage], str]) -> bytes:
        """Give the cards of a block: by number, the title, the summary and the card's HTML."""
        made = {}
        for name in names:
            text = self._dealt.pages.get(name)
            made[self._dealt.numbers[name]] = self._shown(name, card) if text is None else (text.title, "", page(text))
        return facets.as_json(made)

    def _shown(self, slug: str, card: Callable[[str], str]) -> tuple[str, str, str]:
        entry = self._roll.by_slug[slug]
        return entry.title, entry.summary, card(slug)


def _dealt(roll: Roll, texts: Iterable[WrittenPage]) -> Dealt:
    """Give everything that can be found its number. Drafts, what is withdrawn and what is hidden cannot."""
    pages = {_PAGE + text.address: text for text in sorted(texts)}
    years: dict[str, list[str]] = defaultdict(list)
    years[PAGES] = list(pages)
    for entry in roll.entries:
        if entry.status == "cong-bo":
            years[entry.published[:4]].append(entry.slug)
    numbers, total = numbered(years)
    return Dealt(tuple([roll.by_slug[name] for name in numbers if name not in pages]), pages, numbers, total)


def _ready(name: str, data: bytes) -> File:
    return addresses.SEARCH + name, fingerprint(data), lambda: data
