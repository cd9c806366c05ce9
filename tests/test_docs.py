"""What the documents say is true: commands exist, messages are the ones the check gives, links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from honour_roll.check.check import checked
from honour_roll.entries.folders import folder_at
from honour_roll.problem import as_text

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "docs" / "huong-dan.md").read_text("utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_command_named_exists(page: Path) -> None:
    for command in re.findall(r"(?:scripts|tests)/[\w/]+\.py", page.read_text("utf-8")):
        assert (ROOT / command).exists(), command


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_file_linked_exists(page: Path) -> None:
    for target in re.findall(r"\]\(([^):#]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if not target.startswith("/"):
            assert (page.parent / target).exists(), target


def test_the_messages_in_the_guide_are_those_of_the_code() -> None:
    code = " ".join(path.read_text("utf-8") for path in sorted((ROOT / "hooks" / "honour_roll").glob("*.py")))
    code = re.sub(r'"\s*\n\s*f?"', "", code).replace('\\"', '"')
    table = GUIDE.partition("| Máy báo |")[2].partition("\n\n")[0]
    rows = [line.split("|")[1].strip() for line in table.splitlines()[2:]]
    assert len(rows) > 5
    for message in rows:
        for piece in re.split(r"“[^”]*”|…", message):
            words = piece.strip(" .")
            if len(words) > 8 and "Ngày đăng" not in words:
                assert words in code, message


def test_the_example_message_in_the_guide_is_what_the_check_says(tmp_path: Path) -> None:
    said = GUIDE.partition("```text\nentries/2026/")[2].partition("```")[0]
    entry = tmp_path / "2026" / "ten-mo-hinh"
    entry.mkdir(parents=True)
    lines = ["---", *(f"# {n}" for n in range(2, 27)), "trang_thai: công bố", "---", ""]
    (entry / "index.md").write_text("\n".join(lines), "utf-8")
    _, problems = checked(tmp_path, folder_at(tmp_path, "2026/ten-mo-hinh"), "entries")
    assert "entries/2026/" + said.rstrip("\n") in [as_text(problem) for problem in problems]


def test_the_example_header_in_the_guide_passes_as_a_draft(tmp_path: Path) -> None:
    example = next(block for block in re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL) if block.startswith("---"))
    entry = tmp_path / "2026" / "mo-hinh-mau"
    entry.mkdir(parents=True)
    (entry / "index.md").write_text(example, "utf-8")
    checked_entry, problems = checked(tmp_path, folder_at(tmp_path, "2026/mo-hinh-mau"), "entries")
    assert checked_entry is not None
    assert not problems
