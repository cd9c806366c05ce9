"""The guide as it is written: its numbered steps, the words in bold that are on the screen, and its pictures."""

import re
from pathlib import Path
from typing import NamedTuple

from environment import ROOT

GUIDE = ROOT / "docs" / "viet-bang-chuot.md"
PICTURES = GUIDE.with_suffix("")  # the folder beside the page

_HEADING = re.compile(r"## .*\{#([\w-]+)\}")
_STEP = re.compile(r"\d+\. ")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)(?:\{([^}]*)\})?")


class Picture(NamedTuple):
    """A picture that the guide shows: its file's name, what it says to who does not see it, and its attributes."""

    name: str
    alt: str
    attributes: str


class Step(NamedTuple):
    """A numbered step: the id of its section, its number there, the words in bold, and its pictures' names."""

    section: str
    number: int
    names: tuple[str, ...]
    pictures: tuple[str, ...]

    def __str__(self) -> str:
        """Return where the step stands: ``#anh 3``."""
        return f"#{self.section} {self.number}"


def steps(text: str) -> list[Step]:
    """Return the steps of a guide in their order. A step goes on over the indented lines below it."""
    found: list[tuple[str, list[str]]] = []
    section, is_open = "", False
    for line in text.splitlines():
        if heading := _HEADING.match(line):
            section = heading[1]
        if _STEP.match(line):
            found.append((section, [line]))
        elif is_open and line.startswith(" "):
            found[-1][1].append(line)
        is_open = bool(_STEP.match(line)) or (is_open and (not line or line.startswith(" ")))
    numbers: dict[str, int] = {}
    made = []
    for section, lines in found:
        numbers[section] = numbers.get(section, 0) + 1
        words = "\n".join(lines)
        shown = tuple(one.name for one in pictures(words))
        made.append(Step(section, numbers[section], tuple(_BOLD.findall(words)), shown))
    return made


def pictures(text: str) -> list[Picture]:
    """Return the pictures of a guide in their order."""
    return [Picture(Path(file).name, alt, attributes or "") for alt, file, attributes in _PICTURE.findall(text)]


def beside_steps(text: str) -> set[str]:
    """Return the words in bold that stand in no step: of these nobody knows when they are on the screen."""
    return {*_BOLD.findall(text)} - {name for step in steps(text) for name in step.names}


def with_sizes(text: str, sizes: dict[str, tuple[int, int]]) -> str:
    """Return a guide whose pictures say how large they are, in pixels: so the page does not jump while they come."""

    def sized(found: re.Match[str]) -> str:
        size = sizes.get(Path(found[2]).name)
        kept = f"![{found[1]}]({found[2]})"
        return f"{kept}{{ {attributes(size)} }}" if size else found[0]

    return _PICTURE.sub(sized, text)


def attributes(size: tuple[int, int]) -> str:
    """Return how the guide says the size of a picture."""
    return f"width={size[0]} height={size[1]} loading=lazy"
