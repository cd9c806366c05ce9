"""The worker pool: the one place that starts processes. Workers end with their parent, even when it is killed."""

from __future__ import annotations

import errno
import gc
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

Item = TypeVar("Item")
Result = TypeVar("Result")
Ready = Callable[[], None] | None
_BETWEEN_COLLECTIONS = 20_000  # objects
_MOMENTS = 100  # milliseconds
_work: list[Any] = []  # in a worker of ``results``: the function and the items


class WorkerDiedError(OSError):
    """The system has killed a worker, as it does when memory is short."""


@contextmanager
def workers(count: int, start: str | None = None, ready: Ready = None, work: Any = ()) -> Iterator[ProcessPoolExecutor]:
    """Yield a pool of ``count`` processes, started by ``start`` (fork, spawn), or as is usual on the system.

    ``ready`` is called in each worker before its first task; ``work`` is for ``results``. Only the parent answers
    Ctrl+C, and at once: it does not wait for the workers, which end with it. Raises WorkerDiedError.
    """
    import multiprocessing  # not needed after most edits, when the command must start quickly
    from concurrent import futures

    context, wait = multiprocessing.get_context(start), True
    pool = futures.ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(ready, work))
    try:
        yield pool
    except futures.BrokenExecutor:
        raise WorkerDiedError(errno.ENOMEM, os.strerror(errno.ENOMEM)) from None
    except KeyboardInterrupt:
        wait = False
        raise
    finally:
        pool.shutdown(wait, cancel_futures=not wait)


def results(
    function: Callable[[Item], Result], items: Iterable[Item], jobs: int, *, ready: Ready = None, chunk: int = 1
) -> Iterator[Result]:
    """Yield ``function(item)`` for each item, in order, from at most ``jobs`` processes that take ``chunk`` at a time.

    Forked workers inherit function and items. Where a fork is not safe, workers are spawned if both can be pickled.
    Where neither is possible, and for one job without ``ready``, the calling process does all. Raises WorkerDiedError.
    """
    work = (function, [*items])
    parts = [slice(at, at + chunk) for at in range(0, len(work[1]), chunk)]
    start = _start(ready, work) if parts and (jobs > 1 or ready) else ""
    if not start:
        yield from map(*work)
        return
    with workers(min(jobs, len(parts)), start, ready, work) as pool:
        for found in pool.map(_part, parts):
            yield from found


def _start(*given: object) -> str:
    """Return how to start workers that get ``given``: ``fork``, ``spawn``, or empty when neither is possible.

    A process with other threads is not forked: the fork lacks them, and would wait for the locks that they hold.
    """
    if sys.platform == "linux" and _has_no_threads():
        return "fork"
    try:
        pickle.dumps(given)
    except Exception:  # noqa: BLE001 - objects raise all kinds where they cannot be pickled
        return ""
    return "spawn"


def _has_no_threads() -> bool:
    """Return whether this process has no other threads; the system takes a moment to be rid of those that ended."""
    for _ in range(_MOMENTS):
        if len(os.listdir("/proc/self/task")) == 1:
            return True
        if threading.active_count() > 1:
            break
        time.sleep(0.001)
    return False


def _begin(ready: Ready, work: Any) -> None:
    _work[:] = work
    gc.freeze()  # what was inherited is not looked through; cycles of what a worker makes take 80 MB in 10,000 pages
    gc.set_threshold(_BETWEEN_COLLECTIONS)
    gc.enable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if ready:
        ready()


def _part(places: slice) -> list[Any]:
    return [*map(_work[0], _work[1][places])]


def _end_with_parent() -> None:
    """End this worker when its parent ends; else it would wait for its next task for ever."""
    from multiprocessing import parent_process

    if parent := parent_process():
        parent.join()
        os._exit(1)
