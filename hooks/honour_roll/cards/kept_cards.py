"""Link cards kept in the cache, each under the fingerprint of what it shows, so that none is drawn twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from honour_roll.cards.link_cards import LinkCard, Shape, drawn
from honour_roll.store import FileStore


class KeptCards:
    """The cards kept in ``folder``, or nowhere when that is None.

    ``photo`` returns the bytes of a rendition by ``CardPhoto.key`` and ``CardPhoto.file``.
    """

    def __init__(self, folder: Path | None, photo: Callable[[str, str], bytes]) -> None:
        """Remember where; nothing is read or made yet."""
        self._kept, self._photo = FileStore(folder), photo

    def content(self, card: LinkCard, shape: Shape) -> bytes:
        """Return a card as JPEG, drawn now unless it is kept."""
        name = name_of(card, shape)
        jpeg = self._kept.get(name)
        if jpeg is None:
            jpeg = drawn(card, shape, self._photo(card.photo.key, card.photo.file) if card.photo else None)
            with suppress(OSError):
                self._kept.put(name, jpeg)
        return jpeg

    def count(self) -> int:
        """Return how many cards are kept."""
        return self._kept.count()

    def prune(self, names: Iterable[str]) -> None:
        """Drop all cards that are kept under other names than ``names``."""
        self._kept.keep_only(names)


def name_of(card: LinkCard, shape: Shape) -> str:
    """Return the name under which a card is kept."""
    return f"{card.key}{shape.name}"
