"""The search page and its suggestions, in Chromium: by keyboard, by address, for screen readers, and offline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import make_samples
from look import Host, served
from site_tools import HeldBack, run, until

COUNT = 120
# A policy without any "unsafe": no inline script, no eval, no worker, nothing from elsewhere.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'"
)


class Strict(Host):
    """A host with a strict policy."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("panel")
    make_samples.make(COUNT, folder / "entries", 1)
    code, said = run("build.py", "--entries", folder / "entries", "--out", folder / "site", folder=folder)
    assert code == 0, said
    with served(folder / "site", Strict) as host:
        yield host


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    yield page
    assert wrong == []
    context.close()


@pytest.fixture(scope="module")
def title() -> str:
    """The title of a published sample that a query can say whole: it is short, and has no quotation marks."""
    plans = (plan for plan in make_samples.plans(COUNT, 1) if plan.status == "cong-bo" and plan.number > 50)
    return next(plan.title for plan in plans if "“" not in plan.title and len(plan.title) < 70)


def status(page: Page) -> str:
    return page.locator("[data-search-status]").inner_text()


def total(page: Page) -> int:
    found = re.match(r"([\d.]+) mô hình", status(page))
    return int(found[1].replace(".", "")) if found else 0


def given(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_nothing_is_fetched_before_a_search(page: Page, host: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(host)))
    for address in ("", "mo-hinh/", "tim-kiem/"):
        page.goto(host + address, wait_until="networkidle")
    start = {"assets/search/box.js", "assets/search/asked.js"}
    assert {name for name in asked if re.match("tim-kiem/.|assets/search/", name)} == start


def test_who_comes_with_a_query_gets_all_that_it_needs_at_once(page: Page, host: str) -> None:
    """While the page is being read, not one file after the other; and nothing that is not needed."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(host)))
    panel = HeldBack(page, "**/panel.js")
    page.goto(host + "tim-kiem/?q=phuong+mau", wait_until="commit")
    expect(page.locator(".search-wait")).to_be_visible()
    until(page, "() => document.querySelectorAll('link[rel=modulepreload]').length > 0")
    page.wait_for_timeout(500)
    early = {name for name in asked if re.match("tim-kiem/[a-z]|assets/search/", name)}
    panel.let_go()
    expect(page.locator("[data-search-results] li").first).to_be_visible()
    expect(page.locator(".search-wait")).to_be_hidden()
    late = {name for name in asked if re.match("tim-kiem/[a-z]|assets/search/", name)} - early
    assert {name.rpartition("/")[0] for name in late} <= {"tim-kiem/am", "tim-kiem/cap", "tim-kiem/the", "tim-kiem/cot"}
    assert len(asked) == len(set(asked)), "something was fetched twice"
    scripts = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    for name in early & {name for name in asked if name.endswith(".js")}:
        assert host + name in scripts


def test_nothing_moves_while_results_come(page: Page, host: str) -> None:
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto("about:blank")
        panel = HeldBack(page, "**/panel.js")
        page.goto(host + "tim-kiem/?q=phuong+mau", wait_until="commit")
        expect(page.locator(".search-wait")).to_be_visible()
        page.evaluate(
            "new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => "
            "(window.moved = (window.moved ?? 0) + value))).observe({ type: 'layout-shift', buffered: true })"
        )
        box = page.locator(".search-box").bounding_box()
        panel.let_go()
        expect(page.locator("[data-search-results] li").first).to_be_visible()
        page.wait_for_timeout(300)
        assert page.locator(".search-box").bounding_box() == box
        assert page.evaluate("window.moved ?? 0") < 0.01, width
        pictures = page.locator("[data-search-results] li:first-child picture img")
        assert pictures.evaluate_all("all => all.every(({ loading }) => loading === 'eager')")


def test_results_come_as_one_types_and_the_address_can_be_shared(page: Page, host: str, title: str) -> None:
    page.goto(host + "tim-kiem/")
    page.keyboard.press("/")
    expect(page.locator("#o-tim")).to_be_focused()
    page.keyboard.type(title)
    first = page.locator("[data-search-results] li").first.locator(".card-title")
    expect(first).to_have_text(title)
    expect(first.locator("mark").first).to_be_visible()
    until(page, "title => new URLSearchParams(location.search).get('q') === title", title)
    page.goto("about:blank")
    page.goto(f"{host}tim-kiem/?q={quote(title)}")
    expect(first).to_have_text(title)
    expect(page.locator("#o-tim")).to_have_value(title)
    assert page.locator("[data-search-status]").get_attribute("role") == "status"
    assert f"“{title}”" in status(page)


def test_arrows_enter_and_escape(page: Page, host: str, title: str) -> None:
    page.goto(f"{host}tim-kiem/?q={quote(title)}")
    links = page.locator("[data-search-results] .card-title a")
    expect(links.first).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#o-tim")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("#o-tim")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#o-tim")).to_have_value("")
    page.keyboard.type(title)
    expect(links.first).to_have_text(title)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mo-hinh/*/")
    assert page.locator("h1").inner_text().replace("\u00a0", " ") == title


def test_what_is_not_found_offers_ways_on_and_shows_text_as_text(page: Page, host: str) -> None:
    hostile = "zzqx <object onload=zzqy()>"
    page.goto(f"{host}tim-kiem/?q={quote(hostile)}")
    expect(page.locator("[data-search-status]")).to_contain_text(f"Không tìm thấy “{hostile}”")
    assert page.locator("img[src=x]").count() == 0
    assert page.locator("main a[href$='linh-vuc/']").is_visible()


def test_lists_answer_first_and_hand_written_pages_last(page: Page, browser: Browser, host: str) -> None:
    page.goto(f"{host}tim-kiem/?q=phuong+mau+02")
    answer = page.locator(".answers a").first
    expect(answer).to_contain_text("Địa bàn")
    address = answer.get_attribute("href") or ""
    assert address.endswith("/dia-ban/phuong-mau-02/")
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(address)
    assert answer.locator(".answers-count").inner_text().split()[0] == plain.locator(".count b").inner_text()
    plain.context.close()
    assert page.locator(".answers").first.locator("li").count() <= 3
    page.goto(f"{host}tim-kiem/?q=phuong")
    expect(page.locator("[data-search-pages] a").first).to_be_visible()
    assert page.locator("[data-search-results] .found-page").count() == 0
    page.locator("details[data-facet=linh-vuc] input").first.check()
    expect(page.locator("[data-search-pages]")).to_be_hidden()
    expect(page.locator(".answers")).to_have_count(0)


def test_what_a_synonym_adds_is_told_and_can_be_left_out(page: Page, host: str) -> None:
    page.goto(f"{host}tim-kiem/?q={quote('dọn rác')}")
    told = page.locator("[data-search-status]")
    expect(told).to_contain_text("gồm cả “vệ sinh môi trường”")
    everything = total(page)
    told.get_by_role("link", name="Chỉ đúng chữ “dọn rác”").click()
    expect(told).not_to_contain_text("gồm cả")
    assert given(page)["dung"] == ["1"]
    assert total(page) < everything
    page.go_back()
    expect(told).to_contain_text("gồm cả")


def test_a_slip_is_told_once_with_a_way_back_to_the_words_as_typed(page: Page, host: str) -> None:
    page.goto(f"{host}tim-kiem/?q=ve+sihn+moi+truong")
    told = page.locator("[data-search-status]")
    expect(told).to_contain_text("đây là kết quả cho “ve sinh moi truong”")
    told.get_by_role("link").click()
    expect(told).to_contain_text("Chưa có mô hình nào cho “ve sihn moi truong”")
    told.get_by_role("link", name="Tìm cả cách gọi khác").click()
    expect(told).to_contain_text("ve sinh moi truong")


def test_facets_count_combine_and_come_back(page: Page, host: str) -> None:
    page.goto(host + "mo-hinh/")
    page.get_by_role("link", name="Lọc", exact=True).click()
    expect(page.locator("[data-search-results] li")).to_have_count(24)
    everything = total(page)
    first, second = (page.locator("details[data-facet=linh-vuc] li").nth(place) for place in (0, 1))
    counts = [int(item.locator("small").inner_text()) for item in (first, second)]
    first.locator("input").check()
    expect(page.locator("[data-search-status]")).to_contain_text(f"{counts[0]} mô hình")
    second.locator("input").check()
    expect(page.locator("[data-search-status]")).to_contain_text(f"{sum(counts)} mô hình")
    kinds = page.locator("details[data-facet=loai] small").all_inner_texts()
    assert sum(map(int, kinds)) == sum(counts) < everything
    page.locator("details[data-facet=loai] input").last.check()
    expect(page.locator("[data-search-status]")).to_contain_text(f"{kinds[-1]} mô hình")
    assert len(given(page)["linh-vuc"]) == 2
    page.go_back()
    expect(page.locator("[data-search-status]")).to_contain_text(f"{sum(counts)} mô hình")
    page.fill("#o-loc", "phuong mau 01")
    expect(page.locator("[data-search-status]")).to_contain_text("“phuong mau 01”")
    assert 0 < total(page) < sum(counts)


def test_counts_are_those_of_the_lists_without_javascript(page: Page, browser: Browser, host: str) -> None:
    page.goto(host + "mo-hinh/?xep=ten")
    expect(page.locator("[data-search-results] li")).to_have_count(24)
    plain = browser.new_context(java_script_enabled=False).new_page()
    for name in ("linh-vuc", "don-vi", "nam", "chu-de", "dia-ban"):
        facet = page.locator(f"details[data-facet={name}]")
        if facet.get_attribute("open") is None:
            facet.locator("summary").click()
        boxes = facet.locator("input[type=checkbox]")
        expect(facet.locator("small:visible").first).to_have_text(re.compile("[1-9]"))
        for place in range(min(3, boxes.count())):
            key = boxes.nth(place).get_attribute("value")
            said = page.locator(f"label[for='loc-{name}-{key}'] small").text_content()
            plain.goto(f"{host}{name}/{key}/")
            assert plain.locator(".count b").inner_text() == said, key
    plain.context.close()


def test_titles_are_in_vietnamese_order_and_more_can_be_shown(page: Page, host: str) -> None:
    page.goto(host + "mo-hinh/?xep=ten")
    titles = page.locator("[data-search-results] .card-title")
    expect(titles).to_have_count(24)
    page.get_by_role("button", name=re.compile("Xem thêm")).click()
    expect(titles).to_have_count(48)
    shown = titles.all_inner_texts()
    in_order = """titles => {  // as dictionaries have them: signs do not count, numbers do by their value
        const { compare } = new Intl.Collator("vi", { numeric: true });
        const words = (title) => title.replace(/\\s/g, " ").replace(/[^\\p{L}\\p{N} ]/gu, "");
        return [...titles].sort((one, other) => compare(words(one), words(other)));
    }"""
    assert shown == page.evaluate(in_order, shown)
    assert given(page)["hien"] == ["48"]


def test_back_from_an_entry_returns_to_the_same_spot(page: Page, host: str) -> None:
    page.goto(host + "mo-hinh/?xep=moi&hien=48")
    cards = page.locator("[data-search-results] .card-title a")
    expect(cards).to_have_count(48)
    cards.nth(40).scroll_into_view_if_needed()
    page.wait_for_timeout(400)
    before = page.evaluate("scrollY")
    assert before > 1000
    cards.nth(40).click()
    page.wait_for_url("**/mo-hinh/*/")
    page.go_back()
    expect(cards).to_have_count(48)
    until(page, "top => Math.abs(scrollY - top) < 60", before)


def test_newest_first_is_the_order_of_the_list_without_javascript(page: Page, browser: Browser, host: str) -> None:
    page.goto(host + "mo-hinh/?xep=moi")
    expect(page.locator("[data-search-results] .card-title")).to_have_count(24)
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(host + "mo-hinh/")
    assert (
        page.locator("[data-search-results] .card-title").all_inner_texts()
        == plain.locator(".lines .card-title").all_inner_texts()
    )
    plain.context.close()


def test_what_is_hidden_cannot_be_seen(page: Page, host: str) -> None:
    for address in ("mo-hinh/?nam=2019", "tim-kiem/?q=phuong+mau", "tim-kiem/?q=phuong+mau&linh-vuc=kinh-te"):
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(host + address)
            expect(page.locator("[data-search-results] li").first).to_be_visible()
            assert page.locator("main [hidden]").evaluate_all("all => all.filter((e) => e.checkVisibility())") == []


@pytest.mark.parametrize("entered", [False, True], ids=["typed", "entered"])
def test_the_box_and_the_results_agree_on_the_way_back(page: Page, host: str, title: str, *, entered: bool) -> None:
    page.goto(host + "tim-kiem/?q=xanh")
    box = page.locator("#o-tim")
    for query in (title, "phuong mau 01"):
        box.fill(query[:-1])
        expect(page.locator("[data-search-status]")).to_contain_text(f"“{query[:-1]}”")
        box.fill(query)
        expect(page.locator("[data-search-status]")).to_contain_text(f"“{query}”")
        page.keyboard.press("Enter" if entered or query == title else "Shift")
    page.go_back()
    expect(page.locator("[data-search-status]")).to_contain_text(f"“{title}”")
    expect(box).to_have_value(title)
    page.go_back()
    expect(box).to_have_value("xanh")


def test_what_was_typed_before_the_search_came_is_searched(page: Page, host: str, title: str) -> None:
    panel = HeldBack(page, "**/panel.js")
    page.goto(host + "tim-kiem/?q=phuong+mau+01", wait_until="commit")
    page.locator("#o-tim").fill(title)
    expect(page.locator("#o-tim")).to_have_value(title)
    panel.let_go()
    expect(page.locator("[data-search-status]")).to_contain_text(f"“{title}”")


@pytest.fixture
def away(browser: Browser, host: str) -> Iterator[Page]:
    """A page of whose errors nothing is asked: what cannot be fetched is told on the console."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_offline_the_lists_are_there_and_online_it_goes_on(away: Page, host: str, title: str) -> None:
    away.goto(host + "tim-kiem/?q=phuong+mau+01")
    expect(away.locator("[data-search-results] li").first).to_be_visible()
    away.context.set_offline(True)
    away.locator("#o-tim").fill(title)
    expect(away.locator("[data-search-status]")).to_contain_text("Xin xem lại mạng")
    expect(away.locator("main a[href$='linh-vuc/']")).to_be_visible()
    expect(away.locator("[data-search-results] li")).to_have_count(0)
    away.context.set_offline(False)
    expect(away.locator("[data-search-results] .card-title").first).to_have_text(title)


@pytest.mark.parametrize("name", ["panel.js", "danh-muc.json"])
def test_a_search_that_could_not_come_is_told_and_tried_again(away: Page, host: str, name: str) -> None:
    away.route(f"**/{name}", lambda route: route.abort())
    away.goto(host + "tim-kiem/?q=phuong+mau+01")
    expect(away.locator("main [role=status]")).to_contain_text("Xin xem lại mạng")
    expect(away.locator("#o-tim")).to_have_value("phuong mau 01")
    away.unroute(f"**/{name}")
    away.locator("#o-tim").focus()
    expect(away.locator("[data-search-results] li").first).to_be_visible()


def test_suggestions_that_could_not_come_are_tried_again(away: Page, host: str, title: str) -> None:
    away.goto(host + "gioi-thieu/")
    away.locator("a.seek").click()
    away.route("**/danh-muc.json", lambda route: route.abort())
    away.locator("#o-tim-nhanh").fill("a")
    expect(away.get_by_role("status")).to_contain_text("Xin xem lại mạng")
    away.unroute("**/danh-muc.json")
    away.locator("#o-tim-nhanh").fill(title)
    expect(away.get_by_role("option").first.locator("b")).to_have_text(title)


def test_the_focus_is_never_lost(page: Page, host: str) -> None:
    page.goto(host + "mo-hinh/")
    page.get_by_role("link", name="Lọc", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#o-loc")).to_be_focused()
    expect(page.locator("[data-search-results] li").first).to_be_visible()
    more = page.get_by_role("button", name=re.compile("Xem thêm"))
    while more.is_visible():
        shown = page.locator("[data-search-results] li").count()
        more.focus()
        page.keyboard.press("Enter")
        expect(page.locator("[data-search-results] li").nth(shown)).to_be_visible()
    until(page, "() => document.activeElement.matches('[data-search-results] *')")


def test_a_query_without_end_stays_in_its_place(page: Page, host: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(host + "tim-kiem/")
    page.locator("#o-tim").fill("a" * 5000)
    expect(page.locator("[data-search-status]")).to_contain_text("…”")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert len(page.url) < 2100
    for order in ("toString", "__proto__"):
        page.goto(f"{host}mo-hinh/?xep={order}")
        expect(page.locator("#xep")).to_have_value("moi")


# --- a box with suggestions: in the front page, and over any page by its header ---------------------------------------


@pytest.fixture(params=["front page", "header"])
def box(request: pytest.FixtureRequest, page: Page, host: str) -> Locator:
    """Return a box in which one can type: in its page, or in the dialog that the header opens."""
    if request.param == "front page":
        page.goto(host)
        return page.locator("#o-tim")
    page.goto(f"{host}gioi-thieu/")
    page.locator("a.seek").click()
    expect(page.locator("#o-tim-nhanh")).to_be_focused()
    return page.locator("#o-tim-nhanh")


def test_a_box_suggests_by_keyboard_and_says_so(box: Locator, title: str) -> None:
    page = box.page
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(title)  # at once: the answer to all of it could come later than one to its beginning
    options = page.get_by_role("option")
    expect(options.first.locator("b")).to_have_text(title)
    assert options.first.locator("small").inner_text()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status")).to_contain_text("gợi ý")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.fill(title + " ")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mo-hinh/*/")
    assert page.locator("h1").inner_text().replace("\u00a0", " ") == title


def test_the_box_of_the_header_closes_as_a_dialog_does(page: Page, host: str, title: str) -> None:
    page.goto(f"{host}gioi-thieu/")
    dialog = page.locator("dialog.search-dialog")
    page.keyboard.press("/")
    expect(dialog).to_be_visible()
    page.locator("#o-tim-nhanh").fill(title)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")  # the suggestions first
    expect(page.get_by_role("option")).to_have_count(0)
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.locator("a.seek").click()
    page.get_by_role("button", name="Đóng").click()
    expect(dialog).to_be_hidden()


def test_what_no_suggestion_answers_to_is_said(box: Locator) -> None:
    box.fill("zzqx")
    expect(box.page.get_by_role("status")).to_contain_text("Không thấy bài nào có “zzqx”")


def test_enter_without_a_choice_goes_to_the_page_of_the_search(box: Locator, title: str) -> None:
    page = box.page
    box.fill(title)
    expect(page.get_by_role("option").first.locator("b")).to_have_text(title)
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=*")
    expect(page.locator("[data-search-results] .card-title").first).to_have_text(title)


def test_a_click_on_a_suggestion_leads_there(box: Locator, title: str) -> None:
    box.fill(title)
    box.page.get_by_role("option").first.click()
    box.page.wait_for_url("**/mo-hinh/*/")


def test_the_last_suggestion_leads_to_all_results(box: Locator) -> None:
    box.fill("phuong mau")
    box.page.get_by_role("option", name=re.compile("Xem cả")).click()
    box.page.wait_for_url("**/tim-kiem/?q=phuong+mau")


# --- choices ----------------------------------------------------------------------------------------------------------


def test_what_is_chosen_is_named_and_let_go(page: Page, host: str) -> None:
    page.goto(host + "mo-hinh/?xep=ten")
    expect(page.locator("[data-search-status]")).to_contain_text("mô hình")
    everything = status(page)
    for name in ("linh-vuc", "loai"):
        page.locator(f"[data-facet={name}] label").first.click()
    tags = page.get_by_role("list", name="Đang chọn").get_by_role("button")
    expect(tags).to_have_count(3)
    tags.first.focus()
    page.keyboard.press("Enter")
    expect(tags).to_have_count(1)
    expect(tags.first).to_be_focused()
    assert list(given(page)) == ["loai", "xep"]
    page.keyboard.press("Enter")
    expect(page.locator("[data-search-status]")).to_have_text(everything)


def test_a_long_list_of_choices_can_be_looked_in_and_keeps_its_place(page: Page, host: str) -> None:
    page.goto(host + "mo-hinh/?xep=ten")
    place = page.locator("[data-facet=dia-ban]")
    place.locator("summary").click()
    shown = place.locator("li:visible")
    expect(shown.last).to_be_visible()  # the names come with a file of their own
    before = shown.count()
    place.locator(".search-within").fill("mau 07")
    expect(shown).to_have_count(1)
    place.locator(".search-within").fill("")
    expect(shown).to_have_count(before)
    shown.nth(before - 1).locator("label").click()
    expect(page.locator("[data-search-status]")).not_to_contain_text(re.compile(r"^0 mô hình"))
    assert place.locator("ul").evaluate("list => list.scrollTop") > 0


def test_only_the_facets_that_are_seen_are_fetched(page: Page, host: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(host)))
    page.goto(host + "mo-hinh/?xep=ten&nam=2019")
    expect(page.locator("[data-search-results] li").first).to_be_visible()
    columns = {name for name in asked if "/cot/" in name}
    assert columns == {f"tim-kiem/cot/{name}.bin" for name in ("bai", "linh-vuc", "loai", "nam")}
    page.locator("[data-facet=dot] summary").click()
    expect(page.locator("[data-facet=dot] small:visible").first).to_have_text(re.compile("[1-9]"))
    assert "tim-kiem/cot/dot.bin" in asked


def test_the_sheet_of_a_phone_has_the_order_too(page: Page, host: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(host + "mo-hinh/?xep=moi")
    page.locator(".search-choose").click()
    orders = page.get_by_role("group", name="Xếp theo").get_by_role("radio")
    expect(orders).to_have_count(3)
    expect(page.get_by_role("radio", name="Mới nhất")).to_be_checked()
    page.get_by_role("radio", name="Tên A–Y").check()
    until(page, "() => new URLSearchParams(location.search).get('xep') === 'ten'")
    page.locator(".search-see").click()
    expect(page.locator("#xep")).to_have_value("ten")
    page.locator("#xep").select_option("noi")
    page.locator(".search-choose").click()
    expect(page.get_by_role("radio", name="Địa bàn")).to_be_checked()
    page.set_viewport_size({"width": 1280, "height": 844})
    expect(orders.first).to_be_hidden()


def test_on_a_phone_the_choices_are_a_sheet_that_asks_for_no_keyboard(page: Page, host: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(host + "mo-hinh/")
    page.locator(".search-open").click()
    choices = page.locator("[data-facet=linh-vuc]")
    expect(choices.locator("small").first).to_have_text(re.compile("[1-9]"))
    assert page.evaluate("document.activeElement.tagName") != "INPUT"
    choices.locator("input").first.check()
    see = page.locator(".search-see")
    expect(see).to_have_text(f"Xem {choices.locator('small').first.inner_text()} mô hình")
    see.click()
    assert not choices.is_visible()
    expect(page.locator(".search-choose")).to_be_focused()
    expect(page.locator(".search-choose b")).to_have_text("1")
    expect(page.locator("[data-search-results] li").first).to_be_in_viewport()
    page.locator(".search-tags button").first.click()
    expect(page.locator(".search-choose b")).to_have_count(0)
