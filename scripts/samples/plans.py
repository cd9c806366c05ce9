"""What each entry is about: its kind of model, place and unit, its facts, and the entries that it refers to."""

import random
from typing import NamedTuple

from honour_roll.text.vietnamese import number_text, slug_of
from samples import lists
from samples.phrases import Figure, chosen, common, kinds, one, say_one

YEAR_FOLDERS = range(2017, 2027)
NOT_PUBLISHED = {13: "nhap", 29: "thu-hoi", 47: "tam-an"}  # of each hundred entries
_SMALL, _THOUSANDS = 100, 1000  # below: may have a decimal; from: is round
_VOICES = ("individual", "collective", "collective", "collective")
_MAY_BE_BROKEN = ("triệu đồng", "tấn", "%")


class Subject(NamedTuple):
    """What an entry tells of; ``facts`` are the words that sentences name in braces, ``figures`` their numbers."""

    kind: str
    title: str
    voice: str  # individual, collective or official: who is told of, a key of ``titles`` in ``common.yml``
    honoured: int  # the year
    place: int
    led_by: str  # a key of the units in ``common.yml``
    size: float  # 0: as small as models of its kind are, 1: as large
    facts: dict[str, str]
    figures: dict[str, float]


class EntryPlan(NamedTuple):
    """An entry before it is written: its own name, its subject, and the other entries that it refers to."""

    number: int
    year_folder: int
    slug: str
    status: str
    subject: Subject
    former: tuple[str, ...] = ()
    learned_from: str = ""
    applied_by: tuple[str, ...] = ()
    link: tuple[str, str] = ("", "")  # slug and title
    photos: range = range(0)  # the numbers of its photos

    @property
    def title(self) -> str:
        """Return the entry's title."""
        return self.subject.title


def plans(count: int, seed: int, photos: int = 0) -> list[EntryPlan]:
    """Return the plans of ``count`` entries, each title once; a larger ``count`` begins with the same plans."""
    made: list[EntryPlan] = []
    public: list[tuple[str, str]] = []  # slug and title
    titles: set[str] = set()
    for number in range(count):
        rng = random.Random(f"{seed}/plan/{number}")  # noqa: S311 - for samples, the same each time
        year_folder = YEAR_FOLDERS[(number + number // 10) % len(YEAR_FOLDERS)]
        subject = _subject(rng, year_folder)
        while subject.title in titles or not 12 <= len(subject.title) <= 110:
            subject = _subject(rng, year_folder)
        titles.add(subject.title)
        slug = f"{slug_of(subject.title, 48)}-mau-{number:05}"
        others = [one(rng, public) for _ in range(4)] if public else [("", "")]
        made.append(
            EntryPlan(
                number=number,
                year_folder=year_folder,
                slug=slug,
                status=NOT_PUBLISHED.get(number % 100, "cong-bo"),
                subject=subject,
                former=(f"{slug}-cu",) if number % 50 == 7 else (),
                learned_from=others[0][0] if number % 20 == 3 else "",
                applied_by=tuple(dict.fromkeys(slug for slug, _ in others[1:3])) if number % 40 == 6 else (),
                link=others[-1] if number % 10 == 2 else ("", ""),
                photos=range(number, photos, count),
            )
        )
        public += [(slug, subject.title)] if made[-1].status == "cong-bo" else []
    return made


def with_lineage(made: list[EntryPlan]) -> list[EntryPlan]:
    """Return plans in which each model learned from one of its kind that another ward was honoured for before, if any.

    So what a small roll shows makes sense: who learned from whom, and where a model was taken over.
    """
    public = [plan for plan in made if plan.status == "cong-bo"]

    def teacher(plan: EntryPlan) -> str:
        own = plan.subject
        slugs = (
            other.slug
            for other in public
            if other.subject.kind == own.kind
            and other.subject.honoured < own.honoured
            and other.subject.place != own.place
        )
        return next(slugs, "")

    return [plan._replace(learned_from=teacher(plan), applied_by=()) for plan in made]


def _skewed(rng: random.Random, count: int) -> int:
    """Return a number below ``count``; small ones come more often, as a few wards have most of the models."""
    return int(count * rng.random() ** 1.7)


def _subject(rng: random.Random, year_folder: int) -> Subject:
    key = one(rng, list(kinds()))
    kind, shared = kinds()[key], common()
    honoured = year_folder if rng.random() < 0.5 else year_folder - 1
    new = honoured >= lists.NEW_FROM
    since = honoured if new else honoured - rng.randint(1, 3)
    place = lists.OLD_PLACES + _skewed(rng, lists.NEW_PLACES) if new else _skewed(rng, lists.OLD_PLACES)
    led_by, size = one(rng, kind.led_by), rng.random() ** 2
    _, _, called, branch, members = shared["units"][led_by]
    figures = {name: _value(rng, Figure(*row), size) for name, row in kind.figures.items()}
    person, voice = one(rng, shared["people"]), "official" if kind.official else one(rng, _VOICES)
    facts = {
        "name": one(rng, kind.names),
        "does": chosen(rng, kind.does),
        "where": f"{one(rng, shared['places'][led_by == 'to-dan-pho' :])} {rng.randint(1, 24)}",
        "ward": lists.ward(place),
        "unit": called,
        "branch": f"{branch} {rng.randint(1, 18)}",
        "members": members,
        "person": " ".join(filter(None, (_address(person), person, one(rng, shared["middles"]), shared["last_name"]))),
        "since": str(since),
        "honoured": str(honoured),
        "month": str(rng.randint(2, 11)),
        "months": str(rng.randint(3, 9) if new else rng.randint(6, 24)),
        **{name: number_text(value) for name, value in figures.items()},
    }
    facts["short"] = chosen(rng, kind.short).format_map(facts)
    title = say_one(rng, shared["titles"][voice], facts)
    return Subject(key, title, voice, honoured, place, led_by, size, facts, figures)


def _address(person: str) -> str:
    return "bà" if person.endswith("Thị") else "ông"


def _value(rng: random.Random, figure: Figure, size: float) -> float:
    """Return a figure as it is in a model of some size; percentages have nothing to do with that."""
    share = rng.random() if figure.unit == "%" else size
    exact = (figure.least + (figure.most - figure.least) * share) * rng.uniform(0.95, 1.05)
    exact = min(max(exact, figure.least), figure.most)
    if exact < _SMALL and figure.unit in _MAY_BE_BROKEN and figure.least < figure.most and rng.random() < 0.2:
        return min(int(exact) + 0.5, figure.most)
    return round(exact) if exact < _THOUSANDS else round(exact, -1)
