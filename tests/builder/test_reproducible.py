"""The same commit gives the same bytes: whatever the folder, time zone, locale, cores, order of files, and history."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import sample_photos
from environment import ROOT
from site_tools import edit, environment_of, good_roll, tree

ONE_DAY = "1767225600"
COPIES = 12  # of each entry: with the others more than one page of a list, and files enough for a pool of workers


def grown_roll(folder: Path) -> Path:
    """Lay down a roll that is large enough for several workers, and has photos to make."""
    roll = good_roll(folder)
    for source in [roll / "2018" / "hoa-giai-vi-du", roll / "2023" / "dem-binh-yen-vi-du"]:
        for copy in range(COPIES):
            shutil.copytree(source, target := source.with_name(f"{source.name}-{copy}"))
            edit(target, ten=f"Mô hình thứ {copy} như {source.name}", ten_cu=None)
    (roll / "2023" / "ba-tran-thi-thu" / "lop-hoc.jpg").write_bytes(sample_photos.fit("reproducible"))
    return roll


def copied_backwards(source: Path, target: Path) -> Path:
    """Copy files one by one, the last first, each with the time of its copying."""
    for path in sorted(source.rglob("*"), reverse=True):
        if path.is_file() and "__pycache__" not in path.parts:
            into = target / path.relative_to(source)
            into.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, into)
    return target


def built(project: Path, roll: Path, out: Path, *command: str | Path, **env: str) -> None:
    done = subprocess.run(
        [*command],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env=environment_of(
            out.with_name(f"{out.name}-kept"),
            PYTHONPATH=project / "hooks",
            HONOUR_ROLL_ENTRIES=roll,
            SOURCE_DATE_EPOCH=ONE_DAY,
            **env,
        ),
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="taskset and umask")
def test_built_in_two_ways_the_site_is_the_same(tmp_path: Path) -> None:
    here, there = tmp_path / "site", tmp_path / "another place" / "trang web"
    roll = grown_roll(tmp_path / "entries")
    script = ROOT / "scripts" / "build.py"
    built(
        ROOT,
        roll,
        here,
        sys.executable,
        script,
        "--entries",
        roll,
        "--out",
        here,
        PYTHONHASHSEED="1",
        TZ="Pacific/Kiritimati",
        LC_ALL="C.utf8",
        LANGUAGE="vi",
    )

    project = there.parent / "project of another"
    for name in ("docs", "hooks", "scripts"):
        copied_backwards(ROOT / name, project / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    other = copied_backwards(roll, there.parent / "bài viết")
    way = ["sh", "-c", 'umask 077; exec taskset -c "$0" "$@"', str(min(os.sched_getaffinity(0)))]
    with_mkdocs = [*way, sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", there]
    strange = {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "C", "PYTHONUTF8": "0"}
    index = other / "2018" / "hoa-giai-vi-du-7" / "index.md"
    said = index.read_bytes()
    edit(index.parent, ten="Một tên khác hẳn", linh_vuc="kinh-te")
    shutil.copytree(other / "2018" / "hoa-giai-vi-du-8", other / "2020" / "se-bi-xoa")
    built(project, other, there, *with_mkdocs, **strange)  # another history: the cache knows what is no more
    index.write_bytes(said)
    shutil.rmtree(other / "2020" / "se-bi-xoa")
    built(project, other, there, *with_mkdocs, **strange)

    one, two = tree(here), tree(there)
    assert sorted(name for name in one | two if one.get(name) != two.get(name)) == []
    assert len(one) > 300
