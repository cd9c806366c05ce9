"""Descriptions of pages that are not a model's: the sentence that search engines, and apps that show a link, print."""

from __future__ import annotations

import re
from collections.abc import Iterable

from honour_roll.entries.markdown import plain_text
from honour_roll.pages.views import ListingView, OverviewView
from honour_roll.text.vietnamese import number_text

_MOST = 200  # characters; what is longer is cut off where it is shown
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)


def of_list(view: ListingView) -> str:
    """Return how many models a page of a list shows, what the list says of itself, and the first of its titles."""
    said = view.declared or (f"{number_text(view.total)} mô hình" if view.total else f"{view.title}: chưa có bài nào")
    if len(view.pages) > 1:
        said += f", trang {view.page} trên {len(view.pages)}"
    if view.about:
        said += f"{'.' if view.about[0].isupper() else ';'} {view.about.rstrip('.')}"
    titles = [card.title for card in view.cards]
    return _with_names(f"{said}.", "Đó là: " if view.total == 1 else "Trong đó: ", titles, "; ")


def of_overview(view: OverviewView) -> str:
    """Return what an overview sorts models by, and the names of its rows with how many models each has."""
    rows = [row for group in view.groups for row in group.rows if row.total]
    names = [f"{row.name} ({number_text(row.total)})" for row in rows]
    said = f"Mô hình xếp theo {view.title.lower()}"
    return _with_names(f"{said}:", "", names, ", ") if names else f"{said}. Chưa có bài nào."


def of_written(html: str) -> str:
    """Return the first paragraph of a hand-written page, cut after a word."""
    found = _PARAGRAPH.search(html)
    text = " ".join(plain_text(found[1]).split()) if found else ""
    return text if len(text) <= _MOST else f"{text[:_MOST].rpartition(' ')[0]}…"


def _with_names(said: str, label: str, names: Iterable[str], between: str) -> str:
    """Return a beginning and after it, in a sentence with a ``label``, as many names as there is room for."""
    shown = list[str]()
    for name in names:
        if shown and len(said) + len(label) + len(between.join([*shown, name])) > _MOST:
            break
        shown.append(name)
    return f"{said} {label}{between.join(shown)}." if shown else said
