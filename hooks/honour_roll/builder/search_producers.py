"""Producers of what the search in the reader's browser asks for: the index, facets, orders, and results to show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from honour_roll.builder.artifact import Artifact, Producer
from honour_roll.builder.context import Context
from honour_roll.fingerprints import fingerprint, plain
from honour_roll.search import facets, results
from honour_roll.search.corpus import Corpus, SearchFile, corpus_of
from honour_roll.search.index import SearchIndex


def search_files(context: Context, index: SearchIndex) -> Iterator[Producer]:
    """Yield the producers of all files below ``tim-kiem/``, but the page."""
    pages = fingerprint(plain(context.output.pages))
    filed = fingerprint(context.code, context.registers, context.cards, pages)
    looks = fingerprint(context.code, context.templates.fingerprints["found_page"])
    made: list[Corpus] = []

    def corpus() -> Corpus:
        """Return what can be found, put together once and only when a producer is asked."""
        made[:] = made or [corpus_of(context.roll, context.output.pages)]
        return made[0]

    yield Producer(
        "search index", fingerprint(context.code, context.registers, context.contents, pages),
        lambda: _artifacts(index.files(
            corpus(), lambda entry: context.cached(entry).fingerprint, context.entries.words, context.entries.words_kept
        )),
    )  # fmt: skip
    yield Producer("search facets", filed, lambda: _artifacts(facets.facet_files(corpus())))
    yield Producer(
        "search orders", filed,
        lambda: _artifacts(facets.order_files(corpus(), lambda entry: context.cached(entry).order[1])),
    )  # fmt: skip
    yield Producer(
        "search results", fingerprint(filed, looks),
        lambda: _artifacts(results.result_files(
            corpus(),
            lambda slug: context.templates.card(context.card(slug), level=2, lazy=True),
            lambda page: context.templates.render("found_page", p=page),
            context.card_fingerprint,
            looks,
        )),
    )  # fmt: skip


def _artifacts(files: Iterable[SearchFile]) -> Iterator[Artifact]:
    return (Artifact(file.path, {"what it holds": file.fingerprint}, file.make) for file in files)
