"""Photos dropped on an entry in the browser: taken in, and asked about until somebody has answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from photo_hands import begin, item, photo, saved, three
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from desk_server import Server, opened, running_over_good_entries

OLD = "2018/goc-xanh-vi-du"
QUESTION = "Ảnh có rõ mặt người chưa đồng ý, mặt trẻ em hoặc biển số xe không?"
ANSWERED = "Đã xem: không có gì cần làm mờ."


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_over_good_entries(tmp_path_factory.mktemp("desk")) as server:
        yield server


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    yield from opened(browser, server)


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
    first.locator("img").first.evaluate("image => image.decode()")  # until it is there, its frame is flat
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
