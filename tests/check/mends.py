"""What a mend says, done to the files word for word, as a tired officer does it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from honour_roll.problem import Problem

_NUMBERS = {"hai": 2}
_VALUE = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|[^,\[\]{}\n]*")


class _Text:
    """The lines of a file, and the place of a Problem in them."""

    def __init__(self, file: Path, problem: Problem) -> None:
        self.file, self.row, self.column = file, problem.line - 1, problem.column - 1
        self.lines = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").split("\n")

    @property
    def line(self) -> str:
        return self.lines[self.row]

    def keep(self) -> bool:
        self.file.write_text("\n".join(self.lines), "utf-8", newline="\n")
        return True

    def set_line(self, text: str, row: int | None = None) -> None:
        """Put a text in place of a line, behind its own indent and dash."""
        row = self.row if row is None else row
        lead = re.match(r"[ \t]*(?:- (?!-))?", self.lines[row])
        before = "" if text.startswith("#") or not lead else lead[0]
        self.lines[row] = before.rstrip("- ").ljust(len(before)) + text if text.startswith("- ") else before + text

    def indent(self, row: int, spaces: int) -> None:
        self.lines[row] = " " * spaces + self.lines[row].lstrip()

    def set_value(self, value: str) -> None:
        """Put a value in place of the one at the place; outside of brackets a value goes to the end of its line."""
        rest, before = self.line[self.column :], self.line[: self.column]
        is_inside = before.count("[") + before.count("{") > before.count("]") + before.count("}")
        found = _VALUE.match(rest)
        end = len(found[0].rstrip()) if found and (is_inside or rest[:1] in "\"'") else len(rest.partition(" #")[0])
        self.lines[self.row] = before + value + rest[end:]

    def replace(self, old: str, new: str) -> None:
        rest = self.line[self.column :]
        assert old in rest, (old, self.line)
        self.lines[self.row] = self.line[: self.column] + rest.replace(old, new, 1)


def _number(written: str) -> int:
    return _NUMBERS.get(written) or int(written)


def _whole_line(text: _Text, found: re.Match[str], _: Problem) -> None:
    text.set_line(found[1])


def _at_margin(text: _Text, found: re.Match[str], _: Problem) -> None:
    text.lines[text.row] = found[1]
    if found[2]:
        for row in range(int(found[2]) - 1, int(found[3] or found[2])):
            text.indent(row, 2)


def _value(text: _Text, found: re.Match[str], problem: Problem) -> None:
    if problem.rule == "bad-register-key":
        text.replace(problem.value, found[1])
    elif problem.rule == "unknown-key":
        text.replace(problem.label.strip("“”"), found[1])
    elif problem.rule == "dead-link":
        text.replace(problem.value, found[1])
    elif problem.rule == "broken-yaml":
        text.set_line(found[1])
    else:
        text.set_value(found[1])


def _indented(text: _Text, found: re.Match[str], _: Problem) -> None:
    text.indent(text.row, int(found[1]))


def _further(text: _Text, found: re.Match[str], _: Problem) -> None:
    for row in range(int(found[2]) - 1, int(found[3] or found[2])):
        text.lines[row] = " " * int(found[1]) + text.lines[row]


def _dash(text: _Text, found: re.Match[str], _: Problem) -> None:
    at = text.line.index(found[1])
    text.lines[text.row] = f"{text.line[: at - 2]}- {text.line[at:]}"


def _without_block(text: _Text, found: re.Match[str], _: Problem) -> None:
    del text.lines[int(found[1]) - 1 : int(found[2])]


def _without_line(text: _Text, _found: re.Match[str], _: Problem) -> None:
    del text.lines[text.row]


def _look_alike(text: _Text, found: re.Match[str], problem: Problem) -> None:
    written = re.search(r"“([^”]*)”", problem.text)
    assert written
    if written[1] in text.line:
        text.replace(written[1], found[1])
    else:  # an escape
        text.lines[text.row] = re.sub(r"\\u[0-9a-f]{4}\w*", found[1], text.line, count=1)


def _entity(text: _Text, found: re.Match[str], _: Problem) -> None:
    for entity in re.findall("“([^”]+)”", found[1]):
        text.lines = [line.replace(entity, "") for line in text.lines]


def _in_braces(text: _Text, found: re.Match[str], _: Problem) -> None:
    if "{" not in text.line:
        text.set_line(f"{found[1]}: {found[2]}")
    else:
        rest = re.sub(r"^[0-9.]+(?:, ?[0-9]+)+|^[^,}]*", found[2], text.line[text.column :], count=1)
        text.lines[text.row] = text.line[: text.column] + rest


def _row_added(text: _Text, found: re.Match[str], problem: Problem) -> None:
    register = text.file.parents[2] / "danh-muc" / Path(found[1]).name
    row = found[2].replace('"…"', '"Tên đầy đủ"')
    register.write_text(f"{register.read_text('utf-8').rstrip()}\n{row}\n", "utf-8")
    if found[3]:
        text.set_value(found[3])


def _closed(text: _Text, found: re.Match[str], _: Problem) -> None:
    text.lines[text.row] = text.line.rstrip() + found[1]


_END = r"(?=\.?$| \(|\. Nếu| hoặc chép|; )"
# The first form that a mend has is what is done; a mend with none of them offers no replacement.
_FORMS: dict[str, Callable[[_Text, re.Match[str], Problem], None]] = {
    r"viết sát lề: (.+?)()()$": _at_margin,
    r"^Viết sát lề: (.+?)(?:; đầu (?:mỗi )?dòng (?:từ )?(\d+)(?: đến (\d+))? để đúng hai dấu cách)?$": _at_margin,
    r"đầu dòng, rồi gõ (\d+) dấu cách": _indented,
    r"ở đầu dòng: mục này viết sát (lề)": lambda text, _found, _: text.indent(text.row, 0),
    r"^Xóa Tab, gõ (một) dấu cách": lambda text, _found, _: text.replace("\t", " "),
    r"^Để đúng (\d+) dấu cách": _indented,
    r"^Gõ thêm (\d+) dấu cách ở đầu (?:mỗi )?dòng (?:từ )?(\d+)(?: đến (\d+))?": _further,
    r"^Thay hai dấu cách ngay trước “([^”]+)”": _dash,
    r"^Xóa cả đoạn từ dòng (\d+) đến dòng (\d+)": _without_block,
    r"^Giữ lại một: xóa dòng (này)": _without_line,
    r"^Xóa cả chữ rồi gõ lại, viết: (.+)$": _look_alike,
    r"^Xóa (“&.+;”) đi": _entity,
    r"^Danh sách: (\S+\.yml)\. Chưa có [^:]*: ([^}]+\})(?:, rồi ghi ở đây: (\S+))?": _row_added,
    r"^Đặt trong ngoặc vuông: (.+)$": _whole_line,
    r"ngoặc kép(?:, bên trong dùng “ ”)?: ((?:- )?[\w-]+: \".*\")(?:\. Nếu.*)?$": _whole_line,
    r"^(?:Viết|Phần thập phân dùng dấu chấm): (gia_tri): (\S+)": _in_braces,
    r"^Thay \\ bằng /: (.+)$": _whole_line,
    r"^Thêm dấu (.) vào cuối danh sách": _closed,
    r"^Viết: (#+ .+?)(?:;|$)": lambda text, found, _: text.lines.__setitem__(text.row, found[1]),
    r"Viết đúng: (#+ .+)$": lambda text, found, _: text.lines.__setitem__(text.row, found[1]),
    r"chẳng hạn: [\w-]+: (\"#[0-9a-f]+\")": _value,
    r"^Có phải (?:trang )?“([^”#]+)”": _value,
    rf"[Vv]iết(?: năm[^:]*)?: (.+?){_END}": _value,
}


def applied(problem: Problem, file: Path) -> bool:
    """Do to a file what the mend of one of its Problems says; return False when it offers no replacement."""
    if not file.is_file() or file.suffix not in (".md", ".yml"):
        return False
    for form, do in _FORMS.items():
        if found := re.search(form, problem.mend):
            text = _Text(file, problem)
            do(text, found, problem)
            return text.keep()
    return False
