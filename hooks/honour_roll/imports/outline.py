"""Fourth pass: which lines are headings, and which of these open one of the four sections of an entry.

The first rank of headings of which two mean a section opens sections; those below it stay headings within.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from honour_roll.check.section_names import meant_section
from honour_roll.imports.report_words import (
    LABEL,
    NAME,
    PART,
    is_capitals,
    is_strict,
    label_kind,
    section_of,
    sections_of,
)
from honour_roll.imports.word_blocks import Block, Run, TakenOff

_LONGEST, _LONGEST_NUMBERED, _LONGEST_WEAK, _LONGEST_NAME = 140, 100, 60, 70
_LONGEST_LABEL, _ENOUGH_LABELS = 40, 3
_MARKS = re.compile(r"^[\s*•+–-]+")
_MODEL = re.compile(r"(?:\d{1,2}[.)]\s*)?mô hình\s*(?:số\s*)?(?:\d+\s*[:.]?\s*)?[“\"]", re.IGNORECASE)
_MOSTLY = 0.6
_QUESTION_OF_PAPER = re.compile(r"(?:PV|Phóng viên|Hỏi)\s*:")
_HIGHEST = 3  # headings of a style below this level never open a section


@dataclass(slots=True, eq=False)
class Heading:
    """A line that may be a heading: its block, its words without number, the section that they mean, and its rank.

    ``end`` is where text begins behind a heading in the same line, as in “4. Nội dung: …”; 0 when there is none.
    """

    block: Block
    words: str
    label: str
    section: str
    rank: tuple[str, int, bool]
    end: int = 0


def set_headings(blocks: list[Block]) -> bool:
    """Mark headings and sections; return whether the report tells of several models."""
    open_blocks = [block for block in blocks if block.is_open and block.rows is None and block.text]
    bold = sum(block.is_bold for block in open_blocks)
    trusts_bold = bold < max(3, _MOSTLY * len(open_blocks))
    labelled = len({name for block in open_blocks if (name := _label_in_front(block))}) >= _ENOUGH_LABELS
    found = [one for block in open_blocks if (one := _heading(block, trusts_bold=trusts_bold, labelled=labelled))]
    places = {id(block): place for place, block in enumerate(blocks)}
    heads = {id(one.block) for one in found}
    after = {id(block): below for block, below in pairwise(blocks) if id(below) not in heads}
    found = [
        one
        for at, one in enumerate(found)
        if not _is_item(one, found[max(0, at - 1) : at + 2], places, after.get(id(one.block)))
    ]
    models = {id(one): one.words for one in found if _MODEL.match(one.block.text) and one.section != NAME}
    several = len(set(models.values())) > 1
    top = None if several else _top(found)
    opening = {id(one.block) for one in found if top and _opens(one, top)}
    opening |= set() if several else set(_opening_below(found, opening))
    rests: dict[int, Block] = {}  # text behind a heading in its line, by the heading's block
    opened: set[str] = set()
    is_before_any = True
    for one in found:
        is_open = id(one.block) in opening
        if one.section == NAME:
            place = places[id(one.block)] + 1
            _set_name(one, blocks[place] if place < len(blocks) else None)
        elif is_open or not one.end:  # else it is a sentence with a colon
            if is_open:  # of two sections that a heading means, rather one that no other has opened
                one.section = next((name for name in sections_of(one.words) if name not in opened), one.section)
                opened.add(one.section)
            _set(one, rests, is_open=is_open)
        is_top = id(one) in models if several else is_before_any and not is_open
        one.block.level = 2 if is_top else 3
        is_before_any = is_before_any and not is_open
    blocks[:] = [one for block in blocks for one in (block, rests.get(id(block))) if one]
    return several


def _heading(block: Block, *, trusts_bold: bool, labelled: bool) -> Heading | None:
    """Return the heading that a paragraph is or begins with."""
    text = block.text
    typed = LABEL.match(text)
    part = PART.match(text)
    label = block.label or (typed[1] if typed else "") or (part[0].strip() if part else "")
    words = text[typed.end() if typed else part.end() if part else 0 :].strip()
    if inline := _inline(block, typed.end() if typed else 0, label, labelled=labelled):
        return inline
    section = section_of(words)
    if len(text) >= _LONGEST or (block.listing and not (block.label or block.level)) or _QUESTION_OF_PAPER.match(text):
        return None
    if text.endswith("?") and not section:
        return None
    kind = "I" if part else label_kind(label)
    is_bold = block.is_bold and trusts_bold
    is_strong = bool(block.level or is_bold or is_capitals(text) or part)
    is_numbered = kind in ("I", "A") and len(text) < _LONGEST_NUMBERED
    limit = _LONGEST_WEAK if section else _LONGEST_WEAK - 20
    is_weak = kind in ("1", "1.1") and len(words) < limit and words[:1].isupper() and words[-1:] not in ".;,"
    is_name = meant_section(text) or (not kind and len(text) < 40 and text.endswith(":") and is_strict(words))
    if not (is_strong or is_numbered or is_weak or is_name) or words[-1:] in (";", ","):
        return None
    if words.endswith(".") and not (is_bold or block.level):
        return None
    if not any(map(str.isalpha, words)) and not part:
        return None
    return Heading(block, words, label, section, (kind, block.level, is_capitals(text)))


def _is_item(one: Heading, near: list[Heading], places: dict[int, int], below: Block | None) -> bool:
    """Return whether a short line with a number is an item of a list and no heading: it means no section.

    Another is its neighbour, or Word counts it and no text stands ``below`` it.
    """
    block = one.block
    if one.section or one.rank[0] not in ("1", "1.1") or block.level or block.is_bold or is_capitals(block.text):
        return False
    if block.listing:
        return below is None or bool(below.listing) or not below.is_open or not below.text
    place = places[id(block)]
    return any(other.rank[0] == one.rank[0] and abs(places[id(other.block)] - place) == 1 for other in near)


def _label_in_front(block: Block) -> str:
    """Return the section whose very words stand before a colon, with text behind it: “Kết quả: …”."""
    before, colon, after = block.text.partition(":")
    before = _MARKS.sub("", before)
    is_label = colon and len(before) < _LONGEST_LABEL and len(after.split()) > 2 and is_strict(before)
    return section_of(before) if is_label else ""


def _inline(block: Block, start: int, label: str, *, labelled: bool) -> Heading | None:
    """Return the heading before a colon, with text behind it: in bold, with a number, or as others in the report."""
    text = block.text
    before, colon, after = text[start:].partition(":")
    before = _MARKS.sub("", before)
    section = section_of(before) if len(before) < _LONGEST_NAME else ""
    if not (colon and section and before[:1].isupper()) or (not after.strip() and section != NAME):
        return None
    if not (label or _is_bold_before(block) or (labelled and _label_in_front(block))) or (
        not label and len(after.split()) < 3
    ):
        return None
    number = LABEL.match(block.raw)
    end = block.raw.find(":", number.end() if number else 0) + 1
    return Heading(block, before.strip(), label, section, (label_kind(label), block.level, False), end)


def _is_bold_before(block: Block) -> bool:
    """Return whether what stands before the first colon is bold, and what stands behind it is not."""
    at, end = 0, block.raw.find(":")
    for run in block.runs:
        if at < end and run.text.strip() and not run.bold:
            return False
        at += len(run.text)
    return not block.is_bold


def _top(found: list[Heading]) -> tuple[str, int, bool] | None:
    """Return the rank that opens sections: the first with two meanings, else one with the very words of a section."""
    meanings: dict[tuple[str, int, bool], set[str]] = {}
    strict: set[tuple[str, int, bool]] = set()
    for one in found:
        if one.section and one.block.level <= _HIGHEST:
            key = (one.rank[0], one.rank[1], one.rank[2]) if not one.rank[0] else (one.rank[0], 0, False)
            meanings.setdefault(key, set()).add(one.section)
            strict |= {key} if is_strict(one.words) else set()
    for rank, sections in meanings.items():
        if len(sections) > 1:
            return rank
    return next((rank for rank in meanings if rank in strict), None)


def _opens(one: Heading, top: tuple[str, int, bool]) -> bool:
    """Return whether a heading is of the rank that opens sections and means one."""
    if not one.section or _MODEL.match(one.block.text):
        return False
    kind, level, capitals = one.rank
    if kind or top[0]:
        return kind == top[0]
    return (not top[1] or 0 < level <= top[1]) and (capitals or not top[2] or bool(level))


def _opening_below(found: list[Heading], opening: set[int]) -> Iterator[int]:
    """Yield the headings below one that stands for a whole report: “II. Kết quả thực hiện mô hình”."""
    groups: list[list[Heading]] = []
    for one in found:
        if id(one.block) in opening:
            groups.append([])
        elif groups:
            groups[-1].append(one)
    for below in groups:
        kinds = {one.rank[0] for one in below[:1]}
        meant = [one for one in below if one.rank[0] in kinds and one.section]
        if len({one.section for one in meant if is_strict(one.words)}) > 1:
            yield from (id(one.block) for one in meant)


def _set(one: Heading, rests: dict[int, Block], *, is_open: bool) -> None:
    """Write into a block what its heading means; text behind it in the same line becomes a block of its own."""
    block = one.block
    if PART.fullmatch(block.text):
        block.take_off("heading")
        return
    block.section = one.section if is_open else ""
    if one.end:
        rest = Block(block.place, [Run(run.text, run.bold, run.href) for run in block.runs], style=block.style)
        rest.cut(0, one.end, "")
        rest.off.clear()
        rests[id(block)] = rest
        block.runs = [Run(block.raw[: one.end])]
    if typed := LABEL.match(block.raw) or PART.match(block.raw):
        block.cut(0, typed.end(), "number")
    elif block.label:
        block.off.append(TakenOff("number", block.label))
        block.label = ""
    block.listing = ""
    block.became = "section" if is_open else "heading"


def _set_name(one: Heading, below: Block | None) -> None:
    """Let the point of the form that holds the name be title, with the line below it when it stands there."""
    block = one.block
    block.became, block.kind = "title", "name"
    behind = block.raw[one.end :].strip() if one.end else ""
    if below and not re.search(r"\w", behind) and below.is_open and below.rows is None and len(below.text) < _LONGEST:
        below.became, below.kind = "title", "name-below"
