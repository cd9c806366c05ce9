"""Our own drawings as pixels: the few parts of SVG that the drawn covers and the site's mark are made of.

Groups, paths and circles, filled or stroked, moved and scaled; no text, no gradients, nothing from elsewhere. Curves
become short straight lines, and everything is drawn larger and then reduced, so that edges are smooth.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree as ET

from honour_roll.photos import pillow

_FINE = 2  # times as large is everything drawn before it is reduced
_STEPS = 12  # straight lines to a quarter of a circle, or to a curve
_WORDS = re.compile(r"[MmLlHhVvCcQqAaZz]|[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "A": 7, "Z": 0}  # numbers that a command takes
_MOVES = re.compile(r"(translate|scale)\(([^)]*)\)")

Point = tuple[float, float]


class _Style(NamedTuple):
    """How a shape is drawn: as its parents say, unless it says so itself. Lengths are in pixels of the fine drawing."""

    fill: str = "#000000"
    stroke: str = "none"
    width: float = 1
    round_ends: bool = False
    scale: float = 1
    left: float = 0
    top: float = 0

    def of(self, element: ET.Element) -> _Style:
        """Give the style of an element within one of this style."""
        scale, left, top = self.scale, self.left, self.top
        for kind, numbers in _MOVES.findall(element.get("transform", "")):
            values = [float(number) for number in re.split(r"[ ,]+", numbers.strip())]
            if kind == "scale":
                scale *= values[0]
            else:
                left, top = left + values[0] * scale, top + values[1] * scale
        return _Style(
            element.get("fill", self.fill),
            element.get("stroke", self.stroke),
            float(element.get("stroke-width", self.width)),
            element.get("stroke-linecap", "round" if self.round_ends else "butt") == "round",
            scale,
            left,
            top,
        )

    def placed(self, points: list[Point]) -> list[Point]:
        """Give points where they lie in the picture."""
        return [(self.left + x * self.scale, self.top + y * self.scale) for x, y in points]


def draw(picture: pillow.Image.Image, svg: str, scale: float, at: Point = (0, 0), colour: str = "#000000") -> None:
    """Draw an SVG of ours on a picture, ``scale`` pixels to its unit, its corner at ``at``.

    ``colour`` stands for ``currentColor``. Only the part of the picture that the drawing covers is touched.
    """
    root = ET.fromstring(svg)  # noqa: S314 - written here, never taken from entries
    x, y, wide, high = (float(number) for number in root.get("viewBox", "").split())
    box = (math.floor(at[0]), math.floor(at[1]), math.ceil(at[0] + wide * scale), math.ceil(at[1] + high * scale))
    box = (max(box[0], 0), max(box[1], 0), min(box[2], picture.width), min(box[3], picture.height))
    size = (box[2] - box[0], box[3] - box[1])
    fine = picture.crop(box).resize((size[0] * _FINE, size[1] * _FINE), pillow.Image.Resampling.NEAREST)
    style = _Style(
        scale=scale * _FINE,
        left=(at[0] - box[0] - x * scale) * _FINE,
        top=(at[1] - box[1] - y * scale) * _FINE,
    )
    for element, styled in _shapes(root, style):
        _draw(pillow.ImageDraw.Draw(fine), element, styled, colour)
    picture.paste(fine.reduce(_FINE), box[:2])


def _shapes(parent: ET.Element, style: _Style) -> Iterator[tuple[ET.Element, _Style]]:
    for element in parent:
        styled = style.of(element)
        if element.tag.endswith("}g") or element.tag == "g":
            yield from _shapes(element, styled)
        else:
            yield element, styled


def _draw(canvas: pillow.ImageDraw.ImageDraw, element: ET.Element, style: _Style, colour: str) -> None:
    fill, stroke = (colour if paint == "currentColor" else paint for paint in (style.fill, style.stroke))
    if element.tag.endswith("circle"):
        centre, radius = (float(element.get("cx", 0)), float(element.get("cy", 0))), float(element.get("r", 0))
        lines = [[(centre[0] + radius * math.cos(turn), centre[1] + radius * math.sin(turn)) for turn in _turns()]]
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


def _turns() -> list[float]:
    return [step * math.tau / (4 * _STEPS) for step in range(4 * _STEPS + 1)]


def outlines(path: str) -> list[list[Point]]:
    """Give the outlines that an SVG path draws, each as the points that straight lines join."""
    lines: list[list[Point]] = []
    words = _WORDS.findall(path)
    here, at, command = (0.0, 0.0), 0, ""
    while at < len(words):
        if words[at].isalpha():
            command = words[at]
            at += 1
        kind, own = command.upper(), command.islower()
        numbers = [float(word) for word in words[at : at + _TAKES[kind]]]
        at += _TAKES[kind]
        if kind == "Z":
            lines[-1].append(lines[-1][0])
            here = lines[-1][0]
            continue
        points = list(_points(kind, numbers, here, own=own))
        here = points[-1]
        if kind == "M":
            lines.append(points)
            command = "l" if own else "L"  # what more numbers after a move mean
        else:
            lines[-1] += points
    return lines


def _points(kind: str, numbers: list[float], here: Point, *, own: bool) -> Iterator[Point]:
    """Give the points that a command leads through; ``own``: its numbers count from where it starts."""
    x, y = here if own else (0.0, 0.0)
    if kind == "H":
        yield x + numbers[0], here[1]
    elif kind == "V":
        yield here[0], y + numbers[0]
    elif kind == "A":
        across, down, _, large, right = numbers[:5]
        end = (x + numbers[5], y + numbers[6])
        yield from _arc(here, across, end, large=bool(large), right=bool(right), squeeze=down / across)
    else:
        given = [(x + a, y + b) for a, b in zip(numbers[::2], numbers[1::2], strict=True)]
        corners = [here, *given]
        steps = _STEPS if len(given) > 1 else 1
        yield from (_on_curve(corners, step / steps) for step in range(1, steps + 1))


def _on_curve(corners: list[Point], part: float) -> Point:
    """Give the point of a Bézier curve of any degree at ``part`` of its way (de Casteljau)."""
    while len(corners) > 1:
        corners = [(a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part) for a, b in pairwise(corners)]
    return corners[0]


def _arc(start: Point, radius: float, end: Point, *, large: bool, right: bool, squeeze: float) -> Iterator[Point]:
    """Give the points of an elliptical arc that is not turned (SVG 2, appendix B.2.4).

    ``squeeze`` is its height to its width: where it is taken out, the arc is that of a circle.
    """
    x1, y1, x2, y2 = start[0], start[1] / squeeze, end[0], end[1] / squeeze
    half = math.hypot(x2 - x1, y2 - y1) / 2
    radius = max(radius, half)
    away = math.sqrt(radius * radius - half * half) * (1 if large != right else -1)
    across, down = (x2 - x1) / 2 / half, (y2 - y1) / 2 / half
    x, y = (x1 + x2) / 2 - away * down, (y1 + y2) / 2 + away * across
    first, last = math.atan2(y1 - y, x1 - x), math.atan2(y2 - y, x2 - x)
    if right and last <= first:
        last += math.tau
    if not right and last >= first:
        last -= math.tau
    steps = max(1, math.ceil(abs(last - first) / (math.pi / 2) * _STEPS))
    turns = (first + (last - first) * step / steps for step in range(1, steps + 1))
    yield from ((x + radius * math.cos(turn), (y + radius * math.sin(turn)) * squeeze) for turn in turns)
