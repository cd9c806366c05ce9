"""Where the hand is: the focus stays where one works, and what is beside the form says which item it means."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from test_whole_way import photo

from desk_server import TOKEN, Server, field, opened, running_over_good_entries

ENTRY = "2018/hoa-giai-vi-du"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_over_good_entries(tmp_path_factory.mktemp("desk")) as server:
        yield server


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    for page in opened(browser, server):
        page.goto(f"{server.origin}/ban-viet/bai/{ENTRY}")
        expect(page.locator("#name")).to_contain_text("Tổ hòa giải")
        yield page
    server.ask("DELETE", f"/ban-viet/giu/{ENTRY}")


def test_the_focus_stays_in_a_field_that_is_chosen_anew(page: Page) -> None:
    unit = field(page, ["don_vi"])
    unit.get_by_role("button").press("Enter")
    expect(unit.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("vi du")
    page.keyboard.press("Enter")
    expect(unit.get_by_role("button")).to_be_focused()


def test_the_focus_follows_the_items_of_a_list(page: Page) -> None:
    sources = field(page, ["nguon"])
    there = sources.locator(":scope > div > ul > li").count()
    sources.get_by_role("button", name="+ Thêm").press("Enter")
    expect(field(page, ["nguon", there, "ten"]).locator("textarea, input")).to_be_focused()
    field(page, ["nguon", there]).get_by_role("button", name="Lên").press("Enter")
    expect(field(page, ["nguon", there - 1])).to_be_focused()
    field(page, ["nguon", there - 1]).get_by_role("button", name="Bỏ mục này").press("Enter")
    expect(field(page, ["nguon", there - 1])).to_be_focused()


@pytest.mark.parametrize("press", ["+ Thêm", "Lên", "Bỏ mục này"])
def test_a_list_that_changes_keeps_what_was_typed_into_its_items(page: Page, press: str) -> None:
    sources = field(page, ["nguon"])
    there = sources.locator(":scope > div > ul > li").count()
    for _ in range(2):
        sources.get_by_role("button", name="+ Thêm").click()
    field(page, ["nguon", there, "ten"]).locator("textarea, input").fill("Biên bản họp ngõ")
    place = sources if press == "+ Thêm" else field(page, ["nguon", there + 1])
    place.get_by_role("button", name=press).click()
    moved = there + 1 if press == "Lên" else there
    expect(field(page, ["nguon", moved, "ten"]).locator("textarea, input")).to_have_value("Biên bản họp ngõ")


def test_what_is_beside_the_form_says_which_item_it_means(page: Page) -> None:
    figures = field(page, ["ket_qua"])
    there = figures.locator(":scope > div > ul > li").count()
    figures.get_by_role("button", name="+ Thêm").click()
    field(page, ["ket_qua", there, "gia_tri"]).locator("input").fill("1,250")
    expect(page.locator("#list")).to_contain_text(f"Kết quả bằng số {there + 1}: Chưa ghi “Chỉ số”.")
    field(page, ["ket_qua", there, "gia_tri"]).get_by_role("button", name="Viết “1.250”").press("Enter")
    expect(field(page, ["ket_qua", there, "gia_tri"]).locator("input")).to_be_focused()


def test_a_row_that_needs_another_new_row_gets_it_in_a_dialog_over_its_own(page: Page) -> None:
    there = field(page, ["ton_vinh"]).locator(":scope > div > ul > li").count()
    field(page, ["ton_vinh"]).get_by_role("button", name="+ Thêm").click()
    honour = field(page, ["ton_vinh", there])
    honour.get_by_role("combobox").first.click()
    honour.get_by_role("option", name="Thêm mới…").click()
    outer = page.get_by_role("dialog", name="Thêm đợt tôn vinh")
    outer.locator("[data-at='[\"co_quan\"]']").get_by_role("combobox").click()
    outer.get_by_role("option", name="Thêm mới…").click()
    inner = page.get_by_role("dialog", name="Thêm đơn vị")
    inner.locator("textarea, input").first.fill("Ủy ban nhân dân phường Ví Dụ")
    page.keyboard.press("Enter")
    expect(inner).to_have_count(0)
    expect(outer.locator("[data-at='[\"co_quan\"]']")).to_contain_text("Ủy ban nhân dân phường Ví Dụ")

    outer.get_by_role("button", name="Thôi").click()  # the round is not added, the unit is, and the entry knows it
    field(page, ["don_vi"]).get_by_role("button").click()
    page.keyboard.type("uy ban nhan dan phuong")
    expect(field(page, ["don_vi"]).get_by_role("option", name="Ủy ban nhân dân phường Ví Dụ").first).to_be_visible()


def test_there_is_no_way_back_over_what_is_not_saved(page: Page) -> None:
    page.evaluate("""async () => {
        const { showVersions } = await import("/ban-viet/static/versions.js");
        window.fetch = async () => new Response(JSON.stringify({ versions: [{ commit: "b" }, { commit: "a" }] }));
        window.told = [];
        const list = document.querySelector("#versions");
        const onBack = () => told.push("back");
        const warn = (words) => told.push(words);
        await showVersions(list, "x/y", { onBack, warn, isUnsaved: () => true, mayGoBack: true });
        list.querySelector("button").click();
    }""")
    assert page.evaluate("told") == ["Phần bạn đang viết chưa lưu. Bấm “Lưu” trước, rồi hãy trở lại bản cũ."]


def test_many_tabs_do_not_keep_the_desk_from_answering(browser: Browser, server: Server) -> None:
    """A browser opens six connections to one address; a tab that is not seen must hold none of them."""
    context = browser.new_context()
    first = context.new_page()
    first.goto(f"{server.origin}/vao?k={TOKEN}")
    for number in range(8):
        tab = context.new_page()
        tab.goto(f"{server.origin}/ban-viet/bai/{ENTRY}", timeout=20_000)
        expect(tab.locator("#name")).to_contain_text("Tổ hòa giải", timeout=20_000)
        if number:
            expect(tab.locator("#banner")).to_contain_text("đang mở ở một cửa sổ khác")
        tab.evaluate("""() => {
            Object.defineProperty(document, "hidden", { get: () => true });
            document.dispatchEvent(new Event("visibilitychange"));
        }""")
    context.close()


@pytest.mark.parametrize("width", [1366, 390])
def test_no_control_is_without_its_name(browser: Browser, server: Server, width: int) -> None:
    """With an item in every list, a chooser that is open, and a dialog over all."""
    context = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{server.origin}/vao?k={TOKEN}")
    assert problems_of(page) == []
    page.goto(f"{server.origin}/ban-viet/bai/{ENTRY}")
    expect(page.locator("#name")).to_contain_text("Tổ hòa giải")
    picture = {"name": "IMG_1.JPG", "mimeType": "image/jpeg", "buffer": photo(1)}
    page.set_input_files("input[type=file]", picture)  # type: ignore[arg-type]
    expect(page.locator(".shots > li")).to_have_count(1, timeout=60_000)
    for add in page.get_by_role("button", name="+ Thêm").all():
        add.click()
    assert problems_of(page) == []
    field(page, ["phoi_hop"]).get_by_role("combobox").click()
    assert problems_of(page) == []
    field(page, ["phoi_hop"]).get_by_role("option", name="Thêm mới…").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert problems_of(page) == []
    context.close()
    server.ask("DELETE", f"/ban-viet/giu/{ENTRY}")


def problems_of(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]
