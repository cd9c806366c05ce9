"""Whether there is anything to build: nothing, while all that a build looks at is as it was, and the site as well.

A command that finds so needs no other room. To find it takes as long as to load the code that would build, so another
process looks while this one loads (``look``).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from honour_roll.build import publish
from honour_roll.build.made import Made
from honour_roll.build.mkdocs_output import looked_at
from honour_roll.entries import folders as entry_folders
from honour_roll.fingerprints import fingerprint
from honour_roll.problem import Problem
from honour_roll.settings import LEDGER
from honour_roll.site_info import current_day
from honour_roll.store import Store, packed, unpacked


class Seen(NamedTuple):
    """What was seen before a build: what lies on the shelves, and a digest of all that the build will look at.

    ``packed`` is what ``shelves.scan`` gave, as it goes from one process to another; ``frame`` stands for what MkDocs
    looks at, as ``frame.looked_at`` has it. ``state`` is empty when a build may look further than can be told.
    """

    packed: bytes
    frame: bytes
    state: bytes

    @property
    def on_shelves(self) -> tuple[list[entry_folders.Folder], list[Problem]]:
        """Give what ``shelves.scan`` gave."""
        folders, misplaced = unpacked(self.packed)
        return folders, misplaced


def see(root: Path, entries: Path, lists: Path, shown: str, made_by: bytes) -> Seen:
    """Look at the project at ``root``, the entries and the closed lists; ``made_by`` stands for the code.

    ``shown`` is how messages call the entries folder. Raises SiteInfoError as ``current_day`` does.
    """
    folders, misplaced = entry_folders.scan(entries, shown)
    on_shelves = packed((folders, misplaced))  # the same for the same, while nothing but scan has made it
    frame = b"" if misplaced else looked_at(root, made_by)
    texts = [path.read_bytes() for path in sorted((root / "hooks" / "theme" / "fragments").glob("*.html"))]
    for path in (*sorted(lists.glob("*.yml")), entries / LEDGER):
        if path.is_file():
            texts += [path.name.encode(), b"link" if path.is_symlink() else b"", path.read_bytes()]
    week = current_day().strftime("%G-%V").encode()
    return Seen(on_shelves, frame, fingerprint(frame, on_shelves, week, *texts) if frame else b"")


def look(see: Callable[[], Seen], cache: Path | None, made_by: bytes, site: Path) -> Iterator[Any]:
    """Give two things, one after the other.

    The first is a pair: what to say when a build would make the same ``site`` again, else None and what ``see`` gives.
    The second is what the folders of the site look like, those that the last build remembered in ``cache``.
    """
    seen, kept = see(), Store(cache, made_by)
    state, token, folders, stamps, said = unpacked(kept.get(_key(site))) or (b"", b"", [], b"", [])
    kept.close()
    same = state and state == seen.state and token == publish.token_of(site)
    if not same:
        yield None, seen
    found = publish.stamps(site, folders)
    if same:
        whole = stamps and stamps == found
        yield (list(said), None) if whole else (None, seen)
    yield found


def remember(cache: Store, site: Path, seen: Seen, made: Made, said: Iterable[str]) -> None:
    """Remember that ``site``, which holds what was ``made``, was built from what was ``seen``, and what was said."""
    if seen.state:
        whole = (seen.state, made.token, made.folders, made.stamps, list(said))
        cache.put([(_key(site), packed(whole))])


def _key(site: Path) -> bytes:
    return b"unchanged:" + os.fsencode(site)
