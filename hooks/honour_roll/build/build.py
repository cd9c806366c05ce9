"""The build: what changed decides what is made again. In: entries, registers, a shell. Out: a whole site, or none.

A ``Build`` lives as long as the process: in a preview the second round finds everything from the first in memory.
How it decides is told on one page in ``docs/decisions/0003-how-ten-thousand-entries-stay-fast.md``.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from honour_roll import addresses
from honour_roll.build import publish, unchanged, workshop
from honour_roll.build.carrying import waiting_of
from honour_roll.build.exports import Exports
from honour_roll.build.kept_layouts import Layouts
from honour_roll.build.layouts import Rewriting
from honour_roll.build.load import content_of
from honour_roll.build.made import Made, Outcome
from honour_roll.build.meanwhile import Meanwhile
from honour_roll.build.mkdocs_output import Frame, looked_at
from honour_roll.build.relations import Moves, Relations
from honour_roll.build.roll_check import RollCheck
from honour_roll.build.site import Page, Site
from honour_roll.build.site_cards import cards_of
from honour_roll.build.unchanged import Seen
from honour_roll.cards.kept_cards import KeptCards
from honour_roll.entries.entry import Entry
from honour_roll.entries.roll import Roll
from honour_roll.feeds import known_addresses
from honour_roll.fingerprints import SIZE, code_fingerprint, fingerprint, plain
from honour_roll.pages import head
from honour_roll.pages.sharing import Sharing
from honour_roll.pages.templates import Templates
from honour_roll.photos.renditions import Progress, Renditions
from honour_roll.problem import Problem
from honour_roll.search.corpus import corpus_of
from honour_roll.search.index import SearchIndex
from honour_roll.settings import Settings
from honour_roll.site_info import current_day
from honour_roll.store import Store, packed, unpacked, write_file

if TYPE_CHECKING:
    from datetime import date


_MANY = 100  # pages, from which more processes than two are of use, and not in each other's way


class _Edit(NamedTuple):
    """What changed since the site was made: these models, of which some are ``reworded``, and the places of others.

    ``moves`` is None when more changed: all pages are asked then, but only models' if ``rewriting`` is there, since
    their template alone changed.
    """

    slugs: set[str]
    reworded: set[str]
    moves: Moves | None
    rewriting: Rewriting | None


class Build:
    """The steps of a build, to be called in order: ``check``, ``make_photos``, ``write``, ``publish``."""

    def __init__(self, settings: Settings, progress: Progress | None = None) -> None:
        """Start with what the cache remembers of the last build; tell ``progress`` how far the photos are."""
        self.settings = settings
        self._made = Made()
        self._reused: AbstractSet[str] = frozenset()  # top folders and files of the site that stay
        self._changed_files: AbstractSet[str] | None = None  # those that came, went or were made; None when not known
        self._rolled: object = None  # what the roll was made from
        self._known_last: tuple[Path | None, bytes, Made] = (None, b"", self._made)
        self.recipe = code_fingerprint()
        self._cache = Store(settings.cache and settings.cache / "build.sqlite", self.recipe)
        # A preview's site goes when it ends: nothing about it is kept longer.
        self._of_site = Store(Path(":memory:"), self.recipe) if settings.preview else self._cache
        self._unkept: Path | None = None
        self.renditions = Renditions(self._place_for_photos(), settings.jobs, progress)
        self._templates: Templates | None = None
        self._exports: Exports | None = None
        self.checked = RollCheck(settings, self._cache, for_site=True)
        self._gathering = self.checked.gathering
        self._cards = KeptCards(self.settings.place_for("cards"), lambda key, file: self.renditions.files(key)[file])
        self._relations = Relations(self._cache, os.fsencode(settings.entries))
        self._layouts = Layouts(self._of_site)
        self._search = SearchIndex(self._cache, os.fsencode(settings.entries), settings.jobs)

    def check(self, seen: Seen | None = None) -> list[Problem]:
        """Read what changed and hold everything against every rule; give all that is wrong, sorted by place.

        ``seen`` is what lies on the shelves, if somebody has looked.
        """
        self.problems = self.checked.check(seen.on_shelves if seen else None)
        self._go_on_with(self.checked.passed())
        return self.problems

    def _go_on_with(self, entries: list[Entry]) -> None:
        """Take the entries that passed as the roll, unless it is the one that there was."""
        years = self.checked.ledger.years
        made_from = (entries, self.checked.registers_digest, years, self._gathering.faces())
        if made_from == self._rolled:
            return
        self._rolled = made_from
        orders = {kept.entry.slug: kept.order for kept in self._gathering.kept.values()}
        self.roll = Roll(entries, self.checked.registers, preview=self.settings.preview, orders=orders, years=years)
        self._site = Site(self.roll, self._gathering, self.settings.entries, self.renditions)

    @property
    def site(self) -> Site:
        """Give the site of the entries that passed."""
        return self._site

    def make_photos(self) -> list[Problem]:
        """Make the renditions that are not there yet; give what is wrong with photos that nothing could be made of."""
        shown = self.settings.shown
        found = []
        for job, error in self.renditions.make(self._site.jobs):
            path = f"{shown}/{job.path.relative_to(self.settings.entries).as_posix()}"
            found.append(Problem(path, 0, 0, error.rule, "Ảnh", job.original.file, error.text, error.mend))
        if found:
            self.problems = sorted({*self.problems, *found})
            failing = {problem.path.rpartition("/")[0] for problem in found}
            passed = [e for e in (*self.roll.entries, *self.roll.gone) if f"{shown}/{e.shelf}/{e.slug}" not in failing]
            self._go_on_with(passed)
        return found

    def _place_for_photos(self) -> Path:
        """Give where renditions are kept: in the cache, or for this process only where that cannot be written."""
        if place := self.settings.place_for("photos"):
            return place
        import tempfile  # rarely needed, and slow to come

        self._unkept = Path(tempfile.mkdtemp(prefix="honour-roll-"))
        return self._unkept

    def templates(self) -> Templates:
        """Give the theme's fragments, compiled; anew when one of them has changed."""
        if self._templates is None or self._templates.made_from != Templates.digest_of(self.settings.theme):
            self._templates = Templates(self.settings.theme, self.renditions.placeholder)
        return self._templates

    def answers(self, address: str) -> bool:
        """Tell whether a hand-written page may link to an address, which is without slashes around."""
        return address in self.settings.docs or known_addresses.answers(address, self.roll, lambda: self._site.lists)

    def kept_frame(self, site: Path, looked_at: bytes) -> Frame | None:
        """Give what MkDocs made for ``site``, if that is still there and MkDocs would make the same again.

        ``looked_at`` stands for all that it would look at.
        """
        kept = unpacked(self._of_site.get(_frame_key(site)))
        if not isinstance(kept, Frame) or not kept.made_from or kept.made_from != looked_at:
            return None
        last = self._last(site).frame
        whole = all(last.get(path) == kept.made_from and _is_there(f"{site}/{path}") for path in kept.files)
        return kept if whole else None

    def looked_at(self, root: Path) -> bytes:
        """Give what stands for all that MkDocs looks at."""
        return looked_at(root, self.recipe)

    def recall(self, site: Path, until: Callable[[], bool]) -> None:
        """Take up early what is remembered: of ``site`` all, of entries ``until`` there is something else to do."""
        self._last(site)
        self._gathering.recall(until)

    def write(
        self, stage: Path, site: Path, frame: Frame,
        stamps: bytes | None = None, codes: Callable[[], Mapping[str, bytes]] = dict,
    ) -> Outcome:  # fmt: skip
        """Write into ``stage`` every page that ``site`` does not hold already, just as it would be made again.

        The files of the frame are in ``stage`` when MkDocs has just made them; else they are in ``site``.
        ``stamps`` are those of the folders of ``site``, if somebody has looked; ``codes`` gives what templates are
        compiled to, if somebody has compiled them.
        """
        last, today, bearings = self._last(site), current_day(), self._gathering.bearings()
        rest = fingerprint(
            self.recipe, self.checked.registers_digest,
            frame.shell.encode(), frame.front.encode(),
            plain((frame.site_url, tuple(frame.look), frame.texts, today.strftime("%G-%V"), frame.imprint)),
            plain((self.settings.preview, self.problems, sorted(self.roll.years))),
            bearings,
        )  # fmt: skip
        templates = self.templates()  # asked once: somebody may save one while pages are made
        inputs = fingerprint(rest, templates.made_from)
        digests, faces = self._gathering.digests(), self._gathering.faces()
        self._relations.update(self.roll, bearings)
        order = self._relations.order
        # Nobody can reach the site of a preview.
        whole = bool(last.pages) if self.settings.preview else last.is_whole(site, stamps)
        self._exports, self._all_pages, self._layouts.made = None, False, {}
        keys, made = last.pages, set[str]()
        if not whole or (inputs, digests, order) != (last.inputs, last.entries, last.order):
            same_entries = whole and (digests, order) == (last.entries, last.order)
            rewriting = self._layouts.rewriting(site, templates, rest, last.inputs) if same_entries else None
            self._dress(frame, templates, today, site, last)
            changed, reworded = self._changed(last.entries, digests), self._changed(last.faces, faces)
            same_place = inputs == last.inputs and changed <= self.roll.by_slug.keys()
            moves = self._relations.moves_since(last.order) if same_place else None
            edit = _Edit(changed, reworded, moves, rewriting)
            keys, made = self._make(stage, site, last, edit, templates, whole=whole, codes=codes)
        frame_stays = [path for path in frame.files if not _is_there(f"{stage}/{path}")]
        self._written = written = {*made, *frame.files}.difference(frame_stays)
        from_mkdocs = dict.fromkeys(frame.files, frame.made_from)
        same_names = whole and keys.keys() == last.pages.keys() and from_mkdocs.keys() == last.frame.keys()
        before = () if same_names else (*last.pages, *last.frame)
        gone = {path for path in before if path not in keys and path not in from_mkdocs}
        came = {path for path in written if path not in last.pages and path not in last.frame}
        same_folders = same_names or (whole and publish.same_folders(came, gone))
        tops, folders = (last.tops, last.folders) if same_folders else (publish.tops_of([*keys, *frame.files]), ())
        self._frame, self._gone, self._made_with = frame, gone, templates
        self._waiting = made if whole else ()
        self._made = Made(keys, from_mkdocs, inputs, digests, faces, order, tops, folders)
        self._changed_files = written | gone if whole else None
        self._reused = {*last.tops} - written - gone if whole else publish.tops_of({*keys, *frame.files} - written)
        self._gathering.forget_bodies()
        public = sum(entry.status == "cong-bo" for entry in self.roll.entries)
        return Outcome(public, len(keys), len(made))

    def _make(
        self, stage: Path, site: Path, last: Made, edit: _Edit, templates: Templates,
        *, whole: bool, codes: Callable[[], Mapping[str, bytes]],
    ) -> tuple[dict[str, bytes], set[str]]:  # fmt: skip
        """Make what changed; give the keys of all files, and those that were made. ``whole`` is the site, if it is."""
        moves, reworded = edit.moves, edit.reworded
        self._all_pages = not (moves or edit.rewriting)
        if self._exports and moves:
            self._exports.look(edit.slugs, moves)
        listed, shared = partial(self._listed, reworded, moves or Moves()), whole and bool(moves and reworded)
        place = partial(waiting_of, stage) if whole else f"{stage}/".__add__
        templates.take(codes() if shared else {})
        with Meanwhile(partial(self._making, listed, last.pages, place)) if shared else nullcontext() as another:
            if edit.rewriting:
                ties = self._relations.ties
                pages = self._by_file(self._site.of_another_template(edit.rewriting, last.pages, ties))
            else:
                pages = self._of_changed(edit.slugs, reworded, moves) if moves else self._pages()
            if moves and not another:
                pages |= listed()
            keys = {} if self._all_pages else dict(last.pages)
            for path in cards_of(reworded, keys):
                del keys[path]
            keys |= {path: page.key for path, page in pages.items()}
            missing = set() if whole else {path for path in keys if not _is_there(f"{site}/{path}")}
            if missing - pages.keys():
                pages = self._pages()  # somebody has taken something from the site
            todo = {path: page for path, page in pages.items() if path in missing or last.pages.get(path) != page.key}
            templates.take(codes() if todo and not shared else {})  # not before: they are just being compiled
            self._layouts.made = workshop.make(todo, place, 1 if another and len(todo) < _MANY else self.settings.jobs)
            named, made = next(another) if another else ({}, set())
        return keys | named, made | todo.keys()

    def _dress(self, frame: Frame, templates: Templates, today: date, site: Path, last: Made) -> None:
        """Give the site all that its pages are made with; ``site`` holds what was made as ``last`` tells."""
        search = self._search, corpus_of(self.roll, frame.texts)
        sharing = Sharing(frame.site_url, frame.imprint, frame.look, self.settings.theme)
        standing = partial(_standing, site, last.pages)
        self._site.dress(frame, templates, self.recipe, today, search, sharing, self._cards, standing)
        given = self._site.given(self.settings.docs)
        self._exports = Exports(given, self.checked.registers_digest, self._of_site, site, last.pages)

    def _changed(self, before: bytes, now: bytes) -> set[str]:
        """Give the slugs of the entries whose digests are not the same before and now."""
        if before == now:
            return set()
        places = range(0, len(now), SIZE)
        pairs = zip(self._gathering.kept.values(), places, strict=True)
        return {kept.entry.slug for kept, at in pairs if before[at : at + SIZE] != now[at : at + SIZE]}

    def _of_changed(self, slugs: set[str], reworded: set[str], moves: Moves) -> dict[str, Page]:
        """Give by their files the pages that may change when these models do, but those of ``_listed``.

        Some of the models are ``reworded``: they have another title or summary, which other pages show. By their titles
        they may stand elsewhere in lists, which ``moves`` others. No page is elsewhere.
        """
        pages = [*self._site.naming(reworded, self._broken(), moves)] if reworded else []  # a card takes longest
        pages += self._site.shards()
        if slugs:
            pages += self._site.models(self._relations.ties, slugs | moves.beside, reworded)
        return self._by_file(pages)

    def _listed(self, reworded: set[str], moves: Moves) -> dict[str, Page]:
        """Give by their files those pages that may change as in ``_of_changed``, and are made of lists and records.

        These need neither the index nor models' pages: so another process can make them from the start.
        """
        pages = [*self._for_programs()]
        if reworded:
            pages += self._site.list_pages(reworded | moves.displaced)
        return self._by_file(pages)

    @staticmethod
    def _making(
        pages: Callable[[], dict[str, Page]], last: Mapping[str, bytes], place: Callable[[str], str]
    ) -> Iterator[tuple[dict[str, bytes], set[str]]]:
        """Write those of ``pages`` whose keys are not those of ``last``; give all keys, and which were written."""
        found = pages()
        todo = {path: page for path, page in found.items() if last.get(path) != page.key}
        workshop.make(todo, place, jobs=1)
        yield {path: page.key for path, page in found.items()}, {*todo}

    def _pages(self) -> dict[str, Page]:
        """Give every page by its file."""
        if self._exports:
            self._exports.look(None, Moves())
        exports = [*self._for_programs()]  # first: the two large ones take longest
        red = self._site.red_pages(self.problems, self.settings.shown) if self.settings.preview else ()
        return self._by_file([*exports, *self._site.pages(self._relations.ties, self._broken()), *red])

    def _for_programs(self) -> Iterator[Page]:
        return (Page(*file) for file in (self._exports.files() if self._exports else ()))

    def _broken(self) -> Iterable[str]:
        """Give the folders of the entries that a preview shows as red pages."""
        return self._site.broken(self.problems, self.settings.shown) if self.settings.preview else ()

    @staticmethod
    def _by_file(pages: Iterable[Page]) -> dict[str, Page]:
        """Give pages by their files; the first to ask for an address has it."""
        found: dict[str, Page] = {}
        for page in pages:
            found.setdefault(addresses.file_of(page.address), page)
        return found

    def publish(self, stage: Path, site: Path) -> None:
        """Mark the stage as whole, put it in the place of the site, and remember what it was made from.

        Raises OSError, with the old site still in its place, when the system does not let it be moved.
        """
        token, last = self._made.token, self._last(site)
        write_file(stage / publish.MARKER, token)
        with publish.publish(site, self._reused, self._gone, self._waiting):
            items = [(_frame_key(site), packed(self._frame))]
            if self.settings.preview:
                gc.collect()  # a preview builds many times; a build ends here
                gc.freeze()  # what stays need not be looked through again
            else:
                self._made, rows = self._made.published(site, last, self._changed_files).to_keep(site, last)
                items += rows
            self._known_last = (site, token, self._made)
            models = [entry.slug for entry in self.roll.entries]
            items += self._layouts.to_keep(site, self._made_with, models, self._written)
            self._of_site.put(items)  # all or nothing: layouts are of the site that is remembered
            if self._exports:
                self._exports.remember()
            self.renditions.prune(self._site.jobs)
            if self._all_pages:
                self._cards.prune(self._site.cards.kept_names())

    def _last(self, site: Path) -> Made:
        """Give what ``site`` was made from, if it is whole and the cache knows it."""
        there = content_of(site / publish.MARKER)
        if self._known_last[:2] != (site, there):  # else asked before: it is a large thing to unpack
            token, made = Made.remembered(self._of_site.get, site)
            self._known_last = (site, there, made if token == there else Made())
        return self._known_last[2]

    def remarks(self, frame: Frame) -> list[str]:
        """Give in words what is to be mended one day on the site with this frame."""
        place_for_one = head.is_placeholder(frame.site_url)
        return [*frame.dead_links(self.answers), *([head.reminder(frame.site_url)] if place_for_one else [])]

    def remember(self, site: Path, seen: Seen, outcome: Outcome) -> list[str]:
        """Remember, once published, what the site was made from as ``seen``, and what to say when nothing changes.

        Give what to say now.
        """
        remarks = self.remarks(self._frame)
        unchanged.remember(self._cache, site, seen, self._made, [*remarks, outcome._replace(made=0).said])
        return [*remarks, outcome.said]

    def close(self) -> None:
        """Let go of the cache."""
        self._cache.close()
        self._of_site.close()
        if self._unkept:
            publish.clear(self._unkept)


def _frame_key(site: Path) -> bytes:
    return b"frame:" + os.fsencode(site)


def _standing(site: Path, keys: Mapping[str, bytes], file: str, key: bytes) -> bytes:
    """Give what ``site``, whose files were made from ``keys``, holds as a file made from ``key``; else nothing."""
    return content_of(f"{site}/{file}") if keys.get(file) == key else b""


def _is_there(path: str) -> bool:
    return os.path.isfile(path)
