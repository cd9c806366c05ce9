"""The sitemap (sitemaps.org, 0.9), with real dates or none, and with the photos (Google's image extension)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from honour_roll import addresses
from honour_roll.entries.entry import Entry
from honour_roll.entries.roll import Roll
from honour_roll.feeds.feeds import xml_text
from honour_roll.pages.lists import Listing

# developers.google.com, "Image sitemaps": of its tags, loc alone is left.
_IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"


def sitemap(
    roll: Roll,
    lists: Iterable[Listing],
    others: Iterable[str],
    docs: Iterable[str],
    site_url: str,
    pictures: Callable[[Entry], Iterable[str]],
) -> str:
    """Give the sitemap of all published pages.

    ``others`` are addresses of pages that list no models, ``docs`` of hand-written pages, these without slashes;
    ``pictures`` gives the addresses of an entry's photos, from the site's root.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="{_IMAGES}">',
    ]
    root = xml_text(site_url)
    lines += [f"<url><loc>{root}{xml_text(f'{page}/' if page else '')}</loc></url>" for page in sorted(docs)]
    lines += [f"<url><loc>{root}{address}</loc></url>" for address in others]
    for listing in lists:
        if listing.entries:
            lines += [f"<url><loc>{root}{page}</loc></url>" for page in listing.view.pages]
    for entry in sorted(roll.entries, key=lambda entry: (entry.published, entry.slug), reverse=True):  # by no title
        if entry.status == "cong-bo":
            date = f"<lastmod>{entry.updated or entry.published}</lastmod>"
            files = pictures(entry) if entry.photos else ()
            images = [f"<image:image><image:loc>{root}{file}</image:loc></image:image>" for file in files]
            lines.append(f"<url><loc>{root}{addresses.model(entry.slug)}</loc>{date}{''.join(images)}</url>")
    return "\n".join([*lines, "</urlset>", ""])
