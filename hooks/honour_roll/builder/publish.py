"""Publishing: every file that was made takes its place in the site by a rename, while the site has no marker.

All files are made in a stage beside the site first, so a build that fails changes nothing. Then the marker goes, each
file takes its place, what is gone is removed, and the marker comes back. A build that was killed in between leaves a
site without a marker: the next one trusts nothing of it and makes it whole, and whoever copies it to a server refuses
it. The address of a page that is in both sites never fails to answer.
"""

from __future__ import annotations

import os
import shutil
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from honour_roll.store import replace_file

MARKER = ".honour-roll"  # holds the token of a whole site; a folder without it is not one of ours, or not whole
UNFINISHED = ".honour-roll.unfinished"  # stands in its place while files are moved
CLOSE = "Đóng chương trình đang mở thư mục này rồi chạy lại."


class ForeignFolderError(Exception):
    """The folder that the site is to be written into holds something that is not a site of ours."""


def stage_of(site: Path) -> Path:
    """Return the folder beside the site in which its new files are made."""
    return site.with_name(f".{site.name}.next")


def token_of(site: Path) -> bytes:
    """Return the token of a whole site of ours; nothing when it is none."""
    try:
        return (site / MARKER).read_bytes()
    except OSError:
        return b""


def refuse_foreign(site: Path) -> None:
    """Raise ForeignFolderError unless ``site`` is new, empty, or made by us: publishing removes what was there."""
    ours = (site / MARKER).is_file() or (site / UNFINISHED).is_file()
    if site.is_file() or (site.exists() and not ours and any(site.iterdir())):
        raise ForeignFolderError(site)


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
    stage = stage_of(site)
    with _undisturbed():
        if site.is_dir() and any(site.iterdir()):
            with suppress(FileNotFoundError):
                (site / MARKER).replace(site / UNFINISHED)
            (site / UNFINISHED).touch()
            # What pages refer to comes before the pages, what is gone goes after them.
            files = sorted(written, key=lambda path: path.endswith(".html"))
            for path in files:
                _move(f"{stage}/{path}", f"{site}/{path}")
            for path in gone:
                _remove(str(site), path, files)
            discard(site)
        else:
            stage.mkdir(parents=True, exist_ok=True)
            (stage / UNFINISHED).touch()
            with suppress(FileNotFoundError):
                site.rmdir()
            stage.rename(site)
        yield
        replace_file(site / UNFINISHED, token)
        (site / UNFINISHED).replace(site / MARKER)


def files_in(site: Path) -> set[str]:
    """Return all files of a site but its marker: ``mo-hinh/index.html``."""
    found = {path.relative_to(site).as_posix() for path in site.rglob("*") if not path.is_dir() or path.is_symlink()}
    return found - {MARKER, UNFINISHED}


def _move(source: str, target: str) -> None:
    """Move a file to its place; whatever stands in its way there, or in the way of its folder, is removed."""
    try:
        os.replace(source, target)
    except (FileNotFoundError, NotADirectoryError):
        folder = os.path.dirname(target)
        while not os.path.lexists(folder):
            folder = os.path.dirname(folder)
        if not os.path.isdir(folder):
            os.unlink(folder)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.replace(source, target)
    except OSError:
        if not os.path.isdir(target):
            raise
        shutil.rmtree(target)
        os.replace(source, target)


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
