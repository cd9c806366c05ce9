"""“Thêm mới…”: a row that a form adds to a register, kept only if the check finds nothing wrong with it."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path
from typing import Any

from honour_roll.builder.load import Loaded
from honour_roll.desk.edits import years_as_numbers
from honour_roll.desk.spoken import spoken
from honour_roll.entries.header_edits import CannotEditError, Header
from honour_roll.entries.new_rows import LONGEST_KEY
from honour_roll.entries.place_levels import PLACE_LEVELS
from honour_roll.entries.registers import FILES
from honour_roll.problem import StoppedError
from honour_roll.store import write_durably
from honour_roll.taxonomies import REGISTERS
from honour_roll.text.vietnamese import free_slug, slug_of

_MOST_TOLD = 3
_UNREADABLE = (
    "Danh mục {file} có chỗ gõ sai nên chưa thêm được vào đó. Chưa mất gì. Nhờ người phụ trách máy sửa danh mục ấy."
)


def add(folder: Path, register: str, values: dict[str, Any], loaded: Loaded, load: Callable[[], Loaded]) -> str:
    """Add a row with ``values`` to a register in ``folder``; return its key.

    ``loaded`` is the roll as it is, ``load()`` reads it again. Raises StoppedError with what the check says of the row,
    and OSError; then the file is as it was.
    """
    table, file = FILES.get(register), folder / f"{register}.yml"
    if register not in REGISTERS or table is None:
        raise StoppedError("Danh mục này không thêm được ở bàn viết.")
    name = full_name(register, values)
    if not slug_of(str(values.get("ten", ""))):
        raise StoppedError("Chưa ghi tên. Ghi tên đầy đủ rồi thêm lại.")
    key = free_slug(slug_of(name, LONGEST_KEY), loaded.registers.rows(REGISTERS[register]))
    before = file.read_bytes()
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""  # as Notepad writes it
    try:
        text = before.removeprefix(mark).decode("utf-8")
        edited = Header(text.replace("\r\n", "\n"))
        edited.become({**edited.data, key: years_as_numbers(table, values)})
    except (CannotEditError, UnicodeDecodeError):
        raise StoppedError(_UNREADABLE.format(file=file.name)) from None
    after = edited.text.replace("\n", "\r\n") if "\r\n" in text else edited.text
    known = {(problem.rule, problem.text) for problem in loaded.problems}
    write_durably(file, mark + after.encode())
    told = [p for p in load().problems if (p.rule, p.text) not in known and p.path.endswith(f"/{file.name}")]
    if told:
        write_durably(file, before)
        load()
        raise StoppedError("\n".join(f"{one.text} {one.mend}".strip() for one in map(spoken, told[:_MOST_TOLD])))
    return key


def full_name(register: str, values: dict[str, Any]) -> str:
    """Return a row's name; that of a place begins with its level."""
    level = PLACE_LEVELS.get(str(values.get("cap", "")), "") if register == "dia-ban" else ""
    return f"{level} {values.get('ten', '')}".strip()
