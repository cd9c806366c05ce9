"""Vietnamese text: folding, sorting, tone placement, slugs, dates and numbers as a good newspaper prints them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from slugify import slugify

# The order of dictionaries (and of ICU's "vi" collation): letters first, then tones, then case.
_LETTERS = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {tone: rank for rank, tone in enumerate("\u0300\u0309\u0303\u0301\u0323", start=1)}  # huyền hỏi ngã sắc nặng

# Open "oa", "oe", "uy" (not after q, where u belongs to the consonant): hoà = hòa, khoẻ = khỏe, thuý = thúy.
_OPEN_PAIR = re.compile(
    r"(?<!q)([ou])([\u0300\u0301\u0303\u0309\u0323]?)([aey])([\u0300\u0301\u0303\u0309\u0323]?)(?![\w\u0300-\u036f])",
    re.IGNORECASE,
)

# TCVN3 (.VnTime) and VNI text pasted as if it were Unicode: marks that never stand beside a letter in Vietnamese.
_TCVN3 = re.compile(r"[µ¶·¸¹®§©ª«¬][a-zA-ZÀ-ÿ]|[a-zA-ZÀ-ÿ][µ¶¸¹®©ª«¬]")
_VNI = re.compile(r"[aeouyöôAEOUYÖÔ][øûïäåëØÛÏÄÅË]|[öÖ][ôÔ]|[Ññ][aeoiuyöôAEOIUYÖÔ]|[a-zA-Z][öÖ]")
_TWO = 2  # one such pair may be a foreign name ("Müller" has none, "Citroën" one); two are a font


def nfc(text: str) -> str:
    """Give the text with every accented letter as one character (Unicode NFC), as TCVN 6909 asks."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Give the text in small letters without tones, marks or đ: ``"Đường Trần"`` → ``"duong tran"``."""
    plain = text.lower().replace("đ", "d")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def sort_key(text: str) -> tuple[list[int], list[int], str]:
    """Give a key that sorts as Vietnamese dictionaries do: ``a ă â … d đ e ê … o ô ơ … u ư``, then tones, then case.

    Agrees with ICU's Vietnamese collation on Vietnamese words; quotes and other signs do not count, digits come
    before letters, other scripts after.
    """
    letters, tones = [], []
    for char in nfc(text).lower():
        if not (char.isalnum() or char == " "):
            continue
        parts = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in parts if mark in _TONES), "")
        letter = nfc(parts.replace(tone, "")) if tone else char
        letters.append(0x100 + _LETTERS[letter] if letter in _LETTERS else ord(letter[0]) + 0x200 * (letter > "z"))
        tones.append(_TONES.get(tone, 0))
    return letters, tones, text.swapcase()


def tone_placement(text: str, *, new: bool = True) -> str:
    """Give the text with tones where the new (``hoà``) or the old (``hòa``) school puts them.

    For comparing and searching only: what people wrote, their names above all, is never rewritten.
    """

    def moved(match: re.Match[str]) -> str:
        first, tone_1, second, tone_2 = match.groups()
        tone = tone_1 or tone_2
        if not tone or (first + second).lower() not in ("oa", "oe", "uy"):
            return match[0]
        return first + second + tone if new else first + tone + second

    return nfc(_OPEN_PAIR.sub(moved, unicodedata.normalize("NFD", text)))


def slug_of(text: str, limit: int = 60) -> str:
    """Give an ASCII kebab-case name for a folder, at most ``limit`` characters, cut between words."""
    return slugify(nfc(text), max_length=limit, word_boundary=True, save_order=True)


def legacy_encoding(text: str) -> str:
    """Give ``TCVN3`` or ``VNI`` when the text looks pasted from a font of before Unicode, else the empty text."""
    if text.isascii():
        return ""
    if len(_TCVN3.findall(text)) >= _TWO:
        return "TCVN3"
    return "VNI" if len(_VNI.findall(text)) >= _TWO else ""


def date_text(date: str) -> str:
    """Give a date for readers: ``17/8/2018``, ``tháng 8/2017`` or ``năm 2017``, as exact as it is known."""
    parts = [str(int(p)) for p in date.split("-")] if date else []
    match parts:
        case [year, month, day]:
            return f"{day}/{month}/{year}"
        case [year, month]:
            return f"tháng {month}/{year}"
        case [year]:
            return f"năm {year}"
        case _:
            return ""


def when_text(date: str) -> str:
    """Give a date for the middle of a sentence: ``ngày 1/7/2025``, ``tháng 7/2025``, ``năm 2025``."""
    return f"ngày {date_text(date)}" if date.count("-") == 2 else date_text(date)


def number_text(value: float) -> str:
    """Give a number as Vietnamese print it: point for thousands, comma for decimals (``1250.5`` → ``1.250,5``)."""
    whole, _, decimals = f"{value:,}".partition(".")
    return whole.replace(",", ".") + (f",{decimals}" if decimals and decimals != "0" else "")
