"""The Roll: all entries that passed the checks, sorted, grouped, and related to each other."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from honour_roll.entries.place_levels import PLACE_LEVELS
from honour_roll.entries.schema import TAKEN_DOWN
from honour_roll.taxonomies import FIELDS, PAGES, PLACES, THEMES, UNITS, year_of
from honour_roll.text.vietnamese import sort_key, when_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from honour_roll.entries.entry import Entry
    from honour_roll.entries.registers import Place, Registers
    from honour_roll.taxonomies import Taxonomy

Order: TypeAlias = "tuple[int, tuple[str, str, str], str]"
Groups: TypeAlias = "Mapping[str, Sequence[Entry]]"

_RELATED = 4  # cards under an entry
_CANDIDATES = 8  # entries looked at for each trait, so that the work grows with the number of entries, not its square


class Related(NamedTuple):
    """Another entry, and the trait that both share: the name of a taxonomy, a colon and a key."""

    slug: str
    common: str


class Roll:
    """The entries to show, newest first, with their groups and relations. It never changes."""

    def __init__(
        self,
        entries: Iterable[Entry],
        registers: Registers,
        *,
        preview: bool = False,
        orders: Mapping[str, Order] | None = None,
        kept: Iterable[str] = (),
    ) -> None:
        """Sort the published ``entries``; a preview also shows drafts.

        ``orders`` holds what ``order`` returns for each entry, by slug, where it is known already. ``kept`` are
        the addresses of rows, without a slash at the end, that have a page even without entries.
        """
        self.registers, self.kept = registers, frozenset(kept)
        self._groups: dict[str, Groups] = {}
        everything = list(entries)
        shown = [e for e in everything if e.status == "cong-bo" or (preview and e.status in ("nhap", "cho-duyet"))]
        self._orders = {entry.slug: order(entry) for entry in shown} if orders is None else orders
        self.entries: tuple[Entry, ...] = tuple(sorted(shown, key=lambda entry: self._orders[entry.slug]))
        gone = [e for e in everything if e.status in TAKEN_DOWN]
        self.gone: tuple[Entry, ...] = tuple(sorted(gone, key=attrgetter("slug")))
        self.order: Mapping[str, int] = {entry.slug: place for place, entry in enumerate(self.entries)}
        self.by_slug: Mapping[str, Entry] = {entry.slug: entry for entry in self.entries}

    def title_key(self, entry: Entry) -> tuple[str, str, str]:
        """Return the key by which the titles of entries are sorted."""
        return self._orders[entry.slug][1]

    def groups(self, taxonomy: Taxonomy) -> Groups:
        """Return the entries of each key of a taxonomy, in order."""
        if taxonomy.name not in self._groups:
            groups: dict[str, dict[str, Entry]] = defaultdict(dict)
            for entry in self.entries:
                for key in taxonomy.keys(entry, self.registers):
                    groups[key][entry.slug] = entry  # once, also when it names a key twice
            groups.pop("", None)
            self._groups[taxonomy.name] = {key: tuple(group.values()) for key, group in groups.items()}
        return self._groups[taxonomy.name]

    def keys(self, taxonomy: Taxonomy) -> list[str]:
        """Return the keys of the rows of a taxonomy: a register's in its order, else the last ones first."""
        if taxonomy.register:
            return [*self.registers.rows(taxonomy)]
        kept = {key for address in self.kept if (key := address.removeprefix(taxonomy.address)) != address}
        return sorted(self.groups(taxonomy).keys() | kept, reverse=True)

    def year(self, entry: Entry) -> str:
        """Return the year that an entry is listed under."""
        return year_of(entry, self.registers)

    def label(self, taxonomy: Taxonomy, key: str) -> str:
        """Return the short name of a row of a register."""
        row = self.registers.rows(taxonomy)[key]
        return short_name(row) if taxonomy is PLACES else getattr(row, "short", "") or str(row.name)

    def neighbours(self) -> Iterator[tuple[Entry | None, Entry | None]]:
        """Yield for each entry, in order, the one published after it and the one before it."""
        around = [None, *self.entries, None]
        return zip(around[:-2], around[2:], strict=True)

    def applied_by(self) -> dict[str, tuple[str, ...]]:
        """Return for each entry the slugs of the entries that learned from it, as either entry says."""
        learners: dict[str, list[str]] = defaultdict(list)
        for entry in self.entries:
            learners[entry.slug] += [s for s in entry.spread.applied_by if s in self.by_slug and s != entry.slug]
            if entry.spread.learned_from in self.by_slug:
                learners[entry.spread.learned_from].append(entry.slug)
        return {slug: tuple(dict.fromkeys(found)) for slug, found in learners.items() if found}

    def related(self) -> dict[str, tuple[Related, ...]]:
        """Return for each entry up to four others that share most with it, each with the weightiest shared trait.

        Only the newest few entries with a trait are candidates.
        """
        candidates: dict[str, list[str]] = defaultdict(list)
        for slug, traits in self._traits:
            for trait, _ in traits:
                if len(candidates[trait]) < _CANDIDATES:
                    candidates[trait].append(slug)
        found = {}
        for slug, traits in self._traits:
            scores: dict[str, int] = defaultdict(int)
            weightiest: dict[str, str] = {}
            for trait, weight in traits:
                for other in candidates[trait]:
                    scores[other] -= weight
                    weightiest.setdefault(other, trait)
            scores.pop(slug, None)
            best = sorted([(score, other) for other, score in scores.items()])[:_RELATED]
            found[slug] = tuple([Related(other, weightiest[other]) for _, other in best])
        return found

    def related_inputs(self) -> str:
        """Return every entry's traits, in order, as text: ``related`` depends on nothing else."""
        return "\n".join([" ".join((slug, *(trait for trait, _ in traits))) for slug, traits in self._traits])

    @cached_property
    def _traits(self) -> list[tuple[str, tuple[tuple[str, int], ...]]]:
        """Return the slug of each entry, in order, with its traits and their weights, weightiest first."""
        return [(entry.slug, tuple(_traits_of(entry))) for entry in self.entries]

    def full_name(self, key: str) -> str:
        """Return a place's name with its level, and the place around it: ``phường Quan Hoa (quận Cầu Giấy)``."""
        place = self.registers.places[key]
        outer = self.registers.places.get(place.within)
        return f"{short_name(place)} ({short_name(outer)})" if outer and outer.within else short_name(place)

    def today(self, key: str) -> str:
        """Return where a former place lies now, as far as it is certain; empty for a place that still exists.

        One place is named only for a whole transfer or where a person verified it (``hien_nay``); else all its parts.
        """
        place = self.registers.places[key]
        if place.today:
            return f"nay thuộc {short_name(self.registers.places[place.today])}"
        names = [short_name(self.registers.places[part.place]) for part in place.became]
        if not names:
            return f"không còn từ {when_text(place.until)}" if place.until else ""
        return f"nay thuộc {', '.join(names[:-1])}{' hoặc ' if names[1:] else ''}{names[-1]}"


def term_addresses(entries: Iterable[Entry], registers: Registers) -> frozenset[str]:
    """Return the addresses, without a slash at the end, of the rows that entries name and no register has: years."""
    terms = [taxonomy for taxonomy in PAGES if not taxonomy.register]
    return frozenset(t.address + key for entry in entries for t in terms for key in t.keys(entry, registers) if key)


def short_name(place: Place) -> str:
    """Return a place's name with its level: ``phường Quan Hoa``."""
    return f"{PLACE_LEVELS[place.level]} {place.name}"


def is_named_in(place: Place, words: str) -> bool:
    """Return whether words name a place: “Chi bộ số 40 phường Trung Hòa”, “Quận ủy Cầu Giấy”.

    A name after another level's or with more to it (“Láng Hạ”) is that of another place; one of digits alone needs its
    level: “phường 1”.
    """
    own = PLACE_LEVELS[place.level]
    levels = "|".join({*PLACE_LEVELS.values()})
    found = re.finditer(rf"(?:\b({levels}) )?\b{re.escape(place.name)}\b", words, re.IGNORECASE)
    before = {(match[1] or "").lower() for match in found if not words[match.end() :][1:2].isupper()}
    return own in before or ("" in before and not place.name.isdecimal())


def _traits_of(entry: Entry) -> Iterator[tuple[str, int]]:
    """Yield what an entry may share with others, weightiest first, each with its weight."""
    traits = (
        (THEMES, entry.themes, 4),
        (PLACES, entry.places, 3),
        (UNITS, (entry.unit,), 3),
        (FIELDS, (entry.field,), 1),
    )
    return ((f"{taxonomy.name}:{key}", weight) for taxonomy, keys, weight in traits for key in keys if key)


def order(entry: Entry) -> Order:
    """Return the key that sorts entries in lists: drafts without a date, then later dates first; then by title."""
    date = int((entry.published or "9999-99-99").replace("-", ""))
    return -date, sort_key(entry.title), entry.slug
