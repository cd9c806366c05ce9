"""Renditions of a photo: which are planned for its page and its card, and how each is made.

They are upright, in sRGB, never enlarged, blurred where the entry says so, and carry no metadata but the credit;
``renditions.py`` keeps them, in ``.cache/honour_roll/photos/``.
The method (draft decode, resize before turning, each size from the one above it, AVIF at speed 9 with one JPEG for
browsers without AVIF) is measured in ``docs/decisions/0005-avif-and-one-jpeg.md``.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from honour_roll.fingerprints import fingerprint
from honour_roll.photos import messages, pillow
from honour_roll.photos.inspect import (
    Original,
    UnusablePhotoError,
    content,
    load,
    opened,
    orientation,
    upright_size,
)

WIDTHS = (1600, 960, 480)  # pixels, widest first
FALLBACK = 960  # width of the one JPEG
CARD_WIDTHS = (960, 480)
CARD_SHAPE = (3, 2)
FOCUS = (50, 40)  # percent from the left and the top: faces are mostly in the upper half
_MOSAIC = 5  # cells along the longer side of a blurred box: too few to tell a face
_AVIF = {"quality": 50, "speed": 9, "max_threads": 1}
_JPEG = {"quality": 78, "optimize": True, "progressive": True}
_ARTIST = 0x013B  # EXIF tag
_TURNS = {  # the transposition (by Pillow's name) that each EXIF orientation asks for
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}


class Wish(NamedTuple):
    """What an entry wants of a photo: the credit, boxes to blur and focus in percent, and whether cards show it.

    A box is left, top, width and height.
    """

    credit: str = ""
    blur: tuple[tuple[float, ...], ...] = ()
    focus: tuple[float, ...] = FOCUS
    card: bool = False


class Rendition(NamedTuple):
    """One picture to make: its file name beside the page, its size in pixels, and whether it is cut for cards."""

    file: str
    width: int
    height: int
    card: bool = False

    @property
    def is_avif(self) -> bool:
        """Return whether it is AVIF; else it is JPEG."""
        return self.file.endswith(".avif")


def planned(original: Original, wish: Wish) -> tuple[Rendition, ...]:
    """Return the renditions of a photo, widest first: AVIF in several widths, then one JPEG; the same for cards."""
    stem, _, ending = original.file.rpartition(".")
    stem = stem if ending == "jpg" else f"{stem}--{ending}"  # a.jpg and a.png are two photos
    plans = [*_series(stem, original.width, original.height, WIDTHS)]
    if wish.card:
        width, height = _card_size(original.width, original.height)
        plans += (plan._replace(card=True) for plan in _series(f"{stem}--the", width, height, CARD_WIDTHS))
    return tuple(plans)


def _series(stem: str, width: int, height: int, widths: tuple[int, ...]) -> Iterator[Rendition]:
    """Yield a rendition for each of ``widths`` that the picture fills, and the JPEG nearest to FALLBACK."""
    top = min(width, widths[0])
    fitting = [top, *(w for w in widths if w < top * 0.85)]  # a size hardly smaller is not worth its bytes
    fallback = min(fitting, key=lambda wide: abs(wide - FALLBACK))
    for wide, ending in [*((wide, "avif") for wide in fitting), (fallback, "jpg")]:
        yield Rendition(f"{stem}-{wide}.{ending}", wide, max(1, round(height * wide / width)))


def _card_size(width: int, height: int) -> tuple[int, int]:
    """Return the largest size in the cards' shape that fits into a picture."""
    width = min(width, height * CARD_SHAPE[0] // CARD_SHAPE[1])
    return width, width * CARD_SHAPE[1] // CARD_SHAPE[0]


def resized(path: Path, original: Original, wish: Wish) -> dict[str, bytes]:
    """Return the bytes of each planned rendition by file name, and of the placeholder (WebP, 16 pixels) by ``""``.

    Raises UnusablePhotoError when the file is damaged, or is no longer the one that was examined.
    """
    data = content(path)
    if fingerprint(data) != original.fingerprint:
        raise UnusablePhotoError.of(messages.CHANGED)
    whole = upright(opened(data), min(original.width, WIDTHS[0]))
    for box in wish.blur:
        _blur(whole, box)
    credit = pillow.Image.Exif()
    if wish.credit:
        credit[_ARTIST] = wish.credit.encode()  # text would be cut down to ASCII
    out = {}
    plans = planned(original, wish)
    for card in (False, True):
        current = _cut(whole, wish.focus) if card else whole
        for plan in plans:
            if plan.card is card and plan.is_avif:
                if current.size != (plan.width, plan.height):
                    current = current.resize((plan.width, plan.height), pillow.Image.Resampling.LANCZOS)
                out[plan.file] = _encoded(current, "AVIF", exif=credit, **_AVIF)
                jpeg = plan._replace(file=plan.file.removesuffix("avif") + "jpg")
                if jpeg in plans:
                    out[jpeg.file] = _encoded(current, "JPEG", exif=credit, **_JPEG)
        if not card:  # the smallest makes the placeholder
            out[""] = _encoded(current.resize((16, max(1, round(16 * whole.height / whole.width)))), "WEBP", quality=40)
    return out


def upright(picture: pillow.Image.Image, width: int) -> pillow.Image.Image:
    """Return the photo ``width`` pixels wide, turned upright, in sRGB, on white where it was transparent."""
    turned = orientation(picture)
    wide, high = upright_size(picture)
    height = max(1, round(high * width / wide))
    size = (height, width) if turned >= 5 else (width, height)
    profile = picture.info.get("icc_profile")
    picture.draft(None, size)  # a JPEG is decoded to an eighth, a quarter or a half of its size
    load(picture)
    if picture.mode.startswith("I"):  # 16 bits a pixel
        picture = picture.point(lambda value: value * (1 / 256)).convert("L")
    plain = "RGBA" if picture.has_transparency_data else "RGB" if picture.mode in ("P", "1") else picture.mode
    if picture.mode != plain:
        picture = picture.convert(plain)
    small = picture.resize(size, pillow.Image.Resampling.LANCZOS) if picture.size != size else picture
    if small.mode == "RGBA":
        white = pillow.Image.new("RGB", small.size, "white")
        white.paste(small, mask=small.getchannel("A"))
        small = white
    small = _in_srgb(small, profile)
    small.info.clear()  # or the original's comment would be written again
    return small.transpose(pillow.Image.Transpose[_TURNS[turned]]) if turned in _TURNS else small


def _in_srgb(picture: pillow.Image.Image, profile: bytes | None) -> pillow.Image.Image:
    """Return the picture in sRGB; a profile that is broken or does not fit the picture is ignored."""
    if profile and not is_srgb(profile):
        try:
            source = pillow.ImageCms.ImageCmsProfile(io.BytesIO(profile))
            srgb = pillow.ImageCms.createProfile("sRGB")
            converted = pillow.ImageCms.profileToProfile(picture, source, srgb, outputMode="RGB")
        except (pillow.ImageCms.PyCMSError, OSError, ValueError):
            converted = None
        if converted is not None:
            return converted
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def is_srgb(profile: bytes) -> bool:
    """Return whether an embedded colour profile calls itself sRGB."""
    return b"sRGB" in profile[:1024] or b"s\0R\0G\0B" in profile[:1024]


def _blur(picture: pillow.Image.Image, box: tuple[float, ...]) -> None:
    """Replace a box (left, top, width, height in percent) by a mosaic of a few cells, past all recovery."""
    left, top, wide, high = (v * side / 100 for v, side in zip(box, picture.size * 2, strict=True))
    first = (min(int(left), picture.width - 1), min(int(top), picture.height - 1))  # however small, it covers a pixel
    last = (math.ceil(left + wide), math.ceil(top + high))
    right, bottom = (min(side, max(end, start + 1)) for side, end, start in zip(picture.size, last, first, strict=True))
    size = (right - first[0], bottom - first[1])
    cells = tuple(max(1, round(_MOSAIC * side / max(size))) for side in size)
    piece = picture.crop((*first, right, bottom)).resize(cells, pillow.Image.Resampling.BOX)
    picture.paste(piece.resize(size, pillow.Image.Resampling.BICUBIC), first)


def _cut(picture: pillow.Image.Image, focus: tuple[float, ...]) -> pillow.Image.Image:
    """Return the largest part in the cards' shape, with the focus as near to its middle as the picture allows."""
    width, height = _card_size(*picture.size)
    left = min(max(0, round(picture.width * focus[0] / 100 - width / 2)), picture.width - width)
    top = min(max(0, round(picture.height * focus[1] / 100 - height / 2)), picture.height - height)
    return picture.crop((left, top, left + width, top + height))


def _encoded(picture: pillow.Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()
