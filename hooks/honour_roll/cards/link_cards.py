"""Link cards: the picture that Zalo or Facebook shows with a link, and two more to post; drawn with Pillow.

A card has the cover photo or a drawing, and below it, on the field's colour, the model's title, unit, place and year.
Apps crop a link's picture to a square, so all that matters is in the middle 630 pixels. Sizes: Facebook's guide for
link pictures (1200 × 630), the usual 1080 × 1080 post, and the 1080 × 1920 story, whose upper 250 and lower 340
pixels apps cover with their own buttons.
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
_QUALITIES = (80, 70, 58, 45)  # of JPEG; the first that keeps a link's card below MOST_BYTES
_MOST_ENLARGED = 1.6  # times as large as needed a photo may be, so that its focus is seen in the middle square
_EDGE = 345  # least pixels between a photo's focus and a link card's side
_ARTIST = 0x013B  # EXIF tag
_STEP = 40  # pixels between the heights that a panel may have, so that cards share drawings


class Shape(NamedTuple):
    """A kind of card: the end of its file's name, its label, its size, and where things are on it, in pixels.

    ``panel`` and ``column`` are the left and right edges of the ground under the text, and of the text. ``floor`` is
    where the panel ends and the site's name begins, ``tallest`` the panel's largest height, ``unit`` the size of small
    text.
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
_LAST_LINE = 110  # most pixels below the floor for the site's name: a story has more, which apps cover


class Brand(NamedTuple):
    """What all cards of a site share: its name, its two colours, and the SVG of its mark, or nothing."""

    name: str
    ground: str
    accent: str
    mark: str = ""


class CardPhoto(NamedTuple):
    """The rendition that a card shows: ``Job.fingerprint`` and file name, the photo's focus in percent, its credit."""

    fingerprint: str
    file: str
    focus: tuple[float, ...]
    credit: str = ""


class LinkCard(NamedTuple):
    """What one card says. ``stem`` begins its file's name. It has a photo, or a motif, or neither."""

    stem: str
    title: str
    kicker: str
    lines: tuple[str, ...]
    colour: str
    brand: Brand
    motif: str = ""
    photo: CardPhoto | None = None

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of all that is drawn and of the drawing code, in hexadecimal digits."""
        own = (self.title, self.kicker, self.lines, self.colour, self.motif, self.photo)
        return fingerprint(_brand_fingerprint(self.brand), plain(own)).hex()

    def address(self, shape: Shape) -> str:
        """Return the published address. It has a part of the fingerprint: apps keep a picture as long as its name."""
        return f"{addresses.CARDS}{'-'.join(filter(None, (self.stem, self.fingerprint[:10], shape.name)))}.jpg"


def drawn(card: LinkCard, shape: Shape, photo: bytes | None) -> bytes:
    """Return a card as JPEG; ``photo`` is the content of the rendition that it shows."""
    unit, (left, right) = shape.unit, shape.column
    fitted, width = typesetting.fitted, right - left
    kicker = fitted(card.kicker, typesetting.REGULAR, width, round(unit * 2.8), unit, 12, 1.3)
    lines = [fitted(line, typesetting.REGULAR, width, unit * 4, unit, 12, 1.35) for line in card.lines]
    rest = sum(block.height for block in (kicker, *lines)) + round(3.4 * unit)
    title = fitted(card.title, typesetting.BOLD, width, shape.tallest - rest, round(2.25 * unit), unit, 1.3)
    tall = -(-(rest + title.height) // _STEP) * _STEP
    picture = _behind(card, shape, shape.floor - tall, photo)
    picture.paste(card.colour, (shape.panel[0], shape.floor - tall, shape.panel[1], shape.floor))
    top = shape.floor - tall + (tall - rest - title.height) // 2 + round(1.2 * unit)
    for block, below in [(kicker, round(0.4 * unit)), (title, round(0.6 * unit)), *((line, 0) for line in lines)]:
        typesetting.draw(picture, block, (left, top), "#ffffff")
        top += block.height + below
    return _encoded(picture, shape, card.photo.credit if card.photo else "")


def _behind(card: LinkCard, shape: Shape, clear: int, photo: bytes | None) -> pillow.Image.Image:
    """Return a card without its text and panel; the panel leaves its upper ``clear`` pixels clear."""
    if photo is None or card.photo is None:
        return _drawing(card.colour, card.motif, card.brand, shape, clear).copy()
    picture, source, focus = _foot(card.brand, shape).copy(), _decoded(photo), card.photo.focus
    picture.paste(card.colour, (0, clear, shape.width, shape.floor))
    size = (shape.width, shape.floor if shape.panel[0] else clear)
    enlarged = _enlarged(source, size, focus)
    below = (100 - focus[1]) / 100 * source.height * max(size[0] / source.width, size[1] / source.height) * enlarged
    if size[1] - below > clear - shape.unit:  # the focus is so low in the photo that the panel would cover it
        size = (shape.width, clear)
        enlarged = _enlarged(source, size, focus)
    picture.paste(_part(source, size, focus, (size[0] / 2, clear / 2), enlarged), (0, 0))
    return picture


def _part(
    photo: pillow.Image.Image, size: tuple[int, int], focus: tuple[float, ...], at: tuple[float, float], enlarged: float
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


def _enlarged(photo: pillow.Image.Image, size: tuple[int, int], focus: tuple[float, ...]) -> float:
    """Return how many times larger than to fill ``size`` a photo must be, to have its focus in the middle square."""
    scale = max(size[0] / photo.width, size[1] / photo.height)
    wanted = min(_EDGE, size[0] / 3) / max(1, min(focus[0], 100 - focus[0]) / 100 * photo.width * scale)
    return min(_MOST_ENLARGED, max(1.0, wanted))


@lru_cache(maxsize=1)
def _decoded(photo: bytes) -> pillow.Image.Image:
    return pillow.Image.open(io.BytesIO(photo)).convert("RGB")


@lru_cache(maxsize=3)
def _drawing(colour: str, motif: str, brand: Brand, shape: Shape, clear: int) -> pillow.Image.Image:
    """Return a card with a drawing: a pattern in ``colour`` with the motif or, without one, with the site's mark."""
    picture = _foot(brand, shape).copy()
    high = shape.floor if shape.panel[0] else clear
    pattern = _pattern(colour, covers.MOTIFS.index(motif) if motif else 0)
    scale = max(shape.width / pattern.width, high / pattern.height)
    size = (round(pattern.width * scale), round(pattern.height * scale))
    left = (size[0] - shape.width) // 2
    whole = pattern.resize(size, pillow.Image.Resampling.BILINEAR)
    picture.paste(whole.crop((left, 0, left + shape.width, high)), (0, 0))
    if motif:
        side = min(clear - shape.unit, round(shape.width * 0.62))
    elif brand.mark and clear > 6 * shape.unit:
        side = min(clear - 2 * shape.unit, round(shape.width * 0.25))
    else:
        return picture
    corner = ((shape.width - side) / 2, (clear - side) / 2)
    drawing.draw(picture, covers.emblem(colour, motif) if motif else covers.disc(colour), side / 800, corner)
    if not motif:
        inner = (corner[0] + side * 0.2, corner[1] + side * 0.2)
        drawing.draw(picture, brand.mark, side * 0.6 / 48, inner, "#ffffff")
    return picture


@lru_cache(maxsize=1)
def _pattern(colour: str, number: int) -> pillow.Image.Image:
    """Return the pattern of a cover; one tile of it is drawn, and turned."""
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
    """Return an empty card in the site's colour, with its mark and its name below the floor."""
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
    """Return a picture as JPEG with the photo's credit; a link's in the best quality below MOST_BYTES."""
    exif = pillow.Image.Exif()
    if credit:
        exif[_ARTIST] = credit.encode()
    for quality in _QUALITIES:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, exif=exif)
        if shape is not LINK or out.tell() < MOST_BYTES:
            break
    return out.getvalue()


@cache
def _brand_fingerprint(brand: Brand) -> bytes:
    return fingerprint(_drawing_fingerprint(), plain(brand))


@cache
def _drawing_fingerprint() -> bytes:
    """Return the fingerprint of what decides the bytes of cards: the code that draws them, the fonts, and Pillow."""
    sources = (Path(__file__).parent, Path(colours.__file__), Path(glyphs.__file__), *typesetting.FONTS.glob("*.ttf"))
    return fingerprint(files_fingerprint(*sources), PIL.__version__.encode())
