"""The registers in ``entries/danh-muc/*.yml``, closed lists that entries refer to, and the classes of their rows.

They are fields, themes, units, places, titles, rounds, abbreviations and synonyms. Each field has its ``Key`` beside it.
``register_files`` reads them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, cast

from honour_roll import addresses
from honour_roll.entries.field_types import Choice, Colour, Date, Line, Number, WebAddress
from honour_roll.entries.place_levels import PLACE_LEVELS
from honour_roll.entries.register_rules import PAIRS
from honour_roll.entries.schema import DATE, FORMER_SLUG, Key, Many, Reference, Table
from honour_roll.taxonomies import OVERVIEWS, PAGES, REGISTERS, Taxonomy

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

PARTS = {"toan-bo": "toàn bộ", "mot-phan": "một phần", "phan-con-lai": "phần còn lại"}
MOTIFS = ("la", "nha", "duong", "ban-tay", "sach", "khien", "trai-tim", "ban-tron", "bieu-do", "loa")


# The formatter would break each key into seven lines.
# fmt: off
_Name = Annotated[str, Key("ten", Line(2, 200), "Tên", "Tên đầy đủ.", "Văn hóa – xã hội")]
_FormerKeys = Annotated[tuple[str, ...], Key("ma_cu", Many(FORMER_SLUG), "Mã cũ",
    "Mã trước đây; địa chỉ cũ vẫn mở được.", "[ma-truoc-day]")]


class Field(NamedTuple):
    """A field of the movement (lĩnh vực); ``colour`` is its colour all over the site."""

    name: _Name
    colour: Annotated[str, Key("mau", Colour(), "Màu", "Mã màu, chữ thường.", '"#0b6e4f"')]
    about: Annotated[str, Key("mo_ta", Line(5, 400), "Mô tả", "Lĩnh vực này gồm những gì.",
        "Vệ sinh môi trường, hòa giải…")] = ""
    brief: Annotated[str, Key("ten_ngan", Line(2, 12), "Tên ngắn", "Một, hai tiếng, cho bảng hẹp.", "Văn hóa")] = ""
    former_keys: _FormerKeys = ()


class Theme(NamedTuple):
    """A theme (chủ đề); ``motif`` names the drawing on covers of entries without a photo."""

    name: _Name
    motif: Annotated[str, Key("hinh", Choice(MOTIFS), "Hình", "Hình vẽ trên bìa của bài chưa có ảnh.", "la")]
    former_keys: _FormerKeys = ()


class Unit(NamedTuple):
    """A unit (đơn vị); ``until`` is the day from which it no longer existed, when known."""

    name: _Name
    short: Annotated[str, Key("ten_ngan", Line(2, 80), "Tên ngắn", "Dùng trên thẻ bài.",
        "Hội LHPN phường Quan Hoa")] = ""
    place: Annotated[str, Key("dia_ban", Reference("dia-ban"), "Địa bàn", "Mã trong dia-ban.yml.",
        "phuong-quan-hoa")] = ""
    until: Annotated[str, Key("den", DATE, "Đến", "Ngày đơn vị thôi hoạt động.", "2025-07-01")] = ""
    former_keys: _FormerKeys = ()


class PlacePart(NamedTuple):
    """One piece of a former place: the place it went to, how much of it went, and the clause that says so."""

    place: Annotated[str, Key("noi", Reference("dia-ban"), "Nơi nhận", "Mã trong dia-ban.yml.", "phuong-cau-giay")]
    share: Annotated[str, Key("phan", Choice(tuple(PARTS)), "Phần", "toan-bo, mot-phan hoặc phan-con-lai.", "mot-phan")]
    clause: Annotated[str, Key("can_cu", Line(5, 200), "Căn cứ", "Văn bản, khoản.",
        "Nghị quyết 1656/NQ-UBTVQH15, khoản 25")]


class Place(NamedTuple):
    """A place (địa bàn) and when it existed; ``became`` says where it went, ``today`` only what a person verified."""

    name: Annotated[str, Key("ten", Line(1, 200), "Tên", "Tên không kèm cấp: Quan Hoa, không ghi Phường Quan Hoa.",
        "Quan Hoa")]
    level: Annotated[str, Key("cap", Choice(PLACE_LEVELS), "Cấp",
        "phuong, xa, thi-tran, dac-khu, quan, huyen, thi-xa, thanh-pho, tinh, to-dan-pho, thon…", "phuong")]
    within: Annotated[str, Key("thuoc", Reference("dia-ban"), "Thuộc", "Mã của nơi bao trùm.", "quan-cau-giay")] = ""
    code: Annotated[str, Key("ma_so", Line(2, 10), "Mã số", "Mã đơn vị hành chính; đặt trong ngoặc kép.",
        '"00169"')] = ""
    since: Annotated[str, Key("tu", Date(first=1000), "Từ", "Ngày bắt đầu.", "2025-07-01")] = ""
    until: Annotated[str, Key("den", DATE, "Đến", "Ngày thôi tồn tại.", "2025-07-01")] = ""
    became: Annotated[tuple[PlacePart, ...], Key("thanh", Many(Table(PlacePart)), "Nay thuộc",
        "Từng phần đi đâu, theo khoản nào.", "[]")] = ()
    today: Annotated[str, Key("hien_nay", Reference("dia-ban"), "Hiện nay", "Chỉ khi đã có người xác minh.",
        "phuong-nghia-do-2025")] = ""
    former_keys: _FormerKeys = ()


class Title(NamedTuple):
    """A title (danh hiệu) that a round grants."""

    name: _Name


class Declared(NamedTuple):
    """How many a round says it honoured."""

    collectives: Annotated[int, Key("tap_the", Number(whole=True, least=0), "Tập thể", "Số tập thể đã công bố.", "22")]
    individuals: Annotated[int, Key("ca_nhan", Number(whole=True, least=0), "Cá nhân", "Số cá nhân đã công bố.", "16")]


class Round(NamedTuple):
    """An honour round (đợt tôn vinh): who gave which title when, and the totals it declared."""

    name: _Name
    title: Annotated[str, Key("danh_hieu", Reference("danh-hieu"), "Danh hiệu", "Mã trong danh-hieu.yml.",
        "dien-hinh-dan-van-kheo")]
    body: Annotated[str, Key("co_quan", Reference("don-vi"), "Cơ quan", "Nơi tôn vinh; mã trong don-vi.yml.",
        "quan-uy-cau-giay")]
    date: Annotated[str, Key("ngay", DATE, "Thời điểm", "Năm, tháng hoặc ngày, đúng như biết.", "2017")]
    declared: Annotated[Declared, Key("cong_bo", Table(Declared), "Số đã công bố", "Số được biểu dương.",
        "{tap_the: 22, ca_nhan: 16}")]
    level: Annotated[str, Key("cap", Line(2, 40), "Cấp", "Cấp quận, cấp phường…", "cấp quận")] = ""
    source: Annotated[str, Key("nguon", Line(3, 300), "Nguồn", "Số công bố lấy ở đâu.",
        "Cổng thông tin điện tử quận")] = ""
    address: Annotated[str, Key("url", WebAddress(), "Địa chỉ", "Bắt đầu bằng https://.",
        "https://example.vn/bai")] = ""
    former_keys: _FormerKeys = ()


class Term(NamedTuple):
    """A row of a register that has nothing but names."""

    name: _Name
    former_keys: _FormerKeys = ()


CLASSES = {"fields": Field, "themes": Theme, "units": Unit, "places": Place, "titles": Title, "rounds": Round}
# The tables of the registers by file name. ``viet-tat`` maps abbreviations to words, ``dong-nghia`` what people say to
# what entries say.
FILES: dict[str, Table | None] = {
    **{register: Table(CLASSES.get(taxonomy.name, Term)) for register, taxonomy in REGISTERS.items()},
    **dict.fromkeys(PAIRS),
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
    synonyms: Mapping[str, str] = {}
    broken: frozenset[tuple[str, str]] = frozenset()  # rows left out as wrong: register and key, empty for all rows
    others: Mapping[str, Mapping[str, Term]] = {}

    def rows(self, taxonomy: Taxonomy) -> Mapping[str, Any]:
        """Return the rows of a taxonomy's register; none when it has no register."""
        found = getattr(self, taxonomy.name) if taxonomy.name in CLASSES else self.others.get(taxonomy.name, {})
        return cast("Mapping[str, Any]", found)

    def is_unsure(self, register: str, key: str) -> bool:
        """Return whether a row that is not there may only be left out, because it or its whole file is wrong."""
        return (register, key) in self.broken or (register, "") in self.broken

    def around(self, key: str) -> list[str]:
        """Return the places under which entries of a place count as well: those it became, and those it lies in."""
        found = [part.place for part in self.places[key].became]
        while (key := self.places[key].within) in self.places:
            found.append(key)
        return found

    def listed_at(self, keys: Collection[str]) -> set[str]:
        """Return the places whose lists have an entry that names the places ``keys``."""
        return {*keys}.union(*map(self.around, keys))


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
