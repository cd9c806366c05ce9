"""Inversion: from the words of entries to shards, by as many processes as there are cores.

Each process takes some of the entries, and then makes some of the shards from what all have found. Between them go
bytes, not objects: five million places in ten thousand entries are quick to copy and slow to pickle.
"""

from __future__ import annotations

import gc
import marshal
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise, repeat, zip_longest
from typing import TypeAlias

from honour_roll.parallel import workers
from honour_roll.search.documents import BETWEEN
from honour_roll.search.postings import LEVELS, Sizes, lists, shard

Text: TypeAlias = tuple[int, bytes]  # an entry's number and its words, as search_words.Names.joined gives them

_WORTH_A_POOL = 300  # starting processes costs as much as inverting this many entries
_AT_ONCE = 1500  # entries that a process inverts at a time: all of its half would take three times the memory
_SECOND = 24  # bits for the second of a pair of syllables' own numbers
_NUMBERS = "I"


def keys(text: bytes, beside: bytes = b"") -> set[tuple[str, int]]:
    """Give what an entry is found by: its pairs of neighbours and its single syllables, each with its level.

    Levels at which another text, ``beside``, says just the same are left out.
    """
    found: set[tuple[str, int]] = set()
    for level, (part, other) in enumerate(zip_longest(text.split(BETWEEN), beside.split(BETWEEN), fillvalue=b"")):
        for line in part.decode().split("\n") if part != other else ():
            words = line.split()
            found.update((word, level) for word in words)
            found.update((f"{first} {second}", level) for first, second in pairwise(words))
    return found


def inverted(texts: Iterable[Text], sizes: Sizes, jobs: int) -> dict[int, bytes]:
    """Give every shard by its number, empty ones too. ``texts`` are in the order of their numbers."""
    all_ = [*texts]
    shares = jobs * -(-len(all_) // (jobs * _AT_ONCE)) if len(all_) >= _WORTH_A_POOL else 1
    length = -(-len(all_) // shares) or 1
    chunks = [all_[start : start + length] for start in range(0, len(all_), length)]
    all_.clear()
    made = dict.fromkeys(range(sizes.pairs + sizes.words), shard({}))
    if shares == 1:
        return made | _made([_places(chunk, sizes, 1)[0] for chunk in chunks])
    with workers(jobs) as pool:
        found = [*pool.map(_places, chunks, repeat(sizes), repeat(shares))]
        chunks.clear()
        for some in pool.map(_made, [[one[share] for one in found] for share in range(shares)]):
            made |= some
    return made


class _Numbers(dict[bytes, int]):
    """Numbers for syllables as they come, from 1; 0 is for none, which stands between lines."""

    def __init__(self) -> None:
        super().__init__({b"": 0})

    def __missing__(self, syllable: bytes) -> int:
        number = self[syllable] = len(self)
        return number


def _places(texts: Sequence[Text], sizes: Sizes, shares: int) -> list[bytes]:
    """Give for each share of the shards which numbers each spelling of these shards has, level by level."""
    gc.disable()  # nothing here is a cycle
    syllables = _Numbers()
    levels: list[defaultdict[int, list[int]]] = [defaultdict(list) for _ in range(LEVELS)]
    for number, text in texts:
        for places, part in zip(levels, text.split(BETWEEN), strict=True):
            words = [syllables[word] for word in part.replace(b"\n", b"  ").split(b" ")]
            for key in {*words, *[first << _SECOND | second for first, second in pairwise(words)]}:
                places[key].append(number)
    spelled = [word.decode() for word in syllables]
    second_of = (1 << _SECOND) - 1
    out: list[dict[int, dict[str, list[bytes]]]] = [defaultdict(dict) for _ in range(shares)]
    for level, places in enumerate(levels):
        for key, numbers in places.items():
            first, second = key >> _SECOND, key & second_of
            if not second:
                continue
            name = f"{spelled[first]} {spelled[second]}" if first else spelled[second]
            place = sizes.shard(name)
            of_name = out[place % shares][place].setdefault(name, [b""] * LEVELS)
            of_name[level] = array(_NUMBERS, numbers).tobytes()
    return [marshal.dumps(dict(one)) for one in out]


def _made(found: Sequence[bytes]) -> dict[int, bytes]:
    """Give the shards of one share, from what each process has found for it, in the order of the entries."""
    gc.disable()
    pieces = [marshal.loads(one) for one in found]  # noqa: S302 - our own processes wrote it, a moment ago
    made = {}
    for place in set().union(*pieces):
        joined: dict[str, list[bytes]] = {}
        for piece in pieces:
            for name, levels in piece.get(place, {}).items():
                before = joined.get(name)
                joined[name] = [a + b for a, b in zip(before, levels, strict=True)] if before else levels
        made[place] = shard({name: lists([array(_NUMBERS, one) for one in levels]) for name, levels in joined.items()})
    return made
