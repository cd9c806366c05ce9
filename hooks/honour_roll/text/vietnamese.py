"""Vietnamese text: folding, sorting, spelling for the search, slugs, and dates and numbers as newspapers print them."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Container
from decimal import Decimal
from functools import lru_cache
from itertools import count

from honour_roll.text.hidden import is_usual

# The order of dictionaries (and of ICU's "vi" collation): letters first, then tones, then case.
_LETTERS = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_DIGITS = re.compile("[0-9]+")
_MORE_DIGITS = " ;"  # a space, and the sign of one more digit: it sorts behind digits and before letters
_TONES = {tone: rank for rank, tone in enumerate("\u0300\u0309\u0303\u0301\u0323", start=1)}  # huyền hỏi ngã sắc nặng

_DECIMAL = re.compile(r"(?<=[0-9])[.,](?=[0-9])")

# A word of the search: a number in groups of three (1.272) or before its unit (30kg), or letters of Latin alphabets and
# digits. words.js has the same patterns.
_SYLLABLE_OR_LINES = re.compile(
    "[0-9]{1,3}(?:[.\u00a0\u202f][0-9]{3})+(?![0-9])|[0-9]+(?=[a-z]{2})"
    "|[0-9a-z\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff]+|\n+"
)
_MONTH = re.compile(r"(?<![^ \n])thang'? ([0-9]{1,2}) (?:n[ăa]m )?(?=[0-9]{4}(?![^ \n]))")
_TONE_SIGNS = {"\u0300": "`", "\u0309": "?", "\u0303": "~", "\u0301": "'", "\u0323": "."}
# Where i and y are written for one sound: kĩ and kỹ, mĩ and mỹ; never in thúi and thúy. words.js has it too.
_ENDS_IN_Y = re.compile("[bcdđfghjklmnprstvwxz]{1,3}y")
_TONE = re.compile(f"[{''.join(_TONE_SIGNS)}]")

# Text typed for a font from before Unicode and pasted as Unicode. In TCVN3 (.VnTime) signs stand in place of letters;
# in VNI a second letter behind a vowel gives its marks, in pairs that no Vietnamese word has.
_TCVN3 = re.compile(
    r"(?<=[^\W\d_])[µ¶·¸¨¼½¾©ª«¬×÷¤¥£¢¡¦\xad]|(?<=[^\W\d_])[¹»](?=[^\W\d_])"
    r"|[®§¨ª¬¸](?=[^\W\d_]|[\xad¶µ¸])|(?<=[a-zµ-¾])[ÈÉÊÒÓÔÕÝÌÐÆÇËÎÏÑÖØÜÞ]"
)
_FOREIGN = re.compile("[ßåäæçëîïñöøûüþ]")  # letters in TCVN3 too, but alone a sign of foreign words
_VNI = re.compile(
    r"a[øùûõâáàåãäêéèúüë]|e[øùûõâáàåãä]|o[øùûõâåä]|[uyôö][øùûõ]|[aeouyôö]ï(?!g)|[a-z]ö(?=[ôùnmua]|\b)|\bñ[aeiouyôö]",
    re.IGNORECASE,
)
# A quick first test: text without any of the signs was typed for neither font.
_TRACES = {
    "TCVN3": re.compile("[µ¶·¸¹¨»¼½¾®©ª«¬×÷¤¥£¢¡¦§\xadßåæçëîïñöøûüþÆÇËÎÏÑÖØÜÞ]"),
    "VNI": re.compile("[øûïåäëöñæüØÛÏÅÄËÖÑÆÜ]"),
}
_ANY_TRACE = re.compile("|".join(pattern.pattern for pattern in _TRACES.values()))
_VIETNAMESE = re.compile(r"[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]")  # letters that neither font leaves behind
_ENOUGH = 2  # signs without a Vietnamese word between them; a single one may belong to a foreign name or a footnote


def nfc(text: str) -> str:
    """Return the text in Unicode NFC, every accented letter as one character, as TCVN 6909 asks."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the text in lower case without tones, marks or đ: ``"Đường Trần"`` → ``"duong tran"``."""
    plain = text.lower().replace("đ", "d")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def sort_key(text: str) -> tuple[str, str, str]:
    """Return a key that sorts as Vietnamese dictionaries do: ``a ă â … d đ e ê … o ô ơ … u ư``, then tones, then case.

    It agrees with ICU's Vietnamese collation on Vietnamese words. Quotes and other signs do not count, numbers come
    before letters, by their value (Tổ 2 before Tổ 10), other scripts after letters.
    """
    plain = nfc(text).lower()
    if not plain.isalpha() and _DIGITS.search(plain):
        plain = _DIGITS.sub(_by_value, plain)
    weights = [_weight(char) for char in plain if char.isalnum() or char in _MORE_DIGITS]
    return "".join([letter for letter, _ in weights]), "".join([tone for _, tone in weights]), text.swapcase()


def initial(text: str) -> str:
    """Return the capital letter under which an index has a name: Â of “Ấp”, Đ of “Đoàn”; “0–9” of a number."""
    first = next((char for char in nfc(text).upper() if char.isalnum()), "")
    parts = unicodedata.normalize("NFD", first)
    return "0–9" if first.isdecimal() else nfc("".join(char for char in parts if char not in _TONES))


def _by_value(number: re.Match[str]) -> str:
    """Return a number with signs before it that say how many digits it has: a longer one is greater."""
    digits = number[0].lstrip("0") or "0"
    return ";" * (len(digits) - 1) + digits


@lru_cache(maxsize=4096)
def _weight(char: str) -> tuple[str, str]:
    """Return the ranks of a character's letter and of its tone in the order of dictionaries, each as a character."""
    parts = unicodedata.normalize("NFD", char)
    tone = next((mark for mark in parts if mark in _TONES), "")
    letter = nfc(parts.replace(tone, "")) if tone else char
    place = 0x100 + _LETTERS[letter] if letter in _LETTERS else ord(letter[0]) + 0x200 * (letter > "z")
    return chr(min(place, sys.maxunicode)), chr(_TONES.get(tone, 0))


def spelled_lines(text: str) -> str:
    """Return a text's words as the search knows them, each in its ``spelling``, a space between; its lines stay.

    All ways to write a date have the same words: ``17 tháng 8 năm 2018`` becomes ``17 8 2018``.
    """
    spelled = " ".join(map(spelling, _SYLLABLE_OR_LINES.findall(nfc(text.lower()))))
    return _MONTH.sub(r"\1 ", spelled)


@lru_cache(maxsize=65536)
def spelling(syllable: str) -> str:
    """Return a syllable's letters and then its tone, so that ``hoà`` and ``hòa`` are equal: both become ``hoa`` + "`".

    So are ``kỹ`` and ``kĩ``, and ``quý`` and ``quí``: i stands behind other consonants, y behind qu. A number is its
    digits: ``1.272`` becomes ``1272``, and ``02`` becomes ``2``.
    ``syllable`` is in lower case and NFC; the tone is one of "`?~'." for huyền, hỏi, ngã, sắc, nặng.
    """
    if syllable[0].isdecimal() and (digits := re.sub("[.\u00a0\u202f]", "", syllable)).isdecimal():
        return digits.lstrip("0") or "0"
    if syllable.isascii():
        return _with_one_i(syllable)
    parts = unicodedata.normalize("NFD", syllable)
    tone = _TONE.search(parts)
    return _with_one_i(nfc(_TONE.sub("", parts))) + _TONE_SIGNS[tone[0]] if tone else _with_one_i(syllable)


def _with_one_i(letters: str) -> str:
    if letters == "qui":
        return "quy"
    return f"{letters[:-1]}i" if letters.endswith("y") and _ENDS_IN_Y.fullmatch(letters) else letters


@lru_cache(maxsize=65536)
def fold_spelling(spelled: str) -> str:
    """Return a ``spelling`` without tone, marks or đ, as it is typed without accents."""
    return spelled if spelled.isascii() and spelled.isalnum() else fold(spelled.rstrip("`?~'."))


@lru_cache(maxsize=65536)
def slug_of(text: str, limit: int = 60) -> str:
    """Return an ASCII kebab-case name of at most ``limit`` characters, cut between words."""
    from slugify import slugify  # slow to import, and most commands need no slug

    apart = _DECIMAL.sub("-", nfc(text))  # 2,5 is not 25
    return slugify(apart, max_length=limit, word_boundary=True, save_order=True)


def free_slug(slug: str, taken: Container[str]) -> str:
    """Return a slug, with the first number from 2 on behind it that makes it none of those ``taken``."""
    numbered = (f"{slug}-{number}" for number in count(2))
    return slug if slug not in taken else next(free for free in numbered if free not in taken)


def legacy_encoding(text: str) -> str:
    """Return ``TCVN3`` or ``VNI`` for text that looks pasted from a font from before Unicode, else the empty string."""
    if is_usual(text) or not _ANY_TRACE.search(text):
        return ""
    for family, signs in (("TCVN3", _TCVN3), ("VNI", _VNI)):
        if family == "TCVN3" and "\xad" in text and not _TRACES[family].search(text.replace("\xad", "")):
            continue  # soft hyphens, from a web page
        sure = unsure = 0
        for word in text.split() if _TRACES[family].search(text) else ():
            if _VIETNAMESE.search(word):
                sure = unsure = 0
                continue
            sure += len(signs.findall(word))
            unsure += family == "TCVN3" and _FOREIGN.search(word) is not None
            if sure and sure + unsure >= _ENOUGH:
                return family
    return ""


def date_text(date: str) -> str:
    """Return a date for readers: ``17/8/2018``, ``tháng 8/2017`` or ``năm 2017``, as exact as it is known."""
    parts = [str(int(part)) for part in reversed(date.split("-"))] if date else []
    return ("", "năm ", "tháng ", "")[len(parts)] + "/".join(parts)


def when_text(date: str) -> str:
    """Return a date for the middle of a sentence: ``ngày 1/7/2025``, ``tháng 7/2025``, ``năm 2025``."""
    return f"ngày {date_text(date)}" if date.count("-") == 2 else date_text(date)


def number_text(value: float) -> str:
    """Return a number as Vietnamese print it, a point for thousands, a comma for decimals: ``1250.5`` → ``1.250,5``."""
    whole, _, decimals = f"{Decimal(str(value)):,f}".partition(".")
    return whole.replace(",", ".") + (f",{decimals}" if decimals and decimals != "0" else "")


def capital(text: str) -> str:
    """Return a text with its first letter in upper case: ``phường Quan Hoa`` → ``Phường Quan Hoa``."""
    return text[:1].upper() + text[1:]
