"""The shards of the search index, kept between builds and edited where documents changed.

The shards depend on the documents alone, not on what was there before: an edited shard equals one made anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import chain
from typing import NamedTuple, TypeAlias

from honour_roll import addresses
from honour_roll.entries.entry import Entry
from honour_roll.entries.registers import Registers
from honour_roll.entries.roll import Roll
from honour_roll.fingerprints import fingerprint
from honour_roll.packing import packed, unpacked
from honour_roll.search.corpus import Corpus, SearchFile, ready_file
from honour_roll.search.documents import RegisterNames, page_words, references, renamed
from honour_roll.search.indexer import build_shards, terms_of
from honour_roll.search.postings import Change, ShardCounts, count_postings, decode_shard, edit_postings, encode_shard
from honour_roll.store import Store
from honour_roll.taxonomies import REGISTERS
from honour_roll.text.vietnamese import fold_spelling, spelled_lines

_COMMON = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # how common a syllable is: each sign twice as common as the last
_FEW = 1 / 5  # of all documents: where more have changed, all shards are made anew

DocumentRow: TypeAlias = tuple[str, int, bytes]  # a name, an id, the fingerprint of a page's words or an entry's folder
Changes: TypeAlias = dict[int, dict[str, list[Change]]]  # by shard and term


class _CannotEditError(Exception):
    """So much has changed, or so much of what was kept is lost, that all shards must be made anew."""


class _Snapshot(NamedTuple):
    """What an index is made from: its documents, and the sources of their words besides entries' folders."""

    documents: list[DocumentRow]
    registers: Registers
    pages: dict[str, bytes]  # the words of hand-written pages, by document name


class _State(NamedTuple):
    """The fingerprints of all shards and the vocabularies of the syllable shards, by number, and what they came of."""

    made_from: _Snapshot
    fingerprints: dict[int, bytes]
    vocabularies: dict[int, list[str]]


class _WordReader:
    """Reads the words of a snapshot's documents; ``own_words`` returns an entry's own words, None when lost."""

    def __init__(self, snapshot: _Snapshot, own_words: Callable[[DocumentRow], bytes | None]) -> None:
        self.snapshot, self._own_words = snapshot, own_words
        self.names = RegisterNames(snapshot.registers)

    def words(self, document: DocumentRow) -> bytes:
        """Return a document's words with the names from the registers. Raises _CannotEditError when they are lost."""
        page = self.snapshot.pages.get(document[0])
        if page is not None:
            return page
        own = self._own_words(document)
        if own is None:
            raise _CannotEditError
        return self.names.added_to(own)

    def texts(self) -> Iterator[tuple[int, bytes]]:
        """Yield the id and the words of each document, in the order of ids."""
        return ((document[1], self.words(document)) for document in self.snapshot.documents)


class SearchIndex:
    """The shards and the list of syllables, kept in a process and, in the store, from one process to the next."""

    def __init__(self, store: Store, name: bytes, jobs: int) -> None:
        """Keep the index in ``store`` under ``name``, and make it with up to ``jobs`` workers."""
        self._store, self._key, self._jobs = store, b"search:" + name, jobs
        self._state: _State | None = None
        self._again: dict[int, bytes] = {}  # all shards, made again because the store has lost one

    def files(
        self,
        corpus: Corpus,
        entry_fingerprint: Callable[[Entry], bytes],
        entry_words: Callable[[Entry], bytes],
        kept_words: Callable[[bytes], bytes | None],
    ) -> list[SearchFile]:
        """Update the index and return its files.

        ``entry_fingerprint`` returns the fingerprint of an entry's folder, ``entry_words`` its words as
        ``documents.entry_words`` does, ``kept_words`` those of the entry whose folder had a fingerprint, or None where
        they are not kept. Words are read of the entries that changed only, unless all shards are made anew.
        """
        counts, by_slug = ShardCounts.of(len(corpus.ids)), corpus.roll.by_slug
        now = _WordReader(_snapshot(corpus, entry_fingerprint), lambda document: entry_words(by_slug[document[0]]))
        kept = self._state or unpacked(self._store.get(self._key))
        state = kept if isinstance(kept, _State) and len(kept.fingerprints) == sum(counts) else None
        if state is None or state.made_from != now.snapshot:
            fresh = None
            if state is not None:
                before = _WordReader(state.made_from, lambda document: kept_words(document[2]))
                with suppress(_CannotEditError):
                    fresh = self._edited(state, _changes(before, now, corpus, counts))
            if state is None or fresh is None:
                fresh, state = self._built(now, counts), _State(now.snapshot, {}, {})
            fingerprints = {shard: fingerprint(data) for shard, data in fresh.items()}
            vocabularies = {shard: _vocabulary(data) for shard, data in fresh.items() if shard >= counts.pairs}
            state = _State(now.snapshot, state.fingerprints | fingerprints, state.vocabularies | vocabularies)
            rows = {self._shard_key(shard): data for shard, data in fresh.items()}
            self._store.put(rows | {self._key: packed(state)})
            self._again = {}
        self._state = state
        files = []
        for shard, content in state.fingerprints.items():
            folder, number = ("cap", shard) if shard < counts.pairs else ("am", shard - counts.pairs)
            make = partial(self._shard, shard, content, partial(self._built, now, counts))
            files.append(SearchFile(f"{addresses.SEARCH}{folder}/{number:03x}.bin", content, make))
        return [*files, ready_file("van.txt", " ".join(_all_words(state, corpus.roll)).encode())]

    def _built(self, now: _WordReader, counts: ShardCounts) -> dict[int, bytes]:
        """Return all shards, made anew."""
        return dict(enumerate(build_shards(now.texts(), counts, self._jobs)))

    def _edited(self, state: _State, changes: Changes) -> dict[int, bytes]:
        """Return the shards that change. Raises _CannotEditError when one of them is lost or damaged."""
        fresh = {}
        for shard, by_term in changes.items():
            data = self._kept(shard)
            if fingerprint(data) != state.fingerprints[shard]:
                raise _CannotEditError
            terms = decode_shard(data)
            for term, of_term in by_term.items():
                terms[term] = edit_postings(terms.get(term, b""), of_term)
                if not terms[term]:
                    del terms[term]
            fresh[shard] = encode_shard(terms)
        return fresh

    def _shard(self, shard: int, content: bytes, build: Callable[[], dict[int, bytes]]) -> bytes:
        """Return a shard by its number and its fingerprint; all are made again when it is lost or damaged."""
        if fingerprint(self._kept(shard)) != content:
            self._again = build()
        return self._kept(shard)

    def _kept(self, shard: int) -> bytes:
        return self._again.get(shard) or self._store.get(self._shard_key(shard)) or b""

    def _shard_key(self, shard: int) -> bytes:
        return self._key + b"/" + str(shard).encode()


def _snapshot(corpus: Corpus, entry_fingerprint: Callable[[Entry], bytes]) -> _Snapshot:
    pages = {name: page_words(page) for name, page in corpus.pages.items()}
    made_from = {name: fingerprint(words) for name, words in pages.items()}
    made_from |= {entry.slug: entry_fingerprint(entry) for entry in corpus.entries}
    registers = corpus.roll.registers._replace(abbreviations={}, synonyms={})  # the browser knows both
    documents = [(name, document_id, made_from[name]) for name, document_id in corpus.ids.items()]
    return _Snapshot(documents, registers, pages)


def _changes(before: _WordReader, now: _WordReader, corpus: Corpus, counts: ShardCounts) -> Changes:
    """Return what changes in which postings between two snapshots. Raises _CannotEditError."""
    old, new = {*before.snapshot.documents}, {*now.snapshot.documents}
    gone, come = old - new, new - old
    if before.snapshot.registers != now.snapshot.registers and (names := renamed(before.names, now.names)):
        slugs = {entry.slug for entry in corpus.entries if not names.isdisjoint(references(entry))}
        stayed = {document for document in old & new if document[0] in slugs}
        gone, come = gone | stayed, come | stayed
    if len(gone | come) > _FEW * len(new):
        raise _CannotEditError
    texts: dict[int, list[bytes]] = defaultdict(lambda: [b"", b""])  # of each id, before and now
    for document in gone:
        texts[document[1]][0] = before.words(document)
    for document in come:
        texts[document[1]][1] = now.words(document)
    changes: Changes = defaultdict(lambda: defaultdict(list))
    for document_id, (old_words, new_words) in texts.items():
        old_terms, new_terms = terms_of(old_words, unlike=new_words), terms_of(new_words, unlike=old_words)
        for term, zone in old_terms ^ new_terms:
            changes[counts.shard_of(term)][term].append((zone, document_id, (term, zone) in new_terms))
    return changes


def _all_words(state: _State, roll: Roll) -> list[str]:
    """Return the vocabulary of all shards, and the words of registers that stand in no document: none is a slip."""
    found = sorted(chain.from_iterable(state.vocabularies.values()))
    pairs = [*roll.registers.abbreviations.items(), *roll.registers.synonyms.items()]
    for taxonomy in REGISTERS.values():
        pairs += ((row.name, roll.label(taxonomy, key)) for key, row in roll.registers.rows(taxonomy).items())
    texts = "\n".join([text for pair in pairs for text in pair])
    there = {word[:-1] for word in found}
    other = {fold_spelling(word) for word in spelled_lines(texts).split()} - there
    return [*found, *sorted(f"{word}{_COMMON[0]}" for word in other if word.isascii() and word.isalpha())]


def _vocabulary(shard: bytes) -> list[str]:
    """Return the folded syllables of a shard, each with a sign for how common it is: ``goc5``, ``xanh7``."""
    totals: dict[str, int] = defaultdict(int)
    for term, postings in decode_shard(shard).items():
        folded = fold_spelling(term)
        if folded.isascii() and folded.isalpha():
            totals[folded] += count_postings(postings)
    return [folded + _COMMON[min(total.bit_length(), 35)] for folded, total in totals.items()]
