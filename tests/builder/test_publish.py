"""Publishing: never half a site that passes for a whole one, and no address that fails to answer."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from honour_roll.builder import publish
from honour_roll.store import write_file
from random_edits import edit_much
from site_tools import (
    cold,
    differences,
    make,
    tree,
)


def lay(folder: Path, **files: str) -> None:
    """Write files, each with a text; ``__`` in a name stands for a slash."""
    for name, text in files.items():
        write_file(folder / name.replace("__", "/"), text.encode())


def turned_around(place: Path) -> None:
    """Make a file of a folder, or a folder of a file."""
    if place.is_dir():
        shutil.rmtree(place)
        place.write_bytes(b"a file where a folder was")
    else:
        place.unlink()
        lay(place, inside="a folder where a page was")


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("page", ["mo-hinh/goc-xanh-vi-du", "mo-hinh/goc-xanh-vi-du/index.html", "index.html"])
def test_whatever_somebody_has_made_of_a_page_it_is_a_page_again(
    roll: Path, site: Path, cache: Path, page: str, *, edited: bool
) -> None:
    make(roll, site, cache)
    turned_around(site / page)
    if edited:
        edit_much(roll)
    make(roll, site, cache)
    assert differences(tree(site), cold(roll)) == []
    assert not (site / page / "inside").exists()


@pytest.mark.parametrize("page", ["mo-hinh/sach-duong-minh-hoa", "mo-hinh/sach-duong-minh-hoa/index.html"])
def test_whatever_somebody_has_made_of_a_page_it_goes_with_its_entry(
    roll: Path, site: Path, cache: Path, page: str
) -> None:
    make(roll, site, cache)
    turned_around(site / page)
    shutil.rmtree(roll / "2018" / "sach-duong-minh-hoa")
    make(roll, site, cache)
    assert differences(tree(site), cold(roll)) == []


def test_a_folder_with_something_else_in_it_is_not_taken_for_a_site(tmp_path: Path) -> None:
    (tmp_path / "new" / "empty").mkdir(parents=True)
    publish.refuse_foreign(tmp_path / "new" / "empty")
    publish.refuse_foreign(tmp_path / "not-there")
    with pytest.raises(publish.ForeignFolderError):
        publish.refuse_foreign(tmp_path / "new")


# --- the moves --------------------------------------------------------------------------------------------------------

WRITTEN = ["index.html", "nam/index.html", "nam/2019/index.html", "cu/x/index.html", "a.css"]
GONE = ["nam/2016/index.html", "tag/cu/index.html", "cu/x"]


def lay_site_and_stage(site: Path) -> None:
    """Lay a small site, and a stage with files that replace some of its files and add some."""
    lay(
        site,
        **{
            "index.html": "old",
            "nam__index.html": "old",
            "nam__2016__index.html": "gone",
            "cu__x": "gone",
            "nam__2017__index.html": "kept",
            "tag__cu__index.html": "gone",
            "a.css": "old",
        },
    )
    (site / publish.MARKER).write_bytes(b"old")
    for path in WRITTEN:
        write_file(publish.stage_of(site) / path, b"new")


def published(site: Path) -> None:
    with publish.publishing(site, WRITTEN, GONE, b"new"):
        assert publish.token_of(site) == b""


AFTER = {publish.MARKER: b"new", "nam/2017/index.html": b"kept"} | dict.fromkeys(WRITTEN, b"new")


def test_files_take_their_places_and_what_is_gone_is_removed(site: Path) -> None:
    lay_site_and_stage(site)
    published(site)
    assert tree(site) == AFTER
    assert not [path for path in site.rglob("*") if path.is_dir() and not any(path.iterdir())]
    assert [path.name for path in site.parent.iterdir()] == [site.name]


@pytest.mark.parametrize("there", ["nothing", "an empty folder"])
def test_a_first_site_appears_at_once(site: Path, there: str) -> None:
    if there == "an empty folder":
        site.mkdir()
    for path in WRITTEN:
        write_file(publish.stage_of(site) / path, b"new")
    published(site)
    assert tree(site) == {publish.MARKER: b"new"} | dict.fromkeys(WRITTEN, b"new")


def killed_at(move: int, publish_it: Callable[[], object]) -> bool:
    """Publish in a process that is killed at one of its moves; tell whether it was."""
    if child := os.fork():
        return os.waitpid(child, 0)[1] != 0
    made = 0
    try:
        for name in ("rename", "replace", "mkdir", "rmdir", "unlink"):
            done = getattr(os, name)

            def counted(*arguments: Any, done: Callable[..., Any] = done, **words: Any) -> Any:
                nonlocal made
                made += 1
                if made == move:
                    os.kill(os.getpid(), signal.SIGKILL)
                return done(*arguments, **words)

            setattr(os, name, counted)
        publish_it()
        os._exit(0)
    finally:
        os._exit(1)


@pytest.mark.skipif(sys.platform == "win32", reason="fork")
def test_killed_at_any_of_its_moves_a_site_is_the_old_one_or_the_new_one_or_has_no_marker(site: Path) -> None:
    seen, move, killed = [], 0, True
    while killed:
        move += 1
        shutil.rmtree(site.parent)
        lay_site_and_stage(site)
        before = tree(site)
        killed = killed_at(move, lambda: published(site))
        now = tree(site)
        assert publish.token_of(site) in (b"", b"old", b"new")
        assert now in (before, AFTER) or not publish.token_of(site), f"killed at move {move}"
        publish.refuse_foreign(site)  # it is still one of ours
        seen.append(publish.token_of(site))
    assert seen == sorted(seen, key=[b"old", b"", b"new"].index)
    assert len(seen) > 10


class InUse:
    """Windows for a while: some program has a file open, and the ``n``-th file cannot be moved into the site."""

    def __init__(self, patch: pytest.MonkeyPatch, site: Path, n: int) -> None:
        self.site, self.n, self.moves = site, n, 0
        patch.setattr(os, "replace", self.failing(os.replace))

    def failing(self, move: Callable[..., Any]) -> Callable[..., Any]:
        def moved(*arguments: Any) -> Any:
            self.moves += self.site in Path(arguments[1]).parents
            if self.moves == self.n:
                raise PermissionError(13, "in use")
            return move(*arguments)

        return moved


@pytest.mark.parametrize(
    ("n", "stays"),
    [(1, "Trang cũ vẫn còn nguyên.")]
    + [(n, "Trang đang thay dở; lần dựng sau sẽ làm lại cho đủ.") for n in (2, 4, 9, 15)],
)
def test_after_a_failed_publishing_the_next_build_makes_the_site_whole(
    roll: Path, site: Path, cache: Path, n: int, stays: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(roll, site, cache)
    edit_much(roll)
    with monkeypatch.context() as patch:
        InUse(patch, site, n)
        with pytest.raises(PermissionError):
            make(roll, site, cache)
    assert publish.what_stays(site) == stays
    make(roll, site, cache)
    assert differences(tree(site), cold(roll)) == []


def test_ctrl_c_between_any_two_moves_is_heard_when_the_new_site_is_in_its_place(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 100):
        shutil.rmtree(site.parent)
        lay_site_and_stage(site)
        moves = 0

        def disturbed(*paths: str, move: Callable[..., None] = os.replace, when: int = number) -> None:
            nonlocal moves
            move(*paths)
            moves += 1
            if moves == when:
                os.kill(os.getpid(), signal.SIGINT)

        heard = False
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", disturbed)
            try:
                published(site)
            except KeyboardInterrupt:
                heard = True
        assert heard == (moves >= number)
        assert tree(site) == AFTER, f"after move {number}"
        if not heard:
            break
    assert number > 3
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_while_a_site_is_published_no_address_of_both_sites_ever_fails_to_answer(
    roll: Path, site: Path, cache: Path
) -> None:
    """As a web server sees it that serves the very folder: each file is there, old or new, at every moment."""
    make(roll, site, cache)
    with (roll / "danh-muc" / "linh-vuc.yml").open("a", encoding="utf-8") as fields:
        fields.write("# khác\n")
    text = (roll / "danh-muc" / "don-vi.yml").read_text("utf-8")
    (roll / "danh-muc" / "don-vi.yml").write_text(re.sub(r"(?m)^  ten: .*", r"\g<0> đổi", text), "utf-8")
    edit_much(roll)
    before, missing, stop = {*tree(site)} - {publish.MARKER}, list[set[str]](), threading.Event()

    def look() -> None:
        while not stop.is_set():
            missing.append({path for path in before if not (site / path).is_file()})

    looking = threading.Thread(target=look)
    looking.start()
    report = make(roll, site, cache)
    stop.set()
    looking.join()
    gone = before - tree(site).keys()
    assert report.made > 50
    assert len(missing) > 3
    assert [paths - gone for paths in missing if paths - gone] == []


@pytest.mark.parametrize("path", ["index.html", "mo-hinh/goc-xanh-vi-du/index.html", "nam/index.html"])
@pytest.mark.parametrize("size", ["another size", "the same size"])
def test_a_page_that_was_damaged_by_hand_is_made_again(
    roll: Path, site: Path, cache: Path, path: str, size: str
) -> None:
    make(roll, site, cache)
    content = (site / path).read_bytes()
    (site / path).write_bytes(content.replace(b"e", b"x") if size == "the same size" else content + b"<p>x</p>")
    report = make(roll, site, cache)
    assert report.made == 1
    assert (site / path).read_bytes() == content


def test_a_site_without_its_marker_is_made_whole_and_holds_nothing_else(roll: Path, site: Path, cache: Path) -> None:
    make(roll, site, cache)
    (site / publish.MARKER).rename(site / publish.UNFINISHED)
    (site / "nam" / "khac.html").write_text("of another build", "utf-8")
    report = make(roll, site, cache)
    assert report.made == report.files
    assert differences(tree(site), cold(roll)) == []


@pytest.mark.parametrize("page", ["mo-hinh", "mo-hinh/goc-xanh-vi-du", "mo-hinh/goc-xanh-vi-du/index.html"])
@pytest.mark.parametrize("edited", [False, True])
def test_nothing_is_written_or_removed_where_a_link_in_the_site_leads(
    roll: Path, site: Path, cache: Path, page: str, *, edited: bool
) -> None:
    make(roll, site, cache)
    elsewhere = site.parent / "elsewhere"
    (site / page).rename(elsewhere)
    before = tree(site.parent / "elsewhere") if elsewhere.is_dir() else elsewhere.read_bytes()
    (site / page).symlink_to(elsewhere)
    if edited:
        edit_much(roll)
    make(roll, site, cache)
    assert differences(tree(site), cold(roll)) == []
    assert not any(path.is_symlink() for path in site.rglob("*"))
    assert before == (tree(elsewhere) if elsewhere.is_dir() else elsewhere.read_bytes())
