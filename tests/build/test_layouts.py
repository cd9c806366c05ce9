"""A page with other texts of its template in the same places is the page that this template would make."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour_roll.build.layouts import Words, laid_out, rewritten, texts_of
from honour_roll.entries.markdown import ROOT
from honour_roll.pages.templates import Templates, Text
from site_tools import THEME

SAID = st.text("aầ<>@ \n", max_size=6) | st.sampled_from(["", ROOT, f'<a href="{ROOT}/x/">'])
TEXTS = st.lists(SAID, min_size=4, max_size=4)


@given(st.lists(SAID | st.integers(0, 3), max_size=12), TEXTS, TEXTS, SAID, SAID)
def test_a_rewritten_page_is_the_one_that_would_be_made(
    body: list[str | int], was: list[str], now: list[str], before: str, after: str
) -> None:
    def made(texts: list[str]) -> bytes:
        pieces = [Text(piece, texts[piece]) if isinstance(piece, int) else piece for piece in body]
        return laid_out(b"", before, pieces, after, "../..")

    pieces = [Text(piece, was[piece]) if isinstance(piece, int) else piece for piece in body]
    page = laid_out(b"", before, pieces, after, "../..")
    assert page == (before + "".join(piece.replace(ROOT, "../..") for piece in pieces) + after).encode()
    words = Words.of(texts_of(was, "../.."), texts_of(now, "../.."))
    assert rewritten(page, page.layout, words) == made(now)
    assert made(now).layout == page.layout, "so it need not be kept again"


def test_a_page_that_is_another_is_not_rewritten() -> None:
    page = laid_out(b"", "", ["một", Text(0, "hai"), "ba"], "", ".")
    words = Words.of([b"hai"], ["bốn".encode()])
    assert rewritten(page, page.layout, words) == "mộtbốnba".encode()
    for other in ("một ba".encode(), b"", b"\xff" + page, page[:-1], page.replace(b"hai", b"tam")):
        assert rewritten(other, page.layout, words) is None
    assert rewritten(page, page.layout, Words.of([b"hai"], [])) is None, "a text that there is no more"


@pytest.fixture
def templates() -> Templates:
    return Templates(THEME, lambda _: "")


def test_an_outline_parts_what_a_template_says_from_what_it_does(templates: Templates) -> None:
    lines = [
        "<p>{{ e.title }}</p>\n{% for x in e.facts %}<b>{{ x }}</b>{% endfor %}\n",
        "{% macro m() %}một{% endmacro %}",
    ]
    outline = templates.outline_of("".join(lines))
    assert [text.strip() for text in outline.texts] == ["<p>", "</p>", "<b>", "</b>"]
    other = templates.outline_of("".join(lines).replace("<b>", "\n\n<i>"))
    assert other.does == outline.does
    assert other.texts != outline.texts
    for what in ("<b>{{ x }}", "{{ e.title }}", "một"):  # what a macro says goes to its caller
        assert templates.outline_of("".join(lines).replace(what, f"{what}{{{{ e.kind }}}}")).does != outline.does
    assert templates.outline_of("".join(lines).replace("một", "hai")).does != outline.does


@pytest.mark.parametrize(
    "template",
    [
        "{% block b %}một{% endblock %}{{ self.b() }}",
        "{% filter upper %}{% block b %}một{% endblock %}{% endfilter %}",
        "{% set x %}{% block b %}một{% endblock %}{% endset %}{{ x }}",
        "{% if false %}{% block b %}một{% endblock %}{% endif %}{{ self.b() | upper }}",
        '{{ x["một"] or "debug_info" }}',
    ],
)
def test_what_a_page_gets_by_another_way_is_what_a_template_does(templates: Templates, template: str) -> None:
    assert templates.outline_of(template).does != templates.outline_of(template.replace("một", "hai")).does


def test_mkdocs_templates_use_none_of_the_fragments() -> None:
    """``frame.looked_at`` leaves those out: MkDocs is not asked when one is edited."""
    ours = THEME / "fragments"
    others = [path for path in THEME.rglob("*.html") if ours not in path.parents]
    using = [path.name for path in others if _without_comments(path).count("fragments/")]
    assert len(others) > 5
    assert using == []


def _without_comments(path: Path) -> str:
    return "".join(part.rpartition("#}")[2] for part in path.read_text("utf-8").split("{#"))
