"""The folders under ``entries/``, seen but not yet read: one for each entry, on the shelf of its year."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from honour_roll.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

INDEX = "index.md"
REGISTERS = "danh-muc"
LEDGER = "so-dia-chi.yml"
# What Windows, macOS, Word and editors leave behind: not the writer's doing, so not the writer's problem.
LITTER = re.compile(r"\..*|~\$.*|.*~|thumbs\.db|desktop\.ini|icon\r", re.IGNORECASE)
SHELF = re.compile(r"(?:19|20)\d\d")


class File(NamedTuple):
    """A file beside ``index.md``. ``stamp`` changes when the file does: modification time, size, inode.

    ``folder`` holds for whatever is neither a file nor a link: a pipe or a device is never to be opened either.
    """

    name: str
    stamp: tuple[int, int, int]
    link: bool = False
    folder: bool = False


class Folder(NamedTuple):
    """One entry's folder, seen but not yet read."""

    shelf: str
    slug: str
    files: tuple[File, ...]

    @property
    def path(self) -> str:
        """Give the folder below the entries folder, with forward slashes."""
        return f"{self.shelf}/{self.slug}"


def scan(entries: Path, shown: str) -> tuple[list[Folder], list[Problem]]:
    """Find every entry's folder, sorted by path, and what lies where no entry can be.

    ``shown`` is how messages call the entries folder.
    """
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
                folders.append(Folder(name, _name(item), _files(item.path)))
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
                    stamp = (seen.st_mtime_ns, seen.st_size, seen.st_ino)
                    files.append(File(_name(item), stamp, link, not link and not stat.S_ISREG(seen.st_mode)))
    except OSError:
        return ()  # as in _listed
    return tuple(sorted(files)) if len(files) > 1 else tuple(files)


def _misplaced(path: str) -> Problem:
    return Problem(path, 0, 0, "misplaced", "", "", "Ở đây chỉ để thư mục của bài: entries/<năm>/<tên-bài>/index.md.",
                  "Chuyển vào thư mục của bài, hoặc xóa nếu không dùng.")  # fmt: skip
