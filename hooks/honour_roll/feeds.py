"""What machines read: the sitemap, with real dates or none."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from honour_roll import addresses

if TYPE_CHECKING:
    from collections.abc import Iterable

    from honour_roll.listings import Listing
    from honour_roll.roll import Roll


def sitemap(roll: Roll, lists: Iterable[Listing], others: Iterable[str], docs: Iterable[str], site_url: str) -> str:
    """Give the sitemap (sitemaps.org, 0.9) of all published pages.

    ``others`` are addresses of pages that list no models, ``docs`` of hand-written pages, these without slashes.
    """
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    lines += [f"<url><loc>{escape(f'{site_url}{page}/' if page else site_url)}</loc></url>" for page in sorted(docs)]
    lines += [f"<url><loc>{escape(site_url + address)}</loc></url>" for address in others]
    for listing in lists:
        if listing.entries:
            lines += [f"<url><loc>{escape(site_url + page)}</loc></url>" for page in listing.view.pages]
    for entry in roll.entries:
        if entry.status == "cong-bo":
            date = f"<lastmod>{entry.updated or entry.published}</lastmod>"
            lines.append(f"<url><loc>{escape(site_url + addresses.model(entry.slug))}</loc>{date}</url>")
    return "\n".join([*lines, "</urlset>", ""])
