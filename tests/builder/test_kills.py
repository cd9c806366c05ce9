"""Builds that are killed at random moments: a site with a marker is whole, and the next build makes any site right.

``pytest tests/builder/test_kills.py --kills 200`` kills 200: the seed of each is its number, its moment the machine's.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import sample_photos
from environment import ROOT
from honour_roll.builder import publish
from site_tools import body_of, edit, environment_of, good_roll, header_of, run, tree

PHOTOS = 5
COPIES = 2  # of each entry: a first build has files enough for a pool of workers


class Roll:
    """A roll in which somebody edits, with its site, its cache, and a build to kill."""

    seconds: tuple[float, float]  # of a build after some edits, and of one from nothing

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.entries, self.site, self.cache = good_roll(folder / "entries"), folder / "site", folder / "site-kept"
        for year in (2018, 2023):
            for source in [*(self.entries / str(year)).iterdir()]:
                for copy in range(COPIES):
                    target = source.with_name(f"{source.name}-{copy}")
                    shutil.copytree(source, target)
                    edit(target, ten=f"{header_of(source)['ten']} lần {copy}", ten_cu=None)
        self.photos = [sample_photos.fit(f"killed/{number}") for number in range(PHOTOS)]

    def folders(self) -> list[Path]:
        return sorted(index.parent for index in self.entries.glob("*/*/index.md") if index.parent.name[-1].isdigit())

    def change(self, rng: random.Random) -> None:
        """Edit so that most rooms of the build have something to do."""
        for folder in rng.sample(self.folders(), 6):
            edit(folder, body=f"{body_of(folder)}\nThêm một câu số {rng.randrange(10**6)}.\n")
        folder = rng.choice(self.folders())
        edit(folder, ten=f"Tên mới số {rng.randrange(10**6)}")
        photo = self.entries / "2023" / "ba-tran-thi-thu" / "lop-hoc.jpg"
        photo.write_bytes(rng.choice(self.photos))
        kept = rng.choice(self.folders())
        shutil.copytree(kept, kept.with_name(f"them-{rng.randrange(10**6)}"))
        gone = [folder for folder in self.folders() if folder.name.startswith("them-")]
        if len(gone) > 2:
            shutil.rmtree(rng.choice(gone))

    def begin(self) -> subprocess.Popen[bytes]:
        """Start a build as leader of a group of its own."""
        command = [sys.executable, ROOT / "scripts" / "build.py", "--entries", self.entries, "--out", self.site]
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment_of(self.cache),
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def build(self) -> float:
        """Build to the end, and give the seconds it took."""
        start = time.monotonic()
        code, said = run("build.py", "--entries", self.entries, "--out", self.site, folder=self.cache)
        assert code == 0, said
        return time.monotonic() - start

    def cold(self) -> dict[str, bytes]:
        """Return the site that is built from nothing, in a folder of its own."""
        out, cache = self.folder / "cold" / "site", self.folder / "cold-kept"
        for folder in (out, cache):
            shutil.rmtree(folder, ignore_errors=True)
        code, said = run("build.py", "--entries", self.entries, "--out", out, folder=cache)
        assert code == 0, said
        return tree(out)


def group_of(leader: int) -> list[int]:
    """Return the processes of a group that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, group = stat.read_text("utf-8", "replace").rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(group) == leader and state != "Z":
            found.append(int(stat.parent.name))
    return found


@pytest.fixture(scope="module")
def roll(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Roll]:
    roll = Roll(tmp_path_factory.mktemp("killed"))
    cold = roll.build()
    roll.change(random.Random("first"))  # noqa: S311 - as below
    roll.seconds = roll.build(), cold
    yield roll
    shutil.rmtree(roll.folder)


@pytest.fixture(scope="module")
def seen() -> Counter[str]:
    """What was found after each kill, to be looked at with ``-s``."""
    return Counter()


def test_a_killed_build_leaves_a_whole_site_or_one_without_a_marker_and_the_next_one_is_right(
    roll: Roll, kill: int, seen: Counter[str]
) -> None:
    rng = random.Random(kill)  # noqa: S311 - the same edits each time
    before = tree(roll.site)
    roll.change(rng)
    if kill % 3 == 0:
        shutil.rmtree(roll.cache)  # a long build: photos, cards and the index are made
    build = roll.begin()
    time.sleep(rng.uniform(0.05, roll.seconds[kill % 3 == 0]))
    if kill % 2:
        build.kill()  # its workers are left alone in the world
    elif build.poll() is None:
        os.killpg(build.pid, signal.SIGKILL)
    ended = build.wait() == 0
    there, marked = tree(roll.site), publish.token_of(roll.site) != b""
    roll.build()  # waits for nobody
    after = tree(roll.site)
    assert group_of(build.pid) == [], "workers of a killed build live on"
    assert not marked or there in (before, after), "a site with a marker, but not a whole one"
    expected = roll.cold()
    assert sorted(name for name in after | expected if after.get(name) != expected.get(name)) == []
    beside = sorted(path.name for path in roll.folder.glob(".site*"))
    assert beside == [], beside
    seen["ended" if ended else "unfinished" if not marked else "before" if there == before else "after"] += 1
    print(dict(seen))
