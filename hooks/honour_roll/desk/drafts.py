"""What is being typed, kept on the disk until it is saved: after a crash it comes back.

The folder is no cache: it may hold the only copy of an hour's work.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from honour_roll.desk import durable


class Drafts:
    """Unsaved edits, one file for each entry, in ``folder``."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder."""
        self._folder = folder

    def keep(self, path: str, edits: dict[str, Any]) -> None:
        """Keep the edits of the entry ``<year>/<slug>``. Raises OSError."""
        durable.write(self._file(path), json.dumps(edits, ensure_ascii=False).encode())

    def kept(self, path: str) -> dict[str, Any] | None:
        """Return the edits that are kept of an entry; None when there are none, or they cannot be read."""
        try:
            found = json.loads(self._file(path).read_bytes())
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def drop(self, path: str) -> None:
        """Forget the edits of an entry, for they are saved or given up."""
        self._file(path).unlink(missing_ok=True)

    def all(self) -> set[str]:
        """Return the entries with kept edits."""
        return {file.stem.replace("_", "/", 1) for file in self._folder.glob("[12]*_*.json")}

    def _file(self, path: str) -> Path:
        return self._folder / f"{path.replace('/', '_')}.json"
