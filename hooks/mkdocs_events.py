"""What happens when MkDocs builds the site, in its order. The only file that knows MkDocs.

MkDocs writes the hand-written pages into a stage beside the site; the entries' pages join it there, and only the
finished stage takes the place of the site. So whatever goes wrong, the site that was there before is untouched.
"""

from __future__ import annotations

import logging
import os
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import jinja2
import jinja2.bccache
from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.exceptions import Abort, PluginError
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.utils import CountHandler
from watchdog import events
from watchdog.observers import Observer

from honour_roll import addresses
from honour_roll.build import mkdocs_output, publish, unchanged
from honour_roll.build.build import Build
from honour_roll.build.mkdocs_output import Frame
from honour_roll.check.messages import summary
from honour_roll.colours import Look, WrongColoursError, chosen
from honour_roll.entries.markdown import ROOT
from honour_roll.imprint import Imprint, WrongImprintError, imprint
from honour_roll.pages import head
from honour_roll.pages.sharing import Sharing
from honour_roll.pages.templates import slip
from honour_roll.photos.inspect import UnusablePhotoError
from honour_roll.photos.renditions import progress_bar
from honour_roll.problem import as_text, refusal, shown
from honour_roll.search.documents import WrittenPage
from honour_roll.settings import Settings
from honour_roll.text import glyphs, vietnamese
from honour_roll.today import WrongDateError, current_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.plugins.honour_roll")

ROOT_FOLDER = Path(__file__).parent.parent
MATERIALS_ICON = "assets/images/favicon.png"  # what the theme has when mkdocs.yml names none; it is not published
OUR_ICON = "assets/favicon.svg"
OLD_STAYS = "Trang cũ vẫn còn nguyên."


class _Now:
    """The state of this process: MkDocs loads a hook once, and a preview builds many times."""

    serving = False
    build: Build
    seen: unchanged.Seen
    site: Path
    stage: Path
    nav: Navigation
    shell: str
    front: str = ""
    look: Look
    imprint: Imprint
    links: ClassVar[list[tuple[str, str]]] = []
    texts: ClassVar[list[WrittenPage]] = []
    warnings: CountHandler


def on_startup(command: str, dirty: bool) -> None:  # noqa: ARG001, FBT001 - MkDocs' signature
    """Remember whether this is a preview."""
    _Now.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Turn MkDocs' output to the stage, and say where entries, theme and cache are."""
    logger = logging.getLogger("mkdocs")
    logger.removeHandler(getattr(_Now, "warnings", None) or CountHandler())
    _Now.warnings = CountHandler()
    _Now.warnings.setLevel(logging.WARNING)
    logger.addHandler(_Now.warnings)
    try:
        current_day()  # before MkDocs asks for it
        _Now.look = chosen(config.extra.get("colours"))
        described, logo = config.site_description or "", bool(config.theme.get("logo"))
        _Now.imprint = imprint(config.site_name, config.extra, description=described, has_logo=logo)
    except (WrongDateError, WrongColoursError, WrongImprintError) as error:
        raise PluginError(str(error)) from None
    config.extra["colours"] = _Now.look._asdict()
    for key in ("site_name", "site_description"):
        if lack := glyphs.lacking(config[key] or ""):
            raise PluginError(f"mkdocs.yml: {key} có ký tự mà phông chữ của thẻ chia sẻ không có: "
                              f"{glyphs.named(lack)}.\n    Bỏ ký tự này hoặc thay bằng chữ thường dùng.")  # fmt: skip
    if not _Now.serving and (wrong := head.wrong_address(config.site_url or "")):
        raise PluginError(wrong)
    _Now.site = Path(config.site_dir).resolve()
    _Now.stage = publish.stage_of(_Now.site)
    config.site_dir = str(_Now.stage)
    config.theme.static_templates.discard("sitemap.xml")  # ours has the entries in it
    config.mdx_configs.setdefault("toc", {})["slugify"] = lambda words, _: vietnamese.slug_of(words)
    cache = Path(os.environ.get("HONOUR_ROLL_CACHE") or ROOT_FOLDER / ".cache" / "honour_roll")
    setattr(config.theme, "get_env", partial(_environment, config.theme.get_env))  # noqa: B010 - a method of theirs
    entries = Path(os.environ.get("HONOUR_ROLL_ENTRIES") or ROOT_FOLDER / "entries").resolve()
    lists = os.environ.get("HONOUR_ROLL_REGISTERS")
    config.watch += [str(entries), str(ROOT_FOLDER / "hooks" / "theme"), *([lists] if lists else [])]
    settings = Settings(
        entries=entries,
        shown=shown(entries),
        theme=ROOT_FOLDER / "hooks" / "theme",
        cache=cache,
        docs=addresses.hand_written(Path(config.docs_dir)),
        preview=_Now.serving,
        registers=Path(lists) if lists else None,
    )
    if getattr(_Now, "build", None) is None or _Now.build.settings != settings:
        _Now.build = Build(settings, progress_bar)
    return config


def on_pre_build(config: MkDocsConfig) -> None:  # noqa: ARG001
    """Read and check all entries before anything is written; in a preview, go on with those that passed."""
    _check()
    publish.discard(_Now.site)  # of a build that was killed: MkDocs leaves there what begins with a dot


def _check() -> None:
    try:
        publish.complete(_Now.site)
        publish.refuse_foreign(_Now.site)
    except OSError as error:
        raise PluginError(publish.unfinished(_Now.site, error)) from error
    except publish.ForeignFolderError as error:
        raise PluginError(f"Thư mục {error} có sẵn tệp không phải của trang này; dựng trang sẽ xóa chúng.\n"
                          "    Chọn thư mục khác, hoặc tự xóa thư mục ấy rồi chạy lại.") from None  # fmt: skip
    given = _Now.build.settings
    if _Now.serving:
        problems = _Now.build.check()
    else:
        _Now.seen = unchanged.see(ROOT_FOLDER, given.entries, given.lists, given.shown, _Now.build.recipe)
        problems = _Now.build.check(_Now.seen)
    if not problems or _Now.serving:
        try:
            problems = problems + _Now.build.make_photos()
        except OSError as error:
            what = f"Không giữ được ảnh đã làm ở {error.filename}"
            raise PluginError(refusal(what, error, "Xem lại quyền ghi vào thư mục ấy rồi chạy lại.")) from error
    for problem in problems:
        log.error(as_text(problem))
    if problems:
        said = summary(problems, len(_Now.build.checked.folders), _Now.build.settings.shown)
        if not _Now.serving:
            raise PluginError(said)
        log.error(said)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Refuse pages at the addresses of ours, and a logo or an icon that would not be published."""
    for file in files:
        if file.dest_uri.startswith(addresses.OWNED):
            raise PluginError(f"docs/{file.src_uri}: địa chỉ {file.url} dành cho trang do máy dựng.\n"
                              "    Đổi tên trang viết tay này.")  # fmt: skip
        if Path(file.src_dir or "") == ROOT_FOLDER / "hooks" / "theme" and file.src_uri.endswith((".css", ".js")):
            file.content_string = mkdocs_output.without_comments(file.src_uri, file.content_string)
    if config.theme.get("favicon") in (None, MATERIALS_ICON) and not files.get_file_from_path(MATERIALS_ICON):
        config.theme["favicon"] = OUR_ICON
    for key in ("logo", "favicon"):
        given = config.theme.get(key)
        found = files.get_file_from_path(str(given))
        if given and (not found or found.inclusion is InclusionLevel.EXCLUDED):
            raise PluginError(f"mkdocs.yml, mục theme: {key}: không có tệp “{given}” trong docs/ hay hooks/theme/.\n"
                              "    Chép hình vào docs/assets/ rồi ghi đường dẫn tính từ docs/, "
                              f"ví dụ {key}: assets/hinh.svg.")  # fmt: skip
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG001
    """Keep the menu for the shell."""
    _Now.nav = nav
    _Now.front = ""
    _Now.links.clear()
    _Now.texts.clear()
    return nav


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Lead the hand-written pages' links to generated ones (``/mo-hinh/``) there from wherever the site lives."""
    for target in re.findall(r'<a [^>]*?href="/(?!/)([^"#]*)', html):
        if not files.get_file_from_path(target):
            _Now.links.append((page.file.src_uri, target))
    if lack := glyphs.lacking(_title(page)):
        raise PluginError(f"docs/{page.file.src_uri}: tên trang có ký tự mà phông chữ của thẻ chia sẻ không có: "
                          f"{glyphs.named(lack)}.\n    Bỏ ký tự này khỏi dòng # ở đầu trang, hoặc đặt tên trang trong "
                          "mkdocs.yml, mục nav.")  # fmt: skip
    if page.file.inclusion is not InclusionLevel.DRAFT:  # even in a preview
        _Now.texts.append(WrittenPage(page.url, _title(page), html))
    return re.sub(r'(<a [^>]*?href=")/(?!/)', rf"\g<1>{'../' * page.url.count('/') or './'}", html)


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Render the shell of all generated pages, once; teach the templates what they ask for."""
    env.filters["parted"] = mkdocs_output.parted
    sharing = Sharing(config.site_url or "", _Now.imprint, _Now.look, ROOT_FOLDER / "hooks" / "theme")
    env.globals["shared"] = partial(_shared, sharing)
    context = get_context(_Now.nav, files, config, base_url=ROOT)
    _Now.shell = env.get_template("shell.html").render(context)
    return env


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001
    """Keep the front page, in which the roll has its place."""
    if page.is_homepage:
        _Now.front = output
    return output


def on_post_build(config: MkDocsConfig) -> None:
    """Write the entries' pages into the stage, and let it take the place of the site."""
    made = _frame(config)
    if wrong := made.wrong_front():
        raise PluginError(wrong)
    _warn_of_dead_links(made)
    if config.strict and _warned():
        publish.discard(_Now.site)  # MkDocs gives up after this event, when it would be too late
        return
    _publish(made)
    config.site_dir = str(_Now.site)  # for whoever asks after the build


def _warn_of_dead_links(made: Frame) -> None:
    for line in made.dead_links(_Now.build.answers):
        log.warning(line)


def _publish(made: Frame) -> None:
    try:
        outcome = _Now.build.write(_Now.stage, _Now.site, made)
        _Now.build.publish(_Now.stage, _Now.site)
    except UnusablePhotoError as error:
        raise PluginError(f"{error} {OLD_STAYS}\n    {error.mend}") from None
    except OSError as error:
        what, stays = f"Không ghi được trang vào {_Now.site}", ""
        if publish.token_of(_Now.site):
            what, stays = f"Không thay được trang cũ trong {_Now.site}", OLD_STAYS
        raise PluginError(refusal(what, error, publish.CLOSE, stays)) from error
    except Exception as error:
        if said := _slip(error):
            raise PluginError(said) from None
        raise
    if made.made_from and not _Now.serving:
        _Now.build.remember(_Now.site, _Now.seen, outcome)
    log.info("%s", outcome.said)
    if not _Now.serving and head.is_placeholder(made.site_url):
        log.info("%s", head.reminder(made.site_url))


def _slip(error: Exception) -> str:
    """Say what is wrong with a template, if that is what went wrong."""
    return slip(error, OLD_STAYS if publish.token_of(_Now.site) else "")


def on_build_error(error: Exception) -> None:
    """Leave nothing half-made behind; say in our words what is wrong with a template."""
    if hasattr(_Now, "stage"):
        publish.discard(_Now.site)
        if not isinstance(error, PluginError) and (said := _slip(error)):
            log.error(said)
            raise Abort("Aborted with a BuildError!") from None  # MkDocs' own words


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG001
    """Let the system tell of changes at once; MkDocs would look at every file twice a second."""
    changes = [
        events.FileModifiedEvent, events.FileCreatedEvent, events.FileDeletedEvent, events.FileMovedEvent,
        events.DirCreatedEvent, events.DirDeletedEvent, events.DirMovedEvent,
    ]  # fmt: skip
    observer = Observer(timeout=0.05)
    schedule = observer.schedule
    # Without the filter our own reading of files would count as a change, for ever.
    observer.schedule = lambda *args, **kwargs: schedule(*args, **kwargs, event_filter=changes)  # type: ignore[method-assign]
    watched = [config.docs_dir, *([config.config_file_path] if config.config_file_path else [])]
    for path in watched:
        server.unwatch(path)
    server.observer = observer  # type: ignore[assignment]  # any observer will do
    server.builder = partial(_again, server.builder)
    server.build_delay = 0.05
    for path in watched:
        server.watch(path)
    return server


def _again(with_mkdocs: Callable[[], None]) -> None:
    """Build again in a preview: on what MkDocs made the last time, when it would make the same, else through MkDocs."""
    made = _Now.build.kept_frame(_Now.site, _Now.build.looked_at(ROOT_FOLDER))
    if made:
        try:
            _check()
            publish.discard(_Now.site)
            _warn_of_dead_links(made)
            _publish(made)
        except PluginError:
            made = None  # MkDocs goes through it again, and tells of it as it always does
    if not made:
        with_mkdocs()


def on_shutdown() -> None:
    """Tidy up after a preview, or after a build that never began."""
    if getattr(_Now, "build", None) is not None:
        _Now.build.close()
        publish.discard(_Now.site)


class _Compiled(jinja2.BytecodeCache):
    """What was compiled of the theme's templates, for the next round of a preview; on a disk it might change."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        if kept := self._kept.get(bucket.key):
            bucket.bytecode_from_string(kept)  # which looks whether the template is still the same

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_compiled = _Compiled()


def _environment(make: Callable[[], jinja2.Environment]) -> jinja2.Environment:
    """Give the theme's environment; of its files, only ours are looked at, and what was compiled is kept.

    MkDocs asks for every file of the theme to publish it; Material's are 10,000 icons, none of which we publish.
    """
    env = make()
    ours = jinja2.FileSystemLoader(ROOT_FOLDER / "hooks" / "theme")
    setattr(env, "list_templates", lambda **wanted: [*filter(wanted["filter_func"], ours.list_templates())])  # noqa: B010 - MkDocs' own copy
    env.bytecode_cache = _compiled
    return env


def _shared(sharing: Sharing, page: Page) -> Markup:
    """Give what stands in the head of a hand-written page; nothing for a draft, which only a preview has."""
    if page.file.inclusion is InclusionLevel.DRAFT:
        return Markup()
    description = str(page.meta.get("description") or "")
    return Markup(sharing.written(page.url, _title(page), description))  # noqa: S704 - escaped there


def _title(page: Page) -> str:
    return Markup(page.title or "").striptags()  # noqa: S704 - as MkDocs has it: its signs are written out


def _frame(config: MkDocsConfig) -> Frame:
    """Give what MkDocs made; to be kept only when all that it looked at is known, and there was nothing to warn of."""
    usual = (ROOT_FOLDER / "mkdocs.yml", ROOT_FOLDER / "docs", ROOT_FOLDER / "hooks" / "theme", True, 1, 1)
    places = (Path(config.config_file_path), Path(config.docs_dir), Path(config.theme.custom_dir or ""))
    ours = (*places, config.use_directory_urls, len(config.plugins), len(config.hooks)) == usual
    made_from = _Now.build.looked_at(ROOT_FOLDER) if ours and not _warned() else b""
    files = tuple(
        file for file in mkdocs_output.written(_Now.stage) if file != "index.html"
    )  # which is yet to be filled
    said = (tuple(_Now.links), made_from, _Now.look, tuple(sorted(_Now.texts)), _Now.imprint)
    return Frame(_Now.shell, _Now.front, config.site_url or "", files, *said)


def _warned() -> bool:
    """Tell whether this build has warned of anything."""
    return bool(_Now.warnings.get_counts())
