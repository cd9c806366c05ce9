"""Link cards: the picture that Zalo or Facebook shows with a link, and two more to post; drawn by Pillow.

A card has the cover photo, or a drawing in its place, and below it on the field's colour what the model is called, who
leads it, where and when. Apps crop a link's picture to a square, so all that matters stands in the middle 630 pixels.
Sizes and limits: Facebook's guide for link pictures (1200 × 630), the usual 1080 × 1080 post and 1080 × 1920 story,
whose upper 250 and lower 340 pixels apps cover with their own buttons.
"""

from __future__ import annotations

import io
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import PIL

from honour_roll import addresses, colours
from honour_roll.cards import covers, drawing, typesetting
from honour_roll.fingerprints import files_fingerprint, fingerprint, plain
from honour_roll.photos import pillow
from honour_roll.text import glyphs

MOST_BYTES = 200_000  # of a link's card
_QUALITIES = (80, 70, 58, 45)  # the first that keeps a card below that
_RAISED = 1.6  # how much larger than needed a photo may be taken, so that its focus is seen in a square too
_EDGE = 345  # pixels from a link card's side that a photo's focus keeps
_ARTIST = 0x013B  # of EXIF
_STEP = 40  # pixels between the heights that a panel may have: drawings behind it are shared


class Shape(NamedTuple):
    """A kind of card: what its file is called, its size, and where things stand on it, all in pixels.

    ``panel`` and ``column`` are left and right edges: of the ground under the text, and of the text. ``floor`` is where
    the panel ends and the site's name begins, ``tallest`` how high it may be. ``unit`` is the size of small text.
    """

    name: str
    label: str
    width: int
    height: int
    panel: tuple[int, int]
    column: tuple[int, int]
    floor: int
    tallest: int
    unit: int


LINK = Shape("", "", 1200, 630, (270, 930), (312, 888), 562, 400, 24)
SQUARE = Shape("vuong", "hình vuông để đăng bài", 1080, 1080, (0, 1080), (84, 996), 976, 560, 38)
STORY = Shape("doc", "hình dọc để đăng tin 24 giờ", 1080, 1920, (0, 1080), (84, 996), 1470, 700, 42)
SHAPES = (LINK, SQUARE, STORY)
_LAST_LINE = 110  # of the story: where the site's name stands below the floor


class Brand(NamedTuple):
    """What all cards of a site share: its name, its two colours, and the SVG of its mark, if that is ours to draw."""

    name: str
    ground: str
    accent: str
    mark: str = ""


class Photo(NamedTuple):
    """A published rendition to draw: the key it is kept under, its file name, its focus in percent, its credit."""

    key: str
    file: str
    focus: tuple[float, ...]
    credit: str = ""


class Card(NamedTuple):
    """What one card says. ``stem`` begins its file's name; a card has a photo, or a motif, or neither."""

    stem: str
    title: str
    kicker: str
    lines: tuple[str, ...]
    colour: str
    brand: Brand
    motif: str = ""
    photo: Photo | None = None

    @property
    def key(self) -> str:
        """Give what stands for all that is drawn, and for how."""
        return fingerprint(_drawing_fingerprint(), plain(self[1:])).hex()

    def address(self, shape: Shape) -> str:
        """Give where a card is published. What it shows is in the name: apps keep a picture as long as that."""
        return f"{addresses.CARDS}{'-'.join(filter(None, (self.stem, self.key[:10], shape.name)))}.jpg"


def drawn(card: Card, shape: Shape, photo: bytes | None) -> bytes:
    """Give a card as JPEG; ``photo`` is what the rendition that it asks for holds."""
    left, right = shape.column
    width = right - left
    kicker = typesetting.fitted(card.kicker, typesetting.REGULAR, width, round(shape.unit * 2.8), shape.unit, 12, 1.3)
    below = [
        typesetting.fitted(line, typesetting.REGULAR, width, round(shape.unit * 4), shape.unit, 12, 1.35)
        for line in card.lines
    ]
    space = shape.unit
    rest = sum(block.height for block in (kicker, *below)) + round(3.4 * space)
    title = typesetting.fitted(
        card.title, typesetting.BOLD, width, shape.tallest - rest, round(2.25 * shape.unit), shape.unit, 1.3
    )
    tall = -(-(rest + title.height) // _STEP) * _STEP
    picture = _behind(card, shape, shape.floor - tall, photo)
    picture.paste(card.colour, (shape.panel[0], shape.floor - tall, shape.panel[1], shape.floor))
    top = shape.floor - tall + (tall - rest - title.height) // 2 + round(1.2 * space)
    typesetting.draw(picture, kicker, (left, top), "#ffffff")
    top += kicker.height + round(0.4 * space)
    typesetting.draw(picture, title, (left, top), "#ffffff")
    top += title.height + round(0.6 * space)
    for block in below:
        typesetting.draw(picture, block, (left, top), "#ffffff")
        top += block.height
    return _encoded(picture, shape, card.photo.credit if card.photo else "")


def _behind(card: Card, shape: Shape, seen: int, photo: bytes | None) -> pillow.Image.Image:
    """Give a card without its text. ``seen`` is how much is to be seen above the panel."""
    if photo is None or card.photo is None:
        return _drawing(card.colour, card.motif, card.brand, shape, seen).copy()
    picture, source, focus = _foot(card.brand, shape).copy(), _decoded(photo), card.photo.focus
    picture.paste(card.colour, (0, seen, shape.width, shape.floor))
    size = (shape.width, shape.floor if shape.panel[0] else seen)
    raised = _raised(source, size, focus)
    below = (100 - focus[1]) / 100 * source.height * max(size[0] / source.width, size[1] / source.height) * raised
    if size[1] - below > seen - shape.unit:  # so low in the photo that the panel would cover it
        size = (shape.width, seen)
        raised = _raised(source, size, focus)
    picture.paste(_part(source, size, focus, (size[0] / 2, seen / 2), raised), (0, 0))
    return picture


def _part(
    picture: pillow.Image.Image,
    size: tuple[int, int],
    focus: tuple[float, ...],
    place: tuple[float, float],
    raised: float,
) -> pillow.Image.Image:
    """Return the part of a picture that fills ``size``, its focus as near to ``place`` in it as the picture allows.

    The picture is taken ``raised`` times as large as it must be, which leaves it room to move.
    """
    scale = max(size[0] / picture.width, size[1] / picture.height) * raised
    box = []
    for side, whole, at, want in zip(size, picture.size, focus, place, strict=True):
        wide = min(whole, side / scale)
        start = max(0.0, min(whole * at / 100 - want / scale, whole - wide))
        box.append((start, min(whole, start + wide)))
    area = (box[0][0], box[1][0], box[0][1], box[1][1])
    return picture.resize(size, pillow.Image.Resampling.BICUBIC, box=area)


def _raised(photo: pillow.Image.Image, size: tuple[int, int], focus: tuple[float, ...]) -> float:
    """Give how much larger than ``size`` needs a photo is to be taken, so that its focus is in the middle square."""
    scale = max(size[0] / photo.width, size[1] / photo.height)
    wanted = min(_EDGE, size[0] / 3) / max(1, min(focus[0], 100 - focus[0]) / 100 * photo.width * scale)
    return min(_RAISED, max(1.0, wanted))


@lru_cache(maxsize=1)
def _decoded(photo: bytes) -> pillow.Image.Image:
    return pillow.Image.open(io.BytesIO(photo)).convert("RGB")


@lru_cache(maxsize=3)
def _drawing(colour: str, motif: str, brand: Brand, shape: Shape, seen: int) -> pillow.Image.Image:
    """Give a card with a drawing: pattern and motif in its colour, or pattern and the site's mark."""
    picture = _foot(brand, shape).copy()
    high = shape.floor if shape.panel[0] else seen
    pattern = _pattern(colour, covers.MOTIFS.index(motif) if motif else 0)
    scale = max(shape.width / pattern.width, high / pattern.height)
    whole = pattern.resize(
        (round(pattern.width * scale), round(pattern.height * scale)), pillow.Image.Resampling.BILINEAR
    )
    left = (whole.width - shape.width) // 2
    picture.paste(whole.crop((left, 0, left + shape.width, high)), (0, 0))
    if motif:
        side = min(seen - shape.unit, round(shape.width * 0.62))
        corner = ((shape.width - side) / 2, (seen - side) / 2)
        drawing.draw(picture, covers.emblem(colour, motif), side / 800, corner)
    elif brand.mark and seen > 6 * shape.unit:
        side = min(seen - 2 * shape.unit, round(shape.width * 0.25))
        corner = ((shape.width - side) / 2, (seen - side) / 2)
        drawing.draw(picture, covers.disc(colour), side / 800, corner)
        inner = (corner[0] + side * 0.2, corner[1] + side * 0.2)
        drawing.draw(picture, brand.mark, side * 0.6 / 48, inner, "#ffffff")
    return picture


@lru_cache(maxsize=1)
def _pattern(colour: str, number: int) -> pillow.Image.Image:
    """Give a cover's pattern; one tile of it is drawn, and turned."""
    turned = [pillow.Image.new("RGB", (covers.TILE, covers.TILE))]
    drawing.draw(turned[0], covers.tile(colour, number), 1)
    for _ in range(3):
        turned.append(turned[-1].transpose(pillow.Image.Transpose.ROTATE_270))
    half = pillow.Image.new("RGB", (covers.WIDTH // 2, covers.HEIGHT))
    for x, y, turn in covers.turns(number):
        half.paste(turned[turn], (x, y))
    picture = pillow.Image.new("RGB", (covers.WIDTH, covers.HEIGHT))
    picture.paste(half, (0, 0))
    picture.paste(half.transpose(pillow.Image.Transpose.FLIP_LEFT_RIGHT), (half.width, 0))
    return picture


@lru_cache(maxsize=8)
def _foot(brand: Brand, shape: Shape) -> pillow.Image.Image:
    """Give the ground of a card, in the site's colour, with its mark and its name below the floor."""
    picture = pillow.Image.new("RGB", (shape.width, shape.height), brand.ground)
    left, right = shape.column
    high = min(shape.height - shape.floor, _LAST_LINE)
    side = round(high * 0.62) if brand.mark else 0
    start = left + side + (round(side * 0.35) if side else 0)
    name = typesetting.fitted(brand.name, typesetting.BOLD, right - start, round(high * 0.9), shape.unit, 12, 1.2)
    if brand.mark:
        drawing.draw(picture, brand.mark, side / 48, (left, shape.floor + (high - side) / 2), brand.accent)
    typesetting.draw(picture, name, (start, shape.floor + (high - name.height) // 2), "#ffffff")
    return picture


def _encoded(picture: pillow.Image.Image, shape: Shape, credit: str) -> bytes:
    """Give a picture as JPEG with the photo's credit, a link's as good as its bound allows."""
    made, exif = b"", pillow.Image.Exif()
    if credit:
        exif[_ARTIST] = credit.encode()
    for quality in _QUALITIES:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, exif=exif)
        made = out.getvalue()
        if shape is not LINK or len(made) < MOST_BYTES:
            break
    return made


@cache
def _drawing_fingerprint() -> bytes:
    """Return the fingerprint of how cards are drawn: the code that does it, the fonts, and Pillow."""
    sources = (Path(__file__).parent, Path(colours.__file__), Path(glyphs.__file__), *typesetting.FONTS.glob("*.ttf"))
    return fingerprint(files_fingerprint(*sources), PIL.__version__.encode())
