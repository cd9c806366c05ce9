"""Holds the site, served by a host with brotli, to Lighthouse's scores, and weighs a page beside plain Material's."""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import stand
from stand import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from playwright.sync_api import Request as Asked

KINDS = ("front", "list", "entry", "results", "statistics")
LEAST = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
METRICS = {"largest-contentful-paint": "LCP", "cumulative-layout-shift": "CLS", "total-blocking-time": "TBT"}
BYTES, REQUESTS = 45_000, 10  # the most that a first visit to an entry page may take before its photos
TEXTS = {".css", ".html", ".js", ".json", ".map", ".svg", ".txt", ".webmanifest", ".xml"}
OURS, PHOTOS, RIVAL = "entry", "entry with photos", "Material's entry"
# Google's fonts are not to be had where the benches run; a foreign host is refused at once everywhere, to be even.
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
NGINX = """
load_module {module};
daemon off;
master_process off;
pid nginx.pid;
error_log stderr crit;
events {{}}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  {temporary}
  sendfile on;
  brotli_static on;
  gzip_static on;
  gzip_vary on;
  {servers}
}}
"""
SERVER = "server {{ listen 127.0.0.1:{port}; root {root}; error_page 404 /404.html; absolute_redirect off; }}"


# --- sites, and their host --------------------------------------------------------------------------------------------


def ours(entries: Path, site: Path) -> Path:
    """Build our site of some entries; return it."""
    env = {**os.environ, "HONOUR_ROLL_CACHE": str(site.with_suffix(".cache"))}
    stand.run([sys.executable, ROOT / "scripts" / "build.py", "--entries", entries, "--out", site], env)
    return site


def material(entries: Path, folder: Path) -> Path:
    """Build the same entries and hand-written pages as Material gives them with its own settings; return the site."""
    from honour_roll import addresses
    from honour_roll.entries import folders, yaml_reader

    docs = folder / "docs"
    shutil.copytree(ROOT / "docs", docs, ignore=shutil.ignore_patterns("decisions"))
    for path in docs.glob("*.md"):
        path.write_text(re.sub(r"^template: .*\n", "", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    for entry in folders.scan(entries, "")[0]:
        _, header, body = (entries / entry.path / folders.INDEX).read_text("utf-8").split("---\n", 2)
        document = yaml_reader.parse("", header)
        if isinstance(document, yaml_reader.Document) and document.data["trang_thai"] == "cong-bo":
            page = docs / f"{addresses.model(entry.slug).rstrip('/')}.md"
            page.parent.mkdir(exist_ok=True)
            page.write_text(f"# {document.data['ten']}\n\n{document.data['tom_tat']}\n\n{body}", "utf-8")
    settings = {
        "site_name": "Material",
        "theme": {"name": "material", "language": "vi"},
        "plugins": ["search"],
        "markdown_extensions": ["admonition", "attr_list", "tables"],
    }
    (folder / "mkdocs.yml").write_text(json.dumps(settings), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", folder / "mkdocs.yml"]
    stand.run(command, {**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    return folder / "site"


def compress(site: Path) -> None:
    """Lay a brotli and a gzip form beside each text file, as a host would that has the time."""
    import brotli

    for path in [path for path in site.rglob("*") if path.suffix in TEXTS]:
        data = path.read_bytes()
        path.with_name(f"{path.name}.br").write_bytes(brotli.compress(data))
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(data, 9))


@contextmanager
def hosted(sites: Mapping[str, Path], folder: Path) -> Iterator[dict[str, str]]:
    """Serve compressed sites on this machine with nginx; give their addresses, ending with a slash."""
    if not shutil.which("nginx"):
        sys.exit("No nginx: apt-get install nginx libnginx-mod-http-brotli-static")
    said = subprocess.run(["nginx", "-V"], capture_output=True, text=True, check=True).stderr
    modules = next(word.partition("=")[2] for word in said.split() if word.startswith("--modules-path="))
    module = Path(modules, "ngx_http_brotli_static_module.so")
    if not module.exists():
        sys.exit("nginx cannot serve brotli: apt-get install libnginx-mod-http-brotli-static")
    folder.mkdir()
    ports = {name: free_port() for name in sites}
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    settings = NGINX.format(
        module=module,
        temporary="\n  ".join(f"{kind}_temp_path {kind};" for kind in kinds),
        servers="\n  ".join(SERVER.format(port=ports[name], root=site) for name, site in sites.items()),
    )
    (folder / "nginx.conf").write_text(settings, "utf-8")
    process = subprocess.Popen(["nginx", "-e", "stderr", "-p", folder, "-c", folder / "nginx.conf"])
    try:
        wait_for(process, *ports.values())
        yield {name: f"http://127.0.0.1:{port}/" for name, port in ports.items()}
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """Return a port that nothing on this machine listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def wait_for(process: subprocess.Popen[bytes], *ports: int) -> None:
    """Return when a server answers on all its ports; end the benchmark when it has died or takes too long."""
    for port in ports:
        for _ in range(50):
            with socket.socket() as asked:
                if process.poll() is None and asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        else:
            sys.exit("nginx does not answer; it has said why.")


# --- Lighthouse -------------------------------------------------------------------------------------------------------


def lighthouse_command() -> Path:
    """Install the locked Lighthouse with npm unless it is there already; return its command, to be run by node."""
    if not (shutil.which("node") and shutil.which("npm")):
        sys.exit("No node and npm: Lighthouse wants node 22.19 or newer.")
    into, lock = ROOT / ".cache" / "lighthouse", ROOT / "tests" / "bench" / "lighthouse" / "package-lock.json"
    made = into / "made-from.json"  # written last: what npm did not finish is done again
    if not made.exists() or made.read_bytes() != lock.read_bytes():
        print("Installing Lighthouse …", flush=True)
        shutil.copytree(lock.parent, into, dirs_exist_ok=True)
        stand.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", into], os.environ)
        shutil.copy(lock, made)
    return into / "node_modules" / "lighthouse" / "cli" / "index.js"


class Scores(NamedTuple):
    """What Lighthouse said of a page: medians of the scores and metrics, and the audits that any run did not pass."""

    scores: dict[str, int]
    metrics: dict[str, float]
    failing: list[str]


def scored(command: Path, url: str, runs: int, folder: Path) -> Scores:
    """Ask Lighthouse about a page, as on a phone."""
    import look

    flags = " ".join(["--headless=new", *look.QUIET])
    asked = [
        "node",
        command,
        url,
        "--quiet",
        "--no-enable-error-reporting",
        "--output=json",
        f"--output-path={folder / 'report.json'}",
        f"--only-categories={','.join(LEAST)}",
        f"--chrome-flags={flags}",
    ]
    reports = []
    for _ in range(runs):
        stand.run(asked, {**os.environ, "CHROME_PATH": look.chromium_path()})
        reports.append(json.loads((folder / "report.json").read_text("utf-8")))
        if "runtimeError" in reports[-1]:
            sys.exit(f"{url}: {reports[-1]['runtimeError']}")

    def median(read: str, name: str, value: str) -> float:
        return statistics.median(float(report[read][name][value]) for report in reports)

    return Scores(
        {name: round(100 * median("categories", name, "score")) for name in LEAST},
        {name: median("audits", name, "numericValue") for name in METRICS},
        sorted({failing for report in reports for failing in not_passed(report)}),
    )


def not_passed(report: dict[str, Any]) -> Iterator[str]:
    """Yield the audits of a report that did not pass, those that count for nothing in brackets."""
    for category, found in report["categories"].items():
        for audit in found["auditRefs"]:
            score = report["audits"][audit["id"]]["score"]
            if score is not None and score < 0.9:  # what Lighthouse shows in green
                yield f"{category}: {audit['id']}" if audit["weight"] else f"({category}: {audit['id']})"


def print_scores(rows: Mapping[str, Scores]) -> None:
    """Print the table of scores and, below it, what did not pass."""
    heads = [*LEAST, "LCP s", "CLS", "TBT ms"]
    print(f"\n{'':20}" + "".join(f"{head:>15}" for head in heads))
    for name, row in rows.items():
        lcp, cls, tbt = row.metrics.values()
        print(
            f"{name:20}"
            + "".join(f"{score:15}" for score in row.scores.values())
            + f"{lcp / 1000:15.2f}{cls:15.3f}{tbt:15.0f}"
        )
    for name, row in rows.items():
        print(f"{name}: {', '.join(row.failing) or 'nothing failed'}")


# --- weight -----------------------------------------------------------------------------------------------------------


class Request(NamedTuple):
    """What a page asked for, as what, and the bytes that came over the wire with the headers; none: it did not come."""

    url: str
    kind: str
    size: int | None


def weighed(browser: Browser, url: str) -> list[Request]:
    """Visit a page for the first time with a phone; return its requests in their order."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2, is_mobile=True, has_touch=True
    )
    asked: list[Asked] = []
    context.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - playwright marks what it is given
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    icon = page.evaluate("document.querySelector('link[rel~=icon]').href")
    if icon not in [request.url for request in asked]:  # a browser without a window leaves it out
        page.evaluate("icon => fetch(icon).then((answer) => answer.blob())", icon)
    requests = [
        Request(request.url, "icon" if request.url == icon else request.resource_type, received(page, request))
        for request in list(asked)
        if not request.url.startswith("data:")
    ]
    context.close()
    return requests


def received(page: Page, request: Asked) -> int | None:
    """Return the bytes of an answer, as Chromium counts them when its loading has finished."""
    if not request.response():
        return None
    sizes = request.sizes()
    if not sizes["responseBodySize"]:  # a worker's script, whose loading no page sees
        with page.expect_request_finished(lambda again: again.url == request.url) as again:
            page.evaluate("url => fetch(url, { cache: 'reload' }).then((answer) => answer.blob())", request.url)
        sizes = again.value.sizes()
    return sizes["responseHeadersSize"] + sizes["responseBodySize"]


def print_weight(name: str, host: str, requests: list[Request]) -> bool:
    """Print what a first visit takes, request by request; return whether it keeps the bounds."""
    counted = [request for request in requests if request.kind != "image"]
    pictures = [request for request in requests if request.kind == "image"]
    print(f"\n{name}: first visit")
    for request in counted + pictures:
        size = "not fetched" if request.size is None else f"{request.size / 1000:.1f} KB"
        print(f"{size:>14}  {request.kind:11}{request.url.removeprefix(host.rstrip('/'))}")
    total, apart = (sum(request.size or 0 for request in found) for found in (counted, pictures))
    kept = total <= BYTES and len(counted) <= REQUESTS
    print(f"{total / 1000:11.1f} KB in {len(counted)} requests; pictures apart: {len(pictures)}, {apart / 1000:.1f} KB")
    print(f"{'':14}  bounds {BYTES / 1000:.0f} KB, {REQUESTS} requests: {'yes' if kept else 'NO'}")
    return kept


def side_by_side(browser: Browser, left: str, right: str, out: Path) -> None:
    """Write pictures of two pages, one beside the other, as a phone and a desk show them."""
    from PIL import Image

    import look

    out.mkdir(parents=True, exist_ok=True)
    for width in look.CHECKED_WIDTHS:
        shots = []
        for name, url in (("ours", left), ("material", right)):
            page: Page = look.open_page(browser, url, width, "light")
            page.screenshot(path=out / f"entry-{width}-{name}.png", full_page=True)
            page.context.close()
            shots.append(Image.open(out / f"entry-{width}-{name}.png"))
        both = Image.new("RGB", (2 * width + 20, max(shot.height for shot in shots)), "grey")
        both.paste(shots[0], (0, 0))
        both.paste(shots[1], (width + 20, 0))
        both.save(out / f"entry-{width}.png")


def main() -> int:
    """Measure and print the tables; return 1 when a score or the weight of our page is not what it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="medians of so many (default: 3)")
    parser.add_argument("--no-scores", action="store_true", help="weigh only")
    parser.add_argument("--screenshots", type=Path, metavar="DIR", help="put our entry page beside Material's here")
    chosen = parser.parse_args()
    stand.enter()
    import look

    print(stand.machine())
    command = None if chosen.no_scores else lighthouse_command()
    with stand.folder() as top:
        sites = {
            OURS: ours(ROOT / "entries", top / "ours"),
            PHOTOS: ours(ROOT / "tests" / "good_entries", top / "photos"),
            RIVAL: material(ROOT / "entries", top / "material"),
        }
        kinds = {name: look.kinds(sites[name]) for name in (OURS, PHOTOS)}
        for site in sites.values():
            compress(site)
        with hosted(sites, top / "nginx") as hosts:
            entry = {
                OURS: hosts[OURS] + kinds[OURS]["entry"],
                PHOTOS: hosts[PHOTOS] + kinds[PHOTOS]["entry"],
                RIVAL: hosts[RIVAL] + kinds[OURS]["entry"],
            }
            with look.chromium(ALONE) as browser:
                kept = [print_weight(name, hosts[name], weighed(browser, url)) for name, url in entry.items()]
                if chosen.screenshots:
                    side_by_side(browser, entry[OURS], entry[RIVAL], chosen.screenshots)
            rows: dict[str, Scores] = {}
            if command:
                pages = {kind: hosts[OURS] + kinds[OURS][kind] for kind in KINDS}
                for name, url in {**pages, PHOTOS: entry[PHOTOS], RIVAL: entry[RIVAL]}.items():
                    rows[name] = scored(command, url, chosen.runs, top)
                    print(f"{name}: {', '.join(map(str, rows[name].scores.values()))}", flush=True)
                print_scores(rows)
    print("\nMaterial was spared Google's fonts: requests to other hosts are refused, and only counted.")
    held = [row for name, row in rows.items() if name != RIVAL]
    passed = all(row.scores[name] >= least for row in held for name, least in LEAST.items())
    return 0 if passed and all(kept[:2]) else 1


if __name__ == "__main__":
    sys.exit(main())
