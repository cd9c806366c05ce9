"""Pieces of a report become the body of a draft, and the list of what was taken off."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from honour_roll.check.report_rules import frame_rows
from honour_roll.entries.schema import SECTIONS
from honour_roll.imports.word_blocks import Block, TakenOff, pieces_of

TOP = "*"  # what stands before the first section
_ITEM_OF_MARKDOWN = re.compile(r" *(?:- |\d+\. )")


class Piece(NamedTuple):
    """A block and what became of it: ``text``, ``table``, ``heading``, ``section``, ``title``, ``caption`` or ``off``.

    ``text`` is what the report says, ``kind`` why it was taken off, ``section`` what a section's heading opens,
    ``markdown`` what it is in the draft, or would be if it were taken back; ``off`` is what was cut out of it.
    """

    id: str
    place: str
    text: str
    became: str
    kind: str
    section: str
    markdown: str
    off: tuple[TakenOff, ...]


def body(found: Sequence[Piece], refused: Collection[str] = ()) -> str:
    """Return the Markdown below the header: the four sections in their order, before them what opens none.

    ``refused`` are ids of pieces of which what became is not wanted: what was taken off is back, a section's heading is
    one among others, any other piece is left out.
    """
    return "\n".join(_lines(found, refused)[0]) + "\n"


def sections(found: Sequence[Piece], refused: Collection[str] = ()) -> dict[str, list[tuple[str, Piece]]]:
    """Return for each section that has any words its Markdown, piece by piece."""
    made: dict[str, list[tuple[str, Piece]]] = {}
    current = TOP
    for piece in found:
        is_refused = piece.id in refused
        markdown = piece.markdown
        if piece.became == "section" and not is_refused:
            is_first = piece.section not in made
            current = piece.section
            if is_first:
                made[current] = []
                continue
        shown = piece.became in ("text", "table", "heading", "section")
        if shown != (is_refused and piece.became != "section") and markdown:
            made.setdefault(current, []).append((markdown, piece))
    order = [TOP, *SECTIONS]
    return {name: made[name] for name in order if name in made}


def _lines(found: Sequence[Piece], refused: Collection[str]) -> tuple[list[str], dict[int, Piece]]:
    """Return the lines of a body, and the piece of each line that has one."""
    lines: list[str] = []
    owners: dict[int, Piece] = {}
    level = 1
    for section, items in sections(found, refused).items():
        if section != TOP:
            lines += [""] if lines else []
            lines.append(f"## {section}")
            level = 2
        before = ""
        for written, piece in items:
            markdown = written
            if heading := re.match(r"(#+) ", markdown):
                level = min(len(heading[1]), level + 1)
                markdown = "#" * level + markdown[len(heading[1]) :]
            is_next_item = _ITEM_OF_MARKDOWN.match(markdown) and _ITEM_OF_MARKDOWN.match(before)
            if lines and not is_next_item:
                lines.append("")
            for line in markdown.split("\n"):
                owners[len(lines)] = piece
                lines.append(line)
            before = markdown
    return lines, owners


def without_frames(found: list[Piece]) -> list[Piece]:
    """Take off what the check knows as the frame of a report and no pass has seen."""
    for _ in range(2):
        lines, owners = _lines(found, ())
        frames = {owners[row].id for row in frame_rows("\n".join(lines)) if row in owners}
        if not frames:
            break
        found = [
            piece._replace(became="off", kind="frame") if piece.id in frames and piece.became != "section" else piece
            for piece in found
        ]
    return found


def taken_off(found: Sequence[Piece], texts: Sequence[Block]) -> list[TakenOff]:
    """Return all that was taken off, in its order; a letterhead line by line."""
    told: list[TakenOff] = []
    for piece, block in zip(found, texts, strict=True):
        told += piece.off
        if piece.became == "off":
            told += [TakenOff(piece.kind, text) for text in pieces_of(block)]
            told += [
                TakenOff("picture", "hình ở phần đầu hoặc phần ký")
                for one in (block, *_inner(block))
                for picture in one.pictures
                if picture.data
            ]
        elif piece.became == "title":
            told.append(TakenOff("title", piece.text))
    return told


def _inner(block: Block) -> list[Block]:
    return [one for row in block.rows or [] for cell in row if cell for one in cell.blocks]
