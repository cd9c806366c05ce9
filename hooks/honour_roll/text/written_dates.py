"""What a date means that was written as people write it: ``17/8/2018``, ``8/17/2018``, ``ngày 5 tháng 9 năm 2018``."""

from __future__ import annotations

import calendar
import re
import unicodedata
from typing import NamedTuple

_LONGEST_TEXT = 80  # characters of a text that is looked at
_TIME = re.compile(
    r"(?<![0-9/.-])t?(?<![0-9])[0-9]{1,2}(?::[0-9]{2}(?::[0-9.]+)?|\s?(?:h|giờ)\s?(?:[0-9]{1,2}(?![0-9/.-]))?)(?:z|\+[0-9:]+)?"
    r"|(?<=[0-9])t[0-9:.+z]+"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH_NAME = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\b")
_PART = re.compile("[0-9]+")
_NUMBERED = {
    "giêng": 1,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
}
_NUMBERED |= {"mười một": 11, "mười hai": 12, "mười": 10, "chạp": 12}
# “9 tháng năm 2018” are nine months, “tháng năm năm 2018” is May.
_NAMED = re.compile(
    rf"\btháng\s+(?:({'|'.join(sorted(_NUMBERED, key=len, reverse=True))})(?=\s+(?:năm\b|[0-9])|\s*[/,])"
    r"|năm(?=\s+năm\b))"
)
_ROMAN = re.compile(r"(?<=[0-9][/.-])\s*([ivx]{1,4})\s*(?=[/.-]\s*[0-9])")
_ROMANS = "i ii iii iv v vi vii viii ix x xi xii".split()
_PART_OF_YEAR = re.compile(r"quý|\bq\s?[1-4]\b|\bq\s?[iv]+\b|\bh[12]\b|[0-9]\s+tháng\s+(?:đầu|cuối|năm)")
_CENTURY, _OLDEST_SHORT = 2000, 50  # 17/8/18 is of 2018, 17/8/85 of 1985


class Written(NamedTuple):
    """A date as it was written; month and day are 0 where it has none. ``other`` is the second year of a range."""

    year: int
    month: int = 0
    day: int = 0
    other: int = 0

    @property
    def exists(self) -> bool:
        """Return whether the calendar has it."""
        if not self.month:
            return not self.day
        return self.month <= 12 and self.day <= self.days

    @property
    def days(self) -> int:
        """Return how many days its month has."""
        return calendar.monthrange(self.year, self.month)[1]

    @property
    def typed(self) -> str:
        """Return it as a header wants it, as exact as it is: ``2018-08-17``, ``2018-08``, ``2018``."""
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)


def read(text: str) -> Written | None:
    """Return the date that a text names, also one that no calendar has; None when it names none.

    A day comes before its month, unless only the other order has a meaning. Of several days, it is the first.
    """
    plain = unicodedata.normalize("NFKC", text[: _LONGEST_TEXT + 1]).lower().strip()
    if len(plain) > _LONGEST_TEXT:
        return None
    plain = _TIME.sub(" ", plain) if ":" in plain or "h" in plain or "g" in plain else plain
    if named := _MONTH_NAME.search(plain):
        number = _MONTHS.index(named[1]) + 1
        day, year = (
            [part for part in _PART.findall(plain) if (len(part) == len("2018")) is whole] for whole in (False, True)
        )
        return Written(int(year[0]), number, int(day[0]) if day else 0) if len(year) == 1 and len(day) <= 1 else None
    parts = _PART.findall(_in_digits(plain))
    lengths = [len(part) for part in parts]
    if len(parts) == 1:
        return _run_together(parts[0])
    if lengths == [4, 4]:
        return Written(int(parts[0]), other=int(parts[1]))
    if len(parts) == 2:
        return _month(parts, is_longer=_PART_OF_YEAR.search(plain) is not None)
    if len(parts) == 4 and max(lengths[:3]) <= 2:
        parts = [parts[0], *parts[2:]]
    return _day(parts) if len(parts) == 3 else None


def _in_digits(plain: str) -> str:
    """Return a date with its month in digits: ``tháng tám``, ``17/VIII/2018``."""
    plain = _NAMED.sub(lambda name: f"tháng {_NUMBERED[name[1]] if name[1] else 5}", plain)
    return _ROMAN.sub(lambda part: str(_ROMANS.index(part[1]) + 1) if part[1] in _ROMANS else part[0], plain)


def _run_together(digits: str) -> Written | None:
    """Return the date of digits without signs between: ``2018``, ``201808``, ``20180817``, ``17082018``."""
    if len(digits) == len("2018"):
        return Written(int(digits))
    if len(digits) == len("201808"):
        found = Written(int(digits[:4]), int(digits[4:]))
        return found if found.exists and found.month else None
    if len(digits) != len("20180817"):
        return None
    tries = (
        Written(*map(int, (digits[:4], digits[4:6], digits[6:]))),
        Written(*map(int, (digits[4:], digits[2:4], digits[:2]))),
    )
    return next((found for found in tries if found.year > 0 and found.month and found.day and found.exists), None)


def _month(parts: list[str], *, is_longer: bool) -> Written | None:
    year = next((part for part in parts if len(part) == len("2018")), "")
    if not year:
        return None
    other = parts[1 - parts.index(year)]
    if is_longer:
        return Written(int(year))
    if len(other) > len("08"):
        return None
    return Written(int(year), int(other)) if int(other) else Written(int(year))


def _day(parts: list[str]) -> Written | None:
    """Return the date of three numbers; a day of 0 is none, as some programs write what they do not know."""
    if any(len(part) > len("2018") for part in parts):
        return None
    if len(parts[0]) >= 3:
        year, month, day = map(int, parts)
    elif len(parts[2]) >= 2:
        day, month, year = map(int, parts)
        if len(parts[2]) == len("18"):
            year += _CENTURY if year < _OLDEST_SHORT else _CENTURY - 100
    else:
        return None
    if month > 12 >= day:
        month, day = day, month
    if day > 99 or month > 99 or not 0 < year < 10_000:
        return None
    return Written(year, month, day if month else 0)
