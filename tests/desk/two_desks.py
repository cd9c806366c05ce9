"""Two offices and the repository that they share: real git, and an exchange in each."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from honour_roll.desk.exchange import Choices, Exchange, Result
from honour_roll.desk.git import Git
from honour_roll.desk.merged_commit import identity
from site_tools import GOOD

ENTRY = "2018/goc-xanh-vi-du"


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def at_once(work: Callable[..., Any], *given: Any) -> Any:
    return work(*given)


class Office(NamedTuple):
    """A clone, the name of who writes there, and the exchange of its desk."""

    top: Path
    who: str
    exchange: Exchange

    @property
    def entries(self) -> Path:
        return self.top / "entries"

    def file(self, path: str = ENTRY) -> Path:
        return self.entries / path / "index.md"

    def text(self, path: str = ENTRY) -> str:
        return self.file(path).read_text("utf-8")

    def replace(self, old: str, new: str, path: str = ENTRY) -> None:
        assert old in self.text(path)
        self.file(path).write_bytes(self.file(path).read_bytes().replace(old.encode(), new.encode()))
        self.commit(f"Sửa: {new}")

    def commit(self, title: str) -> None:
        git(self.top, "add", "-A")
        git(self.top, "commit", "-qm", title)

    def run(self, choices: Choices | None = None) -> Result:
        return self.exchange.run(self.who, at_once, choices)

    def choose(self, *sides: str) -> Choices:
        """Choose sides, in the order in which the readings are shown."""
        waiting = self.exchange.open()
        assert waiting
        names = [identity(file.path, one.place) for file in waiting.files for one in file.readings]
        return Choices(waiting.ours, waiting.theirs, dict(zip(names, sides, strict=True)))


def shared(folder: Path) -> tuple[Office, Office]:
    """Lay down a repository that two offices share, each with its clone; both have the good entries."""
    git(folder, "init", "-q", "--bare", "-b", "main", "chung.git")
    made = []
    for name, who in (("a", "Nguyễn Thị An"), ("b", "Trần Văn Bình")):
        git(folder, "clone", "-q", str(folder / "chung.git"), name)
        top = folder / name
        git(top, "config", "user.name", who)
        git(top, "config", "user.email", f"{name}@example.vn")
        git(top, "config", "core.autocrlf", "false")
        git(top, "symbolic-ref", "HEAD", "refs/heads/main")
        if not made:
            shutil.copytree(GOOD, top / "entries")
            (top / "mkdocs.yml").write_text("site_name: Dân vận khéo\n", "utf-8")
            git(top, "add", "-A")
            git(top, "commit", "-qm", "Đầu tiên")
            git(top, "push", "-q", "origin", "HEAD:main")
        made.append(office(top, who))
    return made[0], made[1]


def office(top: Path, who: str) -> Office:
    """Open a desk in a clone."""
    entries = top / "entries"
    return Office(top, who, Exchange(entries, entries / "danh-muc", top.parent / f"{top.name}-giu", set))


def tree(top: Path) -> dict[str, bytes]:
    """Return all files of a work tree."""
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in sorted(top.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(top).parts
    }


def is_whole(top: Path) -> bool:
    """Return whether git finds the repository sound, with nothing uncommitted."""
    git(top, "fsck", "--no-dangling")
    return Git(top).said("status", "--porcelain") == ""
