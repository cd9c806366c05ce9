"""Meanwhile: another process finds something out while this one has other things to do."""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, NoReturn


def begun(steps: Callable[[], Iterable[Any]]) -> Iterator[Any]:
    """Let a process beside this one go through ``steps``, and give what they give: it is there when it is asked for.

    Where no process can be forked safely (Windows, other threads), or it comes to grief, this one goes through them
    when asked: so what they raise is raised here. They are to change nothing, and their outcomes can be pickled.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return iter(steps())
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        _go_through(steps, write)
    os.close(write)
    return _received(steps, child, read)


def _go_through(steps: Callable[[], Iterable[Any]], pipe: int) -> NoReturn:
    try:
        with os.fdopen(pipe, "wb") as file:
            for outcome in steps():
                pickle.dump(outcome, file, protocol=5)
                file.flush()
    finally:
        os._exit(0)  # without a word: who asks is told


def _received(steps: Callable[[], Iterable[Any]], child: int, pipe: int) -> Iterator[Any]:
    count = 0
    try:
        with os.fdopen(pipe, "rb") as file:
            while True:
                try:
                    outcome = pickle.load(file)  # noqa: S301 - from our own process
                except (EOFError, pickle.UnpicklingError):
                    break
                yield outcome
                count += 1
    finally:
        os.waitpid(child, 0)
    yield from islice(steps(), count, None)
