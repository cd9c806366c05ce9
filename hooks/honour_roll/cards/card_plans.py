"""The plan of link cards: which cards models and other pages have, and what each card says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from honour_roll.cards.covers import cover_photo, drawn_cover
from honour_roll.cards.link_cards import LINK, SHAPES, Brand, CardPhoto, LinkCard, Shape
from honour_roll.entries.entry import Entry
from honour_roll.entries.registers import PLACE_LEVELS
from honour_roll.entries.roll import Roll
from honour_roll.entries.schema import KINDS
from honour_roll.photos.renditions import Job
from honour_roll.photos.resize import planned
from honour_roll.text.glyphs import drawable
from honour_roll.text.vietnamese import capital, slug_of

MOST_POSTS = 500  # models: in a larger roll, only models with a photograph have the two cards to post
_LONGEST_STEM = 80
_MOST_PLACES = 2


class Download(NamedTuple):
    """A picture to take away and post: its address, what it is in words, and its size in pixels."""

    address: str
    label: str
    width: int
    height: int


def of_model(entry: Entry, roll: Roll, brand: Brand, cover: Job | None) -> LinkCard:
    """Return the card of a model. It shows the page's own JPEG of the ``cover`` photo, upright and blurred as asked."""
    registers = roll.registers
    unit, field = registers.units.get(entry.unit), registers.fields.get(entry.field)
    places = [registers.places[key] for key in entry.places if key in registers.places]
    where = ", ".join(f"{PLACE_LEVELS[place.level]} {place.name}" for place in places[:_MOST_PLACES])
    kicker = (field.name if field else KINDS.get(entry.kind, ""), roll.year(entry))
    lines = ((unit.short or unit.name) if unit else "", capital(where))
    drawing, shown = drawn_cover(entry, roll), None
    if cover:
        jpeg = next(plan for plan in planned(cover.original, cover.wish) if not plan.card and not plan.is_avif)
        photo = cover_photo(entry)
        shown = CardPhoto(cover.key, jpeg.file, cover.wish.focus, photo.credit if photo else "")
    return LinkCard(
        stem=entry.slug,
        title=drawable(entry.title),
        kicker=drawable(" · ".join(filter(None, kicker))),
        lines=tuple(drawable(line) for line in lines if line),
        colour=drawing.colour,
        brand=brand,
        motif="" if shown else drawing.motif,
        photo=shown,
    )


def of_page(address: str, title: str, kicker: str, brand: Brand, colour: str = "") -> LinkCard:
    """Return the card of a page that is not a model's; all pages of a list share one."""
    return LinkCard(stem(address), drawable(title), drawable(kicker), (), colour or brand.ground, brand)


def stem(address: str) -> str:
    """Return the beginning of the file names of a page's cards; all pages below its address begin with it too."""
    return slug_of(address.replace("/", " "), _LONGEST_STEM) or "trang-dau"


def has_posts(models: int) -> bool:
    """Return whether models without a photograph have the cards to post as well, in a roll of ``models`` models."""
    return models <= MOST_POSTS


def downloads(card: LinkCard, *, posts: bool) -> tuple[Download, ...]:
    """Return the cards of a model that readers may take away; ``posts`` is what ``has_posts`` returned."""
    shapes = SHAPES[1:] if card.photo or posts else ()
    return tuple(Download(card.address(shape), shape.label, shape.width, shape.height) for shape in shapes)


def files(models: Iterable[LinkCard], others: Iterable[LinkCard], *, posts: bool) -> dict[str, tuple[LinkCard, Shape]]:
    """Return every card of ``models`` and ``others`` in each of its shapes, by address. ``others`` have only LINK.

    Cards with the same drawing follow one another, so that it is made once.
    """
    shapes = [*((card, SHAPES if card.photo or posts else (LINK,)) for card in models)]
    shapes += ((card, (LINK,)) for card in others)
    shapes.sort(key=lambda pair: (pair[0].colour, pair[0].motif, pair[0].stem))
    return {card.address(shape): (card, shape) for card, its in shapes for shape in its}
