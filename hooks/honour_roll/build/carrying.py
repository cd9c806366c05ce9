"""Carrying: the moves by which a stage takes the place of a site, each of which can be taken back.

What they are to be is told in one text, so that who was killed between two of them can be followed by another, who
makes those that are not made yet.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from honour_roll.fingerprints import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ASIDE = ".aside"  # in the old site, until the new one is in its place: what is on its way
_WAITING = ".waiting"  # in the stage: what goes to its places in the site that is there
_REPLACED = f"{ASIDE}/replaced"  # and what was replaced
# What leads elsewhere in a path without "..": Windows has other ways to write one.
_OTHER_WAYS = ("\0", "\\", ":") if os.sep == "\\" else ("\0",)


def waiting_of(stage: Path | str, file: str) -> str:
    """Give where in the stage a file waits for its place in the site that is there: it takes no folder of its own."""
    return f"{stage}/{_WAITING}/{fingerprint(file.encode()).hex()}"


class Plan(NamedTuple):
    """The moves to be made: of top folders of the old site, and of files that are gone, or waiting in the stage."""

    folders: list[str]
    gone: list[str]
    waiting: list[str]

    @property
    def told(self) -> bytes:
        """Give this as bytes."""
        return json.dumps(self._asdict()).encode()

    @classmethod
    def read(cls, told: bytes) -> Self:
        """Give what was ``told``. Raises ValueError for what was not: no path may lead out of the site."""
        try:
            said = json.loads(told)
            parts = said["folders"], said["gone"], said.get("waiting", [])  # which an older version did not know
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError(told) from error
        if not all(isinstance(part, list) and all(map(_is_inside, part)) for part in parts):
            raise ValueError(told)
        return cls(*(list(dict.fromkeys(part)) for part in parts))


def _is_inside(path: object) -> bool:
    if not isinstance(path, str) or any(sign in path for sign in _OTHER_WAYS):
        return False
    os.fsencode(path)  # which raises ValueError for what no file can be called
    return not {"", ".", ".."} & {*path.split("/")}


class Moves:
    """Moves of files and folders. Paths are text: there may be ten thousand of them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._back: list[tuple[Callable[..., object], tuple[str, ...]]] = []
        self._aside, self._number = "", 0

    @property
    def replaced(self) -> int:
        """Give how many files were set aside."""
        return self._number

    def carry_out(self, plan: Plan, site: Path, stage: Path, old: Path) -> None:
        """Make those moves of the plan that are not made yet. Raises OSError at one that cannot be made."""
        if site.exists() and not old.exists():
            self.move(str(site), str(old))  # first: this fails when a file is open, with nothing to take back yet
        if old.exists():
            self._set_aside_in(f"{old}/{_REPLACED}")
        for folder in plan.folders:
            self._merge(str(old), str(stage), folder)
        for path in plan.gone:
            self._drop(str(stage), path, plan.waiting)
        self._put(str(stage), str(old), plan.waiting)
        if site.is_dir():
            with suppress(OSError):  # somebody has made it again, and that it is not empty is told by the next step
                os.rmdir(site)
        self.move(str(stage), str(site))

    def take_back(self) -> bool:
        """Take all moves back, the last one first; tell whether the system let us.

        If not, it ends with the first that stays: the plan can be carried out from there, as after any of its moves.
        """
        for step, paths in reversed(self._back):
            try:
                step(*paths)
            except OSError:
                if step is not os.removedirs:  # which is refused where something else is in the folder by now
                    return False
        return True

    def move(self, source: str, target: str) -> None:
        """Move a file or a folder; what lies where its folders are to be is set aside."""
        try:
            os.rename(source, target)
        except (FileNotFoundError, NotADirectoryError):
            folder = os.path.dirname(target)
            self._make_way(folder)
            self._back.append((os.removedirs, (folder,)))
            os.makedirs(folder, exist_ok=True)
            os.rename(source, target)
        self._back.append((os.rename, (target, source)))

    def _make_way(self, folder: str) -> None:
        """Set aside a file that somebody has put where a folder is to be."""
        while not os.path.lexists(folder):
            folder = os.path.dirname(folder)
        if not os.path.isdir(folder):
            self._set_aside(folder)

    def _set_aside_in(self, folder: str) -> None:
        """Let what is replaced move into this folder, under numbers: to make its folders anew there would take long."""
        os.makedirs(folder, exist_ok=True)
        self._aside, self._number = folder, len(os.listdir(folder))

    def _set_aside(self, path: str) -> None:
        """Move what is replaced out of the way, if it is there."""
        if not self._aside:
            return  # there was no site
        aside = f"{self._aside}/{self._number}"
        with suppress(FileNotFoundError, NotADirectoryError):
            os.rename(path, aside)
            self._back.append((os.rename, (aside, path)))
            self._number += 1

    def _merge(self, old: str, stage: str, folder: str) -> None:
        """Bring a folder of the old site into the stage, with the stage's own files of that folder put over it."""
        fresh = f"{old}/{ASIDE}/fresh/{folder}"
        if os.path.exists(f"{old}/{folder}"):
            if os.path.exists(f"{stage}/{folder}"):
                self.move(f"{stage}/{folder}", fresh)
            self.move(f"{old}/{folder}", f"{stage}/{folder}")
        for root, _, names in os.walk(fresh):
            below = f"{stage}/{folder}{root[len(fresh) :]}"
            for name in names:
                self._set_aside(f"{below}/{name}")
                self.move(f"{root}/{name}", f"{below}/{name}")

    def _drop(self, stage: str, path: str, waiting: Iterable[str]) -> None:
        """Remove a page that is no more, and the folders that are empty without it."""
        place = f"{stage}/{path}"
        # A folder there is somebody else's, unless the page was dropped before, and others came in its place.
        if not (os.path.isdir(place) and any(file.startswith(f"{path}/") for file in waiting)):
            self._set_aside(place)
        while (place := os.path.dirname(place)) != stage:
            if not os.path.isdir(place):
                self._set_aside(place)
            elif _is_empty(place):
                os.rmdir(place)
                self._back.append((os.mkdir, (place,)))
            else:
                return

    def _put(self, stage: str, old: str, files: Iterable[str]) -> None:
        """Bring what waits to its places."""
        folder = f"{stage}/{_WAITING}"
        if not os.path.exists(folder):
            return
        there = {*os.listdir(folder)}
        for file in files:
            place = waiting_of(stage, file)
            if place.rpartition("/")[2] in there:
                self._set_aside(f"{stage}/{file}")
                self.move(place, f"{stage}/{file}")
        self.move(folder, f"{old}/{ASIDE}/waiting")  # whatever else lies in it


def _is_empty(folder: str) -> bool:
    with os.scandir(folder) as inside:  # pathlib would read all of a folder with ten thousand files
        return next(inside, None) is None
