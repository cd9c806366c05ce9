"""What must come out of a Word file, as its ``NAME.expected.json`` says, held against the answer of the command.

The keys are ``outcome`` and ``reason`` (``a|b`` means either); ``sections``, words that stand below that heading (``*``
anywhere, ``A|B`` below one of them); ``tables``, cells that stand in one table; ``captions``, ``photos``, ``figures``,
``fields``, ``taken_off``; ``not_carried`` with kind and text, ``not_carried_kinds`` with so many of a kind;
``kept_somewhere``, in the draft or in a list; ``never_in_draft``; ``never``, nowhere in the answer; ``once``;
``markdown_shows``; ``remarks``; ``figures_not``.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from honour_roll.entries import cmark


class Draft:
    """A draft as it lies on the disk: its header, the sections of its body, and all that it says."""

    def __init__(self, folder: Path) -> None:
        text = (folder / "index.md").read_text("utf-8")
        _, header, self.body = text.split("---\n", 2)
        self.header = yaml.safe_load(header)
        self.photos = self.header.get("anh", [])
        self.files = sorted(path.name for path in folder.iterdir() if path.name != "index.md")
        self.sections: dict[str, str] = {}
        for part in re.split(r"^## ", f"\n{self.body}", flags=re.MULTILINE):
            title, _, below = part.partition("\n")
            self.sections[title.strip() or "*"] = below

    @property
    def said(self) -> str:
        return " ".join([self.body, json.dumps(self.header, ensure_ascii=False, default=str)])

    @property
    def shown(self) -> str:
        """Return what the page shows of the body, without spaces."""
        return re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]+>", "", cmark.html(self.body))))


def usual(text: str) -> str:
    """Return a text for comparing: composed, in small letters, without the signs of Markdown."""
    text = unicodedata.normalize("NFC", re.sub(r"\]\([^)]*\)", "]", text)).replace("\u00ad", "")
    return re.sub(r"[\s|#*\\_“”\"\[\]]+", " ", text).strip().casefold()


def wrong(expected: dict[str, Any], answer: dict[str, Any], draft: Draft | None) -> Iterator[str]:
    """Yield whatever is not as it should be."""
    if answer["outcome"] not in expected["outcome"].split("|"):
        yield f"outcome {answer['outcome']} ({answer['reason']})"
        return
    if draft is None:
        if "|" not in expected["outcome"] and answer["reason"] not in expected["reason"].split("|"):
            yield f"reason {answer['reason']}, not {expected['reason']}"
        return
    yield from _of_draft(expected, answer, draft)
    yield from _of_lists(expected, answer, draft)


def _of_draft(expected: dict[str, Any], answer: dict[str, Any], draft: Draft) -> Iterator[str]:
    yield from _of_sections(expected, answer, draft)
    yield from _of_photos(expected, answer, draft)
    yield from _of_figures(expected, answer)
    for key, value in expected.get("fields", {}).items():
        if usual(value) != usual(str(answer["fields"].get(key, ""))):
            yield f"field {key}: {answer['fields'].get(key)!r}, not {value!r}"
    for text in expected.get("markdown_shows", []):
        if re.sub(r"\s", "", text) not in draft.shown:
            yield f"not shown: {text}"


def _of_sections(expected: dict[str, Any], answer: dict[str, Any], draft: Draft) -> Iterator[str]:
    captions = usual(" ".join(answer["captions"]))
    for names, texts in expected.get("sections", {}).items():
        below = draft.body if names == "*" else " ".join(draft.sections.get(name, "") for name in names.split("|"))
        wanted = usual(below)
        yield from (f"section {names}: {one[:60]}" for one in texts if usual(one) not in wanted + captions)
    for table in expected.get("tables", []):
        cells = [usual(cell) for row in table["cells"] for cell in row if cell]
        if not any(all(cell in usual(one) for cell in cells) for one in _tables(draft, table["section"])):
            yield f"table {cells}"


def _of_photos(expected: dict[str, Any], answer: dict[str, Any], draft: Draft) -> Iterator[str]:
    if not expected["file"].startswith("x") and len(draft.photos) != expected.get("photos", 0):
        yield f"photos {len(draft.photos)}, not {expected.get('photos', 0)}"
    if sorted(photo["tep"] for photo in draft.photos) != draft.files:
        yield f"files {draft.files}"
    told = [usual(caption) for caption in answer["captions"]]
    written = [usual(str(photo.get("chu_thich", ""))) for photo in draft.photos]
    for caption in expected.get("captions", []):
        if usual(caption) not in told or usual(caption) not in written:
            yield f"caption {caption}"


def _of_figures(expected: dict[str, Any], answer: dict[str, Any]) -> Iterator[str]:
    for figure in expected.get("figures", []):
        if not any(_is_figure(one, figure) for one in answer["figures"]):
            yield f"figure {figure}"
    for value in expected.get("figures_not", []):
        yield from (f"figure {one}" for one in answer["figures"] if one["gia_tri"] == value)


def _is_figure(one: dict[str, Any], figure: dict[str, Any]) -> bool:
    counts = figure["chi_so_has"].casefold() in one["chi_so"].casefold()
    has_unit = any(one["don_vi_tinh"].startswith(unit) for unit in figure["don_vi_tinh"].split("|"))
    return one["gia_tri"] == figure["gia_tri"] and counts and has_unit


def _tables(draft: Draft, section: str) -> Iterator[str]:
    for name, below in draft.sections.items():
        if section in ("*", name):
            yield from re.findall(r"(?:^\|.*\n?)+", below, re.MULTILINE)


def _of_lists(expected: dict[str, Any], answer: dict[str, Any], draft: Draft) -> Iterator[str]:
    off = usual(" ".join(answer["taken_off"]))
    carried = [(one["kind"], usual(one["text"])) for one in answer["not_carried"]]
    everything = usual(" ".join([draft.said, off, *(text for _, text in carried)]))
    yield from (f"not taken off: {one}" for one in expected.get("taken_off", []) if usual(one) not in off)
    yield from (f"lost: {one}" for one in expected.get("kept_somewhere", []) if usual(one) not in everything)
    for text in expected.get("never_in_draft", []):
        if usual(text) and usual(text) in usual(draft.said):
            yield f"in the draft: {text}"
    whole = json.dumps(answer, ensure_ascii=False) + draft.said
    yield from (f"in the answer: {one}" for one in expected.get("never", []) if one in whole)
    for one in expected.get("not_carried", []):
        if not any(kind == one["kind"] and usual(one["text"]) in text for kind, text in carried):
            yield f"not listed: {one}"
    for kind, count in expected.get("not_carried_kinds", {}).items():
        if sum(one == kind for one, _ in carried) < count:
            yield f"fewer than {count} of {kind}"
    yield from (f"not once: {one}" for one in expected.get("once", []) if everything.count(usual(one)) != 1)
    yield from (f"no remark {one}" for one in expected.get("remarks", []) if one not in answer["remarks"])
