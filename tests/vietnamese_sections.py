"""Sections of entries at random, in Markdown as the many hands of staff write it, for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = (
    "vận động hội viên phụ nữ phường Quan Hoa bàn giao mặt bằng ngõ xanh nhà văn hóa tổ dân phố kinh phí đóng góp"
    " ủng hộ Nguyễn Thị Hương được ghi nhận trồng hoa dọn rác mỗi chiều thứ bảy khuyết ưởng ngoằn ngoèo"
).split()
SIGNS = (
    "giá < 2 triệu & không ai",
    "5 * 3 = 15",
    "tên_tệp_ảnh",
    "\\*không đậm\\*",
    "1\\. Một",
    "50%–60%",
    "“ngoặc”",
    "a &amp; b",
    "#thẻ",
    "[chưa rõ]",
    "khoảng 10~15 hộ",
    "hai\u00a0mươi",
)


def joined(separator: str, parts: st.SearchStrategy[list[str]]) -> st.SearchStrategy[str]:
    return parts.map(separator.join)


def indented(text: str, spaces: int) -> str:
    """All lines but the first, and none that is empty, moved to the right."""
    first, *others = text.split("\n")
    return "\n".join([first, *(" " * spaces + line if line else line for line in others)])


words = joined(" ", st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
pieces = st.one_of(
    words,
    words,
    words,
    words.map("**{}**".format),
    words.map("__{}__".format),
    words.map("*{}*".format),
    words.map("_{}_".format),
    words.map("***{}***".format),
    words.map("~~{}~~".format),
    words.map("`{}`".format),
    words.map("[{}](https://example.vn/bai_1?a=1&b=2)".format),
    words.map('[{}](/rieng-tu/#bao-sai-sot "Tên")'.format),
    st.sampled_from(("https://a.example.vn/x_y_z", "<https://b.example.vn/>")),
    st.sampled_from(SIGNS),
)
# Behind a bare address a backslash would be part of it, so a line ends with a word.
lines = st.builds("{} {}".format, joined(" ", st.lists(pieces, min_size=1, max_size=4)), words)
paragraphs = st.builds(
    lambda first, rest: first + "".join(ending + line for ending, line in rest),
    lines,
    st.lists(st.tuples(st.sampled_from(("\n", "\n", "  \n", "\\\n")), lines), max_size=2),
)


@st.composite
def lists(draw: st.DrawFn, depth: int = 0) -> str:
    """A list: bullets or numbers, loose or tight, with items of several lines, task boxes and lists within."""
    is_numbered = draw(st.booleans())
    sign = draw(st.sampled_from(".)" if is_numbered else "-*+"))
    start = draw(st.sampled_from((1, 1, 3)))
    out = []
    for number in range(draw(st.integers(1, 4))):
        mark = f"{start + number}{sign} " if is_numbered else f"{sign} "
        box = "" if is_numbered else draw(st.sampled_from(("", "", "", "[ ] ", "[x] ")))
        item = box + draw(st.one_of(lines, paragraphs))
        if depth < 2 and draw(st.integers(0, 3)) == 0:
            item += "\n" + draw(lists(depth + 1))
        elif depth == 0:
            mark += draw(st.sampled_from(("", "", " ")))  # above a list within, the site would take it for code
        out.append(mark + indented(item, len(mark)))
    return draw(st.sampled_from(("\n", "\n", "\n\n"))).join(out)


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A table of two to four columns, with or without spaces, empty cells and escaped bars in it."""
    width = draw(st.integers(2, 4))
    cell = st.one_of(words, lines, st.sampled_from(("", "10 \\| 20")))
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=2, max_size=4))
    rule = draw(st.lists(st.sampled_from(("---", ":--", "--:", ":-:")), min_size=width, max_size=width))
    rows.insert(1, rule)
    if draw(st.booleans()):
        return "\n".join("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join("|" + "|".join(cell or " " for cell in row) + "|" for row in rows)


quotations = paragraphs.map(lambda text: "> " + text.replace("\n", "\n> "))
rest = st.one_of(
    st.builds("{} {}".format, st.sampled_from(("###", "####", "### ")), words),
    st.sampled_from(("---", "***", "* * *")),
    words.map("```\n{}\n```".format),
    words.map("[{}][r1]\n\n[r1]: https://example.vn/ref".format),
    words.map("![{}](anh.jpg)".format),
)
blocks = st.one_of(*[paragraphs] * 5, *[lists()] * 4, *[tables()] * 2, quotations, rest)


@st.composite
def sections(draw: st.DrawFn) -> str:
    """What stands between two headings: blocks, with blank lines before, between and behind them."""
    gaps = st.sampled_from(("\n\n", "\n\n", "\n\n\n", "\n \n"))
    out = draw(st.sampled_from(("\n", "\n", ""))) + draw(blocks)
    for block in draw(st.lists(blocks, max_size=5)):
        out += draw(gaps) + block
    return out + draw(st.sampled_from(("\n", "\n\n", "", "  \n")))
