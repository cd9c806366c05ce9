"""The git repository that the desk writes into: whether it can be exchanged, and how its work tree moves to a commit.

The work tree is moved by git itself, forward only, and git refuses where that would cost somebody's change. The commit
to move to is noted in a ref before: what a power cut left half moved is finished at the next start.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from honour_roll.desk import photos_in
from honour_roll.desk.git import Git, GitError
from honour_roll.desk.git_refusals import sentence
from honour_roll.entries.folders import INDEX
from honour_roll.problem import StoppedError

_LEAST = (2, 38)  # of git: merge-tree --write-tree
_PENDING = "refs/ban-viet/dang-chuyen"
_UNFINISHED = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")
_UNMERGED = {"DD", "AU", "UD", "UA", "DU", "AA", "UU"}
_IS_ENTRY = re.compile(rf"[12]\d{{3}}/[^/]+/{re.escape(INDEX)}")
_SUBMODULE = "160000"
_ELSEWHERE = "//"


class Remote(NamedTuple):
    """Where others' work comes from and ours goes to: git's name of the other repository, and the branch there."""

    name: str
    branch: str

    @property
    def ref(self) -> str:
        """Return the ref under which git keeps the branch as it was last seen."""
        return f"refs/remotes/{self.name}/{self.branch}"


class Repository:
    """The repository around the folders ``entries`` and ``lists``."""

    def __init__(self, entries: Path, lists: Path) -> None:
        """Find the top of the work tree; where there is none, ``ready`` says so."""
        top = Git(entries).said("rev-parse", "--show-toplevel").strip()
        self.git = Git(Path(top) if top else entries)
        self.is_there = bool(top)
        self.entries, self.lists = self._name(entries), self._name(lists)

    def _name(self, folder: Path) -> str:
        """Return a folder as git names it, with a slash behind: nothing for the top, _ELSEWHERE for one outside."""
        if not self.is_there:
            return ""
        top, folder = self.git.folder.resolve(), folder.resolve()
        if not folder.is_relative_to(top):
            return _ELSEWHERE
        name = folder.relative_to(top).as_posix()
        return "" if name == "." else f"{name}/"

    def entry(self, path: str) -> str:
        """Return ``<year>/<slug>`` of a path that is an entry's ``index.md``; empty for others."""
        inner = path.removeprefix(self.entries)
        is_below = path.startswith(self.entries)
        return inner.removesuffix(f"/{INDEX}") if is_below and _IS_ENTRY.fullmatch(inner) else ""

    def commit_of(self, name: str) -> str:
        """Return the commit that a name stands for; empty when there is none."""
        return self.git.said("rev-parse", "--quiet", "--verify", f"{name}^{{commit}}").strip()

    def is_before(self, commit: str, other: str) -> bool:
        """Return whether a commit is another, or comes before it."""
        done = self.git.run("merge-base", "--is-ancestor", commit, other)
        return done is not None and done.returncode == 0

    def ahead(self, remote: Remote) -> int:
        """Return how many changes were made here and not sent; merges are none."""
        known = [f"^{remote.ref}"] if self.commit_of(remote.ref) else []
        return int(self.git.said("rev-list", "--count", "--no-merges", "HEAD", *known).strip() or 0)

    def remote(self) -> Remote | None:
        """Return the repository that the branch is exchanged with; None when there is none, or no main one."""
        branch = self.git.said("symbolic-ref", "--quiet", "--short", "HEAD").strip()
        names = self.git.said("remote").split()
        if not branch or not names:
            return None
        own = self.git.said("config", f"branch.{branch}.remote").strip()
        there = self.git.said("config", f"branch.{branch}.merge").strip().removeprefix("refs/heads/")
        if own in names:
            return Remote(own, there or branch)
        name = names[0] if len(names) == 1 else "origin"
        return Remote(name, branch) if name in names else None

    def ready(self) -> Remote:
        """Return the repository to exchange with. Raises StoppedError, with the mend, when it cannot be."""
        version = re.search(r"(\d+)\.(\d+)", self.git.said("version"))
        if version is None or not self.is_there:
            raise StoppedError(
                "Thư mục bài không nằm trong kho git nên chưa trao đổi được. "
                "Nhờ người phụ trách máy cài git và tải kho chung về; mọi việc khác của bàn viết vẫn làm được."
            )
        if (int(version[1]), int(version[2])) < _LEAST:
            raise StoppedError(
                f"Git trên máy này là bản {version[0]}, quá cũ. Nhờ người phụ trách máy cài bản 2.38 trở lên."
            )
        self._is_whole()
        if remote := self.remote():
            return remote
        raise StoppedError(
            "Kho này chưa biết kho chung ở đâu. Nhờ người phụ trách máy ghi địa chỉ: git remote add origin ĐỊA_CHỈ."
        )

    def _is_whole(self) -> None:
        """Raise StoppedError where a repository is in a state that the desk leaves to people who know git."""
        said = self.git.said
        if said("rev-parse", "--show-superproject-working-tree").strip():
            raise StoppedError(
                "Kho bài này là một kho con (submodule) của kho khác, bàn viết không trao đổi được. "
                "Nhờ người phụ trách máy tải riêng kho bài về một thư mục."
            )
        paths = [said("rev-parse", "--git-path", name).strip() for name in _UNFINISHED]
        if any((self.git.folder / path).exists() for path in paths):
            raise StoppedError(
                "Trong kho còn một lần gộp làm dở bằng chương trình khác. "
                "Nhờ người phụ trách máy làm nốt, hoặc bỏ bằng lệnh git merge --abort hay git rebase --abort."
            )
        if not said("symbolic-ref", "--quiet", "HEAD").strip():
            raise StoppedError(
                "Kho đang mở một bản cũ, không ở nhánh nào. Nhờ người phụ trách máy chạy: git switch main."
            )
        if not self.commit_of("HEAD"):
            raise StoppedError("Kho này chưa có bản lưu nào. Lưu một bài ở bàn viết rồi bấm lại.")
        if said("rev-parse", "--is-shallow-repository").strip() == "true":
            raise StoppedError(
                "Kho trên máy này được tải về thiếu lịch sử nên không gộp được. "
                "Nhờ người phụ trách máy chạy: git fetch --unshallow."
            )

    def commit_loose(self, who: str, writing: Collection[str]) -> None:
        """Commit what was changed in entries and registers with another program.

        Photos that lie beside an entry which is being written wait for its save. Raises StoppedError and GitError.
        """
        folders = {name or "." for name in (self.entries, self.lists) if name != _ELSEWHERE}
        found = self.git.must("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", *folders)
        names = []
        for line in filter(None, found.decode("utf-8", "surrogateescape").split("\0")):
            code, name = line[:2], line[3:]
            if code in _UNMERGED:
                raise StoppedError(f"Tệp “{name}” còn dở một lần gộp. Nhờ người phụ trách máy làm nốt rồi bấm lại.")
            if code != "??" or self._belongs(name, writing):
                names.append(name)
        if not names:
            return
        given, from_file = "\0".join(names).encode("utf-8", "surrogateescape"), "--pathspec-from-file=-"
        self.git.must("add", "--all", from_file, "--pathspec-file-nul", given=given)
        title = f"Sửa bằng chương trình khác: {names[0] if len(names) == 1 else f'{len(names)} tệp'}"
        words = ("commit", "--quiet", "--message", title, from_file, "--pathspec-file-nul")
        try:
            self.git.must(*words, who=who, given=given)
        except GitError as error:
            if str(error).strip():  # it says nothing where only line ends differ
                raise

    def _belongs(self, name: str, writing: Collection[str]) -> bool:
        """Return whether a file that git does not know yet is part of the roll."""
        folder, _, file = name.rpartition("/")
        if f"{folder}/" == self.lists:
            return file.endswith(".yml")
        entry = self.entry(f"{folder}/{INDEX}")
        return bool(entry) and (file == INDEX or (photos_in.is_photo(file) and entry not in writing))

    def move(self, commit: str) -> None:
        """Move the branch, the index and the work tree forward to a commit. Raises StoppedError; then nothing moved."""
        changed = self.git.must("diff", "--raw", "--no-renames", "HEAD", commit).decode("utf-8", "replace")
        if any(_SUBMODULE in line.split()[:2] for line in changed.replace(":", "").splitlines()):
            raise StoppedError("Bản mới có kho con (submodule). Nhờ người phụ trách máy lấy bản ấy bằng git.")
        self.git.must("update-ref", _PENDING, commit)
        try:
            self.git.must("merge", "--ff-only", "--quiet", "--no-autostash", "--no-stat", commit)
        except GitError as error:
            if str(error).strip():  # it has refused, and not been killed
                self.git.must("update-ref", "-d", _PENDING)
            raise StoppedError(sentence(str(error))) from None
        self.git.must("update-ref", "-d", _PENDING)

    def recover(self) -> None:
        """Finish a move that was cut off. Raises StoppedError when it cannot be finished."""
        commit = self.commit_of(_PENDING) if self.is_there else ""
        if not commit:
            return
        if self.is_before(commit, "HEAD") or not self.is_before("HEAD", commit):
            self.git.must("update-ref", "-d", _PENDING)
            return
        moved = self._moved(commit)
        there = [path for path in moved if self._content(commit, path) is not None]
        if there:
            given = "\0".join(there).encode("utf-8", "surrogateescape")
            self.git.must("checkout", commit, "--pathspec-from-file=-", "--pathspec-file-nul", given=given)
        for path in set(moved) - set(there):
            self.git.must("rm", "--cached", "--quiet", "--ignore-unmatch", "--", path)
        self.move(commit)

    def _moved(self, commit: str) -> list[str]:
        """Return the files whose content is that of a commit already, or the beginning of it, and not that of HEAD."""
        names = self.git.must("diff", "--name-only", "--no-renames", "-z", "HEAD", commit)
        moved = []
        for path in filter(None, names.decode("utf-8", "surrogateescape").split("\0")):
            try:
                data: bytes | None = (self.git.folder / path).read_bytes()
            except OSError:
                data = None
            before, after = self._content("HEAD", path), self._content(commit, path)
            is_torn = after is not None and (data is None or after.startswith(data))
            if data != before and (data == after or is_torn):
                moved.append(path)
        return moved

    def _content(self, commit: str, path: str) -> bytes | None:
        """Return a file as it would stand in the work tree; None when a commit does not have it."""
        done = self.git.run("cat-file", "--filters", f"{commit}:{path}")
        return done.stdout if done and done.returncode == 0 else None
