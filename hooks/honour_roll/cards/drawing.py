"""Drawing the project's own SVG with Pillow: the few elements that drawn covers and the site's mark are made of.

Groups, paths and circles, filled or stroked, moved and scaled; no text, gradients or references. Curves become short
straight lines, and everything is drawn larger and then reduced, so that edges are smooth.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree as ET

from honour_roll.photos import pillow

_FINE = 2  # times: a drawing is made so much larger, and then reduced
_STEPS = 12  # straight lines that replace a quarter of a circle, or a curve
_WORDS = re.compile(r"[MmLlHhVvCcQqAaZz]|[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "A": 7, "Z": 0}  # numbers that a command takes
_MOVES = re.compile(r"(translate|scale)\(([^)]*)\)")

Point = tuple[float, float]


class _Style(NamedTuple):
    """How an element is drawn: fill, stroke and the stroke's width in the element's units, and its transformation.

    ``scale``, ``left`` and ``top`` lead to pixels of the large drawing.
    """

    fill: str = "#000000"
    stroke: str = "none"
    width: float = 1
    round_ends: bool = False
    scale: float = 1
    left: float = 0
    top: float = 0

    def of(self, element: ET.Element) -> _Style:
        """Return the style of an element: its own attributes, else its parent's, which has this style."""
        scale, left, top = self.scale, self.left, self.top
        for kind, numbers in _MOVES.findall(element.get("transform", "")):
            values = [float(number) for number in re.split(r"[ ,]+", numbers.strip())]
            if kind == "scale":
                scale *= values[0]
            else:
                left, top = left + values[0] * scale, top + values[1] * scale
        fill, stroke = element.get("fill", self.fill), element.get("stroke", self.stroke)
        width = float(element.get("stroke-width", self.width))
        round_ends = element.get("stroke-linecap", "round" if self.round_ends else "butt") == "round"
        return _Style(fill, stroke, width, round_ends, scale, left, top)

    def placed(self, points: list[Point]) -> list[Point]:
        """Return points, given in the element's units, in pixels of the large drawing."""
        return [(self.left + x * self.scale, self.top + y * self.scale) for x, y in points]


def draw(picture: pillow.Image.Image, svg: str, scale: float, at: Point = (0, 0), colour: str = "#000000") -> None:
    """Draw an SVG on a picture, ``scale`` pixels to its unit, its upper left corner at ``at``.

    ``colour`` is that of ``currentColor``. Only the part of the picture that the drawing covers is touched.
    """
    root = ET.fromstring(svg)  # noqa: S314 - the project's own drawing
    x, y, wide, high = (float(number) for number in root.get("viewBox", "").split())
    box = (math.floor(at[0]), math.floor(at[1]), math.ceil(at[0] + wide * scale), math.ceil(at[1] + high * scale))
    box = (max(box[0], 0), max(box[1], 0), min(box[2], picture.width), min(box[3], picture.height))
    size = (box[2] - box[0], box[3] - box[1])
    fine = picture.crop(box).resize((size[0] * _FINE, size[1] * _FINE), pillow.Image.Resampling.NEAREST)
    left, top = ((at[side] - box[side] - (x, y)[side] * scale) * _FINE for side in (0, 1))
    style = _Style(scale=scale * _FINE, left=left, top=top)
    for element, its_style in _shapes(root, style):
        _draw(pillow.ImageDraw.Draw(fine), element, its_style, colour)
    picture.paste(fine.reduce(_FINE), box[:2])


def _shapes(parent: ET.Element, style: _Style) -> Iterator[tuple[ET.Element, _Style]]:
    """Yield each path and circle below ``parent`` with its style."""
    for element in parent:
        if element.tag.rpartition("}")[2] == "g":
            yield from _shapes(element, style.of(element))
        else:
            yield element, style.of(element)


def _draw(canvas: pillow.ImageDraw.ImageDraw, element: ET.Element, style: _Style, colour: str) -> None:
    fill, stroke = (colour if paint == "currentColor" else paint for paint in (style.fill, style.stroke))
    if element.tag.endswith("circle"):
        x, y, radius = (float(element.get(name, 0)) for name in ("cx", "cy", "r"))
        turns = [step * math.tau / (4 * _STEPS) for step in range(4 * _STEPS + 1)]
        lines = [[(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]]
    else:
        lines = outlines(element.get("d", ""))
    width = round(style.width * style.scale)
    for points in map(style.placed, lines):
        if fill != "none" and len(points) > 2:
            canvas.polygon(points, fill=fill)
        if stroke != "none":
            canvas.line(points, fill=stroke, width=width, joint="curve")
            for x, y in (points[0], points[-1]) if style.round_ends else ():
                canvas.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=stroke)


def outlines(path: str) -> list[list[Point]]:
    """Return the outlines that an SVG path draws, each as the points that straight lines join."""
    lines: list[list[Point]] = []
    words = _WORDS.findall(path)
    here, at, command = (0.0, 0.0), 0, ""
    while at < len(words):
        if words[at].isalpha():
            command = words[at]
            at += 1
        kind, relative = command.upper(), command.islower()
        numbers = [float(word) for word in words[at : at + _TAKES[kind]]]
        at += _TAKES[kind]
        points = [lines[-1][0]] if kind == "Z" else [*_points(kind, numbers, here, relative=relative)]
        here = points[-1]
        if kind == "M":
            lines.append(points)
            command = "l" if relative else "L"  # of further numbers after a move
        else:
            lines[-1] += points
    return lines


def _points(kind: str, numbers: list[float], here: Point, *, relative: bool) -> Iterator[Point]:
    """Yield the points that a command of a path leads through; ``relative``: its numbers count from ``here``."""
    x, y = here if relative else (0.0, 0.0)
    if kind == "H":
        yield x + numbers[0], here[1]
    elif kind == "V":
        yield here[0], y + numbers[0]
    elif kind == "A":
        across, down, _, large, clockwise = numbers[:5]
        end = (x + numbers[5], y + numbers[6])
        yield from _arc(here, across, end, large=bool(large), clockwise=bool(clockwise), squeeze=down / across)
    else:
        corners = [here, *((x + a, y + b) for a, b in zip(numbers[::2], numbers[1::2], strict=True))]
        steps = _STEPS if len(corners) > 2 else 1
        yield from (_on_curve(corners, step / steps) for step in range(1, steps + 1))


def _on_curve(corners: list[Point], part: float) -> Point:
    """Return the point of a Bézier curve of any degree at ``part`` (0 to 1) of its way, by de Casteljau's method."""
    while len(corners) > 1:
        corners = [(a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part) for a, b in pairwise(corners)]
    return corners[0]


def _arc(start: Point, radius: float, end: Point, *, large: bool, clockwise: bool, squeeze: float) -> Iterator[Point]:
    """Yield the points of an elliptical arc without rotation (SVG 2, appendix B.2.4).

    ``squeeze`` is its height to its width; the computation is that of a circle, with heights divided by it.
    """
    x1, y1, x2, y2 = start[0], start[1] / squeeze, end[0], end[1] / squeeze
    half = math.hypot(x2 - x1, y2 - y1) / 2
    radius = max(radius, half)
    away = math.sqrt(radius * radius - half * half) * (1 if large != clockwise else -1)
    across, down = (x2 - x1) / 2 / half, (y2 - y1) / 2 / half
    x, y = (x1 + x2) / 2 - away * down, (y1 + y2) / 2 + away * across
    first, last = math.atan2(y1 - y, x1 - x), math.atan2(y2 - y, x2 - x)
    if clockwise and last <= first:
        last += math.tau
    if not clockwise and last >= first:
        last -= math.tau
    steps = max(1, math.ceil(abs(last - first) / (math.pi / 2) * _STEPS))
    turns = (first + (last - first) * step / steps for step in range(1, steps + 1))
    yield from ((x + radius * math.cos(turn), (y + radius * math.sin(turn)) * squeeze) for turn in turns)
