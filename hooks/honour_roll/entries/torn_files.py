"""Files torn by an unfinished merge of git: one Problem for each merge, and nothing else is said of such a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from honour_roll.entries import messages
from honour_roll.text.line_numbers import listed
from honour_roll.text.merge_conflicts import Conflict, conflicts

if TYPE_CHECKING:
    from honour_roll.problem import Message, Problem

_MOST_TOLD = 40


def unfinished_merges(path: str, text: str, *, is_prose: bool, label: str = "") -> list[Problem]:
    """Return a Problem for each unfinished merge in the text of the file ``path``; ``is_prose`` as for ``conflicts``."""
    found = []
    for conflict in conflicts(text, is_prose=is_prose):
        is_aside = any(mark.lead for mark in conflict.marks)  # Visual Studio Code does not see such marks
        message = messages.MERGE_ASIDE if is_aside else messages.MERGE_CONFLICT
        found.append(told(message if conflict.whole else messages.MERGE_REMAINS, path, conflict, label))
        if len(found) == _MOST_TOLD:
            break
    return found


def told(message: Message, path: str, conflict: Conflict, label: str = "") -> Problem:
    """Return the Problem of one unfinished merge.

    In the message, ``{superfluous}`` are the lines that are on neither side, ``{marks}`` those with git's signs, the
    last first: so the numbers stay right while one line after the other is deleted.
    """
    superfluous = {line for first, last in conflict.superfluous for line in range(first, last + 1)}
    words: dict[str, Any] = {
        "superfluous": f"dòng {listed(superfluous, from_last=True)}",
        "marks": f"dòng {listed([mark.line for mark in conflict.marks], from_last=True)}",
    }
    return message.at(path, conflict.first, 1, label=label, first=conflict.first, last=conflict.last, **words)
