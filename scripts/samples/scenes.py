"""Scenes for made-up photos: streets, gardens, canals, meetings, houses and ceremonies, drawn with simple shapes.

The same scene and layout give the same place; a scene in the state ``before`` is littered and grey, one in ``after``
is clean and has flowers.
"""

import random
from collections.abc import Callable

from PIL import Image, ImageDraw

from samples import shapes
from samples.phrases import one


def drawn(scene: str, layout: str, size: tuple[int, int], state: str = "") -> Image.Image:
    """Return a scene, a key of ``SCENES``, in a state: empty, ``before`` or ``after``."""
    rng = random.Random(layout)  # noqa: S311 - for samples, the same each time
    top, bottom = ((150, 160, 170), (200, 200, 196)) if state == "before" else ((112, 168, 222), (214, 232, 240))
    sky = Image.new("RGB", (1, 2))
    sky.putdata([top, bottom])
    picture = sky.resize(size, Image.Resampling.BILINEAR)
    SCENES[scene](ImageDraw.Draw(picture), rng, size, state)
    return picture


def _street(draw: shapes.Draw, rng: random.Random, size: tuple[int, int], state: str) -> None:
    wide, high = size
    horizon = int(high * 0.55)
    at = 0
    while at < wide:
        span = int(wide * rng.uniform(0.12, 0.2))
        shapes.house(draw, rng, (at, horizon - int(high * rng.uniform(0.22, 0.38)), at + span, horizon + 8))
        at += span
    draw.rectangle((0, horizon, wide, high), fill=(168, 160, 150))  # pavement
    middle = rng.uniform(0.4, 0.6) * wide
    edges = [(middle - wide * 0.05, horizon), (middle + wide * 0.05, horizon)]
    draw.polygon([*edges, (wide * 0.9, high), (wide * 0.1, high)], fill=(104, 104, 108))
    for side in (0.06, 0.94):
        shapes.tree(draw, rng, (int(wide * side), int(high * 0.8)), int(high * 0.4))
    for number in range(28):
        far = number / 28
        y = horizon + int((high - horizon) * far**1.3)
        for side in (-1, 1):
            x = middle + side * wide * (0.07 + 0.4 * far)
            shapes.verge(draw, rng, (int(x), y), int(high * (0.01 + 0.03 * far)), state)
    shapes.crowd(draw, rng, size, (0.66, 0.92), 2 if state == "before" else rng.randint(3, 6))


def _garden(draw: shapes.Draw, rng: random.Random, size: tuple[int, int], state: str) -> None:
    wide, high = size
    horizon = int(high * 0.42)
    for _ in range(7):
        shapes.tree(draw, rng, (rng.randrange(wide), horizon + 10), int(high * rng.uniform(0.12, 0.22)))
    left = int(wide * rng.uniform(0.05, 0.6))
    shapes.house(draw, rng, (left, horizon - int(high * 0.16), left + int(wide * 0.22), horizon + 8))
    draw.rectangle((0, horizon, wide, high), fill=(128, 100, 70) if state != "before" else (110, 104, 92))
    vanish = wide * rng.uniform(0.4, 0.6)
    for number in range(-9, 10):
        green = one(rng, shapes.LEAVES)
        for step in range(60):
            far = (step / 60) ** 1.6
            x, y = vanish + number * wide * (0.02 + 0.11 * far), horizon + (high - horizon) * far
            if state == "before":
                shapes.verge(draw, rng, (int(x), int(y)), int(4 + 26 * far), state)
            else:
                reach = 4 + 34 * far
                draw.ellipse((x - reach, y - reach * 0.7, x + reach, y + reach * 0.4), fill=shapes.near(rng, green))
    shapes.crowd(draw, rng, size, (0.62, 0.9), rng.randint(2, 4), hats=True)


def _meeting(draw: shapes.Draw, rng: random.Random, size: tuple[int, int], _state: str) -> None:
    wide, high = size
    draw.rectangle((0, 0, wide, int(high * 0.72)), fill=one(rng, shapes.WALLS))
    draw.rectangle((0, int(high * 0.72), wide, high), fill=(150, 120, 96))
    for side in (0.06, 0.74):
        x = int(wide * side)
        draw.rectangle((x, int(high * 0.14), x + int(wide * 0.2), int(high * 0.44)), fill=(206, 230, 240))
        draw.rectangle((x, int(high * 0.14), x + int(wide * 0.2), int(high * 0.44)), outline=shapes.WOOD, width=14)
    shapes.flag(draw, (int(wide * 0.38), int(high * 0.12)), int(wide * 0.24))
    seats = rng.randint(5, 7)
    for number in range(seats):
        x = int(wide * (0.12 + 0.76 * number / (seats - 1)))
        shapes.person(draw, rng, (x, int(high * 0.86)), int(high * 0.42), hat=False)
    draw.rounded_rectangle(
        (int(wide * 0.08), int(high * 0.68), int(wide * 0.92), int(high * 0.8)), 24, fill=shapes.WOOD
    )
    for _ in range(8):
        x, y = int(wide * rng.uniform(0.14, 0.84)), int(high * rng.uniform(0.69, 0.74))
        draw.rectangle((x, y, x + int(wide * 0.04), y + int(high * 0.025)), fill=(244, 242, 236))
    for number in range(3):
        shapes.person(draw, rng, (int(wide * (0.25 + 0.25 * number)), int(high * 1.2)), int(high * 0.5), hat=False)


def _houses(draw: shapes.Draw, rng: random.Random, size: tuple[int, int], state: str) -> None:
    wide, high = size
    ground = int(high * 0.68)
    for _ in range(6):
        shapes.tree(draw, rng, (rng.randrange(wide), ground), int(high * rng.uniform(0.3, 0.5)))
    draw.rectangle((0, ground - 6, wide, high), fill=(150, 132, 104) if state == "before" else (186, 168, 140))
    left = int(wide * rng.uniform(0.18, 0.36))
    shapes.house(draw, rng, (left, int(high * 0.3), left + int(wide * 0.46), ground + 20))
    for number in range(34):
        x = int(wide * number / 33)
        shapes.verge(draw, rng, (x, ground + int(high * 0.05)), int(high * 0.03), state)
    shapes.crowd(draw, rng, size, (0.78, 0.95), rng.randint(2, 5), hats=True)


def _flags(draw: shapes.Draw, rng: random.Random, size: tuple[int, int], _state: str) -> None:
    wide, high = size
    draw.rectangle((0, 0, wide, int(high * 0.7)), fill=(150, 24, 34))
    draw.rectangle((0, int(high * 0.7), wide, high), fill=(120, 92, 72))
    shapes.flag(draw, (int(wide * 0.36), int(high * 0.08)), int(wide * 0.28))
    for number in range(12):
        x, reach = int(wide * number / 11), int(high * 0.05)
        draw.polygon([(x - reach, 0), (x + reach, 0), (x, reach * 2)], fill=shapes.STAR if number % 2 else shapes.RED)
    for _ in range(60):
        x, y = int(wide * rng.random()), int(high * rng.uniform(0.68, 0.74))
        draw.ellipse(
            (x - 26, y - 26, x + 26, y + 26), fill=one(rng, shapes.PETALS if rng.random() < 0.5 else shapes.LEAVES)
        )
    people = rng.randint(6, 9)
    for number in range(people):
        shapes.person(
            draw, rng, (int(wide * (0.08 + 0.84 * number / (people - 1))), int(high * 0.97)), int(high * 0.44)
        )


def _canal(draw: shapes.Draw, rng: random.Random, size: tuple[int, int], state: str) -> None:
    wide, high = size
    horizon = int(high * 0.42)
    for _ in range(9):
        shapes.tree(draw, rng, (rng.randrange(wide), horizon + 10), int(high * rng.uniform(0.12, 0.24)))
    shapes.house(draw, rng, (int(wide * 0.66), horizon - int(high * 0.2), int(wide * 0.9), horizon + 8))
    draw.rectangle((0, horizon, wide, high), fill=(128, 132, 92))
    water = (74, 84, 66) if state == "before" else (96, 150, 178)
    near, far = wide * 0.86, wide * 0.56
    draw.polygon([(wide * 0.44, horizon), (far, horizon), (near, high), (wide * 0.14, high)], fill=water)
    if state == "before":
        for _ in range(420):
            down = rng.random()
            middle, half = wide * 0.5, wide * (0.06 + 0.3 * down)
            shapes.verge(
                draw, rng, (int(middle + rng.uniform(-half, half)), int(horizon + (high - horizon) * down)), 14, state
            )
    for number in range(24):
        down = number / 23
        y = horizon + int((high - horizon) * down)
        for edge in (wide * (0.43 - 0.31 * down), wide * (0.57 + 0.31 * down)):
            shapes.verge(draw, rng, (int(edge), y), int(high * (0.01 + 0.025 * down)), state)
    for side in (0.1, 0.9):
        shapes.person(draw, rng, (int(wide * side), int(high * 0.82)), int(high * 0.34), hat=True)


SCENES: dict[str, Callable[[shapes.Draw, random.Random, tuple[int, int], str], None]] = {
    "street": _street,
    "garden": _garden,
    "canal": _canal,
    "meeting": _meeting,
    "houses": _houses,
    "flags": _flags,
}
