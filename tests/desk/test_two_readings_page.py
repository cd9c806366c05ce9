"""“Lấy bài mới, gửi bài đi” by mouse: what collides is chosen on a page, and goes out as one commit."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from two_desks import Office, git, is_whole, shared

from desk_server import TOKEN, Server, running

TITLE = "ten: “Góc xanh” phường Ví Dụ"
PARAGRAPH = "Trước năm 2016, **12 góc phố**"


def collide(a: Office, b: Office) -> None:
    """An sends two edits; Bình has made others at the same places, and one elsewhere."""
    a.replace(TITLE, "ten: “Góc xanh” của các hộ phường Ví Dụ")
    a.replace(PARAGRAPH, "Từ năm 2014, **12 góc phố**")
    b.replace(TITLE, "ten: “Góc xanh” của Hội Phụ nữ phường Ví Dụ")
    b.replace(PARAGRAPH, "Trước năm 2016, **15 góc phố**")
    b.replace("giai_doan: 2016-2020", "giai_doan: 2016-2021")
    a.run()


def opened(browser: Browser, server: Server, width: int = 1366) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 768}).new_page()
    page.goto(f"{server.origin}/vao?k={TOKEN}")
    return page


def test_two_readings_are_chosen_by_mouse_and_sent(browser: Browser, tmp_path: Path) -> None:
    a, b = shared(tmp_path)
    collide(a, b)
    with running(b.entries, tmp_path / "desk") as server:
        page = opened(browser, server)
        expect(page.locator(".todo")).to_contain_text("3 thay đổi chưa gửi đi")
        page.click("#exchange")
        expect(page.locator("h1")).to_have_text("Chọn giữa hai bản")
        legends = page.locator("legend")
        expect(legends).to_have_text(["Tên mô hình", "Đoạn trong phần “Thực trạng”"])
        expect(page.locator(".whose").nth(1)).to_contain_text("Bản của Nguyễn Thị An")
        expect(page.locator("mark").first).to_have_text("Hội Phụ nữ")
        page.click("#choose")
        expect(page.locator(".tell:visible")).to_have_count(2)
        page.get_by_text("Bản của Nguyễn Thị An").first.click()
        page.get_by_text("Giữ cả hai").click()
        expect(page.locator("#said")).to_have_text("Đã chọn đủ")
        page.click("#choose")
        expect(page.locator(".todo #said")).to_have_text("Đã lấy 1 bài đã sửa, đã gửi 3 thay đổi.")
        expect(page.locator(".todo")).to_contain_text("Không có gì chưa gửi · lần cuối")
        page.context.close()
        assert server.ask("GET", "/ban-viet/hai-ban/").status == 303
    text = b.text()
    for words in ("ten: “Góc xanh” của các hộ", "Từ năm 2014", "15 góc phố", "giai_doan: 2016-2021"):
        assert words in text
    assert git(b.top, "log", "-1", "--format=%an") == "Trần Văn Bình\n"
    assert is_whole(b.top)
    assert a.run().said.startswith("Đã lấy 1 bài đã sửa")
    assert a.text() == text


def test_what_is_wrong_is_said_beside_the_button(browser: Browser, tmp_path: Path) -> None:
    _, b = shared(tmp_path)
    git(b.top, "remote", "remove", "origin")
    with running(b.entries, tmp_path / "desk") as server:
        page = opened(browser, server)
        expect(page.locator(".todo")).to_contain_text("Chưa nối với kho chung")
        page.click("#exchange")
        expect(page.locator("#said")).to_contain_text("Kho này chưa biết kho chung ở đâu")
        expect(page.locator("#exchange")).to_be_enabled()
        page.context.close()
        for asked in ({"sides": {"x": "ours"}, "ours": "HEAD", "theirs": "--output=x"}, {"sides": []}, {}):
            answer = server.send("POST", "/ban-viet/trao-doi", asked)
            assert (answer.status, "kho chung" in answer.json["error"]) == (422, True)
        assert server.ask("GET", "/ban-viet/hai-ban/anh/0/ours").status == 404
