"""A page of the desk in Chromium: its scripts, served under its policy, and what the page asks for and says."""

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
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
# --brand and --ground are what colours.css of the site brings.
COLOURS = ":root { --brand: #8a1520; --ground: #8a1520; --accent: #f2cf7e; }"
PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Bàn viết</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="favicon.svg">
<link rel="stylesheet" href="honour_roll.css"><link rel="stylesheet" href="colours.css">
<link rel="stylesheet" href="editor.css"><link rel="stylesheet" href="photo_areas.css">
<script src="reports.js"></script><script type="module" src="page.js"></script></head>
<body><main class="wrap"><h1>Bàn viết</h1><h2>Cách làm</h2><div id="place"></div></main></body></html>"""
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


# --- an editor on the page --------------------------------------------------------------------------------------------

EDITOR = """
import { mountSection } from "./editor.js";

window.told = [];
window.changes = 0;
window.show = (markdown) => {
  window.section?.destroy();
  window.section = mountSection(document.querySelector("#place"), {
    markdown, label: "Cách làm", onChange: () => changes++, onPasteNotice: (text) => told.push(text),
  });
};
"""
PASTE = """({ html, text }) => {
  const clipboardData = new DataTransfer();
  if (html) clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", text);
  const place = document.querySelector("[role=textbox]");
  place.focus();
  place.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


class Section:
    """A section in the editor, as staff see it: its text, its bar and their hands on it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.page = desk.page
        self.text = desk.page.get_by_role("textbox", name="Cách làm")

    def show(self, markdown: str) -> None:
        """Show a section, with the caret behind its last letter."""
        self.page.evaluate("text => show(text)", markdown)
        self.text.press("Control+End")

    def markdown(self) -> str:
        """Return what would be saved."""
        markdown: str = self.page.evaluate("section.markdown()")
        return markdown

    def type(self, text: str) -> None:
        """Type at the caret."""
        self.page.keyboard.type(text)

    def press(self, *keys: str) -> None:
        """Press one key after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def choose(self, button: str) -> None:
        """Press a button of the bar with the mouse."""
        self.page.get_by_role("button", name=button, exact=True).click()

    def select(self, text: str) -> None:
        """Select some words, as by mouse."""
        self.page.evaluate(
            """text => {
              const texts = document.createTreeWalker(document.querySelector("[role=textbox]"), NodeFilter.SHOW_TEXT);
              while (!texts.nextNode().data.includes(text));
              const start = texts.currentNode.data.indexOf(text);
              getSelection().setBaseAndExtent(texts.currentNode, start, texts.currentNode, start + text.length);
            }""",
            text,
        )
        self.page.wait_for_timeout(50)  # the browser tells the editor of a selection a moment later

    def paste(self, html: str = "", text: str = "") -> str:
        """Paste at the caret; return what would be saved then."""
        self.page.evaluate(PASTE, {"html": html, "text": text})
        return self.markdown()
