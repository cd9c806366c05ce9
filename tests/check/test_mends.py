"""Every mend that offers a replacement passes when it is applied as written, and leads to no other Problem."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from mends import applied

from conftest import BAD, check, registers_for
from honour_roll.problem import Problem

CASES = sorted(path for path in BAD.iterdir() if path.is_dir())
ROUNDS = 12  # look-alikes are told by the first


def told(problem: Problem) -> tuple[str, str, str, str]:
    return problem.path, problem.rule, problem.value, problem.text


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_mend_that_is_offered_passes_as_it_is_written(case: Path, tmp_path: Path) -> None:
    roll = tmp_path / "entries"
    shutil.copytree(case, roll, ignore=shutil.ignore_patterns("expected.txt"))
    with registers_for(case) as registers:
        shutil.copytree(registers, roll / "danh-muc", dirs_exist_ok=True)
    problems, _ = check(roll)
    for _ in range(ROUNDS):
        done = [problem for problem in problems[::-1] if applied(problem, Path(problem.path))]
        if not done:
            return
        before, (problems, _) = problems, check(roll)
        broken = {problem.path for problem in before if problem.rule in ("broken-yaml", "duplicate-key")}
        again = {told(problem) for problem in done} & {told(problem) for problem in problems}
        assert not again, (again, [problem.mend for problem in done])
        left = {(problem.line, problem.rule) for problem in before if problem not in done}  # perhaps with another value
        new = [one for one in problems if told(one) not in map(told, before) and (one.line, one.rule) not in left]
        new = [one for one in new if one.path not in broken and one.rule != "look-alike"]
        assert not new, (new, [problem.mend for problem in done])
    pytest.fail("the mends lead from one Problem to another")
