"""A parsed document held against a table of the schema: frozen values, or every Problem at once in staff's words."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from honour_roll.entries import schema
from honour_roll.entries.field_types import Number, WrongValueError, YesNo
from honour_roll.problem import Problem, quoted
from honour_roll.text.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from honour_roll.entries.yaml_reader import Document, Location

_MANY = 500
_TOO_SHORT_TO_GUESS = 3
_LONGEST_NUMBER = 15
_MOST_TOLD = 40  # findings of one header; a file with more is not an entry gone wrong but something else
_DAY_FIRST = re.compile(r"(?:ngày )?(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{4})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"(?:tháng )?(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{4})", re.IGNORECASE)


def validated(
    document: Document, table: schema.Table, classes: Mapping[str, Any], *, draft: bool = False, at: Location = ()
) -> tuple[Any, list[Problem]]:
    """Give the values at ``at`` of the document, and what is wrong with them.

    The values are an instance of ``classes[table.name]``, or None when there are Problems.
    """
    data: Any = document.data
    for part in at:
        data = data[part]
    found: list[_Found] = []
    value = _table(data, table, classes, found, draft=draft)
    if not found:
        return value, []
    problems = list(dict.fromkeys(_problem(document, table, at, item) for item in found[:_MOST_TOLD]))
    misspelt = {p.mend for p in problems if p.rule == "unknown-key"}  # the same key need not be missed as well
    problems = [p for p in problems if not (p.rule == "missing-key" and f"Có phải “{p.value}”?" in misspelt)]
    if len(found) > _MOST_TOLD:
        next_one = _problem(document, table, at, found[_MOST_TOLD])
        problems.append(next_one._replace(rule="too-much-wrong", text=f"Còn {len(found) - _MOST_TOLD} lỗi nữa như trên.",
                                          mend="Sửa những lỗi đã nêu rồi kiểm tra lại."))  # fmt: skip
    return None, problems


class _Found(NamedTuple):
    """One thing wrong: where, what in one word, what was written, and the bound or the choices that it missed."""

    at: Location
    what: str
    value: Any
    bound: Any = None


def _table(
    data: Any, table: schema.Table, classes: Mapping[str, Any], found: list[_Found], at: Location = (), *, draft: bool
) -> Any:
    """Give a table's values as its class, leaving out what was not written, so that defaults hold."""
    if not isinstance(data, dict):
        found.append(_Found(at, "table", data))
        return None
    before, values = len(found), {}
    for row in table.rows:
        if row.key in data:
            values[row.name] = _taken(data[row.key], row.type, classes, found, (*at, row.key), draft=draft)
        elif row.required and (not draft or row.name in _always_needed(data)):
            found.append(_Found((*at, row.key), "missing", None))
        elif row.required and at:  # an item that a draft has only begun
            values[row.name] = 0 if isinstance(row.type, Number) else not isinstance(row.type, YesNo) and ""
    if len(values) < len(data):
        known = {row.key for row in table.rows}
        found += [_Found((*at, key), "unknown", value) for key, value in data.items() if key not in known]
    return classes[table.name](**values) if len(found) == before else None


def _always_needed(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Give what even an entry that need not be whole has: one that was published once also has the day."""
    return ("title", "status", "published")[: 3 if data.get("trang_thai") in schema.TAKEN_DOWN else 2]


def _taken(value: Any, kind: Any, classes: Mapping[str, Any], found: list[_Found], at: Location, *, draft: bool) -> Any:
    """Give a value as its kind takes it; a list as a tuple."""
    if isinstance(kind, schema.Many):
        if not isinstance(value, list):
            found.append(_Found(at, "list", value))
        elif len(value) > kind.most:
            found.append(_Found(at, "too-many", value, kind.most))
        elif len(value) < kind.least and not (draft and kind.least == 1):
            found.append(_Found(at, "too-few", value, kind.least))
        else:
            items = enumerate(value)
            return tuple([_taken(item, kind.item, classes, found, (*at, n), draft=draft) for n, item in items])
        return None
    if isinstance(kind, schema.Table):
        return _table(value, kind, classes, found, at, draft=draft)
    try:
        return (schema.NAME if isinstance(kind, schema.Reference) else kind).taken(value)
    except WrongValueError as error:
        found.append(_Found(at, error.what, value, error.bound))
        return None


def row_at(table: schema.Table, location: Location) -> schema.Key | None:
    """Give the row of the schema that the location is about; None when there is no such key."""
    row = None
    rows: Iterable[schema.Key] = table.rows
    for part in location:
        if isinstance(part, str):
            row = next((r for r in rows if r.key == part), None)
            if row is None:
                return None
            inner = row.type.item if isinstance(row.type, schema.Many) else row.type
            rows = inner.rows if isinstance(inner, schema.Table) else ()
    return row


def nearest(wrong: str, right: Iterable[str]) -> str | None:
    """Give the one of ``right`` that ``wrong`` was probably meant to be: tones, case and small slips aside."""
    plain = "-".join(fold(wrong[:200]).replace("_", "-").split())
    if len(plain) < _TOO_SHORT_TO_GUESS:
        return None
    folded = {fold(key).replace("_", "-"): key for key in right}
    if plain in folded:
        return folded[plain]
    # Nearness takes time: among thousands of names, look only at those with a piece of this one.
    pieces = {piece for piece in plain.split("-") if len(piece) >= _TOO_SHORT_TO_GUESS}
    near = [key for key in folded if len(folded) < _MANY or any(piece in key for piece in pieces)][:_MANY]
    hits = difflib.get_close_matches(plain, near, n=1, cutoff=0.7)
    if not hits:
        hits = [key for key in near if key.startswith(f"{plain}-") or plain.startswith(f"{key}-")]
    return folded[hits[0]] if hits else None


def _problem(document: Document, table: schema.Table, at: Location, item: _Found) -> Problem:
    location = [*at, *item.at]
    what, value = item.what, item.value
    row = row_at(table, item.at)
    label = row.label if row else quoted((item.at or at or ("",))[-1])
    line, column = document.place(location, at_key=what in ("unknown", "missing"))
    if row and row.name in ("focus", "blur") and what not in ("too-many", "no-area"):  # said once for all the numbers
        what, value = "percents", []
        line, column = document.place(location[: location.index(row.key) + 1])
    rule, text, mend = _words(what, label, value, item.bound, row, table, item.at)
    shown = str(item.at[-1]) if what == "missing" else "" if isinstance(value, (dict, list)) else str(value)
    return Problem(document.path, line, column, rule, label, shown[:200], text, mend)


def _siblings(table: schema.Table, location: Location) -> list[str]:
    """Give the keys that may stand where the location's last key stands."""
    parent = row_at(table, location[:-1])
    kind = parent.type.item if parent and isinstance(parent.type, schema.Many) else parent.type if parent else table
    return [row.key for row in kind.rows] if isinstance(kind, schema.Table) else []


def _words(  # one message a kind of error: the list is the function
    kind: str,
    label: str,
    value: Any,
    bound: Any,
    row: schema.Key | None,
    table: schema.Table,
    loc: Location,
) -> tuple[str, str, str]:
    first = row or table.rows[0]
    as_quoted = f'Ghi trong ngoặc kép, đúng như in trên giấy, ví dụ: {loc[-1]}: "15.10"' if loc else ""
    as_example = f"Ví dụ: {first.key}: {first.example}"
    match kind:
        case "unknown":
            keys = _siblings(table, loc)
            meant = nearest(str(loc[-1]), keys)
            mend = f"Có phải “{meant}”?" if meant else f"Xóa dòng này. Các mục được dùng ở đây: {', '.join(keys)}."
            return "unknown-key", f"Không có mục nào tên là {quoted(loc[-1])}.", mend
        case "missing":
            return "missing-key", f"Thiếu mục bắt buộc “{label}” ({loc[-1]}).", f"Thêm dòng. {as_example}"
        case "too-short":
            text = f"{label} {quoted(value)} quá ngắn: có {len(str(value).strip())} ký tự, cần ít nhất {bound}."
            return "too-short", text, f"Viết đầy đủ hơn. {as_example}"
        case "too-long":
            text = f"{label} quá dài: có {len(str(value).strip())} ký tự, nhiều nhất {bound}."
            return (
                "too-long",
                text,
                f"Rút gọn lại, bớt ít nhất {len(str(value).strip()) - bound} ký tự.",
            )
        case "too-few":
            return (
                "missing-item",
                f"{label} còn trống, cần ít nhất {bound} mục.",
                f"Thêm vào. {as_example}",
            )
        case "too-many":
            text = f"{label} có quá nhiều mục, nhiều nhất {bound}."
            return "too-many-items", text, "Giữ lại những mục chính."
        case "choice":
            labels = schema.LABELS.get(row.name, {}) if row else {}
            named = next((key for key, words in labels.items() if fold(words) == fold(str(value))), None)
            meant = named or nearest(str(value), bound)
            mend = (f"Có phải “{meant}”? " if meant else "") + f"Chọn một trong: {', '.join(bound)}."
            return "not-a-choice", f"{label} {quoted(value)} không phải là một lựa chọn.", mend
        case "date":
            mend = _date_advice(str(value), as_example, month=row is not None and row.type != schema.DAY)
            return "bad-date", f"{label} {quoted(value)} không đúng dạng ngày.", mend
        case "day":
            return (
                "bad-date",
                f"{label} {quoted(value)} thiếu ngày hoặc tháng.",
                f"Viết đủ năm-tháng-ngày. {as_example}",
            )
        case "calendar":
            text = f"{label} {quoted(value)} không có trong lịch."
            return "impossible-date", text, "Xem lại ngày và tháng; thứ tự là năm-tháng-ngày."
        case "period":
            return (
                "bad-period",
                f"{label} {quoted(value)} không đúng dạng.",
                "Viết một năm (2017) hoặc hai năm, năm trước đứng trước (2016-2020).",
            )
        case "address":
            text = f"{label} {quoted(value)} không phải địa chỉ trang web."
            return "bad-address", text, "Dán nguyên địa chỉ, bắt đầu bằng https://, không có dấu cách."
        case "form" if row and row.name == "former_slugs":
            return (
                "bad-former-slug",
                f"{label} {quoted(value)} không phải tên thư mục.",
                f"Chữ thường không dấu. {as_example}",
            )
        case "colour":
            mend = f"Dấu # và sáu chữ số 0–9, a–f, chữ thường, trong ngoặc kép. {as_example}"
            return "bad-colour", f"{label} {quoted(value)} không phải mã màu.", mend
        case "pale":
            text = f"{label} {quoted(value)} nhạt quá, chữ trắng đặt lên không đọc được."
            return "pale-colour", text, f'Chọn màu đậm hơn, chẳng hạn: {first.key}: "{bound}"'
        case "form":
            mend = f"Chỉ dùng chữ thường không dấu và số, viết liền. {as_example}"
            return "bad-code", f"{label} {quoted(value)} không đúng dạng.", mend
        case "no-area":
            text = f"{label}: ô này rộng hoặc cao bằng 0, hoặc nằm ngoài ảnh, nên không che được gì."
            return "no-area", text, f"Bốn số là: trái, trên, rộng, cao. {as_example}"
        case "too-low":
            return (
                "out-of-range",
                f"{label} {quoted(value)} không thể nhỏ hơn {bound}.",
                f"Xem lại số này. {as_example}",
            )
        case "number":
            return "not-a-number", f"{label} {quoted(value)} không phải là số.", _number_advice(value)
        case "number-as-text":
            return (
                "number-as-text",
                f"{label}: số này phải đặt trong ngoặc kép, nếu không sẽ mất số 0 ở cuối.",
                as_quoted,
            )
        case "percents":
            what = "hai số" if first.name == "focus" else "các ô, mỗi ô bốn số,"
            text = f"{label} phải là {what} từ 0 đến 100: phần trăm, không ghi dấu %."
            return "not-a-percent", text, as_example
        case "yes-no":
            return (
                "wrong-type",
                f"{label} {quoted(value)} phải là true hoặc false.",
                f"Viết {row.key if row else 'co'}: true nếu đã đồng ý, false nếu chưa.",
            )
        case "list":
            mend = f"Đặt trong ngoặc vuông: {row.key}: [{value}]" if row and _one_of_many(row, value) else as_example
            return "wrong-type", f"{label} phải là một danh sách.", mend
        case "table":
            return "wrong-type", f"{label} phải gồm các mục con.", as_example
        case _:
            what = (
                "một danh sách"
                if isinstance(value, list)
                else "nhiều mục con"
                if isinstance(value, dict)
                else quoted(value)
            )
            return "wrong-type", f"{label} phải là chữ trên một dòng, không phải {what}.", as_example


def _number_advice(value: Any) -> str:
    """Give the number in the form that the file wants, when a Vietnamese habit explains what was written."""
    text = str(value).strip()
    if len(text) > _LONGEST_NUMBER and text.isdigit():
        return f"Số dài quá {_LONGEST_NUMBER} chữ số; dùng đơn vị tính lớn hơn (nghìn, triệu, tỷ)."
    if re.fullmatch(r"[1-9]\d{0,14}\.\d{3}", text):  # YAML would take 1.200 for one and a fifth
        return f"Viết: {text.replace('.', '')}, không dấu ngăn hàng nghìn. Nếu đúng là số thập phân thì viết: {text}0."
    plain = text.replace(".", "").replace(",", ".")
    if text.replace(".", "").replace(",", "").isdigit() and plain.count(".") <= 1:
        return f"Viết: {plain} (không dấu ngăn hàng nghìn; phần thập phân dùng dấu chấm)."
    return "Chỉ ghi chữ số; đơn vị tính ghi ở mục don_vi_tinh."


def _date_advice(value: str, as_example: str, *, month: bool) -> str:
    """Give the date in the form that the file wants, when it was written as Vietnamese say it."""
    if found := _DAY_FIRST.fullmatch(value.strip()):
        return f"Viết năm-tháng-ngày: {found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    if month and (found := _MONTH_FIRST.fullmatch(value.strip())):
        return f"Viết năm-tháng: {found[2]}-{int(found[1]):02}"
    return f"Viết năm-tháng-ngày. {as_example}"


def _one_of_many(row: schema.Key, value: Any) -> bool:
    """Tell whether the value would be right if it stood in a list."""
    kind = row.type
    return isinstance(kind, schema.Many) and not isinstance(kind.item, schema.Table) and isinstance(value, str)
