"""Vietnamese as it is read aloud: numbers, dates, measures and abbreviations written out in words.

Northern usage, as on national radio: ``linh`` for an empty ten, ``nghìn`` for a thousand, ``mùng`` for a day up to the
tenth (but ``dịp tám tháng ba``), ``tháng tư`` for the fourth month. Digits that may mean two things are read as a day
or an hour only where the words beside them leave no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from honour_roll.text.number_words import digit_by_digit, in_words, number

_MEASURES = {
    "%": "phần trăm", "m": "mét", "cm": "xăng-ti-mét", "m2": "mét vuông", "m²": "mét vuông", "m3": "mét khối",
    "m³": "mét khối", "km": "ki-lô-mét", "km2": "ki-lô-mét vuông", "km²": "ki-lô-mét vuông", "kg": "ki-lô-gam",
    "ha": "héc-ta", "°C": "độ C", "h": "giờ", "đ": "đồng", "VNĐ": "đồng", "VND": "đồng",
}  # fmt: skip  # pairs read in rows

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?![.\d])|\d+)(?:,\d+)?"
_UNIT = "|".join(map(re.escape, sorted(_MEASURES, key=len, reverse=True)))
_BRACKETS = re.compile(r"\s*\(([^()]*)\)(?=(\w?))")
_NOT_READ = re.compile(r"[“”\"«»*_#|<>\[\]{}]")
_DIGIT = re.compile(r"\d")
_DASH = re.compile(r"\s?[–-]\s?")

# Rates: 65 triệu đồng/người/năm. Only listed units count: và/hoặc and ngày/tháng/năm sinh are no rates.
_PER = (
    r"/(?:người|hộ|khẩu|năm|quý|tháng|tuần|ngày|giờ|buổi|lần|lượt|suất|học sinh|hội viên|cây|sào|ha|k?m[2²]|m[3³]|km|kg"
    r"|tấn|lít)"
)
_PART_OF_RATE = re.compile(_PER)
_PER_ONE = re.compile("/([^/]+)")
_RATE = re.compile(
    r"(?<![^\W\d_])(đồng|đ|VNĐ|nghìn|triệu|tỷ|kg|tạ|tấn|lít|k?m[2²]|m[3³]|k?m|ha|lần|lượt|buổi|giờ|người|hộ|cây|suất)"
    rf"((?:{_PER})+)(?!\w)"
)

# A pattern that begins with a digit, and looks back only behind it, is found in half the time.
_SPACED = re.compile(  # 1 000 000; a single group of three may be another number, unless money follows
    r"[1-9](?<![\w.,/-].)\d{0,2}(?:(?:[ \u00a0\u202f]\d{3}){2,}|[ \u00a0\u202f]\d{3}(?=\s?(?:đồng|đ|VNĐ|VND)\b))"
    r"(?![ \u00a0\u202f]?\d)"
)
_PHONE = re.compile(
    r"(?:(?:\+84[ .-]?|0(?<![\w.,]0))[1-9]\d{1,2}(?:(?:[ .-]?\d{3,4}){2}|(?:[ .-]?\d\d){3})"
    r"|1(?<![\w.,]1)[89]00[ .]\d{4}(?:\d\d)?)(?!\w|[.,]\d)"
)

# Dates. Without a year, 8/3 may be a fraction and 8-3 a score: only a word before it makes it a day.
_D, _M = r"(?:[12]\d|3[01]|0?[1-9])", r"(?:1[0-2]|0?[1-9])"
_FEASTS = "Quốc khánh|Quốc tế (?:Phụ nữ|Lao động|Thiếu nhi)|Phụ nữ Việt Nam|Nhà giáo Việt Nam|Liệt sĩ"
_SHARE = r"\s+(?:số|tổng|diện tích|dân số)\b"  # 2/3 số hộ
_MONTH = re.compile(rf"\b(tháng|quý)\s+({_M})(?:\s?[-–]\s?({_M}))?(?:[/.-](\d{{4}}))?(?![\w/]|[.,–-]\d)", re.IGNORECASE)
_YEAR = re.compile(r"[/-]\d{4}")
_DATE = re.compile(
    rf"(?<![\w/])(?:(?:(?P<first>{_D}(?:/{_M})?)\s?[-–]\s?)?(?P<day>{_D})(?P<by>[/-]))?(?P<month>{_M})(?(by)(?P=by)|/)"
    rf"(?P<year>\d{{4}})(?![\d/])(?P<to>\s?[-–]\s?(?={_D}/))?"
)
_SHORT = re.compile(r"\s\d\d?(?:\s?[-–]\s?\d\d?)?[/-]\d\d?(?!\d)")
_DAY = rf"{_D}(?:/{_M}|-{_M}(?!\s*(?:giờ|(?:(?:của|hằng|hàng|mỗi)\s+)?tháng)\b))(?![\w/]|[.,]\d)"
_DAYS = re.compile(
    rf"\b(?P<lead>ngày|dịp|lễ|mùng|mồng|{_FEASTS}|(?P<loose>hôm|(?<!thắp )(?<!chiếu )sáng|trưa|chiều|tối|đêm))\s+"
    rf"(?P<days>(?:{_D}\s?[-–]\s?(?={_D}/))?{_DAY}(?(loose)(?!{_SHARE}))"
    rf"(?:,\s?{_DAY}(?=\s*(?:[,.;:]|$|và\b)))*(?:(?:\s(?:và|đến)\s|\s?[-–]\s?){_DAY}(?!{_SHARE}))?)",
    re.IGNORECASE,
)
_A_DAY = re.compile(rf"(?:({_D})\s?[-–]\s?(?={_D}/))?({_D})([/-])({_M})")
_SAID_BARE = re.compile(f"dịp|lễ|mùng|mồng|{_FEASTS}", re.IGNORECASE)  # dịp tám tháng ba; mùng is said once
# 2-9 may also be a range (mùng 1-3 Tết, mỗi ngày 2-3 giờ): it is a day where nothing counted follows.
_SURE_OF_DAYS = re.compile(f"ngày|dịp|lễ|{_FEASTS}", re.IGNORECASE)
_NOTHING_COUNTED = re.compile(r"\s*(?:[,.;:!?]|$|(?:và|đến|tại|ở|của|là|năm|hằng|hàng)\b)")
_EACH = ("mỗi", "một", "từng", "hằng", "hàng", *"0123456789")  # mỗi tháng 4 buổi
_TURNS = re.compile(r"\s+(?:lần|lượt|buổi|kỳ|đợt)\b")
_SEVERAL = ("các", "những")
_FOURTH = re.compile(r"\b(thứ)\s+4(?![\w/]|[.,]\d)", re.IGNORECASE)
_CLOCK = re.compile(  # an hour without minutes is a measure
    r"(\d(?<![\w.,/].)\d?)\s?(?:h|giờ)\s?(?:00(?:\s?phút\b)?|([0-5]\d)['’′p]?)(?!\w|[.,/]\d)"
    r"(\s?[-–]\s?(?=\d{1,2}\s?(?:h|giờ)))?"
)

# A dash may also open a line of a list (-12 hộ): it is a minus only where the value can be below zero.
_MINUS = re.compile(rf"(?<!\S)[-–](?={_NUMBER}\s?(?:°C|độ|%|đến\b))|(?<!\w)−(?=\d)")
_RANGE = re.compile(rf"(?<![\w/.-])({_NUMBER})(?:\s?({_UNIT}))?\s?[–-]\s?({_NUMBER})(?=\s?({_UNIT})(?!\w)|(?![\w/-]))")
_TIMES = re.compile(r"[x×]\s?(?=\d)")
_SIZED = re.compile(r"\d\s?(?:c?m)?\s?$")
_MEASURED = re.compile(rf"({_NUMBER})\s?({_UNIT})(?!\w)")
_BARE_UNIT = re.compile(r"(?<!\w)(?:k?m[2²]|m[3³])(?!\w)")
_SLASH = re.compile(rf"(?<![\w/])({_NUMBER})/({_NUMBER})(?![\w/])({_SHARE})?")
_ANY = re.compile(rf"({_NUMBER})(\.(?=\d))?")
_WORD_AFTER = re.compile(r"\s+[^\W\d_]")
_NAMED_BY_NUMBER = tuple("số,nghị quyết,chỉ thị,quyết định,nghị định,thông tư,kế hoạch,đề án,kết luận".split(","))
_LONGEST_NAME = max(map(len, _NAMED_BY_NUMBER)) + 1


def spoken(text: str, abbreviations: Mapping[str, str]) -> str:
    """Return a text as it is read aloud: ``12 hộ, 3,5%`` → ``mười hai hộ, ba phẩy năm phần trăm``.

    ``abbreviations`` maps ``GPMB`` to its words. Signs that are not read are left out; lines stay lines.
    """
    if "(" in text:
        text = _BRACKETS.sub(lambda found: f", {found[1]}{' ' if found[2] else ''}", text)
    text = _NOT_READ.sub("", text)
    if any(short in text for short in abbreviations):  # a pattern for all needs ten times as long to find none
        text = _any_of(tuple(abbreviations)).sub(lambda found: abbreviations[found[0]], text)
    if "/" in text and _PART_OF_RATE.search(text):
        text = _RATE.sub(lambda found: found[1] + _PER_ONE.sub(_per_one, found[2]), text)
    if "²" in text or "³" in text:
        text = _BARE_UNIT.sub(lambda found: _MEASURES[found[0]], text)
    if not _DIGIT.search(text):
        return text
    text = _SPACED.sub(lambda found: ".".join(found[0].split()), text)
    text = _PHONE.sub(lambda found: digit_by_digit(re.sub(r"\D", "", found[0])), text)
    text = _MONTH.sub(_months, text)
    text = _CLOCK.sub(_clock, text)
    if "4" in text:
        text = _FOURTH.sub(r"\1 tư", text)
    if "/" in text or "-" in text or "–" in text or "−" in text:
        text = _joined(text)
    text = _TIMES.sub(_times, text)
    text = _MEASURED.sub(lambda found: f"{found[1]} {_MEASURES[found[2]]}", text)
    text = _BARE_UNIT.sub(lambda found: _MEASURES[found[0]], text)
    if "/" in text:
        text = _SLASH.sub(_slash, text)
    return _ANY.sub(_number_in_text, text)


def _joined(text: str) -> str:
    """Return a text in which dates and ranges, joined by strokes and dashes, and minus signs are words."""
    if _YEAR.search(text):
        text = _DATE.sub(_date, text)
    if _SHORT.search(text):
        text = _DAYS.sub(_days, text)
    text = _MINUS.sub("âm ", text)
    return _RANGE.sub(_range, text)


@lru_cache(maxsize=4)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that finds any of the words, the longest first."""
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)")


def _per_one(found: re.Match[str]) -> str:
    return f" mỗi {_MEASURES.get(found[1], found[1])}"


def _months(found: re.Match[str]) -> str:
    """Return months, or quarters, with their year: ``tháng 4-6/2024``. The year stays in digits for later."""
    lead, first, last, year = found.groups()
    if _stands_after(_EACH, found) or (last and _TURNS.match(found.string, found.end())):
        return found[0]
    words = f"{lead} {_month(first, lead)}"
    if last:
        words += f" đến {lead.lower()} {_month(last, lead)}"
    return words + (f" năm {year}" if year else "")


def _month(written: str, lead: str = "tháng") -> str:
    return "tư" if int(written) == 4 and lead.lower() == "tháng" else in_words(int(written))


def _date(found: re.Match[str]) -> str:
    """Return a date with its year: ``15-20/3/2024``, ``8/2017``."""
    words = f"tháng {_month(found['month'])} năm {found['year']}{' đến ' if found['to'] else ''}"
    if not found["day"]:
        return words
    before = _just_before(found.start(), found.string).lower().split()
    lead = before[-1] if before and before[-1] in {"ngày", "mùng", "mồng"} else ""
    days = _days_of(found["first"], found["day"], bare=lead in {"mùng", "mồng"})
    return f"{days} {words}" if lead else f"ngày {days} {words}"


def _days(found: re.Match[str]) -> str:
    """Return days without a year, behind a word that makes them days: ``dịp 8/3 và 20/10``."""
    lead, days = found["lead"], found["days"]
    if _may_be_range(found):
        return found[0]
    bare = bool(_SAID_BARE.match(lead))
    words = _A_DAY.sub(lambda day: f"{_days_of(day[1], day[2], bare=bare)} tháng {_month(day[4])}", days)
    return f"{lead} {_DASH.sub(' đến ', words)}"


def _may_be_range(found: re.Match[str]) -> bool:
    """Return whether 2-9 is rather a range than a day: a range ascends, and a counted thing follows it."""
    first = _A_DAY.match(found["days"])
    if not first or first[3] == "/" or int(first[2]) >= int(first[4]):
        return False
    sure = _SURE_OF_DAYS.match(found["lead"]) and not _stands_after((*_EACH, *_SEVERAL), found)
    return not sure or not _NOTHING_COUNTED.match(found.string, found.end())


def _stands_after(words: tuple[str, ...], found: re.Match[str]) -> bool:
    return _just_before(found.start(), found.string).rstrip().lower().endswith(words)


def _just_before(start: int, text: str) -> str:
    """Return the few characters before a place that rules look at."""
    return text[max(0, start - _LONGEST_NAME) : start]


def _days_of(first: str | None, day: str, *, bare: bool) -> str:
    """Return a day of a month, or the days from ``first`` to it; up to the tenth they are ``mùng``, unless ``bare``."""
    words = f"{'' if bare or int(day) > 10 else 'mùng '}{in_words(int(day))}"
    if not first:
        return words
    start, _, month = first.partition("/")
    return f"{_days_of(None, start, bare=bare)}{f' tháng {_month(month)}' if month else ''} đến {words}"


def _clock(found: re.Match[str]) -> str:
    """Return an hour and its minutes: ``7h30``, ``7h00``."""
    hour, minutes, to = found.groups()
    return f"{int(hour)} giờ{f' {number(minutes)}' if minutes else ''}{' đến ' if to else ''}"


def _range(found: re.Match[str]) -> str:
    """Return a range; a measure at both ends is said once: ``20%-30%``."""
    low, measure, high, same = found.groups()
    return f"{low}{f' {measure}' if measure and measure != same else ''} đến {high}"


def _times(found: re.Match[str]) -> str:
    """Return the sign between two lengths: ``5x10 m``, ``5m x 10m``."""
    before = _just_before(found.start(), found.string)
    return f"{'' if before[-1].isspace() else ' '}nhân " if _SIZED.search(before) else found[0]


def _slash(found: re.Match[str]) -> str:
    """Return a fraction of a whole (``2/3 số hộ``), or any other two numbers with a stroke (``ngõ 16/2``)."""
    above, below, share = found.groups()
    return f"{above} {'phần' if share else 'trên'} {below}{share or ''}"


def _number_in_text(found: re.Match[str]) -> str:
    """Return a number in words, with spaces between it and letters (``T5``, ``12A4``)."""
    text, written, point = found.string, found[1], found[2]
    start, end = found.span(1)
    if written[0] == "0" and _is_filled_up(text, start, end):
        written = written[1:]
    before = " " if start and text[start - 1].isalnum() else ""
    if point:  # 4.0
        return f"{before}{number(written)} chấm "
    return f"{before}{number(written)}{' ' if text[end : end + 1].isalnum() else ''}"


def _is_filled_up(text: str, start: int, end: int) -> bool:
    """Return whether a leading 0 only fills an amount up to two digits (``02 mô hình``) and is no part of a name."""
    if end - start != len("02") or not _WORD_AFTER.match(text, end):
        return False
    return not _just_before(start, text).rstrip().lower().endswith(_NAMED_BY_NUMBER)
