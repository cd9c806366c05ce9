"""The index: lists and shards as bytes, numbers that stay, and edits that give what a cold build gives."""

from __future__ import annotations

import random
from operator import itemgetter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour_roll.fingerprints import fingerprint
from honour_roll.search.document_ids import PAGES, numbered
from honour_roll.search.documents import of_page, plain_text
from honour_roll.search.index import Document, Index
from honour_roll.search.indexer import inverted, keys
from honour_roll.search.postings import LEVELS, Sizes, count, edited, lists, shard, sizes, taken_apart
from honour_roll.store import Store

NUMBERS = st.one_of(
    st.lists(st.integers(0, 40), unique=True),  # close together: bitmaps
    st.lists(st.integers(0, 3_000_000), unique=True),  # far apart: gaps of several bytes
)
WORDS = "goc' xanh đương` tran hoa hoa` giai? phu. nu~ 40 ubnd".split()


def numbers_of(data: bytes) -> list[set[int]]:
    """Take lists apart in the plainest way: by taking each number out and looking whether that changed anything."""
    found: list[set[int]] = [set() for _ in range(LEVELS)]
    for level in range(LEVELS):
        for number in range(60):
            if edited(data, [(level, number, False)]) != data:
                found[level].add(number)
    return found


@given(st.lists(NUMBERS, min_size=LEVELS, max_size=LEVELS), st.integers(0, 2), NUMBERS, NUMBERS)
def test_edited_lists_are_those_made_anew(
    levels: list[list[int]], level: int, come: list[int], gone: list[int]
) -> None:
    before = lists([sorted(numbers) for numbers in levels]) if any(levels) else b""
    changes = [(level, number, False) for number in gone] + [(level, number, True) for number in come]
    wanted = [set(numbers) for numbers in levels]
    wanted[level] = (wanted[level] - set(gone)) | set(come)
    made = edited(before, changes)
    assert made == (lists([sorted(numbers) for numbers in wanted]) if any(wanted) else b"")
    assert not made or count(made) == sum(map(len, wanted))


@given(st.lists(st.lists(st.integers(0, 50), unique=True), min_size=LEVELS, max_size=LEVELS).filter(any))
def test_lists_hold_what_was_put_in(levels: list[list[int]]) -> None:
    assert numbers_of(lists([sorted(numbers) for numbers in levels])) == [set(numbers) for numbers in levels]


def test_a_list_of_all_is_a_bit_each_and_never_longer() -> None:
    assert len(lists([[], [], range(10_000)])) < 10_000 / 8 + 5
    assert all(len(lists([[], [], range(0, 10_000, step)])) <= 10_000 / 8 + 5 for step in range(1, 60))


@given(st.dictionaries(st.text("abc đ'`", min_size=1, max_size=9), st.binary(max_size=300)))
def test_a_shard_comes_apart_as_it_was_put_together(wanted: dict[str, bytes]) -> None:
    assert taken_apart(shard(wanted)) == wanted


def test_what_an_unfinished_word_may_become_lies_in_one_shard() -> None:
    some = Sizes(2048, 512)
    assert len({some.shard(f"goc' {word}") for word in ("xanh", "xa", "xam'", "xay`")}) == 1
    assert some.shard("đương` xa") == some.shard("dương xanh")
    assert some.shard("xanh") >= some.pairs


def test_shards_follow_the_size_of_the_roll_in_powers_of_two() -> None:
    assert sizes(10_000) == (2048, 512)
    assert sizes(0) == (1, 1)
    assert [sizes(count).pairs for count in (5, 1000, 5200, 10_239, 10_240)] == [2, 256, 2048, 2048, 4096]


# --- numbers ----------------------------------------------------------------------------------------------------------


def roll_of(count: int, seed: int = 1) -> dict[str, list[str]]:
    rng = random.Random(seed)  # noqa: S311 - the same each time
    years: dict[str, list[str]] = {PAGES: ["/", "/gioi-thieu/"]}
    for number in range(count):
        years.setdefault(f"20{rng.randint(17, 26)}", []).append(f"bai-{number}")
    return years


def test_each_has_a_number_of_its_own_and_later_years_have_later_ones() -> None:
    years = roll_of(3000)
    numbers, total = numbered(years)
    assert len(set(numbers.values())) == len(numbers) == 3002
    assert max(numbers.values()) < total < 3 * 3002
    in_order = sorted(numbers, key=lambda name: numbers[name])
    assert in_order == list(numbers)
    of = {name: year for year, names in years.items() for name in names}
    assert [of[name] for name in in_order] == sorted(of[name] for name in in_order)


def test_a_newcomer_moves_few_others() -> None:
    years, moved = roll_of(5000), []
    before, _ = numbered(years)
    last = max(years)
    for number in range(80):
        years[last].append(f"moi-{number}")
        now, _ = numbered(years)
        moved.append(sum(now[name] != before[name] for name in before))
        before = now
    assert sorted(moved)[len(moved) // 2] <= 3
    assert sorted(moved)[-3] <= 60  # but for when the room doubles


@given(st.integers(0, 400), st.integers(0, 99))
def test_numbers_fit_however_many_share_a_year(count: int, seed: int) -> None:
    names = [f"{seed}-{number}" for number in range(count)]
    numbers, total = numbered({"2026-11": names})
    assert len(set(numbers.values())) == count
    assert all(0 <= number < total for number in numbers.values())
    assert numbers == numbered({"2026-11": reversed(names)})[0]


# --- edits ------------------------------------------------------------------------------------------------------------


class Roll:
    """Documents that change at random."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same each time
        self.texts = {f"bai-{number}": self.text() for number in range(40)}

    def text(self) -> bytes:
        lines = [" ".join(self.random.choices(WORDS, k=self.random.randint(0, 9))) for _ in range(6)]
        return "\x1f".join((lines[0], "\n".join(lines[1:3]), "\n".join(lines[3:]))).encode()

    def change(self) -> None:
        name = self.random.choice([*self.texts])
        match self.random.randint(0, 3):
            case 0:
                del self.texts[name]
            case 1:
                self.texts[f"moi-{self.random.randint(0, 999)}"] = self.text()
            case _:
                self.texts[name] = self.text()

    def documents(self) -> list[Document]:
        numbers, _ = numbered({"2020": [*self.texts][::2], "2021": [*self.texts][1::2]})
        made = [(name, numbers[name], fingerprint(text)) for name, text in self.texts.items()]
        return sorted(made, key=itemgetter(1))


def all_shards(index: Index) -> dict[int, bytes]:
    return {place: index.shard(place) for place in range(sum(index.sizes))}


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_the_index_is_the_one_made_from_nothing(tmp_path: Path, seed: int) -> None:
    roll, cache = Roll(seed), Store(tmp_path / "kept.sqlite", b"")
    known: dict[bytes, bytes] = {}
    index = Index(cache, b"", 1)
    for step in range(30):
        known |= {fingerprint(text): text for text in roll.texts.values()}
        if step % 5 == 4:
            index = Index(cache, b"", 1)  # another process
        made_from = b"names" if step < 20 else b"other names"
        documents = roll.documents()
        index.update(documents, made_from, lambda d: roll.texts[d[0]], lambda d, known=known: known.get(d[2]))
        cold = inverted([(d[1], roll.texts[d[0]]) for d in documents], index.sizes, 1)
        assert all_shards(index) == cold, step
        assert index.digests == tuple(fingerprint(cold[place]) for place in range(len(cold)))
        fresh = Index(Store(None, b""), b"", 1)
        fresh.update(documents, b"", lambda d: roll.texts[d[0]], lambda _: None)
        assert index.vocabulary == fresh.vocabulary
        for _ in range(roll.random.randint(0, 3)):
            roll.change()


@pytest.mark.parametrize("seed", range(3))
def test_another_name_changes_the_words_of_those_that_have_it_and_of_no_other(seed: int) -> None:
    """The documents and their digests stay; the head of some has another name, as when a ward is renamed."""
    roll, index = Roll(seed), Index(Store(None, b""), b"", 1)
    having = {name for number, name in enumerate(sorted(roll.texts)) if number % 7 == seed}
    before: dict[str, bytes] = {}
    asked: set[str] = set()
    documents = roll.documents()
    for name in ("mo do", "xa do", "mo lao"):
        now = {
            slug: text.replace(b"\x1f", f"\x1f{name}\n".encode(), 1) if slug in having else text
            for slug, text in roll.texts.items()
        }
        asked.clear()

        def words(document: Document, now: dict[str, bytes] = now) -> bytes:
            asked.add(document[0])
            return now[document[0]]

        index.update(documents, name.encode(), words, lambda d, before=before: before.get(d[0]), having)
        assert asked == having or not before
        cold = inverted([(d[1], now[d[0]]) for d in documents], index.sizes, 1)
        assert all_shards(index) == cold
        before.update(now)


def test_an_edit_reads_no_other_words_and_changes_few_shards(tmp_path: Path) -> None:
    roll, cache = Roll(1), Store(tmp_path / "kept.sqlite", b"")
    roll.texts = {f"bai-{n}": f"tên{n}\x1fhai{n}\x1fmột{n} hai{n} ba{n} bốn{n}".encode() for n in range(400)}
    index = Index(cache, b"", 1)
    index.update(roll.documents(), b"", lambda d: roll.texts[d[0]], lambda _: None)
    before, old = all_shards(index), dict(roll.texts)
    roll.texts["bai-7"] += " năm".encode()
    asked: list[str] = []
    index = Index(cache, b"", 1)
    index.update(roll.documents(), b"", lambda d: asked.append(d[0]) or roll.texts[d[0]], lambda d: old[d[0]])
    assert asked == ["bai-7"]
    changed = [place for place, data in all_shards(index).items() if data != before[place]]
    assert len(changed) == 2  # of "năm", and of "bốn7 năm"


def test_two_processes_give_what_one_gives() -> None:
    rng = random.Random(7)  # noqa: S311 - the same each time
    texts = [
        (n * 2, f"{' '.join(rng.choices(WORDS, k=5))}\x1f\x1f{' '.join(rng.choices(WORDS, k=50))}".encode())
        for n in range(700)
    ]
    some = Sizes(16, 4)
    assert inverted(texts, some, 1) == inverted(texts, some, 2) == inverted(texts, some, 3)
    of_one = {place: set(taken_apart(data)) for place, data in inverted(texts[:1], some, 1).items()}
    assert set().union(*of_one.values()) == {name for name, _ in keys(texts[0][1])}
    assert all(some.shard(name) == place for place, names in of_one.items() for name in names)


def test_damaged_shards_are_made_again(tmp_path: Path) -> None:
    roll, path = Roll(3), tmp_path / "kept.sqlite"
    cache = Store(path, b"")
    Index(cache, b"", 1).update(roll.documents(), b"", lambda d: roll.texts[d[0]], lambda _: None)
    cache.put([(b"search:/3", b"\x00")])
    old = dict(roll.texts)
    roll.texts["bai-1"] = roll.text()
    index = Index(cache, b"", 1)
    index.update(roll.documents(), b"", lambda d: roll.texts[d[0]], lambda d: old[d[0]])
    cold = inverted([(d[1], roll.texts[d[0]]) for d in roll.documents()], index.sizes, 1)
    assert all_shards(index) == cold


# --- words ------------------------------------------------------------------------------------------------------------


def test_tags_within_a_word_do_not_part_it_and_blocks_do() -> None:
    assert plain_text("<p>Góc <strong>xa</strong>nh &amp; sạch</p><ul><li>một</li><li>hai</li></ul>").split("\n") == [
        "", "Góc xanh & sạch", "", "", "một", "", "hai", "", "",
    ]  # fmt: skip


def test_pairs_do_not_reach_from_one_block_to_the_next() -> None:
    found = {name for name, _ in keys(of_page("Tên", "<p>góc xanh</p><p>sạch đẹp</p>"))}
    assert {"goc' xanh", "sach. đep."} <= found
    assert "xanh sach." not in found
