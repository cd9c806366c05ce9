"""What a JPEG, PNG or WebP holds besides its picture, taken out of the file without touching a pixel.

A picture is what decoders need for its pixels and their colours, with the ICC profile and the orientation. All else
goes, known or not: EXIF, XMP, IPTC, C2PA, thumbnails, comments, second pictures, the film of a motion photo, zeros.
Each format has a module of its own: ``jpeg.py``, ``png.py``, ``webp.py``.
"""

from __future__ import annotations

import struct

from honour_roll.photos import jpeg, png, webp
from honour_roll.photos.pieces import Contents, MalformedError

_TAKEN_APART = {"JPEG": jpeg.taken_apart, "PNG": png.taken_apart, "WEBP": webp.taken_apart}


def contents(kind: str, data: bytes, orientation: int) -> Contents:
    """Take a file apart. ``kind`` is JPEG, PNG or WEBP; ``orientation`` is what its EXIF or XMP says, 1 to 8.

    Raises MalformedError.
    """
    try:
        return _TAKEN_APART[kind](data, orientation)
    except (struct.error, IndexError):
        raise MalformedError from None
