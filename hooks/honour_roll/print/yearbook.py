"""The yearbook (kỷ yếu), as one sheet: a book of the entries of an honour round, or of a year."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from honour_roll.addresses import is_placeholder
from honour_roll.cards.covers import Cover, drawn_cover
from honour_roll.pages import lists
from honour_roll.print.posters import drawing
from honour_roll.print.text import for_print
from honour_roll.text.vietnamese import capital, sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from honour_roll.entries.entry import Entry
    from honour_roll.entries.roll import Roll
    from honour_roll.print.pdf import Sheet
    from honour_roll.print.posters import PrintedModel, PrintedPicture, SheetMaker
    from honour_roll.taxonomies import Taxonomy

_MOST_PICTURES = 3  # on a spread, besides its cover
_COVER = ("ban-tron", 4)  # the drawing on the book's own cover: people around a table, and its composition


class Chapter(NamedTuple):
    """The models of one field; ``opener`` is the file of the drawing that it begins with."""

    name: str
    about: str
    colour: str
    opener: str
    models: tuple[PrintedModel, ...]


def entries_of(roll: Roll, taxonomy: Taxonomy, key: str) -> list[Entry]:
    """Return the published entries of a round or a year, as in the site's lists."""
    return [entry for entry in roll.groups(taxonomy).get(key, ()) if entry.status == "cong-bo"]


def sheet(
    maker: SheetMaker, roll: Roll, entries: list[Entry], taxonomy: Taxonomy, key: str, multiple: int = 1
) -> Sheet:
    """Return the book of ``entries``, which are those of a round or a year; ``multiple`` is what binders ask for.

    Its pages are a multiple of that number, by blank ones before the back cover.
    """
    models = {entry.slug: _with_own_files(maker.model(entry)) for entry in entries}
    view = lists.listing_of(taxonomy, key, roll).view
    site = "" if is_placeholder(maker.site.url) else maker.site.url
    chapters = list(_chapters(roll, entries, models))
    order = [model.slug for chapter, _ in chapters for model in chapter.models]
    entries = sorted(entries, key=lambda entry: order.index(entry.slug))  # so that indexes name pages in their order
    book = {
        "subtitle": for_print(view.title),
        "notes": [for_print(note) for note in view.notes or [f"Đã có bài: {len(entries)}."]],
        "chapters": [chapter for chapter, _ in chapters],
        "units": _index((roll.registers.units[k].name, e.slug) for e in entries for k in (e.unit, *e.partners)),
        "people": _index((e.title, e.slug) for e in entries if e.kind == "ca-nhan" and e.consent and e.consent.given),
        "places": _index((capital(roll.full_name(key)), e.slug) for e in entries for key in e.places),
        "total": len(entries),
        "multiple": multiple,
        "address": site,
    }
    pictures = [picture for model in models.values() for picture in (model.cover, *model.shots)]
    pictures.append(drawing("cover-art.svg", Cover("", maker.site.look.brand, *_COVER)))
    pictures += [opener for _, opener in chapters]
    codes = {f"{model.slug}-qr.svg": model.address for model in models.values() if model.address}
    codes |= {"site-qr.svg": site} if site else {}
    return maker.sheet("yearbook", {"book": book}, pictures, codes)


def _chapters(
    roll: Roll, entries: list[Entry], models: dict[str, PrintedModel]
) -> Iterator[tuple[Chapter, PrintedPicture]]:
    """Yield the chapters in the register's order, with their models by title, each with the drawing that opens it."""
    for key, field in roll.registers.fields.items():
        own = sorted((e for e in entries if e.field == key), key=lambda e: (sort_key(e.title), e.slug))
        if own:
            opener = drawing(f"{key}-opener.svg", drawn_cover(own[0], roll))
            shown = tuple(models[entry.slug] for entry in own)
            yield Chapter(for_print(field.name), for_print(field.about), field.colour, opener.file, shown), opener


def _with_own_files(model: PrintedModel) -> PrintedModel:
    """Return a model whose pictures have files of their own in the book, with no more of them than a spread holds."""
    pictures = (model.cover, *model.shots[:_MOST_PICTURES])
    cover, *shots = [picture._replace(file=f"{model.slug}-{picture.file}") for picture in pictures]
    return model._replace(cover=cover, shots=tuple(shots))


def _index(names: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return an index, from names and slugs: each name and its slugs, in the order of Vietnamese dictionaries."""
    slugs: dict[str, dict[str, None]] = defaultdict(dict)
    for name, slug in names:
        slugs[name][slug] = None
    return [{"name": for_print(name), "slugs": [*slugs[name]]} for name in sorted(slugs, key=sort_key)]
