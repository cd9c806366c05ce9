"""The body in two forms: as it was typed, line by line and without the syntax of Markdown, and as it is shown."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from honour_roll.entries.inline_marks import parted_by_code
from honour_roll.entries.line_kinds import FENCE, LETTER_BULLET, SPACES
from honour_roll.entries.link_definitions import without_definitions
from honour_roll.text.hidden import ENTITY

# In text for readers these are never meant; the second is the star that should have ended “*nghiêng*”. Each begins
# with a sign of its own, so that the search is quick. “__/QĐ” is a blank to be filled in.
_MARKS = r"\*(?:\*(?!(?<=\d\*\*)\d)|(?<=[”\"’».!?:…,]\*)(?=[^\W\d_]))|__(?<![\w]__)(?=[^\W_]|[“\"(])|_(?<=[”’»]_)(?=[^\W\d_])|~~(?!(?<=\d~~)\d)|\]\(|`{3,}"
SOME_MARK = re.compile(_MARKS)
_WORD = re.compile(r"[^\W_]+")
_WORDS_AND_MARKS = re.compile(rf"[^\W_]+|{_MARKS}")
_CODE_SIGNS = str.maketrans("*~[](`_", "       ")  # within code, marks are what they are

_TARGET = re.compile(
    r"\]\([ \t]*(?:<[^<>\n]*>|(?:[^()\s\\]|\\.|\([^()\s]*\))*)(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\)"
)
FENCE_WITH_LANGUAGE = re.compile(rf"[{SPACES}]*[`~]+[ \t]*[a-z0-9+#.-]*[ \t]*$")
_TASK = re.compile(r"^([ \t>]*(?:[-+*]|\d{1,2}[.)])[ \t]+)\[[ xX]\](?=[ \t])")
_DEFINITION = re.compile(r"^[ \t>]*(?:(?:[-+*]|\d{1,2}[.)])[ \t]+)?\[(?!\^)([^\[\]]{1,999})\]:")
_LABEL = re.compile(r"\]\[([^\[\]]*)\]")
TAG = re.compile(r"<[^>]*>")
_LIST_TAG = re.compile(r"<(/?)(ol|ul|li)(?: start=\"(\d+)\")?>")
_CODE = re.compile(r"<code[^>]*>(.*?)</code>", re.DOTALL)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class Line(NamedTuple):
    """A line as typed, its number in the body from 0, and what it is: ``text``, ``code``, or the ``fence`` around code."""

    number: int
    text: str
    kind: str


class Word(NamedTuple):
    """A word or a mark, the number of its line, and where it stands in the line; both from 0."""

    text: str
    line: int
    column: int


def lines(body: str) -> Iterator[Line]:
    """Yield the lines of a body."""
    fence = ""
    for number, text in enumerate(body.split("\n")):
        words = text.strip(SPACES)
        if fence:
            closes = len(words) >= len(fence) and not words.strip(fence[0])
            yield Line(number, text, "fence" if closes else "code")
            fence = "" if closes else fence
        elif found := FENCE.match(words):
            fence = found[1] or found[2]
            yield Line(number, text, "fence")
        else:
            yield Line(number, text, "text")


def text_lines(body: str) -> Iterator[Line]:
    """Yield the lines of a body that are no code."""
    return (line for line in lines(body) if line.kind == "text")


def typed_lines(body: str) -> list[str]:
    """Return the lines of a body without what no reader should see: targets of links, definitions, fences.

    Marks of Markdown within a line stay.
    """
    kept = without_definitions(body)
    labels = set[str]()
    if "]:" in kept:
        labels = {_label(found[1]) for line in kept.split("\n") if (found := _DEFINITION.match(line))}
    typed = []
    for _, text, kind in lines(kept):
        if kind == "code":
            typed.append(text.translate(_CODE_SIGNS))
        else:
            is_syntax = FENCE_WITH_LANGUAGE.match(text) if kind == "fence" else _DEFINITION.match(text)
            typed.append("" if is_syntax else _shown_text(text, labels))
    return typed


def _label(text: str) -> str:
    return " ".join(text.casefold().split())


def _shown_text(line: str, labels: set[str]) -> str:
    """Return a line of Markdown without what no reader sees; what is left may keep its marks."""
    line = LETTER_BULLET.sub("", line) if "\t" in line else line
    if "[" in line:
        line = _TASK.sub(r"\1", line)
    pieces = parted_by_code(line) if "`" in line else ((line, False),)
    return "".join(piece.translate(_CODE_SIGNS) if is_code else _text(piece, labels) for piece, is_code in pieces)


def _text(piece: str, labels: set[str]) -> str:
    if "](" in piece:
        piece = _TARGET.sub("] ", piece)
    if labels and "][" in piece:
        piece = _LABEL.sub(lambda found: "]" if _label(found[1]) in labels else found[0], piece)
    piece = piece.replace("(**)", "").replace("(***)", "")  # marks of notes
    if "\\" in piece:
        piece = _ESCAPED.sub(" ", piece)
    return ENTITY.sub(lambda found: html.unescape(found[0]), piece) if "&" in piece else piece


def shown_text(raw: str) -> str:
    """Return what a reader sees of the HTML of a body, list numbers included."""
    if "<code" in raw:
        raw = _CODE.sub(lambda found: found[1].translate(_CODE_SIGNS), raw)
    return html.unescape(TAG.sub(" ", with_numbers(raw)))


def letters(text: str) -> str:
    """Return the letters and digits of a text, in a row."""
    return "".join(_WORD.findall(text))


def words(lines: list[str]) -> Iterator[Word]:
    """Yield the words and marks of lines."""
    for number, line in enumerate(lines):
        for found in _WORDS_AND_MARKS.finditer(line):
            yield Word(found[0], number, found.start())


def with_numbers(raw: str) -> str:
    """Return HTML in which each item of an ordered list begins with its number."""
    if "<ol" not in raw:
        return raw
    counters: list[int | None] = []  # of each open list, the number of its last item; None where it has bullets

    def counted(found: re.Match[str]) -> str:
        closes, tag, start = found.groups()
        if tag == "li":
            last = counters[-1] if counters else None
            if closes or last is None:
                return ""
            counters[-1] = last + 1
            return f" {last + 1} "
        if not closes:
            counters.append(int(start or 1) - 1 if tag == "ol" else None)
        elif counters:
            counters.pop()
        return ""

    return _LIST_TAG.sub(counted, raw)
