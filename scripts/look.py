"""Take pictures of every kind of page for people to look at, and hold each against the rules of accessibility."""

import environment

environment.enter("test")

import functools
import http.server
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, sync_playwright

import options
from honour_roll import addresses
from honour_roll.problem import shown
from honour_roll.taxonomies import FIELDS, PLACES, ROUNDS

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
QUIET = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync""".split()
WIDTHS = {390: 844, 768: 1024, 1280: 900}  # with the heights of such screens
SCHEMES: tuple[Any, ...] = ("light", "dark")
CHECKED_WIDTHS = (390, 1280)
TALLEST = 16000  # pixels; Chromium draws no further in one picture
NOWHERE = "khong/co/trang/nay"

AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},  # axe leaves out the one rule of WCAG 2.2 unless asked
    "resultTypes": ["violations"],
}
# Pictures further down are fetched when near.
SCROLL_THROUGH = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
    scrollTo(0, y);
    await frame();
    await frame();
  }
  const pictures = [...document.images].filter((image) => image.checkVisibility());
  await Promise.all([document.fonts.ready, ...pictures.map((image) => image.decode().catch(() => {}))]);
  scrollTo(0, 0);
}"""


class Finding(NamedTuple):
    """An element of a page that breaks a rule of axe-core; ``help`` is the rule in words, ``seen`` what was found."""

    rule: str
    impact: str
    element: str
    help: str
    seen: str

    def __str__(self) -> str:
        """Return the finding in three lines."""
        return f"{self.rule} ({self.impact}): {self.help}\n    {self.element}\n    {self.seen}"


def findings(page: Page) -> list[Finding]:
    """Hold an open page, as it stands, against WCAG 2.2 AA and axe-core's best practices; return what breaks them."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("options => axe.run(document, options)", AXE)
    return [
        Finding(
            rule["id"], node["impact"], " ".join(node["html"].split())[:200], rule["help"], "; ".join(_messages(node))
        )
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def _messages(node: dict[str, Any]) -> list[str]:
    return [check["message"] for kind in ("any", "all", "none") for check in node[kind]]


def kinds(site: Path) -> dict[str, str]:
    """Return the address of the largest page of each kind that a built site has, by the kind's name."""
    listed = set(re.findall(r"<loc>\w+://[^/]+/(.*?)</loc>", (site / "sitemap.xml").read_text("utf-8")))

    def fullest(found: set[str]) -> list[str]:
        return sorted(found, key=lambda address: (-(site / addresses.file_of(address)).stat().st_size, address))

    def under(base: str) -> list[str]:
        return fullest({a for a in listed if re.fullmatch(f"{base}[^/]+/", a)})

    answering = {f"{addresses.MODELS}{p.parent.name}/" for p in (site / addresses.MODELS).glob("*/index.html")}
    written = {f"{address}/" for address in addresses.hand_written(environment.ROOT / "docs") if address}
    rows = (
        ("front", [""]),
        ("list", [addresses.MODELS]),
        ("entry", under(addresses.MODELS)),
        ("field", under(FIELDS.address)),
        ("place", under(PLACES.address)),
        ("round", under(ROUNDS.address)),
        ("overview", [PLACES.address]),
        ("statistics", [addresses.STATISTICS]),
        ("search", [addresses.SEARCH]),
        ("results", [f"{addresses.SEARCH}?q=phuong"]),
        ("guide", fullest(written)),
        ("written", fullest(written)[1:]),
        ("tombstone", [a for a in fullest(answering - listed) if not leads_on(site / addresses.file_of(a))]),
        ("404", [NOWHERE]),
    )
    return {kind: found[0] for kind, found in rows if found}


def leads_on(page: Path) -> bool:
    """Return whether a page only redirects to another."""
    return 'http-equiv="refresh"' in page.read_text("utf-8")


class Host(http.server.SimpleHTTPRequestHandler):
    """A host like the published site's: a missing page is answered with the site's own 404.html."""

    def handle(self) -> None:
        """Answer, unless the page was closed while its pictures were coming."""
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page where it has one."""
        lost = Path(self.directory) / "404.html"
        if code != http.HTTPStatus.NOT_FOUND or not lost.exists():
            super().send_error(code, message, explain)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(lost.read_bytes())


@contextmanager
def served(site: Path, host: type[Host] = Host) -> Iterator[str]:
    """Serve a folder on this machine; yield its address, with a slash at the end."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(host, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def chromium(*flags: str) -> Iterator[Browser]:
    """Yield a Chromium that makes no requests of its own; end the command when the machine has none."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=[*QUIET, *flags])
        try:
            yield browser
        finally:
            browser.close()


def chromium_path() -> str:
    """Return the path of this machine's Chromium; end the command when it has none."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    return found or sys.exit("Máy này chưa có Chromium.\n    Trên Debian, Ubuntu: sudo apt-get install chromium")


def open_page(browser: Browser, url: str, width: int, scheme: Any, *, scripts: bool = True) -> Page:
    """Open a page in a window of its own, with everything on it loaded; closing its context closes it."""
    size: Any = {"width": width, "height": WIDTHS[width]}
    context = browser.new_context(viewport=size, color_scheme=scheme, java_script_enabled=scripts)
    page = context.new_page()
    page.goto(url)
    page.reload()  # on the first visit the site's fonts may come too late
    if scripts:  # without them the browser fetches all pictures at once
        page.evaluate(SCROLL_THROUGH)
    return page


def photograph(page: Page, file: Path) -> None:
    """Write a picture of the whole page, in parts where it is too tall for one."""
    height = page.evaluate("document.documentElement.scrollHeight")
    if height <= TALLEST:
        page.screenshot(path=file, full_page=True)
        return
    width = page.evaluate("innerWidth")
    for number, top in enumerate(range(0, height, TALLEST), 1):
        part: Any = {"x": 0, "y": top, "width": width, "height": min(TALLEST, height - top)}
        page.screenshot(path=file.with_stem(f"{file.stem}-{number}"), full_page=True, clip=part)


def printed(page: Page, out: Path, name: str) -> None:
    """Write the page as it is printed: a PDF, and a picture of each sheet where pdftoppm is there to make them."""
    for old in out.glob(f"{name}-print-*.png"):
        old.unlink()
    file = out / f"{name}-print.pdf"
    page.pdf(path=file, format="A4", prefer_css_page_size=True)
    if shutil.which("pdftoppm"):
        subprocess.run(["pdftoppm", "-png", "-r", "80", file, file.with_suffix("")], check=True)


def look(browser: Browser, url: str, out: Path, name: str) -> list[str]:
    """Write all pictures of one page, named after its kind; return axe-core's findings, with width and scheme."""
    found = []
    for width in WIDTHS:
        for scheme in SCHEMES:
            page = open_page(browser, url, width, scheme)
            photograph(page, out / f"{name}-{width}-{scheme}.png")
            if width in CHECKED_WIDTHS:
                found += [f"{name} {width} {scheme}: {finding}" for finding in findings(page)]
            if (width, scheme) == (1280, "light"):
                printed(page, out, name)
            page.context.close()
    page = open_page(browser, url, 390, "light", scripts=False)
    photograph(page, out / f"{name}-390-light-no-script.png")
    page.context.close()
    return found


def build(chosen: options.Namespace, site: Path) -> int:
    """Build the chosen entries with ``scripts/build.py``; return its exit code."""
    command = [sys.executable, environment.ROOT / "scripts" / "build.py", "--entries", chosen.entries, "--out", site]
    registers = ["--registers", chosen.registers] if chosen.registers else []
    return subprocess.run([*command, *registers], check=False).returncode


def main(arguments: list[str]) -> int:
    """Print what breaks the rules; return 1 if anything does."""
    command = parser()
    chosen = command.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        if build(chosen, site):
            return 1
        there = kinds(site)
        if unknown := [kind for kind in chosen.kinds if kind not in there]:
            command.error(f"không có loại trang {', '.join(unknown)}; có: {', '.join(there)}")
        chosen.out.mkdir(parents=True, exist_ok=True)
        found: list[str] = []
        with served(site) as host, chromium() as browser:
            for kind in chosen.kinds or there:
                print(f"{kind}: /{there[kind]}", flush=True)
                found += look(browser, host + there[kind], chosen.out, kind)
    print(*found, sep="\n\n", end="\n\n" if found else "")
    print(f"{len(found)} chỗ trái quy tắc tiếp cận. Ảnh chụp: {shown(chosen.out)}")
    if not shutil.which("pdftoppm"):
        print("Bản in chỉ có PDF: máy thiếu pdftoppm.\n    Trên Debian, Ubuntu: sudo apt-get install poppler-utils")
    return 1 if found else 0


def parser() -> options.Parser:
    """Return the command's options."""
    parser = options.Parser("Chụp ảnh mọi loại trang để người xem lại, và soát từng trang theo quy tắc tiếp cận.")
    parser.add_entries()
    parser.add_argument(
        "--out",
        type=options.resolved,
        default=environment.ROOT / ".cache" / "look",
        metavar="THƯ_MỤC",
        help="nơi đặt ảnh chụp (mặc định: .cache/look)",
    )
    parser.add_argument("kinds", nargs="*", metavar="LOẠI", help="chỉ các loại trang này: front, list, entry…")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
