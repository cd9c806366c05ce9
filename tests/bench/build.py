"""Times builds of a sample roll against Hugo's of the same entries and against an earlier version, in turns.

Each figure is held to its bound: beside plain Hugo from 10,000 entries on, in seconds below.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import stand
from stand import MEGABYTE, Run

PLAIN, TAXONOMIES = "Hugo, plain pages, cold", "Hugo, 3 taxonomies, RSS, sitemap, cold"
COLD, KEPT = "cold build", "cold build, pictures kept"
BEFORE = "d1f5cd1"  # the version before the build was made of artifacts; the commit must be in the repository
KEPT_BEFORE = f"cold build, pictures kept, {BEFORE}"


class Bound(NamedTuple):
    """At most ``times`` as long as ``anchor`` in the same round; without an anchor, at most ``times`` seconds."""

    times: float
    anchor: str = PLAIN


MANY = 10_000  # entries, from which on the bounds are beside Hugo
AT_SCALE = {
    KEPT: Bound(1.15, KEPT_BEFORE),
    "nothing changed": Bound(0.15),
    "one body edited": Bound(0.25),
    "one title edited": Bound(0.4),
    "one register label edited": Bound(1.5),
    "template edited": Bound(2.5),
    "all files touched": Bound(0.3),
}
BELOW = {KEPT: Bound(1.15, KEPT_BEFORE)} | {
    "nothing changed": Bound(0.4, ""),
    "one body edited": Bound(0.6, ""),
    "one title edited": Bound(0.8, ""),
    "one register label edited": Bound(1.2, ""),
    "template edited": Bound(2.0, ""),
    "all files touched": Bound(0.6, ""),
}
MEMORY = 0.6  # of Hugo plain


class Bench:
    """The folders and commands of one comparison."""

    def __init__(self, top: Path) -> None:
        """Lay everything out below ``top``."""
        self.top = top
        self.entries, self.site, self.cache = top / "entries", top / "site", top / "cache"
        self.copy = stand.project(top / "project")
        self.before = stand.project_of(BEFORE, top / "before")

    def build(self, site: Path, cache: Path, *, project: Path | None = None, memory: bool = False) -> Run:
        """Run the build command, of this version or of another ``project``."""
        project = project or self.copy
        command = [sys.executable, project / "scripts" / "build.py", "--entries", self.entries, "--out", site]
        return stand.run(command, stand.environ(project, cache), memory=memory)

    def kept(self, site: Path, cache: Path, *, project: Path | None = None, memory: bool = False) -> Run:
        """Build from nothing but the pictures that an earlier build has kept."""
        _remove(site, *(path for path in cache.iterdir() if path.name not in ("cards", "photos")))
        return self.build(site, cache, project=project, memory=memory)

    def check(self, cache: Path, *paths: Path) -> Run:
        """Run our check command."""
        command = [sys.executable, self.copy / "scripts" / "check.py", "--entries", self.entries, *paths]
        return stand.run(command, stand.environ(self.copy, cache))

    def hugo(self, variant: str, *, memory: bool = False) -> Run:
        """Run Hugo into an empty folder, which is removed again."""
        out = self.top / "hugo-out"
        command = [
            stand.hugo(),
            "--quiet",
            "--source",
            self.top / f"hugo-{variant}",
            "--destination",
            out,
            "--noBuildLock",
        ]
        run = stand.run(command, os.environ, memory=memory)
        shutil.rmtree(out)
        return run

    def round(self, number: int, *, memory: bool = False) -> Iterator[tuple[str, Run]]:
        """Yield every measurement once, each with its name; the site ends up as the edited entries make it."""
        yield PLAIN, self.hugo("plain", memory=memory)
        yield TAXONOMIES, self.hugo("taxonomies", memory=memory)
        _remove(self.site, self.cache)
        yield COLD, self.build(self.site, self.cache, memory=memory)
        if self.before:
            site, cache = self.top / "site-before", self.top / "cache-before"
            if not cache.exists():
                self.build(site, cache, project=self.before)
            yield KEPT_BEFORE, self.kept(site, cache, project=self.before, memory=memory)
        yield KEPT, self.kept(self.site, self.cache, memory=memory)
        for name, edit in self._edits(number):
            edit()
            yield name, self.build(self.site, self.cache, memory=memory)
        cache = self.top / "check-cache"
        _remove(cache, self.copy / ".cache")
        yield "check, all entries, no cache", self.check(cache)
        yield "check, one entry", self.check(cache, self._files()[number])

    def _edits(self, number: int) -> Iterator[tuple[str, Callable[[], None]]]:
        files = self._files()
        # Published ones, each round another: the entries of a hundred from the 50th on are.
        body, title, field = (next(f for f in files if f"-mau-{at + number:05}" in f.as_posix()) for at in (50, 60, 70))
        fields = ("kinh-te", "van-hoa-xa-hoi")
        units, fragment = self.entries / "danh-muc" / "don-vi.yml", self.copy / "hooks/theme/fragments/entry.html"
        yield "nothing changed", lambda: None
        yield "one body edited", lambda: _edit(body, r"\Z", f"\nThêm một đoạn, lần {number}.\n")
        yield "one title edited", lambda: _edit(title, r"(?m)^ten: ", f"ten: Lần {number} ")
        yield "one field changed", lambda: _edit(field, r"(?m)^linh_vuc: .*", f"linh_vuc: {fields[number % 2]}")
        yield "one register label edited", lambda: _edit(units, r"phường Mẫu 07.*", f"phường Mẫu 07 (lần {number})")
        yield "template edited", lambda: _edit(fragment, r"\Z", f"<!-- {number} -->\n")
        yield "all files touched", lambda: _touch(files)

    def _files(self) -> list[Path]:
        return sorted(self.entries.glob("20*/*/index.md"))


def _edit(path: Path, pattern: str, replacement: str) -> None:
    before = path.read_text("utf-8")
    after = re.sub(pattern, replacement, before, count=1)
    if after == before:
        sys.exit(f"{path}: the edit changed nothing")
    path.write_text(after, "utf-8", newline="\n")


def _touch(files: list[Path]) -> None:
    for path in files:
        path.touch()


def _remove(*paths: Path) -> None:
    for path in paths:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def main() -> int:
    """Measure, print the table, and compare; return 1 only when an incremental site is not the cold one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10000, metavar="N", help="how many (default: 10000)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="medians of so many (default: 3)")
    chosen = parser.parse_args()
    stand.enter()
    print(f"{chosen.entries} entries, {chosen.rounds} rounds and one for the memory; {stand.machine()}")
    with stand.folder() as top:
        bench = Bench(top)
        stand.samples(chosen.entries, bench.entries)
        import hugo_site

        for variant in hugo_site.VARIANTS:
            hugo_site.write(bench.entries, top / f"hugo-{variant}", variant)
        memory = {name: run.memory for name, run in bench.round(0, memory=True)}
        runs: dict[str, list[Run]] = defaultdict(list)
        for number in range(1, chosen.rounds + 1):
            for name, run in bench.round(number):
                runs[name].append(run)
            print(f"round {number}: " + ", ".join(f"{r[-1].seconds:.2f}" for r in runs.values()), flush=True)
        table(runs, memory, AT_SCALE if chosen.entries >= MANY else BELOW)
        bench.build(top / "cold", top / "cold-cache")
        found = stand.differences(bench.site, top / "cold")
    print(f"\nThe edited site against a cold one: {len(found)} differences", *found[:20], sep="\n  ")
    return 1 if found else 0


def table(runs: dict[str, list[Run]], memory: dict[str, int], bounds: dict[str, Bound]) -> None:
    """Print the figures and what they were meant to be."""
    print(f"\n{'':40}{'seconds':>9}{'x plain':>9}{'cpu s':>9}{'x plain':>9}{'MB':>7}   bound")
    for name, found in runs.items():
        line = f"{name:40}"
        for figures, anchors in zip(zip(*found, strict=True), zip(*runs[PLAIN], strict=True), strict=True):
            if any(figures):  # the third, memory, was not asked for in these rounds
                line += f"{statistics.median(figures):9.2f}{stand.ratio(figures, anchors):9.3f}"
        line += f"{memory[name] / MEGABYTE:7.0f}   " if memory[name] else f"{'':10}"
        print(f"{line}{verdict(runs, name, bounds)}".rstrip())
    if memory[PLAIN]:
        share = max(memory[name] for name in memory if name not in (PLAIN, TAXONOMIES, KEPT_BEFORE)) / memory[PLAIN]
        print(f"Most memory of ours: {share:.2f} of Hugo plain's; bound {MEMORY}: {'yes' if share <= MEMORY else 'NO'}")


def verdict(runs: dict[str, list[Run]], name: str, bounds: dict[str, Bound]) -> str:
    """Return the bound of a row and whether its seconds kept it; nothing for a row without one."""
    if name not in bounds or bounds[name].anchor not in ("", *runs):
        return ""
    times, anchor = bounds[name]
    seconds = [run.seconds for run in runs[name]]
    figure = stand.ratio(seconds, [run.seconds for run in runs[anchor]]) if anchor else statistics.median(seconds)
    unit = "x" if anchor == PLAIN else f"x {BEFORE}" if anchor else " s"
    return f"<= {times:g}{unit} {'yes' if figure <= times else 'NO'} ({figure:.2f})"


if __name__ == "__main__":
    sys.exit(main())
