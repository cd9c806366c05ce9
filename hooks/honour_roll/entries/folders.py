"""The folders under ``entries/``, listed but not read: one for each entry, in a folder for its year."""

from __future__ import annotations

import os
import re
import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from honour_roll.entries import messages
from honour_roll.settings import LEDGER, REGISTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from honour_roll.problem import Problem

INDEX = "index.md"
# Files that Windows, macOS, Word and editors leave behind, never written by staff.
LITTER = re.compile(r"\..*|~\$.*|.*~|thumbs\.db|desktop\.ini|icon\r", re.IGNORECASE)
YEAR_FOLDER = re.compile(r"(?:19|20)\d\d")
_SETTLED = 2_000_000_000  # nanoseconds: the times of a FAT disk are two seconds apart


class File(NamedTuple):
    """A file beside ``index.md``. ``stamp`` changes when the file does.

    The stamp holds the modification time (which any program may set), the size, the inode, and the system's own time of
    the last change (on Windows: of creation). A file modified less than ``_SETTLED`` ago gets a new stamp each time,
    since its next change may have the same time and size: then its content decides.

    ``folder`` is true for a folder, and for pipes and devices, which must not be opened either.
    """

    name: str
    stamp: tuple[int, int, int, int]
    link: bool = False
    folder: bool = False


class Folder(NamedTuple):
    """An entry's folder, listed but not read.

    ``changed`` is when a file last came or went in it: modification time, and the system's own time of the last change
    (not on Windows), in nanoseconds. It is empty where it was not asked for, or is less than ``_SETTLED`` ago.
    """

    year_folder: str
    slug: str
    files: tuple[File, ...]
    changed: tuple[int, ...] = ()

    @property
    def path(self) -> str:
        """Return the path below the entries folder, with forward slashes."""
        return f"{self.year_folder}/{self.slug}"


def scan(entries: Path, shown: str, before: Iterable[Folder] | None = None) -> tuple[list[Folder], list[Problem]]:
    """Return the folder of every entry, sorted by path, and a Problem for each file or folder in a wrong place.

    ``shown`` is what messages call the entries folder. ``before`` are the folders of an earlier scan: folders in which no
    file came or went since are not listed again, which halves the time.
    """
    known = {(folder.year_folder, folder.slug): folder for folder in before or () if folder.changed}
    folders: list[Folder] = []
    problems: list[Problem] = []
    for year_folder in _listed(entries):
        name = _name(year_folder)
        if name in (REGISTERS, LEDGER) or (year_folder.is_file() and not name.endswith(".md")) or name == "README.md":
            continue
        if not year_folder.is_dir(follow_symlinks=False) or not YEAR_FOLDER.fullmatch(name):
            problems.append(messages.MISPLACED.at(f"{shown}/{name}"))
            continue
        for item in _listed(year_folder.path):
            slug = _name(item)
            if not item.is_dir(follow_symlinks=False):
                problems.append(messages.MISPLACED.at(f"{shown}/{name}/{slug}"))
                continue
            old = known.get((name, slug))
            folder = _updated(item.path, old) if old else None
            if folder is None:
                changed = () if before is None else _settled_times(item.path)  # taken before the folder is listed
                folder = Folder(name, slug, _files(item.path), changed)
            folders.append(folder)
    return folders, problems


def folder_at(entries: Path, path: str) -> Folder:
    """Return the folder ``<year>/<slug>`` of the entries folder."""
    year_folder, _, slug = path.partition("/")
    return Folder(year_folder, slug, _files(str(entries / path)))


def _listed(path: Path | str) -> Sequence[os.DirEntry[str]]:
    """Return the items of a folder, without litter, by name; none when it cannot be listed, so it has no index.md."""
    try:
        with os.scandir(path) as items:
            return sorted((item for item in items if not LITTER.fullmatch(item.name)), key=lambda item: item.name)
    except OSError:
        return []


def _name(item: os.DirEntry[str]) -> str:
    """Return a name that can be printed: bytes that are not UTF-8 become “�”, which no entry names."""
    return item.name if item.name.isascii() else os.fsencode(item.name).decode("utf-8", "replace")


def _files(path: str) -> tuple[File, ...]:
    """Return the files in a folder, by name; none when it cannot be listed."""
    files = []
    try:
        with os.scandir(path) as items:
            for item in items:
                if item.name == INDEX or not LITTER.fullmatch(item.name):
                    try:
                        found = item.stat(follow_symlinks=False)
                    except FileNotFoundError:
                        continue  # deleted since it was listed
                    link = stat.S_ISLNK(found.st_mode)
                    files.append(File(_name(item), _stamp(found), link, not link and not stat.S_ISREG(found.st_mode)))
    except OSError:
        return ()
    return tuple(sorted(files))


def _updated(path: str, old: Folder) -> Folder | None:
    """Return a folder with the present stamps of its files; None when it must be listed again."""
    try:
        if _times(path) != old.changed:
            return None
        stamps = [_stamp(os.lstat(f"{path}/{file.name}")) for file in old.files]
    except OSError:
        return None
    if stamps == [file.stamp for file in old.files]:
        return old
    return old._replace(
        files=tuple([file._replace(stamp=stamp) for file, stamp in zip(old.files, stamps, strict=True)])
    )


def _times(path: str) -> tuple[int, ...]:
    found = os.stat(path)
    return found.st_mtime_ns, found.st_ctime_ns


def _settled_times(path: str) -> tuple[int, ...]:
    """Return when a file last came or went in a folder; nothing if the next change may have the same time."""
    changed = _times(path)
    return changed if time.time_ns() - max(changed) > _SETTLED else ()


def _stamp(found: os.stat_result) -> tuple[int, int, int, int]:
    now = time.time_ns()
    settled = now - found.st_mtime_ns > _SETTLED
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_ctime_ns if settled else -now
