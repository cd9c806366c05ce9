"""What staff double-click: it starts the desk of the project that it lies in, wherever that is."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from environment import ROOT

STARTERS = ROOT / "entries"
SAID = "import os, sys; print(os.getcwd(), *sys.argv[1:], sep='|')"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose path has a space and an accent, and whose desk only says where it was started."""
    folder = tmp_path / "Dân vận khéo"
    (folder / "scripts").mkdir(parents=True)
    (folder / "scripts" / "desk.py").write_text(SAID)
    (folder / "entries").mkdir()
    for starter in STARTERS.glob("Bàn viết.*"):
        shutil.copy(starter, folder / "entries")
    return folder


def test_there_is_a_starter_for_each_system_and_those_of_unix_may_run() -> None:
    assert {path.suffix for path in STARTERS.glob("Bàn viết.*")} == {".bat", ".command", ".desktop"}
    for path in (*STARTERS.glob("Bàn viết.command"), *STARTERS.glob("Bàn viết.desktop")):
        assert os.access(path, os.X_OK)


def test_the_starter_of_macos_starts_the_desk_beside_it(project: Path) -> None:
    done = subprocess.run(
        [project / "entries" / "Bàn viết.command"], capture_output=True, text=True, check=True, cwd="/"
    )
    assert done.stdout.strip() == str(project)


def test_the_starter_of_linux_starts_the_desk_beside_it(project: Path) -> None:
    starter = project / "entries" / "Bàn viết.desktop"
    line = next(line for line in starter.read_text("utf-8").splitlines() if line.startswith("Exec="))
    words = ["sh", "-c", line.split("'")[1], "sh", str(starter)]  # as a desktop puts its path for %k
    assert line.endswith("sh %k")
    assert subprocess.run(words, capture_output=True, text=True, check=True, cwd="/").stdout.strip() == str(project)


def test_the_starter_of_windows_has_its_line_ends_and_no_letter_that_its_code_pages_garble() -> None:
    data = (STARTERS / "Bàn viết.bat").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")
    assert data.isascii()
    assert b"scripts\\desk.py" in data
