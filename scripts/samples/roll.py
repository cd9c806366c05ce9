"""A made-up roll on disk: made in the place of the one before, for benchmarks and for ``preview.py --demo``."""

import os
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import options
import sample_photos
from honour_roll.entries import folders
from honour_roll.fingerprints import files_fingerprint
from honour_roll.settings import REGISTERS
from samples import entries, lists
from samples.phrases import FOLDER, kinds
from samples.plans import YEAR_FOLDERS, EntryPlan, plans, with_lineage

MARKER = ".sample-roll"  # a folder with this file was made by this command, and may be made anew
DEMO_ENTRIES, DEMO_PHOTOS, DEMO_SEED = 60, 90, 7


def make(count: int, out: Path, seed: int, photos: int = 0, *, lineage: bool = False) -> None:
    """Write a sample roll of ``count`` entries and ``photos`` to ``out``, in place of the one that was there.

    With ``lineage`` many of its models learned from others of their kind.
    """
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
    made = with_lineage(plans(count, seed, photos)) if lineage else plans(count, seed, photos)
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
        (folder / entries.photo_name(photo)).write_bytes(data)


def refuse_foreign(out: Path) -> None:
    """End the command unless ``out`` is new, empty or made here, and apart from the project's own entries."""
    if out.is_relative_to(options.ENTRIES) or options.ENTRIES.is_relative_to(out):
        sys.exit(f"{out}: the real entries live here; samples do not go among them.\n    Choose another folder.")
    if out.is_file() or (out.exists() and not (out / MARKER).is_file() and any(out.iterdir())):
        sys.exit(f"{out}: holds something that this command did not make.\n    Choose another folder.")


def demo(folder: Path) -> Path:
    """Return the folder of a small roll with photos, to be shown; made below ``folder`` unless it is there already.

    It is made anew when what it is made of has changed: tables, code, or the project's registers.
    """
    out, stamp = folder / "entries", folder / "stamp"
    parts = [FOLDER, *FOLDER.rglob("*.yml"), *(options.ENTRIES / REGISTERS).glob("*.yml"), Path(sample_photos.__file__)]
    wanted = files_fingerprint(*parts).hex()
    if not (stamp.is_file() and stamp.read_text("ascii") == wanted):
        stamp.unlink(missing_ok=True)
        make(DEMO_ENTRIES, out, DEMO_SEED, DEMO_PHOTOS, lineage=True)
        stamp.write_text(wanted, "ascii")
    return out
