"""The last line of a check: how much is wrong, and how much is well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from honour_roll.vietnamese import number_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from honour_roll.problem import Problem


def summary(problems: Sequence[Problem], entries: int) -> str:
    """Give ``2 lỗi trong 1 bài; 9.999 bài đạt.`` for the problems found among ``entries`` entries."""
    bad = {p.path.rpartition("/")[0] if p.path.endswith("/index.md") or "." in p.path.rsplit("/", 1)[-1] else p.path
           for p in problems if "/danh-muc/" not in p.path}  # fmt: skip
    if not problems:
        return f"{number_text(entries)} bài đạt."
    places = []
    if bad:
        places.append(f"{number_text(len(bad))} bài")
    if any("/danh-muc/" in p.path for p in problems):
        places.append("danh mục")
    return f"{number_text(len(problems))} lỗi trong {' và '.join(places)}; {number_text(max(entries - len(bad), 0))} bài đạt."
