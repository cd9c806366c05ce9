"""The icons of browsers and home screens: drawn from the mark, or made of the site's own picture."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from environment import ROOT
from honour_roll.builder.session import Session
from honour_roll.cards import icons
from honour_roll.cards.link_cards import Brand
from honour_roll.pages import head
from honour_roll.problem import StoppedError
from site_tools import THEME

BRAND = Brand("Dân vận khéo", "#8a1520", "#f2cf7e", head.mark(THEME))
GROUND, ACCENT = (0x8A, 0x15, 0x20), (0xF2, 0xCF, 0x7E)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def test_icons_show_the_mark_in_the_sites_colours() -> None:
    files = icons.icons(BRAND, None)
    assert {"favicon.ico", "apple-touch-icon.png", "manifest.json", *icons.SIZES} == files.keys()
    for path, size in {"apple-touch-icon.png": 180, **icons.SIZES}.items():
        picture = opened(files[path])
        assert picture.size == (size, size)
        assert {picture.getpixel(corner) for corner in ((0, 0), (size - 1, size - 1))} == {GROUND}
        counts = {colour: count for count, colour in picture.getcolors(size * size) or []}
        assert counts[255, 255, 255] > 0.08 * size * size
        assert counts[ACCENT] > 0.003 * size * size
        assert len(files[path]) < 30_000


def test_a_maskable_icon_has_all_of_the_mark_in_its_safe_circle() -> None:
    """A radius of 40 % of the side (w3.org/TR/appmanifest)."""
    picture = opened(icons.icons(BRAND, None)["assets/icon-512.png"])
    far = [(x, y) for x in range(512) for y in range(512) if (x - 255.5) ** 2 + (y - 255.5) ** 2 > (0.4 * 512) ** 2]
    assert {picture.getpixel(place) for place in far} == {GROUND}


def test_the_manifest_names_pictures_that_are_there() -> None:
    manifest = json.loads(icons.icons(BRAND, None)["manifest.json"])
    assert {icon["src"] for icon in manifest["icons"]} == icons.SIZES.keys()
    assert (manifest["start_url"], manifest["scope"], manifest["theme_color"]) == ("./", "./", "#8a1520")


def test_an_svg_gives_none_and_another_picture_gives_all(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text("<svg/>", "utf-8")
    assert icons.icons(BRAND, tmp_path / "a.svg") == {}
    Image.new("P", (20, 900)).save(tmp_path / "a.gif")
    assert opened(icons.icons(BRAND, tmp_path / "a.gif")["apple-touch-icon.png"]).getpixel((90, 90)) == (0, 0, 0)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"<svg/>"])
def test_an_icon_that_is_no_picture_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "hinh.png").write_bytes(content)
    session = Session(ROOT, preview=True)
    session.configure(str(tmp_path / "site"), str(ROOT / "docs"), "Thử", "", "https://a.test/", {}, None)
    try:
        with pytest.raises(StoppedError, match=r"favicon: không đọc được hình “assets/hinh\.png”"):
            session.own_files("assets/hinh.png", str(tmp_path / "hinh.png"))
    finally:
        session.close()
