"""Links to a model's page that is about to have another address: they are written anew, and no other byte changes.

What a link is, the renderer says. A place where the address stands is tried with a name that no page has: if a link
now leads to that name, the place is a target, however the link is written. Code, and words that only look like an
address, lead nowhere and stay.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from honour_roll import addresses
from honour_roll.entries import cmark, markdown

_ADMONITION = re.compile(r"^([ \t]*)!!! ", re.MULTILINE)
_HREF = re.compile(r"href=[\"']([^\"']*)")


class Text(NamedTuple):
    """A text with links. ``page`` is the address of its page, ``/mo-hinh/x/``; ``targets`` returns those of its links."""

    page: str
    targets: Callable[[str], list[str]]


class Mended(NamedTuple):
    """The pieces of a text with mended links, how many these are, and how often the old name still stands there."""

    pieces: list[str]
    number: int
    left: int


class Renamed(NamedTuple):
    """A model's former and new slug, and the address of the site, whose whole addresses are links to it as well.

    The address is empty when it is not known.
    """

    old: str
    new: str
    site_url: str = ""

    @property
    def name(self) -> re.Pattern[str]:
        """Return the pattern of the former slug as a whole word."""
        return re.compile(rf"(?<![\w-]){re.escape(self.old)}(?![\w-])")


def of_entry(slug: str) -> Text:
    """Return what the body of an entry is."""
    return Text(f"/{addresses.model(slug)}", markdown.targets)


def of_page(address: str) -> Text:
    """Return what a hand-written page is, whose address has no slashes around."""
    return Text(f"/{address}/" if address else "/", _targets_of_page)


def mended(pieces: Sequence[str], text: Text, renamed: Renamed) -> Mended:
    """Return the pieces of one text with the new slug where links led to the former one."""
    whole, old = "".join(pieces), renamed.old
    other = f"{old}-0-{old}"  # begins and ends as the name does, so that no sign beside it means anything else
    places = [found.start() for found in renamed.name.finditer(whole)]
    links = set()
    for place in places:
        tried = f"{whole[:place]}{other}{whole[place + len(old) :]}"
        if any(_leads_to(other, target, text.page, renamed.site_url) for target in text.targets(tried)):
            links.add(place)
    made, start = [], 0
    for piece in pieces:
        inside = sorted(place - start for place in links if start <= place < start + len(piece))
        ends = [0, *(place + len(old) for place in inside)]
        made.append(renamed.new.join(piece[a:b] for a, b in zip(ends, [*inside, len(piece)], strict=True)))
        start += len(piece)
    return Mended(made, len(links), len(places) - len(links))


def _leads_to(slug: str, target: str, page: str, site_url: str) -> bool:
    """Return whether a link on ``page`` leads to a model's page, or to a file of it."""
    local = markdown.is_local(target)
    address = markdown.resolved(target, page) if local else addresses.within(target, site_url)
    return bool(address and re.match(rf"/{addresses.MODELS}{slug}(?:[/?#.]|\Z)", address))


def _targets_of_page(text: str) -> list[str]:
    """Return the targets of a hand-written page, which may hold HTML.

    What is indented below ``!!! note`` is text to MkDocs and would be code to cmark: there it is an item of a list.
    """
    made = cmark.html(_ADMONITION.sub(r"\1-   ", text), cmark.UNSAFE)
    return [html.unescape(target) for target in _HREF.findall(made)]
