"""Styles and numbering of a Word document: what a run or paragraph looks like where its own XML does not say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from honour_roll.imports.word_names import W, child, is_on, number, value

_LOOKS = f"{W}rPr"
_TINY = 4  # half points: letters that nobody is meant to read
_HIGHEST_OUTLINE = 8  # w:outlineLvl 9 is body text
_MOST_LEVELS = 9
_ROMANS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_BULLETS, _LETTERS = ("bullet",), 26


class Styles:
    """The styles of a document. A property is looked for in the run, its character style, its paragraph's style."""

    def __init__(self, root: Any) -> None:
        """Take the root of the part ``styles``, or None."""
        every = root.iter(f"{W}style") if root is not None else ()
        self._by_id = {value(style, name="styleId"): style for style in every}
        self._default = next(
            (
                key
                for key, style in self._by_id.items()
                if value(style, name="type") == "paragraph" and value(style, name="default") in ("1", "true", "on")
            ),
            "",
        )
        self._defaults = child(root, "docDefaults/rPrDefault/rPr")
        self._kept: dict[tuple[str, str, str], Any] = {}
        self._chains: dict[str, list[Any]] = {}

    def chain(self, key: str) -> Iterator[Any]:
        """Yield a style and those that it is based on."""
        seen = set()
        while key in self._by_id and key not in seen:
            seen.add(key)
            yield self._by_id[key]
            key = value(self._by_id[key], "basedOn")

    def of_paragraph(self, paragraph: Any) -> list[Any]:
        """Return the chain of styles of a paragraph."""
        key = value(paragraph, "pPr/pStyle") or self._default
        if key not in self._chains:
            self._chains[key] = [*self.chain(key)]
        return self._chains[key]

    def property(self, run: Any, paragraph: Any, name: str) -> Any:
        """Return the element of a property as it holds for a run; None where nothing says it."""
        looks = run.find(_LOOKS)
        own = looks.find(W + name) if looks is not None else None
        if own is not None:
            return own
        key = value(run, "rPr/rStyle"), value(paragraph, "pPr/pStyle") or self._default, name
        if key not in self._kept:
            styles = [*self.chain(key[0]), *self.chain(key[1])]
            found = (child(style, f"rPr/{name}") for style in styles)
            kept = next((one for one in found if one is not None), None)
            self._kept[key] = kept if kept is not None else child(self._defaults, name)
        return self._kept[key]

    def font(self, run: Any, paragraph: Any) -> str:
        """Return the font of a run's letters; nothing when it comes from the theme."""
        fonts = self.property(run, paragraph, "rFonts")
        return value(fonts, name="hAnsi") or value(fonts, name="ascii")

    def is_hidden(self, run: Any, paragraph: Any) -> bool:
        """Return whether nobody is meant to read a run: hidden, or of a point or two."""
        size = number(value(self.property(run, paragraph, "sz")), _TINY + 1)
        return is_on(self.property(run, paragraph, "vanish")) or size <= _TINY

    def is_bold(self, run: Any, paragraph: Any) -> bool:
        """Return whether a run is bold."""
        return is_on(self.property(run, paragraph, "b"))

    def is_italic(self, run: Any, paragraph: Any) -> bool:
        """Return whether a run is italic."""
        return is_on(self.property(run, paragraph, "i"))

    def name(self, paragraph: Any) -> str:
        """Return the name of a paragraph's style in small letters: ``caption``."""
        return next((value(style, "name").lower() for style in self.of_paragraph(paragraph)), "")

    def heading_level(self, paragraph: Any) -> int:
        """Return the level of a heading, from 1; 0 for text."""
        outline = value(paragraph, "pPr/outlineLvl")
        for style in self.of_paragraph(paragraph):
            name = value(style, "name").lower()
            if name.startswith("heading ") and (level := number(name.removeprefix("heading "))):
                return level
            outline = outline or value(style, "pPr/outlineLvl")
        level = number(outline, _HIGHEST_OUTLINE + 1)
        return level + 1 if 0 <= level <= _HIGHEST_OUTLINE else 0

    def numbering(self, paragraph: Any) -> tuple[str, int]:
        """Return the list (``numId``) of which a paragraph is an item, and its level, from 0; an empty id for none."""
        own = child(paragraph, "pPr/numPr")
        found = [own, *(child(style, "pPr/numPr") for style in self.of_paragraph(paragraph))]
        holder = next((one for one in found if one is not None and value(one, "numId")), None)
        key = value(holder, "numId") if holder is not None else ""
        level = next((value(one, "ilvl") for one in found if one is not None and value(one, "ilvl")), "0")
        return ("" if key == "0" else key), min(max(number(level), 0), _MOST_LEVELS - 1)


class _Level(NamedTuple):
    format: str
    text: str
    start: int


class Numbering:
    """The lists of a document, and how far each has been counted."""

    def __init__(self, root: Any) -> None:
        """Take the root of the part ``numbering``, or None."""
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if root is None:
            return
        abstract = {value(one, name="abstractNumId"): one for one in root.iter(f"{W}abstractNum")}
        linked = {value(one, "styleLink"): one for one in abstract.values() if value(one, "styleLink")}
        for num in root.iter(f"{W}num"):
            base = abstract.get(value(num, "abstractNumId"))
            base = linked.get(value(base, "numStyleLink"), base) if base is not None else None
            levels = _levels(base)
            for changed in num.findall(f"{W}lvlOverride"):
                at = number(value(changed, name="ilvl"))
                levels.update(_levels(changed))
                if (start := value(changed, "startOverride")) and at in levels:
                    levels[at] = levels[at]._replace(start=number(start, 1))
            self._levels[value(num, name="numId")] = levels

    def counted(self, key: str, depth: int) -> tuple[str, str]:
        """Return of the next item of a list what it is (``bullet``, ``number`` or nothing) and its label: ``II.``."""
        level = self._levels.get(key, {}).get(depth, _Level("bullet", "", 1))
        counts = self._counts[key]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        if level.format == "none" or (level.format not in _BULLETS and not level.text):
            return "", ""
        if level.format in _BULLETS:
            return "bullet", ""
        label = level.text
        for at in range(depth + 1):
            shown = self._levels.get(key, {}).get(at, level)
            label = label.replace(f"%{at + 1}", _numeral(counts.get(at, shown.start), shown.format))
        return "number", label.strip()


def _levels(holder: Any) -> dict[int, _Level]:
    found = {}
    for level in holder.findall(f"{W}lvl") if holder is not None else ():
        kind, text = value(level, "numFmt") or "decimal", value(level, "lvlText")
        found[number(value(level, name="ilvl"))] = _Level(kind, text, number(value(level, "start"), 1))
    return found


def _numeral(count: int, kind: str) -> str:
    """Return a number of a list as a format shows it."""
    if not 0 < count < 1000:
        return str(count)
    match kind:
        case "upperRoman" | "lowerRoman":
            made, left = "", count
            for worth, sign in _ROMANS:
                made += sign * (left // worth)
                left %= worth
            return made if kind == "upperRoman" else made.lower()
        case "upperLetter" | "lowerLetter":
            letter = chr(ord("a") + (count - 1) % _LETTERS) * ((count - 1) // _LETTERS + 1)
            return letter.upper() if kind == "upperLetter" else letter
        case "decimalZero":
            return f"{count:02}"
        case _:
            return str(count)
