"""The list of photos in a header (``anh``) as its bytes stand in ``index.md``: read, renamed, added to.

Nothing else changes, not a byte: what was read before an edit is read after it, or the edit is refused.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml

from honour_roll.entries import yaml_reader
from honour_roll.entries.folders import INDEX
from honour_roll.entries.header_edits import end_of, line_end

_HEADER = re.compile(r"\A(?P<open>\ufeff?---[ \t]*\r?\n)(?P<yaml>.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_LIST, _FILE = "anh", "tep"
_TO_FILL_IN = ("mo_ta", "tac_gia")
_BLANK_VALUE = re.compile(r"~|null|Null|NULL")


class _Header(NamedTuple):
    """An ``index.md`` as text: its header's YAML, where that starts, its root node and its data."""

    text: str
    yaml: str
    start: int
    root: yaml.MappingNode
    data: dict[str, Any]


def listed(data: bytes) -> list[str]:
    """Return the files that the header of an ``index.md`` names, in its order. Raises ValueError: it cannot be read."""
    return [node.value for node in _files(_header(data).root)]


def with_renamed(data: bytes, old: str, new: str) -> bytes:
    """Return the bytes of an ``index.md`` with ``new`` in place of ``old`` in each ``tep``, and nothing else changed.

    Raises ValueError when the header cannot be read.
    """
    header = _header(data)
    text = header.text
    for node in reversed([node for node in _files(header.root) if node.value == old]):
        begin, end = header.start + node.start_mark.index, header.start + node.end_mark.index
        quote = text[begin] if text[begin] in "'\"" else ""
        end -= len(text[begin:end]) - len(text[begin:end].rstrip())  # a block scalar ends with its line
        text = f"{text[:begin]}{quote}{new}{quote}{text[end:]}"
    return text.encode("utf-8")


def with_added(data: bytes, name: str) -> bytes:
    """Return the bytes of an ``index.md`` with one photo more in its list, as the last, its words to be filled in.

    ``name`` is plain (see ``names.plain``). Raises ValueError when the header cannot be read, or its list is none.
    """
    header = _header(data)
    found = next((value for key, value in header.root.value if key.value == _LIST), None)
    eol = "\r\n" if "\r\n" in header.text[: header.start] else "\n"
    if isinstance(found, yaml.SequenceNode) and found.value:
        edit = _into_flow(header.yaml, found, name) if found.flow_style else _after_last(header.yaml, found, name, eol)
    elif found is None:
        edit = (len(header.yaml), len(header.yaml), f"{_LIST}:{eol}{_item(name, '  - ', '    ', eol)}")
    else:
        edit = _instead_of_nothing(header.yaml, found, name, eol)
    begin, end, more = edit
    text = header.text[: header.start + begin] + more + header.text[header.start + end :]
    before, after = header.data, _header(text.encode("utf-8")).data
    if after != {**before, _LIST: [*(before.get(_LIST) or []), {_FILE: name}]}:
        raise ValueError(INDEX)
    return text.encode("utf-8")


def _header(data: bytes) -> _Header:
    """Return the header of an ``index.md``. Raises ValueError."""
    text = data.decode("utf-8")
    found = _HEADER.match(text)
    document = yaml_reader.parse(INDEX, found["yaml"]) if found else []
    if found is None or isinstance(document, list):
        raise ValueError(INDEX)
    root = yaml_reader.composed(document.text)
    if not isinstance(root, yaml.MappingNode):
        raise ValueError(INDEX)  # noqa: TRY004 - as for every header that cannot be read
    return _Header(text, document.text, found.start("yaml"), root, document.data)


def _files(root: yaml.MappingNode) -> list[yaml.ScalarNode]:
    """Return the nodes of ``anh[*].tep``, in the order of the file."""
    photo_list: Any = next((value for key, value in root.value if key.value == _LIST), None)
    found = []
    for item in photo_list.value if isinstance(photo_list, yaml.SequenceNode) else ():
        for key, value in item.value if isinstance(item, yaml.MappingNode) else ():
            if key.value == _FILE and isinstance(value, yaml.ScalarNode):
                found.append(value)
    return found


def _item(name: str, dash: str, indent: str, eol: str) -> str:
    """Return the lines of a photo in a list in block style."""
    return f"{dash}{_FILE}: {name}{eol}" + "".join(f"{indent}{key}:{eol}" for key in _TO_FILL_IN)


def _after_last(text: str, photo_list: yaml.SequenceNode, name: str, eol: str) -> tuple[int, int, str]:
    """Return the edit that adds a photo below the last one of a list in block style, and below its comments."""
    last = photo_list.value[-1]
    column, inner = photo_list.start_mark.column, last.start_mark.column
    end = line_end(text, end_of(text, last))
    while comment := re.compile(r"(?P<indent>[ ]+)#.*?(?:\n|\Z)").match(text, end):
        if len(comment["indent"]) <= column:
            break
        end = comment.end()
    dash = f"{' ' * column}-{' ' * max(1, inner - column - 1)}"
    return end, end, _item(name, dash, " " * len(dash), eol)


def _into_flow(text: str, photo_list: yaml.SequenceNode, name: str) -> tuple[int, int, str]:
    """Return the edit that adds a photo to a list in brackets, where an empty value would look like a slip."""
    closing = photo_list.end_mark.index - 1
    end = end_of(text, photo_list.value[-1])
    comma = re.compile(r"\s*,").match(text, end)
    at = comma.end() if comma and comma.end() <= closing else end
    return at, at, f"{'' if comma else ','} {{{_FILE}: {name}}}"


def _instead_of_nothing(text: str, found: yaml.Node, name: str, eol: str) -> tuple[int, int, str]:
    """Return the edit that puts a photo into a list without any: ``anh:``, ``[]`` or ``~``. Raises ValueError."""
    begin, end = found.start_mark.index, found.end_mark.index
    if not re.fullmatch(rf"\[\s*\]|{_BLANK_VALUE.pattern}|", text[begin:end]):
        raise ValueError(INDEX)
    last = line_end(text, begin)
    rest = text[end:last] if end <= last else ""
    return begin, max(end, last), rest.rstrip("\r\n") + eol + _item(name, "  - ", "    ", eol)
