"""Photos at the desk: how large one may come, which files are taken for photos, and what the form shows of them."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import ImageOps

from honour_roll.photos import inspect, names

MOST_BYTES = 40_000_000  # of one upload
MOST_AT_ONCE = 20  # photos of one drop
_LONGEST_SIDE = 1600  # pixels of the picture that the desk shows


def is_photo(name: str) -> bool:
    """Return whether a file is one of those that the check takes for photos."""
    return names.ending(name) in names.PHOTOS


def shown(path: Path) -> bytes:
    """Return the JPEG that the desk shows of a photo: upright, at most 1,600 pixels. Raises UnusablePhotoError."""
    return shown_bytes(inspect.content(path))


def shown_bytes(data: bytes) -> bytes:
    """Return what ``shown`` does, of the content of a photo."""
    picture = inspect.looked_at(data).picture
    picture.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
    inspect.load(picture)
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    out = io.BytesIO()
    upright.convert("RGB").save(out, "JPEG", quality=82)
    return out.getvalue()
