"""The checks as one: folders become Checked entries or Problems, then the whole roll is held together.

Two kinds of rules. A *folder rule* needs nothing but the entry's own folder, so its outcome can be kept with the
folder's hash. A *roll rule* holds an entry against the registers and the other entries; it runs every time, and the
place in the file is looked up only when it finds something.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from honour_roll import addresses
from honour_roll.check import folder_rules, roll_rules
from honour_roll.entries import entry as values
from honour_roll.entries import folders, letter_rules, markdown, read, schema
from honour_roll.entries.registers import Registers
from honour_roll.entries.schema import references
from honour_roll.entries.validate import validated
from honour_roll.photos import inspect
from honour_roll.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

CLASSES = {
    c.__name__: c
    for c in (values.Decision, values.Honour, values.Figure, values.Photo, values.Spread, values.Note, values.Source,
              values.Consent)
} | {"Entry": dict}  # fmt: skip


_ALONE = {row.key: schema.Table("Entry", (row,)) for row in schema.ENTRY.rows}


class Checked(NamedTuple):
    """An entry that passed the folder rules, with its rendered body and what the roll rules must still look at.

    ``missing`` lists in words what a draft lacks for being published.
    """

    entry: values.Entry
    parts: tuple[markdown.Part, ...]
    references: tuple[roll_rules.Reference, ...]
    originals: tuple[inspect.Original, ...] = ()
    missing: tuple[str, ...] = ()


def checked(
    entries: Path, folder: folders.Folder, shown: str, index: bytes | None = None, *, for_site: bool = True
) -> tuple[Checked | None, list[Problem]]:
    """Read one folder and hold it against every folder rule; give the entry, and all that is wrong with it, sorted.

    ``shown`` is how messages call the entries folder, ``index`` is what ``index.md`` holds, if it was read. Unless it
    is ``for_site``, the body is looked at and not given. The outcome depends on nothing outside the folder. An entry
    with Problems is what could still be understood of it: fit for the roll rules, so that all findings come in one run,
    and for nothing else. It is None when the header cannot be read.
    """
    problems = list(folder_rules.slug_is_kebab_case(folder, shown))
    raw = read.read(entries, folder, shown, index)
    if isinstance(raw, list):
        return None, sorted(problems + raw)
    data = raw.document.data
    status = data.get("trang_thai")
    draft = status in schema.PARTIAL
    pictures = dict(_pictures(entries, folder))
    case = folder_rules.Case(raw, data, markdown.render(raw.body, folder.slug), draft, pictures)
    header, found = validated(raw.document, schema.ENTRY, CLASSES, draft=draft)
    problems += found
    for rule in folder_rules.RULES:
        problems += rule(case)
    problems += letter_rules.name_can_be_drawn(raw.document, ("ten",), "Tên mô hình", data.get("ten"))
    if header is None:
        header = _understood(raw)
    entry = values.Entry(
        folder.slug,
        folder.shelf,
        **header,
        links=markdown.local_links(case.body, folder.slug, raw.body, raw.body_line),
    )
    outside = tuple(roll_rules.Reference(*item) for item in references(schema.ENTRY, data))
    missing = tuple(_missing(case)) if status == "nhap" and not problems else ()
    originals = tuple(p for p in pictures.values() if isinstance(p, inspect.Original))
    return Checked(entry, case.body.parts if for_site else (), outside, originals, missing), sorted(problems)


def _pictures(
    entries: Path, folder: folders.Folder
) -> Iterator[tuple[str, inspect.Original | inspect.UnusablePhotoError]]:
    for file in folder.files:
        if not (file.link or file.folder) and file.name.lower().endswith(inspect.PICTURES):
            try:
                yield file.name, inspect.examined(entries / folder.path / file.name)
            except inspect.UnusablePhotoError as error:
                yield file.name, error


def _understood(raw: read.Raw) -> dict[str, Any]:
    """Give the values of the header's keys that are right in themselves."""
    right: dict[str, Any] = {}
    for row in schema.ENTRY.rows:
        if row.key in raw.document.data:
            alone = raw.document._replace(data={row.key: raw.document.data[row.key]})
            value, problems = validated(alone, _ALONE[row.key], CLASSES)
            if not problems:
                right |= value
    return {"title": "", **right}


def _missing(case: folder_rules.Case) -> Iterator[str]:
    """Give in words what a draft lacks for being published."""
    finished = case._replace(draft=False)
    _, problems = validated(case.raw.document, schema.ENTRY, CLASSES)
    for problem in [
        *problems,
        *folder_rules.individual_agreed(finished),
        *folder_rules.body_has_its_sections(finished),
    ]:
        yield problem.text


class Surroundings(NamedTuple):
    """What entries are held against: the registers, the owner of each name and former name, and the pages there are.

    ``pages`` are the addresses that a published entry may link to, ``drafts`` those that only others may.
    """

    registers: Registers
    shown_registers: str
    slugs: frozenset[str]
    owners: dict[str, str]
    pages: frozenset[str]
    drafts: frozenset[str]


def surroundings(
    entries: Iterable[values.Entry], slugs: frozenset[str], registers: Registers, shown: str, pages: frozenset[str]
) -> Surroundings:
    """Give what ``entries`` are held against.

    ``slugs`` are the names of all folders, ``pages`` the addresses of all pages but entries', ``shown`` is how
    messages call the registers' folder.
    """
    owners = {slug: slug for slug in slugs}
    for entry in entries:
        for slug in entry.former_slugs:
            owners.setdefault(slug, entry.slug)
    answering = {entry.slug for entry in entries if entry.status not in ("nhap", "cho-duyet")}
    models = addresses.MODELS
    public = {models + slug for slug, owner in owners.items() if owner in answering}
    drafts = frozenset([models + slug for slug, owner in owners.items() if owner not in answering])
    return Surroundings(registers, shown, slugs, owners, pages | public, drafts)


def against_roll(entries: Path, items: Iterable[Checked], around: Surroundings, shown: str) -> Iterator[Problem]:
    """Hold entries that passed the folder rules against the registers, each other and the site's addresses.

    ``shown`` is how messages call the entries folder.
    """
    guess = roll_rules.Guess(around.slugs, around.shown_registers)
    all_pages = around.pages | around.drafts
    for item in items:
        entry = item.entry
        found = [
            *roll_rules.references_are_known(entry, item.references, around.registers, guess),
            *roll_rules.places_existed(entry, around.registers),
            *roll_rules.links_lead_somewhere(entry, around.pages if entry.status == "cong-bo" else all_pages),
            *roll_rules.former_slugs_are_free(entry, around.owners),
        ]
        if found:
            yield from _placed(entries, entry, found, shown)


def _placed(entries: Path, entry: values.Entry, found: Iterable[roll_rules.Finding], shown: str) -> Iterator[Problem]:
    """Give the findings as Problems, with their places, for which the file is read again."""
    raw = read.read(entries, folders.folder_at(entries, f"{entry.shelf}/{entry.slug}"), shown)
    for item in found:
        line, column = 0, 0
        if item.location[0] == roll_rules.IN_BODY:
            line, column = int(item.location[1]), int(item.location[2])
        elif isinstance(raw, read.Raw):
            line, column = raw.document.place(item.location)
        path = f"{shown}/{entry.path}"
        yield Problem(path, line, column, item.rule, roll_rules.label_of(item), item.value, item.text, item.mend)
