"""The front page: the model of the week, the newest models, and rows that lead to fields, places, units and years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from heapq import heappush, heapreplace
from itertools import islice

from honour_roll.entries.entry import Entry
from honour_roll.entries.roll import Roll
from honour_roll.fingerprints import fingerprint
from honour_roll.pages import overviews
from honour_roll.pages.views import Card, HomeView, Named, Row
from honour_roll.taxonomies import FIELDS, UNITS, YEARS

NEWEST = 6  # models, besides the model of the week
MOST_ROWS = 6  # of places, of units and of years: the lists of all are a step away
MOST_ROUNDS = 3


def home(roll: Roll, card_of: Callable[[str], Card], today: date, problems: Iterable[Named] = ()) -> HomeView:
    """Return the view of the front page.

    ``card_of`` returns the card of a slug; ``problems`` are the entries that a preview cannot show.
    """
    week = of_the_week(roll, today)
    newest = islice((entry for entry in roll.entries if entry is not week), NEWEST)
    places = [row for group in overviews.places(roll) for row in group.rows if row.total]
    return HomeView(
        total=sum(entry.status == "cong-bo" for entry in roll.entries),
        week=card_of(week.slug) if week else None,
        newest=tuple(card_of(entry.slug) for entry in newest),
        fields=overviews.rows(FIELDS, roll),
        places=_largest(places),
        units=_largest(overviews.rows(UNITS, roll)),
        years=overviews.rows(YEARS, roll)[:MOST_ROWS],
        rounds=overviews.rounds(roll)[:MOST_ROUNDS],
        all_rounds=len(roll.registers.rounds),
        problems=tuple(problems),
    )


def _largest(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows with the most models, in their order."""
    largest = sorted(rows, key=lambda row: -row.total)[:MOST_ROWS]
    return tuple(row for row in rows if row in largest)


def of_the_week(roll: Roll, today: date) -> Entry | None:
    """Return the model of the week (Monday to Sunday) of ``today``: the published one that has waited longest.

    A model waits from the week after it was published, and again from the week after it was shown. Among those that
    have waited equally long, models never shown come first, in the order of fingerprints of their slugs. So every model
    gets its turn while the roll grows, and an entry published this week does not change this week's model.
    All weeks since the first are replayed.
    """
    days: dict[str, list[Entry]] = defaultdict(list)
    for entry in roll.entries:
        if entry.status == "cong-bo":
            days[entry.published].append(entry)
    new: dict[int, list[Entry]] = defaultdict(list)  # by the week from which they wait
    for day, published in days.items():
        new[_week(date.fromisoformat(day)) + 1] += published
    if not new:
        return None
    queue: list[tuple[int, bool, bytes, str]] = []  # waiting since, shown before, order, slug
    weeks, week = sorted(new, reverse=True), min(new)
    while True:
        # A week enters the queue only when its models could be next: fingerprints of ten thousand slugs take long.
        while weeks and (not queue or weeks[-1] <= queue[0][0]):
            for entry in new[since := weeks.pop()]:
                heappush(queue, (since, False, fingerprint(entry.slug.encode()), entry.slug))
        if week >= _week(today):
            return roll.by_slug[queue[0][-1]]
        week += 1
        heapreplace(queue, (week, True, *queue[0][2:]))


def _week(day: date) -> int:
    """Return the number of a day's week, from Monday to Sunday."""
    return (day.toordinal() - 1) // 7
