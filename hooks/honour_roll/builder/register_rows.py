"""Which rows of the registers an entry's files show: those that it names, and those that these lead to.

So another name for a ward makes the files again that show it, and no others.
"""

from __future__ import annotations

from honour_roll.entries.entry import Entry
from honour_roll.entries.registers import FILES, Registers
from honour_roll.entries.schema import named_in
from honour_roll.fingerprints import fingerprint, plain
from honour_roll.taxonomies import FIELDS, REGISTERS


class RegisterRows:
    """Fingerprints of rows; ``common`` is that of the short lists that nearly every page shows."""

    def __init__(self, registers: Registers) -> None:
        """Take the registers."""
        self._registers = registers
        self.common = fingerprint(plain((registers.fields, registers.titles, registers.abbreviations)))
        self._rows: dict[tuple[str, str], bytes] = {}

    def of(self, entry: Entry) -> bytes:
        """Return the fingerprints of all that the registers say of what an entry of the roll names."""
        named = [(t.register, key) for t in REGISTERS.values() if t is not FIELDS for key in t.keys(entry, None)]
        return b"".join([self._row(*row) for row in named])

    def _row(self, register: str, key: str) -> bytes:
        """Return the fingerprint of a row and all that it leads to."""
        if (register, key) not in self._rows:
            waiting = [(register, key)]
            found: dict[tuple[str, str], object] = {}
            while waiting:
                at = waiting.pop()
                row = self._registers.rows(REGISTERS[at[0]]).get(at[1])
                if row is not None and at not in found:
                    found[at] = row
                    waiting += named_in(FILES[at[0]], row)
            self._rows[register, key] = fingerprint(plain(sorted(found.items())))
        return self._rows[register, key]
