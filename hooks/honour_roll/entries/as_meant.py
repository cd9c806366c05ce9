"""The body as it was typed becomes Markdown that shows it as it was meant.

Staff type as in Word: a new line is a new paragraph, ``•`` begins an item, ``a)`` a line of its own, the first line of
a paragraph is indented. Markdown joins such lines, or makes code of them. Here every line gets the form in which
cmark-gfm shows what was certainly meant; what is not certain stays, for the check to ask. Code stays as it is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from honour_roll.entries import inline_marks
from honour_roll.entries.line_kinds import (
    ABBREVIATION,
    ENDS_CLAUSE,
    ENDS_SENTENCE,
    FENCE,
    FIRST_SIGN,
    KIND,
    SPACES,
    TABLE_RULE,
    UNDERLINE,
    beginning,
    columns,
)
from honour_roll.entries.link_definitions import DEFINITION, without_definitions
from honour_roll.entries.schema import SECTIONS
from honour_roll.text.vietnamese import fold

_CODE_INDENT = 4  # columns, in CommonMark
_DEEPEST = 3  # quotations within quotations that are looked into
_SHORT = 60  # characters: at least three lines that are shorter, each with a capital, are verses or a list
_FEWEST_VERSES = 3
_SECTION_NAMES = frozenset(map(fold, SECTIONS))
_BROKEN = range(60, 121)  # characters: a line of this length may have been broken by an editor, in mid-sentence
_ITEMS = frozenset(("item", "bullet", "dash", "glued"))  # the kinds of lines that begin an item
_PARAGRAPHS = frozenset(
    ("text", "own", "step", "more", "year")
)  # the kinds of lines that are a paragraph, or part of one

# A body in which every block is a heading, a paragraph on one line, a flat list, a table, or a quotation on one line.
_PLAIN = re.compile(
    r"\n*+(?:(?:"
    r"\#{1,6} [^\n]++"
    r"|(?:[“\"(*]|\*\*)?(?:[^\W\d_]{2}|[^\W\d_] )[^\n]++"
    r"|- [^\s\[>][^\n]++(?:\n- [^\s\[>][^\n]++)*+"
    r"|\d\. [^\s\[>][^\n]++(?:\n\d\d?\. [^\s\[>][^\n]++)*+"
    r"|\|[^\n]++(?:\n\|[^\n]++)*+"
    r"|> [^\W\d_][^\n]++"
    r")(?:\n\n++|\n?\Z))*+\Z"
)

_COUNTED = re.compile(r"^(\d+)([.)])(?=\s|$)")


def as_meant(text: str) -> str:
    """Return the Markdown that shows a body as it was meant."""
    if _PLAIN.match(text) and inline_marks.is_plain(text):
        return text
    return "\n".join(_Typed(without_definitions(text).split("\n")).lines())


def is_underlined(before: str, line: str) -> bool:
    """Return whether Markdown would make a heading of a line of text, for the line of ``---`` or ``===`` below it."""
    words = before.lstrip(SPACES)
    found = KIND.match(words)
    is_text = words and not FENCE.match(words) and not UNDERLINE.match(words) and not words.startswith("|")
    return bool(is_text and UNDERLINE.match(line.lstrip(SPACES)) and (not found or found.lastgroup in _PARAGRAPHS))


class _Item(NamedTuple):
    """An open item of a list: the column at which its text begins, its mark, and the column at which that was typed."""

    text: int
    mark: str
    typed: int


class _Typed:
    """The lines of a body, or of a quotation in it, and how far they have been rewritten."""

    def __init__(self, typed: list[str], depth: int = 0) -> None:
        self._typed, self._depth = typed, depth
        self._out: list[str] = []
        self._items: list[_Item] = []  # those that are open, the innermost last
        self._number = 0  # of the last item that has one
        self._above = set[str]()  # how the lines of their own begin under which the open items stand
        self._before = ""  # the kind of the line before; empty for a blank one
        self._last = ""  # the line before, without its indentation
        self._verses = range(0)  # the lines that go on with verses
        self._looked_to = 0  # the first line that has not been looked at for verses

    def lines(self) -> list[str]:
        """Return the lines as meant."""
        number = 0
        while number < len(self._typed):
            number = self._take(number)
        return self._out

    def _take(self, number: int) -> int:
        """Rewrite the line ``number`` and those that belong to it; return the number of the next."""
        line = self._typed[number]
        words = line.lstrip(SPACES)
        if not words:
            self._blank()
            return number + 1
        if number >= self._looked_to:
            self._look_for_verses(number)
        column = columns(line[: len(line) - len(words)])
        if FENCE.match(words):
            return self._code(number, column, words)
        if "|" in words and "|" in self._after(number) and TABLE_RULE.match(self._after(number)):
            return self._table(number, column)
        if UNDERLINE.match(words) and self._may_be_underlined(words):
            self._blank()
        found = KIND.match(words)
        kind = (found.lastgroup or "") if found else "text"
        if kind == "quote" and not self._items and self._depth < _DEEPEST:
            return self._quotation(number)
        mark = found[kind] if found else ""
        if found and self._is_item(kind, mark, words, number):
            rest = words[found.end() :]
            if not rest and self._is_plain(number + 1):  # pasted: the words stand on the line below their mark
                number += 1
                rest = self._typed[number].strip(SPACES)
            self._item(mark if kind in ("item", "glued") else "-", rest, column)
        elif found and kind in ("rule", "heading"):
            self._items.clear()
            self._above.clear()
            self._number = 0
            self._add(f"{mark} {words[found.end() :]}" if kind == "heading" else words)
        else:
            step = "text" if self._before in _ITEMS or ENDS_SENTENCE.search(self._last.rstrip()) else "own"
            kind = {"dash": "own", "glued": "text", "item": "text", "step": step}.get(kind, kind)
            self._paragraph(kind, words, column, number)
        self._before, self._last = kind, words
        return number + 1

    def _may_be_underlined(self, words: str) -> bool:
        """Return whether a line of ``-`` or ``=`` would make a heading of the line before, which is no section's name."""
        if self._before in _ITEMS:
            return words.rstrip() != "-"  # an empty item
        return self._before in _PARAGRAPHS and fold(self._last.strip()) not in _SECTION_NAMES

    def _add(self, line: str, column: int = 0) -> None:
        self._out.append(" " * column + inline_marks.as_meant(line))

    def _blank(self) -> None:
        self._out.append("")
        self._before = ""

    def _after(self, number: int) -> str:
        """Return the line after the line ``number``, without its indentation."""
        return self._typed[number + 1].lstrip(SPACES) if number + 1 < len(self._typed) else ""

    def _is_plain(self, number: int) -> bool:
        """Return whether a line is there, and has words that begin with no mark."""
        words = self._typed[number].strip(SPACES) if number < len(self._typed) else ""
        return bool(words) and not KIND.match(words) and not FENCE.match(words)

    def _look_for_verses(self, number: int) -> None:
        """Find the verses that begin here: neighbouring lines that are short, each with a capital."""
        end = number
        while end < len(self._typed) and (words := self._typed[end].strip(SPACES)):
            first = FIRST_SIGN.match(words)
            if len(words) > _SHORT or first is None or not first[1].isupper():
                break
            end += 1
        self._verses = range(number + 1, end if end - number >= _FEWEST_VERSES else number)
        self._looked_to = max(end, number + 1)

    def _code(self, number: int, column: int, words: str) -> int:
        """Copy fenced code, to the end of the text when nothing closes it."""
        found = FENCE.match(words)
        fence = (found[1] or found[2]) if found else ""
        base = self._base(column)
        self._out.append(" " * base + words)
        number += 1
        while number < len(self._typed):
            line = self._typed[number]
            self._out.append(line)
            number += 1
            end = line.strip()
            if len(end) >= len(fence) and not end.strip(fence[0]):
                break
        self._before = "code"
        return number

    def _table(self, number: int, column: int) -> int:
        """Copy the rows of a table: to the first line without a bar, which GFM would take for a row."""
        if self._before and self._before != "heading":
            self._blank()
        base = self._base(column)
        while number < len(self._typed) and "|" in self._typed[number]:
            self._add(self._typed[number].lstrip(SPACES), base)
            number += 1
        if number < len(self._typed) and self._typed[number].strip(SPACES):
            self._blank()
        self._before = ""
        return number

    def _quotation(self, number: int) -> int:
        """Rewrite the lines of a quotation as those of a text of its own."""
        inner = []
        while number < len(self._typed) and (line := self._typed[number].lstrip(SPACES)).startswith(">"):
            inner.append(line[1:].removeprefix(" "))
            number += 1
        if self._before in _PARAGRAPHS:
            self._blank()
        quoted = _Typed(inner, self._depth + 1)
        self._out += [f"> {line}" if line else ">" for line in quoted.lines()]
        self._before, self._last = "quote", inner[-1]
        return number

    def _is_item(self, kind: str, mark: str, words: str, number: int) -> bool:
        """Return whether a line of that kind, with that mark, begins an item of a list."""
        after = KIND.match(self._after(number))
        if kind == "dash":  # one alone may be speech, or the name below a quotation
            return self._before == "dash" or (after is not None and after.lastgroup == "dash")
        if kind == "glued":
            first = FIRST_SIGN.match(words[len(mark) :])
            is_run = self._before == "glued" or (after is not None and after.lastgroup in ("glued", "item"))
            return is_run or (mark != "*" and first is not None and first[1].isupper())
        if kind == "item" and self._before in _PARAGRAPHS and not self._items and mark[0].isdigit():
            is_run = after is not None and after.lastgroup == "item"
            return (
                is_run or int(mark[:-1]) in (1, self._number + 1) or ENDS_CLAUSE.search(self._last.rstrip()) is not None
            )
        return kind in ("item", "bullet")

    def _item(self, mark: str, rest: str, column: int) -> None:
        """Write an item of a list, with a mark and a space that Markdown knows."""
        typed = column
        if self._before in _PARAGRAPHS and not self._items:
            self._blank()  # only a list that begins with 1 may follow a paragraph
        if (inner := KIND.match(rest)) and inner["more"]:
            rest = f"\\{rest}"
        at_column = [item for item in self._items if item.typed == column]
        if beside := [item for item in at_column if (item.mark == "+") == (mark == "+")]:
            column = beside[0].text - len(beside[0].mark) - 1  # however far both are indented
            del self._items[self._items.index(beside[0]) :]
        elif mark == "+" and at_column:  # below “-” it is the mark of the next level
            column = at_column[0].text
        self._number = int(mark[:-1]) if mark[:-1] else self._number
        base = self._base(column)
        self._items.append(_Item(base + len(mark) + 1, mark, typed))
        self._add(f"{mark} {rest}" if rest else mark, base)

    def _paragraph(self, kind: str, words: str, column: int, number: int) -> None:
        """Write a line of a paragraph: the first of a new one, one of its own, or one that goes on."""
        if kind == "more":
            words = f"\\{words}"
        elif kind in ("year", "own"):
            words = _COUNTED.sub(r"\1\\\2", words)  # 2018. and 01. begin no list
        parts = self._before and self._parts(kind, words, column, number)
        if parts == "paragraph":
            self._blank()
        elif parts == "line":
            self._out[-1] = self._out[-1].rstrip() + "\\"
        if not self._before or self._before in ("heading", "rule", "code"):
            self._add(words, self._base(column))
        else:
            self._add(words, self._items[-1].text if self._items else 0)
        if kind == "own" and not self._items:
            self._above.add(beginning(words))

    def _parts(self, kind: str, words: str, column: int, number: int) -> str:
        """Return whether a line is a ``paragraph`` of its own, or a ``line``; empty when it goes on with the one before."""
        last = self._last.rstrip()
        if self._before in ("heading", "rule", "code") or self._last.endswith(("  ", "\\")):
            return ""
        if DEFINITION.match(words):
            return "paragraph"  # of a link that is used: Markdown knows it only at the beginning of a paragraph
        first = FIRST_SIGN.match(words)
        is_capital = first is not None and first[1].isupper()
        is_behind_item = self._before in _ITEMS
        if kind == "own" and is_behind_item and column < self._items[-1].text and self._is_above(words):
            return "paragraph"
        if (is_capital or (first and first[1].isdigit())) and ENDS_SENTENCE.search(last):
            if not ABBREVIATION.search(last):
                return "line" if kind == "own" and (is_behind_item or self._before == "own") else "paragraph"
        elif kind == "own":
            if self._before == "text" and ENDS_SENTENCE.search(last) and not last.endswith((":", ";")):
                return "paragraph"
            after = KIND.match(self._after(number))
            is_series = self._before == "own" or beginning(words) in self._above
            is_run = is_behind_item or is_series or (after is not None and after.lastgroup in ("own", "step"))
            return "line" if is_run or ENDS_CLAUSE.search(last) else ""
        elif is_capital and is_behind_item and self._items and column < self._items[-1].text:
            return "" if len(last) in _BROKEN else "paragraph"
        is_below_heading = (self._before == "own" and len(last) < _SHORT) or last.isupper()
        return "line" if is_capital and (is_below_heading or number in self._verses) else ""

    def _is_above(self, words: str) -> bool:
        """Return whether a line behind an item is as those under which the list stands, or has a form of no item."""
        mark = beginning(words)
        return mark in self._above or mark[0] in "*#"

    def _base(self, column: int) -> int:
        """Close the items that a paragraph at a column does not belong to; return where it begins."""
        while self._items and column < self._items[-1].text:
            self._items.pop()
        base = self._items[-1].text if self._items else 0
        return base if column - base >= _CODE_INDENT else column
