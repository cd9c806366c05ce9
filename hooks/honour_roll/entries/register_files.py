"""The files of the registers, ``entries/danh-muc/*.yml``, are read and held against every rule of registers."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Any

from honour_roll.entries import (
    folders,
    layout,
    letters,
    messages,
    new_rows,
    register_rules,
    register_times,
    yaml_reader,
)
from honour_roll.entries.field_types import SLUG, first_day
from honour_roll.entries.registers import CLASSES, FILES, Registers
from honour_roll.entries.torn_files import unfinished_merges
from honour_roll.entries.validate import validated
from honour_roll.problem import Edit, Problem
from honour_roll.taxonomies import REGISTERS
from honour_roll.text.vietnamese import nfc, number_text, slug_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from honour_roll.entries.registers import Place, Round, Title, Unit

_LARGEST = 20_000_000  # bytes: the units of a whole country


def load(folder: Path, shown: str, today: str = "9999-12-31") -> tuple[Registers, list[Problem]]:
    """Read the registers in ``folder``, which messages call ``shown``; return them, and a Problem for each mistake.

    Honour rounds after the day ``today`` are mistakes.

    A wrong row is left out, so that one does not hide others. A reference to a row that is not there is cut, and so is
    a circle of places: code that follows a reference always arrives.
    """
    documents: dict[str, yaml_reader.Document] = {}
    lists: dict[str, dict[str, Any]] = {name: {} for name in FILES}
    broken: set[tuple[str, str]] = set()
    problems = [*_folder_problems(folder, shown)]
    for name, table in FILES.items() if not problems else ():
        document = _read(folder / f"{name}.yml", f"{shown}/{name}.yml", layout.of_register(table))
        if isinstance(document, list):
            problems += document
            broken.add((name, ""))
            continue
        documents[name] = document
        problems += [*letters.problems(document.path, document.text), *letters.escaped(document)]
        for key in document.data:
            row, found = _row(document, name, key)
            problems += [*found, *register_rules.names_can_be_drawn(document, key)]
            if row is None:
                broken |= {(name, key), (name, slug_of(key) or key)}  # also as it will be spelled
            else:
                lists[name][key] = row
    for name, document in documents.items():
        if table := FILES[name]:
            problems += register_rules.references_are_known(document, table, documents)
            problems += register_rules.former_keys_are_free(document, lists[name])
    places, units = lists["dia-ban"], lists["don-vi"]
    circles = register_rules.circles_of({key: place.within for key, place in places.items()})
    rounds = lists["dot-ton-vinh"]
    if "dot-ton-vinh" in documents:
        problems += register_rules.rounds_have_come(documents["dot-ton-vinh"], rounds, today)
    past = lists | {"dot-ton-vinh": {key: row for key, row in rounds.items() if first_day(row.date) <= today}}
    problems += register_times.problems_of(documents, past, {key for circle in circles for key in circle})
    if circles:
        problems += register_rules.places_lie_in_no_circle(documents["dia-ban"], circles)
        for first, *_ in circles:
            places[first] = places[first]._replace(within="")
    cut = _cut_dangling(places, units, lists["dot-ton-vinh"], lists["danh-hieu"])
    broken |= {("dot-ton-vinh", key) for key in cut}
    rows = {taxonomy.name: lists[register] for register, taxonomy in REGISTERS.items()}
    own = {name: rows.pop(name) for name in CLASSES}
    words = {"abbreviations": lists["viet-tat"], "synonyms": lists["dong-nghia"]}
    return Registers(**own, **words, broken=frozenset(broken), others=rows), problems


def _folder_problems(folder: Path, shown: str) -> Iterator[Problem]:
    """The folder of the registers is there, is no link, and can be opened: else no more is said of the files in it."""
    try:
        if not stat.S_ISDIR(folder.lstat().st_mode):
            yield messages.REGISTERS_NOT_A_FOLDER.at(shown)
        else:
            folders.opened(folder)
    except FileNotFoundError:
        yield messages.NO_REGISTERS.at(shown)
    except OSError as error:
        yield folders.cannot_list(shown, error)


def _read(file: Path, path: str, shape: layout.Shape) -> yaml_reader.Document | list[Problem]:
    """Return the Document of a register's file, which messages call ``path``; it may have no rows yet."""
    try:
        found = file.lstat()
        if not stat.S_ISREG(found.st_mode):  # a pipe or a device must never be opened, and a link may lead anywhere
            return [messages.REGISTER_NOT_A_FILE.at(path)]
        if found.st_size > _LARGEST:
            return [messages.REGISTER_TOO_BIG.at(path, size=number_text(found.st_size), most=number_text(_LARGEST))]
        source = file.read_text("utf-8-sig")
    except FileNotFoundError:
        message = messages.MISSING_PAIRS if file.stem in register_rules.PAIRS else messages.MISSING_REGISTER
        return [message.at(path, name=file.stem)]
    except OSError:
        return [messages.CANNOT_OPEN.at(path)]
    except UnicodeDecodeError:
        return [messages.NOT_UTF_8.at(path)]
    if broken := unfinished_merges(path, source, is_prose=False) or letters.garbled(path, source):
        return broken
    document = yaml_reader.parse(path, source, 1, shape)
    if isinstance(document, list) and document[0].rule == messages.EMPTY_HEADER.rule:
        return yaml_reader.Document(path, 1, {}, source)
    return document


def _row(document: yaml_reader.Document, register: str, key: str) -> tuple[Any, list[Problem]]:
    """Return the row of a key, None when it is wrong, and the Problems of its key and values."""
    table, value = FILES[register], document.data[key]
    if table is None:
        problems = [*register_rules.pairs_have_two_sides(document, key)]
        return (None if problems else nfc(document.data[key])), problems
    if not SLUG.fullmatch(key):
        meant = slug_of(key)
        message = messages.REGISTER_KEY_SLIP if meant else messages.BAD_REGISTER_KEY
        edit = Edit("rename", (key,), meant) if meant and meant not in document.data else None
        return None, [document.problem(message, [key], at_key=True, label=key, value=key, meant=meant, edit=edit)]
    if isinstance(value, str) and (meant_row := new_rows.lacking(value, register)):
        message, row = messages.ROW_IS_TEXT, meant_row.table
        return None, [document.problem(message, [key], label=key, value=value, key=key, table=row)]
    values, problems = validated(document, table, at=[key])
    return None if problems else table.made(**values), problems


def _cut_dangling(
    places: dict[str, Place], units: dict[str, Unit], rounds: dict[str, Round], titles: dict[str, Title]
) -> list[str]:
    """Take out references to rows that are not there, and rounds without their title or body; return these rounds."""
    for key, place in places.items():
        places[key] = place._replace(
            within=place.within if place.within in places else "",
            today=place.today if place.today in places else "",
            became=tuple(part for part in place.became if part.place in places),
        )
    for key, unit in units.items():
        units[key] = unit._replace(place=unit.place if unit.place in places else "")
    cut = [key for key, row in rounds.items() if row.title not in titles or row.body not in units]
    for key in cut:
        del rounds[key]
    return cut
