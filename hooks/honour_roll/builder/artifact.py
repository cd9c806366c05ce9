"""Artifacts: what each file of the site is made from, which of them are stale, and how these are made.

A build asks two questions and no more. Of a producer: has anything changed that any of its artifacts may show? If not,
its files stay, unasked. Of an artifact of the others: are its inputs those that its file was made from?
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from itertools import chain
from typing import NamedTuple

from honour_roll import parallel
from honour_roll.builder.manifest import INPUT_SIZE, File, Manifest, Record, checksums
from honour_roll.fingerprints import fingerprint
from honour_roll.store import write_file

_WORTH_A_POOL = 50  # artifacts: to start workers takes as long as to make so many pages
_ROUND = 20_000  # artifacts after which workers start anew, and let go of the cards and texts that they have seen


class Artifact(NamedTuple):
    """One file of the site: its path, its inputs, and how it is made.

    ``inputs`` has bytes, by name, for each thing that the file shows: equal inputs mean an equal file.
    """

    path: str
    inputs: Mapping[str, bytes]
    make: Callable[[], bytes | str]


class Producer(NamedTuple):
    """All files of one kind. ``fingerprint`` is of everything that any of them may show; ``artifacts`` lists them."""

    name: str
    fingerprint: bytes
    artifacts: Callable[[], Iterable[Artifact]]


class Stale(NamedTuple):
    """A file to be made: the name of its producer, its path, and how it is made."""

    producer: str
    path: str
    make: Callable[[], bytes | str]


class Plan(NamedTuple):
    """What a build has to do: ``kept`` producers' records stay, of the ``asked`` ones some artifacts are ``stale``.

    ``seconds`` says how long each of the asked producers took to list its artifacts.
    """

    kept: dict[str, Record]
    asked: dict[str, Record]  # stale files without their stamps
    stale: list[Stale]
    seconds: dict[str, float]

    @property
    def paths(self) -> set[str]:
        """Return all files that the site is to hold."""
        return {path for record in (*self.kept.values(), *self.asked.values()) for path in record.files}


def plan(producers: Iterable[Producer], manifest: Manifest, damaged: AbstractSet[str] = frozenset()) -> Plan:
    """Return what is to be made so that the site holds the artifacts of all producers.

    ``manifest`` is of the site as it was published, ``damaged`` are the files that are no longer as they were. The
    first producer to name a path has it.
    """
    made = Plan({}, {}, [], {})
    taken: set[str] = set()
    for producer in producers:
        last = manifest.get(producer.name, Record())
        if not _is_asked(producer, last, damaged):
            made.kept[producer.name] = last
            taken.update(last.files)
            continue
        start = time.perf_counter()
        files = dict[str, File]()
        for path, inputs, make in producer.artifacts():
            if path in taken:
                continue
            taken.add(path)
            own, known = fingerprint(*inputs.values()), last.files.get(path)
            if known and known.fingerprint == own and path not in damaged:
                files[path] = known
            else:
                files[path] = File(own, checksums(inputs))
                made.stale.append(Stale(producer.name, path, make))
        made.asked[producer.name] = Record(producer.fingerprint, files)
        made.seconds[producer.name] = time.perf_counter() - start
    return made


def write_all(
    stale: Sequence[Stale], stage: str, jobs: int, progress: Callable[[int, int], None] | None = None
) -> dict[str, float]:
    """Make these files and write them below ``stage``, by as many processes as ``jobs`` says.

    Return how many seconds the files of each producer took, all processes together. ``progress`` is called with how
    many of how many are done. Raises OSError when a file cannot be written, and whatever making one raises.
    """
    took: dict[str, float] = {}
    jobs = jobs if len(stale) >= _WORTH_A_POOL else 1
    rounds = (stale[start : start + _ROUND] for start in range(0, len(stale), _ROUND))
    chunk = 1 + len(stale) // 1000
    done = chain.from_iterable(parallel.results(partial(_write, stage), some, jobs, chunk=chunk) for some in rounds)
    for count, (item, seconds) in enumerate(zip(stale, done, strict=True), start=1):
        took[item.producer] = took.get(item.producer, 0.0) + seconds
        if progress:
            progress(count, len(stale))
    return took


def _write(stage: str, item: Stale) -> float:
    start = time.perf_counter()
    content = item.make()
    write_file(f"{stage}/{item.path}", content if isinstance(content, bytes) else content.encode())
    return time.perf_counter() - start


class Explanation(NamedTuple):
    """Why a file is made again, or not: its producer, whether that is asked, and each input with what became of it.

    ``damaged`` says that the file in the site is not as it was published. ``changed`` has for each input True, False,
    or None when the manifest does not know the file.
    """

    producer: str
    asked: bool
    damaged: bool
    changed: dict[str, bool | None]


def explained(
    path: str, producers: Iterable[Producer], manifest: Manifest, damaged: AbstractSet[str]
) -> Explanation | None:
    """Return why the next build makes the file at ``path`` again, or does not; None when no producer makes it."""
    for producer in producers:
        artifact = next((one for one in producer.artifacts() if one.path == path), None)
        if artifact:
            last = manifest.get(producer.name, Record())
            kept = last.files[path].inputs if path in last.files else b""
            before = {kept[at : at + INPUT_SIZE] for at in range(0, len(kept), INPUT_SIZE)}
            changed = {
                name: checksums({name: value}) not in before if before else None
                for name, value in artifact.inputs.items()
            }
            return Explanation(producer.name, _is_asked(producer, last, damaged), path in damaged, changed)
    return None


def _is_asked(producer: Producer, last: Record, damaged: AbstractSet[str]) -> bool:
    """Return whether a producer has anything to make: something changed since ``last``, or a file was damaged."""
    return last.fingerprint != producer.fingerprint or not damaged.isdisjoint(last.files)
