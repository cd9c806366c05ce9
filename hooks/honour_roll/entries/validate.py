"""A parsed document is checked against a table of keys: frozen values come out, and Problems."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, NamedTuple

from honour_roll.entries import advice, messages, schema
from honour_roll.entries.field_types import QUOTES, Number, WrongValueError, YesNo
from honour_roll.entries.reshaped import Advice, reshaped
from honour_roll.problem import Edit, Problem, quoted
from honour_roll.text import look_alikes
from honour_roll.text.closeness import is_slip
from honour_roll.text.glyphs import lacking, named
from honour_roll.text.hidden import HIDDEN
from honour_roll.text.vietnamese import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from honour_roll.entries.yaml_reader import Document, Location

_MANY = 500  # names; to compare a wrong one with more takes too long
_TRIED = 5  # names that look most alike
_TOO_SHORT_TO_GUESS = 3  # characters
_LONGEST_VALUE = 200  # characters of a Problem's value
_KINDS: dict[type, str] = {list: "một danh sách", dict: "nhiều mục con"}  # where one line of text belongs
_MOST_TOLD = 40  # Problems of one header; a file with more is not an entry gone wrong but something else


class _Found(NamedTuple):
    """One wrong value: its location, what is wrong (a key of ``WRONG_VALUE``), the value, and the bound or choices."""

    at: Location
    what: str
    value: Any
    bound: Any = None


def validated(
    document: Document, table: schema.Table, *, draft: bool = False, at: Location = ()
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the right values at location ``at`` of the document, by name in code, and a Problem for each wrong one."""
    data: Any = document.data
    for part in at:
        data = data[part]
    found: list[_Found] = []
    values = _right_values(data, table, found, draft=draft)
    if not found:
        return values, []
    problems = list(dict.fromkeys(_problem(document, table, at, item) for item in found[:_MOST_TOLD]))
    # A key that was misspelt is not missing as well, nor is one whose keys stand beside it.
    unknown = [item.at for item in found[:_MOST_TOLD] if item.what == "unknown"]
    meant = {key for at in unknown for key in (_meant_key(at, table), _owner_at(at, table)) if key}
    problems = [problem for problem in problems if problem.rule != "missing-key" or problem.value not in meant]
    if more := len(found) - len(found[:_MOST_TOLD]):
        path, line, column, _, label, written, *_ = _problem(document, table, at, found[_MOST_TOLD])
        problems.append(messages.TOO_MUCH_WRONG.at(path, line, column, label=label, value=written, more=more))
    return values, problems


def _right_values(
    data: Any, table: schema.Table, found: list[_Found], at: Location = (), *, draft: bool
) -> dict[str, Any]:
    """Return a table's values by name in code, without those that are wrong or missing; append these to ``found``."""
    values: dict[str, Any] = {}
    if not isinstance(data, dict):
        found.append(_Found(at, "table", data))
        return values
    for row in table.rows:
        if row.key in data:
            before = len(found)
            value = _value(data[row.key], row.type, found, (*at, row.key), draft=draft)
            if len(found) == before:
                values[row.name] = value
        elif row.required and (not draft or row.name in _always_needed(data)):
            found.append(_Found((*at, row.key), "missing", None))
        elif row.required and at:  # an item that a draft has only begun
            values[row.name] = 0 if isinstance(row.type, Number) else not isinstance(row.type, YesNo) and ""
    if len(values) < len(data):
        known = {row.key for row in table.rows}
        found += [_Found((*at, key), "unknown", value) for key, value in data.items() if key not in known]
    return values


def _always_needed(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the fields that even a draft has; an entry that was taken down also has its day of publication."""
    return ("title", "status", "published")[: 3 if data.get("trang_thai") in schema.TAKEN_DOWN else 2]


def _value(value: Any, kind: Any, found: list[_Found], at: Location, *, draft: bool) -> Any:
    """Return a value as its field type takes it; a list becomes a tuple. Append what is wrong with it to ``found``."""
    if isinstance(kind, schema.Many):
        if not isinstance(value, list):
            found.append(_Found(at, "list", value))
        elif len(value) > kind.most:
            found.append(_Found(at, "too-many", value, kind.most))
        elif len(value) < kind.least and not (draft and kind.least == 1):
            found.append(_Found(at, "too-few", value, kind.least))
        else:
            items = [_value(item, kind.item, found, (*at, n), draft=draft) for n, item in enumerate(value)]
            return tuple(dict.fromkeys(items) if isinstance(kind.item, schema.Reference) else items)  # once each
        return None
    if isinstance(kind, schema.Table):
        before, values = len(found), _right_values(value, kind, found, at, draft=draft)
        return kind.made(**values) if len(found) == before else None
    try:
        return (schema.NAME if isinstance(kind, schema.Reference) else kind).taken(value)
    except WrongValueError as error:
        found.append(_Found(at, error.what, value, error.bound))
        return None


def name_can_be_drawn(document: Document, location: Location, label: str, name: object) -> Iterator[Problem]:
    """A name that cards, posters and books print has only letters of their font.

    These are an entry's title and the names in registers. All else is shown on pages alone, where the reader's own fonts
    have the rare letters. Invisible characters and those that look like others are left to other rules.
    """
    letters = "".join(filter(str.isprintable, lacking(name))) if isinstance(name, str) else ""
    if letters:
        told = {letter for word in look_alikes.found(str(name)) for letter in word.written}
        letters = "".join(letter for letter in letters if letter not in told and not HIDDEN.match(letter))
    if letters:
        words: dict[str, Any] = {"label": label, "value": name, "name": label, "letters": named(letters)}
        yield document.problem(messages.UNDRAWABLE_LETTER, location, **words)


def row_at(table: schema.Table, location: Location) -> schema.Key | None:
    """Return the row of the schema for the value at a location; None when there is no such key."""
    row = None
    rows: Iterable[schema.Key] = table.rows
    for part in location:
        if isinstance(part, str):
            row = next((row for row in rows if row.key == part), None)
            if row is None:
                return None
            rows = row.inner.rows if isinstance(row.inner, schema.Table) else ()
    return row


def nearest(wrong: str, right: Iterable[str]) -> str | None:
    """Return the one of ``right`` that ``wrong`` was probably meant to be: tones, case and small slips aside."""
    plain = "-".join(fold(wrong[:200]).replace("_", "-").split())
    folded = {fold(key).replace("_", "-"): key for key in right}
    if plain in folded:
        return folded[plain]
    if len(plain) < _TOO_SHORT_TO_GUESS:
        return None
    # Nearness takes time: among thousands of names, look only at names with a piece of the wrong one.
    pieces = {piece for piece in plain.split("-") if len(piece) >= _TOO_SHORT_TO_GUESS}
    near = [key for key in folded if len(folded) < _MANY or any(piece in key for piece in pieces)][:_MANY]
    hits = difflib.get_close_matches(plain, near, n=_TRIED, cutoff=0.6)
    hits += [key for key in near if key.startswith(f"{plain}-") or plain.startswith(f"{key}-")]
    return next((folded[key] for key in hits if is_slip(plain, key)), None)


def _problem(document: Document, table: schema.Table, at: Location, item: _Found) -> Problem:
    """Return the Problem of a wrong value; ``at`` is the location of the table in the document."""
    location, what, value = [*at, *item.at], item.what, item.value
    row = row_at(table, item.at)
    if row and row.name in ("focus", "blur") and what not in ("too-many", "no-area"):  # said once for all the numbers
        what, value, location = row.name, [], location[: location.index(row.key) + 1]
    elif row and row.name == "former_slugs" and what == "form":
        what = "slug"
    label = row.label if row else quoted((item.at or at or ("",))[-1])
    shown = str(item.at[-1]) if what == "missing" else "" if isinstance(value, (dict, list)) else _typed(value)
    first = row or table.rows[0]
    example = f"Ví dụ: {first.key}: {first.example}"
    advised = _advice(what, item, row, table, example)
    edit = None if advised.value is None else Edit("set", tuple(location), advised.value)
    if what == "unknown":
        edit = _edit_of_unknown(document, tuple(location), item.at, table)
    elif what == "missing" and document.has(location):
        what = "empty"
    elif what == "missing":
        edit = Edit("set", tuple(location))
    words = {
        "label": label,
        "value": shown[:_LONGEST_VALUE],
        "name": label,
        "key": first.key,
        "written": _typed(value),
        "kind": _KINDS.get(type(value)) or quoted(_typed(value)),
        "length": len(str(value).strip()),
        "excess": len(str(value).strip()) - item.bound if what == "too-long" else 0,
        "bound": item.bound,
        "example": example,
        "advice": advised.words,
    }
    problem = document.problem(
        messages.WRONG_VALUE[what], location, at_key=what in ("unknown", "missing", "empty"), edit=edit, **words
    )
    if what == "missing" and document.char_at(problem.line, problem.column) == "{":
        return document.problem(messages.WRONG_VALUE["missing-in-braces"], location, edit=edit, **words)
    return problem


def _edit_of_unknown(
    document: Document, location: tuple[int | str, ...], at: Location, table: schema.Table
) -> Edit | None:
    """Return the Edit of an unknown key: the right name where it is free, else that it goes, as its mend says."""
    if meant := _meant_key(at, table):
        return None if document.has((*location[:-1], meant)) else Edit("rename", location, meant)
    return None if _owner_at(at, table) else Edit("drop", location)


def _typed(value: object) -> str:
    """Return a value as it was typed: ``true``, and not Python's ``True``."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _keys(parent: schema.Key | None, table: schema.Table) -> Sequence[schema.Key]:
    """Return the keys of the table at ``parent``, or of the outermost one."""
    inner = parent.inner if parent else table
    return inner.rows if isinstance(inner, schema.Table) else ()


def _owner(name: str, parent: schema.Key | None, table: schema.Table) -> str:
    """Return the one key, of those at ``parent``, in whose table the key ``name`` belongs; empty when it is not one."""
    owners = [
        key.key
        for key in _keys(parent, table)
        if isinstance(key.inner, schema.Table) and any(inner.key == name for inner in key.inner.rows)
    ]
    return owners[0] if len(owners) == 1 and len(name) > 1 else ""


def _meant_key(at: Location, table: schema.Table) -> str | None:
    """Return the key that an unknown one was probably meant to be."""
    return nearest(str(at[-1]), [key.key for key in _keys(row_at(table, at[:-1]), table)])


def _owner_at(at: Location, table: schema.Table) -> str:
    """Return the key beside an unknown one in whose table it belongs; empty when there is none."""
    return _owner(str(at[-1]), row_at(table, at[:-1]), table)


def _advice(what: str, item: _Found, row: schema.Key | None, table: schema.Table, example: str) -> Advice:
    """Return what fills ``{advice}`` in the message of a wrong value, and the value that the message offers."""
    value = item.value
    keys = [key.key for key in _keys(row_at(table, item.at[:-1]), table)]
    if row and (written := advice.for_value(what, value, row, keys, example)):
        return written
    match what:
        case "unknown":
            if owner := _owner_at(item.at, table):
                under = f"Mục này nằm trong “{owner}”: đặt nó dưới dòng “{owner}:”, thụt vào thêm hai dấu cách."
                return Advice(under)
            unknown = f"Xóa dòng này. Các mục được dùng ở đây: {', '.join(keys)}."
            meant = _meant_key(item.at, table)
            return Advice(messages.DID_YOU_MEAN.format(meant=meant) if meant else unknown)
        case "choice":
            if (bare := str(value).strip(QUOTES)) in item.bound:
                return Advice(f"Bỏ dấu ở hai đầu. Viết: {bare}", bare)
            labels = item.bound if isinstance(item.bound, dict) else {}
            labelled = next((key for key, label in labels.items() if fold(label) == fold(str(value))), None)
            meant = labelled or nearest(str(value), item.bound)
            guess = messages.DID_YOU_MEAN.format(meant=meant) + " " if meant else ""
            return Advice(f"{guess}Chọn một trong: {', '.join(item.bound)}.", meant)
        case "list" | "table" | "text":
            at_item = bool(item.at) and isinstance(item.at[-1], int)
            return reshaped(value, row, keys, at_item=at_item) or Advice(example)
        case "pale":
            return Advice(example, item.bound)
    return Advice(example)
