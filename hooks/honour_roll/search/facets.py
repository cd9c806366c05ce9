"""Facets (what entries can be chosen and counted by) as columns of bytes, and the orders in which entries are shown.

``danh-muc.json`` names all facets and their rows. ``cot/bai.bin`` is a bitmap of the document ids that are entries
(lowest bit first). Each facet has a file ``cot/<facet>.bin``, fetched when a reader wants to choose by it: a column for
each of the values that one entry may have, with a byte for each entry in the order of ids: 0 for no value, else the
number of its row in ``danh-muc.json``, from 1. Where a facet has more than 255 rows, a column of high bytes follows
each column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from typing import Any, NamedTuple

from honour_roll.entries import schema
from honour_roll.entries.entry import Entry
from honour_roll.entries.roll import Roll
from honour_roll.search.answers import answers, level_abbreviations, topic
from honour_roll.search.corpus import Corpus, SearchFile, ready_file
from honour_roll.search.postings import ShardCounts, leb128
from honour_roll.search.results import IDS_PER_FILE, as_json
from honour_roll.taxonomies import FACETS, KINDS, PLACES
from honour_roll.text.vietnamese import capital

_BYTE = 255


class Facet(NamedTuple):
    """One way to choose entries: its name in addresses, its title, the names of all rows, and each entry's rows."""

    name: str
    title: str
    rows: Mapping[str, str]
    values: Sequence[tuple[str, ...]]


def facet_files(corpus: Corpus) -> Iterator[SearchFile]:
    """Yield ``danh-muc.json`` and the columns of all facets."""
    described = []
    for facet in _facets(corpus.entries, corpus.roll):
        used = set(chain.from_iterable(facet.values))
        nearby = {key: corpus.roll.registers.around(key) for key in used} if facet.name == PLACES.facet else {}
        used.update(*nearby.values())
        numbers = {key: number for number, key in enumerate((key for key in facet.rows if key in used), start=1)}
        rows: list[list[Any]] = [[key, facet.rows[key]] for key in numbers]
        for row in rows if nearby else ():
            row.append([numbers[key] for key in nearby.get(row[0], ()) if key in numbers])
            row.append(int(bool(corpus.roll.registers.places[row[0]].until)))
        columns = [[numbers.get(key, 0) for key in column] for column in zip_longest(*facet.values, fillvalue="")]
        described.append({"name": facet.name, "title": facet.title, "width": len(columns), "rows": rows})
        data = bytearray()
        for column in columns:
            data += bytes([number & _BYTE for number in column])
            if len(rows) > _BYTE:
                data += bytes([number >> 8 for number in column])
        yield ready_file(f"cot/{facet.name}.bin", bytes(data))
    is_entry = bytearray(-(-corpus.id_count // 8))
    for entry in corpus.entries:
        is_entry[corpus.ids[entry.slug] >> 3] |= 1 << (corpus.ids[entry.slug] & 7)
    yield ready_file("cot/bai.bin", bytes(is_entry))
    shards = ShardCounts.of(len(corpus.ids))
    names = {
        "numbers": corpus.id_count,
        "pairs": shards.pairs,
        "words": shards.syllables,
        "cards": IDS_PER_FILE,
        "entries": len(corpus.entries),
        "facets": described,
        "pages": min((corpus.ids[entry.slug] for entry in corpus.entries), default=corpus.id_count),
        "answers": answers(corpus),
        "short": corpus.roll.registers.abbreviations,
        "alike": corpus.roll.registers.synonyms,
        "levels": level_abbreviations(corpus.roll.registers),
        "topic": topic(corpus.roll.registers),
    }
    yield ready_file("danh-muc.json", as_json(names))


def order_files(corpus: Corpus) -> Iterator[SearchFile]:
    """Yield the order of lists (``moi.bin``) and that of titles (``ten.bin``).

    ``moi.bin`` says for each entry how far its place in the site's lists is from its place in the reverse order of ids:
    twice a distance back, or one less than twice a distance forward (zigzag), in base 128. ``ten.bin`` has each entry's
    place in the order of titles: all low bytes, then all high bytes.
    """
    entries = corpus.entries
    places = {entry.slug: place for place, entry in enumerate(e for e in corpus.roll.entries if e.status == "cong-bo")}
    moved = [places[entry.slug] - place for entry, place in zip(entries, reversed(range(len(entries))), strict=True)]
    yield ready_file("moi.bin", b"".join([leb128(by * 2 if by >= 0 else -by * 2 - 1) for by in moved]))
    by_title = sorted(entries, key=lambda entry: (corpus.roll.title_key(entry), entry.slug))
    ranks = {entry.slug: rank for rank, entry in enumerate(by_title)}
    ordered = [ranks[entry.slug] for entry in entries]
    yield ready_file("ten.bin", bytes([rank & _BYTE for rank in ordered] + [rank >> 8 & _BYTE for rank in ordered]))


def _facets(entries: Sequence[Entry], roll: Roll) -> Iterator[Facet]:
    """Yield all facets, with the values of each entry in the order given."""
    for taxonomy in FACETS:
        values = [tuple(taxonomy.keys(entry, roll.registers)) for entry in entries]
        if taxonomy is KINDS:
            names: Mapping[str, str] = schema.KINDS
        elif taxonomy.register:
            names = {key: capital(roll.label(taxonomy, key)) for key in roll.registers.rows(taxonomy)}
        else:
            names = {key: key for key in sorted({*chain.from_iterable(values)} - {""}, reverse=True)}
        yield Facet(taxonomy.facet, taxonomy.title, names, values)
