"""Fonts of before Unicode, against tables of letters and tones that the importer does not know."""

from __future__ import annotations

import unicodedata

import auditor
import pytest

from honour_roll.imports.office_fonts import converted

SENTENCE = (
    "Hội Cựu chiến binh xã Đồng Vọng nhận chăm sóc 4,2 km đường; mỗi chi hội một đoạn, ưa ở chỗ ấy quỹ nhỏ dễ kể ỷ lại"
)


def in_tcvn3(text: str) -> str:
    codes = {letter: chr(code) for code, letter in auditor.TCVN3.items()}
    return "".join(codes.get(char, char) for char in text)


def in_vni(text: str) -> str:
    """Return a text as VNI types it: the vowel, and the sign of its marks behind it."""
    signs = {marks: sign for sign, marks in auditor._VNI_MARKS.items()}
    alone = {letter: typed for typed, letter in auditor._VNI_LETTERS.items()}
    made = ""
    for char in text:
        parts = unicodedata.normalize("NFD", char.lower())
        base, marks = parts[0], parts[1:]
        if char.lower() in alone:
            typed = alone[char.lower()]
        elif "\u031b" in marks:  # ơ and ư are letters of their own
            rest = marks.replace("\u031b", "")
            typed = ("ô" if base == "o" else "ö") + signs.get(rest, "")
        else:
            ordered = "".join(sorted(marks, key=lambda mark: mark not in "\u0302\u0306"))
            typed = base + signs[ordered] if ordered else char
        made += typed.upper() if char.isupper() else typed
    return made


def test_every_letter_of_tcvn3_becomes_unicode() -> None:
    assert converted(in_tcvn3(SENTENCE), ".VnTime") == SENTENCE


def test_every_letter_of_vni_becomes_unicode_in_both_cases() -> None:
    assert converted(in_vni(SENTENCE), "VNI-Times") == SENTENCE
    assert converted(in_vni(SENTENCE.upper()), "VNI-Times") == SENTENCE.upper()


def test_a_font_of_capitals_shows_capitals() -> None:
    assert converted(in_tcvn3("đường hoa"), ".VnTimeH") == "ĐƯỜNG HOA"


@pytest.mark.parametrize("font", [".VnTime", "VNI-Times", "Times New Roman", ""])
def test_unicode_stays_as_it_is_in_whatever_font(font: str) -> None:
    assert converted("Đường hoa – “ấm”", font) == "Đường hoa – “ấm”"
