"""The photos of an entry in the form of the desk, and the hands on them: what the tests of photos share."""

from __future__ import annotations

import io
from pathlib import Path

import pillow_heif
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from desk_server import Server
from honour_roll.entries.header_edits import Header
from honour_roll.entries.parts import parted

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


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
    with page.expect_response("**/ban-viet/luu/**") as answer:  # the words of the save before may still be shown
        page.click("#save")
    assert answer.value.status == 200
    expect(page.locator("#kept")).to_contain_text("Đã lưu")
    data = Header(parted(index.read_bytes()).header).data
    return [(one["tep"], one.get("vai_tro", "")) for one in data["anh"]]
