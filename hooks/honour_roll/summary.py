"""The last line of a check: how much is wrong, and how much is well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from honour_roll.vietnamese import number_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from honour_roll.problem import Problem


_ENTRY = re.compile(r"(.*?/\d{4}/[^/]+)(?=/|\Z)", re.DOTALL)  # an entry's folder, in the path of a Problem


def summary(problems: Sequence[Problem], entries: int) -> str:
    """Give ``2 lỗi trong 1 bài; 9.999 bài đạt.`` for the problems found among ``entries`` entries."""
    if not problems:
        return f"{number_text(entries)} bài đạt."
    bad = {found[1] for p in problems if p.rule != "misplaced" and (found := _ENTRY.match(p.path))}
    places = []
    if bad:
        places.append(f"{number_text(len(bad))} bài")
    if any("/danh-muc/" in p.path for p in problems):
        places.append("danh mục")
    if outside := sum(p.rule == "misplaced" for p in problems):
        places.append(f"{number_text(outside)} chỗ ngoài bài")
    return f"{number_text(len(problems))} lỗi trong {' và '.join(places)}; {number_text(max(entries - len(bad), 0))} bài đạt."
