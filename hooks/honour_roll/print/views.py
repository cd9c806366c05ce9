"""What an entry's page shows becomes what is printed of it: plain values for ``hooks/print/*.typ``, nothing to decide.

All text is set for print by ``print_text``. Pictures are named here, and their bytes are given by ``press``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from honour_roll.cards.covers import cover_photo, drawn_cover
from honour_roll.entries.schema import PHOTO_ROLES
from honour_roll.photos import resize
from honour_roll.print.text import Block, blocks, for_print
from honour_roll.text.vietnamese import capital

if TYPE_CHECKING:
    from collections.abc import Iterable

    from honour_roll.cards.covers import Cover
    from honour_roll.entries.entry import Entry
    from honour_roll.entries.roll import Roll
    from honour_roll.pages.views import EntryView, Picture
    from honour_roll.site_info import SiteInfo

_MARKS_END = (".", "!", "?", "…", "”", ":")


class Masthead(NamedTuple):
    """Whose print this is: the site's name, its publisher if known, its own two colours."""

    name: str
    publisher: str
    brand: str
    accent: str


def masthead(settings: SiteInfo) -> Masthead:
    """Give what is printed of what mkdocs.yml says of the site."""
    return Masthead(for_print(settings.name), for_print(settings.publisher), *settings.look)


class Shot(NamedTuple):
    """A picture to print. ``file`` is how the template calls it, ``ratio`` its width to its height.

    ``focus`` is in percent from the left and the top. Of a photo, ``key`` and ``rendition`` say where its bytes are;
    ``drawn`` is the cover drawn for an entry that has none.
    """

    file: str
    ratio: float
    focus: tuple[float, float]
    alt: str
    credit: str
    role: str = ""
    key: str = ""
    rendition: str = ""
    drawn: Cover | None = None


class Figure(NamedTuple):
    """A large figure; ``source`` is its number among the sources."""

    value: str
    unit: str
    name: str
    source: int


class Source(NamedTuple):
    """A source with its number on the entry's page."""

    number: int
    text: str


class Honour(NamedTuple):
    """An honour: its title, and for what, by whom, when, by which decision."""

    title: str
    given: str


class Model(NamedTuple):
    """One entry as print shows it. ``address`` is where its page is; it and ``short`` are empty when that is not known.

    ``sections`` are the body's: a title and its paragraphs. ``place`` and ``year`` are those of its card.
    """

    slug: str
    title: str
    summary: str
    field: str
    colour: str
    kind: str
    unit: str
    place: str
    year: str
    honours: tuple[Honour, ...]
    figures: tuple[Figure, ...]
    sources: tuple[Source, ...]
    sections: tuple[tuple[str, tuple[Block, ...]], ...]
    cover: Shot
    shots: tuple[Shot, ...]
    contact: str
    address: str
    short: str


def model(entry: Entry, view: EntryView, roll: Roll, address: str) -> Model:
    """Give what is printed of an entry, from its page's view; ``address`` is the page's, if that is known."""
    registers = roll.registers
    field, unit = registers.fields.get(entry.field), registers.units.get(entry.unit)
    cover = cover_photo(entry)
    drawn = drawn_cover(entry, roll)
    others = [*(p for pair in view.pairs for p in pair), *view.photos]
    return Model(
        slug=entry.slug,
        title=for_print(entry.title),
        summary=for_print(entry.summary),
        field=for_print(field.name if field else ""),
        colour=drawn.colour,
        kind=for_print(view.kind),
        unit=for_print(unit.name if unit else ""),
        place=for_print(", ".join(capital(roll.full_name(k)) for k in entry.places if k in registers.places)),
        year=roll.year(entry),
        honours=tuple(_honours(view)),
        figures=tuple(_figures(view)),
        sources=tuple(Source(s.number, for_print(", ".join(filter(None, (s.title, s.note))))) for s in view.sources),
        sections=tuple(_sections(view)),
        cover=_photo(view.cover, 0, cover.focus if cover else ()) if cover else _drawn(drawn),
        shots=tuple(_photo(picture, number) for number, picture in enumerate(others, start=1)),
        contact=for_print(view.contact),
        address=address,
        short=for_print(short(address)),
    )


def short(address: str) -> str:
    """Give an address as people type it, without ``https://`` and the slash at its end."""
    return unquote(address.partition("://")[2].rstrip("/"))


def _honours(view: EntryView) -> Iterable[Honour]:
    for honour in view.honours:
        decided = honour.decision if honour.decision.startswith("Quyết định") else ""
        given = ". ".join(filter(None, (honour.round.name, honour.given, decided)))
        yield Honour(for_print(honour.title), for_print(given))


def _figures(view: EntryView) -> Iterable[Figure]:
    for figure in view.figures:
        name = f"{figure.name} ({figure.date})" if figure.date else figure.name
        yield Figure(for_print(figure.value), for_print(figure.unit), for_print(name), figure.source)


def _sections(view: EntryView) -> Iterable[tuple[str, tuple[Block, ...]]]:
    for section in view.sections:
        yield for_print(section.title), blocks(str(section.html))
    if view.diary:
        yield "Từ đó đến nay", tuple(Block("text", for_print(f"{n.date}: {n.text}")) for n in view.diary)


def _photo(picture: Picture, number: int, focus: tuple[float, ...] = ()) -> Shot:
    """Give a photo by its widest rendition: blurred as the entry asks, upright, on white."""
    left, top = focus or resize.FOCUS
    enough = [sized for sized in picture.avif if number and sized.width >= resize.FALLBACK]  # only the cover is large
    widest = (enough or picture.avif[-1:])[0]
    caption = for_print(picture.caption)
    if caption and not caption.endswith(_MARKS_END):
        caption += "."
    said = [PHOTO_ROLES[picture.role] + "."] if picture.role in ("truoc", "sau", "minh-hoa") else []
    credit = for_print(f"Ảnh: {picture.credit}") if picture.credit else ""
    return Shot(
        file=f"photo-{number}.jpg",
        ratio=picture.width / picture.height,
        focus=(left, top),
        alt=picture.alt,
        credit=" ".join(filter(None, (*said, caption, credit))),
        role=picture.role,
        key=picture.key,
        rendition=widest.src.rpartition("/")[2],
    )


def _drawn(cover: Cover) -> Shot:
    return Shot("cover.svg", 1.5, (50, 50), "", "Hình bìa do trang vẽ, không phải ảnh chụp.", drawn=cover)
