"""What the tests of the built site share: rolls to build, ways to build them, and ways to read the result."""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from environment import ROOT
from honour_roll.builder import publish
from honour_roll.builder.build import Build, Report
from honour_roll.builder.context import Context
from honour_roll.builder.mkdocs_output import MkDocsOutput
from honour_roll.entries import yaml_reader
from honour_roll.problem import as_text
from honour_roll.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Page

GOOD = Path(__file__).parent / "good_entries"
THEME = ROOT / "hooks" / "theme"
SITE_URL = "https://dan-van-kheo.example/"  # as mkdocs.yml has it
FRONT = "<main>@@home@@<h1>Trang thử</h1>@@home@@@@home@@</main>"
LAYOUT = (
    '<!doctype html><html lang="vi"><head><title>@@title@@</title><meta name="description" content="@@description@@">'
    '@@canonical@@@@head@@</head><body><a href="@@root@@/">Trang đầu</a><main>@@body@@</main></body></html>\n'
)
# What new.py asks for besides a title, answered for a roll of good entries.
ANSWERS = "--kind tap-the --field kinh-te --theme 0 --unit hoi-phu-nu-vi-du --place phuong-vi-du".split()
DOCS = frozenset({"", "gioi-thieu", "rieng-tu"})


# --- rolls ------------------------------------------------------------------------------------------------------------


def good_roll(folder: Path) -> Path:
    """Lay down the good entries, and the one model that the hand-written pages link to."""
    shutil.copytree(GOOD, folder)
    model = folder / "2018" / "goc-xanh-quan-hoa"
    model.mkdir()
    shutil.copy(folder / "2018" / "hoa-giai-vi-du" / "index.md", model)
    edit(model, ten="Góc xanh của những trang viết tay")
    return folder


def header_of(folder: Path) -> dict[str, Any]:
    """Read the header of the entry in ``folder`` as plain data."""
    document = yaml_reader.parse("", _parts(folder)[0])
    assert not isinstance(document, list), document
    return document.data


def body_of(folder: Path) -> str:
    return _parts(folder)[1]


def _parts(folder: Path) -> tuple[str, str]:
    header, _, body = (folder / "index.md").read_text("utf-8-sig").removeprefix("---\n").partition("\n---\n")
    return f"{header}\n", body


def write_entry(folder: Path, header: Mapping[str, Any], body: str) -> None:
    text = yaml.safe_dump(dict(header), allow_unicode=True, sort_keys=False, width=1000)
    (folder / "index.md").write_text(f"---\n{text}---\n{body}", "utf-8")


def edit(folder: Path, body: str | None = None, **changes: Any) -> None:
    """Change keys of the header of the entry in ``folder`` (None drops one), or its body."""
    header = {k: v for k, v in (header_of(folder) | changes).items() if v is not None}
    write_entry(folder, header, body_of(folder) if body is None else body)


# --- pictures ---------------------------------------------------------------------------------------------------------


_KINDS_OF_PICTURES = ("photos", "cards")


@functools.cache
def _pictures() -> Path:
    return Path(tempfile.mkdtemp(prefix="pictures-"))


def lend_pictures(cache: Path, entries: Path) -> None:
    """Link the renditions and cards that were drawn so far into a new cache: to draw them is most of a first build.

    Their names are fingerprints of all that they show. The tests of photos, of cards and of reproducible builds draw
    their own.
    """
    if not cache.exists():
        settings = Settings(entries.resolve(), "", THEME, cache)
        for kind in _KINDS_OF_PICTURES:
            if folder := settings.cache_folder(kind):
                _link_all(_pictures() / kind, folder)


def collect_pictures(cache: Path) -> None:
    """Let later builds of this run have the pictures in a cache."""
    for kind in _KINDS_OF_PICTURES:
        for folder in (cache / kind).glob("*"):
            _link_all(folder, _pictures() / kind)


def _link_all(source: Path, target: Path) -> None:
    target.mkdir(exist_ok=True)
    for file in source.glob("*"):
        with contextlib.suppress(OSError):  # there already, or the cache is on another disk
            (target / file.name).hardlink_to(file)


# --- builds -----------------------------------------------------------------------------------------------------------


class _Opened(Build):
    def close(self) -> None:
        super().close()
        assert self.settings.cache
        collect_pictures(self.settings.cache)


def opened(entries: Path, cache: Path | None, *, preview: bool = False) -> Build:
    """Return a build with one worker; without ``cache``, with one of its own that has nothing but pictures."""
    cache = cache or Path(tempfile.mkdtemp(), "cache")
    lend_pictures(cache, entries)
    own = entries.with_name("theme")
    theme = own if own.is_dir() else THEME
    return _Opened(Settings(entries, "entries", theme, cache, DOCS, preview=preview, jobs=1))


def theme_of_its_own(entries: Path) -> Path:
    """Lay a theme that may be edited beside these entries; return the template of models' pages."""
    theme = shutil.copytree(THEME, entries.with_name("theme"), ignore=shutil.ignore_patterns("assets"))
    return theme / "fragments" / "entry.html"


def built(build: Build, site: Path, layout: str = LAYOUT, site_url: str = SITE_URL) -> Report:
    """Build as MkDocs' events do, with a layout of the tests' own."""
    loaded = build.load()
    assert build.settings.preview or not loaded.problems, "\n".join(map(as_text, loaded.problems))
    publish.discard(site)
    return build.publish(site, loaded, MkDocsOutput(layout, FRONT, site_url))


def make(
    entries: Path, site: Path, cache: Path | None = None, *, preview: bool = False, layout: str = LAYOUT
) -> Report:
    """Build once, as a process of its own would."""
    with contextlib.closing(opened(entries, cache, preview=preview)) as build:
        return built(build, site, layout)


def loaded(build: Build) -> Context:
    """Return everything that the pages of a roll without Problems are made from."""
    found = build.load()
    assert not found.problems, "\n".join(map(as_text, found.problems))
    return build.context(found)


def context_of(entries: Path, **options: Any) -> Context:
    """Return everything that the pages of a roll are made from."""
    with contextlib.closing(opened(entries, None, **options)) as build:
        return build.context(build.load())


def run(*command: str | Path, folder: Path, given: str | None = None, **env: str | Path) -> tuple[int, str]:
    """Run a command of the project with a cache in ``folder``; give its exit code and all that it said.

    A command is a file of ``scripts/`` or, as for MkDocs, a module.
    """
    name, *arguments = command
    entries = arguments[arguments.index("--entries") + 1] if "--entries" in arguments else ROOT / "entries"
    lend_pictures(folder / "cache", Path(env.get("HONOUR_ROLL_ENTRIES", entries)))
    program = [ROOT / "scripts" / name] if str(name).endswith(".py") else ["-m", str(name)]
    done = subprocess.run(
        [sys.executable, *program, *arguments],
        cwd=ROOT,
        env=environment_of(folder, **env),
        input=(given or "").encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=300,
    )
    collect_pictures(folder / "cache")
    return done.returncode, done.stdout.decode().replace("\r\n", "\n")


def environment_of(folder: Path, **more: str | Path) -> dict[str, str]:
    return {
        **os.environ,
        "HONOUR_ROLL_GROUP": "test",
        "HONOUR_ROLL_CACHE": str(folder / "cache"),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONUTF8": "1",
        "PYTHONPATH": os.pathsep.join(sys.path),
        **{name: str(value) for name, value in more.items()},
    }


def cold(roll: Path, *, preview: bool = False, layout: str = LAYOUT) -> dict[str, bytes]:
    """Return the site that is built from nothing, in a folder of its own."""
    site = roll.parent / "from-nothing"
    shutil.rmtree(site, ignore_errors=True)
    make(roll, site, preview=preview, layout=layout)
    return tree(site)


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


# --- looking at a site ------------------------------------------------------------------------------------------------


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text("utf-8")


class Tag(NamedTuple):
    name: str
    attributes: dict[str, str]


class Seen(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag(tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:  # nor is a script text, nor data in one
            self.text += data

    def all(self, *names: str) -> list[Tag]:
        return [tag for tag in self.tags if tag.name in names]

    def values(self, attribute: str) -> list[str]:
        return [tag.attributes[attribute] for tag in self.tags if attribute in tag.attributes]


def seen(path: Path) -> Seen:
    return Seen(path.read_text("utf-8"))


def until(page: Page, script: str, value: object = None) -> None:
    """Wait until a script in the page says yes, for ten seconds at most.

    Playwright's own ``wait_for_function`` asks again with ``eval``, which a strict policy forbids: it
    works only when the first answer is already yes.
    """
    end = time.monotonic() + 10
    while not page.evaluate(script, value):
        assert time.monotonic() < end, f"never came true: {script}"
        page.wait_for_timeout(20)


class HeldBack:
    """What a page asks for under a pattern, which does not come until it is let go."""

    def __init__(self, page: Page, pattern: str) -> None:
        self._page, self._pattern, self._routes = page, pattern, list[Any]()
        page.route(pattern, self._hold)

    def _hold(self, route: Any) -> None:
        self._routes.append(route)

    def let_go(self) -> None:
        """Wait until it is asked for, and let it come."""
        end = time.monotonic() + 10
        while not self._routes:
            assert time.monotonic() < end, f"never asked for: {self._pattern}"
            self._page.wait_for_timeout(20)
        for route in self._routes:
            route.continue_()
        self._page.unroute(self._pattern)
