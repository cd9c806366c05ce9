"""Files with one line an entry, of ten thousand: after an edit only the lines that changed are made again.

The last such file is the store of its own lines: what each was made from is remembered in their order, a digest each.
Nothing else has to be kept, and to join lines that are there takes a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from honour_roll.cache import DIGEST, digest


class Form(NamedTuple):
    """What stands before the lines and after them, what ends a line, and what ends the last one."""

    before: bytes
    between: bytes
    end: bytes
    after: bytes


class Kept(NamedTuple):
    """What the lines of a file were made from: all that every line depends on, and a digest for each, in order."""

    base: bytes = b""
    keys: bytes = b""

    def stands_for(self, name: str) -> bytes:
        """Give the digest of the file ``name`` that has these lines."""
        return digest(name.encode(), self.base, self.keys)

    def split(self) -> list[bytes]:
        """Give the digests of the lines."""
        return [self.keys[at : at + DIGEST] for at in range(0, len(self.keys), DIGEST)]


def joined(form: Form, now: Kept, last: Kept, file: Path, make: Callable[[int], bytes]) -> bytes:
    """Give a file of lines. ``make`` makes the line at a place; it holds neither line feed nor carriage return.

    ``file`` is the last such file, made from ``last``. It is not asked for anything unless it is what it should be: of
    the same base, and of as many lines.
    """
    known = _lines_of(file, form, last) if last.base == now.base else {}
    lines = [known.get(key) or make(place) for place, key in enumerate(now.split())]
    return form.before + form.between.join(lines) + (form.end if lines else b"") + form.after


def _lines_of(file: Path, form: Form, last: Kept) -> dict[bytes, bytes]:
    """Give the lines of a file by their digests; none when it cannot be read or is not whole."""
    try:
        data = file.read_bytes()
    except OSError:
        return {}
    keys = last.split()
    start = data.find(b"\n") + 1  # what stands before the lines may have changed, but is one line
    rest = form.end + form.after
    if not keys or not data.endswith(rest):
        return {}
    lines: Sequence[bytes] = data[start : len(data) - len(rest)].split(form.between)
    return dict(zip(keys, lines, strict=True)) if len(lines) == len(keys) else {}
