"""Text for print: where a line may break, and the paragraphs of a body's HTML.

Nothing is hyphenated: Vietnamese writes no hyphen at the end of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import NamedTuple

from honour_roll.text.asides import new_sentences
from honour_roll.text.glyphs import drawable
from honour_roll.text.kept_together import NO_BREAK, bound

MAY_BREAK = "\u200b"  # zero-width space
_LONGEST_WORD = 22  # letters; a Vietnamese syllable has 7 at most ("nghiêng"), a longer word is an address or a slip
_LONG = re.compile(f"[^ {NO_BREAK}]{{{_LONGEST_WORD + 1},}}")
_SEAMS = re.compile(rf"(?<=[/\-._?&=@:])(?![/\-._?&=@:]|$)|(?<=[^/\-._?&=@:]{{{_LONGEST_WORD}}})")


def for_print(text: str) -> str:
    """Return plain text with no-break spaces as ``bound`` sets them, and breaks within very long words."""
    return _LONG.sub(lambda long: _SEAMS.sub(MAY_BREAK, long[0]), bound(drawable(text)))


class Block(NamedTuple):
    """A paragraph of plain text. ``kind``: ``text``, ``head``, ``item``, ``step`` with its ``number``, or ``table``.

    A table has its ``rows``, of which the first is its head, and no text.
    """

    kind: str
    text: str
    number: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def blocks(html: str) -> tuple[Block, ...]:
    """Return the paragraphs of a body's HTML, as ``markdown.render`` makes it, as plain text for print.

    Items of numbered lists become steps.
    """
    reader = _BlockReader()
    reader.feed(html)
    reader.close()
    reader.end()
    return tuple(reader.found)


def to_hang(found: Iterable[Block], said: str) -> tuple[Block, ...]:
    """Return what of these paragraphs a poster says: no asides, nothing that was ``said``, no heading without text."""
    kept: list[Block] = []
    for block in found:
        text = block.text if block.kind == "head" else " ".join(new_sentences(block.text, said))
        if block.kind == "head" and kept and kept[-1].kind == "head":
            kept.pop()
        if text or block.rows:
            kept.append(block._replace(text=text))
    return tuple(kept[:-1] if kept and kept[-1].kind == "head" else kept)


class _BlockReader(HTMLParser):
    """Collects the blocks of clean HTML in ``found``."""

    _BLOCKS = frozenset("p h2 h3 h4 li pre blockquote ul ol table".split())

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Block] = []
        self._words: list[str] = []
        self._lists: list[int] = []  # of each open list: the last item's number, or -1 without numbers
        self._rows: list[list[str]] = []  # of the open table
        self._kind, self._number = "text", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._BLOCKS and not (tag == "p" and not self._words and self._kind in ("item", "step")):
            self.end()  # the paragraph that an item begins with is the item
        if tag in ("ol", "ul"):
            start = dict(attrs).get("start") or "1"
            self._lists.append(int(start) - 1 if tag == "ol" else -1)
        elif tag == "li":
            self._kind, self._number = self._next_item()
        elif tag in ("h2", "h3", "h4"):
            self._kind = "head"
        elif tag == "br":
            self._words.append(" ")
        elif tag == "tr":
            self._rows.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._rows[-1].append(self._text())
        elif tag == "table":
            self.found.append(Block("table", "", rows=tuple(map(tuple, self._rows))))
            self._rows.clear()
            self._words.clear()
        elif tag in self._BLOCKS:
            self.end()
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def end(self) -> None:
        """Finish the paragraph that is being read."""
        text = self._text()
        if text:
            self.found.append(Block(self._kind, text, self._number))
            self._kind, self._number = "text", 0

    def _text(self) -> str:
        text = for_print("".join(self._words))
        self._words.clear()
        return text

    def _next_item(self) -> tuple[str, int]:
        if not self._lists or self._lists[-1] < 0:
            return "item", 0
        self._lists[-1] += 1
        return ("step", self._lists[-1]) if len(self._lists) == 1 else ("item", 0)
