"""The build: what changed decides what is made again. In: entries, registers, a shell. Out: a whole site, or none.

A ``Build`` lives as long as the process: in a preview the second round finds everything from the first in memory.
How it decides is told on one page in ``docs/decisions/0003-how-ten-thousand-entries-stay-fast.md``.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from honour_roll import addresses, check, feeds, publish, read, registers, roll_rules
from honour_roll.cache import Cache, digest, packed, plain, recipe, unpacked
from honour_roll.check import Checked
from honour_roll.gather import Gathering, content_of
from honour_roll.problem import Problem, shown
from honour_roll.renditions import Progress, Renditions
from honour_roll.roll import Roll, year_of
from honour_roll.shell import Shell
from honour_roll.site import Page, Site
from honour_roll.templates import Templates
from honour_roll.views import HomeView


class Settings(NamedTuple):
    """Where things are. ``shown`` is how messages call the entries folder; ``docs``: hand-written pages' addresses."""

    entries: Path
    shown: str
    theme: Path
    cache: Path | None
    docs: frozenset[str] = frozenset()
    preview: bool = False
    registers: Path | None = None  # where the closed lists are, when not in ``entries``
    jobs: int = os.cpu_count() or 1

    @property
    def lists(self) -> Path:
        """Give the folder of the closed lists."""
        return self.registers or self.entries / read.REGISTERS

    @property
    def shown_lists(self) -> str:
        """Give how messages call the folder of the closed lists."""
        return shown(self.registers) if self.registers else f"{self.shown}/{read.REGISTERS}"


class Outcome(NamedTuple):
    """What a build did: entries published, files of ours in the site, and how many of them were made anew."""

    entries: int
    files: int
    made: int


class Build:
    """The steps of a build, to be called in order: ``check``, ``home``, ``write``, ``publish``."""

    def __init__(self, settings: Settings, progress: Progress | None = None) -> None:
        """Start with what the cache remembers of the last build; tell ``progress`` how far the photos are."""
        self.settings = settings
        self._recipe = recipe()
        self._cache = Cache(settings.cache and settings.cache / "build.sqlite", self._recipe)
        self._unkept: Path | None = None
        self.renditions = Renditions(self._place_for_photos(), settings.jobs, progress)
        self._gathering = Gathering(settings.entries, settings.shown, self._cache, settings.jobs)

    def check(self) -> list[Problem]:
        """Read what changed and hold everything against every rule; give all that is wrong, sorted by place."""
        entries, shown, lists = self.settings.entries, self.settings.shown, self.settings.lists
        self.registers, problems = registers.load(lists, self.settings.shown_lists)
        self._registers_digest = digest(*(content_of(lists / f"{name}.yml") for name in registers.FILES))
        self.folders, misplaced = read.scan(entries, shown)
        self._gathering.read(self.folders)
        kept = [kept.checked for kept in self._gathering.kept.values()]
        around = check.Surroundings(
            self.registers,
            frozenset(folder.slug for folder in self.folders),
            self.settings.docs | addresses.lists(self.registers) | self._years(kept),
            self.settings.shown_lists,
        )
        found = list(check.against_roll(entries, kept + self._gathering.half, around, shown))
        twice = list(roll_rules.slugs_are_unique(self.folders, shown))
        problems += [*misplaced, *twice, *found]
        problems += [problem for broken in self._gathering.broken.values() for problem in broken]
        self.problems = sorted(set(problems))
        failing = {problem.path.removesuffix(f"/{read.INDEX}") for problem in [*found, *twice]}
        passed = [i.entry for i in kept if f"{shown}/{i.entry.shelf}/{i.entry.slug}" not in failing]
        self.roll = Roll(passed, self.registers, preview=self.settings.preview)
        self._site = Site(self.roll, self._gathering, entries, self.renditions)
        return self.problems

    def make_photos(self) -> list[Problem]:
        """Make the renditions that are not there yet; give what is wrong with photos that nothing could be made of."""
        shown = self.settings.shown
        owners = {job.key: entry for entry, job in self._site.jobs()}
        found = []
        for job, error in self.renditions.make(job for _, job in self._site.jobs()):
            path = f"{shown}/{owners[job.key].shelf}/{owners[job.key].slug}/{job.original.file}"
            found.append(Problem(path, 0, 0, error.rule, "Ảnh", job.original.file, error.text, error.mend))
        if found:
            self.problems = sorted({*self.problems, *found})
            failing = {problem.path.rpartition("/")[0] for problem in found}
            passed = [e for e in (*self.roll.entries, *self.roll.gone) if f"{shown}/{e.shelf}/{e.slug}" not in failing]
            self.roll = Roll(passed, self.registers, preview=self.settings.preview)
            self._site = Site(self.roll, self._gathering, self.settings.entries, self.renditions)
        return found

    def _place_for_photos(self) -> Path:
        """Give where renditions are kept: in the cache, or for this process only where that cannot be written."""
        if self.settings.cache:
            place = self.settings.cache / "photos" / digest(str(self.settings.entries).encode()).hex()[:16]
            with suppress(OSError):
                place.mkdir(parents=True, exist_ok=True)
                if os.access(place, os.W_OK):
                    return place
        self._unkept = Path(tempfile.mkdtemp(prefix="honour-roll-"))
        return self._unkept

    def _years(self, items: list[Checked]) -> frozenset[str]:
        """Give the addresses of the years that have published models."""
        public = [item.entry for item in items if item.entry.status == "cong-bo"]
        return frozenset(f"{addresses.YEARS}{year_of(entry, self.registers)}" for entry in public)

    def drafts(self) -> list[str]:
        """Give the folders of the drafts that pass the check as such."""
        return [path for path, kept in self._gathering.kept.items() if kept.checked.entry.status == "nhap"]

    def known(self) -> frozenset[str]:
        """Give the addresses, without slashes around, that a hand-written page may link to."""
        entries = (*self.roll.entries, *self.roll.gone)
        slugs = {slug for entry in entries for slug in (entry.slug, *entry.former_slugs)}
        years = {f"{addresses.YEARS}{year}" for year in self.roll.by_year}
        models = {addresses.model(slug).strip("/") for slug in slugs}
        return self.settings.docs | addresses.lists(self.registers) | models | years

    def home(self) -> HomeView:
        """Give what the front page shows."""
        return self._site.home(self._site.broken(self.problems, self.settings.shown) if self.settings.preview else {})

    def write(self, stage: Path, site: Path, shell: Shell, site_url: str) -> Outcome:
        """Write into ``stage`` every page that ``site`` does not hold already, just as it would be made again."""
        before = self._manifest_of(site)
        self._manifest: dict[str, bytes] = {}
        self._reused: list[str] = []
        templates = Templates(self.settings.theme, self.renditions.placeholder)
        for page in self._site.pages(shell, site_url, templates, self._recipe, self._registers_digest):
            self._write(page, before, stage, site)
        if self.settings.preview:
            for page in self._site.red_pages(self.problems, self.settings.shown):
                self._write(page, before, stage, site)
        self._gone = sorted(before.keys() - self._manifest.keys())
        publish.write(stage / "sitemap.xml", feeds.sitemap(self.roll, self.settings.docs, site_url).encode())
        self._gathering.forget_bodies()
        public = sum(entry.status == "cong-bo" for entry in self.roll.entries)
        return Outcome(public, len(self._manifest), len(self._manifest) - len(self._reused))

    def _write(self, page: Page, before: dict[str, bytes], stage: Path, site: Path) -> None:
        """Write one page, unless the site has it; the first to ask for an address has it."""
        path = addresses.file_of(page.address)
        if path in self._manifest:
            return
        self._manifest[path] = page.key
        if before.get(path) == page.key and (site / path).is_file():
            self._reused.append(path)
            return
        made = page.make()
        publish.write(stage / path, made if isinstance(made, bytes) else made.encode())

    def publish(self, stage: Path, site: Path) -> None:
        """Mark the stage as whole, put it in the place of the site, and remember what it was made from.

        Raises OSError, with the old site still in its place, when the system does not let it be moved.
        """
        token = digest(plain(self._manifest)).hex().encode()
        publish.write(stage / publish.MARKER, token)
        publish.publish(stage, site, self._reused, self._gone)
        self._cache.put([(_site_key(site), packed((token, self._manifest)))])
        self.renditions.prune(job for _, job in self._site.jobs())

    def _manifest_of(self, site: Path) -> dict[str, bytes]:
        """Give what the pages of ``site`` were made from, if it is whole and this cache knows it."""
        token, manifest = unpacked(self._cache.get(_site_key(site))) or (b"", {})
        return dict(manifest) if token and token == content_of(site / publish.MARKER) else {}

    def close(self) -> None:
        """Let go of the cache."""
        self._cache.close()
        if self._unkept:
            publish.clear(self._unkept)


def _site_key(site: Path) -> bytes:
    return b"site:" + str(site).encode()
