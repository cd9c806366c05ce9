"""Open data: all that is published, as JSON for programs and as CSV for spreadsheets.

``docs/du-lieu-mo.md`` documents the format. Keys are those of the schema, which staff write. Every key is always there:
an unknown value is null or an empty list. Left out are consent, and references to what is not published itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from honour_roll import addresses
from honour_roll.entries.entry import Entry, Honour
from honour_roll.entries.markdown import ROOT, Part
from honour_roll.entries.registers import Registers
from honour_roll.entries.roll import Roll
from honour_roll.entries.schema import KINDS
from honour_roll.pages.views import Picture
from honour_roll.site_info import Imprint
from honour_roll.taxonomies import FIELDS, PAGES, ROUNDS, THEMES, UNITS, Taxonomy
from honour_roll.text.vietnamese import capital, number_text

# Signs that begin a formula (OWASP, "CSV Injection"), their full-width forms too, at the start of a cell or after a
# semicolon: where the decimal sign is a comma, as in Việt Nam, Excel splits cells there.
_SIGNS = "=+-@＝＋－＠"
_FORMULA = re.compile(rf"(^|;)(\s*)(?=[{re.escape(_SIGNS)}])")
_BETWEEN = " | "  # between the values of a cell
COLUMNS = {
    "ma": "Mã",
    "ten": "Tên mô hình",
    "tom_tat": "Tóm tắt",
    "loai": "Loại",
    "linh_vuc": "Lĩnh vực",
    "chu_de": "Chủ đề",
    "don_vi": "Đơn vị chủ trì",
    "phoi_hop": "Đơn vị phối hợp",
    "dia_ban": "Địa bàn",
    "giai_doan": "Giai đoạn",
    "nam": "Năm",
    "ton_vinh": "Tôn vinh",
    "ket_qua": "Kết quả bằng số",
    "nguon": "Nguồn",
    "ngay_dang": "Ngày đăng",
    "cap_nhat": "Cập nhật",
    "dia_chi": "Địa chỉ trang",
    "du_lieu": "Địa chỉ dữ liệu",
}
_NAMED = {row.column or row.address.strip("/").replace("-", "_"): row for row in PAGES}
_FURTHER = {column: row for column, row in _NAMED.items() if column not in COLUMNS}  # not in the list above
COLUMNS |= {column: taxonomy.title for column, taxonomy in _FURTHER.items()}

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # json.dumps makes an encoder at each call


class OpenData(NamedTuple):
    """The open data of a roll. ``pictures`` returns the photos of an entry, each with the name of its original."""

    roll: Roll
    imprint: Imprint
    site_url: str
    pictures: Callable[[Entry], Iterable[tuple[str, Picture]]]

    def head(self, count: int) -> bytes:
        """Return the first line of ``mo-hinh.json``, which has all ``count`` models, a line each."""
        about = {**self._about(), "so_mo_hinh": count}
        return (_json(about)[:-1] + ',"mo_hinh":[\n').encode()

    def line(self, entry: Entry) -> bytes:
        """Return the record of an entry as a line of JSON, without its end."""
        return _json(self.record(entry)).encode()

    def row(self, entry: Entry) -> bytes:
        """Return the record of an entry as a line of CSV, without its end."""
        record = self.record(entry)
        cells = {
            **record,
            "loai": KINDS.get(entry.kind),
            "linh_vuc": _name(record["linh_vuc"]),
            "don_vi": _name(record["don_vi"]),
            **{key: _BETWEEN.join(map(_name, record[key])) for key in ("chu_de", "phoi_hop", "dia_ban", *_FURTHER)},
            "ton_vinh": _BETWEEN.join(
                _name(honour["dot"]) + " (tạm xếp)" * honour["tam_xep"] for honour in record["ton_vinh"]
            ),
            "ket_qua": _BETWEEN.join(f"{f.name}: {number_text(f.value)} {f.unit}" for f in entry.results),
            "nguon": _BETWEEN.join(" ".join(filter(None, (s.title, s.url))) for s in entry.sources),
        }
        return ",".join([_cell(cells[key]) for key in COLUMNS]).encode()

    def own(self, entry: Entry, parts: Iterable[Part]) -> bytes:
        """Return the file of an entry, a line for each key: its record, its text, and what the site says of itself."""
        text = [{"muc": part.title or None, "html": part.html.replace(f"{ROOT}/", self.site_url)} for part in parts]
        document = {**self.record(entry), "noi_dung": text, **self._about()}
        lines = [f'"{key}":{_json(value)}' for key, value in document.items()]  # json's indent takes four times as long
        return ("{\n" + ",\n".join(lines) + "\n}\n").encode()

    def record(self, entry: Entry) -> dict[str, Any]:
        """Return all that is published of an entry except its text, as plain data."""
        roll, registers = self.roll, self.roll.registers
        spread, others = entry.spread, public(roll, entry)
        return {
            "ma": entry.slug,
            "dia_chi": self.site_url + addresses.model(entry.slug),
            "du_lieu": self.site_url + addresses.data(entry.slug),
            "ten": entry.title,
            "tom_tat": entry.summary,
            "loai": entry.kind,
            "linh_vuc": _row(FIELDS, entry.field, registers),
            "chu_de": [_row(THEMES, key, registers) for key in entry.themes],
            "don_vi": _row(UNITS, entry.unit, registers),
            "phoi_hop": [_row(UNITS, key, registers) for key in entry.partners],
            "dia_ban": [
                {"ma": key, "ten": capital(roll.full_name(key)), "hien_nay": roll.today(key) or None}
                for key in entry.places
            ],
            "giai_doan": entry.period or None,
            "nam": roll.year(entry) or None,
            "ton_vinh": [self._honour(honour) for honour in entry.honours],
            "ket_qua": [
                {"chi_so": f.name, "gia_tri": f.value, "don_vi_tinh": f.unit, "ngay": f.date or None, "nguon": f.source}
                for f in entry.results
            ],
            "anh": [self._photo(file, picture) for file, picture in self.pictures(entry)],
            "nhan_rong": {
                "hoc_tu": spread.learned_from if spread.learned_from in others else None,
                "da_ap_dung": [slug for slug in spread.applied_by if slug in others],
                "lien_he": spread.contact or None,
            },
            "nhat_ky": [{"ngay": note.date, "viec": note.text, "nguon": note.source} for note in entry.diary],
            "nguon": [
                {"ma": s.code, "ten": s.title, "url": s.url or None, "ngay": s.date or None} for s in entry.sources
            ],
            "ngay_dang": entry.published,
            "cap_nhat": entry.updated or None,
            "ten_cu": list(entry.former_slugs),
            **{
                column: [_row(taxonomy, key, registers) for key in taxonomy.keys(entry, registers) if key]
                for column, taxonomy in _FURTHER.items()
            },
        }

    def _honour(self, honour: Honour) -> dict[str, Any]:
        registers, decision = self.roll.registers, honour.decision
        given = registers.rounds[honour.round]
        return {
            "dot": _row(ROUNDS, honour.round, registers),
            "danh_hieu": registers.titles[given.title].name,
            "co_quan": registers.units[given.body].name,
            "ngay": given.date,
            "quyet_dinh": {"so": decision.number, "ngay": decision.date} if decision else None,
            "tam_xep": honour.is_supposed,
        }

    def _photo(self, file: str, picture: Picture) -> dict[str, Any]:
        return {
            "tep": file,
            "url": self.site_url + picture.src,
            "rong": picture.width,
            "cao": picture.height,
            "mo_ta": picture.alt,
            "chu_thich": picture.caption or None,
            "tac_gia": picture.credit,
            "vai_tro": picture.role,
        }

    def _about(self) -> dict[str, Any]:
        licence = {"ten": self.imprint.licence, "url": self.imprint.licence_url} if self.imprint.licence else None
        return {
            "trang": {"ten": self.imprint.name or None, "url": self.site_url},
            "don_vi_xuat_ban": self.imprint.publisher or None,
            "giay_phep": licence,
            "mo_ta_du_lieu": self.site_url + addresses.OPEN_DATA,
        }


def public(roll: Roll, entry: Entry) -> list[str]:
    """Return the slugs of the published entries that an entry refers to."""
    named = (entry.spread.learned_from, *entry.spread.applied_by)
    return [slug for slug in named if slug in roll.by_slug and roll.by_slug[slug].status == "cong-bo"]


def csv_head() -> bytes:
    """Return the first line of the CSV: the byte order mark by which Excel knows UTF-8, and the names of columns."""
    return ("\ufeff" + ",".join(map(_cell, COLUMNS.values())) + "\r\n").encode()


def _cell(value: object) -> str:
    """Return a cell (RFC 4180), always in quotes and on one line.

    An apostrophe goes before what a spreadsheet would take for a formula, as OWASP advises: people type the same to
    make a cell a text, and it loses nothing.
    """
    text = " ".join(str(value or "").split())
    if text[:1] in _SIGNS or ";" in text:
        text = _FORMULA.sub(r"\1\2'", text)
    return '"' + text.replace('"', '""') + '"'


def _row(taxonomy: Taxonomy, key: str, registers: Registers) -> dict[str, str] | None:
    """Return the key and the name of a taxonomy's row, None for a key that its register does not have."""
    rows = registers.rows(taxonomy)
    if taxonomy.register and key not in rows:
        return None
    return {"ma": key, "ten": rows[key].name if key in rows else key}


def _name(row: Mapping[str, str] | None) -> str:
    return row["ten"] if row else ""
