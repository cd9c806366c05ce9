"""When nothing changed nothing is built; and whatever a build reads is seen to have changed."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from environment import ROOT
from honour_roll.builder import manifest, publish, sources
from honour_roll.builder.build import Report
from honour_roll.builder.mkdocs_output import MkDocsOutput
from honour_roll.builder.sources import Sources
from honour_roll.fingerprints import code_fingerprint
from honour_roll.settings import LEDGER, REGISTERS, Settings
from honour_roll.store import Store
from site_tools import DOCS, FRONT, LAYOUT, SITE_URL, THEME, body_of, edit, good_roll, opened, run, tree


class Case:
    """A site built from a roll, and what is remembered of it."""

    def __init__(self, folder: Path) -> None:
        self.roll, self.site, self.cache = good_roll(folder / "entries"), folder / "site", folder / "cache"
        self.book = self.roll / LEDGER
        self.book.write_text("nam/2018: 2018-01-01\n", "utf-8")
        written_long_ago(self.roll)
        self.report = self.build(self.see())

    def build(self, seen: Sources) -> Report:
        with contextlib.closing(opened(self.roll, self.cache)) as build:
            return build.publish(self.site, build.load(seen), MkDocsOutput(LAYOUT, FRONT, SITE_URL, sources=b"known"))

    def see(self) -> Sources:
        return sources.seen(ROOT, Settings(self.roll, "entries", THEME, self.cache, DOCS))

    def said(self) -> tuple[str, ...]:
        with contextlib.closing(Store(self.cache / "build.sqlite", code_fingerprint())) as store:
            return manifest.said_again(store, self.site, self.see().all, publish.token_of(self.site))


def written_long_ago(roll: Path) -> None:
    for path in roll.glob("*/*/*"):
        os.utime(path, (10**9, 10**9))


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


def test_when_nothing_changed_it_is_said_again(case: Case) -> None:
    *remarks, last = case.said()
    assert last == case.report._replace(made=0).said
    assert len(remarks) == 2
    assert all(line.startswith("Nhắc: ") for line in remarks)


def edit_body(case: Case) -> None:
    folder = case.roll / "2018" / "hoa-giai-vi-du"
    edit(folder, body=body_of(folder) + "\nThêm.\n")


def save_at_the_same_size(case: Case) -> None:
    path = case.roll / "2018" / "hoa-giai-vi-du" / "index.md"
    path.write_bytes(path.read_bytes().replace("Nghe hết".encode(), "Nghe kỹ!".encode()))


def save_at_the_same_size_and_time(case: Case) -> None:
    save_at_the_same_size(case)
    written_long_ago(case.roll)


def add_a_file(case: Case) -> None:
    (case.roll / "2018" / "hoa-giai-vi-du" / "la.jpg").write_bytes(b"x")


def lay_an_entry_aside(case: Case) -> None:
    shutil.rmtree(case.roll / "2018" / "hoa-giai-vi-du")


def misplace_something(case: Case) -> None:
    (case.roll / "2018" / "bao-cao.docx").write_bytes(b"x")


def edit_a_register(case: Case) -> None:
    path = case.roll / REGISTERS / "don-vi.yml"
    path.write_text(path.read_text("utf-8") + "\n# ghi chú\n", "utf-8")


def rename_a_register(case: Case) -> None:
    path = case.roll / REGISTERS / "chu-de.yml"
    path.rename(path.with_name("chu-dee.yml"))


def put_a_link_in_place_of_the_ledger(case: Case) -> None:
    case.book.rename(case.roll / "so.txt")
    case.book.symlink_to("so.txt")


def edit_the_ledger(case: Case) -> None:
    case.book.write_text(case.book.read_text("utf-8") + "nam/2023: 2023-01-01\n", "utf-8")


def take_a_page_from_the_site(case: Case) -> None:
    (case.site / "mo-hinh" / "hoa-giai-vi-du" / "index.html").unlink()


def take_the_site_away(case: Case) -> None:
    shutil.rmtree(case.site)


def put_another_site_there(case: Case) -> None:
    (case.site / publish.MARKER).write_text("0" * 32)


def damage_the_cache(case: Case) -> None:
    (case.cache / "build.sqlite").write_bytes(b"SQLite format 3\0" + b"?" * 4000)


HARMS = [
    edit_body,
    save_at_the_same_size,
    save_at_the_same_size_and_time,
    add_a_file,
    lay_an_entry_aside,
    misplace_something,
    edit_a_register,
    rename_a_register,
    put_a_link_in_place_of_the_ledger,
    edit_the_ledger,
    take_a_page_from_the_site,
    take_the_site_away,
    put_another_site_there,
    damage_the_cache,
]


@pytest.mark.parametrize("harm", HARMS)
def test_whatever_changed_is_seen(case: Case, harm: Callable[[Case], None]) -> None:
    harm(case)
    assert case.said() == ()


def test_in_another_week_another_model_is_on_the_front_page(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert case.said() == ()


def test_in_another_year_no_column_of_the_statistics_is_pale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798588800")  # 2026-12-30
    case = Case(tmp_path)
    page = case.site / "thong-ke" / "index.html"
    assert "năm chưa hết" in page.read_text("utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798848000")  # 2027-01-02, in the same week
    assert case.said() == ()
    case.build(case.see())
    assert "năm chưa hết" not in page.read_text("utf-8")


def test_what_changes_while_a_site_is_built_is_found_by_the_next_build(tmp_path: Path) -> None:
    case = Case(tmp_path)
    seen = case.see()
    edit_body(case)
    case.build(seen)  # reads what is there now, under the stamps of before
    assert case.said() == ()


def test_the_command_says_the_same_and_touches_nothing(tmp_path: Path) -> None:
    roll, site = good_roll(tmp_path / "entries"), tmp_path / "site"
    written_long_ago(roll)
    said = run("build.py", "--entries", roll, "--out", site, folder=tmp_path)  # through MkDocs
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    code, again = run("build.py", "--entries", roll, "--out", site, folder=tmp_path)
    assert code == 0
    assert sorted(re.sub("làm mới [0-9]+", "làm mới 0", said[1]).splitlines()[:-1]) == sorted(again.splitlines()[:-1])
    assert "làm mới 0." in again
    assert before == {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    os.utime(roll / "2018" / "hoa-giai-vi-du" / "index.md")
    assert run("build.py", "--entries", roll, "--out", site, folder=tmp_path)[1].count("làm mới 0.") == 1
    assert len(tree(site)) > 50
