"""Measures the search at 1,000 and 10,000 entries, beside Pagefind and Material's search on the same entries.

Wants node's npm for Pagefind and Chromium for the queries. Bytes are those of brotli 11 on the wire.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import http.server
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import stand
from stand import MEGABYTE, ROOT

PAGEFIND = "pagefind@1.5.2"
FIRST, QUERY, INSTANT = 60_000, 60_000, 0.1  # bounds: bytes of the first use, of a query; seconds for 95 of 100 queries
COLD, EDIT, MEMORY = 5.0, 0.3, 500 * MEGABYTE
OVERLAY = "d\u0335"  # how Pagefind can be told that đ is a d
ENGINES = "search_engines.mjs"
PACKED = {".pagefind", ".pf_index", ".pf_fragment", ".pf_meta", ".woff2", ".jpg", ".avif"}  # already
MANY = 2000  # entries with which the others are too slow for all queries

Query: TypeAlias = tuple[str, str]  # and the slug of what must come first, or nothing
Text: TypeAlias = tuple[str, str, str, str]  # slug, title, summary, body


class Row(NamedTuple):
    """What one engine took: seconds and bytes for the index, bytes for the first use, and for each query."""

    name: str
    seconds: float
    size: int
    first: int
    queries: list[int]
    times: list[float]
    found: float

    def line(self) -> str:
        """Return this as a line of the table."""
        kilo = [self.first / 1000, *(share(self.queries, part) / 1000 for part in (0.5, 0.95, 1))]
        milli = [share(self.times, part) * 1000 for part in (0.5, 0.95, 1)]
        return (
            f"{self.name:28}{self.seconds:8.2f}{self.size / MEGABYTE:8.1f}"
            + "".join(f"{k:9.1f}" for k in kilo)
            + "".join(f"{m:9.1f}" for m in milli)
            + f"{self.found:8.2f}"
        )


HEAD = (
    f"{'':28}{'index s':>8}{'MB':>8}{'first KB':>9}{'query 50':>9}{'95 %':>9}{'most KB':>9}{'ms 50':>9}{'95 %':>9}"
    f"{'most':>9}{'title@1':>8}"
)


def share(figures: list[Any], part: float) -> float:
    """Return the figure that this part of all do not exceed; 0 when there are none."""
    ordered = sorted(figures)
    return float(ordered[min(len(ordered) - 1, int(part * len(ordered)))]) if ordered else 0.0


# --- our index --------------------------------------------------------------------------------------------------------


def index(entries: Path, cache: Path) -> dict[str, Any]:
    """Check all entries and bring the index to them; give the seconds and what it took. In a process of its own."""
    from honour_roll.builder.load import Loader
    from honour_roll.fingerprints import code_fingerprint
    from honour_roll.search.corpus import corpus_of
    from honour_roll.search.documents import entry_words
    from honour_roll.search.facets import facet_files, order_files
    from honour_roll.search.index import SearchIndex
    from honour_roll.settings import Settings
    from honour_roll.store import Store

    settings = Settings(entries, "entries", ROOT / "hooks" / "theme", cache)
    store = Store(cache / "build.sqlite", code_fingerprint())
    loader = Loader(settings, store, for_site=True)
    roll, kept = loader.load().roll, loader.cache
    start = time.perf_counter()
    some = [(kept.whole(entry).entry, kept.body(entry)) for entry in roll.entries[:300]]
    words = time.perf_counter()
    for entry, parts in some:
        entry_words(entry, parts)
    each = (time.perf_counter() - words) / len(some)
    del some, start
    start, used, own = time.perf_counter(), stand.processor(), time.process_time()
    corpus, search = corpus_of(roll, ()), SearchIndex(store, os.fsencode(entries), settings.jobs)
    files = search.files(corpus, lambda e: kept.of(e).fingerprint, kept.words, kept.words_kept)
    wall = time.perf_counter() - start
    files += [*facet_files(corpus), *order_files(corpus)]
    for _, _, make in files[-5:]:
        make()
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    whole = time.perf_counter() - start
    done = {
        "wall": wall,
        "whole": whole,
        "processor": stand.processor() - used + time.process_time() - own,
        "words": each,
        "memory": 1024 * max(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, children),
        "keys": {address: key.hex() for address, key, _ in files},
    }
    store.close()
    return done


def measured(entries: Path, cache: Path) -> dict[str, Any]:
    """Run ``index`` in a process of its own."""
    said = subprocess.run(
        [sys.executable, __file__, "--index", entries, cache],
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        text=True,
        check=True,
    )
    made: dict[str, Any] = json.loads(said.stdout)
    return made


def edits(entries: Path, cache: Path) -> None:
    """Print what a sentence, a title and a new entry cost, and whether the index is then the one made from nothing."""
    folder = sorted(entries.glob("2020/*/index.md"))[7]

    def sentence() -> None:
        with folder.open("a", encoding="utf-8") as file:
            file.write(
                "\nBà con góp công trồng thêm hoa ở đầu ngõ và hẹn nhau sáng chủ nhật hằng tuần cùng tưới cây.\n"
            )

    def title() -> None:
        lines = folder.read_text("utf-8").split("\n")
        lines[1] += " lần hai"
        folder.write_text("\n".join(lines), "utf-8")

    def newcomer() -> None:
        new = folder.parent.parent / "bai-moi-them"
        new.mkdir()
        text = "\n".join(line for line in folder.read_text("utf-8").split("\n") if not line.startswith("ten_cu"))
        (new / "index.md").write_text(text, "utf-8")

    before = measured(entries, cache)["keys"]
    for name, change in (("a sentence", sentence), ("a title", title), ("a new entry", newcomer)):
        change()
        done = measured(entries, cache)
        differ = sum(before.get(address) != key for address, key in done["keys"].items())
        before = done["keys"]
        kept = "yes" if done["whole"] <= EDIT else "NO"
        took = f"{done['whole']:6.3f} s ({done['processor']:.3f} of the processor)"
        print(f"  {name:14}{took}, {differ} of {len(before)} files; bound {EDIT}: {kept}", flush=True)
    nothing = cache.with_name("nothing")
    same = measured(entries, nothing)["keys"] == before
    shutil.rmtree(nothing)
    print(f"  equal to a cold one: {'yes' if same else 'NO'}")


# --- queries ----------------------------------------------------------------------------------------------------------


class Compressing(http.server.SimpleHTTPRequestHandler):
    """A host that compresses with brotli, each file once, and counts what it sent."""

    kept: dict[Path, bytes] = {}  # noqa: RUF012 - shared by all answers on purpose
    sent: list[tuple[str, int]] = []  # noqa: RUF012 - likewise
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each small answer waits 40 ms for the one before

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with a compressed file."""
        import brotli

        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if path not in self.kept:
            data = path.read_bytes()
            quality = 11 if len(data) < 2 * MEGABYTE else 5
            small = path.suffix in PACKED
            self.kept[path] = data if small else brotli.compress(data, quality=quality)
            if len(self.kept[path]) >= len(data):
                self.kept[path] = data
        data = self.kept[path]
        self.sent.append((self.path, len(data)))
        self.send_response(200)
        kind = {".wasm": "application/wasm", ".bin": "application/octet-stream"}.get(path.suffix) or self.guess_type(
            path
        )
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        if len(data) < path.stat().st_size:
            self.send_header("Content-Encoding", "br")
        self.end_headers()
        self.wfile.write(data)


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder; give the address."""
    Compressing.kept, Compressing.sent = {}, []
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Compressing, directory=str(site))
    ) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def asked(browser: Any, site: Path, engine: str, queries: list[Query]) -> tuple[int, list[int], list[float], float]:
    """Ask all queries; give bytes of the first use, bytes and seconds of each query, and how often titles came first.

    Each is asked once before it is measured, in a browser of its own, so that what is compressed is there.
    """
    (site / "blank.html").write_text("<p>", "utf-8")
    shutil.copy(Path(__file__).with_name(ENGINES), site)
    with served(site) as host:
        for _ in range(2):
            context = browser.new_context()
            context.set_default_timeout(600_000)
            tab = context.new_page()
            tab.goto(f"{host}blank.html")
            Compressing.sent.clear()
            tab.evaluate(f"engine => import('/{ENGINES}').then((made) => made[engine]())", engine)
            first = sum(size for path, size in Compressing.sent if path != f"/{ENGINES}")
            sizes, times, hits = [], [], []
            for query, wanted in queries:
                Compressing.sent.clear()
                taken, address, _ = tab.evaluate("query => window.ask(query)", query)
                sizes.append(sum(size for _, size in Compressing.sent))
                times.append(taken / 1000)
                hits += [wanted in address] if wanted else []
            context.close()
            if statistics.median(times) > 0.5:
                break  # slow enough to be measured once
    return first, sizes, times, statistics.mean(hits) if hits else 0.0


def queries_of(rows: list[Text], count: int) -> list[Query]:
    """Return queries of all kinds, and the slug of what must come first when it is a title: the same each time."""
    from honour_roll.text.vietnamese import fold

    rng = random.Random(1)  # noqa: S311 - the same each time
    made = []
    for number in range(count):
        slug, title, summary, body = rows[rng.randrange(len(rows))]
        words = (summary if number % 2 else body).replace(",", "").replace(".", "").split()
        start, length = rng.randrange(len(words) - 6), rng.choice((1, 2, 2, 3, 4, 5))
        phrase = " ".join(words[start : start + length])
        made.append((title, slug) if number % 4 == 0 else (phrase, ""))
        if number % 3:
            made[-1] = (fold(made[-1][0]), made[-1][1])
    return made


def rows_of(site: Path, entries: Path) -> list[Text]:
    """Return slug, title, summary and body's text of each published entry, as all engines get them."""
    from honour_roll.builder.load import Loader
    from honour_roll.entries.markdown import plain_text
    from honour_roll.settings import Settings
    from honour_roll.store import Store

    loader = Loader(Settings(entries, "entries", ROOT / "hooks" / "theme", None), Store(None, b""), for_site=True)
    rows = []
    for entry in loader.load().roll.entries:
        body = " ".join(plain_text(part.html) for part in loader.cache.body(entry))
        rows.append((entry.slug, entry.title, entry.summary, " ".join(body.split())))
    return rows


def rivals(browser: Any, top: Path, rows: list[Text], queries: list[Query]) -> Iterator[Row]:
    """Build and ask Pagefind and Material's search."""
    pages, tools = top / "pagefind-pages", top / "tools"
    if shutil.which("npm"):
        tools.mkdir(exist_ok=True)
        subprocess.run(
            ["npm", "install", "--silent", "--prefix", tools, PAGEFIND], check=True, stdout=subprocess.DEVNULL
        )
        for slug, title, summary, body in rows:
            folder = pages / "mo-hinh" / slug
            folder.mkdir(parents=True)
            text = f"<h1>{escape(title)}</h1><p>{escape(summary)}</p><p>{escape(body)}</p>".replace(
                "đ", OVERLAY
            ).replace("Đ", OVERLAY)
            (folder / "index.html").write_text(
                f'<!doctype html><html lang="vi"><title>x</title><main>{text}</main>', "utf-8"
            )
        start = time.perf_counter()
        subprocess.run(
            [tools / "node_modules" / ".bin" / "pagefind", "--site", pages], check=True, stdout=subprocess.DEVNULL
        )
        seconds = time.perf_counter() - start
        (pages / "blank.html").write_text("<p>", "utf-8")
        mended = [(query.replace("đ", OVERLAY).replace("Đ", OVERLAY), slug) for query, slug in queries]
        size = sum(path.stat().st_size for path in (pages / "pagefind").rglob("*") if path.is_file())
        yield Row(
            "Pagefind, đ mended",
            seconds,
            size,
            *asked(browser, pages, "pagefinds", mended[: 24 if len(rows) > MANY else None]),
        )
    import material

    site = top / "material"
    shutil.copytree(
        Path(str(material.__file__)).parent / "templates" / "assets" / "javascripts", site / "assets" / "javascripts"
    )
    (site / "search").mkdir()
    start = time.perf_counter()
    documents = [
        {"location": f"mo-hinh/{slug}/", "title": title, "text": f"<p>{summary}</p> <p>{body}</p>"}
        for slug, title, summary, body in rows
    ]
    config = {
        "lang": ["vi"],
        "separator": r"[\s\-]+",
        "pipeline": ["stopWordFilter"],
        "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}},
    }
    data = json.dumps({"config": config, "docs": documents}, ensure_ascii=False)
    (site / "search" / "search_index.json").write_text(data, "utf-8")
    seconds = time.perf_counter() - start
    workers = site / "assets" / "javascripts" / "workers"
    shutil.copy(next(workers.glob("search.*.min.js")), workers / "search.js")
    yield Row(
        "Material (lunr, vi)",
        seconds,
        len(data.encode()),
        *asked(browser, site, "materials", queries[: 12 if len(rows) > MANY else None]),
    )


# --- the command ------------------------------------------------------------------------------------------------------


def main() -> int:
    """Measure, print the tables and whether the bounds were kept; return 1 when one was not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, nargs="+", default=[1000, 10000], metavar="N", help="how many")
    parser.add_argument("--queries", type=int, default=200, metavar="N", help="how many (default: 200)")
    parser.add_argument("--alone", action="store_true", help="without the others")
    parser.add_argument("--index", nargs=2, type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.index:
        print(json.dumps(index(*chosen.index)))
        return 0
    stand.enter()
    from playwright.sync_api import sync_playwright

    print(f"{chosen.queries} queries; {stand.machine()}")
    kept = True
    for count in chosen.entries:
        with stand.folder() as top, sync_playwright() as playwright:
            entries, site = top / "entries", top / "site"
            stand.samples(count, entries)
            cold = measured(entries, top / "cache")
            words = cold["words"] * count / (os.cpu_count() or 1)
            processor, memory = cold["processor"] + cold["words"] * count, cold["memory"]
            good = cold["wall"] + words <= COLD and memory <= MEMORY
            print(f"\n{count} entries, cold: {cold['wall']:.2f} s and {words:.2f} s while they are checked")
            print(f"  ({processor:.2f} of the processor), most memory {memory / MEGABYTE:.0f} MB; ", end="")
            print(f"bounds {COLD:g} s, {MEMORY / MEGABYTE:.0f} MB: {'yes' if good else 'NO'}")
            command = [sys.executable, ROOT / "scripts" / "build.py", "--entries", entries, "--out", site]
            stand.run(command, {**os.environ, "HONOUR_ROLL_CACHE": str(top / "site-cache")})
            rows = rows_of(site, entries)
            queries = queries_of(rows, chosen.queries)
            chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            size = sum(path.stat().st_size for path in (site / "tim-kiem").rglob("*") if path.is_file())
            ours = Row("ours", cold["wall"] + words, size, *asked(browser, site, "ours", queries))
            print(HEAD, ours.line(), sep="\n", flush=True)
            for row in () if chosen.alone else rivals(browser, top, rows, queries):
                print(row.line(), flush=True)
            within = ours.first <= FIRST and max(ours.queries) <= QUERY and share(ours.times, 0.95) <= INSTANT
            print(f"first use, each query, 95 % in time: {'yes' if within else 'NO'}")
            kept = kept and within
            browser.close()
            edits(entries, top / "cache")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
