"""Relations are remembered while they would be the same, and never longer."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from honour_roll.build.relations import Moves, Relations
from honour_roll.entries.entry import Entry
from honour_roll.entries.registers import Registers
from honour_roll.entries.roll import Order, Roll
from honour_roll.store import Store

NO_LISTS = Registers({}, {}, {}, {}, {}, {}, {})
KEYS = st.sampled_from(["a", "b", "c", "d"])
MODELS = st.lists(st.tuples(st.lists(KEYS, max_size=2), st.lists(KEYS, max_size=1), KEYS), min_size=1, max_size=40)


def roll_of(models: list[tuple[list[str], list[str], str]], order: list[int]) -> Roll:
    """Give a roll of models with these themes, places and fields, in an order."""
    entries, orders = [], dict[str, Order]()
    for number, (themes, places, field) in enumerate(models):
        slug = f"mo-hinh-{number}"
        entries.append(
            Entry(slug, "2020", slug, themes=tuple(themes), places=tuple(places), field=field, status="cong-bo")
        )
        orders[slug] = ((order.index(number),), ("", "", ""), "")
    return Roll(entries, NO_LISTS, orders=orders)


@st.composite
def two_orders(draw: st.DrawFn) -> tuple[Roll, Roll]:
    """Give the same models in two orders, of which the second has some that stand together shuffled."""
    models = draw(MODELS)
    order = draw(st.permutations(range(len(models))))
    start = draw(st.integers(0, len(models) - 1))
    stop = draw(st.integers(start, min(len(models), start + 5)))
    other = [*order[:start], *draw(st.permutations(order[start:stop])), *order[stop:]]
    return roll_of(models, list(order)), roll_of(models, other)


@given(two_orders())
def test_the_relations_of_an_order_do_not_depend_on_the_one_before(orders: tuple[Roll, Roll]) -> None:
    before, now = orders
    relations, fresh = Relations(Store(None, b""), b"roll"), Relations(Store(None, b""), b"roll")
    relations.update(before, b"the same")
    was = relations.order, dict(zip(before.order, relations.ties, strict=True))
    relations.update(now, b"the same")
    fresh.update(now, b"the same")
    assert (relations.order, relations.ties) == (fresh.order, fresh.ties)
    moves = relations.moves_since(was[0])
    assert moves is not None
    for slug, ties in zip(now.order, relations.ties, strict=True):
        assert slug in moves.beside or ties == was[1][slug]


@given(two_orders(), st.integers(1, 4))
def test_pages_of_lists_without_a_displaced_model_are_as_they_were(orders: tuple[Roll, Roll], on_page: int) -> None:
    before, now = orders
    relations = Relations(Store(None, b""), b"roll")
    relations.update(before, b"the same")
    order = relations.order
    relations.update(now, b"the same")
    moves = relations.moves_since(order)
    assert moves is not None
    for lists, were in (
        (now.by_theme, before.by_theme),
        (now.by_place, before.by_place),
        (now.by_field, before.by_field),
    ):
        for key in lists:
            for start in range(0, len(lists[key]), on_page):
                page, was = ([e.slug for e in group[key][start : start + on_page]] for group in (lists, were))
                assert page == was or not moves.displaced.isdisjoint(page)


def test_what_another_process_remembers_is_known_to_the_next(tmp_path: Path) -> None:
    first, second = (Relations(Store(tmp_path / "cache.sqlite", b"code"), b"roll") for _ in range(2))
    models = [(["a"], ["b"], "c")] * 3
    first.update(roll_of(models, [0, 1, 2]), b"the same")
    order = first.order
    second.update(roll_of(models, [0, 2, 1]), b"the same")
    assert second.slugs_before == ["mo-hinh-0", "mo-hinh-1", "mo-hinh-2"]
    moves = second.moves_since(order)
    assert moves
    assert moves.beside == {"mo-hinh-0", "mo-hinh-1", "mo-hinh-2"}  # their neighbours are others
    assert moves.displaced == {"mo-hinh-1", "mo-hinh-2"}
    assert second.moves_since(b"an order that nobody remembers") is None
    assert second.moves_since(second.order) == Moves()
