"""What is derived from the schema: the editors' JSON Schema, the guide's field table, a new entry's skeleton."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml

from honour_roll.entries import schema, yaml_reader
from honour_roll.entries.entry import ENTRY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TABLE_OPENS, _TABLE_CLOSES = "<!-- bang-muc: bat-dau -->", "<!-- bang-muc: ket-thuc -->"


def json_schema() -> str:
    """Return the JSON Schema (2020-12) of an entry's header, for editors and web forms."""
    tables: dict[str, Any] = {}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Phần đầu của một bài"}
    whole = head | _table_json(ENTRY, tables) | {"$defs": tables}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _table_json(table: schema.Table, tables: dict[str, Any]) -> dict[str, Any]:
    """Return a table's JSON Schema, and add its inner tables' to ``tables``. An optional key may be blank."""
    properties = {}
    for row in table.rows:
        kind = _type_json(row.type, tables)
        about = {"title": row.label, "description": row.help}
        properties[row.key] = about | (kind if row.required else {"anyOf": [kind, {"type": "null"}]})
    required = [row.key for row in table.rows if row.required]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _type_json(kind: Any, tables: dict[str, Any]) -> dict[str, Any]:
    match kind:
        case schema.Table():
            name = kind.made.__name__
            tables[name] = _table_json(kind, tables)
            return {"$ref": f"#/$defs/{name}"}
        case schema.Many(item, least, most):
            return {"type": "array", "items": _type_json(item, tables), "minItems": least, "maxItems": most}
        case schema.Reference():
            return schema.NAME.json()
        case _:
            return dict(kind.json())


def guide_table() -> str:
    """Return the field table of the staff guide, in Markdown, nested keys with a dot (``nguon.ma``)."""
    head = ["| Mục | Nghĩa | Bắt buộc | Cách ghi | Ví dụ |", "| --- | --- | --- | --- | --- |"]
    rows = [
        f"| `{key}` | {row.label} | {'có' if row.required else ''} | {row.help} | `{row.example}` |"
        for key, row in _rows(ENTRY)
    ]
    return "\n".join(head + [row.replace("\n", " ") for row in rows])


def _rows(table: schema.Table, before: str = "") -> Iterator[tuple[str, schema.Key]]:
    for row in table.rows:
        yield before + row.key, row
        if isinstance(row.inner, schema.Table):
            yield from _rows(row.inner, f"{before}{row.key}.")


def with_guide_table(page: str) -> str:
    """Return the guide's Markdown with the table between its two marks renewed.

    Raises ValueError when a mark is missing: the page was edited by hand.
    """
    before, opens, rest = page.partition(_TABLE_OPENS)
    _, closes, after = rest.partition(_TABLE_CLOSES)
    if not opens or not closes:
        raise ValueError(f"{_TABLE_OPENS} … {_TABLE_CLOSES}")
    return f"{before}{_TABLE_OPENS}\n\n{guide_table()}\n\n{_TABLE_CLOSES}{after}"


def skeleton(values: Mapping[str, str | list[str]]) -> str:
    """Return a new entry's ``index.md`` with ``values`` filled in (key → text or keys), and help for the rest.

    An optional key without a value stands as a comment, ready to be uncommented.
    """
    lines = ["---"]
    for row in ENTRY.rows:
        lines.append(help_line(row))
        value = values.get(row.key)
        if value:
            written = f"[{', '.join(value)}]" if isinstance(value, list) else scalar(value)
            lines.append(f"{row.key}: {written}")
        elif row.required:
            lines += [f"# Ví dụ: {row.example}", f"{row.key}:"]
        else:
            lines.append(f"# {example_line(row)}")
    lines.append("---")
    for name, what_to_say in schema.SECTIONS.items():
        lines += ["", f"## {name}", "", what_to_say]
    return "\n".join(lines) + "\n"


def help_line(row: schema.Key) -> str:
    """Return the remark that stands above a key in the skeleton."""
    return f"# {row.label}: {row.help}"


def example_line(row: schema.Key) -> str:
    """Return the example of a key as the skeleton has it behind ``# ``."""
    return f"{row.key}: {row.example}"


def scalar(text: str) -> str:
    """Return a text as a YAML scalar: unchanged where that is safe, else in double quotes."""
    read = yaml_reader.parse("", f"x: {text}\n")
    if not isinstance(read, list) and read.data == {"x": text}:
        return text
    return str(yaml.safe_dump(text, allow_unicode=True, default_style='"', width=10_000)).strip()
