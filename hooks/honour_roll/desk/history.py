"""What was saved, as commits of the installed git: each save with its writer's name and a Vietnamese title.

Where the folder is no git repository, or git is not installed, everything else works and there is no history. Hooks,
signing and questions of git are off: nothing may wait for an answer that nobody sees.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_OPTIONS = ("-c", "core.quotepath=false", "-c", f"core.hooksPath={os.devnull}", "-c", "commit.gpgsign=false")
_SECONDS = 60
_MOST = 100  # versions shown
_FIELDS = "%H%x1f%an%x1f%aI%x1f%s%x1f%b%x1e"


class Version(NamedTuple):
    """One saved version of a file: its commit, who saved it when (ISO 8601), the title, and remarks on it."""

    commit: str
    who: str
    when: str
    title: str
    remarks: str


class History:
    """The history of the folder ``entries``; ``is_kept`` says whether there is one."""

    def __init__(self, entries: Path) -> None:
        """Look whether git keeps the folder."""
        self._entries = entries
        self.is_kept = self._run("rev-parse", "--is-inside-work-tree").strip() == "true"

    def writer(self) -> str:
        """Return the name that git has for who works on this machine; empty when it has none."""
        return self._run("config", "user.name").strip()

    def commit(self, paths: Sequence[Path], title: str, who: str, remarks: str = "") -> bool:
        """Commit what changed at ``paths``, and nothing else that may wait; return whether something was committed."""
        if not self.is_kept:
            return False
        names = [str(path) for path in paths if self._takes(path)]
        if not names:
            return False
        self._run("add", "--all", "--", *names, who=who)
        before = self._run("rev-parse", "HEAD")
        self._run("commit", "--quiet", "--message", f"{title}\n\n{remarks}".strip(), "--", *names, who=who)
        return before != self._run("rev-parse", "HEAD")

    def _takes(self, path: Path) -> bool:
        """Return whether git has something to say of a path: it adds nothing at all when it does not know one of them.

        A folder that was renamed before it was ever kept is such a path, and a page outside of the repository.
        """
        return bool(self._run("ls-files", "--cached", "--others", "--exclude-standard", "--", str(path)))

    def versions(self, path: Path) -> list[Version]:
        """Return the saved versions of a file, the newest first."""
        said = self._run("log", f"--format={_FIELDS}", f"--max-count={_MOST}", "--", str(path)) if self.is_kept else ""
        return [
            Version(*(part.strip() for part in line.split("\x1f"))) for line in said.split("\x1e") if "\x1f" in line
        ]

    def content(self, path: Path, commit: str) -> bytes | None:
        """Return a file as it was in a commit that ``versions`` names; None when there is no such version."""
        if commit not in {version.commit for version in self.versions(path)}:
            return None
        top = Path(self._run("rev-parse", "--show-toplevel").strip())
        name = path.resolve().relative_to(top.resolve()).as_posix()
        done = self._process("cat-file", "blob", f"{commit}:{name}")
        return done.stdout if done and done.returncode == 0 else None

    def _run(self, *words: str, who: str = "") -> str:
        """Return what git prints; nothing when it fails or is not there."""
        done = self._process(*words, who=who)
        return done.stdout.decode("utf-8", "replace") if done and done.returncode == 0 else ""

    def _process(self, *words: str, who: str = "") -> subprocess.CompletedProcess[bytes] | None:
        own = {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8", "GIT_OPTIONAL_LOCKS": "0"}
        if who:
            own |= {"GIT_AUTHOR_NAME": who, "GIT_COMMITTER_NAME": who}
            if not self._run("config", "user.email").strip():
                own |= {"GIT_AUTHOR_EMAIL": "ban-viet@localhost", "GIT_COMMITTER_EMAIL": "ban-viet@localhost"}
        try:
            return subprocess.run(
                ["git", *_OPTIONS, *words],
                cwd=self._entries,
                env={**os.environ, **own},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
