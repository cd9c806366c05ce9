"""Which link cards there are, and what each says: those of models, and those of all other pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from honour_roll.cards.covers import cover_photo, drawn_cover
from honour_roll.cards.link_cards import LINK, SHAPES, Brand, Card, Photo, Shape
from honour_roll.entries.entry import Entry
from honour_roll.entries.registers import PLACE_LEVELS
from honour_roll.entries.roll import Roll
from honour_roll.entries.schema import KINDS
from honour_roll.photos.renditions import Job
from honour_roll.photos.resize import planned
from honour_roll.text.glyphs import drawable
from honour_roll.text.vietnamese import capital, slug_of


class Download(NamedTuple):
    """A picture to take away and post: its address, what it is in words, and its size in pixels."""

    address: str
    label: str
    width: int
    height: int


MOST_POSTS = 500  # models up to which those without a photograph have cards to post, besides that of their link
_LONGEST_STEM = 80
_MOST_PLACES = 2


def of_model(entry: Entry, roll: Roll, brand: Brand, cover: Job | None) -> Card:
    """Give the card of a model; ``cover`` is what the page's own renditions of its cover photo are made by."""
    registers = roll.registers
    unit, field = registers.units.get(entry.unit), registers.fields.get(entry.field)
    places = [registers.places[key] for key in entry.places if key in registers.places]
    where = ", ".join(f"{PLACE_LEVELS[place.level]} {place.name}" for place in places[:_MOST_PLACES])
    drawing = drawn_cover(entry, roll)
    said = (field.name if field else KINDS.get(entry.kind, ""), roll.year(entry))
    return Card(
        stem=entry.slug,
        title=drawable(entry.title),
        kicker=drawable(" · ".join(filter(None, said))),
        lines=tuple(drawable(line) for line in ((unit.short or unit.name) if unit else "", capital(where)) if line),
        colour=drawing.colour,
        brand=brand,
        motif="" if cover else drawing.motif,
        photo=_photo(entry, cover) if cover else None,
    )


def _photo(entry: Entry, cover: Job) -> Photo:
    """Give the JPEG that the entry's page shows: upright, and blurred where the entry says so."""
    plan = next(plan for plan in planned(cover.original, cover.wish) if not plan.card and not plan.is_avif)
    photo = cover_photo(entry)
    return Photo(cover.key, plan.file, cover.wish.focus, photo.credit if photo else "")


def of_page(address: str, title: str, kicker: str, brand: Brand, colour: str = "") -> Card:
    """Give the card of a page that is not a model's; pages of one list share theirs."""
    return Card(stem(address), drawable(title), drawable(kicker), (), colour or brand.ground, brand)


def stem(address: str) -> str:
    """Give what the card of a page that is not a model's is called after; those of pages below it begin so too."""
    return slug_of(address.replace("/", " "), _LONGEST_STEM) or "trang-dau"


def has_posts(models: int) -> bool:
    """Tell whether in a roll of so many models those without a photograph have cards to post as well."""
    return models <= MOST_POSTS


def downloads(card: Card, *, posts: bool) -> tuple[Download, ...]:
    """Give the cards of a model that readers may take away; ``posts`` as ``has_posts`` has it."""
    shapes = _shapes(card, posts=posts)[1:]
    return tuple(Download(card.address(shape), shape.label, shape.width, shape.height) for shape in shapes)


def _shapes(card: Card, *, posts: bool) -> tuple[Shape, ...]:
    return SHAPES if card.photo or posts else (LINK,)


def files(models: Iterable[Card], others: Iterable[Card], *, posts: bool) -> dict[str, tuple[Card, Shape]]:
    """Give every file of cards by its address, those with the same drawing one after the other: it is made once.

    ``models`` are the models' cards, ``others`` those of other pages, which have no more than that of their link.
    """
    drawn = [*((card, _shapes(card, posts=posts)) for card in models), *((card, (LINK,)) for card in others)]
    drawn.sort(key=lambda pair: (pair[0].colour, pair[0].motif, pair[0].stem))
    return {card.address(shape): (card, shape) for card, shapes in drawn for shape in shapes}
