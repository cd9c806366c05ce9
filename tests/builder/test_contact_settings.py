"""Slips below ``extra: contact`` of mkdocs.yml are told at their line, and each mend passes as it is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from environment import ROOT
from honour_roll.builder import mkdocs_file

OURS = (ROOT / "mkdocs.yml").read_text("utf-8")
LINE = OURS[: OURS.index("\n  contact:")].count("\n") + 2
RIGHT = """
    unit: Ban Mặt trận xã Ví Dụ
    telephone: "024 3000 0000"
    email: dan-van@xa-vi-du.test
    zalo: https://zalo.me/12345
    form: https://bieu-mau.test/f?a={dia_chi}&b={ten}
    hours: 8 giờ – 17 giờ, thứ Hai đến thứ Sáu
"""


def problems(tmp_path: Path, contact: str) -> list[tuple[int, str, str]]:
    (tmp_path / "hooks" / "theme").mkdir(parents=True, exist_ok=True)
    text = re.sub(r"(?m)^  contact:.*\n(?:    # .*\n)*", lambda _: f"  contact: {contact}\n", OURS, count=1)
    text = re.sub(r"(?m)^(nav|hooks):.*\n(?:  - .*\n)*", "", text)  # this project has no pages
    (tmp_path / "docs").mkdir(exist_ok=True)
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    return [(found.line, found.text, found.mend) for found in mkdocs_file.problems_of(tmp_path / "mkdocs.yml")]


@pytest.mark.parametrize(
    "contact", [RIGHT, "", "# chưa có", "null", "!ENV [LIEN_HE, {}]", "\n    email: !ENV THU", "{}"]
)
def test_what_is_right_passes(tmp_path: Path, contact: str) -> None:
    assert problems(tmp_path, contact) == []


def test_every_example_line_is_refused_until_it_is_filled_in(tmp_path: Path) -> None:
    examples = re.findall(r"(?m)^    # (\w+: .*)$", OURS)
    assert [line.partition(":")[0] for line in examples] == ["unit", "telephone", "email", "zalo", "form", "hours"]
    for line in examples:
        ((at, text, _),) = problems(tmp_path, f"\n    {line}")
        assert at == LINE + 1
        assert "còn là chữ mẫu" in text


SLIPS = {
    "a list": ("[024]", 0, "phải gồm các dòng"),
    "a text": ("024 3000 0000", 0, "phải gồm các dòng"),
    "an unknown key": ("\n    telefone: x", 1, "không có dòng nào gọi là “telefone”"),
    "an octal number": ("\n    telephone: 02430000000", 1, "máy đọc “02430000000” thành giá trị khác"),
    "a whole number": ("\n    zalo: +84843000000", 1, "máy đọc “+84843000000” thành giá trị khác"),
    "a number of base 60": ("\n    hours: 8:30", 1, "máy đọc “8:30” thành giá trị khác"),
    "a telephone of words": ("\n    unit: Ban\n    telephone: hỏi ở quầy", 2, "không phải là một số điện thoại"),
    "a list of numbers": ("\n    telephone: [a, b]", 1, "phải là chữ viết trên một dòng"),
    "two lines": ("\n    unit: |\n      Ban\n      Mặt trận", 1, "phải là chữ viết trên một dòng"),
    "no mailbox": ("\n    email: xa-vi-du.test", 1, "không phải là một địa chỉ thư điện tử"),
    "no Zalo": ("\n    zalo: có", 1, "không phải là số điện thoại hay địa chỉ zalo.me"),
    "no web address": ("\n    form: bieu-mau.test", 1, "không phải là địa chỉ web"),
    "an unknown word in a form": ("\n    form: https://a.test/?a={trang}", 1, "không dùng được “{trang}”"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_told_at_its_line(tmp_path: Path, name: str) -> None:
    contact, line, words = SLIPS[name]
    ((at, text, mend),) = problems(tmp_path, contact)
    assert (at, words in text) == (LINE + line, True), text
    assert mend.endswith((".", '"', "/", "”?"))


def test_the_mend_of_a_number_without_quotes_passes(tmp_path: Path) -> None:
    for line in ("telephone: 02430000000", "zalo: +84843000000", "hours: 8:30"):
        ((_, _, mend),) = problems(tmp_path, f"\n    {line}")
        assert problems(tmp_path, f"\n    {mend.removeprefix('Viết: ')}") == []
