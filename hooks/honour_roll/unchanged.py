"""Whether there is anything to build: nothing, while all that a build looks at is as it was, and the site as well.

A command that finds so needs no other room: ten thousand entries are found unchanged before half the code were loaded.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from honour_roll import publish, shelves
from honour_roll.cache import Cache, digest, packed, unpacked
from honour_roll.frame import looked_at
from honour_roll.made import Made
from honour_roll.problem import Problem
from honour_roll.today import current_day


class Seen(NamedTuple):
    """What was seen before a build: what lies on the shelves, and a digest of all that the build will look at.

    ``frame`` stands for what MkDocs looks at, as ``frame.looked_at`` has it. ``state`` is empty when a build may look
    further than can be told.
    """

    folders: list[shelves.Folder]
    misplaced: list[Problem]
    frame: bytes
    state: bytes


def see(root: Path, entries: Path, lists: Path, shown: str, made_by: bytes) -> Seen:
    """Look at the project at ``root``, the entries and the closed lists; ``made_by`` stands for the code.

    ``shown`` is how messages call the entries folder. Raises WrongDateError as ``current_day`` does.
    """
    folders, misplaced = shelves.scan(entries, shown)
    frame = b"" if misplaced else looked_at(root, made_by)
    line = tuple.__repr__  # that of a named tuple takes three times as long
    files = "\0".join([f"{folder.shelf}/{folder.slug}/{[*map(line, folder.files)]}" for folder in folders])
    texts = []
    for path in (*sorted(lists.glob("*.yml")), entries / shelves.LEDGER):
        if path.is_file():
            texts += [path.name.encode(), b"link" if path.is_symlink() else b"", path.read_bytes()]
    week = current_day().strftime("%G-%V").encode()
    return Seen(folders, misplaced, frame, digest(frame, files.encode(), week, *texts) if frame else b"")


def said_before(cache: Cache, site: Path, seen: Seen) -> list[str] | None:
    """Give what the last build of ``site`` said, if another would make the same; else None."""
    state, token, folders, stamps, said = unpacked(cache.get(_key(site))) or (b"", b"", [], b"", [])
    if not state or state != seen.state or token != publish.token_of(site):
        return None
    return list(said) if stamps and stamps == publish.stamps(site, folders) else None


def remember(cache: Cache, site: Path, seen: Seen, made: Made, said: Iterable[str]) -> None:
    """Remember that ``site``, which holds what was ``made``, was built from what was ``seen``, and what was said."""
    if seen.state:
        whole = (seen.state, made.token, made.folders, made.stamps, list(said))
        cache.put([(_key(site), packed(whole))])


def _key(site: Path) -> bytes:
    return b"unchanged:" + os.fsencode(site)
