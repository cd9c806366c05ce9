"""Drawings in a Word document: pictures, text boxes, WordArt, charts, SmartArt, embedded objects."""

from __future__ import annotations

import posixpath
import re
from typing import Any, NamedTuple

from honour_roll.imports.office_package import Package, Relation
from honour_roll.imports.pictures import WHOLE, DrawnLineError, Shares, as_shown
from honour_roll.imports.refusals import RefusedError
from honour_roll.imports.word_asides import Asides
from honour_roll.imports.word_blocks import Picture
from honour_roll.imports.word_names import CHOICE, CONTENT, FALLBACK, MC, WP, A, R, number
from honour_roll.photos.inspect import UnusablePhotoError

MOST_PICTURES = 60  # as many as an entry may list
_MOST_TRIED = 300  # pictures that are opened at all
_VIETNAMESE = re.compile(r"[àáảãạăắằẳẵặâấầẩẫậèéẻẽẹêếềểễệìíỉĩịòóỏõọôốồổỗộơớờởỡợùúủũụưứừửữựỳýỷỹỵđ]", re.IGNORECASE)
_LONGEST_ALT, _SHORTEST_ALT = 300, 10


class Drawn(NamedTuple):
    """What drawings hold: the contents of text boxes, and pictures."""

    boxes: list[Any]
    pictures: list[Picture]


class Graphics:
    """Reads drawings; what cannot be shown on a page is told to ``asides``."""

    def __init__(self, package: Package, relations: dict[str, Relation], asides: Asides) -> None:
        """Take the package and what its main part refers to."""
        self._package, self._relations, self._asides = package, relations, asides
        self._seen: set[str] = set()
        self._used = self._left = 0

    def read(self, element: Any, place: str) -> Drawn:
        """Return what a drawing, a VML picture, an object, or a choice between two forms of them holds."""
        drawn = Drawn([], [])
        self._read(element, drawn, place)
        return drawn

    def _read(self, element: Any, drawn: Drawn, place: str) -> None:
        if element.tag == f"{MC}AlternateContent":
            self._read_choice(element, drawn, place)
            return
        if element.tag == CONTENT:
            drawn.boxes.append(element)
            return
        self._read_one(element, drawn, place)
        for inner in element:
            if isinstance(inner.tag, str):
                self._read(inner, drawn, place)

    def _read_choice(self, element: Any, drawn: Drawn, place: str) -> None:
        """Read one of the forms of a drawing: the first that holds anything."""
        before = len(self._asides.told)
        for form in element.iterchildren(CHOICE, FALLBACK):
            self._read(form, drawn, place)
            if drawn.boxes or drawn.pictures or len(self._asides.told) > before:
                return

    def _read_one(self, element: Any, drawn: Drawn, place: str) -> None:
        match element.tag.rpartition("}")[2]:
            case "textpath":
                self._asides.tell("wordart", element.get("string", ""), place)
            case "blip" | "imagedata":
                self._picture(element, drawn, place)
            case "chart" if element.get(f"{R}id"):
                self._asides.chart(element.get(f"{R}id"))
            case "relIds":
                self._asides.diagram(element.get(f"{R}dm", ""))
            case "t" if element.tag == f"{A}t":
                self._asides.tell("drawing", element.text or "", place)

    def _picture(self, element: Any, drawn: Drawn, place: str) -> None:
        """Add a picture, or say why it cannot be used."""
        link = element.get(f"{R}link")
        found = self._relations.get(element.get(f"{R}embed") or element.get(f"{R}id") or link or "")
        if found is None:
            return
        name = posixpath.basename(found.target)
        if found.external:
            self._asides.tell("picture", f"ảnh nằm ở nơi khác, không tải về: {name}", place)
        elif found.target in self._seen:
            self._asides.tell("picture", f"ảnh lặp lại: {name}", place)
        elif self._used >= MOST_PICTURES or len(self._seen) >= _MOST_TRIED:
            self._left += 1
        else:
            self._seen.add(found.target)
            try:
                data, is_enlarged = as_shown(self._package.read(found.target, "media"), _cut(element))
            except DrawnLineError:
                self._asides.tell("picture", f"nét kẻ vẽ bằng ảnh: {name}", place)
                return
            except UnusablePhotoError as error:
                self._asides.tell("picture", f"ảnh không dùng được ({name}): {error.text}", place)
            except RefusedError as error:
                if error.code != "broken":
                    raise
                self._asides.tell("picture", f"ảnh hỏng hoặc thiếu: {name}", place)
            else:
                self._used += 1
                self._asides.remarks |= {"small-pictures"} if is_enlarged else set()
                drawn.pictures.append(Picture(found.target, data, _alt(element)))
                return
            drawn.pictures.append(Picture(found.target))

    def finish(self) -> None:
        """Tell how many pictures were beyond the limit."""
        if self._left:
            self._asides.remarks.add("pictures")
            self._asides.tell(
                "picture", f"còn {self._left} ảnh nữa không lấy: một bài có nhiều nhất {MOST_PICTURES} ảnh"
            )


def _cut(blip: Any) -> Shares:
    """Return the shares that are cut away at the left, top, right and bottom."""
    holder = blip.getparent()
    source = holder.find(f"{A}srcRect") if holder is not None else None
    if source is None:
        return (0, 0, 0, 0)
    left, top, right, bottom = (min(max(number(source.get(side, "0")), 0), WHOLE) for side in "ltrb")
    return (left, top, right, bottom) if left + right < WHOLE and top + bottom < WHOLE else (0, 0, 0, 0)


def _alt(element: Any) -> str:
    """Return what somebody wrote of a picture for the blind; Word's own guesses are English."""
    holder = next(element.iterancestors(f"{WP}inline", f"{WP}anchor"), None)
    about = holder.find(f"{WP}docPr") if holder is not None else None
    words = " ".join((about.get("descr") or "").split()) if about is not None else ""
    fits = _SHORTEST_ALT <= len(words) <= _LONGEST_ALT and _VIETNAMESE.search(words)
    return words if fits else ""
