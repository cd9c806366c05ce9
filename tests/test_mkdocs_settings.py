"""What commands without MkDocs read of ``mkdocs.yml``: as MkDocs reads it, and never a file that has no end."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from honour_roll import mkdocs_settings
from honour_roll.problem import StoppedError
from honour_roll.site_info import Asked, asked, load_site_info


@pytest.mark.parametrize(
    ("extra", "asks"),
    [
        ("extra: {approval: true}", True),
        ("extra: {approval: co}", True),
        ("extra: {approval: false}", False),
        ("extra: {approval: }", False),
        ("extra: []", False),
        ("", False),
    ],
)
def test_approval_is_asked_for_unless_it_is_clearly_not(tmp_path: Path, extra: str, asks: bool) -> None:  # noqa: FBT001
    (tmp_path / "mkdocs.yml").write_text(f"site_name: Trang\n{extra}\n", "utf-8")
    assert asked(tmp_path / "mkdocs.yml").approval is asks


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("site_url: https://a.example/x/ # ghi chú\n", "https://a.example/x/"),
        ("\ufeff'site_url': \"https://a.example/\"\n", "https://a.example/"),
        ("site_url: !ENV [NOBODY_SETS_THIS, 'https://a.example/']\n", "https://a.example/"),
        ("site_url: !ENV SOMEBODY_SET_THIS\n", "https://b.example/"),
        ("site_name: x\nextra: {site_url: https://a.example/}\n", ""),
        ("site_url: a.example\n", ""),
        ("site_url: [\n", ""),
        ("- a\n", ""),
    ],
)
def test_the_address_of_the_site_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, address: str
) -> None:
    monkeypatch.setenv("SOMEBODY_SET_THIS", "https://b.example/")
    (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
    assert asked(tmp_path / "mkdocs.yml").site_url == address


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_what_has_no_end_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yml")
    (tmp_path / "endless.yml").symlink_to("/dev/zero")
    with (tmp_path / "large.yml").open("wb") as file:
        file.truncate(2_000_000)
    for path in tmp_path.iterdir():
        assert asked(path) == Asked()
        with pytest.raises(mkdocs_settings.UnreadableSettingsError):
            mkdocs_settings.table_of(path)
    assert asked(tmp_path / "none.yml") == Asked()


def test_a_command_says_in_which_line_it_cannot_go_on(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: a\nextra: [\n", "utf-8")
    with pytest.raises(StoppedError, match=r"mkdocs\.yml:2: không đọc được tệp này"):
        load_site_info(tmp_path / "mkdocs.yml")
