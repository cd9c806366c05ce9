"""YAML as staff write it: plain data, with the place of every value, and every slip explained.

Scalars are narrowed to YAML 1.2 (``no`` stays "no", ``12:30`` and ``2026-03-01`` stay text), because the web form
writes 1.2 and PyYAML reads 1.1. Anchors and aliases are refused: a few lines of them can stand for gigabytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from honour_roll.entries import yaml_plain
from honour_roll.problem import Problem

if TYPE_CHECKING:
    from honour_roll.entries.yaml_nodes import Location

# What libyaml refuses without a place, or takes for the end of a line when nobody else does.
_STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


class Document(NamedTuple):
    """One parsed YAML text: plain data without empty values; and the text, for the places of what is in it."""

    path: str
    first_line: int
    data: dict[str, Any]
    text: str

    def place(self, location: Location, *, at_key: bool = False) -> tuple[int, int]:
        """Give line and column in the file, from 1, of the value at ``location`` (keys and indexes).

        What is not there has the place of what should hold it; ``at_key`` asks for the key instead of the value.
        """
        from honour_roll.entries import yaml_nodes  # few documents are asked, and it is slow to come

        line, column = yaml_nodes.place(self.text, location, at_key=at_key)
        return line + self.first_line, column + 1


def parse(path: str, text: str, first_line: int = 1) -> Document | list[Problem]:
    """Give the document in ``text``, which starts on ``first_line`` of the file ``path``, or what is wrong with it."""
    if strange := _STRANGE.search(text):
        line, column = text.count("\n", 0, strange.start()), strange.start() - text.rfind("\n", 0, strange.start())
        return [Problem(path, first_line + line, column, "hidden-character", "", f"U+{ord(strange[0]):04X}",
                        f"Có ký tự không nhìn thấy được (U+{ord(strange[0]):04X}).",
                        "Xóa và gõ lại chữ ở chỗ này; thường do dán từ trang web hoặc tệp PDF.")]  # fmt: skip
    data: dict[str, Any] | list[Problem] | None = yaml_plain.read(text)
    if data is None:
        from honour_roll.entries import yaml_nodes  # as above

        data = yaml_nodes.read(path, text, first_line)
    return data if isinstance(data, list) else Document(path, first_line, data, text)
