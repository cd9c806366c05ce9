"""The page of statistics: how many models by field, kind, year, place and round, and what is not known yet.

Only published models count, in a preview too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from honour_roll import addresses
from honour_roll.cards.covers import cover_photo
from honour_roll.entries.entry import Entry
from honour_roll.entries.roll import Roll
from honour_roll.entries.schema import KINDS
from honour_roll.pages.lists import rounds
from honour_roll.pages.views import Bar, Chart, Gap, Matrix, MatrixRow, Named, StatisticsView
from honour_roll.taxonomies import FIELDS, PLACES, ROUNDS, YEARS
from honour_roll.text.vietnamese import capital, number_text, sort_key

MOST_PLACES = 20  # rows of a chart; a province has hundreds of wards
MOST_NAMED = 12  # models named under a gap
_OF_PLACES = (
    "Tính theo đúng nơi ghi trong bài, với tên gọi lúc đó; bài ghi nhiều nơi thì tính ở từng nơi. "
    "Trang của mỗi nơi gồm cả những nơi nằm trong đó hoặc nhập vào đó, nên có thể có nhiều bài hơn."
)
_GAPS: dict[str, Callable[[Entry], bool]] = {
    "Mô hình chưa có số quyết định": lambda e: not e.honours or any(not honour.decision for honour in e.honours),
    "Mô hình chưa có ảnh chụp": lambda e: not cover_photo(e),
    "Mô hình chưa ghi sự đồng ý công bố": lambda e: not (e.consent and e.consent.given),
}


def statistics(roll: Roll) -> StatisticsView:
    """Return the view of the page of statistics."""
    public, registers = [entry for entry in roll.entries if entry.status == "cong-bo"], roll.registers
    honoured = {honour.round for entry in public for honour in entry.honours}
    by_place = Counter(key for e in public for key in dict.fromkeys(e.places) if key in registers.places)
    by_field = Counter(entry.field for entry in public)
    by_kind = Counter(entry.kind for entry in public)
    by_year = Counter(roll.year(entry) for entry in public)
    places = sorted(by_place, key=lambda key: (-by_place[key], sort_key(registers.places[key].name)))[:MOST_PLACES]

    def bar(name: str, url: str, count: int, field_key: str = "") -> Bar:
        length = count / len(public) if public else 0.0
        return Bar(name, url, number_text(count), length, _percent(count, len(public)), field_key)

    of_fields = (bar(row.name, FIELDS.page(key), by_field[key], key) for key, row in registers.fields.items())
    of_kinds = (bar(name, "", by_kind[key]) for key, name in KINDS.items())
    of_years = (bar(year, YEARS.page(year), by_year[year]) for year in sorted(by_year, reverse=True))
    of_places = (bar(_place_name(key, roll), PLACES.page(key), by_place[key]) for key in places)
    charts = (
        Chart("Theo lĩnh vực", "Lĩnh vực", tuple(of_fields)),
        Chart("Tập thể, cá nhân", "Loại", tuple(of_kinds)),
        Chart("Theo năm", "Năm", tuple(of_years)),
        Chart("Theo địa bàn", "Địa bàn", tuple(of_places), _OF_PLACES),
    )
    return StatisticsView(
        counts=(
            (len(public), "mô hình đã đăng"),
            (len(by_place), "địa bàn được ghi trong bài"),
            (len({entry.unit for entry in public if entry.unit}), "đơn vị có mô hình"),
            (len(honoured & registers.rounds.keys()), "đợt tôn vinh có bài"),
        ),
        charts=tuple(chart for chart in charts if chart.bars),
        matrix=_matrix(public, places, roll),
        places_left_out=len(by_place) - len(places),
        rounds=rounds(roll),
        gaps=tuple(gap for gap in _gaps(public, honoured, roll) if gap.whole),
    )


def _matrix(public: list[Entry], places: list[str], roll: Roll) -> Matrix:
    """Return how many models each of ``places`` has in each field."""
    counts = Counter((place, entry.field) for entry in public for place in dict.fromkeys(entry.places))
    most = max(counts.values(), default=1)
    fields = roll.registers.fields
    rows = tuple(
        MatrixRow(
            Named(_place_name(place, roll), PLACES.page(place)),
            tuple((number_text(counts[place, key]), (counts[place, key] / most) ** 0.5) for key in fields),
        )
        for place in places
    )
    return Matrix(tuple((key, field.name) for key, field in fields.items()), rows)


def _gaps(public: list[Entry], honoured: set[str], roll: Roll) -> Iterator[Gap]:
    """Yield a Gap for each kind of missing fact: a reader may be able to bring it."""
    given = roll.registers.rounds
    empty = tuple(Named(given[key].name, ROUNDS.page(key)) for key in given if key not in honoured)
    yield Gap("Đợt tôn vinh chưa có bài nào", empty, len(empty), len(given))
    for title, is_gap in _GAPS.items():
        found = [entry for entry in public if is_gap(entry)]
        first = tuple(Named(entry.title, addresses.model(entry.slug)) for entry in found[:MOST_NAMED])
        yield Gap(title, first, len(found), len(public))


def _place_name(key: str, roll: Roll) -> str:
    return capital(roll.full_name(key))


def _percent(part: int, whole: int) -> str:
    """Return a share in words; only nothing is 0 %, and only all is 100 %."""
    if part in (0, whole):
        return "100%" if part else "0%"
    return f"{min(99, round(100 * part / whole))}%" if part * 100 >= whole else "dưới 1%"
