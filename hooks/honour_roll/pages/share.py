"""What helps to pass a model on: links to where people share, captions to copy, a QR code, and the loudspeakers' text.

No script of anybody else's, and nobody is told of a reader before that reader chooses to go there.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from urllib.parse import quote

from honour_roll import addresses
from honour_roll.entries.entry import Entry
from honour_roll.pages.announcement import Script
from honour_roll.pages.views import Card, FigureView, Named, Share


def share(entry: Entry, face: Card, figures: tuple[FigureView, ...], script: Script, address: str) -> Share:
    """Give all of this for a model with its card and its large figures.

    ``address`` is the page's whole address, empty while no one can open it: then only the script is left.
    """
    spoken = Share(script.text, script.seconds, addresses.spoken(entry.slug))
    if not address:
        return spoken
    return spoken._replace(
        address=address,
        code_url=addresses.code(entry.slug),
        links=tuple(_links(entry, address)),
        captions=tuple(_captions(entry, face, figures, address)),
    )


def _links(entry: Entry, address: str) -> Iterator[Named]:
    """Give the links that share an address. Zalo's is what its own button opens, as far as is known; undocumented."""
    told = base64.b64encode(json.dumps({"url": address}).encode()).decode()
    zalo = f"layout=2&color=blue&customize=false&d={quote(told, safe='')}&shareType=0"
    yield Named("Zalo", f"https://button-share.zalo.me/share_external?{zalo}")
    yield Named("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={quote(address, safe='')}")
    body = f"{entry.summary}\r\n\r\n{address}"
    yield Named("Thư điện tử", f"mailto:?subject={quote(entry.title)}&body={quote(body)}")


def _captions(entry: Entry, face: Card, figures: tuple[FigureView, ...], address: str) -> Iterator[tuple[str, str]]:
    """Give a caption to copy in three lengths, each with its name."""
    where = ", ".join(filter(None, (face.unit, face.place, face.year)))
    counted = [f"• {' '.join(filter(None, (f.value, f.unit)))}: {f.name}" for f in figures]
    yield "Ngắn", f"{entry.title}\n{address}"
    yield "Vừa", f"{entry.title}\n\n{entry.summary}\n\n{address}"
    told = ("\n".join(filter(None, (entry.title, where))), entry.summary, "\n".join(counted),
            f"Đọc cách làm, xem ảnh và nguồn tin: {address}")  # fmt: skip
    yield "Dài", "\n\n".join(filter(None, told))
