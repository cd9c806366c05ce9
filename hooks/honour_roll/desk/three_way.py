"""Three values of one place (what both began with, ours, theirs) become one, or two readings to choose from.

Tables are merged by key, lists by item. An item is known by the key that names it (a photo by its file, a source by its
code), by being equal, or by being much alike; so two may each add one, and one may edit what the other moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from typing import Any, NamedTuple, TypeAlias

Place: TypeAlias = tuple[str, ...]  # ("anh", "vuon-hoa.jpg", "mo_ta"): keys, and names of items
Chosen: TypeAlias = Callable[[Place], str | None]  # OURS, THEIRS or BOTH; None where nothing was chosen

OURS, THEIRS, BOTH = "ours", "theirs", "both"
ORDER = "#order"  # the last part of a place whose readings are orders of a list
# What an item of a list is known by.
NAMES = {
    "anh": "tep",
    "nguon": "ma",
    "ket_qua": "chi_so",
    "ton_vinh": "dot",
    "nhat_ky": "viec",
    "hien_nay": "noi",
}
_ALIKE = 0.5  # the share of equal values from which on two items without a common name are one that was edited


class Nothing(Enum):
    """Stands for a value that is not there."""

    NOTHING = "nothing"


NOTHING = Nothing.NOTHING


class Reading(NamedTuple):
    """What two people wrote at one place, and what stood there before; each may be NOTHING."""

    place: Place
    base: Any
    ours: Any
    theirs: Any
    can_be_both: bool = False


class Merge:
    """The merge of one file; ``readings`` is what there is to choose in it."""

    def __init__(self, chosen: Chosen) -> None:
        """Begin, with the choices that were made."""
        self.chosen = chosen
        self.readings: list[Reading] = []

    def settled(self, place: Place, base: Any, ours: Any, theirs: Any) -> Any:
        """Note that both changed a place; return what was chosen there, ours while nothing was."""
        self.readings.append(Reading(place, base, ours, theirs))
        return theirs if self.chosen(place) == THEIRS else ours

    def value(self, at: Place, base: Any, ours: Any, theirs: Any) -> Any:
        """Return the merged value of a place; NOTHING when it is to be removed."""
        if same(ours, theirs) or same(theirs, base):
            return ours
        if same(ours, base):
            return theirs
        if isinstance(ours, dict) and isinstance(theirs, dict):
            return self._table(at, base if isinstance(base, dict) else {}, ours, theirs)
        if isinstance(ours, list) and isinstance(theirs, list) and not _are_numbers(ours + theirs):
            return self._items(at, base if isinstance(base, list) else [], ours, theirs)
        return self.settled(at, base, ours, theirs)

    def order(self, at: Place, base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
        """Return all names in one order: that of who changed it, and what is new behind what it was put behind."""
        everywhere = {*base} & {*ours} & {*theirs}
        first, second, third = ([name for name in names if name in everywhere] for names in (base, ours, theirs))
        frame, other = (theirs, ours) if second == first else (ours, theirs)
        if first != second != third != first and self.settled((*at, ORDER), first, second, third) is third:
            frame, other = theirs, ours
        made = [*frame]
        for index, name in enumerate(other):
            if name not in made:
                made.insert(made.index(other[index - 1]) + 1 if index else 0, name)
        return made + [name for name in base if name not in made]

    def _table(self, at: Place, base: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
        made = {
            key: self.value((*at, key), base.get(key, NOTHING), ours.get(key, NOTHING), theirs.get(key, NOTHING))
            for key in {**ours, **theirs}
        }
        return {key: value for key, value in made.items() if value is not NOTHING}

    def _items(self, at: Place, base: list[Any], ours: list[Any], theirs: list[Any]) -> list[Any]:
        old = dict(zip(_distinct(_name(item, at[-1]) for item in base), base, strict=True))
        mine, other = _named_as(old, ours, at[-1]), _named_as(old, theirs, at[-1])
        made = {
            name: self.value((*at, name), old.get(name, NOTHING), mine.get(name, NOTHING), other.get(name, NOTHING))
            for name in self.order(at, [*old], [*mine], [*other])
        }
        return [value for value in made.values() if value is not NOTHING]


def same(one: Any, other: Any) -> bool:
    """Return whether two values are written alike: 1 is not true."""
    return repr(one) == repr(other)


def _are_numbers(items: list[Any]) -> bool:
    return all(isinstance(item, (int, float)) for item in items)


def _name(item: Any, key: str) -> str:
    named = item.get(NAMES.get(key)) if isinstance(item, dict) else item
    return str(named if named is not None else item)


def _distinct(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Return names of which no two are equal, and none is ``taken``."""
    made: list[str] = []
    used = {*taken}
    for name in names:
        free, number = name, 1
        while free in used:
            number += 1
            free = f"{name} ({number})"
        used.add(free)
        made.append(free)
    return made


def _named_as(old: dict[str, Any], items: list[Any], key: str) -> dict[str, Any]:
    """Return the items of a side by the names of the ``old`` items that they were; new ones by names of their own."""
    own = [_name(item, key) for item in items]
    often = Counter(own) + Counter(_name(item, key) for item in old.values())
    made: dict[int, str] = {}
    left = dict(old)

    def pair(index: int, name: str | None) -> None:
        if name is not None:
            made[index] = name
            del left[name]

    for index, name in enumerate(own):
        pair(index, name if name in left and often[name] == 2 else None)
    # A photo is its file: what is said of one is never put under another.
    for is_it in (same,) if key == "anh" else (same, _are_alike):
        for index, item in enumerate(items):
            if index not in made:
                pair(index, next((name for name, before in left.items() if is_it(before, item)), None))
    if key != "anh" and len(items) == len(old):  # none came or went: the same place is the same item
        for index, name in enumerate(old):
            pair(index, name if index not in made and name in left and isinstance(items[index], dict) else None)
    new = [index for index in range(len(items)) if index not in made]
    made |= dict(zip(new, _distinct((own[index] for index in new), old), strict=True))
    return {made[index]: item for index, item in enumerate(items)}


def _are_alike(one: Any, other: Any) -> bool:
    if not (isinstance(one, dict) and isinstance(other, dict)):
        return False
    keys = {**one, **other}
    equal = sum(same(one.get(key, NOTHING), other.get(key, NOTHING)) for key in keys)
    return equal >= _ALIKE * len(keys) and equal > 0
