"""Layouts: where a page says what its template says, and where what the model says.

When a template of a page says something else in the same places, its pages need not be made again: what they say of
models is copied from the pages that are there, and what the template says is put in its new words.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate
from operator import add
from typing import NamedTuple, Self

from honour_roll.entries.markdown import ROOT
from honour_roll.fingerprints import SIZE, fingerprint
from honour_roll.pages.templates import Text


class LaidOut(bytes):
    """A page with its layout, and with what stands for all that it depends on but its template.

    The layout is numbers: where the template's first text begins; the places in the template of all its texts in the
    page, one after the other; how many bytes follow each of them until the next one, or until the page ends.
    """

    layout: bytes
    own: bytes

    @property
    def kept(self) -> bytes:
        """Give what is to be remembered of the page."""
        return self.own + self.layout


class _Rooted(dict[str, bytes]):
    """Texts as they stand in pages from which ``root`` is the way to the site's root."""

    def __init__(self, root: str) -> None:
        super().__init__()
        self._root = root

    def __missing__(self, text: str) -> bytes:
        found = self[text] = text.replace(ROOT, self._root).encode()
        return found


_rooted = cache(_Rooted)


def laid_out(own: bytes, before: str, pieces: Iterable[str], after: str, root: str) -> LaidOut:
    """Give a page from what stands before its body, the pieces of that, and what stands after it.

    ``own`` stands for all that it depends on but its template.
    """
    texts, first = _rooted(root), before.encode()
    done, places, lengths, length = [first], list[int](), list[int](), len(first)
    for piece in pieces:
        if type(piece) is Text:
            done.append(texts[piece])
            places.append(piece.place)
            lengths.append(length)
            length = 0
        else:
            said = (piece.replace(ROOT, root) if "@@" in piece else piece).encode()
            done.append(said)
            length += len(said)
    done.append(after.encode())
    page = LaidOut(b"".join(done))
    numbers = (*lengths[:1], *places, *lengths[1:], length + len(done[-1]))
    page.own, page.layout = own, array("I", numbers).tobytes()
    return page


class Words(NamedTuple):
    """What a template says at its places: how many bytes there were, and where it says something else, both."""

    sizes: Sequence[int]
    changed: Mapping[int, tuple[bytes, bytes]]

    @classmethod
    def of(cls, was: Sequence[bytes], now: Sequence[bytes]) -> Self:
        """Compare texts by their places."""
        pairs = [*zip(was, now, strict=False)]  # a place that only one of them has is none
        changed = {place: pair for place, pair in enumerate(pairs) if pair[0] != pair[1]}
        return cls([len(old) for old, _ in pairs], changed)


def rewritten(page: bytes, layout: bytes, words: Words) -> bytes | None:
    """Give a page in which its template says the new words; None when it is not the page that the layout is of.

    It is held to be that page when it is as long, and says the old words where they are to be.
    """
    numbers = array("I", layout)
    count = len(numbers) // 2
    first, places, lengths = numbers[0], numbers[1 : count + 1], numbers[count + 1 :]
    if max(places, default=0) >= len(words.sizes):
        return None
    ends = accumulate(map(add, map(words.sizes.__getitem__, places), lengths), initial=first)
    positions = [*ends]
    if positions.pop() != len(page):
        return None
    at, done = 0, list[bytes]()
    for place, position in zip(places, positions, strict=True):
        if place in words.changed:
            old, new = words.changed[place]
            if not page.startswith(old, position):
                return None
            done += (page[at:position], new)
            at = position + len(old)
    return b"".join([*done, page[at:]])


class Rewriting(NamedTuple):
    """What a build needs to rewrite pages of models, whose template alone is another since they were made.

    ``source`` stands for the template as it was; ``kept`` has what was kept of pages, by their files, if they can be
    rewritten.
    """

    words: Words
    source: bytes
    kept: Mapping[str, bytes]

    def own(self, file: str, key: bytes | None) -> bytes:
        """Give what stands for all but the template that a page depends on, which was made from ``key``.

        That is still the same: there is a ``Rewriting`` only when nothing else has changed. Give nothing when the
        layout is of another page.
        """
        own = self.kept.get(file, b"")[:SIZE]
        return own if key_of(self.source, own) == key else b""

    def page(self, file: str, standing: bytes) -> bytes | None:
        """Give a page that has an ``own``, from what the site holds as its file; None when it is not the one made."""
        return rewritten(standing, self.kept[file][SIZE:], self.words)


def key_of(source: bytes, own: bytes) -> bytes:
    """Give the key of a page from what stands for its template, and what for all else that it depends on."""
    return fingerprint(source, own)


def texts_of(texts: Iterable[str], root: str) -> list[bytes]:
    """Give a template's texts as they stand in pages from which ``root`` is the way to the site's root."""
    return [text.replace(ROOT, root).encode() for text in texts]
