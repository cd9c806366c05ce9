"""What derives from the schema's table: the editors' JSON Schema, the guide's field table, a new entry's skeleton."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml

from honour_roll.entries import schema, yaml_reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TABLE_OPENS, TABLE_CLOSES = "<!-- bang-muc: bat-dau -->", "<!-- bang-muc: ket-thuc -->"
_WHAT_TO_SAY = {
    "Thực trạng": "Trước khi có mô hình, tình hình ra sao, vì sao phải làm?",
    "Cách làm": "1. Việc đầu tiên là gì, ai làm?\n2. Vận động thế nào?\n3. Nguồn lực lấy từ đâu?",
    "Kết quả": "Kết quả kiểm chứng được. Con số đưa vào mục ket_qua ở trên, kèm nguồn.",
    "Nhân rộng": "Nơi nào đã làm theo, muốn làm theo thì hỏi ai?",
}


def json_schema() -> str:
    """Give ``entries/entry.schema.json``: JSON Schema 2020-12 of an entry's header, for editors and web forms."""
    tables: dict[str, Any] = {}
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Phần đầu của một bài"}
    made |= _table_json(schema.ENTRY, tables) | {"$defs": tables}
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _table_json(table: schema.Table, tables: dict[str, Any]) -> dict[str, Any]:
    """Give a table's JSON Schema; those of the tables in it go into ``tables``. What may be missing may be blank."""
    properties = {}
    for row in table.rows:
        kind = _kind_json(row.type, tables)
        about = {"title": row.label, "description": row.help}
        properties[row.key] = about | (kind if row.required else {"anyOf": [kind, {"type": "null"}]})
    required = [row.key for row in table.rows if row.required]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _kind_json(kind: Any, tables: dict[str, Any]) -> dict[str, Any]:
    match kind:
        case schema.Table(name):
            tables[name] = _table_json(kind, tables)
            return {"$ref": f"#/$defs/{name}"}
        case schema.Many(item, least, most):
            return {"type": "array", "items": _kind_json(item, tables), "minItems": least, "maxItems": most}
        case schema.Reference():
            return schema.NAME.json()
        case _:
            return dict(kind.json())


def guide_table() -> str:
    """Give the field table of the staff guide, in Markdown, nested keys with a dot (``nguon.ma``)."""
    head = ["| Mục | Nghĩa | Bắt buộc | Cách ghi | Ví dụ |", "| --- | --- | --- | --- | --- |"]
    rows = [
        f"| `{key}` | {row.label} | {'có' if row.required else ''} | {row.help} | `{row.example}` |"
        for key, row in _rows(schema.ENTRY)
    ]
    return "\n".join(head + [row.replace("\n", " ") for row in rows])


def with_guide_table(page: str) -> str:
    """Give the guide's Markdown with the table between its two marks renewed.

    Raises ValueError when a mark is missing: the page was edited by hand.
    """
    before, opens, rest = page.partition(TABLE_OPENS)
    _, closes, after = rest.partition(TABLE_CLOSES)
    if not opens or not closes:
        raise ValueError(f"{TABLE_OPENS} … {TABLE_CLOSES}")
    return f"{before}{TABLE_OPENS}\n\n{guide_table()}\n\n{TABLE_CLOSES}{after}"


def skeleton(values: Mapping[str, str | list[str]]) -> str:
    """Give a new entry's ``index.md`` with ``values`` filled in (key → text or keys); the rest explains itself.

    What is still empty and optional stands as a comment, ready to be uncommented.
    """
    lines = ["---"]
    for row in schema.ENTRY.rows:
        lines.append(f"# {row.label}: {row.help}")
        value = values.get(row.key)
        if value:
            lines.append(
                f"{row.key}: [{', '.join(value)}]" if isinstance(value, list) else f"{row.key}: {scalar(value)}"
            )
        elif row.required:
            lines += [f"# Ví dụ: {row.example}", f"{row.key}:"]
        else:
            lines.append(f"# {row.key}: {row.example}")
    lines.append("---")
    for name in schema.SECTIONS:
        lines += ["", f"## {name}", "", _WHAT_TO_SAY[name]]
    return "\n".join(lines) + "\n"


def scalar(text: str) -> str:
    """Give a text as YAML reads it back: as it is where that is safe, else in double quotes."""
    read = yaml_reader.parse("", f"x: {text}\n")
    if not isinstance(read, list) and read.data == {"x": text}:
        return text
    return str(yaml.safe_dump(text, allow_unicode=True, default_style='"', width=10_000)).strip()


def _rows(table: schema.Table, before: str = "") -> Iterator[tuple[str, schema.Key]]:
    for row in table.rows:
        yield before + row.key, row
        inner = row.type.item if isinstance(row.type, schema.Many) else row.type
        if isinstance(inner, schema.Table):
            yield from _rows(inner, f"{before}{row.key}.")
