"""What changes while a preview makes its first site is built as soon as it serves: the system does not tell of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from mkdocs.livereload import LiveReloadServer

from honour_roll.builder import watching

BEGAN = 1_000_000.0


def aged(folder: Path) -> None:
    """Let everything in a folder be older than the first build."""
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (BEGAN - 60, BEGAN - 60))


def edit(folder: Path) -> None:
    (folder / "2018" / "a.md").write_text("Hai\n", "utf-8")


def add(folder: Path) -> None:
    (folder / "2026").mkdir()


def remove(folder: Path) -> None:
    (folder / "2018" / "a.md").unlink()


@pytest.mark.parametrize(("change", "is_built"), [(edit, True), (add, True), (remove, True), (lambda _: None, False)])
def test_a_change_during_the_first_build_is_built(
    tmp_path: Path, change: Callable[[Path], None], *, is_built: bool
) -> None:
    folder = tmp_path / "entries"
    (folder / "2018").mkdir(parents=True)
    (folder / "2018" / "a.md").write_text("Một\n", "utf-8")
    aged(folder)
    change(folder)
    server = LiveReloadServer(mock.Mock(), "127.0.0.1", 0, str(tmp_path))
    server.watch(str(folder))
    watching.watch(server, [str(folder)], mock.Mock(), BEGAN)
    server.observer.start()
    try:
        assert server._want_rebuild is is_built
    finally:
        server.observer.stop()
        server.observer.join()
        server.server_close()
