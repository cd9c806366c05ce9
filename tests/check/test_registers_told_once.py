"""What is wrong in a register is told there, once: entries and other registers that depend on it are not blamed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from conftest import GOOD, REGISTERS, check
from honour_roll.entries.registers import FILES

LISTS = [name for name, table in FILES.items() if table]
ROWS = [
    (name, key)
    for name in LISTS
    for key in re.findall(r"^([a-z0-9-]+):", (REGISTERS / f"{name}.yml").read_text("utf-8"), re.MULTILINE)
]


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REGISTERS, tmp_path / "danh-muc"))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("broken", ["\ta: b\n", "x: [\n", "<<\n", "\x00", b"\xff"], ids=repr)
def test_a_register_that_cannot_be_read_is_told_alone(lists: Path, name: str, broken: str | bytes) -> None:
    path = lists / f"{name}.yml"
    path.write_bytes(path.read_bytes() + (broken if isinstance(broken, bytes) else broken.encode()))
    problems, _ = check(GOOD, lists)
    assert {Path(p.path).name for p in problems} == {f"{name}.yml"}
    assert len(problems) == 1


@pytest.mark.parametrize("name", FILES)
def test_a_register_that_is_missing_is_told_alone(lists: Path, name: str) -> None:
    (lists / f"{name}.yml").unlink()
    assert [p.rule for p in check(GOOD, lists)[0]] == ["missing-register"]


@pytest.mark.parametrize("name", ["linh-vuc", "chu-de", "don-vi", "dia-ban", "dot-ton-vinh", "danh-hieu"])
def test_a_register_without_rows_is_told_alone(lists: Path, name: str) -> None:
    (lists / f"{name}.yml").write_text("# trống\n", "utf-8")
    assert [(Path(p.path).name, p.rule) for p in check(GOOD, lists)[0]] == [(f"{name}.yml", "unknown-reference")]


@pytest.mark.parametrize(("name", "key"), ROWS)
def test_a_wrong_row_is_told_alone(lists: Path, name: str, key: str) -> None:
    path = lists / f"{name}.yml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(rf"^{key}:.*?\n", r"\g<0>  khong_co_muc: x\n", text, count=1, flags=re.MULTILINE), "utf-8")
    problems, _ = check(GOOD, lists)
    assert [(Path(p.path).name, p.rule) for p in problems] == [(f"{name}.yml", "unknown-key")], path.read_text("utf-8")


@pytest.mark.parametrize(("name", "key"), [row for row in ROWS if row[0] != "danh-hieu"])
def test_a_row_of_a_wrong_name_is_told_alone(lists: Path, name: str, key: str) -> None:
    path = lists / f"{name}.yml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(rf"^{key}:", f"{key.replace('-', '_').title()}:", text, flags=re.MULTILINE), "utf-8")
    problems, _ = check(GOOD, lists)
    assert [p.rule for p in problems if Path(p.path).name == "index.md"] == []
