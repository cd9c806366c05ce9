"""What the templates in ``theme/fragments/`` are given: plain values, ready to print, nothing left to decide.

Every address is relative to the site's root; templates put ``@@root@@/`` before it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markupsafe import Markup

    from honour_roll.cards.card_plans import Download


class Sized(NamedTuple):
    """The address of a picture, and its width in pixels."""

    src: str
    width: int


class Picture(NamedTuple):
    """A picture to show. ``drawn`` pictures are covers of our own making: decoration, no alt text, no credit.

    ``avif`` has the same picture in several widths, narrowest first; ``key`` asks ``placeholder()`` for a tiny one to
    show until it comes.
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
    key: str = ""


class Named(NamedTuple):
    """A name with the address of its page, if it has one; ``note`` is a short remark in plain text."""

    name: str
    url: str
    note: str = ""


class Card(NamedTuple):
    """One model in a list. ``ribbon`` is empty for what is published."""

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


class Relation(NamedTuple):
    """A related model, and in words why it is shown."""

    card: Card
    reason: str


class HonourView(NamedTuple):
    """One recognition in words."""

    title: str
    round: Named
    given: str  # by whom, when
    decision: str  # "Quyết định số …, ngày …" or "Chưa có số quyết định"


class FigureView(NamedTuple):
    """One large figure; ``source`` is the number that the source has in the list at the foot of the page."""

    value: str
    unit: str
    name: str
    date: str
    source: int


class SourceView(NamedTuple):
    """One source; ``note`` is the site's name and the date, to show beside the link."""

    number: int
    title: str
    url: str
    note: str


class NoteView(NamedTuple):
    """One line of the diary."""

    date: str
    iso: str
    text: str
    source: int


class Section(NamedTuple):
    """One ``##`` section of the body: the heading's id and text, and its HTML, already clean."""

    id: str
    title: str
    html: Markup


class Share(NamedTuple):
    """What helps to pass a model on. ``address`` is empty, and with it all but the script, while no one can open it.

    ``code_url`` is where the QR code is, ``links`` lead to what others share with, ``captions`` are texts to copy, each
    with its name; ``script`` is what loudspeakers read, in ``seconds``, and ``script_url`` the same as a text file.
    """

    script: str
    seconds: int
    script_url: str
    address: str = ""
    code_url: str = ""
    links: tuple[Named, ...] = ()
    captions: tuple[tuple[str, str], ...] = ()


class EntryView(NamedTuple):
    """An entry page, in the order citizens ask: what, who, where, result, how, proof."""

    title: str
    summary: str
    kind: str
    field: Named
    field_key: str
    cover: Picture
    facts: tuple[tuple[str, tuple[Named, ...]], ...]  # "Đơn vị" → its name; a former place's note: "nay thuộc …"
    honours: tuple[HonourView, ...]
    figures: tuple[FigureView, ...]
    sections: tuple[Section, ...]
    pairs: tuple[tuple[Picture, Picture], ...]  # before and after
    photos: tuple[Picture, ...]  # those that are neither in a pair nor the cover
    diary: tuple[NoteView, ...]
    learned_from: Card | None
    applied_by: tuple[Card, ...]
    contact: str
    sources: tuple[SourceView, ...]
    related: tuple[Relation, ...]
    newer: Named | None
    older: Named | None
    published: str
    updated: str
    ribbon: str = ""  # preview only: "Bản nháp – chưa công bố"
    missing: tuple[str, ...] = ()  # preview only: what a draft still lacks
    share: Share | None = None  # published models only
    cards: tuple[Download, ...] = ()  # to take away and post


class Row(NamedTuple):
    """One line of an overview: a name, how many models it has, and a remark; ``field_key`` for fields only."""

    name: str
    url: str
    total: int
    note: str = ""
    field_key: str = ""


class Group(NamedTuple):
    """Rows of an overview under one heading (empty when there is just one group)."""

    title: str
    rows: tuple[Row, ...]


class OverviewView(NamedTuple):
    """A page that lists lists: all fields, all places, all units, all years, all rounds."""

    title: str
    lead: str
    groups: tuple[Group, ...]


class ListingView(NamedTuple):
    """A list of models, one page of it. ``pages`` has the address of each page, this one included."""

    kicker: str  # "Lĩnh vực", "Địa bàn"…; empty on the list of all
    title: str
    lead: str
    notes: tuple[str, ...]
    related: tuple[Named, ...]  # other lists to go to: the wards an old ward went to, or came from
    field_key: str
    total: int
    cards: tuple[Card, ...]
    page: int
    pages: tuple[str, ...]
    declared: str = ""  # honour rounds: "38 tập thể, cá nhân được biểu dương; 5 đã có bài"
    share: float | None = None  # published / declared, 0..1, for a bar

    @property
    def pager(self) -> list[int]:
        """Give the page numbers to lead to: the first, the last, those beside this one; 0 for what is left out."""
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
    problems: tuple[Named, ...] = ()  # preview only: entries that do not pass the check


class Bar(NamedTuple):
    """One bar of a chart: how many models, and their share of all, as the bar's length (0 to 1) and in words."""

    name: str
    url: str
    total: str
    length: float
    share: str
    field_key: str = ""


class Chart(NamedTuple):
    """Bars under a title; ``head`` says what they are of."""

    title: str
    head: str
    bars: tuple[Bar, ...]
    note: str = ""


class MatrixRow(NamedTuple):
    """A place, and for each field how many models, with the side of a square (0 to 1) as large as that."""

    place: Named
    cells: tuple[tuple[str, float], ...]


class Matrix(NamedTuple):
    """How many models each place has in each field; ``fields`` are keys and names."""

    fields: tuple[tuple[str, str], ...]
    rows: tuple[MatrixRow, ...]


class Gap(NamedTuple):
    """Something that is not known yet: of how many (``total`` of ``whole``), and of which, the first of them."""

    title: str
    rows: tuple[Named, ...]
    total: int
    whole: int


class StatisticsView(NamedTuple):
    """The page of statistics. ``rounds`` are as on the front page."""

    counts: tuple[tuple[int, str], ...]
    charts: tuple[Chart, ...]
    matrix: Matrix
    places_left_out: int
    rounds: tuple[ListingView, ...]
    gaps: tuple[Gap, ...]


class ProblemView(NamedTuple):
    """One Problem on the red page of the preview."""

    place: str
    text: str
    mend: str


class TombstoneView(NamedTuple):
    """The page that stays when an honour was withdrawn or an entry taken down for a while."""

    title: str
    date: str
