from __future__ import annotations

from pathlib import Path

import pytest

from honour_roll.desk.desk import Desk
from honour_roll.settings import Settings


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("site_name: Trang\nextra: {colours: {brand: '#123a63', accent: '#f2cf7e'}}\n", "#123a63"),
        ("site_name: Trang\n", "#8a1520"),
        ("site_name: [\n", "#8a1520"),
    ],
)
def test_the_desk_has_the_colours_of_its_site(roll: Path, tmp_path: Path, text: str, brand: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    desk = Desk(Settings(roll, "entries", tmp_path, None, jobs=1, project=tmp_path), tmp_path / "kept")
    assert f"--brand:{brand};" in desk.colour_sheet()
