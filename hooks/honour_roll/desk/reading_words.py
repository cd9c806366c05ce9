"""Two readings as people see them: which field or paragraph it is, each value in words, and the words that differ."""

from __future__ import annotations

import datetime
import difflib
import re
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from honour_roll.desk import photos_in
from honour_roll.desk.edits import title_of
from honour_roll.desk.git import Git
from honour_roll.desk.merged_commit import WHOLE, FileReadings, identity
from honour_roll.desk.merged_text import BODY
from honour_roll.desk.repository import Repository
from honour_roll.desk.three_way import NOTHING, ORDER, Place, Reading
from honour_roll.desk.two_readings import PREAMBLE
from honour_roll.desk.values_in_words import IN_LINES, Names, in_words
from honour_roll.entries.entry import ENTRY
from honour_roll.entries.registers import FILES
from honour_roll.entries.schema import Key, Many, Table
from honour_roll.taxonomies import REGISTERS
from honour_roll.text.vietnamese import number_text

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_LONGEST_NAME = 48  # characters of the name of an item
_MOST_TEXT = 3000  # characters of a file that is shown
_ALIKE = 0.3  # of the ratio of difflib, below which marking what differs would mark nearly all


class Side(NamedTuple):
    """One reading: its words in pieces, each with whether it differs from the other; none when there is no value."""

    pieces: list[tuple[str, bool]]
    picture: bool = False


class Shown(NamedTuple):
    """A place to choose at."""

    id: str
    label: str
    base: str
    ours: Side
    theirs: Side
    can_be_both: bool


class Writer(NamedTuple):
    """Who changed a file last on one side, and when, for people."""

    name: str
    when: str


class ShownFile(NamedTuple):
    """A file with places to choose at; ``entry`` is ``<year>/<slug>``, empty for other files."""

    number: int
    title: str
    entry: str
    ours: Writer
    theirs: Writer
    readings: list[Shown]


def shown_file(
    number: int, file: FileReadings, repository: Repository, commits: tuple[str, str, str], names: Names
) -> ShownFile:
    """Return a file as it is shown; ``commits`` are the base, ours and theirs."""
    entry, base = repository.entry(file.path), commits[0]
    writers = [_writer(repository.git, base, side, file.path) for side in commits[1:]]
    readings = [_shown(file, one, entry, names) for one in file.readings]
    return ShownFile(number, _title(file, entry), entry, writers[0], writers[1], readings)


def time_text(iso: str) -> str:
    """Return a time for people: ``08:14 ngày 30/11/2026``."""
    time = datetime.datetime.fromisoformat(iso).astimezone()
    return f"{time:%H:%M} ngày {time.day}/{time.month}/{time.year}"


def _writer(git: Git, base: str, side: str, path: str) -> Writer:
    words = ("log", "-1", "--format=%an%x1f%aI")
    name, _, when = (
        (git.said(*words, f"{base}..{side}", "--", path) or git.said(*words, side)).strip().partition("\x1f")
    )
    return Writer(name, time_text(when) if when else "")


def _title(file: FileReadings, entry: str) -> str:
    name = PurePosixPath(file.path)
    if entry:
        return title_of(file.ours or file.theirs or b"")
    if name.stem in REGISTERS:
        return f"Danh mục {REGISTERS[name.stem].title.lower()}"
    return f"Ảnh {name.name}" if photos_in.is_photo(name.name) else f"Tệp {file.path}"


def _shown(file: FileReadings, reading: Reading, entry: str, names: Names) -> Shown:
    place = reading.place
    if place == WHOLE:
        label = "Cả bài" if entry else "Cả tệp"
        is_picture = photos_in.is_photo(file.path)
        sides = [Side([(_text(data, entry), False)], is_picture) for data in (file.ours, file.theirs)]
        return Shown(identity(file.path, place), label, "", sides[0], sides[1], reading.can_be_both)
    register = "" if entry else PurePosixPath(file.path).stem
    label, row = _label(place, register, names)
    if place == ("trang_thai",) and "cong-bo" in (reading.ours, reading.theirs):
        label = f"{label} (một bên đã duyệt, bên kia còn sửa bài)"
    base, ours, theirs = (_words(value, row, names) for value in (reading.base, reading.ours, reading.theirs))
    mine, other = _differences(ours, theirs)
    return Shown(identity(file.path, place), label, base, Side(mine), Side(other), reading.can_be_both)


def _text(data: bytes | None, entry: str) -> str:
    if data is None:
        return "Bỏ bài này" if entry else "Bỏ tệp này"
    if entry:
        return f"Giữ bài “{title_of(data)}”"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return f"Tệp {number_text(len(data) // 1000 + 1)} KB"
    return text if len(text) <= _MOST_TEXT else f"{text[:_MOST_TEXT]}…"


def _label(place: Place, register: str, names: Names) -> tuple[str, Key | None]:
    """Return what a place is called, and the key of the schema that its value is of, if there is one."""
    if place[0] == BODY:
        return f"Đoạn trong phần “{place[1]}”" if place[1] else "Đoạn đầu bài", None
    if place[0] == PREAMBLE:
        return "Ghi chú ở đầu tệp", None
    table: Any = FILES.get(register) if register else ENTRY
    labels: list[str] = []
    row: Key | None = None
    is_name = bool(register)
    for part in place:
        if part == ORDER:
            return f"{' · '.join(labels) or 'Các dòng'} · thứ tự", None
        if is_name:
            said = part if labels else names.get(register, {}).get(part, part)
            name = said if len(said) <= _LONGEST_NAME else f"{said[:_LONGEST_NAME]}…"
            labels[-1:] = [f"{labels[-1]} “{name}”" if labels else f"“{name}”"]
            is_name = False
            continue
        row = next((one for one in table.rows if one.key == part), None) if isinstance(table, Table) else None
        labels.append(row.label if row else part)
        table, is_name = (row.inner, isinstance(row.type, Many)) if row else (None, False)
    return " · ".join(labels), row


def _words(value: Any, row: Key | None, names: Names) -> str:
    """Return a value in words; empty when there is none."""
    return "" if value is NOTHING else in_words(value, row, names, IN_LINES)


def _differences(one: str, other: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Return two texts in pieces, each with whether it stands in one of them only."""
    words = _WORDS.findall(one), _WORDS.findall(other)
    matcher = difflib.SequenceMatcher(None, *words, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return [(one, False)] if one else [], [(other, False)] if other else []
    sides: tuple[list[tuple[str, bool]], list[tuple[str, bool]]] = ([], [])
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        for side, piece in zip(sides, (words[0][i1:i2], words[1][j1:j2]), strict=True):
            words_of = "".join(piece)
            differs = what != "equal" or words_of.isspace()  # a space between two words that differ
            if side and side[-1][1] == differs:
                side[-1] = (side[-1][0] + words_of, differs)
            elif words_of:
                side.append((words_of, differs))
    return sides
