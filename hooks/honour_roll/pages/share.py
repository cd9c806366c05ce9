"""The share row of an entry's page: links to where people share, captions to copy, a QR code, the loudspeaker text.

No script of another site runs, and none learns of a reader who does not follow its link.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from urllib.parse import quote

from honour_roll import addresses
from honour_roll.entries.entry import Entry
from honour_roll.pages.announcement import seconds
from honour_roll.pages.views import Card, Named, Share
from honour_roll.text.vietnamese import number_text


def share(entry: Entry, card: Card, script: str, address: str) -> Share:
    """Return the view of the share row of an entry.

    ``script`` is its loudspeaker text, ``address`` the page's URL, empty while the site has none: then only the text is
    left.
    """
    spoken = Share(script, seconds(script), addresses.spoken(entry.slug))
    if not address:
        return spoken
    return spoken._replace(
        address=address,
        code_url=addresses.code(entry.slug),
        links=tuple(_links(entry, address)),
        captions=tuple(_captions(entry, card, address)),
    )


def _links(entry: Entry, address: str) -> Iterator[Named]:
    # Zalo's is undocumented: what its own button opens.
    data = base64.b64encode(json.dumps({"url": address}).encode()).decode()
    zalo = f"layout=2&color=blue&customize=false&d={quote(data, safe='')}&shareType=0"
    yield Named("Zalo", f"https://button-share.zalo.me/share_external?{zalo}")
    yield Named("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={quote(address, safe='')}")
    body = f"{entry.summary}\r\n\r\n{address}"
    yield Named("Thư điện tử", f"mailto:?subject={quote(entry.title)}&body={quote(body)}")


def _captions(entry: Entry, card: Card, address: str) -> Iterator[tuple[str, str]]:
    """Yield a caption to copy in each of three lengths, with the name of the length."""
    where = ", ".join(filter(None, (card.unit, card.place, card.year)))
    head = f"{entry.title}\n{where}" if where else entry.title
    results = "\n".join(f"• {' '.join(filter(None, (number_text(f.value), f.unit)))}: {f.name}" for f in entry.results)
    more = f"Đọc cách làm, xem ảnh và nguồn tin: {address}"
    yield "Ngắn", f"{entry.title}\n{address}"
    yield "Vừa", f"{entry.title}\n\n{entry.summary}\n\n{address}"
    yield "Dài", "\n\n".join(filter(None, (head, entry.summary, results, more)))
