"""The build: what changed decides what is made again. In: entries, registers, a shell. Out: pages in a stage.

``Build`` lives as long as the process: in a preview the second round finds everything from the first in memory.
How it decides is told on one page in ``docs/decisions/0003-how-ten-thousand-entries-stay-fast.md``.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from honour_roll import addresses, check, covers, feeds, listings, pages, photos, publish, read, registers, roll_rules
from honour_roll.body import Part
from honour_roll.cache import Cache, digest, packed, recipe, unpacked
from honour_roll.problem import Problem
from honour_roll.roll import Roll
from honour_roll.shell import Head, Shell
from honour_roll.templates import Templates
from honour_roll.views import Card, HomeView, Named, Picture, ProblemView, TombstoneView

_CHUNK = 100  # entries handed to a worker at a time
_WORTH_A_POOL = 200  # starting workers costs as much as checking this many entries


class Settings(NamedTuple):
    """Where things are. ``shown`` is how messages call the entries folder; ``docs`` are addresses of hand-written pages."""

    entries: Path
    shown: str
    theme: Path
    cache: Path | None
    docs: frozenset[str] = frozenset()
    preview: bool = False
    registers: Path | None = None  # where the closed lists are, when not in ``entries``
    jobs: int = os.cpu_count() or 1


class Kept(NamedTuple):
    """What is remembered of one folder: its files' stamps, its content's digest, and the entry without its body."""

    files: tuple[read.File, ...]
    digest: bytes
    checked: check.Checked


class Page(NamedTuple):
    """One file of the site: its address, a digest of everything it depends on, and how to make it."""

    address: str
    key: bytes
    make: Callable[[], str | bytes]


class Outcome(NamedTuple):
    """What a build did: published entries, files of ours in the site, and how many of them were made anew."""

    entries: int
    pages: int
    made: int


class Build:
    """The steps of a build, to be called in order: ``check``, ``home``, ``write``, ``publish``."""

    def __init__(self, settings: Settings) -> None:
        """Start with what the cache remembers of the last build."""
        self.settings = settings
        self._recipe = recipe()
        self._cache = Cache(settings.cache and settings.cache / "build.sqlite", self._recipe)
        self._entries_key = b"entries:" + str(settings.entries).encode()
        self._kept: dict[str, Kept] = unpacked(self._cache.get(self._entries_key)) or {}
        self._parts: dict[str, tuple[Part, ...]] = {}
        self._broken: dict[str, list[Problem]] = {}
        self._half: list[check.Checked] = []
        self._registers_digest = b""
        self._manifest: dict[str, bytes] = {}

    # --- check --------------------------------------------------------------------------------------------------------

    def check(self, only: frozenset[str] | None = None) -> list[Problem]:
        """Read what changed and hold everything against every rule; give all that is wrong, sorted by place.

        ``only`` narrows the reading to these folders (``2018/goc-xanh``): for a quick look, not for building.
        """
        entries, shown = self.settings.entries, self.settings.shown
        lists = self.settings.registers or entries / read.REGISTERS
        self.registers, problems = registers.load(lists, f"{shown}/{read.REGISTERS}")
        folders, misplaced = read.scan(entries, shown)
        self.count = len(folders)
        problems += misplaced
        problems += roll_rules.slugs_are_unique(folders, shown)
        self._registers_digest = digest(*(_bytes(lists / f"{n}.yml") for n in registers.FILES))
        slugs = {folder.slug for folder in folders}
        if only is not None:
            folders = [folder for folder in folders if folder.path in only]
        self._read_changed(folders, keep=only is None)
        known = self.settings.docs | known_addresses(self.registers, slugs)
        items = [kept.checked for kept in self._kept.values()]
        found = list(check.against_roll(entries, items + self._half, self.registers, slugs, known, shown))
        self._failing = {p.path for p in found}
        problems += [problem for path in sorted(self._broken) for problem in self._broken[path]]
        self._problems = sorted({*problems, *found})
        passed = [i.entry for i in items if f"{shown}/{i.entry.path}" not in self._failing]
        self.roll = Roll(passed, self.registers, preview=self.settings.preview)
        return self._problems

    def drafts(self) -> list[str]:
        """Give the folders of the drafts that pass the check as such."""
        return [path for path, kept in self._kept.items() if kept.checked.entry.status == "nhap"]

    def _read_changed(self, folders: Iterable[read.Folder], *, keep: bool) -> None:
        """Check the folders whose content changed; forget those that are gone."""
        before, self._kept, self._broken, self._half = self._kept, {}, {}, []
        waiting: list[read.Folder] = []
        for folder in folders:
            old = before.get(folder.path)
            if old and old.files == folder.files:
                self._kept[folder.path] = old
                continue
            content = self._digest_of(folder)
            if old and old.digest == content:
                self._kept[folder.path] = old._replace(files=folder.files)
            else:
                waiting.append(folder)
        fresh: list[tuple[bytes, bytes]] = []
        for folder, outcome in zip(waiting, self._outcomes(waiting), strict=True):
            checked, problems = outcome
            if problems or checked is None:
                self._broken[folder.path] = problems
                self._half += [checked] if checked else []
                continue
            content = self._digest_of(folder)
            self._parts[folder.path] = checked.parts
            self._kept[folder.path] = Kept(folder.files, content, checked._replace(parts=()))
            fresh.append((b"body:" + content, packed(checked.parts)))
        if fresh or self._kept.keys() != before.keys() or self._broken:
            self._kept = dict(sorted(self._kept.items()))
        if keep and (fresh or any(self._kept[p] is not before.get(p) for p in self._kept) or len(before) != len(self._kept)):
            self._cache.put([*fresh, (self._entries_key, packed(self._kept))])
            self._cache.keep_only(b"body:", {b"body:" + kept.digest for kept in self._kept.values()})

    def _outcomes(self, folders: list[read.Folder]) -> Iterable[tuple[check.Checked | None, list[Problem]]]:
        one = partial(check.checked, self.settings.entries, shown=self.settings.shown)
        if len(folders) < _WORTH_A_POOL or self.settings.jobs < 2:  # noqa: PLR2004 - one worker is no pool
            return map(one, folders)
        with ProcessPoolExecutor(self.settings.jobs) as pool:
            return list(pool.map(one, folders, chunksize=_CHUNK))

    def _digest_of(self, folder: read.Folder) -> bytes:
        """Give a digest of what the folder rules look at: the names of all files, and what is in them."""
        here = self.settings.entries / folder.path
        parts = [folder.path.encode()]
        for file in folder.files:
            parts.append(f"{file.name}/{file.link}/{file.folder}".encode())
            if not (file.link or file.folder):
                parts.append(_bytes(here / file.name))
        return digest(*parts)

    def _parts_of(self, path: str) -> tuple[Part, ...]:
        """Give the rendered body of an entry, from memory, from the cache, or made again."""
        if path not in self._parts:
            parts = unpacked(self._cache.get(b"body:" + self._kept[path].digest))
            if parts is None:
                again, _ = check.checked(self.settings.entries, read.folder(self.settings.entries, path), self.settings.shown)
                parts = again.parts if again else ()
            return parts
        return self._parts[path]

    # --- pages --------------------------------------------------------------------------------------------------------

    def home(self) -> HomeView:
        """Give what the front page shows."""
        cards = {entry.slug: self._card(entry) for entry in self.roll.entries[: listings.NEWEST]}
        broken = {p.path.rpartition("/")[0] for p in self._problems} if self.settings.preview else set()
        named = [Named(path, addresses.model(path.rsplit("/", 1)[-1])) for path in sorted(broken)]
        return listings.home(self.roll, cards, named)

    def _card(self, entry: pages.Entry) -> Card:
        return pages.card(entry, self.roll, pages.cover_of(self._pictures(entry.slug)))

    def _pictures(self, slug: str) -> tuple[Picture, ...]:
        """Give the pictures that an entry's page shows, in the header's order."""
        entry = self.roll.by_slug[slug]
        originals = {o.file: o for o in self._kept[f"{entry.shelf}/{slug}"].checked.originals}
        return tuple(pages.picture(entry, photo, originals[photo.file]) for photo in entry.photos)

    def pages(self, shell: Shell, site_url: str) -> Iterator[Page]:
        """Give every page that is made here, in a fixed order."""
        templates = Templates(self.settings.theme)
        base = digest(self._recipe, shell.html.encode(), site_url.encode(), templates.digest(), self._registers_digest)
        faces = {e.slug: digest(packed(self._card(e))) for e in self.roll.entries}
        cards = _Lazily(lambda slug: self._card(self.roll.by_slug[slug]))
        yield from self._entry_pages(shell, templates, base, faces)
        yield from self._lists(shell, templates, base, faces, cards)
        yield from self._stones(shell, templates, base, site_url)
        yield from self._drawn(base)
        yield from self._photos()
        yield from self._red(shell, templates, base)

    def _entry_pages(self, shell: Shell, templates: Templates, base: bytes, faces: Mapping[str, bytes]) -> Iterator[Page]:
        related, applied = self.roll.related(), self.roll.applied_by()
        for entry, (newer, older) in zip(self.roll.entries, self.roll.neighbours(), strict=True):
            path = f"{entry.shelf}/{entry.slug}"
            around = pages.Around(related[entry.slug], applied.get(entry.slug, ()), newer, older)
            others = [r.slug for r in around.related] + [*around.applied_by, entry.spread.learned_from]
            key = digest(
                base, self._kept[path].digest,
                *(faces[s] for s in others if s in faces), *(r.common.encode() for r in around.related),
                *(f"{n.slug} {n.title}".encode() if n else b"" for n in (newer, older)),
            )  # fmt: skip
            yield Page(addresses.model(entry.slug), key, partial(self._entry_page, shell, templates, entry, around))

    def _entry_page(self, shell: Shell, templates: Templates, entry: pages.Entry, around: pages.Around) -> str:
        kept = self._kept[f"{entry.shelf}/{entry.slug}"]
        parts = self._parts_of(f"{entry.shelf}/{entry.slug}")
        others = (*(r.slug for r in around.related), *around.applied_by, entry.spread.learned_from)
        pictures = {slug: self._pictures(slug) for slug in (entry.slug, *others) if slug in self.roll.by_slug}
        view = pages.entry_view(entry, parts, self.roll, around, pictures, kept.checked.missing)
        extra = '<meta name="robots" content="noindex">' if view.ribbon else ""
        head = Head(entry.title, entry.summary, extra)
        return shell.page(addresses.model(entry.slug), head, templates.render("entry", e=view))

    def _lists(
        self, shell: Shell, templates: Templates, base: bytes, faces: Mapping[str, bytes], cards: Mapping[str, Card]
    ) -> Iterator[Page]:
        for listing in listings.listings(self.roll):
            for number in range(1, listing.page_count + 1):
                address = addresses.paged(listing.address, number)
                shown = (faces[e.slug] for e in listing.on_page(number))
                key = digest(base, packed(listing.view), *shown)
                yield Page(address, key, partial(self._list_page, shell, templates, address, listing, number, cards))
        for address, view in listings.overviews(self.roll):
            key = digest(base, packed(view))
            yield Page(address, key, partial(self._overview_page, shell, templates, address, view))

    @staticmethod
    def _list_page(  # noqa: PLR0913 - all that one page of a list is made of
        shell: Shell, templates: Templates, address: str, listing: listings.Listing, number: int, cards: Mapping[str, Card]
    ) -> str:
        view = listing.page(number, cards)
        title = f"{view.title} – trang {number}" if number > 1 else view.title
        return shell.page(address, Head(title, view.lead or view.declared or view.title), templates.render("listing", l=view))

    @staticmethod
    def _overview_page(shell: Shell, templates: Templates, address: str, view: listings.OverviewView) -> str:
        return shell.page(address, Head(view.title, view.lead or view.title), templates.render("overview", o=view))

    def _stones(self, shell: Shell, templates: Templates, base: bytes, site_url: str) -> Iterator[Page]:
        """What stays where a page was: a tombstone, or the way to the new name."""
        for entry in self.roll.gone:
            withdrawn = entry.status == "thu-hoi"
            view = TombstoneView(entry.title if withdrawn else "", listings.date_text(entry.updated) if withdrawn else "")
            address = addresses.model(entry.slug)
            head = Head(view.title or "Bài tạm thời không hiển thị", "", '<meta name="robots" content="noindex">')
            yield Page(address, digest(base, packed(view)),
                       partial(lambda a, h, v: shell.page(a, h, templates.render("tombstone", t=v)), address, head, view))  # fmt: skip
        for entry in (*self.roll.entries, *self.roll.gone):
            for slug in entry.former_slugs:
                address = addresses.model(slug)
                target = f"../{entry.slug}/"
                canonical = f"{site_url}{addresses.model(entry.slug)}" if site_url else ""
                yield Page(address, digest(base, target.encode(), entry.title.encode()),
                           partial(templates.render, "redirect", target=target, title=entry.title, canonical=canonical))  # fmt: skip

    def _drawn(self, base: bytes) -> Iterator[Page]:
        """The covers that are in use, each once."""
        used = {pages.drawn_cover(e, self.roll) for e in self.roll.entries}
        for cover in sorted(used):
            yield Page(cover.address, digest(base, packed(cover)),
                       partial(covers.cover, cover.colour, cover.motif, cover.number))  # fmt: skip

    def _photos(self) -> Iterator[Page]:
        """The photos, each beside its entry's page."""
        for entry in self.roll.entries:
            folder = f"{entry.shelf}/{entry.slug}"
            for original in self._kept[folder].checked.originals:
                path = self.settings.entries / folder / original.file
                key = digest(self._recipe, original.digest)
                address = f"{addresses.model(entry.slug)}{original.copy_name()}"
                yield Page(address, key, partial(photos.copy, path, original))

    def _red(self, shell: Shell, templates: Templates, base: bytes) -> Iterator[Page]:
        """In a preview, an entry that does not pass shows its problems in its own place."""
        if not self.settings.preview:
            return
        prefix = f"{self.settings.shown}/"
        by_slug: dict[str, list[Problem]] = {}
        for problem in self._problems:
            parts = problem.path.removeprefix(prefix).split("/")
            if len(parts) >= 2 and parts[0] != read.REGISTERS:  # noqa: PLR2004 - shelf and slug
                by_slug.setdefault(parts[1], []).append(problem)
        for slug, found in sorted(by_slug.items()):
            if slug in self.roll.by_slug:
                continue
            views = tuple(ProblemView(p.place, p.text, p.mend) for p in found)
            head = Head(f"Chưa đạt: {slug}", "", '<meta name="robots" content="noindex">')
            address = addresses.model(slug)
            yield Page(address, digest(base, packed([tuple(v) for v in views])),
                       partial(lambda a, h, s, v: shell.page(a, h, templates.render("problems", title=s, problems=v)),
                               address, head, slug, views))  # fmt: skip

    # --- write and publish --------------------------------------------------------------------------------------------

    def write(self, stage: Path, site: Path, shell: Shell, site_url: str) -> Outcome:
        """Write into ``stage`` every page that ``site`` does not hold already, just as it would be made again."""
        before = self._manifest_of(site)
        self._manifest, self._reused, made = {}, [], 0
        for page in self.pages(shell, site_url):
            path = addresses.file_of(page.address)
            if path in self._manifest:
                continue
            self._manifest[path] = page.key
            if before.get(path) == page.key and (site / path).is_file():
                self._reused.append(path)
            else:
                content = page.make()
                publish.write(stage / path, content if isinstance(content, bytes) else content.encode())
                made += 1
        self._gone = sorted(before.keys() - self._manifest.keys())
        publish.write(stage / "sitemap.xml", feeds.sitemap(self.roll, self.settings.docs, site_url).encode())
        self._parts.clear()
        return Outcome(len(self.roll.entries), len(self._manifest), made)

    def _manifest_of(self, site: Path) -> dict[str, bytes]:
        """Give what the pages of ``site`` were made from, if it is whole and this cache knows it."""
        token, manifest = unpacked(self._cache.get(_site_key(site))) or (b"", {})
        return manifest if token and token == _bytes(site / publish.MARKER) else {}

    def publish(self, stage: Path, site: Path) -> None:
        """Mark the stage as whole, put it in the place of the site, and remember what it was made from."""
        token = digest(packed(self._manifest)).hex().encode()
        publish.write(stage / publish.MARKER, token)
        publish.publish(stage, site, self._reused, self._gone)
        self._cache.put([(_site_key(site), packed((token, self._manifest)))])

    def close(self) -> None:
        """Let go of the cache."""
        self._cache.close()


class _Lazily(dict[str, Card]):
    """Cards by slug, each made when first asked for."""

    def __init__(self, make: Callable[[str], Card]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, slug: str) -> Card:
        self[slug] = made = self._make(slug)
        return made


def known_addresses(lists: registers.Registers, slugs: Iterable[str]) -> frozenset[str]:
    """Give the addresses, without slashes around, that a link in an entry may lead to."""
    rows = {
        addresses.FIELDS: lists.fields, addresses.THEMES: lists.themes, addresses.PLACES: lists.places,
        addresses.UNITS: lists.units, addresses.ROUNDS: lists.rounds, addresses.YEARS: (), addresses.MODELS: slugs,
    }  # fmt: skip
    found = {f"{base}{key}".strip("/") for base, keys in rows.items() for key in keys}
    return frozenset(found | {base.strip("/") for base in rows} | {""})


def _site_key(site: Path) -> bytes:
    return b"site:" + str(site).encode()


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
