"""Reading: a folder and its header, whatever bytes they are made of."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import GOOD
from honour_roll.entries import folders as entry_folders
from honour_roll.entries import yaml_reader
from honour_roll.problem import Problem

INDEX = "2018/mo-hinh-thu/index.md"


def header(text: str, first_line: int = 1) -> Any:
    """Return the data of a header without Problems."""
    document = yaml_reader.parse("index.md", text, first_line)
    assert isinstance(document, yaml_reader.Document), document
    return document.data


def slips(text: str, first_line: int = 1) -> list[tuple[int, int, str, str]]:
    """Return line, column, text and mend of each Problem of a header."""
    found = yaml_reader.parse("index.md", text, first_line)
    assert isinstance(found, list)
    return [(p.line, p.column, p.text, p.mend) for p in found]


# --- values -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("true", True),
        ("false", False),
        ("True", "True"),
        ("12:30", "12:30"),
        ("2018-08-17", "2018-08-17"),
        ("2018", 2018),
        ("007", "007"),
        ("00169", "00169"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("1e5", "1e5"),
        (".5", ".5"),
        ("72.5", 72.5),
        ("1.200", "1.200"),
        ("0.125", 0.125),
        ("-3", -3),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("=", "="),
        ("“Góc xanh”", "“Góc xanh”"),
        ('"a: b"', "a: b"),
        ("'it''s'", "it's"),
        ("[a, b]", ["a", "b"]),
        ("{a: 1}", {"a": 1}),
        ("", None),
        ("~", None),
        ("null", None),
        ('""', ""),
        ("a # b", "a"),
        ("a#b", "a#b"),
        ("https://a.example/#b", "https://a.example/#b"),
        ("C & D", "C & D"),
        ("100%", "100%"),
    ],
)
def test_a_value_is_what_it_looks_like(text: str, value: object) -> None:
    assert header(f"ten: {text}\nloai: x\n").get("ten") == value


def test_keys_are_text_and_blank_ones_are_left_out() -> None:
    assert header("1: a\ntrue: b\n1.50: c\nd:\ne: {f: , g: 1}\nh: [~, 2]\n") == {
        "1": "a",
        "true": "b",
        "1.50": "c",
        "e": {"g": 1},
        "h": [2],
    }


def test_places_count_from_one_and_from_the_first_line() -> None:
    document = yaml_reader.parse("index.md", "ten: a\nanh:\n  - tep: b\n    mo_ta: c\n", 2)
    assert isinstance(document, yaml_reader.Document)
    assert document.place(["ten"]) == (2, 6)
    assert document.place(["ten"], at_key=True) == (2, 1)
    assert document.place(["anh", 0, "mo_ta"]) == (5, 12)
    assert document.place(["anh", 0, "tac_gia"]) == (4, 5)
    assert document.place(["anh", 7]) == (4, 3)
    assert document.place(["khong_co"]) == (2, 1)
    assert document.place([]) == (2, 1)


# --- slips: more ways to make those of tests/bad_entries --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("ten: a\nloai:tap-the\n", (2, 5), "dấu cách"),
        ("ten: a\nnguon:\n- {ma: n1, ten: a: b}\n", (3, 18), "hai chấm"),
        ('ten: a\nten2: "b\nloai: c\n', (2, 7), "nháy kép"),
        ("ten: 'a'b'\n", (1, 6), "nháy đơn"),
        ("ten: a\n\tloai: b\n", (2, 1), "Tab"),
        ("ten: `a`\n", (1, 6), "dấu `"),
        ("ten: @a\n", (1, 6), "dấu @"),
        ("ten: %a\n", (1, 6), "dấu %"),
        ("ten: *a\n", (1, 6), "dấu *"),
        ("ten: &a b\n", (1, 6), "dấu * hoặc &"),
        ("ten: !a b\n", (1, 6), "dấu !"),
        ("ten: !!str 12\n", (1, 6), "dấu !"),
        ("ten: >a\n  b\n", (1, 6), "dấu >"),
        ("ten: |a\n  b\n", (1, 6), "dấu |"),
        ("ten: - a\n", (1, 6), "dấu -"),
        ("ten: [a] b\n", (1, 6), "danh sách"),
        ("ten: {a: 1} b\n", (1, 6), "danh sách"),
        ("dia_ban: [a, b\nloai: c\n", (1, 10), "không đóng"),
        ("dia_ban:\n  - a\n - b\n", (3, 2), "thụt vào"),
        ("ten: a\nLoại tập thể\nloai: b\n", (2, 1), "dấu hai chấm"),
        ("ten: a\n---\n", (2, 1), "đứt quãng"),
        ('ten: "a\\qb"\n', (1, 8), "dấu \\"),
        ("{ma: n1, ten: a, b}\n", (1, 15), "dấu phẩy"),
        ("{a, b: c}\n", (1, 2), "không có dấu hai chấm"),
        ("ten: a #b\n", (1, 8), "dấu #"),
        ("mau: #0b6e4f\nloai: b\n", (1, 6), "dấu #"),
        ("ten: a\x07\n", (1, 7), "U+0007"),
        ("ten: a\u2028b\nloai: c\n", (1, 7), "U+2028"),
        ("{a: b}: c\n", (1, 1), "không thể là một danh sách"),
        ("a: 1\na: 2\n", (2, 1), "hai lần"),
        ("chỉ có chữ\n", (1, 1), "mục: giá trị"),
        ("", (1, 1), "trống"),
        ("# ghi chú\n", (1, 1), "trống"),
    ],
)
def test_a_slip_is_told_at_its_place(text: str, place: tuple[int, int], word: str) -> None:
    said = slips(text)
    assert [s[:2] for s in said] == [place]
    assert word in said[0][2]
    assert slips(text, 2)[0][0] == place[0] + 1


def test_the_mend_can_be_copied() -> None:
    for text in (
        "ten: Góc xanh: ngõ đẹp",
        'ten: "Góc xanh" phường',
        "ten: @a",
        "ten: 'Góc' xanh",
        "ten: [Mới] góc",
        "ten: a #5",
    ):
        mend = slips(f"{text}\n")[0][3]
        line = mend.partition("ten: ")[2].partition('". ')[0]
        line = line if line.endswith('"') else f'{line}"'
        assert header(f"ten: {line}\n")["ten"]


anything = (
    st.text() | st.text(st.sampled_from("a: -[]{}\"'\n\t#&*!|>%@`,?~=\\é“”\u2028\x00\r1.e")) | st.text(alphabet="-: \n")
)


@settings(max_examples=400)
@given(anything)
def test_any_text_is_a_header_or_has_problems(text: str) -> None:
    found = yaml_reader.parse("index.md", text, 2)
    if isinstance(found, yaml_reader.Document):
        assert all(isinstance(key, str) for key in found.data)
        assert all(found.place([key]) for key in found.data)
        return
    assert found
    for problem in found:
        assert 2 <= problem.line <= text.count("\n") + 2 + text.count("\r")
        assert problem.column >= 1
        assert problem.text
        assert problem.mend


keys = st.sampled_from(["ten", "anh", "nguon", "1", "true"])
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**14), 10**14) | st.text("aâđ :#-[]{}\"'", max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


def without_blank(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_blank(item) for key, item in value.items() if item is not None}
    return [without_blank(item) for item in value if item is not None] if isinstance(value, list) else value


@given(st.dictionaries(keys, values, min_size=1, max_size=4))
def test_what_another_program_wrote_is_read_as_it_was_meant(data: dict[str, Any]) -> None:
    import json

    assert header(json.dumps(data, ensure_ascii=False)) == without_blank(data)


# --- folders and files ------------------------------------------------------------------------------------------------

TEXT = "---\nten: Mô hình\n---\nThân bài.\n"


def folder(tmp_path: Path, data: bytes) -> entry_folders.Raw | list[Problem]:
    path = tmp_path / INDEX
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return entry_folders.read(tmp_path, entry_folders.folder_at(tmp_path, "2018/mo-hinh-thu"), "entries")


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r\n").encode("utf-8-sig"),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("---\n", "---  \t\n").encode(),
    ],
)
def test_what_editors_leave_behind_is_accepted(tmp_path: Path, data: bytes) -> None:
    raw = folder(tmp_path, data)
    assert isinstance(raw, entry_folders.Raw)
    assert raw.document.data == {"ten": "Mô hình"}
    assert (raw.body, raw.body_line) == ("Thân bài.\n", 4)
    assert raw.document.path == "entries/2018/mo-hinh-thu/index.md"


@pytest.mark.parametrize(
    ("text", "body"),
    [("---\nten: a\n---", ""), ("---\nten: a\n---\n", ""), ("---\nten: a\n---\n\n---\nb\n", "\n---\nb\n")],
)
def test_the_body_begins_after_the_second_line(tmp_path: Path, text: str, body: str) -> None:
    raw = folder(tmp_path, text.encode())
    assert isinstance(raw, entry_folders.Raw)
    assert raw.body == body


@pytest.mark.parametrize(
    "text", ["", "x", "--- x\n---\n", " ---\nten: a\n---\n", "----\nten: a\n----\n", "---\nten: a\n --- \n"]
)
def test_a_text_without_a_header_has_a_problem(tmp_path: Path, text: str) -> None:
    found = folder(tmp_path, text.encode())
    assert isinstance(found, list)
    assert [p.rule for p in found] == [
        "unclosed-header" if text.startswith("---\n") else "no-header" if text else "empty-file"
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary() | st.builds(lambda a, b: b"---\n" + a + b"\n---\n" + b, st.binary(), st.binary()))
def test_any_bytes_are_read_or_have_problems(tmp_path: Path, data: bytes) -> None:
    found = folder(tmp_path, data)
    assert isinstance(found, entry_folders.Raw) or (found and all(p.path == f"entries/{INDEX}" for p in found))


def test_scan_finds_every_entry_and_nothing_else(tmp_path: Path) -> None:
    folders, problems = entry_folders.scan(GOOD, "entries")
    assert problems == []
    assert [f.path for f in folders] == sorted(p.parent.relative_to(GOOD).as_posix() for p in GOOD.glob("*/*/index.md"))
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "~$bao-cao.docx", "index.md~", ".index.md.swp"):
        path = tmp_path / "2018/mo-hinh-thu" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        (tmp_path / name).touch()
    (tmp_path / "README.md").touch()
    (tmp_path / "entry.schema.json").touch()
    folders, problems = entry_folders.scan(tmp_path, "entries")
    assert problems == []
    assert [(f.year_folder, f.slug, f.files) for f in folders] == [("2018", "mo-hinh-thu", ())]


def test_a_stamp_changes_with_the_file(tmp_path: Path) -> None:
    def seen() -> entry_folders.Folder:
        os.utime(path, ns=(then, then))
        return entry_folders.folder_at(tmp_path, "2018/mo-hinh-thu")

    folder(tmp_path, b"a")
    path, then = tmp_path / "2018" / "mo-hinh-thu" / "index.md", 10**18
    before = seen()
    assert before == entry_folders.folder_at(tmp_path, "2018/mo-hinh-thu")
    time.sleep(0.02)  # clocks of disks go by ticks
    path.write_bytes(b"b")  # in its place, at its size, and its time is set back
    assert before != seen()


def test_what_was_modified_just_now_may_be_modified_again_in_the_same_tick(tmp_path: Path) -> None:
    folder(tmp_path, b"a")
    path, then = tmp_path / "2018" / "mo-hinh-thu" / "index.md", time.time_ns()
    for moment, settled in ((then, False), (then + 10**12, False), (then - 3 * 10**9, True)):
        os.utime(path, ns=(moment, moment))
        first, second = [entry_folders.folder_at(tmp_path, "2018/mo-hinh-thu") for _ in range(2)]
        assert (first == second) == settled
