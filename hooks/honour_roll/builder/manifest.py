"""The manifest: which files the site holds, what each was made from, and its size and time when it was published."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import count
from pathlib import Path
from typing import NamedTuple, TypeAlias
from zlib import crc32

from honour_roll.fingerprints import SIZE, fingerprint
from honour_roll.packing import packed, unpacked
from honour_roll.store import Store

INPUT_SIZE = 4  # bytes that are kept of each input: enough to say which input changed


class Record(NamedTuple):
    """What the manifest holds of one producer: its fingerprint and, in columns, its files.

    ``fingerprints`` has ``SIZE`` bytes for each of ``paths``, ``stamps`` two 64-bit integers: its size in bytes and its
    modification time in nanoseconds. ``inputs`` has for each path a checksum of each of its inputs.
    """

    fingerprint: bytes
    paths: tuple[str, ...] = ()
    fingerprints: bytes = b""
    inputs: tuple[bytes, ...] = ()
    stamps: bytes = b""

    def rows(self) -> dict[str, bytes]:
        """Return the fingerprint of each file, by its path."""
        return {path: self.fingerprints[at : at + SIZE] for path, at in zip(self.paths, count(0, SIZE), strict=False)}

    def inputs_of(self, path: str) -> set[bytes]:
        """Return the checksums of a file's inputs; nothing when there is no such file."""
        inputs = self.inputs[self.paths.index(path)] if path in self.paths else b""
        return {inputs[at : at + INPUT_SIZE] for at in range(0, len(inputs), INPUT_SIZE)}

    def damaged(self, site: str) -> Iterator[str]:
        """Yield the files that are missing from ``site`` or have another size or time than when they were published."""
        stamps = iter(array("q", self.stamps))
        for path, size, modified in zip(self.paths, stamps, stamps, strict=True):
            try:
                found = os.stat(f"{site}/{path}")
            except OSError:
                yield path
            else:
                if found.st_size != size or found.st_mtime_ns != modified:
                    yield path


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
        return {path for record in self.manifest.values() for path in record.paths}

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


def stamped(records: Manifest, before: Manifest, written: AbstractSet[str], site: str) -> dict[str, Record]:
    """Return the records with the stamps of their files in ``site``, of which ``written`` were put there just now.

    The stamps of the other files are those that ``before`` has. Raises OSError when a file is not there.
    """
    found = {}
    for name, record in records.items():
        last = before.get(name, Record(b""))
        numbers = array("q", last.stamps)
        known = dict(zip(last.paths, count(0, 2), strict=False))
        stamps = array("q", bytes(16 * len(record.paths)))
        for at, path in enumerate(record.paths):
            if path in written or path not in known:
                stat = os.stat(f"{site}/{path}")
                stamps[2 * at], stamps[2 * at + 1] = stat.st_size, stat.st_mtime_ns
            else:
                old = known[path]
                stamps[2 * at : 2 * at + 2] = numbers[old : old + 2]
        found[name] = record._replace(stamps=stamps.tobytes())
    return found


def token_of(records: Manifest) -> bytes:
    """Return what the marker of a site with these files holds: equal for equal sites, wherever they were built."""
    columns = [(name.encode(), "\n".join(records[name].paths).encode(), records[name].fingerprints) for name in records]
    return fingerprint(*(part for row in sorted(columns) for part in row)).hex().encode()
