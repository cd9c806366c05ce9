"""Names of files: devices of Windows, and names that are one to whoever types them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour_roll.text.file_names import is_device, same

DEVICES = ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)), "com¹", "conin$"]


@pytest.mark.parametrize("device", DEVICES)
def test_a_device_is_one_in_any_case_and_with_any_ending(device: str) -> None:
    for name in (
        device,
        device.upper(),
        device.capitalize(),
        f"{device}.jpg",
        f"{device}.anh.dep.PNG",
        f"{device} .jpg",
    ):
        assert is_device(name), name


@pytest.mark.parametrize(
    "name", ["", "con-duong-hoa", "com", "com10", "lpt", "console", "auxi.jpg", "nulo", "anh.con", "a-con.jpg", "còn"]
)
def test_what_only_looks_like_a_device_is_none(name: str) -> None:
    assert not is_device(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("IMG_0001.JPG", "img_0001.jpg"),
        ("Góc xanh.jpg", "Go\u0301c xanh.jpg"),
        ("3.04 PM.png", "3.04\u202fPM.png"),
        ("a b.png", "a\u00a0b.png"),
        ("a  b.png", " a b.png "),
        ("\u202aa.png", "a.png"),
        ("a\u200bb.png", "ab.png"),
        ("a\u3000b.png", "a b.png"),
        ("ＩＭＧ.jpg", "img.jpg"),
        ("a\ufeff.jpg", "a.jpg"),
    ],
)
def test_names_that_look_alike_are_the_same(one: str, other: str) -> None:
    assert same(one) == same(other)


@pytest.mark.parametrize(("one", "other"), [("goc.jpg", "góc.jpg"), ("a-b.jpg", "a_b.jpg"), ("a.jpg", "a.png")])
def test_names_that_differ_to_the_eye_differ(one: str, other: str) -> None:
    assert same(one) != same(other)


@given(st.text(max_size=30))
def test_sameness_stays_whatever_form_a_disk_gives_a_name(name: str) -> None:
    forms = {same(unicodedata.normalize(form, name)) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert len(forms) == 1
    assert same(same(name)) == same(name)
