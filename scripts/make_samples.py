"""Make a sample roll: any number of made-up entries, for benchmarks and for trying the site out at size."""

import environment

environment.enter()

import argparse
import os
import shutil
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import options
import sample_photos
from honour_roll.entries import folders
from honour_roll.problem import shown
from honour_roll.settings import REGISTERS
from samples import entries, lists
from samples.entries import photo_name
from samples.phrases import kinds
from samples.plans import YEAR_FOLDERS, EntryPlan, plans

MARKER = ".sample-roll"  # a folder with this file was made by this command, and may be made anew


def make(count: int, out: Path, seed: int, photos: int = 0) -> None:
    """Write a sample roll of ``count`` entries and ``photos`` to ``out``, in place of the one that was there."""
    refuse_foreign(out)
    if out.exists():
        shutil.rmtree(out)
    out.mkdir(parents=True)
    (out / MARKER).touch()
    lists.write(out / REGISTERS)
    for year in YEAR_FOLDERS:
        (out / str(year)).mkdir()
    write = partial(_write, out, seed)
    jobs = os.cpu_count() or 1
    made = plans(count, seed, photos)
    if (count < 500 and not photos) or jobs == 1:
        for plan in made:
            write(plan)
        return
    with ProcessPoolExecutor(jobs) as pool:
        for _ in pool.map(write, made, chunksize=1 if photos else 100):
            pass


def _write(out: Path, seed: int, plan: EntryPlan) -> None:
    folder = out / str(plan.year_folder) / plan.slug
    folder.mkdir()
    (folder / folders.INDEX).write_bytes(entries.text(plan, seed).encode())
    scene = kinds()[plan.subject.kind].scene
    for photo, role in zip(plan.photos, entries.roles(plan), strict=True):
        state = {"truoc": "before", "sau": "after"}.get(role, "")
        layout = plan.slug if state else str(photo)  # a pair shows one place
        data = sample_photos.fit(f"{seed}/{photo}", scene, state, layout)
        (folder / photo_name(photo)).write_bytes(data)


def refuse_foreign(out: Path) -> None:
    """End the command unless ``out`` is new, empty or made here, and apart from the project's own entries."""
    if out.is_relative_to(options.ENTRIES) or options.ENTRIES.is_relative_to(out):
        sys.exit(f"{out}: the real entries live here; samples do not go among them.\n    Choose another folder.")
    if out.is_file() or (out.exists() and not (out / MARKER).is_file() and any(out.iterdir())):
        sys.exit(f"{out}: holds something that this command did not make.\n    Choose another folder.")


def main(arguments: list[str]) -> int:
    """Make the samples; say how many and how long it took."""
    chosen = parser().parse_args(arguments)
    start = time.perf_counter()
    make(chosen.entries, chosen.out, chosen.seed, chosen.photos)
    photos = f", {chosen.photos} photos" if chosen.photos else ""
    print(f"{chosen.entries} entries{photos} in {time.perf_counter() - start:.1f} s: {shown(chosen.out)}{os.sep}")
    return 0


def parser() -> options.Parser:
    """Return the command's options."""
    parser = options.Parser("Make a roll of made-up entries. The same number and seed give the same files.")
    parser.add_argument("--entries", type=_count, required=True, metavar="N", help="how many entries")
    parser.add_argument(
        "--photos",
        type=_count,
        default=0,
        metavar="M",
        help="how many made-up photos, each another (default: 0)",
    )
    parser.add_argument(
        "--out", type=options.resolved, required=True, metavar="DIR", help="where: new, empty or made here"
    )
    parser.add_argument("--seed", type=int, default=7, help="another number, other entries (default: 7)")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"not a number: {text}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
