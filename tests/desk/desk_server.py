"""The desk as staff start it: a process of its own, on a port of its own, with a roll that the tests may change."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, Page

from environment import ROOT
from site_tools import good_roll

TOKEN = "mot-ma-cua-phep-thu"  # noqa: S105 - of the tests alone


class Answer(NamedTuple):
    """What the desk answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Server(NamedTuple):
    """A running desk: its port, the roll's entries, the folder that it keeps things in, and its process."""

    port: int
    entries: Path
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """Ask as the desk's own page would; ``headers`` replace its own, and an empty one is left out."""
        own = {"Cookie": f"desk{self.port}={TOKEN}", "Origin": self.origin, "X-Desk": "1"}
        given = own | {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        try:
            connection.request(method, path, body, {name: value for name, value in given.items() if value})
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def send(self, method: str, path: str, asked: Any) -> Answer:
        return self.ask(method, path, json.dumps(asked).encode(), Content_Type="application/json")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def running(entries: Path, folder: Path, patience: float = 60) -> Iterator[Server]:
    """Run a desk until the end of the block; ``patience`` are the seconds that it may take to answer first."""
    with started(entries, folder, free_port(), "--name", "Trần Văn Bình") as server:
        wait_until(lambda: server.ask("GET", "/ban-viet/").status == 200, patience)
        yield server


@contextmanager
def started(entries: Path, folder: Path, port: int, *options: str, said: int | None = None) -> Iterator[Server]:
    """Start a desk with some options, and end it with the block; what it says of requests goes to the file ``said``."""
    command = [sys.executable, str(ROOT / "scripts" / "desk.py"), "--no-browser", "--port", str(port)]
    command += ["--entries", str(entries), "--folder", str(folder / "ban-viet"), *options]
    own = {"HONOUR_ROLL_DESK_TOKEN": TOKEN, "HONOUR_ROLL_CACHE": str(folder / "cache"), "HONOUR_ROLL_GROUP": "test"}
    process = subprocess.Popen(command, env={**os.environ, **own}, stdout=subprocess.DEVNULL, stderr=said)
    server = Server(port, entries, folder / "ban-viet", process)
    try:
        yield server
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something is true; a refused connection is not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if true():
                return
        except OSError:
            pass
        time.sleep(0.1)
    pytest.fail("it did not come true")


def put_in_git(entries: Path, who: str, email: str) -> None:
    """Make a folder a repository with one commit, whose writer is ``who``."""
    for words in (
        ["init", "-q"],
        ["config", "user.name", who],
        ["config", "user.email", email],
        ["add", "-A"],
        ["commit", "-qm", "Đầu tiên"],
    ):
        subprocess.run(["git", *words], cwd=entries, check=True)


@contextmanager
def running_over_good_entries(folder: Path, *, in_git: bool = False) -> Iterator[Server]:
    """Run a desk over a copy of the good entries in ``folder``."""
    entries = good_roll(folder / "entries")
    if in_git:
        put_in_git(entries, "Nguyễn Thị Hương", "huong@example.vn")
    with running(entries, folder) as server:
        yield server


def opened(browser: Browser, server: Server, **options: Any) -> Iterator[Page]:
    """Yield a page at the desk's home, as on an office's screen; at the end no script may have failed."""
    context = browser.new_context(**{"viewport": {"width": 1366, "height": 768}, **options})
    page = context.new_page()
    page.set_default_timeout(60_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if "Security Policy" in message.text else None)
    page.goto(f"{server.origin}/vao?k={TOKEN}")
    yield page
    context.close()
    assert errors == []


def field(page: Page, at: list[Any]) -> Locator:
    """Return the field of a form that stands at a place: ``["anh", 0, "mo_ta"]``."""
    said = json.dumps(at, ensure_ascii=False, separators=(",", ":")).replace('"', '\\"')
    return page.locator(f'[data-at="{said}"]')
