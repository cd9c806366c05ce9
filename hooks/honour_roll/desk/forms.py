"""The form of an entry, and of a new row of a register, as the browser draws it: made of the schema and nothing else.

Each type of value has its control by its class, so a key that is added to the schema appears in the form by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from honour_roll.entries import schema
from honour_roll.entries.entry import CODE, ENTRY
from honour_roll.entries.field_types import Box, Choice, Colour, Date, Line, Number, Period, WebAddress, Word, YesNo
from honour_roll.entries.place_levels import PLACE_LEVELS
from honour_roll.entries.registers import FILES, MOTIFS, PARTS, Registers
from honour_roll.entries.schema import Key, Many, Reference, Table
from honour_roll.taxonomies import REGISTERS
from honour_roll.text.vietnamese import date_text

# The groups of the form, each from its first key on: a new key stands in the group of the key before it.
GROUPS = {
    "ten": "Giới thiệu",
    "don_vi": "Đơn vị, nơi và lúc",
    "ton_vinh": "Tôn vinh",
    "ket_qua": "Kết quả bằng số",
    "anh": "Ảnh",
    "nhan_rong": "Nhân rộng và nhật ký",
    "nguon": "Nguồn",
    "dong_y": "Đồng ý và đăng bài",
}
_LABELS: dict[tuple[str, ...], Mapping[str, str]] = {
    tuple(words): words for words in (schema.KINDS, schema.STATUSES, schema.PHOTO_ROLES, PLACE_LEVELS, PARTS)
}
_MOTIFS = ("Lá", "Nhà", "Đường", "Bàn tay", "Sách", "Khiên", "Trái tim", "Bàn tròn", "Biểu đồ", "Loa")
_LABELS[tuple(PLACE_LEVELS)] = {**PLACE_LEVELS} | {  # three that are called one, told apart
    "thanh-pho": "thành phố trực thuộc trung ương",
    "thanh-pho-thuoc-tinh": "thành phố thuộc tỉnh",
    "thanh-pho-thuoc-thanh-pho": "thành phố thuộc thành phố",
}
_LABELS[tuple(MOTIFS)] = dict(zip(MOTIFS, _MOTIFS, strict=True))
# Help where that of the schema tells how to type a code or a word of YAML, which the form spares its writers.
_HELP = {
    "linh_vuc": "Một trong các lĩnh vực của phong trào.",
    "chu_de": "Nhiều nhất 5 chủ đề.",
    "don_vi": "Một đơn vị. Chưa có trong danh mục thì bấm “Thêm mới…”.",
    "phoi_hop": "Các đơn vị cùng làm, nếu có.",
    "dia_ban": "Nơi thực hiện, theo tên gọi lúc đó.",
    "loai": "",
    "cap": "",
    "dot": "Lần biểu dương nào.",
    "tam_xep": "Bấm “Có” khi chưa thấy tên trong danh sách chính thức của đợt; trang sẽ nói rõ.",
    "gia_tri": "Chỉ ghi số, như vẫn viết: 1.250 hay 72,5.",
    "vai_tro": "Ảnh bìa chỉ có một; ảnh trước và ảnh sau thành một cặp; hình vẽ thì chọn “Ảnh minh họa”.",
    "hoc_tu": "Mô hình đã học theo.",
    "co": "Bấm “Có” khi người được nêu tên đã đồng ý công bố.",
    "ngay_dang": "Ngày bài lên trang. Không hẹn trước được: bài công bố lên trang ngay.",
    "ngay": "Ghi đúng như biết: ngày 17/8/2018, tháng 8/2018 hoặc năm 2018.",
    "tep": "",
    "tam_diem": "Chỗ cần giữ khi cắt ảnh.",
    "lam_mo": "Các chỗ phải làm mờ.",
    "chu_thich": "Dòng chữ hiện dưới ảnh.",
    "da_ap_dung": "Các mô hình đã làm theo, nếu có bài ở trang này.",
    "trang_thai": "Chỉ bài công bố mới lên trang.",
    "ten_cu": "Tên thư mục trước đây của bài; địa chỉ cũ vẫn mở được.",
    "thuoc": "Nơi bao trùm, nếu biết.",
    "phan": "",
    "noi": "Nơi nhận phần đất ấy.",
    "hien_nay": "Chỉ chọn khi đã có người xác minh.",
    "danh_hieu": "",
    "co_quan": "Nơi tôn vinh.",
    "hinh": "Hình vẽ trên bìa của bài chưa có ảnh.",
    "mau": "Màu của lĩnh vực trên cả trang.",
    "ma": "Máy tự đặt; không cần sửa.",
    "duyet": "Trang “Xem và duyệt” ghi giúp khi công bố.",
    "ma_so": "Mã đơn vị hành chính, nếu biết.",
}
_A_SOURCE = "Nguồn đã khai ở mục Nguồn."
# What to say in each section; the schema's words where none stand here.
HINTS = schema.SECTIONS | {
    "Kết quả": "Kết quả kiểm chứng được. Con số đưa vào mục “Kết quả bằng số” bên dưới, kèm nguồn.",
}
_LONG = 130  # characters that no longer fit one line of the form


def entry_form() -> list[dict[str, Any]]:
    """Return the groups of an entry's form: each a title and its fields."""
    groups: list[dict[str, Any]] = []
    for row in ENTRY.rows:
        if row.key in GROUPS or not groups:
            groups.append({"title": GROUPS.get(row.key, ""), "fields": []})
        groups[-1]["fields"].append(field(row))
    return groups


def row_form(register: str) -> list[dict[str, Any]]:
    """Return the fields of a new row of a register; none when its rows are not made of keys."""
    table = FILES.get(register)
    if table is None:
        return []
    fields = [field(row) for row in table.rows if row.key != "ma_cu"]
    return [one | {"example": ""} if one["key"] == "ten" else one for one in fields]  # a field's name helps no unit


def field(row: Key) -> dict[str, Any]:
    """Return one field: its key, its words, whether it must be filled in, and its control."""
    said = {"key": row.key, "label": row.label, "help": _HELP.get(row.key, row.help), "required": row.required}
    if row.type is CODE:
        own = {"control": "source-code"} if row.key == "ma" else {"control": "source", "help": _A_SOURCE}
        return said | {"example": row.example} | own
    return said | {"example": row.example} | control(row.type)


def control(kind: Any) -> dict[str, Any]:
    """Return the control of a type: its name, and the bounds and choices that it needs.

    Raises KeyError for a class of types that has none yet.
    """
    return _CONTROLS[type(kind)](kind)


def _line(kind: Line) -> dict[str, Any]:
    return {"control": "text", "least": kind.least, "most": kind.most, "long": kind.most > _LONG}


def _choices(kind: Choice) -> dict[str, Any]:
    words = kind.words
    labels = _LABELS.get(tuple(words)) or (words if isinstance(words, Mapping) else {word: word for word in words})
    return {"control": "choice", "choices": dict(labels)}


_CONTROLS: dict[type, Callable[[Any], dict[str, Any]]] = {
    Many: lambda kind: {"control": "list", "least": kind.least, "most": kind.most, "item": control(kind.item)},
    Table: lambda kind: {"control": "table", "fields": [field(row) for row in kind.rows]},
    Reference: lambda kind: {
        "control": "reference",
        "register": kind.register,
        "can_add": kind.register in REGISTERS,
    },
    Line: _line,
    Choice: _choices,
    Word: lambda kind: {"control": "text", "least": 1, "most": kind.most, "long": False},
    WebAddress: lambda _: {"control": "text", "least": 1, "most": 2000, "long": False},
    Date: lambda kind: {"control": "date", "day": kind.day},
    Period: lambda _: {"control": "period"},
    Number: lambda _: {"control": "number"},
    YesNo: lambda _: {"control": "yes-no"},
    Box: lambda _: {"control": "box"},
    Colour: lambda _: {"control": "colour"},
}


def choices(registers: Registers, entries: Mapping[str, str]) -> dict[str, list[dict[str, str]]]:
    """Return what references may name, by register: key, name, and what tells two of one name apart.

    ``entries`` are the titles of all entries, by slug.
    """
    found = {name: [_choice(key, row) for key, row in registers.rows(one).items()] for name, one in REGISTERS.items()}
    return found | {"entries": [{"key": slug, "name": title, "more": ""} for slug, title in entries.items()]}


def _choice(key: str, row: Any) -> dict[str, str]:
    level = PLACE_LEVELS.get(getattr(row, "level", ""), "") if hasattr(row, "within") else ""
    until = getattr(row, "until", "")
    more = f"đến {date_text(until)}" if until else ""
    return {"key": key, "name": f"{level} {row.name}".strip(), "more": more, "short": getattr(row, "short", "")}
