"""Writes what was chosen of a WordImport as the folder of a draft: beside its place first, then moved there whole."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Any, NamedTuple

from honour_roll.check.check import checked
from honour_roll.check.header_rules import new_slug
from honour_roll.entries.folders import INDEX, folder_at
from honour_roll.entries.header_edits import Header
from honour_roll.entries.parts import ORDER
from honour_roll.imports.draft_body import body
from honour_roll.imports.word_blocks import NotCarried
from honour_roll.imports.word_import import PhotoProposal, WordImport
from honour_roll.photos import arrivals, inspect
from honour_roll.photos.inspect import UnusablePhotoError
from honour_roll.problem import Problem
from honour_roll.store import write_durably
from honour_roll.text.vietnamese import slug_of

_WAITING = ".nhap-"  # folders that begin so are no entries to any part of the project
_NAMELESS = "Mô hình chưa đặt tên"
_ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif", "BMP": ".bmp", "DIB": ".bmp", "TIFF": ".tif"}
_LONGEST_CAPTION, _LONGEST_STEM = 300, 40
_SOURCE = "n1"


class DraftEntry(NamedTuple):
    """A draft that was written: its path below the entries folder, photos that failed, and what the check says."""

    path: str
    not_carried: tuple[NotCarried, ...]
    problems: tuple[Problem, ...]


def write(
    found: WordImport,
    entries: Path,
    taken: Collection[str],
    *,
    refused: Collection[str] = (),
    wanted_figures: Collection[str] = (),
) -> DraftEntry:
    """Write a draft and return it. Raises OSError; then nothing was written.

    ``taken`` are slugs that are not free. ``refused`` are ids of fields, pieces and photos that are not wanted,
    ``wanted_figures`` those of figures that are.
    """
    today = datetime.date.today()  # noqa: DTZ011 - the writer's own calendar
    chosen = {one.key: one for one in found.fields if one.key not in refused}
    title = chosen["ten"].value if "ten" in chosen else _NAMELESS
    slug = new_slug(title, taken)
    waiting = Path(tempfile.mkdtemp(prefix=_WAITING, dir=entries))
    try:
        draft = waiting / slug
        draft.mkdir()
        photos, lost = _photos([one for one in found.photos if one.id not in refused], draft, waiting)
        header = Header(f"trang_thai: nhap\nngay_dang: {today}\n", ORDER)
        header.become(header.data | _data(found, title, refused, wanted_figures) | ({"anh": photos} if photos else {}))
        text = f"---\n{header.text}---\n\n{body(found.pieces, refused)}"
        write_durably(draft / INDEX, text.encode())
        place = entries / str(today.year) / slug
        place.parent.mkdir(exist_ok=True)
        draft.rename(place)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    path = f"{today.year}/{slug}"
    _, problems = checked(entries, folder_at(entries, path), entries.name, for_site=False)
    return DraftEntry(path, tuple(lost), tuple(problems))


def _data(found: WordImport, title: str, refused: Collection[str], wanted: Collection[str]) -> dict[str, Any]:
    """Return the header's data, without photos; a value that a register lacks stays out."""
    data: dict[str, Any] = {"ten": title}
    for one in found.fields:
        if one.key in refused:
            continue
        match one.key:
            case "don_vi" if one.code:
                data["don_vi"] = one.code
            case "dia_ban" if one.code:
                data["dia_ban"] = [one.code]
            case "ton_vinh":
                data["ton_vinh"] = [{"dot": one.code, "tam_xep": True}]
            case "nguon":
                data["nguon"] = [{"ma": _SOURCE, "ten": one.value} | ({"ngay": one.code} if one.code else {})]
            case "giai_doan":
                data["giai_doan"] = int(one.value) if one.value.isdecimal() else one.value
            case "loai" | "tom_tat":
                data[one.key] = one.value
    figures = [one for number, one in enumerate(found.figures, start=1) if f"f{number}" in wanted]
    if figures and "nguon" in data:
        data["ket_qua"] = [
            {"chi_so": one.name, "gia_tri": one.value, "don_vi_tinh": one.unit, "nguon": _SOURCE} for one in figures
        ]
    return data


def _photos(photos: list[PhotoProposal], draft: Path, waiting: Path) -> tuple[list[dict[str, Any]], list[NotCarried]]:
    """Put photos, made fit, into the draft's folder; return their items of the header, and those that cannot be."""
    items: list[dict[str, Any]] = []
    lost: list[NotCarried] = []
    for number, one in enumerate(photos, start=1):
        try:
            name = _put(one, number, draft, waiting)
        except UnusablePhotoError as error:
            lost.append(NotCarried("picture", f"ảnh không dùng được: {error.text} {one.caption}".strip(), one.place))
            continue
        item: dict[str, Any] = {"tep": name, "mo_ta": one.alt, "tac_gia": one.credit}
        item["chu_thich"] = one.caption[:_LONGEST_CAPTION]
        items.append({key: value for key, value in item.items() if value})
    return items, lost


def _put(photo: PhotoProposal, number: int, draft: Path, waiting: Path) -> str:
    """Make one photo fit, and put it into the draft's folder; return its name."""
    kind = inspect.looked_at(photo.data).kind
    stem = slug_of(photo.caption, _LONGEST_STEM) or f"anh-{number:02}"
    as_it_came = waiting / str(number)
    as_it_came.write_bytes(photo.data)
    return arrivals.put(arrivals.made_fit(as_it_came, f"{stem}{_ENDINGS.get(kind, '.jpg')}"), draft, number)
