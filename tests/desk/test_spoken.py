"""At the desk nobody types keys or codes, and nobody runs a command: so no message may speak of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import BAD, check, registers_for
from honour_roll.desk.spoken import LABELS, spoken
from honour_roll.entries.header_edits import CannotEditError, Header
from honour_roll.entries.parts import parted
from honour_roll.problem import Edit, Problem

FOREIGN = re.compile(r"scripts/|\bgit\b|\.yml\b|năm-tháng-ngày|“## |\b[a-z]+_[a-z_]+\b|\b\d{4}-\d\d-\d\d\b")


def problem(rule: str, text: str, mend: str, value: str = "", label: str = "", edit: Edit | None = None) -> Problem:
    return Problem("entries/2018/a/index.md", 3, 1, rule, label, value, text, mend, edit=edit)


@pytest.mark.parametrize(
    ("told", "text", "mend"),
    [
        (
            problem("missing-key", "Thiếu mục bắt buộc “Cơ quan” (co_quan).", "Thêm dòng.", "co_quan", "Cơ quan"),
            "Chưa ghi “Cơ quan”.",
            "",
        ),
        (
            problem("impossible-date", "Ngày “2018-08-32” không có trong lịch.", "Viết: 2018-08"),
            "Ngày “32/08/2018” không có trong lịch.",
            "Viết: 08/2018",
        ),
        (
            problem("empty-section", "Phần “## Cách làm” chưa có lời nào.", "Viết phần này."),
            "Phần “Cách làm” chưa có lời nào.",
            "Viết phần này.",
        ),
        (
            problem("not-a-number", "Giá trị “1.250” không phải là số.", "Viết: 1250 …", "1.250", "Giá trị"),
            "Giá trị “1.250” đọc được hai cách.",
            "Là một nghìn hai trăm năm mươi thì bấm nút bên dưới. Là số thập phân thì gõ dấu phẩy: 1,25.",
        ),
        (
            problem("unfit-photo", "Ảnh quá lớn.", "Chạy: python3 scripts/fix_photos.py entries/2018/a"),
            "Ảnh quá lớn.",
            "Bỏ ảnh này rồi thả lại ảnh gốc vào mục Ảnh; máy sẽ tự sửa.",
        ),
    ],
)
def test_a_message_is_put_into_the_words_of_the_form(told: Problem, text: str, mend: str) -> None:
    assert spoken(told)[:2] == (text, mend)


def test_a_photo_that_nobody_named_can_be_taken_into_the_entry() -> None:
    assert spoken(problem("unnamed-photo", "Ảnh “a.jpg” chưa khai trong bài.", "…", "a.jpg")).edit == (
        "photo",
        (),
        "a.jpg",
    )


def test_messages_about_fields_speak_of_no_key_code_or_command() -> None:
    """The header is what the form holds; a body with strange signs is for those who typed them."""
    foreign = {}
    for case in sorted(path for path in BAD.iterdir() if path.is_dir()):
        with registers_for(case) as registers:
            problems, _ = check(case, registers)
        for one in problems:
            if has_form(Path(one.path)) and one.label:
                said = spoken(one)
                if found := FOREIGN.search(re.sub(r"“[^”]*”", "", f"{said.text} {said.mend}")):
                    foreign[one.rule] = (found[0], said.text, said.mend)
    assert foreign == {}


def has_form(file: Path) -> bool:
    try:
        Header(parted(file.read_bytes()).header)
    except (CannotEditError, OSError):
        return False
    return file.name == "index.md"


def test_each_key_has_the_label_that_its_outermost_field_has() -> None:
    assert (LABELS["ten"], LABELS["anh"], LABELS["don_vi_tinh"]) == ("Tên mô hình", "Ảnh", "Đơn vị tính")
