"""Pictures of link cards: a part of a photo around its focus, of a drawn cover around its motif, or several of these.

A drawing is cut from the page's own cover, which goes on to all sides: its tiles are drawn once, and turned.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from honour_roll.cards import covers, drawing
from honour_roll.photos import pillow

_HIGH = 500  # of a motif in a cover, in the cover's units
_ROOM = 0.88  # of a low picture's height that the motif may take
_MOST_ENLARGED = 1.6  # times as large as needed a photo may be, so that its focus is seen in the middle square
_EDGE = 345  # least pixels between a photo's focus and the side of a picture that apps cut to a square
_WHOLE = (covers.WIDTH, covers.HEIGHT)
_GAP = 6  # pixels of paper between pictures
_PAPER = "#ffffff"
_FINE = 4  # times: a disc is drawn so much larger, and then reduced

Size: TypeAlias = "tuple[int, int]"


class CardPhoto(NamedTuple):
    """The rendition that a card shows: ``Job.fingerprint`` and file name, the photo's focus in percent, its credit."""

    fingerprint: str
    file: str
    focus: tuple[float, ...]
    credit: str = ""


class Drawing(NamedTuple):
    """A drawn cover. Without a motif it is a pattern with the SVG of the site's mark, which may be empty."""

    colour: str
    motif: str
    number: int
    mark: str = ""


CardPicture: TypeAlias = "CardPhoto | Drawing"


def laid_out(shown: Sequence[tuple[CardPicture, bytes]], size: Size, *, cut: bool = False) -> pillow.Image.Image:
    """Return up to four pictures as one: side by side in a wide one, else below each other, or two by two.

    A photo comes with its content. ``cut``: apps may show only a square in the middle of what this is the top of.
    """
    count = len(shown)
    columns = count if size[0] > 1.5 * size[1] else 1 + count // 4
    rows = -(-count // columns)
    if count == 1:
        return _one(*shown[0], size, cut=cut)
    whole = pillow.Image.new("RGB", size, _PAPER)
    for index, one in enumerate(shown):
        across, down = _span(index % columns, columns, size[0]), _span(index // columns, rows, size[1])
        whole.paste(_one(*one, (across[1] - across[0], down[1] - down[0])), (across[0], down[0]))
    return whole


def _span(index: int, count: int, length: int) -> tuple[int, int]:
    """Return where one of so many parts of a length begins and ends, with gaps between them."""
    part = (length + _GAP) / count
    return round(index * part), round((index + 1) * part) - _GAP


def _one(picture: CardPicture, photo: bytes, size: Size, *, cut: bool = False) -> pillow.Image.Image:
    if isinstance(picture, Drawing):
        return window(picture, size)
    source = _decoded(photo)
    enlarged = _enlarged(source, size, picture.focus) if cut else 1
    return part(source, size, picture.focus, (size[0] / 2, size[1] / 2), enlarged)


def draw_disc(
    whole: pillow.Image.Image, picture: CardPicture, photo: bytes, middle: tuple[int, int], radius: int
) -> None:
    """Draw a picture as a disc that may leave the edge on the right: a photo, or a cover's motif on its own ground."""
    left, top = middle[0] - radius, middle[1] - radius
    if isinstance(picture, Drawing):
        svg = covers.centre(picture.colour, picture.motif, picture.number, in_disc=True)
        scale = 2 * radius / (covers.CENTRE[1] - covers.CENTRE[0])
        drawing.draw(whole, svg, scale, (left, middle[1] - scale * covers.HEIGHT / 2))
        return
    seen = min(2 * radius, whole.width - left)
    shot = part(_decoded(photo), (2 * radius, 2 * radius), picture.focus, (seen / 2, radius), 1)
    whole.paste(shot, (left, top), _disc(2 * radius))


@lru_cache(maxsize=4)
def window(cover: Drawing, size: Size) -> pillow.Image.Image:
    """Return the middle of a drawn cover; in a low and wide picture, the whole motif, and more tiles beside it."""
    scale = max(size[1] / covers.HEIGHT, min(size[0] / covers.WIDTH, _ROOM * size[1] / _HIGH))
    tile = math.ceil(scale * covers.TILE)
    scale = tile / covers.TILE
    left, top = (round(length / 2 - scale * own / 2) for length, own in zip(size, _WHOLE, strict=True))
    picture = pillow.Image.new("RGB", size)
    tiles = _tiles(cover.colour, cover.number, tile)
    for row in range(math.floor(-top / tile), math.ceil((size[1] - top) / tile)):
        for column in range(math.floor(-left / tile), math.ceil((size[0] - left) / tile)):
            picture.paste(tiles[row % 4][column % 6], (left + column * tile, top + row * tile))
    if cover.motif:
        centre = covers.centre(cover.colour, cover.motif, cover.number)
        drawing.draw(picture, centre, scale, (left + covers.CENTRE[0] * scale, top))
    elif cover.mark:
        _draw_mark(picture, cover)
    return picture


def _draw_mark(picture: pillow.Image.Image, cover: Drawing) -> None:
    """Draw the site's mark on a disc in the middle."""
    side = 0.62 * min(picture.size)
    corner = ((picture.width - side) / 2, (picture.height - side) / 2)
    drawing.draw(picture, covers.disc(cover.colour), side / covers.HEIGHT, corner)
    inner = (corner[0] + side * 0.2, corner[1] + side * 0.2)
    drawing.draw(picture, cover.mark, side * 0.6 / 48, inner, "#ffffff")


@lru_cache(maxsize=4)
def _tiles(colour: str, number: int, wide: int) -> list[list[pillow.Image.Image]]:
    """Return the tiles of a pattern by row and column; the right half mirrors the left."""
    turned = [pillow.Image.new("RGB", (wide, wide))]
    drawing.draw(turned[0], covers.tile(colour, number), wide / covers.TILE)
    for _ in range(3):
        turned.append(turned[-1].transpose(pillow.Image.Transpose.ROTATE_270))
    mirrored = [one.transpose(pillow.Image.Transpose.FLIP_LEFT_RIGHT) for one in turned]
    turns = [turn for _, _, turn in covers.turns(number)]
    halves = [turns[at : at + 3] for at in range(0, len(turns), 3)]
    return [[*(turned[turn] for turn in half), *(mirrored[turn] for turn in reversed(half))] for half in halves]


def part(
    photo: pillow.Image.Image, size: Size, focus: tuple[float, ...], at: tuple[float, float], enlarged: float
) -> pillow.Image.Image:
    """Return the part of a photo that fills ``size``, its focus as near to the point ``at`` as the photo allows.

    The photo is ``enlarged`` times as large as it must be, which leaves it room to move.
    """
    scale = max(size[0] / photo.width, size[1] / photo.height) * enlarged
    box = []
    for side, whole, percent, wanted in zip(size, photo.size, focus, at, strict=True):
        wide = min(whole, side / scale)
        start = max(0.0, min(whole * percent / 100 - wanted / scale, whole - wide))
        box.append((start, min(whole, start + wide)))
    area = (box[0][0], box[1][0], box[0][1], box[1][1])
    return photo.resize(size, pillow.Image.Resampling.BICUBIC, box=area)


def _enlarged(photo: pillow.Image.Image, size: Size, focus: tuple[float, ...]) -> float:
    """Return how many times larger than to fill ``size`` a photo must be, to have its focus in the middle square."""
    scale = max(size[0] / photo.width, size[1] / photo.height)
    wanted = min(_EDGE, size[0] / 3) / max(1, min(focus[0], 100 - focus[0]) / 100 * photo.width * scale)
    return min(_MOST_ENLARGED, max(1.0, wanted))


@lru_cache(maxsize=1)
def _decoded(photo: bytes) -> pillow.Image.Image:
    return pillow.Image.open(io.BytesIO(photo)).convert("RGB")


@lru_cache(maxsize=1)
def _disc(wide: int) -> pillow.Image.Image:
    """Return the mask of a disc."""
    fine = pillow.Image.new("L", (wide * _FINE, wide * _FINE))
    pillow.ImageDraw.Draw(fine).ellipse((0, 0, wide * _FINE - 1, wide * _FINE - 1), fill=255)
    return fine.reduce(_FINE)
