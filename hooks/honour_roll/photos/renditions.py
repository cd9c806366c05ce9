"""Renditions: asked for by what they are made from, made once on all cores, kept, and pruned when nobody asks any more.

All renditions of one photo lie in one file, named by a digest of the photo's bytes, of what the entry wants of it and
of the recipe. A file is written beside its place and renamed, so a build that was stopped goes on where it was.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import PIL

from honour_roll.fingerprints import SIZE, files_fingerprint, fingerprint, plain
from honour_roll.parallel import WorkerDiedError, workers
from honour_roll.photos import inspect
from honour_roll.photos.inspect import Original, UnusablePhotoError, Wish
from honour_roll.store import packed, unpacked

MOST_SECONDS = 60  # for one photo; the largest allowed takes about four here
MOST_MEMORY = 3 * 2**30  # bytes of address space for one worker, decoder and encoder included

Progress = Callable[[int, int], None]


def progress_bar(done: int, total: int) -> None:
    """Show on a terminal how far the photos are, in one line that ends when they do."""
    if sys.stderr.isatty():
        bar = "█" * (30 * done // total)
        sys.stderr.write(f"\rẢnh {done}/{total} {bar:░<30}" + ("\n" if done == total else ""))
        sys.stderr.flush()


class Job(NamedTuple):
    """One photo to make renditions of."""

    path: Path
    original: Original
    wish: Wish

    @property
    def key(self) -> str:
        """Give the name under which the renditions are kept."""
        return fingerprint(_recipe(), self.original.file.encode(), self.original.fingerprint, plain(self.wish)).hex()


class Renditions:
    """The renditions kept in ``folder``. ``progress`` is told how many of how many photos are done."""

    def __init__(self, folder: Path, jobs: int, progress: Progress | None = None) -> None:
        """Look into the folder only when asked."""
        self._folder, self._workers, self._progress = folder, jobs, progress
        self._jobs: dict[str, Job] = {}
        self._hopeless: dict[str, UnusablePhotoError] = {}
        self._loaded = lru_cache(maxsize=8)(self._load)
        self._placeholders: dict[str, str] = {}

    def make(self, jobs: Iterable[Job]) -> list[tuple[Job, UnusablePhotoError]]:
        """Make what is not there yet; give the photos of which nothing could be made, and why.

        Raises OSError with the name of the file when one cannot be kept.
        """
        self._jobs = {job.key: job for job in jobs}
        missing = [job for job in self._jobs.values() if not self._place(job.key).is_file()]
        known = [(job, self._hopeless[job.key]) for job in missing if job.key in self._hopeless]
        missing = [job for job in missing if job.key not in self._hopeless]
        if not missing:
            return known
        self._folder.mkdir(parents=True, exist_ok=True)
        failed = self._made_by_all(missing)
        if failed is None:  # a worker died: one photo at a time shows which of them it was
            left = [job for job in missing if not self._place(job.key).is_file()]
            failed = [failure for job in left for failure in self._made_alone(job)]
        self._hopeless |= {job.key: error for job, error in failed if error.rule == "heavy-photo"}
        return known + failed

    def files(self, key: str) -> dict[str, bytes]:
        """Give the renditions of a photo that was asked for, by file name."""
        return self._loaded(key)

    def placeholder(self, key: str) -> str:
        """Give the address of the tiny picture to show while that of a key is on its way."""
        if key not in self._placeholders:
            self._placeholders[key] = inspect.as_data_address(self._loaded(key)[""])
        return self._placeholders[key]

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

    def _load(self, key: str) -> dict[str, bytes]:
        """Give what is kept under a key, made again should it be lost or damaged."""
        place, job = self._place(key), self._jobs[key]
        with suppress(OSError):
            data = place.read_bytes()
            found = unpacked(data[SIZE:]) if fingerprint(data[SIZE:]) == data[:SIZE] else None
            if isinstance(found, dict):
                return found
        made = inspect.made(job.path, job.original, job.wish)
        with suppress(OSError):
            _keep(place, made)
        return made

    def _made_by_all(self, jobs: list[Job]) -> list[tuple[Job, UnusablePhotoError]] | None:
        failed = []
        try:
            with workers(self._workers, ready=_be_bounded) as pool:
                targets = [self._place(job.key) for job in jobs]
                for done, (job, error) in enumerate(zip(jobs, pool.map(_make, jobs, targets), strict=True), start=1):
                    if error:
                        failed.append((job, error))
                    if self._progress:
                        self._progress(done, len(jobs))
        except WorkerDiedError:
            return None
        return failed

    def _made_alone(self, job: Job) -> list[tuple[Job, UnusablePhotoError]]:
        try:
            with workers(1, ready=_be_bounded) as pool:
                error = pool.submit(_make, job, self._place(job.key)).result()
        except WorkerDiedError:
            error = _too_heavy()
        return [(job, error)] if error else []


def _make(job: Job, target: Path) -> UnusablePhotoError | None:
    """Make the renditions of one photo in a worker; give back what went wrong."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)
    try:
        made = inspect.made(job.path, job.original, job.wish)
    except UnusablePhotoError as error:
        return error
    except Exception:  # noqa: BLE001 - too long, too large, or an encoder without memory, which raises all kinds
        return _too_heavy()
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
    _keep(target, made)
    return None


def _keep(target: Path, made: dict[str, bytes]) -> None:
    """Write renditions whole or not at all. Raises OSError with the file's name."""
    data = packed(made)
    waiting = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        waiting.write_bytes(fingerprint(data) + data)
        waiting.replace(target)
    except OSError as error:
        waiting.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(target)) from None


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
    return fingerprint(files_fingerprint(Path(inspect.__file__)), PIL.__version__.encode())
