"""Roll rules: an entry checked against the registers, the other entries and the site's addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from honour_roll.addresses import within
from honour_roll.check import messages, suggestions
from honour_roll.check.case import RollCase
from honour_roll.check.people import person_in
from honour_roll.entries import new_rows, schema
from honour_roll.entries.entry import ENTRY, Entry, Link
from honour_roll.entries.field_types import QUOTES, first_day
from honour_roll.entries.folders import Folder
from honour_roll.entries.lifetimes import Life, days
from honour_roll.entries.messages import EMPTY_REGISTER
from honour_roll.entries.register_times import end_in_words, in_full, life_of, unit_life
from honour_roll.entries.registers import Registers
from honour_roll.entries.reshaped import codes_in
from honour_roll.entries.schema import FoundReference
from honour_roll.entries.validate import nearest, row_at
from honour_roll.problem import Edit, Problem
from honour_roll.taxonomies import PAGES, REGISTERS
from honour_roll.text.vietnamese import date_text, fold, slug_of, when_text

_NOT_BEFORE_TODAY = ("ngay_dang", "cap_nhat")  # their mend offers today
_MOST_GUESSED = 5  # units of then
_MOST_TOLD = 30  # dead links of one entry: for a guess, each is compared with all addresses


def published_is_approved(case: RollCase) -> Iterator[Problem]:
    """Where mkdocs.yml asks for it, a published entry says who approved it, and when."""
    if case.entry.status == "cong-bo" and not case.entry.approval:
        yield case.problem(messages.NOT_APPROVED, at=("duyet",), value="duyet")


def references_are_known(case: RollCase, registers: Registers, slugs: frozenset[str], shown: str) -> Iterator[Problem]:
    """What an entry refers to exists: field, theme, unit, place, round, or another entry (not itself)."""
    for reference in case.references:
        location, register, key = reference
        if _is_list_without_brackets(location, key):
            continue  # told already
        if register != "entries":
            yield from _key_is_known(case, reference, registers, shown)
        elif key == case.entry.slug:
            yield case.problem(messages.REFERS_TO_ITSELF, at=location, value=key)
        elif key not in slugs:
            meant = _meant(key, slugs)
            meant = None if meant == case.entry.slug else meant
            edit = _referring(location, meant) if meant else None
            yield case.problem(messages.guessing(messages.UNKNOWN_ENTRY, meant), at=location, value=key, edit=edit)


def _is_list_without_brackets(location: Sequence[int | str], written: str) -> bool:
    """Return whether a text stands where a list belongs, of codes alone or with a sign between its parts."""
    return _lacks_brackets(location) and bool(codes_in(written) or re.search("[,;]", written))


def _lacks_brackets(location: Sequence[int | str]) -> bool:
    """Return whether a list belongs where a text is."""
    row = row_at(ENTRY, location)
    return row is not None and isinstance(row.type, schema.Many) and isinstance(location[-1], str)


def _referring(location: tuple[int | str, ...], key: str) -> Edit:
    """Return the Edit that puts ``key`` in place of a reference."""
    return Edit("set", location, (key,) if _lacks_brackets(location) else key)


def _key_is_known(case: RollCase, reference: FoundReference, registers: Registers, shown: str) -> Iterator[Problem]:
    """Yield a Problem when a register, which messages look for in the folder ``shown``, does not have the key.

    Nothing is said of a register that is empty or wrong: that has been told once, at its own place.
    """
    location, register, key = reference
    rows = registers.rows(REGISTERS[register])
    if key in rows or not rows or registers.is_unsure(register, key):
        return
    words = {"value": key, "register": register, "registers": shown}
    if (bare := key.strip(QUOTES)) in rows:
        yield case.problem(messages.QUOTED_REFERENCE, at=location, meant=bare, edit=_referring(location, bare), **words)
        return
    if found := suggestions.meant(key, rows, _spans(case.entry, registers), registers):
        first, *others = (suggestions.described(key, rows[key]) for key in found)
        other = f" Hoặc {', '.join(others)}." if others else ""
        other += f" {messages.NEW_ROUND}".format(key=slug_of(key, 80)) if register == "dot-ton-vinh" else ""
        edit = _referring(location, found[0])
        yield case.problem(messages.MISSPELT_REFERENCE, at=location, meant=first, other=other, edit=edit, **words)
        return
    if register == "linh-vuc":  # the movement has few, and they are the same for all
        choices = ", ".join(f"{key} ({row.name})" for key, row in rows.items())
        yield case.problem(messages.UNKNOWN_FIELD, at=location, choices=choices, **words)
        return
    if register == "don-vi" and (person := person_in(key)):
        yield case.problem(messages.PERSON_AS_UNIT, at=location, person=person, **words)
        return
    name = in_full(key, registers.abbreviations)
    if row := new_rows.lacking(key if name == key else name[:1].upper() + name[1:], register):
        message = messages.ADDABLE_BY_KEY if row.key == key else messages.ADDABLE_REFERENCE
        yield case.problem(message, at=location, row=row.line, then=f", rồi ghi ở đây: {row.key}", **words)
        return
    yield case.problem(messages.UNKNOWN_ROUND, at=location, key=slug_of(key, 80), **words)


def registers_have_rows(used: Iterable[tuple[str, str]], registers: Registers, shown: str) -> Iterator[Problem]:
    """A register that entries refer to (``used`` has registers and keys) is not empty."""
    empty = {register for register, taxonomy in REGISTERS.items() if not registers.rows(taxonomy)}
    for register in sorted({register for register, key in used if register in empty and key}):
        if not any(name == register for name, _ in registers.broken):
            yield EMPTY_REGISTER.at(f"{shown}/{register}.yml")


@lru_cache(maxsize=1024)
def _meant(wrong: str, slugs: frozenset[str]) -> str | None:
    """Return the entry that was probably meant: a guess among ten thousand is made once, however often it is needed."""
    return nearest(wrong, slugs)


def places_existed(case: RollCase, registers: Registers, shown: str) -> Iterator[Problem]:
    """Each place existed when the model did: in its period, or at one of its honour rounds."""
    if _misses_a_round(case.entry, registers):
        return
    spans = _spans(case.entry, registers)
    for index, key in enumerate(case.entry.places if spans else ()):
        place = registers.places.get(key)
        if place and (missed := _missed(life_of(place), spans)):
            then = _places_then(key, registers, early=missed.early)
            yield case.problem(
                messages.PLACE_OF_THEN if then else messages.PLACE_NOT_THEN,
                at=("dia_ban", index),
                edit=Edit("set", ("dia_ban", index), then[0]) if len(then) == 1 else None,
                value=key,
                name=place.name,
                life=missed.life,
                when=missed.when,
                then=", ".join(then),
                registers=shown,
            )


def units_existed(case: RollCase, registers: Registers, shown: str) -> Iterator[Problem]:
    """Each unit existed when the model did, and so did the place that it is of."""
    entry, spans = case.entry, _spans(case.entry, registers)
    if _misses_a_round(entry, registers):
        return
    for index, key in enumerate((entry.unit, *entry.partners) if spans else (), start=-1):
        unit = registers.units.get(key)
        if unit and (missed := _missed(unit_life(unit, registers.places), spans)):
            around = _places_then(unit.place, registers, early=missed.early) if unit.place else []
            then = [k for k, other in registers.units.items() if other.place in around][:_MOST_GUESSED]
            at = ("don_vi",) if index < 0 else ("phoi_hop", index)
            yield case.problem(
                messages.UNIT_OF_THEN if then else messages.UNIT_NOT_THEN,
                at=at,
                edit=Edit("set", at, then[0]) if len(then) == 1 else None,
                value=key,
                name=unit.name,
                life=end_in_words(unit, registers.places, ended=not missed.early),
                when=missed.when,
                then=", ".join(then),
                registers=shown,
            )


def _misses_a_round(entry: Entry, registers: Registers) -> bool:
    """Return whether an honour round of an entry is wrong in its register, so that not all of its times are known."""
    return any(registers.is_unsure("dot-ton-vinh", honour.round) for honour in entry.honours)


class _Span(NamedTuple):
    """The first and the last day of a time, and the time for readers."""

    first: str
    last: str
    text: str


class _Missed(NamedTuple):
    """What existed at none of the times of an entry: whether these were too early for it, its life, a time missed."""

    early: bool
    life: str
    when: str


def _spans(entry: Entry, registers: Registers) -> list[_Span]:
    """Return the times of an entry that are known: its period, and its honour rounds."""
    dates = [registers.rounds[honour.round].date for honour in entry.honours if honour.round in registers.rounds]
    spans = [_Span(*days(date), date_text(date)) for date in dates]
    if entry.period:
        first, last = entry.period[:4], entry.period[-4:]
        years = f"giai đoạn {first}–{last}" if "-" in entry.period else date_text(entry.period)
        spans.insert(0, _Span(f"{first}-01-01", f"{last}-12-31", years))
    return spans


def _missed(life: Life, spans: Sequence[_Span]) -> _Missed | None:
    """Return how a life misses all of the spans; None when it meets one of them."""
    gone = [span for span in spans if life.had_ended(span.first)]
    early = [span for span in spans if life.had_not_begun(span.last)]
    if len(gone) + len(early) < len(spans):
        return None
    return _Missed(not gone, life.end if gone else life.beginning, (gone or early)[0].text)


def _places_then(key: str, registers: Registers, *, early: bool) -> list[str]:
    """Return the keys of the places that became ``key`` (when the model is too ``early``), or that ``key`` became."""
    if early:
        return [k for k, place in registers.places.items() if any(part.place == key for part in place.became)]
    became = [part.place for part in registers.places[key].became]
    if became:
        return became
    # A district that ended with its wards: the place of its name, and what its wards became.
    name = fold(registers.places[key].name)
    of_name = [k for k, place in registers.places.items() if k != key and fold(place.name) == name and not place.until]
    inner = [part.place for place in registers.places.values() if place.within == key for part in place.became]
    return list(dict.fromkeys(of_name + inner))[:_MOST_GUESSED]


def dates_have_come(case: RollCase, today: str) -> Iterator[Problem]:
    """No source, decision, figure, event or consent is of the future; neither is the publication of a public entry."""
    is_public = case.entry.status not in ("nhap", "cho-duyet")
    for location, date in schema.dates(ENTRY, case.header):
        message = messages.FUTURE_DATES[str(location[0])]
        if first_day(date) > today and (is_public or message not in messages.OF_PUBLICATION):
            words = {"written": when_text(date), "day": date_text(today), "today": today}
            edit = Edit("set", location, today) if location[0] in _NOT_BEFORE_TODAY else None
            yield case.problem(message, at=location, value=date, edit=edit, **words)


def links_lead_somewhere(
    case: RollCase, addresses: AbstractSet[str], registers: Registers, site_url: str
) -> Iterator[Problem]:
    """A link within the site, by a whole address or not, leads to a page that is there."""
    own = [(link, _own_target(link, site_url)) for link in case.entry.links]
    dead = [(link, target) for link, target in own if target is not None and target not in addresses]
    dead = [(link, target) for link, target in dead if not _may_be_row(target, registers)]
    for link, target in dead[:_MOST_TOLD]:
        base, _, last = target.rpartition("/")
        siblings = (address[len(base) :].lstrip("/") for address in addresses if address.rpartition("/")[0] == base)
        if meant := nearest(last, siblings):
            message = messages.guessing(messages.DEAD_LINK, f"/{base}/{meant}/" if base else f"/{meant}/")
        else:
            message = messages.LINK_TO_FILE if "." in last else messages.DEAD_LINK
        yield case.in_link(message, link)


def _own_target(link: Link, site_url: str) -> str | None:
    """Return the address, without slashes around, that a link leads to; None when it leads to another site."""
    target = link.target if link.target.startswith("/") else within(link.target, site_url)
    return None if target is None else target.partition("#")[0].strip("/")


def _may_be_row(target: str, registers: Registers) -> bool:
    """Return whether an address is a row that is only left out of its register because that, or itself, is wrong."""
    below = ((taxonomy, target.removeprefix(taxonomy.address)) for taxonomy in PAGES if taxonomy.register)
    return any(
        key != target and (registers.is_unsure(taxonomy.register, key.strip("/")) or not registers.rows(taxonomy))
        for taxonomy, key in below
    )


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
