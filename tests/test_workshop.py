"""Pages are made by as many processes as there are cores, this one among them; what goes wrong in one is said here."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from honour_roll import workshop
from honour_roll.problem import refusal
from honour_roll.site import Page
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
    work = workshop._Bench.work
    monkeypatch.setattr(workshop._Bench, "work", lambda bench: work(bench) if os.getpid() != HERE else None)


@pytest.mark.parametrize(("jobs", "count"), [(1, 2000), (2, 0), (2, 499), (2, 2000), (5, 2000), (2, 51_000)])
def test_every_page_is_made_once_whoever_makes_it(tmp_path: Path, jobs: int, count: int) -> None:
    made = pages(lambda: b"\xff", count)
    workshop.make(made, tmp_path, jobs)
    expected = {file: page.make() for file, page in made.items()}
    assert tree(tmp_path) == {f: text if isinstance(text, bytes) else text.encode() for f, text in expected.items()}


@pytest.mark.usefixtures("slow_here")
def test_what_goes_wrong_in_the_other_process_is_raised_here(tmp_path: Path) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, "full")

    with pytest.raises(OSError, match="full"):
        workshop.make(pages(elsewhere(full)), tmp_path, 2)


def test_what_goes_wrong_here_ends_the_other_process(tmp_path: Path) -> None:
    def broken() -> str:
        raise ValueError("broken")

    made = pages(lambda: "fine") | {"first.html": Page("first.html", b"", broken)}
    first = {"first.html": made["first.html"]} | made
    with pytest.raises(ValueError, match="broken"):
        workshop.make(first, tmp_path, 2)
    assert len(tree(tmp_path)) < len(first), "nobody makes pages that nobody will publish"


@pytest.mark.usefixtures("slow_here")
def test_a_process_that_the_system_ends_is_told_of_in_words(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="memory") as caught:
        workshop.make(pages(elsewhere(lambda: os.kill(os.getpid(), signal.SIGKILL))), tmp_path, 2)
    said = refusal("Không ghi được trang vào site", caught.value, "")
    assert said == "Không ghi được trang vào site: máy không đủ bộ nhớ.\n    Đóng bớt chương trình khác rồi chạy lại."
