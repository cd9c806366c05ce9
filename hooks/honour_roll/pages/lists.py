"""The roll becomes lists: of all models, by field, theme, place, unit, year and honour round; and the front page."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from heapq import heappush, heapreplace
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from honour_roll import addresses
from honour_roll.entries.registers import PARTS, PLACE_LEVELS
from honour_roll.entries.roll import short_name
from honour_roll.fingerprints import fingerprint
from honour_roll.pages.views import Group, HomeView, ListingView, Named, OverviewView, Row
from honour_roll.text.vietnamese import capital, number_text, sort_key, when_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from honour_roll.entries.entry import Entry
    from honour_roll.entries.roll import Roll
    from honour_roll.pages.views import Card

# The pages that list lists, with their titles.
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
NEWEST = 6
MOST_ROWS = 12  # places, and units, on the front page


class Listing(NamedTuple):
    """One list before it is cut into pages: where it lives, its entries in order, and the view without cards."""

    address: str
    entries: tuple[Entry, ...]
    view: ListingView

    @property
    def page_count(self) -> int:
        """Give the number of pages; an empty list has one."""
        return len(self.view.pages)

    def page(self, number: int, cards: Mapping[str, Card]) -> ListingView:
        """Give page ``number`` (from 1) with its cards, which are given by slug."""
        return self.view._replace(cards=tuple(cards[e.slug] for e in self.on_page(number)), page=number)

    def pages_of(self, slugs: AbstractSet[str]) -> Sequence[int]:
        """Give the numbers of the pages on which one of these models is."""
        if slugs.isdisjoint(map(_SLUG, self.entries)):
            return []  # as most: this is the quickest to tell
        places = [place for place, entry in enumerate(self.entries) if entry.slug in slugs]
        return sorted({place // PER_PAGE + 1 for place in places})

    def on_page(self, number: int) -> Sequence[Entry]:
        """Give the entries of page ``number``, from 1."""
        return self.entries[(number - 1) * PER_PAGE : number * PER_PAGE]


def listings(roll: Roll) -> Iterator[Listing]:
    """Give every list. A register's row without entries has a page as well: its address may be known already."""
    registers = roll.registers
    yield _listing(addresses.MODELS, roll.entries, "", "Tất cả mô hình", "Mới đăng xếp trước.")
    for key, field in registers.fields.items():
        yield _listing(
            f"{addresses.FIELDS}{key}/", roll.by_field.get(key, ()), "Lĩnh vực", field.name, field.about, key
        )
    for key, theme in registers.themes.items():
        yield _listing(f"{addresses.THEMES}{key}/", roll.by_theme.get(key, ()), "Chủ đề", theme.name)
    for key in registers.places:
        yield _place(key, roll)
    for key, unit in registers.units.items():
        entries = roll.by_unit.get(key, ())
        lead = f"Đơn vị không còn từ {when_text(unit.until)}." if unit.until else ""
        yield _listing(f"{addresses.UNITS}{key}/", entries, "Đơn vị", unit.name, lead)
    for year in sorted(roll.by_year.keys() | roll.years, reverse=True):
        yield _listing(f"{addresses.YEARS}{year}/", roll.by_year.get(year, ()), "Năm", f"Năm {year}")
    for key in registers.rounds:
        yield _round(key, roll)


def _listing(
    address: str, entries: Iterable[Entry], kicker: str, title: str, lead: str = "", field_key: str = ""
) -> Listing:
    entries = tuple(entries)
    pages = tuple(addresses.paged(address, n + 1) for n in range(max(1, -(-len(entries) // PER_PAGE))))
    view = ListingView(
        kicker=kicker, title=title, lead=lead, notes=(), related=(), field_key=field_key, total=len(entries), cards=(),
        page=1, pages=pages,
    )  # fmt: skip
    return Listing(address, entries, view)


def _place(key: str, roll: Roll) -> Listing:
    """A place's list. Old names lead to the new ones and back.

    A place lists the models of the places within it, and a place of today those of the places that it came from:
    which part of a split ward a model lies in is not known, so the list says so instead of choosing.
    """
    places = roll.registers.places
    place = places[key]
    within = _places_within(key, roll)
    came = {k: part for k, former in places.items() for part in former.became if part.place == key}
    entries = _entries_at((key, *within, *came), roll)
    notes = []
    if place.until:
        notes.append(f"Tên gọi này không còn từ {when_text(place.until)}.")
    if place.since:
        notes.append(f"Có từ {when_text(place.since)}.")
    notes += [f"{capital(PARTS[p.share])} nay thuộc {short_name(places[p.place])} ({p.clause})." for p in place.became]
    split = [k for k, part in came.items() if part.share != "toan-bo" and k in roll.by_place]
    if split:
        names = ", ".join(short_name(places[k]) for k in split)
        notes.append(f"Gồm cả bài ở {names} trước đây, nay đã chia về nhiều nơi; chưa rõ từng mô hình nằm ở phần nào.")
    related = [_named(part.place, roll, "nơi tiếp nhận") for part in place.became]
    related += [_named(k, roll, f"trước đây, {PARTS[part.share]} nhập vào đây") for k, part in came.items()]
    related += [_named(k, roll) for k in within if places[k].within == key]
    listing = _listing(f"{addresses.PLACES}{key}/", entries, "Địa bàn", capital(roll.full_name(key)))
    return listing._replace(view=listing.view._replace(notes=tuple(notes), related=tuple(related)))


def _named(key: str, roll: Roll, note: str = "") -> Named:
    return Named(short_name(roll.registers.places[key]), f"{addresses.PLACES}{key}/", note)


def _entries_at(keys: Iterable[str], roll: Roll) -> Sequence[Entry]:
    """Give the models at any of these places, in the roll's order, each once."""
    there = [roll.by_place[key] for key in keys if key in roll.by_place]
    if len(there) == 1:
        return there[0]
    found = {entry.slug: entry for entries in there for entry in entries}
    return sorted(found.values(), key=lambda entry: roll.order[entry.slug])


def _places_within(key: str, roll: Roll) -> list[str]:
    inner = [k for k, place in roll.registers.places.items() if place.within == key]
    return [*inner, *(deeper for k in inner for deeper in _places_within(k, roll))]


def _round(key: str, roll: Roll) -> Listing:
    """An honour round's list, with what the round declared against what is published here."""
    given = roll.registers.rounds[key]
    entries = roll.by_round.get(key, ())
    honoured, whole = given.declared, sum(given.declared)
    body = roll.registers.units.get(given.body)
    title = roll.registers.titles.get(given.title)
    listing = _listing(f"{addresses.ROUNDS}{key}/", entries, f"Đợt tôn vinh {when_text(given.date)}", given.name)
    public = [entry for entry in entries if entry.status == "cong-bo"]
    collectives = sum(entry.kind == "tap-the" for entry in public)
    notes = [
        f"Được biểu dương: {_of_each_kind(*honoured)}." if whole else "",
        f"Đã có bài: {_of_each_kind(collectives, len(public) - collectives)}.",
        f"Danh hiệu: {title.name}." if title else "",
        f"Nơi tôn vinh: {body.name}." if body else "",
        f"Nguồn: {given.source.rstrip('.')}." if given.source else "",
    ]
    kinds = ", ".join(kind for kind, number in zip(("tập thể", "cá nhân"), honoured, strict=True) if number)
    written = f"{number_text(len(public))} đã có bài" if public else "chưa có bài nào"
    return listing._replace(
        view=listing.view._replace(
            notes=tuple(note for note in notes if note),
            declared=f"{number_text(whole)} {kinds} được biểu dương; {written}" if whole else "",
            share=min(1.0, len(public) / whole) if whole else None,
        )
    )


def _of_each_kind(collectives: int, individuals: int) -> str:
    return f"{number_text(collectives)} tập thể, {number_text(individuals)} cá nhân"


def overviews(roll: Roll) -> Iterator[tuple[str, OverviewView]]:
    """Give the pages that list the lists, each with its address."""
    registers = roll.registers

    def listed(address: str, *groups: Group, lead: str = "") -> tuple[str, OverviewView]:
        return address, OverviewView(OVERVIEWS[address], lead, groups)

    yield listed(addresses.FIELDS, Group("", fields(roll)))
    themes = [
        Row(t.name, f"{addresses.THEMES}{k}/", len(roll.by_theme.get(k, ()))) for k, t in registers.themes.items()
    ]
    yield listed(addresses.THEMES, Group("", _by_name(themes)))
    where = "Mỗi bài ghi địa bàn theo tên gọi lúc đó; tên cũ dẫn đến tên mới."
    yield listed(addresses.PLACES, *_places(roll), lead=where)
    yield listed(addresses.UNITS, Group("", units(roll)))
    yield listed(addresses.YEARS, Group("", years(roll)), lead="Năm của lần tôn vinh gần nhất.")
    given = [Row(view.title, view.pages[0], view.total, view.declared) for view in rounds(roll)]
    yield listed(addresses.ROUNDS, Group("", tuple(given)))


def _places(roll: Roll) -> list[Group]:
    """Give the places, those of today and those of before."""
    places = roll.registers.places
    now = [k for k, p in places.items() if not p.until and p.within]
    then = [k for k, p in places.items() if p.until]

    def rows(keys: Iterable[str]) -> tuple[Row, ...]:
        return _by_name(
            Row(capital(short_name(places[k])), f"{addresses.PLACES}{k}/", len(_place(k, roll).entries), roll.today(k))
            for k in sorted(keys, key=lambda k: list(PLACE_LEVELS).index(places[k].level))
        )

    groups = [Group("Hiện nay", rows(now)), Group("Tên gọi trước đây", rows(then))]
    return [group for group in groups if group.rows]


def fields(roll: Roll) -> tuple[Row, ...]:
    """Give the fields, in the register's order."""
    return tuple(
        Row(f.name, f"{addresses.FIELDS}{k}/", len(roll.by_field.get(k, ())), f.about, k)
        for k, f in roll.registers.fields.items()
    )


def units(roll: Roll) -> tuple[Row, ...]:
    """Give the units that have models, in Vietnamese order."""
    rows = roll.registers.units.items()
    return _by_name(
        Row(unit.name, f"{addresses.UNITS}{key}/", len(roll.by_unit[key])) for key, unit in rows if key in roll.by_unit
    )


def years(roll: Roll) -> tuple[Row, ...]:
    """Give the years that have models, newest first."""
    return tuple(
        Row(f"Năm {year}", f"{addresses.YEARS}{year}/", len(roll.by_year[year]))
        for year in sorted(roll.by_year, reverse=True)
    )


def rounds(roll: Roll) -> tuple[ListingView, ...]:
    """Give the honour rounds, the latest first, with what they declared against what is here; without cards."""
    keys = sorted(roll.registers.rounds, key=lambda key: roll.registers.rounds[key].date, reverse=True)
    return tuple(_round(key, roll).view for key in keys)


def of_the_week(roll: Roll, today: date) -> Entry | None:
    """Give the model that the front page shows in the week of ``today``: the one that has waited longest.

    A model waits from the week after it was published, and again from the week after it was shown. Of those that wait
    as long, the new ones come first, in an order of their own. So every model has its turn, however the roll grows,
    and what is published in a week does not change that week's. All weeks since the first are gone through each time.
    """
    days: dict[str, list[Entry]] = defaultdict(list)
    for entry in roll.entries:
        if entry.status == "cong-bo":
            days[entry.published].append(entry)
    new: dict[int, list[Entry]] = defaultdict(list)  # by the week from which they wait
    for day, published in days.items():
        new[_week(date.fromisoformat(day)) + 1] += published
    if not new:
        return None
    queue: list[tuple[int, bool, bytes, str]] = []
    weeks, turn = sorted(new, reverse=True), min(new)
    while True:
        while weeks and (not queue or weeks[-1] <= queue[0][0]):  # few come near: ten thousand digests take long
            for entry in new[week := weeks.pop()]:
                heappush(queue, (week, False, fingerprint(entry.slug.encode()), entry.slug))
        if turn >= _week(today):
            return roll.by_slug[queue[0][-1]]
        turn += 1
        heapreplace(queue, (turn, True, *queue[0][2:]))


def _week(day: date) -> int:
    """Give the number of a day's week, from Monday to Sunday."""
    return (day.toordinal() - 1) // 7


def on_front(roll: Roll, today: date) -> tuple[Entry | None, list[Entry]]:
    """Give the models that the front page shows: that of the week, if there is one, and the newest of the others."""
    week = of_the_week(roll, today)
    return week, [*islice((entry for entry in roll.entries if entry is not week), NEWEST)]


def home(roll: Roll, card_of: Callable[[str], Card], today: date, problems: Iterable[Named] = ()) -> HomeView:
    """Give what the front page shows.

    ``card_of`` gives the card of a slug, ``problems`` are broken entries, in a preview only.
    """
    week, newest = on_front(roll, today)
    places = [row for group in _places(roll) for row in group.rows if row.total]
    return HomeView(
        total=sum(entry.status == "cong-bo" for entry in roll.entries),
        week=card_of(week.slug) if week else None,
        newest=tuple(card_of(entry.slug) for entry in newest),
        fields=fields(roll),
        places=_largest(places),
        units=_largest(units(roll)),
        years=years(roll)[:MOST_ROWS],
        rounds=rounds(roll),
        problems=tuple(problems),
    )


def _largest(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Give the rows with the most models, in their order."""
    rows = list(rows)
    largest = sorted(rows, key=lambda row: -row.total)[:MOST_ROWS]
    return tuple(row for row in rows if row in largest)


def _by_name(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: sort_key(row.name)))
