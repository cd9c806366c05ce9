"""Reads a Word document in one walk over its XML into blocks that remember their place."""

from __future__ import annotations

from typing import Any, NamedTuple

from honour_roll.imports.office_package import Package, Relation
from honour_roll.imports.refusals import RefusedError
from honour_roll.imports.word_asides import Asides
from honour_roll.imports.word_blocks import Block, Cell, NotCarried
from honour_roll.imports.word_graphics import Graphics
from honour_roll.imports.word_names import CHOICE, FALLBACK, MC, W, child, is_on, number, value
from honour_roll.imports.word_runs import RunReader
from honour_roll.imports.word_styles import Numbering, Styles

_MOST_PARAGRAPHS = 20_000  # two hundred pages have some 1,400
_MOST_LETTERS = 3_000_000  # two hundred pages have a sixth of it
_DEEPEST = 40  # tables, boxes and controls within each other
_MOST_COLUMNS = 200
_TRANSPARENT = {f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent")}
_ADDED = {f"{W}ins", f"{W}moveTo"}
_GALLERY = "sdtPr/docPartObj/docPartGallery"
_CONTENTS = "Table of Contents"


class WordText(NamedTuple):
    """A document as it was read: its blocks in order, what is not carried over, and what the reader should know."""

    blocks: list[Block]
    not_carried: list[NotCarried]
    remarks: set[str]


def read(package: Package) -> WordText:
    """Return what a Word package holds. Raises RefusedError."""
    if package.is_excel:
        raise RefusedError("is-excel")
    root = package.xml(package.main)
    body = child(root, "body")
    if body is None:
        raise RefusedError("not-docx")
    if sum(1 for _ in body.iter(f"{W}p")) > _MOST_PARAGRAPHS:
        raise RefusedError("too-big")
    reader = _Reader(package, package.relations(package.main))
    reader.walk(body, reader.blocks, 0)
    reader.graphics.finish()
    reader.asides.collect()
    if not any(block.text or block.pictures for block in reader.blocks):
        raise RefusedError("no-text")
    return WordText(reader.blocks, reader.asides.told, reader.asides.remarks)


class _Reader:
    """One walk over a document. ``blocks`` are those found so far."""

    def __init__(self, package: Package, relations: dict[str, Relation]) -> None:
        self.blocks: list[Block] = []
        parts = {one.kind: one.target for one in reversed(relations.values()) if not one.external}
        self._styles = Styles(_xml(package, parts.get("styles", "")))
        self._numbering = Numbering(_xml(package, parts.get("numbering", "")))
        self.asides = Asides(package, relations, self._styles)
        self.graphics = Graphics(package, relations, self.asides)
        self._runs = RunReader(self._styles, self.graphics, self.asides, relations)
        self._paragraphs = self._tables = self._letters = 0

    def walk(self, element: Any, out: list[Block], depth: int) -> None:
        """Append the blocks of an element to ``out``."""
        if depth > _DEEPEST:
            raise RefusedError("too-deep")
        for one in element:
            if one.tag == f"{W}p":
                self._paragraph(one, out, depth)
            elif one.tag == f"{W}tbl":
                self._table(one, out, depth + 1)
            elif one.tag == f"{W}sdt":
                self._control(one, out, depth + 1)
            elif one.tag in (f"{W}del", f"{W}moveFrom"):
                self.asides.remarks.add("tracked")
                self.asides.tell("deleted", self.asides.words(one))
            elif inner := _inner(one):
                self.asides.remarks |= {"tracked"} if one.tag in _ADDED else set()
                self.walk(inner[0], out, depth + 1)

    def _control(self, control: Any, out: list[Block], depth: int) -> None:
        """Read a content control that holds blocks; a table of contents and “click here to type” are told."""
        content = child(control, "sdtContent")
        if content is None:
            return
        if child(control, "sdtPr/showingPlcHdr") is not None:
            self.asides.tell("placeholder", self.asides.words(content))
        elif value(control, _GALLERY) == _CONTENTS:
            self.asides.tell("contents", self.asides.words(content))
        else:
            self.walk(content, out, depth)

    def _paragraph(self, paragraph: Any, out: list[Block], depth: int) -> None:
        self._paragraphs += 1
        place = f"đoạn {self._paragraphs}"
        line = self._runs.read(paragraph, place)
        self._letters += sum(len(run.text) for run in line.runs)
        if self._letters > _MOST_LETTERS:
            raise RefusedError("too-big")
        style = self._styles.name(paragraph)
        if style.startswith("toc "):
            self.asides.tell("contents", "".join(run.text for run in line.runs), place)
            return
        block = Block(place, line.runs, self._styles.heading_level(paragraph), style, pictures=line.pictures)
        block.is_italic = not line.upright
        block.is_centred = value(paragraph, "pPr/jc") in ("center", "centre") or self._is_centred_by_style(paragraph)
        if block.text:
            self._count(paragraph, block)
        if block.text or block.pictures:
            out.append(block)
        for number_of_box, box in enumerate(line.boxes):
            inner: list[Block] = []
            self.walk(box, inner, depth + 1)
            for one in inner:
                one.place = f"hộp chữ {number_of_box + 1} ở {place}"
            out.extend(inner)

    def _is_centred_by_style(self, paragraph: Any) -> bool:
        if child(paragraph, "pPr/jc") is not None:
            return False
        found = (value(style, "pPr/jc") for style in self._styles.of_paragraph(paragraph))
        return next(filter(None, found), "") == "center"

    def _count(self, paragraph: Any, block: Block) -> None:
        """Note whether a paragraph is an item of a list, and its number."""
        key, depth = self._styles.numbering(paragraph)
        if key:
            block.listing, block.label = self._numbering.counted(key, depth)
            block.depth = depth
        elif block.style.startswith("list bullet"):
            block.listing = "bullet"
        elif block.style.startswith("list number"):
            block.listing = "number"

    def _table(self, table: Any, out: list[Block], depth: int) -> None:
        self._tables += 1
        place = f"bảng {self._tables}"
        rows: list[list[Cell | None]] = []
        for row in _children(table, f"{W}tr"):
            properties = child(row, "trPr")
            is_deleted = child(properties, "del") is not None
            if is_deleted or is_on(child(properties, "hidden")):
                self.asides.remarks |= {"tracked"} if is_deleted else set()
                self.asides.tell("deleted" if is_deleted else "hidden", self.asides.words(row), place)
                continue
            before = min(max(number(value(properties, "gridBefore")), 0), _MOST_COLUMNS)
            cells: list[Cell | None] = [Cell([]) for _ in range(before)]
            for cell in _children(row, f"{W}tc"):
                cells += self._cell(cell, depth)
            rows.append(cells[:_MOST_COLUMNS] if len(cells) > _MOST_COLUMNS else cells)
        wide = max(map(len, rows), default=0)
        for cells in rows:
            cells.extend([None] * (wide - len(cells)))
        if any(cell and cell.blocks for cells in rows for cell in cells):
            out.append(Block(place, rows=rows))

    def _cell(self, cell: Any, depth: int) -> list[Cell | None]:
        """Return a cell and a None for each further column over which it goes."""
        blocks: list[Block] = []
        self.walk(cell, blocks, depth)
        span = min(max(number(value(cell, "tcPr/gridSpan"), 1), 1), _MOST_COLUMNS)
        return [Cell(blocks, span), *([None] * (span - 1))]


def _inner(element: Any) -> list[Any]:
    """Return the element that holds the blocks of one that only surrounds them; of two forms the first."""
    if element.tag == f"{MC}AlternateContent":
        return [*element.iterchildren(CHOICE, FALLBACK)][:1]
    return [element] if element.tag in _TRANSPARENT else []


def _children(element: Any, tag: str) -> list[Any]:
    """Return the rows of a table or the cells of a row, also those in content controls or tracked changes."""
    found = []
    for one in element:
        if one.tag == tag:
            found.append(one)
        elif one.tag == f"{W}sdt" or one.tag in _TRANSPARENT:
            found += _children(one, tag)
    return found


def _xml(package: Package, part: str) -> Any:
    """Return the root of a part that a document may do without. Raises RefusedError where it is not merely broken."""
    try:
        return package.xml(part) if part else None
    except RefusedError as error:
        if error.code != "broken":
            raise
        return None
