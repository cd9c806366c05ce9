"""Posters and plaques: what hangs on a ward's notice board, and at the real green corner. In: an entry. Out: sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from honour_roll import addresses
from honour_roll.pages.head import is_placeholder
from honour_roll.print import pdf, views

if TYPE_CHECKING:
    from honour_roll.entries.entry import Entry
    from honour_roll.entries.roll import Roll
    from honour_roll.pages.views import EntryView
    from honour_roll.photos.renditions import Renditions
    from honour_roll.print.pdf import Sheet
    from honour_roll.print.views import Model, Shot
    from honour_roll.site_info import SiteInfo

POSTER, PLAQUE = "ap-phich", "bien"


class Printer:
    """Makes sheets of entries; ``settings`` is what mkdocs.yml says of the site."""

    def __init__(
        self, view: Callable[[Entry], EntryView], roll: Roll, renditions: Renditions, settings: SiteInfo
    ) -> None:
        """Take where entries and photos come from."""
        self._view, self._roll, self._renditions, self.settings = view, roll, renditions, settings

    def model(self, entry: Entry) -> Model:
        """Give what is printed of an entry."""
        url = self.settings.url
        address = "" if not url or is_placeholder(url) else f"{url}{addresses.model(entry.slug)}"
        return views.model(entry, self._view(entry), self._roll, address)

    def photo(self, shot: Shot) -> bytes:
        """Give the bytes of a photo as they are kept; nothing for what is drawn."""
        return b"" if shot.drawn else self._renditions.files(shot.key)[shot.rendition]

    def sheets(self, model: Model) -> Iterator[tuple[str, Sheet]]:
        """Give the poster of an entry and, where its address is known, its plaque, each with its file's name."""
        cover = [(model.cover, self.photo(model.cover))]
        codes = {"qr.svg": model.address} if model.address else {}
        shown = tuple(section for section in model.sections if section[0] in ("Cách làm", "Kết quả"))
        poster = {"model": model._replace(shots=(), sections=shown)}
        yield f"{model.slug}-{POSTER}.pdf", pdf.sheet("poster", self.settings, poster, cover, codes)
        if codes:
            plaque = {"model": model._replace(shots=(), sections=(), sources=(), figures=())}
            yield f"{model.slug}-{PLAQUE}.pdf", pdf.sheet("plaque", self.settings, plaque, [], codes)
