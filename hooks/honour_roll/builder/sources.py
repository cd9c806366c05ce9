"""Sources: everything that a build reads, seen before it begins, so that nothing need be built when nothing changed."""

from __future__ import annotations

import os
import stat
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from honour_roll.entries import folders, registers
from honour_roll.entries.folders import Folder
from honour_roll.fingerprints import code_fingerprint, fingerprint
from honour_roll.problem import Problem
from honour_roll.settings import LEDGER, Settings
from honour_roll.site_info import current_day
from honour_roll.store import read_file

_FOREIGN = (b"!ENV", b"INHERIT")  # what lets mkdocs.yml depend on something outside the project


class Sources(NamedTuple):
    """What a build reads, as it was before the build began.

    ``folders`` and ``misplaced`` are what ``folders.scan`` found. ``mkdocs`` is the fingerprint of all that MkDocs
    reads, ``all`` that of everything; both are empty when something may be read that is not known here.
    """

    folders: list[Folder]
    misplaced: list[Problem]
    mkdocs: bytes
    all: bytes


def seen(root: Path, settings: Settings) -> Sources:
    """Look at the project in ``root``, at the entries and at the registers. Raises WrongDateError."""
    found, misplaced = folders.scan(settings.entries, settings.shown)
    mkdocs = b"" if misplaced else mkdocs_fingerprint(root)
    texts = list[bytes]()
    for path in sorted((root / "hooks" / "theme" / "fragments").glob("*.html")):
        texts += [path.name.encode(), read_file(path)]
    for path in (*(settings.lists / f"{name}.yml" for name in registers.FILES), settings.entries / LEDGER):
        texts += [path.name.encode(), b"link" if os.path.islink(path) else b"", read_file(path)]
    calendar = current_day().strftime("%G-%V %Y").encode()  # the week of the front page, the year of the statistics
    names = "\n".join([name for folder in found for name in (folder.path, *(file.name for file in folder.files))])
    stamps = array("q", [n for folder in found for file in folder.files for n in (*file.stamp, file.link, file.folder)])
    everything = fingerprint(mkdocs, names.encode(), stamps.tobytes(), calendar, *texts) if mkdocs else b""
    return Sources(found, misplaced, mkdocs, everything)


def mkdocs_fingerprint(root: Path) -> bytes:
    """Return the fingerprint of all that MkDocs reads in the project; nothing when it may read more, or cannot.

    That is so where a setting or a link leads elsewhere, where a file is none, and where one is closed. MkDocs does
    not read the templates in ``theme/fragments``.
    """
    settings = read_file(root / "mkdocs.yml")
    if any(word in settings for word in _FOREIGN):
        return b""
    theme = root / "hooks" / "theme"
    paths = [root / "hooks" / "mkdocs_events.py", *_files(root / "docs"), *_files(theme)]
    read = [path for path in paths if path.parent != theme / "fragments" or path.suffix != ".html"]
    try:
        if not all(stat.S_ISREG(path.lstat().st_mode) for path in paths):  # a pipe or a device must not be opened
            return b""
        parts = [part for path in read for part in (os.fsencode(path.relative_to(root)), path.read_bytes())]
    except OSError:
        return b""
    return fingerprint(code_fingerprint(), settings, *parts)


def _files(folder: Path) -> Iterator[Path]:
    """Yield all files below a folder, and the links in it, whatever these lead to."""
    for place, names, files in os.walk(folder):
        names.sort()
        links = [name for name in names if Path(place, name).is_symlink()]
        yield from (Path(place, name) for name in sorted([*files, *links]))
