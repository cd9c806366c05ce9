"""Files that are none, and folders that cannot be opened: told, never waited for, never followed out of the project."""

from __future__ import annotations

import errno
import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import check
from environment import ROOT
from honour_roll.builder import sources
from honour_roll.check.summary import summary
from honour_roll.entries import register_files, registers
from honour_roll.store import read_file
from honour_roll.system_errors import _BY_NUMBER, reason
from site_tools import run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such files there")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def outside(path: Path) -> None:
    elsewhere = path.parent.parent.parent / "elsewhere.yml"
    elsewhere.write_text("a: b\n", "utf-8")
    path.symlink_to(elsewhere)


def broken_link(path: Path) -> None:
    path.symlink_to("nowhere.yml")


def circle(path: Path) -> None:
    path.symlink_to(path.name)


def folder(path: Path) -> None:
    path.mkdir()


def unix_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)


KINDS: list[Callable[[Path], None]] = [pipe, endless, outside, broken_link, circle, folder, unix_socket]


@pytest.mark.parametrize("name", registers.FILES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_register_that_is_no_file_is_told(roll: Path, kind: Callable[[Path], None], name: str) -> None:
    path = roll / "danh-muc" / f"{name}.yml"
    path.unlink()
    kind(path)
    _, problems = register_files.load(roll / "danh-muc", "danh-muc")
    assert ("danh-muc/" + path.name, "not-a-file") in {(p.path, p.rule) for p in problems}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_commands_end_whatever_a_register_is(roll: Path, tmp_path: Path, kind: Callable[[Path], None]) -> None:
    path = roll / "danh-muc" / "viet-tat.yml"
    path.unlink()
    kind(path)
    others = (["build.py", "--out", tmp_path / "site"], ["ledger.py", "--check"], ["new.py"])
    for command in (["check.py"], *(others if kind in (pipe, endless) else ())):  # a command may wait for these alone
        code, said = run(command[0], "--entries", roll, *command[1:], folder=tmp_path)
        assert code == 1
        assert "Traceback" not in said
        assert "viet-tat.yml" in said


def test_a_register_that_is_far_too_long_is_told(roll: Path) -> None:
    with (roll / "danh-muc" / "viet-tat.yml").open("wb") as file:
        file.truncate(3_000_000_000)
    _, problems = register_files.load(roll / "danh-muc", "danh-muc")
    assert [(p.rule, "nhiều nhất 20.000.000" in p.text) for p in problems] == [("too-big", True)]


def test_registers_that_are_a_link_or_gone_are_told_once(roll: Path, tmp_path: Path) -> None:
    lists = roll / "danh-muc"
    shutil.move(lists, tmp_path / "away")
    said = register_files.load(lists, "danh-muc")[1]
    assert [(p.path, p.rule) for p in said] == [("danh-muc", "missing-register")]
    lists.symlink_to(tmp_path / "away")
    assert [p.rule for p in register_files.load(lists, "danh-muc")[1]] == ["not-a-file"]


@pytest.mark.parametrize("kind", [pipe, endless, circle, folder, unix_socket], ids=lambda kind: kind.__name__)
def test_nothing_but_a_file_is_read(tmp_path: Path, kind: Callable[[Path], None]) -> None:
    kind(tmp_path / "x")
    assert read_file(tmp_path / "x") == b""


@pytest.mark.parametrize("kind", [pipe, endless], ids=lambda kind: kind.__name__)
def test_docs_and_settings_that_never_end_are_not_read(tmp_path: Path, kind: Callable[[Path], None]) -> None:
    for part in ("docs", "hooks/theme/fragments"):
        (tmp_path / part).mkdir(parents=True)
    (tmp_path / "hooks" / "mkdocs_events.py").touch()
    (tmp_path / "mkdocs.yml").write_text("site_name: Thử\n", "utf-8")
    assert sources.mkdocs_fingerprint(tmp_path)
    kind(tmp_path / "docs" / "a.md")
    assert sources.mkdocs_fingerprint(tmp_path) == b""


# --- folders that cannot be opened ------------------------------------------------------------------------------------


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Return a function that takes away the right to list a folder, even from the superuser."""
    forbidden: list[str] = []
    scandir = os.scandir

    def refusing(path: Any = ".") -> Iterator[os.DirEntry[str]]:
        if str(path) in forbidden:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    return lambda path: forbidden.append(str(path))


def test_an_entry_that_may_not_be_opened_is_still_there(roll: Path, closed: Callable[[Path], None]) -> None:
    before = check(roll)[1]
    closed(roll / "2018" / "goc-xanh-vi-du")
    problems, count = check(roll)
    assert [(p.path, p.rule) for p in problems] == [(f"{roll}/2018/goc-xanh-vi-du", "cannot-list")]
    assert "không có quyền đọc" in problems[0].text
    assert "quyền đọc" in problems[0].mend
    assert "index.md" not in problems[0].text + problems[0].mend
    assert count == before


@pytest.mark.parametrize(("number", "mend"), [(errno.EIO, "Chép dữ liệu"), (errno.ESTALE, "Nối lại ổ đĩa mạng")])
@pytest.mark.parametrize("part", ["2018/goc-xanh-vi-du", "2018"])
def test_an_error_that_has_a_mend_of_its_own_is_told_with_it(
    roll: Path, monkeypatch: pytest.MonkeyPatch, part: str, number: int, mend: str
) -> None:
    scandir = os.scandir

    def failing(path: Any = ".") -> Iterator[os.DirEntry[str]]:
        if str(path) == str(roll / part):
            raise OSError(number, "", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", failing)
    (problem,) = check(roll)[0]
    assert problem.rule == "cannot-list"
    assert problem.mend.startswith(mend)


@pytest.mark.parametrize("part", ["2018", "."])
def test_a_folder_of_entries_that_may_not_be_opened_is_told_alone(
    roll: Path, closed: Callable[[Path], None], part: str
) -> None:
    (roll / "so-dia-chi.yml").write_text("mo-hinh/goc-xanh-vi-du: 2018-08-17\n", "utf-8")
    closed(roll / part)
    problems, _ = check(roll)
    assert [(p.path, p.rule) for p in problems] == [((roll / part).as_posix(), "cannot-list")]
    assert summary(problems, 3, roll.as_posix()) == "1 lỗi trong 1 thư mục không mở được; 3 bài đạt."


def test_registers_that_may_not_be_opened_are_told_alone(roll: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(path: object) -> list[str]:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refusing)
    problems = register_files.load(roll / "danh-muc", "danh-muc")[1]
    assert [(p.path, p.rule) for p in problems] == [("danh-muc", "cannot-list")]


def test_registers_that_are_gone_are_told_alone(roll: Path) -> None:
    shutil.rmtree(roll / "danh-muc")
    assert [(p.path, p.rule) for p in check(roll)[0]] == [(f"{roll}/danh-muc", "missing-register")]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may open everything")
@pytest.mark.parametrize("mode", [0o000, 0o400, 0o100])
@pytest.mark.parametrize("part", ["2018/goc-xanh-vi-du", "2018", ".", "danh-muc"])
def test_rights_that_are_missing_are_named(roll: Path, tmp_path: Path, part: str, mode: int) -> None:
    (roll / part).chmod(mode)
    try:
        for command in (["check.py"], ["build.py", "--out", tmp_path / "site"]):
            code, said = run(command[0], "--entries", roll, *command[1:], folder=tmp_path)
            assert code == 1
            assert "Traceback" not in said
            assert "quyền đọc" in said
    finally:
        (roll / part).chmod(0o700)


# --- what the system says ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", sorted(errno.errorcode), ids=lambda number: errno.errorcode[number])
def test_no_reason_is_in_the_systems_own_words(number: int) -> None:
    error = OSError(number, os.strerror(number))
    for reading in (False, True):
        why, mend = reason(error, reading=reading)
        assert os.strerror(number) not in why + mend
        assert why == (_BY_NUMBER.get(number, ("", ""))[0] or f"lỗi số {number} của hệ thống") or reading


def test_an_error_without_a_number_has_words_too() -> None:
    assert reason(OSError("something"))[0] == "hệ thống không nói vì sao"


def test_no_message_takes_the_words_of_the_system() -> None:
    for folder in ("hooks/honour_roll", "scripts"):
        for path in (ROOT / folder).rglob("*.py"):
            text = path.read_text("utf-8")
            told = [line for line in text.split("\n") if "strerror" in line and "raise" not in line]
            assert told == [], path
