"""Gathering: folders that changed are read and checked, the rest is remembered from the last time.

What an entry is depends on its own folder alone (see ``check.checked``), so the folder's hash decides: a folder whose
files have the stamps of last time is not opened, and one whose bytes are the same is not checked again.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from honour_roll import check, photos
from honour_roll.body import Part
from honour_roll.cache import Cache, digest, packed, plain, unpacked
from honour_roll.entry import Entry
from honour_roll.problem import Problem
from honour_roll.read import File, Folder, folder_at

_CHUNK = 100  # entries handed to a worker at a time
_WORTH_A_POOL = 200  # starting workers costs as much as checking this many entries


class Kept(NamedTuple):
    """What is remembered of one folder: its files' stamps, its content's digest, and the entry without its body."""

    files: tuple[File, ...]
    digest: bytes
    checked: check.Checked
    face: bytes  # a digest of all that other pages show of the entry


class Gathering:
    """The entries as they were last read. ``kept`` has those that passed the folder rules, by ``<shelf>/<slug>``.

    ``broken`` has the Problems of the others, and ``half`` what could be understood of these.
    """

    def __init__(self, entries: Path, shown: str, cache: Cache, jobs: int) -> None:
        """Start with what ``cache`` remembers. ``shown`` is how messages call the entries folder."""
        self._entries, self._shown, self._cache, self._jobs = entries, shown, cache, jobs
        self._key = b"entries:" + str(entries).encode()
        self.kept: dict[str, Kept] = {}
        for shelf in unpacked(cache.get(self._key)) or ():
            self.kept |= unpacked(cache.get(self._shelf(shelf))) or {}
        self.broken: dict[str, list[Problem]] = {}
        self.half: list[check.Checked] = []
        self._parts: dict[str, bytes] = {}

    def read(self, folders: list[Folder]) -> None:
        """Check those of ``folders`` that changed and forget all others; remember the outcome for the next time."""
        before, self.kept, self.broken, self.half = self.kept, {}, {}, []
        changed: list[Folder] = []
        contents: list[bytes] = []
        for folder in folders:
            old = before.get(folder.path)
            if old and old.files == folder.files:
                self.kept[folder.path] = old
                continue
            seen = self._digest(folder)  # before the check: what is saved meanwhile is found changed the next time
            if old and old.digest == seen:
                self.kept[folder.path] = old._replace(files=folder.files)
            else:
                changed.append(folder)
                contents.append(seen)
        bodies: list[tuple[bytes, bytes]] = []
        for folder, content, (checked, problems, parts) in zip(changed, contents, self._checked(changed), strict=True):
            if problems or checked is None:
                self.broken[folder.path] = problems
                self.half += [checked] if checked else []
                continue
            self._parts[folder.path] = parts
            self.kept[folder.path] = Kept(folder.files, content, checked, _face(checked))
            bodies.append((b"body:" + content, parts))
        self.kept = dict(sorted(self.kept.items()))
        changed_shelves = {path[:4] for path, kept in self.kept.items() if kept is not before.get(path)}
        changed_shelves |= {path[:4] for path in before.keys() - self.kept.keys()}
        if changed_shelves:
            shelves: dict[str, dict[str, Kept]] = {}
            for path, kept in self.kept.items():
                shelves.setdefault(path[:4], {})[path] = kept
            states = [(self._shelf(shelf), packed(shelves.get(shelf, {}))) for shelf in sorted(changed_shelves)]
            self._cache.put([*bodies, *states, (self._key, packed(sorted(shelves)))])
            self._cache.keep_only(b"body:", {b"body:" + kept.digest for kept in self.kept.values()})

    def _shelf(self, shelf: str) -> bytes:
        """Give the key under which a shelf's entries are kept: an edit writes one of them, not all."""
        return self._key + b"/" + shelf.encode()

    def parts(self, entry: Entry) -> tuple[Part, ...]:
        """Give the rendered body of an entry: from memory, from the cache, or made again."""
        path = f"{entry.shelf}/{entry.slug}"
        parts = unpacked(self._parts.get(path) or self._cache.get(b"body:" + self.kept[path].digest))
        if parts is None:
            again, _ = check.checked(self._entries, folder_at(self._entries, path), self._shown)
            parts = again.parts if again else ()
        return tuple(parts)

    def of(self, entry: Entry) -> Kept:
        """Give what is remembered of an entry."""
        return self.kept[f"{entry.shelf}/{entry.slug}"]

    def digests(self) -> Iterator[bytes]:
        """Give what every entry that passed the folder rules was made from, in a fixed order."""
        for path, kept in self.kept.items():
            yield path.encode()
            yield kept.digest

    def forget_bodies(self) -> None:
        """Let go of the bodies rendered in this round; the cache has them."""
        self._parts.clear()

    def _checked(self, folders: list[Folder]) -> list[tuple[check.Checked | None, list[Problem], bytes]]:
        one = partial(_checked, self._entries, self._shown)
        if len(folders) < _WORTH_A_POOL or self._jobs < 2:
            return [one(folder) for folder in folders]
        with ProcessPoolExecutor(self._jobs) as pool:
            return list(pool.map(one, folders, chunksize=_CHUNK))

    def _digest(self, folder: Folder) -> bytes:
        """Give a digest of what the folder rules look at: the names of all files, and what is in them."""
        parts = [folder.path.encode()]
        for file in folder.files:
            parts.append(f"{file.name}/{file.link}/{file.folder}".encode())
            if file.stamp[1] > photos.MOST_BYTES:
                parts.append(repr(file.stamp).encode())  # refused whatever is in it: not worth reading
            elif not (file.link or file.folder):
                parts.append(content_of(self._entries / folder.path / file.name))
        return digest(*parts)


def _checked(entries: Path, shown: str, folder: Folder) -> tuple[check.Checked | None, list[Problem], bytes]:
    """Check a folder; give its rendered body apart and packed: from here on it is only carried."""
    checked, problems = check.checked(entries, folder, shown)
    if checked is None or problems:
        return checked, problems, b""
    return checked._replace(parts=()), problems, packed(checked.parts)


def _face(checked: check.Checked) -> bytes:
    """Give a digest of what cards and neighbours may show of an entry: all but what only its own page does."""
    own = Entry("", "", "")
    shown = checked.entry._replace(
        diary=own.diary, results=own.results, sources=own.sources, consent=None, links=(), updated="", former_slugs=()
    )
    return digest(plain((shown, checked.originals)))


def content_of(path: Path) -> bytes:
    """Give a file's bytes; nothing when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
