"""A photo made fit in a worker of its own: decoders of HEIC have had memory errors, and what breaks ends with it."""

from __future__ import annotations

from pathlib import Path

from honour_roll.parallel import WorkerDiedError, results
from honour_roll.photos import bounds, fix, messages
from honour_roll.photos.fix import Fix
from honour_roll.photos.inspect import UnusablePhotoError

_Found = tuple[list[Fix], list[tuple[str, UnusablePhotoError]]]


def fixes(folder: Path) -> _Found:
    """Return what ``fix.fixes`` does of a folder with one photo; a photo that ends its worker cannot be made fit."""
    try:
        (found,) = results(_fixes, [folder], 1, ready=bounds.be_bounded)
    except WorkerDiedError:
        return _too_heavy(folder)
    return found


def _fixes(folder: Path) -> _Found:
    try:
        with bounds.in_time():
            return fix.fixes(folder)
    except TimeoutError:
        return _too_heavy(folder)


def _too_heavy(folder: Path) -> _Found:
    return [], [(path.name, UnusablePhotoError.of(messages.HEAVY)) for path in folder.iterdir()]
