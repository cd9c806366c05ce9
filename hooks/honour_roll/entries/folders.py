"""The folders under ``entries/``, seen but not yet read: one for each entry, on the shelf of its year."""

from __future__ import annotations

import os
import re
import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from honour_roll.problem import Problem
from honour_roll.settings import LEDGER, REGISTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

INDEX = "index.md"
# What Windows, macOS, Word and editors leave behind: not the writer's doing, so not the writer's problem.
LITTER = re.compile(r"\..*|~\$.*|.*~|thumbs\.db|desktop\.ini|icon\r", re.IGNORECASE)
_SETTLED = 2_000_000_000  # nanoseconds: the times of a FAT disk are two seconds apart
SHELF = re.compile(r"(?:19|20)\d\d")


class File(NamedTuple):
    """A file beside ``index.md``. ``stamp`` changes when the file does.

    It holds the modification time, which anybody may set, the size, the inode, and when the system saw the last change
    (on Windows: when the file was made). Of a file modified just now it is never the same again, since the next change
    may have the same time and size, so what is in the file decides.

    ``folder`` holds for whatever is neither a file nor a link: a pipe or a device is never to be opened either.
    """

    name: str
    stamp: tuple[int, int, int, int]
    link: bool = False
    folder: bool = False


class Folder(NamedTuple):
    """One entry's folder, seen but not yet read.

    ``changed`` is when a file last came or went in it, in nanoseconds, twice: as anybody may set it, and as the system
    keeps it (not on Windows). It is empty when nobody asked, or it was just now.
    """

    shelf: str
    slug: str
    files: tuple[File, ...]
    changed: tuple[int, ...] = ()

    @property
    def path(self) -> str:
        """Give the folder below the entries folder, with forward slashes."""
        return f"{self.shelf}/{self.slug}"


def scan(entries: Path, shown: str, before: Iterable[Folder] | None = None) -> tuple[list[Folder], list[Problem]]:
    """Find every entry's folder, sorted by path, and what lies where no entry can be.

    ``shown`` is how messages call the entries folder. Who looks again and again hands over what was found ``before``:
    a folder in which nothing came or went since is not listed again, which halves the time.
    """
    known = {(folder.shelf, folder.slug): folder for folder in before or () if folder.changed}
    folders: list[Folder] = []
    problems: list[Problem] = []
    for shelf in _listed(entries):
        name = _name(shelf)
        if name in (REGISTERS, LEDGER) or (shelf.is_file() and not name.endswith(".md")) or name == "README.md":
            continue
        if not shelf.is_dir(follow_symlinks=False) or not SHELF.fullmatch(name):
            problems.append(_misplaced(f"{shown}/{name}"))
            continue
        for item in _listed(shelf.path):
            if item.is_dir(follow_symlinks=False):
                slug = _name(item)
                old = known.get((name, slug))
                again = _seen_again(item.path, old) if old else None
                changed = () if again or before is None else _settled(item.path)  # before it is listed
                folders.append(again or Folder(name, slug, _files(item.path), changed))
            else:
                problems.append(_misplaced(f"{shown}/{name}/{_name(item)}"))
    return folders, problems


def folder_at(entries: Path, path: str) -> Folder:
    """Give the folder ``<shelf>/<slug>`` of the entries folder."""
    shelf, _, slug = path.partition("/")
    return Folder(shelf, slug, _files(str(entries / path)))


def _listed(path: Path | str) -> Sequence[os.DirEntry[str]]:
    try:
        with os.scandir(path) as items:
            return sorted((i for i in items if not LITTER.fullmatch(i.name)), key=lambda i: i.name)
    except OSError:  # a folder that may not be looked into is as good as empty: its entry has no index.md
        return []


def _name(item: os.DirEntry[str]) -> str:
    """Give a name that can be printed: what is not UTF-8 on the disk becomes “�”, which no entry names."""
    return item.name if item.name.isascii() else os.fsencode(item.name).decode("utf-8", "replace")


def _files(path: str) -> tuple[File, ...]:
    files = []
    try:
        with os.scandir(path) as items:
            for item in items:
                if item.name == INDEX or not LITTER.fullmatch(item.name):
                    try:
                        seen = item.stat(follow_symlinks=False)
                    except FileNotFoundError:
                        continue  # gone since it was listed
                    link = stat.S_ISLNK(seen.st_mode)
                    files.append(File(_name(item), _stamp(seen), link, not link and not stat.S_ISREG(seen.st_mode)))
    except OSError:
        return ()  # as in _listed
    return tuple(sorted(files)) if len(files) > 1 else tuple(files)


def _seen_again(path: str, old: Folder) -> Folder | None:
    """Give a folder with the stamps that its files have now; None when it must be listed again."""
    try:
        if _times(path) != old.changed:
            return None
        stamps = [_stamp(os.lstat(f"{path}/{file.name}")) for file in old.files]
    except OSError:
        return None
    if stamps == [file.stamp for file in old.files]:
        return old
    files = tuple([file._replace(stamp=stamp) for file, stamp in zip(old.files, stamps, strict=True)])
    return old._replace(files=files)


def _times(path: str) -> tuple[int, ...]:
    seen = os.stat(path)
    return seen.st_mtime_ns, seen.st_ctime_ns


def _settled(path: str) -> tuple[int, ...]:
    """Give when a file last came or went in a folder; nothing if that is so late that the next may have its time."""
    changed = _times(path)
    return changed if time.time_ns() - max(changed) > _SETTLED else ()


def _stamp(seen: os.stat_result) -> tuple[int, int, int, int]:
    now = time.time_ns()
    settled = now - seen.st_mtime_ns > _SETTLED
    return seen.st_mtime_ns, seen.st_size, seen.st_ino, seen.st_ctime_ns if settled else -now


def _misplaced(path: str) -> Problem:
    return Problem(path, 0, 0, "misplaced", "", "", "Ở đây chỉ để thư mục của bài: entries/<năm>/<tên-bài>/index.md.",
                  "Chuyển vào thư mục của bài, hoặc xóa nếu không dùng.")  # fmt: skip
