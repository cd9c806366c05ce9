"""Overviews: all fields, themes, places, units, years or honour rounds, each with how many models it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from honour_roll.entries.roll import Roll, short_name
from honour_roll.pages.lists import latest_rounds, listing_of
from honour_roll.pages.views import Group, ListingView, OverviewView, Row
from honour_roll.taxonomies import FIELDS, PAGES, PLACES, ROUNDS, UNITS, Taxonomy
from honour_roll.text.vietnamese import capital, initial, sort_key

LONG = 40  # rows above which a group has an index of letters


def overviews(roll: Roll) -> Iterator[tuple[str, OverviewView]]:
    """Yield the overviews, each with its address."""
    for taxonomy in PAGES:
        groups = places(roll) if taxonomy is PLACES else [_group("", rows(taxonomy, roll))]
        yield taxonomy.address, OverviewView(taxonomy.title, taxonomy.lead, tuple(groups))


def rows(taxonomy: Taxonomy, roll: Roll) -> tuple[Row, ...]:
    """Return a register's rows in Vietnamese order, but fields in their own and rounds the latest first.

    Of units, and of a taxonomy without a register, these are the rows with models; there the last ones come first.
    """
    if taxonomy is ROUNDS:
        return tuple(map(_row, rounds(roll)))
    found = [_row(listing_of(taxonomy, key, roll).view) for key in roll.keys(taxonomy)]
    if taxonomy is UNITS or not taxonomy.register:
        found = [row for row in found if row.total]
    return _by_name(found) if taxonomy.register and taxonomy is not FIELDS else tuple(found)


def _row(view: ListingView) -> Row:
    note = view.lead if view.field_key else view.declared
    return Row(view.title, view.pages[0], view.total, note, view.field_key)


def places(roll: Roll) -> list[Group]:
    """Return the rows of places in Vietnamese order, today's places and former ones in groups of their own.

    Those of a long group are in the order of their names without the level.
    """
    known = roll.registers.places
    now = [key for key, place in known.items() if not place.until and place.within]
    then = [key for key, place in known.items() if place.until]

    def group(title: str, keys: Iterable[str]) -> Group:
        found = {_place_row(key, roll): known[key].name for key in keys}
        return _group(title, _by_name(found), found.__getitem__)

    groups = (group("Hiện nay", now), group("Tên gọi trước đây", then))
    return [group for group in groups if group.rows]


def _group(title: str, rows: Sequence[Row], name_of: Callable[[Row], str] = lambda row: row.name) -> Group:
    """Return a group; the rows of a long one are sorted by the names that ``name_of`` returns, and have letters."""
    if len(rows) <= LONG:
        return Group(title, tuple(rows))
    ordered = sorted(rows, key=lambda row: sort_key(name_of(row)))
    letters = groupby(ordered, key=lambda row: initial(name_of(row)))
    return Group(title, tuple(ordered), tuple((letter, tuple(own)) for letter, own in letters))


def _place_row(key: str, roll: Roll) -> Row:
    listing = listing_of(PLACES, key, roll)
    return Row(capital(short_name(roll.registers.places[key])), listing.address, listing.view.total, roll.today(key))


def rounds(roll: Roll) -> tuple[ListingView, ...]:
    """Return the views of honour rounds without cards, the latest round first."""
    return tuple(listing_of(ROUNDS, key, roll).view for key in latest_rounds(roll))


def _by_name(found: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(found, key=lambda row: sort_key(row.name)))
