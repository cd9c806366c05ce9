"""What the tests of the search share: the shipped script in a real browser, the cases, and the score."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import vietnamese_typing as typing_
import yaml
from playwright.sync_api import Browser, Page

from honour_roll.text.vietnamese import date_text, fold, number_text
from look import served
from site_tools import header_of

CASES = Path(__file__).parent / "cases.yml"
QUERIES = (Path(__file__).parent / "queries.yml", Path(__file__).parent / "held_out.yml")
SCRIPTS = "assets/search/"

# Open the search of the site, once; then what each query finds: addresses of models, lists and pages, and the note.
_OPEN = """async () => {
  const { Search } = await import("/assets/search/search.js");
  const { Facets } = await import("/assets/search/facets.js");
  const words = await import("/assets/search/words.js");
  const repair = await import("/assets/search/repair.js");
  window.fetched = [];
  const search = await Search.open(async (path) => {
    const answer = await fetch("/tim-kiem/" + path);
    const data = answer.ok ? await answer.arrayBuffer() : null;
    window.fetched.push([path, data?.byteLength ?? 0]);
    return data;
  });
  Object.assign(window, { search, facets: await Facets.open(search), words, repair });
}"""
_ASK = """async ({ queries, count }) => {
  const found = [];
  const addresses = (cards) => cards.map(({ html }) => /href="@@root@@[/]([^"]*)"/.exec(html)[1]);
  for (const query of queries) {
    const start = performance.now();
    const answer = await search.search(query);
    const cards = await search.first(answer, count);
    const took = performance.now() - start;
    const lists = answer.answers.map(({ address }) => address);
    const pages = await search.cards(answer.pages.slice(0, count));
    found.push([addresses(cards), answer.note, answer.numbers.length, lists, addresses(pages), took]);
  }
  return found;
}"""


class Answer(NamedTuple):
    """What a query found: addresses of the first models (``mo-hinh/goc-xanh/``), the note, and how many in all.

    ``lists`` and ``pages`` are the addresses of the lists and of the hand-written pages, ``took`` milliseconds.
    """

    addresses: list[str]
    note: str
    total: int
    lists: list[str]
    pages: list[str]
    took: float

    def place(self, wanted: str) -> int:
        """Return the place, from 1, of a model (a slug), a page (``/rieng-tu/``) or a list (``nam/2017/``), else 0."""
        if wanted.startswith("/"):
            found, address = self.pages, wanted.strip("/") + "/"
        elif "/" in wanted:
            found, address = self.lists, wanted
        else:
            found, address = self.addresses, f"mo-hinh/{wanted}/"
        return found.index(address) + 1 if address in found else 0


class Asker:
    """A page of the site with the search open."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.evaluate(_OPEN)

    def ask(self, queries: Iterable[str], count: int = 10) -> list[Answer]:
        """Return what each query finds."""
        return [Answer(*one) for one in self.page.evaluate(_ASK, {"queries": [*queries], "count": count})]


class Samples(NamedTuple):
    """The search of made-up models, their entries, and the titles (without quotes) and kinds of published ones."""

    asked: Asker
    entries: Path
    titles: dict[str, str]
    kinds: dict[str, str]


@contextmanager
def asker(browser: Browser, site: Path) -> Iterator[Asker]:
    """Open the search of a built site under a policy that forbids eval, workers and everything from elsewhere."""
    with served(site) as host:
        context = browser.new_context()
        page = context.new_page()
        page.route("**/blank", lambda route: route.fulfill(body=_BLANK, content_type="text/html"))
        page.goto(host + "blank")
        yield Asker(page)
        context.close()


_BLANK = """<!doctype html><meta http-equiv="Content-Security-Policy"
 content="default-src 'self'; script-src 'self'; worker-src 'none'; object-src 'none'"><p>Trang thử</p>"""


class Case(NamedTuple):
    """A query, how it is typed or what it asks for, and what must come first: any of ``wanted`` (``Answer.place``)."""

    way: str
    query: str
    wanted: tuple[str, ...]


def cases() -> list[Case]:
    """Return the cases of what must come first, with those that follow from them: capitals and NFD."""
    made = []
    for row in yaml.safe_load(CASES.read_text("utf-8"))["first"]:
        model = row.pop("model")
        made += [Case(way, query, (model,)) for way, queries in row.items() for query in queries]
        made += [Case("capitals", query.upper(), (model,)) for query in row["accented"]]
        made += [Case("nfd", typing_.nfd(query), (model,)) for query in row["accented"]]
    return made


WAYS = {
    "accented": str,
    "folded": fold,
    "partly": typing_.halfway,
    "capitals": str.upper,
    "nfd": typing_.nfd,
    "old tones": typing_.old_tones,
    "new tones": typing_.new_tones,
    "telex": typing_.telex,
    "vni": typing_.vni,
    "slip": typing_.slip,
    "unfinished": lambda title: fold(title)[:-2],
}


def of_titles(titles: dict[str, str]) -> list[Case]:
    """Return cases for titles by slug, each typed in every way."""
    return [Case(way, change(title), (slug,)) for slug, title in titles.items() for way, change in WAYS.items()]


def written(file: Path, roll: str, kinds: Mapping[str, str]) -> list[Case]:
    """Return the cases of a file of ``QUERIES`` for a roll; ``kinds`` has the kind of each made-up model."""
    made = []
    for row in yaml.safe_load(file.read_text("utf-8")):
        wants = row["want"] if isinstance(row["want"], list) else [row["want"]]
        wanted = [slug for want in wants for slug in ([s for s in kinds if f"={kinds[s]}" == want] or [want])]
        made += [Case(row["kind"], str(query), tuple(wanted)) for query in row["ask"] if row["roll"] == roll]
    return made


def of_facts(entries: Path, every: int) -> list[Case]:
    """Return cases for figures, and for numbers and dates of decisions, of published entries: one in so many."""
    figures, decisions, days = (defaultdict[str, list[str]](list) for _ in range(3))
    decided = set()
    for folder in sorted(entries.glob("20*/*")):
        header = header_of(folder)
        if header["trang_thai"] != "cong-bo":
            continue
        for figure in header.get("ket_qua", ()):
            number, unit = number_text(float(figure["gia_tri"])), figure["don_vi_tinh"]
            for way in (number, number.replace(".", ""), number.replace(".", " ")) if "." in number else ():
                figures[f"{way} {unit}"].append(folder.name)
        for decision in (honour["quyet_dinh"] for honour in header.get("ton_vinh", ()) if "quyet_dinh" in honour):
            decided.add(decision["ngay"])
            for way in (decision["so"], f"quyết định số {decision['so']}"):
                decisions[way].append(folder.name)
        for day in {*re.findall("[0-9]{4}-[0-9]{2}-[0-9]{2}", (folder / "index.md").read_text("utf-8"))}:
            days[day].append(folder.name)
    for day in decided:
        decisions |= dict.fromkeys(("/".join(reversed(day.split("-"))), date_text(day)), days[day])
    some = [("figures", *row) for row in figures.items()][::every]
    some += [("decisions and dates", *row) for row in sorted(decisions.items())][::every]
    return [Case(kind, query, tuple(dict.fromkeys(slugs))) for kind, query, slugs in some]


class Score(NamedTuple):
    """How well queries were answered: shares at the first place and among the first five, mean reciprocal rank."""

    count: int
    first: float
    five: float
    rank: float


def scored(asked: Asker, wanted: list[Case]) -> dict[str, Score]:
    """Return the score of each way of typing."""
    places: dict[str, list[int]] = defaultdict(list)
    for case, place in places_of(asked, wanted):
        places[case.way].append(place)
    return {way: score(found) for way, found in places.items()}


def places_of(asked: Asker, wanted: list[Case]) -> list[tuple[Case, int]]:
    """Return the place of the first thing wanted for each case, from 1; 0 where nothing is found."""
    answers = asked.ask(case.query for case in wanted)
    return [
        (case, min(filter(None, map(answer.place, case.wanted)), default=0))
        for case, answer in zip(wanted, answers, strict=True)
    ]


def score(places: list[int]) -> Score:
    count = len(places)
    return Score(
        count,
        sum(place == 1 for place in places) / count,
        sum(0 < place <= 5 for place in places) / count,
        sum(1 / place for place in places if place) / count,
    )


def table(scores: dict[str, Score]) -> str:
    """Return scores as a table."""
    lines = [f"{'':20}{'queries':>8}{'hit@1':>8}{'hit@5':>8}{'MRR':>8}"]
    lines += [f"{way:20}{s.count:8}{s.first:8.3f}{s.five:8.3f}{s.rank:8.3f}" for way, s in scores.items()]
    return "\n".join(lines)
