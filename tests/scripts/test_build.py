"""The build command: it says why a file is made again, and how long each step took."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_tools import edit, good_roll, run, tree


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explained")
    good_roll(folder / "entries")
    assert build(folder)[0] == 0
    return folder


def build(folder: Path, *options: str) -> tuple[int, str]:
    return run("build.py", "--entries", folder / "entries", "--out", folder / "site", *options, folder=folder)


def test_explain_tells_which_inputs_of_a_file_changed(built: Path) -> None:
    page, other = "mo-hinh/goc-xanh-vi-du/index.html", "mo-hinh/hoa-giai-vi-du/index.html"
    code, said = build(built, "--explain", page)
    assert code == 0, said
    assert said.startswith(f"{page}: made by the producer “models”, which is not asked.\n")
    assert "CHANGED" not in said
    edit(
        built / "entries" / "2018" / "goc-xanh-vi-du",
        body="\n".join(f"## {name}\n\nChữ mới.\n" for name in ("Thực trạng", "Cách làm", "Kết quả", "Nhân rộng")),
    )
    said = build(built, "--explain", page)[1]
    assert re.findall(r"^  (.*?) +CHANGED$", said, re.MULTILINE) == ["entry"]
    said = build(built, "--explain", other)[1]
    assert "which is asked" in said
    assert "CHANGED" not in said
    code, said = build(built, "--explain", "mo-hinh/khong-co/index.html")
    assert (code, "Traceback" in said) == (1, False)
    assert "no producer makes such a file" in said


def test_explain_tells_what_each_producer_did(built: Path) -> None:
    edit(
        built / "entries" / "2018" / "goc-xanh-vi-du",
        tom_tat="Một lời tóm tắt khác hẳn, viết đủ dài để hiện lên trên thẻ của bài này.",
    )
    code, said = build(built, "--explain")
    assert code == 0, said
    rows = {line[:16].strip(): line[16:].split() for line in said.splitlines() if re.search(r"\d\.\d\d$", line)}
    assert rows["models"][0] == rows["feeds"][0] == "yes"
    assert rows["MkDocs"][0] == rows["photos"][0] == "no"
    assert int(rows["models"][2]) >= 1
    assert sum(int(row[2]) for row in rows.values()) == int(re.search(r"làm mới (\d+)\.", said)[1])  # type: ignore[index]


def test_explain_needs_a_site(tmp_path: Path) -> None:
    good_roll(tmp_path / "entries")
    code, said = build(tmp_path, "--explain", "index.html")
    assert (code, "build first" in said, "Traceback" in said) == (1, True, False)


@pytest.mark.parametrize("page", ["index.html", "gioi-thieu/index.html", "mo-hinh/goc-xanh-quan-hoa/index.html"])
def test_a_page_that_was_damaged_is_made_again_though_nothing_changed(
    real: tuple[Path, dict[str, bytes]], page: str
) -> None:
    folder, whole = real
    for options in ((), ("--strict",)):
        (folder / "site" / page).write_bytes(whole[page][: len(whole[page]) // 2])
        code, said = run("build.py", "--out", folder / "site", *options, folder=folder)
        assert code == 0, said
        assert tree(folder / "site") == whole
        assert "làm mới 0." in run("build.py", "--out", folder / "site", *options, folder=folder)[1]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """The site of our own roll, and what was in it when it was new."""
    folder = tmp_path_factory.mktemp("real")
    code, said = run("build.py", "--out", folder / "site", folder=folder)
    assert code == 0, said
    return folder, tree(folder / "site")
