"""What citizens type over both rolls finds the right answer first, at least nearly always."""

from __future__ import annotations

import sys
from collections import defaultdict

from search_tools import QUERIES, Asker, Samples, of_facts, places_of, score, table, written

FACTS = 60  # one figure or decision in so many


def test_nearly_all_queries_are_answered_at_once(real: Asker, samples: Samples) -> None:
    found = [*places_of(samples.asked, of_facts(samples.entries, FACTS))]
    for file in QUERIES:
        found += places_of(real, written(file, "real", {}))
        found += places_of(samples.asked, written(file, "made", samples.kinds))
    by_kind: dict[str, list[int]] = defaultdict(list)
    for case, place in found:
        by_kind[case.way].append(place)
    scores = {way: score(places) for way, places in by_kind.items()} | {"all": score([place for _, place in found])}
    missed = "\n".join(f"{case.query} ({case.way}): {place}" for case, place in found if place != 1)
    sys.stdout.write(f"\n{table(scores)}\n{missed}\n")
    assert scores["all"].count >= 300
    assert scores["all"].first >= 0.95
    assert scores["all"].five >= 0.99
