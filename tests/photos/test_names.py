"""Names of photos: plain ones, and which file a name in the header means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour_roll.photos import names

CHARACTERS = st.sampled_from([*"aA1b-_. đĐáÁ\u0301\u202f\u00a0\u200b()#😀/\\", "con", ".jpg", ".PNG", "img"])
NAMES = st.lists(CHARACTERS, min_size=1, max_size=8).map("".join)
ENDINGS = st.sampled_from([".jpg", ".png", ".webp"])


@given(name=NAMES, ending=ENDINGS, taken=st.lists(NAMES, max_size=5))
def test_a_plain_name_is_plain_free_and_stays(name: str, ending: str, taken: list[str]) -> None:
    made = names.plain(name, ending, [name, *taken])
    assert names.is_plain(made)
    assert made == name or made.lower() not in {other.lower() for other in taken if other != name}
    assert names.plain(made, ending, [made, *taken]) == made
    assert len(made) < 90 or made == name


@given(typed=st.lists(NAMES, max_size=5), files=st.lists(NAMES, max_size=5, unique=True))
def test_no_file_is_meant_twice_and_an_exact_name_means_itself(typed: list[str], files: list[str]) -> None:
    meant = names.meant(typed, files)
    assert set(meant) <= set(typed)
    assert len(set(meant.values())) == len(meant)
    assert set(meant.values()) <= set(files)
    assert all(meant[name] == name for name in typed if name in files)
    guessed = names.guessed(typed, files)
    assert not guessed.keys() & meant.keys()
    assert not {*guessed.values()} & {*meant.values()}


@pytest.mark.parametrize(
    ("typed", "file"),
    [
        ("IMG_0001.JPG", "IMG_0001.jpg"),
        ("IMG_0001", "IMG_0001.JPG"),
        ("./a.jpg", "a.jpg"),
        ("D:\\Ảnh\\a.jpg", "a.jpg"),
        ("IMG_0001.HEIC", "img-0001.jpg"),
        ("Góc xanh.jpg", "goc-xanh.jpg"),
        ("3.04 PM.png", "3.04\u202fPM.png"),
        ("a.jpeg", "a.jpg"),
        ("anh/a.jpg", "a.jpg"),
        ("a.jpg ", "a.jpg"),
        ("ẢNH 1.JPG", "ảnh 1.jpg"),
        ("a.jpg", "A.JPG"),
    ],
)
def test_a_name_means_the_file_that_it_can_only_mean(typed: str, file: str) -> None:
    assert names.meant([typed], [file, "khac.jpg"]) == {typed: file}


@pytest.mark.parametrize(
    ("typed", "files"),
    [
        (["A.JPG"], ["a.jpg", "A.jpg"]),
        (["a"], ["a.jpg", "a.png"]),
        (["a.jpg", "A.jpg"], ["á.jpg"]),
        (["b.jpg"], ["a.jpg"]),
        (["", "😀.jpg"], ["!.jpg"]),
    ],
)
def test_where_two_could_be_meant_none_is(typed: list[str], files: list[str]) -> None:
    assert names.meant(typed, files) == {}


def test_another_name_s_file_is_never_meant() -> None:
    assert names.meant(["a.jpg", "a.png"], ["a.jpg"]) == {"a.jpg": "a.jpg"}


def test_many_names_are_matched_in_time() -> None:
    many = [f"anh-{n}.jpg" for n in range(2_000)]
    assert names.meant([name.upper() for name in many], many).keys() == {name.upper() for name in many}
    assert names.guessed([f"{name}x.jpg" for name in many], many)
    assert names.plain("Anh 1.jpg", ".jpg", many) == "anh-1-2.jpg"
