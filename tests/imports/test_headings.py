"""Which heading means which section, in the words of offices; and which lines are no headings at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from imported import imported
from ooxml import Word, run

from honour_roll.imports.report_words import LABEL, is_strict, label_kind, section_of

MEANT = {
    "Thực trạng": (
        "ĐẶC ĐIỂM TÌNH HÌNH|Hoàn cảnh ra đời|Lý do chọn mô hình|Sự cần thiết phải xây dựng mô hình"
        ""
        "|Vì sao có giỏ trứng?|Mục tiêu, kết quả cần đạt|Thuận lợi, khó khăn|Đặt vấn đề"
        "|Tình hình trước khi làm|Thực trạng và giải pháp|Bối cảnh"
    ),
    "Cách làm": (
        "NỘI DUNG, BIỆN PHÁP THỰC HIỆN|Các bước triển khai|Tình hình tổ chức thực hiện|Quá trình xây dựng mô hình"
        "|Chị em đã làm gì|Địa bàn, đối tượng|Lực lượng thực hiện|Thời gian, nguồn lực|Công tác lãnh đạo, chỉ đạo"
        "|Giải quyết vấn đề|Phương pháp vận động"
    ),
    "Kết quả": (
        "KẾT QUẢ ĐẠT ĐƯỢC|Hiệu quả mang lại|Sản phẩm, kết quả|Tổ chức thực hiện và kết quả|Những kết quả nổi bật"
        "|Thành tích|Kết quả và bài học|Tác động|Đánh giá hiệu quả|Ý nghĩa của mô hình"
    ),
    "Nhân rộng": (
        "BÀI HỌC KINH NGHIỆM|Khả năng duy trì, nhân rộng|Phương hướng thời gian tới|Kiến nghị, đề xuất|Khả năng lan tỏa"
        "|Nhiệm vụ trọng tâm năm 2026|Kết luận|Nơi nào đã làm theo"
    ),
    "Tên": "Tên mô hình|Tên gọi của mô hình|Tên gọi",
    "": "Phần một|Hạn chế, nguyên nhân|Lời cảm ơn|Khéo từ lời nói",
}


@pytest.mark.parametrize(
    ("section", "words"), [(name, one) for name, every in MEANT.items() for one in every.split("|")]
)
def test_a_heading_means_a_section(section: str, words: str) -> None:
    assert section_of(words) == section


def test_the_very_words_of_a_section_count_more_than_others() -> None:
    assert all(map(is_strict, ("Kết quả đạt được", "Về cách làm", "Thực trạng", "Bài học")))
    assert not any(map(is_strict, ("Bền từ việc làm", "Giờ hoạt động", "Mười năm thực hiện")))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("I. ĐẶC ĐIỂM", "I"),
        ("IV- KIẾN NGHỊ", "I"),
        ("Phần II: Kết quả", "I"),
        ("C/ KẾT QUẢ", "A"),
        ("1. Thực trạng", "1"),
        ("2.1. Vận động", "1.1"),
        ("Điều 3. Kết quả", "1"),
        ("1) Thực trạng", "1"),
    ],
)
def test_a_number_before_a_heading_has_its_kind(line: str, kind: str) -> None:
    found = LABEL.match(line)
    assert found is not None
    assert label_kind(found[1]) == kind


@pytest.mark.parametrize(
    "line", ["2024. Năm bản lề", "7/7 điểm rác", "1.250 hộ dân", "10 - 15 hộ", "24/7 có người trực"]
)
def test_a_number_of_something_is_no_label(line: str) -> None:
    assert LABEL.match(line) is None


def sections(word: Word, tmp_path: Path) -> dict[str, str]:
    made = imported(word.bytes(), tmp_path)
    assert made.draft is not None
    assert made.answer["problems"] == []
    return {name: " ".join(text.split()) for name, text in made.draft.sections.items() if text.strip()}


def test_a_heading_of_two_meanings_opens_the_section_that_is_missing(tmp_path: Path) -> None:
    word = Word().p("Mô hình “Góc xanh ngõ nhỏ”", centre=True, bold=True)
    for line in (
        "1. Lý do",
        "Ngõ bẩn.",
        "2. Kết quả",
        "Sạch.",
        "3. Đánh giá hiệu quả và khả năng nhân rộng",
        "Dễ làm.",
    ):
        word.p(line)
    assert sections(word, tmp_path) == {"Thực trạng": "Ngõ bẩn.", "Kết quả": "Sạch.", "Nhân rộng": "Dễ làm."}


def test_bold_labels_behind_bullets_open_sections(tmp_path: Path) -> None:
    word = Word().p("Mô hình “Zalo tổ dân phố”", bold=True)
    for label, text in (("* Về cách làm:", "Đến từng nhà xin số."), ("* Về kết quả:", "Có 312 người.")):
        word.p(raw=run(label, bold=True) + run(f" {text}"))
    assert sections(word, tmp_path) == {"Cách làm": "Đến từng nhà xin số.", "Kết quả": "Có 312 người."}


def test_a_story_without_such_words_has_no_sections(tmp_path: Path) -> None:
    word = Word().p("Người giữ lửa ở bản Nà Mẫu", style="u1").p("Khéo từ lời nói", bold=True).p("Ông nói dân nghe.")
    word.p("Bền từ việc làm", bold=True).p("Ông làm trước.")
    assert sections(word, tmp_path) == {"Khéo từ lời nói": "Ông nói dân nghe.", "Bền từ việc làm": "Ông làm trước."}


def test_short_items_of_a_list_are_no_headings(tmp_path: Path) -> None:
    word = Word().p("Mô hình “Ngõ sáng đèn”", bold=True).p("Cách làm", style="u1")
    word.p("1. Họp dân").p("2. Góp tiền").p("3. Mắc đèn")
    assert sections(word, tmp_path) == {"Cách làm": "1. Họp dân 2. Góp tiền 3. Mắc đèn"}
