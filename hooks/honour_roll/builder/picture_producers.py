"""Producers of pictures and colours: renditions of photos, drawn covers, link cards, the stylesheet of colours."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial

from honour_roll import addresses, colours, taxonomies
from honour_roll.builder.artifact import Artifact, Producer
from honour_roll.builder.context import Context
from honour_roll.builder.page_producers import WRITTEN
from honour_roll.cards import card_plans, covers
from honour_roll.cards.kept_cards import KeptCards, name_of
from honour_roll.cards.link_cards import LinkCard
from honour_roll.fingerprints import fingerprint, plain
from honour_roll.photos import resize
from honour_roll.photos.renditions import Renditions

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
        drawn = [entry for entry in context.roll.entries if not covers.has_photograph(entry)]
        for cover in sorted({covers.drawn_cover(entry, context.roll) for entry in drawn}):
            inputs = {"code": context.code_fingerprint, "cover": plain(cover)}
            yield Artifact(cover.address, inputs, partial(covers.cover, cover.colour, cover.motif, cover.number))

    return Producer(
        "covers",
        fingerprint(context.code_fingerprint, context.cards_fingerprint, context.registers_fingerprint),
        artifacts,
    )


def photo_files(context: Context, renditions: Renditions) -> Producer:
    """The renditions of all photos, beside their models' pages."""

    def artifacts() -> Iterator[Artifact]:
        for job in context.pictures.jobs:
            key, folder = job.key, addresses.model(job.path.parent.name)
            for rendition in resize.planned(job.original, job.wish):
                inputs = {"photo, and what the entry wants of it": bytes.fromhex(key)}
                yield Artifact(folder + rendition.file, inputs, partial(_rendition, renditions, key, rendition.file))

    keys = [(job.path.parent.name, job.key) for job in context.pictures.jobs]
    return Producer("photos", fingerprint(plain(keys)), artifacts)


def _rendition(renditions: Renditions, key: str, file: str) -> bytes:
    return renditions.files(key)[file]


def link_cards(context: Context, kept: KeptCards) -> Producer:
    """The pictures that apps show with a link to a page, and those of models that readers may post."""
    by_slug = context.roll.by_slug

    def files_of_model(slug: str) -> list[tuple[str, str, str, bytes]]:
        """Return for each card of a model the colour and the motif behind it, its address, and its fingerprint."""
        cards = card_plans.files([context.link_card(by_slug[slug])], (), posts=context.posts)
        return [(card.colour, card.motif, address, bytes.fromhex(card.key)) for address, (card, _) in cards.items()]

    def artifacts() -> Iterator[Artifact]:
        name = b"link-cards:" + os.fsencode(context.settings.entries)
        own = {
            entry.slug: fingerprint(context.frame_fingerprint, context.card_fingerprint(entry.slug))
            for entry in context.public
        }
        found = context.store.remember_each(name, own, files_of_model)
        # Those with the same drawing behind them one after the other: it is drawn once.
        for (_, _, address, drawn), slug in sorted((file, slug) for slug, files in found.items() for file in files):
            inputs = {"what is drawn, and how": drawn}
            yield Artifact(address, inputs, partial(_card_of_model, context, kept, slug, address))
        for address, (card, shape) in card_plans.files((), _other_cards(context), posts=context.posts).items():
            inputs = {"what is drawn, and how": bytes.fromhex(card.key)}
            yield Artifact(address, inputs, partial(kept.content, card, shape))

    pages = plain([(page.address, page.title) for page in context.output.pages])
    return Producer(
        LINK_CARDS,
        fingerprint(context.frame_fingerprint, context.cards_fingerprint, context.registers_fingerprint, pages),
        artifacts,
    )


def _card_of_model(context: Context, kept: KeptCards, slug: str, address: str) -> bytes:
    cards = card_plans.files([context.link_card(context.roll.by_slug[slug])], (), posts=context.posts)
    return kept.content(*cards[address])


def _other_cards(context: Context) -> Iterator[LinkCard]:
    """Yield the cards of all pages that are not models'."""
    yield from map(context.link_card_of_list, context.lists)
    titles = [*taxonomies.OVERVIEWS.items(), *WRITTEN.items()]
    titles += [(page.address, page.title) for page in context.output.pages]
    yield from (context.sharing.card(*title) for title in titles)


def names_of_cards(context: Context) -> Iterator[str]:
    """Yield the names under which the site's cards are kept."""
    cards = card_plans.files(map(context.link_card, context.public), _other_cards(context), posts=context.posts)
    return (name_of(card, shape) for card, shape in cards.values())
