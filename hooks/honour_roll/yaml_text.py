"""YAML as staff write it: read once, with the place of every value, and every slip explained.

Scalars are narrowed to YAML 1.2 (``no`` stays "no", ``12:30`` and ``2026-03-01`` stay text), because the web form
writes 1.2 and PyYAML reads 1.1. Anchors and aliases are refused: a few lines of them can stand for gigabytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import yaml

from honour_roll.problem import Problem, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Location: TypeAlias = "Sequence[int | str]"

_BaseLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
# libyaml's composer recurses in C and ends the process on a text nested ten thousand deep: refuse before it starts.
_DEEPEST = 20
_NESTED_LINE = re.compile(r"^(?: {60}|[ \t]*(?:[-?:][ \t]+){8})", re.MULTILINE)


class _Loader(_BaseLoader):  # type: ignore[misc]  # PyYAML's C loader has no stubs
    """PyYAML's safe loader with the scalars of YAML 1.2."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == _TAG + "null"]
    for first, resolvers in _BaseLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_TAG + "bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver(_TAG + "int", re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), list("-+0123456789"))
_Loader.add_implicit_resolver(_TAG + "float", re.compile(r"^[-+]?[0-9]+\.[0-9]+$"), list("-+0123456789"))


class Document(NamedTuple):
    """One parsed YAML text: plain data without empty values, and the node tree that knows the places."""

    path: str
    first_line: int
    data: dict[str, Any]
    node: yaml.Node

    def place(self, location: Location, *, at_key: bool = False) -> tuple[int, int]:
        """Give line and column in the file, from 1, of the value at ``location`` (keys and indexes).

        What is not there has the place of what should hold it; ``at_key`` asks for the key instead of the value.
        """
        node, mark = self.node, self.node.start_mark
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
        return mark.line + self.first_line, mark.column + 1


def parse(path: str, text: str, first_line: int = 1) -> Document | list[Problem]:
    """Give the document in ``text``, which starts on ``first_line`` of the file ``path``, or what is wrong with it."""
    if _too_deep(text):
        return [_problem(path, first_line, 1, "broken-yaml", "", "Có quá nhiều lớp ngoặc hoặc gạch đầu dòng lồng nhau.",
                         "Bỏ bớt ngoặc [ { thừa; chữ có ngoặc thì đặt trong ngoặc kép.")]  # fmt: skip
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                return [_problem(path, first_line, 1, "empty", "", "Phần đầu bài còn trống.",
                                 "Điền các mục bắt buộc; mẫu có trong trang Hướng dẫn viết bài.")]  # fmt: skip
            if problems := list(_node_problems(path, first_line, node)):
                return problems
            data = loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        return [_explained(path, text, first_line, error)]
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        found = re.search(r"position (\d+)", str(error))
        line = text.count("\n", 0, int(found[1])) if found else 0
        return [_problem(path, first_line + line, 1, "broken-yaml", "", "Có ký tự hoặc giá trị không đọc được.",
                         "Gõ lại dòng này, không dán từ nơi khác.")]  # fmt: skip
    if not isinstance(data, dict):
        return [_problem(path, first_line, 1, "broken-yaml", "", "Phần này phải gồm các dòng “mục: giá trị”.",
                         "Ví dụ: ten: Góc xanh phường Quan Hoa")]  # fmt: skip
    return Document(path, first_line, _without_empty(data), node)


def _too_deep(text: str) -> bool:
    depth = 0
    for bracket in re.findall(r"[\[{\]}]", text):
        depth += 1 if bracket in "[{" else -1 if depth else 0
        if depth > _DEEPEST:
            return True
    return _NESTED_LINE.search(text) is not None


def _node_problems(path: str, first_line: int, root: yaml.Node) -> Iterator[Problem]:
    """A key stands once; a value is written out, not pointed at."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        mark = node.start_mark
        if id(node) in seen:
            yield _problem(path, mark.line + first_line, mark.column + 1, "yaml-alias", "",
                           "Không dùng dấu & và * để chép giá trị từ chỗ khác.",
                           "Viết lại giá trị đó ở từng chỗ; chữ có dấu & hay * thì đặt trong ngoặc kép.")  # fmt: skip
            return
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            keys: dict[str, int] = {}
            for key, value in node.value:
                mark = key.start_mark
                if not isinstance(key, yaml.ScalarNode):
                    yield _problem(path, mark.line + first_line, mark.column + 1, "broken-yaml", "",
                                   "Tên mục không thể là một danh sách.",
                                   "Đặt giá trị có dấu [ hoặc { trong ngoặc kép.")  # fmt: skip
                elif key.value in keys:
                    yield _problem(path, mark.line + first_line, mark.column + 1, "duplicate-key", key.value,
                                   f"Mục {quoted(key.value)} viết hai lần; lần đầu ở dòng {keys[key.value]}.",
                                   "Giữ lại một, xóa dòng kia.")  # fmt: skip
                else:
                    keys[key.value] = mark.line + first_line
                waiting.append(value)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)


def _without_empty(value: Any) -> Any:
    """Give the value without keys that were left blank: a blank key says no more than a missing one."""
    if isinstance(value, dict):
        return {str(k): _without_empty(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [_without_empty(v) for v in value if v is not None]
    return value


def _explained(path: str, text: str, first_line: int, error: yaml.MarkedYAMLError) -> Problem:
    """Give the slip behind libyaml's message: it knows the place exactly, but not what staff meant to write."""
    mark = error.problem_mark or error.context_mark
    lines = text.splitlines() or [""]
    index = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark else 0
    said = f"{error.context or ''} {error.problem or ''}"
    line, before = lines[index], lines[index - 1] if index else ""
    # An unclosed quote or a wrong indent is noticed a line or more too late: point at where it began.
    quote = _unclosed_quote(lines, index)
    if "\t" in line[: max(column, 1)] or ("cannot start any token" in said and "\t" in line):
        what, how = "Có dấu Tab ở đầu dòng.", "Xóa Tab, thay bằng hai dấu cách."
        column = line.index("\t")
    elif "cannot start any token" in said and line[column : column + 1] in "@`%":
        what = f"Giá trị không thể bắt đầu bằng dấu {line[column]}."
        how = f"Đặt cả giá trị trong ngoặc kép: {_requoted(line)}"
    elif "undefined alias" in said or "anchor" in said:
        what, how = "Giá trị không thể bắt đầu bằng dấu * hoặc &.", f"Đặt cả giá trị trong ngoặc kép: {_requoted(line)}"
    elif quote is not None:
        index, line = quote, lines[quote]
        column = min(c for c in (line.find('"'), line.find("'")) if c >= 0)
        what = "Dấu ngoặc kép hoặc ngoặc đơn mở ra mà không đóng, hoặc thừa chữ sau dấu đóng."
        how = f"Đóng ngoặc ở cuối giá trị; trong câu thì dùng “ ”: {_requoted(line)}"
    elif line and ":" not in line and not line.lstrip().startswith(("-", "#", "[", "{")):
        what, how = (
            f"Dòng {quoted(line)} thiếu dấu hai chấm sau tên mục.",
            "Viết: tên mục, dấu hai chấm, dấu cách, giá trị.",
        )
        column = len(line) - len(line.lstrip())
    elif ("mapping values" in said or "expected ':'" in said) and before.strip() and ":" not in before:
        index, line, column = index - 1, before, 0
        what, how = (
            f"Dòng {quoted(line)} thiếu dấu hai chấm sau tên mục.",
            "Viết: tên mục, dấu hai chấm, dấu cách, giá trị.",
        )
    elif "mapping values are not allowed" in said and re.search(r":\s.*:\s|:\s.*:$", line):
        what = "Trong giá trị có dấu hai chấm nên máy tưởng là một mục mới."
        how = f"Đặt cả giá trị trong ngoặc kép: {_requoted(line)}"
    elif "tag" in said:
        what, how = "Giá trị không thể bắt đầu bằng dấu !.", f"Đặt cả giá trị trong ngoặc kép: {_requoted(line)}"
    else:
        what = "Dòng này thụt vào không khớp với dòng trên, hoặc thiếu dấu đóng ] }."
        how = "Các mục cùng cấp phải thẳng hàng nhau; mục con thụt vào hai dấu cách, danh sách mở đầu bằng “- ”."
    return _problem(path, first_line + index, column + 1, "broken-yaml", line.strip(), what, how)


def _unclosed_quote(lines: list[str], until: int) -> int | None:
    """Give the last line, up to ``until``, whose value opens with a quote and does not end with it; else None."""
    for index in range(until, -1, -1):
        found = re.match(r"\s*(?:- )?(?:[\w-]+:\s+)?([\"'])(.*)$", lines[index])
        if found and not re.fullmatch(rf"(?:[^{found[1]}\\]|\\.|{found[1]}{found[1]})*{found[1]}\s*(?:#.*)?", found[2]):
            return index
    return None


def _requoted(line: str) -> str:
    """Give the line as it should be written: the value in double quotes, quotes inside turned into “ ”."""
    found = re.match(r"\s*(- )?([\w-]+:)?\s*(.*?)\s*$", line)
    if not found:
        return line.strip()
    value = found[3].strip("\"'").replace("\\", "/")
    if found[3].startswith("'"):
        value = value.replace("'", "”")
    value = value.replace('"', "”") if value.count('"') % 2 else re.sub(r'"([^"]*)"', r"“\1”", value)
    value = "“" + value if value.count("”") > value.count("“") else value
    return " ".join(part for part in ((found[1] or "").strip(), found[2], f'"{value}"') if part)


def _problem(path: str, line: int, column: int, rule: str, value: str, text: str, mend: str) -> Problem:
    return Problem(path, line, column, rule, "", value, text, mend)
