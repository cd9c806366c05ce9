"""Posters and plaques, as sheets: what hangs on a ward's notice board, and at the green corner itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from honour_roll import addresses
from honour_roll.addresses import is_placeholder
from honour_roll.print import pdf, views

if TYPE_CHECKING:
    from honour_roll.entries.entry import Entry
    from honour_roll.entries.roll import Roll
    from honour_roll.pages.views import EntryView
    from honour_roll.photos.renditions import Renditions
    from honour_roll.print.pdf import Sheet
    from honour_roll.print.views import PrintedModel, PrintedPicture
    from honour_roll.site_info import SiteInfo

POSTER, PLAQUE = "ap-phich", "bien"
_ON_A_POSTER = ("Cách làm", "Kết quả")  # the sections of a body that it shows


class SheetMaker:
    """Makes sheets of a roll's entries, for a site."""

    def __init__(self, view: Callable[[Entry], EntryView], roll: Roll, renditions: Renditions, site: SiteInfo) -> None:
        """Keep the sources of all sheets; ``view`` returns the view of an entry's page."""
        self._view, self._roll, self._renditions, self.site = view, roll, renditions, site

    def model(self, entry: Entry) -> PrintedModel:
        """Return what is printed of an entry."""
        url = self.site.url
        address = "" if not url or is_placeholder(url) else f"{url}{addresses.model(entry.slug)}"
        return views.printed_model(self._view(entry), self._roll, address)

    def photo(self, picture: PrintedPicture) -> bytes:
        """Return the bytes of a photo's rendition; ``b""`` for a picture that is drawn."""
        return b"" if picture.drawn else self._renditions.files(picture.fingerprint)[picture.rendition]

    def sheets(self, model: PrintedModel) -> Iterator[tuple[str, Sheet]]:
        """Yield an entry's poster and, where its page's address is known, its plaque, each with its file's name."""
        cover = [(model.cover, self.photo(model.cover))]
        codes = {"qr.svg": model.address} if model.address else {}
        shown = tuple(section for section in model.sections if section[0] in _ON_A_POSTER)
        poster = {"model": model._replace(shots=(), sections=shown)}
        yield f"{model.slug}-{POSTER}.pdf", pdf.sheet("poster", self.site, poster, cover, codes)
        if codes:
            plaque = {"model": model._replace(shots=(), sections=(), sources=[], figures=[])}
            yield f"{model.slug}-{PLAQUE}.pdf", pdf.sheet("plaque", self.site, plaque, [], codes)
