"""The roll: whether a unit's name has its place in it, so that nothing is said twice."""

from __future__ import annotations

import pytest

from honour_roll.entries.registers import Place
from honour_roll.entries.roll import is_named_in


@pytest.mark.parametrize(
    ("name", "level", "words", "is_named"),
    [
        ("Trung Hòa", "phuong", "Chi bộ số 40 phường Trung Hòa, Chi bộ số 40, Đảng bộ phường Trung Hòa", True),
        ("Cầu Giấy", "quan", "Quận ủy Cầu Giấy", True),
        ("Cầu Giấy", "phuong", "MTTQ quận Cầu Giấy", False),
        ("Láng", "phuong", "Tổ hòa giải Láng Hạ", False),
        ("Láng", "phuong", "Hội làng nghề", False),
        ("1", "phuong", "Chi bộ 1", False),
        ("1", "phuong", "Hội LHPN Phường 1", True),
        ("Quan Hoa", "phuong", "", False),
    ],
)
def test_a_unit_names_its_place_or_not(name: str, level: str, words: str, is_named: object) -> None:
    assert is_named_in(Place(name=name, level=level), words) == is_named
