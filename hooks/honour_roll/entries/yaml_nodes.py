"""YAML through libyaml: what is not plain enough to be read line by line, the places of values, and every slip told."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs leave it out

from honour_roll.entries.yaml_errors import explained, unnoticed
from honour_roll.entries.yaml_plain import is_doubtful, scalar
from honour_roll.problem import Problem, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Location: TypeAlias = "Sequence[int | str]"

# libyaml's composer recurses in C and ends the process on a text nested ten thousand deep: refuse before it starts.
_DEEPEST = 20
_MOST_TOLD = 40  # a file with more slips of this kind is not an entry gone wrong but something else
_NESTED_LINE = re.compile(r"^(?: {60}|[ \t]*(?:[-?:][ \t]+){8})", re.MULTILINE)

# Tags of our own: what a value is, is decided when it is built. They are known by what they are, not by what they say:
# a tag in a text may say the same.
_PLAIN, _QUOTED, _LIST, _TABLE = _TAGS = ("plain", "quoted", "list", "table")


class _Loader(CParser):
    """libyaml's composer, which leaves it to us what a plain scalar means."""

    def resolve(self, kind: type[yaml.Node], _value: str | None, implicit: Any) -> str:
        """Give the tag of a value that has none of its own."""
        if kind is yaml.ScalarNode:
            return _PLAIN if implicit[0] else _QUOTED
        return _LIST if kind is yaml.SequenceNode else _TABLE

    def descend_resolver(self, _parent: yaml.Node | None, _index: object) -> None:
        """Do nothing: no tag depends on where a value stands."""

    def ascend_resolver(self) -> None:
        """Do nothing, as above."""


def read(path: str, text: str, first_line: int) -> dict[str, Any] | list[Problem]:
    """Give the data of a text without empty values, or what is wrong with it: as ``yaml_text.parse``."""
    if _too_deep(text):
        return [_problem(path, first_line, 1, "broken-yaml", "", "Có quá nhiều lớp ngoặc hoặc gạch đầu dòng lồng nhau.",
                         "Bỏ bớt ngoặc [ { thừa; chữ có ngoặc thì đặt trong ngoặc kép.")]  # fmt: skip
    try:
        node = composed(text)
        if node is None:
            return [_problem(path, first_line, 1, "empty-header", "", "Phần đầu bài còn trống.",
                             "Điền các mục bắt buộc; mẫu có trong trang Hướng dẫn viết bài.")]  # fmt: skip
        doubts: list[yaml.Node] = []
        data = None if is_doubtful(text) else _built(node, doubts)
        if data is None or doubts:
            if problems := list(islice(_node_problems(path, text, first_line, node), _MOST_TOLD)):
                return problems
            data = _built(node, doubts)
    except yaml.MarkedYAMLError as error:
        slip = explained(text, error)
        return [_problem(path, first_line + slip.line, slip.column + 1, "broken-yaml", *slip[2:])]
    except (
        yaml.YAMLError,
        ValueError,
        TypeError,
        RecursionError,
    ):  # what is left when the above was thought of: nothing
        return [_problem(path, first_line, 1, "broken-yaml", "", "Phần này có giá trị không đọc được.",
                         "Gõ lại các mục theo mẫu trong trang Hướng dẫn viết bài, không dán từ nơi khác.")]  # fmt: skip
    if not isinstance(data, dict):
        return [_problem(path, first_line, 1, "broken-yaml", "", "Phần này phải gồm các dòng “mục: giá trị”.",
                         "Ví dụ: ten: Góc xanh phường Quan Hoa")]  # fmt: skip
    return data


@lru_cache(maxsize=8)
def composed(text: str) -> yaml.Node | None:
    """Give the tree of nodes of a text; they know their places. Raises what PyYAML does."""
    loader = _Loader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def place(text: str, location: Location, *, at_key: bool) -> tuple[int, int]:
    """Give line and column, from 0, as ``yaml_text.Document.place`` does."""
    node = composed(text)
    if node is None:
        return 0, 0
    mark = node.start_mark
    for depth, part in enumerate(location):
        if isinstance(node, yaml.MappingNode):
            hit = next(((key, value) for key, value in node.value if key.value == str(part)), None)
            if hit is None:
                break
            key, node = hit
            last = depth == len(location) - 1
            mark = (key if at_key and last else node).start_mark
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            mark = node.start_mark
    return mark.line, mark.column


def _too_deep(text: str) -> bool:
    depth = 0
    for bracket in re.findall(r"[\[{\]}]", text):
        depth += 1 if bracket in "[{" else -1 if depth else 0
        if depth > _DEEPEST:
            return True
    return _NESTED_LINE.search(text) is not None


def _node_problems(path: str, text: str, first_line: int, root: yaml.Node) -> Iterator[Problem]:
    """A key stands once and is text; a value is written out, whole, not pointed at."""
    seen: dict[int, yaml.Node] = {}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        mark = node.start_mark
        if id(node) in seen:
            yield _problem(path, mark.line + first_line, mark.column + 1, "yaml-alias", "",
                           "Không dùng dấu & và * để chép giá trị từ chỗ khác.",
                           "Viết lại giá trị đó ở từng chỗ; chữ có dấu & hay * thì đặt trong ngoặc kép.")  # fmt: skip
            return
        seen[id(node)] = node
        if isinstance(node, yaml.MappingNode):
            yield from _key_problems(path, first_line, node)
            waiting.extend(value for _, value in node.value)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
        ours = any(node.tag is tag for tag in _TAGS)
        if not ours or (isinstance(node, yaml.ScalarNode) and (node.tag is _PLAIN) == bool(node.style)):
            yield _tagged(path, first_line, node)
    for slip in unnoticed(text, list(seen.values()), yaml.parse(text, _Loader)):  # type: ignore[arg-type]
        yield _problem(path, slip.line + first_line, slip.column + 1, "broken-yaml", *slip[2:])


def _key_problems(path: str, first_line: int, node: yaml.MappingNode) -> Iterator[Problem]:
    keys: dict[str, int] = {}
    for key, _ in node.value:
        line, column = key.start_mark.line + first_line, key.start_mark.column + 1
        if not isinstance(key, yaml.ScalarNode):
            yield _problem(path, line, column, "broken-yaml", "", "Tên mục không thể là một danh sách.",
                           "Đặt giá trị có dấu [ hoặc { trong ngoặc kép.")  # fmt: skip
        elif key.value in keys:
            yield _problem(path, line, column, "duplicate-key", key.value, f"Mục {quoted(key.value)} viết hai lần; lần "
                           f"đầu ở dòng {keys[key.value]}.", "Giữ lại một, xóa dòng kia.")  # fmt: skip
        else:
            keys[key.value] = line


def _tagged(path: str, first_line: int, node: yaml.Node) -> Problem:
    mark = node.start_mark
    return _problem(path, mark.line + first_line, mark.column + 1, "broken-yaml", str(node.value)[:200],
                    "Giá trị không thể bắt đầu bằng dấu !.", "Xóa phần bắt đầu bằng dấu !, hoặc đặt cả giá trị trong "
                    "ngoặc kép.")  # fmt: skip


def _built(node: Any, doubts: list[yaml.Node]) -> Any:
    """Give a node as plain data, without what was left blank: a blank key says no more than a missing one.

    ``doubts`` receives the nodes that ``_node_problems`` may have something to say of.
    """
    kind, tag, value = type(node), node.tag, node.value
    if kind is yaml.ScalarNode:
        return scalar(value) if tag is _PLAIN else value
    if kind is yaml.SequenceNode:
        return [item for item in (_built(item, doubts) for item in value) if item is not None]
    data: dict[str, Any] = {}
    for key, item in value:
        if type(key) is not yaml.ScalarNode or key.value in data:
            doubts.append(key)
            continue
        data[key.value] = _built(item, doubts)
        if node.flow_style and item.value == "":
            doubts.append(item)  # perhaps cut off by a comma
    return {key: item for key, item in data.items() if item is not None}


def _problem(path: str, line: int, column: int, rule: str, value: str, text: str, mend: str) -> Problem:
    return Problem(path, line, column, rule, "", value, text, mend)
