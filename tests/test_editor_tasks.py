"""Visual Studio Code: there is a task for each daily work, problems are listed with their mends, snippets are whole."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import preview
from environment import ROOT
from honour_roll.entries import schema, yaml_reader
from honour_roll.problem import Problem, as_text
from site_tools import edit, good_roll, run

TASKS = json.loads((ROOT / ".vscode" / "tasks.json").read_text("utf-8"))["tasks"]
SNIPPETS = json.loads((ROOT / ".vscode" / "bai-viet.code-snippets").read_text("utf-8"))
ERROR = Problem("entries/2018/góc xanh/index.md", 7, 11, "r", "l", "v", "Đơn vị: “x” sai.", "Có phải “y”?")
WARNING = ERROR._replace(warning=True)
LISTED = [task for task in TASKS if task["problemMatcher"]]


def listed(task: dict[str, Any], lines: list[str]) -> list[tuple[str, ...]]:
    """Return what the editor lists of a command's output: severity, file, line, column, what is wrong, and the mend."""
    found = []
    for matcher in task["problemMatcher"]:
        first, second = (re.compile(one["regexp"]) for one in matcher["pattern"])
        for line, below in itertools.pairwise(lines):
            if (place := first.search(line)) and (mend := second.search(below)):
                found.append((matcher["severity"], *place.groups(), *mend.groups()))
    return found


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task["label"])
def test_a_task_runs_a_command_that_exists_also_where_only_py_is(task: dict[str, Any]) -> None:
    python, script = str(task["command"]).split()
    assert (python, (ROOT / script).exists()) == ("python3", True)
    assert task["windows"]["command"] == f"py {script}"


def test_there_is_a_task_for_each_daily_work_and_the_guide_names_them() -> None:
    works = {task["command"].removeprefix("python3 scripts/").removesuffix(".py"): task["label"] for task in TASKS}
    assert works.keys() == {"check", "new", "fix_photos", "preview", "build", "desk"}
    guide = (ROOT / "docs" / "huong-dan.md").read_text("utf-8")
    assert [label for label in works.values() if f"**{label}**" not in guide] == []


@pytest.mark.parametrize("task", LISTED, ids=lambda task: task["label"])
@pytest.mark.parametrize(("problem", "severity"), [(ERROR, "error"), (WARNING, "warning")])
def test_a_finding_is_listed_once_with_its_place_and_mend(
    task: dict[str, Any], problem: Problem, severity: str
) -> None:
    found = listed(task, as_text(problem).splitlines())
    assert found == [(severity, problem.path, "7", "11", problem.text, problem.mend)]


def test_every_problem_of_every_bad_entry_is_listed_with_its_mend() -> None:
    """Of what the check prints, as ``expected.txt`` of each case has it."""
    for expected in (ROOT / "tests" / "bad_entries").glob("*/expected.txt"):
        text = expected.read_text("utf-8")
        said = sum(int(count) for count in re.findall(r"(?m)^(\d+) (?:lỗi|điều nên xem lại)", text))
        for task in LISTED:
            assert len(listed(task, text.splitlines())) == said, expected.parent.name


def test_the_command_itself_is_listed(tmp_path: Path) -> None:
    roll = good_roll(tmp_path / "entries")
    edit(roll / "2018" / "goc-xanh-vi-du", linh_vuc="van-hoa-xh")
    _, said = run("check.py", "--entries", roll, folder=tmp_path)
    ((severity, file, line, _, text, mend),) = listed(TASKS[0], said.splitlines())
    assert (severity, Path(file).name, text) == ("error", "index.md", "Lĩnh vực “van-hoa-xh” không có trong danh mục.")
    assert (roll / "2018" / "goc-xanh-vi-du" / "index.md").read_text("utf-8").splitlines()[int(line) - 1] == (
        "linh_vuc: van-hoa-xh"
    )
    assert mend.startswith("Có phải “van-hoa-xa-hoi”?")


def test_the_editor_knows_when_the_preview_begins_and_ends_to_build() -> None:
    begins = ["Đang kiểm tra bài và dựng trang; xong sẽ mở được ở", preview.SAID["Detected file changes"]]
    ends = [words for english, words in preview.SAID.items() if english != "Detected file changes"]
    assert begins[0] in (ROOT / "scripts" / "preview.py").read_text("utf-8")
    (task,) = (task for task in TASKS if task["label"] == "Xem thử")
    for matcher in task["problemMatcher"]:
        background = matcher["background"]
        for pattern, words in ((background["beginsPattern"], begins), (background["endsPattern"], ends)):
            assert [line for line in (*begins, *ends) if re.search(pattern, line)] == words


# --- snippets ---------------------------------------------------------------------------------------------------------


def written(snippet: dict[str, Any]) -> str:
    """Return what a snippet writes when nothing is typed over: of a choice the first."""
    text = "\n".join(snippet["body"])
    text = re.sub(r"\$\{\d+\|([^,|]*)[^|]*\|\}", r"\1", text)
    text = re.sub(r"\$\{\d+:((?:[^\\}]|\\.)*)\}", r"\1", text)
    return re.sub(r"\\(.)", r"\1", text)


def test_there_is_a_snippet_for_each_key_and_section_and_their_examples_fit_the_schema() -> None:
    header: dict[str, Any] = {}
    own = [one for label, one in SNIPPETS.items() if " – " not in label and not one["prefix"].startswith("#")]
    for snippet in own:
        document = yaml_reader.parse("", f"{written(snippet)}\n")
        assert not isinstance(document, list), snippet["prefix"]
        header |= document.data
    rules = json.loads((ROOT / "entries" / "entry.schema.json").read_text("utf-8"))
    assert header.keys() == rules["properties"].keys()
    data = json.loads(json.dumps(header, default=str))
    jsonschema.Draft202012Validator(rules).validate(data)
    assert [one["prefix"] for one in SNIPPETS.values() if one["prefix"].startswith("#")] == [
        f"## {name}" for name in schema.SECTIONS
    ]


def test_the_places_of_a_snippet_are_numbered_from_one() -> None:
    for snippet in SNIPPETS.values():
        numbers = [int(number) for number in re.findall(r"\$\{(\d+)[:|]", "\n".join(snippet["body"]))]
        assert numbers == list(range(1, len(numbers) + 1)), snippet["prefix"]
