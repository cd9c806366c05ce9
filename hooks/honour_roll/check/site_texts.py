"""The texts of the site that are no entries: ``mkdocs.yml`` and the hand-written pages in ``docs/``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from honour_roll.entries.torn_files import unfinished_merges
from honour_roll.problem import Problem, shown
from honour_roll.settings import SITE_SETTINGS

_BIGGEST = 1_000_000  # bytes; a hand-written page has some ten thousand


def texts_are_whole(project: Path) -> Iterator[Problem]:
    """Neither ``mkdocs.yml`` nor a hand-written page holds an unfinished merge of git."""
    yield from _torn(project / SITE_SETTINGS)
    for page in sorted((project / "docs").rglob("*.md")):
        yield from _torn(page)


def _torn(file: Path) -> list[Problem]:
    """Return the unfinished merges in a file; none where it is no plain file that can be read: MkDocs will say so."""
    try:
        if not file.is_file() or file.stat().st_size > _BIGGEST:
            return []
        text = file.read_text("utf-8-sig", errors="replace")
    except OSError:
        return []
    return unfinished_merges(shown(file), text, is_prose=file.suffix == ".md")
