"""Colours: the site's own as a stylesheet that is readable by day and by night, and the contrast of any two.

A colour is text: ``#0b6e4f``. Contrast and relative luminance are those of WCAG 2.2.
"""

from __future__ import annotations

import colorsys
import re
from typing import TYPE_CHECKING, NamedTuple

from honour_roll.problem import StoppedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FORM = "#[0-9a-f]{6}"
READABLE = 4.5  # WCAG 2.2, 1.4.3: the least contrast of text
WHITE = "#ffffff"
DARK = "#1c1d1f"  # letters on ``accent`` in honour_roll.css, by day and by night
_NIGHT = "#1e2226"  # the lighter of the two grounds of honour_roll.css by night
_MEND = 'Ghi dấu # và sáu chữ số 0–9, a–f, chữ thường, đặt trong ngoặc kép, ví dụ brand: "#8a1520".'


class Look(NamedTuple):
    """A site's own two colours, from ``mkdocs.yml``.

    White and ``accent`` must be readable on ``brand``, and dark letters on ``accent``.
    """

    brand: str = "#8a1520"
    accent: str = "#f2cf7e"


def chosen(given: object) -> Look:
    """Return the colours that ``mkdocs.yml`` asks for: a mapping with ``brand``, ``accent``, both or none.

    Raises StoppedError when they cannot be the site's colours; those that it suggests are accepted.
    """
    if given is not None and not isinstance(given, dict):
        raise _wrong(f"“{given}” không phải là các dòng brand, accent.")
    rows: dict[object, object] = given or {}
    for key, value in rows.items():
        if key not in Look._fields:
            raise _wrong(f"không có màu nào gọi là “{key}”.", "Chỉ ghi brand và accent.")
        if value is None:
            raise _wrong(f"{key}: chưa có màu; thiếu ngoặc kép thì từ dấu # bị coi là ghi chú.")
        if not isinstance(value, str) or not re.fullmatch(FORM, value):
            raise _wrong(f"{key}: “{value}” không phải là mã màu.")
    look = Look(**{str(key): str(value) for key, value in rows.items()})
    brand = by_day(look.brand)
    fit = Look(brand, _readable(look.accent, WHITE, DARK, brand))
    suggested = ", ".join(f'{key}: "{value}"' for key, value in fit._asdict().items() if value != getattr(look, key))
    if fit.brand != look.brand:
        said = f"brand “{look.brand}” nhạt quá, chữ trắng không đọc được."
        raise _wrong(said, f"Chọn màu đậm hơn, chẳng hạn {suggested}.")
    if fit != look:
        said = (
            f"accent “{look.accent}” tối quá, không nổi trên brand “{look.brand}” hoặc chữ sẫm trên nó không đọc được."
        )
        raise _wrong(said, f"Chọn màu sáng hơn, chẳng hạn {suggested}.")
    return look


def _wrong(said: str, mend: str = _MEND) -> StoppedError:
    return StoppedError(f"mkdocs.yml, mục extra: colours: {said}\n    {mend}")


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """Return ``colour`` mixed with a share (0 to 1) of ``other``."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return _as_text(a + (b - a) * share for a, b in pairs)


def by_day(colour: str) -> str:
    """Return a colour with as much black in it as white letters need to be readable on it."""
    return _readable(colour, "#000000", WHITE)


def at_night(colour: str) -> str:
    """Return a colour as light as it must be to be readable on the dark ground; its saturation stays."""
    hue, light, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in _channels(colour)))
    lighter = (colorsys.hls_to_rgb(hue, light + (1 - light) * part / 20, saturation) for part in range(1, 21))
    return _first([colour, *(_as_text(255 * channel for channel in channels) for channels in lighter)], _NIGHT)


def _readable(colour: str, towards: str, *grounds: str) -> str:
    """Return a colour mixed with as few twentieths of ``towards`` as make it readable on all ``grounds``."""
    return _first((mixed(colour, towards, part / 20) for part in range(21)), *grounds)


def _first(colours: Iterable[str], *grounds: str) -> str:
    return next(colour for colour in colours if all(contrast(colour, ground) >= READABLE for ground in grounds))


def stylesheet(look: Look, fields: Mapping[str, str]) -> str:
    """Return the CSS custom properties of the site's colours; ``fields`` has each field's colour by its key."""
    day = [f":root{{--brand:{look.brand};--ground:{look.brand};--accent:{look.accent}}}"]
    night = [f":root{{--brand:{at_night(look.brand)};--ground:{mixed(look.brand, '#000000', 0.35)}}}"]
    for key, colour in fields.items():
        day.append(f'[data-field="{key}"]{{--field:{colour};--field-ground:{colour}}}')
        night.append(f'[data-field="{key}"]{{--field:{at_night(colour)}}}')
    return "\n".join([*day, "@media screen and (prefers-color-scheme:dark){", *night, "}", ""])


def _luminance(colour: str) -> float:
    shares = (channel / 255 for channel in _channels(colour))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _as_text(channels: Iterable[float]) -> str:
    return "#" + "".join(f"{round(channel):02x}" for channel in channels)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
