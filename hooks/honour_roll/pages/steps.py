"""The steps of a model: the numbered list that stands directly under “Cách làm”, as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser

from honour_roll.entries.markdown import Part

SECTION = "Cách làm"
_BLOCKS = frozenset("p li ul ol br table tr td th blockquote pre h3 h4".split())
_EMPTY = frozenset("br hr img input".split())


class _Reader(HTMLParser):
    """Collects the items of the numbered lists that lie in nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[list[str]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's
        if tag in _EMPTY:
            self._add(" ")
            return
        self._open.append(tag)
        if self._open == ["ol", "li"]:
            self.items.append([])
        elif tag in _BLOCKS:
            self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._add(" ")
        if tag in self._open:
            del self._open[len(self._open) - 1 - self._open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _add(self, text: str) -> None:
        if self._open[:2] == ["ol", "li"]:
            self.items[-1].append(text)


def steps(parts: Iterable[Part]) -> tuple[str, ...]:
    """Give the steps that a body lists, in order; none when it tells them in other words."""
    reader = _Reader()
    for part in parts:
        if part.title == SECTION and "<ol" in part.html:
            reader.feed(part.html)
    return tuple(filter(None, (" ".join("".join(item).split()) for item in reader.items)))
