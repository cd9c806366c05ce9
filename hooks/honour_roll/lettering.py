"""Lettering: text set in Be Vietnam Pro on a picture, wrapped by words, shrunk until it fits, never cut.

Words are drawn once and kept as masks: Vietnamese is written in a few thousand syllables, so of ten thousand titles
most words are there already, and to put one on a picture takes microseconds. FreeType lays out alone (no HarfBuzz),
so that every machine with the same Pillow makes the same bytes.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from honour_roll.letters import drawable

FONTS = Path(__file__).parents[1] / "fonts"
REGULAR, BOLD = 400, 600
_UNIT = 200  # pixels to the em at which words are measured
_SHRINK = 0.94  # from one size to the next
_TIGHTER = 8  # halvings in search of the narrowest column with as few lines


class Block(NamedTuple):
    """Lines of text at one size. ``leading`` is from line to line; lengths are in pixels."""

    lines: tuple[str, ...]
    weight: int
    size: int
    leading: float

    @property
    def height(self) -> int:
        """Give the height of all lines."""
        return round(len(self.lines) * self.size * self.leading)


@lru_cache(maxsize=8192)
def fitted(text: str, weight: int, width: int, height: int, largest: int, smallest: int, leading: float) -> Block:
    """Give a text in the largest size, of those from ``largest`` down, at which it fits into ``width`` × ``height``.

    A word that is wider than a line is broken only when no size down to ``smallest`` takes it whole; below that, the
    text goes on shrinking until it is all there.
    """
    words = drawable(text).split()
    size, whole = float(largest), True
    while True:
        pixels = round(size)
        pieces = words if whole else _broken(words, weight, pixels, width)
        if all(_length(word, weight) * pixels <= width for word in pieces):
            lines = _wrapped(pieces, weight, width / pixels)
            if len(lines) * pixels * leading <= height:
                return Block(_balanced(pieces, weight, width / pixels, lines), weight, pixels, leading)
        if whole and size * _SHRINK < smallest:
            size, whole = float(largest), False
            continue
        size *= _SHRINK


def draw(picture: Image.Image, block: Block, at: tuple[int, int], colour: str, centred_in: int = 0) -> None:
    """Put a block on a picture, its upper left corner at ``at``, or each line in the middle of so many pixels."""
    left, top = at
    for number, line in enumerate(block.lines):
        base = round(top + (number + 0.5) * block.size * block.leading + block.size * 0.36)
        x = left + (centred_in - _length(line, block.weight) * block.size) / 2 if centred_in else float(left)
        for word in line.split(" "):
            mask, right, down = _mask(word, block.weight, block.size)
            picture.paste(colour, (round(x) + right, base + down), mask)
            x += (_length(word, block.weight) + _length(" ", block.weight)) * block.size


@lru_cache(maxsize=64)
def _font(weight: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"be-vietnam-pro-{weight}.ttf", size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=16384)
def _length(text: str, weight: int) -> float:
    """Give how wide a text is, in ems; the sum of its words, so that a line is as wide as it is drawn."""
    if " " in text.strip():
        words = text.split(" ")
        return sum(_length(word, weight) for word in words) + (len(words) - 1) * _length(" ", weight)
    return _font(weight, _UNIT).getlength(text) / _UNIT


@lru_cache(maxsize=8192)
def _mask(word: str, weight: int, size: int) -> tuple[Image.Image, int, int]:
    """Give a word's shape, and how far right of its start and below (or above, less than 0) its base that begins."""
    font = _font(weight, size)
    left, top, right, bottom = (round(edge) for edge in font.getbbox(word, anchor="ls"))
    mask = Image.new("L", (max(1, right - left), max(1, bottom - top)))
    ImageDraw.Draw(mask).text((-left, -top), word, fill=255, font=font, anchor="ls")
    return mask, left, top


def _wrapped(words: list[str], weight: int, width: float) -> tuple[str, ...]:
    """Give lines no wider than ``width`` ems, each as full as it can be."""
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
    """Give as many lines as ``lines``, as even as they can be: those of the narrowest column that needs no more."""
    low, high = max((_length(word, weight) for word in words), default=0.0), width
    for _ in range(_TIGHTER if len(lines) > 1 else 0):
        middle = (low + high) / 2
        if len(_wrapped(words, weight, middle)) > len(lines):
            low = middle
        else:
            high = middle
    return _wrapped(words, weight, high) if len(lines) > 1 else lines


def _broken(words: list[str], weight: int, size: int, width: int) -> list[str]:
    """Give the words with those that are wider than a line cut into pieces that are not."""
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
