"""The loader: everything that staff wrote is read and held against every rule, and the roll of what passed is made.

A ``Loader`` lives as long as the process: in a preview the second round finds everything of the first in memory.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import NamedTuple

from honour_roll.builder.entry_cache import EntryCache
from honour_roll.builder.sources import Sources
from honour_roll.check import check, ledger, roll_rules, site_texts, warnings
from honour_roll.check.case import RollCase
from honour_roll.check.check import Surroundings
from honour_roll.check.ledger import Ledger
from honour_roll.entries import folders, register_files, registers
from honour_roll.entries.entry import ENTRY, Entry
from honour_roll.entries.folders import INDEX, Folder
from honour_roll.entries.messages import CANNOT_LIST
from honour_roll.entries.registers import Registers
from honour_roll.entries.roll import Roll, term_addresses
from honour_roll.entries.schema import named_in
from honour_roll.fingerprints import fingerprint
from honour_roll.packing import packed, unpacked
from honour_roll.problem import Problem
from honour_roll.settings import LEDGER, SITE_SETTINGS, Settings
from honour_roll.site_info import Asked, asked, day_of_check
from honour_roll.store import Store, read_file
from honour_roll.taxonomies import REGISTERS


class Loaded(NamedTuple):
    """What was read: the Problems, all folders, and the roll of the entries that broke no rule.

    The Problems are sorted by place, those of registers first.
    ``registers_fingerprint`` is of the bytes of all registers. ``drafts`` are the folders of drafts that pass as such.
    ``sources`` is the fingerprint of all that the build reads; empty when that is not known. ``around`` is what each
    entry is held against.
    """

    problems: list[Problem]
    folders: list[Folder]
    entries: list[Entry]
    roll: Roll
    registers_fingerprint: bytes
    ledger: Ledger
    drafts: list[str]
    sources: bytes
    around: Surroundings

    @property
    def registers(self) -> Registers:
        """Return the registers."""
        return self.roll.registers

    def unrecorded(self) -> dict[str, str]:
        """Return the addresses that are published and not in the ledger, with their days, when there is no Problem."""
        found = ledger.published(self.entries, self.registers)
        return {address: day for address, day in sorted(found.items()) if address not in self.ledger.days}


class Loader:
    """Reads and checks entries, registers and ledger; ``cache`` has the entries as they were last read."""

    def __init__(self, settings: Settings, store: Store, *, for_site: bool = False) -> None:
        """Begin with what ``store`` remembers; ``for_site`` as for ``EntryCache``."""
        self._settings, self._store = settings, store
        self.cache = EntryCache(settings.entries, settings.shown, store, settings.jobs, for_site=for_site)

    def load(self, seen: Sources | None = None) -> Loaded:
        """Read what changed and hold everything against every rule; ``seen`` is what was looked at, if it was."""
        with _no_collection():
            return self._loaded(seen)

    def _loaded(self, seen: Sources | None) -> Loaded:
        settings, cache, today = self._settings, self.cache, day_of_check().isoformat()
        # Before they are loaded: what is saved in between is found the next time.
        rows_fingerprint = fingerprint(*(read_file(settings.lists / f"{name}.yml") for name in registers.FILES))
        rows, in_registers = register_files.load(settings.lists, settings.shown_lists, today)
        found, misplaced = seen[:2] if seen else folders.scan(settings.entries, settings.shown)
        cache.read(found)
        shown = f"{settings.shown}/{LEDGER}"
        book, in_ledger = ledger.load(settings.entries / LEDGER, shown)
        everything = [*(one.entry for one in cache.kept.values()), *(one.entry for one in cache.partial)]
        public = (entry for entry in everything if entry.status == "cong-bo")
        pages = settings.docs | registers.list_addresses(rows) | term_addresses(public, rows) | book.kept
        slugs = frozenset(folder.slug for folder in found)
        wanted = asked(settings.project / SITE_SETTINGS) if settings.project else Asked()
        around = check.surroundings(
            everything, slugs, rows, settings.shown_lists, pages, wanted.site_url, asks_approval=wanted.approval
        )
        # What others refer to may lie in folders that cannot be opened.
        in_site = list(site_texts.texts_are_whole(settings.project)) if settings.project else []
        closed = {p.path for p in (*misplaced, *in_site) if p.rule == CANNOT_LIST.rule}
        if settings.shown in closed:
            in_registers = []
        closed |= {problem.path for problem in in_registers if problem.path == settings.shown_lists}
        hidden = closed or any(folder.unreadable for folder in found)
        held_against = fingerprint(rows_fingerprint, _known(everything, around))
        in_roll = [*self._against_roll(around, held_against), *self._of_the_future(today)]
        refer = self._references(everything) if in_registers or not all(map(rows.rows, REGISTERS.values())) else {}
        used = (pair for pairs in refer.values() for pair in pairs)
        in_registers += [] if hidden else roll_rules.registers_have_rows(used, rows, settings.shown_lists)
        twice = list(roll_rules.slugs_are_unique(found, settings.shown))
        now = ledger.Now(
            answering=around.pages,
            entries={cached.entry.slug: cached.entry for cached in cache.kept.values()},
            folders_are_sound=not (cache.broken or hidden),
            lists_are_sound=not (in_registers or hidden),
            root=settings.entries,
            shown=settings.shown,
        )
        told = [] if hidden else in_roll  # its cause is told already
        problems = [*in_site, *in_registers, *misplaced, *twice, *told, *in_ledger, *ledger.broken_links(book, now)]
        problems += [problem for in_folder in cache.broken.values() for problem in in_folder]
        failing = {problem.path.removesuffix(f"/{INDEX}") for problem in [*in_roll, *twice]}
        kept = cache.kept.items()
        failing |= {f"{settings.shown}/{path}" for path, pairs in refer.items() if not _are_there(pairs, rows)}
        passed = [cached.entry for path, cached in kept if f"{settings.shown}/{path}" not in failing]
        drafts = [path for path, cached in kept if cached.entry.status == "nhap"]
        roll = self._roll(passed, rows, book)
        told, of_all = self._sorted(problems), seen.all if seen else b""
        return Loaded(told, found, passed, roll, rows_fingerprint, book, drafts, of_all, around)

    def warnings(self, loaded: Loaded) -> list[Problem]:
        """Return what is better mended in entries that passed, sorted by place; it stops nothing."""
        settings = self._settings
        used = ((entry, self.cache.of(entry).abbreviations) for entry in loaded.entries)
        names = settings.shown, settings.shown_lists
        return sorted(warnings.abbreviations_are_known(settings.entries, used, loaded.registers, *names))

    def without(self, loaded: Loaded, failing: set[str], problems: Iterable[Problem]) -> Loaded:
        """Return what was loaded with more ``problems``, and without the entries in the folders ``failing``."""
        left = [entry for entry in loaded.entries if f"{entry.year_folder}/{entry.slug}" not in failing]
        roll = self._roll(left, loaded.registers, loaded.ledger)
        return loaded._replace(entries=left, roll=roll, problems=self._sorted([*loaded.problems, *problems]))

    def _of_the_future(self, today: str) -> Iterator[Problem]:
        """Yield the Problems of dates after today; they depend on the day, so none is remembered."""
        cache, settings = self.cache, self._settings
        late = [cached.entry for cached in cache.kept.values() if cached.latest > today]
        late += [one.entry for one in cache.partial if one.latest > today]
        for entry in late:
            yield from roll_rules.dates_have_come(RollCase(settings.entries, settings.shown, entry, ()), today)

    def _sorted(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return each Problem once, by place; those of registers come first, since entries may fail because of them."""
        lists = f"{self._settings.shown_lists}/"
        return sorted(set(problems), key=lambda problem: (not problem.path.startswith(lists), problem))

    @staticmethod
    def _references(entries: Iterable[Entry]) -> dict[str, list[tuple[str, str]]]:
        """Return the registers and keys that each entry names, by ``<year>/<slug>``."""
        return {
            f"{entry.year_folder}/{entry.slug}": [pair for pair in named_in(ENTRY, entry) if pair[0] in REGISTERS]
            for entry in entries
        }

    def _roll(self, entries: list[Entry], rows: Registers, book: Ledger) -> Roll:
        orders = {cached.entry.slug: cached.order for cached in self.cache.kept.values()}
        return Roll(entries, rows, preview=self._settings.preview, orders=orders, kept=book.kept)

    def _against_roll(self, around: Surroundings, held_against: bytes) -> list[Problem]:
        """Hold the entries against the rest of the roll: all of them, or those that changed while nothing else did.

        ``held_against`` is the fingerprint of ``around``.
        """
        cache, settings = self.cache, self._settings
        key = b"sound:" + os.fsencode(settings.entries)
        before, sound = unpacked(self._store.get(key)) or (b"", frozenset())
        known: frozenset[bytes] = sound if before == held_against else frozenset()
        doubted = [cached.entry for cached in cache.kept.values() if cached.fingerprint not in known]
        wanted = chain(map(cache.whole, doubted), cache.partial)
        found = list(check.against_roll(settings.entries, wanted, around, settings.shown))
        if doubted or before != held_against:
            failing = {problem.path for problem in found}
            passed = frozenset(
                cached.fingerprint
                for path, cached in cache.kept.items()
                if f"{settings.shown}/{path}/{INDEX}" not in failing
            )
            self._store.put({key: packed((held_against, passed))})
        return found


@contextmanager
def _no_collection() -> Iterator[None]:
    """Look for no circles of dead objects: ten thousand entries have hardly any, and it took a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _are_there(pairs: Iterable[tuple[str, str]], rows: Registers) -> bool:
    """Return whether registers have all rows that an entry names; a draft may name none."""
    return all(not key or key in rows.rows(REGISTERS[register]) for register, key in pairs)


def _known(entries: Iterable[Entry], around: Surroundings) -> bytes:
    """Return the fingerprint of what entries are held against: slugs, pages, drafts, the site, former slugs."""
    former = [(entry.slug, entry.former_slugs) for entry in entries if entry.former_slugs]
    asked_of_entries = [around.site_url, str(around.asks_approval)]
    names = (sorted(around.slugs), sorted(around.pages), sorted(around.drafts), asked_of_entries)
    return fingerprint("\n".join(["\0".join(part) for part in names]).encode(), repr(former).encode())
