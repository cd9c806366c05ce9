"""Answering: which addresses the roll's own pages and files have, for the links of pages written by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from honour_roll import addresses
from honour_roll.entries.registers import list_addresses
from honour_roll.entries.roll import Roll
from honour_roll.feeds import feeds
from honour_roll.pages.lists import Listing


def answers(address: str, roll: Roll, lists: Callable[[], Iterable[Listing]]) -> bool:
    """Tell whether something of a roll is at an address, which is without slashes around.

    ``lists`` gives those of the roll: few links lead to what only they tell.
    """
    if address in list_addresses(roll.registers):
        return True
    top, _, name = address.partition("/")
    if f"{top}/" == addresses.YEARS:
        return name in roll.by_year.keys() | roll.years
    if name in addresses.FEEDS and f"{top}/" == addresses.MODELS:
        return any(entry.status == "cong-bo" for entry in roll.entries)
    if address.endswith(addresses.FEEDS):
        return address in (feed.address + file for feed in feeds.feeds(lists()) for file in addresses.FEEDS)
    if f"{top}/" == addresses.MODELS:
        data = roll.by_slug.get(name.removesuffix(".json"))
        if data:
            return address != addresses.data(data.slug) or data.status == "cong-bo"
        return any(name == entry.slug or name in entry.former_slugs for entry in (*roll.entries, *roll.gone))
    return address in (addresses.SITEMAP, addresses.ALL_JSON, addresses.ALL_CSV)
