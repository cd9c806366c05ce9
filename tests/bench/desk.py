"""Times the desk in Chromium at size: its home, a message after the last key, a saved edit in the preview; kills it."""

from __future__ import annotations

import argparse
import json
import random
import signal
import statistics
import sys
import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from typing import Any

import stand

BOUNDS = {"home, in the browser": 0.5, "last key to message": 0.3, "saved edit in the preview": 0.5}
PATIENCE = 300  # seconds


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=2000, metavar="N", help="how many (default: 2000)")
    parser.add_argument("--times", type=int, default=7, metavar="N", help="how often each is measured (default: 7)")
    parser.add_argument("--kills", type=int, default=0, metavar="N", help="kill it so often while drafts are written")
    chosen = parser.parse_args()
    stand.enter()
    sys.path[:0] = [str(stand.ROOT / "tests"), str(stand.ROOT / "tests" / "desk")]
    print(f"{chosen.entries} entries; {stand.machine()}")
    with stand.folder() as top:
        entries = top / "entries"
        stand.samples(chosen.entries, entries)
        if chosen.kills:
            return killed(entries, top, chosen.kills)
        for what, seconds in measured(entries, top, chosen.times).items():
            middle = statistics.median(seconds)
            print(f"{what}: {middle:.3f} s median, {max(seconds):.3f} worst; {middle / BOUNDS[what]:.2f} of its bound")
    return 0


def measured(entries: Path, top: Path, times: int) -> dict[str, list[float]]:
    """Return the seconds that each thing took, each so many times."""
    import look
    from desk_server import TOKEN, running

    found: dict[str, list[float]] = {what: [] for what in BOUNDS}
    with running(entries, top, PATIENCE) as server, look.chromium() as browser:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(f"{server.origin}/vao?k={TOKEN}")
        index = min(entries.glob("20*/*/index.md"))
        address = f"{server.origin}/mo-hinh/{index.parent.name}/"
        until(lambda: page.request.get(address).status == 200)
        for number in range(times):
            found["home, in the browser"].append(timed(lambda: page.goto(f"{server.origin}/ban-viet/")))
            page.goto(f"{server.origin}/ban-viet/bai/{index.parent.parent.name}/{index.parent.name}")
            title = page.locator("input").first
            title.fill("Ngắn")
            page.locator(".tell").first.wait_for()
            whole = f"Tên mới lần thứ {number} của mô hình này"
            title.fill(whole)
            page.locator(".tell").first.wait_for(state="detached")
            found["last key to message"].append(float(page.evaluate(_KEY_TO_MESSAGE)))
            title.fill(whole)
            page.locator(".tell").first.wait_for(state="detached")
            page.click("#save")
            shown = timed(lambda words=whole: until(lambda: words in page.request.get(address).text()))  # type: ignore[misc]
            found["saved edit in the preview"].append(shown)
    return found


# Within the page: what the browser's own driver takes is not counted.
_KEY_TO_MESSAGE = """async () => {
  const title = document.querySelector(".form input")
  title.value = "Ngắn"
  const start = performance.now()
  title.dispatchEvent(new Event("input", {bubbles: true}))
  await new Promise((resolve) => document.addEventListener("checked", resolve, {once: true}))
  return (performance.now() - start) / 1000
}"""


def write_drafts(server: Any, path: str, answered: list[int]) -> None:
    """Send drafts one after the other until the desk is gone; ``answered`` holds the number of the last one kept."""
    for count in range(10_000):
        draft = {"digest": "x", "data": {"ten": "chữ " * 2000, "lan": count}, "sections": {}}
        try:
            if server.send("PUT", f"/ban-viet/giu/{path}", draft).status != HTTPStatus.OK:
                return
        except (OSError, HTTPException):
            return
        answered[0] = count


def killed(entries: Path, top: Path, times: int) -> int:
    """Kill the desk again and again while drafts are written; each that was answered must be there, whole."""
    from desk_server import running

    lost = broken = 0
    index = min(entries.glob("20*/*/index.md"))
    path = f"{index.parent.parent.name}/{index.parent.name}"
    for number in range(times):
        with running(entries, top, PATIENCE) as server:
            answered = [-1]
            writer = threading.Thread(target=write_drafts, args=(server, path, answered))
            writer.start()
            time.sleep(0.3 + random.random())  # noqa: S311 - any moment will do
            server.process.send_signal(signal.SIGKILL)
            writer.join()
            try:
                kept = json.loads(next((server.folder / "dang-viet").glob("*.json")).read_bytes())["data"]["lan"]
            except (ValueError, StopIteration):
                broken += 1
            else:
                lost += kept < answered[0]
        print(f"\r{number + 1} kills: {lost} lost, {broken} broken", end="", flush=True)
    print()
    return int(bool(lost or broken))


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def until(true: Callable[[], bool]) -> None:
    """Wait until something is true; end the benchmark when it does not come true."""
    last = time.perf_counter() + PATIENCE
    while time.perf_counter() < last:
        if true():
            return
        time.sleep(0.02)
    sys.exit("it did not come true")


if __name__ == "__main__":
    sys.exit(main())
