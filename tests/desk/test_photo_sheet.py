"""All photos of an entry on one sheet: put in order and into pairs by mouse, finger and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from photo_hands import PHONE, drag, item, order, point, saved, three
from playwright.sync_api import Browser, Page, expect

import look
from desk_server import Server, field, opened, running_over_good_entries
from honour_roll.entries.header_edits import Header
from honour_roll.entries.parts import parted


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_over_good_entries(tmp_path_factory.mktemp("desk")) as server:
        yield server


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    yield from opened(browser, server)


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Page]:
    yield from opened(browser, server, **PHONE)


def test_a_photo_dragged_onto_another_is_its_pair_and_one_dragged_between_two_only_moves(
    page: Page, server: Server
) -> None:
    index = three(page, server, "Kéo ảnh thành cặp trước sau")
    assert order(page) == "0 1 2"
    drag(page, 2, 0, 0.1)
    assert order(page) == "2 0 1"
    drag(page, 1, 0, 0.5)
    expect(page.locator(".pair-tile")).to_have_count(1)
    assert order(page) == "2 0trước 1sau"
    expect(page.locator(".sheet-said")).to_contain_text("Đã ghép cặp trước – sau")
    assert saved(page, index) == [("anh2.jpg", ""), ("anh0.jpg", "truoc"), ("anh1.jpg", "sau")]

    page.locator(".sheet").get_by_role("button", name="Đổi chỗ trước – sau").click()
    assert order(page) == "2 1trước 0sau"
    drag(page, 2, 1, 0.9)
    assert order(page) == "1trước 0sau 2", "behind the pair, not into it"
    drag(page, 0, 2, 0.9, start=0.75)
    assert order(page) == "2 1trước 0sau", "a pair moves as one"
    page.locator(".sheet").get_by_role("button", name="Tách cặp").click()
    assert order(page) == "2 1 0"
    for then in ("2 1trước 0sau", "1trước 0sau 2", "2 1trước 0sau", "2 0trước 1sau", "2 0 1", "0 1 2"):
        page.click("#undo")
        assert order(page) == then
    assert saved(page, index) == [("anh0.jpg", ""), ("anh1.jpg", ""), ("anh2.jpg", "")]


def test_a_drag_that_is_given_up_changes_nothing_and_a_click_leads_to_the_photo(page: Page, server: Server) -> None:
    three(page, server, "Kéo nửa chừng thì thôi")
    page.mouse.move(*point(page, 2, 0.5))
    page.mouse.down()
    page.mouse.move(*point(page, 0, 0.5), steps=6)
    expect(page.locator(".tile.onto")).to_have_count(1)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".ghost")).to_have_count(0)
    assert order(page) == "0 1 2"
    page.get_by_role("button", name="Ảnh 3: anh2.jpg").click()
    expect(item(page, 2)).to_be_focused()


def test_keys_alone_make_a_pair_change_and_part_it(page: Page, server: Server) -> None:
    index = three(page, server, "Ghép cặp bằng bàn phím")
    item(page, 2).get_by_role("button", name="Ghép cặp trước – sau với…").focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog")
    expect(dialog.get_by_role("button", name="Ảnh 1: anh0.jpg")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".pair-tile")).to_have_count(1)
    assert order(page) == "1 0trước 2sau"
    expect(item(page, 2)).to_be_focused()
    item(page, 2).get_by_role("button", name="Đổi chỗ trước – sau").press("Enter")
    assert saved(page, index) == [("anh1.jpg", ""), ("anh2.jpg", "truoc"), ("anh0.jpg", "sau")]
    item(page, 1).get_by_role("button", name="Lên", exact=True).press("Enter")
    assert order(page) == "2trước 0sau 1"
    item(page, 0).get_by_role("button", name="Bỏ ảnh này").press("Enter")
    assert order(page) == "0 1", "who has no partner has no role"
    page.click("#undo")
    item(page, 0).get_by_role("button", name="Tách cặp").press("Enter")
    assert order(page) == "2 0 1"


def test_what_was_typed_since_stays_when_items_are_moved_paired_and_dropped(page: Page, server: Server) -> None:
    index = three(page, server, "Chữ vừa gõ không mất khi đổi chỗ")

    def writes(number: int, act: Callable[[], None]) -> list[str]:
        """Type who took the first photo, do something at once, and return what is saved then."""
        field(page, ["anh", 0, "tac_gia"]).locator("input").fill(f"Người chụp {number}")
        act()
        saved(page, index)
        return [one.get("tac_gia", "") for one in Header(parted(index.read_bytes()).header).data["anh"]]

    assert writes(1, lambda: drag(page, 0, 2, 0.9)) == ["", "", "Người chụp 1"]
    up = item(page, 1).get_by_role("button", name="Lên", exact=True)
    assert writes(2, up.click) == ["", "Người chụp 2", "Người chụp 1"]
    assert writes(3, lambda: drag(page, 0, 2, 0.5)) == ["Người chụp 3", "Người chụp 1", "Người chụp 2"]
    drop = item(page, 1).get_by_role("button", name="Bỏ ảnh này")
    assert writes(4, drop.click) == ["Người chụp 4", "Người chụp 2"]

    for _ in range(2):
        field(page, ["nguon"]).get_by_text("+ Thêm").click()
    field(page, ["nguon", 0, "ten"]).locator("textarea").fill("Nguồn vừa gõ tên")
    field(page, ["nguon", 0]).get_by_role("button", name="Xuống").click()
    expect(field(page, ["nguon", 1, "ten"]).locator("textarea")).to_have_value("Nguồn vừa gõ tên")


def test_the_role_that_is_chosen_shows_as_a_pair_at_once(page: Page, server: Server) -> None:
    three(page, server, "Chọn vai trò cũng thành cặp")
    for number, role in ((0, "sau"), (2, "truoc")):
        select = field(page, ["anh", number, "vai_tro"]).locator("select")
        select.focus()
        select.select_option(role)
    expect(page.locator(".pair-tile")).to_have_count(1)
    assert order(page) == "2trước 0sau 1"
    expect(field(page, ["anh", 2, "vai_tro"]).locator("select")).to_be_focused()


def test_a_pair_shows_what_is_blurred(page: Page, server: Server) -> None:
    three(page, server, "Cặp ảnh có ô làm mờ")
    colour = """() => {
      const canvas = document.querySelector(".go-to canvas");
      return [...canvas.getContext("2d").getImageData(canvas.width * 0.42, canvas.height * 0.3, 1, 1).data];
    }"""
    before = page.evaluate(colour)
    item(page, 0).get_by_role("button", name="Thêm một ô").click()
    for _ in range(12):
        page.keyboard.press("Control+ArrowUp")
    for _ in range(20):
        page.keyboard.press("Shift+ArrowDown")
    expect(field(page, ["anh", 0, "mo_ta"])).to_be_visible()
    assert page.evaluate(colour) != before


def test_a_finger_scrolls_over_photos_and_drags_them_at_their_grip(phone: Page, server: Server) -> None:
    three(phone, server, "Kéo ảnh bằng ngón tay")
    finger = phone.context.new_cdp_session(phone)

    def swipe(start: tuple[float, float], end: tuple[float, float]) -> None:
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        for kind, where in (("touchStart", [start]), ("touchMove", [middle]), ("touchMove", [end]), ("touchEnd", [])):
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in where]})
        phone.wait_for_timeout(300)

    x, y = point(phone, 1, 0.88)
    swipe((x, y - 40), point(phone, 0, 0.5))
    expect(phone.locator(".pair-tile")).to_have_count(1)
    assert order(phone) == "0trước 1sau 2"
    start, end = point(phone, 2, 0.3), point(phone, 0, 0.3)
    at = phone.evaluate("scrollY")
    swipe(start, end)
    assert phone.evaluate("scrollY") > at
    assert order(phone) == "0trước 1sau 2"
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [390, 1366])
def test_axe_finds_nothing_among_the_photos(page: Page, server: Server, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{server.origin}/ban-viet/bai/2018/goc-xanh-vi-du")
    expect(page.locator(".pair-tile")).to_have_count(1)
    assert list(map(str, look.findings(page))) == []
