"""The photos of a page in a real browser: the viewer, the slider, and what a phone pays for them."""

from __future__ import annotations

import functools
import random
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Locator, Page

from look import Host, served
from site_tools import THEME, edit, good_roll, run, until

POLICY = "default-src 'self'; img-src 'self' data:"
MANY = "mo-hinh/hoa-giai-vi-du/"  # twelve photos, two pairs among them, one upright
FEW = "mo-hinh/goc-xanh-vi-du/"  # a cover, a pair, a drawing
NONE = "mo-hinh/sach-duong-minh-hoa/"  # a drawn cover only
ROLES = {1: "bia", 2: "truoc", 3: "sau", 4: "truoc", 9: "sau", 12: "minh-hoa"}
CREDIT = "Hội LHPN phường Ví Dụ"
PHONE, DESK = 390, 1280
MOST = 200_000  # bytes before the first scroll, at 390 px
WATCH = """
    window.jumps = [];
    new PerformanceObserver(list => list.getEntries().forEach(e => jumps.push(
        [e.value, e.hadRecentInput, ...e.sources.map(s => s.node?.outerHTML?.slice(0, 90))]
    ))).observe({type: "layout-shift", buffered: true});
    window.refused = [];
    document.addEventListener("securitypolicyviolation", e => refused.push(e.violatedDirective + " " + e.blockedURI));
"""


def alt(number: int) -> str:
    return f"Tổ hòa giải đang nói chuyện với hai nhà ở ngõ {number}"


def caption(number: int) -> str:
    return f"Buổi hòa giải thứ {number} của tổ, tại nhà văn hóa khu dân cư"


def photo(seed: int, size: tuple[int, int]) -> Image.Image:
    """Draw what costs as many bytes as the photographs of a phone do: 14 KB at 480 pixels, 45 KB at 960."""
    rng = random.Random(seed)  # noqa: S311 - the same picture every time
    picture = Image.new("RGB", size, (120, 110, 100))
    for level in range(1, 8):
        side = 2**level
        grain = Image.frombytes("RGB", (side, side), rng.randbytes(3 * side * side))
        picture = Image.blend(picture, grain.resize(size, Image.Resampling.BICUBIC), 0.3 if level < 4 else 0.13)
    draw = ImageDraw.Draw(picture)
    for _ in range(40):
        x, y, r = rng.randrange(size[0]), rng.randrange(size[1]), rng.randrange(30, 200)
        draw.ellipse((x, y, x + r, y + r), fill=tuple(rng.randrange(256) for _ in range(3)))
    return picture


class StrictAndSlow(Host):
    """A host with a strict policy, whose pictures come late."""

    @property
    def _sends_picture(self) -> bool:
        return self.path.endswith((".avif", ".jpg"))

    def do_GET(self) -> None:  # noqa: N802 - http.server calls it so
        if self._sends_picture:
            time.sleep(0.15)
        super().do_GET()

    def end_headers(self) -> None:
        if not self._sends_picture:  # around a picture alone the browser puts a page with a style of its own
            self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("gallery")
    entry = good_roll(folder / "entries") / "2018" / "hoa-giai-vi-du"
    photos = []
    for number in range(1, 13):
        name = f"anh-{number:02}.jpg"
        photo(number, (1200, 1600) if number in (4, 5, 9) else (1600, 1200)).save(entry / name, quality=85)
        told = {"tep": name, "mo_ta": alt(number), "chu_thich": caption(number), "tac_gia": CREDIT}
        photos.append(told | ({"vai_tro": ROLES[number]} if number in ROLES else {}))
    edit(entry, anh=photos)
    code, said = run("build.py", "--entries", folder / "entries", "--out", folder / "site", folder=folder)
    assert code == 0, said
    with served(folder / "site", StrictAndSlow) as host:
        yield host


@pytest.fixture
def visit(browser: Browser, host: str) -> Iterator[Any]:
    """Yield a function that opens a page; at the end nothing may have been said, refused or thrown."""
    pages: list[Page] = []
    said: list[str] = []

    def visited(address: str, width: int = DESK, **options: Any) -> Page:
        page = browser.new_context(viewport={"width": width, "height": 844}, **options).new_page()
        pages.append(page)
        page.on(
            "console",
            lambda message: (
                said.append(f"{message.type}: {message.text}")
                if not message.location["url"].endswith("favicon.ico")
                else None
            ),
        )  # wanted for a picture alone
        page.on("pageerror", lambda error: said.append(f"error: {error}"))
        page.add_init_script(WATCH)
        page.goto(host + address, wait_until="load")
        return page

    yield visited
    for page in pages:
        if page.url.endswith("/") and page.evaluate("'refused' in window"):
            said += page.evaluate("refused")
        page.context.close()
    assert said == []


def opened(page: Page, number: int) -> Locator:
    """Open the viewer at a photo by keyboard; return the viewer."""
    page.get_by_role("link", name=alt(number), exact=True).last.focus()
    page.keyboard.press("Enter")
    viewer = page.get_by_role("dialog", name="Xem ảnh")
    viewer.wait_for()
    return viewer


def shown(viewer: Locator) -> str:
    """Return which photo is shown by all that the viewer says of it."""
    number = viewer.locator("picture img").get_attribute("alt").rpartition(" ")[2]
    words = viewer.locator(".words")
    assert words.get_attribute("aria-live") == "polite"
    for part in (alt(int(number)), caption(int(number)), f"Ảnh: {CREDIT}"):
        assert part in words.inner_text()
    return number


def focus_is_inside(page: Page) -> bool:
    return page.evaluate("document.activeElement == document.body || !!document.activeElement.closest('.viewer')")


# --- viewer -----------------------------------------------------------------------------------------------------------


def test_the_viewer_works_by_keyboard_and_gives_the_focus_back(visit: Any) -> None:
    page = visit(MANY)
    viewer = opened(page, 7)
    assert shown(viewer) == "7"
    where = viewer.locator(".count").inner_text()
    assert re.fullmatch(r"\d+ / 12", where)
    for _ in range(8):
        page.keyboard.press("Tab")
        assert focus_is_inside(page)
    order = []
    for _ in range(12):
        page.keyboard.press("ArrowRight")
        order.append(shown(viewer))
    assert sorted(map(int, order)) == list(range(1, 13))
    assert viewer.locator(".count").inner_text() == where
    page.keyboard.press("ArrowLeft")
    assert shown(viewer) == order[-2]
    page.keyboard.press("Escape")
    assert not viewer.is_visible()
    assert page.evaluate("document.activeElement.querySelector('picture img').alt") == alt(7)


def test_the_viewer_works_by_its_buttons(visit: Any) -> None:
    for width in (320, PHONE, DESK):
        page = visit(MANY, width)
        viewer = opened(page, 10)
        for name in ("Đóng", "Ảnh trước", "Ảnh sau"):
            box = viewer.get_by_role("button", name=name).bounding_box()
            assert min(box["width"], box["height"]) >= 44
            assert 0 <= box["x"] <= box["x"] + box["width"] <= width
            assert 0 <= box["y"] <= box["y"] + box["height"] <= 844
        viewer.get_by_role("button", name="Ảnh sau").click()
        assert shown(viewer) == "11"
        viewer.get_by_role("button", name="Ảnh trước").click()
        assert shown(viewer) == "10"
        viewer.get_by_role("button", name="Đóng").click()
        assert not viewer.is_visible()


def test_the_page_below_the_viewer_stands_still(visit: Any) -> None:
    page = visit(MANY)
    viewer = opened(page, 6)
    before = page.evaluate("scrollY")
    page.mouse.move(600, 400)
    page.mouse.wheel(0, 600)
    page.wait_for_timeout(150)
    assert page.evaluate("scrollY") == before
    page.keyboard.press("Escape")
    viewer.wait_for(state="hidden")
    assert page.evaluate("scrollY") == before
    page.mouse.wheel(0, 300)
    until(page, "before => scrollY !== before", before)


def test_the_viewer_shows_a_picture_that_fits_the_screen(visit: Any) -> None:
    for width, dots, least in ((PHONE, 1, 390), (PHONE, 2, 780), (DESK, 1, 900)):
        image = opened(visit(MANY, width, device_scale_factor=dots), 6).locator("picture img")
        image.evaluate("i => i.decode()")
        wide = int(re.search(r"-(\d+)\.avif$", image.evaluate("i => i.currentSrc"))[1])
        assert least <= wide <= 2 * least
        box = image.bounding_box()
        assert box["width"] <= width


def swipe(page: Page, x: int, y: int = 0) -> None:
    """Move a finger from the middle of the screen."""
    touch = page.context.new_cdp_session(page)
    send = functools.partial(touch.send, "Input.dispatchTouchEvent")
    send({"type": "touchStart", "touchPoints": [{"x": 195, "y": 420}]})
    for part in range(1, 6):
        send({"type": "touchMove", "touchPoints": [{"x": 195 + x * part / 5, "y": 420 + y * part / 5}]})
    send({"type": "touchEnd", "touchPoints": []})


def test_a_finger_turns_the_pictures(visit: Any) -> None:
    page = visit(MANY, PHONE, has_touch=True, is_mobile=True)
    page.get_by_role("link", name=alt(7), exact=True).tap()
    viewer = page.get_by_role("dialog", name="Xem ảnh")
    assert shown(viewer) == "7"
    for x, y, number in ((-120, 10, "8"), (-120, -10, "10"), (120, 0, "8"), (20, 0, "8"), (50, 200, "8")):
        swipe(page, x, y)
        assert shown(viewer) == number


def test_photos_have_names_and_drawn_ones_say_so(visit: Any) -> None:
    page = visit(MANY)
    for number in range(1, 13):
        link = page.get_by_role("link", name=alt(number), exact=True)
        assert link.count() == 1
        assert link.get_attribute("href").endswith(".jpg")
    assert page.get_by_text("Ảnh minh họa", exact=True).is_visible()
    viewer = opened(page, 12)
    assert viewer.get_by_text("Ảnh minh họa", exact=True).is_visible()


def test_one_photo_needs_no_steps_and_no_photo_no_script(visit: Any) -> None:
    page = visit("mo-hinh/ba-tran-thi-thu/")
    page.locator("a.shot").click()
    assert page.get_by_role("dialog").get_by_role("button").all_inner_texts() == ["Đóng"]
    assert visit(NONE).locator("script[src$='gallery.js'], dialog").count() == 0


def test_the_viewer_appears_at_once_for_those_who_want_no_motion(visit: Any) -> None:
    for motion, name in (("reduce", "none"), ("no-preference", "appear")):
        viewer = opened(visit(MANY, reduced_motion=motion), 6)
        assert viewer.evaluate("v => getComputedStyle(v).animationName") == name


# --- before and after -------------------------------------------------------------------------------------------------


def cut_at(pair: Locator) -> float:
    """Return the percent of the frame that the picture of before covers."""
    clip = pair.locator(".shot").first.evaluate("s => getComputedStyle(s).clipPath")
    hidden = re.search(r"inset\(0(?:px|%)? ([\d.]+)(?:%|px)? 0|calc\(100% - ([\d.]+)%\)", clip)
    assert hidden, clip
    return 100 - float(hidden[1]) if hidden[1] else float(hidden[2])


def test_before_and_after_part_by_keyboard(visit: Any) -> None:
    page = visit(MANY)
    pair = page.locator(".pair").first
    slider = pair.get_by_role("slider", name="So sánh trước và sau")
    slider.focus()
    assert cut_at(pair) == 50
    for key, place in (("ArrowRight", 51), ("ArrowLeft", 50), ("Home", 0), ("End", 100)):
        page.keyboard.press(key)
        assert cut_at(pair) == place
        assert slider.get_attribute("aria-valuetext") == f"Trước {place}%, sau {100 - place}%"
    assert page.locator(".pair").count() == 2
    assert cut_at(page.locator(".pair").last) == 50


def test_before_and_after_part_by_pointer_and_still_open(visit: Any) -> None:
    page = visit(MANY, PHONE)
    pair = page.locator(".pair").first
    pair.scroll_into_view_if_needed()
    frame = pair.locator(".shot").first.bounding_box()
    middle = frame["y"] + frame["height"] / 2
    page.mouse.move(frame["x"] + frame["width"] / 2, middle - 60)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] * 0.8, middle, steps=4)
    page.mouse.up()
    assert cut_at(pair) == pytest.approx(80, abs=2)
    for part, number in ((0.3, "2"), (0.95, "3")):
        page.mouse.click(frame["x"] + frame["width"] * part, middle)
        viewer = page.get_by_role("dialog", name="Xem ảnh")
        assert shown(viewer) == number
        assert viewer.locator(".photo-role").inner_text() == {"2": "Trước", "3": "Sau"}[number]
        page.keyboard.press("Escape")


# --- without JavaScript -----------------------------------------------------------------------------------------------


def test_without_javascript_links_lead_to_the_pictures(visit: Any) -> None:
    page = visit(MANY, PHONE, java_script_enabled=False)
    link = page.get_by_role("link", name=alt(6), exact=True)
    with page.expect_response(re.compile(r"anh-06-960\.jpg$")) as answer:
        link.click()
    assert answer.value.headers["content-type"] == "image/jpeg"
    page.wait_for_url("**/anh-06-960.jpg")


def test_without_javascript_before_and_after_stand_side_by_side(visit: Any) -> None:
    for width in (320, PHONE, DESK):
        page = visit(MANY, width, java_script_enabled=False)
        for pair in page.locator(".pair").all():
            one, other = (shot.bounding_box() for shot in pair.locator(".shot").all())
            assert one["y"] == other["y"]
            assert one["height"] == other["height"]
            assert one["x"] + one["width"] < other["x"]
            assert pair.locator(".photo-role").all_inner_texts() == ["Trước", "Sau"]
        assert page.get_by_role("slider").count() == 0


# --- what it costs ----------------------------------------------------------------------------------------------------


def jumped(page: Page) -> float:
    """Return the layout shift so far; a font that comes late may move a word by less than a pixel."""
    return sum(jump[0] for jump in page.evaluate("jumps") if not jump[1])


@pytest.mark.parametrize("width", [PHONE, 768, DESK])
@pytest.mark.parametrize("address", ["", "mo-hinh/", MANY, FEW])
def test_nothing_jumps_and_pictures_are_as_wide_as_their_places(visit: Any, address: str, width: int) -> None:
    page = visit(address, width)
    for picture in page.locator("main picture img").all():
        picture.scroll_into_view_if_needed()
        picture.evaluate("async p => { do await p.decode().catch(() => {}); while (!p.complete) }")
    page.wait_for_timeout(100)
    sizes = page.evaluate(
        """[...document.querySelectorAll("picture:has(source) img")].map(i => { // their width by the attribute sizes
          const { width, height } = i.getBoundingClientRect();
          const uncut = getComputedStyle(i).objectFit == "cover" ? height * i.naturalWidth / i.naturalHeight : 0;
          return [i.currentSrc, i.naturalWidth / Math.max(width, uncut)];
        })"""
    )
    assert [(source, ratio) for source, ratio in sizes if not 0.95 < ratio < 1.08] == []
    if address:
        assert sizes
    assert jumped(page) == pytest.approx(0, abs=0.0005), page.evaluate("jumps")
    first, *others = page.locator("main picture img").all()
    if address in (MANY, FEW):
        assert first.get_attribute("loading") is None
        assert first.get_attribute("fetchpriority") == "high"
        assert {other.get_attribute("loading") for other in others} == {"lazy"}
    for picture in (first, *others):
        assert int(picture.get_attribute("width")) > 0
        assert int(picture.get_attribute("height")) > 0


def test_opening_and_closing_the_viewer_moves_nothing(visit: Any) -> None:
    page = visit(MANY)
    viewer = opened(page, 6)
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    page.keyboard.press("Escape")
    viewer.wait_for(state="hidden")
    page.wait_for_timeout(100)
    assert jumped(page) == pytest.approx(0, abs=0.0005), page.evaluate("jumps")


@pytest.mark.parametrize("dots", [1, 2, 3])
def test_a_page_with_twelve_photos_weighs_little_before_the_first_scroll(
    browser: Browser, host: str, dots: int
) -> None:
    with browser.new_context(viewport={"width": PHONE, "height": 844}, device_scale_factor=dots) as context:
        page = context.new_page()
        weights: dict[str, int] = {}
        page.on(
            "requestfinished",
            lambda request: weights.update(
                {request.url: sum(request.sizes()[part] for part in ("responseHeadersSize", "responseBodySize"))}
            ),
        )
        page.goto(host + MANY, wait_until="networkidle")
        page.wait_for_timeout(300)
        assert page.locator("main picture img").first.evaluate("i => i.complete && i.naturalWidth > 0")
        assert page.locator("a.shot").count() == 12
        assert any(url.endswith("gallery.js") for url in weights)
        assert sum(weights.values()) < MOST, weights


def test_the_script_is_small() -> None:
    assert (THEME / "assets" / "gallery.js").stat().st_size < 4096
