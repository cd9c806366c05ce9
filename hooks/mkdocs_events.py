"""MkDocs' events, in their order, as calls of a ``Session``. The only file that knows MkDocs."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from honour_roll import addresses
from honour_roll.builder import mkdocs_file, mkdocs_output, serving, site_input, watching
from honour_roll.builder.session import Session
from honour_roll.contact import Way
from honour_roll.entries.markdown import ROOT
from honour_roll.pages import descriptions
from honour_roll.pages.templates import template_error
from honour_roll.problem import StoppedError
from honour_roll.taxonomies import OVERVIEWS
from honour_roll.text.vietnamese import slug_of

log = logging.getLogger("mkdocs.plugins.honour_roll")
PROJECT = Path(__file__).parent.parent
THEME = PROJECT / "hooks" / "theme"


class Events:
    """The events of one MkDocs process; a method has the name of its event, and MkDocs' own arguments."""

    def __init__(self) -> None:
        """Wait for the first event."""
        self.session = Session(PROJECT, preview=False)
        self.warnings, self.nav = CountHandler(level=logging.WARNING), Navigation([], [])
        self.published: AbstractSet[str] = frozenset()
        self.began = time.time()

    def on_startup(self, command: str, **_: Any) -> None:
        """Begin a session: of one build, or of a preview."""
        self.session = Session(PROJECT, preview=command == "serve")

    def on_config(self, config: MkDocsConfig) -> None:
        """Turn MkDocs' output to the stage; let it watch the entries and the theme."""
        self.warnings.counts.clear()
        logging.getLogger("mkdocs").addHandler(self.warnings)  # which has it once, however often it is added
        logging.getLogger("mkdocs.structure.pages").addFilter(in_vietnamese)
        with suppress(ValueError):  # which stops the build further down
            config.site_url = addresses.in_ascii(config.site_url or "")
        given = (config.site_name, config.site_description, config.site_url, config.extra, config.theme.get("logo"))
        with stopping():
            if wrong := mkdocs_file.told(Path(config.config_file_path)):
                raise StoppedError(wrong)
            config.watch += self.session.configure(config.site_dir, config.docs_dir, *given)
        config.extra["colours"], config.site_dir = self.session.colours, str(self.session.stage)
        config.theme.static_templates.discard("sitemap.xml")  # ours has the entries in it
        config.mdx_configs.setdefault("toc", {})["slugify"] = lambda words, _: slug_of(words)
        vars(config.theme)["get_env"] = partial(mkdocs_output.with_own_files, config.theme.get_env, THEME)

    def on_pre_build(self, **_: Any) -> None:
        """Check everything before anything is written."""
        with stopping():
            self.session.read(log.error)

    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        """Refuse what cannot be read, pages at the addresses of ours, and a logo or an icon that is not published."""
        with stopping():
            site_input.refuse_no_files((file.src_uri, file.abs_src_path) for file in files)
        for file in files:
            if Path(file.src_dir or "") == THEME and file.src_uri.endswith((".css", ".js")):
                file.content_string = mkdocs_output.without_comments(file.src_uri, file.content_string)
        published = {file.src_uri: file for file in files if file.inclusion is not InclusionLevel.EXCLUDED}
        with stopping():
            site_input.refuse_own_addresses((file.src_uri, file.dest_uri, file.url) for file in files)
            config.theme["favicon"] = site_input.icon(config.theme.get("favicon"), published)
            site_input.refuse_lost_pictures({key: config.theme.get(key) for key in ("logo", "favicon")}, published)
            icon = config.theme["favicon"]
            own = self.session.own_files(icon, published[icon].abs_src_path) if icon else {}
        for path in own.keys() - published.keys():  # one in docs/ is kept
            files.append(File.generated(config, path, content=own[path]))
        self.published = own.keys() | published.keys()

    def on_nav(self, nav: Navigation, **_: Any) -> None:
        """Keep the menu, which the layout shows."""
        self.nav = nav

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keep a hand-written page for the search; lead its links to generated pages there."""
        if not page.meta.get("description") and not (page.is_homepage and config.site_description):
            page.meta["description"] = descriptions.of_written(html)
        named = (page.file.src_uri, page.url, site_input.title_text(page.title))
        is_draft = page.file.inclusion is InclusionLevel.DRAFT
        with stopping():
            return self.session.add_page(*named, html, files.get_file_from_path, is_draft=is_draft)

    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
        """Render the layout of all generated pages, once; teach the templates what they use."""
        env.filters["parted"] = mkdocs_output.split_greeting
        env.globals |= {"shared": self.metadata, "lists": OVERVIEWS, "ways_of": self.ways_of}
        env.globals |= {"imprint": self.session.imprint, "published": self.published}
        self.session.layout = env.get_template("shell.html").render(get_context(self.nav, files, config, base_url=ROOT))

    def metadata(self, page: Page) -> str:
        """Return what stands in the head of a hand-written page; nothing for a draft, which only a preview has."""
        texts = (site_input.title_text(page.title), str(page.meta.get("description") or ""))
        return self.session.head_of(page.url, *texts, is_draft=page.file.inclusion is InclusionLevel.DRAFT)

    def ways_of(self, page: Page | None, is_layout: bool) -> list[Way]:  # noqa: FBT001 - templates call it
        """Return the ways to reach somebody from a page, from the layout, or from the page that answers 404."""
        title = site_input.title_text(page.title) if page else "Không tìm thấy trang"
        return self.session.ways_of(page.url if page else None, title, is_layout=is_layout)

    def on_post_page(self, output: str, page: Page, **_: Any) -> None:
        """Keep the front page, in which the roll has its place."""
        self.session.front = output if page.is_homepage else self.session.front

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Make what is made of the entries, and publish the site."""
        is_known = mkdocs_output.is_usual(config, PROJECT, THEME) and not self.warnings.get_counts()
        self.finish(self.session.output(is_known=is_known), strict=config.strict)
        config.site_dir = str(self.session.site)  # for what runs after the build

    def finish(self, output: mkdocs_output.MkDocsOutput, *, strict: bool = False) -> None:
        """Publish the site, and say so; not when there was a warning and MkDocs is ``strict``: it gives up then."""
        for line in self.session.dead_links(output):
            log.warning(line)
        with stopping():
            for line in self.session.finish(output) if not (strict and self.warnings.get_counts()) else ():
                log.info("%s", line)

    def on_build_error(self, error: Exception) -> None:
        """Leave nothing half-made behind; say in our words what is wrong with a template."""
        stays = self.session.discard()
        if not isinstance(error, PluginError) and (said := template_error(error, stays)):
            log.error(said)
            raise Abort("Aborted with a BuildError!") from None  # MkDocs' own words

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, **_: Any) -> None:
        """Build again as soon as a file changes; serve nothing but pages."""
        watched = filter(None, (config.docs_dir, config.config_file_path))
        serving.guard(server)
        watching.watch(server, watched, partial(self.build_again, server.builder), self.began)

    def build_again(self, with_mkdocs: Callable[[], None]) -> None:
        """Build on what MkDocs made the last time; through MkDocs when it would make something else, or tell of it."""
        if wrong := mkdocs_file.told(PROJECT / mkdocs_file.FILE):
            log.error(wrong)
            raise Abort("")  # MkDocs says no more than that it waits
        with suppress(StoppedError, PluginError):  # MkDocs tells of it as it always does
            if output := self.session.kept_output():
                self.session.read(log.error)
                return self.finish(output)
        return with_mkdocs()

    def on_shutdown(self) -> None:
        """Tidy up after a preview, or after a build that never began."""
        self.session.close()


def in_vietnamese(record: logging.LogRecord) -> bool:
    """Let MkDocs warn of a link among hand-written pages in our words."""
    record.msg, record.args = site_input.in_vietnamese(record.getMessage(), PROJECT / "docs"), ()
    return True


@contextmanager
def stopping() -> Iterator[None]:
    """Let MkDocs tell what stops the build."""
    try:
        yield
    except StoppedError as error:
        raise PluginError(str(error)) from None


EVENTS = Events()
globals().update({name: getattr(EVENTS, name) for name in dir(Events) if name.startswith("on_")})
