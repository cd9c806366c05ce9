"""What becomes of a Word file: the answer of the command for programs, and the draft that was written."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, NamedTuple

import auditor
from expected import Draft

import import_word as command
from honour_roll.entries import register_files
from honour_roll.imports import draft_entry
from honour_roll.imports.word_import import import_word
from site_tools import GOOD

REGISTERS, _ = register_files.load(GOOD / "danh-muc", "danh-muc")


class Imported(NamedTuple):
    """The answer, the draft (None when the file was refused), and the folder of entries."""

    answer: dict[str, Any]
    draft: Draft | None
    entries: Path

    @property
    def words(self) -> str:
        """Return all that came out: the body, captions and credits, and both lists; not what the header repeats."""
        assert self.draft is not None
        photos = [f"{one.get('chu_thich', '')} {one.get('tac_gia', '')}" for one in self.draft.photos]
        lists = [*self.answer["taken_off"], *(one["text"] for one in self.answer["not_carried"])]
        return " ".join([self.draft.body.replace("\\", ""), *photos, *lists])


def imported(data: bytes, folder: Path, name: str = "bao-cao.docx") -> Imported:
    """Import a file into a roll of its own in ``folder``."""
    entries = folder / "bai"
    shutil.copytree(GOOD / "danh-muc", entries / "danh-muc", dirs_exist_ok=True)
    found = import_word(data, name, REGISTERS)
    if found.outcome == "refused":
        return Imported({"outcome": "refused", "reason": found.reason, "sentence": found.sentence}, None, entries)
    draft = draft_entry.write(found, entries, command.taken(entries))
    answer = command.answer(found, draft, entries / draft.path)
    return Imported(answer, Draft(entries / draft.path), entries)


def lost_words(data: bytes, made: Imported) -> dict[str, int]:
    """Return the words that a file shows and that came out nowhere, with how often each."""
    return dict(auditor.visible(data) - auditor.words(made.words))
