"""The closed lists in ``entries/danh-muc/*.yml``: fields, themes, units, places, titles, rounds, abbreviations."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from honour_roll import addresses
from honour_roll.entries import yaml_reader
from honour_roll.entries.field_types import SLUG, Choice, Colour, Number, Text, WebAddress
from honour_roll.entries.letter_rules import name_can_be_drawn
from honour_roll.entries.schema import DATE, FORMER_SLUG, Key, Many, Reference, Table
from honour_roll.entries.validate import nearest, validated
from honour_roll.problem import Problem, quoted
from honour_roll.text.vietnamese import slug_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
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


class Part(NamedTuple):
    """One piece of a former place: the place it went to, how much of it went, and the clause that says so."""

    place: str
    share: str
    clause: str


class Place(NamedTuple):
    """A place (địa bàn) with the dates it existed; ``became`` says where it went. ``today`` only if settled by a person."""

    name: str
    level: str
    within: str = ""
    code: str = ""
    since: str = ""
    until: str = ""
    became: tuple[Part, ...] = ()
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


Row: TypeAlias = "Field | Theme | Unit | Place | Round"  # what has a page

_NAME = Key("ten", "name", Text(2, 200), "Tên", "Tên đầy đủ.", "Văn hóa – xã hội", required=True)

_FORMER = Key(
    "ma_cu", "former_keys", Many(FORMER_SLUG), "Mã cũ", "Mã trước đây; địa chỉ cũ vẫn mở được.", "[ma-truoc-day]"
)

FIELD = Table("Field", (
    _NAME,
    Key("mau", "colour", Colour(), "Màu", "Mã màu, chữ thường.", '"#0b6e4f"', True),
    Key("mo_ta", "about", Text(5, 400), "Mô tả", "Lĩnh vực này gồm những gì.", "Vệ sinh môi trường, hòa giải…"),
    _FORMER,
))  # fmt: skip
THEME = Table("Theme", (
    _NAME,
    Key("hinh", "motif", Choice(MOTIFS), "Hình", "Hình vẽ trên bìa của bài chưa có ảnh.", "la", True),
    _FORMER,
))  # fmt: skip
UNIT = Table("Unit", (
    _NAME,
    Key("ten_ngan", "short", Text(2, 80), "Tên ngắn", "Dùng trên thẻ bài.", "Hội LHPN phường Quan Hoa"),
    Key("dia_ban", "place", Reference("dia-ban"), "Địa bàn", "Mã trong dia-ban.yml.", "phuong-quan-hoa"),
    Key("den", "until", DATE, "Đến", "Ngày đơn vị thôi hoạt động.", "2025-07-01"),
    _FORMER,
))  # fmt: skip
PART = Table("Part", (
    Key("noi", "place", Reference("dia-ban"), "Nơi nhận", "Mã trong dia-ban.yml.", "phuong-cau-giay", True),
    Key("phan", "share", Choice(tuple(PARTS)), "Phần", "toan-bo, mot-phan hoặc phan-con-lai.", "mot-phan", True),
    Key("can_cu", "clause", Text(5, 200), "Căn cứ", "Văn bản, khoản.", "Nghị quyết 1656/NQ-UBTVQH15, khoản 25", True),
))  # fmt: skip
PLACE = Table("Place", (
    _NAME,
    Key("cap", "level", Choice(tuple(PLACE_LEVELS)), "Cấp", "phuong, xa, quan hoặc thanh-pho.", "phuong", True),
    Key("thuoc", "within", Reference("dia-ban"), "Thuộc", "Mã của nơi bao trùm.", "quan-cau-giay"),
    Key("ma_so", "code", Text(2, 10), "Mã số", "Mã đơn vị hành chính; đặt trong ngoặc kép.", '"00169"'),
    Key("tu", "since", DATE, "Từ", "Ngày bắt đầu.", "2025-07-01"),
    Key("den", "until", DATE, "Đến", "Ngày thôi tồn tại.", "2025-07-01"),
    Key("thanh", "became", Many(PART), "Nay thuộc", "Từng phần đi đâu, theo khoản nào.", "[]"),
    Key("hien_nay", "today", Reference("dia-ban"), "Hiện nay", "Chỉ khi đã có người xác minh.", "phuong-nghia-do-2025"),
    _FORMER,
))  # fmt: skip
TITLE = Table("Title", (_NAME,))
DECLARED = Table("Declared", (
    Key("tap_the", "collectives", Number(whole=True, least=0), "Tập thể", "Số tập thể đã công bố.", "22", True),
    Key("ca_nhan", "individuals", Number(whole=True, least=0), "Cá nhân", "Số cá nhân đã công bố.", "16", True),
))  # fmt: skip
ROUND = Table("Round", (
    _NAME,
    Key("danh_hieu", "title", Reference("danh-hieu"), "Danh hiệu", "Mã trong danh-hieu.yml.",
        "dien-hinh-dan-van-kheo", True),
    Key("co_quan", "body", Reference("don-vi"), "Cơ quan", "Nơi tôn vinh; mã trong don-vi.yml.", "quan-uy-cau-giay",
        True),
    Key("ngay", "date", DATE, "Thời điểm", "Năm, tháng hoặc ngày, đúng như biết.", "2017", True),
    Key("cong_bo", "declared", DECLARED, "Số đã công bố", "Số được biểu dương.", "{tap_the: 22, ca_nhan: 16}", True),
    Key("cap", "level", Text(2, 40), "Cấp", "Cấp quận, cấp phường…", "cấp quận"),
    Key("nguon", "source", Text(3, 300), "Nguồn", "Số công bố lấy ở đâu.", "Cổng thông tin điện tử quận"),
    Key("url", "address", WebAddress(), "Địa chỉ", "Bắt đầu bằng https://.", "https://example.vn/bai"),
    _FORMER,
))  # fmt: skip

_NAMES = {"ten": "Tên", "ten_ngan": "Tên ngắn"}  # of units, places and others, as cards and books have them

CLASSES = {c.__name__: c for c in (Field, Theme, Unit, Part, Place, Title, Declared, Round)}


class Registers(NamedTuple):
    """All closed lists, each a mapping from key to row in the file's order."""

    fields: Mapping[str, Field]
    themes: Mapping[str, Theme]
    units: Mapping[str, Unit]
    places: Mapping[str, Place]
    titles: Mapping[str, Title]
    rounds: Mapping[str, Round]
    abbreviations: Mapping[str, str]
    broken: frozenset[tuple[str, str]] = frozenset()  # rows that are there but wrong: the file's name and the key


# The file's name, and what its rows are. ``viet-tat`` maps an abbreviation straight to its words.
FILES: dict[str, Table | None] = {
    "linh-vuc": FIELD,
    "chu-de": THEME,
    "don-vi": UNIT,
    "dia-ban": PLACE,
    "danh-hieu": TITLE,
    "dot-ton-vinh": ROUND,
    "viet-tat": None,
}


def load(folder: Path, shown: str) -> tuple[Registers, list[Problem]]:
    """Read all registers of ``folder``, which messages call ``shown``; give them and what is wrong with them.

    A row that is wrong is left out, so that one bad row does not hide others.
    """
    lists: dict[str, dict[str, Any]] = {}
    problems: list[Problem] = []
    documents: dict[str, yaml_reader.Document] = {}
    broken: set[tuple[str, str]] = set()
    unreadable: set[str] = set()  # what these hold is not known, so nothing is said of references to it
    for name, table in FILES.items():
        path = f"{shown}/{name}.yml"
        rows = lists[name] = {}
        file = folder / f"{name}.yml"
        if not file.is_file():  # nor is a pipe or a device, which is never to be opened
            unreadable.add(name)
            problems.append(Problem(path, 0, 0, "missing-register", "", "", f"Thiếu danh mục {quoted(name)}.",
                                    "Lấy lại tệp này từ lịch sử git."))  # fmt: skip
            continue
        try:
            source = file.read_text("utf-8-sig")
        except OSError:
            unreadable.add(name)
            problems.append(Problem(path, 0, 0, "cannot-open", "", "", "Không mở được tệp này.",
                                    "Đóng chương trình đang mở tệp, xem lại quyền đọc tệp, rồi chạy lại."))  # fmt: skip
            continue
        except UnicodeDecodeError:
            unreadable.add(name)
            problems.append(Problem(path, 0, 0, "not-utf-8", "", "", "Tệp không lưu bằng bảng mã UTF-8.",
                                    "Mở bằng Notepad, chọn Save As (Lưu thành), ô Encoding chọn UTF-8."))  # fmt: skip
            continue
        document = yaml_reader.parse(path, source)
        if isinstance(document, list):
            found = [p for p in document if p.rule != "empty-header"]  # a list may have no rows yet
            problems += found
            unreadable |= {name} if found else set()
            continue
        documents[name] = document
        for key in document.data:
            row, found = _row(document, table, key)
            problems += found
            problems += _letters(document, key)
            if row is None:
                broken.add((name, key))
            else:
                rows[key] = row
    for name, document in documents.items():
        known = {k: {*v, *(key for register, key in broken if register == k)} for k, v in lists.items()}
        problems += _dangling(document, FILES[name], {k: v for k, v in known.items() if k not in unreadable})
        problems += _former_keys_are_free(document, lists[name])
    if "dia-ban" in documents:
        problems += _circles(documents["dia-ban"], lists["dia-ban"])
    _cut_dangling(lists["dia-ban"], lists["don-vi"], lists["dot-ton-vinh"], lists["danh-hieu"])
    return Registers._make([*(lists[name] for name in FILES), frozenset(broken)]), problems


def _letters(document: yaml_reader.Document, key: str) -> Iterator[Problem]:
    """A row's names have only letters that can be drawn."""
    row = document.data[key]
    for name, label in _NAMES.items() if isinstance(row, dict) else ():
        yield from name_can_be_drawn(document, (key, name), label, row.get(name))


def _row(document: yaml_reader.Document, table: Table | None, key: str) -> tuple[Any, list[Problem]]:
    if table is None:
        words = document.data[key]
        if isinstance(words, str):
            return words, []
        return None, [Problem(document.path, *document.place([key], at_key=True), "wrong-type", key, "", "Chữ viết tắt "
                              f"{quoted(key)} cần phần viết đầy đủ.", "Ví dụ: GPMB: giải phóng mặt bằng")]  # fmt: skip
    if not SLUG.fullmatch(key):
        meant = slug_of(key)
        return None, [Problem(document.path, *document.place([key], at_key=True), "bad-register-key", key, key,
                              f"Mã {quoted(key)} phải là chữ thường không dấu và số, nối bằng gạch ngang.",
                              f"Viết: {meant}" if meant else "Ví dụ: van-hoa-xa-hoi")]  # fmt: skip
    return validated(document, table, CLASSES, at=[key])


def _dangling(document: yaml_reader.Document, table: Table | None, lists: Mapping[str, Any]) -> Iterator[Problem]:
    """A row refers only to rows that exist."""
    for key, row in document.data.items():
        for location, register, value in references(table, row) if table and isinstance(row, dict) else ():
            if value not in lists.get(register, (value,)):
                line, column = document.place([key, *location])
                meant = nearest(value, lists[register])
                yield Problem(document.path, line, column, "unknown-reference", str(location[-1]), value,
                              f"{quoted(value)} không có trong danh mục {register}.yml.",
                              f"Có phải “{meant}”?" if meant else f"Thêm vào {register}.yml trước.")  # fmt: skip


def _former_keys_are_free(document: yaml_reader.Document, rows: Mapping[str, Any]) -> Iterator[Problem]:
    """A former key is neither the key of a row that is there nor the former key of another."""
    owners = {key: key for key in document.data}
    for key, row in rows.items():
        for index, old in enumerate(getattr(row, "former_keys", ())):
            if owners.setdefault(old, key) != key or old == key:
                line, column = document.place([key, "ma_cu", index])
                yield Problem(document.path, line, column, "former-key-taken", "Mã cũ", old,
                              f"Mã cũ {quoted(old)} đang là mã của dòng {quoted(owners[old])}.",
                              "Xóa mã này khỏi mục ma_cu.")  # fmt: skip


def _circles(document: yaml_reader.Document, places: dict[str, Place]) -> Iterator[Problem]:
    """No place lies within itself, not even by way of others. The circle is cut, so that nobody walks it for ever."""
    settled: set[str] = set()
    for key in places:
        way: dict[str, None] = {}
        at = key
        while at in places and at not in settled and at not in way:
            way[at] = None
            at = places[at].within
        settled |= way.keys()
        if at in way:
            circle = [*way][[*way].index(at) :]
            line, column = document.place([at, "thuoc"])
            yield Problem(document.path, line, column, "circular-place", "Thuộc", at,
                          f"Địa bàn {quoted(at)} thuộc chính nó: {' → '.join([*circle[:10], at])}.",
                          "Sửa mục thuoc: ghi nơi bao trùm nó.")  # fmt: skip
            places[at] = places[at]._replace(within="")


def _cut_dangling(
    places: dict[str, Place], units: dict[str, Unit], rounds: dict[str, Round], titles: dict[str, Title]
) -> None:
    """Take away what refers to a row that is not there, so that nobody who follows a reference falls."""
    for key, place in places.items():
        places[key] = place._replace(
            within=place.within if place.within in places else "",
            today=place.today if place.today in places else "",
            became=tuple(part for part in place.became if part.place in places),
        )
    for key, unit in units.items():
        units[key] = unit._replace(place=unit.place if unit.place in places else "")
    for key in [k for k, row in rounds.items() if row.title not in titles or row.body not in units]:
        del rounds[key]


def references(
    table: Table, data: Mapping[str, Any], at: tuple[int | str, ...] = ()
) -> Iterator[tuple[tuple[int | str, ...], str, str]]:
    """Give every reference in ``data``: where it stands, the register it points into, and the key it names."""
    for row, kind in _referring(table):
        value = data.get(row.key)
        if value is None:
            continue
        items: Iterable[tuple[int | None, Any]] = [(None, value)]
        if isinstance(row.type, Many) and isinstance(value, list):
            items = enumerate(value[: row.type.most])  # that it is too long is told elsewhere
        for index, item in items:
            place = (*at, row.key) if index is None else (*at, row.key, index)
            if isinstance(kind, Reference) and isinstance(item, (str, int, float)) and not isinstance(item, bool):
                yield place, kind.register, str(item)
            elif isinstance(kind, Table) and isinstance(item, dict):
                yield from references(kind, item, place)


@cache
def _referring(table: Table) -> tuple[tuple[Key, Any], ...]:
    """Give the rows of a table in which references stand, each with the kind of its value or of its items."""
    rows = ((row, row.type.item if isinstance(row.type, Many) else row.type) for row in table.rows)
    return tuple((row, k) for row, k in rows if isinstance(k, Reference) or (isinstance(k, Table) and _referring(k)))


def rows_with_pages(registers: Registers) -> tuple[tuple[str, Mapping[str, Row]], ...]:
    """Give the registers whose rows have pages, each with where these live."""
    return (
        (addresses.FIELDS, registers.fields), (addresses.THEMES, registers.themes), (addresses.PLACES, registers.places), (addresses.UNITS, registers.units),
        (addresses.ROUNDS, registers.rounds),
    )  # fmt: skip


def list_addresses(registers: Registers) -> frozenset[str]:
    """Give the addresses, without slashes around, of all pages made here but models and years, which come and go.

    Those of rows that have another key now are among them.
    """
    found = {f"{base}{key}" for base, table in rows_with_pages(registers) for key in table}
    former = {
        f"{base}{old}"
        for base, table in rows_with_pages(registers)
        for row in table.values()
        for old in row.former_keys
    }
    tops = (
        addresses.FIELDS,
        addresses.THEMES,
        addresses.PLACES,
        addresses.UNITS,
        addresses.ROUNDS,
        addresses.YEARS,
        addresses.MODELS,
        addresses.STATISTICS,
        addresses.SEARCH,
    )
    return frozenset(found | former | {base.strip("/") for base in tops})
