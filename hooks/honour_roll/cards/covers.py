"""Covers: the cover photo of an entry or, without a photograph, the drawing in its place.

A drawn cover is a geometric poster in the field's colour with the theme's motif in the middle, so that it may be
cropped to a square. It is plainly a drawing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from string import Template
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from honour_roll import addresses
from honour_roll.colours import mixed

if TYPE_CHECKING:
    from honour_roll.entries.entry import Entry, Photo
    from honour_roll.entries.roll import Roll

NUMBERS = 24  # compositions
WIDTH, HEIGHT, TILE = 1200, 800, 200  # pixels
CENTRE = (228, 972)  # left and right of the shapes behind motifs, with their strokes
NO_FIELD = "#5a5a5a"  # the colour of an entry without a field
_PAPER, _GOLD, _NIGHT = "#fbf6ea", "#efb73e", "#101820"

# Tiles in a unit square: M and L take a point, A takes a radius and a point (clockwise), Z closes the path.
# Each pattern has layers: the place of its tone among the three tones of tiles, and its path.
_QUARTER = "M 0 0 L {0} 0 A {0} 0 {0} Z"
_PATTERNS = (
    ((1, _QUARTER.format(1)),),
    ((1, "M 0 0 A 1 1 1 A 1 0 0 Z"),),
    ((1, _QUARTER.format(1)), (0, _QUARTER.format(0.72)), (2, _QUARTER.format(0.44))),
    ((1, "M 0 0 L 1 0 A .5 0 0 Z"), (2, "M 0 1 A .5 1 1 Z")),
    ((1, "M 0 0 L 1 0 L 0 1 Z"), (2, "M 1 .5 L 1 1 L .5 1 Z")),
    tuple((1, f"M 0 {y} L 1 {y} L 1 {y + 0.125} L 0 {y + 0.125} Z") for y in (0, 0.25, 0.5, 0.75)),
)
# Shapes behind the motif.
_STAGES = (
    "M240 400a360 360 0 0 1 720 0a360 360 0 0 1-720 0z",
    "M250 820V400a350 350 0 0 1 700 0v420z",
    "M250 50h350a350 350 0 0 1 350 350v350H600a350 350 0 0 1-350-350z",
    "M260-20h680v840H260z",
)
# Tones (places in what ``_tones`` returns): ground, three of tiles, stage, motif, the motif's second tone.
_Scheme: TypeAlias = tuple[int, tuple[int, int, int], int, int, int]
_SCHEMES: tuple[_Scheme, ...] = (
    (3, (4, 2, 1), 1, 4, 2),
    (1, (2, 0, 3), 4, 1, 2),
    (0, (2, 1, 3), 3, 0, 1),
    (2, (3, 1, 4), 0, 4, 2),
)
# Motifs around (0, 0), 400 wide: $a is the main tone, $b the second tone, $s the stage's tone, $g gold.
_MOTIFS = {
    "la": """
<path d="M0 205V-40" stroke="$a" stroke-width="14"/><g fill="$a">
<path d="M0 40A150 150 0 0 0-150-110 150 150 0 0 0 0 40z"/>
<path d="M0 150A120 120 0 0 1 120 30 120 120 0 0 1 0 150z"/><path d="M0-205C70-150 75-95 0-30z"/></g>
<g fill="$b"><path d="M0-205C-70-150-75-95 0-30z"/>
<path d="M0 40A150 150 0 0 1 150-110 150 150 0 0 1 0 40z"/>
<path d="M0 150A120 120 0 0 0-120 30 120 120 0 0 0 0 150z"/></g>""",
    "nha": """
<path d="M-200-20l70-70 70 70v200h-140z" fill="$b"/><path d="M-60-190H70v370H-60z" fill="$a"/>
<path d="M70 60V-60a65 65 0 0 1 130 0v240H70z" fill="$b"/><path d="M-75-205H85v30H-75z" fill="$b"/>
<g fill="$s">
<path d="M-35-140h80v55h-80zM-35-50h80V5h-80zM-155 10h50v50h-50zM110-60a25 25 0 0 1 50 0v40h-50z"/></g>
<path d="M-30 180V75a35 35 0 0 1 70 0v105zM-155 100h50v80h-50zM110 60h50v120h-50z" fill="$g"/>
<path d="M-205 180h410v20h-410z" fill="$a"/>""",
    "duong": """
<path d="M-90-60a90 90 0 0 1 180 0z" fill="$g"/><path d="M-205-60h410v20h-410z" fill="$b"/>
<path d="M-35-40h70l150 240h-370z" fill="$a"/>
<path d="M-4-25h8l3 35H-7zM-9 35H9l4 50h-26zM-16 115h32l6 85h-44z" fill="$s"/><g fill="$b">
<circle cx="-145" cy="-130" r="55"/><circle cx="145" cy="-130" r="55"/>
<path d="M-152-130h14v80h-14zM138-130h14v80h-14z"/></g>""",
    "ban-tay": """
<g stroke-linecap="round" stroke-width="58" fill="none">
<path d="M-70 40L-112-78M-22 20L-38-140M30 20L42-150M78 40L118-95" stroke="$a"/>
<path d="M-60 130L-165 45" stroke="$a"/></g>
<path d="M-100 30Q0-30 107 30L92 120Q80 205 5 205-75 205-100 120z" fill="$a"/>
<path d="M4 155C-75 100-50 45 4 80 58 45 83 100 4 155z" fill="$g"/>""",
    "sach": """
<circle cy="-105" r="75" fill="$g"/>
<path d="M0-30C-60-80-140-85-205-60V150C-140 125-60 130 0 180z" fill="$a"/>
<path d="M0-30C60-80 140-85 205-60V150C140 125 60 130 0 180z" fill="$b"/>
<g fill="none" stroke="$s" stroke-width="14">
<path d="M-165-10q70-18 125 22M-165 40q70-18 125 22M-165 90q70-18 125 22M165-10Q95-28 40 12M165 40Q95
22 40 62M165 90Q95 72 40 112"/></g>
<path d="M-205 165C-140 145-60 150 0 200 60 150 140 145 205 165v20C140 165 60 170 0 220-60 170-140
165-205 185z" fill="$a"/>""",
    "khien": """
<path d="M0-205C-60-165-110-150-165-150V0C-165 100-80 170 0 205z" fill="$a"/>
<path d="M0-205C60-165 110-150 165-150V0C165 100 80 170 0 205z" fill="$b"/>
<path d="M0-110l25.9 74.4 78.7 1.6-62.7 47.6 22.7 75.4L0 44l-64.6 45 22.7-75.4-62.7-47.6 78.7-1.6z"
fill="$g"/>""",
    "trai-tim": """
<path d="M0 190L-169 21A113 113 0 0 1 0-128z" fill="$a"/>
<path d="M0 190L169 21A113 113 0 0 0 0-128z" fill="$b"/>
<path d="M0 85L-75 10A50 50 0 0 1 0-56.5 50 50 0 0 1 75 10z" fill="$g"/>""",
    "ban-tron": """
<circle r="112" fill="$a"/><circle r="78" fill="none" stroke="$s" stroke-width="6"/>
<path d="M-38-32h76a14 14 0 0 1 14 14V14A14 14 0 0 1 38 28H4l-24 26V28h-18A14 14 0 0 1-52 14v-32a14 14
0 0 1 14-14z" fill="$g"/><g fill="$a"><circle cx="152" cy="63" r="40"/>
<circle cx="-63" cy="152" r="40"/><circle cx="-152" cy="-63" r="40"/><circle cx="63" cy="-152" r="40"/>
</g><g fill="$b"><circle cx="63" cy="152" r="40"/><circle cx="-152" cy="63" r="40"/>
<circle cx="-63" cy="-152" r="40"/><circle cx="152" cy="-63" r="40"/></g>""",
    "bieu-do": """
<g fill="$b"><path d="M-180 80h75v100h-75zM-85 30h75v150h-75z"/></g><g fill="$a">
<path d="M10-40h75v220H10zM105-110h75v290h-75z"/><path d="M-205 180h410v20h-410z"/></g>
<path d="M-142 20l95-70 95-60 95-70" fill="none" stroke="$g" stroke-width="16" stroke-linejoin="round"
stroke-linecap="round"/><g fill="$g"><circle cx="-142" cy="20" r="20"/>
<circle cx="-47" cy="-50" r="20"/><circle cx="48" cy="-110" r="20"/><circle cx="143" cy="-180" r="20"/>
</g>""",
    "loa": """
<path d="M-190-65h95v130h-95a25 25 0 0 1-25-25V-40a25 25 0 0 1 25-25z" fill="$b"/>
<path d="M-95-65L70-165V165L-95 65z" fill="$a"/><path d="M-150 65h60l25 125h-65z" fill="$a"/>
<path d="M70-165a45 165 0 0 1 0 330z" fill="$b"/>
<g fill="none" stroke="$g" stroke-width="18" stroke-linecap="round">
<path d="M145-62a85 85 0 0 1 0 124M180-115a155 155 0 0 1 0 230"/></g>""",
}
MOTIFS = tuple(_MOTIFS)


def number_of(slug: str) -> int:
    """Return the composition of an entry's cover, 0 to 23: the same slug always has the same."""
    return blake2b(slug.encode(), digest_size=4).digest()[0] % NUMBERS


def cover(field_colour: str, motif: str, number: int) -> str:
    """Return the SVG of a cover, 1200 × 800, in five tones of the field's colour, without anything external."""
    tones = _tones(field_colour)
    ground, tiles = _scheme(number)[:2]
    layers = (f'<path d="{path}" fill="{tones[tiles[tone]]}"/>' for path, tone in _layers(number))
    behind = f'<path d="M0 0h{WIDTH}v{HEIGHT}H0z" fill="{tones[ground]}"/>{"".join(layers)}'
    return _svg(0, WIDTH, behind + _staged(tones, motif, number, number))


def centre(field_colour: str, motif: str, number: int, *, in_disc: bool = False) -> str:
    """Return the SVG of a cover without its pattern: its motif, and the shape behind that or a disc in its place.

    It is as wide as from the one to the other of ``CENTRE``.
    """
    left, right = CENTRE
    return _svg(left, right - left, _staged(_tones(field_colour), motif, number, 0 if in_disc else number))


def tile(field_colour: str, number: int) -> str:
    """Return the SVG of one tile of a cover's pattern, ``TILE`` wide; ``turns`` arranges the tiles."""
    tones = _tones(field_colour)
    ground, tiles = _scheme(number)[:2]
    layers = (f'<path d="{_tile(shape, 0, 0, 0)}" fill="{tones[tiles[tone]]}"/>' for tone, shape in _pattern(number))
    return _svg(0, TILE, f'<path d="M0 0h{TILE}v{TILE}H0z" fill="{tones[ground]}"/>{"".join(layers)}', TILE)


def turns(number: int) -> Iterator[tuple[int, int, int]]:
    """Return left, top and quarter turns of each tile in the left half of a pattern, which the right half mirrors."""
    chance = blake2b(bytes([number]), digest_size=12).digest()
    return ((index % 3 * TILE, index // 3 * TILE, byte % 4) for index, byte in enumerate(chance))


def deep(colour: str) -> str:
    """Return the deepest of a colour's tones, for white letters to stand on."""
    return _tones(colour)[0]


def disc(colour: str) -> str:
    """Return the SVG of an empty disc, 800 × 800, to put the site's mark on."""
    discs = f'<circle cx="400" cy="400" r="396" fill="{_tones(colour)[3]}"/><circle cx="400" cy="400" r="360" fill="'
    return _svg(0, HEIGHT, f'{discs}{colour}"/>')


def _staged(tones: list[str], motif: str, number: int, stage_number: int) -> str:
    """Return a motif and the shape behind it."""
    ground, _, stage, main, second = _scheme(number)
    drawing = Template(_MOTIFS[motif]).substitute(a=tones[main], b=tones[second], s=tones[stage], g=_GOLD)
    behind = _STAGES[stage_number % len(_STAGES)]
    return (
        f'<path d="{behind}" fill="{tones[stage]}" stroke="{tones[ground]}" stroke-width="24"/>'
        f'<g transform="translate({WIDTH // 2} {HEIGHT // 2}) scale(1.25)">{drawing}</g>'
    )


def _scheme(number: int) -> _Scheme:
    return _SCHEMES[(number + number // 6) % len(_SCHEMES)]


def _svg(left: int, width: int, content: str, height: int = HEIGHT) -> str:
    size = f'viewBox="{left} 0 {width} {height}" width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{content}</svg>\n'


def _tones(field_colour: str) -> list[str]:
    """Return the five tones of a cover: deep, full, middle, pale, and paper."""
    middle, pale = (mixed(field_colour, _PAPER, share) for share in (0.42, 0.78))
    return [mixed(field_colour, _NIGHT, 0.5), field_colour, middle, pale, _PAPER]


@cache
def _layers(number: int) -> tuple[tuple[str, int], ...]:
    """Return the path of each layer of a composition's pattern, with the place of its tone."""
    pattern = _pattern(number)
    layers = [""] * len(pattern)
    for x, y, turn in turns(number):
        for layer, (_, shape) in enumerate(pattern):
            layers[layer] += _tile(shape, x, y, turn) + _tile(shape, x, y, turn, mirror=True)
    return tuple((path, tone) for path, (tone, _) in zip(layers, pattern, strict=True))


def _pattern(number: int) -> tuple[tuple[int, str], ...]:
    return _PATTERNS[number % len(_PATTERNS)]


def _tile(shape: str, x: int, y: int, turn: int, *, mirror: bool = False) -> str:
    """Return the path of one tile at (x, y) after ``turn`` quarter turns, or of its mirror image on the right."""
    words = iter(shape.split())
    path = ""
    for word in words:
        if word == "Z":
            path += "z"
            continue
        path += word
        if word == "A":
            radius = float(next(words)) * TILE
            path += f"{radius:g} {radius:g} 0 0 {int(not mirror)} "
        u, v = float(next(words)) - 0.5, float(next(words)) - 0.5
        for _ in range(turn):
            u, v = -v, u
        across, down = x + (u + 0.5) * TILE, y + (v + 0.5) * TILE
        path += f"{WIDTH - across if mirror else across:g} {down:g}"
    return path


class Cover(NamedTuple):
    """A drawn cover, shared by all entries without a photograph that have its field, motif and composition."""

    address: str
    colour: str
    motif: str
    number: int


def motif_of(entry: Entry, roll: Roll) -> str:
    """Return the motif of an entry's drawn cover: its first theme's."""
    themes = roll.registers.themes
    return next((themes[key].motif for key in entry.themes if key in themes), "ban-tron")


def drawn_cover(entry: Entry, roll: Roll) -> Cover:
    """Return the drawn cover of an entry: its field's colour, its theme's motif, a composition by its slug."""
    field, motif = roll.registers.fields.get(entry.field), motif_of(entry, roll)
    number = number_of(entry.slug)
    address = f"{addresses.COVERS}{entry.field or 'chung'}-{motif}-{number:02}.svg"
    return Cover(address, field.colour if field else NO_FIELD, motif, number)


def cover_photo(entry: Entry) -> Photo | None:
    """Return the cover photo of an entry: the one marked as cover, else the first photograph, else None."""
    photographs = [photo for photo in entry.photos if photo.role != "minh-hoa"]
    return next((p for p in photographs if p.role == "bia"), photographs[0] if photographs else None)
