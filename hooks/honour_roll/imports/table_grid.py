"""A table of a report as rows of words: no empty columns, and a head of two rows as one."""

from __future__ import annotations

import re

from honour_roll.imports.word_blocks import Cell

_VALUE = re.compile(r"[\d.,%]+$")
JOINED = " – "  # between the words of a head's two rows

Rows = list[list[Cell | None]]


def grid_of(rows: Rows) -> list[list[str]]:
    """Return the words of the cells; a place over which another cell goes is empty. The first row is the head."""
    filled = [row for row in rows if any(cell and cell.text for cell in row)]
    if not filled:
        return []
    words = [[" ".join(cell.text.split()) if cell else "" for cell in row] for row in filled]
    if len(words) > 2 and _is_double(filled):
        first = list(words[0])
        for at, cell in enumerate(filled[0]):
            if cell is None and at:
                first[at] = first[at - 1]
        joined = [JOINED.join(dict.fromkeys(filter(None, pair))) for pair in zip(first, words[1], strict=True)]
        words = [joined, *words[2:]]
    keep = [at for at in range(len(words[0])) if any(row[at] for row in words)]
    return [[row[at] for at in keep] for row in words]


def _is_double(rows: Rows) -> bool:
    """Return whether the second row belongs to the head: the first has cells over several columns, it has no values."""
    spans = max(cell.span if cell else 1 for cell in rows[0])
    return spans > 1 and not any(cell and _VALUE.match(cell.text) for cell in rows[1])
