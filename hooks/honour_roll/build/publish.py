"""Publishing: the finished stage takes the place of the site that was there, which stays whole until then.

Unchanged pages are not copied: their top folders move from the old site into the stage, a few renames in all, and what
was made for the site that is there waits in one folder of the stage and goes to its places last. Between the first and
the last of these moves there is no site. What they are to be stands in a journal: should the process be killed on its
way, the next command completes them before anything else.
"""

from __future__ import annotations

import os
import shutil
import signal
import threading
from array import array
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from honour_roll.build.carrying import ASIDE, Moves, Plan
from honour_roll.build.meanwhile import Meanwhile
from honour_roll.problem import refusal
from honour_roll.store import write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence
    from types import FrameType

MARKER = ".honour-roll"  # holds the digest of all pages; a site without it is not one of ours, or not whole
_MANY = 1000  # files: to remove so many takes longer than to begin another process that does


def stage_of(site: Path) -> Path:
    """Give the folder beside the site in which the next one is made."""
    return site.with_name(f".{site.name}.next")


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
        changed = array("q", [os.stat(f"{site}/{folder}").st_mtime_ns for folder in folders])
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


CLOSE = "Đóng chương trình đang mở thư mục này rồi chạy lại."


def unfinished(place: object, error: OSError) -> str:
    """Say that what a killed command was publishing could not be completed in ``place``, and why, in two lines."""
    what = f"Lần dựng trước bị ngắt khi đang thay trang; chưa thay nốt được trong {place}"
    return refusal(what, error, CLOSE)


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


@contextmanager
def publish(site: Path, kept: Iterable[str], gone: Iterable[str], waiting: Iterable[str] = ()) -> Iterator[None]:
    """Put its stage in the place of ``site``; while the context lasts, what was replaced is removed.

    The top folders and files of the old site that are in ``kept`` move over unread, with the stage's own put over them;
    the files in ``gone``, such as ``nam/index.html``, are dropped, and those ``waiting`` put in their places. Raises
    OSError when something cannot be moved (on Windows: because a program holds a file of it open), with the old site in
    its place, just as it was; or, if that cannot be moved back either, with the journal for the next command. Ctrl+C is
    heard at the end.
    """
    clear(old_of(site))
    plan, journal = Plan(sorted(kept), sorted(gone), list(waiting)), journal_of(site)
    new = journal.with_name(f"{journal.name}.new")
    write_file(new, plan.told)
    new.replace(journal)
    moves = Moves()
    with _undisturbed():
        try:
            moves.carry_out(plan, site, stage_of(site), old_of(site))
        except BaseException:
            if moves.take_back():
                clear(site / ASIDE)
                journal.unlink()
            raise
        with Meanwhile(partial(_removing, old_of(site))) if moves.replaced > _MANY else nullcontext():
            yield
        _end(site)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl+C, and whatever else Python answers, wait until the context ends: between two moves there is no site."""
    held: dict[int, Callable[[int, FrameType | None], object]] = {}
    heard: list[int] = []
    if threading.current_thread() is threading.main_thread():  # else they are answered elsewhere
        for name in (signal.SIGINT, signal.SIGTERM):
            if callable(before := signal.getsignal(name)):
                held[name] = before
                signal.signal(name, lambda number, _: heard.append(number))
    try:
        yield
    finally:
        for number, answer in held.items():
            signal.signal(number, answer)
        for number in heard:
            held[number](number, None)


def complete(site: Path) -> None:
    """Carry out to its end a publication of ``site`` that was killed on its way, if there is one. Raises OSError."""
    stage, old, journal = stage_of(site), old_of(site), journal_of(site)
    try:
        plan = Plan.read(journal.read_bytes())
    except FileNotFoundError:
        return
    except ValueError:
        journal.unlink()  # not written by us, who write it whole or not at all
        return
    with _undisturbed():
        if token_of(stage):
            Moves().carry_out(plan, site, stage, old)
        elif old.exists() and not site.exists():  # somebody has removed the stage: this is what is left, and not whole
            clear(old / ASIDE)
            write_file(old / MARKER, b"")
            old.rename(site)
        _end(site)


def discard(site: Path) -> None:
    """Remove its stage; not while a publication is under way, when parts of ``site`` are in it."""
    if not journal_of(site).exists():
        clear(stage_of(site))


def _removing(old: Path) -> Iterator[None]:
    shutil.rmtree(old, ignore_errors=True)
    yield


def _end(site: Path) -> None:
    shutil.rmtree(old_of(site), ignore_errors=True)  # what cannot be removed now is removed the next time
    journal_of(site).unlink()
