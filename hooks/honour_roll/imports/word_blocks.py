"""What a Word document is read into: blocks in their order, each with its place, and what was not carried over."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import NamedTuple

from honour_roll.text import look_alikes
from honour_roll.text.hidden import HIDDEN, is_usual
from honour_roll.text.vietnamese import fold

_BLANK_LINES = re.compile(r"\n{3,}")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")


class NotCarried(NamedTuple):
    """A text that is not in the draft because drafts have no place for it: its kind, the text, and where it stood."""

    kind: str
    text: str
    place: str = ""


class TakenOff(NamedTuple):
    """A text that belongs to the report and not to the model: why it was taken off, and the text."""

    kind: str
    text: str


@dataclass(slots=True)
class Run:
    """Neighbouring letters of one look: their text, whether it is bold, and where it leads (``https://…``)."""

    text: str
    bold: bool = False
    href: str = ""


@dataclass(slots=True)
class Picture:
    """A picture where it stands: its part, its bytes as they are to be shown, its text for the blind.

    ``data`` is empty when it cannot be used; it then still keeps its caption from going to another.
    """

    part: str
    data: bytes = b""
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(slots=True)
class Cell:
    """A cell of a table: its blocks, and over how many columns it goes."""

    blocks: list[Block]
    span: int = 1

    @property
    def text(self) -> str:
        """Return the words of all that stands in it."""
        return " ".join(filter(None, (block.text for block in self.blocks)))


@dataclass(slots=True, eq=False)
class Block:
    """A paragraph, or a table when it has ``rows``; None in a row is a place over which another cell goes.

    ``level`` is that of a heading, from 1; ``label`` the number that Word counts (``II.``); ``listing`` is ``bullet``
    or ``number`` for an item of a list, ``depth`` how deep it lies.

    The passes write what they find: ``became`` is what the block is in the draft (``off``, ``title``, ``section``,
    ``heading``, ``caption``; nothing for text), ``kind`` why it was taken off, ``section`` the section it opens;
    ``off`` is what was cut out of its text.
    """

    place: str
    runs: list[Run] = field(default_factory=list)
    level: int = 0
    style: str = ""
    is_centred: bool = False
    is_italic: bool = False
    label: str = ""
    listing: str = ""
    depth: int = 0
    pictures: list[Picture] = field(default_factory=list)
    rows: list[list[Cell | None]] | None = None
    became: str = ""
    kind: str = ""
    section: str = ""
    off: list[TakenOff] = field(default_factory=list)

    @property
    def raw(self) -> str:
        """Return a paragraph's text with its tabs and line ends."""
        return "".join(run.text for run in self.runs)

    @property
    def text(self) -> str:
        """Return a paragraph's words, or those of all cells of a table, a space between."""
        if self.rows is not None:
            return " ".join(filter(None, (cell.text for row in self.rows for cell in row if cell)))
        return " ".join(self.raw.split())

    @property
    def folded(self) -> str:
        """Return the words in small letters without accents."""
        return fold(self.text)

    @property
    def is_bold(self) -> bool:
        """Return whether every letter is bold."""
        runs = [run for run in self.runs if any(map(str.isalnum, run.text))]
        return bool(runs) and all(run.bold for run in runs)

    @property
    def is_open(self) -> bool:
        """Return whether no pass has decided yet what becomes of it."""
        return not self.became

    def take_off(self, kind: str) -> None:
        """Take the whole block off, as being of a kind."""
        self.became, self.kind = "off", kind

    def cut(self, start: int, end: int, kind: str) -> None:
        """Take off the letters of the text from ``start`` to ``end``, as being of a kind."""
        self.off.append(TakenOff(kind, " ".join(self.raw[start:end].split())))
        at = 0
        for run in self.runs:
            length = len(run.text)
            run.text = run.text[: max(0, start - at)] + run.text[max(0, end - at) :]
            at += length


def cleaned(text: str) -> str:
    """Return text composed (NFC), with usual spaces and without what nobody sees; look-alikes become Vietnamese."""
    text = _BLANK_LINES.sub("\n\n", unicodedata.normalize("NFC", text))
    if is_usual(text):
        return text
    text = HIDDEN.sub("", _SPACES.sub(lambda gap: "\t" if "\t" in gap[0] else " ", text.replace("\u2028", "\n")))
    for found in reversed([*look_alikes.found(text)]):
        text = text[: found.start] + found.right + text[found.start + len(found.written) :]
    return text


def pieces_of(block: Block) -> list[str]:
    """Return the texts of a block one by one: columns and lines of a paragraph, paragraphs of cells."""
    if block.rows is not None:
        inner = [one for row in block.rows for cell in row if cell for one in cell.blocks]
        return [piece for one in inner for piece in pieces_of(one)]
    return [piece for part in re.split(r"\t+|\n", block.raw) if (piece := " ".join(part.split()))]
