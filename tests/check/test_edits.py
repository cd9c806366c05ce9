"""Every Edit that a Problem has mends it when a program makes it, and leads to no other Problem."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import BAD, check, check_bad, registers_for
from honour_roll.entries import yaml_reader
from honour_roll.problem import Edit, Problem
from honour_roll.text.written_numbers import typed

CASES = sorted(path for path in BAD.iterdir() if path.is_dir())


class Dumper(yaml.SafeDumper):
    """Writes numbers as the project reads them: three decimals would be thousands."""


Dumper.add_representer(float, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:float", typed(value)))


def made(problem: Problem) -> None:
    """Make the Edit of a Problem in its file, as a program that knows nothing but the Edit."""
    edit, file = problem.edit, Path(problem.path)
    assert edit
    text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    if edit.do == "cut":
        (first, last), lines = edit.at, text.split("\n")
        assert isinstance(first, int)
        assert isinstance(last, int)
        file.write_text("\n".join(lines[: first - 1] + lines[last:]), "utf-8")
        return
    header, mark, body = text.removeprefix("---\n").partition("\n---\n") if file.suffix == ".md" else (text, "", "")
    document = yaml_reader.parse("", header)
    assert isinstance(document, yaml_reader.Document)
    change(document.data, edit)
    written = yaml.dump(document.data, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=1000)
    file.write_text(f"---\n{written.rstrip()}{mark}{body}" if mark else written, "utf-8")


def change(data: Any, edit: Edit) -> None:
    for part in edit.at[:-1]:
        data = data[part]
    last: Any = edit.at[-1]
    if edit.do == "set":
        data[last] = [*edit.to] if isinstance(edit.to, tuple) else edit.to
    elif edit.do == "drop":
        del data[last]
    else:
        assert edit.to not in data
        renamed = {edit.to if key == last else key: value for key, value in data.items()}
        data.clear()
        data.update(renamed)


@contextmanager
def laid_down(case: Path, roll: Path) -> Iterator[None]:
    """Lay down a bad case as a whole roll, for one Edit."""
    shutil.copytree(case, roll, ignore=shutil.ignore_patterns("expected.txt"))
    with registers_for(case) as registers:
        shutil.copytree(registers, roll / "danh-muc", dirs_exist_ok=True)
    try:
        yield
    finally:
        shutil.rmtree(roll)


def told(problem: Problem) -> tuple[str, str, str, str]:
    """Return what a Problem is known by; a key that is missing and one without a value are the same."""
    if problem.rule == "missing-key":
        return problem.path, problem.rule, problem.label, ""
    return problem.path, problem.rule, problem.value, problem.text


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_an_edit_mends_its_problem_and_makes_no_other(case: Path, tmp_path: Path) -> None:
    roll, (found, *_) = tmp_path / "entries", check_bad(case)
    before = [problem._replace(path=problem.path.replace(str(case), str(roll))) for problem in found]
    for problem in before:
        if problem.edit:
            with laid_down(case, roll):
                made(problem)
                after, _ = check(roll)
            assert problem.text not in [one.text for one in after if one.path == problem.path], problem
            if "too-much-wrong" not in {one.rule for one in before}:  # there the next in line comes up
                known = {*map(told, before)}
                assert not [one for one in after if told(one) not in known], problem
