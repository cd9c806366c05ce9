"""Who sits at the desk, and what a writer leaves to an approver.

Roles are for people with accounts. Whoever sits at the machine that the desk runs on may do all, under any name: the
files lie there anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from honour_roll.desk.edits import data_of, status_of
from honour_roll.entries.header_edits import CannotEditError, Header
from honour_roll.entries.parts import parted
from honour_roll.problem import StoppedError

WRITER, APPROVER = "nguoi-viet", "nguoi-duyet"
ROLES = {WRITER: "Người viết", APPROVER: "Người duyệt"}
_UNSEEN = ("", "nhap", "cho-duyet")  # states that a writer moves an entry between: readers see none of them
_WRITABLE = (*_UNSEEN, "tam-an")  # states in which a writer may edit

_APPROVERS_STEP = "Việc này của người duyệt. Gửi duyệt bài, rồi nhờ người duyệt làm."
_PUBLIC = "Bài này đã công bố hoặc thu hồi, chỉ người duyệt sửa được. Nhờ người duyệt sửa, hoặc tạm ẩn bài để bạn sửa."
_CHOICE = "Hai bên cùng sửa một bài đã công bố, một danh mục hoặc một trang. Nhờ người duyệt chọn."


class NotAllowedError(StoppedError):
    """What is asked is another role's work, or goes under another name; the text says whose."""


class Person(NamedTuple):
    """Who asks: the name for the history, a role, and the key of an account.

    ``key`` is empty for whoever sits at this machine, and so may be ``name``.
    """

    name: str
    role: str = APPROVER
    key: str = ""

    @property
    def may_approve(self) -> bool:
        """Return whether this is an approver."""
        return self.role == APPROVER

    def may_edit(self, data: bytes) -> bool:
        """Return whether this person may edit an entry with the text ``data``."""
        return self.may_approve or _status(data) in _WRITABLE


def refuse_touching(person: Person, data: bytes) -> None:
    """Raise NotAllowedError when a person may not edit an entry with the text ``data``."""
    if not person.may_edit(data):
        raise NotAllowedError(_PUBLIC)


def refuse_change(person: Person, old: bytes, new: bytes) -> None:
    """Raise NotAllowedError when a person may not make ``new`` of the text ``old`` of an entry."""
    if person.may_approve:
        return
    refuse_touching(person, old)
    before, after = _status(old), _status(new)
    is_moved = before != after and not (before in _UNSEEN and after in _UNSEEN)
    if is_moved or data_of(old).get("duyet") != data_of(new).get("duyet"):
        raise NotAllowedError(_APPROVERS_STEP)


def refuse_save(person: Person, old: bytes, new: bytes, edits: Mapping[str, Any], *, asks_approval: bool) -> None:
    """Raise NotAllowedError when a person may not save ``new`` in place of ``old``, or not under that name.

    ``edits`` are what the form sent: its remarks and small edits are an approver's, and ``who`` is whom it was opened
    by. With ``asks_approval`` each edit of what is public is approved by who makes it.
    """
    if not person.key:
        return
    if edits.get("who") not in (None, person.name):
        said = f"Trình duyệt này nay đăng nhập bằng tên {person.name}. Tải lại trang rồi mới lưu được."
        raise NotAllowedError(said)
    refuse_change(person, old, new)
    if not person.may_approve and (edits.get("remarks") or edits.get("small")):
        raise NotAllowedError(_APPROVERS_STEP)
    given = data_of(new).get("duyet")
    is_own = isinstance(given, dict) and given.get("nguoi") == person.name
    is_given = given is not None and given != data_of(old).get("duyet")
    is_published = asks_approval and status_of(new) == "cong-bo" and new != old
    if (is_given or is_published) and not is_own:
        raise NotAllowedError(f"Người duyệt phải là người đang đăng nhập: {person.name}. Tải lại trang rồi duyệt lại.")


def refuse_choice(person: Person, sides: Iterable[bytes | None]) -> None:
    """Raise NotAllowedError when a person may not choose between ``sides``, the contents of files on both sides."""
    if not (person.may_approve or all(side is not None and _status(side) in _UNSEEN[1:] for side in sides)):
        raise NotAllowedError(_CHOICE)


def _status(data: bytes) -> str | None:
    """Return the status of an entry; None when its header has no form: the build may read more in it than the desk."""
    try:
        found = Header(parted(data).header).data
    except CannotEditError:
        return None
    return str(found.get("trang_thai") or "")
