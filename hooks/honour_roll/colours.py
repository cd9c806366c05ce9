"""Colours: how far two stand apart, and the site's own few as a stylesheet that can be read by day and by night.

A colour is text: ``#0b6e4f``. Contrast and luminance are those of WCAG 2.2.
"""

from __future__ import annotations

import colorsys
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FORM = "#[0-9a-f]{6}"
READABLE = 4.5  # WCAG 2.2, 1.4.3: the least contrast of text
WHITE = "#ffffff"
DARK = "#1c1d1f"  # of the letters on ``accent``, as honour_roll.css has them by day and by night
_NIGHT = "#1e2226"  # the lighter of the two grounds that honour_roll.css has by night
_PLACE = "mkdocs.yml, mục extra: colours"
_MEND = 'Ghi dấu # và sáu chữ số 0–9, a–f, chữ thường, đặt trong ngoặc kép, ví dụ brand: "#8a1520".'


class Look(NamedTuple):
    """A site's own two colours, from ``mkdocs.yml``.

    White must be readable on ``brand``, and ``accent`` too; on ``accent``, dark letters.
    """

    brand: str = "#8a1520"
    accent: str = "#f2cf7e"


class WrongColoursError(ValueError):
    """What mkdocs.yml has under ``extra: colours`` cannot be the site's colours; its text says why, and the mend."""


def chosen(given: object) -> Look:
    """Give the colours that mkdocs.yml asks for: a mapping with ``brand``, ``accent``, both or none.

    Raises WrongColoursError. The colours that it suggests are accepted.
    """
    if given is not None and not isinstance(given, dict):
        raise WrongColoursError(f"{_PLACE}: “{given}” không phải là các dòng brand, accent.\n    {_MEND}")
    rows: dict[object, object] = given or {}
    for key, value in rows.items():
        if key not in Look._fields:
            raise WrongColoursError(f"{_PLACE}: không có màu nào gọi là “{key}”.\n    Chỉ ghi brand và accent.")
        if value is None:
            raise WrongColoursError(f"{_PLACE}: {key}: chưa có màu; thiếu ngoặc kép thì từ dấu # bị coi là ghi chú.\n"
                                    f"    {_MEND}")  # fmt: skip
        if not isinstance(value, str) or not re.fullmatch(FORM, value):
            raise WrongColoursError(f"{_PLACE}: {key}: “{value}” không phải là mã màu.\n    {_MEND}")
    look = Look(**{str(key): str(value) for key, value in rows.items()})
    brand = by_day(look.brand)
    fit = Look(brand, _readable(look.accent, WHITE, DARK, brand))
    suggested = ", ".join(f'{key}: "{value}"' for key, value in fit._asdict().items() if value != getattr(look, key))
    if fit.brand != look.brand:
        raise WrongColoursError(f"{_PLACE}: brand “{look.brand}” nhạt quá, chữ trắng không đọc được.\n"
                                f"    Chọn màu đậm hơn, chẳng hạn {suggested}.")  # fmt: skip
    if fit != look:
        raise WrongColoursError(f"{_PLACE}: accent “{look.accent}” tối quá, "
                                f"không nổi trên brand “{look.brand}” hoặc chữ sẫm trên nó không đọc được.\n"
                                f"    Chọn màu sáng hơn, chẳng hạn {suggested}.")  # fmt: skip
    return look


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """Give ``colour`` with so much (0 to 1) of the other in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return _named(*(a + (b - a) * share for a, b in pairs))


def by_day(colour: str) -> str:
    """Give a colour with as much black in it as white letters need to be read on it."""
    return _readable(colour, "#000000", WHITE)


def at_night(colour: str) -> str:
    """Give a colour as light as it must be to be read on a dark ground, and as vivid as it was: white would dull it."""
    hue, light, vivid = colorsys.rgb_to_hls(*(channel / 255 for channel in _channels(colour)))
    lighter = (colorsys.hls_to_rgb(hue, light + (1 - light) * part / 20, vivid) for part in range(1, 21))
    return _first([colour, *(_named(*(255 * part for part in parts)) for parts in lighter)], _NIGHT)


def _readable(colour: str, towards: str, *grounds: str) -> str:
    return _first((mixed(colour, towards, part / 20) for part in range(21)), *grounds)


def _first(steps: Iterable[str], *grounds: str) -> str:
    return next(step for step in steps if all(contrast(step, ground) >= READABLE for ground in grounds))


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


def _named(*channels: float) -> str:
    return "#" + "".join(f"{round(channel):02x}" for channel in channels)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
