"""The desk's home in the browser: a long list is drawn by the hundred, and found in by a few letters or by state."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from desk_server import Server, opened, running_over_good_entries

MANY = 150  # drafts beside the good entries: more than are drawn at a time


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_over_good_entries(tmp_path_factory.mktemp("desk")) as server:
        for number in range(MANY):
            folder = server.entries / "2019" / f"ban-nhap-{number}"
            folder.mkdir(parents=True)
            draft = f"---\nten: Bản nháp số {number} ở Đồng Xuân\ntrang_thai: nhap\n---\n"
            (folder / "index.md").write_text(draft, "utf-8")
        broken = server.entries / "2019" / "hong"
        broken.mkdir()
        (broken / "index.md").write_text('---\nten: "<b>x\n---\n', "utf-8")
        yield server


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    yield from opened(browser, server)


def test_a_long_list_is_drawn_by_the_hundred(page: Page) -> None:
    rows, more = page.locator(".rows > li"), page.locator("#more")
    expect(rows).to_have_count(100)
    expect(more).to_contain_text("Xem thêm")
    more.click()
    expect(more).to_be_hidden()
    assert rows.count() > MANY
    assert len(set(rows.locator("a.t").evaluate_all("all => all.map((a) => a.href)"))) == rows.count()


def test_entries_are_found_without_accents_and_the_way_back_leads_to_the_same_list(page: Page) -> None:
    page.fill("#seek", "nhap 149 dong xuan")
    expect(page.locator(".rows > li")).to_have_count(1)
    expect(page.locator(".rows small")).to_have_text("chưa ghi đơn vị · 2019")
    page.click(".rows a.t")
    page.wait_for_url("**/bai/2019/ban-nhap-149")
    page.go_back()
    expect(page.locator("#seek")).to_have_value("nhap 149 dong xuan")
    expect(page.locator(".rows > li")).to_have_count(1)
    page.fill("#seek", "không có bài nào như thế")
    expect(page.locator(".none-found")).to_be_visible()


def test_entries_are_narrowed_by_state_and_by_what_is_wrong(page: Page) -> None:
    chip = page.locator(".chip[data-show=nhap]")
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")
    assert set(page.locator(".rows .badge").all_inner_texts()) == {"Bản nháp"}
    page.locator(".chip[data-show=wrong]").click()
    broken = page.locator(".rows > li", has_text="hong")
    expect(broken).to_contain_text("Không đọc được")
    expect(broken).to_contain_text("1 chỗ phải sửa")
