"""The layout: the theme's page, rendered once a build by MkDocs, cut where each page puts its own text.

To render Material's templates for each of ten thousand pages takes 44 s; to join pieces takes 0.3 s.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import NamedTuple

from honour_roll.addresses import way_to_root
from honour_roll.entries.markdown import ROOT

_MARK = re.compile(r"@@(title|description|canonical|head|body)@@")
_MARKS = {"title", "description", "canonical", "head", "body"}


class Head(NamedTuple):
    """What a page says of itself above its body. ``extra`` is markup; the rest is plain text."""

    title: str
    description: str = ""
    extra: str = ""


class Layout:
    """A page with holes. ``site_url`` ends with a slash, or is empty when the site does not know its address."""

    def __init__(self, html: str, site_url: str) -> None:
        """Cut the rendered template at its marks. Raises ValueError when it lacks one."""
        pieces = _MARK.split(html)
        if missing := _MARKS - {*pieces[1::2]}:
            raise ValueError(f"shell.html lacks {', '.join(f'@@{mark}@@' for mark in sorted(missing))}")
        self._site_url = site_url
        self._rooted = cache(lambda root: [piece.replace(ROOT, root) for piece in pieces])

    def page(self, address: str, head: Head, body: str) -> str:
        """Return the whole page for ``address``; in ``body`` and layout, ROOT becomes the way to the site's root."""
        root = way_to_root(address)
        canonical = f'<link rel="canonical" href="{escape(self._site_url + address)}">' if self._site_url else ""
        holes = {
            "title": escape(head.title),
            "description": escape(head.description),
            "canonical": canonical,
            "head": head.extra,
            "body": body.replace(ROOT, root),
        }
        filled = self._rooted(root)[:]
        filled[1::2] = [holes[name] for name in filled[1::2]]
        return "".join(filled)
