"""Where in the form a Problem belongs: found from its line and column, by the nodes of the header."""

from __future__ import annotations

from typing import Any

import yaml

from honour_roll.entries import yaml_reader
from honour_roll.entries.entry import ENTRY
from honour_roll.entries.parts import Parts
from honour_roll.entries.schema import Table
from honour_roll.problem import Problem

_OPENING_LINES = 1  # the line of hyphens above the header


def place_of(parts: Parts, problem: Problem) -> list[int | str]:
    """Return the keys and indexes of the field that a Problem is told at; ``["#", n]`` for section ``n`` of the body.

    The list is empty for what concerns the whole file.
    """
    if problem.line >= parts.body_line:
        return ["#", parts.section_at(problem.line)]
    if problem.line <= _OPENING_LINES:
        return [problem.value] if problem.rule == "missing-key" else []
    at = _location(yaml_reader.composed(parts.header), problem.line - _OPENING_LINES - 1, problem.column - 1)
    if problem.rule == "missing-key":  # it stands at what should hold the key
        while at and problem.value not in _keys(at):
            at.pop()
        at.append(problem.value)
    return at


def _location(node: Any, line: int, column: int) -> list[int | str]:
    """Return the keys and indexes of the innermost value that starts at or before a line and column, from 0."""
    at: list[int | str] = []
    while True:
        if isinstance(node, yaml.MappingNode):
            before = [pair for pair in node.value if _is_before(pair[0], line, column)]
            if not before:
                return at
            key, node = before[-1]
            at.append(str(key.value))
        elif isinstance(node, yaml.SequenceNode):
            indexes = [index for index, item in enumerate(node.value) if _is_before(item, line, column)]
            if not indexes:
                return at
            at.append(indexes[-1])
            node = node.value[indexes[-1]]
        else:
            return at


def _is_before(node: Any, line: int, column: int) -> bool:
    return bool((node.start_mark.line, node.start_mark.column) <= (line, column))


def _keys(at: list[int | str]) -> list[str]:
    """Return the keys of the table at a location of an entry's header."""
    table: Any = ENTRY
    for part in at:
        if isinstance(part, str):
            row = next((row for row in table.rows if row.key == part), None) if isinstance(table, Table) else None
            table = row.inner if row else None
    return [row.key for row in table.rows] if isinstance(table, Table) else []
