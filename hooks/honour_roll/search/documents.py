"""What of an entry the search looks at: its title, its head and its body, as spellings (``vietnamese.spelling``).

An entry's own words depend on its folder alone and are kept with its digest; the names of its field, wards and units
come from the registers and are joined to them when the index is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from honour_roll.entries.markdown import plain_text
from honour_roll.entries.registers import Registers
from honour_roll.entries.roll import short_name
from honour_roll.text.vietnamese import spelled_lines

if TYPE_CHECKING:
    from honour_roll.entries.entry import Entry
    from honour_roll.entries.markdown import Part

BETWEEN = b"\x1f"  # between title, head and body; lines end where one text ends and another begins


class WrittenPage(NamedTuple):
    """A page written by hand: its address, its title, and its text as HTML."""

    address: str
    title: str
    html: str


def own(entry: Entry, parts: Iterable[Part]) -> bytes:
    """Give the words of an entry: its references (``don-vi=hoi-lhpn …``), title, summary and body."""
    said = (
        *(f"{figure.name} {figure.unit}" for figure in entry.results),
        *(f"{photo.alt}\n{photo.caption}" for photo in entry.photos),
        *(note.text for note in entry.diary),
        *(honour.decision.number for honour in entry.honours if honour.decision),
        *(text for part in parts for text in (part.title, plain_text(part.html))),
    )
    body = spelled_lines("\n".join(said))
    return _joined("\n".join(references(entry)), spelled_lines(entry.title), spelled_lines(entry.summary), body)


def of_page(title: str, html: str) -> bytes:
    """Give the words of a page written by hand, from its title and its HTML."""
    return _joined(spelled_lines(title), "", spelled_lines(plain_text(html)))


def references(entry: Entry) -> Iterator[str]:
    """Give what an entry refers to in the registers, in a fixed order."""
    named = {
        "linh-vuc": (entry.field,), "chu-de": entry.themes, "don-vi": (entry.unit, *entry.partners),
        "dia-ban": entry.places, "dot-ton-vinh": [honour.round for honour in entry.honours],
    }  # fmt: skip
    yield from (f"{register}={key}" for register, keys in named.items() for key in keys if key)


class Names:
    """The names that entries have from the registers, each spelled once."""

    def __init__(self, registers: Registers) -> None:
        """Look at the registers."""
        self._registers = registers
        self._of = cache(self._spelled)

    def joined(self, own_words: bytes) -> bytes:
        """Give an entry's words with the names of what it refers to in its head."""
        references, title, summary, body = own_words.split(BETWEEN)
        head = b"\n".join([summary, *map(self._of, references.split(b"\n"))])
        return BETWEEN.join([title, head, body])

    def renaming(self, before: Names) -> set[str]:
        """Give the references, as ``references`` gives them, whose names are not what they were ``before``."""
        both = self._references() | before._references()
        return {reference for reference in both if self._of(reference.encode()) != before._of(reference.encode())}

    def _references(self) -> set[str]:
        lists = self._registers
        tables = {
            "linh-vuc": lists.fields, "chu-de": lists.themes, "don-vi": lists.units, "dia-ban": lists.places,
            "dot-ton-vinh": lists.rounds,
        }  # fmt: skip
        return {f"{register}={key}" for register, rows in tables.items() for key in rows}

    def _spelled(self, reference: bytes) -> bytes:
        register, _, key = reference.decode().partition("=")
        return "\n".join(dict.fromkeys(map(spelled_lines, self._names(register, key)))).encode()

    def _names(self, register: str, key: str) -> Iterator[str]:
        """Give all names of a row; of a ward also those that it lies in today, and of a round what it granted."""
        lists = self._registers
        if register == "linh-vuc" and key in lists.fields:
            yield lists.fields[key].name
        elif register == "chu-de" and key in lists.themes:
            yield lists.themes[key].name
        elif register == "don-vi" and key in lists.units:
            yield lists.units[key].name
            yield lists.units[key].short
        elif register == "dot-ton-vinh" and key in lists.rounds:
            row = lists.rounds[key]
            yield from (row.name, lists.titles[row.title].name, f"năm {row.date[:4]}")
        elif register == "dia-ban" and key in lists.places:
            place = lists.places[key]
            around = (key, place.within, place.today, *(part.place for part in place.became))
            yield from (short_name(lists.places[near]) for near in around if near in lists.places)


def _joined(*parts: str) -> bytes:
    return BETWEEN.join([part.encode() for part in parts])
