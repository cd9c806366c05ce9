"""A paragraph's letters: fields, changes that are tracked, what is hidden, links, signs, and drawings among them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from honour_roll.imports.office_fonts import converted, family, from_family, holds_unicode
from honour_roll.imports.office_package import Relation
from honour_roll.imports.word_asides import Asides
from honour_roll.imports.word_blocks import Picture, Run, cleaned
from honour_roll.imports.word_graphics import Graphics
from honour_roll.imports.word_names import CHOICE, FALLBACK, MC, A, M, R, V, W, child, is_on, number, value
from honour_roll.imports.word_styles import Styles
from honour_roll.text.vietnamese import legacy_encoding

_WEB = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+")
_NO_RESULT = re.compile(r"\s*(?:TOC|INDEX|PAGE|NUMPAGES|SECTIONPAGES|TC|XE)\b", re.IGNORECASE)
_LINK_FIELD = re.compile(r"\s*HYPERLINK\s+\"((?:https?://|mailto:)[^\s\"]+)\"", re.IGNORECASE)
_OUTSIDE_FIELD = re.compile(r"\s*(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK)\b", re.IGNORECASE)
# Wingdings: what offices tick and what they begin items with.
_SIGNS = {"FE": "☒ ", "FD": "☒ ", "A8": "☐ ", "6F": "☐ ", "FC": "✓ ", "FB": "✗ "}
_BULLETS = re.compile(r"[\uf0a7\uf0b7\uf0d8\uf076\uf075\uf0fc\uf02d\uf0a8\uf06c\uf06e]")
_TRANSPARENT = {f"{W}{name}" for name in ("smartTag", "customXml", "dir", "bdo", "sdtContent")}
_DELETED, _ADDED = {f"{W}del", f"{W}moveFrom"}, {f"{W}ins", f"{W}moveTo"}
_SIGN_OF = {f"{W}tab": " ", f"{W}br": " ", f"{W}softHyphen": "\xad"}
_DRAWINGS = {f"{MC}AlternateContent", f"{W}drawing", f"{W}pict", f"{W}object"}


class Line(NamedTuple):
    """What a paragraph holds: its runs, the contents of its text boxes, its pictures, and runs that are not italic."""

    runs: list[Run]
    boxes: list[Any]
    pictures: list[Picture]
    upright: list[Any]


class _Piece(NamedTuple):
    text: str
    font: str  # one of before Unicode, or nothing
    bold: bool
    href: str


class RunReader:
    """Reads paragraphs one after another: a field may begin in one and end in another."""

    def __init__(self, styles: Styles, graphics: Graphics, asides: Asides, relations: dict[str, Relation]) -> None:
        """Take what tells how runs look, reads drawings, and collects what is not carried over."""
        self._styles, self._graphics, self._asides, self._relations = styles, graphics, asides, relations
        self._fields: list[str] = []  # the instruction of each open field
        self._paragraph: Any = None
        self._place = ""
        self._pieces: list[_Piece] = []
        self._line = Line([], [], [], [])
        self._readers: dict[str, Callable[[Any, str], None]] = {
            f"{W}r": self._run,
            f"{W}hyperlink": self._link,
            f"{W}sdt": self._control,
            f"{W}fldSimple": self._simple_field,
            f"{M}oMath": self._equation,
            f"{M}oMathPara": self._equation,
            f"{MC}AlternateContent": self._choice,
            **(dict.fromkeys(_DELETED, self._deleted) | dict.fromkeys(_ADDED, self._added)),
            **dict.fromkeys(_TRANSPARENT, self._inline),
        }

    def read(self, paragraph: Any, place: str) -> Line:
        """Return what a paragraph holds."""
        self._paragraph, self._place, self._pieces, self._line = paragraph, place, [], Line([], [], [], [])
        self._inline(paragraph, "")
        self._line.runs.extend(self._runs())
        return self._line

    def _runs(self) -> list[Run]:
        """Return the runs of the pieces read, as Unicode; neighbours of one look are one run."""
        joined: list[_Piece] = []
        for piece in self._pieces:
            last = joined[-1] if joined else None
            if last and last[1:] == piece[1:]:
                joined[-1] = last._replace(text=last.text + piece.text)
            else:
                joined.append(piece)
        runs = [Run(converted(one.text, one.font), one.bold, one.href) for one in joined]
        whole = "".join(run.text for run in runs)
        if kind := legacy_encoding(whole):  # typed in such a font and shown in another: the letters tell it
            self._asides.remarks.add("old-letters")
            for run in runs:
                run.text = run.text if holds_unicode(run.text) else from_family(run.text, kind)
        for run in runs:
            run.text = cleaned(_BULLETS.sub("•", run.text))
        return [run for run in runs if run.text]

    def _add(self, text: str, run: Any, href: str) -> None:
        if text.strip() and not self._styles.is_italic(run, self._paragraph):
            self._line.upright.append(run)
        font = self._styles.font(run, self._paragraph)
        font = font if family(font) and not holds_unicode(text) else ""
        self._pieces.append(_Piece(text, font, self._styles.is_bold(run, self._paragraph), href or self._field_link()))

    def _inline(self, element: Any, href: str) -> None:
        for one in element:
            if read := self._readers.get(one.tag):
                read(one, href)

    def _deleted(self, change: Any, _href: str) -> None:
        self._asides.remarks.add("tracked")
        self._asides.tell("deleted", self._text_of(change), self._place)

    def _added(self, change: Any, href: str) -> None:
        self._asides.remarks.add("tracked")
        self._inline(change, href)

    def _link(self, link: Any, _href: str) -> None:
        self._inline(link, self._target(link))

    def _simple_field(self, field: Any, href: str) -> None:
        if _NO_RESULT.match(value(field, name="instr")):
            self._asides.tell("field", self._text_of(field), self._place)
        else:
            self._inline(field, href)

    def _equation(self, equation: Any, _href: str) -> None:
        self._asides.tell("equation", " ".join(text.text or "" for text in equation.iter(f"{M}t")), self._place)

    def _choice(self, choice: Any, href: str) -> None:
        form = next(choice.iterchildren(CHOICE, FALLBACK), None)
        if form is not None:
            self._inline(form, href)

    def _control(self, control: Any, href: str) -> None:
        """Read a content control; its “click here to type” is nobody's text."""
        content = child(control, "sdtContent")
        if content is None:
            return
        if child(control, "sdtPr/showingPlcHdr") is not None:
            self._asides.tell("placeholder", self._text_of(content), self._place)
        else:
            self._inline(content, href)

    def _target(self, link: Any) -> str:
        """Return where a link leads on the web; a file on somebody's machine is only told."""
        found = self._relations.get(link.get(f"{R}id", ""))
        if found is None:
            return ""
        if found.external and _WEB.fullmatch(found.target):
            return found.target
        self._asides.tell("link", found.target, self._place)
        return ""

    def _run(self, run: Any, href: str) -> None:
        if self._styles.is_hidden(run, self._paragraph):
            self._asides.tell("hidden", self._text_of(run), self._place)
            if next(run.iter(f"{A}blip", f"{V}imagedata"), None) is not None:
                self._asides.tell("hidden", "một ảnh bị ẩn", self._place)
            self._count_fields(run)
            return
        for one in run:
            self._part(one, run, href)

    def _part(self, one: Any, run: Any, href: str) -> None:
        """Read one element of a run."""
        if one.tag in _DRAWINGS:
            drawn = self._graphics.read(one, self._place)
            self._line.boxes.extend(drawn.boxes)
            self._line.pictures.extend(drawn.pictures)
            return
        match one.tag.removeprefix(W) if isinstance(one.tag, str) else "":
            case "t":
                self._letters(one, run, href)
            case "tab" | "ptab":
                self._add("\t", run, href)
            case "br" | "cr":
                self._add(" " if value(one, name="type") in ("page", "column") else "\n", run, href)
            case "noBreakHyphen":
                self._add("-", run, href)
            case "softHyphen":
                self._add("\xad" if family(self._styles.font(run, self._paragraph)) else "", run, href)
            case "sym":
                self._sign(value(one, name="char"), run, href)
            case "fldChar" | "instrText":
                self._field(one, run, href)
            case "ruby":
                self._ruby(one, href)

    def _letters(self, letters: Any, run: Any, href: str) -> None:
        if any(_NO_RESULT.match(instruction) for instruction in self._fields):
            self._asides.tell("field", self._text_of(letters), self._place)
        else:
            self._add(letters.text or "", run, href)

    def _ruby(self, ruby: Any, href: str) -> None:
        for base in ruby.findall(f"{W}rubyBase"):
            self._inline(base, href)
        for above in ruby.findall(f"{W}rt"):
            self._asides.tell("ruby", self._text_of(above), self._place)

    def _sign(self, code: str, run: Any, href: str) -> None:
        """Read a sign of a font of signs: a tick or a box; any other begins an item, or is nothing."""
        is_first = not "".join(piece.text for piece in self._pieces).strip()
        sign = _SIGNS.get(code.upper()[-2:], "• " if is_first else "")
        if sign:
            self._pieces.append(_Piece(sign, "", self._styles.is_bold(run, self._paragraph), href))

    def _count_fields(self, run: Any) -> None:
        for one in run.iter(f"{W}fldChar", f"{W}instrText"):
            self._field(one, run, "")

    def _field(self, one: Any, run: Any, href: str) -> None:
        """Follow where fields begin and end; read a box that is ticked, and what was chosen of a list."""
        if one.tag == f"{W}instrText":
            if self._fields:
                self._fields[-1] += one.text or ""
                if _OUTSIDE_FIELD.match(self._fields[-1]):
                    self._asides.remarks.add("linked")
            return
        match value(one, name="fldCharType"):
            case "begin":
                self._fields.append("")
                self._form_field(one, run, href)
            case "end" if self._fields:
                self._fields.pop()

    def _form_field(self, begin: Any, run: Any, href: str) -> None:
        box = child(begin, "ffData/checkBox")
        if box is not None:
            state = child(box, "checked")
            self._add("☒ " if is_on(state if state is not None else child(box, "default")) else "☐ ", run, href)
        choices = child(begin, "ffData/ddList")
        if choices is not None:
            words = [value(one) for one in choices.findall(f"{W}listEntry")]
            at = number(value(choices, "result") or value(choices, "default"))
            if 0 <= at < len(words):
                self._add(words[at], run, href)

    def _field_link(self) -> str:
        """Return where the innermost link leads that is a field."""
        found = (_LINK_FIELD.match(instruction) for instruction in reversed(self._fields))
        return next((link[1] for link in found if link), "")

    def _text_of(self, element: Any) -> str:
        """Return the words of an element within the paragraph, as Unicode."""
        pieces = []
        for one in element.iter(f"{W}t", f"{W}delText", f"{W}tab", f"{W}br", f"{W}softHyphen"):
            run = one.getparent()
            font = self._styles.font(run, self._paragraph) if run is not None and run.tag == f"{W}r" else ""
            pieces.append(converted(_SIGN_OF.get(one.tag, one.text or ""), font))
        return "".join(pieces)
