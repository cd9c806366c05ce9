"""Vietnamese read aloud: numbers, dates, measures, abbreviations; and the minute that loudspeakers have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour_roll.body import Part
from honour_roll.entry import Entry, Figure, Honour
from honour_roll.loudspeaker import SECONDS, script
from honour_roll.registers import load
from honour_roll.roll import Roll
from honour_roll.spoken import number, spoken
from honour_roll.vietnamese import number_text

DIGITS = {word: value for value, word in enumerate("không một hai ba bốn năm sáu bảy tám chín".split())}
ONES = DIGITS | {"mốt": 1, "tư": 4, "lăm": 5}


def heard(words: str) -> int:
    """Give the number that somebody writes down who hears these words."""
    total = 0
    for milliard, group in enumerate(reversed(words.split(" tỷ"))):
        value = hundreds = 0
        for word in group.split():
            if word in {"triệu", "nghìn"}:
                value += hundreds * {"triệu": 10**6, "nghìn": 1000}[word]
                hundreds = 0
            elif word == "trăm":
                hundreds *= 100
            elif word == "mươi":
                hundreds += hundreds % 10 * 9
            elif word == "mười":
                hundreds += 10
            elif word != "linh":
                hundreds += ONES[word]
        total += (value + hundreds) * 10 ** (9 * milliard)
    return total


@given(st.integers(0, 10**12 - 1))
def test_who_hears_a_number_writes_down_the_same(value: int) -> None:
    assert heard(number(number_text(value))) == value == heard(number(str(value)))


NUMBERS = {
    "10": "mười", "15": "mười lăm", "20": "hai mươi", "21": "hai mươi mốt", "24": "hai mươi tư", "25": "hai mươi lăm",
    "101": "một trăm linh một", "1.005": "một nghìn không trăm linh năm", "2018": "hai nghìn không trăm mười tám",
    "1.000.001": "một triệu không trăm linh một", "3,5": "ba phẩy năm", "3,25": "ba phẩy hai mươi lăm",
    "3,05": "ba phẩy không năm", "0912": "không chín một hai",
}  # fmt: skip


@pytest.mark.parametrize("written", NUMBERS)
def test_a_number_is_read_as_the_radio_reads_it(written: str) -> None:
    assert number(written) == NUMBERS[written]


TEXTS = {
    "ngày 1/4/2025": "ngày mùng một tháng tư năm hai nghìn không trăm hai mươi lăm",
    "17/8/2018": "ngày mười bảy tháng tám năm hai nghìn không trăm mười tám",
    "tháng 8/2017": "tháng tám năm hai nghìn không trăm mười bảy",
    "Ngày 30/4": "Ngày ba mươi tháng tư",
    "tháng 4, thứ 4": "tháng tư, thứ tư",
    "45/13/2018": "bốn mươi lăm/mười ba/hai nghìn không trăm mười tám",
    "2016–2020": "hai nghìn không trăm mười sáu đến hai nghìn không trăm hai mươi",
    "12-15 chậu": "mười hai đến mười lăm chậu",
    "3,5% của 200m2": "ba phẩy năm phần trăm của hai trăm mét vuông",
    "50.000đ": "năm mươi nghìn đồng",
    "ngõ 16/2": "ngõ mười sáu trên hai",
    "đội 5S": "đội năm S",
    "phường Quan Hoa (quận Cầu Giấy)": "phường Quan Hoa, quận Cầu Giấy",
    "“Góc xanh”": "Góc xanh",
    "hội LHPN, TLHPN": "hội Liên hiệp Phụ nữ, TLHPN",
}


@pytest.mark.parametrize("written", TEXTS)
def test_a_text_is_read_as_it_is_meant(written: str) -> None:
    assert spoken(written, {"LHPN": "Liên hiệp Phụ nữ"}) == TEXTS[written]


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    read = spoken(text, {"GPMB": "giải phóng mặt bằng"})
    assert not re.search(r"[0-9]", read)


# --- loudspeakers -----------------------------------------------------------------------------------------------------

LISTS = Path(__file__).parent / "good_entries" / "danh-muc"


def read_out(how: str = "", **fields: object) -> str:
    registers, problems = load(LISTS, "danh-muc")
    assert problems == []
    given = {"kind": "tap-the", "status": "cong-bo", "summary": "Hội trồng 12 bồn hoa.", **fields}
    entry = Entry("goc-xanh", "2018", "Góc xanh", **given)  # type: ignore[arg-type]
    made = script(entry, [Part("cach-lam", "Cách làm", how)], Roll([entry], registers))
    assert made.seconds <= SECONDS
    return made.text


def test_the_loudspeakers_say_what_by_whom_and_with_what_result() -> None:
    text = read_out(
        unit="hoi-phu-nu-vi-du", places=("phuong-vi-du",), honours=(Honour("so-ket-2017"),),
        results=(Figure("Hộ tham gia", 1250.0, "hộ", "S1"),),
    )  # fmt: skip
    assert text.split("\n") == [
        "Kính thưa bà con.",
        "Xin giới thiệu mô hình: Góc xanh.",
        "Đơn vị: Hội Liên hiệp Phụ nữ phường Ví Dụ.",
        "Địa bàn: phường Ví Dụ, quận Ví Dụ.",
        "Hội trồng mười hai bồn hoa.",
        "Hộ tham gia: một nghìn hai trăm năm mươi hộ.",
        "Được ghi nhận tại: Sơ kết một năm phong trào thi đua Dân vận khéo, quận Ví Dụ.",
        "Xin cảm ơn bà con đã lắng nghe.",
    ]


def test_a_person_is_an_example_and_not_a_model() -> None:
    assert "Xin giới thiệu tấm gương: Góc xanh." in read_out(kind="ca-nhan")


def test_how_it_was_done_is_read_as_far_as_there_is_time() -> None:
    steps = [
        f"Bước {number(str(n))}, cả tổ cùng làm một việc thật dài cho đến khi xong mới thôi." for n in range(1, 30)
    ]
    text = read_out("<h3>Không đọc</h3><table><tr><td>Không đọc</td></tr></table><ol>"
                    + "".join(f"<li>{step}</li>" for step in steps) + "</ol>")  # fmt: skip
    assert steps[0] in text
    assert steps[-1] not in text
    assert "Không đọc" not in text
    assert text.endswith("Xin cảm ơn bà con đã lắng nghe.")


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300))
def test_no_text_takes_more_than_a_minute(title: str, summary: str, how: str) -> None:
    registers, _ = load(LISTS, "danh-muc")
    entry = Entry("goc-xanh", "2018", title[:120], summary, status="cong-bo")
    made = script(entry, [Part("cach-lam", "Cách làm", f"<p>{how}</p>")], Roll([entry], registers))
    assert made.seconds <= SECONDS
