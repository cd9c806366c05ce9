"""What a form sends: the data of a header as it should be, and the texts of the sections that were changed."""

from __future__ import annotations

import hashlib
from typing import Any

from honour_roll.entries.entry import ENTRY
from honour_roll.entries.field_types import Date, Period
from honour_roll.entries.header_edits import CannotEditError, Header
from honour_roll.entries.parts import parted, places_of_added, with_edits
from honour_roll.entries.schema import SECTIONS, Many, Table

_YEAR = 4  # digits
_MOST_DIGITS = 6  # of the number of a section
_NEW = "+"  # before the title of a section that the file lacks


def digest(data: bytes) -> str:
    """Return what tells one content of a file from another."""
    return hashlib.sha256(data).hexdigest()[:32]


def applied(data: bytes, edits: dict[str, Any]) -> bytes:
    """Return an ``index.md`` with ``edits``: ``data``, the whole header, and ``sections``, texts by key.

    The key of a section is its number as text, or ``+`` and its title when the file lacks it; one without text is not
    added. Raises CannotEditError.
    """
    header = edits.get("data")
    if not (header is None or isinstance(header, dict)):
        raise CannotEditError("shape")
    texts = _section_texts(edits)
    numbered = {int(key): text for key, text in texts.items() if not key.startswith(_NEW)}
    return with_edits(data, years_as_numbers(ENTRY, header) if header else None, numbered, _added(texts))


def section_keys(data: bytes, edits: dict[str, Any]) -> list[int | str]:
    """Return the keys of all sections, in the order in which they stand in ``applied(data, edits)``."""
    parts = parted(data)
    keys: list[int | str] = [*range(len(parts.sections))]
    for place, title in places_of_added(parts, _added(_section_texts(edits))):
        keys.insert(place, _NEW + title)
    return keys


def _section_texts(edits: dict[str, Any]) -> dict[str, str]:
    """Return the texts of sections that edits have, by key. Raises CannotEditError when a key is none."""
    sections = edits.get("sections") or {}
    if not isinstance(sections, dict):
        raise CannotEditError("shape")
    for key in sections:
        is_number = key.isdecimal() and len(key) <= _MOST_DIGITS
        if not (is_number or (key.startswith(_NEW) and key.removeprefix(_NEW) in SECTIONS)):
            raise CannotEditError("no such section")
    return {key: str(text) for key, text in sections.items()}


def _added(texts: dict[str, str]) -> dict[str, str]:
    return {key.removeprefix(_NEW): text for key, text in texts.items() if key.startswith(_NEW) and text.strip()}


def years_as_numbers(table: Table, data: dict[str, Any]) -> dict[str, Any]:
    """Return the data of a table with years as numbers, as people write them: ``ngay: 2017`` without quotes."""
    made = dict(data)
    for row in table.rows:
        value, inner = made.get(row.key), row.inner
        is_year = isinstance(value, str) and len(value) == _YEAR and value.isdecimal()
        if isinstance(row.type, (Date, Period)) and is_year:
            made[row.key] = int(str(value))
        elif isinstance(inner, Table) and isinstance(value, dict):
            made[row.key] = years_as_numbers(inner, value)
        elif isinstance(row.type, Many) and isinstance(inner, Table) and isinstance(value, list):
            made[row.key] = [years_as_numbers(inner, item) if isinstance(item, dict) else item for item in value]
    return made


def data_of(data: bytes) -> dict[str, Any]:
    """Return the data in the header of an ``index.md``; none when it cannot be read."""
    try:
        return Header(parted(data).header).data
    except CannotEditError:
        return {}


def status_of(data: bytes) -> str:
    """Return the status of an entry."""
    return str(data_of(data).get("trang_thai", ""))


def title_of(data: bytes) -> str:
    """Return the title of an entry, for people."""
    return str(data_of(data).get("ten", "bài chưa có tên"))


def photos_of(data: bytes) -> set[str]:
    """Return the names of the photos that an entry names."""
    items = data_of(data).get("anh")
    return {str(item.get("tep")) for item in items if isinstance(item, dict)} if isinstance(items, list) else set()


def what_happened(old: bytes, new: bytes) -> str:
    """Return what an edit did to an entry, as the title of its commit."""
    before, after = status_of(old), status_of(new)
    verb = VERBS.get(after, "Sửa bài") if before != after else "Sửa bài"
    return f"{verb}: {title_of(new)}"


VERBS = {
    "nhap": "Trả về nháp",
    "cho-duyet": "Gửi duyệt",
    "cong-bo": "Công bố",
    "tam-an": "Tạm ẩn",
    "thu-hoi": "Thu hồi",
}
