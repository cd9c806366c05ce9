"""The packages of honour_roll: twelve in layers, imports only downwards, and no file too long to be read."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from environment import ROOT

HOOKS = ROOT / "hooks"
CORE = HOOKS / "honour_roll"
CODE = [*sorted(HOOKS.rglob("*.py")), *sorted((ROOT / "scripts").rglob("*.py"))]
MODULES = sorted(path for path in CORE.rglob("*.py"))

# From the ground up: a package imports packages before it in this list, never one after it. The modules that lie in
# honour_roll itself are the ground: every package may use them, and they use none.
LAYERS = (
    *("", "text", "entries", "photos", "check", "cards", "pages", "feeds", "search", "print"),
    *("builder", "imports", "desk"),
)

FOREIGN = ("mkdocs", "material")
# The hook, and the two commands that start MkDocs.
MKDOCS_MAY_BE_KNOWN = {"hooks/mkdocs_events.py", "scripts/build.py", "scripts/preview.py"}
SAY_NOTHING = ("util", "helper", "common", "manager", "misc")


def imports(path: Path) -> Iterator[str]:
    """Yield every module that a file imports, wherever in it: ``honour_roll.entries.entry``, ``mkdocs.utils``."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}:{node.lineno}: a module is imported by its whole name"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def layer_of(module: str) -> str:
    """Return the package of ``honour_roll.entries.entry``: ``entries``; nothing for a module of the ground."""
    name = module.split(".")[1]
    return name if (CORE / name).is_dir() else ""


def test_the_layers_are_the_packages() -> None:
    assert sorted(filter(None, LAYERS)) == sorted(path.parent.name for path in CORE.glob("*/__init__.py"))
    assert len(LAYERS) == 13


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(CORE).as_posix())
def test_imports_lead_downwards(path: Path) -> None:
    own = path.parent.name if path.parent != CORE else ""
    known = {name: layer_of(name) for name in imports(path) if name.startswith("honour_roll.")}
    assert [name for name, layer in known.items() if LAYERS.index(layer) > LAYERS.index(own)] == []


@pytest.mark.parametrize("path", sorted(CORE.rglob("__init__.py")), ids=lambda path: path.parent.name)
def test_a_package_says_what_it_is_and_nothing_else(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree)
    assert len(tree.body) == 1


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_the_hook_and_the_two_that_start_it_know_mkdocs(path: Path) -> None:
    known = {name for name in imports(path) if name.split(".")[0] in FOREIGN}
    assert bool(known) == (path.relative_to(ROOT).as_posix() in MKDOCS_MAY_BE_KNOWN), known


def test_all_modules_work_in_a_process_that_has_no_mkdocs() -> None:
    names = [path.relative_to(HOOKS).with_suffix("").as_posix().replace("/", ".") for path in MODULES]
    code = (
        "import importlib, sys\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        f"print(sorted(set(m.split('.')[0] for m in sys.modules) & set({FOREIGN!r})))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=HOOKS, capture_output=True, encoding="utf-8", check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path.name for path in CODE if any(word in path.stem for word in SAY_NOTHING)] == []


def test_no_file_is_too_long_to_be_read_at_one_sitting() -> None:
    lines = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8").count("\n") for path in CODE}
    assert {name: count for name, count in lines.items() if count > 400} == {}
