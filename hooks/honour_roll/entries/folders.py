"""The folders under ``entries/``, one for each entry, in a folder for its year: listed, and then ``index.md`` is read."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from honour_roll.entries import layout, letters, messages, yaml_reader
from honour_roll.entries.entry import ENTRY
from honour_roll.entries.torn_files import unfinished_merges
from honour_roll.problem import Problem
from honour_roll.settings import LEDGER, REGISTERS
from honour_roll.system_errors import reason
from honour_roll.text.vietnamese import nfc, number_text, slug_of

if TYPE_CHECKING:
    from collections.abc import Sequence

INDEX = "index.md"
# Files that Windows, macOS, Word and editors leave behind, never written by staff.
LITTER = re.compile(r"\..*|~\$.*|.*~|thumbs\.db|desktop\.ini|icon\r", re.IGNORECASE)
YEAR_FOLDER = re.compile(r"(?:19|20)\d\d")
_BIGGEST_TEXT = 600_000  # bytes: eighty times the longest entry expected; a pasted picture or a wrong file is more
_OPENING, _CLOSING = re.compile(r"---[ \t]*\n"), re.compile(r"\n---[ \t]*(?:\n|\Z)")
_DASHES = re.compile(r"[ \t]*[-–—−_=]+[ \t]*")
_RENAMED = re.compile(r"index|index\.(?:md\.)?txt", re.IGNORECASE)  # Windows hides and adds endings
_SHAPE = layout.of_entry(ENTRY)
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
    """An entry's folder, listed but not read. ``unreadable`` says why it could not be listed, and the mend if it has one of its own."""

    year_folder: str
    slug: str
    files: tuple[File, ...]
    unreadable: tuple[str, str] | None = None

    @property
    def path(self) -> str:
        """Return the path below the entries folder, with forward slashes."""
        return f"{self.year_folder}/{self.slug}"


def scan(entries: Path, shown: str) -> tuple[list[Folder], list[Problem]]:
    """Return the folder of every entry, sorted by path, and a Problem for each file or folder in a wrong place.

    ``shown`` is what messages call the entries folder.
    """
    folders: list[Folder] = []
    problems: list[Problem] = []
    for year_folder in _listed(entries, shown, problems):
        name = _name(year_folder)
        if (
            name in (REGISTERS, LEDGER)
            or (os.path.isfile(year_folder) and not name.endswith(".md"))
            or name == "README.md"
        ):
            continue
        if not year_folder.is_dir(follow_symlinks=False) or not YEAR_FOLDER.fullmatch(name):
            problems.append(_misplaced(year_folder, name, shown))
            continue
        for item in _listed(year_folder.path, f"{shown}/{name}", problems):
            slug = _name(item)
            if not item.is_dir(follow_symlinks=False):
                problems.append(messages.MISPLACED.at(f"{shown}/{name}/{slug}"))
            else:
                folders.append(_folder(name, slug, item.path))
    return folders, problems


def _misplaced(item: os.DirEntry[str], name: str, shown: str) -> Problem:
    """Return the Problem of what lies where only folders of years do; ``shown`` is what messages call the entries folder."""
    message, found = messages.MISPLACED, re.search(r"(?:19|20)\d\d", name)
    with contextlib.suppress(OSError):
        if item.is_dir(follow_symlinks=False):
            inside = [one.path for one in os.scandir(item.path) if one.is_dir(follow_symlinks=False)]
            if os.path.exists(f"{item.path}/{INDEX}"):
                message = messages.ENTRY_WITHOUT_YEAR
            elif any(os.path.exists(f"{path}/{INDEX}") for path in inside):
                message = messages.BAD_YEAR_FOLDER
    return message.at(f"{shown}/{name}", name=name, entries=shown, year=found[0] if found else "2026")


def folder_at(entries: Path, path: str) -> Folder:
    """Return the folder ``<year>/<slug>`` of the entries folder."""
    year_folder, _, slug = path.partition("/")
    return _folder(year_folder, slug, str(entries / path))


def _folder(year_folder: str, slug: str, path: str) -> Folder:
    try:
        return Folder(year_folder, slug, _files(path))
    except FileNotFoundError:
        return Folder(year_folder, slug, ())  # deleted since it was listed
    except OSError as error:
        return Folder(year_folder, slug, (), reason(error, reading=True))


def cannot_list(shown: str, error: OSError) -> Problem:
    """Return the Problem of a folder that the system does not let us open; messages call it ``shown``."""
    return _cannot_list(shown, *reason(error, reading=True))


def _cannot_list(shown: str, why: str, mend: str) -> Problem:
    return messages.CANNOT_LIST.at(shown, why=why, mend=mend or messages.GIVE_RIGHTS)


def _listed(path: Path | str, shown: str, problems: list[Problem]) -> Sequence[os.DirEntry[str]]:
    """Return the items of a folder, without litter, by name; when it cannot be listed, append a Problem."""
    try:
        return sorted((item for item in opened(path) if not LITTER.fullmatch(item.name)), key=lambda item: item.name)
    except OSError as error:
        problems.append(cannot_list(shown, error))
        return []


def opened(path: Path | str) -> list[os.DirEntry[str]]:
    """Return the items of a folder. Raises OSError when it cannot be listed, or nothing in it can be opened."""
    os.stat(f"{path}/.")  # the right to list is not yet that to open what is listed
    with os.scandir(path) as items:
        return list(items)


def _name(item: os.DirEntry[str]) -> str:
    """Return a name that can be printed: bytes that are not UTF-8 become “�”, which no entry names."""
    return item.name if item.name.isascii() else os.fsencode(item.name).decode("utf-8", "replace")


def _files(path: str) -> tuple[File, ...]:
    """Return the files in a folder, by name. Raises OSError when it cannot be listed."""
    files = []
    with os.scandir(path) as items:
        for item in items:
            if item.name == INDEX or not LITTER.fullmatch(item.name):
                try:
                    found = item.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue  # deleted since it was listed
                link = stat.S_ISLNK(found.st_mode)
                files.append(File(_name(item), _stamp(found), link, not link and not stat.S_ISREG(found.st_mode)))
    return tuple(sorted(files))


def _stamp(found: os.stat_result) -> tuple[int, int, int, int]:
    now = time.time_ns()
    settled = now - found.st_mtime_ns > _SETTLED
    return found.st_mtime_ns, found.st_size, found.st_ino, found.st_ctime_ns if settled else -now


class Raw(NamedTuple):
    """An entry: the folder, the header, the text as written, and the body, which starts on ``body_line``, from 1.

    Header and body are composed (NFC), whatever the text is.
    """

    folder: Folder
    document: yaml_reader.Document
    text: str
    body: str
    body_line: int


def read(entries: Path, folder: Folder, shown: str, data: bytes | None = None) -> Raw | list[Problem]:
    """Read one entry and take it apart; return the Problems that keep it from being read.

    A byte order mark and Windows line ends are accepted. ``shown`` is what messages call the entries folder. ``data`` is
    what ``index.md`` holds, or would hold: then the file is neither read nor needed.
    """
    path = f"{shown}/{folder.path}/{INDEX}"
    if folder.unreadable:
        return [_cannot_list(f"{shown}/{folder.path}", *folder.unreadable)]
    index = next((file for file in folder.files if file.name == INDEX), None)
    if index and (index.link or index.folder):
        return [messages.NOT_A_FILE.at(path)]
    if data is None:
        if index is None:
            return [_no_index(entries, folder, f"{shown}/{folder.path}")]
        if index.stamp[1] > _BIGGEST_TEXT:  # is not even read
            return [_too_big(path, index.stamp[1])]
        try:
            data = Path(entries, folder.path, INDEX).read_bytes()
        except OSError:
            return [messages.CANNOT_OPEN.at(path)]
    if len(data) > _BIGGEST_TEXT:
        return [_too_big(path, len(data))]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = (data.count(b"\n", 0, error.start) + 1, 1) if b"\0" not in data else (1, 1)
        return [messages.NOT_UTF_8.at(path, *place)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isspace() or not text:
        return [messages.EMPTY_FILE.at(path)]
    return _taken_apart(folder, path, text)


def _too_big(path: str, size: int) -> Problem:
    return messages.TOO_BIG.at(path, size=number_text(size), most=number_text(_BIGGEST_TEXT))


def _taken_apart(folder: Folder, path: str, text: str) -> Raw | list[Problem]:
    """Part the text of an ``index.md`` into header and body; return the Problems that keep the header from being read."""
    if broken := unfinished_merges(path, text, is_prose=True) or letters.garbled(path, text):
        return broken
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end() - 1) if opening else None
    if not (opening and closing):
        return [_no_header(path, text)]
    header, body = nfc(text[opening.end() : closing.start() + 1]), nfc(text[closing.end() :])  # a rule tells where not
    document = unfinished_merges(path, f"\n{header}", is_prose=False) or yaml_reader.parse(path, header, 2, _SHAPE)
    if isinstance(document, list):
        return document
    return Raw(folder, document, text, body, text.count("\n", 0, closing.end()) + 1)


def _no_header(path: str, text: str) -> Problem:
    """Return the Problem of a text without a header between two lines of three hyphens; Word makes a dash of them."""
    lines = text.split("\n")
    marks = [number for number, line in enumerate(lines) if _DASHES.fullmatch(line)]
    if _OPENING.match(text):
        if len(marks) > 1:
            return messages.HEADER_CLOSED_OTHERWISE.at(path, marks[1] + 1, number=marks[1] + 1, written=lines[marks[1]])
        return messages.UNCLOSED_HEADER.at(path)
    first = next(number for number, line in enumerate(lines) if line.strip())
    if first not in marks:
        return messages.NO_HEADER.at(path)
    if _OPENING.match(lines[first] + "\n"):
        return messages.HEADER_BELOW.at(path)
    return messages.HEADER_OPENED_OTHERWISE.at(path, first + 1, number=first + 1, written=lines[first])


def _no_index(entries: Path, folder: Folder, path: str) -> Problem:
    """Return the Problem of a folder without an ``index.md``; its mend depends on what lies there instead."""
    texts = [file.name for file in folder.files if file.name.lower().endswith((".md", ".docx", ".doc", ".txt"))]
    deeper = [
        file.name for file in folder.files if file.folder and (entries / folder.path / file.name / INDEX).exists()
    ]
    renamed = [file.name for file in folder.files if _RENAMED.fullmatch(file.name)]
    if renamed:
        message, name = messages.INDEX_WITH_ENDING, renamed[0]
    elif texts:
        name = texts[0]
        message = messages.INDEX_MISNAMED if name.lower().endswith(".md") else messages.INDEX_NOT_MARKDOWN
    elif deeper:
        message, name = messages.INDEX_TOO_DEEP, deeper[0]
    else:
        message, name = messages.NO_INDEX if folder.files else messages.EMPTY_FOLDER, ""
    return message.at(path, name=name, slug=slug_of(folder.slug, 80) or "ten-mo-hinh")
