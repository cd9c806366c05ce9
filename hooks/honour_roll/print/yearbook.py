"""The yearbook (kỷ yếu): the models of an honour round, or of a year, as a book. In: the roll. Out: one sheet."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from honour_roll import addresses
from honour_roll.cards.covers import Cover, drawn_cover
from honour_roll.pages import lists
from honour_roll.pages.head import is_placeholder
from honour_roll.print import pdf
from honour_roll.print.text import for_print
from honour_roll.print.views import Shot
from honour_roll.text.vietnamese import capital, sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from honour_roll.entries.entry import Entry
    from honour_roll.entries.roll import Roll
    from honour_roll.print.pdf import Sheet
    from honour_roll.print.posters import Printer
    from honour_roll.print.views import Model

_MOST_SHOTS = 3  # on a spread, besides its cover
_COVER = ("ban-tron", 4)  # the drawing on the book's own cover: people around a table, and its composition


class Chapter(NamedTuple):
    """The models of one field; ``opener`` is the drawing that it begins with."""

    name: str
    about: str
    colour: str
    opener: str
    models: tuple[Model, ...]


class Line(NamedTuple):
    """A line of an index: a name, and the slugs of the models to whose pages it leads."""

    name: str
    slugs: tuple[str, ...]


class Book(NamedTuple):
    """All that the book says. ``notes`` are what is known of the round, as on its page."""

    subtitle: str
    notes: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    units: tuple[Line, ...]
    people: tuple[Line, ...]
    places: tuple[Line, ...]
    total: int
    address: str


def of_round(roll: Roll, key: str) -> list[Entry]:
    """Give the published entries that were honoured in a round."""
    return [entry for entry in roll.by_round.get(key, ()) if entry.status == "cong-bo"]


def of_year(roll: Roll, year: str) -> list[Entry]:
    """Give the published entries of a year: that of their newest honour, as the site's lists have it."""
    return [entry for entry in roll.by_year.get(year, ()) if entry.status == "cong-bo"]


def sheet(printer: Printer, roll: Roll, entries: list[Entry], round_key: str, year: str) -> Sheet:
    """Give the book of these entries as a sheet; either the round's key or the year is given."""
    models = {entry.slug: _with_own_files(printer.model(entry)) for entry in entries}
    given = next((v for v in lists.rounds(roll) if v.pages[0] == f"{addresses.ROUNDS}{round_key}/"), None)
    site = "" if is_placeholder(printer.settings.url) else printer.settings.url
    chapters = list(_chapters(roll, entries, models))
    order = [model.slug for chapter, _ in chapters for model in chapter.models]
    entries = sorted(entries, key=lambda entry: order.index(entry.slug))  # as the pages are
    book = Book(
        subtitle=for_print(given.title if given else f"Năm {year}"),
        notes=tuple(map(for_print, given.notes)) if given else (for_print(f"Đã có bài: {len(entries)}."),),
        chapters=tuple(chapter for chapter, _ in chapters),
        units=_index((roll.registers.units[k].name, e.slug) for e in entries for k in (e.unit, *e.partners)),
        people=_index((e.title, e.slug) for e in entries if e.kind == "ca-nhan" and e.consent and e.consent.given),
        places=_index((capital(roll.full_name(key)), e.slug) for e in entries for key in e.places),
        total=len(entries),
        address=site,
    )
    shots = [shot for model in models.values() for shot in (model.cover, *model.shots)]
    pictures = [(shot, printer.photo(shot)) for shot in shots]
    art = Shot("cover-art.svg", 1.5, (50, 50), "", "", drawn=Cover("", printer.settings.look.brand, *_COVER))
    openers = [(opener, b"") for _, opener in chapters]
    codes = {f"{model.slug}-qr.svg": model.address for model in models.values() if model.address}
    codes |= {"site-qr.svg": site} if site else {}
    return pdf.sheet("yearbook", printer.settings, {"book": book}, [*pictures, (art, b""), *openers], codes)


def _chapters(roll: Roll, entries: list[Entry], models: dict[str, Model]) -> Iterable[tuple[Chapter, Shot]]:
    """Give the chapters in the register's order, their models by title, each with the drawing that opens it."""
    for key, field in roll.registers.fields.items():
        own = sorted((e for e in entries if e.field == key), key=lambda e: (sort_key(e.title), e.slug))
        if own:
            opener = Shot(f"{key}-opener.svg", 1.5, (50, 50), "", "", drawn=drawn_cover(own[0], roll))
            yield Chapter(
                for_print(field.name), for_print(field.about), field.colour, opener.file,
                tuple(models[entry.slug] for entry in own),
            ), opener  # fmt: skip


def _with_own_files(model: Model) -> Model:
    """Give a model with names of its pictures that no other model's have, and with no more than a spread holds."""
    own = [shot._replace(file=f"{model.slug}-{shot.file}") for shot in (model.cover, *model.shots[:_MOST_SHOTS])]
    return model._replace(cover=own[0], shots=tuple(own[1:]))


def _index(names: Iterable[tuple[str, str]]) -> tuple[Line, ...]:
    """Give the lines of an index in the order of Vietnamese dictionaries."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, slug in names:
        if slug not in found[name]:
            found[name].append(slug)
    return tuple(Line(for_print(name), tuple(found[name])) for name in sorted(found, key=sort_key))
