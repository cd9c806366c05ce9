"""QR codes: an address as squares, to be drawn on a page, a poster or a plaque. In: an address. Out: a matrix or SVG.

Error correction (ISO/IEC 18004, 6.5.1): M, of which 15 % may be lost, is enough on a screen, where nothing is lost and
larger squares are read from further away; what hangs outdoors gets Q, 25 %, for rain, scratches and a torn corner.
Where a higher level fits into the same size, segno takes that.
"""

from __future__ import annotations

from functools import lru_cache

import segno

QUIET = 4  # squares of white around a code: ISO/IEC 18004, 9.1
SCREEN, OUTDOORS = "M", "Q"
# To weigh all eight masks takes twelve milliseconds a code, a minute for ten thousand pages. All are read; on a screen,
# where a code is clean and large, one without stripes does.
_MASKS = {SCREEN: 3, OUTDOORS: None}


def matrix(address: str, level: str = SCREEN) -> tuple[tuple[bool, ...], ...]:
    """Give the squares of a code, row by row, True for dark ones, without the white around them.

    ``level`` is M or Q. The same address gives the same squares. Raises ValueError for more than a code can hold
    (2,331 bytes at M, 1,663 at Q).
    """
    code = segno.make(address, error=level, micro=False, mask=_MASKS[level])
    return tuple(tuple(bool(square) for square in row) for row in code.matrix)


@lru_cache(maxsize=256)
def svg(address: str, level: str = SCREEN) -> str:
    """Give a code as SVG text, black on white with the white around it, a unit a square; no script, no style."""
    rows = matrix(address, level)
    size = len(rows) + 2 * QUIET
    runs = [(x + QUIET, y + QUIET, wide) for y, row in enumerate(rows) for x, wide in _runs(row)]
    path = "".join([f"M{x} {y}h{wide}v1h-{wide}z" for x, y, wide in runs])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{path}"/></svg>'
    )


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Give where dark squares begin in a row, and how many follow each other."""
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((x, 1))
    return runs
