"""How commands end: with their exit code, one sentence on Ctrl+C, and silence when the reader of a pipe has gone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

import options
from environment import ROOT
from site_tools import GOOD, run

SAYS_MUCH = "import options; options.run(lambda _: print('x' * 500_000), 'Đã dừng.')"


def ended(command: str, **streams: int) -> subprocess.Popen[bytes]:
    paths = os.pathsep.join(str(ROOT / folder) for folder in ("scripts", "hooks"))
    process = [sys.executable, "-X", "utf8", "-c", command]
    return subprocess.Popen(process, env={**os.environ, "PYTHONPATH": paths}, stderr=subprocess.PIPE, **streams)  # type: ignore[call-overload,no-any-return]


def test_ctrl_c_is_answered_with_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def leave(code: int) -> NoReturn:
        raise SystemExit(code)

    def stopped(_: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "_exit", leave)
    with pytest.raises(SystemExit, match="1"):
        options.run(stopped, "Đã dừng.")
    assert capsys.readouterr().err == "\nĐã dừng.\n"


def test_when_nobody_listens_any_more_nothing_is_said() -> None:
    process = ended(SAYS_MUCH, stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.close()
    _, said = process.communicate()
    assert (process.returncode, said) == (1, b"")


def test_a_command_works_without_anywhere_to_say_what_it_does() -> None:
    process = ended("import sys, options; sys.stdout = None; options.run(lambda _: print('x') or 0, 'Đã dừng.')")
    _, said = process.communicate()
    assert (process.returncode, said) == (0, b"")


@pytest.mark.parametrize(
    "named",
    [
        "goc-xanh-vi-du",
        "2018/goc-xanh-vi-du",
        "goc-xanh-vi-du/index.md",
        "Góc xanh Ví Dụ",
        "entries/goc-xanh-vi-du",
        "goc-xanh-vi-du/",
    ],
)
def test_the_name_of_a_folder_is_enough(named: str, tmp_path: Path) -> None:
    found = options.inside(Path(named), GOOD, None)
    assert (found.parent if found.name == "index.md" else found) == GOOD / "2018" / "goc-xanh-vi-du"
    code, said = run("check.py", "--entries", GOOD, named, folder=tmp_path)
    assert (code, said) == (0, "1 bài đạt.\n")


@pytest.mark.parametrize("named", ["../../x", "khong-co", "/etc", "2019/goc-xanh/anh.jpg", "goc-xanh-vi-dụu"])
def test_a_path_that_is_not_there_is_told_with_a_guess(named: str, tmp_path: Path) -> None:
    code, said = run("check.py", "--entries", GOOD, named, folder=tmp_path)
    assert code == 2
    assert "không có trong thư mục bài viết" in said
    assert "Traceback" not in said
    assert ("Có phải “goc-xanh-vi-du”?" in said) == named.endswith("dụu")


@pytest.mark.parametrize("name", ["loop", "a" * 300])
@pytest.mark.parametrize("command", [["check.py", "--registers"], ["check.py"], ["build.py", "--out"]])
def test_a_path_that_the_system_cannot_follow_is_refused(command: list[str], name: str, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    code, said = run(*command, str(tmp_path / name), folder=tmp_path)
    assert "Traceback" not in said
    assert (code, "không" in said.lower()) == (2, True)
