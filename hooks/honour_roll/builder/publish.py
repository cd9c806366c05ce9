"""Publishing: every file that was made takes its place in the site by a rename, while the site has no marker.

All files are made in a stage beside the site first, so a build that fails changes nothing. Then the marker goes, each
file takes its place, what is gone is removed, and the marker comes back. A build that was killed in between leaves a
site without a marker: the next one trusts nothing of it and makes it whole, and whoever copies it to a server refuses
it. The address of a page that is in both sites never fails to answer.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from honour_roll.builder.manifest import linked
from honour_roll.problem import shown
from honour_roll.store import replace_file

MARKER = ".honour-roll"  # holds the token of a whole site; a folder without it is not one of ours, or not whole
# What of the project no site may lie in.
_PARTS = ("docs", "entries", "hooks", "scripts", "tests", ".git", ".venv", ".cache", ".ci", ".github", ".vscode")
UNFINISHED = ".honour-roll.unfinished"  # stands in its place while files are moved
_INSIDE = ".honour-roll.next"  # the stage of a site that is a disk of its own
_OF_DISKS = ("lost+found", _INSIDE)  # a disk, or a killed build, has these; they are no one's files
CLOSE = "Đóng chương trình đang mở thư mục này rồi chạy lại."


class PlaceRefusedError(Exception):
    """A site may not be put there; the text says why and what to do, for staff."""


class ForeignFolderError(Exception):
    """The folder that the site is to be written into holds something that is not a site of ours."""


def stage_of(site: Path) -> Path:
    """Return the folder in which a site's new files are made: beside it, or in it where the place beside is no place.

    That is so where the site is a disk of its own, such as a container's volume: nothing could be renamed into it.
    """
    if os.path.ismount(site) or (site.is_dir() and not os.access(site.parent, os.W_OK)):
        return site / _INSIDE
    return site.with_name(f".{site.name}.next")


def token_of(site: Path) -> bytes:
    """Return the token of a whole site of ours; nothing when it is none."""
    try:
        return (site / MARKER).read_bytes()
    except OSError:
        return b""


def refuse_foreign(site: Path) -> None:
    """Raise ForeignFolderError unless ``site`` is new, empty, or made by us: publishing removes what was there.

    Raises PlaceRefusedError when it is no folder.
    """
    if os.path.lexists(site) and not site.is_dir():
        raise PlaceRefusedError(f"{shown(site)} là tệp, không phải thư mục.\n    Chọn thư mục khác: --out site.")
    ours = (site / MARKER).is_file() or (site / UNFINISHED).is_file()
    if not ours and site.is_dir() and _has_files(site):
        raise ForeignFolderError(site)


def refuse_sources(site: Path, project: Path, sources: Iterable[Path]) -> None:
    """Raise PlaceRefusedError when a site would lie among what it is made from, or around it.

    ``sources`` are the folders of entries and registers; the project has more of them.
    """
    for folder in (*sources, *(project / name for name in _PARTS)):
        if site.is_relative_to(folder) or folder.is_relative_to(site):
            raise PlaceRefusedError(
                f"Không đặt trang vào {shown(site)} được: ở đó có {shown(folder)}, là thứ để dựng trang.\n"
                "    Chọn một thư mục riêng, mới hoặc trống: --out site."
            )


def _has_files(site: Path) -> bool:
    return any(item.name not in _OF_DISKS for item in site.iterdir())


def discard(site: Path) -> None:
    """Remove the stage of a site, if there is one."""
    with suppress(FileNotFoundError):
        shutil.rmtree(stage_of(site))


def what_stays(site: Path) -> str:
    """Return a sentence for staff on what is left of the site after a build failed; nothing when there was none."""
    if token_of(site):
        return "Trang cũ vẫn còn nguyên."
    if (site / UNFINISHED).is_file():
        return "Trang đang thay dở; lần dựng sau sẽ làm lại cho đủ."
    return ""


@contextmanager
def publishing(site: Path, written: Iterable[str], gone: Iterable[str], token: bytes) -> Iterator[None]:
    """Move the files ``written`` in the stage to their places in ``site`` and remove those that are ``gone``.

    Store the manifest in the body of the ``with``: the marker, with ``token``, comes back only after it. Ctrl+C and
    SIGTERM wait until then. Raises OSError when a file cannot be moved.
    """
    stage, gone = stage_of(site), list(gone)
    with _undisturbed():
        if not _has_taken_its_place(stage, site):
            with suppress(FileNotFoundError):
                (site / MARKER).replace(site / UNFINISHED)
            (site / UNFINISHED).touch()
            # What pages refer to comes before the pages, what is gone goes after them.
            files = sorted(written, key=lambda path: path.endswith(".html"))
            for folder in linked(str(site), files):  # nothing is written where it leads
                with suppress(FileNotFoundError):  # it was within another
                    (site / folder).unlink()
            for path in files:
                _move(f"{stage}/{path}", f"{site}/{path}")
            elsewhere = tuple(f"{folder}/" for folder in linked(str(site), gone))
            for path in gone:
                if not path.startswith(elsewhere):
                    _remove(str(site), path, files)
            discard(site)
        yield
        replace_file(site / UNFINISHED, token)
        (site / UNFINISHED).replace(site / MARKER)


def _has_taken_its_place(stage: Path, site: Path) -> bool:
    """Rename a whole new site to its place, where there is none; return whether it was done.

    An empty folder makes way. One that cannot, since it is a disk of its own, gets its files one by one.
    """
    if stage.parent == site or (site.is_dir() and any(site.iterdir())):
        return False
    stage.mkdir(parents=True, exist_ok=True)
    (stage / UNFINISHED).touch()
    try:
        with suppress(FileNotFoundError):
            site.rmdir()
        stage.rename(site)
    except OSError:
        if not site.is_dir():
            raise
        return False
    return True


def files_in(site: Path) -> set[str]:
    """Return all files of a site but its marker: ``mo-hinh/index.html``."""
    found = {path.relative_to(site).as_posix() for path in site.rglob("*") if not path.is_dir() or path.is_symlink()}
    return {path for path in found - {MARKER, UNFINISHED} if path.partition("/")[0] not in _OF_DISKS}


def _replace(source: str, target: str) -> None:
    """Let a file take the place of another; from another disk it is copied beside that first."""
    try:
        os.replace(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        waiting = f"{os.path.dirname(target)}/.{os.path.basename(target)[:100]}.{os.getpid()}"
        try:
            shutil.copyfile(source, waiting)
            os.replace(waiting, target)
        finally:
            with suppress(OSError):
                os.unlink(waiting)
        os.unlink(source)


def _move(source: str, target: str) -> None:
    """Move a file to its place; whatever stands in its way there, or in the way of its folder, is removed."""
    try:
        _replace(source, target)
    except (FileNotFoundError, NotADirectoryError):
        folder = os.path.dirname(target)
        while not os.path.lexists(folder):
            folder = os.path.dirname(folder)
        if not os.path.isdir(folder):
            os.unlink(folder)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        _replace(source, target)
    except OSError:
        if not os.path.isdir(target):
            raise
        shutil.rmtree(target)
        _replace(source, target)


def _remove(site: str, path: str, written: Iterable[str]) -> None:
    """Remove a file, whatever it has become unless files were ``written`` into it, and the folders left empty."""
    place = f"{site}/{path}"
    if os.path.isdir(place) and not os.path.islink(place):
        if any(file.startswith(f"{path}/") for file in written):
            return
        shutil.rmtree(place)
    else:
        with suppress(FileNotFoundError, NotADirectoryError):
            os.unlink(place)
    while (place := os.path.dirname(place)) != site:
        if os.path.lexists(place) and not os.path.isdir(place):
            os.unlink(place)  # a file where a folder of ours was
        try:
            os.rmdir(place)
        except FileNotFoundError:
            continue
        except OSError:
            return  # it is not empty


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl+C and SIGTERM wait until the context ends."""
    held: dict[int, Any] = {}
    heard: list[int] = []
    if threading.current_thread() is threading.main_thread():
        for name in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(name) not in (None, signal.SIG_IGN):
                held[name] = signal.signal(name, lambda number, _: heard.append(number))
    try:
        yield
    finally:
        for number, before in held.items():
            signal.signal(number, before)
        for number in heard:
            signal.raise_signal(number)
