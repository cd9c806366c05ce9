"""Relations: the models that a model's page leads to, remembered while no order, theme, place, unit, field changes.

A ``Relations`` lives as long as the process, and finds what an earlier process left in the cache.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from honour_roll.fingerprints import fingerprint
from honour_roll.store import Store, packed, unpacked

if TYPE_CHECKING:
    from honour_roll.entries.roll import Roll, Ties


class _Related(NamedTuple):
    """The relations of each model, as JSON, in the order of the roll.

    ``bearings`` stands for what models have in common, or more, ``order`` for that and for this order, ``tied_by`` for
    no more than the relations were made from; it is empty when nobody has asked.
    """

    bearings: bytes = b""
    order: bytes = b""
    tied_by: bytes = b""
    slugs: str = ""
    lines: bytes = b""

    def beside(self) -> Iterator[tuple[str, tuple[str, str, bytes]]]:
        """Give each model with those before and after it, and its relations."""
        slugs = self.slugs.split("\n")
        return zip(slugs, zip(["", *slugs], [*slugs[1:], ""], self.lines.split(b"\n"), strict=False), strict=True)


class Moves(NamedTuple):
    """What became of models as their order changed, with the order ``before``.

    ``beside`` are those that have other neighbours or relations; ``displaced`` are all that stand from the first place
    to the last at which another model stood.
    """

    beside: AbstractSet[str] = frozenset()
    displaced: AbstractSet[str] = frozenset()
    before: Sequence[str] = ()


class Relations:
    """The relations of a roll, as they are and as they were the last time."""

    def __init__(self, cache: Store, name: bytes) -> None:
        """Find what ``cache`` has under ``name``."""
        self._cache, self._key = cache, b"related:" + name
        self._roll: Roll | None = None
        self._now = self._before = _Related()

    def update(self, roll: Roll, bearings: bytes) -> None:
        """Bring the relations to a roll; ``bearings`` stands for what its models have in common with others, or more.

        That is quicker to ask than what they are made from.
        """
        if roll is self._roll:
            return
        self._before = self._now if self._roll else self._kept()
        self._roll, self._now = roll, self._before
        slugs = "\n".join(roll.order)
        order = fingerprint(bearings, slugs.encode())
        if order != self._before.order:
            self._now = self._made_from(roll)
            self._now = self._now._replace(bearings=bearings, order=order, slugs=slugs)
            self._cache.put([(self._key, packed(tuple(self._now)))])

    def _made_from(self, roll: Roll) -> _Related:
        """Give the relations of ``roll``: those of last time when they were made from the same."""
        tied_by = fingerprint(roll.related_inputs().encode())
        same = tied_by == self._before.tied_by
        return _Related(tied_by=tied_by, lines=self._before.lines if same else b"\n".join(_lines(roll)))

    def _kept(self) -> _Related:
        kept = unpacked(self._cache.get(self._key))
        return _Related(*kept) if isinstance(kept, tuple) and len(kept) == len(_Related._fields) else _Related()

    @property
    def order(self) -> bytes:
        """Give what stands for the order of the roll, and for what is tied in it."""
        return self._now.order

    @property
    def ties(self) -> Ties:
        """Give each model's relations."""
        return self._now.lines.split(b"\n") if self._now.slugs else []

    @property
    def slugs_before(self) -> list[str]:
        """Give the models in the order of the last time."""
        return self._before.slugs.split("\n")

    def moves_since(self, order: bytes) -> Moves | None:
        """Give what moved since models stood in that order; None when nobody knows."""
        if order == self._now.order:
            return Moves()
        if order != self._before.order:
            return None
        before, now = self.slugs_before, self._now.slugs.split("\n")
        other = [place for place, pair in enumerate(zip_longest(now, before)) if pair[0] != pair[1]]
        displaced = frozenset(now[other[0] : other[-1] + 1] if other else ())
        known = dict(self._before.beside())
        beside = frozenset(slug for slug, beside in self._now.beside() if known.get(slug) != beside)
        return Moves(beside, displaced, before)


def _lines(roll: Roll) -> Iterator[bytes]:
    found = roll.related()
    return (json.dumps(found[slug], ensure_ascii=False).encode() for slug in roll.order)
