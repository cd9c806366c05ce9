"""Where a build finds what it needs, and where it puts what it keeps."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from honour_roll.fingerprints import fingerprint
from honour_roll.problem import shown
from honour_roll.store import writable

REGISTERS = "danh-muc"  # the folder of the closed lists, in the entries folder
LEDGER = "so-dia-chi.yml"  # the ledger of published addresses, in the entries folder
# That this process may use: fewer than there are under taskset and in many a container.
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Settings(NamedTuple):
    """Where things are. ``shown`` is how messages call the entries folder; ``docs``: hand-written pages' addresses."""

    entries: Path
    shown: str
    theme: Path
    cache: Path | None
    docs: frozenset[str] = frozenset()
    preview: bool = False
    registers: Path | None = None  # where the closed lists are, when not in ``entries``
    jobs: int = CORES

    def place_for(self, what: str) -> Path | None:
        """Give where the cache keeps ``photos`` or ``cards`` of these entries, if that can be written."""
        place = self.cache and self.cache / what / fingerprint(os.fsencode(self.entries)).hex()[:16]
        return place if place and writable(place) else None

    @property
    def lists(self) -> Path:
        """Give the folder of the closed lists."""
        return self.registers or self.entries / REGISTERS

    @property
    def shown_lists(self) -> str:
        """Give how messages call the folder of the closed lists."""
        return shown(self.registers) if self.registers else f"{self.shown}/{REGISTERS}"
