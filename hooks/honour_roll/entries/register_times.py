"""The rules of registers about names and times: each yields a Problem for each row that breaks it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from honour_roll.entries import messages
from honour_roll.entries.field_types import first_day
from honour_roll.entries.lifetimes import Life, days
from honour_roll.entries.place_levels import LEVELS, named_twice
from honour_roll.entries.register_rules import PAIRS
from honour_roll.problem import Edit
from honour_roll.text.vietnamese import date_text, spelled_lines

if TYPE_CHECKING:
    from honour_roll.entries.yaml_reader import Document
    from honour_roll.problem import Problem

_MOST_COMPARED = 100  # places of one name that lie in one place, each in its time


def life_of(row: Any) -> Life:
    """Return the life of a place or a unit."""
    return Life(getattr(row, "since", ""), row.until)


def unit_life(unit: Any, places: Mapping[str, Any]) -> Life:
    """Return the life of a unit: it has none before or after that of its place."""
    place = places.get(unit.place)
    return life_of(unit).within(life_of(place)) if place else life_of(unit)


def end_in_words(unit: Any, places: Mapping[str, Any], *, ended: bool) -> str:
    """Return for readers when a unit ``ended``, or else began; where only its place is known to have, that is said."""
    own, life = life_of(unit), unit_life(unit, places)
    when = life.end if ended else life.beginning
    if (own.until == life.until) if ended else (own.since == life.since):
        return when
    place = places[unit.place]
    word = LEVELS[place.level].word
    return f"thuộc {word} {place.name} ({word} ấy {when})"


def problems_of(
    documents: Mapping[str, Document], lists: Mapping[str, Mapping[str, Any]], circular: Collection[str]
) -> Iterator[Problem]:
    """Hold registers against the rules below: ``lists`` have the rows that are right in themselves.

    Of places that lie in themselves (``circular``) no more is said.
    """
    places, units = lists["dia-ban"], lists["don-vi"]
    for name, document in documents.items():
        if name not in PAIRS:
            yield from names_are_one_each(document, lists[name], lists["viet-tat"])
    if "dia-ban" in documents:
        yield from places_are_named_without_level(documents["dia-ban"], places)
        apart = {key: place for key, place in places.items() if key not in circular}
        yield from places_lie_higher_and_in_their_time(documents["dia-ban"], apart)
    if "dot-ton-vinh" in documents:
        yield from rounds_are_of_their_time(documents["dot-ton-vinh"], lists["dot-ton-vinh"], units, places)


def names_are_one_each(
    document: Document, rows: Mapping[str, Any], abbreviations: Mapping[str, str]
) -> Iterator[Problem]:
    """No two rows of a register have one name; places may if they did not exist at one time or lie elsewhere.

    Units may if their places differ. ``abbreviations`` are written out: “Hội LHPN” is a “Hội Liên hiệp Phụ nữ”.
    """
    for key, other in twins(rows, abbreviations):
        row = rows[key]
        is_place, is_unit = hasattr(row, "within"), hasattr(row, "short")
        message = messages.TWIN_PLACES if is_place else messages.TWIN_UNITS if is_unit else messages.TWINS
        yield document.problem(message, [key, "ten"], label="Tên", value=row.name, key=key, other=other)


def twins(rows: Mapping[str, Any], abbreviations: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the key of each row whose name is taken, and the key of the row before it that has the name."""
    seen: dict[str, dict[str, list[str]]] = {}  # by name, then by where it is
    for key, row in rows.items():
        name = in_full(row.name, abbreviations)
        is_place, is_unit = hasattr(row, "within"), hasattr(row, "short")
        namesakes = seen.setdefault(spelled_lines(f"{row.level} {name}" if is_place else name), {})
        where = row.within if is_place else row.place if is_unit else ""
        near = namesakes.setdefault(where, [])
        if is_unit and not near:  # a unit without a place may be any of its namesakes
            near = namesakes.get("") or ([] if where else [key for keys in namesakes.values() for key in keys])
        twin = next((other for other in near if not is_place or life_of(rows[other]).meets(life_of(row))), None)
        if twin:
            yield key, twin
        if len(namesakes[where]) < _MOST_COMPARED:
            namesakes[where].append(key)


def in_full(name: str, abbreviations: Mapping[str, str]) -> str:
    """Return a name with its abbreviations written out."""
    if not re.search(r"\w[A-ZĐ]", name):
        return name
    return re.sub(r"\w{2,}", lambda word: abbreviations.get(word[0], word[0]), name)


def places_are_named_without_level(document: Document, places: Mapping[str, Any]) -> Iterator[Problem]:
    """A place's name does not repeat its level: pages put the level before the name."""
    for key, place in places.items():
        if bare := named_twice(place.level, place.name):
            word = LEVELS[place.level].word
            name = {"value": place.name, "bare": f'"{bare}"' if bare.isdigit() else bare}
            edit = Edit("set", (key, "ten"), bare)
            yield document.problem(messages.LEVEL_IN_NAME, edit.at, label="Tên", level=word, edit=edit, **name)


def places_lie_higher_and_in_their_time(document: Document, places: Mapping[str, Any]) -> Iterator[Problem]:
    """A place ends after it begins, and lies within a place that is of a higher level and existed as long as it did."""
    for key, place in places.items():
        life, outer = life_of(place), places.get(place.within)
        if place.since and life.had_ended(first_day(place.since)):
            yield document.problem(messages.ENDS_BEFORE_BEGINNING, [key, "den"], label="Đến", value=place.until)
            continue
        if outer is None:
            continue
        around = life_of(outer)
        words: dict[str, Any] = {
            "label": "Thuộc",
            "value": place.within,
            "name": outer.name,
            "level": LEVELS[outer.level].word,
        }
        if LEVELS[outer.level].tier > LEVELS[place.level].tier:
            own = LEVELS[place.level].word
            yield document.problem(messages.PLACE_IN_LOWER, [key, "thuoc"], own=own, **words)
        elif place.since and around.had_ended(first_day(place.since)):
            words["life"], words["own"] = around.end, life.beginning
            yield document.problem(messages.PLACE_AFTER_OUTER, [key, "thuoc"], **words)
        elif place.until and around.had_not_begun(days(place.until)[1]):
            words["life"], words["own"] = around.beginning, life.end
            yield document.problem(messages.PLACE_AFTER_OUTER, [key, "thuoc"], **words)
        elif outer.until and not place.until:
            words["edit"] = Edit("set", (key, "den"), outer.until)
            yield document.problem(
                messages.PLACE_OUTLIVES_OUTER, [key, "thuoc"], life=around.end, until=outer.until, **words
            )


def rounds_are_of_their_time(
    document: Document, rounds: Mapping[str, Any], units: Mapping[str, Any], places: Mapping[str, Any]
) -> Iterator[Problem]:
    """A round was held by a unit that existed then."""
    for key, row in rounds.items():
        unit = units.get(row.body)
        if unit is None:
            continue
        life, (first, last) = unit_life(unit, places), days(row.date)
        if life.had_ended(first) or life.had_not_begun(last):
            ended = end_in_words(unit, places, ended=life.had_ended(first))
            words = {"name": unit.name, "life": ended, "when": date_text(row.date)}
            yield document.problem(messages.BODY_NOT_THEN, [key, "co_quan"], label="Cơ quan", value=row.body, **words)
