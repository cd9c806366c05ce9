"""When places and units existed, as exactly as it is known; a day, month or year is text, as in registers."""

from __future__ import annotations

import calendar
from functools import lru_cache
from typing import NamedTuple

from honour_roll.entries.field_types import first_day
from honour_roll.text.vietnamese import date_text


@lru_cache(maxsize=4096)
def days(date: str) -> tuple[str, str]:
    """Return the first and the last day of a day, a month (``2017-02``) or a year."""
    year, month, day = (*date.split("-"), "", "")[:3]
    last_month = month or "12"
    last_day = day or f"{calendar.monthrange(int(year), int(last_month))[1]}"
    return first_day(date), f"{year}-{last_month}-{last_day}"


class Life(NamedTuple):
    """From when to when something existed; ``until`` is when it no longer did. What is not known is empty."""

    since: str = ""
    until: str = ""

    def had_ended(self, day: str) -> bool:
        """Return whether it surely existed no more on ``day``."""
        return bool(self.until) and first_day(self.until) <= day

    def had_not_begun(self, last_day: str) -> bool:
        """Return whether it surely did not exist yet on ``last_day``."""
        return bool(self.since) and last_day < first_day(self.since)

    def within(self, other: Life) -> Life:
        """Return what both lives have in common, as of a unit in a ward."""
        since = max(self.since, other.since, key=lambda date: first_day(date) if date else "")
        ends = [date for date in (self.until, other.until) if date]
        return Life(since, min(ends, key=first_day) if ends else "")

    def meets(self, other: Life) -> bool:
        """Return whether both may have existed on one day."""
        return not any(
            one.until and two.since and first_day(one.until) <= first_day(two.since)
            for one, two in ((self, other), (other, self))
        )

    @property
    def end(self) -> str:
        """Return its end for readers: ``không còn từ 1/7/2025``."""
        return f"không còn từ {date_text(self.until)}"

    @property
    def beginning(self) -> str:
        """Return its beginning for readers: ``mới có từ 1/7/2025``."""
        return f"mới có từ {date_text(self.since)}"
