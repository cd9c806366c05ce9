"""Plain YAML read line by line: what nearly all headers are, in a fifth of the time that libyaml's nodes take.

Only what can be read in one way is taken: one ``key: value`` a line, lists and tables by their indents, values without
signs that mean something to YAML. Anything else is left to libyaml, which also knows the places. A test holds the two
together: whatever is taken here is what libyaml gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_DEEPEST = 8  # containers within each other; headers have four
_KEY = r"[^\W\d_][\w/-]*"
# A value may hold a colon without a space behind it, and no sign before which YAML would stop to think.
_VALUE = r"""[^\s\-?:,\[\]{}#&*!|>'"%@`][^\t\n:#]*(?::(?=[^ \t\n])[^\t\n:#]*)*(?<! )"""
_WORD = r"""[^\s\-?:,\[\]{}#&*!|>'"%@`](?:[^\t\n:#,\[\]{}'"]*[^\s:#,\[\]{}'"])?"""  # within brackets
_LIST = rf"\[(?:{_WORD}(?:, ?{_WORD})*)?\]"
_TABLE = rf"\{{{_KEY}: {_WORD}(?:, {_KEY}: {_WORD})*\}}"
_QUOTED = r""""[^"\\\t\n]+"|'[^'\t\n]+'"""
_LINE = re.compile(
    rf"^(?:( *)(- )?(?:({_KEY}):(?: (?=[^ \n])|$))?({_VALUE}|{_QUOTED}|{_LIST}|{_TABLE})?| *(?:\#(?: [^\n]*)?)?)$",
    re.MULTILINE,
)
_CUT_SHORT = re.compile(r"[ \t]#[^ \t]")
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})")
# "1.200" stays text: in Vietnamese it is one thousand two hundred, in YAML one and a fifth.
_FLOAT = re.compile(r"[-+]?(?:0\.[0-9]{1,15}|[1-9][0-9]{0,14}\.(?![0-9]{3}\Z)[0-9]{1,15})")
_STARTS = frozenset("-+0123456789")
_WORDS: dict[str, Any] = {"true": True, "false": False} | dict.fromkeys(("", "~", "null", "Null", "NULL"))


def scalar(value: str) -> Any:
    """Give what a value without quotes means: a number, true or false, nothing, or the text that it is."""
    if value in _WORDS:
        return _WORDS[value]
    if value[0] in _STARTS:
        return int(value) if _INT.fullmatch(value) else float(value) if _FLOAT.fullmatch(value) else value
    return value


def is_doubtful(text: str) -> bool:
    """Tell whether a text is to be looked at twice: it may hold anchors, aliases, tags, a comment without its space."""
    return "&" in text or "*" in text or "!" in text or ("#" in text and _CUT_SHORT.search(text) is not None)


class _NotPlainError(Exception):
    """There is something that libyaml had better look at."""


def read(text: str) -> dict[str, Any] | None:
    """Give the data of a text, without empty values; None unless all of it is plain. It ends with a line feed."""
    lines = _LINE.findall(text, 0, len(text) - 1)
    if len(lines) != text.count("\n") or is_doubtful(text):
        return None
    try:
        return _tables(lines) or None
    except _NotPlainError:
        return None


def _tables(lines: Iterable[tuple[str, str, str, str]]) -> dict[str, Any]:
    """Give the data of lines, each as its indent, the dash before an item, a key and a value."""
    root: dict[str, Any] = {}
    around: list[tuple[int, Any]] = [(0, root)]  # the containers that a line may be in, each with its indent
    blank: list[tuple[dict[str, Any], str]] = []
    waiting: tuple[int, dict[str, Any], str] | None = None  # a key whose value may be on the lines below
    for spaces, dash, key, value in lines:
        if not (dash or key or value):
            continue  # a comment, or nothing
        indent = len(spaces)
        if waiting and (indent > waiting[0] or (dash and indent == waiting[0])):
            below: Any = [] if dash else {}
            waiting[1][waiting[2]] = below
            around.append((indent, below))
        waiting = None
        here = _container(around, indent, list if dash else dict)
        if not key:
            here += _item(dash, value)
            continue
        if dash:
            indent += len(dash)
            table: dict[str, Any] = {}
            here.append(table)
            around.append((indent, table))
            here = table
        if key in here:
            raise _NotPlainError
        here[key] = _value(value) if value else None
        if here[key] is None:
            blank.append((here, key))
            waiting = None if value else (indent, here, key)
    for table, key in blank:
        if table[key] is None:
            del table[key]
    return root


def _item(dash: str, value: str) -> list[Any]:
    """Give what a line without a key adds to a list: its value, unless that is blank."""
    if not (dash and value):
        raise _NotPlainError
    return [item for item in (_value(value),) if item is not None]


def _container(around: list[tuple[int, Any]], indent: int, kind: type) -> Any:
    """Give the list or table to which a line with this indent belongs; those that it ends are left."""
    while around and (around[-1][0] != indent or type(around[-1][1]) is not kind):
        if around.pop()[0] < indent:
            break
    if not around or len(around) > _DEEPEST or around[-1][0] != indent:
        raise _NotPlainError
    return around[-1][1]


def _value(text: str) -> Any:
    """Give the value of what stands behind a key or a dash."""
    first = text[0]
    if first in "\"'":
        return text[1:-1]
    if first == "[":
        items = [scalar(item.lstrip(" ")) for item in text[1:-1].split(",")] if len(text) > len("[]") else []
        return [item for item in items if item is not None]
    if first == "{":
        pairs = [pair.split(": ", 1) for pair in text[1:-1].split(", ")]
        table = {key: scalar(value) for key, value in pairs}
        if len(table) < len(pairs):
            raise _NotPlainError
        return {key: value for key, value in table.items() if value is not None}
    return scalar(text)
