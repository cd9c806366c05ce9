"""Cached entries: folders that changed are read and checked, all others are remembered from the last time.

What an entry is depends on its own folder alone, so the folder decides: one whose files have the stamps of last time is
not opened, and one whose bytes have the fingerprint of last time is not checked again.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from honour_roll import parallel
from honour_roll.check import check
from honour_roll.check.check import Checked
from honour_roll.entries.entry import Entry
from honour_roll.entries.folders import INDEX, File, Folder, folder_at
from honour_roll.entries.markdown import Part
from honour_roll.entries.roll import Order, order
from honour_roll.fingerprints import fingerprint, plain
from honour_roll.packing import packed, unpacked
from honour_roll.photos.inspect import MOST_BYTES, Original
from honour_roll.problem import Problem
from honour_roll.search import documents
from honour_roll.store import Store, read_file

T = TypeVar("T")

_PUBLISHED = ("results", "diary", "sources")  # of an entry's own fields, those in open data and feeds
_OWN = (*_PUBLISHED, "links")  # the fields that only an entry's own page and data show: most of its bytes
_OWN_FIELDS, _FILES = b"/own", b"/files"  # follow the key of a part
_BODY, _WORDS = b"body:", b"words:"  # come before the fingerprint of a folder
_CHUNK = 100  # folders that a worker checks at a time
_ROUND = 2000  # folders after which workers start anew: cmarkgfm frees nothing of what it parses, 33 KB for each
_WORTH_A_POOL = 200  # starting workers takes as long as checking this many folders
_HEAVY = 500_000_000  # bytes; less is read and fingerprinted sooner than workers are started


class CachedEntry(NamedTuple):
    """What is remembered of a folder that passed the folder rules.

    ``fingerprint`` is of all that is in the folder, ``card`` of what other pages show of the entry, ``data`` of what
    feeds and data show of it; both are empty when the entry was only checked. ``order`` is its place in lists.
    ``entry`` lacks the fields that only its own page shows; these are in ``own``, packed, which is empty in what the
    store gave back: ``EntryCache.whole`` returns the entry with all its fields.
    """

    fingerprint: bytes
    entry: Entry
    originals: tuple[Original, ...]
    own: bytes
    card: bytes = b""
    data: bytes = b""
    order: Order = (0, ("", "", ""), "")

    @property
    def path(self) -> str:
        """Return the folder below the entries folder, with forward slashes."""
        return f"{self.entry.year_folder}/{self.entry.slug}"


class _Outcome(NamedTuple):
    """What checking one folder gave: what to remember, with its packed body and its words; or what is wrong.

    ``partial`` is what could be understood of an entry with Problems.
    """

    cached: CachedEntry | None = None
    body: bytes = b""
    words: bytes = b""
    problems: tuple[Problem, ...] = ()
    partial: Checked | None = None


class EntryCache:
    """The entries as they were last read: ``kept`` has those that passed the folder rules, by ``<year>/<slug>``.

    ``broken`` has the Problems of the others, ``partial`` what could be understood of these.
    """

    def __init__(self, entries: Path, shown: str, store: Store, jobs: int, *, for_site: bool) -> None:
        """Begin with what ``store`` remembers. ``shown`` is how messages call the entries folder.

        Unless it is ``for_site``, what only a site needs (words, bodies, fingerprints of cards and data) is left out
        of entries that changed: it is half of the work.
        """
        self._entries, self._shown, self._store, self._jobs, self._for_site = entries, shown, store, jobs, for_site
        self._key = b"entries:" + os.fsencode(entries)
        self.kept: dict[str, CachedEntry] = {}
        # The files of a folder as they were when it had the fingerprint beside them.
        self._files: dict[str, tuple[bytes, tuple[File, ...]]] = {}
        for part in unpacked(store.get(self._key)) or ():
            self.kept |= unpacked(store.get(self._of_part(part))) or {}
            self._files |= unpacked(store.get(self._of_part(part) + _FILES)) or {}
        self.broken: dict[str, list[Problem]] = {}
        self.partial: list[Checked] = []
        self._fresh: dict[bytes, bytes] = {}  # bodies and words of this round, by their keys in the store
        self._own_fields: dict[str, dict[str, tuple[bytes, bytes]]] = {}  # by part and path, with the fingerprint

    def read(self, folders: list[Folder]) -> None:
        """Check those of ``folders`` that changed and forget all that are not there; remember the outcome."""
        before, self.broken, self.partial = self.kept, {}, []
        self.kept, changed, touched = {}, [], []
        for folder in folders:
            old = before.get(folder.path)
            if not old or (self._for_site and not old.card):
                changed.append(folder)
            elif self._files.get(folder.path) == (old.fingerprint, folder.files):
                self.kept[folder.path] = old
            else:
                touched.append(folder)
        heavy = sum(file.stamp[1] for folder in touched for file in folder.files) > _HEAVY
        contents = self._each(partial(_content, self._entries), touched, alone=not heavy)
        for folder, content in zip(touched, contents, strict=True):
            old = before[folder.path]
            if old.fingerprint == content:
                self.kept[folder.path] = old
            else:
                changed.append(folder)
        outcomes = self._each(partial(_checked, self._entries, self._shown, self._for_site), changed)
        for folder, outcome in zip(changed, outcomes, strict=True):
            if outcome.cached:
                self._take(outcome.cached, outcome)
            else:
                self.broken[folder.path] = list(outcome.problems)
                self.partial += [outcome.partial] if outcome.partial else []
        self.kept = dict(sorted(self.kept.items()))
        kept = self.kept
        self._files = {one.path: (kept[one.path].fingerprint, one.files) for one in folders if one.path in kept}
        self._remember(before, {_part(folder.path) for folder in touched})

    def _take(self, cached: CachedEntry, outcome: _Outcome) -> None:
        self.kept[cached.path] = cached
        if cached.card:
            own = cached.fingerprint
            self._fresh |= {_BODY + own: outcome.body, _WORDS + own: outcome.words}
            if len(self._fresh) >= _ROUND and self._store.put(self._fresh.items()):
                self._fresh.clear()

    def _remember(self, before: dict[str, CachedEntry], touched: set[str]) -> None:
        """Keep the parts that are not as ``before``; of those that are only ``touched``, nothing but the stamps."""
        changed = {_part(path) for path, cached in self.kept.items() if cached is not before.get(path)}
        changed |= {_part(path) for path in before.keys() - self.kept.keys()}
        if not changed | touched:
            return
        parts: dict[str, list[str]] = defaultdict(list)
        for path in self.kept:
            parts[_part(path)].append(path)
        items = []
        for part in sorted(changed | touched):
            files = {path: self._files[path] for path in parts.get(part, ())}
            items.append((self._of_part(part) + _FILES, packed(files)))
        for part in sorted(changed):
            entries = {path: self.kept[path] for path in parts.get(part, ())}
            own = {path: (cached.fingerprint, self._own(cached)) for path, cached in entries.items()}
            bare = {path: cached._replace(own=b"") for path, cached in entries.items()}
            items += [(self._of_part(part), packed(bare)), (self._of_part(part) + _OWN_FIELDS, packed(own))]
        items += [(self._key, packed(sorted(parts)))] if changed else []
        self._store.put([*self._fresh.items(), *items])
        for prefix in (_BODY, _WORDS) if changed else ():
            self._store.keep_only(prefix, [cached.fingerprint for cached in self.kept.values()])

    def _of_part(self, part: str) -> bytes:
        return self._key + b"/" + part.encode()

    def of(self, entry: Entry) -> CachedEntry:
        """Return what is remembered of an entry."""
        return self.kept[f"{entry.year_folder}/{entry.slug}"]

    def whole(self, cached: CachedEntry) -> Checked:
        """Return an entry with all its fields, what the roll rules look at and what a draft lacks; without the body."""
        own, references, missing = unpacked(self._own(cached))
        entry = cached.entry._replace(**dict(zip(_OWN, own, strict=True)))
        return Checked(entry, (), references, cached.originals, missing)

    def _own(self, cached: CachedEntry) -> bytes:
        """Return an entry's own fields, packed: from memory, from the store, or read again."""
        if cached.own:
            return cached.own
        part = _part(cached.path)
        if part not in self._own_fields:
            self._own_fields[part] = unpacked(self._store.get(self._of_part(part) + _OWN_FIELDS)) or {}
        content, own = self._own_fields[part].get(cached.path, (b"", b""))
        return own if content == cached.fingerprint else _own_fields(self._again(cached))

    def body(self, cached: CachedEntry) -> tuple[Part, ...]:
        """Return the rendered body of an entry: from memory, from the store, or rendered again."""
        key = _BODY + cached.fingerprint
        parts = unpacked(self._fresh.get(key) or self._store.get(key))
        return tuple(self._again(cached).parts if parts is None else parts)

    def words(self, entry: Entry) -> bytes:
        """Return the words of an entry, as ``documents.entry_words`` has them."""
        cached = self.of(entry)
        known = self._fresh.get(_WORDS + cached.fingerprint) or self.words_kept(cached.fingerprint)
        return documents.entry_words(self.whole(cached).entry, self.body(cached)) if known is None else known

    def words_kept(self, content: bytes) -> bytes | None:
        """Return the words of the entry whose folder has, or had, this fingerprint; None when they are not kept."""
        return self._store.get(_WORDS + content)

    def _again(self, cached: CachedEntry) -> Checked:
        """Return what checking an entry's folder gives, for what the store has lost."""
        again, _ = check.checked(self._entries, folder_at(self._entries, cached.path), self._shown)
        return again or Checked(cached.entry, (), ())  # it has gone meanwhile: the next build finds that

    def forget_texts(self) -> None:
        """Let go of the bodies and words of this round; the store has them."""
        self._fresh.clear()

    def _each(self, function: Callable[[Folder], T], folders: list[Folder], *, alone: bool = False) -> Iterator[T]:
        """Yield what ``function`` returns for each folder; where they are many workers do it, unless ``alone``."""
        if alone or len(folders) < _WORTH_A_POOL:
            yield from map(function, folders)
            return
        for start in range(0, len(folders), _ROUND):
            yield from parallel.results(function, folders[start : start + _ROUND], self._jobs, chunk=_CHUNK)


def _part(path: str) -> str:
    """Return the part of the roll that an entry is stored with, so that an edit writes some and not all of them.

    It is the entry's year and the last letter of its slug.
    """
    return path[:4] + path[-1]


def _content(entries: Path, folder: Folder) -> bytes:
    """Return the fingerprint of all that is in a folder."""
    return _contents(entries, folder)[0]


def _contents(entries: Path, folder: Folder) -> tuple[bytes, bytes | None]:
    """Return the fingerprint of what the folder rules look at, names and contents of all files; and ``index.md``."""
    parts, index = [folder.path.encode()], None
    for file in folder.files:
        parts.append(f"{file.name}/{file.link}/{file.folder}".encode())
        if file.stamp[1] > MOST_BYTES:
            parts.append(repr(file.stamp).encode())  # refused whatever is in it: not worth reading
        elif not (file.link or file.folder):
            parts.append(read_file(f"{entries}/{folder.path}/{file.name}"))
            index = parts[-1] if file.name == INDEX else index
    return fingerprint(*parts), index


def _checked(entries: Path, shown: str, for_site: bool, folder: Folder) -> _Outcome:  # noqa: FBT001 - mapped
    """Read a folder and check it."""
    content, index = _contents(entries, folder)  # before the check: what is saved meanwhile is found the next time
    found, problems = check.checked(entries, folder, shown, index, for_site=for_site)
    if found is None or problems:
        return _Outcome(problems=tuple(problems), partial=found)
    entry = found.entry._replace(**{name: Entry._field_defaults[name] for name in _OWN})
    cached = CachedEntry(content, entry, found.originals, _own_fields(found))
    if not for_site:
        return _Outcome(cached)
    card = fingerprint(plain((entry._replace(updated="", former_slugs=()), found.originals)))
    own = [getattr(found.entry, name) for name in _PUBLISHED]
    data = fingerprint(card, plain((own, entry.updated, entry.former_slugs)))
    cached = cached._replace(card=card, data=data, order=order(entry))
    return _Outcome(cached, packed(found.parts), documents.entry_words(found.entry, found.parts))


def _own_fields(found: Checked) -> bytes:
    return packed((tuple(getattr(found.entry, name) for name in _OWN), found.references, found.missing))
