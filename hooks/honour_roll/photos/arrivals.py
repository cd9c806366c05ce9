"""A photo that comes from elsewhere: made fit in a folder of its own, then put beside an entry.

The entry's folder gets only what ``fix.py`` has made fit; a file that is no picture leaves nothing behind.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

from honour_roll.photos import fix, fix_alone, inspect, names
from honour_roll.store import write_durably

_PLACEHOLDER = "anh.jpg"


class FitPhoto(NamedTuple):
    """A photo that may lie beside an entry: a plain name, its content, and why it was made anew, in words."""

    name: str
    data: bytes
    why: tuple[str, ...]


def made_fit(file: Path, name: str) -> FitPhoto:
    """Return a file made fit; ``name`` is what it was called, or is to be called. Nothing is written beside an entry.

    Takes seconds for a large photo. Raises UnusablePhotoError, with words for staff, when it is none, and OSError.
    """
    ending = names.ending(Path(name).name)
    if ending not in names.PHOTOS:
        ending = names.ending(_PLACEHOLDER)  # its content decides
    with tempfile.TemporaryDirectory(prefix=".anh-", dir=file.parent) as scratch:
        alone = Path(scratch)
        first = (alone / names.plain(Path(name).name, ".jpg", ())).with_suffix(ending)
        shutil.copyfile(file, first)
        fixes = fix_alone.fixes if inspect.is_heic(inspect.content(first)) else fix.fixes
        wanted, unusable = fixes(alone)
        if unusable:
            raise unusable[0][1]
        for one in wanted:
            fix.apply(alone, one)
        made = next(path for path in alone.iterdir())
        inspect.examined(made)
        return FitPhoto(made.name, made.read_bytes(), tuple(why for one in wanted for why in one.why))


def put(photo: FitPhoto, folder: Path, number: int | None = None) -> str:
    """Put a photo into an entry's ``folder``; return its name there, which no other file has. Raises OSError.

    A name that is taken gets ``number`` behind it, or else the number of files in the folder.
    """
    taken = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    name, ending = photo.name, names.ending(photo.name)
    if name in taken:
        behind = len(taken) if number is None else number
        name = names.plain(f"{Path(name).stem} {behind}{ending}", ending, taken)
    write_durably(folder / name, photo.data)
    return name
