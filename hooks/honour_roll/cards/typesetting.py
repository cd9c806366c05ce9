"""Typesetting: text in Be Vietnam Pro on a picture, wrapped between words but not in names, shrunk until it fits.

Each word is drawn once and cached as a mask: Vietnamese has a few thousand syllables, so most words of ten thousand
titles are in the cache, and to paste one takes microseconds. FreeType alone does the layout (no HarfBuzz), so every
machine with the same Pillow makes the same bytes.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from honour_roll.photos import pillow
from honour_roll.text.glyphs import drawable
from honour_roll.text.kept_together import NO_BREAK, bound

FONTS = Path(__file__).parents[2] / "fonts"
REGULAR, BOLD = 400, 600
_UNIT = 200  # pixels to the em at which words are measured
_SHRINK = 0.94  # the ratio of each size to the one before it
_ABOVE = 230  # the combining class of marks above a letter (Unicode Standard Annex 44)
_HALVINGS = 8  # in search of the narrowest column that needs no more lines


class TextBlock(NamedTuple):
    """Lines of text in one size, in pixels to the em. ``leading`` is the height of a line in ems."""

    lines: tuple[str, ...]
    weight: int
    size: int
    leading: float

    @property
    def height(self) -> int:
        """Return the height of all lines in pixels."""
        return round(len(self.lines) * self.size * self.leading)

    @property
    def width(self) -> int:
        """Return the width of the longest line in pixels."""
        return math.ceil(max((_length(line, self.weight) for line in self.lines), default=0) * self.size)


@lru_cache(maxsize=1024)
def fitted(text: str, weight: int, width: int, height: int, largest: int, smallest: int, leading: float) -> TextBlock:
    """Return a text in the largest size, from ``largest`` down, in which it fits into ``width`` × ``height`` pixels.

    Names stay on one line if the text fits like that in ``smallest`` or larger, else whole words do. A word is broken
    only when it is wider than a line in ``smallest`` too; then any size will do.
    """
    words = drawable(text).split()
    for pieces in (bound(" ".join(words), names_only=True).split(" "), words):
        size = float(largest)
        while size >= smallest:
            if block := _block(pieces, weight, width, height, round(size), leading):
                return block
            size *= _SHRINK
    size = float(largest)
    while True:
        if block := _block(_broken(words, weight, round(size), width), weight, width, height, round(size), leading):
            return block
        size *= _SHRINK


def _block(pieces: list[str], weight: int, width: int, height: int, pixels: int, leading: float) -> TextBlock | None:
    """Return pieces of text, none of which is broken, as even lines; None if they do not fit into the box."""
    if any(_length(piece, weight) * pixels > width for piece in pieces):
        return None
    lines = _wrapped(pieces, weight, width / pixels)
    if len(lines) * pixels * leading > height:
        return None
    return TextBlock(_balanced(pieces, weight, width / pixels, lines), weight, pixels, leading)


def draw(picture: pillow.Image.Image, block: TextBlock, at: tuple[int, int], colour: str) -> None:
    """Draw a block on a picture, its upper left corner at ``at``."""
    left, top = at
    for number, line in enumerate(block.lines):
        base = round(top + (number + 0.5) * block.size * block.leading + block.size * 0.36)
        x = float(left)
        for word in line.replace(NO_BREAK, " ").split(" "):
            mask, right, down = _mask(word, block.weight, block.size)
            picture.paste(colour, (round(x) + right, base + down), mask)
            x += (_length(word, block.weight) + _length(" ", block.weight)) * block.size


@lru_cache(maxsize=64)
def _font(weight: int, size: int) -> pillow.ImageFont.FreeTypeFont:
    path = FONTS / f"be-vietnam-pro-{weight}.ttf"
    return pillow.ImageFont.truetype(path, size, layout_engine=pillow.ImageFont.Layout.BASIC)


@lru_cache(maxsize=16384)
def _length(text: str, weight: int) -> float:
    """Return the width of a text in ems: of a line, the sum of its words and spaces, as ``draw`` draws them."""
    text = text.replace(NO_BREAK, " ")
    if " " in text.strip():
        words = text.split(" ")
        return sum(_length(word, weight) for word in words) + (len(words) - 1) * _length(" ", weight)
    return _font(weight, _UNIT).getlength(_letters(text)) / _UNIT


@lru_cache(maxsize=8192)
def _mask(word: str, weight: int, size: int) -> tuple[pillow.Image.Image, int, int]:
    """Return a word's mask, and where its corner is: pixels right of the word's start, and below the base line."""
    font, pieces = _font(weight, size), [(_letters(word), 0.0, 0.0)]
    pieces += _marks(word, font)
    boxes = [font.getbbox(text, anchor="ls") for text, _, _ in pieces]
    edges = [(x + b[0], y + b[1], x + b[2], y + b[3]) for (_, x, y), b in zip(pieces, boxes, strict=True)]
    left, top = (round(min(edge[side] for edge in edges)) for side in (0, 1))
    right, bottom = (round(max(edge[side] for edge in edges)) for side in (2, 3))
    mask = pillow.Image.new("L", (max(1, right - left), max(1, bottom - top)))
    for text, x, y in pieces:
        pillow.ImageDraw.Draw(mask).text((x - left, y - top), text, fill=255, font=font, anchor="ls")
    return mask, left, top


def _letters(word: str) -> str:
    """Return a word without the marks that the font has only apart: ``ơ`` of ``ơ̆``, as Ê Đê is written."""
    return word if word.isascii() else "".join(letter for letter in word if not unicodedata.combining(letter))


def _marks(word: str, font: pillow.ImageFont.FreeTypeFont) -> Iterator[tuple[str, float, float]]:
    """Yield the marks that ``_letters`` leaves out, each with its start in pixels right and below, as in ``_mask``.

    FreeType does not place them: each is centred on its letter, above the marks that the letter has already.
    """
    if len(_letters(word)) == len(word):
        return
    before, low = "", _ink("x", font)[1]
    middle, top = 0.0, low
    for letter in word:
        if not unicodedata.combining(letter):
            parts = unicodedata.normalize("NFD", letter)
            has_mark = any(unicodedata.combining(mark) == _ABOVE for mark in parts)
            left, top, right, _ = _ink(parts[0], font)
            middle = font.getlength(before) + (left + right) / 2
            top = _ink(letter, font)[1] if has_mark else top
            before += letter
            continue
        left, high, right, _ = _ink(letter, font)
        above = unicodedata.combining(letter) == _ABOVE
        up = min(0.0, top - low) if above else 0.0  # the font has its marks where small letters need them
        top = high + up if above else top
        yield letter, middle - (left + right) / 2, up


def _ink(letter: str, font: pillow.ImageFont.FreeTypeFont) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a letter's black pixels; ``getbbox`` returns the edges of its line box."""
    mask, (x, y) = font.getmask2(letter, "L", anchor="ls")
    left, top, right, bottom = mask.getbbox() or (0, 0, 0, 0)
    return x + left, y + top, x + right, y + bottom


def _wrapped(words: list[str], weight: int, width: float) -> tuple[str, ...]:
    """Return lines no wider than ``width`` ems, each as full as possible."""
    lines: list[str] = []
    space, used = _length(" ", weight), 0.0
    for word in words:
        length = _length(word, weight)
        if lines and used + space + length <= width:
            lines[-1] += f" {word}"
            used += space + length
        else:
            lines.append(word)
            used = length
    return tuple(lines)


def _balanced(words: list[str], weight: int, width: float, lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return as many lines as ``lines``, but as even as possible: set in the narrowest column that needs no more."""
    if len(lines) < 2:
        return lines
    low, high = max(_length(word, weight) for word in words), width
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if len(_wrapped(words, weight, middle)) > len(lines):
            low = middle
        else:
            high = middle
    return _wrapped(words, weight, high)


def _broken(words: list[str], weight: int, size: int, width: int) -> list[str]:
    """Return the words, each cut into pieces where it is wider than ``width`` pixels."""
    pieces: list[str] = []
    for word in words:
        piece = ""
        for letter in word:
            if piece and _length(piece + letter, weight) * size > width:
                pieces.append(piece)
                piece = ""
            piece += letter
        pieces.append(piece)
    return pieces
