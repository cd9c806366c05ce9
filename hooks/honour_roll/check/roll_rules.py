"""Roll rules: an entry checked against the registers, the other entries and the site's addresses."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache

from honour_roll.check import messages
from honour_roll.check.case import RollCase
from honour_roll.entries.folders import Folder
from honour_roll.entries.registers import Registers
from honour_roll.entries.schema import FoundReference
from honour_roll.entries.validate import nearest
from honour_roll.problem import Problem
from honour_roll.taxonomies import REGISTERS
from honour_roll.text.vietnamese import date_text, fold

_MOST_TOLD = 30  # dead links of one entry: for a guess, each is compared with all addresses


def references_are_known(case: RollCase, registers: Registers, slugs: frozenset[str], shown: str) -> Iterator[Problem]:
    """What an entry refers to exists: field, theme, unit, place, round, or another entry (not itself)."""
    for reference in case.references:
        location, register, key = reference
        if register != "entries":
            yield from _key_is_known(case, reference, registers, shown)
        elif key == case.entry.slug:
            yield case.problem(messages.REFERS_TO_ITSELF, at=location, value=key)
        elif key not in slugs:
            yield case.problem(messages.guessing(messages.UNKNOWN_ENTRY, _meant(key, slugs)), at=location, value=key)


def _key_is_known(case: RollCase, reference: FoundReference, registers: Registers, shown: str) -> Iterator[Problem]:
    """Yield a Problem when a register, which messages look for in the folder ``shown``, does not have the key."""
    location, register, key = reference
    rows = registers.rows(REGISTERS[register])
    meant = None
    if (register, key) in registers.broken:
        message = messages.REFERENCE_TO_BROKEN_ROW
    elif not rows:
        message = messages.REFERENCE_TO_EMPTY_REGISTER
    elif key not in rows:
        meant = next((k for k, row in rows.items() if fold(row.name) == fold(key)), None) or nearest(key, rows)
        message = messages.MISSPELT_REFERENCE if meant else messages.UNKNOWN_REFERENCE
    else:
        return
    yield case.problem(message, at=location, value=key, meant=meant, register=register, registers=shown)


@lru_cache(maxsize=1024)
def _meant(wrong: str, slugs: frozenset[str]) -> str | None:
    """Return the entry that was probably meant: a guess among ten thousand is made once, however often it is needed."""
    return nearest(wrong, slugs)


def places_existed(case: RollCase, registers: Registers) -> Iterator[Problem]:
    """Each place existed when the model did: in its period, or at one of its honour rounds."""
    entry = case.entry
    spans = [_span(registers.rounds[h.round].date) for h in entry.honours if h.round in registers.rounds]
    if entry.period:
        first, last = entry.period[:4], entry.period[-4:]
        years = f"giai đoạn {first}–{last}" if "-" in entry.period else date_text(entry.period)
        spans.insert(0, (f"{first}-01-01", f"{last}-12-31", years))
    for index, key in enumerate(entry.places if spans else ()):
        place = registers.places.get(key)
        if place is None:
            continue
        gone = [span for span in spans if place.until and _span(place.until)[0] <= span[0]]
        early = [span for span in spans if place.since and span[1] < _span(place.since)[0]]
        if len(gone) + len(early) >= len(spans):
            then = _places_then(key, registers, early=bool(early))
            yield case.problem(
                messages.PLACE_OF_THEN if then else messages.PLACE_NOT_THEN,
                at=("dia_ban", index),
                value=key,
                name=place.name,
                life=f"không còn từ {date_text(place.until)}" if gone else f"mới có từ {date_text(place.since)}",
                when=(gone or early)[0][2],
                then=", ".join(then),
            )


def _places_then(key: str, registers: Registers, *, early: bool) -> list[str]:
    """Return the keys of the places that became ``key`` (when the model is too ``early``), or that ``key`` became."""
    if early:
        return [k for k, place in registers.places.items() if any(part.place == key for part in place.became)]
    return [part.place for part in registers.places[key].became]


@lru_cache(maxsize=4096)
def _span(date: str) -> tuple[str, str, str]:
    """Return the first and the last day of a day, month (``2017-02``) or year, and the date in Vietnamese."""
    year, month, day = (*date.split("-"), "", "")[:3]
    last_month = month or "12"
    last_day = day or f"{calendar.monthrange(int(year), int(last_month))[1]}"
    return f"{year}-{month or '01'}-{day or '01'}", f"{year}-{last_month}-{last_day}", date_text(date)


def links_lead_somewhere(case: RollCase, addresses: AbstractSet[str]) -> Iterator[Problem]:
    """A link within the site leads to a page that is there."""
    dead = [link for link in case.entry.links if link.target.partition("#")[0].strip("/") not in addresses]
    for link in dead[:_MOST_TOLD]:
        base, _, last = link.target.partition("#")[0].strip("/").rpartition("/")
        siblings = (address[len(base) :].lstrip("/") for address in addresses if address.rpartition("/")[0] == base)
        if meant := nearest(last, siblings):
            message = messages.guessing(messages.DEAD_LINK, f"/{base}/{meant}/" if base else f"/{meant}/")
        else:
            message = messages.LINK_TO_FILE if "." in last else messages.DEAD_LINK
        yield case.in_link(message, link)


def former_slugs_are_free(case: RollCase, owners: Mapping[str, str]) -> Iterator[Problem]:
    """A former name belongs to one entry and is not the name of a present one."""
    for index, slug in enumerate(case.entry.former_slugs):
        owner = owners.get(slug, case.entry.slug)
        if owner != case.entry.slug:
            yield case.problem(messages.FORMER_SLUG_TAKEN, at=("ten_cu", index), value=slug, owner=owner)


def slugs_are_unique(folders: Iterable[Folder], shown: str) -> Iterator[Problem]:
    """A folder's name stands once among all years, because it is the page's address."""
    first: dict[str, Folder] = {}
    for folder in folders:
        other = first.setdefault(folder.slug, folder)
        if other is not folder:
            yield messages.DUPLICATE_SLUG.at(
                f"{shown}/{folder.path}",
                label="Tên thư mục",
                value=folder.slug,
                other=f"{shown}/{other.path}",
                year=folder.year_folder,
            )
