"""Workers: processes beside this one, which end with it, even when it is killed.

A pool's process waits for its next task and never learns that nobody is left to give one: it would wait for ever, and
hold the lock that it inherited.
"""

from __future__ import annotations

import errno
import gc
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent import futures

_BETWEEN_COLLECTIONS = 20_000  # objects; without any, the cycles of ten thousand pages take as much as all the rest


class WorkerDiedError(OSError):
    """The system has ended a worker, as it does when memory is short."""


@contextmanager
def workers(
    count: int, start: Literal["fork", "spawn"] | None = None, ready: Callable[[], None] | None = None
) -> Iterator[futures.ProcessPoolExecutor]:
    """Give a pool of ``count`` processes, which are started as the system does it or as ``start`` says.

    ``ready`` is called in each of them before its first task. Ctrl+C is answered by this process alone, and at once:
    what the others are at need not be waited for, since they end with it. Raises WorkerDiedError.
    """
    import multiprocessing  # not needed after an edit, when the command must start quickly
    from concurrent import futures

    context = multiprocessing.get_context(start)
    pool, wait = futures.ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(ready,)), True
    try:
        yield pool
    except futures.BrokenExecutor:
        raise WorkerDiedError(errno.ENOMEM, os.strerror(errno.ENOMEM)) from None
    except KeyboardInterrupt:
        wait = False
        raise
    finally:
        pool.shutdown(wait, cancel_futures=not wait)


@contextmanager
def looked_through() -> Iterator[None]:
    """Let this process find the cycles of what it makes meanwhile, as workers do; not of what it has made before."""
    enabled, threshold = gc.isenabled(), gc.get_threshold()
    _look_through()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*threshold)
        (gc.enable if enabled else gc.disable)()


def _look_through() -> None:
    gc.freeze()
    gc.set_threshold(_BETWEEN_COLLECTIONS)
    gc.enable()


def _begin(ready: Callable[[], None] | None) -> None:
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _look_through()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if ready:
        ready()


def _end_with_parent() -> None:
    import multiprocessing

    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
