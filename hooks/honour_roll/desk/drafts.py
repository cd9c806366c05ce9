"""What is being typed, kept on the disk until it is saved: after a crash it comes back.

The folder is no cache: it may hold the only copy of an hour's work.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from honour_roll.store import write_durably


class Drafts:
    """Unsaved edits, one file for each entry, in ``folder``; those of a person with an account in a folder below it."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder."""
        self._folder = folder

    def of(self, key: str) -> Drafts:
        """Return the drafts of the account ``key``; without one, those of whoever sits at this machine."""
        return Drafts(self._folder / key) if key else self

    def everyone(self) -> list[Drafts]:
        """Return these drafts, and those of each person with an account."""
        return [self, *(Drafts(folder) for folder in sorted(self._folder.glob("*/")))]

    def of_everyone(self) -> set[str]:
        """Return the entries with kept edits, whoever's they are."""
        return {path for drafts in self.everyone() for path in drafts.all()}

    def keep(self, path: str, edits: dict[str, Any]) -> None:
        """Keep the edits of the entry ``<year>/<slug>``. Raises OSError."""
        write_durably(self.file(path), self.written(edits))

    def kept(self, path: str) -> dict[str, Any] | None:
        """Return the edits that are kept of an entry; None when there are none, or they cannot be read."""
        try:
            found = json.loads(self.file(path).read_bytes())
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def drop(self, path: str) -> None:
        """Forget the edits of an entry, for they are saved or given up."""
        self.file(path).unlink(missing_ok=True)

    def all(self) -> set[str]:
        """Return the entries with kept edits."""
        return {file.stem.replace("_", "/", 1) for file in self._folder.glob("[12]*_*.json")}

    @staticmethod
    def written(edits: dict[str, Any]) -> bytes:
        """Return what the file of edits holds."""
        return json.dumps(edits, ensure_ascii=False).encode()

    def file(self, path: str) -> Path:
        """Return the file of the edits of an entry."""
        return self._folder / f"{path.replace('/', '_')}.json"
