"""Check the style, the types and the tests of the whole project; exit with 1 if anything failed."""

import sys

import environment

environment.enter("test")

import argparse
import os
import shutil
import subprocess
import time

STEPS = {
    "ruff check": ["ruff", "check", "--output-format", "concise", "--quiet", "."],
    "ruff format": ["ruff", "format", "--check", "--output-format", "concise", "--quiet", "."],
    "mypy": ["mypy", "--no-error-summary"],
}
# Each file in one worker: what its tests share, a site, a browser, a roll of thousands, is made once.
WORKERS = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


def main() -> int:
    """Run every step whatever failed before; pytest comes last, so that its count ends the output."""
    parser = argparse.ArgumentParser(
        description=(
            "Kiểm tra toàn bộ dự án: cách viết mã, kiểu, và mọi phép thử. / "
            "Check the whole project: style, types and every test."
        ),
        epilog="Tham số khác chuyển cho pytest (-k …). / Other arguments go to pytest.",
    )
    _, for_pytest = parser.parse_known_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each of the commands that tests start compiles all code anew
    passed = has_chromium() or os.environ.get("CI") != "true"
    for name, command in STEPS.items():
        passed = step(name, command) and passed
    print("pytest", flush=True)
    return 0 if python("pytest", *WORKERS, *for_pytest) and passed else 1


def has_chromium() -> bool:
    """Return whether the browser tests have Chromium; install it where that is allowed."""
    if any(map(shutil.which, CHROMIUMS)):
        return True
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("chromium: installing it for the browser tests (apt-get)", flush=True)
        for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", "-qq", *command], stdout=subprocess.DEVNULL, check=False)
    found = shutil.which("chromium") is not None
    if not found:
        print("chromium: MISSING, the browser tests need it: sudo apt-get install chromium", flush=True)
    return found


def step(name: str, command: list[str]) -> bool:
    """Run one step, print one line on it, and return whether it passed."""
    start = time.monotonic()
    passed = python(*command)
    print(f"{name}: {'ok' if passed else 'FAILED'} ({time.monotonic() - start:.1f} s)", flush=True)
    return passed


def python(module: str, *arguments: str) -> bool:
    """Run a Python tool over the project; return whether it exited with 0."""
    return subprocess.run([sys.executable, "-m", module, *arguments], cwd=environment.ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
