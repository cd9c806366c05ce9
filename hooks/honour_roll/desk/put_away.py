"""What leaves an entry's folder, put where nothing is lost and whence it comes back when the entry names it again."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

from honour_roll import store

_TIMES = 3  # parts of a name, joined by hyphens, that say when a file was put away


class PutAway:
    """Files that were put away, in a folder for each entry below ``folder``; each name begins with the time."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder."""
        self._folder = folder

    def keep(self, path: str, name: str, data: bytes) -> None:
        """Keep what a file of the entry ``<year>/<slug>`` held. Raises OSError."""
        store.write_durably(self._place(path, name), data)

    def take(self, path: str, file: Path) -> None:
        """Move a file of an entry here. Raises OSError."""
        place = self._place(path, file.name)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(file, place)

    def bring_back(self, path: str, name: str, folder: Path) -> None:
        """Put the last file that had a name back into the entry's ``folder``; nothing if there is none."""
        found = [file for file in self._of(path).glob("*") if file.name.split("-", _TIMES)[-1] == name]
        if found:
            store.write_durably(folder / name, max(found).read_bytes())

    def follow(self, old: str, new: str) -> None:
        """Keep what was put away of an entry under its new path. Raises OSError; what is left can follow later."""
        before, after = self._of(old), self._of(new)
        if not before.is_dir():
            return
        after.mkdir(exist_ok=True)
        for file in [*before.iterdir()]:
            store.rename_durably(file, after / file.name)
        before.rmdir()

    def _of(self, path: str) -> Path:
        return self._folder / path.replace("/", "_")

    def _place(self, path: str, name: str) -> Path:
        now = datetime.datetime.now()  # noqa: DTZ005 - the writer's own clock
        return self._of(path) / f"{now:%Y%m%d-%H%M%S-%f}-{name}"
