"""The site's icons for browsers, phones' home screens and bookmarks, and the web manifest that names them.

They are drawn from the site's mark on its own colour, or made of the icon that mkdocs.yml names, if that is no SVG.
The manifest is that of w3.org/TR/appmanifest; its addresses are relative, so it works below any path.
"""

from __future__ import annotations

import io
import json
from functools import lru_cache
from pathlib import Path

from honour_roll.cards import drawing
from honour_roll.cards.link_cards import Brand
from honour_roll.photos import pillow

ICO, TOUCH, MANIFEST = "favicon.ico", "apple-touch-icon.png", "manifest.json"
SIZES = {"assets/icon-192.png": 192, "assets/icon-512.png": 512}
_TOUCH_SIZE = 180  # pixels; iOS scales it down for older phones
_ICO_SIZES = [(16, 16), (32, 32), (48, 48)]
_MARK = 48  # the side of the mark's viewBox
_WITHIN = 0.74  # of an icon's side: phones cut icons to a circle of 0.8 of it (maskable icons, w3.org/TR/appmanifest)
_WITHIN_SMALL = 0.98  # of the side of an icon that nothing cuts


@lru_cache(maxsize=2)  # a preview asks again whenever a page in docs/ is saved
def icons(brand: Brand, own: Path | None) -> dict[str, bytes]:
    """Return the icons and the manifest, by path; none for an SVG, which cannot be drawn here.

    ``own`` is the icon that mkdocs.yml names, None for the site's mark. Raises OSError or ValueError when it is no
    picture.
    """
    if own and own.suffix.lower() == ".svg":
        return {}
    small, large = (_picture(brand, own, part) for part in (_WITHIN_SMALL, _WITHIN))
    files = {ICO: _ico(small), TOUCH: _png(large, _TOUCH_SIZE)}
    files |= {path: _png(large, size) for path, size in SIZES.items()}
    return files | {MANIFEST: _manifest(brand).encode()}


def _picture(brand: Brand, own: Path | None, part: float) -> pillow.Image.Image:
    """Return the largest icon: the mark, or the site's own picture on white, on ``part`` of its side."""
    side = max(SIZES.values())
    within = round(side * part)
    if own is None:
        picture = pillow.Image.new("RGB", (side, side), brand.ground)
        mark = brand.mark.replace('stroke="currentColor"', f'stroke="{brand.accent}"')  # the water below the lotus
        drawing.draw(picture, mark, within / _MARK, ((side - within) / 2,) * 2, "#ffffff")
        return picture
    picture = pillow.Image.new("RGB", (side, side), "#ffffff")
    try:
        with pillow.Image.open(own) as opened:
            given = opened.convert("RGBA")
    except pillow.Image.DecompressionBombError as error:
        raise ValueError(own) from error
    given.thumbnail((within, within))
    picture.paste(given, ((side - given.width) // 2, (side - given.height) // 2), given)
    return picture


def _png(picture: pillow.Image.Image, side: int) -> bytes:
    out = io.BytesIO()
    picture.resize((side, side), pillow.Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _ico(picture: pillow.Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "ICO", sizes=_ICO_SIZES)
    return out.getvalue()


def _manifest(brand: Brand) -> str:
    named = [
        {"src": path, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for path, size in SIZES.items()
        for purpose in ("any", "maskable")
    ]
    about = {
        "name": brand.name,
        "lang": "vi",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": brand.ground,
        "icons": named,
    }
    return json.dumps(about, ensure_ascii=False, indent=1) + "\n"
