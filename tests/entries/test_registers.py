"""Registers: their rows as values, and a Problem for each mistake in them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import REGISTERS
from environment import ROOT
from honour_roll.entries import registers
from honour_roll.entries.entry import ENTRY
from honour_roll.entries.register_files import load
from honour_roll.entries.registers import FILES, PlacePart, Registers
from honour_roll.entries.schema import references
from honour_roll.problem import Problem


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """A copy of the good lists that may be broken."""
    return Path(shutil.copytree(REGISTERS, tmp_path / "danh-muc"))


def changed(lists: Path, name: str, old: str, new: str) -> tuple[Registers, list[Problem]]:
    """Load the lists after one change."""
    path = lists / f"{name}.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return load(lists, "danh-muc")


@pytest.mark.parametrize("folder", [REGISTERS, ROOT / "entries" / "danh-muc"], ids=["good_entries", "entries"])
def test_our_own_lists_are_right(folder: Path) -> None:
    loaded, problems = load(folder, "danh-muc")
    assert problems == []
    assert all(loaded[: len(FILES)])
    assert not loaded.broken


def test_rows_are_values_in_the_order_of_the_file() -> None:
    loaded, _ = load(REGISTERS, "danh-muc")
    assert list(loaded.fields) == ["kinh-te", "van-hoa-xa-hoi", "quoc-phong-an-ninh"]
    assert loaded.fields["quoc-phong-an-ninh"] == ("Quốc phòng – an ninh", "#1f4f8f", "", "", ())
    assert loaded.places["phuong-vi-du"].became == (
        PlacePart("phuong-vi-du-2025", "mot-phan", "Nghị quyết 00/NQ-VD, khoản 1"),
        PlacePart("phuong-lien-hoan", "phan-con-lai", "Nghị quyết 00/NQ-VD, khoản 2"),
    )
    assert loaded.places["phuong-vi-du"].code == loaded.places["phuong-vi-du-2025"].code == "90001"
    assert loaded.rounds["so-ket-2017"].date == "2017"
    assert loaded.rounds["so-ket-2017"].declared == (5, 2)
    assert loaded.abbreviations["TDP"] == "tổ dân phố"


def test_a_list_may_be_empty_but_not_missing(lists: Path) -> None:
    (lists / "viet-tat.yml").write_text("# Chưa có chữ nào.\n", "utf-8")
    assert load(lists, "danh-muc")[1] == []
    (lists / "viet-tat.yml").unlink()
    assert [(p.path, p.rule) for p in load(lists, "danh-muc")[1]] == [("danh-muc/viet-tat.yml", "missing-register")]


def test_windows_line_ends_and_byte_order_marks_are_accepted(lists: Path) -> None:
    for path in lists.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load(lists, "danh-muc") == load(REGISTERS, "danh-muc")


@pytest.mark.parametrize(
    ("name", "old", "new", "rules"),
    [
        ("linh-vuc", '"#8a5200"', '"#8A5200"', ["bad-colour"]),
        ("linh-vuc", '"#8a5200"', '"red"', ["bad-colour"]),
        ("linh-vuc", "ten: Kinh tế", "tên: Kinh tế", ["unknown-key"]),
        ("chu-de", "hinh: la", "hinh: lá", ["not-a-choice"]),
        ("don-vi", "den: 2025-07-01", "den: 1/7/2025", ["bad-date"]),
        ("dia-ban", "tu: 2025-07-01", "tu: 2025-13-01", ["impossible-date"]),
        ("dia-ban", "noi: phuong-lien-hoan", "noi: phuong-khong-co", ["unknown-reference"]),
        ("dot-ton-vinh", "tap_the: 5", "tap_the: năm", ["not-a-number"]),
        ("dot-ton-vinh", "tap_the: 5, ", "", ["missing-key"]),
        ("danh-hieu", "nguoi-tot-viec-tot:", "Người tốt:", ["bad-register-key", "unknown-reference"]),
        ("viet-tat", "TDP: tổ dân phố", "TDP: 5", ["wrong-type"]),
        ("viet-tat", "TDP: tổ dân phố", "TDP: tổ: dân phố", ["broken-yaml"]),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_goes_on(
    lists: Path, name: str, old: str, new: str, rules: list[str]
) -> None:
    loaded, problems = changed(lists, name, old, new)
    assert [p.rule for p in problems] == rules
    assert all(p.line for p in problems)
    assert problems[0].path == f"danh-muc/{name}.yml"
    holds_together(loaded)


def holds_together(loaded: Registers) -> None:
    """Every reference leads to a row, and no place lies within itself: whoever follows one arrives."""
    for place in loaded.places.values():
        assert place.within in {"", *loaded.places}
        assert place.today in {"", *loaded.places}
        assert all(part.place in loaded.places for part in place.became)
        steps = 0
        while place.within:
            place, steps = loaded.places[place.within], steps + 1  # noqa: PLW2901 - up the ladder
            assert steps <= len(loaded.places)
    assert all(unit.place in {"", *loaded.places} for unit in loaded.units.values())
    assert all(r.title in loaded.titles and r.body in loaded.units for r in loaded.rounds.values())


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("text", ["", "[", "a: b", "a: {ten: b}", "- a", "\x00", "1: 2\n3: [4]"])
def test_whatever_one_list_holds_the_others_hold_together(lists: Path, name: str, text: str) -> None:
    (lists / f"{name}.yml").write_text(text, "utf-8")
    loaded, _ = load(lists, "danh-muc")
    holds_together(loaded)


@pytest.mark.parametrize("circle", [1, 2, 5])
def test_a_circle_of_places_is_told_once_and_cut(lists: Path, circle: int) -> None:
    rows = "".join(f"p{n}: {{ten: Nơi {n}, cap: phuong, thuoc: p{(n + 1) % circle}}}\n" for n in range(circle))
    with (lists / "dia-ban.yml").open("a", encoding="utf-8") as file:
        file.write(f"\n{rows}duoi-vong:\n  ten: Nơi khác\n  cap: phuong\n  thuoc: p0\n")
    loaded, problems = load(lists, "danh-muc")
    assert [p.rule for p in problems] == ["circular-place"]
    holds_together(loaded)


def test_a_row_that_is_there_but_wrong_is_known_as_such(lists: Path) -> None:
    loaded, problems = changed(lists, "dia-ban", "cap: quan\n", "cap: huyện\n")
    assert [p.rule for p in problems] == ["not-a-choice"]  # and no word of the places within it
    assert loaded.broken == {("dia-ban", "quan-vi-du")}
    assert loaded.places["phuong-vi-du"].within == ""


def test_references_of_an_entry_are_found_wherever_they_stand() -> None:
    data = {
        "linh_vuc": "a",
        "chu_de": ["b", "c", 5],
        "ton_vinh": [{"dot": "d"}, "x"],
        "nhan_rong": {"hoc_tu": "e"},
        "anh": 3,
    }
    found = {(register, key) for _, register, key in references(ENTRY, data)}
    assert found >= {("linh-vuc", "a"), ("chu-de", "b"), ("chu-de", "c"), ("dot-ton-vinh", "d"), ("entries", "e")}
    assert list(references(ENTRY, {"chu_de": ["a"] * 1000})) == [(("chu_de", n), "chu-de", "a") for n in range(5)]


def test_every_list_of_the_package_is_a_file_here() -> None:
    assert {path.stem for path in REGISTERS.iterdir()} == set(registers.FILES)
