"""What staff type as in Word is shown as they meant it; Markdown that is right stays as it is."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from environment import ROOT
from honour_roll.entries.as_meant import as_meant
from honour_roll.entries.markdown import render

MOST_SECONDS = 60  # no measurement: what hangs takes minutes


def html_of(text: str) -> str:
    return render(text, "x").raw


def marks_of(marks: str) -> list[str]:
    return re.findall(r"\[ \]|\S+", marks)


def lists_of(text: str) -> list[str]:
    return re.findall(r"<li>(?:\n?<p>)?(.*?)(?:</p>\n?)?(?:</li>|\n<ul>)", html_of(text), re.DOTALL)


@pytest.mark.parametrize(
    "text",
    [
        "Mỗi tổ 10~15 hộ, thu 20~25 kg",
        "Từ 8~9 giờ đến 10~11 giờ",
        "~10 hộ, ~20 người",
        "Bồn 1,5m*2m*3m",
        "Diện tích 2*3 m và 4*5 m",
        "dài*rộng*cao",
        "(2+3)*(4+5)*6",
        "2**3 và 4**5",
        "10%*20%*5",
        "Số liệu (*) của phường (*) và (**), (***)",
        "5* hộ và 6* hộ",
        "[Nguồn]: TTXVN",
        "[Ảnh]: Hội LHPN",
        "10 ~ 15 hộ",
        "10~~15 hộ và 20~~25 hộ",
        "2018. Năm ấy trồng hoa.",
        "ten_tep_anh và _ _",
        "Tỷ lệ 3/4, 5:6, 7-8 & 9",
        "# DanVanKheo".replace(" ", ""),
        "C:\\phường",
        "a < b > c",
    ],
)
def test_signs_are_shown_as_typed(text: str) -> None:
    shown = re.sub(r"<[^>]+>", "", html_of(text)).strip()
    shown = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert shown == text
    assert not re.search(r"<(?:em|del|strong|ol)", html_of(text))


@pytest.mark.parametrize(
    "text", [">90% hộ dân", ">= 10 hộ", "> 95 % số hộ", "> 7,5% mỗi năm", "> 50 hộ nghèo", "> 1.000 hộ"]
)
def test_more_than_is_no_quotation(text: str) -> None:
    assert html_of(text) == f"<p>{text.replace('>', '&gt;')}</p>\n"


@pytest.mark.parametrize("sign", ["”", "’", "»", "…", "”.", "”,", "” (", ";", "]", "”**", "–", ")”"])
@pytest.mark.parametrize(
    "address", ["https://vi-du.example/goc-xanh", "http://vi-du.example/a?b=1&c=2", "www.vi-du.example"]
)
def test_an_address_ends_where_it_ends(address: str, sign: str) -> None:
    (target,) = render(f"Địa chỉ “{address}{sign} đã đăng", "x").targets
    assert target == (f"http://{address}" if address.startswith("www") else address)


@pytest.mark.parametrize(
    "text",
    [
        "[chữ](https://vi-du.example/a”b)",
        "<https://vi-du.example/a>”",
        "`https://vi-du.example/a”`",
        "https://vi-du.example/a_(b)”",
    ],
)
def test_other_addresses_stay(text: str) -> None:
    assert as_meant(text) == text or text.endswith("(b)”")
    assert all("”" not in target or "](" in text for target in render(text, "x").targets)


@pytest.mark.parametrize("mark", [*"•·▪●○◦■►➢❖\uf0b7\uf0a7", "-", "+", "–", "—"])
@pytest.mark.parametrize("space", [" ", "\t", "\u00a0", "", "   "])
@pytest.mark.parametrize("before", ["", "Gồm:\n", "Gồm:\n\n", "Gồm\n"])
def test_marks_of_word_begin_items(mark: str, space: str, before: str) -> None:
    text = f"{before}{mark}{space}Họp tổ\n{mark}{space}Phân công;\n    {mark}{space}Tưới.\nXong."
    assert lists_of(text) == ["Họp tổ", "Phân công;", "Tưới."]
    assert html_of(text).endswith("<p>Xong.</p>\n")


@pytest.mark.parametrize(
    "marks",
    [
        "a) b) c)",
        "a. b. c.",
        "(1) (2) (3)",
        "1/ 2/ 3/",
        "I. II. III.",
        "1.1. 1.2. 1.3.",
        "i) ii) iii)",
        "a/ b/ đ/",
        "→ → →",
        "[1] [2] [3]",
        "[ ] [x] [ ]",
        "1- 2- 3-",
        "I- II- III-",
        "1: 2: 3:",
        "1.) 2.) 3.)",
        "=> => =>",
        "» » »",
        "✅ 👉 🌱",
        "① ② ③",
        "1️⃣ 2️⃣ 3️⃣",
        "¹ ² ³",
        "(*) (**) (***)",
        "1a. 1b. 1c.",
        "I.1. I.2. I.3.",
    ],
)
@pytest.mark.parametrize("before", ["Gồm:", "Gồm", "1. Gồm:", "- Gồm"])
def test_marks_that_markdown_does_not_know_begin_lines(marks: str, before: str) -> None:
    text = "\n".join([before, *(f"{mark} Họp tổ" for mark in marks_of(marks))])
    lines = re.split(r"<br />\n|</p>\n(?:<p>|$)|</?li>\n?", html_of(text).replace("&gt;", ">"))
    assert [line for line in lines if "Họp" in line] == [f"{mark} Họp tổ" for mark in marks_of(marks)]


@pytest.mark.parametrize("mark", ["o", "ü", "Ø", "v", "q"])
def test_letters_that_are_bullets_in_word_begin_items(mark: str) -> None:
    assert lists_of(f"Gồm:\n{mark}\tHọp tổ\n{mark}\tLàm") == ["Họp tổ", "Làm"]
    assert lists_of(f"{mark} Họp\n{mark} Làm") == []


@pytest.mark.parametrize("marks", ["a) b)", "I. II.", "1/ 2/", "(1) (2)", "✓ ✓", "**Một** **Hai**"])
def test_a_line_above_a_list_is_no_part_of_the_list_before(marks: str) -> None:
    first, second = (f"{mark} Họp" if "*" not in mark else mark for mark in marks.split())
    shown = html_of(f"{first}\n- một\n- hai\n{second}\n- ba")
    assert re.findall(r"<li>(.*?)</li>", shown) == ["một", "hai", "ba"]
    assert shown.count("<p>") == 2


@pytest.mark.parametrize(
    ("text", "html"),
    [
        # paragraphs of Word; lines that an editor broke
        ("Có 10 hộ.\nĐến nay 12 hộ.", "<p>Có 10 hộ.</p>\n<p>Đến nay 12 hộ.</p>\n"),
        ("Có 10 hộ.\n“Góc xanh” thì 12.", "<p>Có 10 hộ.</p>\n<p>“Góc xanh” thì 12.</p>\n"),
        ("Có 10 hộ.\n12 góc phố.", "<p>Có 10 hộ.</p>\n<p>12 góc phố.</p>\n"),
        ("Hội Phụ nữ phường\nQuan Hoa làm.", "<p>Hội Phụ nữ phường\nQuan Hoa làm.</p>\n"),
        ("ở TP.\nHồ Chí Minh", "<p>ở TP.\nHồ Chí Minh</p>\n"),
        ("Có 10 hộ và\n12 góc.", "<p>Có 10 hộ và\n12 góc.</p>\n"),
        ("dòng  \nSau", "<p>dòng<br />\nSau</p>\n"),
        ("Một ngày.\nHai ngày.\nBa ngày.", "<p>Một ngày.</p>\n<p>Hai ngày.</p>\n<p>Ba ngày.</p>\n"),
        ("Trồng cây\nGây rừng\nGiữ đất", "<p>Trồng cây<br />\nGây rừng<br />\nGiữ đất</p>\n"),
        ("KHẨU HIỆU CHUNG\nBà con cùng làm.", "<p>KHẨU HIỆU CHUNG<br />\nBà con cùng làm.</p>\n"),
        ("I. VIỆC MỘT\nHọp tổ.", "<p>I. VIỆC MỘT<br />\nHọp tổ.</p>\n"),
        ("01. Họp\n02. Làm", "<p>01. Họp<br />\n02. Làm</p>\n"),
        ("*Họp\n*Làm", "<ul>\n<li>Họp</li>\n<li>Làm</li>\n</ul>\n"),
        ("*Ghi chú: chưa kể tổ 5.", "<p>*Ghi chú: chưa kể tổ 5.</p>\n"),
        ("**Việc một**\nHọp tổ.", "<p><strong>Việc một</strong><br />\nHọp tổ.</p>\n"),
        ("Bước 1: họp\nBước 2: làm", "<p>Bước 1: họp<br />\nBước 2: làm</p>\n"),
        ("Thứ nhất, họp\nThứ hai, làm", "<p>Thứ nhất, họp<br />\nThứ hai, làm</p>\n"),
        ("Sáng: quét ngõ\nChiều: tưới cây", "<p>Sáng: quét ngõ<br />\nChiều: tưới cây</p>\n"),
        ("Kết luận: được.\nBài học: tin dân.", "<p>Kết luận: được.</p>\n<p>Bài học: tin dân.</p>\n"),
        ("a) Thuận lợi\nDân tin\nb) Khó khăn", "<p>a) Thuận lợi<br />\nDân tin<br />\nb) Khó khăn</p>\n"),
        ("a) Thuận lợi\nDân tin.\nb) Khó", "<p>a) Thuận lợi<br />\nDân tin.</p>\n<p>b) Khó</p>\n"),
        ("A.Họp\nB.Làm", "<p>A.Họp<br />\nB.Làm</p>\n"),
        ("§ 1. Điều khoản", "<p>§ 1. Điều khoản</p>\n"),
        (
            "1. Họp\nHội Phụ nữ\ncùng làm\n2. Trồng",
            '<ol>\n<li>Họp</li>\n</ol>\n<p>Hội Phụ nữ\ncùng làm</p>\n<ol start="2">\n<li>Trồng</li>\n</ol>\n',
        ),
        # the first line is indented
        ("\tCó 10 hộ.\n\tĐến nay 12.", "<p>Có 10 hộ.</p>\n<p>Đến nay 12.</p>\n"),
        ("      Có 10 hộ.\n\n\u00a0\u00a0\u00a0\u00a0\u00a0Đến nay.", "<p>Có 10 hộ.</p>\n<p>Đến nay.</p>\n"),
        # lists
        ("1. một\n\n   tiếp\n2. hai", "<ol>\n<li>\n<p>một</p>\n<p>tiếp</p>\n</li>\n<li>\n<p>hai</p>\n</li>\n</ol>\n"),
        ("- một\n  - hai\n- ba", "<ul>\n<li>một\n<ul>\n<li>hai</li>\n</ul>\n</li>\n<li>ba</li>\n</ul>\n"),
        (
            "- một\n+ hai\n+ ba\n- bốn",
            "<ul>\n<li>một\n<ul>\n<li>hai</li>\n<li>ba</li>\n</ul>\n</li>\n<li>bốn</li>\n</ul>\n",
        ),
        ("Gồm:\n2. hai\n3. ba", '<p>Gồm:</p>\n<ol start="2">\n<li>hai</li>\n<li>ba</li>\n</ol>\n'),
        ("1.Họp\n2.Làm", "<ol>\n<li>Họp</li>\n<li>Làm</li>\n</ol>\n"),
        ("1)\u00a0Họp\n2)\u00a0Làm", "<ol>\n<li>Họp</li>\n<li>Làm</li>\n</ol>\n"),
        ("-      Họp", "<ul>\n<li>Họp</li>\n</ul>\n"),
        ("– Ai làm?", "<p>– Ai làm?</p>\n"),
        ("-5 độ\n-6 độ", "<p>-5 độ\n-6 độ</p>\n"),
        ("- Họp\n\n        thụt sâu", "<ul>\n<li>\n<p>Họp</p>\n<p>thụt sâu</p>\n</li>\n</ul>\n"),
        ("     - Họp\n     - Làm", "<ul>\n<li>Họp</li>\n<li>Làm</li>\n</ul>\n"),
        ("\u00a0\u00a0\u00a0\u00a0+ Họp\n\u00a0\u00a0\u00a0\u00a0+ Làm", "<ul>\n<li>Họp</li>\n<li>Làm</li>\n</ul>\n"),
        ("•\nHọp\n•\nLàm", "<ul>\n<li>Họp</li>\n<li>Làm</li>\n</ul>\n"),
        ("-\nHọp\n-\nLàm", "<ul>\n<li>Họp</li>\n<li>Làm</li>\n</ul>\n"),
        ("1.\nHọp\n2.\nLàm", "<ol>\n<li>Họp</li>\n<li>Làm</li>\n</ol>\n"),
        ("- > 50 hộ", "<ul>\n<li>&gt; 50 hộ</li>\n</ul>\n"),
        ("1. Họp\na) một\nb) hai\n2. Làm", "<ol>\n<li>Họp<br />\na) một<br />\nb) hai</li>\n<li>Làm</li>\n</ol>\n"),
        # headings
        ("##\u00a0Thực trạng", "<h2>Thực trạng</h2>\n"),
        ("    ## Thực trạng", "<h2>Thực trạng</h2>\n"),
        ("Kết quả\n---", "<h2>Kết quả</h2>\n"),
        ("Có 10 hộ.\n---\nSau", "<p>Có 10 hộ.</p>\n<hr />\n<p>Sau</p>\n"),
        ("KHẨU HIỆU\n-------", "<p>KHẨU HIỆU</p>\n<hr />\n"),
        # quotations, tables, code
        ("> Một.\n> Hai.\nSau.", "<blockquote>\n<p>Một.</p>\n<p>Hai.</p>\n</blockquote>\n<p>Sau.</p>\n"),
        ("> • một\n> • hai", "<blockquote>\n<ul>\n<li>một</li>\n<li>hai</li>\n</ul>\n</blockquote>\n"),
        ("```\n  1*2*3\n• a\n```", "<pre><code>  1*2*3\n• a\n</code></pre>\n"),
        ("`1*2*3` và 1*2*3", "<p><code>1*2*3</code> và 1*2*3</p>\n"),
        # links
        ("[x][y]\n\n[y]: https://a.example", '<p><a href="https://a.example">x</a></p>\n'),
        ("Xem [x][y].\n[y]: https://a.example", '<p>Xem <a href="https://a.example">x</a>.</p>\n'),
        ("[Nguồn]: https://a.example", '<p>[Nguồn]: <a href="https://a.example">https://a.example</a></p>\n'),
        ("- [Nguồn]: TTXVN", "<ul>\n<li>[Nguồn]: TTXVN</li>\n</ul>\n"),
        ("Theo [Nguồn], có.\n\n[Nguồn]: TTXVN", "<p>Theo [Nguồn], có.</p>\n<p>[Nguồn]: TTXVN</p>\n"),
        # emphasis that is right
        ("*nghiêng* và *nghiêng*(x) **đậm**", "<p><em>nghiêng</em> và <em>nghiêng</em>(x) <strong>đậm</strong></p>\n"),
        ("~~bỏ~~", "<p><del>bỏ</del></p>\n"),
    ],
)
def test_lines(text: str, html: str) -> None:
    assert html_of(text) == html


def test_a_table_ends_at_the_first_line_without_a_bar() -> None:
    shown = html_of("Bảng:\n| a | b |\n|---|---|\n| 1*2*3 | 4 |\nNguồn: phường")
    assert shown.startswith("<p>Bảng:</p>\n<table>")
    assert "<td>1*2*3</td>" in shown
    assert shown.endswith("</table>\n<p>Nguồn: phường</p>\n")


@pytest.mark.parametrize("path", sorted(ROOT.glob("entries/20*/*/index.md")), ids=lambda path: path.parent.name)
def test_the_roll_needs_no_change(path: object) -> None:
    body = path.read_text("utf-8").split("\n---\n", 1)[1]  # type: ignore[attr-defined]
    assert as_meant(body) == body


words = st.sampled_from(
    "Hội Phụ nữ phường Quan Hoa vận động 12 hộ, trồng hoa. Đến nay đã có “góc xanh”; rồi: 3,5 km (xem) ấy".split()
)
lines = st.lists(words, min_size=1, max_size=6).map(" ".join)


@given(st.lists(lines, max_size=6).map("\n".join))
def test_what_is_meant_already_stays(text: str) -> None:
    once = as_meant(text)
    assert html_of(once) == html_of(text)


HOSTILE = [
    "> ",
    ">",
    "- ",
    "1. ",
    "* ",
    "*a",
    "a*b",
    "2*3",
    "`",
    "`a``b",
    "[",
    "[a]:",
    "[a]: b\n",
    "|",
    "|a|\n|-|\n",
    "#",
    "# a\n",
    "•",
    "• a\n",
    "– a\n",
    "a) b\n",
    "A.\n",
    "A\n",
    "\t",
    "    ",
    "  - a\n",
    "https://",
    "https://a.example/”",
    ")",
    "https://a.example/)))",
    "www.",
    "www.a”",
    "(*)",
    "~~",
    "~",
    "```\n",
    "~~~\n",
    "---\n",
    "a\n---\n",
    "=",
    "+ a\n- b\n",
    "(",
    "“",
    "\\",
    ".",
    "\uf0b7",
    "2018. a\n",
    "a [b] (https://c",
    "[^1]",
    "##a\n",
    "a\tb\n",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_body_is_understood_in_time(piece: str) -> None:
    text = piece * (600_000 // len(piece))
    start = time.monotonic()
    as_meant(text)
    as_meant(f"Có 10 hộ.\n{text}\nĐến nay.")
    assert time.monotonic() - start < MOST_SECONDS


@given(st.text(st.sampled_from("aÁ1 \n\t\u00a0-+*•–>#|`~[]():.”\\=_"), max_size=60))
def test_any_text_is_understood(text: str) -> None:
    assert isinstance(as_meant(text), str)
