"""The registers in ``entries/danh-muc/*.yml``, closed lists that entries refer to, and the tables of their keys.

They are fields, themes, units, places, titles, rounds and abbreviations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from honour_roll import addresses
from honour_roll.entries import messages, register_rules, yaml_reader
from honour_roll.entries.field_types import SLUG, Choice, Colour, Line, Number, WebAddress
from honour_roll.entries.schema import DATE, FORMER_SLUG, Key, Many, Reference, Table
from honour_roll.entries.validate import validated
from honour_roll.problem import Problem
from honour_roll.taxonomies import OVERVIEWS, PAGES, REGISTERS, Taxonomy
from honour_roll.text.vietnamese import slug_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PLACE_LEVELS = {"phuong": "phường", "xa": "xã", "quan": "quận", "thanh-pho": "thành phố"}
PARTS = {"toan-bo": "toàn bộ", "mot-phan": "một phần", "phan-con-lai": "phần còn lại"}
MOTIFS = ("la", "nha", "duong", "ban-tay", "sach", "khien", "trai-tim", "ban-tron", "bieu-do", "loa")


class Field(NamedTuple):
    """A field of the movement (lĩnh vực); ``colour`` is its colour all over the site."""

    name: str
    colour: str
    about: str = ""
    former_keys: tuple[str, ...] = ()


class Theme(NamedTuple):
    """A theme (chủ đề); ``motif`` names the drawing on covers of entries without a photo."""

    name: str
    motif: str
    former_keys: tuple[str, ...] = ()


class Unit(NamedTuple):
    """A unit (đơn vị); ``until`` is the day from which it no longer existed, when known."""

    name: str
    short: str = ""
    place: str = ""
    until: str = ""
    former_keys: tuple[str, ...] = ()


class PlacePart(NamedTuple):
    """One piece of a former place: the place it went to, how much of it went, and the clause that says so."""

    place: str
    share: str
    clause: str


class Place(NamedTuple):
    """A place (địa bàn) and when it existed; ``became`` says where it went, ``today`` only what a person verified."""

    name: str
    level: str
    within: str = ""
    code: str = ""
    since: str = ""
    until: str = ""
    became: tuple[PlacePart, ...] = ()
    today: str = ""
    former_keys: tuple[str, ...] = ()


class Title(NamedTuple):
    """A title (danh hiệu) that a round grants."""

    name: str


class Declared(NamedTuple):
    """How many a round says it honoured."""

    collectives: int
    individuals: int


class Round(NamedTuple):
    """An honour round (đợt tôn vinh): who gave which title when, and the totals it declared."""

    name: str
    title: str
    body: str
    date: str
    declared: Declared
    level: str = ""
    source: str = ""
    address: str = ""
    former_keys: tuple[str, ...] = ()


class Term(NamedTuple):
    """A row of a register that has nothing but names."""

    name: str
    former_keys: tuple[str, ...] = ()


# One row a key, as in ``schema.py``; the formatter would break each into ten lines.
# fmt: off
_NAME = Key("ten", "name", Line(2, 200), "Tên", "Tên đầy đủ.", "Văn hóa – xã hội", required=True)
_FORMER = Key("ma_cu", "former_keys", Many(FORMER_SLUG), "Mã cũ", "Mã trước đây; địa chỉ cũ vẫn mở được.",
    "[ma-truoc-day]")
FIELD = Table("Field", (
    _NAME,
    Key("mau", "colour", Colour(), "Màu", "Mã màu, chữ thường.", '"#0b6e4f"', True),
    Key("mo_ta", "about", Line(5, 400), "Mô tả", "Lĩnh vực này gồm những gì.", "Vệ sinh môi trường, hòa giải…"),
    _FORMER,
))
THEME = Table("Theme", (
    _NAME,
    Key("hinh", "motif", Choice(MOTIFS), "Hình", "Hình vẽ trên bìa của bài chưa có ảnh.", "la", True),
    _FORMER,
))
UNIT = Table("Unit", (
    _NAME,
    Key("ten_ngan", "short", Line(2, 80), "Tên ngắn", "Dùng trên thẻ bài.", "Hội LHPN phường Quan Hoa"),
    Key("dia_ban", "place", Reference("dia-ban"), "Địa bàn", "Mã trong dia-ban.yml.", "phuong-quan-hoa"),
    Key("den", "until", DATE, "Đến", "Ngày đơn vị thôi hoạt động.", "2025-07-01"),
    _FORMER,
))
PLACE_PART = Table("PlacePart", (
    Key("noi", "place", Reference("dia-ban"), "Nơi nhận", "Mã trong dia-ban.yml.", "phuong-cau-giay", True),
    Key("phan", "share", Choice(tuple(PARTS)), "Phần", "toan-bo, mot-phan hoặc phan-con-lai.", "mot-phan", True),
    Key("can_cu", "clause", Line(5, 200), "Căn cứ", "Văn bản, khoản.", "Nghị quyết 1656/NQ-UBTVQH15, khoản 25", True),
))
PLACE = Table("Place", (
    _NAME,
    Key("cap", "level", Choice(tuple(PLACE_LEVELS)), "Cấp", "phuong, xa, quan hoặc thanh-pho.", "phuong", True),
    Key("thuoc", "within", Reference("dia-ban"), "Thuộc", "Mã của nơi bao trùm.", "quan-cau-giay"),
    Key("ma_so", "code", Line(2, 10), "Mã số", "Mã đơn vị hành chính; đặt trong ngoặc kép.", '"00169"'),
    Key("tu", "since", DATE, "Từ", "Ngày bắt đầu.", "2025-07-01"),
    Key("den", "until", DATE, "Đến", "Ngày thôi tồn tại.", "2025-07-01"),
    Key("thanh", "became", Many(PLACE_PART), "Nay thuộc", "Từng phần đi đâu, theo khoản nào.", "[]"),
    Key("hien_nay", "today", Reference("dia-ban"), "Hiện nay", "Chỉ khi đã có người xác minh.", "phuong-nghia-do-2025"),
    _FORMER,
))
TITLE = Table("Title", (_NAME,))
DECLARED = Table("Declared", (
    Key("tap_the", "collectives", Number(whole=True, least=0), "Tập thể", "Số tập thể đã công bố.", "22", True),
    Key("ca_nhan", "individuals", Number(whole=True, least=0), "Cá nhân", "Số cá nhân đã công bố.", "16", True),
))
ROUND = Table("Round", (
    _NAME,
    Key("danh_hieu", "title", Reference("danh-hieu"), "Danh hiệu", "Mã trong danh-hieu.yml.", "dien-hinh-dan-van-kheo",
        True),
    Key("co_quan", "body", Reference("don-vi"), "Cơ quan", "Nơi tôn vinh; mã trong don-vi.yml.", "quan-uy-cau-giay",
        True),
    Key("ngay", "date", DATE, "Thời điểm", "Năm, tháng hoặc ngày, đúng như biết.", "2017", True),
    Key("cong_bo", "declared", DECLARED, "Số đã công bố", "Số được biểu dương.", "{tap_the: 22, ca_nhan: 16}", True),
    Key("cap", "level", Line(2, 40), "Cấp", "Cấp quận, cấp phường…", "cấp quận"),
    Key("nguon", "source", Line(3, 300), "Nguồn", "Số công bố lấy ở đâu.", "Cổng thông tin điện tử quận"),
    Key("url", "address", WebAddress(), "Địa chỉ", "Bắt đầu bằng https://.", "https://example.vn/bai"),
    _FORMER,
))
TERM = Table("Term", (_NAME, _FORMER))
# fmt: on

CLASSES = {c.__name__: c for c in (Field, Theme, Unit, PlacePart, Place, Title, Declared, Round, Term)}
_TABLES = {"fields": FIELD, "themes": THEME, "units": UNIT, "places": PLACE, "titles": TITLE, "rounds": ROUND}
# The tables of the registers by file name. ``viet-tat`` maps abbreviations to words.
FILES: dict[str, Table | None] = {
    **{register: _TABLES.get(taxonomy.name, TERM) for register, taxonomy in REGISTERS.items()},
    "viet-tat": None,
}


class Registers(NamedTuple):
    """All registers, each a mapping from key to row in the file's order."""

    fields: Mapping[str, Field]
    themes: Mapping[str, Theme]
    units: Mapping[str, Unit]
    places: Mapping[str, Place]
    titles: Mapping[str, Title]
    rounds: Mapping[str, Round]
    abbreviations: Mapping[str, str]
    broken: frozenset[tuple[str, str]] = frozenset()  # rows left out as wrong: register and key
    others: Mapping[str, Mapping[str, Term]] = {}

    def rows(self, taxonomy: Taxonomy) -> Mapping[str, Any]:
        """Return the rows of a taxonomy's register; none when it has no register."""
        found = getattr(self, taxonomy.name) if taxonomy.name in _TABLES else self.others.get(taxonomy.name, {})
        return cast("Mapping[str, Any]", found)

    def around(self, key: str) -> list[str]:
        """Return the places under which entries of a place count as well: those it became, and those it lies in."""
        found = [part.place for part in self.places[key].became]
        while (key := self.places[key].within) in self.places:
            found.append(key)
        return found


def load(folder: Path, shown: str) -> tuple[Registers, list[Problem]]:
    """Read the registers in ``folder``, which messages call ``shown``; return them, and a Problem for each mistake.

    A wrong row is left out, so that one does not hide others. A reference to a row that is not there is cut, and so is
    a circle of places: code that follows a reference always arrives.
    """
    documents: dict[str, yaml_reader.Document] = {}
    lists: dict[str, dict[str, Any]] = {name: {} for name in FILES}
    broken: set[tuple[str, str]] = set()
    problems: list[Problem] = []
    for name, table in FILES.items():
        document = _read(folder / f"{name}.yml", f"{shown}/{name}.yml")
        if isinstance(document, list):
            problems += document
            continue
        documents[name] = document
        for key in document.data:
            row, found = _row(document, table, key)
            problems += [*found, *register_rules.names_can_be_drawn(document, key)]
            if row is None:
                broken.add((name, key))
            else:
                lists[name][key] = row
    for name, document in documents.items():
        if table := FILES[name]:
            problems += register_rules.references_are_known(document, table, documents)
            problems += register_rules.former_keys_are_free(document, lists[name])
    places = lists["dia-ban"]
    if circles := register_rules.circles_of({key: place.within for key, place in places.items()}):
        problems += register_rules.places_lie_in_no_circle(documents["dia-ban"], circles)
        for first, *_ in circles:
            places[first] = places[first]._replace(within="")
    _cut_dangling(places, lists["don-vi"], lists["dot-ton-vinh"], lists["danh-hieu"])
    rows = {taxonomy.name: lists[register] for register, taxonomy in REGISTERS.items()}
    own = {name: rows.pop(name) for name in _TABLES}
    return Registers(**own, abbreviations=lists["viet-tat"], broken=frozenset(broken), others=rows), problems


def _read(file: Path, path: str) -> yaml_reader.Document | list[Problem]:
    """Return the Document of a register's file, which messages call ``path``; it may have no rows yet."""
    if not file.is_file():  # neither is a pipe or a device, which must never be opened
        return [messages.MISSING_REGISTER.at(path, name=file.stem)]
    try:
        source = file.read_text("utf-8-sig")
    except OSError:
        return [messages.CANNOT_OPEN.at(path)]
    except UnicodeDecodeError:
        return [messages.NOT_UTF_8.at(path)]
    document = yaml_reader.parse(path, source)
    if isinstance(document, list) and document[0].rule == messages.EMPTY_HEADER.rule:
        return yaml_reader.Document(path, 1, {}, source)
    return document


def _row(document: yaml_reader.Document, table: Table | None, key: str) -> tuple[Any, list[Problem]]:
    """Return the row of a key, None when it is wrong, and the Problems of its key and values."""
    if table is None:
        words = document.data[key]
        if isinstance(words, str):
            return words, []
        place = document.place([key], at_key=True)
        return None, [messages.BAD_ABBREVIATION.at(document.path, *place, label=key, key=key)]
    if not SLUG.fullmatch(key):
        meant = slug_of(key)
        message = messages.REGISTER_KEY_SLIP if meant else messages.BAD_REGISTER_KEY
        place = document.place([key], at_key=True)
        return None, [message.at(document.path, *place, label=key, value=key, meant=meant)]
    return validated(document, table, CLASSES, at=[key])


def _cut_dangling(
    places: dict[str, Place], units: dict[str, Unit], rounds: dict[str, Round], titles: dict[str, Title]
) -> None:
    """Take out references to rows that are not there, and rounds without their title or body."""
    for key, place in places.items():
        places[key] = place._replace(
            within=place.within if place.within in places else "",
            today=place.today if place.today in places else "",
            became=tuple(part for part in place.became if part.place in places),
        )
    for key, unit in units.items():
        units[key] = unit._replace(place=unit.place if unit.place in places else "")
    for key in [key for key, row in rounds.items() if row.title not in titles or row.body not in units]:
        del rounds[key]


def list_addresses(registers: Registers) -> frozenset[str]:
    """Return the addresses, without slashes around, of lists and of rows' pages, also under rows' former keys.

    Pages of entries, and of rows that are in no register, are not among them.
    """
    rows = {
        taxonomy.address + name
        for taxonomy in PAGES
        for key, row in registers.rows(taxonomy).items()
        for name in (key, *row.former_keys)
    }
    lists = (*OVERVIEWS, addresses.MODELS, addresses.STATISTICS, addresses.SEARCH)
    return frozenset(rows | {base.strip("/") for base in lists})
