"""The theme's fragments, rendered with everything escaped unless it comes as clean HTML."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, cast

import jinja2
from markupsafe import Markup

from honour_roll.cache import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
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
        self._environment.globals |= {"placeholder": placeholder, "card": self.card, "items": self.items}
        self._macro = cast("Any", self._environment.get_template("fragments/card.html").module).card
        self._cards: dict[tuple[object, ...], tuple[Card, str]] = {}
        self._template = cache(lambda name: self._environment.get_template(f"fragments/{name}.html"))

    def render(self, name: str, **values: object) -> str:
        """Give the fragment ``name`` filled with ``values``."""
        return self._template(name).render(values)

    def card(self, card: Card, level: int, lazy: bool, sizes: str = "") -> Markup:  # noqa: FBT001 - a template's call
        """Give a card's HTML, made once however many pages show it.

        ``level`` is its heading's, ``lazy`` whether its picture loads late, ``sizes`` how wide that will be.
        """
        key = (id(card), level, lazy, sizes)  # a card is one object a build: to hash what it says would take longer
        made = self._cards.get(key)
        if made is None:
            made = self._cards[key] = (card, str(self._macro(card, level, lazy, sizes)))
        return Markup(made[1])  # noqa: S704 - a macro's

    def items(self, cards: Iterable[Card], level: int, eager: int = 0, sizes: str = "") -> Markup:
        """Give cards as the items of a list; the pictures of the first ``eager`` load at once."""
        made = (self.card(card, level, place >= eager, sizes) for place, card in enumerate(cards))
        return Markup("".join(f"<li>{card}</li>\n" for card in made))  # noqa: S704 - macros'

    def forget_cards(self) -> None:
        """Let go of the cards: another build makes its own."""
        self._cards.clear()

    @staticmethod
    def digest_of(theme: Path) -> bytes:
        """Give a digest of all fragments: when one changes, every page made from them does."""
        return digest(*(path.read_bytes() for path in sorted((theme / "fragments").glob("*.html"))))
