"""Asks what citizens type (queries.yml, held_out.yml in tests/search/) of both rolls: how much is answered at once.

Also tells how long a query takes once its files are there, and what the files of the search weigh.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import statistics
import sys
from collections import defaultdict
from pathlib import Path

import stand
from stand import ROOT

FACTS = 20  # one figure or decision of the made-up roll in so many


def weight(site: Path) -> str:
    """Return what the search weighs on the wire (gzip 6): all its files, and the two that every use begins with."""
    files = [path for path in (site / "tim-kiem").rglob("*") if path.is_file() and path.suffix != ".html"]
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 6)) for path in files}
    whole = sum(len(gzip.compress(path.read_bytes(), 6)) for path in files)
    return f"{whole / 1000:.0f} KB in {len(files)} files, danh-muc.json {sizes['danh-muc.json'] / 1000:.1f} KB"


def main() -> int:
    """Build both sites, ask, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=2000, metavar="N", help="made-up models (default: 2000)")
    count = parser.parse_args().entries
    stand.enter()
    sys.path[:0] = [str(ROOT / "tests" / "search"), str(ROOT / "tests"), str(ROOT / "hooks")]
    import search_tools as tools
    from playwright.sync_api import sync_playwright

    from samples.plans import plans

    with stand.folder() as top, sync_playwright() as playwright:
        stand.samples(count, top / "entries")
        for name, given in (("real", ()), ("made", ("--entries", top / "entries"))):
            command = [sys.executable, ROOT / "scripts" / "build.py", *given, "--out", top / name]
            stand.run(command, {**os.environ, "HONOUR_ROLL_CACHE": str(top / f"{name}-cache")})
            print(f"{name}: {weight(top / name)}", flush=True)
        kinds = {plan.slug: plan.subject.kind for plan in plans(count, 7) if plan.status == "cong-bo"}
        chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with tools.asker(browser, top / "real") as real, tools.asker(browser, top / "made") as made:
            facts = tools.of_facts(top / "entries", FACTS)
            for file in tools.QUERIES:
                of_real, of_made = tools.written(file, "real", {}), tools.written(file, "made", kinds)
                found = [*tools.places_of(real, of_real), *tools.places_of(made, [*of_made, *facts])]
                by_kind: dict[str, list[int]] = defaultdict(list)
                for case, place in found:
                    by_kind[case.way].append(place)
                by_kind["all"] = [place for _, place in found]
                print(f"\n{file.name}\n{tools.table({kind: tools.score(p) for kind, p in by_kind.items()})}")
                print("missed:", "; ".join(f"{case.query} ({place})" for case, place in found if place != 1) or "none")
                times = [answer.took for answer in made.ask(case.query for case in of_made)]
                print(f"a query, its files there: median {statistics.median(times):.1f} ms", flush=True)
                facts = []
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
