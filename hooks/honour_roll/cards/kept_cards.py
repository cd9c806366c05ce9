"""Cards that were drawn are kept, each under what it shows: none is drawn twice until somebody clears the cache."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from honour_roll.cards.link_cards import Card, Shape, drawn
from honour_roll.fingerprints import SIZE, fingerprint
from honour_roll.store import write_file


class KeptCards:
    """The cards in ``folder``, or in none. ``photo`` gives what a published rendition holds, by key and file name."""

    def __init__(self, folder: Path | None, photo: Callable[[str, str], bytes]) -> None:
        """Look into the folder only when asked."""
        self._folder, self._photo = folder, photo

    def content(self, card: Card, shape: Shape) -> bytes:
        """Give a card as JPEG: as it was kept, or drawn now when it was not, or is damaged."""
        place = self._folder / name_of(card, shape) if self._folder else None
        if place:
            with suppress(OSError):
                kept = place.read_bytes()
                if fingerprint(kept[SIZE:]) == kept[:SIZE]:
                    return kept[SIZE:]
        made = drawn(card, shape, self._photo(card.photo.key, card.photo.file) if card.photo else None)
        if place:
            with suppress(OSError):
                waiting = f"{place}.{os.getpid()}"
                write_file(waiting, fingerprint(made) + made)
                os.replace(waiting, place)
        return made

    def prune(self, names: Iterable[str]) -> None:
        """Drop the cards that are not among ``names``."""
        wanted = set(names)
        if self._folder and self._folder.is_dir():
            for entry in os.scandir(self._folder):
                if entry.name not in wanted:
                    with suppress(OSError):
                        os.unlink(entry.path)


def name_of(card: Card, shape: Shape) -> str:
    """Give the name under which a card is kept."""
    return f"{card.key}{shape.name}"
