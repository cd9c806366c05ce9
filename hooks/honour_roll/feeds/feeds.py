"""Feeds: what is new, for readers' programs, as Atom (RFC 4287) and as JSON Feed 1.1 (jsonfeed.org/version/1.1).

Of all models, of each field and of each place. Dates are the entries' own days, as midnight in Việt Nam; never the
clock. An entry keeps its id when it gets another name: it is made of its first address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import NamedTuple

from honour_roll import addresses
from honour_roll.entries.entry import Entry
from honour_roll.entries.registers import Registers
from honour_roll.pages.lists import Listing
from honour_roll.site_info import Imprint

NEWEST = 50
# XML 1.0, 2.2: all that may not be. Compiled when it is needed: that takes 3 ms.
_NOT_IN_XML = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


class Feed(NamedTuple):
    """One feed: the address of its list, the list's title (empty for all models), its newest published entries."""

    address: str
    title: str
    entries: tuple[Entry, ...]

    def name(self, imprint: Imprint) -> str:
        """Give what readers' programs call it."""
        return f"{imprint.name}: {self.title}" if self.title else imprint.name


def feeds(lists: Iterable[Listing]) -> Iterator[Feed]:
    """Give the feeds: of those lists that have one, and published entries to put into it."""
    for listing in lists:
        if has_feed(listing):
            public = (entry for entry in listing.entries if entry.status == "cong-bo")
            newest = tuple(entry for entry, _ in zip(public, range(NEWEST), strict=False))
            yield Feed(listing.address, "" if listing.address == addresses.MODELS else listing.view.title, newest)


def has_feed(listing: Listing) -> bool:
    """Tell whether a list has a feed."""
    wanted = listing.address.startswith((addresses.MODELS, addresses.FIELDS, addresses.PLACES))
    return wanted and any(entry.status == "cong-bo" for entry in listing.entries)


def links(listing: Listing, root: str) -> str:
    """Give the markup that leads from a page's head to the feeds of a list. ``root`` is the way to the site's root."""
    base, title = f"{root}/{listing.address}", f"Mô hình mới: {listing.view.title}"
    kinds = (("application/atom+xml", addresses.ATOM, "Atom"), ("application/feed+json", addresses.JSON_FEED, "JSON"))
    return "".join(
        f'<link rel="alternate" type="{kind}" title="{escape(f"{title} ({name})")}" href="{base}{file}">\n'
        for kind, file, name in kinds
    )


def atom(feed: Feed, imprint: Imprint, site_url: str, registers: Registers, picture: Callable[[Entry], str]) -> str:
    """Give a feed as Atom. ``picture`` gives the address of an entry's cover photo (JPEG), empty if it has none."""
    rights = " – ".join(filter(None, (imprint.licence, imprint.licence_url)))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
        f"<id>{xml_text(site_url + feed.address)}</id>",
        f"<title>{xml_text(feed.name(imprint))}</title>",
        f"<updated>{max(_when(e.updated or e.published) for e in feed.entries)}</updated>",
        f'<link rel="self" type="application/atom+xml" href="{xml_text(site_url + feed.address + addresses.ATOM)}"/>',
        f'<link rel="alternate" type="text/html" href="{xml_text(site_url + feed.address)}"/>',
        f"<author><name>{xml_text(imprint.publisher or imprint.name or site_url)}</name></author>",
        *([f"<rights>{xml_text(rights)}</rights>"] if rights else []),
    ]
    for entry in feed.entries:
        field, image = registers.fields.get(entry.field), picture(entry)
        lines += [
            "<entry>",
            f"<id>{xml_text(_id(entry, site_url))}</id>",
            f"<title>{xml_text(entry.title)}</title>",
            f'<link rel="alternate" type="text/html" href="{xml_text(site_url + addresses.model(entry.slug))}"/>',
            f"<published>{_when(entry.published)}</published>",
            f"<updated>{_when(entry.updated or entry.published)}</updated>",
            *([f'<category term="{entry.field}" label="{xml_text(field.name)}"/>'] if field else []),
            f"<summary>{xml_text(entry.summary)}</summary>",
            *([f'<link rel="enclosure" type="image/jpeg" href="{xml_text(site_url + image)}"/>'] if image else []),
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def json_feed(
    feed: Feed, imprint: Imprint, site_url: str, registers: Registers, picture: Callable[[Entry], str]
) -> str:
    """Give a feed as JSON Feed; what is not known is left out. ``picture`` as for ``atom``."""
    items = []
    for entry in feed.entries:
        field, themes = registers.fields.get(entry.field), (registers.themes.get(key) for key in entry.themes)
        image = picture(entry)
        item = {
            "id": _id(entry, site_url),
            "url": site_url + addresses.model(entry.slug),
            "title": entry.title,
            "content_text": entry.summary,
            "image": site_url + image if image else "",
            "date_published": _when(entry.published),
            "date_modified": _when(entry.updated or entry.published),
            "tags": [row.name for row in (field, *themes) if row],
        }
        items.append({key: value for key, value in item.items() if value})
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.name(imprint) or site_url,
        "home_page_url": site_url + feed.address,
        "feed_url": site_url + feed.address + addresses.JSON_FEED,
        "authors": [{"name": imprint.publisher or imprint.name or site_url}],
        "language": "vi",
        "items": items,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def xml_text(text: str) -> str:
    """Give text as XML has it, between tags or in quotes; what XML cannot hold is left out."""
    return escape(re.sub(_NOT_IN_XML, "", text))


def _id(entry: Entry, site_url: str) -> str:
    """Give an entry's id: its first address, which leads to it for ever."""
    return site_url + addresses.model(entry.former_slugs[0] if entry.former_slugs else entry.slug)


def _when(day: str) -> str:
    """Give a day as RFC 3339 asks, with the hour at which it began in Việt Nam."""
    return f"{day}T00:00:00+07:00"
