"""What a writer leaves to an approver, said of the texts before and after."""

from __future__ import annotations

import pytest

from honour_roll.desk.roles import (
    APPROVER,
    WRITER,
    NotAllowedError,
    Person,
    refuse_change,
    refuse_choice,
    refuse_save,
    refuse_touching,
)
from honour_roll.entries.schema import STATUSES

AN, BINH = Person("Nguyễn Thị An", WRITER, "nguyen-thi-an"), Person("Trần Văn Bình", APPROVER, "tran-van-binh")
HERE = Person("")


def entry(status: str, body: str = "Thân bài.", approver: str = "") -> bytes:
    approval = f"duyet: {{nguoi: {approver}, ngay: 2026-11-22}}\n" if approver else ""
    return f"---\ntrang_thai: {status}\n{approval}---\n\n## Cách làm\n\n{body}\n".encode()


@pytest.mark.parametrize("before", STATUSES)
@pytest.mark.parametrize("after", STATUSES)
def test_a_writer_moves_an_entry_between_states_that_readers_do_not_see(before: str, after: str) -> None:
    may = {before, after} <= {"nhap", "cho-duyet"} or before == after == "tam-an"
    if may:
        refuse_change(AN, entry(before), entry(after, "Khác."))
    else:
        with pytest.raises(NotAllowedError):
            refuse_change(AN, entry(before), entry(after, "Khác."))
    refuse_change(BINH, entry(before), entry(after, "Khác."))
    refuse_change(HERE, entry(before), entry(after, "Khác."))


WAYS = ["'cong-bo'", '"cong-bo"', "cong-bo # nhap", "&a cong-bo", "!!str cong-bo", "CONG-BO", "[cong-bo]"]


@pytest.mark.parametrize("status", [*WAYS, "nhap\ntrang_thai: cong-bo"])
def test_no_way_of_writing_a_state_gets_around_it(status: str) -> None:
    with pytest.raises(NotAllowedError):
        refuse_change(AN, entry("nhap"), entry(status))


def test_an_entry_whose_header_has_no_form_is_an_approver_s() -> None:
    with pytest.raises(NotAllowedError):
        refuse_change(AN, entry("&a cong-bo"), entry("&a cong-bo", "Khác."))
    with pytest.raises(NotAllowedError):
        refuse_touching(AN, entry("&a nhap"))


def test_a_header_that_comes_in_a_section_counts_as_one() -> None:
    with pytest.raises(NotAllowedError):
        refuse_change(AN, b"Kh\xc3\xb4ng c\xc3\xb3 ph\xe1\xba\xa7n \xc4\x91\xe1\xba\xa7u.\n", entry("cong-bo"))


@pytest.mark.parametrize(("old", "new"), [("", "An"), ("Bình", "An"), ("Bình", "")])
def test_a_writer_changes_no_approval(old: str, new: str) -> None:
    with pytest.raises(NotAllowedError):
        refuse_change(AN, entry("nhap", approver=old), entry("nhap", approver=new))


@pytest.mark.parametrize("more", [{"remarks": "Đạt rồi."}, {"small": True}])
def test_remarks_and_small_edits_are_an_approver_s(more: dict[str, object]) -> None:
    with pytest.raises(NotAllowedError):
        refuse_save(AN, entry("cho-duyet"), entry("nhap"), more, asks_approval=True)
    refuse_save(BINH, entry("cho-duyet"), entry("nhap"), more, asks_approval=True)


def test_an_approver_approves_under_the_own_name_only() -> None:
    waiting = entry("cho-duyet")
    refuse_save(BINH, waiting, entry("cong-bo", approver=BINH.name), {}, asks_approval=True)
    for wrong in (entry("cong-bo", approver="Lê Mai"), entry("cong-bo")):
        with pytest.raises(NotAllowedError, match=BINH.name):
            refuse_save(BINH, waiting, wrong, {}, asks_approval=True)
    public = entry("cong-bo", approver="Lê Mai")
    with pytest.raises(NotAllowedError, match=BINH.name):
        refuse_save(BINH, public, entry("cong-bo", "Sửa số điện thoại.", "Lê Mai"), {"small": True}, asks_approval=True)
    refuse_save(BINH, public, entry("cong-bo", "Sửa.", "Lê Mai"), {}, asks_approval=False)
    refuse_save(HERE, waiting, entry("cong-bo", approver="Lê Mai"), {}, asks_approval=True)


def test_a_form_that_another_opened_does_not_save_under_the_name_of_who_is_signed_in_now() -> None:
    with pytest.raises(NotAllowedError, match="nay đăng nhập bằng tên"):
        refuse_save(BINH, entry("nhap"), entry("nhap", "Khác."), {"who": AN.name}, asks_approval=False)


@pytest.mark.parametrize("status", ["cong-bo", "thu-hoi"])
def test_a_writer_does_not_touch_what_is_public(status: str) -> None:
    with pytest.raises(NotAllowedError):
        refuse_touching(AN, entry(status))
    refuse_touching(BINH, entry(status))


def test_a_writer_chooses_between_two_readings_of_what_is_not_public() -> None:
    refuse_choice(AN, [entry("nhap"), entry("cho-duyet")])
    refuse_choice(BINH, [entry("cong-bo"), b"- ma: a\n"])
    for side in (entry("cong-bo"), entry("thu-hoi"), b"- ma: a\n", None):
        with pytest.raises(NotAllowedError):
            refuse_choice(AN, [entry("nhap"), side])
