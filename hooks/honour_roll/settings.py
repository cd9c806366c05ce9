"""Settings: where a build finds what it needs, and where it puts what it keeps."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from honour_roll.addresses import hand_written
from honour_roll.fingerprints import fingerprint
from honour_roll.problem import shown
from honour_roll.store import writable

REGISTERS = "danh-muc"  # the folder of the registers, in the entries folder
SITE_SETTINGS = "mkdocs.yml"
LEDGER = "so-dia-chi.yml"  # the ledger of published addresses, in the entries folder
# Cores that this process may use: under taskset and in containers fewer than the machine has.
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Settings(NamedTuple):
    """Where a build finds and keeps its files, and how it runs. ``theme`` is the theme's folder.

    ``shown`` is how messages call the entries folder. ``docs`` has the addresses of the hand-written pages, without
    slashes around. ``jobs`` is how many processes may work at once.
    """

    entries: Path
    shown: str
    theme: Path
    cache: Path | None
    docs: frozenset[str] = frozenset()
    preview: bool = False
    registers: Path | None = None  # the folder of the registers, when it is not in ``entries``
    jobs: int = CORES
    project: Path | None = None  # the folder of mkdocs.yml and docs/, when they are to be checked too

    def cache_folder(self, what: str) -> Path | None:
        """Return the cache folder for ``photos`` or ``cards`` of the entries; None when it cannot be written."""
        place = self.cache and self.cache / what / fingerprint(os.fsencode(self.entries)).hex()[:16]
        return place if place and writable(place) else None

    @property
    def lists(self) -> Path:
        """Return the folder of the registers."""
        return self.registers or self.entries / REGISTERS

    @property
    def shown_lists(self) -> str:
        """Return how messages call the folder of the registers."""
        return shown(self.registers) if self.registers else f"{self.shown}/{REGISTERS}"


def from_environment(project: Path, docs: Path, *, preview: bool) -> Settings:
    """Return the settings for ``mkdocs build`` and ``mkdocs serve``, which cannot take the commands' options.

    ``HONOUR_ROLL_ENTRIES``, ``HONOUR_ROLL_REGISTERS`` and ``HONOUR_ROLL_CACHE`` name other folders than the project's;
    ``docs`` is the folder of the hand-written pages.
    """
    entries = Path(os.environ.get("HONOUR_ROLL_ENTRIES") or project / "entries").resolve()
    registers = os.environ.get("HONOUR_ROLL_REGISTERS")
    return Settings(
        entries=entries,
        shown=shown(entries),
        theme=project / "hooks" / "theme",
        cache=Path(os.environ.get("HONOUR_ROLL_CACHE") or project / ".cache" / "honour_roll"),
        docs=hand_written(docs),
        preview=preview,
        registers=Path(registers) if registers else None,
        project=project,
    )
