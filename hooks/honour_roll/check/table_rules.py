"""Tables as they were typed or pasted: each becomes a table of Markdown, and no cell of it vanishes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from honour_roll.check import messages
from honour_roll.check.body_text import Line, text_lines
from honour_roll.check.case import Case, Rule, at_most_told
from honour_roll.check.report_rules import frame_rows
from honour_roll.entries.line_kinds import SPACES, TABLE_RULE
from honour_roll.problem import Problem

_LONGEST_SHOWN = 200  # characters of a row in a mend

_GAP = re.compile(r"\t| {3,}")  # between the cells of a pasted row
_LIST_MARK = re.compile(r"[ \t]*(?:[^\w\s|]{1,2}|\(?\w{1,4}[.)/]|(?:\d+\.)+\d*|[oüØvq])[ \t]+")
_BAR = re.compile(r"(?<!\\)\|")
_DRAWN = re.compile(r"[\s|:=–—_-]+")  # a line below the head, in whatever signs


@at_most_told
def tables_have_bars(case: Case) -> Iterator[Problem]:
    """Rows that were pasted, with tabs or many spaces between their cells, are written as a table of Markdown."""
    if not _GAP.search(case.raw.body):
        return
    rows: list[Line] = []
    frame = frame_rows(case.raw.body)  # a letterhead in two columns is to be deleted
    for line in (*text_lines(case.raw.body), Line(-1, "", "text")):
        if rows and (line.number != rows[-1].number + 1 or _gaps(line.text) != _gaps(rows[0].text)):
            if len(rows) > 1:
                yield _pasted(case, rows)
            rows = []
        if _gaps(line.text) and line.number not in frame:
            rows.append(line)


@at_most_told
def rows_fit_their_table(case: Case) -> Iterator[Problem]:
    """A table has a line of hyphens below its head, and no row has more cells than its head: they would vanish."""
    for rows in _rows_with_bars(case.raw.body):
        if problems := list(_misfits(case, rows)):
            yield from _in_text(case, problems)


@at_most_told
def rows_stand_together(case: Case) -> Iterator[Problem]:
    """Between the rows of a table is no blank line: what stands behind it would be no row."""
    written = case.raw.body.split("\n") if "|" in case.raw.body else []
    before: list[Line] = []
    is_told = False  # each table once
    for rows in _rows_with_bars(case.raw.body):
        is_apart = before and (len(rows) == 1 or _is_rule(rows[0])) and all(map(_is_row, (before[-1], rows[0])))
        if is_apart and not "".join(written[before[-1].number + 1 : rows[0].number]).strip(SPACES):
            rule, value = _row(["---"] * _cells(before[0].text)), rows[0].text.strip()
            problem = case.in_line(messages.TABLE_WITH_GAPS, rows[0].number, 0, value, rule=rule)
            yield from () if is_told else _in_text(case, [problem])
            is_told = True
        else:
            is_told = False
        before = rows


ALL: tuple[Rule, ...] = (tables_have_bars, rows_fit_their_table, rows_stand_together)


def _in_text(case: Case, problems: list[Problem]) -> Iterator[Problem]:
    """Yield those of the Problems that are not within code."""
    in_text = {case.raw.body_line + line.number for line in text_lines(case.raw.body)}
    return (problem for problem in problems if problem.line in in_text)


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


def _gaps(text: str) -> int:
    """Return how many gaps between cells a line has; none in a row with bars.

    The gap behind the mark of an item, if it is the only one, does not count. A row without tabs has at
    least three cells: two words far apart may be anything.
    """
    words = text.strip(SPACES)
    if "|" in (words[:1], words[-1:]) or not (gaps := _GAP.findall(words)):
        return 0
    mark = _LIST_MARK.match(text)
    if mark and not _GAP.search(text[mark.end() :].rstrip(SPACES)):
        return 0
    return len(gaps) if "\t" in gaps or len(gaps) > 1 else 0


def _pasted(case: Case, rows: list[Line]) -> Problem:
    """Return the Problem of rows that were pasted, with the first two as a table."""
    head, row = ([cell.strip().replace("|", "\\|") for cell in _GAP.split(row.text.strip(SPACES))] for row in rows[:2])
    words = {"head": _row(head), "rule": _row(["---"] * len(head)), "row": _row(row)}
    last = case.raw.body_line + rows[-1].number
    return case.in_line(messages.TABLE_WITH_TABS, rows[0].number, 0, rows[0].text.strip(), last=last, **words)


def _row(cells: list[str]) -> str:
    """Return a row of a table, as far as it fits a message."""
    row = f"| {' | '.join(cells)} |"
    return row if len(row) <= _LONGEST_SHOWN else f"{row[:_LONGEST_SHOWN]}…"


def _is_rule(row: Line) -> bool:
    return TABLE_RULE.match(row.text.strip(SPACES)) is not None


def _is_row(row: Line) -> bool:
    """Return whether a line is a row of a table without doubt."""
    words = row.text.strip(SPACES)
    return words[:1] == words[-1:] == "|" and _cells(words) > 1


def _misfits(case: Case, rows: list[Line]) -> Iterator[Problem]:
    """Yield a Problem for what keeps neighbouring lines with bars from being a whole table."""
    texts = [row.text for row in rows]
    are_even = len({text.count("|") for text in texts}) == 1 and all(text[0] == text[-1] == "|" for text in texts)
    if are_even and len(rows) > 1 and TABLE_RULE.match(texts[1]) and not any("\\" in text for text in texts):
        return  # nearly always
    at = next((at for at, row in enumerate(rows) if at and _is_rule(row)), None)
    rule = _row(["---"] * _cells(rows[at - 1 if at else 0].text))
    if at is None:
        if len(rows) > 1 and _DRAWN.fullmatch(texts[1]):
            yield case.in_line(messages.TABLE_RULE_DRAWN, rows[1].number, 0, texts[1].strip(), rule=rule)
        elif len(rows) > 1 and not _is_rule(rows[0]) and all(row.text.strip(SPACES).startswith("|") for row in rows):
            yield case.in_line(messages.TABLE_WITHOUT_RULE, rows[0].number, 0, texts[0].strip(), rule=rule)
        return
    head = _cells(rows[at - 1].text)
    if (cells := _cells(rows[at].text)) != head:
        words = {"cells": cells, "head": head, "rule": rule}
        yield case.in_line(messages.TABLE_RULE_MISFITS, rows[at].number, 0, texts[at].strip(), **words)
        return
    for row in rows[at + 1 :]:
        if (cells := _cells(row.text)) > head:
            yield case.in_line(messages.ROW_TOO_LONG, row.number, 0, row.text.strip(), cells=cells, head=head)


def _cells(row: str) -> int:
    """Return how many cells a row of a table has."""
    return len(_BAR.split(re.sub(r"(?<!\\)\|[ \t]*$", "", row.strip(SPACES).removeprefix("|"))))
