"""An entry as rules see it: a Case for header, body and photo rules, a RollCase for roll rules.

A rule yields ``case.problem(messages.TWO_COVERS, at=("anh", 1, "vai_tro"), value="bia")``; the case adds file, line,
column and label. Keywords that ``problem`` and its like do not name fill the message's fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, wraps
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from honour_roll.entries import folders, markdown
from honour_roll.entries.entry import ENTRY, Entry, Link
from honour_roll.entries.schema import MOST_ITEMS, FoundReference
from honour_roll.entries.validate import row_at
from honour_roll.photos.inspect import Original, UnusablePhotoError
from honour_roll.problem import Edit, Message, Problem, as_argument

_MOST_TOLD = 30  # Problems of one kind in one body; the rest come once the first are mended


class Case(NamedTuple):
    """An entry's folder: ``index.md`` as written, its body rendered, and its photos by file name.

    A photo is represented by what its examination found, or by the error that it raised.
    """

    raw: folders.Raw
    body: markdown.Body
    draft: bool
    pictures: Mapping[str, Original | UnusablePhotoError]

    @property
    def header(self) -> Mapping[str, Any]:
        """Return the header as written: a value may have any type."""
        return self.raw.document.data

    @property
    def folder(self) -> str:
        """Return how messages call the entry's folder."""
        return self.raw.document.path.rpartition("/")[0]

    def items(self, key: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """Yield each table in the list at ``key`` of the header, with its index; none when there is no list."""
        value = self.header.get(key)
        for index, item in enumerate(value[:MOST_ITEMS] if isinstance(value, list) else ()):
            if isinstance(item, dict):
                yield index, item

    def problem(self, message: Message, *, at: Sequence[int | str], value: object = "", **words: Any) -> Problem:
        """Return a Problem at a value of the header."""
        return self.raw.document.problem(
            message, at, label=_label(at), value=value, folder=as_argument(self.folder), **words
        )

    def in_text(self, message: Message, line: int, column: int, value: str = "", **words: Any) -> Problem:
        """Return a Problem at a line and column of ``index.md``."""
        return message.at(self.raw.document.path, line, column, value=value, **words)

    def in_line(self, message: Message, number: int, column: int, value: str = "", **words: Any) -> Problem:
        """Return a Problem at a line and column of the body, both from 0."""
        return self.in_text(message, self.raw.body_line + number, column + 1, value, **words)

    def in_body(self, message: Message, piece: str, value: str = "", **words: Any) -> Problem:
        """Return a Problem at the first place of the body where ``piece`` stands."""
        return self.in_text(message, *markdown.place(self.raw.body, piece, self.raw.body_line), value, **words)

    def without_lines(self, first: int, last: int) -> Edit:
        """Return the Edit that takes lines out of the body, counted from 0."""
        return Edit("cut", (self.raw.body_line + first, self.raw.body_line + last))

    def beside(self, message: Message, label: str, name: str, **words: Any) -> Problem:
        """Return a Problem of the whole file ``name`` in the entry's folder."""
        return message.at(f"{self.folder}/{name}", label=label, value=name, folder=as_argument(self.folder), **words)


Rule: TypeAlias = Callable[[Case], Iterator[Problem]]


def at_most_told(rule: Rule) -> Rule:
    """Return a rule that tells of the first ``_MOST_TOLD`` places alone."""

    @wraps(rule)
    def first(case: Case) -> Iterator[Problem]:
        return islice(rule(case), _MOST_TOLD)

    return first


class RollCase:
    """An entry of the roll. Its file is read only to find the place of a Problem, and only where it is not at hand."""

    def __init__(
        self,
        entries: Path,
        shown: str,
        entry: Entry,
        references: tuple[FoundReference, ...],
        raw: folders.Raw | None = None,
    ) -> None:
        """Hold an entry and its references; ``shown`` is how messages call the folder ``entries``.

        ``raw`` is the text that the entry was made of: without it, what is on the disk is taken for it.
        """
        self.entry, self.references = entry, references
        self._entries, self._shown, self._path = entries, shown, f"{shown}/{entry.path}"
        self._known = raw

    @cached_property
    def _raw(self) -> folders.Raw | list[Problem]:
        if self._known:
            return self._known
        folder = folders.folder_at(self._entries, f"{self.entry.year_folder}/{self.entry.slug}")
        return folders.read(self._entries, folder, self._shown)

    @property
    def header(self) -> Mapping[str, Any]:
        """Return the header as written; nothing when the file cannot be read any more."""
        return self._raw.document.data if isinstance(self._raw, folders.Raw) else {}

    def problem(self, message: Message, *, at: Sequence[int | str], value: str, **words: Any) -> Problem:
        """Return a Problem at a value of the header, or at the beginning of a file that cannot be read any more."""
        line, column = self._raw.document.place(at) if isinstance(self._raw, folders.Raw) else (1, 1)
        return message.at(self._path, line, column, label=_label(at), value=value, what=_label(at), **words)

    def in_link(self, message: Message, link: Link) -> Problem:
        """Return a Problem at a link of the body."""
        return message.at(self._path, link.line, link.column, label="Liên kết", value=link.target)


def _label(location: Sequence[int | str]) -> str:
    """Return the Vietnamese label of a key of the header; empty when the schema has no such key."""
    row = row_at(ENTRY, location)
    return row.label if row else ""
