"""Lists: all models, and the models of each row of a taxonomy (a field, a place, a year)."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from honour_roll import addresses
from honour_roll.entries.entry import Entry
from honour_roll.entries.place_levels import PLACE_LEVELS
from honour_roll.entries.registers import PARTS
from honour_roll.entries.roll import Roll, short_name
from honour_roll.pages.views import Card, ListingView, Named
from honour_roll.taxonomies import PAGES, PLACES, ROUNDS, Taxonomy
from honour_roll.text.vietnamese import capital, number_text, when_text

PER_PAGE = 24
NEAR = 6  # lists that one without models leads to
NOT_COMPARED = "chưa đối chiếu với danh sách chính thức"  # of a recognition that is only supposed
MOST_ROUNDS = 2  # of which a list without models says what is missing


class Listing(NamedTuple):
    """A list before it is cut into pages: its address, its entries in order, and its view without cards.

    An empty list has one page.
    """

    address: str
    entries: tuple[Entry, ...]
    view: ListingView

    @property
    def modified(self) -> str:
        """Return the latest day on which one of the list's published models was published or changed; it may be "".

        An entry that left the list has no day of its own here.
        """
        days = (entry.updated or entry.published for entry in self.entries if entry.status == "cong-bo")
        return max(days, default="")

    def on_page(self, number: int) -> Sequence[Entry]:
        """Return the entries of page ``number``, from 1."""
        return self.entries[(number - 1) * PER_PAGE : number * PER_PAGE]

    def page(self, number: int, card_of: Callable[[str], Card]) -> ListingView:
        """Return the view of page ``number`` (from 1); ``card_of`` returns the card of a slug."""
        cards = tuple(card_of(entry.slug) for entry in self.on_page(number))
        return self.view._replace(cards=cards, page=number, first=(number - 1) * PER_PAGE + 1)


class Standing(NamedTuple):
    """The published models of an honour round: those known to be in its list, and those only supposed to be.

    The totals that a round declared are held against the known ones alone.
    """

    known: list[Entry]
    supposed: list[Entry]


def listings(roll: Roll) -> Iterator[Listing]:
    """Yield every list; a row of a register has one even without entries, since its address may be known already."""
    missing = tuple(_missing(roll))
    every = _listing(addresses.MODELS, roll.entries, "", "Tất cả mô hình", lead="Mới đăng xếp trước.")
    yield every if every.entries else _leading_on(every, (), missing)
    for taxonomy in PAGES:
        keys = roll.keys(taxonomy)
        found = [listing_of(taxonomy, key, roll) for key in keys]
        near = _near(found, [_around(taxonomy, key, roll) for key in keys])
        yield from (one if one.entries else _leading_on(one, near(at), missing) for at, one in enumerate(found))


def _leading_on(listing: Listing, elsewhere: Iterable[Listing], missing: tuple[Named, ...]) -> Listing:
    """Return a list without models with what readers may turn to."""
    others = [Named(o.view.title, o.address, f"{number_text(o.view.total)} mô hình") for o in elsewhere]
    own = tuple(named for named in missing if named.url != listing.address)
    return listing._replace(view=listing.view._replace(elsewhere=tuple(others), missing=own))


def _near(found: Sequence[Listing], around: Sequence[str]) -> Callable[[int], list[Listing]]:
    """Return a function that returns the lists with models nearest to that at an index, in their order.

    Those with the same ``around`` come first.
    """
    filled: dict[str, list[int]] = {}
    for at, one in enumerate(found):
        if one.entries:
            for group in {around[at], ""}:
                filled.setdefault(group, []).append(at)

    def near(index: int) -> list[Listing]:
        places = filled.get(around[index]) or filled.get("", [])
        middle = bisect(places, index)
        few = sorted(places[max(0, middle - NEAR) : middle + NEAR], key=lambda at: abs(at - index))[:NEAR]
        return [found[at] for at in sorted(few)]

    return near


def _around(taxonomy: Taxonomy, key: str, roll: Roll) -> str:
    return roll.registers.places[key].within if taxonomy is PLACES else ""


def _missing(roll: Roll) -> Iterator[Named]:
    """Yield the latest honour rounds that declared more models than are known here, with how many more."""
    rounds_ = roll.registers.rounds
    every = ((key, standing(key, roll)) for key in latest_rounds(roll))
    found = ((key, sum(rounds_[key].declared) - len(here.known), len(here.supposed)) for key, here in every)
    for key, number, supposed in islice((row for row in found if row[1] > 0), MOST_ROUNDS):
        said = f"còn {number_text(number)} điển hình chưa có bài"
        if supposed:
            said += f" đã đối chiếu; {number_text(supposed)} bài tạm xếp"
        yield Named(rounds_[key].name, ROUNDS.page(key), said)


def listing_of(taxonomy: Taxonomy, key: str, roll: Roll) -> Listing:
    """Return the list of a row of a taxonomy, with the wording of its own if there is one."""
    row = roll.registers.rows(taxonomy).get(key)
    parts: dict[str, Any] = {
        "entries": roll.groups(taxonomy).get(key, ()),
        "kicker": taxonomy.title,
        "title": row.name if row else f"{taxonomy.title} {key}",
    }
    wording = _WORDING.get(taxonomy.name)
    return _listing(taxonomy.page(key), **(parts | wording(key, roll) if wording else parts))


def _listing(address: str, entries: Sequence[Entry], kicker: str, title: str, **fields: Any) -> Listing:
    """Return a list; ``fields`` are further fields of its view."""
    page_count = max(1, -(-len(entries) // PER_PAGE))
    pages = tuple(addresses.paged(address, number) for number in range(1, page_count + 1))
    return Listing(address, tuple(entries), ListingView(kicker, title, len(entries), pages, **fields))


def _field(key: str, roll: Roll) -> dict[str, Any]:
    about = roll.registers.fields[key].about
    return {"lead": about, "about": about, "field_key": key}


def _unit(key: str, roll: Roll) -> dict[str, Any]:
    until = roll.registers.units[key].until
    lead = f"Đơn vị không còn từ {when_text(until)}." if until else ""
    return {"lead": lead, "about": lead[:1].lower() + lead[1:]}


def _place(key: str, roll: Roll) -> dict[str, Any]:
    """Return what the list of a place has: its models, and the models of places within it or before it.

    The list links former places to the present ones and back. In which part of a split ward a model lies is not known,
    and the list says so.
    """
    places = roll.registers.places
    place = places[key]
    within = _places_within(key, roll)
    came = {k: part for k, former in places.items() for part in former.became if part.place == key}
    split = [k for k, part in came.items() if part.share != "toan-bo" and k in roll.groups(PLACES)]
    level = capital(PLACE_LEVELS[place.level])
    notes = [f"{level} này không còn từ {when_text(place.until)}."] if place.until else []
    notes += [f"Có từ {when_text(place.since)}."] if place.since else []
    notes += [f"{capital(PARTS[p.share])} nay thuộc {short_name(places[p.place])} ({p.clause})." for p in place.became]
    if split:
        names = ", ".join(short_name(places[k]) for k in split)
        notes.append(f"Gồm cả bài ở {names} trước đây, nay đã chia về nhiều nơi; chưa rõ từng mô hình nằm ở phần nào.")
    related = (
        *(_link(part.place, roll, "nơi tiếp nhận") for part in place.became),
        *(_link(k, roll, f"trước đây, {PARTS[part.share]} nhập vào đây") for k, part in came.items()),
        *(_link(k, roll) for k in within if places[k].within == key),
    )
    return {
        "entries": _entries_at((key, *within, *came), roll),
        "title": capital(roll.full_name(key)),
        "notes": tuple(notes),
        "related": related,
        "about": roll.today(key),
    }


def _link(key: str, roll: Roll, note: str = "") -> Named:
    return Named(short_name(roll.registers.places[key]), PLACES.page(key), note)


def _entries_at(keys: Iterable[str], roll: Roll) -> Sequence[Entry]:
    """Return the models at any of the places ``keys``, in the roll's order, each once."""
    groups = roll.groups(PLACES)
    found = {entry.slug: entry for key in keys for entry in groups.get(key, ())}
    return sorted(found.values(), key=lambda entry: roll.order[entry.slug])


def _places_within(key: str, roll: Roll) -> list[str]:
    inner = [k for k, place in roll.registers.places.items() if place.within == key]
    return [*inner, *(deeper for k in inner for deeper in _places_within(k, roll))]


def _round(key: str, roll: Roll) -> dict[str, Any]:
    """Return what the list of an honour round says: the totals that it declared, against what is published here."""
    registers = roll.registers
    given, (known, supposed) = registers.rounds[key], standing(key, roll)
    title, body = registers.titles.get(given.title), registers.units.get(given.body)
    total = sum(given.declared)
    notes = (
        f"Được biểu dương: {_of_each_kind(*given.declared)}." if total else "",
        f"Đã có bài: {_of_each_kind(*_kinds(known))}." if known or not supposed else "",
        f"Tạm xếp vào đợt này: {_of_each_kind(*_kinds(supposed))}; {NOT_COMPARED}." if supposed else "",
        f"Danh hiệu: {title.name}." if title else "",
        f"Cơ quan tôn vinh: {body.name}." if body else "",
        f"Nguồn: {given.source.rstrip('.')}." if given.source else "",
    )
    kinds = ", ".join(kind for kind, number in zip(("tập thể", "cá nhân"), given.declared, strict=True) if number)
    written = f"{number_text(len(known))} đã có bài" if known else ""
    tentative = f"{number_text(len(supposed))} bài tạm xếp, {NOT_COMPARED}" if supposed else ""
    here = "; ".join(filter(None, (written, tentative))) or "chưa có bài nào"
    return {
        "kicker": f"{ROUNDS.title} {when_text(given.date)}",
        "notes": tuple(filter(None, notes)),
        "declared": f"{number_text(total)} {kinds} được biểu dương; {here}" if total else "",
        "share": min(1.0, len(known) / total) if total else None,
    }


def standing(key: str, roll: Roll) -> Standing:
    """Return the published models of an honour round."""
    here = Standing([], [])
    for entry in roll.groups(ROUNDS).get(key, ()):
        if entry.status == "cong-bo":
            is_supposed = all(honour.is_supposed for honour in entry.honours if honour.round == key)
            (here.supposed if is_supposed else here.known).append(entry)
    return here


def _kinds(entries: Sequence[Entry]) -> tuple[int, int]:
    """Return how many collectives and how many individuals there are."""
    collectives = sum(entry.kind == "tap-the" for entry in entries)
    return collectives, len(entries) - collectives


def latest_rounds(roll: Roll) -> list[str]:
    """Return the keys of all honour rounds, the latest first."""
    return sorted(roll.registers.rounds, key=lambda key: roll.registers.rounds[key].date, reverse=True)


def _of_each_kind(collectives: int, individuals: int) -> str:
    return f"{number_text(collectives)} tập thể, {number_text(individuals)} cá nhân"


# By taxonomy: what the list of a row says besides its name and its models. A new taxonomy needs nothing here.
_WORDING: dict[str, Callable[[str, Roll], dict[str, Any]]] = {
    "fields": _field,
    "places": _place,
    "units": _unit,
    "rounds": _round,
}
