"""The ledger: every address that was ever published, with its first day. What is in it must answer for ever.

``entries/so-dia-chi.yml`` has one line an address, sorted, so that two branches that add to it merge. An address that
both added stands there twice, and its earlier day holds, until ``scripts/ledger.py`` writes the file anew. It is YAML,
but read as lines: ten thousand take a few milliseconds, and a wrong line has its place. It holds models, years, and the
rows of registers under which published models are listed: see ``docs/decisions/0012-links-that-never-die.md``.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from honour_roll import addresses
from honour_roll.check import messages
from honour_roll.check.case import RollCase
from honour_roll.entries.entry import Entry
from honour_roll.entries.field_types import SLUG
from honour_roll.entries.messages import CANNOT_OPEN
from honour_roll.entries.registers import Registers
from honour_roll.entries.torn_files import told
from honour_roll.problem import Message, Problem, quoted
from honour_roll.store import replace_file
from honour_roll.taxonomies import PAGES, PLACES
from honour_roll.text.merge_conflicts import conflicts
from honour_roll.text.vietnamese import date_text, number_text

_LARGEST = 10_000_000  # bytes: a hundred thousand addresses
_MOST_TOLD = 40
_HEAD = """\
# Sổ địa chỉ: những địa chỉ đã công bố và ngày đầu tiên. Địa chỉ đã có ở đây thì mãi mãi phải mở được.
# Máy ghi sổ này: python scripts/ledger.py. Không sửa, không xóa dòng nào. Gộp git bị vướng thì giữ mọi dòng của cả hai bên.
"""
_LABEL = "Sổ địa chỉ"
_REGISTERS = {taxonomy.address: taxonomy.register for taxonomy in PAGES if taxonomy.register}
_TERMS = tuple(taxonomy.address for taxonomy in PAGES if not taxonomy.register)
_BELOW = {addresses.MODELS: SLUG.pattern} | {row.address: row.key_pattern or SLUG.pattern for row in PAGES}
_NAMED = "|".join([base + pattern for base, pattern in _BELOW.items()])
_LINE = re.compile(rf"({_NAMED}): ([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})")


class Ledger(NamedTuple):
    """Addresses, without slashes around, each with its first day and its line; and how messages call the file."""

    days: Mapping[str, str]
    lines: Mapping[str, int]
    path: str

    @property
    def models(self) -> dict[str, int]:
        """Return the slugs of the models that were published, each with its line."""
        return {slug: line for at, line in self.lines.items() if (slug := at.removeprefix(addresses.MODELS)) != at}

    @property
    def kept(self) -> frozenset[str]:
        """Return the addresses of rows that no register has, as years: their pages stay even without entries."""
        return frozenset(address for address in self.days if address.startswith(_TERMS))


def load(file: Path, path: str) -> tuple[Ledger, list[Problem]]:
    """Return the ledger at ``file``, which messages call ``path``, and its Problems; it may be missing."""
    days: dict[str, str] = {}
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    text = _text(file) if os.path.lexists(file) else ""
    if isinstance(text, Message):
        problems.append(text.at(path, label=_LABEL))
        text = ""
    marks: set[int] = set()
    for conflict in islice(conflicts(text, is_prose=False), _MOST_TOLD):
        problems.append(told(messages.LEDGER_CONFLICT, path, conflict, _LABEL))
        marks |= {mark.line for mark in conflict.marks}
    for number, line in enumerate(map(str.rstrip, text.splitlines()), start=1):
        if not line or line.startswith("#") or number in marks:
            continue
        found = _LINE.fullmatch(line)
        wrong = _wrong(found)
        if found and not wrong:
            address, day = found.groups()
            days[address], lines[address] = min(day, days.get(address, day)), lines.get(address, number)
        elif wrong and len(problems) < _MOST_TOLD:
            problems.append(
                wrong.at(path, number, 1, label=_LABEL, value=line[:60], written=line, day=found and found[2])
            )
    return Ledger(days, lines, path), problems


def _text(file: Path) -> str | Message:
    """Return the ledger's text, or why it cannot be read."""
    if file.is_symlink() or not file.is_file():
        return messages.LEDGER_NOT_A_FILE
    try:
        return messages.LEDGER_TOO_BIG if file.stat().st_size > _LARGEST else file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        return messages.LEDGER_NOT_UTF_8
    except OSError:
        return CANNOT_OPEN


def _wrong(found: re.Match[str] | None) -> Message | None:
    """Return what is wrong with a line, of which ``found`` are the address and the day."""
    if not found:
        return messages.LEDGER_LINE
    try:
        date.fromisoformat(found[2])
    except ValueError:
        return messages.LEDGER_DAY
    return None


def published(entries: Iterable[Entry], registers: Registers) -> dict[str, str]:
    """Return the addresses at which ``entries`` are published or were, each with the first day that they give."""
    first: dict[str, str] = {}
    for entry in entries:
        if entry.status in ("cong-bo", "tam-an", "thu-hoi"):
            published_at = [f"{addresses.MODELS}{slug}" for slug in (entry.slug, *entry.former_slugs)]
            if entry.status == "cong-bo":
                published_at += _lists_of(entry, registers)
            for address in published_at:
                first[address] = min(entry.published, first.get(address, entry.published))
    return first


def _lists_of(entry: Entry, registers: Registers) -> Iterator[str]:
    """Yield the addresses of the lists that show an entry."""
    for taxonomy in PAGES:
        keys = list(filter(None, taxonomy.keys(entry, registers)))
        yield from (taxonomy.address + key for key in (registers.listed_at(keys) if taxonomy is PLACES else keys))


def _text_of(days: Mapping[str, str]) -> bytes:
    """Return the content of a ledger's file."""
    return (_HEAD + "".join(f"{address}: {day}\n" for address, day in sorted(days.items()))).encode()


def is_tidy(file: Path, days: Mapping[str, str]) -> bool:
    """Return whether the ledger at ``file`` is as ``write`` would leave it with ``days``."""
    return not days or file.read_text("utf-8-sig") == _text_of(days).decode()


def write(file: Path, days: Mapping[str, str]) -> None:
    """Write the ledger, whole or not at all. Raises OSError."""
    replace_file(file, _text_of(days))


class Now(NamedTuple):
    """The roll that the ledger is checked against.

    ``answering`` are the addresses that answer, ``entries`` the entries that passed, by slug. ``folders_are_sound`` and
    ``lists_are_sound`` tell whether all folders and all registers passed. ``root`` is the entries folder and ``shown``
    how messages call it.
    """

    answering: AbstractSet[str]
    entries: Mapping[str, Entry]
    folders_are_sound: bool
    lists_are_sound: bool
    root: Path
    shown: str


def broken_links(ledger: Ledger, now: Now) -> Iterator[Problem]:
    """A published address answers for ever: with a page, with a redirect, or with a tombstone."""
    lost = [address for address in sorted(ledger.days.keys() - now.answering) if _is_certain(address, now)]
    for address in lost[:_MOST_TOLD]:
        yield _lost(address, ledger, now)
    if len(lost) > _MOST_TOLD:
        yield messages.MORE_GONE.at(ledger.path, label=_LABEL, count=number_text(len(lost) - _MOST_TOLD))


def _is_certain(address: str, now: Now) -> bool:
    """Return whether it is known that an address does not answer: a folder or register that fails may still have it."""
    if address.startswith(addresses.MODELS):
        return now.folders_are_sound or address.removeprefix(addresses.MODELS) in now.entries
    return now.lists_are_sound


def _lost(address: str, ledger: Ledger, now: Now) -> Problem:
    """Return the Problem of a lost address, with what probably became of its model or list."""
    base, key = re.split(r"(?<=/)", address, maxsplit=1)
    words: dict[str, Any] = {"address": quoted(f"/{address}/", 120), "day": date_text(ledger.days[address]), "key": key}
    message = messages.ADDRESS_GONE
    if base in _REGISTERS:
        message, words["register"] = messages.ROW_GONE, _REGISTERS[base]
    elif base == addresses.MODELS:
        if entry := now.entries.get(key):
            case = RollCase(now.root, now.shown, entry, ())
            return case.problem(messages.UNPUBLISHED, at=("trang_thai",), value=entry.status, address=f"/{address}/")
        message = messages.ENTRY_GONE
        if renamed := _renamed(key, ledger, now):
            message = messages.RENAMED_GONE
            words |= {"renamed": renamed.slug, "file": f"{now.shown}/{renamed.path}"}
    return message.at(ledger.path, ledger.lines[address], 1, label=_LABEL, value=address, **words)


def _renamed(slug: str, ledger: Ledger, now: Now) -> Entry | None:
    """Return the entry that ``slug`` was probably renamed to: a new one of the same day, or with a similar name."""
    day = ledger.days[f"{addresses.MODELS}{slug}"]
    fresh = [entry for entry in now.entries.values() if f"{addresses.MODELS}{entry.slug}" not in ledger.days]
    same_day = [entry for entry in fresh if entry.published == day]
    close = difflib.get_close_matches(slug, sorted(entry.slug for entry in same_day or fresh), 1, 0.6)
    if close:
        return now.entries[close[0]]
    return same_day[0] if len(same_day) == 1 else None
