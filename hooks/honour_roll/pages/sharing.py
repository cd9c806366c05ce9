"""Sharing: what each page gives to whoever passes its link on, in its head and as cards. One for a whole build."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from honour_roll import addresses
from honour_roll.cards import card_plans
from honour_roll.cards.link_cards import LINK, Brand, Card
from honour_roll.colours import Look
from honour_roll.entries.entry import Entry
from honour_roll.entries.markdown import Part
from honour_roll.entries.roll import Roll
from honour_roll.pages import head, json_ld
from honour_roll.pages.head import About, Image, Website
from honour_roll.pages.steps import steps
from honour_roll.pages.views import EntryView, Picture
from honour_roll.photos.renditions import Job
from honour_roll.site_info import Imprint

_MARK = "partials/mark.html"
_LISTS = {
    addresses.FIELDS: "Lĩnh vực",
    addresses.THEMES: "Chủ đề",
    addresses.PLACES: "Địa bàn",
    addresses.UNITS: "Đơn vị",
    addresses.YEARS: "Năm",
    addresses.ROUNDS: "Đợt tôn vinh",
    addresses.MODELS: "Mô hình",
}


class Sharing:
    """What all pages of a site share by. ``theme`` is the theme's folder, which has the site's mark."""

    def __init__(self, site_url: str, imprint: Imprint, look: Look, theme: Path) -> None:
        """Look into the theme once."""
        mark = "" if imprint.has_logo else (theme / _MARK).read_text("utf-8")
        self.site = Website(site_url, imprint.name, imprint.description, imprint.publisher)
        self.brand = Brand(imprint.name, look.brand, look.accent, mark)

    def card(self, address: str, title: str, kicker: str = "", colour: str = "") -> Card:
        """Give the card of a page that is not a model's."""
        if address:
            return card_plans.of_page(address, title, kicker, self.brand, colour)
        front = card_plans.of_page("", self.site.name, "", self.brand)
        return front._replace(lines=(self.site.description,) if self.site.description else ())

    def page(self, address: str, title: str, description: str, card: Card) -> str:
        """Give what stands in the head of a page that is not a model's; ``address`` may be a list's further page."""
        top = f"{address.partition('/')[0]}/"
        above = ((top, _LISTS[top]),) if top in _LISTS and address != top else ()
        alt = ", ".join(filter(None, (card.kicker, card.title, self.site.name if address else "")))
        image = Image(card.address(LINK), LINK.width, LINK.height, alt)
        return head.head(self.site, About(address, title, description or self.site.description, image, above))

    def written(self, address: str, title: str, description: str) -> str:
        """Give what stands in the head of a page written by hand."""
        return self.page(address, title if address else self.site.name, description, self.card(address, title))

    def model_card(self, entry: Entry, roll: Roll, cover: Job | None) -> Card:
        """Give the card of a model; ``cover`` is its cover photo, if it has one."""
        return card_plans.of_model(entry, roll, self.brand, cover)

    def model(
        self, entry: Entry, view: EntryView, roll: Roll, parts: Iterable[Part], card: Card, photo: Picture | None
    ) -> str:
        """Give what stands in the head of a model's page; ``photo`` is the cover that its card shows."""
        alt = ", ".join((photo.alt if photo else card.title, *card.lines))
        about = About(
            addresses.model(entry.slug),
            entry.title,
            entry.summary,
            Image(card.address(LINK), LINK.width, LINK.height, alt),
            ((addresses.MODELS, _LISTS[addresses.MODELS]), (view.field.url, view.field.name)),
            entry.published,
            entry.updated,
            view.field.name,
        )
        nodes = json_ld.graph(entry, view, roll, steps(parts), self.site, about)
        return head.head(self.site, about, nodes)
