"""Photos that are dropped on the desk: made fit in a folder of their own, then put beside the entry.

The entry's folder gets only what ``photos/fix.py`` has made fit; a file that is no picture leaves nothing behind.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

from PIL import ImageOps

from honour_roll.photos import fix, fix_alone, inspect, names
from honour_roll.store import write_durably

MOST_BYTES = 40_000_000  # of one upload
MOST_AT_ONCE = 20  # photos of one drop
_LONGEST_SIDE = 1600  # pixels of the picture that the desk shows
_PLACEHOLDER = "anh.jpg"


class FitPhoto(NamedTuple):
    """A photo that may lie beside an entry: a plain name, its content, and why it was made anew, in words."""

    name: str
    data: bytes
    why: tuple[str, ...]


def is_photo(name: str) -> bool:
    """Return whether a file is one of those that the check takes for photos."""
    return names.ending(name) in names.PHOTOS


def made_fit(uploaded: Path, name: str) -> FitPhoto:
    """Return an uploaded file made fit; ``name`` is what the phone called it. Nothing is written beside an entry.

    Takes seconds for a large photo. Raises UnusablePhotoError, with words for staff, when it is none, and OSError.
    """
    ending = names.ending(Path(name).name)
    if ending not in names.PHOTOS:
        ending = names.ending(_PLACEHOLDER)  # its content decides
    with tempfile.TemporaryDirectory(prefix=".anh-", dir=uploaded.parent) as scratch:
        alone = Path(scratch)
        first = (alone / names.plain(Path(name).name, ".jpg", ())).with_suffix(ending)
        shutil.copyfile(uploaded, first)
        fixes = fix_alone.fixes if inspect.is_heic(inspect.content(first)) else fix.fixes
        wanted, unusable = fixes(alone)
        if unusable:
            raise unusable[0][1]
        for one in wanted:
            fix.apply(alone, one)
        made = next(path for path in alone.iterdir())
        inspect.examined(made)
        return FitPhoto(made.name, made.read_bytes(), tuple(why for one in wanted for why in one.why))


def put(photo: FitPhoto, folder: Path) -> str:
    """Put a photo into an entry's ``folder``; return its name there, which no other file has. Raises OSError."""
    taken = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    name, ending = photo.name, names.ending(photo.name)
    if name in taken:
        name = names.plain(f"{Path(name).stem} {len(taken)}{ending}", ending, taken)
    write_durably(folder / name, photo.data)
    return name


def shown(path: Path) -> bytes:
    """Return the JPEG that the desk shows of a photo: upright, at most 1,600 pixels. Raises UnusablePhotoError."""
    return shown_bytes(inspect.content(path))


def shown_bytes(data: bytes) -> bytes:
    """Return what ``shown`` does, of the content of a photo."""
    picture = inspect.looked_at(data).picture
    picture.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
    inspect.load(picture)
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    out = io.BytesIO()
    upright.convert("RGB").save(out, "JPEG", quality=82)
    return out.getvalue()
