"""Text for print: where a line may break, and the paragraphs of a body's HTML.

Vietnamese is written in syllables with a space between any two, so a typesetter would part a name as readily as a
sentence. Nothing is hyphenated: Vietnamese writes no hyphen at the end of a line.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import NamedTuple

from honour_roll.text.glyphs import drawable

_BOUND, MAY_BREAK = "\u00a0", "\u200b"  # no-break space, zero-width space
_WEAK, _STRONG = 1, 2
_LONGEST_BOUND = 18  # letters: longer groups would leave holes at the ends of lines
_LONGEST_WORD = 22  # letters; a Vietnamese syllable has 7 at most ("nghiêng"), a longer word is an address or a slip
_LONG = re.compile(f"[^ {_BOUND}]{{{_LONGEST_WORD + 1},}}")
_SEAMS = re.compile(rf"(?<=[/\-._?&=@:])(?![/\-._?&=@:]|$)|(?<=[^/\-._?&=@:]{{{_LONGEST_WORD}}})")
_OPENING, _CLOSING = "“‘(\"'[", ",.;:!?)”’]…"
_BEFORE_A_NUMBER = frozenset(
    "số tổ ngõ ngách ngày tháng năm quý phường xã quận huyện thành phố đường khu điều đợt lần thứ cụm khối".split()
)
_NUMBER = re.compile(r"[0-9][0-9.,]*")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def for_print(text: str) -> str:
    """Return plain text with no-break spaces within names and after numbers, and breaks within very long words.

    ``Trần Đăng Ninh``, ``phường Quan Hoa`` and ``10 bếp`` stay on one line; a word as long as an address may break.
    """
    words = drawable(text).split(" ")
    shouted = text.isupper()  # where all is in capitals, they do not show what is a name
    groups, quoted = [[(words[0], 0)]], False  # groups of (word, strength of its tie to the word before it)
    for before, word in pairwise(words):
        quoted = (quoted or "“" in before) and "”" not in before  # within a name in quotes
        if tie := max(_tie(before, word, shouted=shouted), _WEAK if quoted else 0):
            groups[-1].append((word, tie))
        else:
            groups.append([(word, 0)])
    pieces = [piece for group in groups for piece in _pieces(group)]
    return _LONG.sub(lambda long: _SEAMS.sub(MAY_BREAK, long[0]), " ".join(pieces))


def _pieces(group: list[tuple[str, int]]) -> list[str]:
    """Return tied words bound together as one piece, or, where that would be too long, cut at their weakest tie."""
    bound = _BOUND.join(word for word, _ in group)
    if len(group) == 1 or len(bound) <= _LONGEST_BOUND:
        return [bound]
    cut = min(range(1, len(group)), key=lambda at: (group[at][1], abs(2 * at - len(group))))
    return [*_pieces(group[:cut]), *_pieces(group[cut:])]


def _tie(before: str, word: str, *, shouted: bool) -> int:
    """Return the strength of the tie between a word and the one before it; 0 for none."""
    if word in ("–", "—", "-", "×"):
        return _STRONG  # no line begins with a dash
    if before[-1:] in _CLOSING or word[:1] in _OPENING:
        return 0
    if _NUMBER.fullmatch(before):
        is_unit = word[:1].islower() and word not in _BEFORE_A_NUMBER and not _YEAR.fullmatch(before)
        return _WEAK if is_unit else 0
    before = before.lstrip(_OPENING)
    if before.lower() in _BEFORE_A_NUMBER and (word[:1].isdigit() or (word[:1].isupper() and not shouted)):
        return _WEAK
    return _STRONG if not shouted and before[:1].isupper() and word[:1].isupper() else 0


class Block(NamedTuple):
    """A paragraph of plain text. ``kind``: ``text``, ``head``, ``item``, or ``step`` with its ``number``."""

    kind: str
    text: str
    number: int = 0


def blocks(html: str) -> tuple[Block, ...]:
    """Return the paragraphs of a body's HTML, as ``markdown.render`` makes it, as plain text for print.

    Items of numbered lists become steps; a row of a table becomes a line with its cells one after another.
    """
    reader = _BlockReader()
    reader.feed(html)
    reader.close()
    reader.end()
    return tuple(reader.found)


class _BlockReader(HTMLParser):
    """Collects the blocks of clean HTML in ``found``."""

    _BLOCKS = frozenset("p h2 h3 h4 li tr pre blockquote ul ol table".split())

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Block] = []
        self._words: list[str] = []
        self._lists: list[int] = []  # of each open list: the last item's number, or -1 without numbers
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
        elif tag in ("td", "th") and "".join(self._words).strip():
            self._words.append(" · ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._BLOCKS:
            self.end()
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def end(self) -> None:
        """Finish the paragraph that is being read."""
        text = for_print("".join(self._words))
        self._words.clear()
        if text:
            self.found.append(Block(self._kind, text, self._number))
            self._kind, self._number = "text", 0

    def _next_item(self) -> tuple[str, int]:
        if not self._lists or self._lists[-1] < 0:
            return "item", 0
        self._lists[-1] += 1
        return ("step", self._lists[-1]) if len(self._lists) == 1 else ("item", 0)
