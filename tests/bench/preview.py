"""Times the preview: seconds from saving an edit until the page is served with it, and what it costs while idle."""

from __future__ import annotations

import argparse
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import stand

IDLE = 5  # seconds over which the idle processor time is taken
MANY = 10_000  # entries, from which on an edit may take longer
BOUND, BOUND_BELOW, BOUND_OF_ANCHOR = 0.6, 0.4, 0.02  # seconds; the last is a share of plain Material's
_PLAIN = """site_name: Gương điển hình
docs_dir: docs
theme: {name: material, language: vi, font: false}
plugins: []
nav: [index.md]
validation: {nav: {omitted_files: ignore}}
"""


class Served(NamedTuple):
    """A preview measured: seconds until the first page, share of a core while idle, seconds of each edit."""

    start: float
    idle: float
    edits: list[float]


@contextmanager
def server(command: Sequence[object], env: Mapping[str, str]) -> Iterator[int]:
    """Start a preview, give its process id, and stop it as Ctrl+C does."""
    with tempfile.TemporaryFile() as log:  # nowhere that is watched
        process = subprocess.Popen([*map(str, command)], env=env, stdout=log, stderr=log)
        try:
            yield process.pid
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def measured(command: Sequence[object], env: Mapping[str, str], page: str, file: Path, edits: int) -> Served:
    """Serve; edit ``file`` so many times, each time until ``page`` shows it; leave the file as it was."""
    before = file.read_text("utf-8")
    start = time.perf_counter()
    with server(command, env) as pid:
        until(page, "</html>")
        started = time.perf_counter() - start
        time.sleep(2)  # what still goes on after the first page is no idleness
        busy = processor(pid)
        time.sleep(IDLE)
        idle = (processor(pid) - busy) / IDLE
        found = []
        try:
            for number in range(edits):
                mark = f"Dòng thêm lần {number}."
                saved = time.perf_counter()
                file.write_text(f"{before}\n{mark}\n", "utf-8", newline="\n")
                until(page, mark)
                found.append(time.perf_counter() - saved)
                time.sleep(1.5)  # as a person would, and so that no edit is seen together with the next
        finally:
            file.write_text(before, "utf-8", newline="\n")
    return Served(started, idle, found)


def until(address: str, words: str, patience: float = 900) -> None:
    """Fetch a page again and again until it holds ``words``; end the benchmark after ``patience`` seconds."""
    last = time.perf_counter() + patience
    while time.perf_counter() < last:
        try:
            with urllib.request.urlopen(address, timeout=patience) as answer:
                if words in answer.read().decode():
                    return
        except OSError:
            pass  # not there yet
        time.sleep(0.01)
    sys.exit(f"{address}: no “{words}” in {patience} seconds")


def processor(pid: int) -> float:
    """Return the seconds of processor time that a process has used (Linux; else 0)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as made:
        port: int = made.getsockname()[1]
        return port


def plain_material(entries: Path, out: Path) -> None:
    """Write the same pages as a plain site of Material: the body under its title, no list, no search, no menu."""
    (out / "docs" / "mo-hinh").mkdir(parents=True)
    (out / "docs" / "index.md").write_text("# Gương điển hình\n", "utf-8")
    (out / "mkdocs.yml").write_text(_PLAIN, "utf-8")
    for path in entries.glob("20*/*/index.md"):
        _, header, body = path.read_text("utf-8").split("---\n", 2)
        title = re.search(r"(?m)^ten: (.*)", header)
        text = f"---\ntitle: {title[1] if title else path.parent.name}\n---\n{body}"
        (out / "docs" / "mo-hinh" / f"{path.parent.name}.md").write_text(text, "utf-8", newline="\n")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10000, metavar="N", help="how many (default: 10000)")
    parser.add_argument("--edits", type=int, default=7, metavar="N", help="how many edits of one page (default: 7)")
    parser.add_argument(
        "--anchor", action="store_true", help="measure a plain Material site of the same pages as well: many minutes"
    )
    chosen = parser.parse_args()
    stand.enter()
    print(f"{chosen.entries} entries; {stand.machine()}")
    with stand.folder() as top:
        entries, copy, port = top / "entries", stand.project(top / "project"), free_port()
        stand.samples(chosen.entries, entries)
        file = next(entries.glob("20*/*-mau-00000/index.md"))
        command = [sys.executable, copy / "scripts" / "preview.py", "--entries", entries, "--port", port]
        page = f"http://127.0.0.1:{port}/mo-hinh/{file.parent.name}/"
        ours = measured(command, stand.environ(copy, top / "cache"), page, file, chosen.edits)
        said("preview", ours)
        anchor = None
        if chosen.anchor:
            plain_material(entries, top / "plain")
            file = next((top / "plain" / "docs" / "mo-hinh").glob("*-mau-00000.md"))
            command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-f", top / "plain" / "mkdocs.yml"]
            command += ["-a", f"127.0.0.1:{port}"]
            page = f"http://127.0.0.1:{port}/mo-hinh/{file.stem}/"
            anchor = measured(command, stand.environ(copy, top / "cache"), page, file, min(chosen.edits, 3))
            said("mkdocs serve, plain Material", anchor)
    bounds(chosen.entries, ours, anchor)
    return 0


def said(name: str, served: Served) -> None:
    """Print the figures of one server."""
    each = ", ".join(f"{seconds:.2f}" for seconds in served.edits)
    print(f"{name}: first page after {served.start:.1f} s; idle {100 * served.idle:.1f} % of a core")
    print(f"  saved edit served after {statistics.median(served.edits):.2f} s (median of {each})", flush=True)


def bounds(entries: int, ours: Served, anchor: Served | None) -> None:
    """Print the bounds and whether they were kept."""
    median = statistics.median(ours.edits)
    bound = BOUND if entries >= MANY else BOUND_BELOW
    print(f"Bound {bound} s: {'yes' if median <= bound else 'NO'}")
    if anchor:
        share = median / statistics.median(anchor.edits)
        print(f"Bound {BOUND_OF_ANCHOR} of plain Material: {share:.4f} {'yes' if share <= BOUND_OF_ANCHOR else 'NO'}")


if __name__ == "__main__":
    sys.exit(main())
