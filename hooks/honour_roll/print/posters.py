"""Posters and plaques, as sheets: what hangs on a ward's notice board, and at the green corner itself.

What is printed of an entry are plain values for the templates ``hooks/print/*.typ``, which decide nothing. All text is
prepared by ``text.for_print``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from honour_roll import addresses
from honour_roll.addresses import is_placeholder
from honour_roll.cards import covers
from honour_roll.cards.covers import cover_photo, drawn_cover
from honour_roll.entries.roll import is_named_in, short_name
from honour_roll.entries.schema import PHOTO_ROLES
from honour_roll.pages import qr
from honour_roll.photos import resize
from honour_roll.print import pdf
from honour_roll.print.pdf import Sheet
from honour_roll.print.text import Block, blocks, for_print, to_hang
from honour_roll.text.vietnamese import capital, date_text, number_text, when_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from honour_roll.cards.covers import Cover
    from honour_roll.entries.entry import Entry, Figure
    from honour_roll.entries.roll import Roll
    from honour_roll.pages.views import EntryView, HonourView, Picture
    from honour_roll.photos.renditions import Renditions
    from honour_roll.site_info import SiteInfo

POSTER, PLAQUE = "ap-phich", "bien"
_ON_A_POSTER = ("Cách làm", "Kết quả")  # the sections of a body that it shows
_ENDS = (".", "!", "?", "…", "”", ":")
_DRAWN_CREDIT = "Hình bìa do trang vẽ, không phải ảnh chụp."
_NAMED_ROLES = ("truoc", "sau", "minh-hoa")  # roles that a caption in print names


class PrintedPicture(NamedTuple):
    """A picture to print. ``file`` is its name in the template, ``ratio`` its width divided by its height.

    ``focus`` is in percent from the left and the top. ``fingerprint`` and ``rendition`` name a photo's bytes as
    ``Renditions`` does; ``drawn`` is a drawn cover, for an entry without a photo of its own.
    """

    file: str
    ratio: float
    focus: tuple[float, float]
    alt: str
    credit: str
    by: str = ""  # whose it is, alone
    role: str = ""
    fingerprint: str = ""
    rendition: str = ""
    drawn: Cover | None = None


class PrintedModel(NamedTuple):
    """One entry. ``address`` is that of its page, ``short`` the same as people type it; both empty where not known."""

    slug: str
    title: str
    summary: str
    field: str
    colour: str
    kind: str
    unit: str
    place: str
    elsewhere: str  # its places, where its unit's name does not say them
    year: str
    honours: list[dict[str, str]]  # title; given: in which round, by whom, when, by which decision
    figures: list[
        dict[str, Any]
    ]  # value, unit, name; source: its source's number; of one with a date, what and said: in words
    sources: list[dict[str, Any]]  # number: as on the entry's page; text
    sections: tuple[tuple[str, tuple[Block, ...]], ...]  # of the body: a title and paragraphs
    cover: PrintedPicture
    shots: tuple[PrintedPicture, ...]
    contact: str
    address: str
    short: str


class SheetMaker:
    """Makes sheets of a roll's entries, for a site."""

    def __init__(self, view: Callable[[Entry], EntryView], roll: Roll, renditions: Renditions, site: SiteInfo) -> None:
        """Keep the sources of all sheets; ``view`` returns the view of an entry's page."""
        self._view, self._roll, self._renditions, self.site = view, roll, renditions, site

    def model(self, entry: Entry) -> PrintedModel:
        """Return what is printed of an entry."""
        view, roll, url = self._view(entry), self._roll, self.site.url
        entry, registers = view.entry, roll.registers
        address = "" if not url or is_placeholder(url) else f"{url}{addresses.model(entry.slug)}"
        field, unit = registers.fields.get(entry.field), registers.units.get(entry.unit)
        cover, drawn = cover_photo(entry), drawn_cover(entry, roll)
        places = [roll.full_name(key) for key in entry.places if key in registers.places]
        rows = [registers.places[key] for key in entry.places if key in registers.places]
        elsewhere = [short_name(place) for place in rows if not is_named_in(place, unit.name if unit else "")]
        doer = (unit.short or unit.name) if unit else ""
        others = [*(picture for pair in view.pairs for picture in pair), *view.photos]
        return PrintedModel(
            slug=entry.slug,
            title=for_print(entry.title),
            summary=for_print(entry.summary),
            field=for_print(field.name if field else ""),
            colour=drawn.colour,
            kind=for_print(view.card.kind),
            unit=for_print(unit.name if unit else ""),
            place=for_print(", ".join(map(capital, places))),
            elsewhere=for_print(", ".join(map(capital, elsewhere))),
            year=roll.year(entry),
            honours=[_honour(honour) for honour in view.honours if not honour.doubt],
            figures=[_figure(figure, view.numbers, doer) for figure in entry.results],
            sources=[
                {"number": number, "text": for_print(_joined(", ", source.title, note))}
                for number, (source, note) in enumerate(view.sources, start=1)
            ],
            sections=tuple(_sections(view)),
            cover=_photo(view.cover, 0, cover.focus) if cover else drawing("cover.svg", drawn, _DRAWN_CREDIT),
            shots=tuple(_photo(picture, number) for number, picture in enumerate(others, start=1)),
            contact=for_print(entry.spread.contact),
            address=addresses.in_ascii(address),
            short=for_print(unquote(address.partition("://")[2].rstrip("/"))),
        )

    def sheet(
        self,
        template: str,
        values: dict[str, Any],
        pictures: Iterable[PrintedPicture],
        codes: Mapping[str, str],
    ) -> Sheet:
        """Return a sheet: ``values`` are what its template is given besides the masthead.

        ``codes`` has addresses by the names of the files for their QR codes.
        """
        site = self.site
        masthead = {"name": for_print(site.name), "publisher": for_print(site.publisher), **site.look._asdict()}
        logo = f"logo{site.logo.suffix.lower()}" if site.logo else "mark.svg"
        files = {name: qr.svg(address, qr.OUTDOORS).encode() for name, address in codes.items()}
        files[logo] = site.logo.read_bytes() if site.logo else pdf.mark(site.look.brand)
        photos = []
        for picture in pictures:
            if picture.drawn:
                files[picture.file] = covers.cover(*picture.drawn[1:]).encode()
            else:
                photos.append((picture.file, self._renditions.files(picture.fingerprint)[picture.rendition]))
        data = pdf.as_data({"masthead": masthead, "logo": logo, **values})
        return Sheet(template, data, tuple(photos), tuple(sorted(files.items())))

    def sheets(self, model: PrintedModel) -> Iterator[tuple[str, Sheet]]:
        """Yield an entry's poster and, where its page's address is known, its plaque, each with its file's name."""
        codes = {"qr.svg": model.address} if model.address else {}
        said = f"{model.title}. {model.summary}"
        parts = ((name, to_hang(found, said)) for name, found in model.sections if name in _ON_A_POSTER)
        poster = {"model": model._replace(sections=tuple(part for part in parts if part[1]), shots=(), sources=[])}
        yield f"{model.slug}-{POSTER}.pdf", self.sheet("poster", poster, [model.cover], codes)
        if codes:
            plaque = {"model": model._replace(shots=(), sections=(), sources=[], figures=[])}
            yield f"{model.slug}-{PLAQUE}.pdf", self.sheet("plaque", plaque, [], codes)


def _honour(honour: HonourView) -> dict[str, str]:
    given = _joined(". ", honour.round.name, honour.given, honour.decision)
    return {"title": for_print(honour.title), "given": for_print(given)}


def _figure(figure: Figure, numbers: dict[str, int], doer: str) -> dict[str, Any]:
    """Return a figure. On a poster, one with a date is ``said`` with who did it and when; ``what`` is its unit."""
    what, counted = figure.unit, figure.name
    if counted.lower().startswith(what.lower()):
        what, counted = "", counted[:1].lower() + counted[1:]
    said = f"{counted}. {_joined(', ', doer, when_text(figure.date))}." if figure.date else ""
    name = f"{figure.name} ({date_text(figure.date)})" if figure.date else figure.name
    texts = {"value": number_text(figure.value), "unit": figure.unit, "name": name, "what": what, "said": said}
    return {key: for_print(text) for key, text in texts.items()} | {"source": numbers.get(figure.source, 0)}


def _sections(view: EntryView) -> Iterator[tuple[str, tuple[Block, ...]]]:
    for section in view.sections:
        yield for_print(section.title), blocks(str(section.html))
    if view.diary:
        yield (
            "Từ đó đến nay",
            tuple(Block("text", for_print(f"{date_text(note.date)}: {note.text}")) for note in view.diary),
        )


def _photo(picture: Picture, number: int, focus: tuple[float, ...] = ()) -> PrintedPicture:
    """Return a photo: the cover (number 0) by its widest rendition, others by one that is wide enough."""
    left, top = focus or resize.FOCUS
    enough = [sized for sized in picture.avif if number and sized.width >= resize.FALLBACK]
    rendition = (enough or picture.avif[-1:])[0]
    caption = for_print(picture.caption)
    if caption and not caption.endswith(_ENDS):
        caption += "."
    role = f"{PHOTO_ROLES[picture.role]}." if picture.role in _NAMED_ROLES else ""
    credit = for_print(f"Ảnh: {picture.credit}") if picture.credit else ""
    return PrintedPicture(
        file=f"photo-{number}.jpg",
        ratio=picture.width / picture.height,
        focus=(left, top),
        alt=picture.alt,
        credit=_joined(" ", role, caption, credit),
        by=credit,
        role=picture.role,
        fingerprint=picture.fingerprint,
        rendition=rendition.src.rpartition("/")[2],
    )


def drawing(file: str, cover: Cover, credit: str = "") -> PrintedPicture:
    """Return a picture that is drawn, with the name of its file."""
    return PrintedPicture(file, 1.5, (50, 50), "", credit, drawn=cover)


def _joined(between: str, *texts: str) -> str:
    """Join the texts that are not empty."""
    return between.join(filter(None, texts))
