"""Edits of a YAML text that leave every other byte as it was: comments, order, quotes, blank lines.

``Header.become`` takes the data that the text should hold and changes only the lines of what differs. An edit is read
back before it counts: a text that would not hold exactly what was meant raises CannotEditError, and nothing changes.
Line ends are single line feeds; ``entries/parts.py`` keeps those of the file.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Any, TypeAlias

import yaml

from honour_roll.entries import yaml_reader
from honour_roll.entries.yaml_written import after_key, as_block, written

Location: TypeAlias = tuple[int | str, ...]  # the keys and indexes that lead to a value: ("anh", 0, "mo_ta")
_NOTHING: tuple[object, ...] = (None, "", [], {})  # what a form sends for a field that was emptied


class CannotEditError(ValueError):
    """The text cannot be read, or cannot be edited in place without changing what else it says."""


class Header:
    """A YAML text of keys; each edit leaves a new text in ``text``. ``order`` are the keys as new ones should stand."""

    def __init__(self, text: str, order: Sequence[str] = ()) -> None:
        """Take the text. Raises CannotEditError when it cannot be read."""
        self.text, self._order = text, order
        self.data = self._read()

    def become(self, data: dict[str, Any]) -> None:
        """Edit the text so that it holds ``data``; what is equal keeps its lines. Raises CannotEditError.

        A key whose value was emptied is removed. Where a value cannot be edited in place, its whole top-level key is
        written anew.
        """
        wanted = {key: value if self.data.get(key) == value else _without_nothing(value) for key, value in data.items()}
        for key in [key for key in self.data if wanted.get(key) in _NOTHING and self.data[key] != wanted.get(key)]:
            self.remove((key,))
        for key, value in wanted.items():
            if value in _NOTHING or self.data.get(key) == value:
                continue
            if key in self.data:
                before = self.text, self.data
                with suppress(CannotEditError, LookupError):
                    self._differences((key,), self.data[key], value)
                if self.data.get(key) == value:
                    continue
                self.text, self.data = before
                self.remove((key,))
            self.set((key,), value)

    def set(self, at: Location, value: Any) -> None:
        """Set a value; a key that is not there is added behind those that come before it in ``order``."""
        parent, key, node = self._found(at)
        if node is None or (isinstance(node, yaml.ScalarNode) and _is_blank(node)):
            self._add(parent, key, node, at, value)
            return
        meant = self._meant(at, lambda holder, part: holder.__setitem__(part, value))
        in_flow = parent.flow_style
        start, end = node.start_mark.index, self._end(node)
        is_block = not node.flow_style if isinstance(node, yaml.CollectionNode) else node.style in ("|", ">")
        if is_block or (key is not None and not in_flow and after_key(value, 0).startswith("\n")):
            if key is None:
                raise CannotEditError(at)  # an item that is a block: become() writes the whole key
            start, new = key.end_mark.index + 1, after_key(value, key.start_mark.column)
        else:
            quote = node.style or "" if isinstance(node, yaml.ScalarNode) else ""
            new = written(value, flow=in_flow, quote=quote)
        self._become(self.text[:start] + new + self.text[end:], meant)

    def remove(self, at: Location) -> None:
        """Remove a key or an item, with its lines; the last item of a list takes its key along."""
        parent, key, node = self._found(at)
        if node is None:
            return
        meant = self._meant(at, lambda holder, part: holder.__delitem__(part))
        pairs = self._pairs(parent)
        index = next(i for i, (_, value) in enumerate(pairs) if value is node)
        if len(pairs) == 1 and len(at) > 1:
            self.remove(at[:-1])
        elif parent.flow_style:
            start, end = self._span(pairs[index])
            if index + 1 < len(pairs):
                end = self._span(pairs[index + 1])[0]
            elif index:
                start = self._span(pairs[index - 1])[1]
            self._become(self.text[:start] + self.text[end:], meant)
        elif key is not None and "-" in self.text[self._line(key.start_mark.index) : key.start_mark.index]:
            # The first key of an item stands behind its dash: the next key comes up to it.
            start, end = key.start_mark.index, pairs[index + 1][0].start_mark.index
            self._become(self.text[:start] + self.text[end:], meant)
        else:
            start, end = self._span(pairs[index])
            self._become(self.text[: self._line(start)] + self.text[self._line_end(end) :], meant)

    def insert(self, at: Location, index: int, value: Any) -> None:
        """Insert an item into a list that is there and is not empty."""
        _, _, node = self._found(at)
        items = [item for _, item in self._pairs(node)]
        meant = self._meant((*at, index), lambda holder, part: holder.insert(part, value))
        if node.flow_style:
            if index < len(items):
                place, new = items[index].start_mark.index, f"{written(value, flow=True)}, "
            else:
                place, new = self._end(items[-1]), f", {written(value, flow=True)}"
        else:
            new = as_block([value], node.start_mark.column) + "\n"
            if index < len(items):
                place = self._line(items[index].start_mark.index)
            else:
                place = self._line_end(self._end(items[-1]))
                new = new if place == 0 or self.text[place - 1] == "\n" else "\n" + new.rstrip("\n")
        self._become(self.text[:place] + new + self.text[place:], meant)

    def reorder(self, at: Location, order: Sequence[int]) -> None:
        """Put the items of a list into another order; ``order`` are their indexes as they stand now.

        Comments between two items go along with the upper one.
        """
        _, _, node = self._found(at)
        items = [item for _, item in self._pairs(node)]
        meant = self._meant(at, lambda holder, part: holder.__setitem__(part, [holder[part][i] for i in order]))
        if node.flow_style:
            pieces = [self.text[item.start_mark.index : self._end(item)] for item in items]
            gaps = [self.text[self._end(item) : following.start_mark.index] for item, following in pairwise(items)]
            start, end = items[0].start_mark.index, self._end(items[-1])
            new = "".join(map(str.__add__, [pieces[i] for i in order], [*gaps, ""]))
        else:
            starts = [self._line(item.start_mark.index) for item in items]
            ends = [*starts[1:], self._line_end(self._end(items[-1]))]
            pieces = [self.text[a:b].removesuffix("\n") + "\n" for a, b in zip(starts, ends, strict=True)]
            start, end, new = starts[0], ends[-1], "".join(pieces[i] for i in order)
        self._become(self.text[:start] + new + self.text[end:], meant)

    def _differences(self, at: Location, old: Any, new: Any) -> None:
        """Edit the value at a location, which is ``old``, so that it is ``new``: as little of it as can be."""
        if isinstance(old, dict) and isinstance(new, dict) and new:
            for key in [key for key in old if key not in new]:
                self.remove((*at, key))
            for key, value in new.items():
                if old.get(key) != value:
                    if key in old:
                        self._differences((*at, key), old[key], value)
                    else:
                        self.set((*at, key), value)
        elif isinstance(old, list) and isinstance(new, list) and old and new:
            self._list_differences(at, old, new)
        elif old != new or type(old) is not type(new):
            self.set(at, new)

    def _list_differences(self, at: Location, old: list[Any], new: list[Any]) -> None:
        names = [repr(item) for item in old], [repr(item) for item in new]
        if names[0] != names[1] and sorted(names[0]) == sorted(names[1]):
            waiting = list(enumerate(names[0]))
            order = []
            for name in names[1]:
                found = next(item for item in waiting if item[1] == name)
                waiting.remove(found)
                order.append(found[0])
            self.reorder(at, order)
            return
        if not _are_nested(new):
            if old != new:
                self.set(at, new)  # a list of words is short: it is written on one line
            return
        for _, i1, i2, j1, j2 in reversed(difflib.SequenceMatcher(None, *names, autojunk=False).get_opcodes()):
            both = min(i2 - i1, j2 - j1)
            for index in reversed(range(i1 + both, i2)):
                self.remove((*at, index))
            for index in range(j1 + both, j2):
                self.insert(at, i1 + both + index - (j1 + both), new[index])
            for step in range(both):
                self._differences((*at, i1 + step), old[i1 + step], new[j1 + step])

    def _add(self, parent: Any, key: Any, node: Any, at: Location, value: Any) -> None:
        """Add a key that is not there, or fill in one whose value is blank (``key``, ``node``)."""
        meant = self._meant(at, lambda holder, part: holder.__setitem__(part, value))
        if key is not None:
            in_flow = parent.flow_style
            new = f" {written(value, flow=True)}" if in_flow else after_key(value, key.start_mark.column)
            start = key.end_mark.index + 1
            end = max(start, node.end_mark.index)
            self._become(self.text[:start] + new + self.text[end:], meant)
            return
        if not isinstance(parent, yaml.MappingNode):
            raise CannotEditError(at)
        if parent.flow_style:
            place = self._end(parent.value[-1][1]) if parent.value else parent.start_mark.index + 1
            new = f"{', ' if parent.value else ''}{at[-1]}: {written(value, flow=True)}"
            self._become(self.text[:place] + new + self.text[place:], meant)
            return
        column = parent.value[0][0].start_mark.column
        line = f"{at[-1]}:{after_key(value, column)}\n"
        before = self._before(parent, at)
        if before is None:  # it becomes the first key; that of an item shares its line with the dash
            place = parent.value[0][0].start_mark.index
            line += " " * column
        else:
            place = self._line_end(self._span(before)[1])
            line = " " * column + line
            if place and self.text[place - 1] != "\n":
                line = "\n" + line.rstrip("\n")
        self._become(self.text[:place] + line + self.text[place:], meant)

    def _before(self, parent: Any, at: Location) -> tuple[Any, Any] | None:
        """Return the key and value behind which a new key is added; None where it should stand first."""
        if len(at) > 1 or at[0] not in self._order:
            return parent.value[-1] if parent.value else None
        earlier = set(self._order[: self._order.index(str(at[0]))])
        return next((pair for pair in reversed(parent.value) if pair[0].value in earlier), None)

    def _read(self) -> dict[str, Any]:
        document = yaml_reader.parse("", self.text)
        if isinstance(document, list):
            raise CannotEditError(document)
        return document.data

    def _become(self, text: str, meant: dict[str, Any]) -> None:
        """Take a new text if it holds what was ``meant``. Raises CannotEditError."""
        document = yaml_reader.parse("", text)
        if isinstance(document, list) or document.data != meant:
            raise CannotEditError(text)
        self.text, self.data = text, document.data

    def _meant(self, at: Location, change: Callable[[Any, Any], object]) -> dict[str, Any]:
        """Return the data as it should be after ``change(holder, part)`` at a location."""
        data = _copied(self.data)
        holder = data
        for part in at[:-1]:
            holder = holder[part]
        change(holder, at[-1])
        return dict(data)

    def _found(self, at: Location) -> tuple[Any, Any, Any]:
        """Return the node that holds a location, its key there and its value; the last two are None when not there."""
        parent: Any = None
        key: Any = None
        pairs: Any
        node: Any = yaml_reader.composed(self.text)
        for part in at:
            if node is None:
                raise CannotEditError(at)
            parent = node
            if isinstance(part, int):
                pairs = self._pairs(node)
                key, node = pairs[part] if part < len(pairs) else (None, None)
            else:
                pairs = node.value if isinstance(node, yaml.MappingNode) else ()
                key, node = next(((k, v) for k, v in pairs if k.value == part), (None, None))
        return parent, key, node

    @staticmethod
    def _pairs(node: Any) -> list[tuple[Any, Any]]:
        """Return keys and values of a node, or its items behind None; blank items of a list say nothing."""
        if isinstance(node, yaml.MappingNode):
            return list(node.value)
        if isinstance(node, yaml.SequenceNode):
            return [(None, item) for item in node.value if not _is_blank(item)]
        raise CannotEditError(node)

    def _span(self, pair: tuple[Any, Any]) -> tuple[int, int]:
        """Return where a key, or an item without one, starts, and where its value ends."""
        key, node = pair
        return (key or node).start_mark.index, max(self._end(node), key.end_mark.index if key else 0)

    def _end(self, node: Any) -> int:
        return end_of(self.text, node)

    def _line(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def _line_end(self, index: int) -> int:
        return line_end(self.text, index)


def end_of(text: str, node: yaml.Node) -> int:
    """Return where the text of a node ends: libyaml counts the space and comments behind a block to it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    begin, end = node.start_mark.index, node.end_mark.index
    return int(begin + len(text[begin:end].rstrip()))


def line_end(text: str, index: int) -> int:
    """Return where the line of a place ends, with its line feed."""
    return text.find("\n", index) + 1 or len(text)


def _is_blank(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in ("", "~", "null", "Null", "NULL")


def _are_nested(items: Sequence[Any]) -> bool:
    return any(isinstance(item, (dict, list)) for item in items)


def _copied(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _copied(value) for key, value in data.items()}
    return [_copied(item) for item in data] if isinstance(data, list) else data


def _without_nothing(data: Any) -> Any:
    """Return data without the keys and items that were emptied."""
    if isinstance(data, dict):
        return {key: kept for key, item in data.items() if (kept := _without_nothing(item)) not in _NOTHING}
    if isinstance(data, list):
        return [kept for item in data if (kept := _without_nothing(item)) not in _NOTHING]
    return data
