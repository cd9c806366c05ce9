"""What staff paste from Word, Outlook, Zalo, Google Docs and web pages: what is kept, what goes, what is told.

``pasted/*.html`` is what those put on the clipboard, ``*.md`` what is to come of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from desk_pages import EDITOR, Desk, Section, desk_page

PASTED = sorted((Path(__file__).parent / "pasted").glob("*.html"))
PICTURE = "1 ảnh không dán được: kéo ảnh vào mục Ảnh"
OLD_FONT = "Đoạn vừa dán dùng phông chữ cũ (.VnTime, VNI): chuyển sang Unicode rồi dán lại"


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk_page(browser, tmp_path_factory.mktemp("paste"), EDITOR) as desk:
        yield desk


@pytest.fixture
def section(desk: Desk) -> Iterator[Section]:
    """An empty section; whatever is pasted, nothing is fetched, run, or reported under the policy."""
    asked = len(desk.asked)
    section = Section(desk)
    section.show("")
    yield section
    section.page.evaluate("new Promise(requestAnimationFrame)")  # for what the browser would do a moment later
    assert desk.said == []
    assert desk.reports() == []
    assert [address for address in desk.asked[asked:] if not address.startswith(("fonts/", "favicon"))] == []


def told(section: Section) -> list[str]:
    """What the page was asked to tell since it was asked last."""
    found: list[str] = section.page.evaluate("told.splice(0)")
    return found


@pytest.mark.parametrize("path", PASTED, ids=lambda path: path.stem)
def test_a_page_of_an_office_program_comes_in_as_a_section(section: Section, path: Path) -> None:
    markdown = section.paste(path.read_text("utf-8"))
    assert markdown == path.with_suffix(".md").read_text("utf-8")
    has_picture = "<img" in path.read_text("utf-8")
    assert told(section) == ([PICTURE] if has_picture else [])


def test_a_paste_is_one_step_to_undo(section: Section) -> None:
    section.paste(PASTED[-1].read_text("utf-8"))
    section.press("Control+z")
    assert section.markdown() == ""


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p title=\"a>b\" style='color:red' onclick=x()>An <b>đậm</b><p/style=color:red>hai", "An **đậm**\n\nhai"),
        ("<p>x<script>alert(1)</script><svg onload=alert(1)><style>p{}</style></svg>y</p>", "xy"),
        ('<iframe src="/x"></iframe><object data="/x"></object><embed src="/x"><p>một</p>', "một"),
        ('<link rel="stylesheet" href="/x.css"><base href="https://example.vn/"><p>một</p>', "một"),
        ('<p>một<input value="x"><button>Gửi</button></p>', "một"),
        ('<a href="javascript:alert(1)">a</a> <a href="file:///c:/x.doc">b</a> <a href="#_Toc1">c</a>', "a b c"),
        ('<a href="mailto:a@b.vn">thư</a> và <a href="tel:0241">máy</a>', "[thư](mailto:a@b.vn) và [máy](tel:0241)"),
        ("<!-- a --><p>một</p><![if !vml]><!--[if gte vml 1]><v:shape></v:shape><![endif]--><p>hai</p>", "một\n\nhai"),
        ("<div>dòng 1<br>dòng 2</div>", "dòng 1\n\ndòng 2"),
        ("Báo cáo:<br>- một<br><b>- hai</b>", "Báo cáo:\n\n- một\n- **hai**"),
        ('<span style="white-space: pre-wrap">Báo cáo:\n- một\n- hai</span>', "Báo cáo:\n\n- một\n- hai"),
        ("<h1>Họp<br>dân</h1><h5>Nhỏ</h5>", "### Họp dân\n\n#### Nhỏ"),
        ("<ol start=3><li>ba</li></ol>", "3. ba"),
        ("<table><tr><td><p>Một</p><p>hai</p></td></tr><tr><td>ba</td></tr></table>", "Một\n\nhai\n\nba"),
        ("<table><tr><td>a<td><ul><li>b<li>c</ul></table>", "| a | b; c |\n| --- | --- |"),
        ("<p>giá\u00a0 hai\u200b triệu\u00ad đồng</p>", "giá hai triệu đồng"),
        ("<p>Tie\u0302\u0301ng</p>", "Tiếng"),
    ],
)  # fmt: skip
def test_what_is_kept_of_html_and_what_goes(section: Section, html: str, markdown: str) -> None:
    assert section.paste(html) == f"\n{markdown}\n"
    assert told(section) == []


def test_pictures_are_counted_but_not_signs_and_counting_pixels(section: Section) -> None:
    section.paste('<p>a<img src="/a.jpg"><img src="data:image/png;base64,x"><img width=1 height=1 src="/p"></p>')
    assert told(section) == ["2 ảnh không dán được: kéo ảnh vào mục Ảnh"]
    assert section.paste('<p><img src="/e.png" alt="🌱"></p>') == "\na🌱\n"
    assert told(section) == []


def test_a_picture_alone_is_told_and_changes_nothing(section: Section) -> None:
    section.page.evaluate("""() => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File(["x"], "a.png", { type: "image/png" }));
      const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
      document.querySelector("[role=textbox]").dispatchEvent(paste);
    }""")
    assert told(section) == [PICTURE]
    assert section.markdown() == ""


def test_old_fonts_are_told(section: Section) -> None:
    section.paste("<p><span style='font-family:.VnTime'>§­êng hoa</span></p>")
    assert told(section) == [OLD_FONT]


def test_plain_lines_become_paragraphs_and_items(section: Section) -> None:
    assert section.paste(text="Đã làm:\r\n- dọn <rác>\r\n- trồng hoa\r\n\r\nHết") == (
        "\nĐã làm:\n\n- dọn \\<rác>\n- trồng hoa\n\nHết\n"
    )


def test_a_cell_takes_one_line(section: Section) -> None:
    section.choose("Bảng")
    section.paste("<p>một</p><ul><li>hai | ba</li></ul>")
    section.press("Tab")
    assert (
        section.paste(text="bốn\nnăm") == "\n| một; hai \\| ba | bốn; năm | |\n| --- | --- | --- |\n| | | |\n| | | |\n"
    )


def test_cells_pasted_into_a_table_take_its_cells(section: Section) -> None:
    section.choose("Bảng")
    section.press("Tab")
    html = "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    assert section.paste(html) == "\n| | a | b |\n| --- | --- | --- |\n| | c | d |\n| | | |\n"


def test_what_is_copied_in_the_editor_comes_back_as_it_was(section: Section) -> None:
    section.show(
        "\n- a\n\n- b\n\n[c](/rieng-tu/)  và\nd\n\n| e | f |\n| --- | ---: |\n| g | h |\n\n[x]: https://example.vn\n"
    )
    before = section.text.inner_html()
    section.press("Control+a", "Control+c", "Control+v")
    assert section.text.inner_html() == before
