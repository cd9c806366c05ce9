"""Pages are made and written by as many processes as there are cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from itertools import chain

from honour_roll.build.layouts import LaidOut
from honour_roll.build.meanwhile import Meanwhile, can_fork
from honour_roll.build.site import Page
from honour_roll.store import write_file

_WORTH_OTHERS = 16  # pages
_MOST_CHUNKS = 1000  # whose places fit into a pipe
_PLACE = 4  # bytes


def make(pages: Mapping[str, Page], place: Callable[[str], str], jobs: int) -> dict[str, bytes]:
    """Make each page and write it to the ``place`` of the file under whose name it stands in ``pages``.

    Give by their files what is to be remembered of pages with a layout.

    Each process takes the next few pages from a pipe until there are none. Only a forked one knows the pages; where
    none can be forked (Windows, a preview) they are made one after the other. What another one did not make, whatever
    became of it, is made here. Raises OSError when a page cannot be written.
    """
    files = list(pages)
    if len(files) < _WORTH_OTHERS or jobs < 2 or not can_fork():
        return _make(pages, files, place)
    chunk = -(-len(files) // _MOST_CHUNKS)
    starts = range(0, len(files), chunk)
    places, put = os.pipe()
    with os.fdopen(put, "wb") as all_:
        all_.write(b"".join([start.to_bytes(_PLACE, "little") for start in starts]))

    def steps() -> Iterator[dict[int, dict[str, bytes]]]:
        kept = {}
        while taken := os.read(places, _PLACE):
            start = int.from_bytes(taken, "little")
            kept[start] = _make(pages, files[start : start + chunk], place)
            yield {}  # ends this process when nobody reads; what is kept would fill the pipe until somebody does
        yield kept

    try:
        with ExitStack() as others:
            processes = [others.enter_context(Meanwhile(steps)) for _ in range(jobs - 1)]
            made = dict(chain.from_iterable(found.items() for found in chain(steps(), *processes)))
    finally:
        os.close(places)
    for start in starts:
        if start not in made:
            made[start] = _make(pages, files[start : start + chunk], place)
    return dict(chain.from_iterable(found.items() for found in made.values()))


def _make(pages: Mapping[str, Page], files: Iterable[str], place: Callable[[str], str]) -> dict[str, bytes]:
    kept = {}
    for file in files:
        content = pages[file].make()
        if isinstance(content, LaidOut):
            kept[file] = content.kept
        write_file(place(file), content if isinstance(content, bytes) else content.encode())
    return kept
