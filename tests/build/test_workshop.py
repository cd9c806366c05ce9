"""Pages are made by as many processes as there are cores, this one among them; what goes wrong in one is said here."""

from __future__ import annotations

import errno
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from honour_roll.build import workshop
from honour_roll.build.site import Page
from site_tools import tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere pages are made one after the other")
HERE = os.getpid()


def pages(odd: Callable[[], str | bytes], count: int = 2000) -> dict[str, Page]:
    """Many pages, of which each says its number, and one does something odd."""
    found = {f"{n % 7}/{n}.html": Page(f"{n % 7}/{n}.html", b"", lambda n=n: f"trang {n}") for n in range(count)}
    return found | {"odd.html": Page("odd.html", b"", odd)}


def elsewhere(act: Callable[[], object]) -> Callable[[], str]:
    """Do something in the other process only; there it is sure to come, as this one waits for it."""

    def made() -> str:
        if os.getpid() != HERE:
            act()
        return "odd"

    return made


@pytest.fixture
def slow_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process leave all pages to the other one."""
    make = workshop._make

    def slow(pages: Mapping[str, Page], files: Iterable[str], place: Callable[[str], str]) -> dict[str, bytes]:
        if os.getpid() == HERE:
            time.sleep(0.2)
        return make(pages, files, place)

    monkeypatch.setattr(workshop, "_make", slow)


@pytest.mark.parametrize(("jobs", "count"), [(1, 2000), (2, 0), (2, 15), (2, 2000), (5, 2000), (2, 51_000)])
def test_every_page_is_made_once_whoever_makes_it(tmp_path: Path, jobs: int, count: int) -> None:
    made = pages(lambda: b"\xff", count)
    workshop.make(made, f"{tmp_path}/".__add__, jobs)
    expected = {file: page.make() for file, page in made.items()}
    assert tree(tmp_path) == {f: text if isinstance(text, bytes) else text.encode() for f, text in expected.items()}


@pytest.mark.usefixtures("slow_here")
@pytest.mark.parametrize("killed", [True, False])
def test_what_the_other_process_did_not_live_to_make_is_made_here(tmp_path: Path, *, killed: bool) -> None:
    """As when memory is short, and the system ends it."""

    def fate() -> None:
        (tmp_path / "met").touch()
        if killed:
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(errno.ENOSPC, "full")

    made = pages(elsewhere(fate), 40)
    workshop.make(made, f"{tmp_path}/stage/".__add__, 2)
    assert (tmp_path / "met").exists()
    assert tree(tmp_path / "stage") == {file: str(page.make()).encode() for file, page in made.items()}


@pytest.mark.usefixtures("slow_here")
def test_what_goes_wrong_wherever_it_is_made_is_raised_here(tmp_path: Path) -> None:
    def full() -> str:
        raise OSError(errno.ENOSPC, "full")

    with pytest.raises(OSError, match="full"):
        workshop.make(pages(full, 40), f"{tmp_path}/".__add__, 2)


def test_what_goes_wrong_here_ends_the_other_process(tmp_path: Path) -> None:
    def broken() -> str:
        raise ValueError("broken")

    made = pages(lambda: "fine") | {"first.html": Page("first.html", b"", broken)}
    first = {"first.html": made["first.html"]} | made
    with pytest.raises(ValueError, match="broken"):
        workshop.make(first, f"{tmp_path}/".__add__, 2)
    assert len(tree(tmp_path)) < len(first), "nobody makes pages that nobody will publish"
