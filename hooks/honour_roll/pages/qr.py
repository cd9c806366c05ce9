"""QR codes: an address as squares, to be drawn on a page, a poster or a plaque. In: an address. Out: SVG.

Error correction (ISO/IEC 18004, 6.5.1): M, of which 15 % may be lost, is enough on a screen, where nothing is lost and
larger squares are read from further away; what hangs outdoors gets Q, 25 %, for rain, scratches and a torn corner.
Codes are made by Zint, which zxing-cpp brings: ten thousand take three seconds of processor, in Python twenty.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

QUIET = 4  # squares of white around a code: ISO/IEC 18004, 9.1
SCREEN, OUTDOORS = "M", "Q"
_RUNS = re.compile(rb"(\xff*)(\0+)")  # light squares and then dark ones, a byte each


@lru_cache(maxsize=256)
def svg(address: str, level: str = SCREEN) -> str:
    """Give a code as SVG text, black on white with the white around it, a unit a square; no script, no style.

    ``level`` is M or Q. The same address gives the same squares. Raises ValueError for more than a code can hold
    (2,331 bytes at M, 1,663 at Q).
    """
    import zxingcpp  # slow to come, and after most edits no code is drawn

    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    image = zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False)
    squares, side = bytes(image), image.shape[0]  # type: ignore[call-overload]  # its stub does not say that it is a buffer
    lines = []  # a line as high as a square, along its middle, for each run of dark ones
    for row in range(side):
        (light, dark), *others = _RUNS.findall(squares, row * side, (row + 1) * side)  # no row of a code is empty
        lines.append(f"M{len(light) + QUIET} {row + QUIET}.5h{len(dark)}")
        lines += [_further(*run) for run in others]
    size, path = side + 2 * QUIET, "".join(lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path stroke="#000" d="{path}"/></svg>'
    )


@cache
def _further(light: bytes, dark: bytes) -> str:
    """Give the way over light squares and the line along dark ones; there are few such pairs, and many in a code."""
    return f"m{len(light)} 0h{len(dark)}"
