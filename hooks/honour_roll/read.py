"""A folder under ``entries/`` becomes a Raw entry: header with places, body with its first line, the files beside it."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from honour_roll import yaml_text
from honour_roll.problem import Problem, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

INDEX = "index.md"
REGISTERS = "danh-muc"
LEDGER = "so-dia-chi.yml"
BIGGEST_TEXT = 300_000  # bytes: forty times the longest entry expected; a pasted picture or a wrong file is more

_OPENING, _CLOSING = re.compile(r"---[ \t]*\n"), re.compile(r"\n---[ \t]*(?:\n|\Z)")
# What Windows, macOS, Word and editors leave behind: not the writer's doing, so not the writer's problem.
LITTER = re.compile(r"\..*|~\$.*|.*~|thumbs\.db|desktop\.ini|icon\r", re.IGNORECASE)
SHELF = re.compile(r"(?:19|20)\d\d")


class File(NamedTuple):
    """A file beside ``index.md``. ``stamp`` changes when the file does: modification time, size, inode.

    ``folder`` holds for whatever is neither a file nor a link: a pipe or a device is never to be opened either.
    """

    name: str
    stamp: tuple[int, int, int]
    link: bool = False
    folder: bool = False


class Folder(NamedTuple):
    """One entry's folder, seen but not yet read."""

    shelf: str
    slug: str
    files: tuple[File, ...]

    @property
    def path(self) -> str:
        """Give the folder below the entries folder, with forward slashes."""
        return f"{self.shelf}/{self.slug}"


class Raw(NamedTuple):
    """An entry as written. ``shown`` is how messages call its file; the body starts on ``body_line``."""

    folder: Folder
    shown: str
    document: yaml_text.Document
    text: str
    body: str
    body_line: int

    def beside(self, name: str) -> str:
        """Give how messages call a file beside ``index.md``."""
        return f"{self.shown.rpartition('/')[0]}/{name}"


def scan(entries: Path, shown: str) -> tuple[list[Folder], list[Problem]]:
    """Find every entry's folder, sorted by path, and what lies where no entry can be.

    ``shown`` is how messages call the entries folder.
    """
    folders: list[Folder] = []
    problems: list[Problem] = []
    for shelf in _listed(entries):
        name = _name(shelf)
        if name in (REGISTERS, LEDGER) or (shelf.is_file() and not name.endswith(".md")) or name == "README.md":
            continue
        if not shelf.is_dir(follow_symlinks=False) or not SHELF.fullmatch(name):
            problems.append(_misplaced(f"{shown}/{name}"))
            continue
        for item in _listed(shelf.path):
            if item.is_dir(follow_symlinks=False):
                folders.append(Folder(name, _name(item), _files(item.path)))
            else:
                problems.append(_misplaced(f"{shown}/{name}/{_name(item)}"))
    return folders, problems


def folder_at(entries: Path, path: str) -> Folder:
    """Give the folder ``<shelf>/<slug>`` of the entries folder."""
    shelf, _, slug = path.partition("/")
    return Folder(shelf, slug, _files(str(entries / path)))


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
    document = yaml_text.parse(path, text[opening.end() : closing.start() + 1], 2)
    if isinstance(document, list):
        return document
    return Raw(folder, path, document, text, text[closing.end() :], text.count("\n", 0, closing.end()) + 1)


def _listed(path: Path | str) -> Sequence[os.DirEntry[str]]:
    try:
        with os.scandir(path) as items:
            return sorted((i for i in items if not LITTER.fullmatch(i.name)), key=lambda i: i.name)
    except OSError:  # a folder that may not be looked into is as good as empty: its entry has no index.md
        return []


def _name(item: os.DirEntry[str]) -> str:
    """Give a name that can be printed: what is not UTF-8 on the disk becomes “�”, which no entry names."""
    return item.name if item.name.isascii() else os.fsencode(item.name).decode("utf-8", "replace")


def _files(path: str) -> tuple[File, ...]:
    files = []
    try:
        with os.scandir(path) as items:
            for item in items:
                if item.name == INDEX or not LITTER.fullmatch(item.name):
                    with suppress(FileNotFoundError):  # gone since it was listed
                        seen = item.stat(follow_symlinks=False)
                        link = stat.S_ISLNK(seen.st_mode)
                        stamp = (seen.st_mtime_ns, seen.st_size, seen.st_ino)
                        files.append(File(_name(item), stamp, link, not link and not stat.S_ISREG(seen.st_mode)))
    except OSError:
        return ()  # as in _listed
    return tuple(sorted(files)) if len(files) > 1 else tuple(files)


def _whole(path: str, rule: str, text: str, mend: str) -> Problem:
    return Problem(path, 0, 0, rule, "", "", text, mend)


def _misplaced(path: str) -> Problem:
    return _whole(path, "misplaced", "Ở đây chỉ để thư mục của bài: entries/<năm>/<tên-bài>/index.md.",
                  "Chuyển vào thư mục của bài, hoặc xóa nếu không dùng.")  # fmt: skip
