"""First pass: tables that only lay out a page are taken apart, so that their text can be read as text."""

from __future__ import annotations

import re

from honour_roll.imports.report_words import LABEL, section_of
from honour_roll.imports.take_off import is_letterhead_table
from honour_roll.imports.word_blocks import Block, Cell, TakenOff
from honour_roll.text.vietnamese import fold

_POINTS_OF_A_FORM = 4  # rows that name a section
_LONGEST_LABEL = 80
_OF_WRITER = re.compile(
    r"don vi|co quan|ho (?:va )?ten|nguoi|dia chi|dien thoai|^(?:stt|tt)$|noi dung dang ky|email|chuc vu"
)
_LONG_CELL, _FEW_PARAGRAPHS = 500, 3  # a cell with more is a column of a page


def unfolded(blocks: list[Block]) -> list[Block]:
    """Return the blocks with frames, columns, rows of photos and forms as paragraphs in their order."""
    out: list[Block] = []
    for at, block in enumerate(blocks):
        if block.rows is None or is_letterhead_table(block, at):
            out.append(block)
        elif _is_frame(block.rows) or _is_page(block.rows):
            out += unfolded([inner for row in block.rows for cell in row if cell for inner in _placed(cell, block)])
        elif _has_pictures(block.rows):
            out += unfolded(_by_column(block))
        elif _is_form(block.rows):
            out += unfolded([one for row in block.rows for one in _point(row, block)])
        else:
            out.append(block)
    return out


def _placed(cell: Cell, table: Block) -> list[Block]:
    for block in cell.blocks:
        block.place = f"{table.place}, {block.place}"
    return cell.blocks


def _cells(row: list[Cell | None]) -> list[Cell]:
    return [cell for cell in row if cell]


def _is_frame(rows: list[list[Cell | None]]) -> bool:
    """Return whether a table has one column with words: a frame around text."""
    return all(sum(bool(cell.blocks) for cell in _cells(row)) <= 1 for row in rows) and (
        len(rows) == 1 or len(rows[0]) == 1
    )


def _is_page(rows: list[list[Cell | None]]) -> bool:
    """Return whether a table holds the columns of a page: paragraphs, not values."""
    return any(
        len(cell.blocks) > _FEW_PARAGRAPHS and len(cell.text) > _LONG_CELL for row in rows for cell in _cells(row)
    ) and not _is_form(rows)


def _has_pictures(rows: list[list[Cell | None]]) -> bool:
    return any(block.pictures for row in rows for cell in _cells(row) for block in cell.blocks)


def _by_column(table: Block) -> list[Block]:
    """Return what a table of photos holds column by column: a caption stands below its photo."""
    rows = table.rows or []
    wide = max(map(len, rows), default=0)
    cells = [row[at] for at in range(wide) for row in rows if at < len(row)]
    return [block for cell in cells if cell for block in _placed(cell, table)]


def _is_form(rows: list[list[Cell | None]]) -> bool:
    """Return whether a table is the registration form: its first two columns name sections."""
    named = sum(any(_is_label(cell) for cell in _cells(row)[:2]) for row in rows if len(_cells(row)) > 1)
    return named >= _POINTS_OF_A_FORM


def _is_label(cell: Cell) -> bool:
    return len(cell.text) < _LONGEST_LABEL and bool(section_of(LABEL.sub("", cell.text)))


def _point(row: list[Cell | None], table: Block) -> list[Block]:
    """Return a row of the form as a heading and its text; a row that is none is taken off."""
    cells = _cells(row)
    at = next((at for at, cell in enumerate(cells[:2]) if _is_label(cell)), None)
    if at is None and len(cells) > 1 and not _OF_WRITER.search(fold(cells[-2].text)):
        at = len(cells) - 2 if 2 < len(cells[-2].text) < _LONGEST_LABEL else None
    if at is None or not cells[at].blocks:
        inner = [block for cell in cells for block in _placed(cell, table)]
        for block in inner:
            block.take_off("form")
        return inner
    (head, *rest) = cells[at].blocks
    head.level, head.place = 1, f"{table.place}, {head.place}"
    head.off += [TakenOff("number", cell.text) for cell in cells[:at] if cell.text]
    return [head, *rest, *(block for cell in cells[at + 1 :] for block in _placed(cell, table))]
