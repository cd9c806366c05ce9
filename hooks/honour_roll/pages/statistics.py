"""The roll in figures: how many models by field, kind, year, ward and round, and what is not known yet."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from honour_roll import addresses
from honour_roll.cards.covers import has_photograph
from honour_roll.entries.schema import KINDS
from honour_roll.pages.lists import rounds
from honour_roll.pages.views import Bar, Chart, Gap, Matrix, MatrixRow, Named, StatisticsView
from honour_roll.text.vietnamese import capital, number_text, sort_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from honour_roll.entries.entry import Entry
    from honour_roll.entries.roll import Roll

MOST_PLACES = 20  # rows of a chart; a province has hundreds of wards
MOST_NAMED = 12  # models named under what is missing
_OF_PLACES = (
    "Tính theo đúng nơi ghi trong bài, với tên gọi lúc đó; bài ghi nhiều nơi thì tính ở từng nơi. "
    "Trang của mỗi nơi gồm cả những nơi nằm trong đó hoặc nhập vào đó, nên có thể có nhiều bài hơn."
)


def statistics(roll: Roll) -> StatisticsView:
    """Give what the page of statistics shows. Only published models count; a preview's drafts do not."""
    public = [entry for entry in roll.entries if entry.status == "cong-bo"]
    registers = roll.registers
    honoured = {honour.round for entry in public for honour in entry.honours}
    places = Counter(key for e in public for key in dict.fromkeys(e.places) if key in registers.places)
    kinds = Counter(entry.kind for entry in public)
    by_field = Counter(entry.field for entry in public)
    years = Counter(roll.year(entry) for entry in public)
    shown = sorted(places, key=lambda key: (-places[key], sort_key(registers.places[key].name)))[:MOST_PLACES]
    charts = (
        _chart("Theo lĩnh vực", "Lĩnh vực", len(public), [
            (field.name, f"{addresses.FIELDS}{key}/", by_field[key], key) for key, field in registers.fields.items()
        ]),
        _chart("Tập thể, cá nhân", "Loại", len(public), [(name, "", kinds[key], "") for key, name in KINDS.items()]),
        _chart("Theo năm", "Năm", len(public), [
            (year, f"{addresses.YEARS}{year}/", years[year], "") for year in sorted(years, reverse=True)
        ]),
        _chart("Theo địa bàn", "Địa bàn", len(public), [
            (_place(key, roll), f"{addresses.PLACES}{key}/", places[key], "") for key in shown
        ], _OF_PLACES),
    )  # fmt: skip
    return StatisticsView(
        counts=(
            (len(public), "mô hình đã đăng"),
            (len(places), "địa bàn được ghi trong bài"),
            (len({entry.unit for entry in public if entry.unit}), "đơn vị có mô hình"),
            (len(honoured & registers.rounds.keys()), "đợt tôn vinh có bài"),
        ),
        charts=tuple(chart for chart in charts if chart.bars),
        matrix=_matrix(public, shown, roll),
        places_left_out=len(places) - len(shown),
        rounds=rounds(roll),
        gaps=tuple(gap for gap in _gaps(public, roll) if gap.whole),
    )


def _chart(title: str, head: str, of: int, rows: list[tuple[str, str, int, str]], note: str = "") -> Chart:
    """Give a chart of ``rows`` (name, address, how many of ``of`` models, the field that colours it)."""
    bars = tuple(
        Bar(name, url, number_text(total), total / of if of else 0.0, _percent(total, of), field_key)
        for name, url, total, field_key in rows
    )
    return Chart(title, head, bars, note)


def _matrix(public: list[Entry], shown: list[str], roll: Roll) -> Matrix:
    """Give how many models each of the places ``shown`` has in each field."""
    found = Counter((place, entry.field) for entry in public for place in dict.fromkeys(entry.places))
    most = max(found.values(), default=1)
    fields = roll.registers.fields
    rows = tuple(
        MatrixRow(
            Named(_place(place, roll), f"{addresses.PLACES}{place}/"),
            tuple((number_text(found[place, key]), (found[place, key] / most) ** 0.5) for key in fields),
        )
        for place in shown
    )
    return Matrix(tuple((key, field.name) for key, field in fields.items()), rows)


_LACKING: dict[str, Callable[[Entry], bool]] = {
    "Mô hình chưa có số quyết định": lambda e: not e.honours or any(not honour.decision for honour in e.honours),
    "Mô hình chưa có ảnh chụp": lambda e: not has_photograph(e),
    "Mô hình chưa ghi sự đồng ý công bố": lambda e: not (e.consent and e.consent.given),
}


def named(entries: Iterable[Entry]) -> set[str]:
    """Give the slugs of the models that the page of statistics names, of ``entries`` in the order of the roll."""
    public = [entry for entry in entries if entry.status == "cong-bo"]
    return {entry.slug for lacks in _LACKING.values() for entry in islice(filter(lacks, public), MOST_NAMED)}


def _gaps(public: list[Entry], roll: Roll) -> Iterable[Gap]:
    """Give what is missing, which is to be known as well: it is what a reader may be able to bring."""
    honoured = {honour.round for entry in public for honour in entry.honours}
    empty = [
        Named(given.name, f"{addresses.ROUNDS}{key}/")
        for key, given in roll.registers.rounds.items()
        if key not in honoured
    ]
    yield Gap("Đợt tôn vinh chưa có bài nào", tuple(empty), len(empty), len(roll.registers.rounds))
    for title, lacks in _LACKING.items():
        found = [entry for entry in public if lacks(entry)]
        named = tuple(Named(entry.title, addresses.model(entry.slug)) for entry in found[:MOST_NAMED])
        yield Gap(title, named, len(found), len(public))


def _place(key: str, roll: Roll) -> str:
    return capital(roll.full_name(key))


def _percent(part: int, whole: int) -> str:
    """Give a share in words; only nothing is 0 % and only all is 100 %."""
    if part in (0, whole):
        return "100%" if part else "0%"
    return f"{min(99, round(100 * part / whole))}%" if part * 100 >= whole else "dưới 1%"
