"""What a key of a header or a register is: its ``Key``, which stands beside its field in ``entry.py`` or ``registers.py``.

Here too are the words that staff choose from, and how references to registers and entries are found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, TypeAlias, get_type_hints

from honour_roll.entries.field_types import SLUG, Date, Line, Period, Word, WrongValueError, first_day

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
# The sections of a body, in this order, and what to say in each: the nine-section form of the Fatherland Front, folded
# into four.
SECTIONS = {
    "Thực trạng": "Trước khi có mô hình, tình hình ra sao, vì sao phải làm?",
    "Cách làm": "1. Việc đầu tiên là gì, ai làm?\n2. Vận động thế nào?\n3. Nguồn lực lấy từ đâu?",
    "Kết quả": "Kết quả kiểm chứng được. Con số đưa vào mục ket_qua ở trên, kèm nguồn.",
    "Nhân rộng": "Nơi nào đã làm theo, muốn làm theo thì hỏi ai?",
}

MOST_ITEMS = 100  # of a list, unless its key says otherwise; a longer one is refused


@dataclass(frozen=True, slots=True)
class Reference:
    """The type of a key of ``danh-muc/<register>.yml``, or of an entry's slug (register ``entries``)."""

    register: str


@dataclass(frozen=True, slots=True)
class Many:
    """The type of a list of ``least`` to ``most`` items, each of the type ``item``."""

    item: Any
    least: int = 0
    most: int = MOST_ITEMS


@dataclass(frozen=True, slots=True)
class Key:
    """One key: as staff type it, its type, Vietnamese label, help, and an example in YAML; then its name in code.

    Without a default in its class it is ``required``; so are those of an entry that say so, unless its status is
    ``PARTIAL``.
    """

    key: str
    type: Any
    label: str
    help: str
    example: str
    required: bool = False
    name: str = ""

    @property
    def inner(self) -> Any:
        """Return the type of the value or, of a list, that of each of its items."""
        return self.type.item if isinstance(self.type, Many) else self.type


class Table:
    """The type of a table of keys: its values make a named tuple of the class ``made``, ``rows`` are its Keys."""

    def __init__(self, made: Any) -> None:
        """Take the Keys that stand beside the fields of ``made``; fields without one are not written by staff."""
        self.made = made
        self.rows = tuple(
            replace(key, name=name, required=key.required or name not in made._field_defaults)
            for name, hint in get_type_hints(made, include_extras=True).items()
            for key in getattr(hint, "__metadata__", ())
        )
        # Of keys that refer, and of tables with such keys.
        self.referring: tuple[Key, ...] = tuple(
            row
            for row in self.rows
            if isinstance(row.inner, Reference) or (isinstance(row.inner, Table) and row.inner.referring)
        )
        # The keys of dates, and of tables with dates, each with its name in code and its type.
        self.dated: tuple[tuple[str, str, Any], ...] = tuple(
            (row.key, row.name, row.inner)
            for row in self.rows
            if isinstance(row.inner, (Date, Period)) or (isinstance(row.inner, Table) and row.inner.dated)
        )


DATE, DAY = Date(), Date(day=True)
NAME = Line(1, 120, exact=False)  # a Reference as it is written
FORMER_SLUG = Word(SLUG.pattern, 80)

# A reference: its location in the data, the register (or ``entries``), and the key that it names.
FoundReference: TypeAlias = tuple[tuple[int | str, ...], str, str]


# A date: its location in the data, and as it is written: ``2017``, ``2017-08`` or a day.
FoundDate: TypeAlias = tuple[tuple[int | str, ...], str]


def references(table: Table, data: Mapping[str, Any], at: tuple[int | str, ...] = ()) -> Iterator[FoundReference]:
    """Yield every reference in the data of a table, which is at location ``at``."""
    for row in table.referring:
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


def dates(table: Table, data: Mapping[str, Any], at: tuple[int | str, ...] = ()) -> Iterator[FoundDate]:
    """Yield every date in the data of a table, which is at location ``at``, and the first year of a period."""
    for key, _, kind in table.dated:
        value, here = data.get(key), (*at, key)
        if isinstance(kind, Table):
            items = enumerate(value[:MOST_ITEMS]) if isinstance(value, list) else [(-1, value)]
            for index, item in items:
                if isinstance(item, dict):
                    yield from dates(kind, item, (*here, index) if index >= 0 else here)
        elif value is not None:
            with suppress(WrongValueError):  # told by ``validate``
                written = kind.taken(value)
                yield here, written if isinstance(kind, Date) else written[: len("2018")]


def latest(table: Table, made: Any) -> str:
    """Return the latest day among the dates of a checked row, a month or year by its first day; empty without any."""
    found = ""
    for _, name, kind in table.dated:
        value = getattr(made, name)
        if isinstance(kind, Table):
            for item in value if type(value) is tuple else (value,) if value else ():
                found = max(found, latest(kind, item))
        elif value:
            found = max(found, first_day(value if isinstance(kind, Date) else value[: len("2018")]))
    return found


def named_in(table: Table | None, row: Any) -> Iterator[tuple[str, str]]:
    """Yield the register and the key of every reference in a checked row; a register without a table has none.

    A key that is not set is empty.
    """
    for column in table.rows if table else ():
        value, kind = getattr(row, column.name), column.inner
        for item in value if isinstance(column.type, Many) else (value,):
            if isinstance(kind, Reference):
                yield kind.register, item
            elif isinstance(kind, Table) and item is not None:
                yield from named_in(kind, item)
