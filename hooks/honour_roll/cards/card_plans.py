"""The plan of link cards: which cards models and other pages have, what each says, and where drawn ones are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b

from honour_roll.cards.covers import NO_FIELD, cover_photo, drawn_cover, motif_of, number_of
from honour_roll.cards.link_cards import (
    ABOVE,
    BELOW,
    BESIDE,
    CIRCLE,
    LINK,
    SHAPES,
    Brand,
    LinkCard,
    Shape,
    drawn,
)
from honour_roll.cards.pictures import CardPhoto, CardPicture, Drawing
from honour_roll.entries.entry import Entry
from honour_roll.entries.roll import Roll
from honour_roll.entries.schema import KINDS
from honour_roll.fingerprints import plain
from honour_roll.photos.renditions import Job
from honour_roll.photos.resize import planned
from honour_roll.store import FileStore
from honour_roll.text.glyphs import drawable
from honour_roll.text.vietnamese import slug_of

MOST_POSTS = 500  # models: in a larger roll, only models with a photograph have the two cards to post
_LONGEST_STEM = 80
_LONG_TITLE = 60  # letters: a longer title has the card's whole width
_MOST_PICTURES = 4


def compositions(entries: Sequence[Entry], roll: Roll) -> dict[str, str]:
    """Return the composition of each entry's card, by slug. ``entries`` are in the order of the roll, newest first.

    Long titles stand above or below the picture, shorter ones beside it or before a disc. Two models that follow one
    another have not both the same composition and the same drawn motif: the later one gives way, so a new entry
    changes no older card.
    """
    found, before = {}, ("", "")
    for entry in reversed(entries):
        motif = "" if cover_photo(entry) else motif_of(entry, roll)
        first, other = (ABOVE, BELOW) if len(entry.title) > _LONG_TITLE else _of_short(entry.slug)
        chosen = other if motif and before == (first, motif) else first
        found[entry.slug], before = chosen, (chosen, motif)
    return found


def _of_short(slug: str) -> tuple[str, str]:
    return (BESIDE, CIRCLE) if blake2b(slug.encode(), digest_size=1).digest()[0] % 2 else (CIRCLE, BESIDE)


def of_model(entry: Entry, roll: Roll, brand: Brand, cover: Job | None, composition: str) -> LinkCard:
    """Return the card of a model, with its cover photo's ``cover`` if it has one."""
    registers = roll.registers
    unit, field = registers.units.get(entry.unit), registers.fields.get(entry.field)
    line = ((unit.short or unit.name) if unit else "", roll.year(entry))
    return LinkCard(
        stem=entry.slug,
        title=drawable(entry.title),
        kicker=drawable(field.name if field else KINDS.get(entry.kind, "")),
        line=drawable(", ".join(filter(None, line))),
        colour=field.colour if field else NO_FIELD,
        brand=brand,
        shown=(picture_of(entry, roll, cover),),
        composition=composition,
    )


def picture_of(entry: Entry, roll: Roll, cover: Job | None) -> CardPicture:
    """Return an entry's cover. A photo is shown by the page's own JPEG of ``cover``, upright and blurred as asked."""
    if not cover:
        return Drawing(*drawn_cover(entry, roll)[1:])
    jpeg = next(plan for plan in planned(cover.original, cover.wish) if not plan.card and not plan.is_avif)
    photo = cover_photo(entry)
    return CardPhoto(cover.fingerprint, jpeg.file, cover.wish.focus, photo.credit if photo else "")


def of_page(
    address: str,
    title: str,
    kicker: str,
    brand: Brand,
    colour: str = "",
    line: str = "",
    shown: Iterable[CardPicture] = (),
) -> LinkCard:
    """Return the card of a page that is not a model's; all pages of a list share one.

    Of ``shown``, the covers of a list's models, the first four that differ are on it; where there are none, the site's
    mark.
    """
    stem = slug_of(address.replace("/", " "), _LONGEST_STEM) or "trang-dau"
    covers = tuple(_first_different(shown))
    own = (Drawing(colour or brand.ground, "", number_of(stem), brand.mark),)
    composition = ABOVE if len(title) > _LONG_TITLE else BESIDE
    title, kicker, line = (drawable(text) for text in (title, kicker, line))
    return LinkCard(stem, title, kicker, line, colour or brand.ground, brand, covers or own, composition)


def _first_different(pictures: Iterable[CardPicture]) -> dict[CardPicture, None]:
    """Return the first pictures that differ, as many as a card shows; the rest of a long list is not looked at."""
    found: dict[CardPicture, None] = {}
    for picture in pictures:
        found[picture] = None
        if len(found) == _MOST_PICTURES:
            break
    return found


def files(cards: Iterable[LinkCard], *, posts: bool, models: bool = True) -> dict[str, tuple[LinkCard, Shape]]:
    """Return cards in their shapes, by address: those of ``models`` with a photograph, or with ``posts``, in all.

    Cards with the same picture follow one another, so that it is drawn once.
    """
    ordered = sorted(cards, key=lambda card: (plain(card.shown), card.composition, card.stem))
    return {
        card.address(shape): (card, shape)
        for card in ordered
        for shape in (SHAPES if models and (card.photos or posts) else (LINK,))
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
        jpeg = drawn(card, shape, {photo: photos(photo.fingerprint)[photo.file] for photo in card.photos})
        with suppress(OSError):
            kept.put(name, jpeg)
    return jpeg
