"""The page of statistics: models by year, field, place and round, and what is not known yet.

Only published models count, in a preview too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from honour_roll import addresses
from honour_roll.cards.covers import cover_photo
from honour_roll.entries.entry import Entry
from honour_roll.entries.roll import Roll, short_name
from honour_roll.entries.schema import KINDS
from honour_roll.pages.lists import standing
from honour_roll.pages.views import Cell, Column, Gap, Named, RoundBar, Series, StatisticsView, TableRow, Top
from honour_roll.taxonomies import FIELDS, PLACES, ROUNDS, YEARS
from honour_roll.text.vietnamese import capital, sort_key

FIRST_PLACES = 10  # rows of the table that are open at once
FIRST_ROUNDS = 5  # bars of rounds that are open at once
MOST_PLACES = 30  # rows of the table; a province has hundreds of wards
MOST_NAMED = 12  # models named under a gap
MOST_LABELS = 11  # years that are written under the columns of a phone
STEPS = 4  # of a field's colour in the table
_GAPS: dict[str, Callable[[Entry], bool]] = {
    "Mô hình chưa có số quyết định": lambda e: not e.honours or any(not honour.decision for honour in e.honours),
    "Mô hình mới tạm xếp vào đợt, chưa đối chiếu danh sách": lambda e: any(h.is_supposed for h in e.honours),
    "Mô hình chưa có ảnh chụp": lambda e: not cover_photo(e),
}


class _Counts(NamedTuple):
    """How many published models there are: of each key of a taxonomy, and of each field in each year and place."""

    public: list[Entry]
    years: Counter[str]
    fields: Counter[str]
    places: Counter[str]
    field_years: Counter[tuple[str, str]]
    field_places: Counter[tuple[str, str]]


def statistics(roll: Roll, this_year: int) -> StatisticsView:
    """Return the view of the page of statistics; of ``this_year`` the page says that it is not over."""
    counts = _count(roll)
    public, registers = counts.public, roll.registers
    honoured = {honour.round for entry in public for honour in entry.honours}
    of_kinds = Counter(entry.kind for entry in public)
    places = sorted(counts.places, key=lambda key: (-counts.places[key], sort_key(registers.places[key].name)))
    names = {key: row.name for key, row in registers.fields.items()}
    return StatisticsView(
        total=len(public),
        fields=_top(counts.fields, names, FIELDS.page),
        years=_top(counts.years, {year: year for year in counts.years}, YEARS.page),
        columns=tuple(_columns(counts.years, this_year)),
        kinds=tuple((of_kinds[key], name.lower()) for key, name in KINDS.items() if of_kinds[key]),
        series=tuple(_series(counts, roll)),
        rounds=tuple(_rounds(roll)),
        first_rounds=FIRST_ROUNDS,
        heads=tuple((key, field.brief or field.name, field.name) for key, field in registers.fields.items()),
        table=tuple(_table(counts, places[:MOST_PLACES], roll)),
        first_places=FIRST_PLACES,
        places_left_out=max(0, len(places) - MOST_PLACES),
        gaps=tuple(gap for gap in _gaps(public, honoured, roll) if gap.whole),
    )


def _count(roll: Roll) -> _Counts:
    public = [entry for entry in roll.entries if entry.status == "cong-bo"]
    registers = roll.registers
    places = [[key for key in entry.places if key in registers.places] for entry in public]
    named = {key for keys in places for key in keys}
    at = [(entry.field, key) for entry, keys in zip(public, places, strict=True) for key in registers.listed_at(keys)]
    field_places = Counter((field, key) for field, key in at if key in named)
    return _Counts(
        public,
        Counter(roll.year(entry) for entry in public),
        Counter(entry.field for entry in public),
        Counter(key for _, key in field_places.elements()),
        Counter((entry.field, roll.year(entry)) for entry in public),
        field_places,
    )


def _top(counts: Mapping[str, int], names: Mapping[str, str], page: Callable[[str], str]) -> Top:
    """Return what has most models; several rows when they have as many, none when there are no models."""
    most = max(counts.values(), default=0)
    rows = [key for key in names if most and counts.get(key) == most]
    return Top(tuple(Named(names[key], page(key)) for key in rows), most)


def _columns(years: Mapping[str, int], this_year: int) -> Iterator[Column]:
    """Yield a column for each year from the first to the last, those without models too."""
    axis = _axis(years)
    most = max(years.values(), default=1)
    every = -(-len(axis) // MOST_LABELS)
    for place, year in enumerate(axis):
        count = years.get(year, 0)
        label = f"’{year[2:]}" if place % every == 0 else ""
        yield Column(year, YEARS.page(year) if count else "", count, count / most, label, int(year) >= this_year)


def _axis(years: Iterable[str]) -> list[str]:
    known = [int(year) for year in years]
    return [str(year) for year in range(min(known), max(known) + 1)] if known else []


def _series(counts: _Counts, roll: Roll) -> Iterator[Series]:
    """Yield the years of each field, all on the scale of the largest."""
    axis, most = _axis(counts.years), max(counts.field_years.values(), default=1)
    for key, field in roll.registers.fields.items():
        heights = tuple(counts.field_years[key, year] / most for year in axis)
        yield Series(field.name, FIELDS.page(key), counts.fields[key], key, heights)


def _rounds(roll: Roll) -> Iterator[RoundBar]:
    """Yield the honour rounds, those with most models first, on the scale of the largest number."""
    rounds = roll.registers.rounds
    here = {key: tuple(map(len, standing(key, roll))) for key in rounds}
    widest = max((max(sum(here[key]), sum(row.declared)) for key, row in rounds.items()), default=0) or 1
    newest = sorted(rounds, key=lambda key: rounds[key].date, reverse=True)
    for key in sorted(newest, key=lambda key: here[key], reverse=True):
        row, (known, supposed), declared = rounds[key], here[key], sum(rounds[key].declared)
        widths = (known / widest, supposed / widest, declared / widest)
        yield RoundBar(Named(row.name, ROUNDS.page(key)), known, supposed, declared, *widths)


def _table(counts: _Counts, places: list[str], roll: Roll) -> Iterator[TableRow]:
    """Yield for each of ``places`` how many models it has in each field, with the step of its colour."""
    fields = roll.registers.fields
    scales = {key: sorted(filter(None, (counts.field_places[key, place] for place in counts.places))) for key in fields}
    for place in places:
        cells = []
        for key in fields:
            count, scale = counts.field_places[key, place], scales[key]
            step = 1 + STEPS * bisect_left(scale, count) // len(scale) if count else 0
            way = f"{addresses.MODELS}?{PLACES.facet}={place}&{FIELDS.facet}={key}" if count else ""
            cells.append(Cell(count, step, way))
        name = capital(short_name(roll.registers.places[place]))
        yield TableRow(Named(name, PLACES.page(place), roll.today(place)), tuple(cells), counts.places[place])


def _gaps(public: list[Entry], honoured: set[str], roll: Roll) -> Iterator[Gap]:
    """Yield a Gap for each kind of missing fact: a reader may be able to bring it."""
    given = roll.registers.rounds
    empty = tuple(Named(given[key].name, ROUNDS.page(key)) for key in given if key not in honoured)
    yield Gap("Đợt tôn vinh chưa có bài nào", empty, len(empty), len(given))
    for title, is_gap in _GAPS.items():
        found = [entry for entry in public if is_gap(entry)]
        first = tuple(Named(entry.title, addresses.model(entry.slug)) for entry in found[:MOST_NAMED])
        yield Gap(title, first, len(found), len(public))
