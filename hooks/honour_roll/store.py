"""The store: what survives between builds, as keys and values in one SQLite file, or as one file each.

Both are safe to delete at any time. Every value carries its own fingerprint, and the SQLite file that of the code that
made it, so a cache that is old, damaged or from elsewhere counts as none: never an error, never a wrong page.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from honour_roll.fingerprints import SIZE, fingerprint
from honour_roll.packing import packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping


def write_file(path: Path | str, data: bytes) -> None:
    """Write a file, making its folder first when needed."""
    path = Path(path)
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def read_file(path: Path | str) -> bytes:
    """Return a file's bytes; nothing when it cannot be read, or is a pipe or a device, which may never end."""
    with suppress(OSError):
        if stat.S_ISREG(os.stat(path).st_mode):
            return Path(path).read_bytes()
    return b""


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


def write_durably(path: Path, data: bytes, *, secret: bool = False) -> None:
    """Write a file whole or not at all: when this returns it has been read back, and outlives a power cut.

    A ``secret`` one can be read by nobody but who runs this. Raises OSError; then what was there before is still there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f"~${path.name}")
    try:
        if secret:
            waiting.unlink(missing_ok=True)  # left by a crash, it would keep the rights that it has
        with open(waiting, "wb", opener=_for_oneself if secret else None) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if waiting.read_bytes() != data:
            raise OSError(errno.EIO, "không đọc lại được tệp vừa ghi", str(path))
        waiting.replace(path)
    finally:
        with suppress(OSError):
            waiting.unlink()  # there only when something failed
    _settle(path.parent)


def _for_oneself(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def rename_durably(path: Path, new: Path) -> None:
    """Rename a file or folder within its folder, as lastingly as ``write_durably`` writes. Raises OSError."""
    path.rename(new)
    with suppress(OSError):  # it has its name: that must not count as undone
        _settle(path.parent)


def _settle(folder: Path) -> None:
    """Push the names in a folder to the disk; Windows does so by itself."""
    if sys.platform != "win32":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


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
    """Keys and their bytes. What cannot be written to the disk is kept in memory, for as long as the process lives."""

    def __init__(self, path: Path | None, made_by: bytes) -> None:
        """Open the store at ``path``; drop its content unless code with the fingerprint ``made_by`` has kept it."""
        self._database: sqlite3.Connection | None = None
        self._path, self._process = path, os.getpid()
        self._inherited: sqlite3.Connection | None = None
        self._memory: dict[bytes, bytes] = {}
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
        if self._database is None or self._path is None or key in self._memory:
            return self._memory.get(key)
        try:
            if os.getpid() != self._process:
                # In a forked worker SQLite needs a connection of its own, and the inherited one left alone.
                self._process, self._inherited = os.getpid(), self._database
                self._database = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True)
            row = self._database.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:
            return None
        if not row or not isinstance(row[0], bytes):
            return None
        value = row[0][SIZE:]
        return value if fingerprint(key, value) == row[0][:SIZE] else None

    def put(self, items: Mapping[bytes, bytes]) -> None:
        """Keep all items: on the disk or, when it is full or the file is locked, all of them in memory."""
        if self._database is not None:
            try:
                self._database.execute("BEGIN")
                rows = ((key, fingerprint(key, value) + value) for key, value in items.items())
                self._database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", rows)
                self._database.execute("COMMIT")
            except sqlite3.Error:
                with suppress(sqlite3.Error):
                    self._database.execute("ROLLBACK")
            else:
                for key in self._memory.keys() & items.keys():
                    del self._memory[key]
                return
        self._memory |= items

    def keep_only(self, prefix: bytes, ends: Collection[bytes]) -> None:
        """Drop the keys that begin with ``prefix`` and end with none of ``ends``, once they are more than half."""
        if self._database is None:
            return
        with suppress(sqlite3.Error):
            begins = "SELECT key FROM kept WHERE substr(key, 1, ?) = ?"
            there = {key for (key,) in self._database.execute(begins, (len(prefix), prefix))}
            if len(there) > 2 * len(ends) + 100:
                gone = there - {prefix + end for end in ends}
                self._database.execute("BEGIN")
                self._database.executemany("DELETE FROM kept WHERE key = ?", [(key,) for key in gone])
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
            self.put({name: made_from + packed(value)})
        return value

    def remember_each(self, name: bytes, made_from: Mapping[str, bytes], make: Callable[[str], Any]) -> dict[str, Any]:
        """Return a value for each key of ``made_from``: kept if it has the key's fingerprint, else ``make(key)``.

        All values are kept as one: ten thousand are read in 0.05 s, where a single one takes longer to make.
        """
        kept: dict[str, tuple[bytes, Any]] = unpacked(self.get(name)) or {}
        values = {key: kept[key] for key, own in made_from.items() if key in kept and kept[key][0] == own}
        if len(values) < max(len(made_from), len(kept)):
            values = {key: values.get(key) or (own, make(key)) for key, own in made_from.items()}
            self.put({name: packed(values)})
        return {key: value for key, (_, value) in values.items()}

    def close(self) -> None:
        """Close the file."""
        if self._database is not None:
            self._database.close()
            self._database = None
