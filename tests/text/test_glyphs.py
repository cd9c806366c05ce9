from __future__ import annotations

import base64
import io
import unicodedata
from pathlib import Path

import pytest
import typst
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser

import make_fonts
from honour_roll.text import glyphs as letters


@pytest.fixture(params=make_fonts.WEIGHTS)
def committed(request: pytest.FixtureRequest) -> bytes:
    return (make_fonts.FOLDER / f"be-vietnam-pro-{request.param}.woff2").read_bytes()


@pytest.fixture
def font(committed: bytes) -> TTFont:
    return TTFont(io.BytesIO(committed))


def test_the_committed_fonts_are_current() -> None:
    assert make_fonts.stale(make_fonts.make()) == [], "run: python scripts/make_fonts.py"


def test_every_letter_is_there(font: TTFont) -> None:
    pangram = "Những điển hình “Dân vận khéo” ở Cầu Giấy: 38 tập thể, cá nhân – 1.500.000 ₫, 50 m²."
    letters = make_fonts.LETTERS | set(pangram) | set(unicodedata.normalize("NFD", pangram))
    assert sorted(letters - {chr(code) for code in font.getBestCmap()}) == []


def test_vietnamese_has_its_134_accented_letters() -> None:
    both_cases = make_fonts.VIETNAMESE | {letter.upper() for letter in make_fonts.VIETNAMESE}
    assert len([letter for letter in both_cases if not letter.isascii()]) == 134


def test_letters_and_tones_apart_look_as_the_letters_do(browser: Browser, committed: bytes) -> None:
    """Names of photos from a Mac have them apart."""
    letters = " ".join(sorted(make_fonts.VIETNAMESE | {letter.upper() for letter in make_fonts.VIETNAMESE}))
    page = browser.new_page(viewport={"width": 700, "height": 400})
    font, shots = f"data:font/woff2;base64,{base64.b64encode(committed).decode()}", {}
    for form in ("NFC", "NFD"):
        page.set_content(
            f"<style>@font-face {{ font-family: F; src: url({font}) }} p {{ font: 20px F }}</style>"
            f"<p>{unicodedata.normalize(form, letters)}"
        )
        page.evaluate("document.fonts.load('20px F', 'Ữ').then((found) => { if (!found.length) throw 'no font' })")
        shots[form] = page.screenshot()
    page.close()
    assert shots["NFC"] == shots["NFD"]


def test_a_font_stays_light(committed: bytes) -> None:
    assert len(committed) < 12_500


@pytest.mark.parametrize("folder", [make_fonts.FOLDER, make_fonts.DRAWN])
def test_the_licence_is_beside_them(folder: Path) -> None:
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("weight", make_fonts.WEIGHTS)
def test_what_can_be_drawn_is_what_the_fonts_for_drawing_have(weight: int) -> None:
    with TTFont(make_fonts.DRAWN / f"be-vietnam-pro-{weight}.ttf") as font:
        assert {chr(code) for code in font.getBestCmap()} - {"\r"} == letters.LETTERS


def test_the_typesetter_takes_both_weights_as_one_family() -> None:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[make_fonts.DRAWN])
    assert {(font.family, font.weight) for font in fonts.fonts()} == {("Be Vietnam Pro", 400), ("Be Vietnam Pro", 600)}


def test_what_cannot_be_drawn_is_named() -> None:
    assert letters.lacking("Nguyễn Thị Bảy – “Góc xanh” 50 m², ₫") == ""
    assert letters.lacking("Góc 😉 xanh 😉 漢") == "😉漢"
    assert letters.named("😉") == "“😉” (U+1F609)"
    assert letters.drawable(" Góc xanh‑à ") == "Góc xanh-à"
