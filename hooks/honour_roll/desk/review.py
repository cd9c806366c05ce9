"""What an approver sees of an entry: the version that is public and the one that waits, both as readers see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from honour_roll.desk.edits import data_of
from honour_roll.entries import markdown
from honour_roll.entries.entry import ENTRY
from honour_roll.entries.field_types import Choice, YesNo
from honour_roll.entries.header_edits import CannotEditError
from honour_roll.entries.parts import parted
from honour_roll.entries.schema import Key, Many, Reference, Table
from honour_roll.text.vietnamese import number_text

_NOT_COMPARED = ("trang_thai", "duyet")  # what approving itself changes
_NOTHING = "chưa ghi"

Names = Callable[[str, str], str]  # of a row, by register and key


class Change(NamedTuple):
    """One field that differs: its label, and what it said and says, in words."""

    label: str
    old: str
    new: str


class Section(NamedTuple):
    """One section of the body, rendered: its title, what it was and is; ``is_changed`` says that they differ."""

    title: str
    old: Markup
    new: Markup
    is_changed: bool


class Review(NamedTuple):
    """What changed between two versions of an entry; without an old one everything is new."""

    changes: tuple[Change, ...]
    sections: tuple[Section, ...]

    @property
    def differences(self) -> int:
        """Return how many fields and sections differ."""
        return len(self.changes) + sum(section.is_changed for section in self.sections)


def review(old: bytes, new: bytes, slug: str, names: Names) -> Review:
    """Return what changed from ``old``, which is empty for an entry that was never public, to ``new``."""
    before, after = data_of(old), data_of(new)
    changes = [
        Change(row.label, _said(row, before, names), _said(row, after, names))
        for row in ENTRY.rows
        if row.key not in _NOT_COMPARED and before.get(row.key) != after.get(row.key)
    ]
    was, now = _rendered(old, slug), _rendered(new, slug)
    titles = dict.fromkeys([*now, *was])
    sections = [
        Section(title or "Mở đầu", was.get(title, Markup()), now.get(title, Markup()), was.get(title) != now.get(title))
        for title in titles
    ]
    return Review(tuple(changes), tuple(sections))


def _rendered(data: bytes, slug: str) -> dict[str, Markup]:
    """Return the sections of an entry by title, as clean HTML."""
    if not data:
        return {}
    try:
        parts = parted(data)
    except CannotEditError:
        return {}
    body = "".join(section.heading + section.text for section in parts.sections)
    rendered = markdown.render(body, slug).parts
    return {part.title: Markup(part.html.replace(markdown.ROOT, "")) for part in rendered}  # noqa: S704 - clean


def _said(row: Key, data: Mapping[str, Any], names: Names) -> str:
    value = data.get(row.key)
    return _in_words(row.type, value, names) if value not in (None, "", [], {}) else _NOTHING


def _in_words(kind: Any, value: Any, names: Names) -> str:
    """Return a value as people say it: names for codes, labels for words of YAML."""
    match kind, value:
        case Many(item), list():
            between = "\n" if isinstance(item, Table) else ", "
            return between.join(_in_words(item, one, names) for one in value)
        case Table(), dict():
            said = ((row.label, _in_words(row.type, value[row.key], names)) for row in kind.rows if row.key in value)
            return "; ".join(f"{label}: {words}" for label, words in said)
        case Reference(register), _:
            return names(register, str(value))
        case Choice(words), str() if isinstance(words, Mapping):
            return str(words.get(value, value))
        case YesNo(), bool():
            return "có" if value else "không"
        case _, bool():
            return str(value)
        case _, int() | float():
            return number_text(value)
    return str(value)
