"""Posting lists (which documents have a term) and the shards that hold them, as bytes; ``shards.js`` reads them.

A term is a syllable (``goc'``) or a pair of neighbouring syllables (``goc' xanh``), as ``vietnamese.spelling`` spells
them. A document has three zones: title, head and body.

    shard     = size of the directory in bytes, directory, size of the lengths in bytes, lengths, postings
    directory = terms in order, one a line, UTF-8
    lengths   = for each term, the size of its postings in bytes
    postings  = a byte whose bits 0, 1, 2 say which zones have a list, then the lists of these zones
    list      = twice the size of what follows in bytes, one more when that is a bitmap of ids (lowest bit first);
                otherwise it is the first id and then the gaps between ids

Every number is in base 128, lowest digit first, with the high bit set on all bytes but its last (LEB128).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import sub
from typing import NamedTuple, TypeAlias

from honour_roll.text.vietnamese import fold_spelling

ZONES = 3  # title, head, body

Change: TypeAlias = tuple[int, int, bool]  # the zone, a document id, and whether the document has the term there now

_AS_DIGITS = b"01" + bytes(254)  # translates a flag to a digit
_CONTINUED = bytes(range(128, 256))  # bytes that are not a number's last
_DOCUMENTS_PER_PAIR_SHARD = 5  # makes shards of a few kilobytes, however large the roll


class ShardCounts(NamedTuple):
    """How many shards hold pairs, and how many hold single syllables. Shards of pairs come first."""

    pairs: int
    syllables: int

    @classmethod
    def of(cls, documents: int) -> ShardCounts:
        """Return the counts for an index of so many documents: powers of two, so that they seldom change."""
        pairs = 1 << (documents // _DOCUMENTS_PER_PAIR_SHARD).bit_length()
        return cls(pairs, max(1, pairs // 4))

    def shard_of(self, term: str) -> int:
        """Return the number of the shard that holds a term.

        A pair's shard depends on two letters of its second syllable, so all completions of ``goc xa`` lie in one shard.
        """
        first, _, second = term.partition(" ")
        if second:
            return zlib.crc32(f"{fold_spelling(first)} {fold_spelling(second)[:2]}".encode()) % self.pairs
        return self.pairs + zlib.crc32(fold_spelling(first).encode()) % self.syllables


def encode_shard(terms: Mapping[str, bytes]) -> bytes:
    """Return the shard that holds the postings of each term."""
    names = sorted(terms)
    directory = "\n".join(names).encode()
    lengths = b"".join([leb128(len(terms[name])) for name in names])
    return b"".join([leb128(len(directory)), directory, leb128(len(lengths)), lengths, *map(terms.__getitem__, names)])


def decode_shard(shard: bytes) -> dict[str, bytes]:
    """Return the postings of each term in a shard: the inverse of ``encode_shard``."""
    size, at = _read(shard, 0)
    names = shard[at : at + size].decode().split("\n") if size else []
    size, length_at = _read(shard, at + size)
    at = length_at + size
    terms = {}
    for name in names:
        length, length_at = _read(shard, length_at)
        terms[name] = shard[at : at + length]
        at += length
    return terms


def encode_postings(zones: Sequence[Sequence[int]]) -> bytes:
    """Return a term's postings, from the ascending ids of the documents that have it in each zone."""
    lists = [_encode_list(ids) for ids in zones]
    present = sum(1 << zone for zone, (encoded, _) in enumerate(lists) if encoded)
    sized = [leb128(len(encoded) * 2 + is_bitmap) + encoded for encoded, is_bitmap in lists if encoded]
    return b"".join([bytes([present]), *sized])


def edit_postings(postings: bytes, changes: Iterable[Change]) -> bytes:
    """Return a term's postings after some changes; before and after, ``b""`` is a term that no document has."""
    zones = [_decode_list(*part) for part in _split_zones(postings)]
    for zone, document_id, present in changes:
        (zones[zone].add if present else zones[zone].discard)(document_id)
    return encode_postings([sorted(ids) for ids in zones]) if any(zones) else b""


def count_postings(postings: bytes) -> int:
    """Return how many ids the lists of a term hold, over all zones."""
    return sum(
        int.from_bytes(encoded, "little").bit_count() if is_bitmap else len(encoded.translate(None, _CONTINUED))
        for encoded, is_bitmap in _split_zones(postings)
    )


@lru_cache(maxsize=1 << 14)
def leb128(number: int) -> bytes:
    """Return a number in base 128, lowest digit first, with the high bit set on all bytes but the last."""
    encoded = bytearray()
    while number > 127:
        encoded.append(number & 127 | 128)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def _split_zones(postings: bytes) -> list[tuple[bytes, bool]]:
    """Return for each zone its list without the size, and whether that is a bitmap."""
    zones, at = [(b"", False)] * ZONES, 1
    for zone in range(ZONES):
        if postings and postings[0] >> zone & 1:
            size, at = _read(postings, at)
            zones[zone] = postings[at : at + (size >> 1)], bool(size & 1)
            at += size >> 1
    return zones


def _encode_list(ids: Sequence[int]) -> tuple[bytes, bool]:
    """Return ascending ids as a bitmap where that takes at most a byte for each, else as gaps; and which it is."""
    if not ids:
        return b"", False
    last = ids[-1]
    if len(ids) > last >> 3:
        flags = bytearray(last + 1)
        for document_id in ids:
            flags[document_id] = 1
        return int(flags.translate(_AS_DIGITS)[::-1], 2).to_bytes((last >> 3) + 1, "little"), True
    gaps = [ids[0], *map(sub, ids[1:], ids)]
    if max(gaps) < 128:
        return bytes(gaps), False
    return b"".join(map(leb128, gaps)), False


def _decode_list(encoded: bytes, is_bitmap: bool) -> set[int]:  # noqa: FBT001 - as ``_encode_list`` returns them
    """Return the ids that ``_encode_list`` was given."""
    if is_bitmap:
        bits = f"{int.from_bytes(encoded, 'little'):b}"
        return {document_id for document_id, bit in enumerate(reversed(bits)) if bit == "1"}
    return set(accumulate(_decode(encoded)))


def _decode(encoded: bytes) -> Iterable[int]:
    """Return the numbers of a sequence in base 128."""
    if encoded.isascii():
        return encoded
    numbers, at = [], 0
    while at < len(encoded):
        number, at = _read(encoded, at)
        numbers.append(number)
    return numbers


def _read(data: bytes, at: int) -> tuple[int, int]:
    """Return the number that begins at an offset, and the offset behind it."""
    number, shift = data[at] & 127, 7
    while data[at] > 127:
        at += 1
        number |= (data[at] & 127) << shift
        shift += 7
    return number, at + 1
