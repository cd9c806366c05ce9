"""The last line of a check: how much is wrong, and how much is well."""

from __future__ import annotations

import re
from collections.abc import Sequence

from honour_roll.problem import Problem
from honour_roll.settings import LEDGER
from honour_roll.text.vietnamese import number_text

_ENTRY = re.compile(r"\d{4}/[^/]+")  # an entry's folder, below the entries folder


def summary(problems: Sequence[Problem], entries: int, shown: str) -> str:
    """Give ``2 lỗi trong 1 bài; 9.999 bài đạt.`` for the problems found among ``entries`` entries.

    ``shown`` is how messages call the entries folder.
    """
    if not problems:
        return f"{number_text(entries)} bài đạt."
    bad: set[str] = set()
    outside = lists = ledger = 0
    for problem in problems:
        found = _ENTRY.match(problem.path.removeprefix(f"{shown}/"))
        if problem.rule == "misplaced":
            outside += 1
        elif found:
            bad.add(found[0])
        elif problem.path == f"{shown}/{LEDGER}":
            ledger += 1
        else:
            lists += 1
    places = [f"{number_text(len(bad))} bài"] if bad else []
    places += ["danh mục"] if lists else []
    places += ["sổ địa chỉ"] if ledger else []
    places += [f"{number_text(outside)} chỗ ngoài bài"] if outside else []
    return f"{number_text(len(problems))} lỗi trong {' và '.join(places)}; {number_text(max(entries - len(bad), 0))} bài đạt."
