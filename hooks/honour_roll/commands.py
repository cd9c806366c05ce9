"""How this project's commands are called on this machine: Debian has only ``python3``, Windows often only ``py``."""

from __future__ import annotations

import functools
import os
import shutil
import sys

# What the user typed, where it is known: ``scripts/environment.py`` sets it.
TYPED = "HONOUR_ROLL_PYTHON"


@functools.cache
def python() -> str:
    """Return the word that starts Python: the one that was typed, else one that is found here."""
    if typed := os.environ.get(TYPED):
        return typed
    return next((name for name in _candidates() if _is_python(name)), "python")


def command(script: str) -> str:
    """Return the line that runs a script: ``python3 scripts/check.py``."""
    return f"{python()} scripts/{script}"


def _candidates() -> tuple[str, ...]:
    return ("py", "python", "python3") if sys.platform == "win32" else ("python3", "python")


def _is_python(name: str) -> bool:
    """Return whether a word starts Python; the one of Windows' own that leads to its shop does not."""
    found = shutil.which(name)
    return found is not None and "WindowsApps" not in found
