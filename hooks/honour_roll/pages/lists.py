"""Lists: all models, those of each field, theme, place, unit, year and honour round, and the overviews of lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from operator import attrgetter
from typing import Any, NamedTuple

from honour_roll import addresses
from honour_roll.entries.entry import Entry
from honour_roll.entries.registers import PARTS
from honour_roll.entries.roll import Roll, short_name
from honour_roll.pages.views import Card, Group, ListingView, Named, OverviewView, Row
from honour_roll.text.vietnamese import capital, number_text, sort_key, when_text

# The overviews, by address, with their titles.
OVERVIEWS = {
    addresses.FIELDS: "Lĩnh vực",
    addresses.THEMES: "Chủ đề",
    addresses.PLACES: "Địa bàn",
    addresses.UNITS: "Đơn vị",
    addresses.YEARS: "Năm",
    addresses.ROUNDS: "Đợt tôn vinh",
}
PER_PAGE = 24
_SLUG = attrgetter("slug")


class Listing(NamedTuple):
    """A list before it is cut into pages: its address, its entries in order, and its view without cards."""

    address: str
    entries: tuple[Entry, ...]
    view: ListingView

    @property
    def page_count(self) -> int:
        """Return the number of pages; an empty list has one."""
        return len(self.view.pages)

    def on_page(self, number: int) -> Sequence[Entry]:
        """Return the entries of page ``number``, from 1."""
        return self.entries[(number - 1) * PER_PAGE : number * PER_PAGE]

    def page(self, number: int, cards: Mapping[str, Card]) -> ListingView:
        """Return the view of page ``number`` (from 1); ``cards`` are by slug."""
        return self.view._replace(cards=tuple(cards[entry.slug] for entry in self.on_page(number)), page=number)

    def pages_of(self, slugs: AbstractSet[str]) -> Sequence[int]:
        """Return the numbers of the pages that show one of the models ``slugs``."""
        if slugs.isdisjoint(map(_SLUG, self.entries)):
            return []  # most lists: this is the quickest way to tell
        places = [place for place, entry in enumerate(self.entries) if entry.slug in slugs]
        return sorted({place // PER_PAGE + 1 for place in places})


def listings(roll: Roll) -> Iterator[Listing]:
    """Yield every list; a row of a register has one even without entries, since its address may be known already."""
    registers = roll.registers
    yield _listing(addresses.MODELS, roll.entries, "", "Tất cả mô hình", lead="Mới đăng xếp trước.")
    for key, field in registers.fields.items():
        address, entries = f"{addresses.FIELDS}{key}/", roll.by_field.get(key, ())
        yield _listing(address, entries, "Lĩnh vực", field.name, lead=field.about, field_key=key)
    for key, theme in registers.themes.items():
        yield _listing(f"{addresses.THEMES}{key}/", roll.by_theme.get(key, ()), "Chủ đề", theme.name)
    for key in registers.places:
        yield _place(key, roll)
    for key, unit in registers.units.items():
        lead = f"Đơn vị không còn từ {when_text(unit.until)}." if unit.until else ""
        yield _listing(f"{addresses.UNITS}{key}/", roll.by_unit.get(key, ()), "Đơn vị", unit.name, lead=lead)
    for year in sorted(roll.by_year.keys() | roll.years, reverse=True):
        yield _listing(f"{addresses.YEARS}{year}/", roll.by_year.get(year, ()), "Năm", f"Năm {year}")
    for key in registers.rounds:
        yield _round(key, roll)


def _listing(address: str, entries: Sequence[Entry], kicker: str, title: str, **fields: Any) -> Listing:
    """Return a list; ``fields`` are further fields of its view."""
    page_count = max(1, -(-len(entries) // PER_PAGE))
    pages = tuple(addresses.paged(address, number) for number in range(1, page_count + 1))
    return Listing(address, tuple(entries), ListingView(kicker, title, len(entries), pages, **fields))


def _place(key: str, roll: Roll) -> Listing:
    """Return the list of a place: its models, those of places within it, and those of places that it came from.

    It links former places to the present ones and back. In which part of a split ward a model lies is not known, and
    the list says so.
    """
    places = roll.registers.places
    place = places[key]
    within = _places_within(key, roll)
    came = {k: part for k, former in places.items() for part in former.became if part.place == key}
    split = [k for k, part in came.items() if part.share != "toan-bo" and k in roll.by_place]
    notes = [f"Tên gọi này không còn từ {when_text(place.until)}."] if place.until else []
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
    entries, title = _entries_at((key, *within, *came), roll), capital(roll.full_name(key))
    return _listing(f"{addresses.PLACES}{key}/", entries, "Địa bàn", title, notes=tuple(notes), related=related)


def _link(key: str, roll: Roll, note: str = "") -> Named:
    return Named(short_name(roll.registers.places[key]), f"{addresses.PLACES}{key}/", note)


def _entries_at(keys: Iterable[str], roll: Roll) -> Sequence[Entry]:
    """Return the models at any of the places ``keys``, in the roll's order, each once."""
    groups = [roll.by_place[key] for key in keys if key in roll.by_place]
    if len(groups) == 1:
        return groups[0]
    found = {entry.slug: entry for group in groups for entry in group}
    return sorted(found.values(), key=lambda entry: roll.order[entry.slug])


def _places_within(key: str, roll: Roll) -> list[str]:
    inner = [k for k, place in roll.registers.places.items() if place.within == key]
    return [*inner, *(deeper for k in inner for deeper in _places_within(k, roll))]


def _round(key: str, roll: Roll) -> Listing:
    """Return the list of an honour round, with the totals that it declared against what is published here."""
    registers = roll.registers
    given, entries = registers.rounds[key], roll.by_round.get(key, ())
    title, body = registers.titles.get(given.title), registers.units.get(given.body)
    public = [entry for entry in entries if entry.status == "cong-bo"]
    collectives, total = sum(entry.kind == "tap-the" for entry in public), sum(given.declared)
    notes = (
        f"Được biểu dương: {_of_each_kind(*given.declared)}." if total else "",
        f"Đã có bài: {_of_each_kind(collectives, len(public) - collectives)}.",
        f"Danh hiệu: {title.name}." if title else "",
        f"Nơi tôn vinh: {body.name}." if body else "",
        f"Nguồn: {given.source.rstrip('.')}." if given.source else "",
    )
    kinds = ", ".join(kind for kind, number in zip(("tập thể", "cá nhân"), given.declared, strict=True) if number)
    written = f"{number_text(len(public))} đã có bài" if public else "chưa có bài nào"
    return _listing(
        f"{addresses.ROUNDS}{key}/",
        entries,
        f"Đợt tôn vinh {when_text(given.date)}",
        given.name,
        notes=tuple(filter(None, notes)),
        declared=f"{number_text(total)} {kinds} được biểu dương; {written}" if total else "",
        share=min(1.0, len(public) / total) if total else None,
    )


def _of_each_kind(collectives: int, individuals: int) -> str:
    return f"{number_text(collectives)} tập thể, {number_text(individuals)} cá nhân"


def overviews(roll: Roll) -> Iterator[tuple[str, OverviewView]]:
    """Yield the overviews, each with its address."""

    def overview(address: str, *groups: Group, lead: str = "") -> tuple[str, OverviewView]:
        return address, OverviewView(OVERVIEWS[address], lead, groups)

    yield overview(addresses.FIELDS, Group("", fields(roll)))
    themes = (
        Row(theme.name, f"{addresses.THEMES}{key}/", len(roll.by_theme.get(key, ())))
        for key, theme in roll.registers.themes.items()
    )
    yield overview(addresses.THEMES, Group("", _by_name(themes)))
    lead = "Mỗi bài ghi địa bàn theo tên gọi lúc đó; tên cũ dẫn đến tên mới."
    yield overview(addresses.PLACES, *places(roll), lead=lead)
    yield overview(addresses.UNITS, Group("", units(roll)))
    yield overview(addresses.YEARS, Group("", years(roll)), lead="Năm của lần tôn vinh gần nhất.")
    given = tuple(Row(view.title, view.pages[0], view.total, view.declared) for view in rounds(roll))
    yield overview(addresses.ROUNDS, Group("", given))


def places(roll: Roll) -> list[Group]:
    """Return the rows of places, those of today and the former ones apart, in Vietnamese order."""
    rows = roll.registers.places
    now = [key for key, place in rows.items() if not place.until and place.within]
    then = [key for key, place in rows.items() if place.until]

    def group(title: str, keys: Iterable[str]) -> Group:
        return Group(title, _by_name(_place_row(key, roll) for key in keys))

    groups = (group("Hiện nay", now), group("Tên gọi trước đây", then))
    return [group for group in groups if group.rows]


def _place_row(key: str, roll: Roll) -> Row:
    listing = _place(key, roll)
    return Row(capital(short_name(roll.registers.places[key])), listing.address, listing.view.total, roll.today(key))


def fields(roll: Roll) -> tuple[Row, ...]:
    """Return the rows of fields, in the register's order."""
    return tuple(
        Row(field.name, f"{addresses.FIELDS}{key}/", len(roll.by_field.get(key, ())), field.about, key)
        for key, field in roll.registers.fields.items()
    )


def units(roll: Roll) -> tuple[Row, ...]:
    """Return the rows of units that have models, in Vietnamese order."""
    return _by_name(
        Row(unit.name, f"{addresses.UNITS}{key}/", len(roll.by_unit[key]))
        for key, unit in roll.registers.units.items()
        if key in roll.by_unit
    )


def years(roll: Roll) -> tuple[Row, ...]:
    """Return the rows of years that have models, newest first."""
    return tuple(
        Row(f"Năm {year}", f"{addresses.YEARS}{year}/", len(roll.by_year[year]))
        for year in sorted(roll.by_year, reverse=True)
    )


def rounds(roll: Roll) -> tuple[ListingView, ...]:
    """Return the views of honour rounds without cards, the latest round first."""
    keys = sorted(roll.registers.rounds, key=lambda key: roll.registers.rounds[key].date, reverse=True)
    return tuple(_round(key, roll).view for key in keys)


def _by_name(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: sort_key(row.name)))


# The front page under its former address; to go with build/site.py.
def __getattr__(name: str) -> Any:
    if name not in ("NEWEST", "home", "on_front"):
        raise AttributeError(name)
    from honour_roll.pages import front_page

    return getattr(front_page, name)
