"""Progress of long work: a bar on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import TypeAlias

Progress: TypeAlias = Callable[[int, int], None]  # called with the number done and the number in all

_WIDTH = 30  # characters


def progress_bar(word: str) -> Progress:
    """Return a function that draws a bar after ``word``, on a line that ends with the work; it needs a terminal."""
    return partial(_draw, word)


def _draw(word: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        bar = "█" * (_WIDTH * done // total)
        sys.stderr.write(f"\r{word} {done}/{total} {bar:░<{_WIDTH}}" + ("\n" if done == total else ""))
        sys.stderr.flush()
