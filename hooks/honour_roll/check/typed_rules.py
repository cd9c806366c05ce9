"""Slips in the body that can be seen in what was typed: each is told at its own line, with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import wraps
from itertools import accumulate, islice
from typing import TypeAlias

from honour_roll.check import messages
from honour_roll.check.body_text import Line, lines
from honour_roll.check.case import Case
from honour_roll.check.section_names import meant_section
from honour_roll.entries.as_meant import is_underlined
from honour_roll.entries.inline_marks import parted_by_code
from honour_roll.entries.line_kinds import SPACES, TABLE_RULE
from honour_roll.problem import Message, Problem

_MOST_TOLD = 30  # Problems of one kind in one body; the rest come once the first are mended
_LONGEST_HEADING = 80  # characters
_LONGEST_SHOWN = 200  # characters of a line in a mend

_FOOTNOTE = re.compile(r"\[\^([^\[\]\s]{1,60})\]")
_UNDERLINED = re.compile(r"\n[ \t]*(?:=+|-+)[ \t]*(?:\n|\Z)")
_SIGN_AND_LETTER = re.compile(r"#[^\s#]")
_GLUED_HEADING = re.compile(r"[ \t]*#{1,6}(?=[^\s#])")
_BOLD_AND_LETTER = re.compile(r"\*\*(?:(?<=[^\w\s]\*\*)(?=\w)|(?<=\w\*\*)(?=[^\w\s*]))")
BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
_LIST_MARK = re.compile(r"[ \t]*(?:[^\w\s|]{1,2}|\(?\w{1,4}[.)/]|(?:\d+\.)+\d*|o)[ \t]+")
_BAR = re.compile(r"(?<!\\)\|")
_LINK_APART = re.compile(r"\[([^\[\]\n]{1,200})\][ \t]+\((https?://[^\s()]{1,500})\)")


Rule: TypeAlias = Callable[[Case], Iterator[Problem]]


def _at_most_told(rule: Rule) -> Rule:
    """Return a rule that tells of the first ``_MOST_TOLD`` places alone."""

    @wraps(rule)
    def first(case: Case) -> Iterator[Problem]:
        return islice(rule(case), _MOST_TOLD)

    return first


@_at_most_told
def footnotes_are_sources(case: Case) -> Iterator[Problem]:
    """The body has no footnotes: what is cited stands in the header, as a source."""
    if "^" not in case.raw.body:
        return
    seen: set[str] = set()
    for line in _text_lines(case):
        for found in _FOOTNOTE.finditer(line.text):
            if found[1] not in seen and not _is_code(line.text, found.start()):
                seen.add(found[1])
                yield _at(case, messages.FOOTNOTE, line, found.start(), found[0])


@_at_most_told
def underlines_make_no_heading(case: Case) -> Iterator[Problem]:
    """A line of ``---`` or ``===`` does not stand directly below text, of which it would make a heading."""
    if not _UNDERLINED.search(case.raw.body):
        return
    before = Line(-1, "", "text")
    for line in _text_lines(case):
        is_next = before.number == line.number - 1
        if is_next and is_underlined(before.text, line.text) and not meant_section(before.text):
            signs = line.text.strip()[:10]
            message = messages.UNDERLINED if signs[0] == "-" else messages.UNDERLINED_TWICE
            yield _at(case, message, line, 0, before.text.strip()[:_LONGEST_SHOWN], signs=signs)
        before = line


@_at_most_told
def headings_have_a_space(case: Case) -> Iterator[Problem]:
    """Behind the ``#`` of a heading stands a space; a tag, as in ``#DanVanKheo``, is no heading."""
    if not _SIGN_AND_LETTER.search(case.raw.body):
        return
    for line in _text_lines(case):
        found = _GLUED_HEADING.match(line.text)
        if found and is_glued(line.text):
            words, marks = line.text[found.end() :].strip().rstrip("#").rstrip(), found[0].strip()
            marks = "##" if meant_section(words) else "###" if marks == "#" else marks
            right = f"{marks} {meant_section(words) or words}"[:_LONGEST_SHOWN]
            yield _at(case, messages.HEADING_GLUED, line, found.end() - 1, line.text.strip(), right=right)


@_at_most_told
def bold_stands_apart(case: Case) -> Iterator[Problem]:
    """Words in bold that begin or end with a sign, as in ``**“Góc xanh”**``, do not stick to a letter outside."""
    if "*" not in case.raw.body or not _BOLD_AND_LETTER.search(case.raw.body):
        return
    for line in _text_lines(case):
        for found in BOLD.finditer(line.text) if line.text.count("**") > 1 else ():
            if (right := _apart(line.text, found)) and not _is_code(line.text, found.start()):
                yield _at(case, messages.BOLD_GLUED, line, found.start(), found[0], right=right)


@_at_most_told
def tables_have_bars(case: Case) -> Iterator[Problem]:
    """Rows that were pasted with tabs, or that lack the line below the head, are written as a table of Markdown."""
    if "\t" not in case.raw.body:
        return
    rows: list[Line] = []
    for line in (*_text_lines(case), Line(-1, "", "text")):
        if rows and (line.number != rows[-1].number + 1 or _tabs(line.text) != _tabs(rows[0].text)):
            if len(rows) > 1:
                yield _pasted(case, rows)
            rows = []
        if _tabs(line.text):
            rows.append(line)


@_at_most_told
def rows_fit_their_table(case: Case) -> Iterator[Problem]:
    """A table has a line of hyphens below its head, and no row has more cells than its head: they would vanish."""
    for rows in _rows_with_bars(case.raw.body):
        if problems := list(_misfits(case, rows)):
            in_text = {case.raw.body_line + line.number for line in _text_lines(case)}
            yield from (problem for problem in problems if problem.line in in_text)


def code_is_closed(case: Case) -> Iterator[Problem]:
    """Code between lines of backticks ends: else everything behind it is shown as code."""
    if "`" not in case.raw.body and "~" not in case.raw.body:
        return
    opened: Line | None = None
    for line in lines(case.raw.body):
        if line.kind == "fence":
            opened = None if opened else line
    if opened:
        yield _at(case, messages.CODE_NOT_CLOSED, opened, 0, opened.text.strip())


@_at_most_told
def links_hang_together(case: Case) -> Iterator[Problem]:
    """Between the words of a link and its address is no space."""
    if not _LINK_APART.search(case.raw.body):
        return
    for line in _text_lines(case):
        for found in _LINK_APART.finditer(line.text):
            yield _at(case, messages.LINK_APART, line, found.start(), found[0], right=f"[{found[1]}]({found[2]})")


ALL: tuple[Rule, ...] = (
    footnotes_are_sources,
    underlines_make_no_heading,
    headings_have_a_space,
    bold_stands_apart,
    tables_have_bars,
    rows_fit_their_table,
    code_is_closed,
    links_hang_together,
)


def _rows_with_bars(body: str) -> Iterator[list[Line]]:
    """Yield neighbouring lines with bars, without looking at any other line."""
    number = start = 0
    while (at := body.find("|", start)) >= 0:
        at = body.rfind("\n", 0, at) + 1
        number += body.count("\n", start, at)
        rows = []
        while "|" in (text := body[at : (end := (body.find("\n", at) + 1 or len(body) + 1)) - 1]):
            rows.append(Line(number, text, "text"))
            number += 1
            at = end
        start = min(at, len(body))
        yield rows


def _text_lines(case: Case) -> Iterator[Line]:
    return (line for line in lines(case.raw.body) if line.kind == "text")


def _at(case: Case, message: Message, line: Line, column: int, value: str, **words: object) -> Problem:
    return case.in_text(message, case.raw.body_line + line.number, column + 1, value, **words)


def _is_code(line: str, at: int) -> bool:
    """Return whether a place in a line is within a code span."""
    if "`" not in line:
        return False
    pieces = list(parted_by_code(line))
    ends = accumulate(len(piece) for piece, _ in pieces)
    return next((is_code for (_, is_code), end in zip(pieces, ends, strict=True) if at < end), False)


def is_glued(line: str) -> bool:
    """Return whether a line was meant as a heading, and its signs # stick to its words."""
    found = _GLUED_HEADING.match(line)
    words = line[found.end() :].strip() if found else ""
    if not words or found is None:
        return False
    if found[0].strip() != "#" or meant_section(words):
        return words[0].isalnum() or words[0] in '*“"('
    is_sentence = words.endswith((".", ";", ",", "…")) or len(words) > _LONGEST_HEADING
    return words[0].isalpha() and " " in words and "#" not in words and not is_sentence


def _apart(line: str, found: re.Match[str]) -> str:
    """Return words in bold with the space that they lack, and the word that they stick to; nothing where all is right."""
    inner, bold = found[1], found[0][:_LONGEST_SHOWN]
    before, after = line[: found.start()][-_LONGEST_HEADING:], line[found.end() : found.end() + _LONGEST_HEADING]
    if inner != inner.strip():
        return ""
    if after[:1].isalnum() and not inner[-1].isalnum():
        return f"{bold} {after.split()[0]}"
    return f"{before.split()[-1]} {bold}" if before[-1:].isalnum() and not inner[0].isalnum() else ""


def _tabs(text: str) -> int:
    """Return how many tabs stand within a line; none in a row with bars, or if it is that behind the mark of an item."""
    if "\t" not in text or "|" in (text.strip(SPACES)[:1], text.strip(SPACES)[-1:]):
        return 0
    mark = _LIST_MARK.match(text)
    if mark and "\t" not in text[mark.end() :]:
        return 0
    return text.strip(" ").lstrip(SPACES).count("\t")


def _pasted(case: Case, rows: list[Line]) -> Problem:
    """Return the Problem of rows that were pasted with tabs, with the first two as a table."""
    head, row = ([cell.strip().replace("|", "\\|") for cell in row.text.strip(" ").split("\t")] for row in rows[:2])
    words = {"head": _row(head), "rule": _row(["---"] * len(head)), "row": _row(row)}
    last = case.raw.body_line + rows[-1].number
    return _at(case, messages.TABLE_WITH_TABS, rows[0], 0, rows[0].text.strip(), last=last, **words)


def _row(cells: list[str]) -> str:
    """Return a row of a table, as far as it fits a message."""
    row = f"| {' | '.join(cells)} |"
    return row if len(row) <= _LONGEST_SHOWN else f"{row[:_LONGEST_SHOWN]}…"


def _misfits(case: Case, rows: list[Line]) -> Iterator[Problem]:
    """Yield a Problem for what keeps neighbouring lines with bars from being a whole table."""
    texts = [row.text for row in rows]
    are_even = len({text.count("|") for text in texts}) == 1 and all(text[0] == text[-1] == "|" for text in texts)
    if are_even and len(rows) > 1 and TABLE_RULE.match(texts[1]) and not any("\\" in text for text in texts):
        return  # nearly always
    at = next((at for at, row in enumerate(rows) if at and TABLE_RULE.match(row.text.strip(SPACES))), None)
    if at is None:
        if len(rows) > 1 and all(row.text.strip(SPACES).startswith("|") for row in rows):
            rule = _row(["---"] * _cells(rows[0].text))
            yield _at(case, messages.TABLE_WITHOUT_RULE, rows[0], 0, rows[0].text.strip(), rule=rule)
        return
    head = _cells(rows[at - 1].text)
    rule = _row(["---"] * head)
    if _cells(rows[at].text) != head:
        words = {"cells": _cells(rows[at].text), "head": head, "rule": rule}
        yield _at(case, messages.TABLE_RULE_MISFITS, rows[at], 0, rows[at].text.strip(), **words)
        return
    for row in rows[at + 1 :]:
        if (cells := _cells(row.text)) > head:
            yield _at(case, messages.ROW_TOO_LONG, row, 0, row.text.strip(), cells=cells, head=head)


def _cells(row: str) -> int:
    """Return how many cells a row of a table has."""
    return len(_BAR.split(re.sub(r"(?<!\\)\|[ \t]*$", "", row.strip(SPACES).removeprefix("|"))))
