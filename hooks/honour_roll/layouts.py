"""Layouts: where a page says what its template says, and where what the model says.

When a template of a page says something else in the same places, its pages need not be made again: what they say of
models is copied from the pages that are there, and what the template says is put in its new words.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from honour_roll.body import ROOT
from honour_roll.cache import DIGEST, digest
from honour_roll.templates import Text


class LaidOut(bytes):
    """A page with its layout, and with what stands for all that it depends on but its template.

    The layout is numbers: where the template's first text begins; then for each text its place in the template, and
    how many letters follow until the next one, or until the body ends.
    """

    layout: bytes
    own: bytes

    @property
    def kept(self) -> bytes:
        """Give what is to be remembered of the page."""
        return self.own + self.layout


class _Rooted(dict[str, str]):
    """Texts as they stand in pages from which ``root`` is the way to the site's root."""

    def __init__(self, root: str) -> None:
        super().__init__()
        self._root = root

    def __missing__(self, text: str) -> str:
        found = self[text] = text.replace(ROOT, self._root)
        return found


_rooted = cache(_Rooted)


def laid_out(own: bytes, before: str, pieces: Iterable[str], after: str, root: str) -> LaidOut:
    """Give a page from what stands before its body, the pieces of that, and what stands after it.

    ``own`` stands for all that it depends on but its template.
    """
    texts, done, numbers, length = _rooted(root), [before], list[int](), len(before)
    for piece in pieces:
        if type(piece) is Text:
            done.append(texts[piece])
            numbers += (length, piece.place)
            length = 0
        else:
            said = piece.replace(ROOT, root) if "@@" in piece else piece
            done.append(said)
            length += len(said)
    done.append(after)
    page = LaidOut("".join(done).encode())
    page.own, page.layout = own, array("I", [*numbers, length]).tobytes()
    return page


def rewritten(page: bytes, layout: bytes, was: Sequence[str], now: Sequence[str]) -> bytes | None:
    """Give a page with the texts of its template that ``was`` there as they are ``now``; None when it is another page.

    Both are given by their places.
    """
    try:
        text = page.decode()
    except UnicodeDecodeError:  # somebody else's
        return None
    numbers = memoryview(layout).cast("I")
    at, done = numbers[0], [text[: numbers[0]]]
    for place, length in zip(numbers[1::2], numbers[2::2], strict=True):
        if place >= min(len(was), len(now)) or not text.startswith(was[place], at):
            return None
        at += len(was[place])
        done += (now[place], text[at : at + length])
        at += length
    done.append(text[at:])
    return "".join(done).encode()


class Rewriting(NamedTuple):
    """What a build needs to rewrite pages of models: their template ``was`` made into texts, and is ``now``.

    ``source`` stands for the template as it was; ``layouts`` gives for a file what was ``kept`` of it.
    """

    was: Sequence[str]
    now: Sequence[str]
    source: bytes
    layouts: Callable[[str], bytes | None]

    def page(self, file: str, own: bytes, standing: Callable[[str, bytes], bytes]) -> bytes | None:
        """Give a page by its file; None when not just its template is another. ``own`` stands for all the rest.

        ``standing`` gives what the site holds as a file if it was made from the key; else nothing.
        """
        kept = self.layouts(file) or b""
        if kept[:DIGEST] != own:
            return None
        page = standing(file, key_of(self.source, own))
        return rewritten(page, kept[DIGEST:], self.was, self.now) if page else None


def key_of(source: bytes, own: bytes) -> bytes:
    """Give the key of a page from what stands for its template, and what for all else that it depends on."""
    return digest(source, own)


def texts_of(texts: Iterable[str], root: str) -> list[str]:
    """Give a template's texts as they stand in pages from which ``root`` is the way to the site's root."""
    return [text.replace(ROOT, root) for text in texts]
