"""Abbreviations in Vietnamese text: words in capitals that cannot be read aloud, such as “UBND” or “BQL”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

# Up to eight capitals. Beside letters or signs stands a document's number (12/BC-UBND), an address or a longer word.
# Capitals come first in the pattern: to look before every letter of a text takes twice the time.
_CAPITALS = re.compile(r"[A-ZĐ](?<![\w/.&@-].)[A-ZĐ]{1,7}(?![\w/&@-]|\.\w)")
_ROMAN = re.compile(r"[IVXLC]+")
# One syllable as it is spelled without tones: in capitals it is shouted, not shortened.
_SYLLABLE = re.compile(
    r"(?:B|CH?|D|Đ|GH?|GI|H|KH?|L|M|N|NGH?|NH|PH|QU|R|S|TH?|TR|V|X)?[AEIOUY]{1,3}(?:CH?|M|NG?|NH|P|T)?"
)
_SHORTEST_SYLLABLE = 3  # letters: “ĐU” is no word
# Known by these letters to everyone, and mostly read so.
_KNOWN = frozenset(
    "ADN AIDS ASEAN ATM CD COVID DNA DVD FM GDP GPS HIV ID IT LED MC OCOP OK PC PDF QR SIM SMS TP TV UNESCO"
    " UNICEF USB USD VIP VN VND WC WHO WTO".split()
)
_WORD_BEFORE, _WORD_AFTER = re.compile(r"(\w+)[^\w\n]*$"), re.compile(r"[^\w\n]*(\w+)")
_MOST = 50  # abbreviations of one text
_AROUND = 30  # characters looked at for the words beside one
_CODE_OR_ADDRESS = re.compile(r"`[^`\n]{0,500}`|https?://[^\s<>)\]]+|\]\([^)\n]{0,2000}\)|<[^>\n]{0,500}>")


def unexpanded(text: str) -> Iterator[str]:
    """Yield each abbreviation of a text once, in their order, without those that it writes out: “… (UBND)”."""
    if not any(_is_short(text, found) for found in _CAPITALS.finditer(text)):
        return
    text = _CODE_OR_ADDRESS.sub(" ", text)
    seen = dict.fromkeys(found[0] for found in _CAPITALS.finditer(text) if _is_short(text, found))
    for short in islice(seen, _MOST):
        if f"({short})" not in text and f"{short} (" not in text:
            yield short


def _is_short(text: str, found: re.Match[str]) -> bool:
    """Return whether a word in capitals is an abbreviation, and not a number, shouted, or known to everyone."""
    short = found[0]
    if short in _KNOWN or _ROMAN.fullmatch(short):
        return False
    if len(short) >= _SHORTEST_SYLLABLE and _SYLLABLE.fullmatch(short):
        return False
    before = _WORD_BEFORE.search(text[max(found.start() - _AROUND, 0) : found.start()])
    after = _WORD_AFTER.match(text, found.end(), found.end() + _AROUND)
    return not any(word and _is_shouted(word[1]) for word in (before, after))


def _is_shouted(word: str) -> bool:
    """Return whether a word stands in capitals with its tones, as whole sentences do."""
    return len(word) > 1 and word.isupper() and not word.replace("Đ", "D").isascii()
