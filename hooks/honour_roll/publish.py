"""Publishing: the finished stage takes the place of the site that was there, which stays whole until then.

Unchanged pages are not copied: their top folders move from the old site into the stage, a few renames in all.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MARKER = ".honour-roll"  # holds the digest of all pages; a site without it is not one of ours, or not whole


def stage_of(site: Path) -> Path:
    """Give the folder beside the site in which the next one is made."""
    return site.with_name(f".{site.name}.next")


def old_of(site: Path) -> Path:
    """Give the folder beside the site that holds the last one while it is being replaced."""
    return site.with_name(f".{site.name}.old")


class ForeignFolderError(Exception):
    """The folder that the site is to be written into holds something that is not a site of ours."""


def refuse_foreign(site: Path) -> None:
    """Raise ForeignFolderError unless ``site`` is new, empty or made by us: publishing removes what was there."""
    if site.exists() and not (site / MARKER).is_file() and any(site.iterdir()):
        raise ForeignFolderError(site)


def clear(path: Path) -> None:
    """Remove a folder of ours, whatever is in it; nothing to remove is no error."""
    with suppress(FileNotFoundError):
        shutil.rmtree(path)


def write(path: Path, data: bytes) -> None:
    """Write a file, making its folder first when needed."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o644)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o644)
    with os.fdopen(file, "wb") as out:
        out.write(data)


def publish(stage: Path, site: Path, kept: Iterable[str], gone: Iterable[str]) -> None:
    """Put ``stage`` in the place of ``site``. ``kept`` and ``gone`` are files of the old site: ``nam/index.html``.

    Files in ``kept`` move over unread; those in ``gone`` are dropped. Raises OSError with the old site in its place
    when a folder cannot be moved (on Windows: because a program holds a file of it open).
    """
    moved: list[str] = []
    old = old_of(site)
    try:
        for folder in sorted({path.split("/", 1)[0] for path in kept}):
            _merge(stage / folder, site / folder)
            moved.append(folder)
        for path in gone:
            _drop(stage, path)
        clear(old)
        if site.exists():
            site.rename(old)
        stage.rename(site)
    except OSError:
        if not site.exists() and old.exists():
            old.rename(site)
        for folder in moved:
            if not (site / folder).exists() and (stage / folder).exists():
                (stage / folder).rename(site / folder)
        raise
    clear(old)


def _merge(fresh: Path, kept: Path) -> None:
    """Bring the old folder ``kept`` to where ``fresh`` is, with the files of ``fresh`` put over it."""
    waiting = fresh.with_name(f".{fresh.name}.fresh")
    if fresh.exists():
        fresh.rename(waiting)
    kept.rename(fresh)
    if waiting.exists():
        for root, _, names in os.walk(waiting):
            target = fresh / Path(root).relative_to(waiting)
            target.mkdir(parents=True, exist_ok=True)
            for name in names:
                Path(root, name).replace(target / name)
        clear(waiting)


def _drop(stage: Path, path: str) -> None:
    """Remove a page that is no more, and the folders that are empty without it."""
    (stage / path).unlink(missing_ok=True)
    folder = (stage / path).parent
    while folder != stage and folder.exists() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
