"""The index: postings and shards as bytes, document ids that stay, and edits that equal an index made anew."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour_roll.entries.entry import Entry
from honour_roll.entries.registers import Registers, Unit
from honour_roll.entries.roll import Roll
from honour_roll.fingerprints import fingerprint
from honour_roll.search.corpus import PAGES, Corpus, SearchFile, assign_ids, corpus_of
from honour_roll.search.documents import WrittenPage, page_words, plain_text
from honour_roll.search.index import SearchIndex
from honour_roll.search.indexer import build_shards, terms_of
from honour_roll.search.postings import (
    ZONES,
    ShardCounts,
    count_postings,
    decode_shard,
    edit_postings,
    encode_postings,
    encode_shard,
)
from honour_roll.store import Store

IDS = st.one_of(
    st.lists(st.integers(0, 40), unique=True),  # close together: bitmaps
    st.lists(st.integers(0, 3_000_000), unique=True),  # far apart: gaps of several bytes
)
WORDS = "goc' xanh đương` tran hoa hoa` giai? phu. nu~ 40 ubnd".split()


def ids_of(postings: bytes) -> list[set[int]]:
    """Decode postings in the plainest way: take each id out and look whether that changed anything."""
    found: list[set[int]] = [set() for _ in range(ZONES)]
    for zone in range(ZONES):
        for document_id in range(60):
            if edit_postings(postings, [(zone, document_id, False)]) != postings:
                found[zone].add(document_id)
    return found


@given(st.lists(IDS, min_size=ZONES, max_size=ZONES), st.integers(0, 2), IDS, IDS)
def test_edited_postings_are_those_made_anew(
    zones: list[list[int]], zone: int, come: list[int], gone: list[int]
) -> None:
    before = encode_postings([sorted(ids) for ids in zones]) if any(zones) else b""
    changes = [(zone, document_id, False) for document_id in gone] + [(zone, document_id, True) for document_id in come]
    wanted = [set(ids) for ids in zones]
    wanted[zone] = (wanted[zone] - set(gone)) | set(come)
    made = edit_postings(before, changes)
    assert made == (encode_postings([sorted(ids) for ids in wanted]) if any(wanted) else b"")
    assert not made or count_postings(made) == sum(map(len, wanted))


@given(st.lists(st.lists(st.integers(0, 50), unique=True), min_size=ZONES, max_size=ZONES).filter(any))
def test_postings_hold_what_was_put_in(zones: list[list[int]]) -> None:
    assert ids_of(encode_postings([sorted(ids) for ids in zones])) == [set(ids) for ids in zones]


def test_a_list_of_all_documents_takes_a_bit_each_and_no_list_takes_more() -> None:
    assert len(encode_postings([[], [], range(10_000)])) < 10_000 / 8 + 5
    assert all(len(encode_postings([[], [], range(0, 10_000, step)])) <= 10_000 / 8 + 5 for step in range(1, 60))


@given(st.dictionaries(st.text("abc đ'`", min_size=1, max_size=9), st.binary(max_size=300)))
def test_a_decoded_shard_is_what_was_encoded(wanted: dict[str, bytes]) -> None:
    assert decode_shard(encode_shard(wanted)) == wanted


def test_all_completions_of_an_unfinished_word_lie_in_one_shard() -> None:
    some = ShardCounts(2048, 512)
    assert len({some.shard_of(f"goc' {word}") for word in ("xanh", "xa", "xam'", "xay`")}) == 1
    assert some.shard_of("đương` xa") == some.shard_of("dương xanh")
    assert some.shard_of("xanh") >= some.pairs


def test_shards_follow_the_size_of_the_roll_in_powers_of_two() -> None:
    assert ShardCounts.of(10_000) == (2048, 512)
    assert ShardCounts.of(0) == (1, 1)
    assert [ShardCounts.of(count).pairs for count in (5, 1000, 5200, 10_239, 10_240)] == [2, 256, 2048, 2048, 4096]


# --- document ids -----------------------------------------------------------------------------------------------------


def years_of(count: int, seed: int = 1) -> dict[str, list[str]]:
    rng = random.Random(seed)  # noqa: S311 - the same each time
    years: dict[str, list[str]] = {PAGES: ["/", "/gioi-thieu/"]}
    for number in range(count):
        years.setdefault(f"20{rng.randint(17, 26)}", []).append(f"bai-{number}")
    return years


def test_each_name_has_an_id_of_its_own_and_later_years_have_later_ids() -> None:
    years = years_of(3000)
    ids, total = assign_ids(years)
    assert len(set(ids.values())) == len(ids) == 3002
    assert max(ids.values()) < total < 3 * 3002
    in_order = sorted(ids, key=lambda name: ids[name])
    assert in_order == list(ids)
    of = {name: year for year, names in years.items() for name in names}
    assert [of[name] for name in in_order] == sorted(of[name] for name in in_order)


def test_a_newcomer_moves_few_others() -> None:
    years, moved = years_of(5000), []
    before, _ = assign_ids(years)
    last = max(years)
    for number in range(80):
        years[last].append(f"moi-{number}")
        now, _ = assign_ids(years)
        moved.append(sum(now[name] != before[name] for name in before))
        before = now
    assert sorted(moved)[len(moved) // 2] <= 3
    assert sorted(moved)[-3] <= 60  # except when the room doubles


@given(st.integers(0, 400), st.integers(0, 99))
def test_ids_fit_however_many_names_share_a_year(count: int, seed: int) -> None:
    names = [f"{seed}-{number}" for number in range(count)]
    ids, total = assign_ids({"2026-11": names})
    assert len(set(ids.values())) == count
    assert all(0 <= document_id < total for document_id in ids.values())
    assert ids == assign_ids({"2026-11": reversed(names)})[0]


# --- edits ------------------------------------------------------------------------------------------------------------


class Documents:
    """Entries and a page that change at random. ``asked`` are the slugs of entries whose words an index has read."""

    def __init__(self, seed: int, count: int = 40) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same each time
        self.own = {f"bai-{number}": self.text(f"don-vi=u{number % 7}") for number in range(count)}
        self.page = "<p>góc xanh</p>"
        self.units = {f"u{number}": f"Đơn vị {number}" for number in range(7)}
        self.kept: dict[bytes, bytes] = {}
        self.asked: list[str] = []

    def text(self, references: str = "") -> bytes:
        lines = [" ".join(self.random.choices(WORDS, k=self.random.randint(0, 9))) for _ in range(6)]
        return "\x1f".join((references, lines[0], "\n".join(lines[1:3]), "\n".join(lines[3:]))).encode()

    def change(self) -> None:
        slug = self.random.choice([*self.own])
        match self.random.randint(0, 5):
            case 0:
                del self.own[slug]
            case 1:
                self.own[f"moi-{self.random.randint(0, 999)}"] = self.text("don-vi=u1")
            case 2:
                self.page += "<p>sạch đẹp</p>"
            case 3:
                self.units[f"u{self.random.randint(0, 6)}"] += " mới"
            case _:
                self.own[slug] = self.text(self.own[slug].split(b"\x1f")[0].decode())

    def corpus(self) -> Corpus:
        units = {key: Unit(name) for key, name in self.units.items()}
        registers = Registers({}, {}, units, {}, {}, {}, {})
        entries = [
            Entry(
                slug,
                "2020",
                slug,
                unit=own.decode().partition("\x1f")[0].removeprefix("don-vi="),
                status="cong-bo",
                published=f"202{len(slug) % 2}-01-01",
            )
            for slug, own in self.own.items()
        ]
        return corpus_of(Roll(entries, registers), [WrittenPage("gioi-thieu/", "Giới thiệu", self.page)])

    def words(self, entry: Entry) -> bytes:
        self.asked.append(entry.slug)
        return self.own[entry.slug]

    def update(self, index: SearchIndex) -> list[SearchFile]:
        """Update an index with these documents, and remember their words as a loader does."""
        self.kept |= {fingerprint(own): own for own in self.own.values()}
        self.asked.clear()
        return index.files(self.corpus(), lambda e: fingerprint(self.own[e.slug]), self.words, self.kept.get)

    def cold(self) -> list[SearchFile]:
        """Return the files of an index made from nothing."""
        return self.update(SearchIndex(Store(None, b""), b"", 1))


def content(files: Iterable[SearchFile]) -> dict[str, bytes]:
    """Make all files; each must be what its fingerprint says."""
    made = {file.path: file.make() for file in files}
    assert [file.fingerprint for file in files] == [*map(fingerprint, made.values())]
    return made


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_the_index_is_the_one_made_from_nothing(tmp_path: Path, seed: int) -> None:
    documents, store = Documents(seed), Store(tmp_path / "kept.sqlite", b"")
    index = SearchIndex(store, b"", 1)
    for step in range(30):
        if step % 5 == 4:
            index = SearchIndex(store, b"", 1)  # another process
        assert content(documents.update(index)) == content(documents.cold()), step
        for _ in range(documents.random.randint(0, 3)):
            documents.change()


def test_another_name_in_a_register_is_read_into_the_entries_that_refer_to_it_and_no_others() -> None:
    documents, index = Documents(1), SearchIndex(Store(None, b""), b"", 1)
    content(documents.update(index))
    for name in ("Mơ Đỏ", "Xa Đỏ", "Mộ Lao"):
        documents.units["u3"] = name
        files = documents.update(index)
        assert sorted(documents.asked) == sorted(f"bai-{number}" for number in range(3, 40, 7))
        assert content(files) == content(documents.cold())


def test_an_edit_reads_no_other_words_and_changes_few_shards(tmp_path: Path) -> None:
    documents, store = Documents(1), Store(tmp_path / "kept.sqlite", b"")
    documents.own = {f"bai-{n}": f"\x1ftên{n}\x1fhai{n}\x1fmột{n} hai{n} ba{n} bốn{n}".encode() for n in range(400)}
    before = content(documents.update(SearchIndex(store, b"", 1)))
    documents.own["bai-7"] += " năm".encode()
    files = documents.update(SearchIndex(store, b"", 1))
    assert documents.asked == ["bai-7"]
    changed = [path for path, data in content(files).items() if data != before[path]]
    assert sorted(path.split("/")[1] for path in changed) == ["am", "cap", "van.txt"]  # "năm", "bốn7 năm"


def test_an_unchanged_corpus_reads_nothing(tmp_path: Path) -> None:
    documents, store = Documents(1), Store(tmp_path / "kept.sqlite", b"")
    before = content(documents.update(SearchIndex(store, b"", 1)))
    assert content(documents.update(SearchIndex(store, b"", 1))) == before
    assert documents.asked == []


def test_any_number_of_workers_makes_the_same_shards() -> None:
    rng = random.Random(7)  # noqa: S311 - the same each time
    texts = [
        (n * 2, f"{' '.join(rng.choices(WORDS, k=5))}\x1f\x1f{' '.join(rng.choices(WORDS, k=50))}".encode())
        for n in range(700)
    ]
    some = ShardCounts(16, 4)
    assert build_shards(texts, some, 1) == build_shards(texts, some, 2) == build_shards(texts, some, 3)
    of_one = [set(decode_shard(shard)) for shard in build_shards(texts[:1], some, 1)]
    assert set().union(*of_one) == {term for term, _ in terms_of(texts[0][1])}
    assert all(some.shard_of(term) == place for place, terms in enumerate(of_one) for term in terms)


@pytest.mark.parametrize("edited", [True, False])
def test_damaged_shards_are_made_again(tmp_path: Path, edited: bool) -> None:  # noqa: FBT001 - parametrized
    documents, store = Documents(3), Store(tmp_path / "kept.sqlite", b"")
    documents.update(SearchIndex(store, b"", 1))
    store.put({b"search:/3": b"\x00"})
    if edited:
        documents.change()
    assert content(documents.update(SearchIndex(store, b"", 1))) == content(documents.cold())


def test_words_that_are_no_longer_kept_are_not_needed(tmp_path: Path) -> None:
    documents, store = Documents(3), Store(tmp_path / "kept.sqlite", b"")
    documents.update(SearchIndex(store, b"", 1))
    documents.kept.clear()
    documents.own["bai-5"] = documents.text()
    assert content(documents.update(SearchIndex(store, b"", 1))) == content(documents.cold())


# --- words ------------------------------------------------------------------------------------------------------------


def test_tags_within_a_word_do_not_part_it_and_blocks_do() -> None:
    assert plain_text("<p>Góc <strong>xa</strong>nh &amp; sạch</p><ul><li>một</li><li>hai</li></ul>").split("\n") == [
        "",
        "Góc xanh & sạch",
        "",
        "",
        "một",
        "",
        "hai",
        "",
        "",
    ]


def test_pairs_do_not_reach_from_one_block_to_the_next() -> None:
    page = WrittenPage("", "Tên", "<p>góc xanh</p><p>sạch đẹp</p>")
    found = {term for term, _ in terms_of(page_words(page))}
    assert {"goc' xanh", "sach. đep."} <= found
    assert "xanh sach." not in found
