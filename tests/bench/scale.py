"""Prints all that is asked of ten thousand entries: build, check, preview, growth, photos and load."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

import stand

HERE = Path(__file__).parent


def commands(chosen: argparse.Namespace) -> dict[str, list[str]]:
    """Return the benchmarks to run, by what they tell."""
    entries = ["--entries", str(chosen.entries)]
    found = {
        "Build and check beside Hugo": ["build.py", *entries, "--rounds", str(chosen.rounds)],
        "Preview beside mkdocs serve": ["preview.py", *entries, "--anchor"],
        "Growth": ["growth.py", "--most", str(3 * chosen.entries)],
        "Photos beside sharp": ["photos.py", "--rounds", "1"],
        "Many photos": ["many_photos.py", *entries, "--photos", str(3 * chosen.entries)],
        "Load": ["load.py", "--seconds", str(chosen.seconds)],
    }
    return {name: command for name, command in found.items() if command[0].removesuffix(".py") not in chosen.skip}


def main() -> int:
    """Run them; return 1 when one of them failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10000, metavar="N", help="how many (default: 10000)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="medians of so many (default: 3)")
    parser.add_argument("--seconds", type=int, default=60, metavar="N", help="of load, each kind (default: 60)")
    parser.add_argument(
        "--skip", nargs="*", default=[], metavar="NAME", help="build, preview, growth, photos, many_photos, load"
    )
    chosen = parser.parse_args()
    stand.enter()
    failed = []
    for name, command in commands(chosen).items():
        start = time.perf_counter()
        print(f"\n=== {name}: tests/bench/{' '.join(command)}", flush=True)
        if subprocess.run([sys.executable, HERE / command[0], *command[1:]], check=False).returncode:
            failed.append(command[0])
        print(f"=== {time.perf_counter() - start:.0f} s", flush=True)
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nAll ran.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
