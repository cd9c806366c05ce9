"""The editor under the hands of staff: Vietnamese keyboards, the bar by mouse and keys, lists, tables, links, undo."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

import look
from desk_pages import EDITOR, Desk, Section, desk_page
from honour_roll.entries import markdown

BACKSPACE = {"key": "Backspace", "code": "Backspace", "windowsVirtualKeyCode": 8, "nativeVirtualKeyCode": 8}


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk_page(browser, tmp_path_factory.mktemp("editor"), EDITOR) as desk:
        yield desk


@pytest.fixture
def section(desk: Desk) -> Iterator[Section]:
    """A section that is to be quiet: nothing is said in the console, asked for, or reported under the policy."""
    asked = len(desk.asked)
    yield Section(desk)
    assert desk.said == []
    assert desk.reports() == []
    assert [address for address in desk.asked[asked:] if not address.startswith(("fonts/", "favicon"))] == []


@pytest.fixture
def keys(section: Section) -> Any:
    """The keyboard below the page, as methods of writing use it."""
    session = section.page.context.new_cdp_session(section.page)
    yield session
    session.detach()


# --- methods of writing -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", ["Câu đầu. ", "- một", "### Họp "])
def test_words_that_a_method_of_writing_composes_come_out_right(section: Section, keys: Any, before: str) -> None:
    section.show(f"\n{before.strip()}\n")
    section.type(" ")
    for steps in ("t ti tie tiê tiên tiêng tiếng", "V Vi Vie Viê Viêt Việt"):
        for step in steps.split():
            keys.send("Input.imeSetComposition", {"text": step, "selectionStart": len(step), "selectionEnd": len(step)})
        keys.send("Input.insertText", {"text": f"{steps.split()[-1]} "})
    section.type("hết")
    assert section.markdown() == f"\n{before.strip()} tiếng Việt hết\n"


def unikey(keys: Any, *steps: str) -> None:
    """Type as Unikey does on Windows: it composes nothing, but takes letters back (``<``) and sends others."""
    for sign in "".join(steps):
        if sign == "<":
            keys.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **BACKSPACE})
            keys.send("Input.dispatchKeyEvent", {"type": "keyUp", **BACKSPACE})
        else:
            press = {"windowsVirtualKeyCode": 231, "key": sign}
            keys.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": sign, "unmodifiedText": sign, **press})
            keys.send("Input.dispatchKeyEvent", {"type": "keyUp", **press})


# “tiếng Việt được”, typed in Telex.
TELEX = ("tie<ê<ếng ", "Vie<ê<ệt ", "d<đu<ưo<ơ<ợc")


@pytest.mark.parametrize(("typed", "written"), [("", ""), ("- ", "- "), ("1. ", "1. "), ("**", "\\*\\*")])
def test_unikey_finds_its_letters_where_it_left_them(section: Section, keys: Any, typed: str, written: str) -> None:
    section.show("")
    section.text.focus()
    section.type(typed)
    unikey(keys, *TELEX)
    assert section.markdown() == f"\n{written}tiếng Việt được\n"


def test_an_edited_block_is_in_nfc_and_an_untouched_one_as_it_was(section: Section) -> None:
    apart = unicodedata.normalize("NFD", "Tiếng Việt")
    section.show(f"{apart}\n\n{apart}\n")
    section.type("!")
    assert section.markdown() == f"{apart}\n\nTiếng Việt!\n"


# --- text -------------------------------------------------------------------------------------------------------------


def test_nothing_typed_is_nothing_changed(section: Section) -> None:
    section.show("\n*  Một\n*  hai__ba\n")
    assert section.markdown() == "\n*  Một\n*  hai__ba\n"
    section.type(" x")
    section.press("Backspace", "Backspace")
    assert section.markdown() == "\n*  Một\n*  hai__ba\n"
    assert section.page.evaluate("changes") > 0


def test_an_edit_leaves_the_other_blocks_as_they_were_written(section: Section) -> None:
    section.show("\n*  Một\n*  hai\n\n\n__Ba__ bốn\n\n[x]: https://example.vn\n\nNăm\n\n")
    section.type(" sáu")
    assert section.markdown() == "\n*  Một\n*  hai\n\n\n__Ba__ bốn\n\n[x]: https://example.vn\n\nNăm sáu\n\n"


def test_undo_and_redo_by_keys_and_by_the_bar(section: Section) -> None:
    section.show("\nMột\n")
    section.type(" hai")
    section.press("Control+z")
    assert section.markdown() == "\nMột\n"
    section.choose("Làm lại")
    assert section.markdown() == "\nMột hai\n"
    section.choose("Hoàn tác")
    section.press("Control+y")
    assert section.markdown() == "\nMột hai\n"


def test_a_text_in_place_of_another_is_untouched_again(section: Section) -> None:
    section.show("\nMột\n")
    section.type(" hai")
    section.page.evaluate("section.replace('\\n__Ba__\\n')")
    assert section.markdown() == "\n__Ba__\n"
    assert section.text.inner_text() == "Ba"


def test_lines_of_windows_stay_lines_of_windows(section: Section) -> None:
    section.show("Một\r\n\r\nhai\r\n")
    assert section.markdown() == "Một\r\n\r\nhai\r\n"
    section.type("!")
    assert section.markdown() == "Một\r\n\r\nhai!\r\n"


def test_emptied_and_filled(section: Section) -> None:
    section.show("\n- Một\n\n### Hai\n\nBa\n\n")
    section.press("Control+a", "Delete")
    section.press("Backspace")
    assert section.markdown() == "\n"
    section.type("Mới")
    assert section.markdown() == "\nMới\n\n"


def test_a_section_that_was_empty_gets_blank_lines_around_its_text(section: Section) -> None:
    section.show("\n")
    section.type("Mới")
    assert section.markdown() == "\nMới\n\n"


def test_signs_that_are_typed_are_signs(section: Section) -> None:
    section.show("")
    section.text.focus()
    section.type("# 5*3 <b> _a_ [x](y) ~~z~~ tên_tệp & 10~15 [chưa rõ]")
    section.press("Shift+Enter")
    section.type("1) một")
    written = r"\# 5\*3 \<b> \_a\_ [x\](y) \~~z\~~ tên_tệp & 10~15 [chưa rõ]"
    assert section.markdown() == f"\n{written}\\\n1\\) một\n"


def test_bold_that_markdown_would_not_see_ends_a_sign_earlier(section: Section) -> None:
    section.show("\n**Kết quả:** tốt\n")
    section.select(" tốt")
    section.type("tốt")
    assert section.markdown() == "\n**Kết quả**:tốt\n"


def test_a_quotation_that_begins_with_a_number_is_one_to_the_site(section: Section) -> None:
    section.show("\n50 hộ\n")
    section.choose("Trích dẫn")
    assert "<blockquote>" in markdown.render(section.markdown(), "x").marked


def test_what_the_editor_has_no_word_for_is_shown_as_it_is_written_and_can_be_mended(section: Section) -> None:
    section.show("\nMột\n\n![Ngõ](ngo.jpg)\n")
    assert "![Ngõ](ngo.jpg)" in section.text.inner_text()
    section.press("Backspace", "Backspace")
    section.type("eg)")
    assert section.markdown() == "\nMột\n\n![Ngõ](ngo.jpeg)\n"


# --- the bar ----------------------------------------------------------------------------------------------------------


def test_bold_and_italics(section: Section) -> None:
    section.show("\nxem bài này\n")
    section.select("bài")
    section.choose("Đậm")
    section.press("Control+i")
    assert section.markdown() == "\nxem ***bài*** này\n"


def test_a_small_heading_and_back(section: Section) -> None:
    section.show("\nmột\nhai\n")
    section.choose("Tiêu đề nhỏ")
    assert section.markdown() == "\n### một hai\n"
    section.choose("Tiêu đề nhỏ")
    assert section.markdown() == "\nmột hai\n"


def test_lists_of_either_kind_and_back(section: Section) -> None:
    section.show("\nmột\n\nhai\n")
    section.press("Control+a")
    section.choose("Đánh số")
    assert section.markdown() == "\n1. một\n2. hai\n"
    section.choose("Gạch đầu dòng")
    assert section.markdown() == "\n- một\n- hai\n"
    section.choose("Gạch đầu dòng")
    assert section.markdown() == "\nmột\n\nhai\n"
    section.choose("Trích dẫn")
    assert section.markdown() == "\n> một\n>\n> hai\n"


def test_a_list_that_is_typed(section: Section) -> None:
    section.show("")
    section.text.focus()
    section.type("- một")
    section.press("Enter")
    section.type("hai")
    section.press("Tab", "Enter", "Enter", "Enter")
    section.type("hết")
    assert section.markdown() == "\n- một\n  - hai\n\nhết\n"


def test_a_list_below_a_list_stays_another_list(section: Section) -> None:
    section.show("\n- một\n\ngiữa\n\n- hai\n")
    section.select("giữa")
    section.press("Delete")
    assert section.markdown() == "\n- một\n\n* hai\n"


def test_a_table_by_mouse_and_keys(section: Section) -> None:
    section.show("\nTrước\n")
    section.choose("Bảng")
    for word in ("Việc", "Người", "Ngày", "Tưới | tỉa"):
        section.type(word)
        section.press("Tab")
    assert section.markdown() == (
        "\nTrước\n\n| Việc | Người | Ngày |\n| --- | --- | --- |\n| Tưới \\| tỉa | | |\n| | | |\n"
    )
    section.press(*["Tab"] * 5)
    section.type("hàng mới")  # behind the last cell
    section.choose("Xóa cột")
    assert section.markdown().endswith("| Người | Ngày |\n| --- | --- |\n| | |\n| | |\n| | |\n")
    section.choose("Xóa bảng")
    assert section.markdown() == "\nTrước\n"


def test_a_link_is_asked_for_and_a_host_alone_is_enough(section: Section) -> None:
    section.show("\nxem bài này\n")
    section.select("bài này")
    section.press("Control+k")
    section.type("bài báo")
    section.press("Enter")
    assert "https://" in section.page.get_by_role("alert").inner_text()
    section.press("Control+a")
    section.type("example.vn/bai_1")
    section.press("Enter")
    assert section.markdown() == "\nxem [bài này](https://example.vn/bai_1)\n"
    section.press("Control+k")
    section.page.get_by_role("button", name="Bỏ liên kết").click()
    assert section.markdown() == "\nxem bài này\n"


def test_a_link_that_would_run_a_script_is_refused(section: Section) -> None:
    section.show("\nxem\n")
    section.press("Control+k")
    section.type("javascript:alert(1)")
    section.press("Enter")
    assert section.page.get_by_role("alert").inner_text()
    section.press("Escape")
    assert section.markdown() == "\nxem\n"


def test_the_bar_is_one_stop_and_arrows_lead_through_it(section: Section) -> None:
    section.show("\n**Một**\n")
    page = section.page
    assert page.locator("[role=toolbar] [tabindex='0']").count() == 1
    assert page.get_by_role("toolbar").get_attribute("aria-label") == "Định dạng: Cách làm"
    section.press("Alt+F10")
    assert page.evaluate("document.activeElement.innerText") == "Đậm"
    assert page.get_by_role("button", name="Đậm").get_attribute("aria-pressed") == "true"
    section.press("ArrowRight", "ArrowRight")
    assert page.evaluate("document.activeElement.innerText") == "Tiêu đề nhỏ"
    assert page.locator("[role=toolbar] [tabindex='0']").inner_text() == "Tiêu đề nhỏ"
    section.press("ArrowLeft", "End", "ArrowRight", "ArrowRight", "ArrowRight", "Enter")
    assert section.markdown() == "\n### **Một**\n"
    assert section.text.evaluate("e => e === document.activeElement")
    assert page.get_by_role("button", name="Tiêu đề nhỏ").get_attribute("aria-pressed") == "true"


def test_tab_leaves_a_text_without_lists(section: Section) -> None:
    section.show("\nMột\n")
    section.press("Tab")
    assert not section.text.evaluate("e => e === document.activeElement")
    assert section.markdown() == "\nMột\n"


def test_tab_behind_escape_leaves_a_table(section: Section) -> None:
    section.show("\n| a | b |\n| --- | --- |\n| c | d |\n")
    for keys in (("Escape", "Tab"), ("Escape", "Shift+Tab")):
        section.text.focus()
        section.press(*keys)
        assert not section.text.evaluate("e => e === document.activeElement")
    assert section.markdown() == "\n| a | b |\n| --- | --- |\n| c | d |\n"


def test_a_button_that_does_nothing_here_says_so(section: Section) -> None:
    section.show("\n- Một\n")
    assert section.page.get_by_role("button", name="Tiêu đề nhỏ").get_attribute("aria-disabled") == "true"
    assert section.page.get_by_role("button", name="Xóa bảng").count() == 0


@pytest.mark.parametrize("width", [390, 1366])
def test_axe_finds_nothing(section: Section, width: int) -> None:
    section.page.set_viewport_size({"width": width, "height": 768})
    section.show("\n### Một\n\n- hai\n\n| a | b |\n| --- | --- |\n| [c](https://example.vn) | d |\n")
    section.press("Control+k")
    assert section.page.evaluate("document.documentElement.scrollWidth") <= width
    assert list(map(str, look.findings(section.page))) == []
    section.page.set_viewport_size({"width": 1366, "height": 768})
