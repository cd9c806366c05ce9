"""How far a long piece of work is, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import TypeAlias

Progress: TypeAlias = Callable[[int, int], None]  # told how many of how many are done

_WIDTH = 30  # signs


def progress_bar(word: str) -> Progress:
    """Return what draws a bar after ``word``, in one line that ends when the work does; nothing when no one sees it."""
    return partial(_draw, word)


def _draw(word: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        bar = "█" * (_WIDTH * done // total)
        sys.stderr.write(f"\r{word} {done}/{total} {bar:░<{_WIDTH}}" + ("\n" if done == total else ""))
        sys.stderr.flush()
