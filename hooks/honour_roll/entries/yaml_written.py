"""Values as they are written into YAML: plain where that reads back as the same, else in quotes."""

from __future__ import annotations

import json
from typing import Any

from honour_roll.entries import yaml_reader
from honour_roll.text.vietnamese import nfc


def written(value: Any, *, flow: bool = False, quote: str = "") -> str:
    """Return a value on one line; ``flow`` says that it stands in brackets, ``quote`` is the sign it had so far."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, list):
        return f"[{', '.join(written(item, flow=True) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {written(item, flow=True)}' for key, item in value.items())}}}"
    text = nfc(value)
    single, double = "'" + text.replace("'", "''") + "'", json.dumps(text, ensure_ascii=False)
    forms = {"'": (single, double), '"': (double,)}.get(quote, (text, single if '"' in text else double, double))
    return next((form for form in forms if _reads_back(form, text, flow=flow)), double)


def _reads_back(form: str, text: str, *, flow: bool) -> bool:
    """Return whether a form of a text is read as that text; whole words only, for `x: a # b` loses a half."""
    if "\n" in form or not form:
        return False
    read = yaml_reader.parse("", f"x: [{form}]\n" if flow else f"x: {form}\n")
    return not isinstance(read, list) and read.data == {"x": [text] if flow else text}


def after_key(value: Any, column: int) -> str:
    """Return what stands behind a key and its colon, which begins at ``column``: on its line, or on lines below."""
    is_nested = isinstance(value, list) and any(isinstance(item, dict) for item in value)
    if value and (is_nested or isinstance(value, dict)):
        return "\n" + as_block(value, column + 2)
    return f" {written(value)}"


def as_block(value: Any, column: int) -> str:
    """Return a list or a table on lines of its own, which begin at ``column``; without the last line feed."""
    pad = " " * column
    if isinstance(value, dict):
        return "\n".join(f"{pad}{key}:{after_key(item, column)}" for key, item in value.items())
    lines = []
    for item in value:
        is_table = isinstance(item, dict) and item
        lines.append(f"{pad}- {as_block(item, column + 2).lstrip(' ') if is_table else written(item)}")
    return "\n".join(lines)
