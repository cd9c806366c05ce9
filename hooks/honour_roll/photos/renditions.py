"""Renditions of all photos: made by a worker pool, kept in the cache, and dropped when no entry needs them.

All renditions of one photo are kept as one file, named by a fingerprint of the photo's bytes, of the entry's wish and
of the code in ``resize.py``. Each file is written whole or not at all, so a stopped build goes on where it was.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import NamedTuple

import PIL

from honour_roll.fingerprints import files_fingerprint, fingerprint, plain
from honour_roll.packing import packed, unpacked
from honour_roll.parallel import WorkerDiedError, results
from honour_roll.photos import bounds, inspect, messages, resize
from honour_roll.photos.inspect import Original, UnusablePhotoError
from honour_roll.photos.resize import Wish
from honour_roll.progress import Progress
from honour_roll.store import FileStore


class Job(NamedTuple):
    """One photo to make renditions of."""

    path: Path
    original: Original
    wish: Wish

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of the renditions, in hexadecimal digits, under which they are kept."""
        made_by = _resize_fingerprint()
        return fingerprint(made_by, self.original.file.encode(), self.original.fingerprint, plain(self.wish)).hex()


class Renditions:
    """The renditions kept in ``folder``. ``progress`` is called with the numbers of photos done and to do."""

    def __init__(self, folder: Path, jobs: int, progress: Progress | None = None) -> None:
        """Remember where; nothing is read or made yet."""
        self._kept, self._workers, self._progress = FileStore(folder), jobs, progress
        self._jobs: dict[str, Job] = {}
        self._heavy: dict[str, UnusablePhotoError] = {}
        self._placeholders: dict[str, str] = {}
        self._loaded = lru_cache(maxsize=8)(self._load)

    def make(self, jobs: Iterable[Job]) -> list[tuple[Job, UnusablePhotoError]]:
        """Make the renditions that are not kept yet; return the photos that have none, with the reason.

        A photo that proved too heavy is not tried again. Raises OSError, with the file's name, when one cannot be kept.
        """
        self._jobs = {job.fingerprint: job for job in jobs}
        missing = [job for key, job in self._jobs.items() if not self._kept.has(key)]
        failed = [(job, self._heavy[job.fingerprint]) for job in missing if job.fingerprint in self._heavy]
        missing = [job for job in missing if job.fingerprint not in self._heavy]
        try:
            failed += self._failures(missing, self._workers, self._progress)
        except WorkerDiedError:
            failed += self._failures_one_by_one(job for job in missing if not self._kept.has(job.fingerprint))
        self._heavy |= {job.fingerprint: error for job, error in failed if error.rule == messages.HEAVY.rule}
        return failed

    def files(self, key: str) -> dict[str, bytes]:
        """Return the renditions of a photo, by file name; ``key`` is that of one of the jobs last made."""
        return self._loaded(key)

    def placeholder(self, key: str) -> str:
        """Return the ``data:`` address of the tiny picture that a page shows until the photo has loaded."""
        if key not in self._placeholders:
            self._placeholders[key] = "data:image/webp;base64," + base64.b64encode(self._loaded(key)[""]).decode()
        return self._placeholders[key]

    def prune(self, jobs: Iterable[Job]) -> None:
        """Drop all renditions except the ones of ``jobs``."""
        self._kept.keep_only(job.fingerprint for job in jobs)

    def _load(self, key: str) -> dict[str, bytes]:
        """Return the kept renditions, made again if they are lost or damaged."""
        found = unpacked(self._kept.get(key))
        if isinstance(found, dict):
            return found
        files = resize.resized(*self._jobs[key])
        with suppress(OSError):
            self._kept.put(key, packed(files))
        return files

    def _failures(
        self, jobs: list[Job], workers: int, progress: Progress | None = None
    ) -> list[tuple[Job, UnusablePhotoError]]:
        """Make renditions in workers; return the photos that failed. Raises WorkerDiedError."""
        failed = []
        errors = results(partial(_make, self._kept), jobs, workers, ready=bounds.be_bounded)
        for done, (job, error) in enumerate(zip(jobs, errors, strict=True), start=1):
            if error:
                failed.append((job, error))
            if progress:
                progress(done, len(jobs))
        return failed

    def _failures_one_by_one(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, UnusablePhotoError]]:
        """Make renditions, each photo in a worker of its own, so that a worker's death tells which photo it was."""
        for job in jobs:
            try:
                yield from self._failures([job], 1)
            except WorkerDiedError:
                yield job, UnusablePhotoError.of(messages.HEAVY)


def _make(kept: FileStore, job: Job) -> UnusablePhotoError | None:
    """Make and keep the renditions of one photo, in a worker; return what is wrong with the photo."""
    try:
        with bounds.in_time():
            files = resize.resized(*job)
    except UnusablePhotoError as error:
        return error
    except Exception:  # noqa: BLE001 - too slow or too large; without memory encoders raise all kinds
        return UnusablePhotoError.of(messages.HEAVY)
    kept.put(job.fingerprint, packed(files))
    return None


@cache
def _resize_fingerprint() -> bytes:
    """Return the fingerprint of what decides the renditions' bytes: ``resize.py``, what it uses, and Pillow."""
    code = files_fingerprint(Path(resize.__file__), Path(inspect.__file__))
    return fingerprint(code, PIL.__version__.encode())
