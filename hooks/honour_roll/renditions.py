"""Renditions: asked for by what they are made from, made once on all cores, kept, and pruned when nobody asks any more.

All renditions of one photo lie in one file, named by a digest of the photo's bytes, of what the entry wants of it and
of the recipe. A file is written beside its place and renamed, so a build that was stopped goes on where it was.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import PIL

from honour_roll import photos
from honour_roll.cache import digest, packed, unpacked
from honour_roll.photos import Original, UnusablePhotoError, Wish

MOST_SECONDS = 60  # for one photo; the largest allowed takes about four here
MOST_MEMORY = 3 * 2**30  # bytes of address space for one worker, decoder and encoder included

Progress = Callable[[int, int], None]


class Job(NamedTuple):
    """One photo to make renditions of."""

    path: Path
    original: Original
    wish: Wish

    @property
    def key(self) -> str:
        """Give the name under which the renditions are kept."""
        return digest(_recipe(), self.original.file.encode(), self.original.digest, packed(self.wish)).hex()


class Renditions:
    """The renditions kept in ``folder``. ``progress`` is told how many of how many photos are done."""

    def __init__(self, folder: Path, workers: int, progress: Progress | None = None) -> None:
        """Look into the folder only when asked."""
        self._folder, self._workers, self._progress = folder, workers, progress
        self._loaded = lru_cache(maxsize=8)(self._load)

    def make(self, jobs: Iterable[Job]) -> list[tuple[Job, UnusablePhotoError]]:
        """Make what is not there yet; give the photos of which nothing could be made, and why."""
        missing = list({job.key: job for job in jobs if not self._place(job.key).is_file()}.values())
        if not missing:
            return []
        self._folder.mkdir(parents=True, exist_ok=True)
        failed = self._made_by_all(missing)
        if failed is None:  # a worker died: one photo at a time shows which of them it was
            left = [job for job in missing if not self._place(job.key).is_file()]
            failed = [failure for job in left for failure in self._made_alone(job)]
        return failed

    def files(self, job: Job) -> dict[str, bytes]:
        """Give the renditions of a photo by file name, made again should they have been lost."""
        return self._loaded(job.key) or photos.made(job.path, job.original, job.wish)

    def placeholder(self, key: str) -> str:
        """Give the address of the tiny picture to show while that of a key is on its way; empty when there is none."""
        files = self._loaded(key)
        return photos.as_data_address(files[""]) if files else ""

    def prune(self, jobs: Iterable[Job]) -> None:
        """Drop the renditions that none of ``jobs`` asks for."""
        wanted = {job.key for job in jobs}
        if self._folder.is_dir():
            for path in self._folder.iterdir():
                if path.name not in wanted:
                    with suppress(OSError):
                        path.unlink()

    def _place(self, key: str) -> Path:
        return self._folder / key

    def _load(self, key: str) -> dict[str, bytes] | None:
        try:
            data = self._place(key).read_bytes()
        except OSError:
            return None
        found = unpacked(data[16:]) if digest(data[16:]) == data[:16] else None
        return found if isinstance(found, dict) else None

    def _made_by_all(self, jobs: list[Job]) -> list[tuple[Job, UnusablePhotoError]] | None:
        failed = []
        try:
            with ProcessPoolExecutor(self._workers, initializer=_be_bounded) as pool:
                targets = [self._place(job.key) for job in jobs]
                for done, (job, error) in enumerate(zip(jobs, pool.map(_make, jobs, targets), strict=True), start=1):
                    if error:
                        failed.append((job, error))
                    if self._progress:
                        self._progress(done, len(jobs))
        except BrokenExecutor:
            return None
        return failed

    def _made_alone(self, job: Job) -> list[tuple[Job, UnusablePhotoError]]:
        try:
            with ProcessPoolExecutor(1, initializer=_be_bounded) as pool:
                error = pool.submit(_make, job, self._place(job.key)).result()
        except BrokenExecutor:
            error = _too_heavy()
        return [(job, error)] if error else []


def _make(job: Job, target: Path) -> UnusablePhotoError | None:
    """Make the renditions of one photo in a worker; give back what went wrong."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)
    try:
        data = packed(photos.made(job.path, job.original, job.wish))
    except UnusablePhotoError as error:
        return error
    except (TimeoutError, MemoryError):
        return _too_heavy()
    except OSError:
        return UnusablePhotoError("cannot-open", "Không mở được tệp ảnh này.",
                                  "Đóng chương trình đang mở ảnh, xem lại quyền đọc tệp, rồi chạy lại.")  # fmt: skip
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
    waiting = target.with_name(f"{target.name}.{os.getpid()}")
    waiting.write_bytes(digest(data) + data)
    waiting.replace(target)
    return None


def _be_bounded() -> None:
    """Bound a worker's memory and the time of each photo, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, _too_long)


def _too_long(*_: object) -> None:
    raise TimeoutError


def _too_heavy() -> UnusablePhotoError:
    return UnusablePhotoError("heavy-photo", "Ảnh này quá nặng, máy xử lý không nổi.",
                              "Mở ảnh bằng Paint, thu nhỏ rồi lưu lại thành JPEG.")  # fmt: skip


@cache
def _recipe() -> bytes:
    """Give a digest of how renditions are made: the code that makes them, and Pillow."""
    return digest(Path(photos.__file__).read_bytes(), PIL.__version__.encode())
