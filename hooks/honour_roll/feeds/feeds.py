"""Feeds of the newest models as Atom (RFC 4287) and JSON Feed 1.1 (jsonfeed.org/version/1.1), the sitemap, robots.txt.

There is one of all models, and one of each row of a taxonomy that has feeds: of each field, each place. Dates are the
entries' own days, at midnight in Việt Nam, and the id of an entry is its first address, so that it stays when the entry
is renamed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import islice
from typing import NamedTuple

from honour_roll import addresses
from honour_roll.entries.entry import Entry
from honour_roll.entries.registers import Registers
from honour_roll.entries.roll import Roll
from honour_roll.pages.lists import Listing
from honour_roll.site_info import Imprint
from honour_roll.taxonomies import PAGES

NEWEST = 50
_WITH_FEEDS = (addresses.MODELS, *(taxonomy.address for taxonomy in PAGES if taxonomy.has_feeds))
# Characters that XML 1.0 forbids (2.2). Compiled by the first feed: that takes 3 ms.
_NOT_IN_XML = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"

# Google's image extension; of its tags, only loc is still in use (developers.google.com, "Image sitemaps").
_IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"


class Feed(NamedTuple):
    """A feed: the address of its list, the list's title (empty for all models), its newest published entries."""

    address: str
    title: str
    entries: tuple[Entry, ...]

    def name(self, imprint: Imprint) -> str:
        """Return the title of the feed."""
        return f"{imprint.name}: {self.title}" if self.title else imprint.name


def feeds(lists: Iterable[Listing]) -> Iterator[Feed]:
    """Yield the feed of each list that has one."""
    for listing in filter(has_feed, lists):
        public = (entry for entry in listing.entries if entry.status == "cong-bo")
        title = "" if listing.address == addresses.MODELS else listing.view.title
        yield Feed(listing.address, title, tuple(islice(public, NEWEST)))


def has_feed(listing: Listing) -> bool:
    """Return whether a list has a feed: its kind has feeds, and it has published entries."""
    wanted = listing.address.startswith(_WITH_FEEDS)
    return wanted and any(entry.status == "cong-bo" for entry in listing.entries)


def links(listing: Listing, root: str) -> str:
    """Render the links to a list's feeds in its page's head. ``root`` is the relative path to the site's root."""
    base, title = f"{root}/{listing.address}", f"Mô hình mới: {listing.view.title}"
    kinds = (("application/atom+xml", addresses.ATOM, "Atom"), ("application/feed+json", addresses.JSON_FEED, "JSON"))
    return "".join(
        f'<link rel="alternate" type="{kind}" title="{escape(f"{title} ({name})")}" href="{base}{file}">\n'
        for kind, file, name in kinds
    )


def atom(feed: Feed, imprint: Imprint, site_url: str, registers: Registers, picture: Callable[[Entry], str]) -> str:
    """Return a feed as Atom. ``picture`` returns the address of an entry's cover photo (JPEG), empty without one."""
    email = f"<email>{xml_text(imprint.contact.email)}</email>" if imprint.contact.email else ""
    rights = " – ".join(filter(None, (imprint.licence, imprint.licence_url)))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
        f"<id>{xml_text(site_url + feed.address)}</id>",
        f"<title>{xml_text(feed.name(imprint))}</title>",
        f"<updated>{max(_time(e.updated or e.published) for e in feed.entries)}</updated>",
        f'<link rel="self" type="application/atom+xml" href="{xml_text(site_url + feed.address + addresses.ATOM)}"/>',
        f'<link rel="alternate" type="text/html" href="{xml_text(site_url + feed.address)}"/>',
        f"<author><name>{xml_text(_author(imprint, site_url))}</name>{email}</author>",
        *([f"<rights>{xml_text(rights)}</rights>"] if rights else []),
    ]
    for entry in feed.entries:
        field, image = registers.fields.get(entry.field), picture(entry)
        lines += [
            "<entry>",
            f"<id>{xml_text(_id(entry, site_url))}</id>",
            f"<title>{xml_text(entry.title)}</title>",
            f'<link rel="alternate" type="text/html" href="{xml_text(site_url + addresses.model(entry.slug))}"/>',
            f"<published>{_time(entry.published)}</published>",
            f"<updated>{_time(entry.updated or entry.published)}</updated>",
            *([f'<category term="{entry.field}" label="{xml_text(field.name)}"/>'] if field else []),
            f"<summary>{xml_text(entry.summary)}</summary>",
            *([f'<link rel="enclosure" type="image/jpeg" href="{xml_text(site_url + image)}"/>'] if image else []),
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def json_feed(
    feed: Feed, imprint: Imprint, site_url: str, registers: Registers, picture: Callable[[Entry], str]
) -> str:
    """Return a feed as JSON Feed, without what is not known; ``picture`` as for ``atom``."""
    author = {"url": f"mailto:{imprint.contact.email}"} if imprint.contact.email else {}  # which the format allows
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
            "date_published": _time(entry.published),
            "date_modified": _time(entry.updated or entry.published),
            "tags": [row.name for row in (field, *themes) if row],
        }
        items.append({key: value for key, value in item.items() if value})
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.name(imprint) or site_url,
        "home_page_url": site_url + feed.address,
        "feed_url": site_url + feed.address + addresses.JSON_FEED,
        "authors": [{"name": _author(imprint, site_url), **author}],
        "language": "vi",
        "items": items,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def sitemap(
    roll: Roll,
    lists: Iterable[Listing],
    others: Iterable[str],
    docs: Iterable[str],
    site_url: str,
    pictures: Callable[[Entry], Iterable[str]],
) -> str:
    """Return the sitemap (sitemaps.org, 0.9) of all published pages, with the dates and photos of entries.

    ``others`` are the addresses of pages without models, ``docs`` the addresses of hand-written pages, without
    slashes around; ``pictures`` returns the addresses of an entry's photos.
    """
    root = xml_text(site_url)
    pages = [xml_text(f"{page}/" if page else "") for page in sorted(docs)]
    pages += others
    pages += [page for listing in lists if listing.entries for page in listing.view.pages]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="{_IMAGES}">',
        *(f"<url><loc>{root}{page}</loc></url>" for page in pages),
    ]
    # By day and slug, so that a new title moves no line.
    for entry in sorted(roll.entries, key=lambda entry: (entry.published, entry.slug), reverse=True):
        if entry.status == "cong-bo":
            date = f"<lastmod>{entry.updated or entry.published}</lastmod>"
            files = pictures(entry) if entry.photos else ()
            images = "".join(f"<image:image><image:loc>{root}{file}</image:loc></image:image>" for file in files)
            lines.append(f"<url><loc>{root}{addresses.model(entry.slug)}</loc>{date}{images}</url>")
    return "\n".join([*lines, "</urlset>", ""])


def robots(site_url: str) -> str:
    """Return robots.txt (RFC 9309): robots may see all. They ask for it only at the root of a host."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site_url}{addresses.SITEMAP}\n"


def xml_text(text: str) -> str:
    """Return text escaped for XML, between tags or in quotes, without characters that XML forbids."""
    return escape(re.sub(_NOT_IN_XML, "", text))


def _author(imprint: Imprint, site_url: str) -> str:
    return imprint.responsible or imprint.name or site_url


def _id(entry: Entry, site_url: str) -> str:
    return site_url + addresses.model(entry.former_slugs[0] if entry.former_slugs else entry.slug)


def _time(day: str) -> str:
    """Return the beginning of a day in Việt Nam as RFC 3339 writes it."""
    return f"{day}T00:00:00+07:00"
