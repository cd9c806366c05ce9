"""Meanwhile: another process goes through some steps while this one has other things to do."""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any, NoReturn, Self


def can_fork() -> bool:
    """Tell whether this process can be forked safely: on Linux, while it has no other threads."""
    return sys.platform == "linux" and threading.active_count() == 1


class Meanwhile:
    """A process beside this one that goes through ``steps``; what they give is here one after the other.

    Where there cannot be one, or it comes to grief, this one goes through the rest of them when asked: so what they
    raise is raised here. What they give can be pickled. To leave the context ends the process, whatever it is at.
    """

    def __init__(self, steps: Callable[[], Iterable[Any]]) -> None:
        """Begin."""
        self._steps, self._count, self._child = steps, 0, 0
        self._here: Iterator[Any] | None = None
        if not can_fork():
            return
        read, write = os.pipe()
        self._child = os.fork()
        if not self._child:
            os.close(read)
            _go_through(steps, write)
        os.close(write)
        self._pipe = os.fdopen(read, "rb")

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process, if it has not ended."""
        self._end()

    def __iter__(self) -> Iterator[Any]:
        """Give what is still to come."""
        return self

    def __next__(self) -> Any:
        """Give the next outcome; wait for it, or find it out here."""
        if self._child:
            try:
                outcome = pickle.load(self._pipe)  # noqa: S301 - from our own process
            except (EOFError, pickle.UnpicklingError):
                self._end()
            else:
                self._count += 1
                return outcome
        if self._here is None:
            self._here = islice(self._steps(), self._count, None)
        return next(self._here)

    def _end(self) -> None:
        if self._child:
            with suppress(ProcessLookupError):
                os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)
            self._pipe.close()
            self._child = 0

    def is_there(self) -> bool:
        """Tell whether nobody gains by waiting for the first: it is there, or is found out here."""
        if not self._child:
            return True
        waiting = select.poll()
        waiting.register(self._pipe, select.POLLIN)
        return bool(waiting.poll(0))


def _go_through(steps: Callable[[], Iterable[Any]], pipe: int) -> NoReturn:
    try:
        with os.fdopen(pipe, "wb") as file:
            for outcome in steps():
                pickle.dump(outcome, file, protocol=5)
                file.flush()
    finally:
        os._exit(0)  # without a word: who asks is told
