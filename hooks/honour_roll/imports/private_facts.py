"""What tells where a person lives, when they were born, the number of a telephone or a card: never in a draft."""

from __future__ import annotations

import re

from honour_roll.imports.word_blocks import Block, Cell, TakenOff
from honour_roll.text.vietnamese import fold

_LABELLED = r"(?:ngay sinh|sinh ngay|sinh nam|nam sinh|so cccd|cccd|cmnd|so cmnd|can cuoc|so dinh danh|dien thoai|sdt|so dien thoai|dtdd|noi o|cho o|noi thuong tru|dia chi thuong tru|ho khau|so tai khoan|email)"
_PRIVATE = re.compile(rf"(?:[-+•]\s*)?{_LABELLED}[^:]{{0,30}}:")
_PRIVATE_CELL = re.compile(rf"{_LABELLED}\b")
_NUMBER_OF_PERSON = re.compile(
    r"[,;(–-]?\s*(?:\b[Ss]ố\s+)?\b(?:[Đđ]iện thoại|ĐT|SĐT|ĐTDĐ|[Dd]i động|CCCD|CMND|[Cc]ăn cước công dân|[Cc]ăn cước|[Ss]ố tài khoản|STK)"
    r"(?:\s+số)?\s*[:.]?\s*(?:số\s*)?\+?\d[\d .\-]{7,18}\d\)?|(?<![\d.,/])0[35789]\d{2}[ .]?\d{3}[ .]?\d{3}(?![\d.,/])"
)
_LONGEST = 250  # characters of a line of facts; a longer one is a tale


def take_private(block: Block) -> None:
    """Take off what tells where a person lives, the number of a telephone, of a card."""
    if block.rows is not None:
        _take_private_cells(block, block.rows)
        return
    if len(block.text) < _LONGEST and _has_private_label(block.folded):
        block.take_off("private")
        return
    for found in reversed([*_NUMBER_OF_PERSON.finditer(block.raw)]):
        block.cut(found.start(), found.end(), "private")


def _take_private_cells(block: Block, rows: list[list[Cell | None]]) -> None:
    """Take off the rows, and in a list of persons the columns, that give private facts."""
    for row in [row for row in rows if row[0] and _PRIVATE_CELL.match(fold(row[0].text))]:
        if len([cell for cell in row if cell and cell.text]) < 4:
            block.off.append(TakenOff("private", " ".join(cell.text for cell in row if cell)))
            rows.remove(row)
    is_even = all(cell and cell.span == 1 for row in rows for cell in row)
    for at in reversed(range(len(rows[0]))) if rows and is_even else ():
        head = rows[0][at]
        if head and _PRIVATE_CELL.match(fold(head.text)):
            taken = [cell for row in rows if (cell := row.pop(at))]
            block.off.append(TakenOff("private", " ".join(cell.text for cell in taken)))


def _has_private_label(folded: str) -> bool:
    """Return whether a line gives a private fact behind its label, at its start or behind another fact."""
    return bool(_PRIVATE.match(folded)) or any(_PRIVATE.match(part.strip()) for part in re.split(r"[;.,\t]\s", folded))
