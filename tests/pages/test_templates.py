"""Templates: a mistake in one is reported with its file and line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest

from honour_roll.pages.templates import Templates, template_error
from honour_roll.pages.views import Card, Picture
from site_tools import THEME

CARD = Card("Góc xanh", "mo-hinh/goc-xanh/", "", "", "", "", "2025", "", "", Picture("bia.svg", 3, 2, drawn=True), "")


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    return Path(shutil.copytree(THEME, tmp_path / "theme"))


def test_what_is_rendered_is_what_the_fingerprints_are_of(theme: Path) -> None:
    """Whatever is saved while pages are made: else the pages would be taken for what they are not."""
    templates, file = Templates(theme, lambda _: ""), theme / "fragments" / "card.html"
    before = templates.card(CARD, level=2, lazy=True)
    file.write_text(file.read_text("utf-8").replace('class="card"', 'class="card new"'), "utf-8")
    templates.forget_cards()
    assert templates.card(CARD, level=2, lazy=True) == before
    assert "Góc xanh" in before
    assert not templates.are_those_of(theme)
    assert 'class="card new"' in Templates(theme, lambda _: "").card(CARD, level=2, lazy=True)


def test_what_is_wrong_with_a_template_is_told_with_its_place(theme: Path) -> None:
    entry, home = theme / "fragments" / "entry.html", theme / "fragments" / "home.html"

    def told(name: str, change: Callable[[], object]) -> str:
        change()
        templates = Templates(theme, lambda _: "")
        with pytest.raises(jinja2.TemplateError) as found:
            (templates.fingerprints[name], templates.render(name))
        return template_error(found.value)

    assert "entry.html:1: khuôn trang hỏng: " in told("entry", lambda: entry.write_text("{% if x %}", "utf-8"))
    assert "entry.html:2: khuôn trang hỏng: 'x' is" in told("entry", lambda: entry.write_text("\n{{ x }}", "utf-8"))
    used = '{% include "fragments/home.html" %}'
    assert "entry.html chỉ dùng được partials/ và" in told("entry", lambda: entry.write_text(used, "utf-8"))
    assert "không phải UTF-8" in told("entry", lambda: entry.write_bytes(b"\xff"))
    assert "không có fragments/home.html." in told("home", home.unlink)
    assert template_error(ValueError("of ours")) == ""


def test_whatever_goes_wrong_in_a_template_is_told_with_its_place(theme: Path) -> None:
    file = theme / "fragments" / "home.html"
    for source, said in (("{{ 'a' + 1 }}", "can only concatenate"), ("{{ 'x'|number }}", "ConversionSyntax")):
        file.write_text(f"\n\n{source}", "utf-8")
        with pytest.raises((TypeError, ArithmeticError)) as found:
            Templates(theme, lambda _: "").render("home")
        assert "home.html:3: khuôn trang hỏng: " in template_error(found.value)
        assert said in template_error(found.value)
