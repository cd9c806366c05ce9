"""Times our renditions of phone photos against sharp's of the same photos, in turns, and AVIF against WebP."""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import stand
from stand import MEGABYTE, Run

SHARP = "sharp@0.35.5"
OURS, THEIRS, WEBP, THEIR_WEBP, AGAIN = "ours, AVIF", "sharp, AVIF", "ours, WebP", "sharp, WebP", "ours, again"
SERIES = {OURS: (True, "avif"), THEIRS: (False, "avif"), WEBP: (True, "webp"), THEIR_WEBP: (False, "webp")}
BOUNDS = {OURS: (1.15, THEIRS)}  # of what we ship
AVIF_TO_WEBP = 0.8
MEMORY = 600 * MEGABYTE


def make(photos: Path, kept: Path, workers: int, kind: str) -> int:
    """Make the renditions of all photos in a folder as a build does; return 1 if one of them failed."""
    from honour_roll.photos import inspect, resize
    from honour_roll.photos.renditions import Job, Renditions

    if kind == "webp":  # in every worker too: they are forked
        encoded = resize._encoded

        def as_webp(picture: object, wanted: str, **options: object) -> bytes:
            how = {"quality": 76, "method": 4, "exif": options["exif"]} if wanted == "AVIF" else options
            return encoded(picture, "WEBP" if wanted == "AVIF" else wanted, **how)

        resize._encoded = as_webp
    paths = sorted(photos.iterdir())
    with ProcessPoolExecutor(workers) as pool:  # as when entries are checked
        jobs = [Job(*found, resize.Wish("Mẫu")) for found in zip(paths, pool.map(inspect.examined, paths), strict=True)]
    return 1 if Renditions(kept, workers).make(jobs) else 0


def photograph(folder: Path, count: int) -> None:
    """Write ``count`` phone photos into a folder."""
    import sample_photos

    folder.mkdir()
    with ProcessPoolExecutor() as pool:
        for number, data in enumerate(pool.map(sample_photos.phone, ["bench"] * count, range(count))):
            (folder / f"anh-{number:04}.jpg").write_bytes(data)


def install(into: Path) -> bool:
    """Install sharp with npm; return whether that went well."""
    if not (shutil.which("node") and shutil.which("npm")):
        print("Without node and npm there is no sharp to compare with.")
        return False
    into.mkdir()
    command = ["npm", "install", "--no-audit", "--no-fund", "--no-save", "--no-package-lock", "--prefix", into, SHARP]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"npm could not install {SHARP}:\n{done.stderr[-500:]}")
    return done.returncode == 0


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=100, metavar="N", help="how many (default: 100)")
    parser.add_argument("--rounds", type=int, default=2, metavar="N", help="medians of so many (default: 2)")
    parser.add_argument(
        "--workers", type=int, default=2, metavar="N", help="processes, or photos at a time (default: 2)"
    )
    parser.add_argument("--make", nargs=3, metavar=("PHOTOS", "KEPT", "KIND"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    stand.enter()
    if chosen.make:
        return make(Path(chosen.make[0]), Path(chosen.make[1]), chosen.workers, chosen.make[2])
    print(
        f"{chosen.photos} photos of 12 megapixels, {chosen.workers} workers, {chosen.rounds} rounds; {stand.machine()}"
    )
    with stand.folder() as top:
        photos, out = top / "photos", top / "out"
        photograph(photos, chosen.photos)
        weight = sum(path.stat().st_size for path in photos.iterdir()) / chosen.photos
        print(f"{weight / MEGABYTE:.2f} MB each")
        rival = install(top / "sharp")
        runs: dict[str, list[Run]] = defaultdict(list)
        sizes: dict[str, float] = {}
        for number in range(chosen.rounds + 1):
            for name, (ours, kind) in SERIES.items():
                if not (ours or rival):
                    continue
                kept = out / name.replace(", ", "-")
                shutil.rmtree(kept, ignore_errors=True)
                kept.mkdir(parents=True)
                work: list[object] = [
                    sys.executable,
                    __file__,
                    "--workers",
                    chosen.workers,
                    "--make",
                    photos,
                    kept,
                    kind,
                ]
                if not ours:
                    work = ["node", Path(__file__).with_name("sharp_photos.mjs"), top / "sharp", photos, kept]
                    work += [chosen.workers, kind]
                runs[name].append(stand.run(work, os.environ, memory=number == 0))
                sizes[name] = sum(path.stat().st_size for path in kept.iterdir()) / chosen.photos
                if name == OURS:
                    runs[AGAIN].append(stand.run(work, os.environ))
            told = ", ".join(f"{name} {found[-1].seconds:.1f}" for name, found in runs.items())
            print(f"round {number}: {told}", flush=True)
        table(runs, sizes, chosen.photos)
    return 0


def table(runs: dict[str, list[Run]], sizes: dict[str, float], count: int) -> None:
    """Print the figures; the first round of each was for its memory and does not count for its time."""
    print(f"\n{'':14}{'ms a photo':>12}{'cpu ms':>9}{'MB at most':>12}{'kB a photo':>12}")
    timed = {name: found[1:] or found for name, found in runs.items()}
    for name, found in timed.items():
        seconds, used = (statistics.median(figures) for figures in list(zip(*found, strict=True))[:2])
        line = f"{name:14}{1000 * seconds / count:12.0f}{1000 * used / count:9.0f}"
        print(line + (f"{runs[name][0].memory / MEGABYTE:12.0f}{sizes[name] / 1000:12.0f}" if name in sizes else ""))
    for name, (bound, anchor) in BOUNDS.items():
        if anchor in timed:
            found = stand.ratio([r.seconds for r in timed[name]], [r.seconds for r in timed[anchor]])
            print(f"{name} to {anchor}: {found:.2f}; bound {bound}: {'yes' if found <= bound else 'NO'}")
    found = stand.ratio([r.seconds for r in timed[OURS]], [r.seconds for r in timed[WEBP]])
    print(f"{OURS} to {WEBP}: {found:.2f}; bound {AVIF_TO_WEBP}: {'yes' if found <= AVIF_TO_WEBP else 'NO'}")
    print(f"Memory of ours below {MEMORY / MEGABYTE:.0f} MB: {'yes' if runs[OURS][0].memory < MEMORY else 'NO'}")


if __name__ == "__main__":
    sys.exit(main())
