"""Open data: what is published, for programs (JSON) and spreadsheets (CSV); ``docs/du-lieu-mo.md`` tells the format.

The keys are those that staff write, from the schema. Every key is always there: what is not known is null, or an empty
list. Consent is not published, nor a reference to what is not published itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from honour_roll import addresses
from honour_roll.entries.entry import Entry
from honour_roll.entries.markdown import ROOT, Part
from honour_roll.entries.roll import Roll
from honour_roll.entries.schema import KINDS
from honour_roll.pages.views import Picture
from honour_roll.site_info import Imprint
from honour_roll.text.vietnamese import capital, number_text

ABOUT = "du-lieu-mo/"  # the page that tells the format

# The first signs of a formula in spreadsheets (OWASP, "CSV Injection"), their wide forms too, at the start of a cell
# or after a semicolon: where the decimal sign is a comma, as in Việt Nam, Excel parts cells there.
_SIGNS = "=+-@＝＋－＠"
_FORMULA = re.compile(rf"(^|;)(\s*)(?=[{re.escape(_SIGNS)}])")
COLUMNS = {
    "ma": "Mã", "ten": "Tên mô hình", "tom_tat": "Tóm tắt", "loai": "Loại", "linh_vuc": "Lĩnh vực",
    "chu_de": "Chủ đề", "don_vi": "Đơn vị chủ trì", "phoi_hop": "Đơn vị phối hợp", "dia_ban": "Địa bàn",
    "giai_doan": "Giai đoạn", "nam": "Năm", "ton_vinh": "Tôn vinh", "ket_qua": "Kết quả bằng số", "nguon": "Nguồn",
    "ngay_dang": "Ngày đăng", "cap_nhat": "Cập nhật", "dia_chi": "Địa chỉ trang", "du_lieu": "Địa chỉ dữ liệu",
}  # fmt: skip
_BETWEEN = " | "


# One for all: json.dumps makes an encoder for each of half a million values.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class OpenData(NamedTuple):
    """What records are made with. ``pictures`` gives the pictures of an entry, each with the name of its original."""

    roll: Roll
    imprint: Imprint
    site_url: str
    pictures: Callable[[Entry], Iterable[tuple[str, Picture]]]

    def head(self, count: int) -> bytes:
        """Give what stands in ``mo-hinh.json`` before the models: one line."""
        about = {**self._about(), "so_mo_hinh": count}
        return (_json(about)[:-1] + ',"mo_hinh":[\n').encode()

    def line(self, entry: Entry) -> bytes:
        """Give an entry as a line of JSON."""
        return _json(self.record(entry)).encode()

    def own(self, entry: Entry, parts: Iterable[Part]) -> bytes:
        """Give an entry's own file: its record, its text, and where it comes from; a line for each key."""
        text = [{"muc": part.title or None, "html": part.html.replace(f"{ROOT}/", self.site_url)} for part in parts]
        whole = {**self.record(entry), "noi_dung": text, **self._about()}
        lines = [
            f'"{key}":{_json(value)}' for key, value in whole.items()
        ]  # json's own indent takes four times as long
        return ("{\n" + ",\n".join(lines) + "\n}\n").encode()

    def row(self, entry: Entry) -> bytes:
        """Give an entry as a line of CSV, without its end."""
        record = self.record(entry)
        cells = {
            **record,
            "loai": KINDS.get(entry.kind),
            "linh_vuc": _name(record["linh_vuc"]),
            "don_vi": _name(record["don_vi"]),
            **{key: _BETWEEN.join(map(_name, record[key])) for key in ("chu_de", "phoi_hop", "dia_ban")},
            "ton_vinh": _BETWEEN.join(_name(honour["dot"]) for honour in record["ton_vinh"]),
            "ket_qua": _BETWEEN.join(f"{f.name}: {number_text(f.value)} {f.unit}" for f in entry.results),
            "nguon": _BETWEEN.join(" ".join(filter(None, (s.title, s.url))) for s in entry.sources),
        }
        return ",".join([_cell(cells[key]) for key in COLUMNS]).encode()

    def record(self, entry: Entry) -> dict[str, Any]:
        """Give all that is published of an entry but its text, as plain data."""
        lists, roll = self.roll.registers, self.roll
        spread = entry.spread
        return {
            "ma": entry.slug,
            "dia_chi": self.site_url + addresses.model(entry.slug),
            "du_lieu": self.site_url + addresses.data(entry.slug),
            "ten": entry.title,
            "tom_tat": entry.summary,
            "loai": entry.kind,
            "linh_vuc": _named(entry.field, lists.fields),
            "chu_de": [_named(key, lists.themes) for key in entry.themes],
            "don_vi": _named(entry.unit, lists.units),
            "phoi_hop": [_named(key, lists.units) for key in entry.partners],
            "dia_ban": [
                {"ma": key, "ten": capital(roll.full_name(key)), "hien_nay": roll.today(key) or None}
                for key in entry.places
            ],
            "giai_doan": entry.period or None,
            "nam": roll.year(entry) or None,
            "ton_vinh": [self._honour(honour.round, honour.decision) for honour in entry.honours],
            "ket_qua": [
                {"chi_so": f.name, "gia_tri": f.value, "don_vi_tinh": f.unit, "ngay": f.date or None, "nguon": f.source}
                for f in entry.results
            ],
            "anh": [
                {
                    "tep": file, "url": self.site_url + shot.src, "rong": shot.width, "cao": shot.height,
                    "mo_ta": shot.alt, "chu_thich": shot.caption or None, "tac_gia": shot.credit, "vai_tro": shot.role,
                }
                for file, shot in self.pictures(entry)
            ],
            "nhan_rong": {
                "hoc_tu": spread.learned_from if spread.learned_from in public(roll, entry) else None,
                "da_ap_dung": [slug for slug in spread.applied_by if slug in public(roll, entry)],
                "lien_he": spread.contact or None,
            },
            "nhat_ky": [{"ngay": note.date, "viec": note.text, "nguon": note.source} for note in entry.diary],
            "nguon": [
                {"ma": s.code, "ten": s.title, "url": s.url or None, "ngay": s.date or None} for s in entry.sources
            ],
            "ngay_dang": entry.published,
            "cap_nhat": entry.updated or None,
            "ten_cu": list(entry.former_slugs),
        }  # fmt: skip

    def _honour(self, key: str, decision: Any) -> dict[str, Any]:
        lists = self.roll.registers
        given = lists.rounds[key]
        return {
            "dot": _named(key, lists.rounds),
            "danh_hieu": lists.titles[given.title].name,
            "co_quan": lists.units[given.body].name,
            "ngay": given.date,
            "quyet_dinh": {"so": decision.number, "ngay": decision.date} if decision else None,
        }

    def _about(self) -> dict[str, Any]:
        licence = {"ten": self.imprint.licence, "url": self.imprint.licence_url} if self.imprint.licence else None
        return {
            "trang": {"ten": self.imprint.name or None, "url": self.site_url},
            "don_vi_xuat_ban": self.imprint.publisher or None,
            "giay_phep": licence,
            "mo_ta_du_lieu": self.site_url + ABOUT,
        }


def public(roll: Roll, entry: Entry) -> list[str]:
    """Give the slugs of other entries that an entry names, as far as they are published."""
    named = (entry.spread.learned_from, *entry.spread.applied_by)
    return [slug for slug in named if slug in roll.by_slug and roll.by_slug[slug].status == "cong-bo"]


def csv_head() -> bytes:
    """Give the first line of the CSV: a mark by which Excel knows UTF-8, and the names of the columns."""
    return ("\ufeff" + ",".join(map(_cell, COLUMNS.values())) + "\r\n").encode()


def _cell(value: object) -> str:
    """Give a cell (RFC 4180), always in quotes and on one line.

    An apostrophe goes before what a spreadsheet would take for a formula, as OWASP advises: it is what people type
    themselves to make a cell a text, and loses nothing.
    """
    text = " ".join(str(value or "").split())
    if text[:1] in _SIGNS or ";" in text:
        text = _FORMULA.sub(r"\1\2'", text)
    return '"' + text.replace('"', '""') + '"'


def _named(key: str, rows: Mapping[str, Any]) -> dict[str, str] | None:
    return {"ma": key, "ten": rows[key].name} if key in rows else None


def _name(row: Mapping[str, str] | None) -> str:
    return row["ten"] if row else ""


def _json(value: object) -> str:
    return _ENCODER.encode(value)
