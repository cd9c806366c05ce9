"""The cards that the search shows as results: ``the/<block>.json``, each with the cards of a few document ids."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial

from honour_roll import addresses
from honour_roll.fingerprints import fingerprint, plain
from honour_roll.search.corpus import Corpus, SearchFile
from honour_roll.search.documents import WrittenPage

IDS_PER_FILE = 8


def result_files(
    corpus: Corpus,
    entry_card: Callable[[str], str],
    page_card: Callable[[WrittenPage], str],
    card_fingerprint: Callable[[str], bytes],
    looks: bytes,
) -> Iterator[SearchFile]:
    """Yield the files of result cards.

    ``entry_card`` renders the card of an entry by its slug, ``page_card`` that of a hand-written page;
    ``card_fingerprint`` returns the fingerprint of all that an entry's card shows, its title and summary among it.
    ``looks`` is the fingerprint of the code and the templates that draw cards.
    """
    blocks: dict[int, list[str]] = defaultdict(list)
    for name in (*corpus.pages, *(entry.slug for entry in corpus.entries)):
        blocks[corpus.ids[name] // IDS_PER_FILE].append(name)

    def content(names: list[str]) -> bytes:
        """Return a file's JSON: for each document id its title, its summary and its card as HTML."""
        cards = {}
        for name in names:
            if page := corpus.pages.get(name):
                cards[corpus.ids[name]] = (page.title, "", page_card(page))
            else:
                entry = corpus.roll.by_slug[name]
                cards[corpus.ids[name]] = (entry.title, entry.summary, entry_card(name))
        return as_json(cards)

    for block, names in sorted(blocks.items()):
        shown = [plain(corpus.pages[name]) if name in corpus.pages else card_fingerprint(name) for name in names]
        made_from = fingerprint(looks, plain([(corpus.ids[name], name) for name in names]), *shown)
        yield SearchFile(f"{addresses.SEARCH}the/{block:03x}.json", made_from, partial(content, names))


def as_json(value: object) -> bytes:
    """Return JSON without spaces, the same for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
