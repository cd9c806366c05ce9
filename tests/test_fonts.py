from __future__ import annotations

import io
import unicodedata

import pytest
from fontTools.ttLib import TTFont

import make_fonts


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


def test_tones_find_their_place_on_letters(font: TTFont) -> None:
    assert {"kern", "mark"} <= {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}


def test_a_font_stays_light(committed: bytes) -> None:
    assert len(committed) < 14_000


def test_the_licence_is_beside_them() -> None:
    assert "SIL OPEN FONT LICENSE" in (make_fonts.FOLDER / "OFL.txt").read_text(encoding="utf-8")
