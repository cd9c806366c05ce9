"""The photos of an entry at the desk, by mouse, finger and keys: taken in, asked about, put in order and into pairs."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

import look
from desk_server import TOKEN, Server, field, running_over_good_entries
from honour_roll.entries.header_edits import Header
from honour_roll.entries.parts import parted

OLD = "2018/goc-xanh-vi-du"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
QUESTION = "Ảnh có rõ mặt người chưa đồng ý, mặt trẻ em hoặc biển số xe không?"
ANSWERED = "Đã xem: không có gì cần làm mờ."


def photo(number: int, kind: str = "JPEG") -> bytes:
    """A photo of many colours, unlike any other number."""
    slopes = [Image.linear_gradient("L").rotate(turn).resize((1200, 900)) for turn in (0, 90, 180)]
    picture = Image.merge("RGB", slopes)
    picture.paste((40 * number, 90, 20), (100, 100, 500, 500))
    out = io.BytesIO()
    if kind == "HEIC":
        pillow_heif.from_pillow(picture).save(out, quality=80)
    else:
        picture.save(out, kind, quality=80)
    return out.getvalue()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_over_good_entries(tmp_path_factory.mktemp("desk")) as server:
        yield server


def opened(browser: Browser, server: Server, **options: Any) -> Iterator[Page]:
    context = browser.new_context(**{"viewport": {"width": 1366, "height": 768}, **options})
    page = context.new_page()
    page.set_default_timeout(60_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if "Security Policy" in message.text else None)
    page.goto(f"{server.origin}/vao?k={TOKEN}")
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    yield from opened(browser, server)


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Page]:
    yield from opened(browser, server, **PHONE)


def begin(page: Page, server: Server, title: str, *photos: tuple[str, bytes]) -> Path:
    """Begin an entry with photos; return its file."""
    path = server.send("POST", "/ban-viet/moi", {"ten": title}).json["path"]
    page.goto(f"{server.origin}/ban-viet/bai/{path}")
    page.locator(".drop").wait_for()
    page.set_input_files("input[type=file]", [{"name": n, "mimeType": "", "buffer": data} for n, data in photos])
    expect(page.locator(".shots > li")).to_have_count(len(photos), timeout=120_000)
    return server.entries / path / "index.md"


def three(page: Page, server: Server, title: str) -> Path:
    return begin(page, server, title, *((f"anh{number}.jpg", photo(number)) for number in range(3)))


def item(page: Page, number: int) -> Locator:
    return page.locator(".shots > li").nth(number)


def tiles(page: Page) -> list[str]:
    """What the tiles of the sheet are called for those who listen: “Ảnh 1, trước: anh0.jpg”."""
    return page.locator(".go-to").evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")


def order(page: Page) -> str:
    """The photos by number, each with its role in the sheet: “0 1trước 2sau”."""
    said = [one.partition(": ") for one in tiles(page)]
    return " ".join(name[3] + (head.partition(", ")[2]) for head, _, name in said)


def point(page: Page, number: int, across: float) -> tuple[float, float]:
    """A point of a photo in the sheet; ``across`` is the part of its tile's width."""
    page.locator(".sheet").evaluate("sheet => sheet.scrollIntoView({block: 'center'})")
    box = page.locator(".tile").filter(has=page.get_by_role("button", name=f"anh{number}.jpg")).bounding_box()
    assert box
    return box["x"] + box["width"] * across, box["y"] + 60


def drag(page: Page, number: int, other: int, across: float, *, start: float = 0.5) -> None:
    """Drag a photo to a point of another."""
    page.mouse.move(*point(page, number, start))
    page.mouse.down()
    page.mouse.move(*point(page, other, across), steps=6)
    page.mouse.up()


def saved(page: Page, index: Path) -> list[tuple[str, str]]:
    """Save, and return the photos of the entry with their roles."""
    page.click("#save")
    expect(page.locator("#kept")).to_contain_text("Đã lưu")
    data = Header(parted(index.read_bytes()).header).data
    return [(one["tep"], one.get("vai_tro", "")) for one in data["anh"]]


# --- taken in, and asked about ----------------------------------------------------------------------------------------


def test_an_iphones_heic_and_a_jfif_are_taken_as_they_are(page: Page, server: Server) -> None:
    photos = (("IMG_0007.HEIC", photo(1, "HEIC")), ("z501.jfif", photo(2)))
    index = begin(page, server, "Ảnh iPhone và ảnh lưu từ Zalo", *photos)
    assert saved(page, index) == [("img-0007.jpg", ""), ("z501.jpg", "")]
    for name in ("img-0007.jpg", "z501.jpg"):
        with Image.open(index.parent / name) as made:
            assert (made.format, made.size) == ("JPEG", (1200, 900))
            assert not made.getexif()


def test_a_heic_that_is_broken_is_told_at_its_name_and_the_others_are_taken(page: Page, server: Server) -> None:
    path = server.send("POST", "/ban-viet/moi", {"ten": "Một ảnh iPhone bị hỏng"}).json["path"]
    page.goto(f"{server.origin}/ban-viet/bai/{path}")
    page.locator(".drop").wait_for()
    broken = photo(1, "HEIC")[:-4000]
    both: Any = [
        {"name": "hong.HEIC", "mimeType": "", "buffer": broken},
        {"name": "lanh.jpg", "mimeType": "", "buffer": photo(2)},
    ]
    page.set_input_files("input[type=file]", both)
    expect(page.locator(".shots > li")).to_have_count(1, timeout=120_000)
    expect(page.locator(".bars .tell")).to_have_count(1)
    assert [file.name for file in (server.entries / path).glob("*.jpg")] == ["lanh.jpg"]


def test_a_photo_is_asked_about_until_it_is_answered_and_the_answer_outlasts_the_page(
    page: Page, server: Server
) -> None:
    index = three(page, server, "Ảnh được hỏi một lần rồi thôi")
    expect(page.get_by_text(QUESTION)).to_have_count(3)
    item(page, 0).get_by_role("button", name="Không có").click()
    expect(item(page, 0)).to_contain_text(ANSWERED)
    saved(page, index)
    page.reload()
    expect(item(page, 0)).to_contain_text(ANSWERED)
    expect(page.get_by_text(QUESTION)).to_have_count(2)
    assert "che" not in index.read_text("utf-8").split("---")[1], "the entry says nothing of it"

    slug = "anh-duoc-hoi-roi-doi-dia-chi"
    server.send("POST", f"/ban-viet/doi-ten/{index.parent.parent.name}/{index.parent.name}", {"moi": slug})
    page.goto(f"{server.origin}/ban-viet/bai/{index.parent.parent.name}/{slug}")
    expect(item(page, 0)).to_contain_text(ANSWERED)
    item(page, 0).get_by_role("button", name="Xem lại").click()
    expect(page.get_by_text(QUESTION)).to_have_count(3)

    (index.parents[1] / slug / "anh0.jpg").write_bytes(photo(6))
    item(page, 1).get_by_role("button", name="Không có").click()
    expect(item(page, 1)).to_contain_text(ANSWERED)
    (index.parents[1] / slug / "anh1.jpg").write_bytes(photo(5))
    page.reload()
    expect(page.get_by_text(QUESTION)).to_have_count(3)  # another picture under the name


def test_a_box_that_is_drawn_is_an_answer_and_none_once_it_is_gone(page: Page, server: Server) -> None:
    three(page, server, "Vẽ ô làm mờ cũng là trả lời")
    first = item(page, 0)
    first.get_by_role("button", name="Có, để tôi làm mờ").click()
    expect(first.get_by_role("button", name="Vẽ ô làm mờ")).to_have_attribute("aria-pressed", "true")
    picture = first.locator("svg")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 100, steps=4)
    page.mouse.up()
    expect(first.get_by_text(QUESTION)).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(first.get_by_text(QUESTION)).to_have_count(1)


def test_who_sends_an_entry_is_reminded_of_photos_that_nobody_answered_for_and_may_go_on(
    page: Page, server: Server
) -> None:
    page.goto(f"{server.origin}/ban-viet/bai/{OLD}")
    page.get_by_role("button", name="Tạm ẩn khỏi trang").click()
    page.get_by_role("button", name="Trả về nháp").click()
    expect(page.locator("#state")).to_have_text("Bản nháp")
    item(page, 0).get_by_role("button", name="Không có").click()
    expect(item(page, 0)).to_contain_text(ANSWERED)
    page.click("#send")
    dialog = page.locator("dialog")
    expect(dialog.locator("li")).to_have_count(3)
    expect(dialog).to_contain_text("Đầu ngõ bừa bộn túi rác và gạch vỡ")
    page.keyboard.press("Escape")
    expect(page.locator("#state")).to_have_text("Bản nháp")
    expect(item(page, 1)).to_be_focused()
    page.click("#send")
    dialog.get_by_role("button", name="Cứ gửi duyệt").click()
    expect(page.locator("#state")).to_have_text("Chờ duyệt")


def test_only_photos_of_the_entry_can_be_answered_for(server: Server) -> None:
    for name in ("khong-co.jpg", "index.md"):
        answer = server.send("PUT", f"/ban-viet/che-anh/{OLD}/{name}", {"khong_co": True})
        assert (answer.status, "Không thấy ảnh" in answer.json["error"]) == (422, True)


# --- in order and in pairs --------------------------------------------------------------------------------------------


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

    at = phone.evaluate("scrollY")
    swipe(point(phone, 2, 0.3), point(phone, 0, 0.3))
    assert order(phone) == "0 1 2"
    assert phone.evaluate("scrollY") > at
    x, y = point(phone, 1, 0.88)
    swipe((x, y - 40), point(phone, 0, 0.5))
    assert order(phone) == "0trước 1sau 2"
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [390, 1366])
def test_axe_finds_nothing_among_the_photos(page: Page, server: Server, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{server.origin}/ban-viet/bai/2018/goc-xanh-vi-du")
    expect(page.locator(".pair-tile")).to_have_count(1)
    assert list(map(str, look.findings(page))) == []
