"""Slips of names, and names that are others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour_roll.text.closeness import distance, is_slip


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("linhvuc", "linh-vuc"),
        ("van-hoa-xh", "van-hoa-xa-hoi"),
        ("van-hoa", "van-hoa-xa-hoi"),
        ("trang-thia", "trang-thai"),
        ("mai-dich", "phuong-mai-dich"),
        ("tomtatt", "tom-tat"),
        ("so-d0.png", "so-do.png"),
        ("so-ket-2018", "so-ket-2017"),
        ("khong-gian-xang", "khong-gian-xanh"),
        ("nghai-tan", "nghia-tan"),
        ("anh-01", "anh-1"),
    ],
)
def test_a_slip_is_known(wrong: str, right: str) -> None:
    assert is_slip(wrong, right)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("to-dan-pho", "thanh-pho"),
        ("hoi-nong-dan-vi-du", "hoi-phu-nu-vi-du"),
        ("phuong-thu", "phuong-vi-du"),
        ("hoi-cuu-chien-binh-quan-hoa", "hoi-lhpn-quan-hoa"),
        ("to-dan-pho-5", "to-dan-pho-6"),
        ("anh-2", "anh-3"),
        ("goc-xanh-quan-hoa", "goc-xanh-dich-vong"),
        ("kinh-te", "kinh-doanh"),
        ("quan", "phuong"),
        ("thon", "phuong"),
    ],
)
def test_another_name_is_no_slip(wrong: str, right: str) -> None:
    assert not is_slip(wrong, right)


@given(st.text("ab", max_size=8), st.text("ab", max_size=8))
def test_a_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)


@given(st.text("abc-0", max_size=300), st.text("abc-0", max_size=300))
def test_any_two_names_can_be_compared(one: str, other: str) -> None:
    is_slip(one, other)
