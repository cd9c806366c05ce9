"""What refers to an entry that gets another slug, mended: headers and bodies of entries, pages, and kept drafts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from honour_roll.desk.edits import data_of, digest
from honour_roll.entries import link_edits, schema
from honour_roll.entries.entry import ENTRY
from honour_roll.entries.field_types import SLUG
from honour_roll.entries.header_edits import CannotEditError, Header, Location
from honour_roll.entries.link_edits import Renamed
from honour_roll.entries.parts import ORDER, Section, parted

_FORMER = "ten_cu"


class Mend(NamedTuple):
    """A file's new content, how many references are mended in it, and how often the old name is left in its text."""

    data: bytes
    number: int
    left: int


def in_entry(data: bytes, slug: str, renamed: Renamed) -> Mend:
    """Mend the ``index.md`` of the entry ``slug``; the one that is renamed remembers its former slug.

    Raises CannotEditError.
    """
    parts = parted(data)
    header = Header(parts.header, ORDER)
    at = list(_references(header.data, renamed.old))
    for location in at:
        header.set(location, renamed.new)
    if slug == renamed.old:
        _remember(header, renamed.old)
    links = link_edits.mended([*chain(*parts.sections)], link_edits.of_entry(slug), renamed)
    made = parts._replace(header=header.text, sections=_sections(links.pieces))
    return Mend(made.joined(), len(at) + links.number, links.left)


def in_page(data: bytes, address: str, renamed: Renamed) -> Mend:
    """Mend a hand-written page at an address. Raises UnicodeDecodeError."""
    links = link_edits.mended([data.decode("utf-8")], link_edits.of_page(address), renamed)
    return Mend(links.pieces[0].encode(), links.number, links.left)


def in_draft(kept: dict[str, Any], slug: str, before: bytes, after: bytes, renamed: Renamed) -> dict[str, Any]:
    """Mend the edits that are kept of the entry ``slug``, whose file is ``before`` and becomes ``after``.

    Edits that were made on the file as it is are then edits of the file as it becomes. Raises CannotEditError.
    """
    made, parts = dict(kept), parted(before)
    if kept.get("digest") == digest(before):
        made["digest"] = digest(after)
    if isinstance(data := kept.get("data"), dict):
        for location in list(_references(data, renamed.old)):
            data = _with(data, location, renamed.new)
        former = data.get(_FORMER) or []
        if slug == renamed.old and isinstance(former, list) and _was_address(slug, former):
            data = {**data, _FORMER: [*former, slug]}
        made["data"] = data
    if isinstance(texts := kept.get("sections"), dict):
        typed = [
            section._replace(text=str(texts.get(str(number), section.text)))
            for number, section in enumerate(parts.sections)
        ]
        links = link_edits.mended([*chain(*typed)], link_edits.of_entry(slug), renamed)
        mended = _sections(links.pieces)
        made["sections"] = texts | {str(n): mended[n].text for n in range(len(mended)) if str(n) in texts}
    return made


def former_slugs(data: bytes) -> Sequence[Any]:
    """Return the former slugs in an ``index.md``, as written; none when they cannot be read."""
    former = data_of(data).get(_FORMER)
    return former if isinstance(former, list) else ()


def _references(data: dict[str, Any], old: str) -> Iterator[Location]:
    """Yield the places in a header where the entry ``old`` is named."""
    return (at for at, register, key in schema.references(ENTRY, data) if (register, key) == ("entries", old))


def _was_address(old: str, former: Sequence[Any]) -> bool:
    """Return whether a slug is to be added to the former ones: an entry is never published under one that is none."""
    return bool(SLUG.fullmatch(old)) and old not in former


def _remember(header: Header, old: str) -> None:
    """Add a slug behind the former ones of a header. Raises CannotEditError."""
    former = header.data.get(_FORMER) or []
    if not isinstance(former, list):
        raise CannotEditError(_FORMER)
    if _was_address(old, former):
        if former:
            header.insert((_FORMER,), len(former), old)
        else:
            header.set((_FORMER,), [old])


def _sections(pieces: Sequence[str]) -> tuple[Section, ...]:
    return tuple(Section(heading, text) for heading, text in zip(pieces[::2], pieces[1::2], strict=True))


def _with(data: Any, at: Location, value: str) -> Any:
    """Return a copy of data that has another value at a place."""
    if not at:
        return value
    made = data.copy()
    made[at[0]] = _with(data[at[0]], at[1:], value)
    return made
