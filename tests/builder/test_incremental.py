"""After any edits the site is the one that a first build makes, and only what changed was made again."""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from honour_roll.builder.load import Loader
from honour_roll.entries import folders as entry_folders
from honour_roll.fingerprints import code_fingerprint
from honour_roll.problem import Problem
from honour_roll.store import Store
from random_edits import Editor
from site_tools import (
    LAYOUT,
    body_of,
    built,
    cold,
    differences,
    edit,
    good_roll,
    header_of,
    make,
    opened,
    page,
    theme_of_its_own,
    tree,
)

ROUNDS = 4  # edits of one roll; --rolls makes them many


def found(roll: Path, *, preview: bool) -> list[Problem]:
    with contextlib.closing(opened(roll, None, preview=preview)) as build:
        return build.load().problems


@pytest.mark.parametrize("preview", [False, True], ids=["builds", "preview"])
def test_after_any_edit_the_site_is_the_one_built_from_nothing(
    roll: Path, site: Path, cache: Path, roll_seed: int, *, preview: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As builds, each a process of its own, and as one long preview that keeps everything in memory.

    ``pytest tests/builder/test_incremental.py --rolls 40`` edits forty rolls at random instead of one.
    """
    for number in range(18):  # with the others, more than one page of a list
        shutil.copytree(roll / "2018" / "hoa-giai-vi-du", new := roll / "2020" / f"them-{number}")
        edit(new, ten=f"Tổ hòa giải số {number}", ngay_dang=f"2020-01-0{number % 3 + 1}")  # titles decide among six
    monkeypatch.setattr(entry_folders, "_SETTLED", 0)  # as if a while went by between edits: some ticks of the clock do
    theme_of_its_own(roll)
    editor, done, passed = Editor(roll, roll_seed), list[str](), 0
    long = opened(roll, cache, preview=preview)
    make(roll, site, cache, preview=preview)
    for _ in range(ROUNDS):
        shutil.copytree(roll, kept := roll.parent / "kept")
        done.append(editor.once())
        problems = found(roll, preview=preview)
        with contextlib.closing(Store(cache / "build.sqlite", code_fingerprint())) as store:  # scripts/check.py between
            assert Loader(long.settings._replace(preview=False), store).load().problems == problems, done
        if problems and not preview:
            assert opened(roll, cache).load().problems == problems, done
        else:
            if preview:
                built(long, site)
            else:
                make(roll, site, cache)
            assert differences(tree(site), cold(roll, preview=preview)) == [], done
            passed += 1
        if problems:  # and taken back, as somebody would who is told
            shutil.rmtree(roll)
            kept.rename(roll)
        else:
            shutil.rmtree(kept)
    long.close()
    assert passed > ROUNDS // 2 - 1, done


# --- only what changed is made again ----------------------------------------------------------------------------------


def test_when_nothing_changed_nothing_is_made(roll: Path, site: Path, cache: Path) -> None:
    first = make(roll, site, cache)
    before = tree(site)
    assert first.made == first.files
    assert make(roll, site, cache)[:3] == first._replace(made=0)[:3]
    assert tree(site) == before


def test_touched_files_are_not_changed_files(roll: Path, site: Path, cache: Path) -> None:
    make(roll, site, cache)
    for path in roll.rglob("*"):
        os.utime(path, (1, 1))
    assert make(roll, site, cache).made == 0


def test_a_second_build_opens_no_photo(roll: Path, site: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each photo is put out of the way for rubbish with the very same stamp: who looks inside, tells."""
    monkeypatch.setattr(entry_folders, "_stamp", lambda seen: (seen.st_mtime_ns, seen.st_size, seen.st_ino, 0))
    make(roll, site, cache)
    before = tree(site)
    for path in [p for p in roll.glob("*/*/*") if p.suffix in (".jpg", ".png")]:
        stat = path.stat()
        path.write_bytes(b"x" * stat.st_size)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        assert path.stat().st_ino == stat.st_ino
    edit(roll / "2018" / "hoa-giai-vi-du", ten="Một tên khác hẳn trước")
    assert make(roll, site, cache).made > 0
    pictures = {name for name in before if name.endswith((".avif", ".jpg")) and not name.startswith("the/")}
    assert len(pictures) > 8
    assert not pictures & set(differences(before, tree(site)))


def test_focus_blur_and_credit_change_the_pictures_and_the_next_build_knows(
    roll: Path, site: Path, cache: Path
) -> None:
    folder = roll / "2018" / "goc-xanh-vi-du"
    tall = Image.linear_gradient("L").resize((400, 800))
    tall.save(folder / next(p["tep"] for p in header_of(folder)["anh"] if p.get("vai_tro") == "bia"))
    for change in ({"tam_diem": [10, 90]}, {"lam_mo": [[0, 0, 50, 50]]}, {"tac_gia": "Hội Nông dân phường"}):
        make(roll, site, cache)
        before = tree(site)
        photos = header_of(folder)["anh"]
        next(p for p in photos if p.get("vai_tro") == "bia").update(change)
        edit(folder, anh=photos)
        make(roll, site, cache)
        changed = differences(before, tree(site))
        assert any(name.endswith(".avif") for name in changed), change
        assert differences(tree(site), cold(roll)) == []


def test_a_photo_that_goes_takes_its_renditions_along(roll: Path, site: Path, cache: Path) -> None:
    make(roll, site, cache)
    kept = set((cache / "photos").rglob("*"))
    folder = roll / "2023" / "ba-tran-thi-thu"
    (folder / "lop-hoc.jpg").unlink()
    edit(folder, anh=None)
    make(roll, site, cache)
    assert len(kept - set((cache / "photos").rglob("*"))) == 1
    assert not list(site.rglob("lop-hoc*"))


def test_an_edited_body_makes_its_own_page_and_the_shards_of_its_words(roll: Path, site: Path, cache: Path) -> None:
    make(roll, site, cache)
    before = tree(site)
    edit(roll / "2018" / "goc-xanh-vi-du", body=body_of(roll / "2018" / "goc-xanh-vi-du") + "\nThêm một câu.\n")
    made = make(roll, site, cache).made
    assert "<p>Thêm một câu.</p>" in page(site, "mo-hinh/goc-xanh-vi-du")
    changed = differences(before, tree(site))
    found = [name for name in changed if re.fullmatch("tim-kiem/((am|cap)/.*[.]bin|van[.]txt)", name)]
    own = ["mo-hinh/goc-xanh-vi-du.json", "mo-hinh/goc-xanh-vi-du/index.html"]
    assert sorted(set(changed) - set(found)) == [".honour-roll", *own]
    assert made == len(own) + 1 + len(found)  # and what loudspeakers read, which had no room for more
    assert found


def test_a_title_that_moves_its_model_makes_those_around_it_again_and_no_others(
    roll: Path, site: Path, cache: Path, roll_seed: int
) -> None:
    """Where titles decide among models of one day, another title gives others other neighbours and relations."""
    titles = [f"Tổ {chr(65 + number)} hòa giải" for number in range(26)]
    for number, title in enumerate(titles):
        shutil.copytree(roll / "2018" / "hoa-giai-vi-du", new := roll / "2020" / f"them-{number}")
        edit(new, ten=title, ngay_dang="2020-01-01", chu_de=["khuyen-hoc"] if number % 3 else ["doi-song"])
    make(roll, site, cache)
    chance, moved = random.Random(roll_seed), 0  # noqa: S311 - the same moves each time
    for step in range(ROUNDS):
        before, old = tree(site), {path: path.stat().st_mtime_ns for path in site.glob("mo-hinh/*/index.html")}
        number = chance.randrange(len(titles))
        edit(roll / "2020" / f"them-{number}", ten=f"Tổ {chr(65 + chance.randrange(26))} hòa giải, lần {step}")
        make(roll, site, cache)
        after = tree(site)
        assert differences(after, cold(roll)) == []
        made = {path.relative_to(site).as_posix() for path, time in old.items() if path.stat().st_mtime_ns != time}
        changed = [name for name in differences(before, after) if re.fullmatch("mo-hinh/[^/]+/index.html", name)]
        assert sorted(made) == changed
        moved += len(made) > 1
    assert moved > 1


@pytest.mark.parametrize("register", ["linh-vuc", "chu-de", "don-vi", "dia-ban", "danh-hieu", "dot-ton-vinh"])
def test_a_changed_label_is_changed_on_every_page_that_shows_it(
    roll: Path, site: Path, cache: Path, register: str
) -> None:
    make(roll, site, cache)
    path = roll / "danh-muc" / f"{register}.yml"
    path.write_text(re.sub(r"\bten: (.*)$", r"ten: \1 đã đổi", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    make(roll, site, cache)
    assert "đã đổi" in page(site, "mo-hinh/goc-xanh-vi-du")
    assert differences(tree(site), cold(roll)) == []


def test_a_changed_frame_or_fragment_makes_every_page_again(roll: Path, site: Path, cache: Path) -> None:
    make(roll, site, cache)
    layout = LAYOUT.replace("Trang đầu", "Trang chủ")
    make(roll, site, cache, layout=layout)
    assert differences(tree(site), cold(roll, layout=layout)) == []
    assert all("Trang chủ" in page.read_text("utf-8") for page in site.glob("mo-hinh/goc-xanh-vi-du/index.html"))


def test_a_page_that_somebody_removed_from_the_site_is_made_again(roll: Path, site: Path, cache: Path) -> None:
    make(roll, site, cache)
    shutil.rmtree(site / "mo-hinh" / "goc-xanh-vi-du")
    (site / "nam" / "index.html").unlink()
    make(roll, site, cache)
    assert differences(tree(site), cold(roll)) == []


def test_two_sites_from_one_cache_do_not_mix(roll: Path, site: Path, cache: Path) -> None:
    make(roll, site, cache)
    other = site.with_name("other")
    edit(roll / "2018" / "goc-xanh-vi-du", ten="Một tên khác hẳn")
    make(roll, other, cache)
    edit(roll / "2018" / "goc-xanh-vi-du", ten="Lại một tên khác")
    make(roll, site, cache)
    assert differences(tree(site), cold(roll)) == []


def test_another_site_put_in_its_place_is_not_taken_for_the_last_one(roll: Path, site: Path, cache: Path) -> None:
    make(roll, site, cache)
    shutil.rmtree(site)
    older = good_roll(roll.with_name("older"))
    edit(
        older / "2018" / "goc-xanh-vi-du",
        tom_tat="Bản cũ, chép lại từ một nơi khác, không phải bản mà bộ nhớ đệm biết.",
    )
    make(older, site)
    make(roll, site, cache)
    assert differences(tree(site), cold(roll)) == []
