"""QR codes: an address as SVG, for a page, a poster or a plaque.

Error correction (ISO/IEC 18004, 6.5.1): M, which survives a loss of 15 %, is enough on a screen, where nothing is lost
and larger squares are read from further away; outdoors Q, 25 %, for rain, scratches and a torn corner.
Zint, in zxing-cpp, makes ten thousand codes in three processor seconds; a pure Python library takes twenty.
"""

from __future__ import annotations

import re
from functools import lru_cache

QUIET = 4  # squares of white around a code (ISO/IEC 18004, 9.1)
SCREEN, OUTDOORS = "M", "Q"
_RUNS = re.compile(rb"(\xff*)(\0+)")  # light squares, then dark ones, a byte each


@lru_cache(maxsize=256)
def svg(address: str, level: str = SCREEN) -> str:
    """Return the code of an address as SVG, black on white with white around it, a unit a square.

    ``level`` is SCREEN or OUTDOORS. Raises ValueError for more than a code can hold (2,331 bytes at M, 1,663 at Q).
    """
    import zxingcpp  # slow to load, and few edits draw a code

    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    image = zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False)
    squares, side = bytes(image), image.shape[0]  # type: ignore[call-overload]  # a buffer, which its stub does not say
    lines = []  # for each run of dark squares a line as thick as a square, along its middle
    for row in range(side):
        (light, dark), *others = _RUNS.findall(squares, row * side, (row + 1) * side)  # no row of a code is empty
        lines.append(f"M{len(light) + QUIET} {row + QUIET}.5h{len(dark)}")
        lines += [f"m{len(light)} 0h{len(dark)}" for light, dark in others]
    size, path = side + 2 * QUIET, "".join(lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path stroke="#000" d="{path}"/></svg>'
    )
