"""The way through the guide, from the double click to the end: each step by its action, in an office of its own."""

from datetime import datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Error, Page

from guide import book
from guide.hand import PATIENCE, Hand, UntrueGuideError
from guide.office import DAY, PHOTOS, Office
from guide.steps import ACTIONS

SCREEN = {"width": 1366, "height": 768}  # of an office machine
SHARP = 1.5  # pixels of a picture for one of the screen


def walk(browser: Browser, folder: Path, text: str, out: Path | None = None) -> dict[str, tuple[int, int]]:
    """Carry out the guide ``text`` in an office below ``folder``; keep the pictures in ``out`` if it is given.

    Return the size of each picture that was kept. Raises UntrueGuideError where the guide is not true.
    """
    steps = book.steps(text)
    unlike(steps)
    context = browser.new_context(
        viewport={"width": SCREEN["width"], "height": SCREEN["height"]},
        device_scale_factor=SHARP,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    refused = refusals(page)
    hand = Hand(page, Office(folder, PHOTOS if out else 0), out)  # to draw and to build photos takes longest
    try:
        for number, step in enumerate(steps):
            page.clock.set_fixed_time(datetime.fromisoformat(DAY) + timedelta(minutes=number))
            hand.begin(step)
            try:
                ACTIONS[step.section][step.number - 1](hand)
            except Error as error:
                raise hand.untrue(f"cannot be carried out: {error.message}") from error
            hand.end()
    finally:
        hand.office.close_desk()
        context.close()
    if refused:
        raise UntrueGuideError("\n".join(refused))
    return hand.sizes


def unlike(steps: list[book.Step]) -> None:
    """Raise UntrueGuideError unless each step has an action, in the same order, and each action its step."""
    written = [(step.section, step.number) for step in steps]
    done = [(section, number) for section, actions in ACTIONS.items() for number in range(1, len(actions) + 1)]
    if written != done:
        odd = next((pair for pair in zip(written, done, strict=False) if pair[0] != pair[1]), None)
        raise UntrueGuideError(
            f"steps and actions differ: {odd or (*written[len(done) :], *done[len(written) :])}; guide, then actions"
        )


def refusals(page: Page) -> list[str]:
    """Return a list to which everything is added that a page says of what its policy refuses."""
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if "Content Security Policy" in one.text else None)
    return said
