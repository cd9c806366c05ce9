"""The word that starts Python in messages is one that runs on this machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from environment import ROOT
from honour_roll import commands

SAYS = "import commands; print(commands.command('check.py'))"


@pytest.mark.parametrize(
    ("there", "platform", "said"),
    [
        (["python3"], "linux", "python3"),
        (["python"], "linux", "python"),
        (["python", "python3"], "linux", "python3"),
        (["py"], "win32", "py"),
        (["python"], "win32", "python"),
        (["py", "python"], "win32", "py"),
        ([], "linux", "python"),
        (["WindowsApps/python", "WindowsApps/python3"], "win32", "python"),
    ],
)
def test_it_is_one_that_is_found(there: list[str], platform: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {Path(name).name: f"/a/{name}" for name in there}
    monkeypatch.delenv(commands.TYPED)
    monkeypatch.setattr(commands.sys, "platform", platform)  # type: ignore[attr-defined]
    monkeypatch.setattr(commands.shutil, "which", found.get)  # type: ignore[attr-defined]
    commands.python.cache_clear()
    try:
        assert commands.command("check.py") == f"{said} scripts/check.py"
    finally:
        commands.python.cache_clear()


def test_it_is_the_one_that_was_typed(tmp_path: Path) -> None:
    (tmp_path / "python3").symlink_to(sys.executable)
    command = "python3 scripts/check.py --entries tests/bad_entries/photo-heic --registers tests/good_entries/danh-muc"
    done = subprocess.run(
        command.split(),
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"PATH": str(tmp_path), "HOME": str(tmp_path), "HONOUR_ROLL_CACHE": str(tmp_path / "cache")},
    )
    assert "Chạy: python3 scripts/fix_photos.py" in done.stdout, done.stdout + done.stderr
