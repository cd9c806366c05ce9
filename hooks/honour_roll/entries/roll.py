"""The roll: all entries that passed, sorted, with everything that one entry has to do with the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from honour_roll.entries.registers import PLACE_LEVELS
from honour_roll.text.vietnamese import sort_key, when_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from honour_roll.entries.entry import Entry
    from honour_roll.entries.registers import Place, Registers

Order: TypeAlias = "tuple[int, tuple[str, str, str], str]"

_RELATED = 4  # cards under an entry
_BUCKET = 8  # candidates looked at for each thing in common: keeps ten thousand entries linear


Groups: TypeAlias = "Mapping[str, Sequence[Entry]]"
Ties: TypeAlias = "Sequence[bytes]"  # what Related is made of, as JSON, for each entry in order: few are asked for


class Related(NamedTuple):
    """Another model, and what it has in common: ``theme:…``, ``place:…``, ``unit:…`` or ``field:…`` with the key."""

    slug: str
    common: str


class Roll:
    """The entries to show, newest first, and the ways to look at them. Made once a build; never changed."""

    def __init__(
        self,
        entries: Iterable[Entry],
        registers: Registers,
        *,
        preview: bool = False,
        orders: Mapping[str, Order] | None = None,
        years: Iterable[str] = (),
    ) -> None:
        """Sort ``entries``; what is not published is left out, but in a preview drafts are shown too.

        ``orders`` has their places as ``order`` gives them, by slug, when somebody remembered them. ``years`` are those
        that have a page even without entries.
        """
        self.registers, self.years = registers, frozenset(years)
        everything = list(entries)
        shown = [e for e in everything if e.status == "cong-bo" or (preview and e.status in ("nhap", "cho-duyet"))]
        self.entries: tuple[Entry, ...] = tuple(sorted(shown, key=lambda e: orders[e.slug] if orders else order(e)))
        self.gone: tuple[Entry, ...] = tuple(
            sorted((e for e in everything if e.status in ("thu-hoi", "tam-an")), key=lambda e: e.slug)
        )
        self.order: Mapping[str, int] = {entry.slug: place for place, entry in enumerate(self.entries)}
        self.by_slug: Mapping[str, Entry] = {e.slug: e for e in self.entries}

    @cached_property
    def by_field(self) -> Groups:
        """Give the entries of each field, in order."""
        return _grouped(self.entries, lambda entry: (entry.field,))

    @cached_property
    def by_theme(self) -> Groups:
        """Give the entries of each theme, in order."""
        return _grouped(self.entries, attrgetter("themes"))

    @cached_property
    def by_place(self) -> Groups:
        """Give the entries of each place, in order."""
        return _grouped(self.entries, attrgetter("places"))

    @cached_property
    def by_unit(self) -> Groups:
        """Give the entries that each unit led or joined, in order."""
        return _grouped(self.entries, lambda entry: (entry.unit, *entry.partners))

    @cached_property
    def by_year(self) -> Groups:
        """Give the entries of each year, in order."""
        return _grouped(self.entries, lambda entry: (self.year(entry),))

    @cached_property
    def by_round(self) -> Groups:
        """Give the entries honoured in each round, in order."""
        return _grouped(self.entries, lambda entry: [honour.round for honour in entry.honours])

    def year(self, entry: Entry) -> str:
        """Give the year an entry is listed under."""
        return year_of(entry, self.registers)

    def neighbours(self) -> Iterator[tuple[Entry | None, Entry | None]]:
        """Give for each entry, in order, the one published after it and the one before it."""
        last = len(self.entries) - 1
        for index in range(last + 1):
            yield (
                self.entries[index - 1] if index else None,
                self.entries[index + 1] if index < last else None,
            )

    def applied_by(self) -> dict[str, tuple[str, ...]]:
        """Give for each model the models that learned from it, said by either side."""
        learners: dict[str, list[str]] = defaultdict(list)
        for entry in self.entries:
            spread = entry.spread
            if spread.applied_by:
                learners[entry.slug] += [s for s in spread.applied_by if s in self.by_slug and s != entry.slug]
            if spread.learned_from and spread.learned_from in self.by_slug:
                learners[spread.learned_from].append(entry.slug)
        return {slug: tuple(dict.fromkeys(found)) for slug, found in learners.items() if found}

    def related(self) -> dict[str, tuple[Related, ...]]:
        """Give for each model up to four others, those with the most in common first, with the strongest tie.

        Only the newest few of each group are looked at, so the work grows with the number of entries, not its square.
        """
        buckets: dict[str, list[str]] = defaultdict(list)
        for slug, ties in self.ties:
            for tie, _ in ties:
                if len(buckets[tie]) < _BUCKET:
                    buckets[tie].append(slug)
        found = {}
        for slug, ties in self.ties:
            scores: dict[str, int] = defaultdict(int)
            strongest: dict[str, str] = {}
            for tie, weight in ties:
                for other in buckets[tie]:
                    scores[other] -= weight
                    strongest.setdefault(other, tie)
            scores.pop(slug, None)
            best = sorted([(score, other) for other, score in scores.items()])[:_RELATED]
            found[slug] = tuple([Related(other, strongest[other]) for _, other in best])
        return found

    def may_relate_others_than(self, before: Sequence[str]) -> bool:
        """Tell whether ``related`` may give something else than for the same models in another order.

        It looks at the first few with a tie: it gives the same while no two with one tie have changed places, or enough
        with that tie stand before them.
        """
        now = [*self.order]
        other = [place for place, pair in enumerate(zip(now, before, strict=True)) if pair[0] != pair[1]]
        moved = self.entries[other[0] : other[-1] + 1] if other else ()
        counts = Counter(tie for entry in moved for tie in {tie for tie, _ in _ties(entry)})
        needed = {tie: _BUCKET for tie, count in counts.items() if count > 1}
        for entry in self.entries[: other[0]] if other else ():
            if not needed:
                break
            for tie, _ in _ties(entry):
                if tie in needed:
                    needed[tie] -= 1
                    if not needed[tie]:
                        del needed[tie]
        return bool(needed)

    @cached_property
    def ties(self) -> list[tuple[str, tuple[tuple[str, int], ...]]]:
        """Give what each entry, in order, may have in common with others."""
        return [(entry.slug, tuple(_ties(entry))) for entry in self.entries]

    def tied_by(self) -> str:
        """Give a text that changes whenever ``related`` may."""
        return "\n".join([" ".join((slug, *(tie for tie, _ in ties))) for slug, ties in self.ties])

    def full_name(self, key: str) -> str:
        """Give a place's name with its level, and what it lay within: ``phường Quan Hoa (quận Cầu Giấy)``."""
        place = self.registers.places[key]
        outer = self.registers.places.get(place.within)
        return f"{short_name(place)} ({short_name(outer)})" if outer and outer.within else short_name(place)

    def today(self, key: str) -> str:
        """Give where a former place lies now, as far as it is certain; empty for a place that still exists.

        Only a whole transfer or a person's word (``hien_nay``) names one place; a split names all of them.
        """
        place = self.registers.places[key]
        if place.today:
            return f"nay thuộc {short_name(self.registers.places[place.today])}"
        names = [short_name(self.registers.places[part.place]) for part in place.became]
        if not names:
            return f"không còn từ {when_text(place.until)}" if place.until else ""
        if len(names) == 1:
            return f"nay thuộc {names[0]}"
        return f"nay thuộc {', '.join(names[:-1])} hoặc {names[-1]}"


def _grouped(entries: Iterable[Entry], keys: Callable[[Entry], Iterable[str]]) -> Groups:
    """Give the entries of each of their keys in their order, each once, though it may name a key twice."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in keys(entry):
            group = groups[key]
            if not group or group[-1] is not entry:
                group.append(entry)
    groups.pop("", None)
    return dict(groups)


def year_of(entry: Entry, registers: Registers) -> str:
    """Give the year of an entry's newest honour, else of its publication; empty for a draft without either."""
    rounds = registers.rounds
    dates = [rounds[honour.round].date for honour in entry.honours if honour.round in rounds]
    return (max(dates) if dates else entry.published)[:4]


def short_name(place: Place) -> str:
    """Give a place's name with its level: ``phường Quan Hoa``."""
    return f"{PLACE_LEVELS[place.level]} {place.name}"


def _ties(entry: Entry) -> Iterator[tuple[str, int]]:
    """Give what an entry may have in common with others, strongest first, each with its weight."""
    for theme in entry.themes:
        yield f"theme:{theme}", 4
    for place in entry.places:
        yield f"place:{place}", 3
    if entry.unit:
        yield f"unit:{entry.unit}", 3
    if entry.field:
        yield f"field:{entry.field}", 1


def order(entry: Entry) -> Order:
    """Give an entry's place in lists: later dates first, then by title. What has no date, a draft, is before all."""
    date = int((entry.published or "9999-99-99").replace("-", ""))
    return -date, sort_key(entry.title), entry.slug
