"""A new row at the end of a register's file: a unit or a place that an entry needs and nobody has listed yet."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path
from typing import NamedTuple

from honour_roll.entries.derived import scalar
from honour_roll.entries.place_levels import PLACE_LEVELS
from honour_roll.text.vietnamese import fold, nfc, slug_of

ADDABLE = ("don-vi", "dia-ban")  # registers whose rows need no more than a name, and a level


class Addition(NamedTuple):
    """A row that is to be added: its register, its key, the name that was given, and its values as they are written."""

    register: str
    key: str
    name: str
    values: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """Return the row as it stands in the file."""
        return "\n".join([f"{self.key}:", *(f"  {key}: {value}" for key, value in self.values), ""])


def addition(register: str, name: str, taken: Container[str]) -> Addition | str:
    """Return the row of a name that is not in a register, or what is wrong with the name, in Vietnamese.

    The name of a place begins with its level; ``taken`` are the keys that are not free.
    """
    name = nfc(" ".join(name.split()))
    values: list[tuple[str, str]] = []
    if register == "dia-ban":
        level = next((key for key, label in PLACE_LEVELS.items() if fold(name).startswith(f"{fold(label)} ")), "")
        if not level:
            return f"Ghi cả cấp ở trước tên: {', '.join(PLACE_LEVELS.values())}."
        values.append(("cap", level))
    whole, free = name, slug_of(name, 60)
    key = free
    number = 1
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    if register == "dia-ban":
        name = name[len(PLACE_LEVELS[values[0][1]]) :].strip()
    if not key or not 2 <= len(name) <= 200:
        return "Tên phải có từ 2 đến 200 ký tự."
    return Addition(register, free, whole, (("ten", scalar(name)), *values))


def append(folder: Path, rows: tuple[Addition, ...]) -> dict[Path, bytes]:
    """Write rows at the end of their registers in ``folder``; return what the files held before.

    Raises OSError; then no file has changed.
    """
    before: dict[Path, bytes] = {}
    try:
        for row in rows:
            file = folder / f"{row.register}.yml"
            data = file.read_bytes()
            before.setdefault(file, data)
            text = ("" if data.endswith(b"\n") or not data else "\n") + "\n" + row.text
            end = "\r\n" if b"\r\n" in data else "\n"
            file.write_bytes(data + text.replace("\n", end).encode())
    except OSError:
        restore(before)
        raise
    return before


def restore(before: dict[Path, bytes]) -> None:
    """Write files as they were before ``append``."""
    for file, data in before.items():
        file.write_bytes(data)
