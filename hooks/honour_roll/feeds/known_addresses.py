"""The check of links in hand-written pages: whether a link leads to a page or a file that is made from the roll."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from honour_roll import addresses
from honour_roll.entries.registers import list_addresses
from honour_roll.entries.roll import Roll
from honour_roll.feeds.feeds import has_feed
from honour_roll.pages.lists import Listing
from honour_roll.taxonomies import PAGES


def answers(address: str, roll: Roll, lists: Callable[[], Iterable[Listing]]) -> bool:
    """Return whether the roll has a page or a file at an address without slashes around.

    ``lists`` returns the lists of the roll; it is called only for the address of a feed.
    """
    if address in list_addresses(roll.registers):
        return True
    top, _, name = address.partition("/")
    if any(f"{top}/" == taxonomy.address and name in roll.keys(taxonomy) for taxonomy in PAGES):
        return True
    if f"{top}/" == addresses.MODELS and name in addresses.FEEDS:
        return any(entry.status == "cong-bo" for entry in roll.entries)
    base, _, file = address.rpartition("/")
    if file in addresses.FEEDS:
        return any(listing.address == f"{base}/" and has_feed(listing) for listing in lists())
    if f"{top}/" == addresses.MODELS:
        entry = roll.by_slug.get(name.removesuffix(".json"))
        if entry:
            return address != addresses.data(entry.slug) or entry.status == "cong-bo"
        return any(name == entry.slug or name in entry.former_slugs for entry in (*roll.entries, *roll.gone))
    return address in (addresses.SITEMAP, addresses.ALL_JSON, addresses.ALL_CSV)
