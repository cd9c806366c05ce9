"""Vietnamese as it is read aloud: numbers, dates, measures and abbreviations written out in words.

Northern usage, as the national radio reads: ``linh`` for an empty ten, ``nghìn`` for a thousand, ``mùng`` for a day
up to the tenth, ``tháng tư`` for the fourth month.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}  # hai mươi mốt, hai mươi tư, hai mươi lăm
_GROUPS = ("", " nghìn", " triệu")  # of three digits each; with a tỷ they begin anew
_MEASURES = {
    "%": "phần trăm", "m": "mét", "m2": "mét vuông", "m²": "mét vuông", "m3": "mét khối", "m³": "mét khối",
    "km": "ki-lô-mét", "kg": "ki-lô-gam", "ha": "héc-ta", "°C": "độ C", "đ": "đồng",
}  # fmt: skip
_LONGEST = 12  # digits; what is longer, or begins with 0, is no amount and is read digit by digit
_TEN, _HUNDRED, _THOUSAND, _MILLIARD = 10, 100, 1000, 10**9

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?![.\d])|\d+)(?:,\d+)?"
_DATE = re.compile(
    r"(?:\b(?P<lead>ngày|tháng)\s+)?(?<![\d/])"
    r"(?:(?P<day>0?[1-9]|[12]\d|3[01])/)?(?P<month>0?[1-9]|1[0-2])/(?P<year>\d{4})(?![\d/])",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(ngày)\s+(0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])(?![\d/])", re.IGNORECASE)
_FOURTH = re.compile(r"\b(tháng|thứ)\s+4(?![\d/]|[.,]\d)", re.IGNORECASE)
_RANGE = re.compile(rf"(?<![\w/.-])({_NUMBER})\s?[–-]\s?({_NUMBER})(?![\w/-])")
_MEASURED = re.compile(rf"({_NUMBER})\s?({'|'.join(map(re.escape, sorted(_MEASURES, key=len, reverse=True)))})(?!\w)")
_SLASH = re.compile(rf"(?<![\w/])({_NUMBER})/({_NUMBER})(?![\w/])")
_ANY = re.compile(rf"(?P<before>[^\W\d_])?({_NUMBER})(?P<after>[^\W\d_])?")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_DIGIT = re.compile(r"\d")
_NOT_READ = re.compile(r"[“”\"«»*_#|<>\[\]{}]")


def spoken(text: str, abbreviations: Mapping[str, str]) -> str:
    """Give a text as somebody reads it aloud: ``12 hộ, 3,5%`` → ``mười hai hộ, ba phẩy năm phần trăm``.

    ``abbreviations`` go from ``GPMB`` to its words. Signs that are not read are left out; lines stay lines.
    """
    if "(" in text:
        text = _BRACKETS.sub(lambda found: f", {found[1]}", text)
    text = _NOT_READ.sub("", text)
    if any(short in text for short in abbreviations):  # a pattern for all takes ten times as long to find none
        text = _any_of(tuple(abbreviations)).sub(lambda found: abbreviations[found[0]], text)
    if not _DIGIT.search(text):
        return text
    text = _DATE.sub(lambda found: _date(found["lead"], found["day"], found["month"], f" năm {found['year']}"), text)
    text = _DAY.sub(lambda found: _date(*found.groups()), text)
    text = _FOURTH.sub(r"\1 tư", text)
    text = _RANGE.sub(r"\1 đến \2", text)
    text = _MEASURED.sub(lambda found: f"{found[1]} {_MEASURES[found[2]]}", text)
    text = _SLASH.sub(r"\1 trên \2", text)
    return _ANY.sub(_number_beside_letters, text)


@lru_cache(maxsize=4)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Give a pattern that finds any of these words, the longest first."""
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)")


def number(written: str) -> str:
    """Give a number as Vietnamese print it (``1.250,5``) in words."""
    whole, _, decimals = written.replace(".", "").partition(",")
    if len(whole) > _LONGEST or (len(whole) > 1 and whole[0] == "0"):
        return _digit_by_digit(whole + decimals)
    words = _whole(int(whole))
    if not decimals:
        return words
    as_one = decimals[0] != "0" and int(decimals) < _HUNDRED
    return f"{words} phẩy {_whole(int(decimals)) if as_one else _digit_by_digit(decimals)}"


def _whole(value: int) -> str:
    if value >= _MILLIARD:
        rest = value % _MILLIARD
        return f"{_whole(value // _MILLIARD)} tỷ{f' {_below_milliard(rest, after=True)}' if rest else ''}"
    return _below_milliard(value, after=False)


def _below_milliard(value: int, *, after: bool) -> str:
    """Give a number below a thousand million; ``after`` tells whether larger groups stand before it."""
    if not value:
        return _DIGITS[0]
    groups = [value // _THOUSAND**place % _THOUSAND for place in range(len(_GROUPS))]
    words: list[str] = []
    for place in reversed(range(len(_GROUPS))):
        if groups[place]:
            words.append(_below_thousand(groups[place], full=after or bool(words)) + _GROUPS[place])
    return " ".join(words)


def _below_thousand(value: int, *, full: bool) -> str:
    """Give a number from 1 to 999; ``full`` says ``không trăm`` and ``linh`` for places that are empty."""
    hundreds, rest = divmod(value, _HUNDRED)
    tens, ones = divmod(rest, _TEN)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or full else []
    if tens > 1:
        words += [f"{_DIGITS[tens]} mươi", _AFTER_TENS.get(ones, _DIGITS[ones]) if ones else ""]
    elif tens:
        words += ["mười", "lăm" if ones == _TEN // 2 else _DIGITS[ones] if ones else ""]
    elif ones:
        words += [f"linh {_DIGITS[ones]}" if words else _DIGITS[ones]]
    return " ".join(filter(None, words))


def _digit_by_digit(digits: str) -> str:
    return " ".join(_DIGITS[int(digit)] for digit in digits)


def _date(lead: str | None, day: str | None, month: str, year: str = "") -> str:
    """Give a date with its day and month in words; the year is a number like others. ``lead`` stood before it."""
    words = f"tháng {'tư' if int(month) == 4 else _whole(int(month))}{year}"
    before = lead if lead and lead.lower() == "ngày" else ""
    if not day:
        return f"{before} {words}".strip()
    return f"{before or 'ngày'} {'mùng ' if int(day) <= _TEN else ''}{_whole(int(day))} {words}"


def _number_beside_letters(found: re.Match[str]) -> str:
    """Give a number in words, and a space where it stood against a letter (``T5``, ``5S``)."""
    before, after = found["before"], found["after"]
    return f"{f'{before} ' if before else ''}{number(found[2])}{f' {after}' if after else ''}"
