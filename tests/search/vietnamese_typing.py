"""Queries as people type them: the keys of Telex and VNI, old and new placement of tones, half of the accents."""

from __future__ import annotations

import re
import unicodedata

from honour_roll.text.vietnamese import fold, nfc

# Open "oa", "oe", "uy" (not after q, where u belongs to the consonant): hoà = hòa, khoẻ = khỏe, thuý = thúy.
_OPEN_PAIR = re.compile(
    r"(?<!q)([ou])([\u0300\u0301\u0303\u0309\u0323]?)([aey])([\u0300\u0301\u0303\u0309\u0323]?)(?![\w\u0300-\u036f])",
    re.IGNORECASE,
)
_TELEX = {"\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0301": "s", "\u0323": "j"}
_VNI = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_TELEX_MARKS = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw", "đ": "dd"}
_VNI_MARKS = {"â": "a6", "ê": "e6", "ô": "o6", "ă": "a8", "ơ": "o7", "ư": "u7", "đ": "d9"}


def telex(text: str) -> str:
    """``"Đường"`` → ``"dduwowngf"``: each tone at the end of its word."""
    return _keys(text, _TELEX, _TELEX_MARKS)


def vni(text: str) -> str:
    """``"Đường"`` → ``"d9u7o7ng2"``."""
    return _keys(text, _VNI, _VNI_MARKS)


def _keys(text: str, tones: dict[str, str], marks: dict[str, str]) -> str:
    def word(match: re.Match[str]) -> str:
        parts = unicodedata.normalize("NFD", match[0].lower())
        tone = next((tones[c] for c in parts if c in tones), "")
        letters = nfc("".join(c for c in parts if c not in tones))
        return "".join(marks.get(c, c) for c in letters) + tone

    return re.sub(r"[^\W_]+", word, nfc(text))


def halfway(text: str) -> str:
    """Every second word without accents."""
    return " ".join(fold(word) if place % 2 else word for place, word in enumerate(text.split()))


def tone_placement(text: str, *, new: bool = True) -> str:
    """Return the text with tones where the new (``hoà``) or the old (``hòa``) school puts them."""

    def moved(match: re.Match[str]) -> str:
        first, tone_1, second, tone_2 = match.groups()
        tone = tone_1 or tone_2
        if not tone or (tone_1 and tone_2) or (first + second).lower() not in ("oa", "oe", "uy"):
            return match[0]
        return first + second + tone if new else first + tone + second

    return nfc(_OPEN_PAIR.sub(moved, unicodedata.normalize("NFD", text)))


def old_tones(text: str) -> str:
    return tone_placement(text, new=False)


def new_tones(text: str) -> str:
    return tone_placement(text)


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def slip(text: str) -> str:
    """Swap two letters in the middle of the longest word, folded, if it has four letters or more."""
    words = fold(text).split()
    longest = max(range(len(words)), key=lambda place: len(words[place]))
    word = words[longest]
    if len(word) >= 4:
        words[longest] = word[:1] + word[2] + word[1] + word[3:]
    return " ".join(words)
