"""Body rules: sections, headings, HTML, pictures and links of the Markdown below the header."""

from __future__ import annotations

import re
from collections.abc import Iterator

from honour_roll.check import messages, typed_rules
from honour_roll.check.body_text import Line, lines
from honour_roll.check.case import Case
from honour_roll.check.section_names import begun_section, meant_section, section_before_text
from honour_roll.entries import markdown, schema
from honour_roll.entries.line_kinds import UNDERLINE
from honour_roll.entries.validate import nearest
from honour_roll.problem import Problem, place_in

_RAW_HTML = re.compile(r"<(?:[a-zA-Z][a-zA-Z0-9-]*(?=[\s/>])|/[a-zA-Z]|!|\?)")
_TAG = re.compile(r"<[^<>\n]{0,200}>?")
_CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]+`", re.DOTALL | re.MULTILINE)
_SCHEMES = ("http", "https", "mailto", "tel")
_MOST_TOLD = 30  # Problems of one kind in one body; the rest come once the first are mended
_DEEPEST_HEADING = 4


def body_has_its_sections(case: Case) -> Iterator[Problem]:
    """The body has the four sections, in order, unless it is a draft."""
    lacking = [] if case.body.too_deep or any(typed_rules.code_is_closed(case)) else _lacking(case)
    have = [words for level, words in case.body.headings if level == 2]
    meant = _meant_sections(case) if lacking else {}
    if len(lacking) == len(schema.SECTIONS) and not meant:
        yield case.in_text(messages.NO_SECTIONS, case.raw.text.count("\n") or 1, 1)
        return
    for name in lacking:
        if line := meant.get(name):
            is_right = case.body.has_html and line.text.rstrip() == f"## {name}"  # HTML above it has swallowed it
            if not (is_right or typed_rules.is_glued(line.text)):  # rules of their own tell of that
                below = case.raw.body.split("\n")[line.number + 1 : line.number + 2]
                message = messages.SECTION_IN_TEXT if section_before_text(line.text) else messages.MISSPELT_SECTION
                message = messages.SECTION_UNDERLINED if any(map(UNDERLINE.match, below)) else message
                yield case.in_text(message, case.raw.body_line + line.number, 1, name, meant=line.text.strip())
        else:
            yield case.in_text(messages.MISSING_SECTION, case.raw.text.count("\n") or 1, 1, name)
    order = [name for name in have if name in schema.SECTIONS]
    if not case.draft and sorted(order, key=[*schema.SECTIONS].index) != order and not set(schema.SECTIONS) - set(have):
        words = {"order": ", ".join(order), "right": ", ".join(schema.SECTIONS)}
        yield case.in_body(messages.SECTION_ORDER, _heading(case, order[0]), **words)


def _lacking(case: Case) -> list[str]:
    """Return the sections that the body does not have; none for a draft."""
    have = {words for level, words in case.body.headings if level == 2}
    return [] if case.draft else [name for name in schema.SECTIONS if name not in have]


def _meant_sections(case: Case) -> dict[str, Line]:
    """Return for each section the first line that was meant as its heading, or that seems to be."""
    sure: dict[str, Line] = {}
    perhaps: dict[str, Line] = {}
    for line in lines(case.raw.body):
        if line.kind == "text":
            if name := meant_section(line.text):
                sure.setdefault(name, line)
            elif name := begun_section(line.text) or section_before_text(line.text):
                perhaps.setdefault(name, line)
    return perhaps | sure


def headings_step_down(case: Case) -> Iterator[Problem]:
    """Headings in the body start at ``##``, go no deeper than ``####``, do not skip a level, and stand by themselves."""
    before, told = 1, 0
    lacking = _lacking(case)  # a line that was meant as the heading of a section is told as such
    for level, words in case.body.headings:
        if told >= _MOST_TOLD:
            return
        if lacking and (meant_section(words) or begun_section(f"# {words}")) in lacking:
            before = 2
            continue
        if not words:
            continue  # a rule of its own tells of that
        right = min(before + 1, _DEEPEST_HEADING)
        before = min(level, right)  # a wrong level counts as if it were mended
        if level != before or level == 1:
            message = messages.HEADING_OF_TITLE if level == 1 else messages.HEADING_SKIPS
            yield case.in_body(message, _heading(case, words), words, level=level, marks="#" * right)
            told += 1
    for words in case.body.inner_headings[:_MOST_TOLD]:
        if lacking and meant_section(words) in lacking:
            continue
        yield case.in_body(messages.HEADING_INSIDE, _heading(case, words), words)


def body_is_plain_markdown(case: Case) -> Iterator[Problem]:
    """The body is Markdown: HTML in it would be dropped, and a picture belongs to the header."""
    if case.body.too_deep:
        yield case.in_text(messages.TOO_DEEP, case.raw.body_line, 1)
    if case.body.has_html:
        body = case.raw.body
        found = _RAW_HTML.search(_CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), body))
        start = found.start() if found else max(body.find("<"), 0)
        piece = _TAG.match(body, start) if found else None
        tag = piece[0] if piece else "<"
        line, column = place_in(body, start, case.raw.body_line)
        message = next(row for opening, row in messages.RAW_HTML.items() if tag.lower().startswith(opening))
        yield case.in_text(message, line, column, tag)
    if case.body.has_image:
        yield case.in_body(messages.IMAGE_IN_BODY, "![")


def links_are_safe(case: Case) -> Iterator[Problem]:
    """A link leads to a web page, an e-mail, a telephone, this site, or a heading of this page; nothing else."""
    if "" in case.body.targets:  # what the renderer leaves of a script or of embedded data
        for target in list(dict.fromkeys(markdown.dropped_targets(case.raw.body)))[:_MOST_TOLD]:
            message = messages.UNSAFE_LINK if target else messages.EMPTY_LINK
            yield case.in_body(message, target or "]()", target)
    told, ids = 0, frozenset(case.body.ids)
    for target in dict.fromkeys(filter(None, case.body.targets)):
        scheme = "" if markdown.is_local(target) else target.partition(":")[0].lower()
        if scheme and scheme not in _SCHEMES:
            yield case.in_body(messages.UNSAFE_LINK, target, target)
        elif target.startswith("#") and target[1:] not in ids:
            meant = nearest(target[1:], case.body.ids)
            yield case.in_body(messages.guessing(messages.DEAD_ANCHOR, meant and f"#{meant}"), target, target)
        else:
            continue
        told += 1
        if told == _MOST_TOLD:
            return


def _heading(case: Case, words: str) -> str:
    """Return the beginning of the line on which a heading stands, as written, up to its last word."""
    found = re.search(rf"^[ >*+-]*#*[ \t]*{re.escape(words)}", case.raw.body, re.MULTILINE)
    return found[0] if found else words
