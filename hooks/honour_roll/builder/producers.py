"""The producers of a site, in the order in which they may name a path: the one place that knows all kinds of files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from honour_roll.builder import data_producers, page_producers, picture_producers
from honour_roll.builder.artifact import Artifact, Producer
from honour_roll.builder.context import Context
from honour_roll.builder.search_producers import search_files
from honour_roll.fingerprints import fingerprint, plain
from honour_roll.photos.renditions import Renditions
from honour_roll.search.index import SearchIndex
from honour_roll.store import FileStore

MKDOCS = "MkDocs"


class Kept(NamedTuple):
    """What outlives a build, and spares the next one work: the search index, renditions of photos, drawn cards."""

    search: SearchIndex
    renditions: Renditions
    cards: FileStore


def producers(context: Context, kept: Kept, stage: Path) -> Iterator[Producer]:
    """Yield every producer of a site, those with the largest files first. MkDocs has written its files to ``stage``."""
    yield data_producers.all_data(context)
    yield page_producers.front(context)
    yield page_producers.models(context)
    yield page_producers.list_pages(context)
    yield page_producers.single_pages(context)
    yield from search_files(context, kept.search)
    yield page_producers.former_pages(context)
    yield picture_producers.colour_sheet(context)
    yield picture_producers.drawn_covers(context)
    yield picture_producers.photo_files(context, kept.renditions)
    yield picture_producers.link_cards(context, kept.cards, kept.renditions)
    yield data_producers.model_data(context)
    yield data_producers.feed_files(context)
    yield data_producers.site_files(context)
    yield mkdocs_files(context, stage)


def mkdocs_files(context: Context, stage: Path) -> Producer:
    """The files that MkDocs has written: hand-written pages, styles, scripts, fonts."""

    def artifacts() -> Iterator[Artifact]:
        for path, content in context.output.files:
            yield Artifact(path, {"content": content}, partial(Path.read_bytes, stage / path))

    return Producer(MKDOCS, fingerprint(plain(context.output.files)), artifacts)
