"""The editor keeps every section as it is, and writes an edited block so that the site shows what the editor shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from desk_pages import desk_page
from environment import ROOT
from honour_roll.entries import cmark, markdown
from site_tools import GOOD
from vietnamese_sections import sections

SOURCE_POSITIONS = 1 << 1  # cmark's own option
SCRIPT = """
import { mountSection, read, write } from "./editor.js";

window.untouched = (text) => {
  const section = mountSection(document.querySelector("#place"), { markdown: text, label: "Cách làm" });
  const kept = section.markdown();
  section.destroy();
  return kept;
};
// The document as it was read, put together again.
window.together = (text) => {
  const origin = read(text);
  return write(origin.doc, origin);
};
// Each block in turn as if it had been edited: [kind, what stands before it, what stands behind it, the section then].
window.anew = (text) => {
  const origin = read(text);
  const parts = origin.blocks.map(({ gap, text }) => gap + text);
  return origin.blocks.map(({ node }, at) => {
    const blocks = origin.blocks.map((block, number) => (number === at ? { ...block, node: null } : block));
    const behind = parts.slice(at + 1).join("").trimStart() + origin.tail;
    return [node.type.name, parts.slice(0, at).join(""), behind, write(origin.doc, { ...origin, blocks })];
  });
};
"""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with desk_page(browser, tmp_path_factory.mktemp("editor"), SCRIPT) as desk:
        yield desk.page


def sections_of(path: Path) -> list[str]:
    """The sections of an entry, cut where the project's Markdown sees headings of the second level."""
    body = path.read_text("utf-8").partition("\n---\n")[2]
    html = cmark.html(body, SOURCE_POSITIONS)
    starts = [int(line) for line in re.findall(r'^<h2 data-sourcepos="(\d+):1-', html, re.MULTILINE)]
    lines = body.splitlines(keepends=True)
    return ["".join(lines[start : end - 1]) for start, end in pairwise([*starts, len(lines) + 1])]


REAL = [
    section for folder in (GOOD, ROOT / "entries") for path in folder.rglob("index.md") for section in sections_of(path)
]


def shown(section: str) -> str:
    """The section as the site shows it, apart from spaces and from the distance between items of a list."""
    (part,) = markdown.render(f"## Cách làm\n{section}", "x").parts
    html = re.sub(r"\s*<br>\s*", "<br>", re.sub(r"</?p>", "", part.html))
    return re.sub(r"\s+", " ", html).strip()


def assert_only_the_block_changes(page: Page, section: str) -> None:
    edited: list[Any] = page.evaluate("text => anew(text)", section)
    for kind, before, behind, then in edited:
        assert then.startswith(before), kind
        assert then.endswith(behind), kind
        if kind != "source":
            assert shown(then) == shown(section), kind


def test_the_sections_of_all_good_entries_stay_byte_for_byte(page: Page) -> None:
    assert len(REAL) > 50
    assert [text for text in REAL if page.evaluate("text => untouched(text)", text) != text] == []
    assert [text for text in REAL if page.evaluate("text => together(text)", text) != text] == []


def test_an_edit_in_a_good_entry_changes_its_block_alone_and_the_site_shows_the_same(page: Page) -> None:
    for section in REAL:
        assert_only_the_block_changes(page, section)


@settings(max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r")))
def test_any_text_at_all_stays_byte_for_byte(page: Page, section: str) -> None:
    assert page.evaluate("text => together(text)", section) == section
    assert page.evaluate("text => untouched(text)", section) == section


def assert_kept_and_edited_well(page: Page, section: str) -> None:
    assert page.evaluate("text => together(text)", section) == section
    assert_only_the_block_changes(page, section)


@settings(max_examples=30)
@given(sections())
def test_in_a_section_of_any_hand_an_edit_changes_its_block_alone(page: Page, section: str) -> None:
    assert_kept_and_edited_well(page, section)


@pytest.mark.slow
@settings(max_examples=500)
@given(sections())
def test_in_very_many_sections_an_edit_changes_its_block_alone(page: Page, section: str) -> None:
    assert_kept_and_edited_well(page, section)
