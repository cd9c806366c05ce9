"""The site's link cards: which pages have which, and where they are; for the pages that name them, and as files."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property, partial
from typing import TypeAlias

from honour_roll import addresses
from honour_roll.cards import card_plans
from honour_roll.cards.card_plans import Download
from honour_roll.cards.kept_cards import KeptCards, name_of
from honour_roll.cards.link_cards import Card, Shape
from honour_roll.entries.entry import Entry
from honour_roll.entries.roll import Roll
from honour_roll.pages.lists import Listing
from honour_roll.pages.sharing import Sharing
from honour_roll.photos.renditions import Job

# Its address, what stands for all that is in it, and how to make it.
File: TypeAlias = tuple[str, bytes, Callable[[], bytes]]

_OF_MODEL = re.compile(rf"{addresses.CARDS}(.+)-[0-9a-f]{{10}}(?:-(?:vuong|doc))?\.jpg")


class SiteCards:
    """The cards of a roll. ``cover`` gives what is made of an entry's cover photo.

    ``others`` gives the cards that are not models', ``tops`` the addresses with which those of their pages begin.
    """

    def __init__(
        self, roll: Roll, sharing: Sharing, kept: KeptCards, cover: Callable[[Entry], Job | None],
        others: Callable[[], Iterable[Card]], tops: Iterable[str],
    ) -> None:  # fmt: skip
        """Take what cards are made from."""
        self._roll, self._sharing, self._kept, self._cover, self._others = roll, sharing, kept, cover, others
        self._tops = tops
        self.posts = card_plans.has_posts(len(roll.entries))

    def of_model(self, entry: Entry) -> Card:
        """Give the card of a model."""
        return self._sharing.model_card(entry, self._roll, self._cover(entry))

    def of_list(self, listing: Listing) -> Card:
        """Give the card that all pages of a list have."""
        field = self._roll.registers.fields.get(listing.view.field_key)
        return self._sharing.card(
            listing.address, listing.view.title, listing.view.kicker, field.colour if field else ""
        )

    def downloads(self, card: Card) -> tuple[Download, ...]:
        """Give the cards of a model that readers may take away."""
        return card_plans.downloads(card, posts=self.posts)

    def files(self, only: Collection[str] | None = None) -> Iterator[File]:
        """Give the cards of all published pages, and the models' cards to post; or those of the models in ``only``.

        Those of other pages come too when one may be called like that of such a model: ``cards_of`` cannot tell.
        """
        stems = tuple(map(card_plans.stem, self._tops)) if only else ()
        alike = only is not None and any(slug.startswith(stems) for slug in only)
        found = self._all if only is None else self._files(only, self._others() if alike else ())
        for address, (card, shape) in found.items():
            yield address, bytes.fromhex(card.key), partial(self._kept.content, card, shape)

    def kept_names(self) -> Iterator[str]:
        """Give the names of the cards to keep."""
        return (name_of(card, shape) for card, shape in self._all.values())

    @cached_property
    def _all(self) -> dict[str, tuple[Card, Shape]]:
        """Give every card by its address, made once."""
        return self._files(self._roll.by_slug, self._others())

    def _files(self, slugs: Collection[str], others: Iterable[Card]) -> dict[str, tuple[Card, Shape]]:
        public = [entry for entry in self._roll.entries if entry.slug in slugs and entry.status == "cong-bo"]
        return card_plans.files(map(self.of_model, public), others, posts=self.posts)


def cards_of(slugs: Collection[str], files: Iterable[str]) -> list[str]:
    """Give those files that are cards of these models, or of a list whose address is like that of one of them."""
    cards = [path for path in files if path.startswith(addresses.CARDS)] if slugs else []
    return [found[0] for found in map(_OF_MODEL.fullmatch, cards) if found and found[1] in slugs]
