"""The shell: the theme's page, rendered once a build, cut where each page puts its own text.

Rendering Material's way once for every page is what costs 44 s for ten thousand pages; joining pieces costs 0.3 s.
"""

from __future__ import annotations

import re
from html import escape
from typing import NamedTuple

from honour_roll.addresses import way_to_root
from honour_roll.entries.markdown import ROOT

_MARK = re.compile(r"@@(title|description|canonical|head|body)@@")
WANTED = {"title", "description", "canonical", "head", "body"}


class Head(NamedTuple):
    """What a page says of itself above its body. ``extra`` is markup; the rest is plain text."""

    title: str
    description: str = ""
    extra: str = ""


class Shell:
    """A page with holes. ``site_url`` ends with a slash, or is empty when the site does not know its address."""

    def __init__(self, html: str, site_url: str) -> None:
        """Cut the rendered template at its marks; every mark must be there.

        Raises ValueError when the template lacks one: a mistake of ours, not of staff.
        """
        self.html = html
        self._pieces = _MARK.split(html)
        if WANTED - set(self._pieces[1::2]):
            missing = ", ".join(sorted(WANTED - set(self._pieces[1::2])))
            raise ValueError(f"shell.html lacks @@{missing}@@")
        self._site_url = site_url
        self._at_depth: dict[str, list[str]] = {}

    def page(self, address: str, head: Head, body: str) -> str:
        """Give the whole page for ``address``; in ``body`` and the shell, ROOT becomes the way to the site's root."""
        return body.replace(ROOT, way_to_root(address)).join(self.around(address, head))

    def around(self, address: str, head: Head) -> tuple[str, str]:
        """Give what the page for ``address`` has before its body, and after it."""
        root = way_to_root(address)
        pieces = self._at_depth.get(root)
        if pieces is None:
            pieces = self._at_depth[root] = [piece.replace(ROOT, root) for piece in self._pieces]
        canonical = f'<link rel="canonical" href="{escape(self._site_url + address)}">' if self._site_url else ""
        holes = {
            "title": escape(head.title),
            "description": escape(head.description),
            "canonical": canonical,
            "head": head.extra,
        }
        filled, body = pieces[:], pieces.index("body")
        filled[1::2] = [holes.get(name, "") for name in pieces[1::2]]
        return "".join(filled[:body]), "".join(filled[body:])
