"""An ``index.md`` as parts that the desk edits one by one; joined again they are the file, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from honour_roll.entries import cmark
from honour_roll.entries.entry import ENTRY
from honour_roll.entries.header_edits import CannotEditError, Header
from honour_roll.entries.schema import SECTIONS

_PARTS = re.compile(
    r"\A(?P<opening>\ufeff?---[ \t]*\n)(?P<header>.*?)(?P<closing>^---[ \t]*(?:\n|\Z))(?P<body>.*)\Z",
    re.DOTALL | re.MULTILINE,
)
_HEADING = re.compile(r'^<h2 data-sourcepos="(\d+):\d+-(\d+):', re.MULTILINE)
_SOURCEPOS = 1 << 1  # CMARK_OPT_SOURCEPOS: each block tells the lines it was written on
ORDER = tuple(row.key for row in ENTRY.rows)


class Section(NamedTuple):
    """A section of a body: its heading with its line feed (empty before the first heading), and the text below."""

    heading: str
    text: str

    @property
    def title(self) -> str:
        """Return the words of the heading."""
        return self.heading.partition("\n")[0].strip("# \t")


class Parts(NamedTuple):
    """The parts of a file, with single line feeds; ``crlf`` says that the file has those of Windows."""

    opening: str
    header: str
    closing: str
    sections: tuple[Section, ...]
    crlf: bool

    @property
    def body_line(self) -> int:
        """Return the line of the file, from 1, on which the body starts."""
        return 1 + (self.opening + self.header + self.closing).count("\n")

    def section_at(self, line: int) -> int:
        """Return the number of the section that holds a line of the file."""
        end = self.body_line
        for number, section in enumerate(self.sections):
            end += (section.heading + section.text).count("\n")
            if line < end:
                return number
        return max(0, len(self.sections) - 1)

    def joined(self) -> bytes:
        """Return the file."""
        body = "".join(section.heading + section.text for section in self.sections)
        text = self.opening + self.header + self.closing + body
        return (text.replace("\n", "\r\n") if self.crlf else text).encode()


def parted(data: bytes) -> Parts:
    """Return the parts of an ``index.md``. Raises CannotEditError when it has no header, or mixes line ends."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CannotEditError(str(error)) from None
    crlf = "\r\n" in text
    plain = text.replace("\r\n", "\n")
    found = _PARTS.match(plain)
    if not found or "\r" in plain or (crlf and plain.count("\n") != text.count("\r\n")):
        raise CannotEditError("line ends" if found else "no header")
    return Parts(found["opening"], found["header"], found["closing"], tuple(_sections(found["body"])), crlf)


def _sections(body: str) -> list[Section]:
    """Cut a body where the project's own Markdown sees a heading of the second level that stands in nothing else."""
    lines = re.findall(r".*\n|.+\Z", body)
    headings = [(int(first) - 1, int(last)) for first, last in _HEADING.findall(cmark.html(body, _SOURCEPOS))]
    sections = [Section("", "".join(lines[: headings[0][0]] if headings else lines))]
    for (first, last), (following, _) in pairwise([*headings, (len(lines), 0)]):
        while not lines[last - 1].strip():  # cmark counts the blank line below an underlined heading to it
            last -= 1  # noqa: PLW2901
        sections.append(Section("".join(lines[first:last]), "".join(lines[last:following])))
    return sections


def with_edits(
    data: bytes, header: dict[str, Any] | None, sections: Mapping[int, str], added: Mapping[str, str] | None = None
) -> bytes:
    """Return an ``index.md`` whose header holds the data ``header``, unless None, and whose ``sections`` read so.

    Sections are known by their number; what is not named keeps its bytes. ``added`` are texts of sections that the
    file lacks, by title, which go to their places among the others. Raises CannotEditError.
    """
    parts = parted(data)
    if header is not None:
        edited = Header(parts.header, ORDER)
        edited.become(header)
        parts = parts._replace(header=edited.text)
    if not all(0 <= number < len(parts.sections) for number in sections):
        raise CannotEditError("no such section")
    changed = [
        section._replace(text=sections.get(number, section.text)) for number, section in enumerate(parts.sections)
    ]
    for place, title in places_of_added(parts, added or {}):
        changed[place - 1] = _ended(changed[place - 1])
        text = (added or {})[title].strip("\n")
        changed.insert(place, Section(f"## {title}\n", f"\n{text}\n" + "\n" * (place < len(changed))))
    if added:
        parts = parts._replace(closing=parts.closing.rstrip("\n") + "\n")
    return parts._replace(sections=tuple(changed)).joined()


def _ended(section: Section) -> Section:
    """Return a section that ends with one blank line."""
    heading = section.heading and section.heading.rstrip("\n") + "\n"
    text = section.text.rstrip("\n")
    return Section(heading, f"{text}\n\n" if text.strip() else "\n")


def places_of_added(parts: Parts, titles: Iterable[str]) -> list[tuple[int, str]]:
    """Return where sections that a body lacks are inserted one after the other: each number and title.

    A section of the schema stands before the first one that follows it there, or last.
    """
    order, now = [*SECTIONS], [section.title for section in parts.sections]
    found = []
    for title in sorted(titles, key=order.index):
        later = order[order.index(title) + 1 :]
        place = next((at for at, other in enumerate(now) if other in later), len(now))
        now.insert(place, title)
        found.append((place, title))
    return found
