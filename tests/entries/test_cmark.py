"""Markdown by cmark-gfm: as cmarkgfm renders it, and with its memory given back."""

from __future__ import annotations

import sys
from pathlib import Path

import cmarkgfm
import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour_roll.entries import cmark

MARKED = st.text("ab \n#*_~`[]()<>|-+:!\\&;1.\t“Đ", max_size=200)


@given(MARKED)
def test_it_renders_as_cmarkgfm_does(text: str) -> None:
    assert cmark.html(text) == cmarkgfm.github_flavored_markdown_to_html(text)
    unsafe = cmarkgfm.github_flavored_markdown_to_html(text, cmark.UNSAFE)
    assert cmark.html(text, cmark.UNSAFE) == unsafe


def test_where_the_library_hides_its_functions_it_renders_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cmark, "_freeing", lambda: None)
    assert cmark.html("**a**") == "<p><strong>a</strong></p>\n"


def test_a_text_that_is_no_unicode_is_refused_and_frees_what_it_took() -> None:
    with pytest.raises(UnicodeEncodeError):
        cmark.html("\ud800")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not say how much memory is used")
def test_a_thousand_texts_take_no_more_memory_than_one() -> None:
    text = (
        "Một đoạn **đậm** và [liên kết](https://a.example).\n\n- một\n- hai\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n" * 20
    )

    def kilobytes() -> int:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4

    assert cmark._freeing() or sys.platform == "win32"
    for _ in range(50):
        cmark.html(text)
    before = kilobytes()
    for _ in range(1000):
        cmark.html(text)
    assert kilobytes() - before < 8_000  # cmarkgfm's own way took 70 MB
