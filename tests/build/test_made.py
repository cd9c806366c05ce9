"""What a build remembers of its site is what it made, however it was told: all names again, or those that changed."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from honour_roll.build import made as room
from honour_roll.build.made import Made
from honour_roll.fingerprints import fingerprint
from honour_roll.store import Store

SITE = Path("site")
FILES = [f"{folder}/{name}.html" for folder in ("mo-hinh", "the") for name in "abcdef"]
# An edit: whether all pages were asked, so that they come in an order of their own; what went; what came.
EDITS = st.lists(st.tuples(st.booleans(), st.sets(st.sampled_from(FILES)), st.lists(st.sampled_from(FILES))))


@given(EDITS)
def test_names_told_by_what_changed_are_those_that_there_are(edits: list[tuple[bool, set[str], list[str]]]) -> None:
    last, kept = Made(), dict[bytes, bytes]()
    for number, (asked, gone, came) in enumerate(edits):
        pages = {path: key for path, key in last.pages.items() if path not in gone}
        pages |= {path: fingerprint(path.encode(), bytes([number])) for path in came}
        made = Made(dict(sorted(pages.items())) if asked else pages, {}, folders=("mo-hinh", "the"))
        if not made.pages:
            continue
        made, rows = made.to_keep(SITE, last)
        kept |= rows
        token, last = Made.remembered(kept.get, SITE)
        assert (token, last) == (made.token, made)
        assert [*last.pages] == [*made.pages], "keys are kept without names, in this order"


def test_few_names_are_told_by_what_changed_and_many_are_not() -> None:
    many = {f"the/{number}": b"k" * 16 for number in range(2 * room._MANY_NAMES)}
    last, rows = Made(many, {}, folders=("the",)).to_keep(SITE, Made())
    assert len(rows) == 2
    renamed = last._replace(pages={**dict([*many.items()][1:]), "the/x": b"x" * 16})
    known, (row,) = renamed.to_keep(SITE, last)
    assert (known.lost, known.came) == ({"the/0"}, ("the/x",))
    assert Made.remembered(dict([*rows, row]).get, SITE) == (known.token, known)
    for other in ({"pages": dict([*many.items()][room._MANY_NAMES + 1 :])}, {"folders": ("the", "y")}):
        again, rows_again = renamed._replace(**other).to_keep(SITE, last)
        assert len(rows_again) == 2
        assert (again.lost, again.came) == (set(), ())
        assert Made.remembered(dict([*rows_again, row]).get, SITE) == (b"", Made()), "of other names than were kept"


def test_all_that_is_kept_under_a_prefix_is_found_and_nothing_that_was_damaged() -> None:
    cache = Store(Path(":memory:"), b"")
    cache.put([(b"a/1", b"x"), (b"a/2", b"y"), (b"b/1", b"z"), (b"a0", b"z")])
    assert dict(cache.under(b"a/")) == {b"1": b"x", b"2": b"y"}
    assert cache._database
    cache._database.execute("UPDATE kept SET value = ? WHERE key = ?", (b"damaged", b"a/1"))
    assert dict(cache.under(b"a/")) == {b"2": b"y"}
