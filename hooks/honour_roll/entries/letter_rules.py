"""The rule of letters: what stands as a name on cards, posters and in books is written with letters their font has.

It holds for an entry's title and the names in the registers. All else is shown on pages, where the reader's own fonts
help out, and is not refused for a rare letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from honour_roll.problem import Problem, quoted
from honour_roll.text.glyphs import lacking, named

if TYPE_CHECKING:
    from honour_roll.entries.yaml_reader import Document, Location

_MEND = "Bỏ ký tự này hoặc thay bằng chữ thường dùng; biểu tượng cảm xúc chỉ dùng được trong thân bài."


def name_can_be_drawn(document: Document, location: Location, label: str, name: object) -> Iterator[Problem]:
    """A name has only letters that can be drawn; what cannot be seen at all is another rule's."""
    letters = "".join(filter(str.isprintable, lacking(name))) if isinstance(name, str) else ""
    if letters:
        yield Problem(document.path, *document.place(location), "undrawable-letter", label, str(name),
                      f"{label} {quoted(name)} có ký tự mà phông chữ của thẻ chia sẻ và bản in không có: "
                      f"{named(letters)}.", _MEND)  # fmt: skip
