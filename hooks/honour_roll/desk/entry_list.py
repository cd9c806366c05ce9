"""All entries as the desk lists them: where each is, its state, and how much of it is wrong or missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from honour_roll.builder.entry_cache import EntryCache
from honour_roll.builder.load import Loaded
from honour_roll.entries.entry import Entry


class Row(NamedTuple):
    """One entry of the list; ``missing`` are sentences, what a draft lacks for being published."""

    path: str
    title: str
    unit: str
    status: str
    problems: int
    missing: tuple[str, ...]
    photo: str
    has_draft: bool


def rows(loaded: Loaded, cache: EntryCache, shown: str, drafts: Collection[str]) -> list[Row]:
    """Return all entries, the newest years first, and whatever cannot be read as one.

    ``shown`` is how Problems call the entries folder; ``drafts`` are the entries with edits that are not saved.
    """
    wrong = Counter("/".join(p.path.removeprefix(f"{shown}/").split("/")[:2]) for p in loaded.problems)
    entries: dict[str, Entry] = {f"{one.entry.year_folder}/{one.entry.slug}": one.entry for one in cache.partial}
    entries |= {path: one.entry for path, one in cache.kept.items()}
    found = []
    for folder in loaded.folders:
        path, entry = folder.path, entries.get(folder.path)
        if entry is None:
            found.append(Row(path, folder.slug, "", "", wrong[path], (), "", path in drafts))
            continue
        unit = loaded.registers.units.get(entry.unit)
        missing = cache.whole(entry).missing if entry.status == "nhap" and path in cache.kept else ()
        photo = entry.photos[0].file if entry.photos else ""
        name = (unit.short or unit.name) if unit else ""
        found.append(
            Row(path, entry.title or entry.slug, name, entry.status, wrong[path], missing, photo, path in drafts)
        )
    return sorted(found, key=lambda row: (-int(row.path[:4]), row.path))
