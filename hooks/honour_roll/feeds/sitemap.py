"""The sitemap (sitemaps.org, 0.9), with the dates of entries and the addresses of their photos."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from honour_roll import addresses
from honour_roll.entries.entry import Entry
from honour_roll.entries.roll import Roll
from honour_roll.feeds.feeds import xml_text
from honour_roll.pages.lists import Listing

# Google's image extension; of its tags, only loc is still in use (developers.google.com, "Image sitemaps").
_IMAGES = "http://www.google.com/schemas/sitemap-image/1.1"


def sitemap(
    roll: Roll,
    lists: Iterable[Listing],
    others: Iterable[str],
    docs: Iterable[str],
    site_url: str,
    pictures: Callable[[Entry], Iterable[str]],
) -> str:
    """Return the sitemap of all published pages.

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
