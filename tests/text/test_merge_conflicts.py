"""Unfinished merges: every shape that git leaves, and what people leave of them."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour_roll.text.merge_conflicts import conflicts

BASE = ["## Kết quả", "", "Có 10 hộ.", "- một", "- hai", "| a | b |", "Xong."]
OURS = ["## Kết quả đạt được", "", "Có 12 hộ.", "- một", "- hai và ba", "| a | b |", "Xong cả."]
THEIRS = ["## Kết quả năm 2018", "", "Có 12 hộ.", "- một", "- hai rưỡi", "| a | c |", "Xong."]


def found(text: str, *, is_prose: bool = True) -> list[tuple[int, int, bool]]:
    """Return first line, last line and wholeness of each unfinished merge."""
    return [(conflict.first, conflict.last, conflict.whole) for conflict in conflicts(text, is_prose=is_prose)]


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_conflict_that_git_leaves_is_found(tmp_path: Path, style: str, end: str) -> None:
    files = []
    for name, lines in (("cua-toi", OURS), ("goc", BASE), ("cua-ban", THEIRS)):
        files.append(tmp_path / name)
        files[-1].write_text("\n\n".join(lines) + "\n", encoding="utf-8", newline=end)
    command = ["git", "-c", f"merge.conflictStyle={style}", "merge-file", "-p", *map(str, files)]
    if style != "merge":
        command.insert(command.index("-p"), f"--{style}")
    merged = subprocess.run(command, capture_output=True, check=False).stdout.decode()
    assert merged.count("<<<<<<<") >= 2
    lines = merged.split("\n")
    ends = [n for n, line in enumerate(lines, 1) if line.startswith(">>>>>>>")]
    assert found(merged) == [(n, ends.pop(0), True) for n, line in enumerate(lines, 1) if line.startswith("<<<<<<<")]
    for conflict in conflicts(merged, is_prose=True):  # what is left when the mend is obeyed is the two sides
        for first, last in reversed(conflict.superfluous):
            lines[first - 1 : last] = [""] * (last - first + 1)
    assert not any(sign in "\n".join(lines) for sign in ("<<<<<<<", "|||||||", "=======", ">>>>>>>"))
    assert {line.rstrip("\r") for line in lines} <= {*OURS, *THEIRS}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> nhanh\nd", [(2, 6, True)]),
        ("<<<<<<<\na\n=======\nb\n>>>>>>>", [(1, 5, True)]),
        ("<<<<<<< HEAD\n=======\nb\n>>>>>>> x", [(1, 4, True)]),
        ("<<<<<<< HEAD\na\n||||||| 4f1\nb\n=======\nc\n>>>>>>> x", [(1, 7, True)]),
        ("<<<<<<< HEAD\n\na\n\n=======\n\nb\n\n>>>>>>> x\n\nc", [(1, 9, True)]),
        ("<<<<<<< a\n=======\n>>>>>>> b\n<<<<<<< a\n=======\n>>>>>>> b", [(1, 3, True), (4, 6, True)]),
        # a base that is itself a merge of two
        ("<<<<<<< a\n1\n||||||| b\n<<<<<<<<< c\n2\n=========\n3\n>>>>>>>>> d\n=======\n4\n>>>>>>> e", [(1, 11, True)]),
        ("a\n<<<<<<< HEAD\nb", [(2, 2, False)]),
        ("a\n>>>>>>> nhanh\nb", [(2, 2, False)]),
        ("a\n=======\nb\n>>>>>>> nhanh", [(2, 4, False)]),
        ("<<<<<<< HEAD\na\n=======\nb", [(1, 3, False)]),
        ("<<<<<<< HEAD\na\n>>>>>>> x", [(1, 3, False)]),
        ("<<<<<<< HEAD\na\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x", [(1, 1, False), (3, 7, True)]),
        ("||||||| gốc\na\n=======\nb", [(1, 3, False)]),
        # pushed to the right, or without a space
        ("  <<<<<<< HEAD\n  a\n  =======\n  b\n  >>>>>>> x", [(1, 5, True)]),
        ("- <<<<<<< HEAD\n- a\n- =======\n- b\n- >>>>>>> x", [(1, 5, True)]),
        ("> <<<<<<< HEAD\n> a\n> =======\n> b\n> >>>>>>> x", [(1, 5, True)]),
        ("# <<<<<<< HEAD\n# a\n# =======\n# b\n# >>>>>>> x", [(1, 5, True)]),
        ("\\<<<<<<< HEAD\na\n\\=======\nb\n\\>>>>>>> x", [(1, 5, True)]),
        ("1. <<<<<<< HEAD\n2. a", [(1, 1, False)]),
        ("## <<<<<<< HEAD", [(1, 1, False)]),
        ("| <<<<<<< HEAD | b |", [(1, 1, False)]),
        ("<<<<<<<HEAD\na\n=======\nb\n>>>>>>>x", [(1, 5, True)]),
        # Jujutsu
        ("<<<<<<< 1 of 1\n%%%%%%% base to 1\n-a\n+b\n+++++++ side 2\nc\n>>>>>>> 1 of 1 ends", [(1, 7, False)]),
        ("<<<<<<< 1 of 1\n+++++++ side 1\nb\n------- base\na\n+++++++ side 2\nc\n>>>>>>> 1 of 1 ends", [(1, 8, False)]),
    ],
)
def test_shapes(text: str, where: list[tuple[int, int, bool]]) -> None:
    assert found(text) == where
    assert found(text.replace("\n", "\r\n")) == where
    assert found(text, is_prose=False) == where


@pytest.mark.parametrize(
    "text",
    [
        "Kết quả\n=======\n\nCó 10 hộ.",
        "Kết quả\n===========",
        "|||||||\n",
        "# =======\n# Các phường\n# =======",
        "- =======\n- Hết",
        "+++++++ Đẹp\n------- Sạch\n%%%%%%% Xanh",
        ">>>>>> sáu",
        "Dấu <<<<<<< giữa dòng",
        "`<<<<<<<`",
        ">>>>>> liền",
        "=======\n",
        "",
    ],
)
def test_what_is_no_merge(text: str) -> None:
    assert found(text) == []


def test_a_line_of_seven_equal_signs_is_a_mark_where_no_heading_can_be() -> None:
    assert found("a: b\n=======\nc: d", is_prose=False) == [(2, 2, False)]


@given(
    st.lists(st.sampled_from(["<<<<<<< a", "||||||| b", "=======", ">>>>>>> c", "<<<<<<<<< d", ">>>>>>>>>", "x", ""]))
)
def test_any_marks_are_told_once_each_and_in_order(lines: list[str]) -> None:
    for is_prose in (True, False):
        told = list(conflicts("\n".join(lines), is_prose=is_prose))
        numbers = [mark.line for conflict in told for mark in conflict.marks]
        assert numbers == sorted(set(numbers))
        for conflict in told:
            pieces = [line for piece in conflict.superfluous for line in piece]
            assert pieces == sorted(pieces)
        sevens = {n for n, line in enumerate(lines, 1) if line.startswith(("<<<<<<< ", ">>>>>>> "))}
        assert sevens <= set(numbers)


@pytest.mark.parametrize(
    "piece",
    [
        "<<<<<<< a\n",
        "=======\n",
        "<",
        "=",
        ">",
        "|",
        "<<<<<<< ",
        "======= ",
        "|||||||\n",
        "> ",
        "- ",
        ">>>>>>>!",
        "1. ",
    ],
)
def test_a_hostile_text_is_read_in_time(piece: str) -> None:
    start = time.monotonic()
    list(conflicts(piece * (600_000 // len(piece)), is_prose=False))
    assert time.monotonic() - start < 60
