"""The steps of a model as plain text: the numbered list directly under “Cách làm”."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser

from honour_roll.entries.markdown import Part

SECTION = "Cách làm"
_BLOCKS = frozenset("p li ul ol br table tr td th blockquote pre h3 h4".split())
_EMPTY = frozenset("br hr img input".split())


def steps(parts: Iterable[Part]) -> tuple[str, ...]:
    """Return the steps that a body lists, in order; none when it has no such list."""
    reader = _Reader()
    for part in parts:
        if part.title == SECTION and "<ol" in part.html:
            reader.feed(part.html)
    return tuple(filter(None, (" ".join("".join(item).split()) for item in reader.items)))


class _Reader(HTMLParser):
    """Collects the text of each item of the numbered lists at the top level."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[list[str]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - HTMLParser's signature
        if tag in _EMPTY:
            self.handle_data(" ")
            return
        self._open.append(tag)
        if self._open == ["ol", "li"]:
            self.items.append([])
        elif tag in _BLOCKS:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.handle_data(" ")
        if tag in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if self._open[:2] == ["ol", "li"]:
            self.items[-1].append(data)
