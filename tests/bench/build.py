"""Times our builds of a sample roll against Hugo's of the same entries, in turns, and holds them to their bounds."""

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
COLD, KEPT = "cold build", "cold build, link cards kept"


class Bound(NamedTuple):
    """At most ``times`` as long as ``anchor`` in the same round; without an anchor, at most ``times`` seconds."""

    times: float
    anchor: str = PLAIN


# The bounds of the first version (a floor that may not give way), and those that ten thousand entries ask for.
FIRST = {KEPT: Bound(2.0)} | dict.fromkeys(["one body edited", "one title edited", "one field changed"], Bound(0.25))
# What the first asks for, "pages, lists, relations, feeds, search index", is no pictures: Hugo makes none here.
SCALE = {
    KEPT: Bound(1.0, TAXONOMIES),
    "nothing changed": Bound(0.12),
    "one body edited": Bound(0.15),
    "one title edited": Bound(0.15),
    "one register label edited": Bound(0.5),
    "theme edited": Bound(0.5),
    "all files touched": Bound(0.2),
    "check, all entries, no cache": Bound(3, ""),
    "check, one entry": Bound(0.5, ""),
}
MEMORY = 0.6  # of Hugo plain


class Bench:
    """The folders and commands of one comparison."""

    def __init__(self, top: Path) -> None:
        """Lay everything out below ``top``."""
        self.top = top
        self.entries, self.site, self.cache = top / "entries", top / "site", top / "cache"
        self.copy = stand.project(top / "project")

    def build(self, site: Path, cache: Path, *, memory: bool = False) -> Run:
        """Run our build command."""
        command = [sys.executable, self.copy / "scripts" / "build.py", "--entries", self.entries, "--out", site]
        return stand.run(command, stand.environ(self.copy, cache), memory=memory)

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
        """Give every measurement once, each with its name; the site ends up as the edited entries make it."""
        yield PLAIN, self.hugo("plain", memory=memory)
        yield TAXONOMIES, self.hugo("taxonomies", memory=memory)
        _remove(self.site, self.cache)
        yield COLD, self.build(self.site, self.cache, memory=memory)
        _remove(self.site, *(path for path in self.cache.iterdir() if path.name != "cards"))
        yield KEPT, self.build(self.site, self.cache, memory=memory)
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
        yield "theme edited", lambda: _edit(fragment, r"\Z", f"<!-- {number} -->\n")
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
        table(runs, memory)
        bench.build(top / "cold", top / "cold-cache")
        found = stand.differences(bench.site, top / "cold")
    print(f"\nThe edited site against a cold one: {len(found)} differences", *found[:20], sep="\n  ")
    return 1 if found else 0


def table(runs: dict[str, list[Run]], memory: dict[str, int]) -> None:
    """Print the figures and what they were meant to be."""
    print(f"\n{'':40}{'seconds':>9}{'x plain':>9}{'cpu s':>9}{'x plain':>9}{'MB':>7}   {'first version':16}at scale")
    for name, found in runs.items():
        line = f"{name:40}"
        for figures, anchors in zip(zip(*found, strict=True), zip(*runs[PLAIN], strict=True), strict=True):
            if any(figures):  # the third, memory, was not asked for in these rounds
                line += f"{statistics.median(figures):9.2f}{stand.ratio(figures, anchors):9.3f}"
        line += f"{memory[name] / MEGABYTE:7.0f}   " if memory[name] else f"{'':10}"
        print(f"{line}{verdict(runs, name, FIRST):16}{verdict(runs, name, SCALE)}".rstrip())
    if memory[PLAIN]:
        share = max(memory[name] for name in memory if name not in (PLAIN, TAXONOMIES)) / memory[PLAIN]
        print(f"Most memory of ours: {share:.2f} of Hugo plain's; bound {MEMORY}: {'yes' if share <= MEMORY else 'NO'}")


def verdict(runs: dict[str, list[Run]], name: str, bounds: dict[str, Bound]) -> str:
    """Return the bound of a row and whether its seconds kept it; nothing for a row without one."""
    if name not in bounds:
        return ""
    times, anchor = bounds[name]
    seconds = [run.seconds for run in runs[name]]
    figure = stand.ratio(seconds, [run.seconds for run in runs[anchor]]) if anchor else statistics.median(seconds)
    unit = "x" if anchor == PLAIN else "x tax" if anchor else " s"
    return f"<= {times:g}{unit} {'yes' if figure <= times else 'NO'}"


if __name__ == "__main__":
    sys.exit(main())
