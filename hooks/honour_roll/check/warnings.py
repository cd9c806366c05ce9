"""Warnings: what is better mended, and stops nothing. docs/decisions/0015-warnings.md says how they are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from honour_roll.check import messages
from honour_roll.check.case import Case
from honour_roll.entries import folders, markdown
from honour_roll.entries.entry import Entry
from honour_roll.entries.registers import Registers
from honour_roll.problem import Problem
from honour_roll.text.abbreviations import unexpanded
from honour_roll.text.vietnamese import number_text

_SHOWN = {"ket_qua": ("chi_so", "don_vi_tinh"), "nhat_ky": ("viec",)}
_MOST_TOLD = 30  # abbreviations; a roll that has more is told of the commonest


def abbreviations_of(case: Case) -> Iterator[str]:
    """Yield the abbreviations that an entry uses and does not write out; those in names of its sources are theirs."""
    texts = [str(case.header.get(key, "")) for key in ("ten", "tom_tat")]
    texts += [str(item.get(name, "")) for key, names in _SHOWN.items() for _, item in case.items(key) for name in names]
    yield from unexpanded("\n".join([*texts, case.raw.body]))


def abbreviations_are_known(
    entries: Path, used: Iterable[tuple[Entry, tuple[str, ...]]], registers: Registers, shown: str, shown_lists: str
) -> Iterator[Problem]:
    """An abbreviation is written out in its entry or in the register: the loudspeaker's text would spell it.

    Each is told once, at the first entry that uses it, the commonest first; ``used`` has those of each entry.
    """
    found = defaultdict[str, list[Entry]](list)
    for entry, abbreviations in used:
        for short in abbreviations:
            if short not in registers.abbreviations:
                found[short].append(entry)
    for short, users in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))[:_MOST_TOLD]:
        first = min(users, key=lambda entry: entry.path)
        others = f" và {number_text(len(users) - 1)} bài nữa" if len(users) > 1 else ""
        line, column = _place(entries, first, short, shown)
        told = messages.UNKNOWN_ABBREVIATION.at(
            f"{shown}/{first.path}", line, column, value=short, others=others, registers=shown_lists
        )
        yield told._replace(warning=True)


def _place(entries: Path, entry: Entry, short: str, shown: str) -> tuple[int, int]:
    """Return line and column of an abbreviation in the file of an entry, or its beginning when it cannot be read any more."""
    raw = folders.read(entries, folders.folder_at(entries, f"{entry.year_folder}/{entry.slug}"), shown)
    return markdown.place(raw.text, short, 1) if isinstance(raw, folders.Raw) else (1, 1)
