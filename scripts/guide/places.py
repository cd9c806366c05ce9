"""Places on the screens of the desk, and ways to get there."""

from playwright.sync_api import Error, Locator

from guide.hand import Hand


def form(hand: Hand) -> Locator:
    """Return the middle of the page of an entry."""
    return hand.page.locator("form.form")


def side(hand: Hand) -> Locator:
    """Return its right column: what is left to do."""
    return hand.page.locator(".side")


def contents(hand: Hand) -> Locator:
    """Return its left column: the names of its parts."""
    return hand.page.locator(".toc")


def head(hand: Hand) -> Locator:
    """Return what stays above while a page scrolls."""
    return hand.page.locator(".crumb")


def group(hand: Hand, title: str) -> Locator:
    """Return the part of the form with a heading."""
    heading = hand.page.get_by_role("heading", name=title, exact=True)
    return form(hand).locator("section", has=heading).first


def editor(hand: Hand, title: str) -> Locator:
    """Return the editor of a section of the entry."""
    return hand.page.get_by_role("textbox", name=title, exact=True)


def shot(hand: Hand, number: int) -> Locator:
    """Return a photo of the entry."""
    return hand.page.locator(".shots > li").nth(number)


def state(hand: Hand, name: str) -> Locator:
    """See the state of the entry beside its title, when the step names it."""
    return hand.sees(name, head(hand))


def to_home(hand: Hand) -> None:
    """Go to the first page of the desk."""
    hand.page.goto(f"http://127.0.0.1:{hand.office.port}/ban-viet/")


def to_entry(hand: Hand, path: str) -> None:
    """Open an entry as a bookmark does."""
    hand.page.goto(f"http://127.0.0.1:{hand.office.port}/ban-viet/bai/{path}")
    hand.page.locator(".toc a").first.wait_for()


def draft(hand: Hand) -> str:
    """Return the path of the one draft of the sample roll."""
    index = next(
        one for one in hand.office.entries.glob("*/*/index.md") if "trang_thai: nhap" in one.read_text("utf-8")
    )
    return index.parent.relative_to(hand.office.entries).as_posix()


def settle(hand: Hand) -> None:
    """Wait until the check has answered and what was typed is kept."""
    try:
        hand.on_screen("Đã giữ", head(hand), begins=True)
    except Error:
        raise hand.untrue("keeps nothing of what was typed") from None
    hand.page.wait_for_timeout(400)
