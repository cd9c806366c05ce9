"""Colours: how far two stand apart, and the site's own few as a stylesheet that can be read by day and by night.

A colour is text: ``#0b6e4f``. Contrast and luminance are those of WCAG 2.2.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

FORM = "#[0-9a-f]{6}"
READABLE = 4.5  # WCAG 2.2, 1.4.3: the least contrast of text
WHITE = "#ffffff"
_NIGHT = "#1e2226"  # the lighter of the two grounds that honour_roll.css has by night


class Look(NamedTuple):
    """A site's own two colours, from ``mkdocs.yml``. White must be readable on ``brand``, and ``accent`` too."""

    brand: str = "#8a1520"
    accent: str = "#f2cf7e"


class WrongColoursError(ValueError):
    """What mkdocs.yml has under ``extra: colours`` cannot be the site's colours; its text says why, and the mend."""


def chosen(given: object) -> Look:
    """Give the colours that mkdocs.yml asks for: a mapping with ``brand``, ``accent``, both or none.

    Raises WrongColoursError.
    """
    rows = given if isinstance(given, dict) else {} if given is None else {"colours": given}
    wrong = [f"{key}: {value}" for key, value in rows.items()
             if key not in Look._fields or not isinstance(value, str) or not re.fullmatch(FORM, value)]  # fmt: skip
    if wrong:
        raise WrongColoursError(f"mkdocs.yml, mục extra: colours: “{'”, “'.join(wrong)}” không đúng.\n"
                                '    Ghi brand và accent, mỗi màu là dấu # và sáu chữ số, ví dụ brand: "#8a1520".')  # fmt: skip
    look = Look(**rows)
    if contrast(look.brand, WHITE) < READABLE:
        raise WrongColoursError(f"mkdocs.yml, mục extra: brand “{look.brand}” nhạt quá, chữ trắng không đọc được.\n"
                                f'    Chọn màu đậm hơn, chẳng hạn brand: "{by_day(look.brand)}".')  # fmt: skip
    if contrast(look.brand, look.accent) < READABLE:
        raise WrongColoursError(f"mkdocs.yml, mục extra: accent “{look.accent}” không nổi trên “{look.brand}”.\n"
                                f'    Chọn màu sáng hơn, chẳng hạn accent: "{mixed(look.brand, WHITE, 0.8)}".')  # fmt: skip
    return look


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """Give ``colour`` with so much (0 to 1) of the other in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def by_day(colour: str) -> str:
    """Give a colour with as much black in it as white letters need to be read on it."""
    return _readable(colour, "#000000", WHITE)


def at_night(colour: str) -> str:
    """Give a colour with as much white in it as it needs to be read on a dark ground."""
    return _readable(colour, WHITE, _NIGHT)


def _readable(colour: str, towards: str, ground: str) -> str:
    steps = (mixed(colour, towards, part / 20) for part in range(21))
    return next(step for step in steps if contrast(step, ground) >= READABLE)


def stylesheet(look: Look, fields: Mapping[str, str]) -> str:
    """Give the custom properties of the site's colours; ``fields`` has those of the fields by their keys."""
    day = [f":root{{--brand:{look.brand};--ground:{look.brand};--accent:{look.accent}}}"]
    night = [f":root{{--brand:{at_night(look.brand)};--ground:{mixed(look.brand, '#000000', 0.35)}}}"]
    for key, colour in fields.items():
        day.append(f'[data-field="{key}"]{{--field:{colour};--field-ground:{colour}}}')
        night.append(f'[data-field="{key}"]{{--field:{at_night(colour)}}}')
    return "\n".join([*day, "@media screen and (prefers-color-scheme:dark){", *night, "}", ""])


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
