"""A folder under ``entries/`` becomes a Raw entry: header with places, body with its first line, the files beside it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from honour_roll.entries import messages, yaml_reader
from honour_roll.entries.folders import INDEX, Folder
from honour_roll.problem import Problem
from honour_roll.text.vietnamese import number_text

_BIGGEST_TEXT = 300_000  # bytes: forty times the longest entry expected; a pasted picture or a wrong file is more

_OPENING, _CLOSING = re.compile(r"---[ \t]*\n"), re.compile(r"\n---[ \t]*(?:\n|\Z)")


class Raw(NamedTuple):
    """An entry as written. ``shown`` is what messages call its file; the body starts on ``body_line``, from 1."""

    folder: Folder
    shown: str
    document: yaml_reader.Document
    text: str
    body: str
    body_line: int

    def beside(self, name: str) -> str:
        """Return what messages call a file beside ``index.md``."""
        return f"{self.shown.rpartition('/')[0]}/{name}"


def read(entries: Path, folder: Folder, shown: str, data: bytes | None = None) -> Raw | list[Problem]:
    """Read one entry and take it apart; return the Problems that keep it from being read.

    A byte order mark and Windows line ends are accepted. ``shown`` is what messages call the entries folder, ``data``
    the content of ``index.md`` where it has been read already.
    """
    path = f"{shown}/{folder.path}/{INDEX}"
    index = next((file for file in folder.files if file.name == INDEX), None)
    if index is None:
        return [_no_index(folder, f"{shown}/{folder.path}")]
    if index.link or index.folder:
        return [messages.NOT_A_FILE.at(path)]
    if index.stamp[1] > _BIGGEST_TEXT:
        return [messages.TOO_BIG.at(path, size=number_text(index.stamp[1]), most=number_text(_BIGGEST_TEXT))]
    try:
        data = data or Path(entries, folder.path, INDEX).read_bytes()
    except OSError:
        return [messages.CANNOT_OPEN.at(path)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = (data.count(b"\n", 0, error.start) + 1, 1) if b"\0" not in data else (0, 0)
        return [messages.NOT_UTF_8.at(path, *place)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isspace() or not text:
        return [messages.EMPTY_FILE.at(path)]
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end() - 1) if opening else None
    if not (opening and closing):
        message = messages.UNCLOSED_HEADER if text.startswith("---") else messages.NO_HEADER
        return [message.at(path, 1, 1)]
    document = yaml_reader.parse(path, text[opening.end() : closing.start() + 1], 2)
    if isinstance(document, list):
        return document
    return Raw(folder, path, document, text, text[closing.end() :], text.count("\n", 0, closing.end()) + 1)


def _no_index(folder: Folder, path: str) -> Problem:
    texts = [file.name for file in folder.files if file.name.lower().endswith((".md", ".docx", ".doc", ".txt"))]
    if not texts:
        return messages.NO_INDEX.at(path)
    message = messages.INDEX_MISNAMED if texts[0].lower().endswith(".md") else messages.INDEX_NOT_MARKDOWN
    return message.at(path, name=texts[0])
