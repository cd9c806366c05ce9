"""What happens when MkDocs builds the site, in its order. The only file that knows MkDocs.

MkDocs writes hand-written pages, the layout and assets into a stage beside the site. What is made of the entries joins
them there, and then the files take their places: so whatever goes wrong, the site that was there is untouched.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from honour_roll import settings
from honour_roll.addresses import OWNED
from honour_roll.build import mkdocs_output, publish, run, site_input, sources, watching
from honour_roll.build.build import Build
from honour_roll.build.mkdocs_output import MkDocsOutput
from honour_roll.entries.markdown import ROOT
from honour_roll.pages.head import Sharing
from honour_roll.pages.templates import template_error
from honour_roll.problem import StoppedError
from honour_roll.progress import progress_bar
from honour_roll.search.documents import WrittenPage
from honour_roll.text.vietnamese import slug_of

log = logging.getLogger("mkdocs.plugins.honour_roll")
PROJECT = Path(__file__).parent.parent
THEME = PROJECT / "hooks" / "theme"


class Events:
    """The events of one MkDocs process, which in a preview builds many times; a method has the name of its event."""

    def __init__(self) -> None:
        """Wait for the first event."""
        self.serving, self.site, self.warnings = False, Path(), CountHandler()
        self.build: Build | None = None
        self.read: run.Read | None = None
        self.input, self.nav = site_input.SiteInput(), Navigation([], [])
        self.layout = self.front = ""
        self.links, self.pages = list[tuple[str, str]](), list[WrittenPage]()

    def on_startup(self, command: str, dirty: bool) -> None:  # noqa: ARG002, FBT001 - MkDocs' signature
        """Remember whether this is a preview."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Turn MkDocs' output to the stage, and say where entries, theme and cache are."""
        logger = logging.getLogger("mkdocs")
        logger.removeHandler(self.warnings)
        self.warnings = CountHandler(level=logging.WARNING)
        logger.addHandler(self.warnings)
        texts, has_logo = (config.site_name, config.site_description, config.site_url), bool(config.theme.get("logo"))
        with _told():
            self.input = site_input.site_input(*texts, config.extra, has_logo=has_logo, preview=self.serving)
        config.extra["colours"] = self.input.look._asdict()
        self.site = Path(config.site_dir).resolve()
        config.site_dir = str(publish.stage_of(self.site))
        config.theme.static_templates.discard("sitemap.xml")  # ours has the entries in it
        config.mdx_configs.setdefault("toc", {})["slugify"] = lambda words, _: slug_of(words)
        setattr(config.theme, "get_env", partial(_environment, config.theme.get_env))  # noqa: B010 - theirs
        found = settings.from_environment(PROJECT, Path(config.docs_dir), preview=self.serving)
        config.watch += map(str, filter(None, (found.entries, THEME, found.registers)))
        if self.build is None or self.build.settings != found:
            self.build = Build(found, progress_bar)
        return config

    def on_pre_build(self, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Read and check everything before anything is written; a preview goes on with the entries that passed."""
        with _told():
            self.read = run.read(self._build, PROJECT, self.site, log.error)

    @property
    def _build(self) -> Build:
        assert self.build, "on_config comes first"  # noqa: S101 - MkDocs' order of events
        return self.build

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Refuse pages at the addresses of ours, and a logo or an icon that would not be published."""
        for file in files:
            if file.dest_uri.startswith(OWNED):
                raise PluginError(f"docs/{file.src_uri}: địa chỉ {file.url} dành cho trang do máy dựng.\n"
                                  "    Đổi tên trang viết tay này.")  # fmt: skip
            if Path(file.src_dir or "") == THEME and file.src_uri.endswith((".css", ".js")):
                file.content_string = mkdocs_output.without_comments(file.src_uri, file.content_string)
        published = {file.src_uri for file in files if file.inclusion is not InclusionLevel.EXCLUDED}
        config.theme["favicon"] = site_input.icon(config.theme.get("favicon"), published)
        with _told():
            site_input.refuse_lost_pictures({key: config.theme.get(key) for key in ("logo", "favicon")}, published)
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Keep the menu for the layout; forget the pages of the build before."""
        self.nav, self.front, self.links, self.pages = nav, "", [], []
        return nav

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Lead the hand-written pages' links to generated ones (``/mo-hinh/``) there from wherever the site lives."""
        html, targets = site_input.rooted_links(html, page.url.count("/"))
        self.links += [(page.file.src_uri, target) for target in targets if not files.get_file_from_path(target)]
        with _told():
            site_input.refuse_title(page.file.src_uri, _title(page))
        if page.file.inclusion is not InclusionLevel.DRAFT:  # even in a preview
            self.pages.append(WrittenPage(page.url, _title(page), html))
        return html

    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Render the layout of all generated pages, once; teach the templates what they use."""
        sharing = Sharing(config.site_url or "", self.input.imprint, self.input.look, THEME)
        env.filters["parted"] = mkdocs_output.split_greeting
        env.globals["shared"] = partial(_shared, sharing)
        self.layout = env.get_template("shell.html").render(get_context(self.nav, files, config, base_url=ROOT))
        return env

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Keep the front page, in which the roll has its place."""
        self.front = output if page.is_homepage else self.front
        return output

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Make what is made of the entries, and publish the site."""
        output = self._output(config)
        if wrong := output.wrong_front():
            raise PluginError(wrong)
        self._finish(output, strict=config.strict)
        config.site_dir = str(self.site)  # for what runs after the build

    def _finish(self, output: MkDocsOutput, *, strict: bool) -> None:
        assert self.read, "on_pre_build comes first"  # noqa: S101 - MkDocs' order of events
        for line in self._build.dead_links(self.read.loaded, output):
            log.warning(line)
        if strict and self.warnings.get_counts():
            publish.discard(self.site)  # MkDocs gives up after this event, when it would be too late
            return
        with _told():
            report = run.finish(self._build, self.site, self.read, output)
        log.info("%s", report.said)
        for line in () if self.serving else report.reminders:
            log.info("%s", line)

    def _output(self, config: MkDocsConfig) -> MkDocsOutput:
        """Return what MkDocs made; with the fingerprint of its sources when these are known and nothing is wrong."""
        usual = (PROJECT / "mkdocs.yml", PROJECT / "docs", THEME, True, 1, 1)
        places = (Path(config.config_file_path), Path(config.docs_dir), Path(config.theme.custom_dir or ""))
        is_usual = (*places, config.use_directory_urls, len(config.plugins), len(config.hooks)) == usual
        known = sources.mkdocs_fingerprint(PROJECT) if is_usual and not self.warnings.get_counts() else b""
        files, pages = mkdocs_output.written(publish.stage_of(self.site)), tuple(sorted(self.pages))
        made = (self.layout, self.front, config.site_url or "", files, tuple(self.links), known)
        return MkDocsOutput(*made, self.input.look, pages, self.input.imprint)

    def on_build_error(self, error: Exception) -> None:
        """Leave nothing half-made behind; say in our words what is wrong with a template."""
        publish.discard(self.site)
        if not isinstance(error, PluginError) and (said := template_error(error, publish.what_stays(self.site))):
            log.error(said)
            raise Abort("Aborted with a BuildError!") from None  # MkDocs' own words

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG002
        """Build again as soon as a file changes."""
        watched = [config.docs_dir, *([config.config_file_path] if config.config_file_path else [])]
        watching.watch(server, watched, partial(self._again, server.builder))
        return server

    def _again(self, with_mkdocs: Callable[[], None]) -> None:
        """Build again on what MkDocs made the last time when it would make the same, else through MkDocs."""
        output = self._build.kept_output(self.site, sources.mkdocs_fingerprint(PROJECT))
        if output is None:
            with_mkdocs()
            return
        try:
            self.read = run.read(self._build, PROJECT, self.site, log.error)
            self._finish(output, strict=False)
        except (StoppedError, PluginError):
            with_mkdocs()  # which tells of it as it always does

    def on_shutdown(self) -> None:
        """Tidy up after a preview, or after a build that never began."""
        if self.build:
            self.build.close()
            publish.discard(self.site)


@contextmanager
def _told() -> Iterator[None]:
    """Let MkDocs tell what stops the build."""
    try:
        yield
    except StoppedError as error:
        raise PluginError(str(error)) from None


def _environment(make: Callable[[], jinja2.Environment]) -> jinja2.Environment:
    """Return the theme's environment, in which only our own files are listed, to be published.

    Material's are 10,000 icons, none of which a page shows.
    """
    env, ours = make(), jinja2.FileSystemLoader(THEME)
    setattr(env, "list_templates", lambda **wanted: [*filter(wanted["filter_func"], ours.list_templates())])  # noqa: B010 - theirs
    return env


def _shared(sharing: Sharing, page: Page) -> Markup:
    """Return what stands in the head of a hand-written page; nothing for a draft, which only a preview has."""
    if page.file.inclusion is InclusionLevel.DRAFT:
        return Markup()
    description = str(page.meta.get("description") or "")
    return Markup(sharing.written(page.url, _title(page), description))  # noqa: S704 - escaped there


def _title(page: Page) -> str:
    return Markup(page.title or "").striptags()  # noqa: S704 - as MkDocs has it: its signs are written out


_events = Events()
globals().update({name: getattr(_events, name) for name in dir(Events) if name.startswith("on_")})
