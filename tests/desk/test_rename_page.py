"""“Đổi địa chỉ trang…” in the browser: it says beforehand what will be mended, and goes on under the new address."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from desk_server import Server, opened, running_over_good_entries

OLD, NEW = "goc-xanh-vi-du", "vuon-hoa-vi-du"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_over_good_entries(tmp_path_factory.mktemp("desk")) as server:
        yield server


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    yield from opened(browser, server)


def test_an_entry_gets_another_address_by_mouse_and_what_was_typed_goes_along(page: Page, server: Server) -> None:
    page.goto(f"{server.origin}/ban-viet/bai/2018/{OLD}")
    page.locator('[data-at="[\\"giai_doan\\"]"] input').fill("2014")
    page.click("text=Đổi địa chỉ trang…")
    dialog = page.locator("dialog")
    expect(dialog).to_contain_text(f"Địa chỉ hiện nay: /mo-hinh/{OLD}/")
    name, change = dialog.locator("input"), dialog.get_by_role("button", name="Đổi địa chỉ", exact=True)
    expect(name).to_have_value("goc-xanh-phuong-vi-du")  # that of the title

    for wrong, said in (("tu-sach-minh-hoa", "Đã có bài “tu-sach-minh-hoa”"), ("Vườn hoa", "chữ thường không dấu")):
        name.fill(wrong)
        expect(dialog.get_by_role("alert")).to_contain_text(said)
        expect(change).to_be_disabled()

    name.fill(NEW)
    expect(dialog.locator("li")).to_have_count(2)
    expect(dialog.locator("li").first).to_contain_text("2 chỗ")
    assert (server.entries / "2018" / OLD).is_dir()
    change.click()

    page.wait_for_url(f"**/ban-viet/bai/2018/{NEW}")
    expect(page.locator("#name")).to_have_text("“Góc xanh” phường Ví Dụ")
    expect(page.locator('[data-at="[\\"giai_doan\\"]"] input')).to_have_value("2014")
    assert not (server.entries / "2018" / OLD).exists()
    page.click("#save")
    expect(page.locator("#kept")).to_contain_text("Đã lưu")
    text = (server.entries / "2018" / NEW / "index.md").read_text("utf-8")
    assert "ten_cu: [goc-xanh, goc-xanh-phuong-vi-du, goc-xanh-vi-du]" in text
    assert "giai_doan: 2014" in text
    assert f"hoc_tu: {NEW}" in (server.entries / "2023" / "ngo-xanh-minh-hoa" / "index.md").read_text("utf-8")


def test_an_entry_that_nobody_names_says_so_and_may_keep_its_address(page: Page, server: Server) -> None:
    page.goto(f"{server.origin}/ban-viet/bai/2018/hoa-giai-vi-du")
    page.click("text=Đổi địa chỉ trang…")
    dialog = page.locator("dialog")
    dialog.locator("input").fill("to-hoa-giai-ngo-12")
    expect(dialog).to_contain_text("Không có bài hay trang nào khác nhắc tới địa chỉ này.")
    dialog.get_by_role("button", name="Thôi").click()
    expect(dialog).to_have_count(0)
    assert (server.entries / "2018" / "hoa-giai-vi-du").is_dir()


@pytest.mark.parametrize("asked", [{}, {"moi": ["a"]}, {"moi": "../x"}, {"moi": "a" * 5000}], ids=repr)
def test_a_name_that_is_none_changes_nothing(server: Server, asked: dict[str, object]) -> None:
    before = sorted(server.entries.rglob("*"))
    answer = server.send("POST", "/ban-viet/doi-ten/2018/hoa-giai-vi-du", asked)
    assert answer.status == 422
    assert json.loads(answer.body)["error"]
    assert server.ask("GET", "/ban-viet/doi-ten/2018/khong-co?moi=ten-moi").status == 422
    assert sorted(server.entries.rglob("*")) == before
