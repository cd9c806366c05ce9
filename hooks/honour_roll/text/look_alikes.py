"""Letters that look like Vietnamese ones and are others: Ð and Ɖ for Đ, Cyrillic а, Greek ο, letters of full width.

Readers see no difference; search, sorting and reading aloud do. A letter is told only where the word would be
Vietnamese without it: names and words of other languages keep their own.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from honour_roll.text.hidden import ENTITY, is_usual

_D = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"}
# Many PDF files of Vietnamese offices give ƣ (U+01A3) for ư.
_LATIN = _D | dict(zip("ǎǍĕĔǒǑıɑɡƣƢ", "ăĂêÊôÔiagưƯ", strict=True))
_LATIN |= dict(zip("ᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠʏ", "abcdeghijklmnoprtuvy", strict=True))
_CYRILLIC = dict(zip("аеорсухіјѕһԁԛԝӏѵАЕОРСУХІЈЅҺВКМНТҮӀӑӐԀ", "aeopcyxijshdqwlvAEOPCYXIJSHBKMHTYIăĂD", strict=True))
_GREEK = dict(zip("αοόνυκιρΑΒΕΖΗΙΚΜΝΟΡΤΥΧάέί", "aoóvukipABEZHIKMNOPTYXáéí", strict=True))
_SINGLE = _LATIN | _CYRILLIC | _GREEK
# Whole alphabets that compatibility (NFKC) turns into plain letters and digits: of full width, bold, in circles, Ⅱ.
_CIRCLED = "\u24b6-\u24e9\U0001f130-\U0001f149"  # symbols to Unicode, letters to readers
_STYLED = f"{_CIRCLED}\u2160-\u217f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff"
_ANY = re.compile(f"[{''.join(_SINGLE)}{_STYLED}]")
_LETTERS = rf"(?:[^\W_]|[{_CIRCLED}](?!\ufe0f))"
_WORD = re.compile(rf"{_LETTERS}+(?:[\u0300-\u036f]+{_LETTERS}*)*")
_SIGN = re.compile(f"[{_STYLED}]")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SYLLABLE = re.compile(
    "(?:ngh?|[ntpkcg]h|tr|gi|qu|[bcdđghklmnprstvx])?"
    "(?:iêu|yêu|oai|oao|oay|oeo|uây|uôi|ươi|ươu|uya|uyê|uyu|iê|yê|ia|ya|uô|ua|ươ|ưa|ai|ao|au|ay|âu|ây|eo|êu|iu|oa|oă|oe|oi"
    "|ôi|ơi|ui|ưi|ưu|uâ|uê|uy|uơ|oo|[aăâeêioôơuưy])(?:ng|nh|ch|[cmnpt])?"
)
_MOST_LETTERS = 40  # of a word that is looked at


class LookAlike(NamedTuple):
    """A word with look-alikes: its place in the text, as it is written, as it should be, and the first such letter."""

    start: int
    written: str
    right: str
    letter: str


def found(text: str) -> Iterator[LookAlike]:
    """Yield the words of a text that hold look-alikes, and entities of HTML that stand for one: ``&ETH;``."""
    for entity in ENTITY.finditer(text) if "&" in text else ():
        made = html.unescape(entity[0])
        if made in _SINGLE:
            yield LookAlike(entity.start(), entity[0], _SINGLE[made], made)
    if is_usual(text) or not _ANY.search(text):
        return
    for match in _WORD.finditer(text):
        word = match[0]
        letter = _ANY.search(word)
        if letter and len(word) <= _MOST_LETTERS:
            right = meant(word)
            if _is_told(word, right, text, match.span()):
                yield LookAlike(match.start(), word, right, letter[0])


def meant(word: str) -> str:
    """Return a word with Vietnamese letters in place of look-alikes."""
    plain = "".join(_SINGLE.get(char, char) for char in word)
    if _SIGN.search(plain):
        plain = "".join(unicodedata.normalize("NFKC", char) if _SIGN.match(char) else char for char in plain)
    return unicodedata.normalize("NFC", plain)


def _is_told(word: str, right: str, text: str, span: tuple[int, int]) -> bool:
    """Return whether a word with look-alikes is Vietnamese without them, or an abbreviation."""
    if _SIGN.search(word):
        return True
    if _ANY.search(right):
        return False
    own = [char for char in word if char in _CYRILLIC or char in _GREEK]
    if own and len(own) == len(word) and _is_among_its_like(text, span):
        return False
    if len(word) == 1:
        return word in _D or word in _CYRILLIC
    if any(char in _D for char in word) and word.isupper():
        return True
    mixed = bool(own) and any(char.isascii() for char in word)
    return is_syllable(right) or (word.isupper() and (mixed or (right.isascii() and len(own) == len(word))))


def _is_among_its_like(text: str, span: tuple[int, int]) -> bool:
    """Return whether words beside are of that other alphabet without doubt."""
    around = text[max(0, span[0] - 30) : span[0]] + " " + text[span[1] : span[1] + 30]
    return any("\u0370" <= char <= "\u052f" and char not in _SINGLE for char in around)


def is_syllable(word: str) -> bool:
    """Return whether a word is built as a Vietnamese syllable is."""
    letters = unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", word.lower())))
    return _SYLLABLE.fullmatch(letters) is not None
