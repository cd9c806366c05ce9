from __future__ import annotations

import pytest

from honour_roll.entries import markdown
from honour_roll.print.text import MAY_BREAK, Block, blocks, for_print, to_hang


def shown(text: str) -> str:
    return for_print(text).replace("\u00a0", "_").replace("\u200b", "|")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Chi bộ số 40 phường Trung Hòa vận động", "Chi_bộ số_40 phường_Trung_Hòa vận_động"),
        ("thu 10 bếp than, ngày 17/8/2018 tại quận Cầu Giấy", "thu 10_bếp than, ngày_17/8/2018 tại quận_Cầu_Giấy"),
        ("làm năm 2018 và hai năm sau", "làm năm_2018 và hai năm sau"),
        ("“Góc xanh” phường Quan Hoa", "“Góc_xanh” phường_Quan_Hoa"),
        ("Văn hóa – xã hội", "Văn_hóa_– xã_hội"),
        ("VẬN ĐỘNG HỘI VIÊN PHƯỜNG QUAN HOA", "VẬN_ĐỘNG HỘI_VIÊN PHƯỜNG QUAN HOA"),
        ("Một. Hai", "Một. Hai"),
        ("caugiay.hanoi.gov.vn/mo-hinh/goc-xanh", "caugiay.|hanoi.|gov.|vn/|mo-|hinh/|goc-|xanh"),
        ("", ""),
    ],
)
def test_names_and_numbers_stay_together(text: str, kept: str) -> None:
    assert shown(text) == kept
    assert for_print(text).replace(MAY_BREAK, "").replace("\u00a0", " ") == text


def test_a_group_that_would_leave_a_hole_in_the_line_is_cut_where_it_holds_least() -> None:
    assert shown("Nguyễn Trường Quang Thường Khánh") == "Nguyễn_Trường Quang_Thường_Khánh"


def test_a_body_becomes_steps_items_and_paragraphs() -> None:
    text = """## Cách làm

Mở **đầu** với [liên kết](https://a.vn).

3. Dọn *rác*
4. Xếp bếp:

   - tầng dưới
   - tầng trên

### Lưu ý

| Việc | Ai |
| --- | --- |
| Tưới | Tổ 5 |

> Lời bà con: `#x` $y$
"""
    [part] = markdown.render(text, "thu").parts
    assert blocks(part.html) == (
        Block("text", "Mở đầu với liên kết."),
        Block("step", "Dọn rác", 3),
        Block("step", "Xếp bếp:", 4),
        Block("item", "tầng dưới"),
        Block("item", "tầng trên"),
        Block("head", "Lưu ý"),
        Block("table", "", rows=(("Việc", "Ai"), ("Tưới", "Tổ\u00a05"))),
        Block("text", "Lời bà con: #x $y$"),
    )


def test_loose_items_are_items_too() -> None:
    [part] = markdown.render("## Cách làm\n\n- một\n\n  hai\n\n- ba\n", "thu").parts
    assert [(block.kind, block.text) for block in blocks(part.html)] == [
        ("item", "một"),
        ("text", "hai"),
        ("item", "ba"),
    ]


def test_a_poster_has_no_asides_nothing_twice_and_no_heading_without_text() -> None:
    table = Block("table", "", rows=(("Việc", "Ai"),))
    given = [
        Block("head", "Chuẩn bị"),
        Block("text", "Bài nguồn không nêu kinh phí. Nếu bạn biết, xin báo cho chúng tôi."),
        Block("head", "Các bước"),
        Block("step", "Gặp từng nhà. Chưa rõ mất bao lâu.", 1),
        Block("step", "Hội Phụ nữ tạo góc xanh ở khu vui chơi.", 2),
        table,
        Block("head", "Kinh phí"),
        Block("text", "Hiện chưa có số liệu."),
    ]
    said = "“Góc xanh”. Hội Phụ\u00a0nữ tạo góc xanh ở các khu vui chơi."
    assert to_hang(given, said) == (Block("head", "Các bước"), Block("step", "Gặp từng nhà.", 1), table)
