"""A picture of a document as the document shows it: without what was cut away, and large enough for a page."""

from __future__ import annotations

import io

from PIL import Image

from honour_roll.photos import inspect
from honour_roll.photos.inspect import Seen, UnusablePhotoError
from honour_roll.photos.messages import HUGE, SMALL

WHOLE = 100_000  # of the shares of a picture that Word cuts away
_LINE = 12  # times as wide as high: a drawn line, no photo
_SMALLEST = 40  # pixels: less is a sign or a spot, no photo
_LARGEST = 2 * inspect.LONGEST  # pixels of a side of a JPEG before it is cut
_MOST_PIXELS = 25_000_000  # of what must be decoded whole: resized, it takes three times 100 MB
_DRAWN = ("PNG", "GIF", "BMP", "DIB")

Shares = tuple[int, int, int, int]  # cut away at the left, top, right and bottom


class DrawnLineError(Exception):
    """A picture that only draws a line."""


def as_shown(data: bytes, cut: Shares) -> tuple[bytes, bool]:
    """Return a picture's bytes as they are to be shown, and whether it had to be enlarged.

    What Word cuts away is still in its file, and may be what nobody should see. A picture that is smaller than photos
    of entries may be is enlarged: that makes it no better, and is told. Raises UnusablePhotoError and DrawnLineError.
    """
    picture, kind = _opened(data)
    width, height = inspect.upright_size(picture)
    if max(width, height) > _LINE * max(1, min(width, height)):
        raise DrawnLineError
    if min(width, height) < _SMALLEST:
        raise _small(width, height)
    if kind != "JPEG" and width * height > _MOST_PIXELS:
        millions = round(width * height / 10**6)
        raise UnusablePhotoError.of(HUGE, kind=kind, pixels=millions, most=_MOST_PIXELS // 10**6)
    if any(cut):
        picture.draft("RGB", (_LARGEST, _LARGEST))  # of a JPEG, whose pixels are then decoded already shrunk
        inspect.load(picture)
        picture = picture.crop(_box(picture, cut))
        width, height = inspect.upright_size(picture)
        if min(width, height) < _SMALLEST:
            raise _small(width, height)
    scale = max(inspect.SMALLEST / width, inspect.LOWEST / height, 1.0)
    if scale > 1:
        inspect.load(picture)
        size = tuple(max(1, round(side * scale + 0.5)) for side in picture.size)
        shown = picture.convert("RGBA" if kind == "PNG" else "RGB").resize(size, Image.Resampling.LANCZOS)
        return _encoded(shown, kind), True
    return (_encoded(picture, kind), False) if any(cut) else (data, False)


def _opened(data: bytes) -> tuple[Image.Image, str]:
    """Return a picture and its format; one that is merely small is taken too. Raises UnusablePhotoError."""
    try:
        seen: Seen = inspect.looked_at(data)
    except UnusablePhotoError as error:
        if error.rule != SMALL.rule:
            raise
        picture = inspect.opened(data)
        return picture, picture.format or ""
    return seen.picture, seen.kind


def _small(width: int, height: int) -> UnusablePhotoError:
    return UnusablePhotoError.of(
        SMALL, width=width, height=height, width_least=inspect.SMALLEST, height_least=inspect.LOWEST
    )


def _box(picture: Image.Image, cut: Shares) -> tuple[int, int, int, int]:
    left, top, right, bottom = (share / WHOLE for share in cut)
    width, height = picture.size
    return round(width * left), round(height * top), round(width * (1 - right)), round(height * (1 - bottom))


def _encoded(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    if kind in _DRAWN:
        picture.save(out, "PNG")
    else:
        # The orientation stays: it is that of the pixels as they lie in the file.
        picture.convert("RGB").save(out, "JPEG", quality=92, exif=picture.getexif())
    return out.getvalue()
