"""A commit with two parents, ours and theirs, made beside the work tree: by git where it can, else by field and by row.

What is left is told as readings to choose from, and no commit is made before each has its choice.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from honour_roll.desk import photos_in
from honour_roll.desk.git import GitError
from honour_roll.desk.repository import Repository
from honour_roll.desk.three_way import BOTH, NOTHING, THEIRS, Chosen, Place, Reading
from honour_roll.desk.two_readings import Merged, approved_apart, merged_entry, merged_rows
from honour_roll.entries.header_edits import CannotEditError, Header
from honour_roll.entries.parts import parted
from honour_roll.problem import StoppedError

WHOLE: Place = ("#file",)  # the place of a file that cannot be merged
_FILES = ("100644", "100755")
_GONE = "0" * 40


class Side(NamedTuple):
    """A file on one side: its mode, and git's name of its content."""

    mode: str
    content: str


class FileReadings(NamedTuple):
    """A file that is not merged by itself: what there is to choose in it, and its contents on both sides."""

    path: str
    readings: list[Reading]
    ours: bytes | None
    theirs: bytes | None


class _Taken(NamedTuple):
    """A file of the merged tree: its path, mode and content; None takes it out."""

    path: str
    mode: str
    data: bytes | None


def identity(path: str, place: Place) -> str:
    """Return what a choice is known by: the same for the same place of the same file."""
    return hashlib.sha256(json.dumps([path, *place]).encode()).hexdigest()[:16]


class MergedCommit:
    """The merge of two commits of a repository; ``chosen`` has sides by ``identity``."""

    def __init__(self, repository: Repository, ours: str, theirs: str, chosen: Mapping[str, str]) -> None:
        """Merge what can be merged. Raises StoppedError and GitError."""
        self._repository, self._git, self._parents = repository, repository.git, (ours, theirs)
        self._chosen = chosen
        self.base = self._git.said("merge-base", ours, theirs).strip()
        if not self.base:
            raise GitError("unrelated histories")
        self.files: list[FileReadings] = []
        self._tree, conflicts = self._merged_by_git()
        self._taken = [taken for path, sides in conflicts.items() for taken in self._resolved(path, sides)]

    @property
    def is_decided(self) -> bool:
        """Return whether every reading has its choice."""
        return all(identity(file.path, one.place) in self._chosen for file in self.files for one in file.readings)

    def made(self, title: str, who: str) -> str:
        """Make the commit; return its name. Work tree, index and branch stay as they are. Raises GitError."""
        tree = self._tree
        if self._taken:
            with tempfile.TemporaryDirectory() as folder:
                index = Path(folder, "index")
                self._git.must("read-tree", tree, index=index)
                lines = "".join(f"{self._line(one)}\0" for one in self._taken).encode("utf-8", "surrogateescape")
                self._git.must("update-index", "-z", "--index-info", index=index, given=lines)
                tree = self._git.must("write-tree", index=index).decode().strip()
        parents = [word for parent in self._parents for word in ("-p", parent)]
        return self._git.must("commit-tree", tree, *parents, "-m", title, who=who).decode().strip()

    def _line(self, taken: _Taken) -> str:
        if taken.data is None:
            return f"0 {_GONE}\t{taken.path}"
        content = self._git.must("hash-object", "-w", "--stdin", given=taken.data).decode().strip()
        return f"{taken.mode} {content}\t{taken.path}"

    def _merged_by_git(self) -> tuple[str, dict[str, dict[int, Side]]]:
        """Return the tree as git merges it, and the files that it cannot merge: base, ours and theirs as 1, 2 and 3."""
        done = self._git.run("merge-tree", "--write-tree", "-z", "--no-messages", *self._parents)
        if done is None or done.returncode not in (0, 1):
            raise GitError(done.stderr.decode("utf-8", "replace") if done else "")
        tree, *lines = done.stdout.decode("utf-8", "surrogateescape").strip("\0").split("\0")
        conflicts: dict[str, dict[int, Side]] = {}
        for line in filter(None, lines):
            said, _, path = line.partition("\t")
            mode, content, stage = said.split(" ")
            conflicts.setdefault(path, {})[int(stage)] = Side(mode, content)
        for path in self._changed_by_both() - conflicts.keys():
            sides = {n: side for n, at in enumerate((self.base, *self._parents), 1) if (side := self._side(at, path))}
            if self._needs_people(sides, self._side(tree, path)):
                conflicts[path] = sides
        return tree, conflicts

    def _needs_people(self, sides: dict[int, Side], merged: Side | None) -> bool:
        """Return whether an entry that git has merged is not as both meant it."""
        contents = {number: self._data(side) or b"" for number, side in sides.items()}
        ours, theirs = contents.get(2), contents.get(3)
        if merged is None or ours is None or theirs is None or not (_is_readable(ours) and _is_readable(theirs)):
            return False
        if not _is_readable(self._data(merged)):
            return True  # lines that fit make a header with one key twice
        return 1 in contents and approved_apart(contents[1], ours, theirs)

    def _changed_by_both(self) -> set[str]:
        """Return the entries that both sides have changed."""
        names = [
            self._git.must("diff", "--name-only", "--no-renames", "-z", self.base, side).decode(
                "utf-8", "surrogateescape"
            )
            for side in self._parents
        ]
        ours, theirs = (set(one.split("\0")) for one in names)
        return {path for path in ours & theirs if self._repository.entry(path)}

    def _side(self, commit: str, path: str) -> Side | None:
        said = self._git.said("ls-tree", "--full-tree", commit, "--", path).split()
        return Side(said[0], said[2]) if said else None

    def _data(self, side: Side | None) -> bytes | None:
        return self._git.must("cat-file", "blob", side.content) if side else None

    def _resolved(self, path: str, sides: dict[int, Side]) -> list[_Taken]:
        """Return what becomes of a file that git cannot merge."""
        # Git makes up a name for a file where the other side has a folder.
        is_real = any(self._side(commit, path) for commit in (self.base, *self._parents))
        if not is_real or any(side.mode not in _FILES for side in sides.values()):
            raise StoppedError(f"Hai bên đã đổi “{path}” theo cách bàn viết không gộp được. Nhờ người biết git gộp.")
        base, ours, theirs = (self._data(sides.get(number)) for number in (1, 2, 3))
        mode = (sides.get(2) or sides.get(3) or sides[1]).mode
        if ours is not None and theirs is not None:
            try:
                merged = self._merged(path, base, ours, theirs, lambda place: self._chosen.get(identity(path, place)))
            except CannotEditError:
                merged = None
            if merged:
                self.files.append(FileReadings(path, merged.readings, ours, theirs))
                return [_Taken(path, mode, merged.data)]
        elif base is None or (ours is None and theirs is None):
            return [_Taken(path, mode, ours or theirs)]  # of a file that each side has moved elsewhere
        return self._whole(path, mode, ours, theirs)

    def _merged(self, path: str, base: bytes | None, ours: bytes, theirs: bytes, chosen: Chosen) -> Merged | None:
        repository = self._repository
        if repository.entry(path):
            return merged_entry(base, ours, theirs, chosen)
        is_register = path.startswith(repository.lists) and "/" not in path.removeprefix(repository.lists)
        if path.endswith(".yml") and (is_register or path == f"{repository.entries}so-dia-chi.yml"):
            return merged_rows(base, ours, theirs, chosen)
        return None

    def _whole(self, path: str, mode: str, ours: bytes | None, theirs: bytes | None) -> list[_Taken]:
        """Take one of two files as it is; of photos both may stay, theirs under a name of its own."""
        can_be_both = photos_in.is_photo(path) and ours is not None and theirs is not None
        names = [NOTHING if one is None else path for one in (ours, theirs)]
        reading = Reading(WHOLE, NOTHING, names[0], names[1], can_be_both)
        self.files.append(FileReadings(path, [reading], ours, theirs))
        chosen = self._chosen.get(identity(path, WHOLE))
        taken = [_Taken(path, mode, theirs if chosen == THEIRS else ours)]
        if chosen == BOTH and can_be_both:
            taken.append(_Taken(self._free(path), mode, theirs))
        if self._repository.entry(path) and taken[0].data is not None:  # its photos stay with it
            taken += self._beside(path, self._parents[1 if chosen == THEIRS else 0])
        return taken

    def _free(self, path: str) -> str:
        """Return a name beside a file that no file of the merged tree has."""
        file, number = PurePosixPath(path), 2
        while self._side(self._tree, name := str(file.with_name(f"{file.stem}-{number}{file.suffix}"))):
            number += 1
        return name

    def _beside(self, path: str, commit: str) -> list[_Taken]:
        """Return the files that lie beside an entry in a commit and are not in the merged tree."""
        folder = f"{PurePosixPath(path).parent}/"
        names = self._git.said("ls-tree", "-r", "-z", "--full-tree", "--name-only", commit, "--", folder).split("\0")
        found = []
        for name in filter(None, names):
            side = self._side(commit, name)
            if name != path and side and not self._side(self._tree, name):
                found.append(_Taken(name, side.mode, self._data(side)))
        return found


def _is_readable(data: bytes | None) -> bool:
    try:
        Header(parted(data or b"").header)
    except CannotEditError:
        return False
    return True
