"""Leftover rules: nothing of the skeleton, of its examples, or of a report's frame is published as if it were said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from honour_roll.check import messages
from honour_roll.check.case import Case
from honour_roll.entries import examples, schema
from honour_roll.entries.entry import ENTRY
from honour_roll.problem import Problem, place_in

_SECTION = re.compile(r"\n##[ \t]+(.*)")  # in a body with a line end before it
_SHORT = 200  # characters: what says nothing says it in few words
_NOTHING = re.compile(
    r"\W*(?:đang (?:được )?(?:cập nhật|bổ sung|viết)|(?:sẽ )?(?:cập nhật|bổ sung|viết) sau|todo|x+)?\W*"
)
_ENDINGS, _QUESTIONS = examples.questions()
_UNCOMMENTED = tuple((row, examples.uncommented(row)) for row in ENTRY.rows if not row.required)


def questions_are_answered(case: Case) -> Iterator[Problem]:
    """No question or advice of the skeleton is left in the body, unless it is a draft."""
    if case.draft:
        return
    body = case.raw.body
    small = _small(body)
    if not any(ending in small for ending in _ENDINGS):
        return
    found: dict[str, list[re.Match[str]]] = {}
    headings = [(heading.start(), heading[1].strip()) for heading in _SECTION.finditer(f"\n{body}")]
    for match in _QUESTIONS.finditer(small):
        section = next((words for start, words in reversed(headings) if start < match.start()), "")
        found.setdefault(section, []).append(match)
    for section, matches in found.items():
        start = matches[0].start() + len(matches[0][0]) - len(matches[0][0].lstrip("\n"))
        line, column = place_in(body, start, case.raw.body_line)
        words = body[start : matches[0].end()]
        message = messages.QUESTIONS_LEFT if len(matches) > 1 else messages.QUESTION_LEFT
        yield case.in_text(message, line, column, words.strip(" *_-"), section=section, count=len(matches))


def _small(text: str) -> str:
    """Return a text in small letters, each in its place."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def examples_are_replaced(case: Case) -> Iterator[Problem]:
    """No example of the schema stands as a fact of this entry, unless it is a draft."""
    if case.draft:
        return
    told = set()
    for left in examples.left_in(case.header):
        told.add(left.at[0])
        if left.row.key == "dong_y":
            message = messages.EXAMPLE_CONSENT
        elif left.row.key == "nguon":
            message = messages.EXAMPLE_SOURCE
        else:
            message = messages.EXAMPLE_TEXT if left.row.required else messages.EXAMPLE_LEFT
        yield case.problem(message, at=left.at, value=left.row.example, label_of=left.row.label, key=left.row.key)
    header = case.raw.document.text
    for row, lines in _UNCOMMENTED:
        if row.key not in told and lines in header:
            yield case.problem(
                messages.EXAMPLE_UNCOMMENTED, at=(row.key,), value=row.example, label_of=row.label, key=row.key
            )


def sections_say_something(case: Case) -> Iterator[Problem]:
    """Each of the four sections has words of its own, unless it is a draft."""
    if case.draft or case.body.too_deep:
        return
    parts = _SECTION.split(f"\n{case.raw.body}")
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        words = name.strip()
        if words in schema.SECTIONS and len(text) < _SHORT and _NOTHING.fullmatch(text.lower()):
            yield case.in_body(messages.EMPTY_SECTION, f"## {words}", words)
