"""What is typed is what is shown: every word, in its order, or the check says why not."""

from __future__ import annotations

import html
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import GOOD
from environment import ROOT
from honour_roll.check import check
from honour_roll.check.case import Case
from honour_roll.entries import folders, markdown
from honour_roll.entries.folders import Folder, Raw
from honour_roll.entries.yaml_reader import Document
from honour_roll.problem import Problem

SECTIONS = "## Thực trạng\n\nA.\n\n## Cách làm\n\n{}\n\n## Kết quả\n\nB.\n\n## Nhân rộng\n\nC.\n"


def told(body: str) -> list[Problem]:
    """Return what every rule says of a body, in an entry that is right in everything else."""
    raw = Raw(Folder("2018", "x", ()), Document("x/index.md", 2, {}, ""), f"---\n---\n{body}", body, 3)
    case = Case(raw, markdown.render(body, "x"), draft=False, pictures={})
    return [problem for rule in check.RULES for problem in rule(case)]


def told_of(text: str) -> list[str]:
    """Return the rules that a text breaks, as the second section of a body."""
    return [problem.rule for problem in told(SECTIONS.format(text))]


def shown_of(text: str) -> list[str]:
    """Return the words that a reader sees of a text, numbers of items included, by a way of its own."""
    words, counters = [], list[int | None]()
    for piece in re.findall(r"<[^>]*>|[^<]+", markdown.render(text, "x").raw):
        if found := re.fullmatch(r'<(ol|ul)(?: start="(\d+)")?>', piece):
            counters.append(int(found[2] or 1) if found[1] == "ol" else None)
        elif piece in ("</ol>", "</ul>"):
            counters.pop()
        elif piece == "<li>" and counters[-1] is not None:
            words.append(str(counters[-1]))
            counters[-1] += 1
        elif not piece.startswith("<"):
            words += re.findall(r"[^\W_]+", html.unescape(piece))
    return words


# --- what people type -------------------------------------------------------------------------------------------------

VIETNAMESE = (
    "Hội Phụ nữ phường Quan Hoa vận động hộ trồng hoa Đến nay đã có góc xanh tổ dân phố Kết quả Cách làm ở đường và "
    "UBND TP 12 2018 1.250 3,5 17/8/2018 10-15 95% 1 2 3 a b"
)
SIGNS = [
    ".",
    ",",
    ";",
    ":",
    "!",
    "?",
    "…",
    "-",
    "–",
    "—",
    "(",
    ")",
    "“",
    "”",
    '"',
    "'",
    "/",
    "+",
    "•",
    "%",
    "&",
    "=",
    "~",
    "*",
]
MARKS = [
    "#",
    "##",
    "`",
    "```",
    "|",
    "[",
    "]",
    "](",
    "<",
    ">",
    "\\",
    "_",
    "**",
    "~~",
    "---",
    "===",
    "\t",
    "    ",
    "[^1]",
    "1.",
    "a)",
]
word = st.sampled_from(VIETNAMESE.split())
between = st.sampled_from([" ", " ", " ", " ", " ", "\n", "\n", "\n\n", ""])


def texts(signs: list[str]) -> st.SearchStrategy[str]:
    pieces = st.tuples(st.one_of(word, word, word, st.sampled_from(signs)), between)
    return st.lists(pieces, min_size=1, max_size=30).map(lambda found: "".join(a + b for a, b in found))


def every_word_is_shown_or_told(text: str) -> None:
    wanted = "".join(re.findall(r"[^\W_]+", text))
    assert "".join(shown_of(text)) == wanted or told_of(text), text


@settings(max_examples=200)
@given(texts(SIGNS))
def test_every_word_of_any_text_is_shown_or_the_check_says_why_not(text: str) -> None:
    every_word_is_shown_or_told(text)


@settings(max_examples=200)
@given(texts([*SIGNS, *MARKS]))
def test_every_word_of_any_markdown_is_shown_or_the_check_says_why_not(text: str) -> None:
    text = re.sub(r"\]\([^()\s]*\)|&\w+;", "]", text)
    every_word_is_shown_or_told(text)


@settings(max_examples=200)
@given(st.lists(st.lists(word, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=6))
def test_prose_is_never_blamed(lines: list[str]) -> None:
    text = "\n\n".join(f"Bà con: {line}." for line in lines)
    assert told_of(text) == []
    assert told_of(text.replace("\n\n", "\n")) == []
    assert "".join(shown_of(text)) == "".join(re.findall(r"[^\W_]+", text))


GOOD_PROSE = [
    "Mỗi tổ 10~15 hộ, thu 20~25 kg; bồn 1,5m*2m*3m (*).",
    "Số liệu đến tháng 11/2023* của phường.\n\n*Ghi chú: chưa kể tổ 5.",
    "Gồm: (i) họp tổ; (ii) phân công; (iii) tưới.",
    "Bài [1], mục [2], điểm [a]; xem [Nguồn] và [ảnh].",
    "[Nguồn]: TTXVN",
    "Xem https://vi-du.example/a_b_c?d=1&e=2#f; hoặc “https://vi-du.example/x”.",
    "Viết về <hoi-phu-nu@phuong-vi-du.example> hoặc hoi@vi-du.example.",
    'Xem [bài này](https://vi-du.example/a_(b)), [bài kia](/dia-ban/ "Địa bàn") và [bài nữa](<../x y/>).',
    "[Bài][b], [b][] và [b].\n\n[b]: https://vi-du.example/b",
    "**Đậm**, *nghiêng*, ***cả hai***, ~~bỏ~~, `mã **không đậm**`, **“Góc xanh”** của phường, (**đậm**).",
    "1. một\n2. hai\n\n   thêm\n3. ba\n\nRồi.\n\n4. bốn",
    "1. một\n   - a\n   - b\n2. hai\n   1. x\n   2. y",
    "- [x] xong\n- [ ] chưa",
    "| a | b |\n|:--|--:|\n| 1 | 2 |\n| 3 |\n| `x\\|y` | 4 |",
    "a | b\n- | -\n1 | 2",
    "| một cột |\n|---|\n| 1 |",
    "Chữ | giữa | dòng.",
    "```text\n## không phải tiêu đề\n| a |\n**x\n```",
    "~~~\na\n~~~",
    "### Ai làm\n\n#### Việc\n\nx",
    "Trên\n\n---\n\nDưới\n\n***\n\nHết",
    "#DanVanKheo #GocXanh",
    "Tổ #5 và C# và #1.",
    "Nhà số 5\\*, \\# và \\_.",
    "A &amp; B &lt; C, AT&T, R&D; Q&A.",
    "Giá < 2 triệu, > 1 triệu, 5<6, a<b, <5 hộ.",
    "“Dễ trăm lần không dân cũng chịu,\nKhó vạn lần dân liệu cũng xong.”",
    "Họ tên:\tNguyễn",
    "1.\tHọp tổ\n2.\tPhân công",
    "•\tHọp tổ\n•\tPhân công\n\uf0b7\tTưới",
    "a)\tHọp tổ\nb)\tPhân công",
    "\tThụt đầu dòng.\n\tThụt nữa.",
    "o\tHọp\no\tLàm",
    "Ký tên: ________ ngày …/…/2018, số __/QĐ, ____Nguyễn",
    "Từ 1. đến 2. rồi 3.",
    "Ngày\n12. Đến nay",
    "> Trích *dẫn*.\n> – Người nói",
    "Ba dấu: ... và …; năm 2018-2020; 7h30’; 5’’.",
    "**Bước 1:** Họp. **Bước 2**: Làm.",
    "Kết quả: được 10 hộ.\n\n**Kết quả**",
    "2**3 và 4**5, 10~~15 hộ.",
    "[Xem bài]( https://vi-du.example/ )",
    "Nơi có:    chợ\nNơi khác:    trường",
    "Lúc 7:30:15, tỷ lệ 1:2:3; {a}, {1} và =.",
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n| c | d |\n|---|---|\n| 3 | 4 |",
    "*Ghi chú: chưa kể tổ 5.\n\n*Nguồn: phường*",
    "> 50 hộ nghèo",
    "- > 50 hộ nghèo",
]


@pytest.mark.parametrize("text", GOOD_PROSE)
def test_what_is_right_is_not_blamed(text: str) -> None:
    assert told_of(text) == []
    assert (
        told_of(text.replace("\n", "\n\n") if "|" not in text and "```" not in text and "~~~" not in text else text)
        == []
    )


@pytest.mark.parametrize("root", [ROOT / "entries", GOOD])
def test_good_rolls_are_not_blamed(root: Path) -> None:
    for path in root.glob("*/*/index.md"):
        raw = folders.read(root, folders.folder_at(root, path.parent.relative_to(root).as_posix()), "x")
        assert isinstance(raw, Raw)
        assert [p for p in told(raw.body) if p.rule != "missing-section"] == []


# --- the kinds of slips -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("30 kg[^1].\n\n[^1]: Báo cáo 2018.", "footnote"),
        ("30 kg[^nguồn].", "footnote"),
        ("Dấu ` ở đây, 30 kg[^1].", "footnote"),
        ("Gõ `` ` `` rồi 30 kg[^1].", "footnote"),
        ("Đến nay có 10 hộ.\n---", "underlined"),
        ("Đến nay có 10 hộ.\n-", "underlined"),
        ("Đến nay có 10 hộ.\n-----------\n\nRồi", "underlined"),
        ("KHẨU HIỆU\n======", "underlined"),
        ("a) Họp\n---", "underlined"),
        ("**“Góc xanh”**của phường", "bold-glued"),
        ("**Góc xanh:**Đến nay", "bold-glued"),
        ("của**“Góc xanh”**", "bold-glued"),
        ("**(một)**hai **(ba)**", "bold-glued"),
        ("** đậm **", "mark-left"),
        ("**đậm **", "mark-left"),
        ("đậm**", "mark-left"),
        ("~~bỏ", "mark-left"),
        ("*“x”*của", "mark-left"),
        ("_“x”_của", "mark-left"),
        ("__“x”__của", "mark-left"),
        ("``` Hội\nhọp\n```", "word-lost"),
        ("[chữ](https://vi-du.example/a b)", "mark-left"),
        ("[chữ](địa chỉ)", "mark-left"),
        ("```một dòng", "code-not-closed"),
        ("~~~~~~~~~~~~~~\n\nCó 10 hộ.", "code-not-closed"),
        ("chữ ```", "mark-left"),
        ("[chữ] (https://vi-du.example/)", "link-apart"),
        ("##Ai làm", "heading-glued"),
        ("###Ai làm việc gì", "heading-glued"),
        ("#Ai làm việc gì", "heading-glued"),
        ("1. một\n3. ba", "list-number"),
        ("1. một\n1. hai", "list-number"),
        ("5. năm\n\n5. năm", "list-number"),
        ("1. một\n2. hai\n2. hai", "list-number"),
        ("1. một\n   1. x\n   3. y", "list-number"),
        ("Việc\tAi\nTưới\tHộ", "table-with-tabs"),
        ("1\tTưới\tHộ\n2\tQuét\tTổ", "table-with-tabs"),
        ("STT\tViệc\tAi\n1.\tTưới\tHộ\n2.\tQuét\tTổ", "table-with-tabs"),
        ("| a | b |\n| 1 | 2 |", "table-without-rule"),
        ("| a | b |\n|---|\n| 1 | 2 |", "table-without-rule"),
        ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", "row-too-long"),
        ("a | b\n---|---\n1 | 2 | 3", "row-too-long"),
        ("| a | b |\n|===|===|\n| 1 | 2 |", "table-without-rule"),
        ("| a | b |\n|———|———|\n| 1 | 2 |", "table-without-rule"),
        ("| a | b |\n\n|---|---|\n\n| 1 | 2 |", "table-with-gaps"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\n| 3 | 4 |", "table-with-gaps"),
        ("TT   Việc    Ai\n1    Tưới    Hộ", "table-with-tabs"),
        ("Có 10 hộ.\n\n##\n\nSau", "heading-empty"),
        ("####### Ai làm", "heading-level"),
        ("***“Góc xanh”***của", "bold-glued"),
        ("của** đậm** ấy", "mark-left"),
        ("*Đến nay có 10 hộ.\nNay có 12 hộ.*", "mark-left"),
        ("*Đến nay có 10 hộ.\n\nNay có 12 hộ*", "mark-left"),
        ("(chữ)[https://vi-du.example/]", "link-reversed"),
        ("[](https://vi-du.example/)", "link-wordless"),
        *(
            (text, "foreign-mark")
            for text in (
                '!!! note "Chú ý"\n    Bà con nhớ.',
                "### Ai làm {#ai-lam}\n\nHọp.",
                "Chữ {: .lop }",
                "Họp :smile: nhé",
                "==đánh dấu==",
                "[TOC]",
                "*[UBND]: Ủy ban",
                "{{ ten }}",
                "[b]đậm[/b]",
                "10 hộ^1^",
            )
        ),
    ],
)
def test_a_slip_is_told_once(text: str, rule: str) -> None:
    assert told_of(text) == [rule]
    assert told_of(f"Trước đó.\n\n{text}\n\nSau đó." if rule != "code-not-closed" else text) == [rule]


@pytest.mark.parametrize(
    "written",
    [
        *(
            "**{}**",
            "__{}__",
            "II. {}",
            "2. {}",
            "2) {}",
            "b) {}",
            "##{}",
            "## 1. {}",
            "{}:",
            "### {}",
            "# {}",
            "> ## {}",
        ),
        *("- **{}**", "**2. {}:**", "Phần II: {}", "## {}:", "## {}.", "**{} đạt được**", "## {} khác"),
        *("{}: bà con cùng làm.", "**{}:** bà con cùng làm.", "{}\n==="),
    ],
)
@pytest.mark.parametrize("case", [str, str.upper, str.lower])
@pytest.mark.parametrize("name", ["Thực trạng", "Cách làm", "Kết quả", "Nhân rộng"])
def test_a_section_that_was_meant_is_told_at_its_line(written: str, case: type, name: str) -> None:
    body = SECTIONS.format("D.")
    line = body[: body.index(f"## {name}")].count("\n") + 3
    (problem,) = told(body.replace(f"## {name}", written.format(case(name))))
    assert problem.line == line
    assert problem.rule in ("missing-section", "heading-glued")
    assert f"## {name}" in problem.mend


OBEYED = {  # each slip, with what its mend says to write in its place
    "**“Góc xanh”**của phường": ("**“Góc xanh”**của", "Thêm dấu cách: (.*)"),
    "Mô hình của**“Góc xanh”** ấy": ("của**“Góc xanh”**", "Thêm dấu cách: (.*)"),
    "**Góc xanh:**Đến nay": ("**Góc xanh:**Đến", "Thêm dấu cách: (.*)"),
    "** Góc xanh ** ở ngõ": ("** Góc xanh **", "Viết: (.*)"),
    "**Góc xanh **ở ngõ": ("**Góc xanh **ở", "Viết: (.*)"),
    "của** Góc xanh** ấy": ("của** Góc xanh**", "Viết: (.*)"),
    "***“Góc xanh”***của": ("***“Góc xanh”***của", "Thêm dấu cách: (.*)"),
    "####### Ai làm": ("####### Ai làm", "Viết: (.*)"),
    "(chữ)[https://vi-du.example/]": ("(chữ)[https://vi-du.example/]", "Viết: (.*)"),
    "| a | b |\n|===|===|\n| 1 | 2 |": ("|===|===|", "Viết dòng gạch: (.*)"),
    "##Ai làm": ("##Ai làm", "Viết: (.*)"),
    "#Ai làm việc gì": ("#Ai làm việc gì", "Viết: (.*)"),
    "[chữ] (https://vi-du.example/)": ("[chữ] (https://vi-du.example/)", "Viết liền: (.*)"),
    "1. một\n3. ba": ("3. ba", r": (3\\\..*)"),
    "> 1. một\n> 3. ba": ("3. ba", r": (3\\\..*)"),
    "| a | b |\n| 1 | 2 |": ("|\n|", "(?=(.*))Thêm một dòng ngay dưới dòng này: (.*)"),
    "| a | b |\n|---|\n| 1 | 2 |": ("|---|", "Viết dòng gạch: (.*)"),
}


@pytest.mark.parametrize("text", OBEYED)
def test_who_obeys_a_mend_meets_no_other_problem(text: str) -> None:
    wrong, pattern = OBEYED[text]
    (problem,) = told(SECTIONS.format(text))
    found = re.search(pattern, problem.mend)
    assert found, problem.mend
    right = f"|\n{found[2]}\n|" if found.lastindex == 2 else found[1]
    assert set(told_of(text.replace(wrong, right))) <= {"empty-section"}  # of which nothing is known here
    wanted = "".join(re.findall(r"[^\W_]+", re.sub(r"[(\[]https://vi-du.example/[)\]]", "", text)))
    assert "".join(shown_of(text.replace(wrong, right))) == wanted


def test_a_pasted_table_is_told_as_a_table_that_is_one() -> None:
    (problem,) = told(SECTIONS.format("Việc\tAi | ai\nTưới\tHộ"))
    rows = re.search(r": (\|.*) rồi xuống dòng (.*) rồi xuống dòng (.*) và cứ thế", problem.mend)
    assert rows
    assert told_of("\n".join(rows.groups())) == []
    assert "<th>Ai | ai</th>" in markdown.render("\n".join(rows.groups()), "x").raw


PIECES = [
    *(
        "**",
        "**a",
        "**a** ",
        "**“a”**b ",
        "*“a”*b ",
        "~~",
        "~",
        "(**)",
        "`",
        "```",
        "```\n",
        "\\*",
        "&amp;",
        "&",
        "<a ",
    ),
    *("[^1]", "[^1", "[a] (https://b) ", "[a](b c) ", "] (", "[a]: b\n", "a\n---\n", "a\n", "##a\n", "**Kết quả**\n"),
    *("Kết quả: a\n", "1. a\n1. b\n", "1", "1.", "> 1. a\n", "- [x] a\n", "\uf0b7", "\uf0b7 a\n", "a\tb\n", "\t"),
    *(
        "{",
        "{:a",
        "==a",
        "[/",
        ":a",
        "a^",
        "*a\n",
        "*a\n\n",
        "   ",
        "a   b   c\n",
        "#######",
        "#\n",
        "[](",
        "(a)[",
        "-\n",
    ),
    *("| a | b |\n\n", "> 5 a\n", "A b: c\n", "A 1\n", "1.\na\n", "v\ta\n"),
    *("|", "|-", "|a|\n", "|a|\n|-|\n|b|c|\n", "a|b\n-|-\n"),
]


@pytest.mark.parametrize(("size", "seconds"), [(60_000, 5), pytest.param(299_000, 60, marks=pytest.mark.slow)])
@pytest.mark.parametrize("piece", PIECES)
def test_a_hostile_body_is_checked_in_time(piece: str, size: int, seconds: int) -> None:
    """What takes 5 seconds of the processor here, and grows with the square of the size, takes minutes at full size."""
    start = time.process_time()
    problems = told(SECTIONS.format(piece * (size // len(piece))))
    assert time.process_time() - start < seconds
    assert len(problems) < 200
