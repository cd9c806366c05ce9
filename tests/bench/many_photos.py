"""Builds a roll with many small photos: what they cost beyond their recipe, and whether a second build reads any."""

from __future__ import annotations

import argparse
import io
import os
import random
import runpy
import shutil
import sys
from pathlib import Path

import stand
from stand import MEGABYTE, Run

SIZE = (800, 600)  # small, so that thirty thousand fit into memory; the less the recipe takes, the more the rest shows
BEYOND = 1.1  # what a build may take for photos, to what their recipe alone takes


def photograph(seed: str, *_: str) -> bytes:
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
    from honour_roll.cards.covers import cover_photo
    from honour_roll.check import check
    from honour_roll.entries import folders
    from honour_roll.photos import resize
    from honour_roll.photos.renditions import Job, Renditions
    from honour_roll.settings import CORES

    jobs = []
    for folder in folders.scan(entries, "entries")[0]:
        found, _ = check.checked(entries, folder, "entries")
        if found is None:
            return 1
        cover = cover_photo(found.entry)
        originals = {original.file: original for original in found.originals}
        for photo in found.entry.photos:
            focus = photo.focus if photo.focus and photo is cover else resize.FOCUS
            wish = resize.Wish(photo.credit, photo.blur, focus, card=photo is cover)
            jobs.append(Job(entries / folder.path / photo.file, originals[photo.file], wish))
    kept.mkdir(parents=True)
    return 1 if Renditions(kept, CORES).make(jobs) else 0


def noting(notes: Path, script: Path, *arguments: str) -> int:
    """Run one of our scripts in this process; note the files that it or one of its workers opens."""

    def note(event: str, about: tuple[object, ...]) -> None:
        if event == "open" and isinstance(about[0], str | os.PathLike):
            os.write(book, f"{os.fspath(about[0])}\n".encode())

    book = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    sys.addaudithook(note)
    sys.argv, sys.path[0] = [str(script), *arguments], str(script.parent)
    runpy.run_path(str(script), run_name="__main__")
    return 0


def read_of(photos: list[Path], notes: Path) -> int:
    """Return how many of these were opened, by what ``noting`` noted."""
    return len({*map(str, photos)}.intersection(notes.read_text("utf-8").splitlines()))


def main() -> int:
    """Measure and print; return 1 when a second build reads photos."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10000, metavar="N", help="how many (default: 10000)")
    parser.add_argument("--photos", type=int, default=30000, metavar="N", help="how many (default: 30000)")
    parser.add_argument("--recipe", nargs=2, type=Path, metavar=("ENTRIES", "KEPT"), help=argparse.SUPPRESS)
    parser.add_argument("--noting", nargs=argparse.REMAINDER, metavar="NOTES SCRIPT", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.noting:  # with nothing imported of this project: the script is another's, the copy's
        notes, script, *arguments = chosen.noting
        return noting(Path(notes), Path(script), *arguments)
    stand.enter()
    if chosen.recipe:
        return recipe(*chosen.recipe)
    print(f"{chosen.entries} entries, {chosen.photos} photos of {SIZE[0]} × {SIZE[1]}; {stand.machine()}")
    with stand.folder() as top:
        copy, entries, site, cache = stand.project(top / "project"), top / "entries", top / "site", top / "cache"
        command = [copy / "scripts" / "build.py", "--entries", entries, "--out", site]
        env, notes = stand.environ(copy, cache), top / "notes"

        def built(what: str, *before: object) -> Run:
            run = stand.run([sys.executable, *before, *command], env, memory=True)
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
        noted = (__file__, "--noting", notes)
        built("nothing changed", *noted)
        edited = photos[0].with_name("index.md")
        edited.write_text(edited.read_text("utf-8") + "\nThêm một đoạn.\n", "utf-8", newline="\n")
        built("one body edited, of an entry with photos", *noted)
        own = len(list(edited.parent.glob("*.jpg")))
        read = read_of(photos, notes)
        alone = stand.run([sys.executable, __file__, "--recipe", entries, top / "kept"], env, memory=True)
        print(f"{'checked, and the recipe alone':44}{alone.seconds:9.1f}{alone.processor:9.1f}")
    more = (whole.processor - bare.processor) / alone.processor
    print(f"\nPhotos cost a cold build {more:.2f} of their recipe; bound {BEYOND}: {'yes' if more <= BEYOND else 'NO'}")
    print(
        f"Photos read by the second and the third build: {read}, of which the edited entry has {own}: "
        f"{'yes' if read <= own else 'NO'}"
    )
    return 0 if read <= own else 1


if __name__ == "__main__":
    sys.exit(main())
