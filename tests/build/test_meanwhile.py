"""Another process finds something out meanwhile; what it cannot, this one does when it is asked."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator

import pytest

from honour_roll.build.meanwhile import Meanwhile

FORKS = pytest.mark.skipif(sys.platform != "linux", reason="another process is forked on Linux only")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a command: whoever runs these tests may have other threads."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


def steps() -> Iterator[object]:
    yield os.getpid()
    yield b"x" * 1_000_000  # more than a pipe holds
    yield "xong"


@FORKS
@pytest.mark.usefixtures("alone")
def test_another_process_finds_it_out_in_order() -> None:
    process, *others = Meanwhile(steps)
    assert process != os.getpid()
    assert others == [b"x" * 1_000_000, "xong"]


def test_where_there_are_other_threads_nothing_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert next(Meanwhile(steps)) == os.getpid()


@FORKS
@pytest.mark.usefixtures("alone")
def test_what_another_process_did_not_live_to_say_this_one_finds_out() -> None:
    here = os.getpid()

    def killed() -> Iterator[object]:
        yield os.getpid() == here
        if os.getpid() != here:
            os.kill(os.getpid(), 9)
        yield os.getpid() == here

    assert [*Meanwhile(killed)] == [False, True]


@FORKS
@pytest.mark.usefixtures("alone")
def test_what_goes_wrong_is_raised_where_it_is_asked_for(capfd: pytest.CaptureFixture[str]) -> None:
    def failing() -> Iterator[object]:
        yield 1
        raise OSError("đĩa hỏng")

    found = Meanwhile(failing)
    assert next(found) == 1
    with pytest.raises(OSError, match="đĩa hỏng"):
        next(found)
    assert capfd.readouterr().err == "", "the other process says nothing"


@FORKS
@pytest.mark.usefixtures("alone")
def test_who_no_longer_asks_leaves_nobody_behind() -> None:
    def endless() -> Iterator[object]:
        while True:
            yield os.getpid()

    with Meanwhile(endless) as found:
        process = next(found)
    with pytest.raises(ProcessLookupError):
        os.kill(int(str(process)), 0)
