"""Gathering: folders that changed are read and checked, the rest is remembered from the last time.

What an entry is depends on its own folder alone (see ``check.checked``), so the folder's hash decides: a folder whose
files have the stamps of last time is not opened, and one whose bytes are the same is not checked again.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from honour_roll import check, photos
from honour_roll.body import Part
from honour_roll.cache import Cache, digest, packed, unpacked
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


class Gathering:
    """The entries as they were last read. ``kept`` has those that passed the folder rules, by ``<shelf>/<slug>``.

    ``broken`` has the Problems of the others, and ``half`` what could be understood of these.
    """

    def __init__(self, entries: Path, shown: str, cache: Cache, jobs: int) -> None:
        """Start with what ``cache`` remembers. ``shown`` is how messages call the entries folder."""
        self._entries, self._shown, self._cache, self._jobs = entries, shown, cache, jobs
        self._key = b"entries:" + str(entries).encode()
        self.kept: dict[str, Kept] = unpacked(cache.get(self._key)) or {}
        self.broken: dict[str, list[Problem]] = {}
        self.half: list[check.Checked] = []
        self._parts: dict[str, tuple[Part, ...]] = {}

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
        for folder, content, (checked, problems) in zip(changed, contents, self._checked(changed), strict=True):
            if problems or checked is None:
                self.broken[folder.path] = problems
                self.half += [checked] if checked else []
                continue
            self._parts[folder.path] = checked.parts
            self.kept[folder.path] = Kept(folder.files, content, checked._replace(parts=()))
            bodies.append((b"body:" + content, packed(checked.parts)))
        self.kept = dict(sorted(self.kept.items()))
        if len(before) != len(self.kept) or any(k is not before.get(p) for p, k in self.kept.items()):
            self._cache.put([*bodies, (self._key, packed(self.kept))])
            self._cache.keep_only(b"body:", {b"body:" + kept.digest for kept in self.kept.values()})

    def parts(self, entry: Entry) -> tuple[Part, ...]:
        """Give the rendered body of an entry: from memory, from the cache, or made again."""
        path = f"{entry.shelf}/{entry.slug}"
        parts = self._parts.get(path) or unpacked(self._cache.get(b"body:" + self.kept[path].digest))
        if parts is None:
            again, _ = check.checked(self._entries, folder_at(self._entries, path), self._shown)
            parts = again.parts if again else ()
        return tuple(parts)

    def of(self, entry: Entry) -> Kept:
        """Give what is remembered of an entry."""
        return self.kept[f"{entry.shelf}/{entry.slug}"]

    def forget_bodies(self) -> None:
        """Let go of the bodies rendered in this round; the cache has them."""
        self._parts.clear()

    def _checked(self, folders: list[Folder]) -> list[tuple[check.Checked | None, list[Problem]]]:
        one = partial(check.checked, self._entries, shown=self._shown)
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


def content_of(path: Path) -> bytes:
    """Give a file's bytes; nothing when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
