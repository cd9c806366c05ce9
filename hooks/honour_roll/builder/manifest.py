"""The manifest: which files the site holds, what each was made from, and its size and time when it was published."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import NamedTuple, TypeAlias
from zlib import crc32

from honour_roll.fingerprints import fingerprint
from honour_roll.packing import packed, unpacked
from honour_roll.store import Store

INPUT_SIZE = 4  # bytes of an input's checksum: enough to say which input changed


class File(NamedTuple):
    """What the manifest holds of one file: the fingerprint of its inputs, and a checksum of each of them.

    ``size`` in bytes and ``modified`` in nanoseconds are those that the file had when it was published.
    """

    fingerprint: bytes
    inputs: bytes
    size: int = 0
    modified: int = 0


class Record(NamedTuple):
    """What the manifest holds of one producer: its fingerprint, and its files by their paths."""

    fingerprint: bytes = b""
    files: Mapping[str, File] = {}

    def damaged(self, site: str) -> Iterator[str]:
        """Yield the files that are missing from ``site`` or have another size or time than when they were published.

        So are those that are links now, or lie in a folder that is one.
        """
        elsewhere = tuple(f"{folder}/" for folder in linked(site, self.files))
        for path, file in self.files.items():
            try:
                found = os.lstat(f"{site}/{path}")
            except OSError:
                yield path
            else:
                if (found.st_size, found.st_mtime_ns) != file[2:] or path.startswith(elsewhere):
                    yield path


def linked(site: str, paths: Iterable[str]) -> list[str]:
    """Return the folders around ``paths`` that are links, outer ones first: what is in them is not the site's."""
    folders = {os.path.dirname(path) for path in paths}
    for folder in [*folders]:
        while folder := os.path.dirname(folder):
            folders.add(folder)
    return sorted(folder for folder in folders if folder and os.path.islink(f"{site}/{folder}"))


def checksums(inputs: Mapping[str, bytes]) -> bytes:
    """Return what is kept of inputs, ``INPUT_SIZE`` bytes for the name and the value of each (CRC-32)."""
    return array("I", [crc32(value, crc32(name.encode())) for name, value in inputs.items()]).tobytes()


Manifest: TypeAlias = "Mapping[str, Record]"  # by the names of producers


class Published(NamedTuple):
    """What is remembered of a site: its token, the fingerprint of its sources, what was said, and its manifest.

    ``said`` is what the build said to staff, to be said again when nothing has changed.
    """

    token: bytes = b""
    sources: bytes = b""
    said: tuple[str, ...] = ()
    manifest: Manifest = {}  # noqa: RUF012 - never changed

    @property
    def paths(self) -> set[str]:
        """Return all files of the site."""
        return {path for record in self.manifest.values() for path in record.files}

    def damaged(self, site: Path) -> set[str]:
        """Return the files that are missing from ``site``, or have another size or time than they had."""
        return {path for record in self.manifest.values() for path in record.damaged(str(site))}


def remembered(store: Store, site: Path) -> Published:
    """Return what ``store`` remembers of a site; an empty value when it remembers nothing, or not all of it."""
    head = unpacked(store.get(_key(site)))
    if not isinstance(head, tuple) or len(head) != len(Published._fields):
        return Published()
    token, sources, said, names = head
    records = [unpacked(store.get(_key(site, name))) for name in names]
    if not all(isinstance(record, Record) for record in records):
        return Published()
    return Published(token, sources, said, dict(zip(names, records, strict=True)))


def said_again(store: Store, site: Path, sources: bytes, token: bytes) -> tuple[str, ...]:
    """Return what to say when nothing has changed; nothing when there is something to build.

    ``sources`` is the fingerprint of all that a build would read now, ``token`` what the site's marker holds.
    """
    last = remembered(store, site)
    if not sources or (last.sources, last.token) != (sources, token):
        return ()
    return () if last.damaged(site) else last.said


def to_remember(site: Path, now: Published, before: Published) -> dict[bytes, bytes]:
    """Return the keys and values by which a store remembers what is published, without those that it has ``before``."""
    head = packed((now.token, now.sources, now.said, tuple(now.manifest)))
    changed = {name: record for name, record in now.manifest.items() if record is not before.manifest.get(name)}
    return {_key(site): head} | {_key(site, name): packed(record) for name, record in changed.items()}


def _key(site: Path, producer: str = "") -> bytes:
    return b"site:" + os.fsencode(site) + b"\0" + producer.encode()


def stamped(records: Manifest, written: AbstractSet[str], site: str) -> dict[str, Record]:
    """Return the records with new stamps for the files that were ``written`` in ``site`` just now.

    Raises OSError when one of them is not there.
    """

    def stamp(path: str, file: File) -> File:
        found = os.stat(f"{site}/{path}")
        return file._replace(size=found.st_size, modified=found.st_mtime_ns)

    return {
        name: record._replace(
            files={path: stamp(path, file) if path in written else file for path, file in record.files.items()}
        )
        for name, record in records.items()
    }


def token_of(records: Manifest) -> bytes:
    """Return what the marker of a site with these files holds: equal for equal sites, wherever they were built."""
    parts = list[bytes]()
    for name, record in sorted(records.items()):
        fingerprints = b"".join([file.fingerprint for file in record.files.values()])
        parts += [name.encode(), "\n".join(record.files).encode(), fingerprints]
    return fingerprint(*parts).hex().encode()
