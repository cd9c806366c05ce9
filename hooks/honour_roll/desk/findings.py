"""What the project's check says of a text that is being typed, each Problem at its place in the form."""

from __future__ import annotations

from typing import Any

import yaml

from honour_roll.check import check
from honour_roll.check.check import Surroundings
from honour_roll.check.messages import NOT_APPROVED
from honour_roll.desk.edits import applied, data_of, status_of
from honour_roll.desk.field_places import place_of
from honour_roll.desk.spoken import spoken
from honour_roll.entries import folders, schema
from honour_roll.entries.header_edits import CannotEditError
from honour_roll.entries.parts import parted
from honour_roll.problem import Problem
from honour_roll.settings import Settings

_MOST_TOLD = 60  # Problems of one entry that the form shows


def told(path: str, data: bytes, settings: Settings, around: Surroundings) -> list[dict[str, Any]]:
    """Return the Problems of a text of the entry ``<year>/<slug>``, each with its place in the form.

    What an unfinished entry still lacks for being published follows, each with ``missing``. An approval is not among
    it: that is given when the entry has been sent.
    """
    found = problems(path, data, settings, around)
    placed = _with_places(data, found)
    if status_of(data) not in schema.PARTIAL:
        return placed
    finished = applied(data, {"data": data_of(data) | {"trang_thai": "cong-bo"}})
    known = {(one.rule, one.label, one.value, one.text) for one in found}
    all_then = problems(path, finished, settings, around)
    more = [one for one in all_then if (one.rule, one.label, one.value, one.text) not in known]
    more = [one for one in more if one.rule != NOT_APPROVED.rule]
    return placed + [one | {"missing": True} for one in _with_places(finished, more)]


def problems(path: str, data: bytes, settings: Settings, around: Surroundings) -> list[Problem]:
    """Return the Problems of a text of an entry in its folder and in the roll ``around`` it."""
    folder, shown = folders.folder_at(settings.entries, path), settings.shown
    found, own = check.checked(settings.entries, folder, shown, data, for_site=False)
    return own + list(check.against_roll(settings.entries, [found] if found else [], around, shown))


def _with_places(data: bytes, found: list[Problem]) -> list[dict[str, Any]]:
    """Return Problems of a text for its form: place, words, and the edit that mends it if there is one."""
    shown = found[:_MOST_TOLD]
    try:
        parts = parted(data)
        places = [place_of(parts, problem) for problem in shown]
    except (CannotEditError, yaml.YAMLError):
        places = [[] for _ in shown]
    return [
        {"at": at, "rule": one.rule, "line": one.line, **spoken(one)._asdict()}
        for one, at in zip(shown, places, strict=True)
    ]
