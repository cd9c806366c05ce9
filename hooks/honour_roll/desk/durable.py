"""Files that are whole after any crash: written beside, pushed to the disk, then put in their place."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; when this returns, a power cut cannot take it back. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with waiting.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(path)
    except OSError:
        with suppress(OSError):
            waiting.unlink()
        raise
    _settle(path.parent)


def rename(path: Path, new: Path) -> None:
    """Give a file or folder another name beside its own, as lastingly as ``write`` does. Raises OSError."""
    path.rename(new)
    with suppress(OSError):  # it has its name: that must not count as undone
        _settle(path.parent)


def _settle(folder: Path) -> None:
    """Push the names in a folder to the disk; Windows does so by itself."""
    if sys.platform != "win32":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
