"""Bounds of a worker that decodes photos: a huge or hostile one ends its worker, and nothing else."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress

MOST_SECONDS = 60  # for one photo; the largest allowed takes about four
MOST_MEMORY = 3 * 2**30  # bytes of address space of one worker, decoder and encoder included


def be_bounded() -> None:
    """Bound the memory of this worker, and let ``in_time`` bound its time, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, _stop)


@contextmanager
def in_time() -> Iterator[None]:
    """Raise TimeoutError in a block that takes longer than MOST_SECONDS, in a worker that is bounded."""
    has_timer = hasattr(signal, "setitimer")
    if has_timer:
        signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)
    try:
        yield
    finally:
        if has_timer:
            signal.setitimer(signal.ITIMER_REAL, 0)


def _stop(*_: object) -> None:
    raise TimeoutError
