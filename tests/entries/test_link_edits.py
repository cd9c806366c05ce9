from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour_roll.entries import link_edits, markdown
from honour_roll.entries.link_edits import Renamed

SITE = "https://dan-van-kheo.example/"
RENAMED = Renamed("goc-xanh", "vuon-hoa", SITE)

LINKS = [
    "Xem [góc xanh](/mo-hinh/goc-xanh/).",
    "Xem [góc xanh](../goc-xanh/).",
    "Xem [góc xanh](../goc-xanh).",
    "Xem [cách làm](/mo-hinh/goc-xanh/#cach-lam) và [in](/mo-hinh/goc-xanh/?in=1#cach-lam).",
    'Xem [góc xanh](</mo-hinh/goc-xanh/> "goc-xanh trước đây").',
    "Xem [goc-xanh](/mo-hinh/goc-xanh/index.html).",
    "Dữ liệu: [tệp](/mo-hinh/goc-xanh.json), [mã](../goc-xanh/ma-qr.svg).",
    "Xem [góc][1].\n\n[1]: /mo-hinh/goc-xanh/\n",
    "Xem [goc-xanh].\n\n[goc-xanh]: ../goc-xanh/ 'Góc'\n",
    "- Xem [góc][a]\n\n> [a]: /mo-hinh/goc-xanh/\n",
    "Mở https://dan-van-kheo.example/mo-hinh/goc-xanh/, rồi đọc.",
    "Mở <https://www.dan-van-kheo.example/mo-hinh/goc-xanh/>.",
    "[web](http://dan-van-kheo.example/mo-hinh/goc-xanh/)",
    "| Nơi | Bài |\n| --- | --- |\n| Ngõ 1 | [góc](../goc-xanh/) |\n",
    "**[góc](../goc-xanh/)** và ~~[góc](../goc-xanh/)~~, `goc-xanh`",
]
NO_LINKS = [
    "goc-xanh là tên cũ; /mo-hinh/goc-xanh/ cũng chỉ là chữ.",
    "`[góc](/mo-hinh/goc-xanh/)`",
    "``a ` [góc](/mo-hinh/goc-xanh/) ``",
    "```\n[góc](/mo-hinh/goc-xanh/)\n```\n",
    "~~~ md\n[góc](../goc-xanh/)\n~~~\n",
    r"\[góc](/mo-hinh/goc-xanh/)",
    "[góc](/mo-hinh/goc-xanh-2/) [góc](/mo-hinh/mot-goc-xanh/)",
    "[góc](/chu-de/goc-xanh/) [góc](../../goc-xanh/) [góc](#goc-xanh)",
    "[báo](https://bao.example/mo-hinh/goc-xanh/)",
    "[bài](/mo-hinh/ngo-xanh/#goc-xanh) [bài](/mo-hinh/ngo-xanh/?tu=goc-xanh)",
    "[góc]: /mo-hinh/goc-xanh/",
]


def mended(text: str, page: str = "ngo-xanh") -> str:
    return "".join(link_edits.mended([text], link_edits.of_entry(page), RENAMED).pieces)


@pytest.mark.parametrize("text", LINKS)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_whatever_is_a_link_to_the_page_leads_to_its_new_address(text: str, end: str) -> None:
    text = text.replace("\n", end)
    new = mended(text)
    assert new == re.sub(r"(mo-hinh/|\.\./)goc-xanh\b", r"\1vuon-hoa", text) != text
    assert "goc-xanh" not in "".join(markdown.targets(new))


@pytest.mark.parametrize("text", NO_LINKS)
def test_whatever_is_no_link_to_the_page_stays(text: str) -> None:
    assert mended(text) == text


def test_each_piece_keeps_its_own_and_what_is_left_is_counted() -> None:
    pieces = ["## goc-xanh\n", "[góc][1]\n\n", "## Hai\n", "[1]: ../goc-xanh/\n`goc-xanh`"]
    found = link_edits.mended(pieces, link_edits.of_entry("ngo-xanh"), RENAMED)
    assert found == (["## goc-xanh\n", "[góc][1]\n\n", "## Hai\n", "[1]: ../vuon-hoa/\n`goc-xanh`"], 1, 2)


@pytest.mark.parametrize(
    ("address", "text", "number"),
    [
        ("", "[góc](mo-hinh/goc-xanh/)", 1),
        ("gioi-thieu", "[góc](../mo-hinh/goc-xanh/){ .nut } và [góc](mo-hinh/goc-xanh/)", 1),
        ("gioi-thieu", '<a class="nut" href="/mo-hinh/goc-xanh/">Góc</a> <code>/mo-hinh/goc-xanh/</code>', 1),
        ("gioi-thieu", '!!! note "Ví dụ"\n    Một đoạn.\n\n    Xem [góc](/mo-hinh/goc-xanh/).\n', 1),
        ("gioi-thieu", "Đoạn.\n\n    [góc](/mo-hinh/goc-xanh/)\n", 0),
        ("gioi-thieu", "---\ntitle: goc-xanh\n---\n# goc-xanh\n[góc](/mo-hinh/goc-xanh/)", 1),
    ],
)
def test_pages_written_by_hand_may_hold_what_mkdocs_knows(address: str, text: str, number: int) -> None:
    found = link_edits.mended([text], link_edits.of_page(address), RENAMED)
    assert found.number == number
    assert "".join(found.pieces).count("vuon-hoa") == number


SIGNS = ["goc-xanh", "`", "\n\n", "    ", "> ", "- ", "1. ", "*", "[", "](", "\\", "|"]
PIECES = st.sampled_from([*LINKS, *NO_LINKS, *SIGNS])


@given(st.lists(PIECES, max_size=7).map("\n".join) | st.lists(PIECES, max_size=7).map("".join))
def test_of_any_text_the_links_change_and_nothing_else(text: str) -> None:
    new = mended(text)
    before, after = markdown.targets(text), markdown.targets(new)
    page = "/mo-hinh/ngo-xanh/"
    for old, now in zip(before, after, strict=True):
        local = markdown.resolved(old, page) if markdown.is_local(old) else old.replace("www.", "")
        is_ours = re.match(r"(https?://dan-van-kheo\.example)?/mo-hinh/goc-xanh([/?#.]|$)", local)
        assert now == (old.replace("goc-xanh", "vuon-hoa", 1) if is_ours else old)
    assert new.replace("vuon-hoa", "goc-xanh") == text
