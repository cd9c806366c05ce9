"""Grows the roll: seconds and memory of a build from nothing at more and more entries; nothing may outgrow n log n."""

from __future__ import annotations

import argparse
import math
import shutil
import sys
from pathlib import Path

import stand
from stand import MEGABYTE, Run

STEPS = (1000, 3000, 10000, 30000)
NOISE = 1.25  # of two such measurements on a machine that others use as well


def measured(count: int, copy: Path, top: Path) -> tuple[Run, Run, int]:
    """Build ``count`` entries from nothing, and again after an edit; return both, and the number of files."""
    entries, site, cache = top / "entries", top / "site", top / "cache"
    stand.samples(count, entries)
    command = [sys.executable, copy / "scripts" / "build.py", "--entries", entries, "--out", site]
    env = stand.environ(copy, cache)
    cold = stand.run(command, env, memory=True)
    stand.run(command, env)  # what a first build leaves to the second
    edited = next(entries.glob("20*/*-mau-00050/index.md"))
    edited.write_text(edited.read_text("utf-8") + "\nThêm một đoạn.\n", "utf-8", newline="\n")
    warm = stand.run(command, env, memory=True)
    files = sum(path.is_file() for path in site.rglob("*"))
    for folder in (entries, site, cache):
        shutil.rmtree(folder)
    return cold, warm, files


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=STEPS[-1], metavar="N", help=f"stop here (default: {STEPS[-1]})")
    chosen = parser.parse_args()
    stand.enter()
    print(stand.machine())
    print(f"{'entries':>8}{'files':>8}{'cold s':>8}{'cpu ms each':>13}{'MB':>6}{'KB each':>9}{'edit s':>8}{'MB':>6}")
    first: tuple[float, float, float] | None = None
    with stand.folder() as top:
        copy = stand.project(top / "project")
        for count in [step for step in STEPS if step <= chosen.most]:
            cold, warm, files = measured(count, copy, top)
            print(
                f"{count:8}{files:8}{cold.seconds:8.1f}{1000 * cold.processor / count:13.2f}"
                f"{cold.memory / MEGABYTE:6.0f}{cold.memory / 1000 / count:9.1f}{warm.seconds:8.2f}"
                f"{warm.memory / MEGABYTE:6.0f}",
                flush=True,
            )
            figures = (cold.processor, float(cold.memory), warm.processor)
            scaled = [figure / (count * math.log(count)) for figure in figures]
            if first is None:
                first = (scaled[0], scaled[1], scaled[2])
                continue
            kept = all(now <= then * NOISE for now, then in zip(scaled, first, strict=True))
            print(
                f"{'':16}against n log n from the first: "
                + ", ".join(f"{now / then:.2f}" for now, then in zip(scaled, first, strict=True))
                + f" (cold, memory, edit): {'yes' if kept else 'NO'}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
