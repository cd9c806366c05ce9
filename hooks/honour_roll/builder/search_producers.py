"""Producers of what the search in the reader's browser asks for: the index, facets, orders, and results to show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from honour_roll.builder.artifact import Artifact, Producer
from honour_roll.builder.context import Context
from honour_roll.fingerprints import fingerprint, plain
from honour_roll.search import facets, results
from honour_roll.search.corpus import Corpus, SearchFile, corpus_of
from honour_roll.search.documents import WrittenPage
from honour_roll.search.index import SearchIndex


def search_files(context: Context, index: SearchIndex) -> Iterator[Producer]:
    """Yield the producers of all files below ``tim-kiem/``, but the page."""
    code, pages = context.code_fingerprint, plain(context.output.pages)
    filed = fingerprint(code, context.registers_fingerprint, context.cards_fingerprint, pages)
    looks = fingerprint(code, context.templates.fingerprints["found_page"])

    @cache
    def corpus() -> Corpus:
        """Return what can be found, put together once and only when a producer is asked."""
        return corpus_of(context.roll, context.output.pages)

    def index_files() -> Iterable[SearchFile]:
        entries = context.entries
        return index.files(corpus(), lambda entry: context.cached(entry).fingerprint, entries.words, entries.words_kept)

    def result_files() -> Iterable[SearchFile]:
        def card(slug: str) -> str:
            return context.templates.card(context.card(slug), level=2, lazy=True)

        def page_card(page: WrittenPage) -> str:
            return context.templates.render("found_page", p=page)

        return results.result_files(corpus(), card, page_card, context.card_fingerprint, looks)

    yield _producer("search index", fingerprint(code, context.contents_fingerprint, pages), index_files)
    yield _producer("search facets", filed, lambda: facets.facet_files(corpus()))
    yield _producer("search orders", filed, lambda: facets.order_files(corpus()))
    yield _producer("search results", fingerprint(filed, looks), result_files)


def _producer(name: str, own: bytes, files: Callable[[], Iterable[SearchFile]]) -> Producer:
    def artifacts() -> Iterator[Artifact]:
        return (Artifact(file.path, {"what it holds": file.fingerprint}, file.make) for file in files())

    return Producer(name, own, artifacts)
