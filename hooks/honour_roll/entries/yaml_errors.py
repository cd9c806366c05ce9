"""The usual slips of people who write YAML, each told from libyaml's message and the line: what it is, how to mend it.

libyaml knows the place exactly, but not what was meant; some slips it does not even notice, and drops half a value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import yaml

from honour_roll.problem import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_LONGEST_SHOWN = 300


class Slip(NamedTuple):
    """One slip. ``line`` and ``column`` count from 0 in the YAML text; ``value`` is what was written there."""

    line: int
    column: int
    value: str
    text: str
    mend: str


class _Error(NamedTuple):
    """What libyaml said, and where: it notices some slips a line or more too late."""

    lines: list[str]
    row: int
    column: int
    said: str

    @property
    def line(self) -> str:
        return self.lines[self.row]

    @property
    def before(self) -> str:
        return self.lines[self.row - 1] if self.row else ""

    def slip(self, text: str, mend: str, *, line: int | None = None, column: int | None = None) -> Slip:
        at = self.row if line is None else line
        return Slip(at, self.column if column is None else column, self.lines[at].strip(), text, mend)


def explained(text: str, error: yaml.MarkedYAMLError) -> Slip:
    """Give the slip behind an error of the parser."""
    mark = error.problem_mark or error.context_mark
    lines = text.splitlines() or [""]
    index = min(mark.line, len(lines) - 1) if mark else 0
    found = _Error(lines, index, mark.column if mark else 0, f"{error.context or ''} {error.problem or ''}")
    return next(slip for slip in (rule(found) for rule in _SLIPS) if slip)


def _tab(e: _Error) -> Slip | None:
    if "\t" in e.line[: max(e.column, 1)] or ("cannot start any token" in e.said and "\t" in e.line):
        return e.slip("Có dấu Tab ở đầu dòng.", "Xóa Tab, thay bằng hai dấu cách.", column=e.line.index("\t"))
    return None


def _reserved_sign(e: _Error) -> Slip | None:
    if "cannot start any token" in e.said and e.line[e.column : e.column + 1] in tuple("@`%"):
        return e.slip(f"Giá trị không thể bắt đầu bằng dấu {e.line[e.column]}.", _quote_all(e.line))
    return None


def _document_mark(e: _Error) -> Slip | None:
    for index in (e.row, e.row - 1):
        if index >= 0 and e.lines[index].startswith(("---", "...", "%")):
            return e.slip(f"Dòng {quoted(e.lines[index])} làm phần đầu bài đứt quãng.", "Phần đầu bài chỉ nằm giữa hai "
                          "dòng có đúng ba dấu ---; xóa dòng này hoặc viết lại.", line=index, column=0)  # fmt: skip
    return None


def _anchor(e: _Error) -> Slip | None:
    if "alias" in e.said or "anchor" in e.said:
        return e.slip("Giá trị không thể bắt đầu bằng dấu * hoặc &.", _quote_all(e.line))
    return None


def _escape(e: _Error) -> Slip | None:
    if "unknown escape" in e.said:
        return e.slip("Trong ngoặc kép có dấu \\ nên máy hiểu sai.", f"Thay \\ bằng /: {_requoted(e.line)}")
    return None


def _quote(e: _Error) -> Slip | None:
    index = _unclosed_quote(e.lines, e.row)
    if index is None:
        return None
    line = e.lines[index]
    return e.slip("Dấu nháy kép (\") hoặc nháy đơn (') mở ra mà không đóng, hoặc còn chữ sau dấu đóng.",
                  f"Đặt cả giá trị trong một cặp ngoặc kép, bên trong dùng “ ”: {_requoted(line)}", line=index,
                  column=min(c for c in (line.find('"'), line.find("'")) if c >= 0))  # fmt: skip


def _no_space(e: _Error) -> Slip | None:
    for index in (e.row, e.row - 1):
        line = e.lines[index].strip() if index >= 0 else ""
        if re.match(r"(?:- )?[a-z_]+:(?!//)[^\s:][^:]*$", line):
            return e.slip("Sau dấu hai chấm thiếu dấu cách.", f"Viết: {line.replace(':', ': ', 1)}", line=index,
                          column=e.lines[index].index(":"))  # fmt: skip
    return None


def _bracket_first(e: _Error) -> Slip | None:
    found = re.match(r"\s*(?:- )?[\w-]+:\s+(?:\[[^\[\]{}]*\]|\{[^\[\]{}]*\})\s*[^\s#]", e.line)
    if not found:
        return None
    column = min(c for c in (e.line.find("["), e.line.find("{")) if c >= 0)
    return e.slip(f"Giá trị bắt đầu bằng dấu {e.line[column]} nên máy tưởng là một danh sách.",
                  f"Đặt cả giá trị trong ngoặc kép: {_requoted(e.line)}",
                  column=column)  # fmt: skip


def _bracket(e: _Error) -> Slip | None:
    for index in range(e.row, max(e.row - 50, -1), -1):
        line = e.lines[index]
        if line.count("[") + line.count("{") > line.count("]") + line.count("}"):
            column = max(line.rfind("["), line.rfind("{"))
            closing = "]" if line[column] == "[" else "}"
            return e.slip(f"Dấu {line[column]} mở ra mà không đóng.", f"Thêm dấu {closing} vào cuối danh sách.",
                          line=index, column=column)  # fmt: skip
    return None


def _in_braces(e: _Error) -> Slip | None:
    if re.match(r"\s*(?:- )?(?:[\w-]+:\s+)?[\[{]", e.line):
        return e.slip("Dấu hai chấm hoặc dấu ngoặc nằm trong { } hay [ ] làm máy hiểu sai.",
                      _quote_all(e.line))  # fmt: skip
    return None


def _no_colon(e: _Error) -> Slip | None:
    late = "mapping values" in e.said or "expected ':'" in e.said
    for index in (e.row, e.row - 1) if late else (e.row,):
        line = e.lines[index] if index >= 0 else ""
        if line.strip() and ":" not in line and not line.lstrip().startswith(("-", "#")):
            return e.slip(f"Dòng {quoted(line)} thiếu dấu hai chấm sau tên mục.",
                          "Viết: tên mục, dấu hai chấm, dấu cách, giá trị. Giá trị dài vẫn viết liền trên một dòng.",
                          line=index, column=len(line) - len(line.lstrip()))  # fmt: skip
    return None


def _colon(e: _Error) -> Slip | None:
    if "mapping values are not allowed" in e.said and re.search(r":\s.*:\s|:\s.*:$", e.line):
        return e.slip("Trong giá trị có dấu hai chấm nên máy tưởng là một mục mới.", _quote_all(e.line))
    return None


def _first_sign(e: _Error) -> Slip | None:
    if found := re.match(r"\s*(?:- )?[\w-]+:\s+(?=[!>|,}\]-])", e.line):
        return e.slip(f"Giá trị không thể bắt đầu bằng dấu {e.line[found.end()]}.", _quote_all(e.line),
                      column=found.end())  # fmt: skip
    return None


def _indent(e: _Error) -> Slip:
    return e.slip(
        "Dòng này thụt vào không khớp với các dòng trên.",
        "Các mục cùng cấp phải thẳng hàng nhau; mục con thụt vào hai dấu cách, danh sách mở đầu bằng “- ”.",
        column=len(e.line) - len(e.line.lstrip()),
    )


# The first that fits is told; the last always fits.
_SLIPS: tuple[Callable[[_Error], Slip | None], ...] = (
    _tab, _reserved_sign, _document_mark, _anchor, _escape, _quote, _no_space, _bracket_first, _bracket, _in_braces,
    _no_colon, _colon, _first_sign, _indent,
)  # fmt: skip


_CUT = re.compile(r"[ \t]#[^ \t]")


def unnoticed(text: str, nodes: Sequence[yaml.Node], anchors: Iterator[yaml.Event]) -> Iterator[Slip]:
    """Give the slips that libyaml takes for something else and passes over, losing part of what was written.

    ``nodes`` are all nodes of the text, ``anchors`` its events.
    """
    lines = text.split("\n")
    if "&" in text:
        for event in anchors:
            mark = event.start_mark
            if mark and getattr(event, "anchor", None) and not isinstance(event, yaml.AliasEvent):
                line = lines[mark.line]
                yield Slip(mark.line, mark.column, line.strip(),
                           "Giá trị không thể bắt đầu bằng dấu * hoặc &.",
                           _quote_all(line))  # fmt: skip
    cut = _CUT.search(text)
    for node in nodes:
        if isinstance(node, yaml.MappingNode) and node.flow_style:
            yield from _cut_by_comma(node, lines)
        elif cut and isinstance(node, yaml.ScalarNode) and not node.style:
            end = node.end_mark
            rest = lines[end.line][end.column :] if end.line < len(lines) else ""
            if re.match(r"[ \t]+#[^ \t]", rest):
                yield Slip(end.line, end.column + rest.index("#"), node.value,
                           f"Từ dấu # trở đi bị bỏ: {quoted(rest.strip())}.",
                           f"{_quote_all(lines[end.line])}. "
                           "Nếu là ghi chú thì viết dấu cách sau dấu #.")  # fmt: skip


def _cut_by_comma(node: yaml.MappingNode, lines: Sequence[str]) -> Iterator[Slip]:
    """In { }, a comma ends the value: what follows stands alone, a key without a colon."""
    before: tuple[yaml.Node, yaml.Node] | None = None
    for key, value in node.value:
        alone = not value.value and value.start_mark.index == key.end_mark.index
        if alone and before and before[1].value and isinstance(before[1], yaml.ScalarNode):
            line, start = before[1].start_mark.line, before[1].start_mark
            whole = lines[line][start.column : key.end_mark.column] if line == key.end_mark.line else ""
            name = before[0].value
            if re.fullmatch(r"[0-9.]+,[0-9]+", whole):
                mend = f"Phần thập phân dùng dấu chấm: {name}: {whole.replace('.', '').replace(',', '.')}"
            else:
                said = whole.strip("\"'") or before[1].value
                mend = f'Đặt cả giá trị trong ngoặc kép: {name}: "{said}"'
            yield Slip(line, start.column, whole, f"Trong ngoặc {{ }}, dấu phẩy cắt rời {quoted(key.value)} khỏi "
                       f"{quoted(before[1].value)}.", mend)  # fmt: skip
        elif alone:
            yield Slip(key.start_mark.line, key.start_mark.column, str(key.value),
                       f"Trong ngoặc {{ }}, {quoted(key.value)} không có dấu hai chấm.",
                       "Viết từng cặp: {tên mục: giá trị, tên mục: giá trị}.")  # fmt: skip
        else:
            before = (key, value)


def _quote_all(line: str) -> str:
    if re.match(r"\s*(?:- )?(?:[\w-]+:\s+)?[\[{]", line):
        return 'Đặt riêng giá trị đó trong ngoặc kép, ví dụ {ma: n1, ten: "Báo cáo: năm 2018"}'
    return f"Đặt cả giá trị trong ngoặc kép: {_requoted(line)}"


def _unclosed_quote(lines: list[str], until: int) -> int | None:
    """Give the last line, up to ``until``, whose value opens with a quote and does not end with it; else None."""
    for index in range(until, -1, -1):
        found = re.match(r"\s*(?:- )?(?:[\w-]+:\s+)?([\"'])(.*)$", lines[index])
        if found and not re.fullmatch(rf"(?:[^{found[1]}\\]|\\.|{found[1]}{found[1]})*{found[1]}\s*(?:#.*)?", found[2]):
            return index
    return None


def _requoted(line: str) -> str:
    """Give the line as it should be written: the value in double quotes, quotes inside turned into “ ”."""
    found = re.match(r"(- )?([\w-]+:)?\s*(.*)", line.strip())
    if not found:
        return line.strip()
    value = found[3].strip("\"'").replace("\\", "/")
    if found[3].startswith("'"):
        value = value.replace("'", "”")
    value = value.replace('"', "”") if value.count('"') % 2 else re.sub(r'"([^"]*)"', r"“\1”", value)
    value = "“" + value if value.count("”") > value.count("“") else value
    value = value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}…"
    return " ".join(part for part in ((found[1] or "").strip(), found[2], f'"{value}"') if part)
