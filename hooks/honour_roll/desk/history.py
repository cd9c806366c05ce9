"""What was saved, as commits of the installed git: each save with its writer's name and a Vietnamese title.

Where the folder is no git repository, or git is not installed, everything else works and there is no history.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from honour_roll.desk.git import Git

_MOST = 100  # versions shown
_SEPARATORS = dict.fromkeys((0x1E, 0x1F))  # between versions and their fields, as git is asked for them
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
        self.git = Git(entries)
        self.is_kept = self.git.said("rev-parse", "--is-inside-work-tree").strip() == "true"

    def writer(self) -> str:
        """Return the name that git has for who works on this machine; empty when it has none."""
        return self.git.said("config", "user.name").strip()

    def commit(self, paths: Sequence[Path], title: str, who: str, remarks: str = "") -> bool:
        """Commit what changed at ``paths``, and nothing else that may wait; return whether something was committed.

        A title is one line, so that none passes for an approver's remarks.
        """
        if not self.is_kept:
            return False
        names = [str(path) for path in paths if self._takes(path)]
        if not names:
            return False
        self.git.said("add", "--all", "--", *names, who=who)
        before = self.git.said("rev-parse", "HEAD")
        said = f"{' '.join(title.split())}\n\n{remarks.translate(_SEPARATORS)}".strip()
        self.git.said("commit", "--quiet", "--message", said, "--", *names, who=who)
        return before != self.git.said("rev-parse", "HEAD")

    def _takes(self, path: Path) -> bool:
        """Return whether git has something to say of a path: it adds nothing at all when it does not know one of them.

        A folder that was renamed before it was ever kept is such a path, and a page outside of the repository.
        """
        return bool(self.git.said("ls-files", "--cached", "--others", "--exclude-standard", "--", str(path)))

    def versions(self, path: Path) -> list[Version]:
        """Return the saved versions of a file, the newest first."""
        said = (
            self.git.said("log", f"--format={_FIELDS}", f"--max-count={_MOST}", "--", str(path)) if self.is_kept else ""
        )
        return [
            Version(*(part.strip() for part in line.split("\x1f"))) for line in said.split("\x1e") if "\x1f" in line
        ]

    def content(self, path: Path, commit: str) -> bytes | None:
        """Return a file as it was in a commit that ``versions`` names; None when there is no such version."""
        return self._blob(path, commit) if commit in {version.commit for version in self.versions(path)} else None

    def contents(self, path: Path, versions: Sequence[Version]) -> Iterator[bytes]:
        """Yield a file as it was in each of its ``versions``; nothing of one in which it was not there."""
        return (self._blob(path, version.commit) or b"" for version in versions)

    def _blob(self, path: Path, commit: str) -> bytes | None:
        top = Path(self.git.said("rev-parse", "--show-toplevel").strip())
        name = path.resolve().relative_to(top.resolve()).as_posix()
        done = self.git.run("cat-file", "blob", f"{commit}:{name}")
        return done.stdout if done and done.returncode == 0 else None
