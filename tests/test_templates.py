"""Templates: what another process has compiled is used, but never for a template that has changed since."""

from __future__ import annotations

import shutil
from pathlib import Path

import jinja2
import pytest

from honour_roll.templates import Templates, compiled
from honour_roll.views import Card, Picture
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


def test_what_was_compiled_before_a_template_changed_is_not_used(theme: Path) -> None:
    codes, file = compiled(theme), theme / "fragments" / "card.html"
    file.write_text(file.read_text("utf-8").replace('class="card"', 'class="card new"'), "utf-8")
    assert 'class="card new"' in card(theme, codes)
    assert card(theme, dict.fromkeys(codes, b"damaged")) == card(theme, {})
