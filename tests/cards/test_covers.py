from __future__ import annotations

from itertools import product
from xml.etree import ElementTree as ET

import pytest

from honour_roll.cards.covers import NUMBERS, cover, number_of
from honour_roll.entries.registers import MOTIFS

COLOURS = ("#0b6e4f", "#8a5a00", "#1f4e8c", "#000000", "#ffffff")


@pytest.mark.parametrize("motif", MOTIFS)
def test_every_motif_is_small_self_contained_xml(motif: str) -> None:
    for colour, number in product(COLOURS, range(NUMBERS)):
        svg = cover(colour, motif, number)
        root = ET.fromstring(svg)  # noqa: S314 - our own drawing
        assert root.get("viewBox") == "0 0 1200 800"
        assert (root.get("width"), root.get("height")) == ("1200", "800")
        assert 1000 < len(svg) < 6000
        for word in ("script", "href", "url(", "$", "{", "<text", "<image"):
            assert word not in svg


def test_the_same_cover_every_time() -> None:
    assert cover("#0b6e4f", "la", 7) == cover("#0b6e4f", "la", 7)


def test_no_two_covers_are_alike() -> None:
    drawings = {cover("#0b6e4f", motif, number) for motif, number in product(MOTIFS, range(NUMBERS))}
    assert len(drawings) == NUMBERS * len(MOTIFS)


def test_the_field_colour_is_on_every_cover() -> None:
    assert all("#0b6e4f" in cover("#0b6e4f", motif, n) for motif, n in product(MOTIFS, range(NUMBERS)))


def test_a_slug_keeps_its_composition() -> None:
    assert number_of("goc-xanh-quan-hoa") == number_of("goc-xanh-quan-hoa")
    numbers = [number_of(f"mo-hinh-{n}") for n in range(2000)]
    assert set(numbers) == set(range(NUMBERS))
    assert max(numbers.count(n) for n in range(NUMBERS)) < 2 * 2000 / NUMBERS
