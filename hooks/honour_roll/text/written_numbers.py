"""What a number means that was written as people write it: ``1 500``, ``72,5%``, ``trên 100 hộ``, ``mười hai``."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from honour_roll.text.number_words import number

LONGEST = 15  # digits that a float holds exactly
_LONGEST_TEXT = 200  # characters of a text that is looked at
_MOST_WORDS = 12  # of a number that is spelled out

_OF_UNIT = re.compile(r"[^\W\d_]\Z")  # m2 and m3: no number of their own
# 5tr2, 7h30, 1e-3, 0x1F, 10², một nửa: who takes one part for the whole is wrong
_INDIVISIBLE = re.compile(
    r"[0-9](?!(?:[dckm]?m)[23](?![0-9]))[^\W\d_]{1,3}[-+]?[0-9]|(?:^|[0-9])[\u00b2\u00b3\u00b9\u2070-\u2079]|rưỡi\b|\bnửa\b"
)
_SPACES = " \u00a0\u2009\u202f"
_DIGITS = rf"[0-9]+(?:[.,'’_][0-9]+|[{_SPACES}][0-9]{{3}}(?![0-9]))*"
_NUMBER = re.compile(_DIGITS)
_TO = "(?:[-–—~÷]|đến|tới|hoặc|hay)"
_RANGE = re.compile(rf"(?:từ\s+)?({_DIGITS})\s*[^\W\d_]{{0,12}}%?\s*{_TO}\s*({_DIGITS})(?![/\d])", re.IGNORECASE)
_SHARE = re.compile(rf"({_DIGITS})\s*(?:/|trên|trong)\s*(?:tổng\s+(?:số\s+)?)?({_DIGITS})", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?e\+?[0-9]{1,2}", re.IGNORECASE)
_GROUPS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:[^0-9.,][0-9]{3})+")
_MIXED = re.compile(r"[0-9]{1,3}(?:(?P<by>[^0-9])[0-9]{3})*(?P<point>[.,])[0-9]+")


class Written(NamedTuple):
    """A number as it was written.

    ``values`` is what it may mean: one number; two for ``1.200``, a thousand or one and a fifth. ``other`` is the
    second number of a range or a share, which ``joined`` tells (``range``, ``share``, or nothing). ``before`` and
    ``after`` are the words around it.
    """

    values: tuple[float, ...]
    before: str = ""
    after: str = ""
    other: float | None = None
    joined: str = ""


def read(text: str) -> Written | None:
    """Return what a text with one number (or a range, or a share) says; None when it says anything else."""
    plain = _plain(text)
    if _SCIENTIFIC.fullmatch(plain):
        whole = Decimal(plain)
        return Written((_value(whole),)) if whole < 10**LONGEST else None
    if not plain or len(plain) > _LONGEST_TEXT or _INDIVISIBLE.search(text):
        return None
    for joined, pattern in (("range", _RANGE), ("share", _SHARE)):
        found = pattern.search(plain)
        if found and not _NUMBER.search(plain[: found.start()] + plain[found.end() :]):
            low, high = (meanings(part) for part in found.groups())
            if low and high:
                return Written(low[:1], plain[: found.start()], plain[found.end() :].strip(), high[0], joined)
    numbers = [found for found in _NUMBER.finditer(plain) if not _OF_UNIT.search(plain[: found.start()])]
    if not numbers:
        return _in_words(plain)
    (first, *more) = numbers
    start, end, written = first.start(), first.end(), first[0]
    if start and plain[start - 1] in ".,":
        start, written = start - 1, f"0.{written}"
    if plain[end : end + 1] in (".", ","):
        end += 1
    values = () if more else meanings(written)
    before = plain[:start].rstrip()
    if before == "-" or before.endswith(" -"):
        before, values = before[:-1], tuple(-value for value in values)
    return Written(values, before.strip(), plain[end:].strip()) if values else None


def meanings(written: str) -> tuple[float, ...]:
    """Return what digits with points, commas and spaces may mean; nothing when that cannot be told.

    The first meaning is the one that Vietnamese see: ``1.200`` is one thousand two hundred.
    """
    found: list[float] = []
    digits = re.sub(r"[^0-9]", "", written)
    if len(digits) > LONGEST:
        return ()
    if digits == written.replace("_", "") or (_GROUPS.fullmatch(written) and written[0] != "0"):
        found.append(int(digits))
    mixed = _MIXED.fullmatch(written) or re.fullmatch(r"[0-9]+(?P<point>[.,])[0-9]+", written)
    if mixed and mixed.groupdict().get("by") != mixed["point"]:
        whole, _, decimals = written.rpartition(mixed["point"])
        found.append(_value(Decimal(f"{re.sub('[^0-9]', '', whole)}.{decimals}")))
    return tuple(dict.fromkeys(found))


def typed(value: float) -> str:
    """Return a number as a header wants it: ``1250.5``; ``1.2500`` where ``1.250`` would be a thousand to people."""
    written = f"{Decimal(str(value)):f}"
    whole, _, decimals = written.partition(".")
    return f"{written}0" if len(decimals) == len("250") and whole.lstrip("-") != "0" else written


def _value(number: Decimal) -> float:
    return int(number) if number == number.to_integral_value() else float(number)


def _plain(text: str) -> str:
    """Return the text on one line, with digits, dashes and letters of full width as usual ones."""
    shown = unicodedata.normalize("NFKC", text[: _LONGEST_TEXT + 1]).replace("−", "-")
    shown = re.sub(r"[\u200b-\u200f\u2060\ufeff\xad]", "", shown)
    return unicodedata.normalize("NFC", " ".join(shown.strip(" \"'“”‘’").split()))


def _in_words(plain: str) -> Written | None:
    """Return the number that a text begins with in words: ``mười hai hộ``."""
    words = plain.split()
    for end in range(min(len(words), _MOST_WORDS), 0, -1):
        value = _names().get(_usual(" ".join(words[:end]).lower()))
        if value is not None:
            return Written((value,), "", " ".join(words[end:]))
    return None


def _usual(words: str) -> str:
    """Return the words of a number in one of the ways that people say it."""
    return re.sub(r"\b(?:lẻ)\b", "linh", words).replace("ngàn", "nghìn").replace("mươi bốn", "mươi tư")


@lru_cache(maxsize=1)
def _names() -> dict[str, int]:
    return {_usual(number(str(value))): value for value in range(1001)}
