"""What was answered when the desk asked whether a photo shows somebody, or a number plate, that is to be blurred.

Only “nothing” is kept: boxes that are drawn stand in the entry. It is kept for the picture itself, by its digest, so it
outlasts another address of the entry, and a new picture under an old name is asked about.
"""

from __future__ import annotations

from pathlib import Path

from honour_roll.desk.edits import digest
from honour_roll.store import write_durably


class PhotoAnswers:
    """Answers on photos: for each with nothing to blur an empty file in ``folder``, named by the photo's digest."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder."""
        self._folder = folder

    def keep(self, photo: Path, *, is_nothing: bool) -> None:
        """Keep whether a photo has nothing to be blurred, or forget that it was said. Raises OSError."""
        file = self._file(photo)
        if is_nothing:
            write_durably(file, b"")
        else:
            file.unlink(missing_ok=True)

    def has_nothing(self, photo: Path) -> bool:
        """Return whether somebody said of a photo that nothing in it is to be blurred."""
        try:
            return self._file(photo).exists()
        except OSError:
            return False

    def _file(self, photo: Path) -> Path:
        return self._folder / digest(photo.read_bytes())
