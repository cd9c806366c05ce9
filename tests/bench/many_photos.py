"""Builds a roll with many small photos: what they cost beyond their recipe, and whether a second build reads any."""

from __future__ import annotations

import argparse
import io
import os
import random
import shutil
import sys
from pathlib import Path

import stand
from stand import MEGABYTE, Run

SIZE = (800, 600)  # small, so that thirty thousand fit into memory; the less the recipe takes, the more the rest shows
BEYOND = 1.1  # what a build may take for photos, to what their recipe alone takes


def photograph(seed: str) -> bytes:
    """Return a small photo of its own: a few patches of light, at a phone's quality."""
    from PIL import Image

    rng = random.Random(seed)  # noqa: S311 - for samples, the same each time
    patches = Image.frombytes("RGB", (8, 6), rng.randbytes(8 * 6 * 3)).resize(SIZE, Image.Resampling.BICUBIC)
    out = io.BytesIO()
    patches.save(out, "JPEG", quality=85)
    return out.getvalue()


def lay(count: int, photos: int, out: Path) -> None:
    """Write a roll of ``count`` entries and ``photos`` of these."""
    import make_samples
    import sample_photos

    sample_photos.fit = photograph
    make_samples.make(count, out, 7, photos)


def recipe(entries: Path, kept: Path) -> int:
    """Make the renditions of all photos of a roll and nothing else; return 1 if one of them failed."""
    from honour_roll import check, photos, shelves
    from honour_roll.pages import cover_photo
    from honour_roll.renditions import Job, Renditions
    from honour_roll.settings import CORES

    jobs = []
    for folder in shelves.scan(entries, "entries")[0]:
        found, _ = check.checked(entries, folder, "entries")
        if found is None:
            return 1
        cover = cover_photo(found.entry)
        originals = {original.file: original for original in found.originals}
        for photo in found.entry.photos:
            focus = photo.focus if photo.focus and photo is cover else photos.FOCUS
            wish = photos.Wish(photo.credit, photo.blur, focus, card=photo is cover)
            jobs.append(Job(entries / folder.path / photo.file, originals[photo.file], wish))
    kept.mkdir(parents=True)
    return 1 if Renditions(kept, CORES).make(jobs) else 0


def as_if_long_ago(photos: list[Path]) -> None:
    """Let the system note the next time that one of these is read: once a day it does so anyway, else only then."""
    for path in photos:
        seen = path.stat()
        os.utime(path, ns=(1, seen.st_mtime_ns))


def read_since(photos: list[Path]) -> int:
    """Return how many of these were read since ``as_if_long_ago``."""
    return sum(path.stat().st_atime_ns != 1 for path in photos)


def main() -> int:
    """Measure and print; return 1 when a second build reads photos."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10000, metavar="N", help="how many (default: 10000)")
    parser.add_argument("--photos", type=int, default=30000, metavar="N", help="how many (default: 30000)")
    parser.add_argument("--recipe", nargs=2, type=Path, metavar=("ENTRIES", "KEPT"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    stand.enter()
    if chosen.recipe:
        return recipe(*chosen.recipe)
    print(f"{chosen.entries} entries, {chosen.photos} photos of {SIZE[0]} × {SIZE[1]}; {stand.machine()}")
    with stand.folder() as top:
        copy, entries, site, cache = stand.project(top / "project"), top / "entries", top / "site", top / "cache"
        command = [sys.executable, copy / "scripts" / "build.py", "--entries", entries, "--out", site]
        env = stand.environ(copy, cache)

        def built(what: str) -> Run:
            run = stand.run(command, env, memory=True)
            print(f"{what:44}{run.seconds:9.1f}{run.processor:9.1f}{run.memory / MEGABYTE:7.0f}", flush=True)
            return run

        def again(what: str) -> Run:  # link cards have a benchmark of their own
            for folder in (site, *(path for path in cache.iterdir() if path.name != "cards")):
                shutil.rmtree(folder) if folder.is_dir() else folder.unlink()
            return built(what)

        print(f"\n{'':44}{'seconds':>9}{'cpu s':>9}{'MB':>7}")
        lay(chosen.entries, 0, entries)
        built("cold, without photos")
        bare = again("cold, without photos, link cards kept")
        for folder in (entries, site, cache):
            shutil.rmtree(folder)
        lay(chosen.entries, chosen.photos, entries)
        photos = sorted(entries.glob("20*/*/*.jpg"))
        built("cold, with photos")
        whole = again("cold, with photos, link cards kept")
        as_if_long_ago(photos)
        built("nothing changed")
        edited = photos[0].with_name("index.md")
        edited.write_text(edited.read_text("utf-8") + "\nThêm một đoạn.\n", "utf-8", newline="\n")
        built("one body edited, of an entry with photos")
        own = len(list(edited.parent.glob("*.jpg")))
        read = read_since(photos)
        alone = stand.run([sys.executable, __file__, "--recipe", entries, top / "kept"], env, memory=True)
        print(f"{'checked, and the recipe alone':44}{alone.seconds:9.1f}{alone.processor:9.1f}")
    more = (whole.processor - bare.processor) / alone.processor
    print(f"\nPhotos cost a cold build {more:.2f} of their recipe; bound {BEYOND}: {'yes' if more <= BEYOND else 'NO'}")
    print(f"Photos read by the second and the third build: {read}, of which the edited entry has {own}: "
          f"{'yes' if read <= own else 'NO'}")  # fmt: skip
    return 0 if read <= own else 1


if __name__ == "__main__":
    sys.exit(main())
