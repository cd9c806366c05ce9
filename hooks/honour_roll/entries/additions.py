"""A new row at the end of a register's file: a unit or a place that an entry needs and nobody has listed yet."""

from __future__ import annotations

from pathlib import Path

from honour_roll.entries import letters
from honour_roll.entries.new_rows import LONGEST_KEY, Addition, row
from honour_roll.entries.place_levels import PLACE_LEVELS, named_twice, parted
from honour_roll.entries.register_times import twins
from honour_roll.entries.registers import Place, Registers, Unit
from honour_roll.taxonomies import REGISTERS
from honour_roll.text import glyphs
from honour_roll.text.vietnamese import free_slug, nfc, slug_of


def addition(register: str, given: str, lists: Registers) -> Addition | str:
    """Return the row of a name that is not in a register, or in Vietnamese why the check would refuse it.

    The name of a place begins with its level.
    """
    given = nfc(" ".join(given.split()))
    if wrong := letters_problem(given):
        return wrong
    level, name = parted(given) if register == "dia-ban" else ("", given)
    if register == "dia-ban" and not level:
        return f"Ghi cả cấp ở trước tên: {', '.join(dict.fromkeys(PLACE_LEVELS.values()))}."
    while level and (bare := named_twice(level, name)):
        name = bare
    least = 1 if level else 2
    key = slug_of(given, LONGEST_KEY)
    if not key or not least <= len(name) <= 200:
        return f"Tên phải có từ {least} đến 200 ký tự."
    rows = lists.rows(REGISTERS[register])
    taken = {*rows, *(former for one in rows.values() for former in one.former_keys)}
    free = free_slug(key, taken)
    made = Place(name, level) if level else Unit(name)
    if twin := dict(twins({**rows, free: made}, lists.abbreviations)).get(free):
        return f"Đã có trong danh mục: {twin}."
    return row(register, free, given, name, level)


def letters_problem(name: str) -> str:
    """Return what is wrong with the letters of a name that is drawn or printed, in Vietnamese; empty when all are fine."""
    if next(letters.problems("", name), None):
        return "Tên có ký tự lạ, thường do dán từ nơi khác. Hãy gõ lại bằng bộ gõ Unicode."
    if lack := glyphs.lacking(name):
        return f"Tên có ký tự mà thẻ chia sẻ và bản in không vẽ được: {glyphs.named(lack)}. Bỏ ký tự này."
    return ""


def append(folder: Path, rows: tuple[Addition, ...]) -> dict[Path, bytes]:
    """Write rows at the end of their registers in ``folder``; return what the files held before.

    Raises OSError; then no file has changed.
    """
    before: dict[Path, bytes] = {}
    try:
        for one in rows:
            file = folder / f"{one.register}.yml"
            data = file.read_bytes()
            before.setdefault(file, data)
            text = ("" if data.endswith(b"\n") or not data else "\n") + "\n" + one.text
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
