"""What the tests of the search share: the shipped script in a real browser, the cases, and the score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import vietnamese_typing as typing_
import yaml
from playwright.sync_api import Browser, Page

from honour_roll.text.vietnamese import fold
from look import served

CASES = Path(__file__).parent / "cases.yml"
SCRIPTS = "assets/search/"

# Open the search of the site, once; then what each query finds: addresses of models, lists and pages, and the note.
_OPEN = """async () => {
  const { Search } = await import("/assets/search/search.js");
  const { Facets } = await import("/assets/search/facets.js");
  const words = await import("/assets/search/words.js");
  window.fetched = [];
  const search = await Search.open(async (path) => {
    const answer = await fetch("/tim-kiem/" + path);
    const data = answer.ok ? await answer.arrayBuffer() : null;
    window.fetched.push([path, data?.byteLength ?? 0]);
    return data;
  });
  Object.assign(window, { search, facets: await Facets.open(search), words });
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
        """Return the place, from 1, of a model by its slug, of a page (``/rieng-tu/``) or list (``nam/2017/``); else 0."""
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
    """A query, how it is typed, and what must come first."""

    way: str
    query: str
    model: str


def cases() -> list[Case]:
    """Return the cases of what must come first, with those that follow from them: capitals and NFD."""
    made = []
    for row in yaml.safe_load(CASES.read_text("utf-8"))["first"]:
        model = row.pop("model")
        made += [Case(way, query, model) for way, queries in row.items() for query in queries]
        made += [Case("capitals", query.upper(), model) for query in row["accented"]]
        made += [Case("nfd", typing_.nfd(query), model) for query in row["accented"]]
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
    return [Case(way, change(title), slug) for slug, title in titles.items() for way, change in WAYS.items()]


class Score(NamedTuple):
    """How well queries were answered: shares at the first place and among the first five, mean reciprocal rank."""

    count: int
    first: float
    five: float
    rank: float


def scored(asked: Asker, wanted: list[Case]) -> dict[str, Score]:
    """Return the score of each way of typing."""
    places: dict[str, list[int]] = defaultdict(list)
    for case, answer in zip(wanted, asked.ask(case.query for case in wanted), strict=True):
        places[case.way].append(answer.place(case.model))
    return {way: _score(found) for way, found in places.items()}


def _score(places: list[int]) -> Score:
    count = len(places)
    return Score(
        count,
        sum(place == 1 for place in places) / count,
        sum(0 < place <= 5 for place in places) / count,
        sum(1 / place for place in places if place) / count,
    )


def table(scores: dict[str, Score]) -> str:
    """Return scores as a table."""
    lines = [f"{'':12}{'queries':>8}{'hit@1':>8}{'hit@5':>8}{'MRR':>8}"]
    lines += [f"{way:12}{s.count:8}{s.first:8.3f}{s.five:8.3f}{s.rank:8.3f}" for way, s in scores.items()]
    return "\n".join(lines)
