"""What the skeleton and the schema say for example, found again in an entry: someone else's facts, or a question.

All of it is taken from the schema, so an example that changes there changes here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple

from honour_roll.entries import derived, schema, yaml_reader
from honour_roll.entries.entry import ENTRY
from honour_roll.entries.field_types import Line, WebAddress, Word, YesNo

_TELLING = 24  # characters: a longer example is nobody else's words by chance
_MAY_BE_TRUE = ("tep", "lien_he")  # a file is looked for, and the office to ask may well be so called
_FEWEST_WORDS = 6  # of a question: a shorter one may be asked in earnest


class Left(NamedTuple):
    """An example that stands in a header: its location and its row of the schema."""

    at: tuple[int | str, ...]
    row: schema.Key


def left_in(data: Mapping[str, Any]) -> Iterator[Left]:
    """Yield each value of a header that says what the schema's example says.

    The entry whose title is the example is the one that the examples tell of.
    """
    if not _same(data.get("ten"), _title()):
        yield from _left(ENTRY, data, ())


def uncommented(row: schema.Key) -> str:
    """Return the two lines that an optional key has once its example in the skeleton is uncommented."""
    return f"{derived.help_line(row)}\n{derived.example_line(row)}\n"


def _left(table: schema.Table, data: Mapping[str, Any], at: tuple[int | str, ...]) -> Iterator[Left]:
    for row, facts in _telling(table):
        value = data.get(row.key)
        if value is None:
            continue
        items = [((*at, row.key), value)]
        if isinstance(row.type, schema.Many) and isinstance(value, list):
            items = [((*at, row.key, index), item) for index, item in enumerate(value[: row.type.most])]
        for location, item in items:
            if isinstance(row.inner, schema.Table):
                if isinstance(item, dict):
                    if facts and all(_same(item.get(key), fact) for key, fact in facts.items()):
                        yield Left(location, row)
                    else:
                        yield from _left(row.inner, item, location)
            elif any(_same(item, text) for text in _texts().get(row.key, ())):
                yield Left(location, row)


def _same(value: object, example: object) -> bool:
    """Return whether a value is the example, spaces, case and a last full stop aside."""
    if isinstance(value, str) and isinstance(example, str):
        if len(value) < len(example) - 1:  # a full stop may lack
            return False
        return " ".join(value.split()).rstrip(".").casefold() == example.rstrip(".").casefold()
    return type(value) is type(example) and value == example


@cache
def _title() -> str:
    return str(next(row.example for row in ENTRY.rows if row.key == "ten"))


@cache
def _telling(table: schema.Table) -> tuple[tuple[schema.Key, dict[str, Any]], ...]:
    """Return the keys of a table in whose values an example can be told, with the facts of those that are tables."""
    return tuple(
        (row, _facts(row) if isinstance(row.inner, schema.Table) else {})
        for row in table.rows
        if row.key in _texts() or (isinstance(row.inner, schema.Table) and (_facts(row) or _telling(row.inner)))
    )


@cache
def _facts(row: schema.Key) -> dict[str, Any]:
    """Return what the example of a table says by itself, without keys of registers, codes and file names."""
    document = yaml_reader.parse("", f"x: {row.example}\n")
    example = document.data["x"] if isinstance(document, yaml_reader.Document) else {}
    first = example[0] if isinstance(example, list) and example else example
    kinds = {column.key: column.type for column in row.inner.rows}
    if not isinstance(first, dict):
        return {}
    return {
        key: value
        for key, value in first.items()
        if key != "tep" and not isinstance(kinds[key], (schema.Reference, schema.Many, schema.Table, Word, YesNo))
    }


@cache
def _texts() -> dict[str, set[str]]:
    """Return the examples that can be told by their words alone, by key."""
    found: dict[str, set[str]] = {}
    waiting = [ENTRY]
    while waiting:
        for row in waiting.pop().rows:
            if isinstance(row.inner, schema.Table):
                waiting.append(row.inner)
                said = {key: value for key, value in _facts(row).items() if isinstance(value, str)}
            else:
                said = {row.key: row.example} if isinstance(row.inner, (Line, WebAddress)) else {}
            for key, text in said.items():
                if key not in _MAY_BE_TRUE and (len(text) >= _TELLING or text.startswith("https://")):
                    found.setdefault(key, set()).add(text)
    return found


@cache
def questions() -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Return a pattern that finds the skeleton's questions and advice in the body of an entry in small letters.

    Of a long question, whole clauses count as well; a short one only where it stands alone on its line. Before the
    pattern come the words with which each ends: a text without any of them need not be searched.
    """
    inside, alone, endings = set[str](), set[str](), set[str]()
    for text in schema.SECTIONS.values():
        for sentence in re.findall(r"[^.?!]+[.?!]", re.sub(r"(?m)^\d+\.", "", text).lower()):
            clauses = sentence.split(",")
            for first, end in combinations(range(len(clauses) + 1), 2):
                words = re.findall(r"\w+", ",".join(clauses[first:end]))
                whole = end - first == len(clauses)
                pattern = r"\W+".join(words)
                if len(words) >= _FEWEST_WORDS and (whole or sentence.endswith("?")):
                    inside.add(pattern + ("" if whole else r"[^\S\n]*\?"))
                elif whole:
                    alone.add(pattern)
                else:
                    continue
                endings.add(" ".join(clauses[end - 1].strip(" .?!\n").split()[-3:]))
    longest_first = sorted(inside, key=len, reverse=True)
    lines = rf"^(?![ \t]*#)[^\w\n]*(?:\d+[.)][^\w\n]*)?(?:{'|'.join(sorted(alone))})[^\w\n]*$"
    found = re.compile(rf"\b(?:{'|'.join(longest_first)})|{lines}", re.MULTILINE)
    return tuple(sorted(endings)), found
