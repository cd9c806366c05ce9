"""A Word file becomes a WordImport: proposals with places and reasons, each to be taken or refused; nothing is written.

    import_word(data, "bao-cao.docx", registers) -> WordImport

The order of the passes: read, unfold tables that only lay out, take off the frame of the report, captions, titles,
headings, figures, text, and last what goes into the header.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

from honour_roll.entries.registers import Registers
from honour_roll.imports import old_office, word_reader
from honour_roll.imports.captions import take_captions
from honour_roll.imports.draft_body import Piece, taken_off
from honour_roll.imports.draft_text import pieces
from honour_roll.imports.figures import FigureProposal, figures
from honour_roll.imports.office_package import Package, is_old_word
from honour_roll.imports.outline import set_headings
from honour_roll.imports.proposals import proposals
from honour_roll.imports.refusals import SENTENCES, RefusedError
from honour_roll.imports.take_off import take_off
from honour_roll.imports.titles import take_titles
from honour_roll.imports.unfold import unfolded
from honour_roll.imports.units_and_places import FieldProposal
from honour_roll.imports.word_blocks import NotCarried, TakenOff

_LONG = 40_000  # letters: some fifteen pages


class PhotoProposal(NamedTuple):
    """A picture that can be a photo of the entry: its bytes as the report shows them, its caption, credit and text."""

    id: str
    data: bytes
    caption: str
    credit: str
    alt: str
    place: str


@dataclass(frozen=True, slots=True)
class WordImport:
    """What was read from a file. ``reason`` and ``sentence`` say why it was refused; then all else is empty.

    ``fields`` have their key as id, ``figures`` ``f1`` and so on, ``pieces`` ``p1``, ``photos`` ``a1``. ``remarks`` are
    keys of ``messages.REMARKS``.
    """

    name: str
    reason: str = ""
    sentence: str = ""
    fields: tuple[FieldProposal, ...] = ()
    pieces: tuple[Piece, ...] = ()
    photos: tuple[PhotoProposal, ...] = ()
    figures: tuple[FigureProposal, ...] = ()
    taken_off: tuple[TakenOff, ...] = ()
    not_carried: tuple[NotCarried, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def outcome(self) -> str:
        """Return ``draft`` or ``refused``."""
        return "refused" if self.reason else "draft"

    def field(self, key: str) -> FieldProposal | None:
        """Return what is proposed for a key of the header."""
        return next((one for one in self.fields if one.key == key), None)


def import_word(data: bytes, name: str, registers: Registers) -> WordImport:
    """Return what a Word file holds, or why it is refused; ``name`` is what people call it.

    No file makes this raise: what no rule has foreseen counts as broken.
    """
    try:
        return _imported(data, name, registers)
    except RefusedError as error:
        return WordImport(name, error.code, error.sentence)
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, MemoryError):
        return WordImport(name, "broken", SENTENCES["broken"])


def _imported(data: bytes, name: str, registers: Registers) -> WordImport:
    """Return what a file holds. Raises RefusedError."""
    is_old = is_old_word(data)
    text = word_reader.read(Package(old_office.as_docx(data) if is_old else data))
    remarks = text.remarks | ({"converted"} if is_old else set())
    blocks = unfolded(text.blocks)
    take_off(blocks)
    lost = take_captions(blocks)
    titles = take_titles(blocks)
    if set_headings(blocks):
        remarks.add("several-models")
    found = pieces(blocks)
    today = datetime.date.today().isoformat()  # noqa: DTZ011 - the writer's own calendar
    fields = proposals(titles, blocks, found, registers, today)
    title = next((one for one in fields if one.key == "ten"), None)
    if title is None or "tạm lấy" in title.reason:
        remarks.add("no-title")
    if not any(piece.became == "section" for piece in found) and "several-models" not in remarks:
        remarks.add("no-sections")
    if sum(len(piece.text) for piece in found) > _LONG:
        remarks.add("long")
    pictures = [
        (picture, block.place)
        for block in blocks
        if block.became != "off"
        for picture in block.pictures
        if picture.data
    ]
    photos = [
        PhotoProposal(f"a{number}", one.data, one.caption, one.credit, one.alt, place)
        for number, (one, place) in enumerate(pictures, start=1)
    ]
    return WordImport(
        PurePath(name).name,
        fields=tuple(fields),
        pieces=tuple(found),
        photos=tuple(photos),
        figures=tuple(figures(blocks)),
        taken_off=tuple(taken_off(found, blocks)),
        not_carried=(*text.not_carried, *lost),
        remarks=tuple(sorted(remarks)),
    )
