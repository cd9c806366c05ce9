"""The indexer: makes all shards from the words of all documents, in a pool of workers when they are many.

Each worker takes some of the documents, and then makes some of the shards from what all workers have found. Between
them go bytes, not objects: the five million postings of ten thousand entries are quick to copy and slow to pickle.
"""

from __future__ import annotations

import gc
import marshal
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import pairwise, zip_longest
from typing import TypeAlias

from honour_roll.parallel import results
from honour_roll.search.documents import SEPARATOR
from honour_roll.search.postings import ZONES, ShardCounts, encode_postings, encode_shard

IndexedText: TypeAlias = tuple[int, bytes]  # a document's id and its words, as documents.py gives them

_WORTH_A_POOL = 300  # documents; starting a pool costs as much as indexing them
_AT_ONCE = 1500  # documents that a worker takes at a time: half of ten thousand would take three times the memory
_IDS = "I"  # the type code of an array of document ids


def terms_of(words: bytes, unlike: bytes = b"") -> set[tuple[str, int]]:
    """Return a document's terms, each with the zone where it stands; zones that ``unlike`` has as well are left out."""
    found: set[tuple[str, int]] = set()
    for zone, (text, other) in enumerate(zip_longest(words.split(SEPARATOR), unlike.split(SEPARATOR), fillvalue=b"")):
        for line in text.decode().split("\n") if text != other else ():
            syllables = line.split()
            found.update((syllable, zone) for syllable in syllables)
            found.update((f"{first} {second}", zone) for first, second in pairwise(syllables))
    return found


def build_shards(texts: Iterable[IndexedText], counts: ShardCounts, jobs: int) -> list[bytes]:
    """Return all shards in order, from documents in the order of their ids, with a pool of ``jobs`` workers."""
    documents = [*texts]
    shares = jobs * -(-len(documents) // (jobs * _AT_ONCE)) if len(documents) >= _WORTH_A_POOL else 1
    length = -(-len(documents) // shares) or 1
    chunks = [documents[start : start + length] for start in range(0, len(documents), length)]
    documents.clear()
    jobs = min(jobs, shares)
    found = [*results(partial(_invert, counts, shares), chunks, jobs)]
    chunks.clear()
    shards = dict.fromkeys(range(sum(counts)), encode_shard({}))
    for some in results(_encode, ([one[share] for one in found] for share in range(shares)), jobs):
        shards |= some
    return [*shards.values()]


def _invert(counts: ShardCounts, shares: int, texts: Sequence[IndexedText]) -> list[bytes]:
    """Return for each share of the shards, marshalled: shard → term → an array of ids for each zone."""
    gc.disable()  # nothing here is a cycle
    found: dict[tuple[str, int], list[int]] = defaultdict(list)
    for document_id, words in texts:
        for term in terms_of(words):
            found[term].append(document_id)
    out: list[dict[int, dict[str, list[bytes]]]] = [defaultdict(dict) for _ in range(shares)]
    for (name, zone), ids in found.items():
        shard = counts.shard_of(name)
        of_term = out[shard % shares][shard].setdefault(name, [b""] * ZONES)
        of_term[zone] = array(_IDS, ids).tobytes()
    return [marshal.dumps(dict(share)) for share in out]


def _encode(found: Sequence[bytes]) -> dict[int, bytes]:
    """Return the shards of one share by number, from what ``_invert`` found for it, in the order of ids."""
    gc.disable()
    pieces = [marshal.loads(piece) for piece in found]  # noqa: S302 - the pool's own bytes
    shards = {}
    for shard in set().union(*pieces):
        terms: dict[str, list[bytes]] = {}
        for piece in pieces:
            for name, zones in piece.get(shard, {}).items():
                before = terms.get(name)
                terms[name] = [a + b for a, b in zip(before, zones, strict=True)] if before else zones
        postings = {name: encode_postings([array(_IDS, ids) for ids in zones]) for name, zones in terms.items()}
        shards[shard] = encode_shard(postings)
    return shards
