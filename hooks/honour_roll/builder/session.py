"""A session: what one process of MkDocs has read and made so far, in plain values; a preview builds many times.

MkDocs writes hand-written pages, the layout and assets into a stage beside the site. What is made of the entries joins
them there, and then the files take their places: so whatever goes wrong, the site that was there is untouched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from honour_roll import addresses, settings
from honour_roll.builder import mkdocs_output, publish, run, site_input, sources
from honour_roll.builder.build import Build
from honour_roll.builder.load import Loaded
from honour_roll.builder.mkdocs_output import MkDocsOutput
from honour_roll.builder.site_input import SiteInput
from honour_roll.cards import icons
from honour_roll.cards.link_cards import Brand
from honour_roll.contact import Way
from honour_roll.feeds import feeds
from honour_roll.pages import head
from honour_roll.pages.head import Sharing
from honour_roll.pages.templates import QUOTED
from honour_roll.problem import StoppedError
from honour_roll.progress import progress_bar
from honour_roll.search.documents import WrittenPage
from honour_roll.site_info import Imprint


class Session:
    """Collects what MkDocs makes of the hand-written pages, and builds the site with it."""

    def __init__(self, project: Path, *, preview: bool) -> None:
        """Begin; ``project`` is the folder with ``mkdocs.yml``."""
        self._project, self._preview = project, preview
        self._build: Build | None = None
        self._input, self.site, self._url = SiteInput(), Path(), ""
        self._loaded: Loaded | None = None
        self._before = b""  # the fingerprint of MkDocs' sources before it read them
        self.layout = self.front = ""
        self._links, self._pages = list[tuple[str, str]](), list[WrittenPage]()

    def configure(
        self,
        site: str,
        docs: str,
        name: str,
        description: str | None,
        url: str | None,
        extra: Mapping[str, Any],
        logo: object,
    ) -> list[str]:
        """Take what ``mkdocs.yml`` says; return the folders to watch for changes. Raises StoppedError."""
        self._before = sources.mkdocs_fingerprint(self._project)
        given = (name, description, url, extra)
        self._input = site_input.site_input(*given, has_logo=bool(logo), preview=self._preview)
        self.site, self._url = Path(site).resolve(), url or ""
        found = settings.from_environment(self._project, Path(docs), preview=self._preview)
        if self._build and self._build.settings != found:
            self._build.close()
            self._build = None
        if self._build is None:
            self._build = Build(found, progress_bar)
        return [str(folder) for folder in (found.entries, found.theme, found.registers) if folder]

    @property
    def build(self) -> Build:
        """Return the build, which ``configure`` has made."""
        if self._build is None:
            raise RuntimeError("MkDocs' first event, on_config, did not come")
        return self._build

    @property
    def stage(self) -> Path:
        """Return the folder into which MkDocs writes."""
        return publish.stage_of(self.site)

    @property
    def colours(self) -> dict[str, str]:
        """Return the site's colours, for the theme."""
        return self._input.look._asdict()

    def head_of(self, url: str, title: str, description: str, *, is_draft: bool) -> Markup:
        """Return what the head of a hand-written page says to apps that show a link to it; nothing for a draft."""
        if is_draft:  # only a preview has it
            return Markup()
        sharing = Sharing(self._url, self._input.imprint, self._input.look, self.build.settings.theme)
        return Markup(sharing.written(url, title, description))  # noqa: S704 - escaped there

    @property
    def imprint(self) -> Imprint:
        """Return what the site says of itself, for the theme."""
        return self._input.imprint

    def ways_of(self, url: str | None, title: str, *, is_layout: bool) -> list[Way]:
        """Return the ways to reach somebody from a hand-written page, from the layout, or from a page without a URL."""
        page = (quote(self._url + url if url is not None else "", safe=""), quote(title, safe=""))
        return [way.filled(*(QUOTED if is_layout else page)) for way in self._input.imprint.contact.ways()]

    def own_files(self, icon: str, path: str | None) -> dict[str, bytes]:
        """Return robots.txt and the site's icons, by path; ``icon`` is the icon that mkdocs.yml names, at ``path``.

        Raises StoppedError when that is no picture.
        """
        files = {addresses.ROBOTS: feeds.robots(self._url).encode()} if self._url else {}
        own = Path(path) if path and icon != site_input.OUR_ICON else None
        look, name = self._input.look, self._input.imprint.name
        mark = head.mark(self.build.settings.theme)
        try:
            return files | icons.icons(Brand(name, look.brand, look.accent, mark), own)
        except (OSError, ValueError):
            raise StoppedError(
                f"mkdocs.yml, mục theme: favicon: không đọc được hình “{icon}”.\n"
                "    Dùng tệp SVG, PNG hoặc JPEG còn mở được."
            ) from None

    def read(self, tell: Callable[[str], None]) -> None:
        """Read and check entries, registers and ledger, as ``run.prepare`` does. Raises StoppedError."""
        self._loaded = run.prepare(self.build, self._project, self.site, tell)
        self.front, self._links, self._pages = "", [], []

    def add_page(
        self, source: str, url: str, title: str, html: str, is_written: Callable[[str], object], *, is_draft: bool
    ) -> str:
        """Take a hand-written page; return it with links to ``/mo-hinh/`` that work wherever the site lives.

        ``is_written`` is true of a target that is a hand-written file. Raises StoppedError.
        """
        html, targets = site_input.rooted_links(html, url.count("/"), self._url)
        self._links += [(source, target) for target in targets if not is_written(target)]
        site_input.refuse_title(source, title)
        self._pages += [] if is_draft else [WrittenPage(url, title, html)]
        return html

    def output(self, *, is_known: bool) -> MkDocsOutput:
        """Return all that MkDocs made.

        It is remembered if ``is_known`` (it depends on the project's files alone) and none was saved meanwhile.
        """
        known = self._before if is_known and self._before == sources.mkdocs_fingerprint(self._project) else b""
        files, pages = mkdocs_output.written(self.stage), tuple(sorted(self._pages))
        made = (self.layout, self.front, self._url, files, tuple(self._links), known)
        return MkDocsOutput(*made, self._input.look, pages, self._input.imprint)

    def kept_output(self) -> MkDocsOutput | None:
        """Return what MkDocs made the last time, if it would make the same again."""
        return self.build.kept_output(self.site, sources.mkdocs_fingerprint(self._project))

    def dead_links(self, output: MkDocsOutput) -> list[str]:
        """Return a line for each link of a hand-written page that leads nowhere."""
        return self.build.dead_links(self._loaded, output) if self._loaded else []

    def finish(self, output: MkDocsOutput) -> list[str]:
        """Make what is stale and publish the site; return what to say. Raises StoppedError, as ``run.finish`` does."""
        if wrong := output.wrong_front():
            raise StoppedError(wrong)
        if self._loaded is None:
            raise RuntimeError("MkDocs' event on_pre_build did not come")
        report = run.finish(self.build, self.site, self._loaded, output)
        return [report.said, *(() if self._preview else report.reminders)]

    def discard(self) -> str:
        """Remove the stage, if there is one; return a sentence on what stays of the site."""
        if not self.site.name:
            return ""  # ``mkdocs.yml`` could not even be understood
        publish.discard(self.site)
        return publish.what_stays(self.site)

    def close(self) -> None:
        """Let go of the cache, and leave no stage behind."""
        if self._build:
            self._build.close()
        self.discard()
