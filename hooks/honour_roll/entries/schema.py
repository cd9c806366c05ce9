"""The one table of an entry's keys: here alone ``ten`` becomes ``title``.

The checks, ``entries/entry.schema.json``, the field table of the staff guide and the skeleton that ``scripts/new.py``
lays down are derived from it; ``scripts/write_schema.py`` writes the files among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from honour_roll.entries.field_types import (
    PERCENT,
    SLUG,
    Box,
    Choice,
    Date,
    Line,
    Number,
    Period,
    WebAddress,
    Word,
    YesNo,
)

KINDS = {"tap-the": "Tập thể", "ca-nhan": "Cá nhân"}
STATUSES = {
    "nhap": "Bản nháp",
    "cho-duyet": "Chờ duyệt",
    "cong-bo": "Công bố",
    "tam-an": "Tạm ẩn",
    "thu-hoi": "Đã thu hồi",
}
TAKEN_DOWN = ("tam-an", "thu-hoi")  # not shown, except for the title of a withdrawn entry
PARTIAL = ("nhap", *TAKEN_DOWN)  # may lack required keys: just begun, or emptied on request
PHOTO_ROLES = {
    "bia": "Ảnh bìa",
    "truoc": "Trước khi làm",
    "sau": "Sau khi làm",
    "tu-lieu": "Ảnh tư liệu",
    "minh-hoa": "Ảnh minh họa",
}
LABELS = {"kind": KINDS, "status": STATUSES, "role": PHOTO_ROLES}
# The sections of a body, in this order: the nine-section form of the Fatherland Front, folded into four.
SECTIONS = ("Thực trạng", "Cách làm", "Kết quả", "Nhân rộng")


@dataclass(frozen=True, slots=True)
class Reference:
    """The type of a key of ``danh-muc/<register>.yml``, or of an entry's slug (register ``entries``)."""

    register: str


@dataclass(frozen=True, slots=True)
class Many:
    """The type of a list of ``least`` to ``most`` items, each of the type ``item``."""

    item: Any
    least: int = 0
    most: int = 100


@dataclass(frozen=True, slots=True, eq=False)  # compared and hashed by identity: tables are often keys of a cache
class Table:
    """The type of a table of keys; ``name`` is its class in ``entry.py``."""

    name: str
    rows: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """One key: as staff type it, its name in code, its type, Vietnamese label, help, and an example in YAML.

    ``required`` does not hold for entries whose status is ``PARTIAL``.
    """

    key: str
    name: str
    type: Any
    label: str
    help: str
    example: str
    required: bool = False

    @property
    def inner(self) -> Any:
        """Return the type of the value or, of a list, that of each of its items."""
        return self.type.item if isinstance(self.type, Many) else self.type


DATE, DAY = Date(), Date(day=True)
CODE = Word("[a-z][a-z0-9]{0,15}")
NAME = Line(1, 120, exact=False)  # a Reference as it is written
FORMER_SLUG = Word(SLUG.pattern, 80)

# One row a key; the formatter would break each into ten lines.
# fmt: off
DECISION = Table("Decision", (
    Key("so", "number", Line(1, 60), "Số quyết định", "Số và ký hiệu đúng như in trên văn bản.", "123-QĐ/QU", True),
    Key("ngay", "date", DATE, "Ngày quyết định", "Ngày ký: năm-tháng-ngày.", "2017-12-20", True),
))
HONOUR = Table("Honour", (
    Key("dot", "round", Reference("dot-ton-vinh"), "Đợt tôn vinh", "Mã trong danh-muc/dot-ton-vinh.yml.", "so-ket-2017",
        True),
    Key("quyet_dinh", "decision", DECISION, "Quyết định",
        "Chưa biết số thì bỏ trống; trang sẽ ghi “chưa có số quyết định”.", "{so: 123-QĐ/QU, ngay: 2017-12-20}"),
))
FIGURE = Table("Figure", (
    Key("chi_so", "name", Line(2, 120), "Chỉ số", "Đếm cái gì.", "Bếp than tổ ong thu gom", True),
    Key("gia_tri", "value", Number(), "Giá trị", "Chỉ ghi số; phần thập phân dùng dấu chấm: 72.5.", "10", True),
    Key("don_vi_tinh", "unit", Line(1, 30), "Đơn vị tính", "Bếp, hộ, mét, triệu đồng…", "bếp", True),
    Key("nguon", "source", CODE, "Nguồn", "Mã của nguồn đã khai ở mục nguon.", "n1", True),
    Key("ngay", "date", DATE, "Thời điểm", "Số liệu này tính đến khi nào.", "2022-01-15"),
))
PHOTO = Table("Photo", (
    Key("tep", "file", Line(1, 120, exact=False, numbers=False), "Tệp ảnh", "Tên tệp nằm cạnh index.md.",
        "goc-xanh-01.jpg", True),
    Key("mo_ta", "alt", Line(10, 300), "Mô tả ảnh", "Ảnh cho thấy gì, viết cho người không nhìn thấy ảnh.",
        "Dãy chậu hoa làm từ bếp than cũ bên bờ tường ngõ", True),
    Key("tac_gia", "credit", Line(2, 120), "Tác giả ảnh", "Ai chụp hoặc ai cung cấp.", "Hội LHPN phường", True),
    Key("chu_thich", "caption", Line(1, 300), "Chú thích", "Dòng chữ hiện dưới ảnh.", "Ngõ 16 sau khi trồng hoa"),
    Key("vai_tro", "role", Choice(tuple(PHOTO_ROLES)), "Vai trò",
        "bia: ảnh bìa; truoc, sau: cặp so sánh; tu-lieu; minh-hoa: hình vẽ, trang sẽ ghi rõ.", "bia"),
    Key("tam_diem", "focus", Many(PERCENT, 2, 2), "Tâm điểm",
        "Chỗ cần giữ khi cắt ảnh: phần trăm từ mép trái, từ mép trên.", "[50, 30]"),
    Key("lam_mo", "blur", Many(Box(), most=50), "Làm mờ", "Các ô phải làm mờ: phần trăm từ trái, từ trên, rộng, cao.",
        "[[40, 10, 12, 20]]"),
))
SPREAD = Table("Spread", (
    Key("hoc_tu", "learned_from", Reference("entries"), "Học từ", "Tên thư mục của mô hình đã học theo.",
        "goc-xanh-quan-hoa"),
    Key("da_ap_dung", "applied_by", Many(Reference("entries")), "Đã áp dụng", "Các mô hình đã làm theo.",
        "[ngo-xanh-dich-vong]"),
    Key("lien_he", "contact", Line(2, 300), "Liên hệ", "Cơ quan để hỏi cách làm; không ghi số riêng của cá nhân.",
        "Hội LHPN phường, trong giờ hành chính"),
))
NOTE = Table("Note", (
    Key("ngay", "date", DATE, "Ngày", "Việc diễn ra khi nào.", "2022-01-15", True),
    Key("viec", "text", Line(5, 600), "Việc", "Việc gì đã diễn ra, một hai câu.", "Chi hội 4 trồng thêm 10 chậu hoa.",
        True),
    Key("nguon", "source", CODE, "Nguồn", "Mã của nguồn đã khai ở mục nguon.", "n2", True),
))
SOURCE = Table("Source", (
    Key("ma", "code", CODE, "Mã của nguồn", "Tự đặt, ngắn: n1, n2…", "n1", True),
    Key("ten", "title", Line(3, 300), "Tên nguồn", "Tên bài, tên văn bản, nơi đăng.",
        "Hiệu quả từ phong trào thi đua “Dân vận khéo”", True),
    Key("url", "url", WebAddress(), "Địa chỉ", "Bắt đầu bằng https://; không có thì bỏ trống.",
        "https://example.vn/bai"),
    Key("ngay", "date", DATE, "Ngày", "Ngày đăng hoặc ngày ký.", "2018-08-17"),
))
CONSENT = Table("Consent", (
    Key("co", "given", YesNo(), "Đồng ý", "true: người được nêu tên đã đồng ý công bố.", "true", True),
    Key("ngay", "date", DATE, "Ngày đồng ý", "Ngày ký giấy đồng ý.", "2026-05-01"),
    Key("ho_so", "file", Line(1, 120), "Hồ sơ", "Ký hiệu hồ sơ giấy lưu ở đâu.", "DY-2026-014"),
))

ENTRY = Table("Entry", (
    Key("ten", "title", Line(8, 120), "Tên mô hình", "Ngắn, dễ nhớ, nói rõ là mô hình gì; 8–120 ký tự.",
        "“Góc xanh” phường Quan Hoa", True),
    Key("tom_tat", "summary", Line(60, 220), "Tóm tắt", "Một hai câu hiện trên thẻ chia sẻ; 60–220 ký tự.",
        "Hội Liên hiệp Phụ nữ phường Quan Hoa tạo những góc xanh ở các khu vui chơi công cộng trên địa bàn.", True),
    Key("loai", "kind", Choice(tuple(KINDS)), "Loại", "tap-the hoặc ca-nhan.", "tap-the", True),
    Key("linh_vuc", "field", Reference("linh-vuc"), "Lĩnh vực", "Mã trong danh-muc/linh-vuc.yml.", "van-hoa-xa-hoi",
        True),
    Key("chu_de", "themes", Many(Reference("chu-de"), most=5), "Chủ đề", "Nhiều nhất 5 mã trong danh-muc/chu-de.yml.",
        "[ve-sinh-moi-truong]"),
    Key("don_vi", "unit", Reference("don-vi"), "Đơn vị chủ trì", "Một đơn vị; mã trong danh-muc/don-vi.yml.",
        "hoi-lhpn-quan-hoa", True),
    Key("phoi_hop", "partners", Many(Reference("don-vi"), most=20), "Đơn vị phối hợp", "Mã trong danh-muc/don-vi.yml.",
        "[mttq-cau-giay]"),
    Key("dia_ban", "places", Many(Reference("dia-ban"), least=1, most=20), "Địa bàn",
        "Nơi thực hiện, theo tên gọi lúc đó; mã trong danh-muc/dia-ban.yml.", "[phuong-quan-hoa]", True),
    Key("giai_doan", "period", Period(), "Giai đoạn", "Một năm hoặc hai năm: 2016-2020.", "2016-2020"),
    Key("ton_vinh", "honours", Many(HONOUR, most=20), "Tôn vinh", "Các lần được biểu dương, mới nhất ở trên.",
        "[{dot: so-ket-2017}]"),
    Key("ket_qua", "results", Many(FIGURE, most=30), "Kết quả bằng số", "Mỗi con số kèm đơn vị tính và nguồn.",
        "[{chi_so: Bếp than tổ ong thu gom, gia_tri: 10, don_vi_tinh: bếp, nguon: n1}]"),
    Key("anh", "photos", Many(PHOTO, most=60), "Ảnh", "Mỗi ảnh trong thư mục là một mục ở đây.",
        "[{tep: goc-xanh-01.jpg, mo_ta: Dãy chậu hoa bên bờ tường ngõ, tac_gia: Hội LHPN phường}]"),
    Key("nhan_rong", "spread", SPREAD, "Nhân rộng", "Học từ ai, ai đã làm theo, hỏi ai.", "{lien_he: Hội LHPN phường}"),
    Key("nhat_ky", "diary", Many(NOTE), "Nhật ký", "Những việc diễn ra sau khi được tôn vinh.",
        "[{ngay: 2022-01-15, viec: Chi hội 4 trồng thêm 10 chậu hoa., nguon: n2}]"),
    Key("nguon", "sources", Many(SOURCE, least=1), "Nguồn", "Ít nhất một nguồn cho những điều đã viết.",
        "[{ma: n1, ten: Hiệu quả từ phong trào thi đua “Dân vận khéo”, ngay: 2018-08-17}]", True),
    Key("dong_y", "consent", CONSENT, "Đồng ý công bố", "Bắt buộc với cá nhân.", "{co: true, ngay: 2026-05-01}"),
    Key("trang_thai", "status", Choice(tuple(STATUSES)), "Trạng thái", "Chỉ cong-bo mới lên trang công khai.", "nhap",
        True),
    Key("ngay_dang", "published", DAY, "Ngày đăng",
        "Ngày bài lên trang: năm-tháng-ngày. Không hẹn trước được: bài cong-bo lên trang ngay.", "2026-11-22", True),
    Key("cap_nhat", "updated", DAY, "Cập nhật", "Ngày sửa gần nhất, nếu có.", "2026-11-22"),
    Key("ten_cu", "former_slugs", Many(FORMER_SLUG), "Tên cũ", "Tên thư mục trước đây; địa chỉ cũ vẫn mở được.",
        "[goc-xanh]"),
))
# fmt: on

# A reference: its location in the data, the register (or ``entries``), and the key that it names.
FoundReference: TypeAlias = tuple[tuple[int | str, ...], str, str]


def references(table: Table, data: Mapping[str, Any], at: tuple[int | str, ...] = ()) -> Iterator[FoundReference]:
    """Yield every reference in the data of a table, which is at location ``at``."""
    for row in _referring(table):
        value, kind, here = data.get(row.key), row.inner, (*at, row.key)
        items: list[tuple[tuple[int | str, ...], Any]] = [(here, value)]
        if isinstance(row.type, Many) and isinstance(value, list):
            kept = value[: row.type.most]  # a longer list is refused by ``validate``
            items = [((*here, index), item) for index, item in enumerate(kept)]
        for location, item in items:
            if isinstance(kind, Reference) and isinstance(item, (str, int, float)) and not isinstance(item, bool):
                yield location, kind.register, str(item)
            elif isinstance(kind, Table) and isinstance(item, dict):
                yield from references(kind, item, location)


def named_in(table: Table | None, row: Any) -> Iterator[tuple[str, str]]:
    """Yield the register and the key of every reference in a checked row; a register without a table has none."""
    for column in _referring(table) if table else ():
        value, kind = getattr(row, column.name), column.inner
        for item in value if isinstance(column.type, Many) else (value,):
            if isinstance(kind, Reference):
                yield kind.register, item
            elif isinstance(kind, Table):
                yield from named_in(kind, item)


@cache
def _referring(table: Table) -> list[Key]:
    """Return the rows of a table in whose values references stand."""
    inner = [(row, row.inner) for row in table.rows]
    return [row for row, kind in inner if isinstance(kind, Reference) or (isinstance(kind, Table) and _referring(kind))]
