"""Disks that are full, that cannot be written, and that give back something else than was put there."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from site_tools import edit, good_roll, run, tree

Mount = Callable[[str], Path]


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """Yield disks in memory, each of a given size, that are gone after the test."""
    mounted = []

    def disk(options: str) -> Path:
        folder = tmp_path / f"disk-{len(mounted)}"
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode and os.environ.get("CI") != "true":
            pytest.skip("only the superuser may mount a disk")
        assert not done.returncode, done.stderr
        mounted.append(folder)
        return folder

    yield disk
    for folder in mounted:
        subprocess.run(["umount", folder], check=True)


def build(entries: Path, out: Path, folder: Path) -> tuple[int, str]:
    """Run the command with its cache in ``folder``."""
    return run("build.py", "--entries", entries, "--out", out, folder=folder)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of the good entries after ``change``, built from nothing."""
    folder = tmp_path_factory.mktemp("expected")
    change(roll := good_roll(folder / "entries"))
    assert build(roll, folder / "site", folder)[0] == 0
    return tree(folder / "site")


def change(roll: Path) -> None:
    edit(roll / "2018" / "hoa-giai-vi-du", ten="Tên khác")


def test_a_full_disk_is_told_and_the_site_stays(tmp_path: Path, mount: Mount, expected: dict[str, bytes]) -> None:
    roll, disk = good_roll(tmp_path / "entries"), mount("size=16m")
    assert build(roll, disk / "site", tmp_path)[0] == 0
    published = tree(disk / "site")
    change(roll)
    with (disk / "something-else").open("wb") as file:
        file.write(bytes(shutil.disk_usage(disk).free - 20_000))
    for _ in range(2):  # by the short way and through MkDocs
        code, said = build(roll, disk / "site", tmp_path)
        assert code == 1
        *_, why, mend = said.splitlines()
        assert re.fullmatch(f"Không .* {disk / 'site'}: ổ đĩa đã đầy. Trang cũ vẫn còn nguyên.", why), said
        assert mend == "    Xóa bớt tệp không cần trên ổ đĩa ấy rồi chạy lại."
        assert "Traceback" not in said
        assert tree(disk / "site") == published
        shutil.rmtree(tmp_path / "cache")
    (disk / "something-else").unlink()
    assert build(roll, disk / "site", tmp_path)[0] == 0
    assert tree(disk / "site") == expected


def test_a_cache_without_room_for_the_photos_is_told(tmp_path: Path, mount: Mount) -> None:
    disk = mount("size=40k")
    for _ in range(2):
        code, said = build(good_roll(tmp_path / "entries"), tmp_path / "site", disk)
        assert code == 1
        why, mend = said.splitlines()
        assert re.fullmatch(rf"Không giữ được ảnh đã làm ở {disk}\S+: ổ đĩa đã đầy\.", why), said
        assert mend == "    Xóa bớt tệp không cần trên ổ đĩa ấy rồi chạy lại."
        assert not (tmp_path / "site").exists()
        shutil.rmtree(tmp_path / "entries")


@pytest.mark.parametrize("size", [400_000, 1_200_000])
def test_a_cache_on_a_full_disk_costs_time_and_nothing_else(
    tmp_path: Path, mount: Mount, size: int, expected: dict[str, bytes]
) -> None:
    roll, disk = good_roll(tmp_path / "entries"), mount(f"size={size}")
    change(roll)
    for _ in range(2):
        code, said = build(roll, tmp_path / "site", disk)
        assert code == 0, said
        assert tree(tmp_path / "site") == expected


def test_a_cache_that_cannot_be_written_is_read(tmp_path: Path, mount: Mount, expected: dict[str, bytes]) -> None:
    roll, disk = good_roll(tmp_path / "entries"), mount("size=64m")
    assert build(roll, tmp_path / "site", disk)[0] == 0
    change(roll)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    for _ in range(2):
        code, said = build(roll, tmp_path / "site", disk)
        assert code == 0, said
        assert tree(tmp_path / "site") == expected


@pytest.mark.parametrize("seed", range(2))
def test_whatever_bytes_of_the_cache_are_flipped_the_site_is_right(
    tmp_path: Path, seed: int, expected: dict[str, bytes]
) -> None:
    roll, rng = good_roll(tmp_path / "entries"), random.Random(seed)  # noqa: S311 - the same bytes each time
    assert build(roll, tmp_path / "site", tmp_path)[0] == 0
    change(roll)
    flipped = 0
    for path in sorted((tmp_path / "cache").rglob("*")):
        if path.is_file():
            data = bytearray(path.read_bytes())
            for at in [rng.randrange(len(data)) for _ in range(1 + len(data) // 20_000) if data]:
                data[at] ^= 1 << rng.randrange(8)
                flipped += 1
            path.write_bytes(data)
    assert flipped > 100
    code, said = build(roll, tmp_path / "site", tmp_path)
    assert code == 0, said
    assert tree(tmp_path / "site") == expected
