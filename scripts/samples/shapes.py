"""What stands in made-up photos: houses, trees, verges, people and a flag."""

import math
import random
from typing import TypeAlias

from PIL import ImageDraw

from samples.phrases import one

Colour: TypeAlias = tuple[int, int, int]
Draw: TypeAlias = ImageDraw.ImageDraw
WALLS: list[Colour] = [(233, 214, 170), (222, 190, 150), (205, 215, 210), (240, 228, 205), (190, 205, 220)]
ROOFS: list[Colour] = [(150, 66, 48), (168, 86, 60), (120, 70, 60), (96, 110, 124)]
SHIRTS: list[Colour] = [(40, 84, 150), (190, 60, 60), (60, 130, 90), (230, 225, 215), (120, 80, 140), (220, 160, 60)]
SKINS: list[Colour] = [(205, 160, 125), (190, 145, 110), (220, 178, 145)]
PETALS: list[Colour] = [(222, 70, 110), (240, 190, 50), (225, 110, 50), (190, 80, 180), (245, 240, 235)]
LEAVES: list[Colour] = [(60, 120, 60), (76, 140, 66), (48, 104, 58)]
RED, STAR, WOOD, STRAW = (196, 34, 40), (250, 215, 70), (140, 98, 62), (226, 204, 150)


def house(draw: Draw, rng: random.Random, box: tuple[int, int, int, int]) -> None:
    """Draw a house whose walls fill a box: left, top, right, bottom."""
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    draw.rectangle(box, fill=one(rng, WALLS))
    eaves = int(wide * 0.05)
    draw.polygon(
        [
            (left - eaves, top),
            (right + eaves, top),
            (right - wide // 5, top - high // 4),
            (left + wide // 5, top - high // 4),
        ],
        fill=one(rng, ROOFS),
    )
    door = left + int(wide * rng.uniform(0.1, 0.6))
    draw.rectangle((door, bottom - int(high * 0.5), door + int(wide * 0.24), bottom), fill=WOOD)
    for row in (0.12, 0.3) if high > wide else (0.2,):
        for column in (0.12, 0.42, 0.7):
            x, y = left + int(wide * column), top + int(high * row)
            draw.rectangle((x, y, x + wide // 6, y + high // 9), fill=(150, 186, 204), outline=(250, 248, 240), width=5)


def tree(draw: Draw, rng: random.Random, foot: tuple[int, int], high: int) -> None:
    """Draw a tree that stands at ``foot``."""
    x, y = foot
    draw.rectangle((x - high // 20, y - high // 2, x + high // 20, y), fill=(104, 76, 52))
    for _ in range(9):
        across, up, reach = (
            rng.uniform(-0.28, 0.28) * high,
            rng.uniform(0.45, 0.95) * high,
            high * rng.uniform(0.12, 0.2),
        )
        draw.ellipse((x + across - reach, y - up - reach, x + across + reach, y - up + reach), fill=one(rng, LEAVES))


def verge(draw: Draw, rng: random.Random, at: tuple[int, int], reach: int, state: str) -> None:
    """Draw what is at the side of a street: litter and weeds before, flowers after, low green otherwise."""
    x, y = at
    if state == "before":
        corners = [(x + rng.randint(-reach, reach) * 2, y + rng.randint(-reach, reach)) for _ in range(5)]
        draw.polygon(corners, fill=one(rng, [(120, 118, 100), (214, 212, 204), (96, 110, 70), (150, 136, 110)]))
        return
    draw.ellipse((x - reach, y - reach, x + reach, y + reach // 2), fill=one(rng, LEAVES))
    for _ in range(6 if state == "after" else 2):
        across, up, petal = rng.randint(-reach, reach), rng.randint(0, reach), max(3, reach // 4)
        draw.ellipse((x + across - petal, y - up - petal, x + across + petal, y - up + petal), fill=one(rng, PETALS))


def crowd(
    draw: Draw,
    rng: random.Random,
    size: tuple[int, int],
    between: tuple[float, float],
    people: int,
    *,
    hats: bool = False,
) -> None:
    """Draw people on the ground, the nearer the larger; those behind first."""
    wide, high = size
    for far in sorted(rng.uniform(*between) for _ in range(people)):
        foot = (int(wide * rng.uniform(0.12, 0.88)), int(high * far))
        person(draw, rng, foot, int(high * 0.38 * far), hat=hats or rng.random() < 0.3)


def person(draw: Draw, rng: random.Random, foot: tuple[int, int], high: int, *, hat: bool = False) -> None:
    """Draw a person without a face who stands at ``foot``."""
    x, y = foot
    wide, shirt, skin = high // 4, one(rng, SHIRTS), one(rng, SKINS)
    draw.rectangle((x - wide // 3, y - high // 2, x + wide // 3, y), fill=one(rng, [(50, 52, 64), (70, 62, 56)]))
    for side in (-1, 1):
        draw.line(
            (x + side * wide // 3, y - high * 3 // 4, x + side * wide * 2 // 3, y - high * 2 // 5), skin, high // 16
        )
    draw.rounded_rectangle((x - wide // 2, y - high * 4 // 5, x + wide // 2, y - high * 2 // 5), wide // 5, fill=shirt)
    head = high // 10
    draw.ellipse((x - head, y - high, x + head, y - high + head * 2), fill=skin)
    if hat:
        brim = head * 2
        draw.polygon([(x - brim, y - high + head), (x + brim, y - high + head), (x, y - high - head)], fill=STRAW)
    else:
        draw.pieslice((x - head, y - high - 2, x + head, y - high + head * 2), 180, 360, fill=(34, 28, 26))


def flag(draw: Draw, at: tuple[int, int], wide: int) -> None:
    """Draw the national flag: red, two by three, a yellow star of five points in its middle."""
    x, y = at
    high = wide * 2 // 3
    draw.rectangle((x, y, x + wide, y + high), fill=RED)
    points = []
    for corner in range(10):  # outer and inner ones in turn, the first on top
        reach = high * (0.3 if corner % 2 == 0 else 0.3 * 0.382)
        turn = math.pi * (corner / 5 - 0.5)
        points.append((x + wide / 2 + reach * math.cos(turn), y + high / 2 + reach * math.sin(turn)))
    draw.polygon(points, fill=STAR)


def near(rng: random.Random, colour: Colour) -> Colour:
    """Return a colour that differs a little."""
    red, green, blue = (max(0, min(255, part + rng.randint(-14, 14))) for part in colour)
    return red, green, blue
