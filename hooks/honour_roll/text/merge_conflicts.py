"""Unfinished merges of git, in any text: entries, registers, the ledger, hand-written pages, ``mkdocs.yml``.

Git leaves lines that begin with seven signs, ``<<<<<<<``, ``|||||||`` (diff3 and zdiff3 only), ``=======`` and
``>>>>>>>``; in a base that is itself the result of a merge the signs are more (gitattributes, conflict-marker-size).
People who tidy up by hand leave some of them, or push them to the right: into a list, a quotation, a heading.
Jujutsu has ``%%%%%%%``, ``+++++++`` and ``-------`` before its sides and its base.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LEAD = r"((?:[ \t]+|[-+*>|#\\]|\d{1,3}[.)]){0,8}?)"
_MARK = re.compile(
    rf"^{_LEAD}((?:<{{7,}}|>{{7,}})(?=\w| |\r?$)|\|{{7,}}(?= |\r?$)|={{7,}}(?=[ \t]*\r?$)"
    r"|(?:%{7,}|\+{7,}|-{7,})(?= \w))",
    re.MULTILINE,
)
_LEAST = 7


class Mark(NamedTuple):
    """A line of git's: its number, from 1; which of ``<|=>%+-`` it repeats, and how often; what stands before it."""

    line: int
    sign: str
    size: int
    lead: str


class Conflict(NamedTuple):
    """The lines, from 1, of one unfinished merge; ``whole`` unless somebody has removed part of its marks."""

    marks: tuple[Mark, ...]
    whole: bool

    @property
    def first(self) -> int:
        """Return the line of the first mark."""
        return self.marks[0].line

    @property
    def last(self) -> int:
        """Return the line of the last mark."""
        return self.marks[-1].line

    @property
    def superfluous(self) -> list[tuple[int, int]]:
        """Return the first and last line of each piece that is on neither side: marks, and what both sides had before.

        Pieces that touch are one.
        """
        pieces: list[tuple[int, int]] = []
        base = 0
        for mark in self.marks:
            if mark.size > self.marks[0].size:
                continue  # within the base
            if mark.sign in "|-":
                base = mark.line
                continue
            start, base = base if base and mark.sign in "=+%" else mark.line, 0
            if pieces and pieces[-1][1] == start - 1:
                start = pieces.pop()[0]
            pieces.append((start, mark.line))
        return [*pieces, (base, base)] if base else pieces


def conflicts(text: str, *, is_prose: bool) -> Iterator[Conflict]:
    """Yield each unfinished merge in a text. In prose, ``=======`` alone is no mark: it may underline a heading."""
    if (
        "<<<<<<<" not in text
        and ">>>>>>>" not in text
        and "|||||||" not in text
        and (is_prose or "=======" not in text)
    ):
        return
    loose: list[Mark] = []  # marks before which no merge begins
    begun: list[Mark] = []
    for mark in _marks(text):
        if not begun and mark.sign not in "<>" and (mark.lead or mark.sign in "%+-"):
            continue  # a ruler, or an empty row of a table
        if begun and mark.size > begun[0].size:
            begun.append(mark)  # of a merge within the base
        elif mark.sign == "<":
            yield from _left(begun or loose, is_prose=is_prose)
            loose, begun = [], [mark]
        elif begun:
            begun.append(mark)
            if mark.sign == ">":
                yield Conflict(tuple(begun), whole=any(inner.sign == "=" for inner in begun))
                begun = []
        elif mark.size == _LEAST:
            loose.append(mark)
            if mark.sign == ">":
                yield Conflict(tuple(loose), whole=False)
                loose = []
    yield from _left(begun or loose, is_prose=is_prose)


def _marks(text: str) -> Iterator[Mark]:
    line = at = 0
    for found in _MARK.finditer(text):
        line += text.count("\n", at, found.start())
        at = found.start()
        yield Mark(line + 1, found[2][0], len(found[2]), found[1])


def _left(marks: list[Mark], *, is_prose: bool) -> Iterator[Conflict]:
    """Yield what is left of a merge whose end, or beginning, somebody has removed.

    In prose ``=======`` may underline a heading, and ``|||||||`` be an empty row of a table; both together are neither.
    """
    signs = {mark.sign for mark in marks}
    if "<" in signs or len(signs) > 1 or (signs and not is_prose):
        yield Conflict(tuple(marks), whole=False)
