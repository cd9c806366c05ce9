from __future__ import annotations

from collections import Counter
from pathlib import Path

from conftest import BAD, check, registers_for
from honour_roll.desk.field_places import place_of
from honour_roll.entries.entry import ENTRY
from honour_roll.entries.header_edits import CannotEditError, Header
from honour_roll.entries.parts import Parts, parted
from honour_roll.entries.validate import row_at
from honour_roll.problem import Problem


def readable(entries: Path, problem: Problem) -> Parts | None:
    """Return the parts of the file that a Problem is told of; None where there is no form to show it in."""
    file = Path(problem.path)
    if file.name != "index.md" or not file.is_file() or not file.resolve().is_relative_to(entries.resolve()):
        return None
    try:
        parts = parted(file.read_bytes())
        Header(parts.header)
    except CannotEditError:
        return None
    return parts


def test_problems_of_all_bad_entries_stand_at_their_fields() -> None:
    found, elsewhere = Counter[str](), []
    for case in sorted(path for path in BAD.iterdir() if path.is_dir()):
        with registers_for(case) as registers:
            problems, _ = check(case, registers)
        for problem in problems:
            parts = readable(case, problem)
            if parts is None:
                continue
            at = place_of(parts, problem)
            rows = [row_at(ENTRY, at[:end]) for end in range(1, len(at) + 1)] if at[:1] != ["#"] else []
            if at[:1] == ["#"]:
                found["section"] += 1
                assert problem.line >= parts.body_line
            elif rows and rows[-1] and problem.label in ("", *(row.label for row in rows if row)):
                found["field"] += 1
            elif problem.rule in ("unknown-key", "duplicate-key", "broken-yaml", "too-much-wrong") or not at:
                found["whole"] += 1
            else:
                elsewhere.append((case.name, problem.rule, problem.label, at))
    print(dict(found))
    assert found["field"] > 200
    assert found["section"] > 100
    assert elsewhere == []
