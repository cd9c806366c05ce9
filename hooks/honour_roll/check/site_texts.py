"""The texts of the site that are no entries: ``mkdocs.yml`` and the hand-written pages in ``docs/``."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from honour_roll.entries import folders
from honour_roll.entries.messages import CANNOT_OPEN
from honour_roll.entries.torn_files import unfinished_merges
from honour_roll.problem import Problem, shown
from honour_roll.settings import SITE_SETTINGS

_BIGGEST = 1_000_000  # bytes; a hand-written page has some ten thousand


def texts_are_whole(project: Path) -> Iterator[Problem]:
    """Every hand-written page can be read, and neither one nor ``mkdocs.yml`` holds an unfinished merge of git."""
    closed: list[OSError] = []
    files = [
        Path(place, name) for place, _, names in os.walk(project / "docs", onerror=closed.append) for name in names
    ]
    for error in closed:
        if not isinstance(error, FileNotFoundError):  # told with ``mkdocs.yml``
            yield folders.cannot_list(shown(Path(error.filename)), error)
    for file in (project / SITE_SETTINGS, *sorted(file for file in files if file.suffix == ".md")):
        yield from _wrong(file)


def _wrong(file: Path) -> list[Problem]:
    """Return why a file cannot be opened, or the unfinished merges in it; nothing of what is no plain file.

    A build tells of that, and of what lacks.
    """
    try:
        if not file.is_file() or file.stat().st_size > _BIGGEST:
            return []
        text = file.read_text("utf-8-sig", errors="replace")
    except OSError:
        return [CANNOT_OPEN.at(shown(file), 1, 1)]
    return unfinished_merges(shown(file), text, is_prose=file.suffix == ".md")
