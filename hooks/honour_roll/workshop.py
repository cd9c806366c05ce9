"""Pages are made by as many processes as there are cores; one process writes them, which is quicker than two."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context

from honour_roll.site import Page

_CHUNK = 50
_WORTH_A_POOL = 500

_bench: Sequence[Page] = ()  # what forked workers see of their parent's memory: pages cannot be sent to them


def made(pages: Sequence[Page], jobs: int) -> Iterator[bytes]:
    """Give the bytes of each page, in order.

    Only a forked process knows the pages, and only where there is no other thread can one be forked safely; elsewhere
    (Windows, a preview) they are made one after the other.
    """
    global _bench  # noqa: PLW0603 - see above
    if len(pages) < _WORTH_A_POOL or jobs < 2 or sys.platform != "linux" or threading.active_count() > 1:
        yield from map(_bytes, pages)
        return
    _bench = pages
    try:
        with ProcessPoolExecutor(jobs, mp_context=get_context("fork")) as pool:
            yield from chain.from_iterable(pool.map(_made, range(0, len(pages), _CHUNK)))
    finally:
        _bench = ()


def _made(start: int) -> list[bytes]:
    return [_bytes(page) for page in _bench[start : start + _CHUNK]]


def _bytes(page: Page) -> bytes:
    content = page.make()
    return content if isinstance(content, bytes) else content.encode()
