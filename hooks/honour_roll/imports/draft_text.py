"""Sixth pass: each block becomes a piece, with the Markdown that it is in a draft.

The Markdown is that of this project: what the report typed is what the page shows, sign by sign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from honour_roll.check.section_names import meant_section
from honour_roll.imports.draft_body import Piece, without_frames
from honour_roll.imports.report_words import ITEM
from honour_roll.imports.table_grid import Rows, grid_of
from honour_roll.imports.titles import Names
from honour_roll.imports.word_blocks import Block, TakenOff

_SIGNS = re.compile(r"([\\`*_\[\]<>|~^{}])")
_ENTITY = re.compile(r"(&#?\w{1,31});")
# Signs of other programs, of which the check tells even where they are escaped: ``{:``, ``==x==``, ``:x:``.
_OTHERS = re.compile(r"(?<=\\{)[:#.]|(?<=\\\])\(|=(?==)|(?<==)=")
_EMOJI = re.compile(r"(?<![\w:/])(:[a-z][a-z0-9]*(?:(?:\\_|-)[a-z0-9]+)*):(?![\w/])")
_LINE_START = re.compile(r"^(?:([-+#>=]|!!!|\?\?\?)|(\d{1,9})([.)])(?=\s|$)|(:)(?=\w))")
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|_{3,})[.…_\s]*")
_TYPED_NUMBER = re.compile(r"^\s*(\d{1,2})[.)]\s+(?=\S)")
_LETTER = re.compile(r"[a-zđ][).]$")
_PLAIN_NUMBER = re.compile(r"(\d{1,3})[.)]?$")
_SAFE = re.compile(r"[^\w:/?#@!$&'*+,;=.~%-]")
_DEEPEST = 3
_INDENT = 4  # a further level of a list, below marks of two or three letters


def pieces(blocks: Sequence[Block]) -> list[Piece]:
    """Return the pieces of blocks through which all other passes have gone."""
    names, first = Names(blocks), 0
    found = []
    for at, block in enumerate(blocks):
        is_next = at and block.listing and blocks[at - 1].listing and blocks[at - 1].is_open
        first = min(first, block.depth) if is_next else block.depth
        found.append(_piece(at, blocks, block.depth - first, names))
    return without_frames(found)


def _piece(at: int, blocks: Sequence[Block], depth: int, names: Names) -> Piece:
    block = blocks[at]
    off = list(block.off)
    markdown, became = "", block.became
    if block.became in ("heading", "section"):
        words = names.calmed(block.text.rstrip(" :"))
        markdown = f"{'#' * block.level} {escaped(words)}" if words else ""
        if block.became == "section" and meant_section(block.text) != block.section:
            off.append(TakenOff("heading", block.text))
    elif block.rows is not None:
        became, markdown = became or "table", _table(block.rows)
    else:
        became, markdown = became or "text", _paragraph(at, blocks, depth, off)
    return Piece(f"p{at + 1}", block.place, block.text, became, block.kind, block.section, markdown, tuple(off))


def _paragraph(at: int, blocks: Sequence[Block], depth: int, off: list[TakenOff]) -> str:
    """Return a paragraph or an item of a list; what a mark of a list replaces goes to ``off``."""
    block = blocks[at]
    markdown = _runs(block)
    typed = ITEM.match(markdown.replace("\\", "")) if not block.listing else None
    if block.listing or typed:
        mark = "- "
        if typed:
            sign = re.match(r"^\s*\\?(\w{1,2}\\?[).]|.)\s*", markdown)
            markdown = markdown[sign.end() :] if sign else markdown
            off += [TakenOff("number", typed[1])] if typed[1][-1] in ").." and len(typed[1]) > 1 else []
        elif block.listing == "number" and block.label:
            if plain := _PLAIN_NUMBER.fullmatch(block.label):
                mark = f"{int(plain[1])}. "
            elif not _LETTER.fullmatch(block.label) and any(map(str.isalpha, block.label)):
                markdown = f"{escaped(block.label)} {markdown}"
        elif block.listing == "number":
            mark = "1. "
        words = _line_start(" ".join(markdown.split()))
        return f"{' ' * _INDENT * min(depth, _DEEPEST)}{mark}{words}" if words else ""
    number = _TYPED_NUMBER.match(markdown)
    if number and _is_in_row(at, int(number[1]), blocks):
        words = " ".join(_TYPED_NUMBER.sub("", markdown).split())
        return f"{int(number[1])}. {_line_start(words)}"
    if block.label:
        markdown = f"{block.label} {markdown}"
    return "\n\n".join(_line_start(line) for part in markdown.split("\n") if (line := " ".join(part.split())))


def _is_in_row(at: int, number: int, blocks: Sequence[Block]) -> bool:
    """Return whether a typed number follows on the one above, or begins with 1 above a 2."""
    if number > 1:
        return at > 0 and _typed(blocks[at - 1]) == number - 1 and _is_in_row(at - 1, number - 1, blocks)
    return at + 1 < len(blocks) and _typed(blocks[at + 1]) == number + 1


def _typed(block: Block) -> int:
    found = _TYPED_NUMBER.match(block.raw) if block.is_open and block.rows is None and not block.listing else None
    return int(found[1]) if found else 0


def _runs(block: Block) -> str:
    made = ""
    for run in block.runs:
        text = escaped(_LEADERS.sub(" ", run.text))
        words = text.strip()
        if run.href and words and "\n" not in words:
            gap = len(text) - len(text.lstrip())
            address = _SAFE.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), run.href)
            made += f"{text[:gap]}[{words}]({address}){text[gap + len(words) :]}"
        else:
            made += text
    return made


def escaped(text: str) -> str:
    """Return a text of which Markdown shows every sign."""
    text = _ENTITY.sub(r"\1\\;", _SIGNS.sub(r"\\\1", text))
    return _EMOJI.sub(r"\1\\:", _OTHERS.sub(r"\\\g<0>", text))


def _line_start(line: str) -> str:
    """Return a line that is no item, heading or quotation."""
    return _LINE_START.sub(lambda sign: f"{sign[2]}\\{sign[3]}" if sign[2] else f"\\{sign[0]}", line, count=1)


def _table(rows: Rows) -> str:
    """Return a table; one with a single column is text."""
    grid = [[escaped(_LEADERS.sub(" ", cell)) for cell in row] for row in grid_of(rows)]
    if not grid:
        return ""
    if len(grid[0]) == 1:
        return "\n\n".join(_line_start(row[0]) for row in grid)
    written = [f"| {' | '.join(row)} |" for row in grid]
    return "\n".join([written[0], f"|{' --- |' * len(grid[0])}", *written[1:]])
