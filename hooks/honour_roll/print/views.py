"""What is printed of an entry: plain values for the templates ``hooks/print/*.typ``, which decide nothing.

All text is prepared by ``text.for_print``. Pictures are named here; ``posters.SheetMaker`` reads their bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from honour_roll.cards.covers import cover_photo, drawn_cover
from honour_roll.entries.schema import PHOTO_ROLES
from honour_roll.photos import resize
from honour_roll.print.text import Block, blocks, for_print
from honour_roll.text.vietnamese import capital, date_text, number_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from honour_roll.cards.covers import Cover
    from honour_roll.entries.entry import Figure
    from honour_roll.entries.roll import Roll
    from honour_roll.pages.views import EntryView, HonourView, Picture

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
    year: str
    honours: list[dict[str, str]]  # title; given: in which round, by whom, when, by which decision
    figures: list[dict[str, Any]]  # value, unit, name; source: the number of its source
    sources: list[dict[str, Any]]  # number: as on the entry's page; text
    sections: tuple[tuple[str, tuple[Block, ...]], ...]  # of the body: a title and paragraphs
    cover: PrintedPicture
    shots: tuple[PrintedPicture, ...]
    contact: str
    address: str
    short: str


def printed_model(view: EntryView, roll: Roll, address: str) -> PrintedModel:
    """Return what is printed of an entry, from the view of its page and that page's address (empty when not known)."""
    entry, registers = view.entry, roll.registers
    field, unit = registers.fields.get(entry.field), registers.units.get(entry.unit)
    cover, drawn = cover_photo(entry), drawn_cover(entry, roll)
    others = [*(picture for pair in view.pairs for picture in pair), *view.photos]
    return PrintedModel(
        slug=entry.slug,
        title=for_print(entry.title),
        summary=for_print(entry.summary),
        field=for_print(field.name if field else ""),
        colour=drawn.colour,
        kind=for_print(view.card.kind),
        unit=for_print(unit.name if unit else ""),
        place=for_print(", ".join(capital(roll.full_name(k)) for k in entry.places if k in registers.places)),
        year=roll.year(entry),
        honours=[_honour(honour) for honour in view.honours],
        figures=[_figure(figure, view.numbers) for figure in entry.results],
        sources=[
            {"number": number, "text": for_print(_joined(", ", source.title, note))}
            for number, (source, note) in enumerate(view.sources, start=1)
        ],
        sections=tuple(_sections(view)),
        cover=_photo(view.cover, 0, cover.focus) if cover else drawing("cover.svg", drawn, _DRAWN_CREDIT),
        shots=tuple(_photo(picture, number) for number, picture in enumerate(others, start=1)),
        contact=for_print(entry.spread.contact),
        address=address,
        short=for_print(unquote(address.partition("://")[2].rstrip("/"))),
    )


def _honour(honour: HonourView) -> dict[str, str]:
    decision = honour.decision if honour.decision.startswith("Quyết định") else ""
    given = _joined(". ", honour.round.name, honour.given, decision)
    return {"title": for_print(honour.title), "given": for_print(given)}


def _figure(figure: Figure, numbers: dict[str, int]) -> dict[str, Any]:
    name = f"{figure.name} ({date_text(figure.date)})" if figure.date else figure.name
    texts = {"value": number_text(figure.value), "unit": figure.unit, "name": name}
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
