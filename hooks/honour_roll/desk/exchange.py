"""“Lấy bài mới, gửi bài đi”: what others have sent comes in, what is ours goes out, and nobody's work is overwritten.

Fetching and sending may take minutes and touch no file of the work tree; all else is done in the desk's own thread,
between two saves. Nothing is forced: a refused push is answered by fetching again.
"""

from __future__ import annotations

import datetime
import json
import threading
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from honour_roll.desk.git import GitError
from honour_roll.desk.git_refusals import sentence
from honour_roll.desk.merged_commit import FileReadings, MergedCommit
from honour_roll.desk.repository import Remote, Repository
from honour_roll.problem import StoppedError
from honour_roll.store import write_durably

_TIMES = 3  # that others may be faster
_MOST_NAMES = 3  # of authors in the title of a merge
_LATER = r"(fetch first)", "(non-fast-forward)", "cannot lock ref", "failed to update ref", "incorrect old value"


class Choices(NamedTuple):
    """What was chosen, by the identity of each reading, in the merge of the commits ``ours`` and ``theirs``."""

    ours: str
    theirs: str
    sides: Mapping[str, str]


class Standing(NamedTuple):
    """How things stand: changes not sent yet, the last exchange (ISO 8601), and places that need a choice.

    ``ahead`` is None where there is nobody to exchange with.
    """

    ahead: int | None
    last: str
    to_choose: int


class Result(NamedTuple):
    """What an exchange did, in one sentence, and how many places need a choice before it can go on."""

    said: str
    to_choose: int = 0


class Open(NamedTuple):
    """A merge that waits for choices: its two commits, where they parted, and its files."""

    ours: str
    theirs: str
    base: str
    files: list[FileReadings]


class _Received(NamedTuple):
    new: set[str]
    edited: set[str]
    gone: set[str]
    others: set[str]


class Exchange:
    """The exchange of one desk; ``doing`` is what goes on now, for people, and empty when nothing does."""

    def __init__(self, entries: Path, lists: Path, folder: Path, writing: Callable[[], Collection[str]]) -> None:
        """Begin; ``folder`` keeps when the last exchange was, ``writing`` names the entries that are being written.

        A move of the work tree that was cut off is finished.
        """
        self.repository = Repository(entries, lists)
        self._file, self._writing = folder / "trao-doi.json", writing
        self._busy = threading.Lock()
        self.doing = ""
        try:
            self.repository.recover()
        except (StoppedError, GitError):
            return  # an exchange will say why

    def standing(self) -> Standing:
        """Return how things stand, without asking the other machine."""
        try:
            kept = json.loads(self._file.read_bytes())
        except (OSError, ValueError):
            kept = {}
        remote = self.repository.remote() if self.repository.is_there else None
        if remote is None:
            return Standing(None, "", 0)
        ahead = self.repository.ahead(remote)
        return Standing(ahead, str(kept.get("last", "")), int(kept.get("to_choose", 0)) if ahead else 0)

    def run(self, who: str, in_desk: Callable[..., Any], choices: Choices | None = None) -> Result:
        """Exchange, as the writer ``who``; ``in_desk(work, *given)`` does work in the desk's thread.

        Raises StoppedError with what is wrong and how to mend it; then the work tree is as it was, or merged whole.
        """
        if not self._busy.acquire(blocking=False):
            raise StoppedError("Bàn viết đang lấy và gửi bài rồi. Chờ xong lần ấy.")
        try:
            return self._run(who, in_desk, choices)
        except GitError as error:
            raise StoppedError(sentence(str(error))) from None
        finally:
            self.doing = ""
            self._busy.release()

    def _run(self, who: str, in_desk: Callable[..., Any], choices: Choices | None) -> Result:
        remote: Remote = in_desk(self._begin, who)
        received = _Received(set(), set(), set(), set())
        for _ in range(_TIMES):
            theirs = self._fetch(remote)
            self.doing = "Đang gộp bài…"
            got, to_choose = in_desk(self._merge, theirs, who, choices)
            if to_choose:
                self._keep(to_choose=to_choose)
                return Result(f"Có {to_choose} chỗ hai bên viết khác nhau. Chọn một bản cho mỗi chỗ.", to_choose)
            received = _Received(*map(set.union, received, got))
            if (sent := self._push(remote, is_new=not theirs)) is not None:
                self._keep(last=datetime.datetime.now().astimezone().isoformat(timespec="seconds"), to_choose=0)
                return Result(said(received, sent))
        raise StoppedError(
            "Người khác đang gửi bài liên tục nên chưa gửi được. Bài mới đã lấy về; chờ một phút rồi bấm lại."
        )

    def open(self) -> Open | None:
        """Return the merge that waits for choices; None when none does. Raises StoppedError."""
        remote = self.repository.remote()
        ours, theirs = self.repository.commit_of("HEAD"), self.repository.commit_of(remote.ref) if remote else ""
        if not theirs or self.repository.is_before(theirs, ours) or self.repository.is_before(ours, theirs):
            return None
        try:
            merged = MergedCommit(self.repository, ours, theirs, {})
        except GitError as error:
            raise StoppedError(sentence(str(error))) from None
        files = [file for file in merged.files if file.readings]
        return Open(ours, theirs, merged.base, files) if files else None

    def _begin(self, who: str) -> Remote:
        remote = self.repository.ready()
        self.repository.recover()
        self.repository.commit_loose(who, self._writing())
        return remote

    def _fetch(self, remote: Remote) -> str:
        """Fetch what others sent; return its last commit, and nothing when the branch is not there yet."""
        words = ("fetch", "--progress", "--no-tags", "--no-recurse-submodules", remote.name)
        self.doing = "Đang lấy bài mới…"
        code, _, error = self.repository.git.far(
            (*words, f"+refs/heads/{remote.branch}:{remote.ref}"), lambda done: self._tell("Đang lấy bài mới", done)
        )
        if code and "couldn't find remote ref" in error:
            return ""
        if code:
            raise GitError(error)
        return self.repository.commit_of(remote.ref)

    def _merge(self, theirs: str, who: str, choices: Choices | None) -> tuple[_Received, int]:
        """Merge what others sent; return it, and how many places need a choice before that can be."""
        repository, nothing = self.repository, _Received(set(), set(), set(), set())
        ours = repository.commit_of("HEAD")
        if not theirs or repository.is_before(theirs, ours):
            return nothing, 0
        base, new = ours, theirs
        if not repository.is_before(ours, theirs):
            sides = choices.sides if choices and (choices.ours, choices.theirs) == (ours, theirs) else {}
            merged = MergedCommit(repository, ours, theirs, sides)
            if not merged.is_decided:
                return nothing, sum(len(file.readings) for file in merged.files)
            base, new = merged.base, merged.made(self._title(merged.base, theirs), who)
        repository.move(new)
        return self._received(base, theirs), 0

    def _title(self, base: str, theirs: str) -> str:
        names = dict.fromkeys(self.repository.git.said("log", "--format=%an", f"{base}..{theirs}").splitlines())
        return f"Gộp với bài của {', '.join([*names][:_MOST_NAMES])}"

    def _received(self, base: str, theirs: str) -> _Received:
        """Return which entries are new, edited and gone, and which other files came."""
        found = self.repository.git.must("diff", "--name-status", "--no-renames", "-z", base, theirs)
        words = found.decode("utf-8", "surrogateescape").split("\0")
        received = _Received(set(), set(), set(), set())
        for code, path in zip(words[::2], words[1::2], strict=False):
            kinds = {"A": received.new, "D": received.gone}
            (kinds.get(code, received.edited) if self.repository.entry(path) else received.others).add(path)
        return received

    def _push(self, remote: Remote, *, is_new: bool) -> int | None:
        """Send what is ours; return how many changes, None when others were faster. Raises GitError."""
        count = self.repository.ahead(remote)
        head = self.repository.commit_of("HEAD")
        if not is_new and self.repository.is_before(head, remote.ref):
            return 0
        self.doing = "Đang gửi bài đi…"
        words = ("push", "--porcelain", "--progress", "--no-follow-tags", "--recurse-submodules=no", remote.name)
        code, out, error = self.repository.git.far(
            (*words, f"{head}:refs/heads/{remote.branch}"), lambda done: self._tell("Đang gửi bài đi", done)
        )
        if code and any(word in out + error for word in _LATER):
            return None
        if code:
            raise GitError(out + error)
        self.repository.git.must("update-ref", remote.ref, head)
        return count

    def _tell(self, what: str, percent: int) -> None:
        self.doing = f"{what}: {percent}%"

    def _keep(self, **changes: Any) -> None:
        try:
            kept = json.loads(self._file.read_bytes())
        except (OSError, ValueError):
            kept = {}
        write_durably(self._file, json.dumps(kept | changes).encode())


def said(received: _Received, sent: int) -> str:
    """Return in one sentence what came and what went."""
    counted = ((received.new, "bài mới"), (received.edited - received.new, "bài đã sửa"), (received.gone, "bài đã bỏ"))
    came = [f"{len(paths)} {words}" for paths, words in counted if paths]
    if not came and received.others:
        came = [f"{len(received.others)} tệp đã sửa"]
    if not came and not sent:
        return "Không có bài mới để lấy, không có thay đổi nào phải gửi."
    taken = f"Đã lấy {came[0] if len(came) == 1 else ', '.join(came[:-1]) + ' và ' + came[-1]}" if came else ""
    if not sent:
        return f"{taken}; không có thay đổi nào phải gửi."
    return f"{taken}, đã gửi {sent} thay đổi." if came else f"Không có bài mới, đã gửi {sent} thay đổi."
