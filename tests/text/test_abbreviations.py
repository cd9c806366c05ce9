"""Abbreviations: which words in capitals nobody can read aloud."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour_roll.text.abbreviations import unexpanded

SHORT = ["UBND", "HĐND", "BQL", "CLB", "HTX", "TNXP", "BCĐ", "THCS", "ĐTN", "TDP", "KDC", "ANTT", "QLDA", "ĐU", "TW"]


@pytest.mark.parametrize("short", SHORT)
@pytest.mark.parametrize(
    "shape", ["{}", "Hội đồng {} họp.", "({}, tổ 5)", "“{}”", "**{}** phường", "{}.", "{}: 5 hộ", "HĐQT {} X"]
)
def test_an_abbreviation_is_found_wherever_it_stands(short: str, shape: str) -> None:
    assert short in [*unexpanded(shape.format(short))]


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân (UBND) họp, UBND cho mượn.",
        "UBND (Ủy ban nhân dân) họp.",
        "Kế hoạch 12/KH-UBND, 45-QĐ/QU, Nghị quyết 1656/NQ-UBTVQH15",
        "NGÀY HỘI XANH SẠCH ĐẸP",
        "XANH – SẠCH – ĐẸP, TIN VUI",
        "Khu II, quý IV, thế kỷ XXI",
        "Mã QR, HIV, ti vi LED, VNeID, A4",
        "Xem https://UBND.example/CLB hoặc [trang](https://x.example/BQL)",
        "Thư <CLB@example.vn>, mã `BQL`",
        "Không có chữ nào.",
    ],
)
def test_what_is_no_abbreviation(text: str) -> None:
    assert [*unexpanded(text)] == []


@given(st.lists(st.sampled_from([*SHORT, "phường", "Quan", "Hoa", "họp", "12", ",", "(", ")"])))
def test_each_is_told_once_and_stands_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    found = [*unexpanded(text)]
    assert len(found) == len(set(found))
    assert all(short in words for short in found)


@pytest.mark.parametrize("piece", ["](", "`", "<", "A", "AB ", "(", "UBND", "Đ", "https://"])
def test_hostile_text_is_read_in_time(piece: str) -> None:
    start = time.perf_counter()
    list(unexpanded(piece * (600_000 // len(piece)) + " UBND"))
    assert time.perf_counter() - start < 20  # no measurement: what hangs takes minutes
