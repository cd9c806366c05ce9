"""Focal point and blurred boxes, drawn on a photo by mouse, by finger and by keys, and what the site makes of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

import look
from desk_pages import Desk, desk_page
from honour_roll.entries import field_types
from honour_roll.entries.entry import Photo
from honour_roll.entries.schema import Table
from honour_roll.photos import resize

SCRIPT = """
import { mountPhotoAreas } from "./photo_areas.js";
import * as crops from "./photo_crops.js";

window.crops = crops;
window.open = async (options) => {
  window.areas?.destroy();
  window.changes = [];
  const labels = { picture: "Ảnh: Dãy chậu hoa" };
  const onChange = (value) => changes.push(value);
  window.areas = mountPhotoAreas(document.querySelector("#place"), { src: "photo.png", labels, onChange, ...options });
  await document.querySelector("#place img").decode();
  await new Promise(requestAnimationFrame);
};
"""
WIDE, HIGH = 240, 160


class Areas:
    """The tools on a page, worked by hand."""

    def __init__(self, desk: Desk, **options: Any) -> None:
        self.desk, self.page = desk, desk.page
        self.page.evaluate("options => open(options)", options)

    @property
    def value(self) -> tuple[Any, Any]:
        """The focal point and the boxes."""
        value = self.page.evaluate("areas.value()")
        return value["focal"], value["blur"]

    def place(self, left: float, top: float) -> dict[str, float]:
        """Where a point of the picture, in percent, lies on the page."""
        box = self.page.locator("#place svg").bounding_box()
        assert box
        return {"x": box["x"] + box["width"] * left / 100, "y": box["y"] + box["height"] * top / 100}

    def click(self, left: float, top: float) -> None:
        self.page.mouse.click(**self.place(left, top))

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        self.page.mouse.move(**self.place(*start))
        self.page.mouse.down()
        self.page.mouse.move(**self.place(*end), steps=4)
        self.page.mouse.up()

    def choose(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)


def striped(folder: Path) -> Path:
    """A photo of fine black and white stripes, and red in its left fifth."""
    picture = Image.new("RGB", (WIDE, HIGH), "white")
    for x in range(0, WIDE, 4):
        picture.paste("black", (x, 0, x + 2, HIGH))
    picture.paste("red", (0, 0, WIDE // 5, HIGH))
    picture.save(folder / "photo.png")
    return folder


@pytest.fixture(scope="module")
def desk(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk_page(browser, striped(tmp_path_factory.mktemp("photo")), SCRIPT) as desk:
        yield desk


@pytest.fixture(autouse=True)
def quiet(desk: Desk) -> Iterator[None]:
    yield
    assert desk.said == []
    assert desk.reports() == []


def is_accepted(value: tuple[Any, Any]) -> bool:
    """Whether the schema takes what was drawn, as the keys ``tam_diem`` and ``lam_mo``."""
    focal, blur = value
    return all(field_types.PERCENT.taken(side) == side for side in focal or []) and all(
        field_types.Box().taken(box) == tuple(box) for box in blur
    )


# --- by mouse ---------------------------------------------------------------------------------------------------------


def test_a_click_sets_the_focal_point(desk: Desk) -> None:
    areas = Areas(desk)
    assert areas.value == (None, [])
    areas.click(70, 30)
    assert areas.value == ([70, 30], [])
    assert is_accepted(areas.value)
    assert desk.page.evaluate("changes") == [{"focal": [70, 30], "blur": []}]
    areas.choose("Bỏ tâm điểm")
    assert areas.value == (None, [])


def test_a_box_is_drawn_moved_and_sized(desk: Desk) -> None:
    areas = Areas(desk, focal=[50, 30])
    areas.choose("Vẽ ô làm mờ")
    areas.drag((60, 80), (40, 50))  # from below
    assert areas.value == ([50, 30], [[40, 50, 20, 30]])
    areas.drag((50, 60), (60, 55))
    assert areas.value[1] == [[50, 45, 20, 30]]
    areas.drag((70, 75), (80, 95))  # its corner
    assert areas.value[1] == [[50, 45, 30, 50]]
    areas.drag((65, 70), (120, 70))  # over the edge
    assert areas.value[1] == [[70, 45, 30, 50]]
    assert is_accepted(areas.value)
    assert len(desk.page.evaluate("changes")) == 4


def test_a_mere_click_draws_no_box_and_is_no_step(desk: Desk) -> None:
    areas = Areas(desk)
    areas.choose("Vẽ ô làm mờ")
    areas.click(50, 50)
    assert areas.value == (None, [])
    assert desk.page.evaluate("changes") == []


def test_numbers_that_nobody_touched_stay_as_they_were(desk: Desk) -> None:
    areas = Areas(desk, focal=[50.25, 30], blur=[[10.123, 10, 12.5, 20]])
    areas.choose("Vẽ ô làm mờ")
    areas.drag((60, 60), (80, 80))
    assert areas.value == ([50.25, 30], [[10.123, 10, 12.5, 20], [60, 60, 20, 20]])


def test_everything_can_be_undone_and_done_again(desk: Desk) -> None:
    areas = Areas(desk, focal=[50, 30], blur=[[10, 10, 12, 20]])
    areas.click(70, 40)
    areas.choose("Vẽ ô làm mờ")
    areas.drag((40, 50), (60, 80))
    areas.press("Delete")
    assert areas.value == ([70, 40], [[10, 10, 12, 20]])
    areas.press("Control+z")
    assert areas.value == ([70, 40], [[10, 10, 12, 20], [40, 50, 20, 30]])
    areas.choose("Hoàn tác")
    areas.choose("Hoàn tác")
    assert areas.value == ([50, 30], [[10, 10, 12, 20]])
    assert desk.page.get_by_role("button", name="Hoàn tác").get_attribute("aria-disabled") == "true"
    areas.choose("Làm lại")
    areas.press("Control+y", "Control+Shift+z")
    assert areas.value == ([70, 40], [[10, 10, 12, 20]])


def test_there_are_no_more_boxes_than_an_entry_may_have(desk: Desk) -> None:
    most = next(row.type.most for row in Table(Photo).rows if row.key == "lam_mo")
    areas = Areas(desk, blur=[[1, 1, 2, 2]] * most)
    areas.choose("Thêm một ô")
    assert len(areas.value[1]) == most
    assert str(most) in desk.page.get_by_role("status").inner_text()


# --- by keys ----------------------------------------------------------------------------------------------------------


def test_keys_alone_do_all(desk: Desk) -> None:
    areas = Areas(desk)
    page = desk.page
    assert page.locator("#place [role=toolbar] [tabindex='0']").count() == 1
    page.get_by_role("button", name="Đặt tâm điểm").focus()
    areas.press("ArrowRight", "ArrowRight", "Enter")  # adds a box, and is in it
    areas.press("ArrowLeft", "Control+ArrowUp", "Shift+ArrowRight", "Control+Shift+ArrowDown")
    assert areas.value == (None, [[39, 35, 21, 25]])
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == (
        "Ô làm mờ 1: trái 39, trên 35, rộng 21, cao 25 phần trăm"
    )
    areas.press("Tab", "ArrowUp", "ArrowRight")
    assert areas.value[0] == [51, 39]  # from where the site would take it
    assert "Tâm điểm: trái 51, trên 39" in page.get_by_role("status").inner_text()
    areas.press("Shift+Tab", "Delete")
    assert areas.value == ([51, 39], [])


def test_steps_of_one_key_in_a_row_are_undone_at_once(desk: Desk) -> None:
    areas = Areas(desk, blur=[[10, 10, 20, 20]])
    desk.page.locator("#place .areas-box").focus()
    areas.press(*["ArrowRight"] * 5)
    assert areas.value[1] == [[15, 10, 20, 20]]
    areas.press("Control+z")
    assert areas.value[1] == [[10, 10, 20, 20]]
    areas.press("ArrowRight", "Control+z")
    assert areas.value[1] == [[10, 10, 20, 20]], "a step of its own, for something was undone before it"


@pytest.mark.parametrize("width", [390, 1366])
def test_axe_finds_nothing(desk: Desk, width: int) -> None:
    desk.page.set_viewport_size({"width": width, "height": 768})
    Areas(desk, focal=[50, 30], blur=[[10, 10, 12, 20]])
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width
    assert list(map(str, look.findings(desk.page))) == []
    desk.page.set_viewport_size({"width": 1366, "height": 768})


# --- by finger --------------------------------------------------------------------------------------------------------


def test_a_finger_scrolls_until_a_tool_is_chosen_and_draws_then(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    with desk_page(browser, striped(tmp_path_factory.mktemp("phone")), SCRIPT, **phone) as desk:
        areas, page = Areas(desk), desk.page
        picture = page.locator("#place svg")
        assert picture.evaluate("e => getComputedStyle(e).touchAction") == "auto"
        page.touchscreen.tap(**areas.place(25, 75))
        assert areas.value == (None, [])
        page.get_by_role("button", name="Đặt tâm điểm").tap()
        assert picture.evaluate("e => getComputedStyle(e).touchAction") == "none"
        page.touchscreen.tap(**areas.place(25, 75))
        assert areas.value == ([25, 75], [])
        page.get_by_role("button", name="Vẽ ô làm mờ").tap()
        finger = page.context.new_cdp_session(page)
        for kind, points in (
            ("touchStart", [(50, 20)]),
            ("touchMove", [(60, 30)]),
            ("touchMove", [(80, 50)]),
            ("touchEnd", []),
        ):
            places = [areas.place(*point) for point in points]
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})
        ((left, top, wide, high),) = areas.value[1]
        assert [round(side) for side in (left, top, wide, high)] == [50, 20, 30, 30]
        assert is_accepted(areas.value)
        assert (desk.said, desk.reports()) == ([], [])


# --- as the site will show it -----------------------------------------------------------------------------------------


def colour(page: Page, canvas: str, left: float, top: float) -> list[int]:
    """The colour of a canvas at a point, in percent."""
    found: list[int] = page.evaluate(
        """([name, left, top]) => {
          const canvas = document.querySelector(name);
          const [x, y] = [Math.floor((canvas.width * left) / 100), Math.floor((canvas.height * top) / 100)];
          const pixel = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
          const context = pixel.getContext("2d", { willReadFrequently: true });
          context.drawImage(canvas, x, y, 1, 1, 0, 0, 1, 1);
          return [...context.getImageData(0, 0, 1, 1).data];
        }""",
        [canvas, left, top],
    )
    return found


def test_the_figures_are_those_of_the_site(desk: Desk) -> None:
    assert desk.page.evaluate("crops.FOCUS") == list(resize.FOCUS)
    assert desk.page.evaluate("crops.CELLS") == resize._MOSAIC
    shape = desk.page.evaluate("crops.SHAPES[0]")
    assert (shape["width"], shape["height"]) == resize.CARD_SHAPE


@pytest.mark.parametrize("focus", [[50, 40], [0, 0], [100, 100], [80, 35]])
@pytest.mark.parametrize("size", [(200, 90), (90, 200), (150, 100)])
def test_the_card_is_cut_as_the_site_cuts_it(desk: Desk, size: tuple[int, int], focus: list[int]) -> None:
    whole = Image.new("RGB", size)
    whole.putdata([(x, y, 0) for y in range(size[1]) for x in range(size[0])])  # each pixel says where it lies
    card = resize._cut(whole, tuple(focus))
    part = desk.page.evaluate(
        "([width, height, focus]) => crops.part({ width, height }, crops.SHAPES[0], focus)", [*size, focus]
    )
    left, top, _ = card.getpixel((0, 0))
    assert abs(part["x"] - left) <= 1
    assert abs(part["y"] - top) <= 1
    assert abs(part["width"] - card.width) <= 1
    assert abs(part["height"] - card.height) <= 1


def test_crops_follow_the_focal_point_and_show_boxes_blurred(desk: Desk) -> None:
    Areas(desk, focal=[0, 50])
    square = "canvas[aria-label='Ảnh vuông']"
    assert colour(desk.page, square, 1, 50)[:3] == [255, 0, 0]
    Areas(desk, focal=[100, 50], blur=[[50, 20, 50, 60]])
    assert colour(desk.page, square, 1, 5)[:3] != [255, 0, 0]
    for canvas, left, top in ((".areas-blurred", 75, 50), (square, 70, 50)):
        red, green, blue, opaque = colour(desk.page, canvas, left, top)
        assert opaque == 255
        assert all(90 < side < 165 for side in (red, green, blue)), "black and white stripes are grey"
    assert colour(desk.page, ".areas-blurred", 25, 50)[3] == 0
