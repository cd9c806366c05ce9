"""Entry and its parts: checked, frozen values with the fields of ``schema.py`` under their English names.

They are named tuples, which load fastest from the cache: ten thousand are kept between builds.
A date is text, ``2017``, ``2017-08`` or ``2017-08-17``: as exact as its source, and it sorts.
"""

from __future__ import annotations

from typing import NamedTuple


class Decision(NamedTuple):
    """The document that granted an honour: its number as printed, and its date."""

    number: str
    date: str


class Honour(NamedTuple):
    """One recognition: the key of its honour round, and the decision if it is known."""

    round: str
    decision: Decision | None = None


class Figure(NamedTuple):
    """One counted result, with its unit and the code of its source."""

    name: str
    value: float
    unit: str
    source: str
    date: str = ""


class Photo(NamedTuple):
    """One original photo beside its entry. ``role`` is a key of ``PHOTO_ROLES``.

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
    """How a model spreads: the slugs of the models that it learned from and that applied it, and a contact."""

    learned_from: str = ""
    applied_by: tuple[str, ...] = ()
    contact: str = ""


class Note(NamedTuple):
    """One dated line of the diary: what happened after the honour, and the code of its source."""

    date: str
    text: str
    source: str


class Source(NamedTuple):
    """Where facts can be read: the code used in this entry, a title, and the address and date if known."""

    code: str
    title: str
    url: str = ""
    date: str = ""


class Consent(NamedTuple):
    """The honouree's consent to be published: whether and when it was given, and the reference of the paper file."""

    given: bool
    date: str = ""
    file: str = ""


class Link(NamedTuple):
    """A link in the body to a page of this site, with its place in the file."""

    target: str
    line: int
    column: int


class Entry(NamedTuple):
    """One honoured model.

    ``slug`` and ``year_folder`` (the year) come from its folder, ``links`` from its body, the rest from its header.
    """

    slug: str
    year_folder: str
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
        """Return the path of the entry's file below the entries folder, with forward slashes."""
        return f"{self.year_folder}/{self.slug}/index.md"
