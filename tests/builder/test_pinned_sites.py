"""The sites of four rolls are, byte for byte, what ``tests/pinned_sites.txt`` says: cold, and after twenty edits.

Slow, so it runs only with ``--slow``. ``--update-expected`` writes the list anew: read its difference first.
"""

from __future__ import annotations

import hashlib
import random
import re
import shutil
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from environment import ROOT
from nasty_roll import nasty_roll
from site_tools import body_of, edit, good_roll, header_of, run, tree

PINNED = ROOT / "tests" / "pinned_sites.txt"
EDITS = 20
# The name of a link card has a fingerprint of the code that draws it. What is drawn counts here, not how it is called.
CARD_NAME = re.compile(rb"(the/[a-z0-9-]+?)-[0-9a-f]{10}((?:-vuong|-doc)?\.jpg)")


def real_roll(folder: Path) -> Path:
    return shutil.copytree(ROOT / "entries", folder)


def samples(folder: Path) -> Path:
    assert run("make_samples.py", "--entries", "500", "--out", folder, folder=folder.parent)[0] == 0
    return folder


ROLLS: dict[str, Callable[[Path], Path]] = {
    "good": good_roll,
    "nasty": nasty_roll,
    "samples": samples,
    "real": real_roll,
}


def edit_at_random(roll: Path, rng: random.Random, number: int) -> None:
    """Change one thing in a roll, as a person would between two builds; the roll stays right."""
    folder = rng.choice(sorted(path.parent for path in roll.glob("*/*/index.md")))
    match rng.choice(["title", "summary", "body", "hidden", "former", "copy", "unit", "theme"]):
        case "title":
            edit(folder, ten=f"Một tên mới cho bài này, lần thứ {number}")
        case "summary":
            edit(folder, tom_tat=f"Lời tóm tắt được viết lại lần thứ {number}, đủ dài để hiện ra trên thẻ của bài này.")
        case "body":
            edit(folder, f"{body_of(folder)}\nThêm một đoạn, lần thứ {number}: bà con cùng quét ngõ.\n")
        case "hidden":
            hidden = header_of(folder).get("trang_thai") == "tam-an"
            edit(folder, trang_thai="cong-bo" if hidden else "tam-an")
        case "former":
            edit(folder, ten_cu=[*header_of(folder).get("ten_cu", []), f"ten-cu-so-{number}"])
        case "copy":
            copy = folder.with_name(f"ban-sao-{number}")
            shutil.copytree(folder, copy)
            edit(copy, ten=f"Bản sao thứ {number} của một mô hình", ten_cu=None, nhan_rong=None)
        case "unit" | "theme" as kind:
            register = roll / "danh-muc" / {"unit": "don-vi.yml", "theme": "chu-de.yml"}[kind]
            text = register.read_text("utf-8")
            name = rng.choice(re.findall(r"^  ten: (.+)$", text, re.MULTILINE))
            register.write_text(text.replace(f"  ten: {name}\n", f"  ten: Tên khác {number}\n"), "utf-8")


def fingerprints(site: Path) -> dict[str, str]:
    """Return the SHA-256 of each top folder and file of a site, with the names of link cards as ``CARD_NAME`` says."""
    tops: dict[str, list[str]] = defaultdict(list)
    for path, content in sorted(tree(site).items()):
        if path == ".honour-roll":
            continue
        name = CARD_NAME.sub(rb"\1\2", path.encode()).decode()
        is_text = not name.endswith((".jpg", ".avif", ".png", ".bin", ".woff2"))
        shown = CARD_NAME.sub(rb"\1\2", content) if is_text else content
        tops[name.partition("/")[0]].append(f"{hashlib.sha256(shown).hexdigest()}  {name}\n")
    return {top: hashlib.sha256("".join(sorted(lines)).encode()).hexdigest() for top, lines in tops.items()}


@pytest.mark.slow
@pytest.mark.parametrize("name", ROLLS)
def test_the_site_is_the_one_that_was_pinned(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    roll, site = ROLLS[name](tmp_path / "entries"), tmp_path / "site"
    rng, found = random.Random(name), dict[str, str]()  # noqa: S311 - for tests, the same each time
    for stage in ("cold", "edited"):
        for number in range(EDITS if stage == "edited" else 1):
            if stage == "edited":
                edit_at_random(roll, rng, number)
            code, said = run(
                "build.py", "--entries", roll, "--out", site, folder=tmp_path, SOURCE_DATE_EPOCH="1790000000"
            )
            assert code == 0, said
        found |= {f"{name}/{stage}/{top}": value for top, value in fingerprints(site).items()}
    pinned = dict(line.split("  ")[::-1] for line in PINNED.read_text("utf-8").splitlines()) if PINNED.exists() else {}
    if request.config.getoption("--update-expected"):
        others = {place: value for place, value in pinned.items() if not place.startswith(f"{name}/")}
        lines = [f"{value}  {place}\n" for place, value in sorted((others | found).items())]
        PINNED.write_text("".join(lines), "utf-8")
        return
    expected = {place: value for place, value in pinned.items() if place.startswith(f"{name}/")}
    assert {place for place in found.keys() | expected.keys() if found.get(place) != expected.get(place)} == set()
