"""A parsed document held against a table of the schema: frozen values, or every Problem at once in staff's words."""

from __future__ import annotations

import difflib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from honour_roll import schema
from honour_roll.problem import Problem, quoted
from honour_roll.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from honour_roll.yaml_text import Document, Location

_model = lru_cache(schema.model)


def validated(
    document: Document, table: schema.Table, classes: Mapping[str, Any], *, draft: bool = False, at: Location = ()
) -> tuple[Any, list[Problem]]:
    """Give the values at ``at`` of the document, and what is wrong with them.

    The values are an instance of ``classes[table.name]``, or None when there are Problems.
    """
    data: Any = document.data
    for part in at:
        data = data[part]
    try:
        checked = _model(table, draft=draft).model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=True)
        # A number may be whole or not: pydantic reports a wrong one once for each, with the kind at the end of "loc".
        return None, list(dict.fromkeys(_problem(document, table, at, item) for item in found))
    return _frozen(checked, table, classes), []


def _frozen(value: BaseModel, table: schema.Table, classes: Mapping[str, Any]) -> Any:
    """Give the model's values as the frozen class, leaving out what was not written, so that defaults hold."""
    values = {}
    for row in table.rows:
        if row.name in value.model_fields_set:
            item = getattr(value, row.name)
            match row.type:
                case schema.Table():
                    item = _frozen(item, row.type, classes)
                case schema.Many(schema.Table() as inner):
                    item = tuple(_frozen(one, inner, classes) for one in item)
                case schema.Many():
                    item = tuple(item)
            values[row.name] = item
    return classes[table.name](**values)


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
    folded = {fold(key).replace("_", "-"): key for key in right}
    plain = "-".join(fold(wrong).replace("_", "-").split())
    hits = difflib.get_close_matches(plain, folded, n=1, cutoff=0.6)
    return folded[hits[0]] if hits else None


def _problem(document: Document, table: schema.Table, at: Location, item: Any) -> Problem:
    loc = tuple(part for part in item["loc"] if part not in ("int", "float"))
    location = [*at, *loc]
    kind, context, value = item["type"], item.get("ctx") or {}, item["input"]
    row = row_at(table, loc)
    label = row.label if row else str(loc[-1]) if loc else ""
    line, column = document.place(location, at_key=kind in ("extra_forbidden", "missing"))
    kind = "float_type" if kind == "int_type" and loc != tuple(item["loc"]) else kind
    rule, text, mend = _words(kind, label, value, context, row, _siblings(table, loc), loc)
    shown = "" if kind == "missing" or isinstance(value, (dict, list)) else str(value)
    return Problem(document.path, line, column, rule, label, shown[:200], text, mend)


def _siblings(table: schema.Table, location: Location) -> list[str]:
    """Give the keys that may stand where the location's last key stands."""
    parent = row_at(table, location[:-1])
    kind = parent.type.item if parent and isinstance(parent.type, schema.Many) else parent.type if parent else table
    return [row.key for row in kind.rows] if isinstance(kind, schema.Table) else []


def _words(  # one message a kind of error: the list is the function
    kind: str, label: str, value: Any, context: dict[str, Any], row: schema.Key | None, keys: list[str], loc: Location
) -> tuple[str, str, str]:
    example = row.example if row else ""
    as_example = f"Ví dụ: {row.key}: {example}" if row else ""
    match kind:
        case "extra_forbidden":
            meant = nearest(str(loc[-1]), keys)
            mend = f"Có phải “{meant}”?" if meant else f"Xóa dòng này. Các mục được dùng ở đây: {', '.join(keys)}."
            return "unknown-key", f"Không có mục nào tên là {quoted(loc[-1])}.", mend
        case "missing":
            return "missing-key", f"Thiếu mục bắt buộc “{label}” ({loc[-1]}).", f"Thêm dòng. {as_example}"
        case "string_too_short":
            text = f"{label} {quoted(value)} quá ngắn: có {len(str(value).strip())} ký tự, cần ít nhất {context['min_length']}."
            return "too-short", text, f"Viết đầy đủ hơn. {as_example}"
        case "string_too_long":
            text = f"{label} quá dài: có {len(str(value).strip())} ký tự, nhiều nhất {context['max_length']}."
            return (
                "too-long",
                text,
                f"Rút gọn lại, bớt ít nhất {len(str(value).strip()) - context['max_length']} ký tự.",
            )
        case "too_short":
            return "missing-item", f"{label}: cần ít nhất {context['min_length']} mục.", f"Thêm vào. {as_example}"
        case "too_long":
            return "too-many-items", f"{label}: nhiều nhất {context['max_length']} mục.", "Giữ lại những mục chính."
        case "literal_error":
            choices = [c.strip("' ") for c in context["expected"].replace(" or ", ", ").split(",")]
            meant = nearest(str(value), choices)
            mend = (f"Có phải “{meant}”? " if meant else "") + f"Chọn một trong: {', '.join(choices)}."
            return "not-a-choice", f"{label} {quoted(value)} không phải là một lựa chọn.", mend
        case "date_form" | "date_not_full":
            return "bad-date", f"{label} {quoted(value)} không đúng dạng ngày.", f"Viết năm-tháng-ngày. {as_example}"
        case "date_impossible":
            return "impossible-date", f"{label} {quoted(value)} không có trong lịch.", "Xem lại ngày và tháng."
        case "period_form":
            return (
                "bad-period",
                f"{label} {quoted(value)} không đúng dạng.",
                "Viết một năm (2017) hoặc hai năm (2016-2020).",
            )
        case "web_address":
            text = f"{label} {quoted(value)} không phải địa chỉ trang web."
            return "bad-address", text, "Dán nguyên địa chỉ, bắt đầu bằng https://, không có dấu cách."
        case "string_pattern_mismatch" if row and row.name == "former_slugs":
            return (
                "bad-former-slug",
                f"{label} {quoted(value)} không phải tên thư mục.",
                f"Chữ thường không dấu. {as_example}",
            )
        case "string_pattern_mismatch":
            return "bad-code", f"{label} {quoted(value)} không đúng dạng.", f"Chữ thường không dấu và số. {as_example}"
        case "int_type" | "float_type":
            return "not-a-number", f"{label} {quoted(value)} không phải là số.", _number_advice(value)
        case "bool_type":
            return (
                "wrong-type",
                f"{label} {quoted(value)} phải là true hoặc false.",
                "true: đồng ý; false: không đồng ý.",
            )
        case "list_type" | "tuple_type":
            return "wrong-type", f"{label} phải là một danh sách.", as_example
        case "model_type" | "model_attributes_type" | "dict_type":
            return "wrong-type", f"{label} phải gồm các mục con.", as_example
        case _:
            return "wrong-type", f"{label} {quoted(value)} phải là chữ trên một dòng.", as_example


def _number_advice(value: Any) -> str:
    """Give the number in the form that the file wants, when a Vietnamese habit explains what was written."""
    text = str(value).strip()
    plain = text.replace(".", "").replace(",", ".")
    if text.replace(".", "").replace(",", "").isdigit() and plain.count(".") <= 1:
        return f"Viết: {plain} (không dấu ngăn hàng nghìn, phần thập phân dùng dấu chấm)."
    return "Chỉ ghi chữ số; đơn vị tính ghi ở mục don_vi_tinh."
