"""Link cards: the picture that Zalo or Facebook shows with a link, and two more to post; drawn with Pillow.

A card shows the page's own cover, photo or drawn, in one of four compositions: beside the title, above or below it, or
in a disc on the deep tone of the field's colour. Sizes: Facebook's guide for link pictures (1200 × 630), the usual
1080 × 1080 post, and the 1080 × 1920 story, whose upper 250 and lower 340 pixels apps cover with their own buttons.
"""

from __future__ import annotations

import io
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import PIL

from honour_roll import addresses, colours
from honour_roll.cards import covers, drawing, pictures, typesetting
from honour_roll.cards.pictures import CardPhoto, CardPicture
from honour_roll.cards.typesetting import BOLD, REGULAR, TextBlock
from honour_roll.fingerprints import files_fingerprint, fingerprint, plain
from honour_roll.photos import pillow
from honour_roll.text import glyphs, kept_together

MOST_BYTES = 200_000  # of a link's card
_QUALITIES = (80, 70, 58, 45)  # of JPEG; the first that keeps a link's card below MOST_BYTES
_ARTIST = 0x013B  # EXIF tag

# Where the picture is.
BESIDE, ABOVE, BELOW, CIRCLE = "beside", "above", "below", "circle"
_PAPER, _INK = colours.WHITE, colours.DARK
_LEADING, _LINE_LEADING = 1.18, 1.4
_RULE = 12  # pixels of the field's colour between picture and text
_DISC = ((954, 315), 342)  # middle and radius: it leaves the card, what it shows does not

Point = tuple[int, int]


class Shape(NamedTuple):
    """A kind of card: the end of its file's name, its label, its size, and where things are on it, in pixels.

    ``edge`` is left free on both sides, ``floor`` is where text ends. ``title`` has the largest and the smallest size
    of a title's letters, ``small`` is that of all others.
    """

    name: str
    label: str
    width: int
    height: int
    edge: int
    floor: int
    title: tuple[int, int]
    small: int

    @property
    def column(self) -> int:
        """Return the width of the text."""
        return self.width - 2 * self.edge


LINK = Shape("", "", 1200, 630, 52, 600, (56, 49), 28)
SQUARE = Shape("vuong", "hình vuông để đăng bài", 1080, 1080, 72, 1020, (84, 64), 38)
STORY = Shape("doc", "hình dọc để đăng tin 24 giờ", 1080, 1920, 84, 1540, (96, 72), 44)
SHAPES = (LINK, SQUARE, STORY)
_LARGEST = 72  # pixels to the em of a link card's title in a column
_NAME = 26  # pixels to the em of the names of field and site in a column


class Brand(NamedTuple):
    """What all cards of a site share: its name, its two colours, and the SVG of its mark, or nothing."""

    name: str
    ground: str
    accent: str
    mark: str = ""


class LinkCard(NamedTuple):
    """What one card says. ``stem`` begins its file's name. ``shown`` are one to four pictures.

    ``kicker`` stands in a column alone: what kind of page it is.
    """

    stem: str
    title: str
    kicker: str
    line: str
    colour: str
    brand: Brand
    shown: tuple[CardPicture, ...]
    composition: str = BESIDE

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of all that is drawn and of the drawing code, in hexadecimal digits."""
        own = (self.title, self.kicker, self.line, self.colour, self.shown, self.composition)
        return fingerprint(_brand_fingerprint(self.brand), plain(own)).hex()

    @property
    def photos(self) -> tuple[CardPhoto, ...]:
        """Return the photos that it shows."""
        return tuple(one for one in self.shown if isinstance(one, CardPhoto))

    def address(self, shape: Shape) -> str:
        """Return the published address. It has a part of the fingerprint: apps keep a picture as long as its name."""
        return f"{addresses.CARDS}{'-'.join(filter(None, (self.stem, self.fingerprint[:10], shape.name)))}.jpg"


def drawn(card: LinkCard, shape: Shape, photos: dict[CardPhoto, bytes]) -> bytes:
    """Return a card as JPEG; ``photos`` has the content of each rendition that it shows."""
    picture = pillow.Image.new("RGB", (shape.width, shape.height), _PAPER)
    shown = [(one, photos[one] if isinstance(one, CardPhoto) else b"") for one in card.shown]
    if shape is LINK and card.composition == BESIDE:
        half = LINK.width // 2
        picture.paste(pictures.laid_out(shown, (half, LINK.height)), (0, 0))
        _draw_column(picture, card, (half + LINK.edge, half - 2 * LINK.edge), (card.colour, _INK, card.brand.ground))
    elif shape is LINK and card.composition == CIRCLE:
        deep = covers.deep(card.colour)
        picture.paste(deep, (0, 0, *picture.size))
        pictures.draw_disc(picture, *shown[0], *_DISC)
        accent = card.brand.accent if colours.contrast(card.brand.accent, deep) >= colours.READABLE else _PAPER
        _draw_column(picture, card, (LINK.edge + 8, _DISC[0][0] - _DISC[1] - LINK.edge - 28), (accent, _PAPER, accent))
    else:
        _draw_band(picture, card, shape, shown)
    return _encoded(picture, shape, "; ".join(dict.fromkeys(photo.credit for photo in card.photos if photo.credit)))


def _draw_column(
    picture: pillow.Image.Image, card: LinkCard, column: tuple[int, int], colour: tuple[str, str, str]
) -> None:
    """Draw all text of a link's card in a column, from its left edge and its width.

    ``colour`` has those of the kicker, of title and line, and of the site's name.
    """
    left, width = column
    top, floor = LINK.edge, LINK.height - LINK.edge + 8
    if card.kicker:
        inset = 34 if card.composition == BESIDE else 0  # behind a square
        kicker = typesetting.fitted(card.kicker, BOLD, width - inset, 2 * _NAME * 2, _NAME, 12, 1.3)
        if inset:
            picture.paste(colour[0], (left, top + 8, left + 20, top + 28))
        typesetting.draw(picture, kicker, (left + inset, top), colour[0])
        top += kicker.height + 18
    sign = _Sign(card, width)
    line = typesetting.fitted(card.line, REGULAR, width, 5 * LINK.small, LINK.small, 12, _LINE_LEADING)
    room = floor - sign.height - 20 - line.height - 20 - top
    title = typesetting.fitted(card.title, BOLD, width, room, _LARGEST, LINK.title[1], _LEADING)
    typesetting.draw(picture, title, (left, top), colour[1])
    typesetting.draw(picture, line, (left, top + title.height + 20), colour[1])
    sign.draw(picture, (left, floor - sign.height), colour[2])


def _draw_band(
    picture: pillow.Image.Image, card: LinkCard, shape: Shape, shown: list[tuple[CardPicture, bytes]]
) -> None:
    """Draw a card with its picture over the whole width, above the text or below it."""
    large, small = shape.title
    title = typesetting.fitted(card.title, BOLD, shape.column, round(2 * large * _LEADING), large, small, _LEADING)
    if title.size < small:
        title = typesetting.fitted(card.title, BOLD, shape.column, 5 * large, small, small, _LEADING)
    gap = round(shape.small / 2)
    is_link = shape is LINK  # on which the site's mark stands at the end of the line
    sign = _Sign(card, shape.column // 3 if is_link else shape.column, shape.small, named=not is_link)
    width = shape.column - (sign.width + gap if is_link and sign.width else 0)
    line = typesetting.fitted(card.line, REGULAR, width, 3 * shape.small, shape.small, 12, _LINE_LEADING)
    rest = max(line.height, sign.height) if is_link else line.height + 2 * gap + sign.height
    high = title.height + gap + rest
    turned = is_link and card.composition == BELOW
    edge = 2 * gap
    top = edge - gap // 2 if turned else shape.floor - high
    clear = shape.height - high - _RULE - 2 * edge if turned else top - edge - _RULE
    shot = pictures.laid_out(shown, (shape.width, clear), cut=is_link)
    picture.paste(shot, (0, shape.height - clear if turned else 0))
    rule = shape.height - clear - _RULE if turned else clear
    picture.paste(card.colour, (0, rule, shape.width, rule + _RULE))
    typesetting.draw(picture, title, (shape.edge, top), _INK)
    top += title.height + gap
    typesetting.draw(picture, line, (shape.edge, top + (rest - line.height) // 2 if is_link else top), _INK)
    if is_link:
        at = (shape.width - shape.edge - sign.width, top + (rest - sign.height) // 2)
    else:
        at = (shape.edge, top + line.height + 2 * gap)
    sign.draw(picture, at, card.brand.ground)


class _Sign:
    """The site's mark and name, or one of them: the mark alone where the title is the name already."""

    def __init__(self, card: LinkCard, width: int, size: int = _NAME, *, named: bool = True) -> None:
        self._mark = card.brand.mark
        side = round(size * 1.7) if self._mark else 0
        self._side, self._gap = side, round(side * 0.28)
        self._name: TextBlock | None = None
        if (named and card.title != card.brand.name) or not self._mark:
            self._name = typesetting.fitted(card.brand.name, BOLD, width - side - self._gap, 3 * size, size, 12, 1.25)
        self.height = max(side, self._name.height if self._name else 0)
        self.width = side + (self._gap + self._name.width if self._name else 0)

    def draw(self, picture: pillow.Image.Image, at: Point, colour: str) -> None:
        """Draw it, its upper left corner at ``at``."""
        if self._mark:
            picture.paste(colour, (at[0], at[1] + (self.height - self._side) // 2), _mark(self._mark, self._side))
        if self._name:
            top = at[1] + (self.height - self._name.height) // 2
            typesetting.draw(picture, self._name, (at[0] + self._side + self._gap, top), colour)


@lru_cache(maxsize=8)
def _mark(svg: str, side: int) -> pillow.Image.Image:
    """Return the site's mark as a mask, so many pixels wide and high."""
    mask = pillow.Image.new("RGB", (side, side))
    drawing.draw(mask, svg, side / 48, colour="#ffffff")
    return mask.convert("L")


def _encoded(picture: pillow.Image.Image, shape: Shape, credit: str) -> bytes:
    """Return a picture as JPEG with the photos' credit; a link's in the best quality below MOST_BYTES."""
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
    own, text = Path(__file__).parent, (Path(glyphs.__file__), Path(kept_together.__file__))
    sources = (own, Path(colours.__file__), *text, *typesetting.FONTS.glob("*.ttf"))
    return fingerprint(files_fingerprint(*sources), PIL.__version__.encode())
