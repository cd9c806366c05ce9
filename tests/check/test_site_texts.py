"""Texts of the site that are no entries: an unfinished merge in them is told like any other."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from conftest import GOOD
from environment import ROOT
from honour_roll.builder import mkdocs_file
from honour_roll.builder.load import Loader
from honour_roll.check.site_texts import texts_are_whole
from honour_roll.check.summary import summary
from honour_roll.settings import Settings
from honour_roll.store import Store

TORN = "<<<<<<< HEAD\nsite_name: A\n=======\nsite_name: B\n>>>>>>> nhanh\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with its settings and one page, both whole."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "gioi-thieu.md").write_text("# Giới thiệu\n\nTrang này\n=======\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: A\n", "utf-8")
    return tmp_path


def test_whole_texts_pass(project: Path) -> None:
    assert list(texts_are_whole(project)) == []
    assert list(texts_are_whole(ROOT)) == []


@pytest.mark.parametrize("name", ["mkdocs.yml", "docs/gioi-thieu.md", "docs/them/trang.md"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_torn_text_is_told_once_with_its_lines(project: Path, name: str, end: str) -> None:
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).write_text("# một\n" + TORN, "utf-8", newline=end)
    (problem,) = texts_are_whole(project)
    assert (problem.place, problem.rule) == (f"{(project / name).as_posix()}:2:1", "merge-conflict")
    assert "từ dòng 2 (<<<<<<<) đến dòng 6" in problem.text
    assert [p.rule for p in mkdocs_file.problems_of(project / "mkdocs.yml")] == ["merge-conflict"] * (
        name == "mkdocs.yml"
    )


def test_what_cannot_be_read_is_left_to_mkdocs(project: Path) -> None:
    (project / "mkdocs.yml").unlink()
    (project / "docs" / "anh.md").mkdir()
    (project / "docs" / "la.md").write_bytes(b"\xff\xfe" + TORN.encode())
    assert [p.rule for p in texts_are_whole(project)] == ["merge-conflict"]


def test_the_check_tells_of_them_beside_the_entries(project: Path) -> None:
    (project / "mkdocs.yml").write_text(TORN, "utf-8")
    settings = Settings(GOOD, "entries", ROOT / "hooks" / "theme", None, jobs=1, project=project)
    loaded = Loader(settings, Store(None, b"")).load()
    assert [p.rule for p in loaded.problems if p.rule != "dead-link"] == ["merge-conflict"]
    assert "1 tệp của trang" in summary(loaded.problems, 10, "entries")


@pytest.mark.parametrize("name", ["docs", "docs/them"])
def test_a_folder_of_pages_that_cannot_be_opened_is_told_alone(project: Path, name: str) -> None:
    if name == "docs":
        shutil.rmtree(project / name)
        (project / name).symlink_to(project / name)
    else:
        (project / name).mkdir(mode=0)
    loaded = Loader(
        Settings(GOOD, "entries", ROOT / "hooks" / "theme", None, jobs=1, project=project), Store(None, b"")
    ).load()
    if name == "docs" or os.geteuid() != 0:  # the superuser may open everything
        assert [(p.path, p.rule) for p in loaded.problems] == [((project / name).as_posix(), "cannot-list")]
        assert summary(loaded.problems, 3, "entries") == "1 lỗi trong 1 thư mục không mở được; 3 bài đạt."


def test_a_page_that_cannot_be_opened_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(path: Path, *_: object, **__: object) -> str:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_text", refusing)
    assert {p.rule for p in texts_are_whole(project)} == {"cannot-open"}
