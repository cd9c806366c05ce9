"""YAML text as staff write it becomes a Document, plain data with the place of each value, or every slip explained.

libyaml parses; what a plain scalar means is decided here, as in YAML 1.2: ``no`` stays "no", ``12:30`` and
``2026-03-01`` stay text, because the web form writes YAML 1.2 and PyYAML reads 1.1. Anchors and aliases are refused: a
few lines of them can expand to gigabytes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs leave it out

from honour_roll.entries import layout, messages
from honour_roll.entries.yaml_errors import YamlText, explained, no_space
from honour_roll.entries.yaml_losses import may_be_unnoticed, unnoticed
from honour_roll.problem import Edit, place_in
from honour_roll.text import hidden

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from honour_roll.entries.layout import Shape
    from honour_roll.problem import Message, Problem

Location: TypeAlias = "Sequence[int | str]"  # the keys and indexes that lead to a value: ("anh", 0, "mo_ta")

# Characters that libyaml refuses without a place, or that only YAML takes for the end of a line.
_STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# libyaml's composer recurses in C and ends the process on a text nested ten thousand deep: refuse before it starts.
_DEEPEST = 20
_NESTED_LINE = re.compile(r"^(?: {60}|[ \t]*(?:[-?:][ \t]+){8})", re.MULTILINE)
_MOST_TOLD = 40  # Problems of one text; a file with more is not an entry gone wrong but something else

_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})")
# "1.200" stays text: in Vietnamese it is one thousand two hundred, in YAML one and a fifth.
_FLOAT = re.compile(r"[-+]?(?:0\.[0-9]{1,15}|[1-9][0-9]{0,14}\.(?![0-9]{3}\Z)[0-9]{1,15})")
_NUMBER_STARTS = frozenset("-+0123456789")
_WORDS: dict[str, Any] = {"true": True, "false": False} | dict.fromkeys(("", "~", "null", "Null", "NULL"))

# The tags of nodes that have none in the text. They are compared by identity: a tag in a text may read the same.
_PLAIN, _QUOTED, _LIST, _TABLE = _TAGS = ("plain", "quoted", "list", "table")


class Document(NamedTuple):
    """One parsed YAML text: plain data without empty values, and the text, in which places are looked up."""

    path: str
    first_line: int
    data: dict[str, Any]
    text: str

    def place(self, location: Location, *, at_key: bool = False) -> tuple[int, int]:
        """Return line and column in the file, from 1, of the value at ``location``, or of its key (``at_key``).

        For a value that is not there, return the place of the innermost list or table that should hold it.
        """
        mark, _ = self._found(location, at_key=at_key)
        return (self.first_line + mark.line, mark.column + 1) if mark else (self.first_line, 1)

    def has(self, location: Location) -> bool:
        """Return whether there is a key at a location, even one without a value."""
        return self._found(location, at_key=True)[1]

    def _found(self, location: Location, *, at_key: bool) -> tuple[yaml.Mark | None, bool]:
        """Return the mark of a location or of what should hold it, and whether it is there."""
        node = composed(self.text)
        mark = node.start_mark if node else None
        for depth, part in enumerate(location, 1):
            if isinstance(node, yaml.MappingNode):
                hit = next(((key, value) for key, value in node.value if key.value == str(part)), None)
                if hit is None:
                    return mark, False
                key, node = hit
                mark = (key if at_key and depth == len(location) else node).start_mark
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
                mark = node.start_mark
        return mark, True

    def char_at(self, line: int, column: int) -> str:
        """Return the character at a place, as ``place`` gives it; nothing behind the end."""
        lines = self.text.split("\n")[line - self.first_line :]
        return lines[0][column - 1 : column] if lines else ""

    def problem(self, message: Message, location: Location, *, at_key: bool = False, **words: Any) -> Problem:
        """Return the Problem at the ``place`` of a value; ``words`` are as for ``Message.at``."""
        return message.at(self.path, *self.place(location, at_key=at_key), **words)


class _Loader(CParser):
    """libyaml's composer, without PyYAML's resolving of plain scalars."""

    def resolve(self, kind: type[yaml.Node], _value: str | None, implicit: Any) -> str:
        """Return the tag of a node that has none in the text."""
        if kind is yaml.ScalarNode:
            return _PLAIN if implicit[0] else _QUOTED
        return _LIST if kind is yaml.SequenceNode else _TABLE

    def descend_resolver(self, _parent: yaml.Node | None, _index: object) -> None:
        """Do nothing: no tag depends on where a node stands."""

    def ascend_resolver(self) -> None:
        """Do nothing: no tag depends on where a node stands."""


def parse(path: str, text: str, first_line: int = 1, shape: Shape | None = None) -> Document | list[Problem]:
    """Parse ``text``, which starts on ``first_line`` of the file ``path``; return the Document or the Problems.

    Where ``shape`` tells which keys it may have, lines that stand too far left or right are found.
    """
    found = _parsed(path, text, first_line)
    if shape and (isinstance(found, list) or layout.is_doubtful(found.data, shape)) and not _STRANGE.search(text):
        source = YamlText(path, first_line, text.splitlines() or [""])
        return layout.slips(source, shape, parsed=isinstance(found, Document)) or found
    return found


def _parsed(path: str, text: str, first_line: int) -> Document | list[Problem]:
    source = YamlText(path, first_line, text.splitlines() or [""])
    if strange := strange_in(text):
        place, name = strange
        line, column = place_in(text, place)
        return [source.problem(messages.HIDDEN_CHARACTER, line - 1, column - 1, name)]
    if too_deep(text):
        return [source.problem(messages.TOO_DEEP, 0, 0, "")]
    try:
        root = composed(text)
        if root is None:
            return [source.problem(messages.EMPTY_HEADER, 0, 0, "")]
        doubts: list[yaml.Node] = []
        data = None if may_be_unnoticed(text) else _built(root, doubts)  # aliases are never built
        if data is None or doubts:
            if problems := list(islice(_problems(source, text, root), _MOST_TOLD)):
                return problems
            data = _built(root, doubts)
    except yaml.MarkedYAMLError as error:
        return [explained(source, error)]
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):  # no text is known that leads here
        return [source.problem(messages.UNREADABLE, 0, 0, "")]
    if not isinstance(data, dict):
        return [next(no_space(source, 0), source.problem(messages.NO_KEYS, 0, 0, ""))]
    return Document(path, first_line, data, text)


@lru_cache(maxsize=8)
def composed(text: str) -> yaml.Node | None:
    """Return the root of the nodes of a text, which know their places; None for a text without any.

    Raises yaml.YAMLError.
    """
    loader = _Loader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def strange_in(text: str) -> tuple[int, str] | None:
    """Return the place of the first character that libyaml refuses, and the character's number: ``U+200B``."""
    found = _STRANGE.search(text)
    return (found.start(), hidden.code(found[0])) if found else None


def too_deep(text: str) -> bool:
    """Return whether a text nests so deep that libyaml must not read it."""
    depth = 0
    for bracket in re.findall(r"[\[{\]}]", text):
        depth += 1 if bracket in "[{" else -1 if depth else 0
        if depth > _DEEPEST:
            return True
    return _NESTED_LINE.search(text) is not None


def _built(node: Any, doubts: list[yaml.Node]) -> Any:
    """Return a node as plain data. A blank value is left out: it says no more than a missing one.

    Append to ``doubts`` the nodes that ``_problems`` may find fault with.
    """
    kind, value = type(node), node.value
    if kind is yaml.ScalarNode:
        return _scalar(value) if node.tag is _PLAIN else value
    if kind is yaml.SequenceNode:
        return [item for item in [_built(item, doubts) for item in value] if item is not None]
    data: dict[str, Any] = {}
    for key, item in value:
        if type(key) is not yaml.ScalarNode or key.value in data:
            doubts.append(key)
            continue
        data[key.value] = _built(item, doubts)
        if node.flow_style and item.value == "":
            doubts.append(item)  # perhaps cut off by a comma
    return {key: item for key, item in data.items() if item is not None}


def _scalar(value: str) -> Any:
    """Return what a scalar without quotes means: a number, true or false, None, or its text."""
    if value in _WORDS:
        return _WORDS[value]
    if value[0] in _NUMBER_STARTS:
        return int(value) if _INT.fullmatch(value) else float(value) if _FLOAT.fullmatch(value) else value
    return value


def _problems(source: YamlText, text: str, root: yaml.Node) -> Iterator[Problem]:
    """A key stands once and is text; a value is written out, whole, without a tag or an alias."""
    seen: dict[int, yaml.Node] = {}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        row, column = node.start_mark.line, node.start_mark.column
        if id(node) in seen:
            yield source.problem(messages.ALIAS, row, column, "")
            return
        seen[id(node)] = node
        if isinstance(node, yaml.MappingNode):
            yield from _key_problems(source, node)
            waiting.extend(value for _, value in node.value)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
        untagged = any(node.tag is tag for tag in _TAGS)
        if not untagged or (isinstance(node, yaml.ScalarNode) and (node.tag is _PLAIN) == bool(node.style)):
            yield source.problem(messages.TAG, row, column, str(node.value)[:200])
    yield from unnoticed(source, list(seen.values()), yaml.parse(text, _Loader))  # type: ignore[arg-type]


def _key_problems(source: YamlText, node: yaml.MappingNode) -> Iterator[Problem]:
    first_rows: dict[str, int] = {}
    for key, _ in node.value:
        row, column = key.start_mark.line, key.start_mark.column
        if not isinstance(key, yaml.ScalarNode):
            yield source.problem(messages.LIST_AS_KEY, row, column, "")
        elif key.value in first_rows:
            yield _duplicate(source, key, first_rows[key.value])
        else:
            first_rows[key.value] = row


def _duplicate(source: YamlText, key: yaml.ScalarNode, first: int) -> Problem:
    """Return the Problem of a key that stood before, on the row ``first``; a whole block is named by its lines."""
    row, column = key.start_mark.line, key.start_mark.column
    end = row
    for later in range(row + 1, len(source.lines)):
        line = source.lines[later]
        inner = len(line) - len(line.lstrip()) > column or line[column:].startswith("- ")
        if line.strip() and not line.lstrip().startswith("#"):
            if not inner:
                break
            end = later
    message = (
        messages.DUPLICATE_IN_LINE
        if row == first
        else messages.DUPLICATE_BLOCK
        if end > row
        else messages.DUPLICATE_KEY
    )
    numbers = {"first": source.first_line + first, "start": source.first_line + row, "end": source.first_line + end}
    edit = None if row == first else Edit("cut", (source.first_line + row, source.first_line + end))
    return source.problem(message, row, column, key.value, edit=edit, **numbers)
