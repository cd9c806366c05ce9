"""The rule of letters: a name that cards, posters and books print is written with letters that their font has.

It holds for an entry's title and the names in the registers. All other text is shown on pages alone, where the
reader's own fonts have the rare letters.
"""

from __future__ import annotations

from collections.abc import Iterator

from honour_roll.entries import messages
from honour_roll.entries.yaml_reader import Document, Location
from honour_roll.problem import Problem
from honour_roll.text.glyphs import lacking, named


def name_can_be_drawn(document: Document, location: Location, label: str, name: object) -> Iterator[Problem]:
    """A name has only letters that can be drawn; invisible characters are left to another rule."""
    letters = "".join(filter(str.isprintable, lacking(name))) if isinstance(name, str) else ""
    if letters:
        place = document.place(location)
        yield messages.UNDRAWABLE_LETTER.at(
            document.path, *place, label=label, value=name, name=label, letters=named(letters)
        )
