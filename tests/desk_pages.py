"""Pages of the desk in Chromium, as the tests need them: its scripts, served under its policy, and what the page says."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page

import look
from environment import ROOT

STATIC = ROOT / "hooks" / "desk" / "static"
ASSETS = ROOT / "hooks" / "theme" / "assets"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
# --brand and --ground are what colours.css of the site brings.
COLOURS = ":root { --brand: #8a1520; --ground: #8a1520; --accent: #f2cf7e; }"
PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Bàn viết</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="favicon.svg">
<link rel="stylesheet" href="honour_roll.css"><link rel="stylesheet" href="colours.css">
<link rel="stylesheet" href="editor.css"><link rel="stylesheet" href="photo_areas.css">
<script src="reports.js"></script><script type="module" src="page.js"></script></head>
<body><main class="wrap"><h1>Bàn viết</h1><div id="place"></div></main></body></html>"""
REPORTS = """window.reports = [];
document.addEventListener("securitypolicyviolation", (e) => reports.push(`${e.violatedDirective} ${e.blockedURI}`));
"""


class Host(look.Host):
    """Serves with the policy under which the desk's pages stand."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


class Desk(NamedTuple):
    """An open page, and what it asked for and said."""

    page: Page
    asked: list[str]
    said: list[str]

    def reports(self) -> list[str]:
        """Return what broke the policy."""
        found: list[str] = self.page.evaluate("reports")
        return found


@contextmanager
def desk_page(browser: Browser, folder: Path, script: str, **options: Any) -> Iterator[Desk]:
    """Yield a page that runs ``script`` beside the desk's own; ``folder`` is filled, and may hold pictures already."""
    for source in (*STATIC.iterdir(), ASSETS / "honour_roll.css", ASSETS / "favicon.svg"):
        shutil.copy(source, folder)
    shutil.copytree(ASSETS / "fonts", folder / "fonts", dirs_exist_ok=True)
    texts = {"index.html": PAGE, "colours.css": COLOURS, "reports.js": REPORTS, "page.js": script}
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    with look.served(folder, Host) as host:
        context = browser.new_context(**{"viewport": {"width": 1366, "height": 768}, **options})
        page = context.new_page()
        desk = Desk(page, [], [])
        page.on("request", lambda request: desk.asked.append(request.url.removeprefix(host)))
        page.on("console", lambda message: desk.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: desk.said.append(f"error: {error}"))
        page.goto(host, wait_until="load")
        yield desk
        context.close()
