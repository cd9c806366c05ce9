"""Entry and its parts: the values that every room trusts. Frozen, without behaviour beyond a few plain questions.

The fields are those of ``schema.py`` under their English names; a test holds the two together.
They are named tuples because ten thousand of them are kept between builds, and these load fastest.
A date is text, ``2017``, ``2017-08`` or ``2017-08-17``: as exact as the source, and it sorts.
"""

from __future__ import annotations

from typing import NamedTuple


class Decision(NamedTuple):
    """The document that granted an honour: its number as printed, and its date."""

    number: str
    date: str


class Honour(NamedTuple):
    """One recognition: the honour round it was given in, and the decision if it is known."""

    round: str
    decision: Decision | None = None


class Figure(NamedTuple):
    """One result that can be counted, with its unit and the code of its source."""

    name: str
    value: float
    unit: str
    source: str
    date: str = ""


class Photo(NamedTuple):
    """One original beside its entry. ``role``: bia, truoc, sau, tu-lieu, or minh-hoa (drawn).

    ``focus`` (left, top) and ``blur`` boxes (left, top, width, height) are in percent of the upright picture.
    """

    file: str
    alt: str
    credit: str
    caption: str = ""
    role: str = "tu-lieu"
    focus: tuple[float, ...] = ()
    blur: tuple[tuple[float, ...], ...] = ()


class Spread(NamedTuple):
    """How the model spreads: where it was learned from, who applied it (slugs), and whom to ask."""

    learned_from: str = ""
    applied_by: tuple[str, ...] = ()
    contact: str = ""


class Note(NamedTuple):
    """One dated line of the diary: what happened after the honour."""

    date: str
    text: str
    source: str


class Source(NamedTuple):
    """Where a fact can be read: the code used in this entry, a title, and if known its address and date."""

    code: str
    title: str
    url: str = ""
    date: str = ""


class Consent(NamedTuple):
    """The honouree's agreement to be published: whether, when, and the mark of the paper file."""

    given: bool
    date: str = ""
    file: str = ""


class Link(NamedTuple):
    """A link in the body that leads to this same site, with its place in the file."""

    target: str
    line: int
    column: int


class Entry(NamedTuple):
    """One honoured model. ``slug`` and ``shelf`` come from its folder, ``links`` from its body."""

    slug: str
    shelf: str
    title: str
    summary: str = ""
    kind: str = ""
    field: str = ""
    themes: tuple[str, ...] = ()
    unit: str = ""
    partners: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    period: str = ""
    honours: tuple[Honour, ...] = ()
    results: tuple[Figure, ...] = ()
    photos: tuple[Photo, ...] = ()
    spread: Spread = Spread()
    diary: tuple[Note, ...] = ()
    sources: tuple[Source, ...] = ()
    consent: Consent | None = None
    status: str = "nhap"
    published: str = ""
    updated: str = ""
    former_slugs: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def path(self) -> str:
        """Give the entry's file below the entries folder, with forward slashes."""
        return f"{self.shelf}/{self.slug}/index.md"
