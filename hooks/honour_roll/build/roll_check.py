"""The check of a whole roll: every folder, the closed lists and the ledger, each held against the others.

A ``RollCheck`` lives as long as the process: in a preview the second round finds everything from the first in memory.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from honour_roll import addresses
from honour_roll.build.load import Gathering, content_of
from honour_roll.check import check, ledger, roll_rules
from honour_roll.entries import folders, registers
from honour_roll.entries.roll import year_of
from honour_roll.fingerprints import fingerprint
from honour_roll.settings import LEDGER
from honour_roll.store import Store, packed, unpacked

if TYPE_CHECKING:
    from honour_roll.check.check import Surroundings
    from honour_roll.entries.entry import Entry
    from honour_roll.entries.folders import Folder
    from honour_roll.problem import Problem
    from honour_roll.settings import Settings


class RollCheck:
    """What was found in the roll: ``folders``, ``registers``, ``ledger``, and the ``problems``, sorted by place."""

    def __init__(self, settings: Settings, cache: Store, *, for_site: bool = False) -> None:
        """Start with what ``cache`` remembers; ``for_site`` as for ``Gathering``."""
        gc.disable()  # for MkDocs too: ten thousand entries and hardly a cycle; the search took a third of the time
        self._settings, self._cache = settings, cache
        self.gathering = Gathering(settings.entries, settings.shown, cache, settings.jobs, for_site=for_site)
        self.folders: list[Folder] = []
        self.problems: list[Problem] = []
        self.registers_digest = b""
        self._failing: set[str] = set()
        self._stood: tuple[object, Surroundings, bytes] | None = None

    def check(self, seen: tuple[list[Folder], list[Problem]] | None = None) -> list[Problem]:
        """Read what changed and hold everything against every rule; give all that is wrong, sorted by place.

        ``seen`` is what ``shelves.scan`` gives, if somebody has looked.
        """
        entries, shown, lists = self._settings.entries, self._settings.shown, self._settings.lists
        self.registers, problems = registers.load(lists, self._settings.shown_lists)
        self.registers_digest = fingerprint(*(content_of(lists / f"{name}.yml") for name in registers.FILES))
        before = self.folders if self._settings.preview else None
        self.folders, misplaced = seen or folders.scan(entries, shown, before)
        self.gathering.read(self.folders)
        self.ledger, found_in_ledger = ledger.load(entries / LEDGER, f"{shown}/{LEDGER}")
        found = self._against_roll()
        twice = list(roll_rules.slugs_are_unique(self.folders, shown))
        problems += [*misplaced, *twice, *found, *found_in_ledger, *self._against_ledger(lists_are_sound=not problems)]
        problems += [problem for broken in self.gathering.broken.values() for problem in broken]
        self.problems = sorted(set(problems))
        self._failing = {problem.path.removesuffix(f"/{folders.INDEX}") for problem in [*found, *twice]}
        return self.problems

    def passed(self) -> list[Entry]:
        """Give the entries that broke no rule of their own."""
        shown = self._settings.shown
        return [k.entry for path, k in self.gathering.kept.items() if f"{shown}/{path}" not in self._failing]

    def drafts(self) -> list[str]:
        """Give the folders of the drafts that pass the check as such."""
        return [path for path, kept in self.gathering.kept.items() if kept.entry.status == "nhap"]

    def unrecorded(self) -> dict[str, str]:
        """Give the addresses that are published and not in the ledger, with their days; for a roll without Problems."""
        found = ledger.published(self.passed(), self.registers)
        return {address: day for address, day in sorted(found.items()) if address not in self.ledger.days}

    def _against_roll(self) -> list[Problem]:
        """Hold the entries against the rest of the roll: all of them, or those that changed while nothing else did."""
        gathering, shown = self.gathering, self._settings.shown
        around, held_against = self._around()
        key = b"sound:" + os.fsencode(self._settings.entries)
        before, sound = unpacked(self._cache.get(key)) or (b"", frozenset())
        known: frozenset[bytes] = sound if before == held_against else frozenset()
        doubted = {path: kept for path, kept in gathering.kept.items() if kept.fingerprint not in known}
        wanted = [*(gathering.checked(kept) for kept in doubted.values()), *gathering.half]
        found = list(check.against_roll(self._settings.entries, wanted, around, shown))
        if doubted or before != held_against:
            failing = {problem.path for problem in found}
            kept = gathering.kept.items()
            passed = frozenset(
                one.fingerprint for path, one in kept if f"{shown}/{path}/{folders.INDEX}" not in failing
            )
            self._cache.put([(key, packed((held_against, passed)))])
        return found

    def _around(self) -> tuple[Surroundings, bytes]:
        """Give what entries are held against, with a digest of it: those of last time while they would be the same."""
        gathering = self.gathering
        entries = [*(kept.entry for kept in gathering.kept.values()), *(half.entry for half in gathering.half)]
        slugs = [folder.slug for folder in self.folders]
        made_from = (entries, slugs, self.registers_digest, self.ledger.years)
        if self._stood is None or self._stood[0] != made_from:
            years, lists = self._years(entries), registers.list_addresses(self.registers)
            pages = self._settings.docs | lists | years
            shown = self._settings.shown_lists
            around = check.surroundings(entries, frozenset(slugs), self.registers, shown, pages)
            said = [(entry.slug, entry.former_slugs) for entry in entries if entry.former_slugs]
            named = "\n".join(["\0".join(names) for names in (slugs, sorted(pages), sorted(around.drafts))])
            held_against = fingerprint(self.registers_digest, named.encode(), repr(said).encode())
            self._stood = made_from, around, held_against
        self._answering = self._stood[1].pages
        return self._stood[1:]

    def _against_ledger(self, *, lists_are_sound: bool) -> list[Problem]:
        """Hold what answers now against the addresses that were published."""
        entries = {kept.entry.slug: kept.entry for kept in self.gathering.kept.values()}
        now = ledger.Now(
            answering=self._answering,
            entries=entries,
            folders_are_sound=not self.gathering.broken,
            lists_are_sound=lists_are_sound,
            root=self._settings.entries,
            shown=self._settings.shown,
        )
        return list(ledger.broken_links(self.ledger, now))

    def _years(self, entries: Iterable[Entry]) -> frozenset[str]:
        """Give the addresses of the years that have published models, or had."""
        years = {year_of(entry, self.registers) for entry in entries if entry.status == "cong-bo"}
        return frozenset(f"{addresses.YEARS}{year}" for year in years.union(self.ledger.years))
