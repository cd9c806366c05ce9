"""Templates: what another process has compiled is used, but never for a template that has changed since."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest

from honour_roll.pages.templates import Templates, compiled, slip
from honour_roll.pages.views import Card, Picture
from site_tools import THEME

CARD = Card("Góc xanh", "mo-hinh/goc-xanh/", "", "", "", "", "2025", "", "", Picture("bia.svg", 3, 2, drawn=True), "")


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    return Path(shutil.copytree(THEME, tmp_path / "theme"))


def card(theme: Path, codes: dict[str, bytes]) -> str:
    templates = Templates(theme, lambda _: "")
    templates.take(codes)
    return str(templates.card(CARD, level=2, lazy=True))


def test_what_was_compiled_elsewhere_is_not_compiled_again(theme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codes, made_here = compiled(theme), card(theme, {})
    monkeypatch.setattr(jinja2.Environment, "compile", lambda *_: pytest.fail("compiled again"))
    assert card(theme, codes) == made_here
    assert "Góc xanh" in made_here


def test_what_is_rendered_is_what_the_keys_of_pages_stand_for(theme: Path) -> None:
    """Whatever somebody saves while pages are made: else these would be taken for what they are not."""
    templates, before, file = Templates(theme, lambda _: ""), card(theme, {}), theme / "fragments" / "card.html"
    file.write_text(file.read_text("utf-8").replace('class="card"', 'class="card new"'), "utf-8")
    assert templates.card(CARD, level=2, lazy=True) == before
    assert templates.made_from != Templates.digest_of(theme) == Templates(theme, lambda _: "").made_from


def test_what_is_wrong_with_a_template_is_told_with_its_place(theme: Path) -> None:
    entry, home = theme / "fragments" / "entry.html", theme / "fragments" / "home.html"

    def told(name: str, change: Callable[[], object]) -> str:
        change()
        templates = Templates(theme, lambda _: "")
        with pytest.raises(jinja2.TemplateError) as found:
            "".join([str(templates.sources[name]), *templates.pieces(name)])
        return slip(found.value)

    assert "entry.html:1: khuôn trang hỏng: " in told("entry", lambda: entry.write_text("{% if x %}", "utf-8"))
    assert "entry.html:2: khuôn trang hỏng: 'x' is" in told("entry", lambda: entry.write_text("\n{{ x }}", "utf-8"))
    used = '{% include "fragments/home.html" %}'
    assert "entry.html chỉ dùng được partials/ và" in told("entry", lambda: entry.write_text(used, "utf-8"))
    assert "không phải UTF-8" in told("entry", lambda: entry.write_bytes(b"\xff"))
    assert "không có fragments/home.html." in told("home", home.unlink)
    assert slip(ValueError("of ours")) == ""


def test_whatever_goes_wrong_in_a_template_is_told_with_its_place(theme: Path) -> None:
    file = theme / "fragments" / "home.html"
    for source, said in (("{{ 'a' + 1 }}", "can only concatenate"), ("{{ 'x'|number }}", "ConversionSyntax")):
        file.write_text(f"\n\n{source}", "utf-8")
        with pytest.raises((TypeError, ArithmeticError)) as found:
            Templates(theme, lambda _: "").render("home")
        assert "home.html:3: khuôn trang hỏng: " in slip(found.value)
        assert said in slip(found.value)


def test_what_was_compiled_before_a_template_changed_is_not_used(theme: Path) -> None:
    codes, file = compiled(theme), theme / "fragments" / "card.html"
    file.write_text(file.read_text("utf-8").replace('class="card"', 'class="card new"'), "utf-8")
    assert 'class="card new"' in card(theme, codes)
    assert card(theme, dict.fromkeys(codes, b"damaged")) == card(theme, {})
