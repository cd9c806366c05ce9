"""What an approver sees of an entry: the version that is public and the one that waits, both as readers see them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from honour_roll.desk.edits import data_of
from honour_roll.desk.values_in_words import IN_A_LINE, Names, in_words
from honour_roll.entries import markdown
from honour_roll.entries.entry import ENTRY
from honour_roll.entries.header_edits import CannotEditError
from honour_roll.entries.parts import parted
from honour_roll.entries.schema import Key

_NOT_COMPARED = ("trang_thai", "duyet")  # what approving itself changes
_NOTHING = "chưa ghi"


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
    return in_words(value, row, names, IN_A_LINE) if value not in (None, "", [], {}) else _NOTHING
