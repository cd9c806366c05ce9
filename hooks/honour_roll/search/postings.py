"""Lists of entries and the shards they lie in, as bytes; ``shards.js`` takes them apart.

    shard    = number of bytes of the directory, directory, number of bytes of the lengths, lengths, lists
    directory = spellings ("goc' xanh", or one syllable) in order, a line each, UTF-8
    lengths  = for each spelling, how many bytes its lists take
    lists    = a byte whose bits 0, 1, 2 say whether there is a list for title, head, body; then these
    list     = twice the number of bytes that follow, one more when they are a bitmap (lowest bit first);
               otherwise they are the first number and then the gaps

All numbers are in base 128, lowest first, with the high bit on all bytes but a number's last (LEB128).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate
from operator import sub
from typing import NamedTuple, TypeAlias

from honour_roll.text.vietnamese import fold_spelling

LEVELS = 3  # title, head, body

Edits: TypeAlias = list[tuple[int, bool]]  # numbers, and whether each is to be there
_AS_DIGITS = b"01" + bytes(254)  # a flag as a digit
_HIGH = bytes(range(128, 256))
_PER_SHARD = 5  # entries for each shard of pairs: so that it has a few kilobytes, whatever the size of the roll
_TABLE = 1 << 14


class Sizes(NamedTuple):
    """How many shards there are for pairs, and how many for single syllables."""

    pairs: int
    words: int

    def shard(self, spelled: str) -> int:
        """Give the shard of a pair or of a syllable; those of pairs come first."""
        first, _, second = spelled.partition(" ")
        if second:
            start = fold_spelling(second)[:2]  # what "goc xa" may become lies in one shard
            return zlib.crc32(f"{fold_spelling(first)} {start}".encode()) % self.pairs
        return self.pairs + zlib.crc32(fold_spelling(first).encode()) % self.words


def sizes(entries: int) -> Sizes:
    """Give how many shards there are for so many entries: powers of two, so that they seldom change."""
    pairs = 1 << (entries // _PER_SHARD).bit_length()
    return Sizes(pairs, max(1, pairs // 4))


def shard(lists: Mapping[str, bytes]) -> bytes:
    """Give a shard of these spellings and their lists."""
    names = sorted(lists)
    directory = "\n".join(names).encode()
    lengths = b"".join([_number(len(lists[name])) for name in names])
    return b"".join(
        [_number(len(directory)), directory, _number(len(lengths)), lengths, *[lists[name] for name in names]]
    )


def taken_apart(data: bytes) -> dict[str, bytes]:
    """Give the spellings of a shard with their lists, just as ``shard`` took them."""
    size, at = _read(data, 0)
    names = data[at : at + size].decode().split("\n") if size else []
    size, start = _read(data, at + size)
    at = start + size
    found = {}
    for name in names:
        length, start = _read(data, start)
        found[name] = data[at : at + length]
        at += length
    return found


def lists(levels: Sequence[Sequence[int]]) -> bytes:
    """Give the lists of one spelling. ``levels`` has the numbers for title, head and body, each ascending."""
    there = sum(1 << level for level, numbers in enumerate(levels) if numbers)
    return bytes([there]) + b"".join([_list(numbers) for numbers in levels if numbers])


def edited(data: bytes, changes: Iterable[tuple[int, int, bool]]) -> bytes:
    """Give lists with some numbers taken out or put in: (level, number, whether it is to be there).

    Empty when nothing is left. ``data`` may be empty as well.
    """
    levels = _apart(data)
    of_levels: dict[int, Edits] = {}
    for level, number, there in changes:
        of_levels.setdefault(level, []).append((number, there))
    for level, edits in of_levels.items():
        payload, dense = levels[level]
        levels[level] = _dense_edited(payload, edits) if dense else _gaps_edited(payload, edits)
    present = sum(1 << level for level, (payload, _) in enumerate(levels) if payload)
    if not present:
        return b""
    return bytes([present]) + b"".join([_number(len(p) * 2 + dense) + p for p, dense in levels if p])


def count(data: bytes) -> int:
    """Give how many numbers the lists of one spelling have, all levels together."""
    total = 0
    for payload, dense in _apart(data):
        total += int.from_bytes(payload, "little").bit_count() if dense else len(payload.translate(None, _HIGH))
    return total


def _apart(data: bytes) -> list[tuple[bytes, bool]]:
    """Give for each level the bytes of its list and whether they are a bitmap."""
    levels: list[tuple[bytes, bool]] = [(b"", False)] * LEVELS
    at = 1
    for level in range(LEVELS):
        if data and data[0] >> level & 1:
            size, at = _read(data, at)
            levels[level] = data[at : at + (size >> 1)], bool(size & 1)
            at += size >> 1
    return levels


def _list(numbers: Sequence[int]) -> bytes:
    payload, dense = _payload(numbers)
    return _number(len(payload) * 2 + dense) + payload


def _payload(numbers: Sequence[int]) -> tuple[bytes, bool]:
    """Give ascending numbers as a bitmap where that is no longer than a byte for each, else as gaps."""
    last = numbers[-1]
    if len(numbers) > last >> 3:
        flags = bytearray(last + 1)
        for number in numbers:
            flags[number] = 1
        return int(flags.translate(_AS_DIGITS)[::-1], 2).to_bytes((last >> 3) + 1, "little"), True
    gaps = [numbers[0], *map(sub, numbers[1:], numbers)]
    most = max(gaps)
    if most < 128:
        return bytes(gaps), False
    if most < _TABLE:
        codes = _codes()
        return b"".join([codes[gap] for gap in gaps]), False
    return b"".join(map(_number, gaps)), False


def _dense_edited(payload: bytes, edits: Edits) -> tuple[bytes, bool]:
    bits = int.from_bytes(payload, "little")
    for number, there in edits:
        bits = bits | 1 << number if there else bits & ~(1 << number)
    last = bits.bit_length() - 1
    if bits.bit_count() > last >> 3:
        return bits.to_bytes((last >> 3) + 1, "little"), True
    return _payload([place for place, bit in enumerate(reversed(f"{bits:b}")) if bit == "1"]) if bits else (b"", False)


def _gaps_edited(payload: bytes, edits: Edits) -> tuple[bytes, bool]:
    numbers = set(accumulate(_gaps(payload)))
    for number, there in edits:
        (numbers.add if there else numbers.discard)(number)
    return _payload(sorted(numbers)) if numbers else (b"", False)


def _gaps(payload: bytes) -> Iterable[int]:
    if payload.isascii():
        return payload
    found, value, shift = [], 0, 0
    for byte in payload:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            found.append(value)
            value = shift = 0
    return found


def _number(value: int) -> bytes:
    if value < 128:
        return bytes((value,))
    made = bytearray()
    while value > 127:
        made.append(value & 127 | 128)
        value >>= 7
    made.append(value)
    return bytes(made)


@cache
def _codes() -> list[bytes]:
    return [_number(value) for value in range(_TABLE)]


def _read(data: bytes, at: int) -> tuple[int, int]:
    """Give the number at a place, and the place behind it."""
    value, shift = data[at] & 127, 7
    while data[at] > 127:
        at += 1
        value |= (data[at] & 127) << shift
        shift += 7
    return value, at + 1
