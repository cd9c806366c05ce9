"""Slips in YAML that libyaml passes over, dropping half a value: ``ten: Ngõ # số 2``, ``{gia_tri: 1,5}``, anchors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from honour_roll.entries import messages
from honour_roll.entries.yaml_errors import with_space
from honour_roll.text import written_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from honour_roll.entries.yaml_errors import YamlText
    from honour_roll.problem import Problem

_COMMENT_BEHIND = re.compile(r"#(?<=[ \t]#)")
# A key, a number, a date, an address, a file: words in a remark behind it cannot have been meant as part of it.
_CODED = re.compile(r"[a-z0-9._/:+-]+|https?://\S+|.*\.[A-Za-z]{3,4}")
_NUMBER = re.compile(r"[0-9][0-9.]*(?:, ?[0-9]+)+(?=\s*[,}\]])")


def unnoticed(text: YamlText, nodes: Sequence[yaml.Node], events: Iterator[yaml.Event]) -> Iterator[Problem]:
    """Yield a Problem for each slip that libyaml passes over, losing part of what was written.

    ``nodes`` are all nodes of the text. ``events`` are its parsing events, read only where it may hold an anchor.
    """
    if any("&" in line for line in text.lines):
        for event in events:
            mark = event.start_mark
            if mark and getattr(event, "anchor", None) and not isinstance(event, yaml.AliasEvent):
                yield text.problem(messages.FIRST_SIGN, mark.line, mark.column, sign="* hoặc &")
    for node in nodes:
        if isinstance(node, yaml.MappingNode) and node.flow_style:
            yield from _cut_by_comma(text, node)
        elif isinstance(node, yaml.ScalarNode) and not node.style:
            yield from _cut_by_hash(text, node)


def _cut_by_hash(text: YamlText, node: yaml.ScalarNode) -> Iterator[Problem]:
    """A # behind a space ends the value; what follows may be a remark, or words that are lost.

    A remark has a space behind its #, and stands behind a key, a number or a date, never behind words.
    """
    end = node.end_mark
    rest = text.lines[end.line][end.column :] if end.line < len(text.lines) else ""
    if found := re.match(r"[ \t]+#(.?)", rest):
        is_spaced, may_have_remark = not found[1].strip(), not node.value or _CODED.fullmatch(node.value)
        if is_spaced and (may_have_remark or not rest.strip(" \t#")):
            return
        column, message = end.column + rest.index("#"), messages.HASH if may_have_remark else messages.HASH_WORDS
        yield text.problem(message, end.line, column, node.value, lost=rest.strip())


def _cut_by_comma(text: YamlText, node: yaml.MappingNode) -> Iterator[Problem]:
    """In { }, a comma ends the value: what follows stands alone, as a key without a colon."""
    before: tuple[yaml.Node, yaml.Node] | None = None
    told = (-1, 0)  # the line of a number in many pieces, and its end
    for key, value in node.value:
        at = key.start_mark
        if at.line == told[0] and at.column < told[1]:
            continue
        if value.value or value.start_mark.index != key.end_mark.index:
            before = (key, value)
        elif before and before[1].value and isinstance(before[1], yaml.ScalarNode):
            at = before[1].start_mark
            whole = text.lines[at.line][at.column : key.end_mark.column] if at.line == key.end_mark.line else ""
            message, meant = messages.COMMA, whole.strip("\"'") or before[1].value
            number = _NUMBER.match(text.lines[at.line], at.column) if whole else None
            values = written_numbers.meanings(number[0].replace(" ", "")) if number else ()
            if values:
                one = messages.WHOLE_COMMA if isinstance(values[0], int) else messages.DECIMAL_COMMA
                message = messages.THOUSANDS_COMMA if len(values) > 1 else one
                meant = written_numbers.typed(values[0])
            other = written_numbers.typed(values[-1]) if values else ""
            words = {"key": before[0].value, "kept": before[1].value, "cut": key.value, "whole": meant, "other": other}
            yield text.problem(message, at.line, at.column, number[0] if number else whole, **words)
            told = (at.line, number.end()) if number else told
        else:
            spaced = with_space(str(key.value))
            spaced = spaced and text.lines[at.line].replace(str(key.value), spaced, 1).strip()
            message = messages.NO_SPACE if spaced else messages.KEY_ALONE
            yield text.problem(message, at.line, at.column, str(key.value), spaced=spaced)


def may_be_unnoticed(text: str) -> bool:
    """Return whether a text may hold an anchor, an alias, a tag, or a # that cuts a value short."""
    return "&" in text or "*" in text or "!" in text or _COMMENT_BEHIND.search(text) is not None
