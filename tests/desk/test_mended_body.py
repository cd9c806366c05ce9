"""What only the file's owner could mend before: a section that is not there, and a header that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from desk_server import Server, field, opened, running_over_good_entries

ENTRY = "2018/hoa-giai-vi-du"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_over_good_entries(tmp_path_factory.mktemp("desk"), in_git=True) as server:
        yield server


@pytest.fixture
def index(server: Server) -> Iterator[Path]:
    """The file of the entry, which is put back afterwards."""
    file = server.entries / ENTRY / "index.md"
    before = file.read_bytes()
    yield file
    file.write_bytes(before)
    server.ask("DELETE", f"/ban-viet/giu/{ENTRY}")


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    yield from opened(browser, server)


def test_a_section_that_is_not_there_is_added_by_the_button_of_its_problem(
    page: Page, server: Server, index: Path
) -> None:
    text = index.read_text("utf-8")
    before, after = text[: text.index("## Kết quả\n")], text[text.index("## Nhân rộng\n") :]
    index.write_text(before + after, "utf-8")
    page.goto(f"{server.origin}/ban-viet/bai/{ENTRY}")
    expect(page.locator("#list")).to_contain_text("Thiếu phần “Kết quả”.")
    page.locator("#list").get_by_role("button", name="Thêm phần “Kết quả”").click()
    expect(page.locator(".form h2", has_text="Kết quả").first).to_be_in_viewport()
    page.keyboard.type("Hòa giải thành cả ba vụ.")
    expect(page.locator("#list li")).to_have_count(0)
    page.click("#save")
    expect(page.locator("#kept")).to_contain_text("Đã lưu")
    assert index.read_text("utf-8") == f"{before}## Kết quả\n\nHòa giải thành cả ba vụ.\n\n{after}"

    field(page, ["#", 3]).locator("[contenteditable]").click()  # its number in the file now
    page.keyboard.press("Control+End")
    page.keyboard.type(" Bà con rất mừng.")
    expect(page.locator("#kept")).to_contain_text("Đã giữ")
    page.reload()
    expect(field(page, ["#", 3])).to_contain_text("Bà con rất mừng.")


def test_an_entry_that_cannot_be_read_is_taken_back_to_its_last_version(
    page: Page, server: Server, index: Path
) -> None:
    good = index.read_bytes()
    index.write_bytes(good.replace(b"---\n", b'---\nten: "\n', 1))
    page.goto(f"{server.origin}/ban-viet/bai/{ENTRY}")
    expect(page.locator("#banner")).to_contain_text("Trở lại bản này")
    page.locator("#versions").get_by_role("button", name="Trở lại bản này").first.click()
    expect(page.locator("#name")).to_contain_text("Tổ hòa giải")
    assert b'ten: "\n' not in index.read_bytes()
