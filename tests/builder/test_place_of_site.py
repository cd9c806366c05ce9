"""Where a site may be put: on a disk of its own, and not among what it is made from."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from environment import ROOT
from honour_roll.builder import publish
from honour_roll.store import write_file
from site_tools import run

WRITTEN = ["index.html", "a/index.html", "a/b.css"]


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is a disk of its own: it cannot be removed, and nothing can be renamed into it."""
    site = tmp_path / "volume"
    (site / "lost+found").mkdir(parents=True)
    rename, replace, rmdir = os.rename, os.replace, os.rmdir

    def across(act: Any) -> Any:
        def refusing(source: Any, target: Any, **more: Any) -> None:
            if (site in Path(source).parents) != (site in Path(target).parents):
                raise OSError(errno.EXDEV, "Invalid cross-device link")
            act(source, target, **more)

        return refusing

    def busy(path: Any, **more: Any) -> None:
        if Path(path) == site:
            raise OSError(errno.EBUSY, "Device or resource busy")
        rmdir(path, **more)

    monkeypatch.setattr(os, "rename", across(rename))
    monkeypatch.setattr(os, "replace", across(replace))
    monkeypatch.setattr(os, "rmdir", busy)
    return site


@pytest.mark.parametrize("is_known", [True, False], ids=["the system says so", "it does not"])
@pytest.mark.parametrize("is_empty", [True, False])
def test_a_site_may_be_a_disk_of_its_own(
    disk: Path, monkeypatch: pytest.MonkeyPatch, *, is_known: bool, is_empty: bool
) -> None:
    monkeypatch.setattr(os.path, "ismount", lambda path: is_known and Path(path) == disk)
    if is_empty:
        shutil.rmtree(disk / "lost+found")
    stage = publish.stage_of(disk)
    assert (disk in stage.parents) == is_known
    for content in (b"old", b"new"):
        publish.refuse_foreign(disk)
        for path in WRITTEN:
            write_file(publish.stage_of(disk) / path, content)
        with publish.publishing(disk, WRITTEN, [], content):
            pass
        assert publish.token_of(disk) == content
        assert {(disk / path).read_bytes() for path in WRITTEN} == {content}
        assert publish.files_in(disk) == set(WRITTEN)
        assert not publish.stage_of(disk).exists()
    assert (disk / "lost+found").exists() != is_empty


def test_a_folder_whose_neighbours_are_not_ours_to_write_has_its_stage_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    assert publish.stage_of(site) == tmp_path / ".site.next"
    site.mkdir()
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != tmp_path)
    assert publish.stage_of(site).parent == site


@pytest.mark.parametrize(
    "part", ["entries", "entries/2018/x", "entries/danh-muc", "docs/a", "hooks/theme", ".git", "scripts"]
)
def test_a_site_lies_in_no_source(tmp_path: Path, part: str) -> None:
    code, said = run("build.py", "--out", ROOT / part, folder=tmp_path)
    assert code == 1
    assert said.startswith("Không đặt trang vào ")
    assert "--out site" in said


@pytest.mark.parametrize("out", [ROOT, ROOT.parent, Path("/"), ROOT / "scripts" / ".." / "entries"])
def test_a_site_lies_around_no_source(tmp_path: Path, out: Path) -> None:
    code, said = run("build.py", "--out", out, folder=tmp_path)
    assert (code, said[:20]) == (1, "Không đặt trang vào ")


def test_other_entries_and_registers_are_sources_too(roll: Path, tmp_path: Path) -> None:
    for out in (roll / "site", roll, tmp_path):
        code, said = run("build.py", "--entries", roll, "--out", out, folder=tmp_path)
        assert (code, said[:20]) == (1, "Không đặt trang vào ")
    with pytest.raises(publish.PlaceRefusedError):
        publish.refuse_sources(tmp_path / "lists" / "x", ROOT, [roll, tmp_path / "lists"])
    publish.refuse_sources(ROOT / "site", ROOT, [roll])
    publish.refuse_sources(tmp_path / "entries-site", ROOT, [roll])


@pytest.mark.parametrize("out", ["README.md", "mkdocs.yml"])
def test_a_file_is_no_place(tmp_path: Path, out: str) -> None:
    code, said = run("build.py", "--out", ROOT / out, folder=tmp_path)
    assert code == 1
    assert "là tệp, không phải thư mục" in said
