"""The installed git, run so that it never asks, never runs hooks, and never waits for what nobody sees."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

_OPTIONS = (
    *("-c", "core.quotepath=false", "-c", f"core.hooksPath={os.devnull}", "-c", "commit.gpgsign=false"),
    *("-c", "submodule.recurse=false", "-c", "merge.directoryRenames=true", "-c", "core.fsync=committed,reference"),
)
_SECONDS = 300  # for work on this machine
_SILENT = 120  # seconds without a word from the other machine until it is given up
_LONGEST = 1800  # seconds for all that is fetched or sent at once
_TO_END = 10  # seconds
_SSH = "ssh -oBatchMode=yes -oConnectTimeout=20"
_LOCKED = 10.0  # seconds that another program's lock is waited for
_OF_ANOTHER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")  # set where a hook of git started the desk
_NEVER_ASK = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    "GCM_INTERACTIVE": "never",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "C",
}
_LOCK = re.compile(rb"Unable to create '.*\.lock': File exists|cannot lock ref|Another git process")
_PERCENT = re.compile(rb"(\d{1,3})%")


class GitError(Exception):
    """Git has refused; the text is what it said, in English."""


class Git:
    """Git in a folder of its work tree."""

    def __init__(self, folder: Path) -> None:
        """Remember the folder."""
        self.folder = folder

    def said(self, *words: str, who: str = "") -> str:
        """Return what git prints; nothing when it fails or is not there."""
        done = self.run(*words, who=who)
        return done.stdout.decode("utf-8", "replace") if done and done.returncode == 0 else ""

    def must(self, *words: str, who: str = "", given: bytes | None = None, index: Path | None = None) -> bytes:
        """Return what git prints; another program's lock is waited for. Raises GitError."""
        end = time.monotonic() + _LOCKED
        while True:
            done = self.run(*words, who=who, given=given, index=index)
            if done and done.returncode == 0:
                return done.stdout
            error = done.stderr if done else b""
            if not _LOCK.search(error) or time.monotonic() > end:
                raise GitError(error.decode("utf-8", "replace"))
            time.sleep(0.2)

    def run(
        self, *words: str, who: str = "", given: bytes | None = None, index: Path | None = None
    ) -> subprocess.CompletedProcess[bytes] | None:
        """Run git as the writer ``who``, on another ``index`` than that of the work tree if one is named.

        Return None when git is not there, or takes too long.
        """
        own = {"GIT_INDEX_FILE": str(index)} if index else {}
        if who:
            own |= {"GIT_AUTHOR_NAME": who, "GIT_COMMITTER_NAME": who}
            if not self.said("config", "user.email").strip():
                own |= {"GIT_AUTHOR_EMAIL": "ban-viet@localhost", "GIT_COMMITTER_EMAIL": "ban-viet@localhost"}
        feed: dict[str, Any] = {"stdin": subprocess.DEVNULL} if given is None else {"input": given}
        try:
            return subprocess.run(
                ["git", *_OPTIONS, *words],
                cwd=self.folder,
                env=_environment() | own,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
                **feed,
            )
        except (OSError, subprocess.TimeoutExpired):
            return None

    def far(self, words: Sequence[str], told: Callable[[int], None]) -> tuple[int, str, str]:
        """Talk with another machine; return git's exit code, what it printed, and what it said of errors.

        ``told`` is called with the percent that git has done of a step. What is silent too long is ended.
        """
        own = _environment() | ({} if self._has_ssh() else {"GIT_SSH_COMMAND": _SSH})
        errors = bytearray()
        heard = begun = time.monotonic()
        with (
            tempfile.TemporaryFile() as out,
            subprocess.Popen(
                ["git", *_OPTIONS, *words],
                cwd=self.folder,
                env=own,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.PIPE,
                start_new_session=True,
            ) as process,
        ):

            def listen() -> None:
                nonlocal heard
                while process.stderr and (piece := os.read(process.stderr.fileno(), 4096)):
                    heard = time.monotonic()
                    errors.extend(piece)
                    if found := _PERCENT.findall(piece):
                        told(int(found[-1]))

            ear = threading.Thread(target=listen, daemon=True)
            ear.start()
            while process.poll() is None:
                time.sleep(0.05)
                now = time.monotonic()
                if now - heard > _SILENT or now - begun > _LONGEST:
                    errors.extend(b"\nConnection timed out\n")
                    _end(process)
            ear.join(_TO_END)
            out.seek(0)
            return process.returncode, out.read().decode("utf-8", "replace"), errors.decode("utf-8", "replace")

    def _has_ssh(self) -> bool:
        """Return whether the user has set how ssh is called."""
        return any(os.environ.get(name) for name in ("GIT_SSH_COMMAND", "GIT_SSH")) or bool(
            self.said("config", "core.sshCommand").strip()
        )


def _end(process: subprocess.Popen[bytes]) -> None:
    """End git and what it has started; asked first, it removes its locks."""
    for kind in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
        if sys.platform == "win32":
            process.terminate()
        else:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, kind)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_TO_END)


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER} | _NEVER_ASK
