"""The theme's fragments, rendered with everything escaped unless it comes as clean HTML."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import jinja2

from honour_roll.body import ROOT
from honour_roll.cache import digest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class Templates:
    """The templates in ``theme/fragments/``; what they may use is in ``views.py``."""

    def __init__(self, theme: Path, placeholder: Callable[[str], str]) -> None:
        """Look for templates in the theme's folder; they may ask for the ``placeholder`` of a picture's key."""
        self._theme = theme
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(theme),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
            auto_reload=False,
        )
        self._environment.globals |= {"root": ROOT, "placeholder": placeholder}
        self._template = cache(lambda name: self._environment.get_template(f"fragments/{name}.html"))

    def render(self, name: str, **values: object) -> str:
        """Give the fragment ``name`` filled with ``values``."""
        return self._template(name).render(values)

    def digest(self) -> bytes:
        """Give a digest of all fragments: when one changes, every page made from them does."""
        return digest(*(path.read_bytes() for path in sorted((self._theme / "fragments").glob("*.html"))))
