"""The mouse, the keys and the camera of who follows the guide: nothing is pressed that the guide does not name.

A word in bold in a step must be seen on the screen, or pressed, while the step is carried out, and a step's picture
must be taken. Whatever differs raises UntrueGuideError.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Error, Locator, Page

from guide.book import Step
from guide.office import Office

PATIENCE = 30_000  # milliseconds that something may take to appear
_AROUND = 12  # pixels between what a picture shows and its edge
_QUALITY = 80
_SAME = 0.5  # mean difference of two pictures, of 255, that nobody sees
_HEAD = ".crumb"  # what stays above while a page scrolls

# A frame around what is to be pressed. Styles are set by script: the desk's policy refuses them in HTML.
_MARK = """(boxes) => boxes.forEach((box) => {
  const frame = document.createElement("div")
  frame.className = "guide-mark"
  Object.assign(frame.style, {
    position: "fixed", zIndex: 99, pointerEvents: "none", boxSizing: "border-box", borderRadius: "6px",
    border: "3px solid #ff7a00",
    left: `${Math.max(2, box.x - 5)}px`, top: `${Math.max(2, box.y - 5)}px`,
    right: `${Math.max(2, document.documentElement.clientWidth - box.x - box.width - 5)}px`,
    bottom: `${Math.max(2, innerHeight - box.y - box.height - 5)}px`,
  });
  (document.querySelector("dialog[open]") ?? document.body).append(frame)
})"""
_UNMARK = "() => document.querySelectorAll('.guide-mark').forEach((one) => one.remove())"
_PASTE = """(element, html) => {
  const data = new DataTransfer()
  data.setData("text/html", html)
  data.setData("text/plain", "…")
  element.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}))
}"""
_STILL = """async () => {
  await document.fonts.ready
  const isSeen = (one) => one.checkVisibility() && one.getBoundingClientRect().top < innerHeight
  const seen = [...document.images].filter(isSeen)
  await Promise.all(seen.map((one) => one.decode().catch(() => {})))
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
}"""


class UntrueGuideError(Exception):
    """What the guide says is not so; the text says in which step, and what was looked for."""


class Hand:
    """The hand of who follows the guide in an office; ``out`` is where its pictures go, if they are to be kept."""

    def __init__(self, page: Page, office: Office, out: Path | None) -> None:
        """Begin with an empty page."""
        self.page, self.office = page, office
        self.entry = ""  # the path of the entry that the guide writes
        self.sizes: dict[str, tuple[int, int]] = {}  # of the pictures, in pixels of the screen
        self._out = out
        self._step = Step("", 0, (), ())
        self._left: set[str] = set()

    # --- the step that is carried out ---

    def begin(self, step: Step) -> None:
        """Begin a step."""
        self._step, self._left = step, {*step.names, *step.pictures}

    def end(self) -> None:
        """End the step. Raises UntrueGuideError when it names something that was not met."""
        if self._left:
            raise self.untrue(f"names what is not met in it: {', '.join(sorted(self._left))}")

    def untrue(self, why: str) -> UntrueGuideError:
        """Return the error that says of this step what is wrong with it."""
        return UntrueGuideError(f"{self._step} {why}")

    def _named(self, name: str) -> str:
        """Note that what a step names was met; return the words as the screen has them."""
        if name not in (*self._step.names, *self._step.pictures):
            raise self.untrue(f"does not name “{name}”")
        self._left.discard(name)
        return name

    # --- what is on the screen ---

    def on_screen(self, name: str, inside: Locator | None = None, *, begins: bool = False) -> Locator:
        """Return the first visible element that says ``name``, or begins with it; in the dialog when one is open."""
        self.page.wait_for_load_state()  # before, its scripts do not hear a click
        own = f"starts-with(normalize-space(.), '{name}')" if begins else f"normalize-space(.)='{name}'"
        dialogs = self.page.locator("dialog[open]")
        place = inside or (dialogs.last if dialogs.count() else self.page.locator("body"))
        found = place.locator(f"xpath=.//*[text()[{own}] or @placeholder='{name}']").locator("visible=true").first
        try:
            found.wait_for(timeout=PATIENCE)
        except Error:
            raise self.untrue(f"names “{name}”, which is not on the screen") from None
        return found

    def sees(self, name: str, inside: Locator | None = None, *, begins: bool = False) -> Locator:
        """See what the step names."""
        return self.on_screen(self._named(name), inside, begins=begins)

    def says(self, name: str, place: Locator) -> None:
        """See that a place says, among other words, what the step names."""
        if self._named(name) not in place.inner_text():
            raise self.untrue(f"names “{name}”, which is not said")

    def finds(self, name: str, path: Path) -> None:
        """Find the file or folder that the step names."""
        if path.name != self._named(name) or not path.exists():
            raise self.untrue(f"names “{name}”, which is not there")

    def press(self, name: str, inside: Locator | None = None) -> None:
        """Press what the step names."""
        self.sees(name, inside).click()

    @contextmanager
    def in_new_tab(self, name: str) -> Iterator[None]:
        """Press what opens a page in another tab; be there until the end of the block."""
        first = self.page
        with first.context.expect_page() as opened:
            self.press(name)
        self.page = opened.value
        try:
            yield
        finally:
            self.page.close()
            self.page = first

    def write(self, name: str, text: str, inside: Locator | None = None) -> Locator:
        """Write into the field that the step names; return it."""
        place = self.field(name, inside)
        control = place.locator("input:not([type=file]), textarea").locator("visible=true").first
        control.fill(text)
        return control

    def field(self, name: str, inside: Locator | None = None) -> Locator:
        """Return the field that the step names: its label, its control, and what is said of it."""
        return self.sees(name, inside).locator(
            "xpath=ancestor-or-self::*[contains(concat(' ', @class, ' '), ' f ')][1]"
        )

    def paste(self, editor: Locator, html: str) -> None:
        """Paste as the browser does, with the HTML that Word puts on the clipboard."""
        editor.evaluate(_PASTE, html)

    def drag(self, picture: Locator, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Drag over a picture from one place to another, each in parts of its width and height."""
        picture.scroll_into_view_if_needed()
        box = _box(picture)
        points = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in (start, end)]
        self.page.mouse.move(*points[0])
        self.page.mouse.down()
        self.page.mouse.move(*points[1], steps=4)
        self.page.mouse.up()

    # --- the camera ---

    def picture(
        self, name: str, shown: Sequence[Locator], marked: Sequence[Locator] = (), *, width: int = 0, height: int = 0
    ) -> None:
        """Take the picture that the step names: of ``shown``, with a frame around each of ``marked``.

        ``width`` and ``height`` are the most that the picture has, in pixels of the screen.
        """
        self._named(f"{name}.webp")
        if self._out is None:
            return
        self.page.evaluate(_STILL)
        self._bring(shown[0])
        self.page.evaluate(_MARK, [_box(one) for one in marked])
        whole = _around([_box(one) for one in shown])
        for side, most in (("width", width), ("height", height)):
            whole[side] = min(whole[side], most or whole[side])
        clip = self._on_page(whole)
        data = self.page.screenshot(clip=clip, animations="disabled")
        self.page.evaluate(_UNMARK)
        self.sizes[f"{name}.webp"] = (clip["width"], clip["height"])
        with Image.open(io.BytesIO(data)) as taken:
            _keep(taken.convert("RGB"), self._out / f"{name}.webp")

    def _bring(self, place: Locator) -> None:
        """Scroll so that a place stands right below the head of the page, or where it is in a dialog."""
        place.scroll_into_view_if_needed()
        if not self.page.locator("dialog[open]").count():
            head = self.page.locator(_HEAD)
            down = (_box(head)["height"] if head.count() else 0) + 2 * _AROUND
            self.page.evaluate("by => scrollBy(0, by)", _box(place)["y"] - down)
        self.page.wait_for_timeout(150)

    def _on_page(self, box: dict[str, float]) -> Any:
        """Return a box, with room around it, as far as the screen shows it."""
        size = self.page.viewport_size
        assert size  # noqa: S101 - the walk sets one
        left, top = max(0, box["x"] - _AROUND), max(0, box["y"] - _AROUND)
        right = min(size["width"], box["x"] + box["width"] + _AROUND)
        bottom = min(size["height"], box["y"] + box["height"] + _AROUND)
        return {"x": int(left), "y": int(top), "width": int(right - left), "height": int(bottom - top)}


def _box(place: Locator) -> dict[str, float]:
    box = place.bounding_box()
    assert box, "it is on the screen"  # noqa: S101 - whoever asks has seen it
    return {side: box[side] for side in ("x", "y", "width", "height")}


def _around(boxes: Sequence[dict[str, float]]) -> dict[str, float]:
    """Return the smallest box around others."""
    left, top = min(box["x"] for box in boxes), min(box["y"] for box in boxes)
    right = max(box["x"] + box["width"] for box in boxes)
    bottom = max(box["y"] + box["height"] for box in boxes)
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def _keep(picture: Image.Image, file: Path) -> None:
    """Write a picture, unless the one that is there looks the same: git would keep both for ever."""
    if file.is_file():
        with Image.open(file) as there:
            if there.size == picture.size:
                differs = ImageChops.difference(there.convert("RGB"), picture)
                if max(ImageStat.Stat(differs).mean) < _SAME:
                    return
    picture.save(file, "WEBP", quality=_QUALITY, method=6)
