"""Slips in the body that can be seen in what was typed: each is told at its own line, with what to write instead."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import accumulate

from honour_roll.check import messages, table_rules
from honour_roll.check.body_text import FENCE_WITH_LANGUAGE, Line, lines, text_lines
from honour_roll.check.case import Case, Rule, at_most_told
from honour_roll.check.report_rules import frame_rows
from honour_roll.check.section_names import meant_section
from honour_roll.entries.as_meant import is_underlined
from honour_roll.entries.inline_marks import parted_by_code
from honour_roll.entries.line_kinds import FENCE, SPACES
from honour_roll.problem import Problem

_LONGEST_HEADING = 80  # characters
_LONGEST_SHOWN = 200  # characters of a line in a mend

_FOOTNOTE = re.compile(r"\[\^([^\[\]\s]{1,60})\]")
_UNDERLINED = re.compile(r"\n[ \t]*(?:=+|-+)[ \t]*(?:\n|\Z)")
_SIGN_AND_LETTER = re.compile(r"#[^\s#]")
_GLUED_HEADING = re.compile(r"[ \t]*#{1,6}(?=[^\s#])")
_SIGNS_ALONE = re.compile(rf"^[{SPACES}]*#+[{SPACES}#]*$", re.MULTILINE)
_MANY_SIGNS = re.compile(rf"[{SPACES}]*(#{{7,}})[{SPACES}]*(.*)")
_LONE_MARK = re.compile(rf"[{SPACES}]*(?:[-+*]|\d{{1,2}}[.)])[{SPACES}]*$")
_BOLD_AND_LETTER = re.compile(r"\*\*(?:(?<=[^\w\s]\*\*)(?=\w)|(?<=\w\*\*)(?=[^\w\s*]))")
BOLD = re.compile(r"(?P<stars>\*\*\*?)(?P<words>[^*\n]+)(?P=stars)")
_LINK_APART = re.compile(r"\[([^\[\]\n]{1,200})\][ \t]+\((https?://[^\s()]{1,500})\)")
_LINK_REVERSED = re.compile(r"\(([^()\n]{1,200})\)\[(https?://[^\s\[\]]{1,500})\]")
_LINK_WORDLESS = re.compile(r"\[([ \t]*)\]\((https?://[^\s()]{1,500})\)")
# What Material, wikis and forums know, and GitHub's Markdown does not.
_FOREIGN = re.compile(
    r"^[ \t]*(?:!!!|\?\?\?\+?)[ \t]+[a-z]{3,}\b|^[ \t]*\[TOC\][ \t]*$|^[ \t]*\*\[[^\[\]\n]{1,40}\]:"
    r"|\{[:#.][ \t]*[A-Za-z.#][^{}\n]{0,80}\}|\{\{[^{}\n]{0,80}\}\}|\{%|%\}"
    r"|==(?=[\w“\"*])[^=\n]{1,200}(?<=\S)==|(?<=\w)\^[^\s^]{1,10}\^"
    r"|(?<![\w:/]):[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*:(?![\w/])|\[/(?:b|i|u|url|img|quote|color|size|center)\]",
    re.MULTILINE,
)
_OPENED = re.compile(r"[ \t>]*(\*[^\s*][^\s*]*)[^*]*$")
_CLOSED = re.compile(r"[^*]*[^\s\d*]\*[ \t]*$")
_FARTHEST = 30  # lines between the two signs of emphasis


@at_most_told
def footnotes_are_sources(case: Case) -> Iterator[Problem]:
    """The body has no footnotes: what is cited stands in the header, as a source."""
    if "^" not in case.raw.body:
        return
    seen: set[str] = set()
    for line in text_lines(case.raw.body):
        for found in _FOOTNOTE.finditer(line.text):
            if found[1] not in seen and not _is_code(line.text, found.start()):
                seen.add(found[1])
                yield case.in_line(messages.FOOTNOTE, line.number, found.start(), found[0])


@at_most_told
def underlines_make_no_heading(case: Case) -> Iterator[Problem]:
    """A line of ``---`` or ``===`` does not stand directly below text, of which it would make a heading."""
    if not _UNDERLINED.search(case.raw.body):
        return
    before, is_item, frame = Line(-1, "", "text"), False, frame_rows(case.raw.body)  # a frame is to be deleted
    for line in text_lines(case.raw.body):
        is_next = before.number == line.number - 1
        stands_under_text = is_next and not is_item and line.number not in frame
        if stands_under_text and is_underlined(before.text, line.text) and not meant_section(before.text):
            signs = line.text.strip()[:10]
            message = messages.UNDERLINED if signs[0] == "-" else messages.UNDERLINED_TWICE
            yield case.in_line(message, line.number, 0, before.text.strip()[:_LONGEST_SHOWN], signs=signs)
        is_item = is_next and _LONE_MARK.match(before.text) is not None  # the words of the mark above
        before = line


@at_most_told
def headings_have_a_space(case: Case) -> Iterator[Problem]:
    """Behind the ``#`` of a heading stands a space; a tag, as in ``#DanVanKheo``, is no heading."""
    if not _SIGN_AND_LETTER.search(case.raw.body):
        return
    for line in text_lines(case.raw.body):
        found = _GLUED_HEADING.match(line.text)
        if found and is_glued(line.text):
            words, marks = line.text[found.end() :].strip().rstrip("#").rstrip(), found[0].strip()
            marks = "##" if meant_section(words) else "###" if marks == "#" else marks
            right = f"{marks} {meant_section(words) or words}"[:_LONGEST_SHOWN]
            yield case.in_line(messages.HEADING_GLUED, line.number, found.end() - 1, line.text.strip(), right=right)


@at_most_told
def headings_have_words(case: Case) -> Iterator[Problem]:
    """No line has only the signs of a heading, or more of them than a heading can have."""
    if "#" not in case.raw.body or not (_SIGNS_ALONE.search(case.raw.body) or "#######" in case.raw.body):
        return
    for line in text_lines(case.raw.body):
        if _SIGNS_ALONE.match(line.text):
            edit = case.without_lines(line.number, line.number)
            yield case.in_line(messages.HEADING_EMPTY, line.number, 0, line.text.strip(), edit=edit)
        elif found := _MANY_SIGNS.match(line.text):
            words = found[2].strip(" #")[:_LONGEST_SHOWN]
            yield case.in_line(messages.HEADING_TOO_DEEP, line.number, 0, words, count=len(found[1]))


@at_most_told
def bold_stands_apart(case: Case) -> Iterator[Problem]:
    """Words in bold that begin or end with a sign, as in ``**“Góc xanh”**``, do not stick to a letter outside."""
    if "*" not in case.raw.body or not _BOLD_AND_LETTER.search(case.raw.body):
        return
    for line in text_lines(case.raw.body):
        for found in BOLD.finditer(line.text) if line.text.count("**") > 1 else ():
            if (right := _apart(line.text, found)) and not _is_code(line.text, found.start()):
                yield case.in_line(messages.BOLD_GLUED, line.number, found.start(), found[0], right=right)


def code_is_closed(case: Case) -> Iterator[Problem]:
    """Code between lines of backticks ends: else everything behind it is shown as code."""
    if "`" not in case.raw.body and "~" not in case.raw.body:
        return
    opened: Line | None = None
    for line in lines(case.raw.body):
        if line.kind == "fence":
            opened = None if opened else line
    if opened:
        found = FENCE.match(opened.text.strip(SPACES))
        message = messages.CODE_NOT_CLOSED if FENCE_WITH_LANGUAGE.match(opened.text) else messages.CODE_BEFORE_WORDS
        signs = found[0].strip()[:3] if found else ""
        yield case.in_line(message, opened.number, 0, opened.text.strip()[:_LONGEST_SHOWN], signs=signs)


@at_most_told
def links_hang_together(case: Case) -> Iterator[Problem]:
    """The words of a link stand in [ ], right before its address in ( )."""
    patterns = (
        (_LINK_APART, messages.LINK_APART),
        (_LINK_REVERSED, messages.LINK_REVERSED),
        (_LINK_WORDLESS, messages.LINK_WORDLESS),
    )
    for pattern, message in patterns:
        for line in text_lines(case.raw.body) if pattern.search(case.raw.body) else ():
            for found in pattern.finditer(line.text):
                yield case.in_line(
                    message,
                    line.number,
                    found.start(),
                    found[0],
                    right=f"[{found[1].strip() or 'Xem bài'}]({found[2]})",
                )


@at_most_told
def marks_are_of_this_markdown(case: Case) -> Iterator[Problem]:
    """There are no marks of other programs: admonitions, lists of attributes, ``==marked==``, ``:emoji:``, BBCode."""
    if not _FOREIGN.search(case.raw.body):
        return
    for line in text_lines(case.raw.body):
        if (found := _FOREIGN.search(line.text)) and not _is_code(line.text, found.start()):
            yield case.in_line(messages.FOREIGN_MARK, line.number, found.start(), found[0].strip())


@at_most_told
def emphasis_stays_in_its_paragraph(case: Case) -> Iterator[Problem]:
    """Emphasis with one star ends in the paragraph in which it begins."""
    if "*" not in case.raw.body:
        return
    opened: tuple[Line, str] | None = None
    for line in text_lines(case.raw.body):
        if opened and _CLOSED.match(line.text) and line.number - opened[0].number <= _FARTHEST:
            if html.escape(opened[1]) in case.body.raw:
                value = opened[0].text.strip()[:_LONGEST_SHOWN]
                yield case.in_line(messages.EMPHASIS_TOO_LONG, opened[0].number, 0, value)
            opened = None
        elif "*" in line.text:
            found = _OPENED.match(line.text)
            opened = (line, found[1]) if found else None


ALL: tuple[Rule, ...] = (
    footnotes_are_sources,
    underlines_make_no_heading,
    headings_have_a_space,
    headings_have_words,
    bold_stands_apart,
    *table_rules.ALL,
    code_is_closed,
    links_hang_together,
    marks_are_of_this_markdown,
    emphasis_stays_in_its_paragraph,
)


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
    inner, bold = found["words"], found[0][:_LONGEST_SHOWN]
    before, after = line[: found.start()][-_LONGEST_HEADING:], line[found.end() : found.end() + _LONGEST_HEADING]
    if inner != inner.strip():
        return ""
    if after[:1].isalnum() and not inner[-1].isalnum():
        return f"{bold} {after.split()[0]}"
    return f"{before.split()[-1]} {bold}" if before[-1:].isalnum() and not inner[0].isalnum() else ""
