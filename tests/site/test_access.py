"""The site for everyone, as WCAG 2.2 AA asks: read aloud, by keyboard, by finger, enlarged, and without motion."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import look
from look import served
from site_tools import HeldBack, good_roll, run

KINDS = ("front list entry field place round overview statistics search results guide written tombstone 404").split()
VIEWER = "entry, its viewer open"
BOX = "written, its search open"
STATES = (*KINDS, VIEWER, BOX)
EVERY_PAGE = pytest.mark.parametrize("state", STATES)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the good entries."""
    folder = tmp_path_factory.mktemp("access")
    good_roll(folder / "entries")
    code, said = run("build.py", "--entries", folder / "entries", "--out", folder / "site", folder=folder)
    assert code == 0, said
    return folder / "site"


@pytest.fixture(scope="module")
def addresses(site: Path) -> Iterator[dict[str, str]]:
    """An address of each kind of page, served."""
    with served(site) as host:
        yield {kind: host + address for kind, address in look.kinds(site).items()}


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Iterator[dict[bool, Page]]:
    """A window without fingers on it, and one with; to open one takes longer than to go to a page."""
    contexts = {touch: browser.new_context(has_touch=touch) for touch in (False, True)}
    yield {touch: context.new_page() for touch, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.fixture
def visit(windows: dict[bool, Page], addresses: dict[str, str]) -> Any:
    """Return a function that opens a page in one of its states, with all that can be unfolded unfolded."""

    def visited(
        state: str, width: int = 1280, *, touch: bool = False, scheme: Any = "light", motion: Any = None
    ) -> Page:
        page = windows[touch]
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion=motion or "no-preference")
        page.goto(addresses[state.partition(",")[0]])
        if state == "results":
            page.locator("[data-search-results] img").first.wait_for()
        page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
        if state == VIEWER:
            page.locator("a.shot").first.click()
            page.locator("dialog[open]").wait_for()
        if state == BOX:
            page.locator("a.seek").click()
            page.locator("dialog[open] input").fill("phuong")
            page.get_by_role("option").first.wait_for()
        return page

    return visited


def test_every_kind_of_page_is_looked_at(site: Path) -> None:
    assert sorted(look.kinds(site)) == sorted(KINDS)


# --- what the pages are held against; each gives what is wrong --------------------------------------------------------

# What a finger or the keyboard can work, as far as it is shown.
SHOWN = """
const told = (e) => e.outerHTML.replace(/\\s+/g, " ").slice(0, 140);
const worked = "a[href], button, input, select, textarea, summary";
const shown = (found) => [...(document.querySelector("dialog[open]") ?? document).querySelectorAll(found)]
  .filter((e) => !e.disabled && e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length);
const hit = (e, x, y) => {
  const found = document.elementFromPoint(x, y);
  return found && (e.contains(found) || found.closest("label")?.control == e);
};
// Of each of its boxes, and of its label's, the middle and the middles of its halves: something may lie over one.
const points = (e) => [e, ...(e.labels ?? [])].flatMap((of) => [...of.getClientRects()])
  .flatMap(({ x, y, width, height }) => [[.5, .5], [.25, .5], [.75, .5], [.5, .25], [.5, .75]]
    .map(([across, down]) => [x + across * width, y + down * height]));
"""

# From a point that answers, how far to each side does it answer? A pixel may be lost where boxes do not begin on one.
SMALL_TARGETS = """
const inSentence = (e) => {
  const inline = (of) => getComputedStyle(of).display == "inline";
  if (!inline(e)) return false;
  let block = e.parentElement;
  while (inline(block)) block = block.parentElement;
  const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const flows = (of) => of == block || (inline(of) && flows(of.parentElement));
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (/[\\p{L}\\p{N}]/u.test(data) && !parentElement.closest(worked) && flows(parentElement)) return true;
  }
  return false;
};
const reach = (e, x, y, dx, dy) => {
  let far = 0;
  while (far < 43 && hit(e, x + dx * (far + 1), y + dy * (far + 1))) far++;
  return far;
};
const size = (e, x, y) => hit(e, x, y)
  ? [[1, 0], [0, 1]].map(([dx, dy]) => 1 + reach(e, x, y, dx, dy) + reach(e, x, y, -dx, -dy)) : [0, 0];
return shown(worked).filter((e) => e.getBoundingClientRect().bottom + scrollY > 0 && !inSentence(e)).flatMap((e) => {
  e.scrollIntoView({ block: "center", inline: "center" });
  const sizes = [];
  // A year's column is as high as the chart, and eleven of them are as wide as a phone.
  const least = e.closest(".years") ? [31, 43] : [43, 43];
  for (const [x, y] of points(e)) {
    sizes.push(size(e, x, y));
    if (sizes.at(-1).every((side, at) => side >= least[at])) return [];
  }
  return [`${sizes[0].map((side) => Math.min(side, 44)).join(" × ")}: ${told(e)}`];
});
"""

# What has the keyboard's focus: its place among all that should have it in turn, and what is wrong with how it shows.
FOCUSED = """
const e = document.activeElement;
if (e == document.body) return null;
const rgb = (colour) => {
  const pen = new OffscreenCanvas(1, 1).getContext("2d");
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  return [...pen.getImageData(0, 0, 1, 1).data];
};
const light = (colour) => colour.slice(0, 3).map((part) => part / 255)
  .map((part) => (part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4))
  .reduce((sum, part, at) => sum + part * [.2126, .7152, .0722][at], 0);
const ground = (of, part) => { // null: not a plain one
  for (; of; of = of.parentElement, part = null) {
    const { backgroundColor, backgroundImage } = getComputedStyle(of, part), colour = rgb(backgroundColor);
    if (backgroundImage != "none" || (colour[3] && colour[3] < 255)) return null;
    if (colour[3]) return colour;
  }
  return rgb("canvas");
};
// Drawn around the element, or around what stands for it.
const beside = e.nextElementSibling, around = e.parentElement;
const ring = [[e], [e, "::before"], [e, "::after"], [beside], [beside, "::before"], [beside, "::after"], [around]]
  .filter(([of]) => of).map(([of, part]) => ({ of, part, style: getComputedStyle(of, part) }))
  .find(({ part, style }) => (!part || style.content != "none") && style.outlineStyle != "none" &&
    parseFloat(style.outlineWidth) >= 2);
const faults = [];
if (!ring) faults.push("no outline of two pixels");
else {
  const offset = parseFloat(ring.style.outlineOffset), color = rgb(ring.style.outlineColor);
  const over = ring.part && ring.style.position == "absolute" ? ring.of.offsetParent : ring.of; // laid over a card
  const outside = ring.part && over == ring.of ? over : over.parentElement;
  const under = offset < 0 ? ground(ring.of, ring.part) : ground(outside);
  const [low, high] = under ? [light(color), light(under)].sort((a, b) => a - b) : [0, 1];
  const contrast = (high + .05) / (low + .05);
  if (color[3] < 255 || contrast < 3) faults.push(`an outline of contrast ${contrast.toFixed(2)}`);
  const box = over.getBoundingClientRect(), far = offset + parseFloat(ring.style.outlineWidth);
  for (let of = over.parentElement; of; of = of.parentElement) {
    const { overflow, overflowClipMargin } = getComputedStyle(of), frame = of.getBoundingClientRect();
    const more = parseFloat(overflowClipMargin) || 0;
    if (overflow == "visible" || of == document.body || of == document.documentElement) continue;
    const cut = [frame.left - box.left, frame.top - box.top, box.right - frame.right, box.bottom - frame.bottom]
      .filter((out) => out + far > more + .5);
    if (cut.length > 1) faults.push(`an outline cut off on ${cut.length} sides`);
  }
}
if (!points(e).some(([x, y]) => hit(e, x, y))) faults.push("hidden or out of sight");
return { at: wanted.indexOf(e), faults: faults.map((fault) => `${fault}: ${told(e)}`) };
"""

MOVING = """
const slow = (seconds) => seconds.split(",").some((part) => parseFloat(part) > .01);
const moves = (style) => style.scrollBehavior == "smooth" ||
  (style.animationName != "none" && slow(style.animationDuration)) ||
  (style.transitionProperty != "none" && slow(style.transitionDuration));
return [...document.querySelectorAll("*")].flatMap((e) => ["", "::before", "::after", "::backdrop"]
  .filter((part) => moves(getComputedStyle(e, part || null))).map((part) => `${part} ${told(e)}`));
"""

# The headings and landmarks by which those who hear a page find their way.
MISPLACED = """
const outer = (name) => [...document.querySelectorAll(name)].filter((e) => !e.closest(`main, article, aside, section`));
const faults = [["h1", document.querySelectorAll("h1")], ["main", document.querySelectorAll("main")],
  ["header", outer("header")], ["footer", outer("footer")], ["h1 in main", document.querySelectorAll("main h1")]]
  .filter(([, found]) => found.length != 1).map(([name, found]) => `${found.length} × ${name}`);
let before = 0;
for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
  const level = Number(heading.tagName[1]);
  if (level > before + 1) faults.push(`after h${before}: ${told(heading)}`);
  if (!heading.textContent.trim()) faults.push(`empty: ${told(heading)}`);
  before = level;
}
const names = [...document.querySelectorAll("nav, [role=region], [role=search]")].map((e) => e.ariaLabel
  ?? document.getElementById(e.getAttribute("aria-labelledby"))?.textContent ?? e.tagName);
faults.push(...names.filter((name, at) => names.indexOf(name) != at).map((name) => `two places are called ${name}`));
if (document.documentElement.lang != "vi") faults.push(`the language: ${document.documentElement.lang}`);
return faults;
"""

# Text that reaches out of a box it stands in, as far as that box does not scroll or cut.
SPILLED = """
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), faults = [];
while (texts.nextNode()) {
  const { data, parentElement } = texts.currentNode, range = new Range();
  if (parentElement.closest(".unseen") || !parentElement.checkVisibility({ visibilityProperty: true })) continue;
  const boxes = [...data.matchAll(/\\S+/g)].flatMap(({ 0: word, index }) => { // spaces at a line's end may hang out
    range.setStart(texts.currentNode, index);
    range.setEnd(texts.currentNode, index + word.length);
    return [...range.getClientRects()];
  });
  const left = Math.min(...boxes.map((box) => box.left)), right = Math.max(...boxes.map((box) => box.right));
  for (let of = parentElement; of != document.body; of = of.parentElement) {
    const { display, overflowX, position } = getComputedStyle(of), frame = of.getBoundingClientRect();
    if (overflowX != "visible") break;
    const out = Math.round(Math.max(frame.left - left, right - frame.right));
    if (!/^(inline|contents)$/.test(display) && out > 1) {
      faults.push(`“${data.trim().slice(0, 30)}” is ${out} pixels out of ${told(of).slice(0, 60)}`);
      break;
    }
    if (/absolute|fixed/.test(position)) break;
  }
}
return faults;
"""
LARGE_LETTERS = "<style>html { font-size: 200% !important }</style>"

LETTERS_APART = """<style>
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }</style>"""


def ask(page: Page, script: str) -> Any:
    return page.evaluate(f"() => {{ {SHOWN} {script} }}")


def broken_rules(page: Page) -> list[str]:
    return [str(finding) for finding in look.findings(page)]


def small_targets(page: Page) -> list[str]:
    found: list[str] = ask(page, SMALL_TARGETS)
    return found


def moving(page: Page) -> list[str]:
    found: list[str] = ask(page, MOVING)
    return found


def misplaced(page: Page) -> list[str]:
    found: list[str] = ask(page, MISPLACED)
    return found


def unreached(page: Page) -> list[str]:
    """Go through the page with the Tab key, from its top to its end."""
    # Suggestions are reached from their box, by arrows: test_search_panel.py.
    wanted = "shown(`${worked}, [tabindex='0']`).filter((e) => e.role != 'option')"
    texts: list[str] = ask(page, f"window.wanted = {wanted}; return wanted.map(told)")
    order, faults = [], []
    for _ in range(2 * len(texts) + 2):
        page.keyboard.press("Tab")
        stop = ask(page, FOCUSED)
        if stop is None or stop["at"] in order:
            break
        faults += stop["faults"]
        order += [stop["at"]] * (stop["at"] >= 0)  # the browser also stops at what scrolls
    missed = [f"not reached: {text}" for at, text in enumerate(texts) if at not in order]
    return faults + missed + [f"before its turn: {texts[b]}" for a, b in pairwise(order) if b < a]


def too_wide(page: Page) -> list[str]:
    found = []
    for style, name in (("", "as it is"), (LETTERS_APART, "with letters apart")):
        page.evaluate("style => document.head.insertAdjacentHTML('beforeend', style)", style)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found += [f"{wide} pixels too wide {name}"] * (wide > 0)
    return found


def spilled(page: Page) -> list[str]:
    page.evaluate("style => document.head.insertAdjacentHTML('beforeend', style)", LARGE_LETTERS)
    found: list[str] = ask(page, SPILLED)
    return found


# --- the pages --------------------------------------------------------------------------------------------------------


@EVERY_PAGE
def test_axe_finds_nothing(visit: Any, state: str) -> None:
    page = visit(state)
    for width in look.CHECKED_WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in look.SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert broken_rules(page) == [], f"{width} {scheme}"


@EVERY_PAGE
def test_a_finger_finds_targets_of_44_pixels(visit: Any, state: str) -> None:
    assert small_targets(visit(state, 390, touch=True)) == []


@EVERY_PAGE
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_keyboard_reaches_everything_in_turn_and_shows_where_it_is(
    visit: Any, state: str, width: int, scheme: str
) -> None:
    page = visit(state, width, scheme=scheme)
    if state in {VIEWER, BOX}:
        page.locator("dialog[open]").evaluate("dialog => dialog.focus()")
    assert unreached(page) == []


def test_what_comes_late_moves_nothing_from_under_the_keyboard(visit: Any) -> None:
    """The search comes when its box has the focus, and somebody who goes on with Tab may be past it by then."""
    page = visit("search")
    panel = HeldBack(page, "**/assets/search/panel.js")
    page.reload()
    page.locator("#o-tim").focus()
    page.locator("footer a").first.focus()
    place = "document.activeElement.getBoundingClientRect().top"
    before = page.evaluate(place)
    panel.let_go()
    page.locator(".search-panel[hidden]").wait_for(state="attached")
    assert page.evaluate(place) == before


@EVERY_PAGE
def test_a_page_enlarged_four_times_or_with_letters_apart_needs_no_scrolling_sideways(visit: Any, state: str) -> None:
    assert too_wide(visit(state, 320)) == []


@EVERY_PAGE
@pytest.mark.parametrize("width", [390, 1280])
def test_letters_twice_as_large_stay_in_their_boxes(visit: Any, state: str, width: int) -> None:
    page = visit(state, width)
    assert spilled(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("width", [390, 1280])
def test_a_title_without_a_space_breaks(visit: Any, width: int) -> None:
    for state, title in (("entry", "h1"), ("list", ".card-title a"), ("front", ".feature h3 a")):
        page = visit(state, width)
        page.evaluate("title => { document.querySelector(title).textContent = 'Góc'.repeat(40) }", title)
        assert spilled(page) == [], state
        assert too_wide(page) == [], state


@pytest.mark.parametrize("state", ["front", "entry"])
def test_even_a_full_page_prints_on_two_sheets_with_nothing_cut(visit: Any, state: str) -> None:
    page = visit(state)
    sheets = re.search(rb"/Type /Pages[^>]*?/Count ([0-9]+)", page.pdf(prefer_css_page_size=True))
    assert sheets
    assert int(sheets[1]) == 2
    page.emulate_media(media="print")
    clamped = page.locator(".card-summary").evaluate_all("all => all.map((e) => getComputedStyle(e).webkitLineClamp)")
    assert set(clamped) == {"none"}
    page.emulate_media(media="null")


@EVERY_PAGE
def test_nothing_moves_for_those_who_asked_for_that(visit: Any, state: str) -> None:
    page = visit(state, motion="reduce")
    assert moving(page) == []
    assert page.evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize("state", KINDS)
def test_headings_and_landmarks_lead_through_a_page(visit: Any, state: str) -> None:
    assert misplaced(visit(state)) == []


def test_no_two_pages_have_the_same_title(site: Path) -> None:
    titles = Counter(
        html.unescape(file.read_text("utf-8").partition("<title>")[2].partition("</title>")[0])
        for file in site.rglob("*.html")
        if not look.leads_on(file)
    )
    assert [title for title, count in titles.items() if count > 1] == []


# --- and that these tests would see it --------------------------------------------------------------------------------

PAGE = '<!doctype html><html lang="vi"><title>t</title><header>a</header><main><h1>a</h1>{}</main><footer>a</footer>'
BIG = "display: inline-block; min-width: 44px; min-height: 44px"
RING = "outline: 3px solid"
SMALL = "<button style='width: 9px; height: 9px; padding: 0' aria-label=a></button>"
LOW = f"<a href=# style='{BIG}; min-height: 0; line-height: 40px'>a</a>"
COVERED = f"<div style='position: relative'>{LOW}<b style='position: absolute; inset: 0 0 9px'></b></div>"
AGAINST_ORDER = f"<a href=# style='{RING}'>a</a><a href=# tabindex=2 style='{RING}'>b</a>"
CUT = f"<div style='overflow: hidden'><a href=# style='display: block; {RING}'>a</a></div>"
AWAY = f"<a href=# style='position: fixed; left: -99px; {RING}'>a</a>"
LONG = "<b style='font: 16px monospace; white-space: nowrap'>Một dòng vừa đủ rộng cho màn hình</b>"

Check = Callable[[Page], list[str]]
WRONG: list[tuple[Check, str, str]] = [
    (broken_rules, "<img src='data:,'>", "image-alt"),
    (broken_rules, "<p style='color: #aaa'>nhạt</p>", "color-contrast"),
    (broken_rules, SMALL + SMALL, "target-size"),
    (small_targets, LOW, "44 × 40: <a"),
    (small_targets, COVERED, "0 × 0: <a"),
    (small_targets, "<p><a href=#>a</a></p>", "<a"),
    (small_targets, "<p><a href=#>a</a> · <a href=#>b</a></p>", "b</a>"),
    (unreached, "<button tabindex=-1>a</button>", "not reached: <button"),
    (unreached, AGAINST_ORDER, 'before its turn: <a href="#"'),
    (unreached, "<a href=# style='outline: 1px solid'>a</a>", "no outline of two pixels"),
    (unreached, "<a href=# style='outline: 3px solid #ccc'>a</a>", "an outline of contrast 1.6"),
    (unreached, CUT, "an outline cut off on 4 sides"),
    (unreached, AWAY, "out of sight"),
    (too_wide, "<div style='width: 330px'>a</div>", "18 pixels too wide as it is"),
    (too_wide, LONG, "pixels too wide with letters apart"),
    (spilled, "<div style='width: 99px'><p style='width: 50px'>một.hai.ba</p></div>", "pixels out of <p"),
    (spilled, "<div style='width: 99px'><p style='width: 300px'>một hai ba bốn năm</p></div>", "pixels out of <div"),
    (moving, "<style>a::before { content: ''; transition: color 1s }</style><a>a</a>", "::before <a>"),
    (moving, "<style>html { scroll-behavior: smooth }</style>", "<html"),
    (misplaced, "<h3>a</h3>", "after h1: <h3>"),
    (misplaced, "<h1>a</h1>", "2 × h1"),
    (misplaced, "<nav aria-label=n></nav><nav aria-label=n></nav>", "two places are called n"),
]
RIGHT = f"""<p>Một câu có <a href=#>một liên kết</a> ở giữa.</p><button style='{BIG}; font-size: 16px'>Nút</button>
<style>:focus-visible {{ {RING} }}</style>"""


@pytest.fixture
def small_page(windows: dict[bool, Page]) -> Page:
    page = windows[False]
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto("about:blank")
    return page


@pytest.mark.parametrize(("check", "part", "said"), WRONG)
def test_what_is_wrong_is_seen(small_page: Page, check: Check, part: str, said: str) -> None:
    small_page.set_content(PAGE.format(part))
    assert said in "\n".join(check(small_page))


@pytest.mark.parametrize("check", [broken_rules, small_targets, unreached, too_wide, spilled, moving, misplaced])
def test_what_is_right_passes(small_page: Page, check: Check) -> None:
    small_page.set_content(PAGE.format(RIGHT))
    assert check(small_page) == []
