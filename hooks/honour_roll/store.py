"""The store: what survives between builds, as keys and values in one SQLite file, or as one file each.

Both are safe to delete at any time. Every value carries its own fingerprint, and the SQLite file that of the code that
made it, so a cache that is old, damaged or from elsewhere counts as none: never an error, never a wrong page.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from honour_roll.fingerprints import SIZE, fingerprint
from honour_roll.packing import packed, unpacked

_TO_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)
_AT_A_TIME = 2**16  # bytes: nearly every file but photos is shorter, and read at once
_TO_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable


def write_file(path: Path | str, data: bytes) -> None:
    """Write a file, making its folder first when needed. Three times as quick as pathlib, for 60,000 files."""
    try:
        file = os.open(path, _TO_WRITE, 0o644)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        file = os.open(path, _TO_WRITE, 0o644)
    try:
        while data:
            data = data[os.write(file, data) :]
    finally:
        os.close(file)


def read_file(path: Path | str) -> bytes:
    """Return a file's bytes; nothing when it cannot be read. Three times as quick as pathlib, for 10,000 entries."""
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


def replace_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: beside its place, then renamed. Raises OSError with the file's name."""
    waiting = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write_file(waiting, data)
        waiting.replace(path)
    except OSError as error:
        with suppress(OSError):
            waiting.unlink()
        raise OSError(error.errno, error.strerror, str(path)) from None


class FileStore:
    """Bytes kept one file each, by name, in ``folder``, or nowhere when that is None. Safe to delete at any time.

    Each file begins with the fingerprint of the rest, so a damaged file is noticed, and counts as none.
    """

    def __init__(self, folder: Path | None) -> None:
        """Remember the folder; nothing is read or made yet."""
        self.folder = folder

    def has(self, name: str) -> bool:
        """Return whether something is kept under ``name``, without reading it."""
        return self.folder is not None and (self.folder / name).is_file()

    def get(self, name: str) -> bytes | None:
        """Return the bytes kept under ``name``; None when there are none, or they are damaged."""
        if self.folder is not None:
            with suppress(OSError):
                data = (self.folder / name).read_bytes()
                if fingerprint(data[SIZE:]) == data[:SIZE]:
                    return data[SIZE:]
        return None

    def put(self, name: str, data: bytes) -> None:
        """Keep bytes under ``name``. Raises OSError with the file's name."""
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
            replace_file(self.folder / name, fingerprint(data) + data)

    def count(self) -> int:
        """Return the number of files kept."""
        return len(os.listdir(self.folder)) if self.folder is not None and self.folder.is_dir() else 0

    def keep_only(self, names: Iterable[str]) -> None:
        """Remove files kept under other names; a file that cannot be removed stays."""
        wanted = {*names}
        if self.folder is not None and self.folder.is_dir():
            for file in os.scandir(self.folder):
                if file.name not in wanted:
                    with suppress(OSError):
                        os.unlink(file.path)


def writable(folder: Path) -> bool:
    """Make a folder unless it is there; return whether it can be written."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return os.access(folder, os.W_OK)


class Store:
    """Keys and their bytes. Without a path, or where the disk cannot be written, nothing is kept."""

    def __init__(self, path: Path | None, made_by: bytes) -> None:
        """Open the store at ``path``; drop its content unless code with the fingerprint ``made_by`` has kept it."""
        self._database: sqlite3.Connection | None = None
        self._path, self._process = path, os.getpid()
        self._inherited: sqlite3.Connection | None = None
        if path is None:
            return
        with suppress(OSError, sqlite3.Error):
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._database = self._opened(path, made_by)
            except sqlite3.OperationalError:
                return  # in use, or not ours to write: it may be whole
            except sqlite3.DatabaseError:
                path.unlink()
                self._database = self._opened(path, made_by)

    @staticmethod
    def _opened(path: Path, made_by: bytes) -> sqlite3.Connection:
        database = sqlite3.connect(path, timeout=5, isolation_level=None)
        try:
            database.execute("PRAGMA synchronous = OFF")  # a lost cache costs seconds once, a synced one always
            database.execute("CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB)")
            if database.execute("SELECT value FROM kept WHERE key = ?", (b"code",)).fetchone() != (made_by,):
                database.execute("DELETE FROM kept")
                database.execute("INSERT INTO kept VALUES (?, ?)", (b"code", made_by))
        except sqlite3.Error:
            database.close()  # Windows removes no open file
            raise
        return database

    def get(self, key: bytes) -> bytes | None:
        """Return the bytes kept under ``key``; None when there are none, or they are damaged."""
        if self._database is None or self._path is None:
            return None
        try:
            if os.getpid() != self._process:
                # In a forked worker SQLite needs a connection of its own, and the inherited one left alone.
                self._process, self._inherited = os.getpid(), self._database
                self._database = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True)
            row = self._database.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:
            return None
        return _whole(key, row[0]) if row else None

    def put(self, items: Iterable[tuple[bytes, bytes]]) -> bool:
        """Keep all items, or none when the disk is full or the file is locked; return whether they are kept."""
        if self._database is None:
            return False
        try:
            self._database.execute("BEGIN")
            rows = ((key, fingerprint(key, value) + value) for key, value in items)
            self._database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", rows)
            self._database.execute("COMMIT")
        except sqlite3.Error:
            with suppress(sqlite3.Error):
                self._database.execute("ROLLBACK")
            return False
        return True

    def keep_only(self, prefix: bytes, ends: Collection[bytes]) -> None:
        """Drop the keys that begin with ``prefix`` and end with none of ``ends``, once they are more than half."""
        if self._database is None:
            return
        with suppress(sqlite3.Error):
            among = (prefix, _after(prefix))
            ask = self._database.execute
            (count,) = ask("SELECT count(*) FROM kept WHERE key >= ? AND key < ?", among).fetchone()
            if count > 2 * len(ends) + 100:
                keys = {prefix + end for end in ends}
                there = {key for (key,) in ask("SELECT key FROM kept WHERE key >= ? AND key < ?", among)}
                self._database.execute("BEGIN")
                self._database.executemany("DELETE FROM kept WHERE key = ?", [(key,) for key in there - keys])
                self._database.execute("COMMIT")
                self._database.execute("VACUUM")

    def remember(self, name: bytes, made_from: bytes, make: Callable[[], Any]) -> Any:
        """Return the value kept under ``name`` if its fingerprint is ``made_from``; else make and keep it.

        A value consists of this project's named tuples and plain types; ``make`` returns it.
        """
        kept = self.get(name) or b""
        value = unpacked(kept[SIZE:]) if kept[:SIZE] == made_from else None
        if value is None:
            value = make()
            self.put([(name, made_from + packed(value))])
        return value

    def close(self) -> None:
        """Close the file."""
        if self._database is not None:
            self._database.close()
            self._database = None


def _whole(key: bytes, row: object) -> bytes | None:
    """Return the value of a row; None when it is damaged."""
    if not isinstance(row, bytes):
        return None
    value = row[SIZE:]
    return value if fingerprint(key, value) == row[:SIZE] else None


def _after(prefix: bytes) -> bytes:
    """Return the end of the range of keys that begin with ``prefix``."""
    return prefix[:-1] + bytes([prefix[-1] + 1])
