"""The metadata in each page's head, for apps that show links and for search engines, and the page's link card.

Open Graph (ogp.me) comes with the size and the alternative text of the picture, so that the first share shows it;
Twitter takes its card from that. JSON-LD states the same in the vocabulary of schema.org.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import TypeAlias

from honour_roll import addresses
from honour_roll.cards import card_plans
from honour_roll.cards.link_cards import LINK, Brand, LinkCard
from honour_roll.cards.pictures import CardPicture
from honour_roll.colours import Look
from honour_roll.entries.roll import Roll
from honour_roll.pages import json_ld
from honour_roll.pages.json_ld import Node, Website
from honour_roll.pages.views import EntryView
from honour_roll.site_info import Imprint
from honour_roll.taxonomies import OVERVIEWS

Trail: TypeAlias = "tuple[tuple[str, str], ...]"  # (address, name) of pages above one
_MARK = "partials/mark.html"
_LISTS = {**OVERVIEWS, addresses.MODELS: "Mô hình"}  # by the address that pages below them begin with


class Sharing:
    """The metadata and the link cards of all pages of a site. ``theme`` is the theme's folder, which has its mark."""

    def __init__(self, site_url: str, imprint: Imprint, look: Look, theme: Path) -> None:
        """Read the mark, unless the site has a logo."""
        shown = "" if imprint.has_logo else mark(theme)
        self.site = Website(
            site_url, imprint.name, imprint.description, imprint.responsible, imprint.contact, imprint.licence_url
        )
        self.brand = Brand(imprint.name, look.brand, look.accent, shown)

    def card(
        self,
        address: str,
        title: str,
        kicker: str = "",
        colour: str = "",
        line: str = "",
        shown: Iterable[CardPicture] = (),
    ) -> LinkCard:
        """Return the link card of a page that is not a model's; ``shown`` are the covers of a list's models."""
        if not address:
            title, line = self.site.name, self.site.description
        return card_plans.of_page(address, title, kicker, self.brand, colour, line, shown)

    def page(
        self, address: str, title: str, description: str, card: LinkCard, above: Trail = (), modified: str = ""
    ) -> str:
        """Render the metadata of a page that is not a model's; pages of one list have addresses of their own.

        ``modified`` is the day of the last change, where it is known. The list of all models tells that of the open
        data too: the page on open data is written by hand, and does not know it.
        """
        if not self.site.url:
            return ""
        description = description or self.site.description
        alt = ", ".join(filter(None, (card.kicker, card.title, self.site.name if address else "")))
        nodes = json_ld.website(self.site)
        if address:
            kind = "CollectionPage" if above else "WebPage"
            nodes.append(json_ld.web_page(self.site, kind, address, title, description, modified))
            nodes.append(json_ld.breadcrumbs(self.site, [*above, (address, title)]))
        if address == addresses.OPEN_DATA:
            nodes.append(json_ld.dataset(self.site, description))
        if address == addresses.MODELS:
            nodes.append(json_ld.dataset(self.site, "Tất cả mô hình, điển hình đã đăng.", modified))
        image = self.site.url + card.address(LINK)
        return open_graph(self.site, address, title, description, image, alt) + json_ld.script(nodes)

    def written(self, address: str, title: str, description: str) -> str:
        """Render the metadata of a page written by hand."""
        return self.page(address, title if address else self.site.name, description, self.card(address, title))

    def model(self, view: EntryView, roll: Roll, card: LinkCard) -> str:
        """Render the metadata of a model's page; ``card`` is its link card."""
        if not self.site.url:
            return ""
        entry = view.entry
        address, image = addresses.model(entry.slug), self.site.url + card.address(LINK)
        article = {
            "published_time": entry.published,
            "modified_time": entry.updated or entry.published,
            "section": view.field.name,
        }
        trail = [*above_model(view), (address, entry.title)]
        nodes: list[Node] = [
            *json_ld.website(self.site),
            *json_ld.model(view, roll, self.site, image),
            json_ld.breadcrumbs(self.site, trail),
        ]
        alt = ", ".join((card.title if view.cover.drawn else view.cover.alt, card.line))
        tags = open_graph(self.site, address, entry.title, entry.summary, image, alt, article)
        return tags + json_ld.script(nodes)


def above(address: str) -> Trail:
    """Return the section that a generated page is in, unless it is the section's own page."""
    top = f"{address.partition('/')[0]}/"
    return ((top, _LISTS[top]),) if top in _LISTS and address != top else ()


def above_model(view: EntryView) -> Trail:
    """Return the section of models, and the field of a model."""
    return (addresses.MODELS, _LISTS[addresses.MODELS]), (view.field.url, view.field.name)


def mark(theme: Path) -> str:
    """Return the SVG of the mark in the theme's folder."""
    return (theme / _MARK).read_text("utf-8")


def open_graph(
    site: Website,
    address: str,
    title: str,
    description: str,
    image: str,
    alt: str,
    article: dict[str, str] | None = None,
) -> str:
    """Render the meta elements of Open Graph; empty ones are left out.

    ``image`` is the URL of the page's link card, ``alt`` its alternative text. ``article`` are properties of an
    article; other pages have none.
    """
    properties = {
        "og:type": "article" if article else "website",
        "og:title": title,
        "og:description": description,
        "og:url": site.url + address,
        "og:site_name": site.name,
        "og:locale": "vi_VN",
        "og:image": image,
        "og:image:type": "image/jpeg",
        "og:image:width": str(LINK.width),
        "og:image:height": str(LINK.height),
        "og:image:alt": alt,
        **{f"article:{name}": value for name, value in (article or {}).items()},
    }
    tags = [f'<meta property="{name}" content="{escape(value)}">' for name, value in properties.items() if value]
    return "".join([*tags, '<meta name="twitter:card" content="summary_large_image">'])
