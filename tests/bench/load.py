"""Loads the built site behind nginx, with its files precompressed, by wrk on this machine."""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import lighthouse
import stand

THREADS, CONNECTIONS = 1, 64  # the other core is nginx's
# Readers' requests: every page and file of a list, in turns, in brotli as browsers ask.
SCRIPT = """
local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
local at = %d
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at], {["Accept-Encoding"] = "gzip, br"})
end
done = function(summary, latency)
  io.write(string.format("figures %%d %%d %%d %%d %%d %%.3f %%.3f\\n", summary.requests, summary.duration,
    summary.bytes, summary.errors.status, summary.errors.connect + summary.errors.read + summary.errors.write
    + summary.errors.timeout, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
"""


class Load(NamedTuple):
    """What wrk saw: requests and bytes a second, answers of 400 and above, broken requests, milliseconds."""

    requests: float
    bytes: float
    refused: int
    broken: int
    median: float
    p99: float


def loaded(address: str, paths: list[str], seconds: int, folder: Path) -> Load:
    """Ask for ``paths`` of a host in turns for some seconds."""
    if not shutil.which("wrk"):
        sys.exit("No wrk: apt-get install wrk")
    listed, script = folder / "paths.txt", folder / "ask.lua"
    listed.write_text("".join(f"{path}\n" for path in paths), "utf-8")
    script.write_text(SCRIPT % (listed, random.Random(7).randrange(len(paths))), "utf-8")  # noqa: S311 - a start
    options = ["-t", str(THREADS), "-c", str(CONNECTIONS), "-d", f"{seconds}s", "--timeout", "10s", "-s", script]
    said = subprocess.run(["wrk", *options, address], capture_output=True, text=True, check=True).stdout
    asked, took, size, refused, broken, median, p99 = map(float, re.findall(r"(?m)^figures (.*)", said)[0].split())
    took /= 1e6
    return Load(asked / took, size / took, int(refused), int(broken), median, p99)


def addresses(site: Path) -> dict[str, list[str]]:
    """Return what is asked for, by kind: pages, and all that a reader's browser fetches besides."""
    files = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    files = [file for file in files if not file.startswith(".") and not file.endswith((".br", ".gz"))]
    random.Random(7).shuffle(files)  # noqa: S311 - the same order each time
    pages = [f"/{file.removesuffix('index.html')}" for file in files if file.endswith("index.html")]
    search = [f"/{file}" for file in files if file.startswith(("tim-kiem/", "assets/search/"))]
    return {"pages": pages, "search": search, "cards": [f"/{file}" for file in files if file.endswith(".jpg")]}


def main() -> int:
    """Measure and print; return 1 when any request went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=2000, metavar="N", help="how many (default: 2000)")
    parser.add_argument("--seconds", type=int, default=60, metavar="N", help="how long, each kind (default: 60)")
    chosen = parser.parse_args()
    stand.enter()
    print(f"{chosen.entries} entries, {chosen.seconds} s, {CONNECTIONS} connections; {stand.machine()}")
    wrong = 0
    with stand.folder() as top:
        stand.samples(chosen.entries, top / "entries")
        site = lighthouse.ours(top / "entries", top / "site")
        asked = addresses(site)
        lighthouse.compress(site)
        print(f"{'':10}{'files':>8}{'requests/s':>12}{'MB/s':>8}{'p50 ms':>8}{'p99 ms':>8}  wrong")
        with lighthouse.hosted({"ours": site}, top / "nginx") as hosts:
            for kind, paths in asked.items():
                found = loaded(hosts["ours"], paths, chosen.seconds, top)
                wrong += found.refused + found.broken
                print(
                    f"{kind:10}{len(paths):8}{found.requests:12.0f}{found.bytes / stand.MEGABYTE:8.1f}"
                    f"{found.median:8.2f}{found.p99:8.2f}  {found.refused + found.broken}",
                    flush=True,
                )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
