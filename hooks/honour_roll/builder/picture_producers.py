"""Producers of pictures and colours: renditions of photos, drawn covers, link cards, the stylesheet of colours."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from honour_roll import addresses, colours, taxonomies
from honour_roll.builder.artifact import Artifact, Producer
from honour_roll.builder.context import Context
from honour_roll.builder.page_producers import WRITTEN
from honour_roll.cards import card_plans, covers
from honour_roll.cards.link_cards import LinkCard, Shape
from honour_roll.fingerprints import fingerprint, plain
from honour_roll.photos import resize
from honour_roll.photos.renditions import Renditions
from honour_roll.store import FileStore

LINK_CARDS = "link cards"


def colour_sheet(context: Context) -> Producer:
    """The stylesheet with the site's own colours and the fields'."""
    fields = {key: field.colour for key, field in context.roll.registers.fields.items()}
    css = colours.stylesheet(context.output.look, fields)
    inputs = {"what it says": css.encode()}
    return Producer("colours", fingerprint(css.encode()), lambda: [Artifact(addresses.COLOURS, inputs, lambda: css)])


def drawn_covers(context: Context) -> Producer:
    """The drawn covers of models without a photograph, each once for all that share it."""

    def artifacts() -> Iterator[Artifact]:
        drawn = [entry for entry in context.roll.entries if not covers.cover_photo(entry)]
        for cover in sorted({covers.drawn_cover(entry, context.roll) for entry in drawn}):
            inputs = {"code": context.code_fingerprint, "cover": plain(cover)}
            yield Artifact(cover.address, inputs, partial(covers.cover, cover.colour, cover.motif, cover.number))

    return Producer("covers", fingerprint(context.code_fingerprint, context.cards_fingerprint), artifacts)


def photo_files(context: Context, renditions: Renditions) -> Producer:
    """The renditions of all photos, beside their models' pages."""

    def artifacts() -> Iterator[Artifact]:
        for job in context.pictures.jobs:
            key, folder = job.fingerprint, addresses.model(job.path.parent.name)
            for rendition in resize.planned(job.original, job.wish):
                inputs = {"photo, and what the entry wants of it": bytes.fromhex(key)}
                yield Artifact(folder + rendition.file, inputs, partial(_rendition, renditions, key, rendition.file))

    keys = [(job.path.parent.name, job.fingerprint) for job in context.pictures.jobs]
    return Producer("photos", fingerprint(plain(keys)), artifacts)


def _rendition(renditions: Renditions, key: str, file: str) -> bytes:
    return renditions.files(key)[file]


def link_cards(context: Context, kept: FileStore, renditions: Renditions) -> Producer:
    """The pictures that apps show with a link to a page, and those of models that readers may post."""

    def artifacts() -> Iterator[Artifact]:
        for address, (card, shape) in _cards(context).items():
            inputs = {"what is drawn, and how": bytes.fromhex(card.fingerprint)}
            yield Artifact(address, inputs, partial(card_plans.content, card, shape, kept, renditions.files))

    pages = plain([(page.address, page.title) for page in context.output.pages])
    return Producer(LINK_CARDS, fingerprint(context.frame_fingerprint, context.cards_fingerprint, pages), artifacts)


def _cards(context: Context) -> dict[str, tuple[LinkCard, Shape]]:
    """Return the cards of models, then those of all other pages, by address."""
    titles = [*taxonomies.OVERVIEWS.items(), *WRITTEN.items()]
    titles += [(page.address, page.title) for page in context.output.pages]
    others = [*map(context.link_card_of_list, context.lists), *(context.sharing.card(*title) for title in titles)]
    models = card_plans.files(map(context.link_card, context.public), posts=context.posts)
    return models | card_plans.files(others, posts=False, models=False)


def names_of_cards(context: Context) -> Iterator[str]:
    """Yield the names under which the site's cards are kept."""
    return (card_plans.name_of(card, shape) for card, shape in _cards(context).values())
