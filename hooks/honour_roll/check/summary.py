"""The last lines of a check: how much is wrong, where, and how many entries passed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from honour_roll.entries.messages import CANNOT_LIST
from honour_roll.problem import Problem
from honour_roll.settings import LEDGER, SITE_SETTINGS
from honour_roll.text.vietnamese import number_text

_ENTRY = re.compile(r"\d{4}/[^/]+")  # an entry's folder, below the entries folder


def summary(problems: Sequence[Problem], entries: int, shown: str) -> str:
    """Return ``2 lỗi trong 1 bài; 9.999 bài đạt.``, the last line of a check of ``entries`` entries.

    ``shown`` is how messages call the entries folder.
    """
    if not problems:
        return f"{number_text(entries)} bài đạt."
    outside = sum(problem.rule == "misplaced" for problem in problems)
    paths = {problem.path.removeprefix(f"{shown}/") for problem in problems if problem.rule != "misplaced"}
    bad = {found[0] for path in paths if (found := _ENTRY.match(path))}
    unopened = {p.path.removeprefix(f"{shown}/") for p in problems if p.rule == CANNOT_LIST.rule}
    closed = {path for path in unopened if not _ENTRY.match(path)}
    others = {path for path in paths - closed if not _ENTRY.match(path)}
    pages = {path for path in others if path.endswith((".md", SITE_SETTINGS))}
    places = {
        f"{number_text(len(bad))} bài": bad,
        f"{number_text(len(closed))} thư mục không mở được": closed,
        "danh mục": others - {LEDGER} - pages,
        "sổ địa chỉ": others & {LEDGER},
        f"{number_text(outside)} chỗ ngoài bài": outside,
        f"{number_text(len(pages))} tệp của trang": pages,
    }
    found_in = " và ".join(place for place, found in places.items() if found)
    return f"{number_text(len(problems))} lỗi trong {found_in}; {number_text(max(entries - len(bad), 0))} bài đạt."


def advised(count: int) -> str:
    """Return the line on the warnings of a check, of which there are ``count``."""
    return f"{number_text(count)} điều nên xem lại; không ngăn bài lên trang."
