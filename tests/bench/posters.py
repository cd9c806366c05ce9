"""Times what is printed: milliseconds for a poster with a photo, one with a drawing, a plaque, a page of the book."""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import stand

Given = TypeVar("Given")
URL = "https://dan-van-kheo.vi-du.vn/"


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=200, metavar="N", help="how many (default: 200)")
    parser.add_argument("--photos", type=int, default=60, metavar="N", help="how many (default: 60)")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="processes, for all at once (default: 2)")
    chosen = parser.parse_args()
    stand.enter()
    with tempfile.TemporaryDirectory() as folder:
        return measure(Path(folder), chosen)


def measure(folder: Path, chosen: argparse.Namespace) -> int:
    """Print each sheet of a made-up roll alone, then all on all cores, then the book of its fullest year."""
    from honour_roll.builder.build import Build
    from honour_roll.print import pdf as pdf_files
    from honour_roll.print import yearbook
    from honour_roll.print.pdf import Press
    from honour_roll.print.posters import SheetMaker
    from honour_roll.settings import Settings
    from honour_roll.site_info import load_site_info
    from honour_roll.taxonomies import YEARS

    entries = folder / "entries"
    samples = [str(stand.ROOT / "scripts" / "make_samples.py"), "--entries", str(chosen.entries)]
    subprocess.run(
        [sys.executable, *samples, "--photos", str(chosen.photos), "--out", str(entries)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    docs = frozenset({"", "gioi-thieu", "huong-dan", "rieng-tu", "tiep-can"})
    build = Build(Settings(entries, "entries", stand.ROOT / "hooks" / "theme", folder / "cache", docs))
    loaded = build.load()
    if loaded.problems:
        print(loaded.problems[0])
        return 1
    context, site = build.context(loaded), load_site_info(stand.ROOT / "mkdocs.yml")._replace(url=URL)
    maker = SheetMaker(context.view, context.roll, build.renditions, site)
    sheets = [pair for entry in context.roll.entries for pair in maker.sheets(maker.model(entry))]
    took: dict[str, list[float]] = defaultdict(list)
    sizes: dict[str, list[int]] = defaultdict(list)
    pdf_files.printed(sheets[0][1])  # the fonts are read once
    for name, sheet in sheets:
        kind = "plaque" if name.endswith("bien.pdf") else "poster, photo" if sheet.photos else "poster, drawn"
        ms, pdf = timed(lambda sheet=sheet: pdf_files.printed(sheet)[0])
        took[kind].append(ms)
        sizes[kind].append(len(pdf))
    print(f"{'':16}{'ms, median':>12}{'95 %':>8}{'KB, median':>12}{'largest':>10}")
    for kind, times in took.items():
        late = statistics.quantiles(times, n=20)[-1]
        middle, most = statistics.median(sizes[kind]) / 1000, max(sizes[kind]) / 1000
        print(f"{kind:16}{statistics.median(times):12.0f}{late:8.0f}{middle:12.0f}{most:10.0f}")
    ms, _ = timed(lambda: sum(1 for _ in Press(folder / "kept", chosen.workers).print(sheets)))
    print(f"all {len(sheets)} on {chosen.workers} processes: {ms / 1000:.1f} s, {ms / len(sheets):.0f} ms each")
    ms, _ = timed(lambda: sum(1 for _ in Press(folder / "kept", chosen.workers).print(sheets)))
    print(f"all again, kept: {ms / 1000:.2f} s")
    years = context.roll.groups(YEARS)
    year = max(years, key=lambda year: len(years[year]))
    models = yearbook.entries_of(context.roll, YEARS, year)
    book = yearbook.sheet(maker, context.roll, models, YEARS, year)
    ms, pdf = timed(lambda: pdf_files.printed(book)[0])
    pages = len(pdf_files.printed(book, "png", 5))
    print(
        f"book of {len(models)} models: {pages} pages, {ms / 1000:.1f} s, {ms / pages:.0f} ms a page, "
        f"{len(pdf) / 1e6:.1f} MB"
    )
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    build.close()
    return 0


def timed(work: Callable[[], Given]) -> tuple[float, Given]:
    """Return how many milliseconds something takes, and what it gives."""
    start = time.perf_counter()
    given = work()
    return (time.perf_counter() - start) * 1000, given


if __name__ == "__main__":
    sys.exit(main())
