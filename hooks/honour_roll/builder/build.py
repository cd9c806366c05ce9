"""The build: sources -> loaded roll -> context -> producers -> stale artifacts -> stage -> site.

``docs/decisions/how-a-build-works.md`` tells it on one page. A ``Build`` lives as long as the process: in a preview the
second round finds what the first has read in memory.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import weakref
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

from honour_roll import contact
from honour_roll.addresses import is_placeholder, reminder
from honour_roll.builder import artifact, manifest, publish
from honour_roll.builder.artifact import Explanation, Plan
from honour_roll.builder.context import Context, Pictures
from honour_roll.builder.load import Loaded, Loader
from honour_roll.builder.manifest import Published
from honour_roll.builder.mkdocs_output import MkDocsOutput
from honour_roll.builder.picture_producers import LINK_CARDS, names_of_cards
from honour_roll.builder.producers import MKDOCS, Kept, producers
from honour_roll.builder.sources import Sources
from honour_roll.feeds.known_addresses import answers
from honour_roll.fingerprints import code_fingerprint
from honour_roll.packing import packed, unpacked
from honour_roll.pages import lists
from honour_roll.pages.templates import Templates
from honour_roll.photos.renditions import Renditions
from honour_roll.problem import Problem
from honour_roll.progress import Progress
from honour_roll.search.index import SearchIndex
from honour_roll.settings import Settings
from honour_roll.store import FileStore, Store

_FROZEN_ROUNDS = 16  # rounds of a preview between two looks for garbage among all that lives: 0.6 s for 10,000 entries


class Report(NamedTuple):
    """What a build did: entries published, files of the site that are made here, and how many of them were made anew.

    ``producers`` has for each producer whether it was asked, how many files it has and how many of these were stale,
    and how many seconds it took to ask it and to make them. ``reminders`` is what is to be mended one day.
    """

    entries: int
    files: int
    made: int
    reminders: tuple[str, ...] = ()
    producers: tuple[tuple[str, bool, int, int, float, float], ...] = ()

    @property
    def said(self) -> str:
        """Return this as a line for staff."""
        return f"{self.entries} bài công bố, {self.files} tệp, làm mới {self.made}."


class Build:
    """Builds sites from the entries that the settings name."""

    def __init__(self, settings: Settings, progress: Callable[[str], Progress] | None = None) -> None:
        """Begin with what the cache remembers; ``progress("Ảnh")`` returns a callback for numbers done and to do."""
        self.settings, self._progress = settings, progress
        self._store = Store(settings.cache and settings.cache / "build.sqlite", code_fingerprint())
        # The site of a preview goes when the preview ends: what is known of it stays in memory.
        self._sites = Store(None, b"") if settings.preview else self._store
        self._loader = Loader(settings, self._store, for_site=True)
        photos = settings.cache_folder("photos") or _temporary_folder(self)
        self.renditions = Renditions(photos, settings.jobs, progress and progress("Ảnh"))
        cards = FileStore(settings.cache_folder("cards"))
        index = SearchIndex(self._store, os.fsencode(settings.entries), settings.jobs)
        self._kept = Kept(index, self.renditions, cards)
        self._templates: Templates | None = None
        self._rounds = 0  # of a preview

    # --- reading ------------------------------------------------------------------------------------------------------

    def load(self, sources: Sources | None = None) -> Loaded:
        """Read what changed, hold everything against every rule, and make the renditions that are not there yet.

        ``sources`` are what was looked at, if it was. Where there are Problems, photos are made in a preview only.
        Raises OSError when a rendition cannot be kept.
        """
        loaded = self._loader.load(sources)
        if loaded.problems and not self.settings.preview:
            return loaded
        found, failing = list[Problem](), set[str]()
        for job, error in self.renditions.make(Pictures(loaded.roll, self._loader.cache, self.settings.entries).jobs):
            path = job.path.relative_to(self.settings.entries).as_posix()
            failing.add(path.rpartition("/")[0])
            shown = f"{self.settings.shown}/{path}"
            found.append(Problem(shown, 0, 0, error.rule, "Ảnh", job.original.file, error.text, error.mend))
        return self._loader.without(loaded, failing, found) if found else loaded

    def templates(self) -> Templates:
        """Return the theme's templates, read again when one of them has changed."""
        if self._templates is None or not self._templates.are_those_of(self.settings.theme):
            self._templates = Templates(self.settings.theme, self.renditions.placeholder)
        self._templates.forget_cards()  # those of the round before
        return self._templates

    def context(self, loaded: Loaded, output: MkDocsOutput | None = None) -> Context:
        """Return everything that pages are made from; without ``output``, enough for what is printed."""
        cache, output = self._loader.cache, output or MkDocsOutput()
        return Context(self.settings, self._store, loaded, cache, output, self.templates())

    # --- MkDocs' output -----------------------------------------------------------------------------------------------

    def kept_output(self, site: Path, sources: bytes) -> MkDocsOutput | None:
        """Return what MkDocs made for ``site``, if its files are still there and MkDocs would make the same again.

        ``sources`` is the fingerprint of all that MkDocs would read; nothing when that is not known.
        """
        output = unpacked(self._sites.get(_output_key(site)))
        record = self._published(site).manifest.get(MKDOCS)
        if not isinstance(output, MkDocsOutput) or not record or not sources or output.sources != sources:
            return None
        return None if any(record.damaged(str(site))) else output

    def dead_links(self, loaded: Loaded, output: MkDocsOutput) -> list[str]:
        """Return a line for each link of a hand-written page that leads nowhere."""
        roll = loaded.roll

        def is_there(address: str) -> bool:
            return address in self.settings.docs or answers(address, roll, lambda: lists.listings(roll))

        return output.dead_links(is_there)

    # --- making -------------------------------------------------------------------------------------------------------

    def publish(self, site: Path, loaded: Loaded, output: MkDocsOutput) -> Report:
        """Make the stale files of ``site`` and publish them; the result equals that of a first build.

        When MkDocs has just run, its files are in the site's stage. Raises OSError when a file cannot be written or
        moved.
        """
        stage, before = publish.stage_of(site), self._published(site)
        context = self.context(loaded, output)
        damaged = set[str]() if self.settings.preview else before.damaged(site)  # no one else reaches its site
        plan = artifact.plan(producers(context, self._kept, stage), before.manifest, damaged)
        progress = self._progress("Trang") if self._progress and not before.manifest else None
        took = artifact.write_all(plan.stale, str(stage), self.settings.jobs, progress)
        written, paths = {item.path for item in plan.stale}, plan.paths
        gone = (before.paths if before.manifest else publish.files_in(site)) - paths
        reminders = _reminders(output)
        own = len(paths) - len(output.files)
        made = sum(item.producer != MKDOCS for item in plan.stale)
        report = Report(len(context.public), own, made, reminders, _by_producer(plan, took))
        said = (*self.dead_links(loaded, output), *reminders, report._replace(made=0).said)
        token = manifest.token_of(plan.kept | plan.asked)
        sources = loaded.sources if output.sources else b""  # MkDocs may have read more than is known
        is_same = token == before.token and not written and not gone
        with nullcontext() if is_same else publish.publishing(site, written, gone, token):
            records = plan.kept | manifest.stamped(plan.asked, written, str(site))
            now = manifest.to_remember(site, Published(token, sources, said, records), before)
            self._sites.put(now | {_output_key(site): packed(output)})
        self._forget(context, len(records[LINK_CARDS].files))
        return report

    def _published(self, site: Path) -> Published:
        """Return what is remembered of ``site``, if it is whole and the one that is remembered."""
        found = manifest.remembered(self._sites, site)
        return found if found.token and found.token == publish.token_of(site) else Published()

    def _forget(self, context: Context, cards: int) -> None:
        """Let go of what this round needed, and of kept pictures that no page shows any more.

        Of link cards, of which there are so many, only when a tenth is of no use: to find their names takes a second.
        """
        self.renditions.prune(context.pictures.jobs)
        if self._kept.cards.count() > 1.1 * cards:
            self._kept.cards.keep_only(names_of_cards(context))
        if self.settings.preview:  # a command ends here, a preview goes on
            self._rounds += 1
            if self._rounds % _FROZEN_ROUNDS == 0:
                gc.unfreeze()  # what was frozen and is of no use by now, in circles, would stay for ever
            gc.collect()
            gc.freeze()

    def explained(self, site: Path, path: str, loaded: Loaded, output: MkDocsOutput) -> Explanation | None:
        """Return why the next build makes the file at ``path`` of the site again, or does not."""
        before = self._published(site)
        found = producers(self.context(loaded, output), self._kept, publish.stage_of(site))
        return artifact.explained(path, found, before.manifest, before.damaged(site))

    def close(self) -> None:
        """Let go of the cache."""
        self._store.close()
        self._sites.close()


def _reminders(output: MkDocsOutput) -> tuple[str, ...]:
    """Return what mkdocs.yml lacks and a site should have one day."""
    address = reminder(output.site_url) if is_placeholder(output.site_url) else ""
    return tuple(filter(None, (address, "" if output.imprint.contact.is_known else contact.MISSING)))


def _temporary_folder(owner: object) -> Path:
    """Return a folder that goes when its owner does."""
    folder = tempfile.mkdtemp(prefix="honour-roll-")
    weakref.finalize(owner, shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def _by_producer(plan: Plan, took: dict[str, float]) -> tuple[tuple[str, bool, int, int, float, float], ...]:
    stale = Counter(item.producer for item in plan.stale)
    rows = [(name, False, len(record.files), 0, 0.0, 0.0) for name, record in plan.kept.items()]
    rows += [
        (name, True, len(record.files), stale[name], plan.seconds[name], took.get(name, 0.0))
        for name, record in plan.asked.items()
    ]
    return tuple(rows)


def _output_key(site: Path) -> bytes:
    return b"mkdocs:" + os.fsencode(site)
