"""The rows of lists that answer to a query have the counts of their pages; a place that is gone leads on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from honour_roll.pages.lists import listing_of
from honour_roll.search.answers import answers, level_abbreviations, topic
from honour_roll.search.corpus import Corpus, corpus_of
from honour_roll.taxonomies import PAGES
from site_tools import context_of, good_roll


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return corpus_of(context_of(good_roll(tmp_path_factory.mktemp("answers") / "entries")).roll, [])


@pytest.fixture(scope="module")
def places(corpus: Corpus) -> dict[str, list[Any]]:
    lists = {found["name"]: found["rows"] for found in answers(corpus)}
    return {row[0]: row for row in lists["dia-ban"]}


def test_counts_are_those_of_the_pages(corpus: Corpus) -> None:
    lists = {found["address"]: found["rows"] for found in answers(corpus)}
    for taxonomy in PAGES:
        rows = lists[taxonomy.address]
        assert [row[0] for row in rows] == corpus.roll.keys(taxonomy)
        for key, _, count, *_ in rows:
            assert count == listing_of(taxonomy, key, corpus.roll).view.total, key


def test_a_place_that_is_gone_leads_to_what_it_became(places: dict[str, list[Any]]) -> None:
    key, name, _, note, other, now = places["phuong-vi-du"]
    assert (name, note, other) == ("Phường Ví Dụ", "đến hết 30/6/2025", "Ví Dụ\nphường Ví Dụ cũ")
    assert now == [key, "Phường Ví Dụ, phường Liên Hoàn", None, "mỗi nơi nhận một phần"]
    assert places["phuong-vi-du-2025"][3:] == ["từ 1/7/2025", "Ví Dụ\nphường Ví Dụ mới"]  # another has the same name
    assert places["phuong-lien-hoan"][3:] == ["", "Liên Hoàn"]


def test_a_roll_is_about_the_one_title_that_it_has(corpus: Corpus) -> None:
    registers = corpus.roll.registers
    title = next(iter(registers.titles.values()))
    named = registers._replace(titles={"a": title._replace(name="Điển hình “Dân vận khéo”")})
    two = registers._replace(titles={**named.titles, "b": title._replace(name="Danh hiệu “Người tốt”")})
    plain = registers._replace(titles={"a": title._replace(name="Người tốt, việc tốt")})
    assert [topic(given) for given in (named, two, plain)] == ["Dân vận khéo", "", ""]


def test_levels_may_be_written_in_short_where_there_are_such_places(corpus: Corpus) -> None:
    found = level_abbreviations(corpus.roll.registers)
    assert found["p"] == "phường"
    assert "tx" not in found


def test_one_place_that_takes_all_is_named_with_its_count(corpus: Corpus, tmp_path: Path) -> None:
    registers = corpus.roll.registers
    moved = registers.places["phuong-vi-du"]._replace(today="phuong-lien-hoan")
    corpus.roll.registers = registers._replace(places={**registers.places, "phuong-vi-du": moved})
    rows = {row[0]: row for found in answers(corpus) if found["name"] == "dia-ban" for row in found["rows"]}
    corpus.roll.registers = registers
    assert rows["phuong-vi-du"][5][:2] == ["phuong-lien-hoan", "Phường Liên Hoàn"]
    assert rows["phuong-vi-du"][5][2] == rows["phuong-lien-hoan"][2]
