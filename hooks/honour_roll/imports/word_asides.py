"""What stands beside the text of a document and has no place in a draft: each is told with its words.

Headers, footers, footnotes, comments, charts, SmartArt, embedded sheets and pages.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from typing import Any

from honour_roll.imports.office_fonts import converted, holds_unicode
from honour_roll.imports.office_package import Package, Relation
from honour_roll.imports.refusals import RefusedError
from honour_roll.imports.word_blocks import NotCarried, cleaned
from honour_roll.imports.word_names import FALLBACK, A, M, V, W, own_paragraph, value
from honour_roll.imports.word_styles import Styles

_NOTES = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")
_MOST_CELLS = 5_000  # of an embedded sheet
_SHEETS = (".xlsx", ".xlsm")
_TAG = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_OF_WORD = ("t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "delText")
_SHOWN = (*(f"{W}{name}" for name in _OF_WORD), f"{V}textpath", f"{M}t")


class Asides:
    """What a document says outside of its text. ``told`` collects it, ``remarks`` what the reader should know."""

    def __init__(self, package: Package, relations: dict[str, Relation], styles: Styles) -> None:
        """Take the package and what its main part refers to."""
        self._package, self._relations, self._styles = package, relations, styles
        self.told: list[NotCarried] = []
        self.remarks: set[str] = set()

    def tell(self, kind: str, text: str, place: str = "") -> None:
        """Note a text that is not carried over, if it has any words."""
        if words := " ".join(cleaned(text).split()):
            self.told.append(NotCarried(kind, words, place))

    def collect(self) -> None:
        """Note all that lies in parts of its own. Raises RefusedError for a DTD, and where there is too much."""
        for relation in self._relations.values():
            if relation.external:
                continue
            if relation.kind in _NOTES:
                kind = _NOTES[relation.kind]
                for note in self._elements(relation.target, f"{W}{kind}"):
                    if value(note, name="type") not in _SEPARATORS:
                        self.tell(kind, self.words(note))
            elif relation.kind in ("header", "footer"):
                for part in self._elements(relation.target, f"{W}hdr", f"{W}ftr"):
                    self.tell(relation.kind, self.words(part))
            elif relation.kind in ("aFChunk", "package", "oleObject"):
                self.tell("embedded", self._embedded(relation.target))
        if self._package.has_macros:
            self.remarks.add("macro")

    def words(self, element: Any) -> str:
        """Return the words of an element, as Unicode, a space between paragraphs; of two forms of a box only one."""
        pieces = [
            self.paragraph_words(paragraph)
            for paragraph in element.iter(f"{W}p")
            if next(paragraph.iterancestors(FALLBACK), None) is None
        ]
        return " ".join(filter(None, pieces)) if pieces else self.paragraph_words(element)

    def paragraph_words(self, paragraph: Any) -> str:
        """Return the words that stand directly in a paragraph."""
        joined: list[tuple[str, str]] = []
        for one in paragraph.iter(*_SHOWN):
            holder = own_paragraph(one)
            if holder is not None and holder is not paragraph:
                continue
            run = one.getparent()
            font = self._styles.font(run, paragraph) if run.tag == f"{W}r" else ""
            text = _shown(one)
            font = "" if holds_unicode(text) else font
            if joined and joined[-1][1] == font:
                joined[-1] = joined[-1][0] + text, font
            else:
                joined.append((text, font))
        return cleaned("".join(converted(text, font) for text, font in joined))

    def chart(self, relation: str) -> None:
        """Note the words and the values of a chart."""
        if root := self._root(relation):
            self.tell("chart", " ".join(one.text or "" for one in root[0].iter() if _is_text_of_chart(one)))

    def diagram(self, relation: str) -> None:
        """Note the words of a SmartArt drawing."""
        if root := self._root(relation):
            self.tell("smartart", " ".join(one.text or "" for one in root[0].iter(f"{A}t")))

    def _root(self, relation: str) -> list[Any]:
        """Return the root element of the part of a relation, or nothing."""
        found = self._relations.get(relation)
        if found is None or found.external:
            return []
        try:
            root = self._package.xml(found.target)
        except RefusedError as error:
            self._pass_over(error, found.target)
            return []
        return [root] if root is not None else []

    def _elements(self, part: str, *tags: str) -> Iterator[Any]:
        try:
            root = self._package.xml(part)
        except RefusedError as error:
            self._pass_over(error, part)
            return
        if root is not None:
            yield from root.iter(*tags)

    def _pass_over(self, error: RefusedError, part: str) -> None:
        """Tell of a part beside the text that cannot be read; raise what speaks against the whole file."""
        if error.code != "broken":
            raise error
        self.remarks.add("part-broken")
        self.tell("part", posixpath.basename(part))

    def _embedded(self, part: str) -> str:
        """Return the words of an embedded sheet or page, or the name of anything else."""
        name = posixpath.basename(part)
        if not self._package.has(part):
            return name
        try:
            data = self._package.read(part)
            if name.lower().endswith(_SHEETS):
                return f"{name}: {_sheet_words(Package(data))}"
            if data.startswith(b"PK"):
                package = Package(data)
                return f"{name}: {self.words(package.xml(package.main))}"
        except RefusedError as error:
            self._pass_over(error, part)
            return name
        if name.lower().endswith((".htm", ".html", ".mht", ".xhtml", ".txt")):
            return f"{name}: {html.unescape(_TAG.sub(' ', data.decode('utf-8', 'replace')))}"
        return name


def _shown(one: Any) -> str:
    """Return what an element shows: letters, a gap, a hyphen."""
    match one.tag.rpartition("}")[2]:
        case "t" if one.tag == f"{M}t":
            return f" {one.text or ''} "
        case "t" | "delText":
            return one.text or ""
        case "textpath":
            return f" {one.get('string', '')} "
        case "noBreakHyphen":
            return "-"
        case "softHyphen":
            return "\xad"
        case _:
            return " "


def _is_text_of_chart(one: Any) -> bool:
    return isinstance(one.tag, str) and one.tag.rpartition("}")[2] in ("t", "v") and bool(one.text)


def _sheet_words(package: Package) -> str:
    """Return the cells of an embedded workbook, row by row. Raises RefusedError."""
    relations = package.relations(package.main).values()
    strings: list[str] = []
    for shared in [one for one in relations if one.kind == "sharedStrings"]:
        root = package.xml(shared.target)
        items = root.iter("{*}si") if root is not None else ()
        strings += ["".join(text.text or "" for text in item.iter("{*}t")) for item in items]
    cells = []
    for sheet in [one for one in relations if one.kind == "worksheet"]:
        root = package.xml(sheet.target)
        for cell in root.iter("{*}c") if root is not None else ():
            text = "".join(one.text or "" for one in cell.iter("{*}v", "{*}t"))
            is_shared = cell.get("t") == "s" and text.isdecimal() and int(text) < len(strings)
            cells.append(strings[int(text)] if is_shared else text)
            if len(cells) >= _MOST_CELLS:
                break
    return " ".join(filter(None, cells))
