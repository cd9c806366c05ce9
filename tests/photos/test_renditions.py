"""Renditions: made once, kept whole, made again when lost; a photo that fails does not stop the others."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path, PosixPath

import pytest
from PIL import Image

from environment import ROOT
from honour_roll.photos import bounds, inspect, renditions, resize
from honour_roll.photos.renditions import Job, Renditions
from honour_roll.photos.resize import Wish


def a_job(folder: Path, name: str, *, size: tuple[int, int] = (400, 300), wish: Wish | None = None) -> Job:
    """Write a photo with its own colours; return the job of its renditions."""
    folder.mkdir(exist_ok=True)
    picture = Image.linear_gradient("L").resize(size)
    Image.merge("RGB", (picture, picture.rotate(sum(name.encode()) % 360), picture)).save(folder / name)
    return Job(folder / name, inspect.examined(folder / name), wish or Wish("Hội Phụ nữ"))


@pytest.fixture
def jobs(tmp_path: Path) -> list[Job]:
    return [a_job(tmp_path / "bai", f"anh-{number}.jpg") for number in range(6)]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "kept"


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.iterdir()}


def test_what_was_made_is_kept_and_not_made_again(jobs: list[Job], kept: Path) -> None:
    told: list[tuple[int, int]] = []
    assert Renditions(kept, 2, lambda *at: told.append(at)).make(jobs) == []
    assert told == [(done, 6) for done in range(1, 7)]
    before = stamps(kept)
    assert sorted(before) == sorted(job.fingerprint for job in jobs)
    again = Renditions(kept, 2, lambda *at: told.append(at))
    for job in jobs:
        job.path.unlink()  # not even opened
    assert again.make(jobs) == []
    assert len(told) == 6
    assert stamps(kept) == before
    names = {plan.file for plan in resize.planned(jobs[0].original, jobs[0].wish)}
    assert again.files(jobs[0].fingerprint).keys() == names | {""}
    assert again.placeholder(jobs[0].fingerprint).startswith("data:image/webp;base64,")


def test_many_workers_make_what_one_makes(jobs: list[Job], tmp_path: Path) -> None:
    Renditions(tmp_path / "one", 1).make(jobs)
    Renditions(tmp_path / "three", 3).make(reversed(jobs))
    assert files(tmp_path / "one") == files(tmp_path / "three")


def test_the_same_photo_asked_for_twice_is_made_once(tmp_path: Path, kept: Path) -> None:
    job = a_job(tmp_path / "bai", "a.jpg")
    told: list[tuple[int, int]] = []
    Renditions(kept, 2, lambda *at: told.append(at)).make([job, job, job])
    assert told == [(1, 1)]


@pytest.mark.parametrize(
    "wish", [Wish("Người khác"), Wish("Hội Phụ nữ", blur=((0.0, 0.0, 9.0, 9.0),)), Wish("Hội Phụ nữ", card=True)]
)
def test_another_wish_makes_other_renditions(tmp_path: Path, kept: Path, wish: Wish) -> None:
    job = a_job(tmp_path / "bai", "a.jpg")
    other = job._replace(wish=wish)
    made = Renditions(kept, 2)
    assert made.make([job, other]) == []
    assert made.files(job.fingerprint) != made.files(other.fingerprint)


class Deadly(PosixPath):
    """A photo whose reader is killed, as the system kills a process that takes all memory."""

    def read_bytes(self) -> bytes:
        os._exit(9)


class Interrupting(PosixPath):
    """A photo whose reader is interrupted by Ctrl+C."""

    def read_bytes(self) -> bytes:
        raise KeyboardInterrupt


@pytest.mark.usefixtures("forking")
def test_a_worker_that_dies_costs_its_own_photo_only(jobs: list[Job], kept: Path) -> None:
    jobs[2] = jobs[2]._replace(path=Deadly(jobs[2].path))
    made = Renditions(kept, 2)
    failed = made.make(jobs)
    assert [(job, error.rule) for job, error in failed] == [(jobs[2], "heavy-photo")]
    assert sorted(files(kept)) == sorted(job.fingerprint for job in jobs if job != jobs[2])
    assert made.make(jobs) == failed, "and in the next round of a preview it is told without another try"


# In a process of its own: in this one, what other tests have freed would be room for the picture.
_MAKE = """
import os, pickle, sys
from honour_roll.photos import bounds
from honour_roll.photos.renditions import Renditions

kept, jobs = pickle.load(sys.stdin.buffer)
pages = int(open("/proc/self/statm").read().split()[0])
bounds.MOST_MEMORY = pages * os.sysconf("SC_PAGE_SIZE") + 150_000_000  # half is for the threads of a worker
pickle.dump(Renditions(kept, 1).make(jobs), sys.stdout.buffer)
"""


def test_a_photo_that_takes_too_much_memory_is_told(jobs: list[Job], tmp_path: Path, kept: Path) -> None:
    Image.new("RGB", (7000, 7000)).save(path := tmp_path / "bai" / "a.png")  # 196 MB
    job = Job(path, inspect.examined(path), Wish("Hội Phụ nữ"))
    given = pickle.dumps((kept, [job, *jobs]))
    own = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    said = subprocess.run([sys.executable, "-c", _MAKE], input=given, env=own, capture_output=True, check=True).stdout
    failed = pickle.loads(said)  # noqa: S301 - our own
    assert [(job.original.file, error.rule) for job, error in failed] == [("a.png", "heavy-photo")]
    assert len(files(kept)) == len(jobs)


@pytest.mark.usefixtures("forking")
def test_a_photo_that_takes_too_long_is_told(jobs: list[Job], kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe without a writer is waited for for ever."""
    jobs[3].path.unlink()
    os.mkfifo(jobs[3].path)
    monkeypatch.setattr(bounds, "MOST_SECONDS", 1)
    failed = Renditions(kept, 2).make(jobs)
    assert [(job, error.rule) for job, error in failed] == [(jobs[3], "heavy-photo")]
    assert len(files(kept)) == 5


def test_what_is_wrong_with_a_photo_is_told_and_the_others_are_made(jobs: list[Job], kept: Path) -> None:
    jobs[0].path.unlink()
    jobs[1].path.write_bytes(jobs[2].path.read_bytes())
    failed = Renditions(kept, 2).make(jobs)
    assert [error.rule for _, error in failed] == ["cannot-open", "changed-photo"]
    assert len(files(kept)) == 4


def test_an_interrupted_build_goes_on_where_it_was(jobs: list[Job], kept: Path) -> None:
    stopped = [*jobs[:4], jobs[4]._replace(path=Interrupting(jobs[4].path)), jobs[5]]
    with pytest.raises(KeyboardInterrupt):
        Renditions(kept, 1).make(stopped)
    before = stamps(kept)
    assert set(before) >= {job.fingerprint for job in jobs[:4]}
    told: list[tuple[int, int]] = []
    assert Renditions(kept, 2, lambda *at: told.append(at)).make(jobs) == []
    assert told[-1] == (6 - len(before), 6 - len(before))
    assert stamps(kept).items() >= before.items()
    assert sorted(files(kept)) == sorted(job.fingerprint for job in jobs)


HARM = {
    "emptied": lambda _: b"",
    "cut": lambda data: data[: len(data) // 2],
    "one bit": lambda data: data[:900] + bytes([data[900] ^ 1]) + data[901:],
    "something else": lambda _: b"rubbish" * 500,
}


@pytest.mark.parametrize("harm", HARM)
def test_what_was_damaged_is_made_again(jobs: list[Job], kept: Path, harm: str) -> None:
    Renditions(kept, 1).make(jobs)
    before = files(kept)
    place = kept / jobs[0].fingerprint
    place.write_bytes(HARM[harm](before[place.name]))
    (kept / jobs[1].fingerprint).unlink()
    made = Renditions(kept, 1)
    assert made.make(jobs) == []
    assert made.placeholder(jobs[0].fingerprint)
    assert resize.resized(jobs[0].path, jobs[0].original, jobs[0].wish) == made.files(jobs[0].fingerprint)
    assert files(kept) == before


def test_renditions_of_no_job_are_dropped(jobs: list[Job], kept: Path) -> None:
    made = Renditions(kept, 1)
    made.make(jobs)
    (kept / f"{jobs[0].fingerprint}.123").write_bytes(b"left by a build that was killed")
    made.prune(jobs[:2])
    assert sorted(files(kept)) == sorted(job.fingerprint for job in jobs[:2])


def test_what_decides_the_bytes_of_renditions_decides_their_names(monkeypatch: pytest.MonkeyPatch) -> None:
    covered: list[Path] = []
    monkeypatch.setattr(renditions, "files_fingerprint", lambda *paths: covered.extend(paths) or b"")
    renditions._resize_fingerprint.__wrapped__()
    assert {path.name for path in covered} == {"resize.py", "inspect.py"}
