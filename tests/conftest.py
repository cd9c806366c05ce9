"""What the tests of several packages share: options, registers of a bad case, and the check's printed messages."""

from __future__ import annotations

import datetime
import functools
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import hypothesis
import jinja2
import pytest
from playwright.sync_api import Browser, sync_playwright

import look
from environment import ROOT
from honour_roll import parallel
from honour_roll.addresses import hand_written
from honour_roll.builder import load
from honour_roll.builder.load import Loader
from honour_roll.check.summary import advised, summary
from honour_roll.pages import templates
from honour_roll.problem import Problem, render, shown
from honour_roll.settings import Settings
from honour_roll.store import Store
from site_tools import good_roll

# A slow machine is no failure, and examples made anew in each run find more than the same ones.
hypothesis.settings.register_profile("honour-roll", deadline=None, max_examples=80)
hypothesis.settings.load_profile("honour-roll")

# A command started behind another (with &) ignores Ctrl+C, and so would every preview that the tests start and end.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

os.environ["HONOUR_ROLL_PYTHON"] = "python"  # messages name it, and expected ones are the same on every machine

GOOD = ROOT / "tests" / "good_entries"
BAD = ROOT / "tests" / "bad_entries"
TODAY = datetime.date(2026, 11, 30)  # the day on which expected messages were written
REGISTERS = GOOD / "danh-muc"


@pytest.fixture(scope="session", autouse=True)
def temporary(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Builds without a cache, and never closed, leave a folder each: pytest removes them with its own."""
    tempfile.tempdir = str(tmp_path_factory.mktemp("temporary"))


class _Compiled(jinja2.BytecodeCache):
    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> None:
    """Each template is compiled once in a run: that takes half of a build of so few entries."""
    templates._Environment = functools.partial(templates._Environment, bytecode_cache=_Compiled())


@pytest.fixture
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers are forked, as in a command: pytest-xdist has threads of its own, beside which they are spawned."""
    monkeypatch.setattr(parallel, "_start", lambda *_: "fork")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium that asks for nothing by itself."""
    chromium = next(filter(None, map(shutil.which, look.CHROMIUMS)), None)
    if chromium is None and os.environ.get("CI") != "true":
        pytest.skip("chromium is not installed: sudo apt-get install chromium")
    assert chromium, "the browser tests need chromium: sudo apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=look.QUIET)
        yield browser
        browser.close()


@pytest.fixture
def roll(tmp_path: Path) -> Path:
    """Return a roll of good entries."""
    return good_roll(tmp_path / "entries")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return where the roll's site is to be."""
    return tmp_path / "site"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Return where the cache of its builds is to be."""
    return tmp_path / "cache"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the long proofs as well")
    parser.addoption(
        "--update-expected",
        action="store_true",
        help="write tests/bad_entries/*/expected.txt anew; then read every line of the difference",
    )
    parser.addoption("--rolls", type=int, default=1, metavar="N", help="how many rolls are edited at random (1)")
    parser.addoption(
        "--kills", type=int, default=1, metavar="N", help="how many builds tests/builder/test_kills.py kills (1)"
    )
    parser.addoption("--pictures", metavar="FOLDER", help="where tests/print/test_nasty_roll.py keeps what it draws")
    parser.addoption("--entries", metavar="FOLDER", help="what it draws instead of its ten nasty entries")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the long proofs unless ``--slow`` asks for them."""
    if not config.getoption("--slow"):
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker(pytest.mark.skip(reason="a long proof: --slow"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Parametrize tests of random edits and of kills by their seeds."""
    if "kill" in metafunc.fixturenames:
        metafunc.parametrize("kill", range(metafunc.config.getoption("--kills")))
    if "roll_seed" in metafunc.fixturenames:
        metafunc.parametrize("roll_seed", range(metafunc.config.getoption("--rolls")))


@contextmanager
def registers_for(case: Path) -> Iterator[Path]:
    """Yield the registers of a bad case: its own where they are a whole set, else the good ones with its own on top."""
    own = case / "danh-muc"
    if not own.is_dir() or (own / "WHOLE").exists():
        yield own if own.is_dir() else REGISTERS
        return
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(REGISTERS, folder, dirs_exist_ok=True)
        shutil.copytree(own, folder, dirs_exist_ok=True)
        yield Path(folder)


def check(entries: Path, registers: Path | None = None) -> tuple[list[Problem], int]:
    """Hold a folder of entries against every rule, without a cache; give the findings and the number of entries."""
    problems, _, count = check_with_warnings(entries, registers)
    return problems, count


def check_with_warnings(entries: Path, registers: Path | None = None) -> tuple[list[Problem], list[Problem], int]:
    """Check as ``check`` does; give the Problems, the warnings, and the number of entries."""
    docs = hand_written(ROOT / "docs")
    theme = ROOT / "hooks" / "theme"
    settings = Settings(entries, entries.as_posix(), theme, None, docs, registers=registers, jobs=1, project=ROOT)
    loader = Loader(settings, Store(None, b""))
    with mock.patch.object(load, "day_of_check", return_value=TODAY):
        loaded = loader.load()
    found = loaded.problems, loader.warnings(loaded)
    if registers:  # messages name the folder that was read, expected.txt the one that it stands for
        here, there = f"{shown(registers)}/", f"{entries.as_posix()}/danh-muc/"
        problems, warnings = (
            [p._replace(path=p.path.replace(here, there), mend=p.mend.replace(here, there)) for p in kind]
            for kind in found
        )
        found = problems, warnings
    return *found, len(loaded.folders)


@functools.cache
def check_bad(case: Path) -> tuple[list[Problem], list[Problem], int]:
    """Check a bad case, of the hundreds each once, as ``check_with_warnings`` does."""
    with registers_for(case) as registers:
        return check_with_warnings(case, registers)


def check_output(entries: Path, registers: Path | None = None) -> str:
    """Return what the check says of a folder of entries, with paths from that folder."""
    return output(entries, *check_with_warnings(entries, registers))


def output(entries: Path, problems: list[Problem], warnings: list[Problem], count: int) -> str:
    """Return what the check says, with paths from the folder ``entries``, of which it found this."""
    said = render([*problems, *warnings], "text") + "\n\n" if problems or warnings else ""
    advice = f"{advised(len(warnings))}\n" if warnings else ""
    return (said + summary(problems, count, entries.as_posix()) + "\n" + advice).replace(f"{entries.as_posix()}/", "")
