"""What the check says, in the words of the form.

The check speaks of a file: of keys, codes and lines to type, of commands to run. At the desk there are fields with
names and buttons, and days are written as offices write them.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from honour_roll.entries.entry import ENTRY
from honour_roll.entries.registers import FILES
from honour_roll.entries.schema import Table
from honour_roll.problem import Problem
from honour_roll.text.number_words import in_words

ADD_PHOTO = "Đưa vào bài"  # the button that names a photo which lies beside the entry
_MENDS = {  # by rule; where none stands here, the check's own is put into the form's words
    "missing-key": "",
    "missing-section": "Bấm “Thêm phần” ở dưới các phần của bài, rồi viết; chưa có tư liệu thì nói rõ là chưa có.",
    "missing-item": "Bấm “+ Thêm”.",
    "number-as-text": "Ghi đúng như in trên giấy.",
    "wrong-type": "Bỏ đi rồi ghi lại ở ô này.",
    "too-short": "Viết đầy đủ hơn.",
    "bad-date": "Ghi như biết: 17/8/2018, 8/2018 hoặc 2018.",
    "not-a-number": "Chỉ ghi số, ví dụ 1.250 hay 72,5. “%”, “hộ” ghi ở ô Đơn vị tính; “khoảng”, “trên” ghi ở ô Chỉ số.",
    "not-a-choice": "Chọn lại.",
    "unknown-reference": "Bấm “Đổi” rồi chọn trong danh mục; chưa có thì thêm mới ngay ở đó.",
    "unknown-source": "Chọn một nguồn đã khai ở mục Nguồn.",
    "unknown-entry": "Bỏ đi rồi chọn trong danh sách các bài.",
    "place-not-then": "Chọn nơi của lúc đó; chưa có trong danh mục thì thêm mới ngay ở đó.",
    "unit-not-then": "Chọn đơn vị của lúc đó; chưa có trong danh mục thì thêm mới ngay ở đó.",
    "missing-photo": "Thả ảnh ấy vào mục Ảnh, hoặc bấm “Bỏ ảnh này”.",
    "unnamed-photo": f"Bấm “{ADD_PHOTO}” rồi ghi mô tả và tác giả; không dùng thì bấm tiếp “Bỏ ảnh này”.",
    "photo-twice": "Bấm “Bỏ ảnh này” ở một trong hai chỗ.",
    "two-covers": "Giữ “Ảnh bìa” ở một ảnh; ảnh kia chọn “Ảnh tư liệu”.",
    "no-consent": "Có giấy thì bấm “Có” và ghi ngày ký. Chưa có giấy thì để bài ở bản nháp; đã rút lại thì tạm ẩn.",
    "consent-without-paper": "Ghi ngày ký giấy hoặc ký hiệu hồ sơ. Chưa có giấy thì để bài ở bản nháp.",
    "person-as-collective": "Bài về một người thì chọn “Cá nhân” và cần sự đồng ý. Bài về tập thể thì mở đầu tên bài bằng tên tập thể.",  # noqa: E501
    "unpublished": "Tạm gỡ bài thì bấm “Tạm ẩn khỏi trang”; thu hồi danh hiệu thì bấm “Thu hồi”.",
    "twin-names": "Tên này đã có trong danh mục: bấm “Thôi” rồi chọn tên có sẵn. Đúng là nơi khác, đơn vị khác thì ghi thêm cho khác nhau.",  # noqa: E501
    "place-in-lower": "Chọn lại cấp, hoặc nơi bao trùm.",
    "unit-out-of-time": "Chọn cơ quan của lúc đó, hoặc xem lại thời điểm.",
}
_PHOTO_AGAIN = "Bỏ ảnh này rồi thả lại ảnh gốc vào mục Ảnh; máy sẽ tự sửa."
_ADD_SECTION = "Thêm phần ấy rồi viết; chưa có số liệu thì nói rõ là chưa có."
_AMBIGUOUS = re.compile(r"\d{1,3}[.,]\d{3}")
_TWO_WAYS = "{label} “{value}” đọc được hai cách."
_WHICH = "Là {words} thì bấm nút bên dưới. Là số thập phân thì gõ dấu phẩy: {value}."
_ISO = re.compile(r"\b(\d{4})-(\d\d)(?:-(\d\d))?\b")
_KEY = re.compile(r"(?:(?<=\bmục )[a-z]+|\b[a-z]+_[a-z_]+)\b")
_TYPED = re.compile(r"\b(Ví dụ|Viết): [a-z_]+: ")


class Spoken(NamedTuple):
    """What is wrong and how to mend it, and the mend's edit if a button can make it."""

    text: str
    mend: str
    edit: Any


def spoken(problem: Problem) -> Spoken:
    """Return a Problem in the words of the form."""
    text, mend, edit = problem.text, _MENDS.get(problem.rule), problem.edit
    if problem.rule == "missing-key":
        text = f"Chưa ghi “{problem.label}”." if problem.label else text
    if problem.rule == "not-a-number" and _AMBIGUOUS.fullmatch(problem.value):
        whole, _, part = problem.value.replace(".", ",").partition(",")
        shorter = part.rstrip("0") if part.endswith("0") else f"{part}0"  # not three digits, which would be asked again
        text = _TWO_WAYS.format(label=problem.label, value=problem.value)
        mend = _WHICH.format(words=in_words(int(whole + part)), value=f"{whole},{shorter or 0}")
    if problem.rule == "unnamed-photo":
        return Spoken(text, mend or "", ("photo", (), problem.value))
    if problem.rule == "missing-section" and problem.value:
        meant = (
            problem.mend.partition("?")[0] + "? Cắt phần chữ ấy rồi dán sang phần mới." if "?" in problem.mend else ""
        )
        return Spoken(_in_words(text), f"{_ADD_SECTION} {meant}".strip(), ("section", (), problem.value))
    if "fix_photos" in problem.mend and mend is None:
        mend = _PHOTO_AGAIN
    return Spoken(_in_words(text), _in_words(problem.mend if mend is None else mend), edit)


def _in_words(text: str) -> str:
    text = _TYPED.sub(r"\1: ", text.replace("“## ", "“").replace("trang_thai: nhap", "bài ở bản nháp"))
    text = _KEY.sub(lambda found: LABELS.get(found[0], found[0]), text)
    text = text.replace("Viết năm-tháng-ngày: ", "Viết: ").replace("Viết năm-tháng: ", "Viết: ")
    return _ISO.sub(lambda found: "/".join(filter(None, reversed(found.groups()))), text)


def _labels(table: Table) -> dict[str, str]:
    """Return the labels of keys; that of an outer key goes before that of an inner one, an earlier before a later."""
    found: dict[str, str] = {}
    for row in table.rows:
        inner = _labels(row.inner) if isinstance(row.inner, Table) else {}
        found = {**inner, **found, row.key: row.label}
    return found


LABELS = {key: label for table in (*filter(None, FILES.values()), ENTRY) for key, label in _labels(table).items()}
