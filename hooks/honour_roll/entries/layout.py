"""Lines of a header or a register that stand too far left or right: a Tab, a space too many, a dash that is missing.

YAML takes such lines for something else, or gives up lines later. Here each line is held against the keys that the schema
knows, so that the line itself is named, and how far from the margin it belongs. It is asked only of texts in which
something is wrong.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from honour_roll.entries import messages, schema

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

    from honour_roll.entries.yaml_errors import YamlText
    from honour_roll.problem import Message, Problem

_MOST_TOLD = 40  # Problems of one text
_LONGEST_LINE = 2000  # characters of a line that is looked at
_LINE = re.compile(
    r"(?P<lead>[ \t\u00a0\u2000-\u200a\u202f\u3000]*)(?P<dash>-(?P<gap>[ \t]+))?(?:(?P<key>[^\W\d][\w-]*):(?:[ \t]+(?P<value>.*)|$))?"
)
# An item whose dash is another sign, or stands right before its key.
_ODD_DASH = re.compile(r"[ \t]*(?:-|[–—•*+][ \t]*)(?P<rest>(?P<key>[^\W\d][\w-]*):(?:[ \t].*|$))")
_STEP = 2  # spaces by which an inner key stands further right
# In a text that YAML could read, lines are aligned, and Tabs do no harm.
_HARMLESS_WHERE_PARSED = (messages.MISALIGNED, messages.TAB, messages.TAB_AT_MARGIN, messages.TAB_BEHIND_DASH)


class Shape(NamedTuple):
    """The keys that a text may have: those at the margin, and for each the keys inside it, and whether it is a list.

    ``rows`` is set for a register, where any key at the margin is a row with these keys; ``deeper`` are keys inside them.
    """

    inner: Mapping[str, tuple[frozenset[str], bool]]
    rows: frozenset[str] = frozenset()
    deeper: frozenset[str] = frozenset()

    def within(self, key: str) -> tuple[frozenset[str], bool]:
        """Return the keys inside a key at the margin, and whether they make a list of tables."""
        return self.inner.get(key, (self.rows, False))

    def is_outer(self, key: str) -> bool:
        """Return whether a key may stand at the margin."""
        return key not in self.rows | self.deeper if self.rows else key in self.inner


def of_entry(table: schema.Table) -> Shape:
    """Return the Shape of a header."""
    return Shape({row.key: _within(row) for row in table.rows})


def of_register(table: schema.Table | None) -> Shape:
    """Return the Shape of a register whose rows have these keys."""
    rows = table.rows if table else ()
    return Shape({}, frozenset(row.key for row in rows), frozenset(key for row in rows for key in _within(row)[0]))


def _within(row: schema.Key) -> tuple[frozenset[str], bool]:
    inner = row.inner
    keys = frozenset(key.key for key in inner.rows) if isinstance(inner, schema.Table) else frozenset[str]()
    return keys, isinstance(row.type, schema.Many)


def is_doubtful(data: Mapping[str, Any], shape: Shape) -> bool:
    """Return whether data that YAML could read may come from lines that stand too far left or right."""
    for key, value in data.items():
        keys, is_list = shape.within(key)
        if not shape.is_outer(key) or (isinstance(value, dict) and (is_list or not keys.issuperset(value))):
            return True
    return False


class _Line(NamedTuple):
    """A line with a key or a dash. ``column`` is where its key (or what follows its dash) stands, ``margin`` its lead."""

    row: int
    margin: int
    column: int
    key: str
    value: str
    has_dash: bool
    tabs: str  # where a Tab stands: "lead", "gap" or nothing; "space" for another space of no use in "lead"


def slips(text: YamlText, shape: Shape, *, parsed: bool) -> list[Problem]:
    """Return a Problem for each line, or group of lines, that stands in a wrong place.

    ``parsed`` tells that YAML could read the text.
    """
    if marks := list(islice(_marks(text, shape), _MOST_TOLD)):
        return marks  # all else follows from them
    return list(islice(_Walk(text, shape, _HARMLESS_WHERE_PARSED if parsed else ()).problems(), _MOST_TOLD))


def _marks(text: YamlText, shape: Shape) -> Iterator[Problem]:
    """Yield a Problem for each dash that is none, and for each key of a list without its colon."""
    inner = frozenset[str]().union(*(keys for keys, is_list in shape.inner.values() if is_list))
    for row, line in enumerate(text.lines):
        if (found := _ODD_DASH.fullmatch(line[:_LONGEST_LINE])) and found["key"] in inner:
            lead = len(line) - len(line.lstrip())
            yield text.problem(messages.ODD_DASH, row, lead, right=f"- {found['rest'].strip()}")
        elif shape.inner.get(line.strip(), ("", False))[1] and line == line.lstrip():
            yield text.problem(messages.NO_COLON_BEHIND_KEY, row, 0, right=f"{line.strip()}:")


class _Walk:
    """Goes through the lines and remembers which key is open, and where its inner keys and dashes stand."""

    def __init__(self, text: YamlText, shape: Shape, harmless: tuple[Message, ...]) -> None:
        self._text, self._shape, self._harmless = text, shape, harmless
        self._outer, self._outer_is_empty = "", False
        self._seen: set[str] = set()
        self._before: _Line | None = None
        self._flat: list[_Line] = []  # lines of one table that stand too far left, or lack their dash
        self._close()

    def _close(self) -> None:
        """Forget the inner lines of the key that was open."""
        self._dash, self._column = -1, -1
        self._dash_row, self._first, self._keys = 0, "", set[str]()

    def problems(self) -> Iterator[Problem]:
        for written in _lines(self._text.lines):
            line = (yield from self._tab(written)) if written.tabs else written
            yield from self._placed(line)
            self._before = line
        yield from self._told()

    def _placed(self, line: _Line) -> Iterator[Problem]:
        keys, is_list = self._shape.within(self._outer) if self._outer else (frozenset[str](), False)
        inside = self._outer_is_empty and line.key in keys
        if line.has_dash:
            yield from self._told()
            yield from self._item(line, is_list=is_list and bool(keys))
        elif not line.key:
            return
        elif line.margin == 0 and not (inside and (line.key in self._seen or not self._shape.is_outer(line.key))):
            yield from self._told()
            self._outer, self._outer_is_empty = line.key, not line.value
            self._seen.add(line.key)
            self._close()
        elif not inside and self._is_too_far_right(line):
            yield from self._told()
            yield from self._problem(messages.TOO_FAR_RIGHT, line, right=self._text.lines[line.row].strip())
            self._outer, self._outer_is_empty = line.key, not line.value
            self._close()
        elif inside:
            yield from self._inner(line, is_list=is_list)

    def _is_too_far_right(self, line: _Line) -> bool:
        """Return whether a key that belongs at the margin stands further right; a row of a register has no value."""
        if not line.margin or not self._shape.is_outer(line.key):
            return False
        if self._outer and not self._shape.is_outer(self._outer):  # a key that was misspelt may have such keys inside
            return False
        if self._shape.rows and (line.value or 0 <= self._column <= line.margin):
            return False
        if self._outer:
            return True
        return any(re.match(r"[^\W\d][\w-]*:", later) for later in self._text.lines[line.row + 1 :])

    def _item(self, line: _Line, *, is_list: bool) -> Iterator[Problem]:
        """Take a line with a dash, which begins an item."""
        if is_list and self._dash >= 0 and line.margin != self._dash and line.margin < self._column:
            yield from self._problem(messages.MISALIGNED, line, spaces=self._dash, above=self._number(self._dash_row))
            line = line._replace(column=line.column - line.margin + self._dash)
        elif self._dash < 0 or not is_list:
            self._dash = line.margin
        if is_list and (line.margin <= self._dash or self._column < 0):
            self._column, self._dash_row = line.column, line.row
            self._first, self._keys = line.key, {line.key}

    def _inner(self, line: _Line, *, is_list: bool) -> Iterator[Problem]:
        """Take a line with a key that belongs into the open one."""
        if is_list and self._dash < 0:
            if self._flat and line.key == self._flat[0].key:
                yield from self._told()
            self._flat.append(line)
        elif is_list and line.key == self._first and line.margin == self._column:
            yield from self._problem(messages.NO_DASH, line, outer=self._outer, first=self._number(self._dash_row))
            self._keys = {line.key}
        elif line.margin == 0:
            self._flat.append(line)
        elif self._column < 0:
            self._column, self._dash_row = line.margin, line.row
        elif line.margin != self._column and line.key not in self._keys and not self._is_nested(line):
            yield from self._problem(messages.MISALIGNED, line, spaces=self._column, above=self._number(self._dash_row))
        self._keys.add(line.key)

    def _is_nested(self, line: _Line) -> bool:
        """Return whether a line may stand within the one before it, a key without a value."""
        before = self._before
        return before is not None and line.margin > before.column and not before.value

    def _told(self) -> Iterator[Problem]:
        """Yield the Problem of the lines that were collected."""
        if not self._flat:
            return
        (first, *rest), self._flat = self._flat, []
        is_list = self._shape.within(self._outer)[1]
        message = messages.NO_DASHES if is_list and self._dash < 0 else messages.TOO_FAR_LEFT
        others = f"; {self._beginning_of(rest)} để đúng hai dấu cách" if rest else ""
        words = {
            "outer": self._outer,
            "lines": self._beginning_of([first, *rest]),
            "spaces": self._column if self._column > 0 else _STEP,
            "right": f"- {self._text.lines[first.row].strip()}",
            "others": others,
        }
        yield from self._problem(message, first, **words)

    def _beginning_of(self, lines: list[_Line]) -> str:
        first, last = self._number(lines[0].row), self._number(lines[-1].row)
        return f"đầu dòng {first}" if first == last else f"đầu mỗi dòng từ {first} đến {last}"

    def _tab(self, line: _Line) -> Generator[Problem, None, _Line]:
        """Yield the Problem of a line with a Tab before its key; return the line as it should be."""
        written = self._text.lines[line.row]
        column = written.index("\t") if line.tabs != "space" else 0
        if line.tabs == "gap":
            yield from self._at(messages.TAB_BEHIND_DASH, line, column)
            return line._replace(column=line.margin + _STEP)
        margin = self._margin(line)
        message = messages.TAB if margin else messages.TAB_AT_MARGIN
        if line.tabs == "space":
            message = message._replace(text=messages.STRANGE_SPACE.text)
        yield from self._at(message, line, column, spaces=margin)
        return line._replace(margin=margin, column=margin + line.column - line.margin)

    def _margin(self, line: _Line) -> int:
        """Return how many spaces belong before a line, judged by the lines above."""
        before = self._before
        keys, _ = self._shape.within(self._outer) if self._outer else (frozenset[str](), False)
        is_outer = self._shape.is_outer(line.key) and line.key not in keys and not line.has_dash
        if before is None or is_outer:
            return 0
        if line.has_dash and (before.value or not before.key):
            return self._dash if self._dash >= 0 else before.margin
        return before.column if before.value or not before.key else before.column + _STEP

    def _number(self, row: int) -> int:
        return self._text.first_line + row

    def _problem(self, message: Message, line: _Line, **words: Any) -> Iterator[Problem]:
        return self._at(message, line, line.margin, key=line.key, **words)

    def _at(self, message: Message, line: _Line, column: int, **words: Any) -> Iterator[Problem]:
        """Yield the Problem at a column of a line, unless it does no harm here."""
        if message not in self._harmless:
            yield self._text.problem(message, line.row, column, **words)


def _lines(lines: Any) -> Iterator[_Line]:
    """Yield the lines with a key or a dash, without those of values that go on over several lines."""
    quote, brackets, block = "", 0, -1
    for row, written in enumerate(lines):
        line = written[:_LONGEST_LINE]
        plain = line.strip()
        if quote or brackets > 0:
            brackets += _opened(line) if not quote else 0
            quote = "" if quote and plain.endswith(quote) else quote
            continue
        if not plain or plain.startswith("#"):
            continue
        margin = len(line) - len(line.lstrip())
        if block >= 0 and margin > block:
            continue
        block = -1
        found = _LINE.match(line)
        if not found or not (found["dash"] or found["key"]):
            continue
        value = (found["value"] or "").strip() or line[found.end() :].strip()
        if value.startswith("#"):
            value = ""
        if value[:1] in ("|", ">"):
            block = margin
        elif value[:1] in ("[", "{"):
            brackets = _opened(value)
        elif value[:1] in ('"', "'") and (len(value) == 1 or not value.rstrip().endswith(value[0])):
            quote = value[0]
        strange = found["lead"].strip(" ")
        tabs = "lead" if "\t" in strange else "space" if strange else "gap" if "\t" in (found["gap"] or "") else ""
        column = margin + len(found["dash"] or "")
        yield _Line(row, margin, column, found["key"] or "", value, bool(found["dash"]), tabs)


def _opened(text: str) -> int:
    return text.count("[") + text.count("{") - text.count("]") - text.count("}")
