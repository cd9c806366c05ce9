"""What a new row of a register looks like: a unit, a place or a theme that an entry needs and nobody has listed yet."""

from __future__ import annotations

from typing import NamedTuple

from honour_roll.entries.derived import scalar
from honour_roll.entries.field_types import SLUG
from honour_roll.entries.place_levels import PLACE_LEVELS, parted
from honour_roll.text.vietnamese import slug_of

LONGEST_KEY = 80  # characters
_LONGEST_NAME = 200
# The values, besides the name and the level of a place, that a row must have, by register; rounds need too many.
REQUIRED: dict[str, tuple[tuple[str, str], ...]] = {
    "dia-ban": (),
    "chu-de": (("hinh", "la"),),
    "linh-vuc": (("mau", "#0b6e4f"),),
    "don-vi": (),
    "danh-hieu": (),
}


class Addition(NamedTuple):
    """A row that is to be added: its register, its key, the name that was given, and its values; ``ten`` is the first."""

    register: str
    key: str
    given: str
    values: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """Return the row as it stands in the file."""
        return "\n".join([f"{self.key}:", *(f"  {key}: {scalar(value)}" for key, value in self.values), ""])

    @property
    def table(self) -> str:
        """Return the row's values on one line."""
        (_, name), *others = self.values
        name = " ".join(name.replace('"', "”").replace("\\", "/").split())
        more = "".join(f", {key}: {scalar(value)}" for key, value in others)
        return f'{{ten: "{name}"{more}}}'

    @property
    def line(self) -> str:
        """Return the row on one line, as messages show it."""
        return f"{self.key}: {self.table}"


def row(register: str, key: str, given: str, name: str, level: str = "") -> Addition:
    """Return the row of a name, with all that its register requires."""
    levels = [("cap", level)] if level else []
    return Addition(register, key, given, (("ten", name), *levels, *REQUIRED[register]))


def lacking(wrong: str, register: str) -> Addition | None:
    """Return the row that adds what is lacking to a register; None where one line is not enough.

    What is written as a key does not tell the name.
    """
    wrong = wrong[:_LONGEST_NAME]
    level, name = parted(wrong) if register == "dia-ban" else ("", wrong)
    key = slug_of(wrong if SLUG.fullmatch(wrong) or not level else f"{PLACE_LEVELS[level]} {name}", LONGEST_KEY)
    if register not in REQUIRED or not key:
        return None
    if register == "dia-ban":
        level = level or "phuong"
    return row(register, key, wrong, "…" if SLUG.fullmatch(wrong) else name, level)
