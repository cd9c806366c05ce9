"""Views: what the templates in ``theme/fragments/`` are given, plain values with nothing left to decide.

Every URL is relative to the site's root, with ``@@root@@/`` put before it by templates, unless it leads elsewhere.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from honour_roll.cards.link_cards import Shape
from honour_roll.entries.entry import Entry, Note, Source
from honour_roll.entries.markdown import Part


class Sized(NamedTuple):
    """A rendition of a picture: its URL, and its width in pixels."""

    src: str
    width: int


class Picture(NamedTuple):
    """A picture: the JPEG at ``src`` with its size in pixels, and the same as AVIF, narrowest first.

    ``drawn`` pictures are the site's own covers: decoration without alternative text and credit. ``fingerprint`` is the
    argument of ``placeholder()``, which returns a tiny picture to show until the other has loaded.
    """

    src: str
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    role: str = ""
    drawn: bool = False
    avif: tuple[Sized, ...] = ()
    fingerprint: str = ""


class Named(NamedTuple):
    """A name with the URL of its page, if it has one, and a short remark."""

    name: str
    url: str
    note: str = ""


class Card(NamedTuple):
    """A model in a list. ``ribbon`` is the status of a draft, empty for a published model."""

    title: str
    url: str
    summary: str
    kind: str
    unit: str
    place: str
    year: str
    field: str
    field_key: str
    cover: Picture
    ribbon: str = ""


class HonourView(NamedTuple):
    """A recognition in words."""

    title: str
    round: Named
    given: str  # "Quận ủy …, 2017": by whom and when
    decision: str  # "Quyết định số …, ngày …"; empty when it is not known


class Share(NamedTuple):
    """The share row: the loudspeaker text, how long it takes, and its file; the rest only if the site has an address.

    ``address`` is the page's whole URL, ``code_url`` that of its QR code. ``links`` lead to apps to share with,
    ``captions`` are texts to copy, each with its name.
    """

    script: str
    seconds: int
    script_url: str
    address: str = ""
    code_url: str = ""
    links: tuple[Named, ...] = ()
    captions: tuple[tuple[str, str], ...] = ()


class EntryView(NamedTuple):
    """The page of an entry: the entry, its card in lists, and what the page says in other words than the entry."""

    entry: Entry
    card: Card
    field: Named
    cover: Picture
    facts: tuple[tuple[str, tuple[Named, ...]], ...]  # "Đơn vị" → its name; a former place's note: "nay thuộc …"
    honours: tuple[HonourView, ...]
    sections: tuple[Part, ...]  # of the body; their HTML is clean
    pairs: tuple[tuple[Picture, Picture], ...]  # before and after
    photos: tuple[Picture, ...]  # without the cover and the pairs
    diary: tuple[Note, ...]  # by date
    learned_from: Card | None
    applied_by: tuple[Card, ...]
    sources: tuple[tuple[Source, str], ...]  # each with its site and its date in words
    numbers: dict[str, int]  # of the sources, by their codes
    related: tuple[tuple[Card, str], ...]  # each with why it is shown
    newer: Named | None
    older: Named | None
    missing: tuple[str, ...] = ()  # preview only: what a draft still lacks
    share: Share | None = None  # published models only
    cards: tuple[tuple[str, Shape], ...] = ()  # addresses and shapes of link cards to download and post


class Row(NamedTuple):
    """A line of an overview: a name, how many models it has, and a remark; ``field_key`` for fields only."""

    name: str
    url: str
    total: int
    note: str = ""
    field_key: str = ""


class Group(NamedTuple):
    """Rows of an overview under a heading, which is empty when there is just one group."""

    title: str
    rows: tuple[Row, ...]


class OverviewView(NamedTuple):
    """A page that lists lists: all fields, themes, places, units, years or rounds."""

    title: str
    lead: str
    groups: tuple[Group, ...]


class ListingView(NamedTuple):
    """A page (from 1) of a list of ``total`` models. ``pages`` has the URL of each page, this one included."""

    kicker: str  # "Lĩnh vực", "Địa bàn"…; empty on the list of all
    title: str
    total: int
    pages: tuple[str, ...]
    lead: str = ""
    notes: tuple[str, ...] = ()
    related: tuple[Named, ...] = ()  # other lists: the wards that a former ward went to, or came from
    field_key: str = ""
    declared: str = ""  # honour rounds: "38 tập thể, cá nhân được biểu dương; 5 đã có bài"
    share: float | None = None  # published / declared, 0..1, for a bar
    cards: tuple[Card, ...] = ()
    page: int = 1

    @property
    def pager(self) -> list[int]:
        """Return the page numbers to link to: first, last, and the ones beside this page; 0 for numbers left out."""
        last = len(self.pages)
        near = sorted({1, last, *range(max(1, self.page - 1), min(last, self.page + 1) + 1)})
        gaps = {number for before, number in pairwise(near) if number > before + 1}
        return [n for number in near for n in ((0, number) if number in gaps else (number,))]


class HomeView(NamedTuple):
    """The front page."""

    total: int
    week: Card | None  # the model of the week
    newest: tuple[Card, ...]
    fields: tuple[Row, ...]
    places: tuple[Row, ...]
    units: tuple[Row, ...]
    years: tuple[Row, ...]
    rounds: tuple[ListingView, ...]  # without cards: title, declared, share, pages[0]
    problems: tuple[Named, ...] = ()  # preview only: entries with Problems


class Bar(NamedTuple):
    """A bar of a chart: how many models, and their share of all, as the bar's length (0 to 1) and in words."""

    name: str
    url: str
    total: str
    length: float
    share: str
    field_key: str = ""


class Chart(NamedTuple):
    """Bars under a title; ``head`` is the heading of their names."""

    title: str
    head: str
    bars: tuple[Bar, ...]
    note: str = ""


class MatrixRow(NamedTuple):
    """A place, and for each field how many models, with the side (0 to 1) of a square of that area."""

    place: Named
    cells: tuple[tuple[str, float], ...]


class Matrix(NamedTuple):
    """How many models each place has in each field; ``fields`` are (key, name)."""

    fields: tuple[tuple[str, str], ...]
    rows: tuple[MatrixRow, ...]


class Gap(NamedTuple):
    """Something not known yet, of ``total`` models or rounds of ``whole``; ``rows`` are the first of them."""

    title: str
    rows: tuple[Named, ...]
    total: int
    whole: int


class StatisticsView(NamedTuple):
    """The page of statistics. ``counts`` are (number, of what), ``rounds`` as in HomeView."""

    counts: tuple[tuple[int, str], ...]
    charts: tuple[Chart, ...]
    matrix: Matrix
    places_left_out: int
    rounds: tuple[ListingView, ...]
    gaps: tuple[Gap, ...]
