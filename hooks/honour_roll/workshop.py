"""Pages are made and written by as many processes as there are cores."""

from __future__ import annotations

import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from honour_roll import publish
from honour_roll.site import Page
from honour_roll.workers import workers

_CHUNK = 50
_WORTH_A_POOL = 500

_bench: tuple[Mapping[str, Page], Path] | None = None  # what forked workers see of their parent: pages cannot be sent


def make(pages: Mapping[str, Page], stage: Path, jobs: int) -> None:
    """Make each page and write it into ``stage``, as the file under whose name it stands in ``pages``.

    Only a forked process knows the pages, and only where there is no other thread can one be forked safely; elsewhere
    (Windows, a preview) they are made one after the other. Raises OSError when one cannot be written.
    """
    global _bench  # noqa: PLW0603 - see above
    files = list(pages)
    _bench = (pages, stage)
    try:
        if len(files) < _WORTH_A_POOL or jobs < 2 or sys.platform != "linux" or threading.active_count() > 1:
            _make(files)
            return
        with workers(jobs, "fork") as pool:
            chunks = [files[start : start + _CHUNK] for start in range(0, len(files), _CHUNK)]
            for _ in pool.map(_make, chunks):
                pass  # a chunk that went wrong says so here
    finally:
        _bench = None


def _make(files: list[str]) -> None:
    pages, stage = _bench or ({}, Path())
    for file in files:
        content = pages[file].make()
        publish.write(f"{stage}/{file}", content if isinstance(content, bytes) else content.encode())
