"""The theme's fragments, rendered with everything escaped unless it comes as clean HTML."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, cast

import jinja2
from markupsafe import Markup

from honour_roll.body import ROOT
from honour_roll.cache import digest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from honour_roll.views import Card


class Templates:
    """The templates in ``theme/fragments/``; what they may use is in ``views.py``."""

    def __init__(self, theme: Path, placeholder: Callable[[str], str]) -> None:
        """Look for templates in the theme's folder; they may ask for the ``placeholder`` of a picture's key."""
        self.made_from = self.digest_of(theme)
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(theme),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
            auto_reload=False,
        )
        self._environment.globals |= {"root": ROOT, "placeholder": placeholder, "once": self.card}
        macro = cast("Any", self._environment.get_template("fragments/card.html").module).card
        self._card = cache(lambda *wanted: Markup(macro(wanted[0], ROOT, *wanted[1:])))  # noqa: S704 - a macro's
        self._template = cache(lambda name: self._environment.get_template(f"fragments/{name}.html"))

    def render(self, name: str, **values: object) -> str:
        """Give the fragment ``name`` filled with ``values``."""
        return self._template(name).render(values)

    def card(self, card: Card, *wanted: object) -> Markup:
        """Give a card's HTML, made once however many pages show it; why it is shown stands after it.

        ``wanted`` are the macro's other arguments: the heading's level, whether to load late, the picture's sizes.
        """
        return self._card(card._replace(reason=""), *wanted)

    @staticmethod
    def digest_of(theme: Path) -> bytes:
        """Give a digest of all fragments: when one changes, every page made from them does."""
        return digest(*(path.read_bytes() for path in sorted((theme / "fragments").glob("*.html"))))
