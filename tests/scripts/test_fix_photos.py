"""The command that makes photos fit: what it says, what it counts, and what it leaves alone."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import fix_photos
from site_tools import GOOD, run, tree

HEADER = "---\nten: Bếp ăn ấm lòng phường Ví Dụ\ntrang_thai: nhap\n---\n"


@pytest.fixture
def entries(tmp_path: Path) -> Path:
    """Return a roll with a draft in each of three folders."""
    out = tmp_path / "bai"
    shutil.copytree(GOOD / "danh-muc", out / "danh-muc")
    for name in ("mot", "hai", "ba"):
        (out / "2026" / name).mkdir(parents=True)
        (out / "2026" / name / "index.md").write_text(HEADER, "utf-8")
    return out


def fix(entries: Path, *options: str) -> tuple[int, str]:
    return run("fix_photos.py", "--entries", entries, *options, folder=entries.parent)


def photo(path: Path, size: tuple[int, int] = (400, 300)) -> None:
    Image.new("RGB", size, (90, 140, 90)).save(path)


def test_entries_are_counted_in_which_something_was_fixed(entries: Path) -> None:
    for number in range(6):
        photo(entries / "2026" / "hai" / f"Ảnh {number}.jpg")
    code, said = fix(entries)
    assert (code, said.splitlines()[-1]) == (0, "Đã sửa 6 ảnh trong 1 bài.")
    assert (
        f"{entries}/2026/hai/Ảnh 0.jpg: đổi tên thành anh-0.jpg, khai vào mục anh, còn thiếu mo_ta và tac_gia." in said
    )
    assert run("check.py", "--entries", entries, folder=entries.parent)[0] == 0, "a draft may lack words"
    assert fix(entries) == (0, "Đã xem 3 bài, không có ảnh nào sửa được thêm.\n")


def test_what_is_left_is_counted_too(entries: Path) -> None:
    photo(entries / "2026" / "mot" / "a.bmp")
    photo(entries / "2026" / "hai" / "b.jpg", (240, 180))
    code, said = fix(entries)
    assert (code, said.splitlines()[-1]) == (1, "Đã sửa 1 ảnh trong 1 bài. Còn 1 ảnh phải xem lại.")
    assert "b.jpg: Ảnh chỉ có 240 × 180 điểm ảnh" in said


def test_a_dry_run_changes_nothing(entries: Path) -> None:
    photo(entries / "2026" / "mot" / "a.bmp")
    before = tree(entries)
    code, said = fix(entries, "--dry-run")
    assert (code, said.splitlines()[-1]) == (0, "Sẽ sửa 1 ảnh trong 1 bài.")
    assert tree(entries) == before


def test_one_entry_alone_may_be_fixed(entries: Path) -> None:
    for name in ("mot", "hai"):
        photo(entries / "2026" / name / "a.bmp")
    assert fix(entries, str(entries / "2026" / "hai"))[1].splitlines()[-1] == "Đã sửa 1 ảnh trong 1 bài."
    assert (entries / "2026" / "mot" / "a.bmp").exists()


def test_heic_that_is_cut_off_is_told_to_be_damaged(entries: Path) -> None:
    pytest.importorskip("pillow_heif", reason="an extra: --slow installs it")
    (entries / "2026" / "mot" / "a.heic").write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
    code, said = fix(entries)
    assert code == 1
    assert "bị hỏng" in said


def test_who_lacks_the_decoder_of_heic_is_told_the_command_that_installs_it(
    entries: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (entries / "2026" / "mot" / "a.heic").write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
    monkeypatch.setitem(sys.modules, "pillow_heif", None)  # to import it fails
    assert fix_photos.main(["--entries", str(entries)]) == 1
    said = capsys.readouterr().out
    assert f"    Chạy: python scripts/fix_photos.py --heic {entries}/2026/mot (lần đầu cần mạng)" in said


def test_what_the_disk_refuses_is_told_with_its_reason_and_mend(
    entries: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    photo(entries / "2026" / "mot" / "a.bmp")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    before = tree(entries)
    assert fix_photos.main(["--entries", str(entries)]) == 1
    assert tree(entries) == before
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"{entries}/2026/mot/a.bmp: không ghi được: ổ đĩa đã đầy. Ảnh cũ vẫn còn."
    assert said[1] == "    Xóa bớt tệp không cần trên ổ đĩa ấy rồi chạy lại."


@pytest.mark.parametrize("part", ["2026/hai", "2026", "."])
def test_a_folder_that_may_not_be_opened_is_told_with_the_reason(
    entries: Path, part: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = entries / part

    def refusing(read: Callable[..., Any]) -> Callable[..., Any]:
        def reading(path: Any = ".") -> Any:
            if Path(path) == closed:
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return read(path)

        return reading

    monkeypatch.setattr(os, "scandir", refusing(os.scandir))
    monkeypatch.setattr(os, "listdir", refusing(os.listdir))
    assert fix_photos.main(["--entries", str(entries)]) == 1
    said = capsys.readouterr().out
    assert said.startswith(f"{closed}:1:1: Không mở được thư mục này: không có quyền đọc")
    assert said.endswith("Còn 1 ảnh phải xem lại.\n")
