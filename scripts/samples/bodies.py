"""The body of one entry: four sections, and what its people learned."""

import random
from typing import Any

from honour_roll.text.vietnamese import number_text
from samples.phrases import common, kinds, one, said, say_one
from samples.plans import EntryPlan

_ROUND_FROM = 1000


def lines(plan: EntryPlan, rng: random.Random) -> list[str]:
    """Return the lines of an entry's body."""
    subject, shared = plan.subject, common()
    kind, facts = kinds()[subject.kind], subject.facts

    def paragraph(*sentences: str) -> list[str]:
        return [" ".join(said(rng, sentence, facts) for sentence in sentences), ""]

    def some(key: str) -> str:
        text: str = one(rng, shared[key])
        return text

    steps = kind.steps if rng.random() < 0.6 else sorted(rng.sample(kind.steps, 4), key=kind.steps.index)
    mark = rng.random() < 0.4
    rows = [_row(rng, row, subject.size) for row in kind.table]
    more = rng.sample(shared["lessons"], 2)
    link = say_one(rng, shared["see_also"], {"slug": plan.link[0], "title": plan.link[1]}) if plan.link[0] else ""
    return [
        "## Thực trạng",
        "",
        *paragraph(*kind.before),
        *paragraph(some("why")),
        "## Cách làm",
        "",
        *paragraph(some("begun_alone" if subject.voice == "individual" else "begun"), some("agreed")),
        *(f"{f'{number}.' if mark else '-'} {said(rng, step, facts)}" for number, step in enumerate(steps, 1)),
        "",
        *paragraph(some("hard")),
        *paragraph(
            one(rng, shared["funds"]["official" if kind.official else "people"]), *rng.sample(shared["watched"], 2)
        ),
        "## Kết quả",
        "",
        *paragraph(*kind.results),
        f"> “{one(rng, kind.quotes)}” Đó là lời của {say_one(rng, shared['speakers'], facts).lower()}.",
        "",
        *("| Chỉ tiêu | Trước | Sau |", "|---|---:|---:|", *rows, ""),
        *paragraph(*rng.sample(shared["after"], 2)),
        "## Nhân rộng",
        "",
        *paragraph(*rng.sample(shared["spread"], 1), *rng.sample(shared["ask"], 2)),
        *([link, ""] if link else []),
        "### Bài học kinh nghiệm",
        "",
        *paragraph(*kind.lessons, *more),
    ]


def _row(rng: random.Random, row: list[Any], size: float) -> str:
    label, least, most, least_after, most_after = row
    return f"| {label} | {_between(rng, least, most, size)} | {_between(rng, least_after, most_after, size)} |"


def _between(rng: random.Random, least: int, most: int, size: float) -> str:
    exact = (least + (most - least) * size) * rng.uniform(0.95, 1.05)
    value = min(max(round(exact), least), most)
    return number_text(value if value < _ROUND_FROM else round(value, -1))
