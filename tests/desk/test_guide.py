"""The guide to the desk is true: each step is carried out at a real desk, and each picture is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import markdown
import pytest
from PIL import Image
from playwright.sync_api import Browser

from environment import ROOT
from guide import book
from guide.hand import Hand, UntrueGuideError
from guide.walk import unlike, walk

TEXT = book.GUIDE.read_text("utf-8")
HEAVIEST = 1_000_000  # bytes of all pictures
DESK = [*(ROOT / "hooks" / "desk").glob("*.html"), *(ROOT / "hooks" / "desk" / "static").glob("*.js")]


def test_every_step_can_be_carried_out_and_what_it_names_is_on_the_screen(browser: Browser, tmp_path: Path) -> None:
    walk(browser, tmp_path, TEXT)


def test_a_picture_is_there_for_each_that_the_guide_shows_and_no_other() -> None:
    shown = [one.name for one in book.pictures(TEXT)]
    assert sorted(shown) == sorted(path.name for path in book.PICTURES.iterdir())
    assert sorted(shown) == sorted(name for step in book.steps(TEXT) for name in step.pictures)
    assert sum(path.stat().st_size for path in book.PICTURES.iterdir()) < HEAVIEST


@pytest.mark.parametrize("picture", book.pictures(TEXT), ids=lambda picture: picture.name)
def test_a_picture_says_what_it_shows_and_how_large_it_is(picture: book.Picture) -> None:
    assert len(picture.alt) > 40
    wide, high = (int(number) for number in re.findall(r"\b(?:width|height)=(\d+)", picture.attributes))
    with Image.open(book.PICTURES / picture.name) as there:
        assert there.width / there.height == pytest.approx(wide / high, abs=0.02)
        assert wide <= there.width


def test_what_is_in_bold_outside_of_steps_are_words_of_the_desk() -> None:
    words = "\n".join(
        path.read_text("utf-8") for path in (*DESK, ROOT / "hooks" / "honour_roll" / "entries" / "schema.py")
    )
    assert [name for name in book.beside_steps(TEXT) if name not in words] == []


def test_what_is_read_as_a_step_is_shown_as_one() -> None:
    shown = markdown.markdown(TEXT, extensions=["attr_list"])
    assert shown.count("<li>") == len(book.steps(TEXT)) + TEXT.count("\n- ")


def test_the_desk_links_to_the_guide() -> None:
    for page in ("home.html", "entry.html"):
        assert f'href="/{book.GUIDE.stem}/"' in (ROOT / "hooks" / "desk" / page).read_text("utf-8")


# --- a guide that is not true is refused ------------------------------------------------------------------------------

SCREEN = """<h1>Bài viết</h1><button>Viết bài mới</button><button hidden>Thu hồi</button>
<div class="f"><label for="a">Tóm tắt <small>0 / 60–220</small></label><input id="a"></div>"""


@pytest.fixture
def hand(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hand]:
    """A hand before a screen of three things, which waits for no other."""
    monkeypatch.setattr("guide.hand.PATIENCE", 2_000)
    page = browser.new_page()
    page.set_content(SCREEN)
    hand = Hand(page, mock.Mock(), None)
    hand.begin(book.Step("mo", 2, ("Bài viết", "Viết bài mới", "Tóm tắt", "Thu hồi"), ("trang-dau.webp",)))
    yield hand
    page.close()


def test_a_hand_that_meets_all_that_a_step_names_is_content(hand: Hand) -> None:
    hand.begin(book.Step("mo", 2, ("Bài viết", "Viết bài mới", "Tóm tắt"), ("trang-dau.webp",)))
    hand.sees("Bài viết")
    hand.press("Viết bài mới")
    assert hand.write("Tóm tắt", "Một câu.").input_value() == "Một câu."
    hand.picture("trang-dau", [])
    hand.end()


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda hand: hand.press("Thu hồi"), "#mo 2 names “Thu hồi”, which is not on the screen"),
        (lambda hand: hand.press("Bài viế"), "#mo 2 does not name “Bài viế”"),
        (lambda hand: hand.picture("trang-cuoi", []), "#mo 2 does not name “trang-cuoi.webp”"),
        (lambda hand: hand.end(), "#mo 2 names what is not met in it: Bài viết, Thu hồi, Tóm tắt"),
    ],
)
def test_what_is_not_so_is_told_with_its_step(hand: Hand, act: Callable[[Hand], None], said: str) -> None:
    with pytest.raises(UntrueGuideError, match=f"^{re.escape(said)}"):
        act(hand)


def test_a_step_without_an_action_is_told() -> None:
    steps = book.steps(TEXT)
    unlike(steps)
    with pytest.raises(UntrueGuideError, match="differ"):
        unlike(steps[:-1])
    with pytest.raises(UntrueGuideError, match="differ"):
        unlike([*steps, steps[-1]._replace(number=9)])
