"""Files with one line an entry, of ten thousand: after an edit only the lines that changed are made again.

The last such file is the store of its own lines: what each was made from is remembered in their order, a digest each.
Nothing else has to be kept, and to join lines that are there takes a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from honour_roll.fingerprints import SIZE, fingerprint


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
        return fingerprint(name.encode(), self.base, self.keys)

    def split(self) -> list[bytes]:
        """Give the digests of the lines."""
        return [self.keys[at : at + SIZE] for at in range(0, len(self.keys), SIZE)]


def joined(form: Form, now: Kept, last: Kept, file: Path, make: Callable[[int], bytes]) -> bytes:
    """Give a file of lines. ``make`` makes the line at a place; it holds neither line feed nor carriage return.

    ``file`` is the last such file, made from ``last``. It is not asked for anything unless it is what it should be: of
    the same base, and of as many lines. What is the same before the first change and after the last is taken whole.
    """
    keys, before = now.split(), last.split()
    data, ends = _read(file, form, len(before)) if last.base == now.base else (b"", [])
    if not ends:
        before = []
    first, behind = _same(keys, before), 0
    while behind < min(len(keys), len(before)) - first and keys[-1 - behind] == before[-1 - behind]:
        behind += 1

    def old(start: int, stop: int) -> memoryview:
        """Give some lines of the last file, without what ends the last of them."""
        return memoryview(data)[ends[start] : ends[stop] - len(form.between if stop < len(before) else form.end)]

    changed = range(first, len(before) - behind)
    known: dict[bytes, memoryview | bytes] = {before[place]: old(place, place + 1) for place in changed}
    parts: list[memoryview | bytes] = [old(0, first)] if first else []
    parts += [known.get(keys[place]) or make(place) for place in range(first, len(keys) - behind)]
    parts += [old(len(before) - behind, len(before))] if behind else []
    between = [piece for part in parts for piece in (part, form.between)][:-1]
    return b"".join([form.before, *between, form.end if keys else b"", form.after])  # all is copied but once


def _same(keys: Sequence[bytes], before: Sequence[bytes]) -> int:
    """Give how many are the same from the start."""
    pairs = enumerate(zip(keys, before, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(keys), len(before)))


def _read(file: Path, form: Form, count: int) -> tuple[bytes, list[int]]:
    """Give a file of ``count`` lines, and where its first line and each of them ends; nothing if it is not whole."""
    try:
        data = file.read_bytes()
    except OSError:
        return b"", []
    ends, at = [], 0
    while at := data.find(b"\n", at) + 1:  # three times as quick as a pattern
        ends.append(at)
    after = form.after.count(b"\n")
    whole = len(ends) == 1 + count + after and data.endswith(form.end + form.after)
    return (data, ends[: len(ends) - after]) if whole and count else (b"", [])
