"""A folder under ``entries/`` becomes a Raw entry: header with places, body with its first line, the files beside it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from honour_roll.entries import yaml_reader
from honour_roll.entries.folders import INDEX, Folder
from honour_roll.problem import Problem, quoted

BIGGEST_TEXT = 300_000  # bytes: forty times the longest entry expected; a pasted picture or a wrong file is more

_OPENING, _CLOSING = re.compile(r"---[ \t]*\n"), re.compile(r"\n---[ \t]*(?:\n|\Z)")


class Raw(NamedTuple):
    """An entry as written. ``shown`` is how messages call its file; the body starts on ``body_line``."""

    folder: Folder
    shown: str
    document: yaml_reader.Document
    text: str
    body: str
    body_line: int

    def beside(self, name: str) -> str:
        """Give how messages call a file beside ``index.md``."""
        return f"{self.shown.rpartition('/')[0]}/{name}"


def read(entries: Path, folder: Folder, shown: str, data: bytes | None = None) -> Raw | list[Problem]:
    """Read one entry's text; give it taken apart, or what keeps it from being read.

    A byte order mark and Windows line ends are accepted. ``shown`` is how messages call the entries folder, ``data`` is
    what ``index.md`` holds, if somebody has read it.
    """
    path = f"{shown}/{folder.path}/{INDEX}"
    index = next((f for f in folder.files if f.name == INDEX), None)
    if index is None:
        names = [f.name for f in folder.files if f.name.lower().endswith((".md", ".docx", ".doc", ".txt"))]
        mend = f"Đổi tên {quoted(names[0])} thành index.md." if names and names[0].lower().endswith(".md") else (
            f"Tạo index.md, mẫu có sẵn khi chạy: python scripts/new.py. Chép chữ từ {quoted(names[0])} sang." if names
            else "Tạo index.md, mẫu có sẵn khi chạy: python scripts/new.py, hoặc xóa thư mục này.")  # fmt: skip
        return [Problem(f"{shown}/{folder.path}", 0, 0, "no-index", "", "", "Thư mục này không có tệp index.md.", mend)]
    if index.link or index.folder:
        return [_whole(path, "not-a-file", "index.md là lối tắt hoặc thư mục, không phải tệp.",
                       "Thay bằng tệp thật nằm trong thư mục này.")]  # fmt: skip
    if index.stamp[1] > BIGGEST_TEXT:
        return [_whole(path, "too-big", f"Tệp quá lớn: {index.stamp[1]:,} byte, nhiều nhất {BIGGEST_TEXT:,}.".replace(",", "."),
                       "Bỏ phần dán nhầm (ảnh, bảng lớn); ảnh để thành tệp riêng cạnh index.md.")]  # fmt: skip
    try:
        data = data or Path(entries, folder.path, INDEX).read_bytes()
    except OSError:
        return [_whole(path, "cannot-open", "Không mở được tệp này.",
                       "Đóng chương trình đang mở tệp, xem lại quyền đọc tệp, rồi chạy lại.")]  # fmt: skip
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        where = (line, 1) if b"\0" not in data else (0, 0)
        return [Problem(path, *where, "not-utf-8", "", "", "Tệp không lưu bằng bảng mã UTF-8.",
                        "Mở bằng Notepad, chọn Save As (Lưu thành), ô Encoding chọn UTF-8.")]  # fmt: skip
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isspace() or not text:
        return [_whole(path, "empty-file", "Tệp index.md còn trống.",
                       "Chép mẫu trong trang Hướng dẫn viết bài vào đây, hoặc chạy: python scripts/new.py")]  # fmt: skip
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end() - 1) if opening else None
    if not (opening and closing):
        if text.startswith("---"):
            return [Problem(path, 1, 1, "unclosed-header", "", "", "Phần đầu bài mở bằng --- mà không đóng.",
                            "Thêm một dòng chỉ có --- sau mục cuối cùng của phần đầu bài.")]  # fmt: skip
        return [Problem(path, 1, 1, "no-header", "", "", "Bài không mở đầu bằng dòng ---.",
                        "Phần đầu bài nằm giữa hai dòng ---; mẫu có trong trang Hướng dẫn viết bài.")]  # fmt: skip
    document = yaml_reader.parse(path, text[opening.end() : closing.start() + 1], 2)
    if isinstance(document, list):
        return document
    return Raw(folder, path, document, text, text[closing.end() :], text.count("\n", 0, closing.end()) + 1)


def _whole(path: str, rule: str, text: str, mend: str) -> Problem:
    return Problem(path, 0, 0, rule, "", "", text, mend)
