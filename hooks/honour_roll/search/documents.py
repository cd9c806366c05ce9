"""The words of a document, as the search index takes them: lines of spelled syllables (``vietnamese.spelling``).

An entry's own words depend on its folder alone, so they are kept with the folder's fingerprint. The names of its field,
places, units, themes and rounds come from the registers, and are added when the index is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from honour_roll.entries.markdown import plain_text
from honour_roll.entries.registers import Registers
from honour_roll.entries.roll import short_name
from honour_roll.taxonomies import REGISTERS
from honour_roll.text.vietnamese import date_text, number_text, spelled_lines

if TYPE_CHECKING:
    from honour_roll.entries.entry import Entry
    from honour_roll.entries.markdown import Part

_DATE = re.compile(r"(?<![^ \n])([0-9]{1,2}) ([0-9]{1,2}) ([12][0-9]{3})(?![^ \n])")
SEPARATOR = b"\x1f"  # between the zones: title, head and body


class WrittenPage(NamedTuple):
    """A page written by hand: its address, its title, and its text as HTML."""

    address: str
    title: str
    html: str


def entry_words(entry: Entry, parts: Iterable[Part]) -> bytes:
    """Return an entry's own words: its references, and then its title, head (summary and figures) and body."""
    body = (
        *(figure.name for figure in entry.results),
        *(f"{photo.alt}\n{photo.caption}" for photo in entry.photos),
        *(f"{note.text}\n{date_text(note.date)}" for note in entry.diary),
        *(f"quyết định số {d.number}\n{date_text(d.date)}" for honour in entry.honours if (d := honour.decision)),
        *(date_text(date) for date in (entry.published, *(source.date for source in entry.sources)) if date),
        *(text for part in parts for text in (part.title, plain_text(part.html))),
    )
    head = (entry.summary, *(f"{number_text(figure.value)} {figure.unit}" for figure in entry.results))
    texts = (entry.title, "\n".join(head), "\n".join(body))
    return _joined("\n".join(references(entry)), *map(_words, texts))


def page_words(page: WrittenPage) -> bytes:
    """Return the words of a hand-written page: its title, no head, and its text."""
    return _joined(_words(page.title), "", _words(plain_text(page.html)))


def references(entry: Entry) -> Iterator[str]:
    """Yield each reference of an entry to a register (``don-vi=hoi-lhpn``), in a fixed order."""
    for register, taxonomy in REGISTERS.items():
        yield from (f"{register}={key}" for key in taxonomy.keys(entry, None) if key)


class RegisterNames:
    """The names by which entries are found through the registers, each spelled once, when it is needed."""

    def __init__(self, registers: Registers) -> None:
        """Take the names from ``registers``."""
        self._registers = registers
        self.rows = {register: registers.rows(taxonomy) for register, taxonomy in REGISTERS.items()}
        self.of = cache(self._of)

    def added_to(self, own_words: bytes) -> bytes:
        """Return an entry's words (title, head, body) with the names of what it refers to in the head."""
        references, title, summary, body = own_words.split(SEPARATOR)
        head = b"\n".join([summary, *map(self.of, references.split(b"\n"))])
        return SEPARATOR.join([title, head, body])

    def _of(self, reference: bytes) -> bytes:
        """Return the spelled names of a reference, one a line; nothing for a row that is not there."""
        register, _, key = reference.decode().partition("=")
        names = self._names(register, key) if key in self.rows.get(register, ()) else ()
        return "\n".join(dict.fromkeys(map(spelled_lines, names))).encode()

    def _names(self, register: str, key: str) -> Iterator[str]:
        """Yield all names of a row; of a place also the names of the places around it, and of a round its title's."""
        row, places = self.rows[register][key], self._registers.places
        if register == "dia-ban":
            around = (key, row.within, row.today, *(part.place for part in row.became))
            yield from (short_name(places[near]) for near in around if near in places)
            return
        yield row.name
        if register == "don-vi":
            yield row.short
        elif register == "dot-ton-vinh":
            yield from (self._registers.titles[row.title].name, f"năm {row.date[:4]}")


def renamed(before: RegisterNames, now: RegisterNames) -> set[str]:
    """Return the references, as ``references`` gives them, whose names are not the same before and now."""
    keys = {(register, key) for names in (before, now) for register, rows in names.rows.items() for key in rows}
    both = {f"{register}={key}" for register, key in keys}
    return {reference for reference in both if before.of(reference.encode()) != now.of(reference.encode())}


def _words(text: str) -> str:
    """Return a text's words as ``spelled_lines`` does, and each whole date as a word too: ``17d8d2018``."""
    spelled = spelled_lines(text)
    return "\n".join([spelled, *dict.fromkeys("d".join(date) for date in _DATE.findall(spelled))])


def _joined(*parts: str) -> bytes:
    return SEPARATOR.join([part.encode() for part in parts])
