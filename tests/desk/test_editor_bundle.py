"""The committed bundle of the editor: made from the sources beside it, with the licences of all that is in it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from environment import ROOT

EDITOR = ROOT / "hooks" / "desk" / "editor"
STATIC = ROOT / "hooks" / "desk" / "static"
MADE = ("editor.js", "editor.css", "LICENSES-editor.txt")


def fingerprint(folder: Path) -> str:
    """The SHA-256 of the names and texts of the sources, as ``build.mjs`` says it."""
    names = sorted(path.name for path in folder.iterdir() if path.suffix in (".mjs", ".css", ".json"))
    texts = [f"{name}\0{(folder / name).read_text('utf-8')}\0" for name in (*names, "../static/roving_bar.js")]
    return hashlib.sha256("".join(texts).encode()).hexdigest()


def lock() -> dict[str, dict[str, object]]:
    packages: dict[str, dict[str, object]] = json.loads((EDITOR / "package-lock.json").read_text("utf-8"))["packages"]
    return packages


@pytest.mark.parametrize("name", MADE[:2])
def test_the_bundle_is_made_from_the_sources_beside_it(name: str) -> None:
    first = (STATIC / name).read_text("utf-8").partition("\n")[0]
    assert fingerprint(EDITOR) in first, "run npm ci && npm run build in hooks/desk/editor"


def test_every_package_is_pinned_and_none_says_from_where_it_was_fetched() -> None:
    wanted = json.loads((EDITOR / "package.json").read_text("utf-8"))
    for version in {**wanted["dependencies"], **wanted["devDependencies"]}.values():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    for name, package in lock().items():
        assert "resolved" not in package
        assert not name or str(package["integrity"]).startswith("sha512-")


def test_the_licences_are_those_of_what_may_be_bundled() -> None:
    heads = re.findall(
        r"^-{80}\n\n(\S+) (\S+) \((\S+)\)$", (STATIC / "LICENSES-editor.txt").read_text("utf-8"), re.MULTILINE
    )
    locked = {path.removeprefix("node_modules/"): package for path, package in lock().items()}
    assert {"prosemirror-view", "prosemirror-model", "markdown-it", "entities"} <= {name for name, _, _ in heads}
    for name, version, licence in heads:
        assert locked[name]["version"] == version
        assert locked[name]["license"] == licence
        assert licence in ("MIT", "BSD-2-Clause")


@pytest.mark.slow
def test_the_bundle_comes_out_the_same_byte_for_byte(tmp_path: Path) -> None:
    node = shutil.which("node")
    if not node or not (EDITOR / "node_modules").exists():
        pytest.skip("needs Node, and npm ci in hooks/desk/editor")
    done = subprocess.run([node, "build.mjs", tmp_path], cwd=EDITOR, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert [name for name in MADE if (tmp_path / name).read_bytes() != (STATIC / name).read_bytes()] == []
