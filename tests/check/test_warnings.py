"""Warnings: told once for each cause, and never in the way of an entry."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from conftest import GOOD, check_with_warnings
from environment import ROOT
from honour_roll.check.check import checked
from honour_roll.check.warnings import abbreviations_are_known
from honour_roll.entries import folders, register_files
from site_tools import edit, run


def with_words(roll: Path, slug: str, words: str) -> None:
    entry = next(roll.glob(f"*/{slug}"))
    path = entry / "index.md"
    path.write_text(path.read_text("utf-8").replace("## Cách làm\n", f"## Cách làm\n\n{words}\n"), "utf-8")


def test_our_own_rolls_have_none() -> None:
    for entries in (GOOD, ROOT / "entries"):
        assert check_with_warnings(entries)[:2] == ([], [])


def test_an_abbreviation_is_told_once_for_all_entries_and_passes(roll: Path, tmp_path: Path) -> None:
    for slug in ("hoa-giai-vi-du", "goc-xanh-vi-du", "ngo-xanh-minh-hoa"):
        with_words(roll, slug, "BQL cho mượn xẻng, BQL cho mượn loa.")
    problems, warnings, _ = check_with_warnings(roll)
    assert problems == []
    assert [(w.rule, w.value, w.warning) for w in warnings] == [("unknown-abbreviation", "BQL", True)]
    assert "và 2 bài nữa" in warnings[0].text
    for form in ("text", "github", "json"):
        code, said = run("check.py", "--entries", roll, "--format", form, folder=tmp_path)
        assert code == 0
        assert said.count("BQL") >= 1
    assert [row["warning"] for row in json.loads(said)] == [True]


def test_following_the_mend_ends_it(roll: Path) -> None:
    with_words(roll, "hoa-giai-vi-du", "BQL cho mượn xẻng.")
    (warning,) = check_with_warnings(roll)[1]
    assert f"{roll.as_posix()}/danh-muc/viet-tat.yml" in warning.mend
    with (roll / "danh-muc" / "viet-tat.yml").open("a", encoding="utf-8") as file:
        file.write("BQL: ban quản lý\n")
    assert check_with_warnings(roll)[1] == []


def test_an_entry_from_the_cache_is_told_of_again(roll: Path, tmp_path: Path) -> None:
    with_words(roll, "hoa-giai-vi-du", "BQL cho mượn xẻng.")
    first, second = (run("check.py", "--entries", roll, folder=tmp_path) for _ in range(2))
    assert first == second
    assert "1 điều nên xem lại; không ngăn bài lên trang.\n" in second[1]


def test_a_draft_and_a_source_may_say_what_they_like(roll: Path) -> None:
    with_words(roll, "hoa-giai-vi-du", "BQL cho mượn xẻng.")
    entry = roll / "2018" / "hoa-giai-vi-du"
    edit(entry, trang_thai="nhap")
    other = roll / "2018" / "sach-duong-minh-hoa"
    edit(other, nguon=[{"ma": "n1", "ten": "Báo cáo của BQL và HĐQT"}], ket_qua=None, nhat_ky=None)
    assert [w.value for w in check_with_warnings(roll)[1]] == []


def test_a_roll_with_many_is_told_of_the_commonest(roll: Path) -> None:
    letters = "BCDGHKLMNPQRSTVX"
    with_words(roll, "hoa-giai-vi-du", " và ".join(f"{a}{b}" for a in letters for b in letters)[:1500])
    with_words(roll, "goc-xanh-vi-du", "QX mượn xẻng của BC.")
    warnings = check_with_warnings(roll)[1]
    assert len(warnings) == 30
    assert "BC" in {w.value for w in warnings}
    shutil.rmtree(roll / "2018" / "hoa-giai-vi-du")


def test_an_entry_that_is_gone_when_it_is_told_of_is_told_at_its_beginning(roll: Path) -> None:
    found, _ = checked(roll, folders.folder_at(roll, "2018/hoa-giai-vi-du"), "entries")
    assert found
    shutil.rmtree(roll / "2018" / "hoa-giai-vi-du")
    lists, _ = register_files.load(roll / "danh-muc", "danh-muc")
    (told,) = abbreviations_are_known(roll, [(found.entry, ("BQL",))], lists, "entries", "danh-muc")
    assert (told.path, told.line, told.column) == ("entries/2018/hoa-giai-vi-du/index.md", 1, 1)
