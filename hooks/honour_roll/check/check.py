"""The check of one entry: folder rules, which need nothing but its folder, and roll rules, which need the whole roll.

What the folder rules find is cached with the folder's fingerprint. The roll rules run every time, on values in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from honour_roll import addresses
from honour_roll.check import (
    body_rules,
    header_rules,
    leftover_rules,
    photo_rules,
    report_rules,
    roll_rules,
    shown_rules,
    typed_rules,
    warnings,
)
from honour_roll.check.case import Case, RollCase
from honour_roll.entries import folders, markdown, schema
from honour_roll.entries.entry import ENTRY, Entry
from honour_roll.entries.folders import Folder
from honour_roll.entries.registers import Registers
from honour_roll.entries.schema import FoundReference, references
from honour_roll.entries.validate import name_can_be_drawn, validated
from honour_roll.photos import inspect
from honour_roll.photos.messages import CANNOT_OPEN
from honour_roll.photos.names import PHOTOS, ending
from honour_roll.problem import Problem

RULES: tuple[Callable[[Case], Iterator[Problem]], ...] = (
    header_rules.text_is_composed,
    header_rules.text_is_unicode,
    header_rules.nothing_is_hidden,
    header_rules.letters_are_vietnamese,
    header_rules.escapes_make_no_strange_letters,
    header_rules.dates_are_in_order,
    header_rules.source_codes_are_one_each,
    header_rules.sources_are_declared,
    header_rules.sources_can_be_found,
    header_rules.individual_agreed,
    header_rules.consent_is_on_paper,
    header_rules.title_fits_kind,
    photo_rules.photos_are_there,
    photo_rules.photos_can_be_shown,
    photo_rules.files_are_named,
    photo_rules.alt_text_describes,
    photo_rules.credits_name_someone,
    photo_rules.cover_is_one,
    body_rules.body_has_its_sections,
    body_rules.headings_step_down,
    body_rules.body_is_plain_markdown,
    body_rules.links_are_safe,
    leftover_rules.questions_are_answered,
    leftover_rules.examples_are_replaced,
    leftover_rules.sections_say_something,
    report_rules.report_has_no_frame,
    *typed_rules.ALL,
    shown_rules.words_are_shown,
)


_MOST_REMEMBERED = 4096  # photos, a few hundred bytes each
# The rules that a draft may break until it is published.
_TO_FINISH = (
    header_rules.individual_agreed,
    header_rules.consent_is_on_paper,
    body_rules.body_has_its_sections,
    leftover_rules.questions_are_answered,
    leftover_rules.examples_are_replaced,
    leftover_rules.sections_say_something,
)


class Checked(NamedTuple):
    """An entry as the folder rules leave it: its values, its rendered body, and what the roll rules need.

    ``missing`` are sentences: what a draft still lacks for being published. ``abbreviations`` are those that the entry
    does not write out. ``latest`` is the latest of its dates, to be held against the day of each check. ``raw`` is the
    text that was checked, in which the roll rules find their places; None where it is not kept.
    """

    entry: Entry
    parts: tuple[markdown.Part, ...]
    references: tuple[FoundReference, ...]
    originals: tuple[inspect.Original, ...] = ()
    missing: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    latest: str = ""
    raw: folders.Raw | None = None


def checked(
    entries: Path, folder: Folder, shown: str, index: bytes | None = None, *, for_site: bool = True
) -> tuple[Checked | None, list[Problem]]:
    """Return the Checked of one folder and the sorted Problems of all folder rules; both depend on the folder alone.

    ``shown`` is how messages call the folder ``entries``; ``index`` is what ``index.md`` holds, or would hold, as text
    that is not saved yet. Without ``for_site``, ``parts`` stays empty. A Checked with Problems has the values that are right in themselves: it is for
    the roll rules alone, so that one run finds everything. It is None when the header cannot be read.
    """
    problems = list(header_rules.slug_is_kebab_case(folder, shown))
    raw = folders.read(entries, folder, shown, index)
    if isinstance(raw, list):
        return None, sorted(problems + raw)
    data = raw.document.data
    pictures = dict(_pictures(entries, folder))
    case = Case(raw, markdown.render(raw.body, folder.slug), data.get("trang_thai") in schema.PARTIAL, pictures)
    right, found = validated(raw.document, ENTRY, draft=case.draft)
    problems += found
    for rule in RULES:
        problems += rule(case)
    problems += name_can_be_drawn(raw.document, ("ten",), "Tên mô hình", data.get("ten"))
    links = markdown.page_links(case.body, folder.slug, raw.body, raw.body_line)
    entry = Entry(folder.slug, folder.year_folder, **({"title": ""} | right), links=links)
    result = Checked(
        entry,
        case.body.parts if for_site else (),
        tuple(references(ENTRY, data)),
        tuple(picture for picture in pictures.values() if isinstance(picture, inspect.Original)),
        tuple(_missing(case)) if data.get("trang_thai") == "nhap" and not problems else (),
        () if case.draft else tuple(warnings.abbreviations_of(case)),
        schema.latest(ENTRY, entry),
        raw,
    )
    return result, sorted(problems)


def _pictures(entries: Path, folder: Folder) -> Iterator[tuple[str, inspect.Original | inspect.UnusablePhotoError]]:
    """Yield the name of each photo in a folder, with what its examination found or raised."""
    for file in folder.files:
        if not (file.link or file.folder) and ending(file.name) in PHOTOS:
            try:
                yield file.name, _examined(entries / folder.path / file.name, file.stamp)
            except inspect.UnusablePhotoError as error:
                yield file.name, error


@lru_cache(maxsize=_MOST_REMEMBERED)  # in a check without photos it is nearly all that is left to do
def _examined(path: Path, _stamp: tuple[int, ...]) -> inspect.Original | inspect.UnusablePhotoError:
    """Return what the examination of a photo found; a file with another stamp is examined again.

    Raises UnusablePhotoError for a photo that cannot be opened: another program may let go of it at any time.
    """
    try:
        return inspect.examined(path)
    except inspect.UnusablePhotoError as error:
        if error.rule == CANNOT_OPEN.rule:
            raise
        return inspect.UnusablePhotoError(
            error.rule, error.text, error.mend
        )  # without what led to it: the photo's bytes


def _missing(case: Case) -> Iterator[str]:
    """Yield what a draft lacks for being published, in sentences."""
    finished = case._replace(draft=False)
    yield from (problem.text for problem in validated(case.raw.document, ENTRY)[1])
    for rule in _TO_FINISH:
        yield from (problem.text for problem in rule(finished))


_HIDDEN = ("nhap", "cho-duyet")  # the states in which an entry has no page yet


class Surroundings(NamedTuple):
    """The roll that an entry is checked against.

    ``shown_registers`` is how messages call the registers' folder. ``slugs`` are the names of all folders; ``owners``
    has the slug of the entry that owns each name and former name. ``pages`` are the addresses, without slashes around,
    that a published entry may link to; to ``drafts`` only entries that are not published may link. ``site_url`` is the
    address of the site, empty when it is not known. ``asks_approval`` says that somebody must approve what is published.
    """

    registers: Registers
    shown_registers: str
    slugs: frozenset[str]
    owners: dict[str, str]
    pages: frozenset[str]
    drafts: frozenset[str]
    site_url: str = ""
    asks_approval: bool = False

    def with_entry(self, entry: Entry) -> Surroundings:
        """Return the Surroundings once ``entry``, which may be new or about to change, is as it is given here."""
        owners = {slug: owner for slug, owner in self.owners.items() if owner != entry.slug or slug == entry.slug}
        before = {addresses.MODELS + slug for slug, owner in self.owners.items() if owner == entry.slug}
        owners[entry.slug] = entry.slug
        own = [slug for slug in entry.former_slugs if owners.setdefault(slug, entry.slug) == entry.slug]
        now = {addresses.MODELS + slug for slug in (entry.slug, *own)}
        pages, drafts = self.pages - before, self.drafts - before
        if entry.status in _HIDDEN:
            drafts |= now
        else:
            pages |= now
        return self._replace(slugs=self.slugs | {entry.slug}, owners=owners, pages=pages, drafts=drafts)


def surroundings(
    entries: Iterable[Entry],
    slugs: frozenset[str],
    registers: Registers,
    shown: str,
    pages: frozenset[str],
    site_url: str = "",
    *,
    asks_approval: bool = False,
) -> Surroundings:
    """Return the Surroundings of ``entries``, where ``pages`` are the addresses of all pages except entries' pages.

    ``slugs`` are the names of all folders, ``shown`` is how messages call the registers' folder.
    """
    owners = {slug: slug for slug in slugs}
    for entry in entries:
        for slug in entry.former_slugs:
            owners.setdefault(slug, entry.slug)
    hidden = {entry.slug for entry in entries if entry.status in _HIDDEN}
    # One that cannot be read, as in an unfinished merge, may be public: that is told of it alone.
    models = {addresses.MODELS + slug: owner not in hidden for slug, owner in owners.items()}
    drafts = frozenset(address for address, is_public in models.items() if not is_public)
    return Surroundings(
        registers, shown, slugs, owners, pages | (models.keys() - drafts), drafts, site_url, asks_approval
    )


def against_roll(entries: Path, items: Iterable[Checked], around: Surroundings, shown: str) -> Iterator[Problem]:
    """Yield a Problem for each roll rule that an entry breaks; ``shown`` is what messages call ``entries``.

    Places are those in the text that was checked, or in the file of an item without its text.
    """
    all_pages = around.pages | around.drafts
    for item in items:
        case = RollCase(entries, shown, item.entry, item.references, item.raw)
        yield from roll_rules.references_are_known(case, around.registers, around.slugs, around.shown_registers)
        yield from roll_rules.places_existed(case, around.registers, around.shown_registers)
        yield from roll_rules.units_existed(case, around.registers, around.shown_registers)
        pages = around.pages if item.entry.status == "cong-bo" else all_pages
        yield from roll_rules.links_lead_somewhere(case, pages, around.registers, around.site_url)
        yield from roll_rules.former_slugs_are_free(case, around.owners)
        if around.asks_approval:
            yield from roll_rules.published_is_approved(case)
