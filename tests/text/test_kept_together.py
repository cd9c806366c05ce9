"""Names, compounds and what is counted stay on one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour_roll.text.kept_together import NO_BREAK, bound


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Vận động hội viên phụ nữ làm đường Trần Đăng Ninh", "Vận_động hội_viên phụ_nữ làm đường Trần_Đăng_Ninh"),
        ("chỉnh trang đô thị", "chỉnh_trang đô_thị"),
        ("“Góc xanh” phường Quan Hoa", "“Góc_xanh” phường_Quan_Hoa"),
        ("Tổ dân phố số 12, thu 30 kg", "Tổ dân_phố số_12, thu 30_kg"),
        ("trở thành Đảng viên", "trở thành Đảng_viên"),
        ("VỆ SINH MÔI TRƯỜNG", "VỆ_SINH MÔI_TRƯỜNG"),
    ],
)
def test_what_belongs_together_is_bound(text: str, kept: str) -> None:
    assert bound(text).replace(NO_BREAK, "_") == kept


@given(st.lists(st.sampled_from("Hội phụ nữ phường Quan Hoa số 12 kg – “Góc xanh” vận động".split()), min_size=1))
def test_only_spaces_change_and_no_group_is_long(words: list[str]) -> None:
    text = " ".join(words)
    kept = bound(text)
    assert kept.replace(NO_BREAK, " ") == text
    assert all(len(group) <= 18 for group in kept.split(" "))
