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
    """A model in a list. ``ribbon`` is the status of a draft, empty for a published model.

    ``place`` has the places that the unit's name does not have in it.
    """

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
    doubt: str = ""  # that the honouree was not yet found in the round's list


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
    follow: Named | None = None  # where a reader learns how it was done, or whom to ask
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
    """Rows of an overview under a heading, which is empty when there is just one group.

    Of a long group ``letters`` has the same rows by the letter that their names begin with.
    """

    title: str
    rows: tuple[Row, ...]
    letters: tuple[tuple[str, tuple[Row, ...]], ...] = ()


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
    share: float | None = None  # known here / declared, 0..1, for a bar
    about: str = ""  # in a few words, for the page's description
    elsewhere: tuple[Named, ...] = ()  # of a list without models: lists of its kind near it that have some
    missing: tuple[Named, ...] = ()  # of a list without models: honour rounds of which models are missing
    cards: tuple[Card, ...] = ()
    page: int = 1
    first: int = 1  # the number in the whole list of the first of ``cards``

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
    rounds: tuple[ListingView, ...]  # the latest, without cards: title, declared, share, pages[0]
    all_rounds: int
    problems: tuple[Named, ...] = ()  # preview only: entries with Problems


class Top(NamedTuple):
    """What has most models, ``total`` each; several rows when they have as many."""

    rows: tuple[Named, ...]
    total: int


class Column(NamedTuple):
    """A year on the axis of years, with the height of its column (0 to 1); ``label`` is empty where there is no room.

    A year without models has no URL. ``is_running`` says that the year is not over.
    """

    year: str
    url: str
    total: int
    height: float
    label: str
    is_running: bool


class Series(NamedTuple):
    """A field with the heights (0 to 1) of its columns, a year each."""

    name: str
    url: str
    total: int
    field_key: str
    heights: tuple[float, ...]


class RoundBar(NamedTuple):
    """An honour round, with how wide (0 to 1) the bars are.

    ``total`` models are here, ``supposed`` ones more may be of the round, which ``declared`` so many (0: unknown).
    """

    round: Named
    total: int
    supposed: int
    declared: int
    width: float
    supposed_width: float
    frame: float


class Cell(NamedTuple):
    """How many models a place has in a field: the step of the colour (0: none, to 4), and where they are listed."""

    total: int
    step: int
    url: str


class TableRow(NamedTuple):
    """A place with a cell for each field, and how many models it has in all."""

    place: Named
    cells: tuple[Cell, ...]
    total: int


class Gap(NamedTuple):
    """Something not known yet, of ``total`` models or rounds of ``whole``; ``rows`` are the first of them."""

    title: str
    rows: tuple[Named, ...]
    total: int
    whole: int


class StatisticsView(NamedTuple):
    """The page of statistics. ``heads`` are the fields: key, short name, name."""

    total: int
    fields: Top
    years: Top
    columns: tuple[Column, ...]
    kinds: tuple[tuple[int, str], ...]
    series: tuple[Series, ...]
    rounds: tuple[RoundBar, ...]
    first_rounds: int  # rounds that are open at once
    heads: tuple[tuple[str, str, str], ...]
    table: tuple[TableRow, ...]
    first_places: int  # rows of the table that are open at once
    places_left_out: int
    gaps: tuple[Gap, ...]
