"""An entry that is not saved yet is checked as it would be: the text at hand, what lies around it, its photos."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from unittest import mock

import pytest
from PIL import Image

from conftest import TODAY
from honour_roll.builder import load
from honour_roll.builder.load import Loaded, Loader
from honour_roll.check import check
from honour_roll.entries import cmark
from honour_roll.entries.folders import File, Folder, folder_at
from honour_roll.photos import inspect
from honour_roll.problem import Problem
from honour_roll.settings import Settings
from honour_roll.store import Store

PATH = "2018/goc-xanh-vi-du"


def loaded(roll: Path) -> Loaded:
    settings = Settings(roll, roll.as_posix(), roll, None, frozenset({"", "gioi-thieu"}), jobs=1)
    with mock.patch.object(load, "day_of_check", return_value=TODAY):
        return Loader(settings, Store(None, b"")).load()


def problems_of(roll: Path, text: str | bytes, folder: Folder | None = None) -> list[Problem]:
    """Check a text in place of an entry's, in the roll that lies around it."""
    folder = folder or folder_at(roll, PATH)
    data = text if isinstance(text, bytes) else text.encode()
    found, problems = check.checked(roll, folder, roll.as_posix(), data, for_site=False)
    if found is None:
        return problems
    around = loaded(roll).around.with_entry(found.entry)
    return problems + list(check.against_roll(roll, [found], around, roll.as_posix()))


def written(roll: Path) -> str:
    return (roll / PATH / "index.md").read_text("utf-8")


def test_an_empty_text_is_not_that_of_the_disk(roll: Path) -> None:
    assert [problem.rule for problem in problems_of(roll, "")] == ["empty-file"]
    assert problems_of(roll, written(roll)) == []


def test_the_bound_is_held_against_the_text_at_hand(roll: Path) -> None:
    text = written(roll)
    assert [problem.rule for problem in problems_of(roll, text + "x" * 600_000)] == ["too-big"]
    (roll / PATH / "index.md").write_text("x" * 300_001, "utf-8")
    assert problems_of(roll, text) == []


def test_a_folder_that_is_not_there_yet_can_be_checked(roll: Path) -> None:
    folder = Folder("2018", "goc-xanh-moi", ())
    text = written(roll).partition("anh:")[0]
    text = f"{text}trang_thai: nhap\nngay_dang: 2026-01-05\n---\nXem [chính bài này](/mo-hinh/goc-xanh-moi/).\n"
    rules = {problem.rule for problem in problems_of(roll, text, folder)}
    assert not rules & {"no-index", "cannot-open", "dead-link"}, rules


def test_places_are_those_of_the_text_that_was_checked(roll: Path) -> None:
    text = written(roll).replace("linh_vuc: ", "# một dòng\n# hai dòng\nlinh_vuc: sai-", 1)
    line = text[: text.index("linh_vuc: ")].count("\n") + 1
    told = [problem for problem in problems_of(roll, text) if problem.rule == "unknown-reference"]
    assert [problem.line for problem in told] == [line]


def test_what_lies_around_follows_the_entry(roll: Path) -> None:
    around = loaded(roll).around
    entry = next(entry for entry in loaded(roll).entries if entry.slug == "goc-xanh-vi-du")
    assert around.with_entry(entry) == around
    hidden = around.with_entry(entry._replace(status="nhap", former_slugs=()))
    assert "mo-hinh/goc-xanh-vi-du" in hidden.drafts - hidden.pages
    assert not {f"mo-hinh/{slug}" for slug in entry.former_slugs} & (hidden.drafts | hidden.pages)
    new = around.with_entry(entry._replace(slug="bai-moi", former_slugs=("ten-cu-moi", "hoa-giai-vi-du")))
    assert new.pages - around.pages == {"mo-hinh/bai-moi", "mo-hinh/ten-cu-moi"}
    assert new.owners["hoa-giai-vi-du"] == "hoa-giai-vi-du"


def test_an_edit_of_the_header_renders_nothing(roll: Path) -> None:
    text = written(roll)
    problems_of(roll, text)
    with mock.patch.object(cmark, "html", side_effect=AssertionError):
        problems_of(roll, text.replace("ten: ", "ten: Một tên khác của ", 1))
        with pytest.raises(AssertionError):
            problems_of(roll, f"{text}Thêm một câu.\n")


def test_a_photo_is_examined_again_only_when_it_changed(roll: Path) -> None:
    photo = roll / PATH / "anh-moi.jpg"
    Image.new("RGB", (640, 480)).save(photo)
    os.utime(photo, (1, 1))
    with mock.patch.object(inspect, "examined", side_effect=inspect.examined) as examined:
        for _ in range(3):
            problems_of(roll, written(roll))
        asked = [call.args[0].name for call in examined.call_args_list]
        assert asked.count("anh-moi.jpg") <= 1
        Image.new("RGB", (100, 100)).save(photo)
        os.utime(photo, (2, 2))
        assert "small-photo" in {problem.rule for problem in problems_of(roll, written(roll))}
        assert examined.call_args.args[0] == photo


def test_a_photo_that_another_program_holds_is_tried_again(roll: Path) -> None:
    folder = folder_at(roll, PATH)
    photo = roll / PATH / "anh-giu.jpg"
    folder = folder._replace(files=(*folder.files, File(photo.name, (1, 1, 1, 1))))
    assert "cannot-open" in {problem.rule for problem in problems_of(roll, written(roll), folder)}
    Image.new("RGB", (640, 480)).save(photo)
    assert "cannot-open" not in {problem.rule for problem in problems_of(roll, written(roll), folder)}


def test_garbage_is_collected_as_before(roll: Path) -> None:
    was_on = gc.isenabled()
    try:
        for is_on in (True, False):
            gc.enable() if is_on else gc.disable()
            loaded(roll)
            assert gc.isenabled() is is_on
    finally:
        gc.enable() if was_on else gc.disable()
