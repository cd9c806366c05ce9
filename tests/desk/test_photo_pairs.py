"""The arithmetic of pairs of before and after: whatever is done, the page shows the pairs that the desk shows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from desk_pages import Desk, desk_page

ROLES = ("truoc", "sau", "truoc", "sau", "bia", "minh-hoa", None, None)
SCRIPT = """
import * as pairs from "./photo_pairs.js";
window.pairs = pairs;
"""
Items = list[dict[str, str]]


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk_page(browser, tmp_path_factory.mktemp("pairs"), SCRIPT) as desk:
        yield desk


def do(desk: Desk, name: str, *given: Any) -> Any:
    return desk.page.evaluate("([name, given]) => pairs[name](...given)", [name, list(given)])


def items(*roles: str | None) -> Items:
    return [{"tep": f"{number}.jpg"} | ({"vai_tro": role} if role else {}) for number, role in enumerate(roles)]


def shown(photos: Items) -> list[tuple[str, str]]:
    """The pairs of the page, as ``pages/entry_page.py`` makes them."""
    before, after = ([one["tep"] for one in photos if one.get("vai_tro") == role] for role in ("truoc", "sau"))
    return list(zip(before, after, strict=False))


def in_short(photos: Items) -> str:
    return " ".join(f"{one['tep'][0]}{one.get('vai_tro', '')}" for one in photos)


def test_two_photos_become_a_pair_in_the_order_in_which_they_stand(desk: Desk) -> None:
    assert in_short(do(desk, "paired", items(None, None, None), 2, 0)) == "0truoc 2sau 1"
    assert in_short(do(desk, "paired", items(None, None, None), 0, 2)) == "1 0truoc 2sau"


def test_a_photo_that_is_called_before_or_after_already_stays_so(desk: Desk) -> None:
    assert in_short(do(desk, "paired", items("sau", None), 1, 0)) == "1truoc 0sau"
    assert in_short(do(desk, "paired", items(None, "truoc"), 0, 1)) == "1truoc 0sau"


def test_a_pair_is_swapped_and_separated(desk: Desk) -> None:
    assert in_short(do(desk, "swapped", items("truoc", "sau", None), [0, 1])) == "1truoc 0sau 2"
    assert in_short(do(desk, "separated", items("truoc", "sau", "bia"), [0, 1])) == "0 1 2bia"


def test_who_loses_the_partner_loses_the_role(desk: Desk) -> None:
    assert in_short(do(desk, "without", items("truoc", "sau", "truoc", "sau"), 1)) == "0 2truoc 3sau"
    assert in_short(do(desk, "paired", items("truoc", "sau", None), 2, 0)) == "0truoc 2sau 1"


def test_a_photo_without_a_partner_takes_none_from_another(desk: Desk) -> None:
    assert in_short(do(desk, "paired", items("truoc", None, None), 1, 2)) == "1truoc 2sau 0truoc"


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_done_no_photo_is_lost_and_other_pairs_stay(desk: Desk, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - for a test, the same each time
    photos = items(*rng.choices(ROLES, k=rng.randint(2, 9)))
    for _ in range(4):
        one, other = rng.sample(range(len(photos)), 2)
        names = {photos[one]["tep"], photos[other]["tep"]}
        before = shown(photos)
        made = do(desk, "paired", photos, one, other)
        assert sorted(photo["tep"] for photo in made) == sorted(photo["tep"] for photo in photos)
        assert [set(pair) for pair in shown(made) if names & set(pair)] == [names]
        assert {pair for pair in before if not names & set(pair)} < set(shown(made))
        blocks = do(desk, "blocksOf", made)
        start, end = rng.randrange(len(blocks)), rng.randrange(len(blocks))
        photos = do(desk, "moved", made, start, end)
        assert sorted(shown(photos)) == sorted(shown(made)), "a pair moves as one"
        assert sorted(photo["tep"] for photo in photos) == sorted(photo["tep"] for photo in made)
