"""Three contents of one file (what both began with, ours, theirs) become one, with places where two readings are left.

Entries are merged by field and by paragraph, registers by row and by field of a row. Whoever calls has tried git's own
merge first: it keeps the comments of both, which a merge by field cannot promise.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Any, NamedTuple

import yaml

from honour_roll.desk.edits import status_of
from honour_roll.desk.merged_text import TextMerge
from honour_roll.desk.three_way import NOTHING, Chosen, Merge, Reading, same
from honour_roll.entries import yaml_reader
from honour_roll.entries.header_edits import CannotEditError, Header
from honour_roll.entries.parts import ORDER, Parts, Section, parted

_STATUS, _PUBLISHED, _APPROVAL, _UPDATED = "trang_thai", "cong-bo", "duyet", "cap_nhat"
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
PREAMBLE = "#preamble"  # stands for the comments at the beginning of a register


class Merged(NamedTuple):
    """A merged file, with what was chosen at its ``readings``, and ours at those where nothing was."""

    data: bytes
    readings: list[Reading]


def merged_entry(base: bytes | None, ours: bytes, theirs: bytes, chosen: Chosen) -> Merged:
    """Merge an ``index.md``; ``base`` is None when both added it. Raises CannotEditError when one cannot be read."""
    merge = Merge(chosen)
    mine, other = parted(ours), parted(theirs)
    old = parted(base) if base is not None else None
    header = Header(mine.header, ORDER)
    sides = [Header(old.header).data if old else {}, header.data, Header(other.header).data]
    if base is not None and approved_apart(base, ours, theirs):
        sides = _with_one_approval(sides, merge)
    header.become(merge.value((), *_with_later_day(sides)))
    body = TextMerge(_body(old) if old else "", _body(mine), _body(other), merge).text()
    made = mine._replace(header=header.text, sections=(Section("", body),)).joined()
    return Merged(made, merge.readings)


def approved_apart(base: bytes, ours: bytes, theirs: bytes) -> bool:
    """Return whether one side published an entry while the other changed it: nobody has approved the two together."""
    published = [status_of(side) == _PUBLISHED for side in (ours, theirs)]
    edited = theirs if published[0] else ours
    return status_of(base) != _PUBLISHED and published[0] != published[1] and edited != base


def _with_one_approval(sides: list[dict[str, Any]], merge: Merge) -> list[dict[str, Any]]:
    """Let both sides have the status of the one that is chosen, with its approval."""
    base, ours, theirs = (side.get(_STATUS, NOTHING) for side in sides)
    kept = sides[2] if merge.settled((_STATUS,), base, ours, theirs) == theirs else sides[1]
    own = {key: kept[key] for key in (_STATUS, _APPROVAL) if key in kept}
    return [{key: value for key, value in side.items() if key not in (_STATUS, _APPROVAL)} | own for side in sides]


def _with_later_day(sides: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Let both sides have the later of the two days on which they say that the entry was brought up to date."""
    base, ours, theirs = sides
    days = [side.get(_UPDATED) for side in (ours, theirs) if side.get(_UPDATED) != base.get(_UPDATED)]
    if len(days) < 2 or not all(isinstance(day, str) and _DAY.fullmatch(day) for day in days):
        return sides
    return [base, *(side | {_UPDATED: max(map(str, days))} for side in (ours, theirs))]


def _body(parts: Parts) -> str:
    return "".join(section.heading + section.text for section in parts.sections)


class _Rows(NamedTuple):
    """A register: its rows as they are written, with the comments above them, the gaps behind, and their data."""

    texts: dict[str, str]
    gaps: list[str]
    data: dict[str, Any]

    def gap(self, row: str, following: str) -> str:
        """Return what stands between two rows that are neighbours here; nothing when they are none."""
        names = [*self.texts]
        at = names.index(row) if row in names else len(names)
        return self.gaps[at] if names[at + 1 : at + 2] == [following] else ""


def merged_rows(base: bytes | None, ours: bytes, theirs: bytes, chosen: Chosen) -> Merged:
    """Merge a register. Raises CannotEditError when one of the three cannot be read."""
    merge = Merge(chosen)
    old = _rows(base) if base is not None else _Rows({}, [], {})
    mine, other = _rows(ours), _rows(theirs)
    texts: dict[str, str] = {}
    data: dict[str, Any] = {}
    for name in merge.order((), [*old.texts], [*mine.texts], [*other.texts]):
        value = merge.value((name,), *(side.data.get(name, NOTHING) for side in (old, mine, other)))
        if value is NOTHING:
            continue
        data[name] = value
        texts[name] = _written(name, value, old, mine, other)
    usual = Counter(mine.gaps[:-1]).most_common(1)[0][0] if len(mine.gaps) > 1 else "\n"
    names = [*texts]
    text = "".join(
        texts[row] + (mine.gap(row, following) or other.gap(row, following) or usual)
        for row, following in pairwise(names)
    )
    text += texts[names[-1]] + "\n" if names else ""
    read = yaml_reader.parse("", text)
    data.pop(PREAMBLE, None)
    if isinstance(read, list) or read.data != data:
        raise CannotEditError(text)
    return Merged((text.replace("\n", "\r\n") if b"\r\n" in ours else text).encode(), merge.readings)


def _written(name: str, value: Any, old: _Rows, mine: _Rows, other: _Rows) -> str:
    """Return the text of a row with a value: a side's own, with its comments, wherever one has that value."""
    sides = [side for side in (mine, other) if same(side.data.get(name, NOTHING), value)]
    if len(sides) == 2 and mine.texts[name] == old.texts.get(name):  # theirs differs in a comment
        return other.texts[name]
    if sides:
        return sides[0].texts[name]
    row = Header(mine.texts[name])
    row.become({name: value})
    return row.text.rstrip("\n")


def _rows(data: bytes) -> _Rows:
    """Cut a register into its rows. Raises CannotEditError."""
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise CannotEditError(str(error)) from None
    read = yaml_reader.parse("", text)
    root = None if isinstance(read, list) else yaml_reader.composed(text)
    if isinstance(read, list) or not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise CannotEditError(text)
    lines = text.splitlines(keepends=True)
    starts = [0]
    for key, _ in root.value:
        start = key.start_mark.line
        while start > starts[-1] and lines[start - 1].startswith("#"):
            start -= 1
        starts.append(start)
    names = [PREAMBLE, *read.data]
    if len(names) != len(starts):
        raise CannotEditError(text)
    pieces = ["".join(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    if not pieces[0]:
        names, pieces = names[1:], pieces[1:]
    texts = {name: piece.rstrip("\n") for name, piece in zip(names, pieces, strict=True)}
    gaps = [piece[len(text) :] for piece, text in zip(pieces, texts.values(), strict=True)]
    own = {PREAMBLE: texts[PREAMBLE]} if PREAMBLE in texts else {}
    return _Rows(texts, gaps, own | read.data)
