"""Cached entries: folders that changed are read and checked, all others are remembered from the last time.

What an entry is depends on its own folder alone, so the folder decides: one whose files have the stamps of last time is
not opened, and one whose bytes have the fingerprint of last time is not checked again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeAlias

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

_PUBLISHED = ("results", "diary", "sources")  # of an entry's own fields, those in open data and feeds
_OWN = (*_PUBLISHED, "links", "approval")  # the fields that only an entry's own page and data show: most of its bytes
_WHOLE, _BODY, _WORDS = b"whole:", b"body:", b"words:"  # come before the fingerprint of a folder
_CHUNK = 100  # folders that a worker checks at a time
_ROWS_AT_ONCE = 2000  # rows that wait for the store
_FILES = b"/files"  # follows the key of the entries
_WORTH_A_POOL = 200  # starting workers takes as long as checking this many folders
_HEAVY = 500_000_000  # bytes; less is read and fingerprinted sooner than workers are started


class CachedEntry(NamedTuple):
    """What is remembered of a folder that passed the folder rules.

    ``fingerprint`` is of all that is in the folder; ``order`` is the entry's place in lists. ``card`` is of what other
    pages show of the entry, ``data`` of what feeds and data show; both are empty when the entry was only checked.
    ``entry`` lacks the fields that only its own page and data show: ``EntryCache.whole`` has them. ``abbreviations``
    are those that it does not write out. ``latest`` is the latest of its dates.
    """

    fingerprint: bytes
    entry: Entry
    originals: tuple[Original, ...]
    order: Order
    card: bytes = b""
    data: bytes = b""
    abbreviations: tuple[str, ...] = ()
    latest: str = ""


class _Outcome(NamedTuple):
    """What checking one folder gave: what to remember, and the rest of it as rows for the store; or what is wrong.

    ``partial`` is what could be understood of an entry with Problems.
    """

    cached: CachedEntry | None
    rows: dict[bytes, bytes]
    problems: list[Problem]
    partial: Checked | None = None


_Doubted: TypeAlias = tuple[Folder, CachedEntry | None]  # a folder, and what is remembered of it


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
        self.kept: dict[str, CachedEntry] = unpacked(store.get(self._key)) or {}
        # The files of a folder as they were when it had the fingerprint beside them.
        self._files: dict[str, tuple[bytes, tuple[File, ...]]] = unpacked(store.get(self._key + _FILES)) or {}
        self.broken: dict[str, list[Problem]] = {}
        self.partial: list[Checked] = []

    def read(self, folders: list[Folder]) -> None:
        """Check those of ``folders`` that changed and forget all that are not there; remember the outcome."""
        before, self.kept, self.broken, self.partial = self.kept, {}, {}, []
        known = {path: old for path, old in before.items() if old.card or not self._for_site}
        doubted = list[_Doubted]()
        for folder in folders:
            old = known.get(folder.path)
            if old and self._files.get(folder.path) == (old.fingerprint, folder.files):
                self.kept[folder.path] = old
            else:
                doubted.append((folder, old))
        rows = dict[bytes, bytes]()
        for (folder, _), outcome in zip(doubted, self._outcomes(doubted), strict=True):
            rows |= outcome.rows
            if outcome.cached:
                self.kept[folder.path] = outcome.cached
            else:
                self.broken[folder.path] = outcome.problems
                self.partial += [outcome.partial] if outcome.partial else []
            if len(rows) > _ROWS_AT_ONCE:
                self._store.put(rows)
                rows.clear()
        self.kept = dict(sorted(self.kept.items()))
        kept, files = self.kept, self._files
        self._files = {one.path: (kept[one.path].fingerprint, one.files) for one in folders if one.path in kept}
        if self._files != files:
            rows[self._key + _FILES] = packed(self._files)
        if kept != before:
            rows[self._key] = packed(kept)
        if rows:
            self._store.put(rows)
            current = [cached.fingerprint for cached in kept.values()]
            for prefix in (_WHOLE, _BODY, _WORDS):
                self._store.keep_only(prefix, current)

    def _outcomes(self, doubted: list[_Doubted]) -> Iterator[_Outcome]:
        """Yield what checking each folder gives; where there is much to check or to read, workers do it."""
        function = partial(_checked, self._entries, self._shown, self._for_site)
        new = sum(old is None for _, old in doubted)
        to_read = sum(file.stamp[1] for folder, _ in doubted for file in folder.files)
        jobs = self._jobs if new >= _WORTH_A_POOL or to_read > _HEAVY else 1
        yield from parallel.results(function, doubted, jobs, chunk=_CHUNK)

    def of(self, entry: Entry) -> CachedEntry:
        """Return what is remembered of an entry."""
        return self.kept[f"{entry.year_folder}/{entry.slug}"]

    def whole(self, entry: Entry) -> Checked:
        """Return an entry with all its fields, what the roll rules look at and what a draft lacks; without the body."""
        whole: Checked | None = unpacked(self._store.get(_WHOLE + self.of(entry).fingerprint))
        return whole or self._again(entry)

    def body(self, entry: Entry) -> tuple[Part, ...]:
        """Return the rendered body of an entry: from the store, or rendered again."""
        parts: tuple[Part, ...] | None = unpacked(self._store.get(_BODY + self.of(entry).fingerprint))
        return self._again(entry).parts if parts is None else parts

    def words(self, entry: Entry) -> bytes:
        """Return the words of an entry, as ``documents.entry_words`` has them."""
        known = self.words_kept(self.of(entry).fingerprint)
        return documents.entry_words(self.whole(entry).entry, self.body(entry)) if known is None else known

    def words_kept(self, content: bytes) -> bytes | None:
        """Return the words of the entry whose folder has, or had, this fingerprint; None when they are not kept."""
        return self._store.get(_WORDS + content)

    def _again(self, entry: Entry) -> Checked:
        """Return what checking an entry's folder gives, for what the store has lost."""
        folder = folder_at(self._entries, f"{entry.year_folder}/{entry.slug}")
        again, _ = check.checked(self._entries, folder, self._shown)
        return again or Checked(entry, (), ())  # it has gone meanwhile: the next build finds that


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


def _checked(entries: Path, shown: str, for_site: bool, doubted: _Doubted) -> _Outcome:  # noqa: FBT001 - mapped
    """Read a folder and check it, unless all that is in it is as it was."""
    folder, old = doubted
    content, index = _contents(entries, folder)  # before the check: what is saved meanwhile is found the next time
    if old and old.fingerprint == content:
        return _Outcome(old, {}, [])
    found, problems = check.checked(entries, folder, shown, index, for_site=for_site)
    found = found and found._replace(raw=None)  # larger than all the rest
    if found is None or problems:
        return _Outcome(None, {}, problems, found)
    entry = found.entry._replace(**{name: Entry._field_defaults[name] for name in _OWN})
    cached = CachedEntry(
        content, entry, found.originals, order(entry), abbreviations=found.abbreviations, latest=found.latest
    )
    rows = {_WHOLE + content: packed(found._replace(parts=()))}
    if for_site:
        card = fingerprint(plain((entry._replace(updated="", former_slugs=()), found.originals)))
        own = [getattr(found.entry, name) for name in _PUBLISHED]
        data = fingerprint(card, plain((own, entry.updated, entry.former_slugs)))
        cached = cached._replace(card=card, data=data)
        rows[_BODY + content] = packed(found.parts)
        rows[_WORDS + content] = documents.entry_words(found.entry, found.parts)
    return _Outcome(cached, rows, [])
