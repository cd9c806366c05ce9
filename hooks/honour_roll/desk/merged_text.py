"""Three texts of a body become one, by paragraph, and within lists and tables by item and row.

A text is cut into blocks and the gaps between them. Only blocks are compared; a gap is that of the text in which its
two blocks stand side by side, so that a paragraph that was added neither runs into its neighbour nor tears a list.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from honour_roll.desk.three_way import BOTH, OURS, THEIRS, Merge, Reading

BODY = "#body"  # the first part of the place of a paragraph; the section and a number follow
_ITEM = re.compile(r"\s*(?:[-*+]\s|\d{1,9}[.)]\s|\|)")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_LINE = re.compile(r".*\n|.+\Z")
_ALIKE = 0.5  # the ratio of difflib from which on two paragraphs are one that was edited


class Cut(NamedTuple):
    """A text: the blank lines it begins with, its blocks, and what stands behind each."""

    lead: str
    blocks: list[str]
    gaps: list[str]


class Block(NamedTuple):
    """A block of the merged text, and its number in each of the texts; None where it is not."""

    text: str
    base: int | None
    ours: int | None
    theirs: int | None


class _Change(NamedTuple):
    """Blocks ``start`` to ``end`` of the base became ``first`` to ``last`` of a side."""

    start: int
    end: int
    first: int
    last: int


def cut(text: str) -> Cut:
    """Cut a text into paragraphs, items of lists, and rows of tables."""
    lead = ""
    blocks: list[str] = []
    gaps: list[str] = []
    for paragraph, gap in _paragraphs(text):
        if not paragraph:
            lead += gap
            continue
        pieces: list[str] = []
        lines = _LINE.findall(paragraph)
        is_list = sum(bool(_ITEM.match(line)) for line in lines) > 1 and not _FENCE.match(lines[0])
        for line in lines:
            if not pieces or (is_list and (_ITEM.match(line) or not line[0].isspace())):
                pieces.append(line)
            else:
                pieces[-1] += line
        blocks += [piece.rstrip("\n") for piece in pieces]
        gaps += ["\n" if piece.endswith("\n") else "" for piece in pieces]
        gaps[-1] += gap
    return Cut(lead, blocks, gaps)


def _paragraphs(text: str) -> Iterator[tuple[str, str]]:
    """Yield each paragraph with the blank lines behind it; a fenced block of code is one, whatever it holds."""
    paragraph = gap = ""
    fenced = False
    for line in _LINE.findall(text):
        is_blank = not line.strip() and not fenced
        fenced ^= bool(_FENCE.match(line))
        if is_blank:
            gap += line
            continue
        if gap:
            yield paragraph, gap
            paragraph = gap = ""
        paragraph += line
    yield paragraph, gap


class TextMerge:
    """The merge of one body; what there is to choose is added to ``merge``."""

    def __init__(self, base: str, ours: str, theirs: str, merge: Merge) -> None:
        """Cut the texts, and find what each side changed."""
        self._merge = merge
        self._base, self._ours, self._theirs = cut(base), cut(ours), cut(theirs)
        self._changes = {OURS: [*_changes(self._base, self._ours)], THEIRS: [*_changes(self._base, self._theirs)]}
        self._now = {side: _numbers(len(self._base.blocks), changes) for side, changes in self._changes.items()}

    def text(self) -> str:
        """Return the merged text; ours where nothing was chosen yet."""
        made: list[Block] = []
        at = 0
        for start, end, sides in self._groups():
            made += self._kept(at, start)
            at = end
            made += self._settled(start, end, sides)
        return self._joined(made + self._kept(at, len(self._base.blocks)))

    def _groups(self) -> Iterator[tuple[int, int, set[str]]]:
        """Yield the stretches of the base that were changed, and by whom; changes that overlap are one stretch."""
        events = sorted((*change[:2], side) for side, changes in self._changes.items() for change in changes)
        while events:
            start, end, side = events.pop(0)
            sides = {side}
            while events and (events[0][0] < end or events[0][:2] == (start, end)):
                end = max(end, events[0][1])
                sides.add(events.pop(0)[2])
            yield start, end, sides

    def _settled(self, start: int, end: int, sides: set[str]) -> list[Block]:
        ours, theirs = self._side(OURS, start, end), self._side(THEIRS, start, end)
        if len(sides) == 1:
            return ours if OURS in sides else theirs
        if [block.text for block in ours] == [block.text for block in theirs]:
            return ours
        before = [block.strip("# ") for block in self._base.blocks[:start] if block.startswith("## ")]
        place = (BODY, before[-1] if before else "", str(start))
        base, mine, other = (self._joined(blocks, "", "") for blocks in (self._kept(start, end), ours, theirs))
        self._merge.readings.append(Reading(place, base, mine, other, can_be_both=bool(mine and other)))
        chosen = self._merge.chosen(place)
        return ours + theirs if chosen == BOTH else theirs if chosen == THEIRS else ours

    def _kept(self, start: int, end: int) -> list[Block]:
        return [self._block(self._base.blocks[number], number) for number in range(start, end)]

    def _block(self, text: str, number: int) -> Block:
        return Block(text, number, self._now[OURS].get(number), self._now[THEIRS].get(number))

    def _side(self, side: str, start: int, end: int) -> list[Block]:
        """Return the blocks of a side that stand where the base has those from ``start`` to ``end``."""
        made: list[Block] = []
        at = start
        blocks = (self._ours if side == OURS else self._theirs).blocks
        for change in self._changes[side]:
            is_inside = start <= change.start and change.end <= end
            # What was added at an edge of the stretch is a change of its own, unless the stretch is that place.
            if not is_inside or (change.start == change.end and change.start in (start, end) and start != end):
                continue
            made += self._kept(at, change.start)
            at = change.end
            if change.end - change.start == change.last - change.first == 1:
                made.append(self._block(blocks[change.first], change.start))
            else:
                new = range(change.first, change.last)
                made += [
                    Block(blocks[n], None, n if side == OURS else None, n if side == THEIRS else None) for n in new
                ]
        return made + self._kept(at, end)

    def _joined(self, blocks: list[Block], lead: str | None = None, end: str | None = None) -> str:
        if not blocks:
            return ""
        text = self._ours.lead if lead is None else lead
        for block, following in pairwise(blocks):
            text += block.text + self._gap(block, following)
        is_last = blocks[-1].ours == len(self._ours.blocks) - 1
        last = (self._ours.gaps[-1] if is_last else "\n") if end is None else end
        return text + blocks[-1].text + last

    def _gap(self, block: Block, following: Block) -> str:
        base = _between(self._base, block.base, following.base)
        ours = _between(self._ours, block.ours, following.ours)
        theirs = _between(self._theirs, block.theirs, following.theirs)
        if theirs and ours == base:
            return theirs
        are_items = _ITEM.match(block.text) and _ITEM.match(following.text)
        return ours or theirs or ("\n" if are_items else "\n\n")


def _between(text: Cut, block: int | None, following: int | None) -> str:
    """Return the gap between two blocks that are neighbours in a text; nothing when they are none."""
    return text.gaps[block] if block is not None and following == block + 1 else ""


def _changes(base: Cut, side: Cut) -> Iterator[_Change]:
    matcher = difflib.SequenceMatcher(None, base.blocks, side.blocks, autojunk=False)
    for what, *numbers in matcher.get_opcodes():
        if what != "equal":
            yield from _split(base.blocks, side.blocks, _Change(*numbers))


def _split(base: list[str], side: list[str], change: _Change) -> Iterator[_Change]:
    """Split a change of several blocks into one for each block that was edited, and those of what came and went."""
    start, first = change.start, change.first
    as_many = change.end - change.start == change.last - change.first
    for number in range(change.start, change.end):
        if as_many:
            found: int | None = change.first + number - change.start
        else:
            found = next((n for n in range(first, change.last) if _are_alike(base[number], side[n])), None)
        if found is None:
            continue
        if number > start or found > first:
            yield _Change(start, number, first, found)
        yield _Change(number, number + 1, found, found + 1)
        start, first = number + 1, found + 1
    if start < change.end or first < change.last:
        yield _Change(start, change.end, first, change.last)


def _are_alike(one: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _numbers(count: int, changes: list[_Change]) -> dict[int, int]:
    """Return the number in a side of each block of the base that is there still, as it was or edited."""
    made: dict[int, int] = {}
    at = now = 0
    for change in [*changes, _Change(count, count, 0, 0)]:
        made |= {number: now + number - at for number in range(at, change.start)}
        if change.end - change.start == change.last - change.first == 1:
            made[change.start] = change.first
        at, now = change.end, change.last
    return made
