"""Pages are made and written by as many processes as there are cores."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from honour_roll import publish
from honour_roll.site import Page
from honour_roll.workers import looked_through, workers

_WORTH_OTHERS = 500
_CHUNK, _MOST_CHUNKS = 50, 1000  # pages taken at a time; chunks whose places fit into a pipe
_PLACE = 4  # bytes


class _Bench(NamedTuple):
    """Pages by their files, and a pipe of the places where chunks begin: each is read, and made, by one process."""

    pages: Mapping[str, Page]
    files: list[str]
    stage: Path
    chunk: int
    places: int

    def work(self) -> None:
        try:
            while place := os.read(self.places, _PLACE):
                start = int.from_bytes(place, "little")
                _make(self.pages, self.files[start : start + self.chunk], self.stage)
        finally:
            while os.read(self.places, _PLACE * _MOST_CHUNKS):
                pass  # of no use to anybody when one page could not be written


_bench: _Bench | None = None  # what forked workers see of their parent: pages cannot be sent


def make(pages: Mapping[str, Page], stage: Path, jobs: int) -> None:
    """Make each page and write it into ``stage``, as the file under whose name it stands in ``pages``.

    Only a forked process knows the pages, and only where there is no other thread can one be forked safely; elsewhere
    (Windows, a preview) they are made one after the other. This process makes its share: another one in its place
    would copy most of what it holds. Raises OSError when one cannot be written.
    """
    global _bench  # noqa: PLW0603 - see above
    files = list(pages)
    if len(files) < _WORTH_OTHERS or jobs < 2 or sys.platform != "linux" or threading.active_count() > 1:
        _make(pages, files, stage)
        return
    chunk = max(_CHUNK, -(-len(files) // _MOST_CHUNKS))
    places, put = os.pipe()
    with os.fdopen(put, "wb") as all_:
        all_.write(b"".join([start.to_bytes(_PLACE, "little") for start in range(0, len(files), chunk)]))
    _bench = _Bench(pages, files, stage, chunk, places)
    try:
        with workers(jobs - 1, "fork") as pool, looked_through():
            others = [pool.submit(_work) for _ in range(jobs - 1)]
            _bench.work()
            for other in others:
                other.result()  # what went wrong there is said here
    finally:
        os.close(places)
        _bench = None


def _work() -> None:
    if _bench:
        _bench.work()


def _make(pages: Mapping[str, Page], files: Iterable[str], stage: Path) -> None:
    for file in files:
        content = pages[file].make()
        publish.write(f"{stage}/{file}", content if isinstance(content, bytes) else content.encode())
