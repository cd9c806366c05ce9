"""Publishing: the finished stage takes the place of the site that was there, which stays whole until then.

Unchanged pages are not copied: their top folders move from the old site into the stage, a few renames in all, and what
was made for the site that is there waits in one folder of the stage and goes to its places last. Between the first and
the last of these moves there is no site. What they are to be stands in a journal: should the process be killed on its
way, the next command completes them before anything else.
"""

from __future__ import annotations

import json
import os
import shutil
from array import array
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from honour_roll.cache import digest
from honour_roll.meanwhile import Meanwhile

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

MARKER = ".honour-roll"  # holds the digest of all pages; a site without it is not one of ours, or not whole
_TO_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
_WAITING = ".waiting"  # in the stage: what goes to its places in the site that is there
_ASIDE = ".aside"  # in the old site, until the new one is in its place: what is on its way
_MANY = 1000  # files: to remove so many takes longer than to begin another process that does
_REPLACED = f"{_ASIDE}/replaced"  # and what was replaced


def stage_of(site: Path) -> Path:
    """Give the folder beside the site in which the next one is made."""
    return site.with_name(f".{site.name}.next")


def waiting_of(stage: Path | str, file: str) -> str:
    """Give where in the stage a file waits for its place in the site that is there: it takes no folder of its own."""
    return f"{stage}/{_WAITING}/{digest(file.encode()).hex()}"


def old_of(site: Path) -> Path:
    """Give the folder beside the site that holds the last one while it is being replaced."""
    return site.with_name(f".{site.name}.old")


def journal_of(site: Path) -> Path:
    """Give the file beside the site that is there while one site replaces another: it tells how."""
    return site.with_name(f".{site.name}.journal")


def token_of(site: Path) -> bytes:
    """Give the digest of all pages that a whole site of ours has; nothing when it is none."""
    try:
        return (site / MARKER).read_bytes()
    except OSError:
        return b""


def stamps(site: Path, folders: Iterable[str]) -> bytes:
    """Give what changes whenever a file comes or goes in these folders of the site: when each was last changed."""
    try:
        changed = array("q", [os.stat(f"{site}/{folder}").st_mtime_ns for folder in folders])  # noqa: PTH116 - many
    except OSError:
        return b""
    return changed.tobytes()


def stamped_again(before: bytes, site: Path, folders: Sequence[str], touched: Container[str]) -> bytes:
    """Give the stamps of these folders from those of ``before``, where no others than ``touched`` have changed."""
    places = [place for place, folder in enumerate(folders) if folder in touched]
    found, fresh = array("q", before), array("q", stamps(site, [folders[place] for place in places]))
    if len(fresh) != len(places):
        return b""
    for place, stamp in zip(places, fresh, strict=True):
        found[place] = stamp
    return found.tobytes()


def folders_of(files: Iterable[str]) -> tuple[str, ...]:
    """Give the folders that these files are in, sorted: ``nam/2017/index.html`` is in ``nam/2017``."""
    return tuple(sorted({file.rpartition("/")[0] for file in files}))


def same_folders(came: Iterable[str], gone: Iterable[str]) -> bool:
    """Tell whether files came into just those folders, not the top one, that others went from: so no folder did."""
    folders = folders_of(came)
    return folders == folders_of(gone) and "" not in folders


def tops_of(files: Iterable[str]) -> frozenset[str]:
    """Give the top folders of these files, and those of them that are in none."""
    return frozenset([file.partition("/")[0] for file in files])


class ForeignFolderError(Exception):
    """The folder that the site is to be written into holds something that is not a site of ours."""


def refuse_foreign(site: Path) -> None:
    """Raise ForeignFolderError unless ``site`` is new, empty or made by us: publishing removes what was there."""
    if site.is_file() or (site.exists() and not (site / MARKER).is_file() and any(site.iterdir())):
        raise ForeignFolderError(site)


def clear(path: Path) -> None:
    """Remove a folder of ours, whatever is in it; nothing to remove is no error."""
    with suppress(FileNotFoundError):
        shutil.rmtree(path)


def write(path: Path | str, data: bytes) -> None:
    """Write a file, making its folder first when needed. Three times as quick as pathlib, for 15,000 pages."""
    try:
        file = os.open(path, _TO_WRITE, 0o644)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - see above
        file = os.open(path, _TO_WRITE, 0o644)
    try:
        while data:
            data = data[os.write(file, data) :]
    finally:
        os.close(file)


@contextmanager
def publish(site: Path, kept: Iterable[str], gone: Iterable[str], waiting: Iterable[str] = ()) -> Iterator[None]:
    """Put its stage in the place of ``site``; while the context lasts, what was replaced is removed.

    The top folders and files of the old site that are in ``kept`` move over unread, with the stage's own put over them;
    the files in ``gone``, such as ``nam/index.html``, are dropped, and those ``waiting`` put in their places. Raises
    OSError with the old site in its place, just as it was, when something cannot be moved (on Windows: because a
    program holds a file of it open).
    """
    clear(old_of(site))
    plan, journal = _Plan(sorted(kept), sorted(gone), list(waiting)), journal_of(site)
    new = journal.with_name(f"{journal.name}.new")
    write(new, json.dumps(plan._asdict()).encode())
    new.replace(journal)
    moves = _Moves()
    try:
        _carry_out(moves, site, plan)
    except BaseException:  # Ctrl+C too: a site is never left in pieces
        moves.take_back()
        clear(site / _ASIDE)
        if site.exists():
            journal.unlink()
        raise
    with Meanwhile(partial(_removing, old_of(site))) if moves.replaced > _MANY else nullcontext():
        yield
    _end(site)


def complete(site: Path) -> None:
    """Carry out to its end a publication of ``site`` that was killed on its way, if there is one. Raises OSError."""
    journal = journal_of(site)
    try:
        said = json.loads(journal.read_bytes())
        parts = said["folders"], said["gone"], said.get("waiting", ())  # which an older version did not know
        plan = _Plan(*([*map(str, part)] for part in parts))
    except FileNotFoundError:
        return
    except (ValueError, KeyError, TypeError):
        journal.unlink()  # not written by us, who write it whole or not at all
        return
    if token_of(stage_of(site)):
        _carry_out(_Moves(), site, plan)
    _end(site)


def _removing(old: Path) -> Iterator[None]:
    shutil.rmtree(old, ignore_errors=True)
    yield


def _end(site: Path) -> None:
    shutil.rmtree(old_of(site), ignore_errors=True)  # what cannot be removed now is removed the next time
    journal_of(site).unlink()


class _Plan(NamedTuple):
    """The moves to be made: of top folders of the old site, and of files that are gone, or waiting in the stage."""

    folders: list[str]
    gone: list[str]
    waiting: list[str]


def _carry_out(moves: _Moves, site: Path, plan: _Plan) -> None:
    """Make those moves of the plan that are not made yet."""
    stage, old = str(stage_of(site)), str(old_of(site))
    if site.exists():
        moves.move(str(site), old)  # first: this is what fails when a file is open, with nothing to take back yet
    if os.path.exists(old):  # noqa: PTH110
        moves.set_aside_in(f"{old}/{_REPLACED}")
    for folder in plan.folders:
        _merge(moves, old, stage, folder)
    for path in plan.gone:
        _drop(moves, stage, path)
    _put(moves, stage, old, plan.waiting)
    moves.move(stage, str(site))


class _Moves:
    """Moves of files and folders that can all be taken back. Paths are text: there may be ten thousand of them."""

    def __init__(self) -> None:
        self._back: list[tuple[Callable[..., object], tuple[str, ...]]] = []
        self._aside, self._number = "", 0

    @property
    def replaced(self) -> int:
        """Give how many files were set aside."""
        return self._number

    def move(self, source: str, target: str) -> None:
        try:
            os.rename(source, target)  # noqa: PTH104
        except FileNotFoundError:
            folder = os.path.dirname(target)  # noqa: PTH120
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            self._back.append((os.removedirs, (folder,)))
            os.rename(source, target)  # noqa: PTH104
        self._back.append((os.rename, (target, source)))

    def set_aside_in(self, folder: str) -> None:
        """Let what is replaced move into this folder, under numbers: to make its folders anew there would take long."""
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        self._aside, self._number = folder, len(os.listdir(folder))  # noqa: PTH208 - of a publication that was killed

    def set_aside(self, path: str) -> None:
        """Move what is replaced out of the way, if it is there."""
        with suppress(FileNotFoundError):
            os.rename(path, f"{self._aside}/{self._number}")  # noqa: PTH104
            self._back.append((os.rename, (f"{self._aside}/{self._number}", path)))
            self._number += 1

    def remove(self, folder: str) -> None:
        os.rmdir(folder)  # noqa: PTH106
        self._back.append((os.mkdir, (folder,)))

    def take_back(self) -> None:
        for step, paths in reversed(self._back):
            with suppress(OSError):
                step(*paths)


def _merge(moves: _Moves, old: str, stage: str, folder: str) -> None:
    """Bring a folder of the old site into the stage, with the stage's own files of that folder put over it."""
    fresh = f"{old}/{_ASIDE}/fresh/{folder}"
    if os.path.exists(f"{old}/{folder}"):  # noqa: PTH110
        if os.path.exists(f"{stage}/{folder}"):  # noqa: PTH110
            moves.move(f"{stage}/{folder}", fresh)
        moves.move(f"{old}/{folder}", f"{stage}/{folder}")
    for root, _, names in os.walk(fresh):
        below = f"{stage}/{folder}{root[len(fresh) :]}"
        for name in names:
            moves.set_aside(f"{below}/{name}")
            moves.move(f"{root}/{name}", f"{below}/{name}")


def _drop(moves: _Moves, stage: str, path: str) -> None:
    """Remove a page that is no more, and the folders that are empty without it."""
    if not os.path.isdir(f"{stage}/{path}"):  # noqa: PTH112 - then it was dropped before, and others came in its place
        moves.set_aside(f"{stage}/{path}")
    folder = os.path.dirname(f"{stage}/{path}")  # noqa: PTH120
    while folder != stage and _is_empty(folder):
        moves.remove(folder)
        folder = os.path.dirname(folder)  # noqa: PTH120


def _put(moves: _Moves, stage: str, old: str, files: Iterable[str]) -> None:
    """Bring what waits to its places."""
    folder = f"{stage}/{_WAITING}"
    if not os.path.exists(folder):  # noqa: PTH110
        return
    there = {*os.listdir(folder)}  # noqa: PTH208 - asked once: not all of them, when a publication was killed
    for file in files:
        place = waiting_of(stage, file)
        if place.rpartition("/")[2] in there:
            moves.set_aside(f"{stage}/{file}")
            moves.move(place, f"{stage}/{file}")
    moves.move(folder, f"{old}/{_ASIDE}/waiting")  # whatever else lies in it


def _is_empty(folder: str) -> bool:
    try:
        with os.scandir(folder) as inside:  # pathlib would read all of a folder with ten thousand files
            return next(inside, None) is None
    except FileNotFoundError:
        return False
