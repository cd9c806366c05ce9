"""The rooms of honour_roll: who may know whom, and how large a room may grow."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from environment import ROOT

CORE = ROOT / "hooks" / "honour_roll"
CODE = [*sorted((ROOT / "hooks").rglob("*.py")), *sorted((ROOT / "scripts").rglob("*.py"))]

# From the ground up. A room may know the rooms before it in this list, none after it, so that it can be read,
# tested and replaced without those that stand on it. A new room goes in after the last one that it needs.
ROOMS = (
    "entry problem vietnamese cache pillow photos views colours covers letters spoken qr workers meanwhile "  # know one
    "site_settings carrying publish made kinds imprint frame today shelves "  # where things are and were
    "settings unchanged "
    "schema yaml_slips yaml_plain yaml_nodes yaml_text letter_rules validate registers "  # the closed lists
    "addresses derived register_rows "
    "body read summary folder_rules roll_rules check intake kept_lines "  # a folder becomes an entry, or Problems
    "renditions roll relations ledger loudspeaker share_row listings pages statistics "  # what pages show
    "svg_drawing lettering link_cards kept_cards card_plans steps "  # what is drawn of them
    "print_text print_views press "  # and printed
    "metadata model_metadata sharing "  # and what is said in a page's head
    "feeds answering sitemap open_data redirects "  # and what programs read
    "search_words search_numbers search_shards search_inversion search_index search_columns "  # and what is found
    "shell templates layouts kept_layouts gather roll_check "
    "search exports site_cards model_pages site "  # and that becomes a site
    "workshop build posters yearbook"  # and paper
).split()

FOREIGN = ("mkdocs", "material")
# The hook, and the two commands that start MkDocs.
MKDOCS_MAY_BE_KNOWN = {"hooks/mkdocs_events.py", "scripts/build.py", "scripts/preview.py"}
SAY_NOTHING = ("util", "helper", "common", "manager", "misc")


def imports(path: Path) -> Iterator[str]:
    """Give every module that a file may import, wherever in it: ``honour_roll.entry``, ``mkdocs.utils``."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno}: a room is imported by its whole name"
            yield node.module or ""
            if node.module == "honour_roll":
                yield from (f"honour_roll.{name.name}" for name in node.names)


def rooms_known_to(room: str) -> set[str]:
    return {name.split(".")[1] for name in imports(CORE / f"{room}.py") if name.startswith("honour_roll.")}


def test_every_room_has_its_place_in_the_list() -> None:
    assert sorted(ROOMS) == sorted(path.stem for path in CORE.glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_knows_only_rooms_below_it(room: str) -> None:
    below = ROOMS[: ROOMS.index(room)]
    assert rooms_known_to(room) <= set(below), f"{room}.py knows a room above itself"


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_the_hook_and_the_two_that_start_it_know_mkdocs(path: Path) -> None:
    known = {name for name in imports(path) if name.split(".")[0] in FOREIGN}
    assert bool(known) == (path.relative_to(ROOT).as_posix() in MKDOCS_MAY_BE_KNOWN), known


def test_all_rooms_work_in_a_process_that_has_no_mkdocs() -> None:
    code = (
        "import importlib, sys\n"
        f"for room in {ROOMS!r}: importlib.import_module('honour_roll.' + room)\n"
        f"print(sorted(set(m.split('.')[0] for m in sys.modules) & set({FOREIGN!r})))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "hooks", capture_output=True, encoding="utf-8", check=False
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_no_room_has_a_name_that_says_nothing() -> None:
    assert [path.name for path in CODE if any(word in path.stem for word in SAY_NOTHING)] == []


def test_no_file_is_too_long_to_be_read_at_one_sitting() -> None:
    lines = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8").count("\n") for path in CODE}
    assert {name: count for name, count in lines.items() if count > 400} == {}
