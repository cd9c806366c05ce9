"""The index: shards of everything that the search finds, kept between builds and edited where entries changed.

What comes out depends on the entries alone, not on what was there before: an edited shard equals one made anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Mapping
from typing import NamedTuple, TypeAlias

from honour_roll.fingerprints import fingerprint
from honour_roll.search.indexer import inverted, keys
from honour_roll.search.postings import count, edited, shard, sizes, taken_apart
from honour_roll.store import Store, packed, unpacked
from honour_roll.text.vietnamese import fold_spelling

_COMMON = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # how common a syllable is, each twice as common as the one before
_FEW = 5  # when more than one entry in so many has changed, all is made anew


# Something to be found: its name, its number, and a digest of all its words. No class: ten thousand are made and kept.
Document: TypeAlias = tuple[str, int, bytes]
Documents: TypeAlias = list[Document]
Changes: TypeAlias = dict[
    int, dict[str, list[tuple[int, int, bool]]]
]  # by shard and spelling, as ``edited`` wants them
Words: TypeAlias = Callable[[Document], bytes]
WordsBefore: TypeAlias = Callable[[Document], bytes | None]


class _State(NamedTuple):
    """What the kept shards were made from, and their digests; ``vocabularies`` are those of the shards of syllables."""

    made_from: bytes
    documents: Documents
    digests: tuple[bytes, ...]
    vocabularies: tuple[str, ...]


class Index:
    """All shards. Lives as long as the process, and finds what an earlier process left in the cache."""

    def __init__(self, cache: Store, name: bytes, jobs: int) -> None:
        """Look for what was kept under ``name``."""
        self._cache, self._name, self._jobs = cache, b"search:" + name, jobs
        self._state: _State | None = None
        self._fresh: dict[int, bytes] = {}  # shards that no process before this one has made

    @property
    def made_from(self) -> bytes:
        """Give what stood beside the documents for what their words are made from, the last time."""
        self._state = self._state or self._kept()
        return self._state.made_from if self._state else b""

    def update(
        self,
        documents: Documents,
        made_from: bytes,
        words: Words,
        words_before: WordsBefore,
        renamed: Container[str] | None = None,
    ) -> None:
        """Bring the shards to these documents, which are in the order of their numbers.

        ``made_from`` stands for what may change all words at once; when it is another, ``renamed`` are the names of
        the documents whose words did change with it, or None when nobody knows. ``words`` gives the words of a
        document, and ``words_before`` those of one of the last time, or None when nobody remembers them.
        """
        self.sizes, self._documents, self._words = sizes(len(documents)), documents, words
        state = self._state = self._state or self._kept()
        if state and state.made_from == made_from:
            renamed = ()
        if state and renamed is not None and len(state.digests) == sum(self.sizes):
            if state.documents == documents and state.made_from == made_from:
                return
            changes = self._changes(state.documents, documents, renamed, words, words_before)
            fresh = None if changes is None else self._edited(state, changes)
            if fresh is not None:
                self._keep(state, made_from, fresh)
                return
        self._keep(None, made_from, self._from_nothing())

    def _from_nothing(self) -> dict[int, bytes]:
        texts = ((document[1], self._words(document)) for document in self._documents)
        return inverted(texts, self.sizes, self._jobs)

    def _kept(self) -> _State | None:
        try:
            return _State(*unpacked(self._cache.get(self._name)))
        except TypeError:
            return None

    def _changes(
        self, before: Documents, now: Documents, renamed: Container[str], words: Words, words_before: WordsBefore
    ) -> Changes | None:
        """Give what is to be taken out and put in; None when that is too much, or not known."""
        both = {document for document in {*before} & {*now} if document[0] in renamed} if renamed else set()
        were, are = _apart(before, now)
        gone, come = sorted(were - are | both), sorted(are - were | both)
        if len({*gone, *come}) * _FEW > len(now):
            return None
        texts: dict[int, list[bytes]] = defaultdict(lambda: [b"", b""])  # of each number, as it was and as it is
        for document in gone:
            text = words_before(document)
            if text is None:
                return None
            texts[document[1]][0] = text
        for document in come:
            texts[document[1]][1] = words(document)
        changes: Changes = defaultdict(lambda: defaultdict(list))
        for number, (was, now_) in sorted(texts.items()):
            old, new = keys(was, now_), keys(now_, was)
            for name, level in old ^ new:
                changes[self.sizes.shard(name)][name].append((level, number, (name, level) in new))
        return changes

    def _edited(self, state: _State, changes: Changes) -> dict[int, bytes] | None:
        """Give the shards that change, as they are now; None when one of them is not what it was made to be."""
        fresh = {}
        for place, of_names in changes.items():
            data = self._remembered(place)
            if fingerprint(data) != state.digests[place]:
                return None
            lists = taken_apart(data)
            for name, of_name in of_names.items():
                lists[name] = edited(lists.get(name, b""), of_name)
                if not lists[name]:
                    del lists[name]
            fresh[place] = shard(lists)
        return fresh

    def _keep(self, state: _State | None, made_from: bytes, fresh: Mapping[int, bytes]) -> None:
        """Remember these shards with what they were made from."""
        digests = list(state.digests) if state else [b""] * sum(self.sizes)
        vocabularies = list(state.vocabularies) if state else [""] * self.sizes.words
        for place, data in fresh.items():
            digests[place] = fingerprint(data)
            if place >= self.sizes.pairs:
                vocabularies[place - self.sizes.pairs] = _vocabulary(data)
        self._state = _State(made_from, self._documents, tuple(digests), tuple(vocabularies))
        kept = self._cache.put([(self._key(place), data) for place, data in fresh.items()])
        self._fresh = {} if kept else self._fresh | dict(fresh)
        self._cache.put([(self._name, packed(tuple(self._state)))])

    def _key(self, place: int) -> bytes:
        return self._name + b"/" + str(place).encode()

    def _remembered(self, place: int) -> bytes:
        return self._fresh[place] if place in self._fresh else self._cache.get(self._key(place)) or b""

    def shard(self, place: int) -> bytes:
        """Give the bytes of a shard; all are made again when the cache has lost one of them."""
        if fingerprint(self._remembered(place)) != self.digests[place]:
            self._fresh = self._from_nothing()
        return self._fresh.get(place) or self._remembered(place)

    @property
    def digests(self) -> tuple[bytes, ...]:
        """Give the digests of all shards, those of pairs first."""
        return self._state.digests if self._state else ()

    @property
    def vocabulary(self) -> str:
        """Give all folded syllables of letters, each with a sign for how common it is: ``goc5 xanh7``."""
        return " ".join(sorted(" ".join(filter(None, self._state.vocabularies if self._state else ())).split()))


def _apart(before: Documents, now: Documents) -> tuple[set[Document], set[Document]]:
    """Give the documents of both, without most that are in both: after an edit, all but one stand side by side."""
    if len(before) != len(now):
        return {*before}, {*now}
    pairs = [pair for pair in zip(before, now, strict=True) if pair[0] != pair[1]]
    return {old for old, _ in pairs}, {new for _, new in pairs}


def _vocabulary(data: bytes) -> str:
    """Give the folded syllables of a shard, each with a sign for how common it is."""
    found: dict[str, int] = defaultdict(int)
    for name, lists in taken_apart(data).items():
        folded = fold_spelling(name)
        if folded.isascii() and folded.isalpha():
            found[folded] += count(lists)
    return " ".join(f"{folded}{_COMMON[min(total.bit_length(), 35)]}" for folded, total in sorted(found.items()))
