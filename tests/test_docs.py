"""What the documents say is true: commands and files exist, messages are those of the check, links lead somewhere."""

from __future__ import annotations

import ast
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from honour_roll.check.check import checked
from honour_roll.entries import register_files
from honour_roll.entries.folders import folder_at
from honour_roll.problem import as_text
from site_tools import good_roll, make

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "huong-dan.md").read_text("utf-8")
BUILD_PAGE = (ROOT / "docs" / "decisions" / "how-a-build-works.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
PAGES = [ROOT / "README.md", ROOT / "tests" / "bad_entries" / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PACKAGES = sorted(path.parent.name for path in (ROOT / "hooks" / "honour_roll").glob("*/__init__.py"))
NAME = re.compile(r"`([A-Za-z_][\w.]*)`")
FILE = re.compile(r"(?:scripts|tests|hooks)/[\w/.]+\.(?:py|js|html|typ|txt|yml)\b")
LINK = re.compile(r"\]\(([^):#]+)(?:#[^)]*)?\)")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_named_exists(page: Path) -> None:
    for command in FILE.findall(page.read_text("utf-8")):
        assert (ROOT / command).exists(), command


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_file_linked_exists(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        if not target.startswith("/"):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", DECISIONS, ids=named)
def test_every_module_that_a_decision_names_exists(page: Path) -> None:
    for module in re.findall(r"`((?:\w+/)*\w+\.(?:py|mjs|js|typ))`", page.read_text("utf-8")):
        assert any(ROOT.glob(f"{top}/**/{module}") for top in ("hooks", "scripts", "tests")), module


@pytest.mark.parametrize("page", DECISIONS, ids=named)
def test_a_decision_asks_and_answers(page: Path) -> None:
    text = page.read_text("utf-8")
    parts = [text.find(f"\n**{part}") for part in ("Question.", "Figures.", "Answer.")]
    assert -1 not in parts
    assert parts == sorted(parts)


# --- how a build works ------------------------------------------------------------------------------------------------


def test_the_table_of_the_cache_has_a_row_for_each_kind_of_key_and_no_other(tmp_path: Path) -> None:
    roll, site, cache = good_roll(tmp_path / "entries"), tmp_path / "site", tmp_path / "cache"
    report = make(roll, site, cache)
    assert f" {len(report.producers)} producers " in BUILD_PAGE
    with closing(sqlite3.connect(cache / "build.sqlite")) as database:
        keys = [key for (key,) in database.execute("SELECT key FROM kept")]
    rows = {name for row in table(BUILD_PAGE, "What the cache holds") for name in re.findall("`([^`]*)`", row[0])}
    assert {kind_of(key, roll, site) for key in keys} == rows


def kind_of(key: bytes, roll: Path, site: Path) -> str:
    """Return a key of the cache as the table has it: ``body:<folder>``."""
    if key.startswith((b"whole:", b"body:", b"words:")):
        return f"{key.partition(b':')[0].decode()}:<folder>"
    text = key.decode().replace(str(roll), "<roll>").replace(str(site), "<site>").removesuffix("\0")
    text = re.sub(r"^(search:<roll>/)\d+", r"\1<number>", text)
    return re.sub("\0.+", r"\\0<producer>", text)


# --- the README's map and its table of questions ----------------------------------------------------------------------


def table(text: str, heading: str) -> list[list[str]]:
    """Return the cells of each row of the first table below a heading."""
    lines = text.partition(f"\n## {heading}\n")[2].splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("|"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def defined(path: Path) -> Iterator[str]:
    """Yield the names of a module's functions, classes and values, and of its classes' members: ``Build.load``."""

    def names(body: list[ast.stmt]) -> Iterator[str]:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                yield node.name
            if isinstance(node, ast.ClassDef):
                yield from (f"{node.name}.{name}" for name in names(node.body))
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                yield from (target.id for target in targets if isinstance(target, ast.Name))

    return names(ast.parse(path.read_text("utf-8")).body)


MAP = table(README, "Map")
QUESTIONS = table(README, "Where is …?")


def test_the_map_has_a_row_for_each_package_and_no_other() -> None:
    assert len(MAP) == 12
    assert sorted(row[0].strip("`/") for row in MAP) == PACKAGES


@pytest.mark.parametrize("row", MAP, ids=lambda row: str(row[0]))
def test_a_row_of_the_map_opens_a_file_of_its_package(row: list[str]) -> None:
    (file,) = LINK.findall(row[3])
    assert Path(file).parent.as_posix() == f"hooks/honour_roll/{row[0].strip('`/')}"
    opening = (ROOT / file).with_name("__init__.py").read_text("utf-8")
    assert f"``{Path(file).name}``" in opening, "the package's own docstring sends to another file"


def test_there_are_enough_questions_and_each_is_asked_once() -> None:
    assert len(QUESTIONS) >= 20
    assert len({row[0] for row in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("row", QUESTIONS, ids=lambda row: str(row[0]))
def test_a_question_is_answered_with_one_file_that_has_what_the_answer_names(row: list[str]) -> None:
    (file,) = LINK.findall(row[1])
    names = NAME.findall(row[1].partition(f"]({file}")[2])
    if file.endswith(".py"):
        assert set(names) <= set(defined(ROOT / file))
    else:
        text = (ROOT / file).read_text("utf-8")
        assert [name for name in names if name not in text] == []


def test_each_command_has_a_row() -> None:
    commands = [path for path in (ROOT / "scripts").glob("*.py") if '__name__ == "__main__"' in path.read_text("utf-8")]
    rows = {found[0] for row in table(README, "Commands") for found in [FILE.findall(row[0])] if found}
    assert rows == {named(path) for path in commands}


def test_the_two_commands_come_first() -> None:
    assert "python3 scripts/preview.py" in README[:1000]
    assert "python3 scripts/test.py" in README[:1000]


# --- the guide for staff ----------------------------------------------------------------------------------------------


def test_the_messages_in_the_guide_are_those_of_the_check() -> None:
    expected = sorted((ROOT / "tests" / "bad_entries").glob("*/expected.txt"))
    said = "\n".join(path.read_text("utf-8") for path in expected)
    rows = table(GUIDE.replace("| Máy báo |", "\n## Máy báo\n| Máy báo |"), "Máy báo")
    assert len(rows) > 5
    for message, *_ in rows:
        pattern = re.sub("“[^”]*”", "“[^”\n]*”", re.escape(message.strip(" .…"))).replace("…", "[^\n]*")
        assert re.search(pattern, said), message


def test_the_example_message_in_the_guide_is_what_the_check_says(tmp_path: Path) -> None:
    said = GUIDE.partition("```text\nentries/2026/")[2].partition("```")[0]
    entry = tmp_path / "2026" / "ten-mo-hinh"
    entry.mkdir(parents=True)
    lines = ["---", *(f"# {n}" for n in range(2, 27)), "trang_thai: công bố", "---", ""]
    (entry / "index.md").write_text("\n".join(lines), "utf-8")
    _, problems = checked(tmp_path, folder_at(tmp_path, "2026/ten-mo-hinh"), "entries")
    assert "entries/2026/" + said.rstrip("\n") in [as_text(problem) for problem in problems]


def test_the_example_round_in_the_guide_passes_and_declares_38(tmp_path: Path) -> None:
    example = next(block for block in re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL) if "cong_bo:" in block)
    folder = Path(shutil.copytree(ROOT / "entries" / "danh-muc", tmp_path / "danh-muc"))
    for name, row in (("don-vi", 'dang-uy-phuong-vi-du: {ten: "Đảng ủy phường Ví Dụ"}\n'), ("dot-ton-vinh", example)):
        with (folder / f"{name}.yml").open("a", encoding="utf-8") as file:
            file.write(f"\n{row}")
    lists, problems = register_files.load(folder, "danh-muc")
    assert problems == []
    assert sum(lists.rounds["bieu-duong-2026"].declared) == 38


def test_the_example_header_in_the_guide_passes_as_a_draft(tmp_path: Path) -> None:
    example = next(block for block in re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL) if block.startswith("---"))
    entry = tmp_path / "2026" / "mo-hinh-mau"
    entry.mkdir(parents=True)
    (entry / "index.md").write_text(example, "utf-8")
    checked_entry, problems = checked(tmp_path, folder_at(tmp_path, "2026/mo-hinh-mau"), "entries")
    assert checked_entry is not None
    assert not problems
