"""Visual Studio Code's tasks: each command exists, and warnings are listed as warnings."""

from __future__ import annotations

import json
import re

import pytest

from environment import ROOT
from honour_roll.problem import Problem, as_text

TASKS = json.loads((ROOT / ".vscode" / "tasks.json").read_text("utf-8"))["tasks"]
ERROR = Problem("entries/2018/góc xanh/index.md", 7, 11, "r", "l", "v", "Đơn vị: “x” sai.", "Có phải “y”?")
WARNING = ERROR._replace(warning=True)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task["label"])
def test_a_task_runs_a_command_that_exists_also_where_only_py_is(task: dict[str, dict[str, str]]) -> None:
    python, script = str(task["command"]).split()
    assert (python, (ROOT / script).exists()) == ("python3", True)
    assert task["windows"]["command"] == f"py {script}"


@pytest.mark.parametrize(("problem", "severity"), [(ERROR, "error"), (WARNING, "warning")])
def test_a_finding_is_listed_once_with_its_place_and_mend(problem: Problem, severity: str) -> None:
    listed = []
    for matcher in TASKS[0]["problemMatcher"]:
        first, second = (
            re.search(one["regexp"], line)
            for one, line in zip(matcher["pattern"], as_text(problem).splitlines(), strict=True)
        )
        if first and second:
            listed.append((matcher["severity"], *first.groups(), *second.groups()))
    assert listed == [(severity, problem.path, "7", "11", problem.text, problem.mend)]
