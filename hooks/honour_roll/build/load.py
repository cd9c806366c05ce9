"""Gathering: folders that changed are read and checked, the rest is remembered from the last time.

What an entry is depends on its own folder alone (see ``check.checked``), so the folder's hash decides: a folder whose
files have the stamps of last time is not opened, and one whose bytes are the same is not checked again.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from honour_roll.check import check
from honour_roll.entries.entry import Entry
from honour_roll.entries.folders import INDEX, File, Folder, folder_at
from honour_roll.entries.markdown import Part
from honour_roll.entries.roll import Order, order
from honour_roll.fingerprints import fingerprint, plain
from honour_roll.parallel import workers
from honour_roll.photos.inspect import MOST_BYTES, Original
from honour_roll.problem import Problem
from honour_roll.search import documents
from honour_roll.store import Store, packed, unpacked

T = TypeVar("T")

_RECORDED = ("results", "diary", "sources")
_OWN = (*_RECORDED, "links")  # what only an entry's own page shows
_RESTS, _FILES = b"/rests", b"/files"  # follow the key of a part
_BODY, _WORDS = b"body:", b"words:"  # come before what an entry was made from
_CHUNK = 100  # entries handed to a worker at a time
_AT_ONCE = 2000  # entries after which workers begin anew: cmarkgfm frees nothing of what it parses, 33 KB for each
_MANY = 2000  # bodies and words that are not kept in memory once the cache has them
_WORTH_A_POOL = 200  # starting workers costs as much as checking this many entries
_HEAVY = 500_000_000  # bytes; less is read and digested sooner than workers are told of
_TO_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_AT_A_TIME = 2**16  # bytes: nearly every file but photos is shorter, and read at once


class Kept(NamedTuple):
    """What is remembered of one folder that passed the folder rules.

    ``digest`` stands for all that is in it, ``face`` for what other pages show of it, ``bearing`` for that without its
    title and summary: for where it is shown, and with what picture. ``record`` stands for all but its text; ``order``
    is its place in lists. All these are empty in what was only checked.
    ``entry`` is without what only its own page shows: that is in ``rest``, packed, which is empty in what the cache
    remembered; ``Gathering.checked`` gives the whole, since few of ten thousand are asked.
    """

    fingerprint: bytes
    entry: Entry
    face: bytes
    bearing: bytes
    record: bytes
    order: Order
    originals: tuple[Original, ...]
    rest: bytes

    @property
    def path(self) -> str:
        """Give the folder below the entries folder, with forward slashes."""
        return f"{self.entry.shelf}/{self.entry.slug}"


_NOWHERE: Order = (0, ("", "", ""), "")


class _Seen(NamedTuple):
    """What a look into one folder gave: what to remember of it and its body packed, or what is wrong."""

    fingerprint: bytes
    kept: Kept | None = None
    body: bytes = b""
    words: bytes = b""  # as the search knows them
    problems: tuple[Problem, ...] = ()
    half: check.Checked | None = None  # what could be understood of an entry with Problems


class Gathering:
    """The entries as they were last read. ``kept`` has those that passed the folder rules, by ``<shelf>/<slug>``.

    ``broken`` has the Problems of the others, and ``half`` what could be understood of these.
    """

    def __init__(self, entries: Path, shown: str, cache: Store, jobs: int, *, for_site: bool = True) -> None:
        """Start with what ``cache`` remembers. ``shown`` is how messages call the entries folder.

        Unless it is ``for_site``, what only a site needs of an entry that changed (words for the search, digests of
        what other pages show) is left to be made when a site is: it is half of the work.
        """
        self._for_site = for_site
        self._entries, self._shown, self._cache, self._jobs = entries, shown, cache, jobs
        self._key = b"entries:" + os.fsencode(entries)
        self.kept: dict[str, Kept] = {}
        self._files: dict[str, tuple[File, ...]] = {}  # as they were when ``kept`` was read
        self._to_recall = iter(unpacked(cache.get(self._key)) or ())  # names of parts
        self.broken: dict[str, list[Problem]] = {}
        self.half: list[check.Checked] = []
        self._texts: dict[bytes, bytes] = {}  # bodies and words of this round, as the cache has them
        self._rests: dict[str, dict[str, tuple[bytes, bytes]]] = {}  # by part and path, each with its entry's digest

    def recall(self, until: Callable[[], bool] = lambda: False) -> None:
        """Take up what the cache remembers, part by part: all of it, or ``until`` there is something else to do."""
        for part in self._to_recall:
            self.kept |= unpacked(self._cache.get(self._of_part(part))) or {}
            self._files |= unpacked(self._cache.get(self._of_part(part) + _FILES)) or {}
            if until():
                return

    def read(self, folders: list[Folder]) -> None:
        """Check those of ``folders`` that changed and forget all others; remember the outcome for the next time."""
        self.recall()
        before, self.broken, self.half = self.kept, {}, []
        self.kept, stamped, changed = self._apart(folders)
        heavy = sum(file.stamp[1] for folder in stamped for file in folder.files) > _HEAVY
        contents = self._of_each(partial(_content, self._entries), stamped, alone=not heavy)
        for folder, content in zip(stamped, contents, strict=True):
            old = before[folder.path]
            if old.fingerprint == content:
                self.kept[folder.path] = old
            else:
                changed.append(folder)
        look = partial(_look, self._entries, self._shown, self._for_site)
        for folder, seen in zip(changed, self._of_each(look, changed), strict=True):
            if seen.kept:
                self.kept[folder.path] = seen.kept
                if seen.kept.face:
                    self._texts |= {_BODY + seen.fingerprint: seen.body, _WORDS + seen.fingerprint: seen.words}
            else:
                self.broken[folder.path] = list(seen.problems)
                self.half += [seen.half] if seen.half else []
            if self._texts and len(self._texts) % _MANY == 0 and self._cache.put(self._texts.items()):
                self._texts.clear()
        self.kept = dict(sorted(self.kept.items()))
        self._files = {folder.path: folder.files for folder in folders if folder.path in self.kept}
        self._remember(before, {_part(folder.path) for folder in stamped})

    def _apart(self, folders: list[Folder]) -> tuple[dict[str, Kept], list[Folder], list[Folder]]:
        """Give what is as it was, the folders with other stamps, and those that are new or were only checked so far."""
        kept, stamped, new = {}, [], []
        for folder in folders:
            path = folder.path
            old = self.kept.get(path)
            if not old or (self._for_site and not old.face):
                new.append(folder)
            elif self._files.get(path) == folder.files:
                kept[path] = old
            else:
                stamped.append(folder)
        return kept, stamped, new

    def _remember(self, before: dict[str, Kept], stamped: set[str]) -> None:
        """Keep the parts that are not as ``before``; of those that are only ``stamped`` anew, nothing but stamps."""
        changed = {_part(path) for path, kept in self.kept.items() if kept is not before.get(path)}
        changed |= {_part(path) for path in before.keys() - self.kept.keys()}
        there: dict[str, list[str]] = defaultdict(list)
        for path in self.kept if changed or stamped else ():
            there[_part(path)].append(path)
        states = []
        for part in sorted(changed | stamped):
            files = {path: self._files[path] for path in there.get(part, ())}
            states.append((self._of_part(part) + _FILES, packed(files)))
        for part in sorted(changed):
            entries = {path: self.kept[path] for path in there.get(part, ())}
            rests = {path: (kept.fingerprint, self._rest(kept)) for path, kept in entries.items()}
            bare = {path: kept._replace(rest=b"") for path, kept in entries.items()}
            states += [(self._of_part(part), packed(bare)), (self._of_part(part) + _RESTS, packed(rests))]
        parts = [(self._key, packed(sorted(there)))] if changed else []
        self._cache.put([*self._texts.items(), *states, *parts])
        for prefix in (_BODY, _WORDS) if changed else ():
            self._cache.keep_only(prefix, [kept.fingerprint for kept in self.kept.values()])

    def _of_part(self, part: str) -> bytes:
        """Give the key under which the entries of a part are kept: an edit writes one of them, not all."""
        return self._key + b"/" + part.encode()

    def checked(self, kept: Kept) -> check.Checked:
        """Give the whole entry, what the roll rules look at, and what a draft lacks; without the body."""
        own, references, missing = unpacked(self._rest(kept))
        entry = kept.entry._replace(**dict(zip(_OWN, own, strict=True)))
        return check.Checked(entry, (), references, kept.originals, missing)

    def _rest(self, kept: Kept) -> bytes:
        """Give the rest of an entry: from memory, from the cache, or made again."""
        if kept.rest:
            return kept.rest
        path, part = kept.path, _part(kept.path)
        if part not in self._rests:
            self._rests[part] = unpacked(self._cache.get(self._of_part(part) + _RESTS)) or {}
        content, rest = self._rests[part].get(path, (b"", b""))
        return rest if content == kept.fingerprint else _rest_of(self._checked_again(kept))

    def parts(self, entry: Entry) -> tuple[Part, ...]:
        """Give the rendered body of an entry: from memory, from the cache, or made again."""
        kept = self.of(entry)
        key = _BODY + kept.fingerprint
        parts = unpacked(self._texts.get(key) or self._cache.get(key))
        return tuple(self._checked_again(kept).parts if parts is None else parts)

    def _checked_again(self, kept: Kept) -> check.Checked:
        """Give what a look into an entry's folder gives when the cache has lost it."""
        again, _ = check.checked(self._entries, folder_at(self._entries, kept.path), self._shown)
        return again or check.Checked(kept.entry, (), ())  # gone meanwhile: found so the next time

    def words(self, entry: Entry) -> bytes:
        """Give the words of an entry, as ``search_words.own`` has them."""
        kept = self.of(entry)
        known = self._texts.get(_WORDS + kept.fingerprint) or self.words_kept(kept.fingerprint)
        return known if known is not None else documents.entry_words(self.checked(kept).entry, self.parts(entry))

    def words_kept(self, content: bytes) -> bytes | None:
        """Give the words of the entry whose folder has, or had, this digest; None when they are not kept."""
        return self._cache.get(_WORDS + content)

    def of(self, entry: Entry) -> Kept:
        """Give what is remembered of an entry."""
        return self.kept[f"{entry.shelf}/{entry.slug}"]

    def whole(self, entry: Entry) -> check.Checked:
        """Give an entry with what only its own page shows."""
        return self.checked(self.of(entry))

    def bearings(self) -> bytes:
        """Give a digest of where entries are shown on other pages than their own, and of where they are."""
        former = {path: kept.entry.former_slugs for path, kept in self.kept.items() if kept.entry.former_slugs}
        bearings = b"".join([kept.bearing for kept in self.kept.values()])
        return fingerprint("\0".join(self.kept).encode(), bearings, plain(former))

    def faces(self) -> bytes:
        """Give the digests of what other pages show of the entries, in the order of ``kept``, ``DIGEST`` bytes each."""
        return b"".join([kept.face for kept in self.kept.values()])

    def digests(self) -> bytes:
        """Give the digests of what the entries were made from, in the order of ``kept``, each ``DIGEST`` bytes."""
        return b"".join([kept.fingerprint for kept in self.kept.values()])

    def forget_bodies(self) -> None:
        """Let go of the bodies rendered in this round; the cache has them."""
        self._texts.clear()

    def _of_each(self, look: Callable[[Folder], T], folders: list[Folder], *, alone: bool = False) -> Iterator[T]:
        """Give what ``look`` finds in each of these folders. When they are many, workers look, unless ``alone``."""
        if alone or len(folders) < _WORTH_A_POOL or self._jobs < 2:
            yield from map(look, folders)
            return
        for start in range(0, len(folders), _AT_ONCE):
            with workers(self._jobs) as pool:
                yield from pool.map(look, folders[start : start + _AT_ONCE], chunksize=_CHUNK)


def _part(path: str) -> str:
    """Give the part of the roll that an entry is kept with: its shelf, and how its slug ends."""
    return path[:4] + path[-1]


def _content(entries: Path, folder: Folder) -> bytes:
    """Give what stands for all that is in a folder."""
    return _digest(entries, folder)[0]


def _look(entries: Path, shown: str, for_site: bool, folder: Folder) -> _Seen:  # noqa: FBT001 - mapped
    """Look into a folder and check it."""
    content, index = _digest(entries, folder)  # before the check: what is saved meanwhile is found the next time
    checked, problems = check.checked(entries, folder, shown, index, for_site=for_site)
    if checked is None or problems:
        return _Seen(content, problems=tuple(problems), half=checked)
    entry = checked.entry._replace(**{name: Entry._field_defaults[name] for name in _OWN})
    kept = Kept(content, entry, b"", b"", b"", _NOWHERE, checked.originals, _rest_of(checked))
    if not for_site:
        return _Seen(content, kept)
    face = _face(entry, checked.originals)
    own = [getattr(checked.entry, name) for name in _RECORDED]
    kept = kept._replace(
        face=face,
        bearing=_face(entry._replace(title="", summary=""), checked.originals),
        record=fingerprint(face, plain((own, entry.updated, entry.former_slugs))),
        order=order(entry),
    )
    return _Seen(content, kept, packed(checked.parts), documents.entry_words(checked.entry, checked.parts))


def _rest_of(checked: check.Checked) -> bytes:
    """Give what is kept apart of an entry, packed."""
    return packed((tuple(getattr(checked.entry, name) for name in _OWN), checked.references, checked.missing))


def _digest(entries: Path, folder: Folder) -> tuple[bytes, bytes | None]:
    """Give a digest of what the folder rules look at, the names of all files and what is in them; and ``index.md``."""
    parts, index = [folder.path.encode()], None
    for file in folder.files:
        parts.append(f"{file.name}/{file.link}/{file.folder}".encode())
        if file.stamp[1] > MOST_BYTES:
            parts.append(repr(file.stamp).encode())  # refused whatever is in it: not worth reading
        elif not (file.link or file.folder):
            parts.append(content_of(f"{entries}/{folder.path}/{file.name}"))
            index = parts[-1] if file.name == INDEX else index
    return fingerprint(*parts), index


def _face(entry: Entry, originals: tuple[Original, ...]) -> bytes:
    """Give a digest of what cards and neighbours may show of an entry without what only its own page shows."""
    return fingerprint(plain((entry._replace(updated="", former_slugs=()), originals)))


def content_of(path: Path | str) -> bytes:
    """Give a file's bytes; nothing when it cannot be read. Three times as quick as pathlib, for 10,000 entries."""
    try:
        file = os.open(path, _TO_READ)
    except OSError:
        return b""
    try:
        parts = [os.read(file, _AT_A_TIME)]
        while len(parts[-1]) == _AT_A_TIME:
            parts.append(os.read(file, _AT_A_TIME))
    except OSError:
        return b""
    finally:
        os.close(file)
    return b"".join(parts)
