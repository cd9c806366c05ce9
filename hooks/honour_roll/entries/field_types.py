"""The types of values that a header or register holds, with two methods each.

``taken(value)`` returns the value as the rest of the code knows it, or raises WrongValueError; ``validate.py`` puts
that into words. ``json()`` returns the type's JSON Schema (2020-12).
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from honour_roll import colours

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
QUOTES = "“”‘’\"'()[]<> "  # what people put around a value that is a code or a number
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_DIGITS = re.compile(r"[0-9]{1,15}")
_PERIOD = re.compile(r"([0-9]{4})(?:-([0-9]{4}))?")
_SIDES = 4
_ADDRESS = re.compile(r"https?://[^\s<>\"'\\^`{|}\x00-\x1f]{3,2000}")
# No honour is older than the Party's founding, and no plan that papers name goes further: another year is a slip.
FIRST_YEAR, LAST_YEAR = 1930, 2100
# A year alone is a number to YAML, and so to the editors that read the JSON Schema.
_YEAR = {"type": "integer", "minimum": 1000, "maximum": 9999}


class WrongValueError(Exception):
    """A value that its type does not take: ``what``, a key of ``WRONG_VALUE``, and the ``bound`` or choices missed."""

    def __init__(self, what: str, bound: Any = None) -> None:
        super().__init__(what)
        self.what, self.bound = what, bound


@dataclass(frozen=True, slots=True)
class Line:
    """Text on one line, of ``least`` to ``most`` characters without the spaces around it.

    A whole number is taken as text, unless ``numbers`` is false. A decimal one is not where the text must be ``exact``:
    YAML has dropped its last zeros (``15.10`` became ``15.1``).
    """

    least: int = 1
    most: int = 300
    exact: bool = True
    numbers: bool = True

    def taken(self, value: Any) -> str:
        if self.exact and type(value) is float:
            raise WrongValueError("number-as-text")
        if not self.numbers and type(value) is not str:
            raise WrongValueError("text")
        text = _text(value)
        if not text.isprintable():
            text = re.sub(r"[\t-\r\x85]+", " ", text)  # escapes in quotes may bring in line ends
        text = unicodedata.normalize("NFC", text).strip()
        if len(text) < self.least:
            raise WrongValueError("too-short", self.least)
        if len(text) > self.most:
            raise WrongValueError("too-long", self.most)
        return text

    def json(self) -> dict[str, Any]:
        return {"type": "string", "minLength": self.least, "maxLength": self.most}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of at most ``most`` characters that matches the pattern ``form``."""

    form: str
    most: int = 300

    def taken(self, value: Any) -> str:
        text = _text(value)
        if len(text) > self.most:
            raise WrongValueError("too-long", self.most)
        if not re.fullmatch(self.form, text):
            raise WrongValueError("form")
        return text

    def json(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{self.form}$", "maxLength": self.most}


class Colour:
    """A colour on which white letters can be read: ``#0b6e4f``."""

    def taken(self, value: Any) -> str:
        text = _text(value)
        if not re.fullmatch(colours.FORM, text):
            raise WrongValueError("colour")
        if colours.contrast(text, colours.WHITE) < colours.READABLE:
            raise WrongValueError("pale", colours.by_day(text))
        return text

    def json(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{colours.FORM}$"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of ``words``, which may be a mapping to their labels."""

    words: Collection[str]

    def taken(self, value: Any) -> str:
        if not isinstance(value, str) or value not in self.words:
            raise WrongValueError("choice", self.words)
        return value

    def json(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class Date:
    """A date, as exact as the writer knows it: ``2017``, ``2017-08`` or a day; with ``day``, only a day.

    It is of the year ``first`` or later, and not beyond ``LAST_YEAR``.
    """

    day: bool = False
    first: int = FIRST_YEAR

    def taken(self, value: Any) -> str:
        text = _text(value)
        if not _DATE.fullmatch(text):
            raise WrongValueError("date")
        try:
            datetime.date.fromisoformat(first_day(text))
        except ValueError:
            raise WrongValueError("calendar") from None
        _year_in_time(int(text[:4]), self.first)
        if self.day and len(text) != len("2018-08-17"):
            raise WrongValueError("day")
        return text

    def json(self) -> dict[str, Any]:
        if self.day:
            return {"type": "string", "format": "date"}
        return {"anyOf": [{"type": "string", "pattern": f"^{_DATE.pattern}$"}, _YEAR]}


class Period:
    """One year, or two years in order, between ``FIRST_YEAR`` and ``LAST_YEAR``."""

    def taken(self, value: Any) -> str:
        text = _text(value)
        years = _PERIOD.fullmatch(text)
        if not years or (years[2] and years[2] < years[1]):
            raise WrongValueError("period")
        for year in filter(None, years.groups()):
            _year_in_time(int(year), FIRST_YEAR)
        return text

    def json(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "string", "pattern": f"^{_PERIOD.pattern}$"}, _YEAR]}


class WebAddress:
    """An address that browsers open: http or https, without spaces or control characters."""

    def taken(self, value: Any) -> str:
        text = _text(value)
        if not _ADDRESS.fullmatch(text):
            raise WrongValueError("address")
        return text

    def json(self) -> dict[str, Any]:
        return {"type": "string", "format": "uri"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or only a ``whole`` one, from ``least`` to ``most`` where they are set.

    Digits that YAML leaves as text are a number too: papers write ``06 mô hình``, and programs put quotes around.
    """

    whole: bool = False
    least: int | None = None
    most: int | None = None

    def taken(self, value: Any) -> float:
        if type(value) is str and _DIGITS.fullmatch(value):
            value = int(value)
        if type(value) is not int and (self.whole or type(value) is not float):
            raise WrongValueError("number")
        if self.least is not None and value < self.least:
            raise WrongValueError("too-low", self.least)
        if self.most is not None and value > self.most:
            raise WrongValueError("too-high", self.most)
        return value

    def json(self) -> dict[str, Any]:
        bounds = {"minimum": self.least, "maximum": self.most}
        kind = "integer" if self.whole else "number"
        return {"type": kind, **{name: bound for name, bound in bounds.items() if bound is not None}}


PERCENT = Number(least=0, most=100)


class Box:
    """A box in a picture that covers something: left, top, width and height in percent."""

    def taken(self, value: Any) -> tuple[float, ...]:
        if not isinstance(value, list) or len(value) != _SIDES:
            raise WrongValueError("list")
        left, top, wide, high = sides = tuple(PERCENT.taken(side) for side in value)
        if max(left, top) >= 100 or min(wide, high) <= 0:
            raise WrongValueError("no-area")
        return sides

    def json(self) -> dict[str, Any]:
        return {"type": "array", "items": PERCENT.json(), "minItems": _SIDES, "maxItems": _SIDES}


class YesNo:
    """True or false."""

    def taken(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise WrongValueError("yes-no")
        return value

    def json(self) -> dict[str, Any]:
        return {"type": "boolean"}


def _year_in_time(year: int, first: int) -> None:
    """Raise WrongValueError for a year before ``first`` or after ``LAST_YEAR``."""
    if year < first:
        raise WrongValueError("too-early", first)
    if year > LAST_YEAR:
        raise WrongValueError("too-late", LAST_YEAR)


def _text(value: Any) -> str:
    """Return a text, or a number as text; raise WrongValueError for all else."""
    if type(value) is str:
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    raise WrongValueError("text")


def first_day(date: str) -> str:
    """Return a day, or the first day of a month or year."""
    return (date + "-01-01")[: len("2018-08-17")]
