"""Which rows of the registers an entry's files show: those that it names, and those that these lead to.

So another name for a ward makes the files again that show it, and no others.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from honour_roll.entries.entry import Entry
from honour_roll.entries.registers import Registers
from honour_roll.fingerprints import fingerprint, plain
from honour_roll.taxonomies import FIELDS, PLACES, REGISTERS, ROUNDS, UNITS


class RegisterRows:
    """Fingerprints of rows; ``common`` is that of the short lists that nearly every page shows."""

    def __init__(self, registers: Registers) -> None:
        """Take the registers."""
        self._registers = registers
        self.common = fingerprint(plain((registers.fields, registers.titles, registers.abbreviations)))
        self._row = cache(self._fingerprint)
        self._of: dict[str, bytes] = {}

    def of(self, entry: Entry) -> bytes:
        """Return the fingerprints of all that the registers say of what an entry of the roll names."""
        if (known := self._of.get(entry.slug)) is not None:
            return known
        row, registers = self._row, self._registers
        rows = [row(t.register, key) for t in REGISTERS.values() if t is not FIELDS for key in t.keys(entry, registers)]
        self._of[entry.slug] = made = b"".join(rows)
        return made

    def _fingerprint(self, register: str, key: str) -> bytes:
        """Return the fingerprint of a row and all that it leads to."""
        waiting = [(register, key)]
        found: dict[tuple[str, str], object] = {}
        while waiting:
            at = waiting.pop()
            row = self._registers.rows(REGISTERS[at[0]]).get(at[1])
            if row is not None and at not in found:
                found[at] = row
                waiting += self._led_to(at[0], row)
        return fingerprint(plain(sorted(found.items())))

    @staticmethod
    def _led_to(register: str, row: Any) -> Iterator[tuple[str, str]]:
        """Yield the rows that a row refers to, as the tables in ``registers.py`` describe it."""
        if register == UNITS.register:
            yield PLACES.register, row.place
        elif register == PLACES.register:
            yield from ((PLACES.register, key) for key in (row.within, row.today, *(part.place for part in row.became)))
        elif register == ROUNDS.register:
            yield UNITS.register, row.body
