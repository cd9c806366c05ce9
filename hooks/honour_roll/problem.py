"""Problem: one finding, which stops an entry unless it is a warning.

Place first, then the rule, then how to mend it.
"""

from __future__ import annotations

import json
import string
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from honour_roll.commands import python
from honour_roll.system_errors import reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Edit(NamedTuple):
    """A mend that a program can make: what to do, where, and with what.

    ``set`` puts the value ``to`` at ``at``, the keys and indexes that lead to it in a header or a register: a tuple is
    a list, a number is written as ``written_numbers.typed`` does, and None adds the key alone, whose value only people
    know. ``rename`` makes ``to`` of the last key of ``at``. ``drop`` takes out what is at ``at``. ``cut`` takes out
    lines of the file: ``at`` is the first and the last of them.
    """

    do: Literal["set", "rename", "drop", "cut"]
    at: tuple[int | str, ...]
    to: str | float | tuple[str, ...] | None = None


class Problem(NamedTuple):
    """One finding. Lines and columns count from 1; what is said of a whole file or folder stands at its beginning.

    ``text`` says what is wrong, ``mend`` what to do about it: both Vietnamese, for staff.
    ``rule`` is the rule's English name; a folder under ``tests/bad_entries/`` shows each at work. A ``warning`` stops
    nothing: it says what is better mended (docs/decisions/0015-warnings.md). ``edit`` is the first mend that ``mend``
    offers, where a program can make it.
    """

    path: str
    line: int
    column: int
    rule: str
    label: str
    value: str
    text: str
    mend: str
    warning: bool = False
    edit: Edit | None = None

    def __lt__(self, other: tuple[Any, ...]) -> bool:
        """Order Problems by place; edits have no order."""
        return self[:-1] < other[:-1]

    @property
    def place(self) -> str:
        """Return ``path:line:column``, which editors turn into a link and list among their problems."""
        return f"{self.path}:{self.line}:{self.column}"


class StoppedError(Exception):
    """A command cannot go on; the text says why and how to mend it, for staff."""


class _Words(string.Formatter):
    """``str.format`` with one more conversion: ``{name!q}`` is ``quoted``."""

    def convert_field(self, value: object, conversion: str | None) -> object:
        return quoted(value) if conversion == "q" else super().convert_field(value, conversion)


_format = _Words().vformat


class Message(NamedTuple):
    """What a rule says: its English name, what is wrong, and how to mend it.

    ``text`` and ``mend`` are Vietnamese, with fields as ``str.format`` has them; ``{name!q}`` puts a value in quotes.
    All messages stand in the ``messages.py`` of their package.
    """

    rule: str
    text: str
    mend: str

    def at(
        self,
        path: str,
        line: int = 1,
        column: int = 1,
        *,
        label: str = "",
        value: object = "",
        edit: Edit | None = None,
        **words: object,
    ) -> Problem:
        """Return the Problem at a place; ``value`` and ``words`` fill the fields of text and mend.

        ``{python}`` is how Python is called on this machine.
        """
        words |= {"value": value, "python": python()}
        said = _format(self.text, (), words), _format(self.mend, (), words)
        return Problem(path, line, column, self.rule, label, str(value), *said, edit=edit)


def place_in(text: str, start: int, first_line: int = 1) -> tuple[int, int]:
    """Return line and column, from 1, of a place in a text that begins on ``first_line`` of its file."""
    return first_line + text.count("\n", 0, start), start - text.rfind("\n", 0, start)


def as_text(problem: Problem) -> str:
    """Return the two-line form that people read."""
    kind = "Nên xem lại: " if problem.warning else ""
    return f"{_visible(problem.place)}: {kind}{_visible(problem.text)}\n    {_visible(problem.mend)}"


def as_github(problem: Problem) -> str:
    """Return the GitHub workflow command that puts a Problem beside its line in a pull request."""
    place = f"file={_escaped(problem.path, ',:')},line={problem.line},col={problem.column}"
    kind = "warning" if problem.warning else "error"
    return f"::{kind} {place}::{_escaped(problem.text)}%0A{_escaped(problem.mend)}"


def render(problems: Iterable[Problem], form: str) -> str:
    """Return all Problems in a form: ``text``, ``github``, or ``json``, an array with one object for each Problem."""
    if form == "json":
        rows = [p._asdict() | {"edit": p.edit and p.edit._asdict()} for p in problems]
        return json.dumps(rows, ensure_ascii=False, indent=2)
    one: Callable[[Problem], str] = as_github if form == "github" else as_text
    return "\n".join(one(p) for p in problems)


def shown(path: Path) -> str:
    """Return the path by which messages call a file or folder: relative to the working directory if it is below it."""
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else path.as_posix()


def as_argument(path: str) -> str:
    """Return a path as it is typed in a command: in quotes when there is a space in it."""
    return f'"{path}"' if " " in path else path


def refusal(what: str, error: OSError, mend: str, stays: str = "", *, reading: bool = False) -> str:
    """Return in two lines that the system has refused ``what`` (“Không ghi được …”), why, and the mend.

    ``stays`` is a sentence on what is still there. ``mend`` is used for errors that have no mend of their own.
    ``reading`` says that nothing was to be written.
    """
    why, own = reason(error, reading=reading)
    return f"{_visible(what)}: {why}.{' ' if stays else ''}{stays}\n    {own or mend}"


def quoted(value: object, limit: int = 60) -> str:
    """Return a value in Vietnamese quotes, on one line, cut after ``limit`` characters.

    Control and direction-changing characters are shown as escapes, so that a value cannot disguise a message.
    """
    text = _visible(" ".join(str(value)[: 50 * limit].split()))
    return f"“{text[:limit].rstrip()}…”" if len(text) > limit else f"“{text}”"


def _visible(text: str) -> str:
    """Return the text with control and direction-changing characters as escapes; a terminal obeys some of them."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _escaped(text: str, also: str = "") -> str:
    text = "".join(f"%{ord(c):02X}" if c in "%\r\n" + also else c for c in text)
    return _visible(text)
