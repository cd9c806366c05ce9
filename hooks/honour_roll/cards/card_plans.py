"""The plan of link cards: which cards models and other pages have, what each says, and where drawn ones are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

from honour_roll.cards.covers import cover_photo, drawn_cover
from honour_roll.cards.link_cards import LINK, SHAPES, Brand, CardPhoto, LinkCard, Shape, drawn
from honour_roll.entries.entry import Entry
from honour_roll.entries.place_levels import PLACE_LEVELS
from honour_roll.entries.roll import Roll
from honour_roll.entries.schema import KINDS
from honour_roll.photos.renditions import Job
from honour_roll.photos.resize import planned
from honour_roll.store import FileStore
from honour_roll.text.glyphs import drawable
from honour_roll.text.vietnamese import capital, slug_of

MOST_POSTS = 500  # models: in a larger roll, only models with a photograph have the two cards to post
_LONGEST_STEM = 80
_MOST_PLACES = 2


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
        shown = CardPhoto(cover.fingerprint, jpeg.file, cover.wish.focus, photo.credit if photo else "")
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
    stem = slug_of(address.replace("/", " "), _LONGEST_STEM) or "trang-dau"
    return LinkCard(stem, drawable(title), drawable(kicker), (), colour or brand.ground, brand)


def files(cards: Iterable[LinkCard], *, posts: bool) -> dict[str, tuple[LinkCard, Shape]]:
    """Return every card in each of its shapes, by address; ``posts``: those without a photograph have all shapes too.

    Cards with the same drawing follow one another, so that it is made once.
    """
    ordered = sorted(cards, key=lambda card: (card.colour, card.motif, card.stem))
    return {
        card.address(shape): (card, shape) for card in ordered for shape in (SHAPES if card.photo or posts else (LINK,))
    }


def name_of(card: LinkCard, shape: Shape) -> str:
    """Return the name under which a card is kept."""
    return f"{card.fingerprint}{shape.name}"


def content(card: LinkCard, shape: Shape, kept: FileStore, photos: Callable[[str], Mapping[str, bytes]]) -> bytes:
    """Return a card as JPEG: the kept one, or one that is drawn now and kept if it can be.

    ``photos`` returns the renditions of a photo, by file, for the fingerprint in ``CardPhoto``.
    """
    name = name_of(card, shape)
    jpeg = kept.get(name)
    if jpeg is None:
        jpeg = drawn(card, shape, photos(card.photo.fingerprint)[card.photo.file] if card.photo else None)
        with suppress(OSError):
            kept.put(name, jpeg)
    return jpeg
