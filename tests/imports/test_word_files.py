"""Every Word file of the collection becomes what its expectation says, loses no word, and passes the check."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest
from expected import wrong
from imported import imported, lost_words
from reports import REPORTS, Report

from honour_roll.imports import old_office

FILES = Path(__file__).parent / "files"
EXPECTED = sorted(FILES.glob("*.expected.json"))


def content(name: str) -> bytes:
    """Return a file of the collection; one that is nearly all the same byte lies there compressed."""
    path = FILES / name
    return path.read_bytes() if path.exists() else lzma.decompress((FILES / f"{name}.xz").read_bytes())


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.name.partition(".")[0])
def test_a_file_becomes_what_is_expected(path: Path, tmp_path: Path) -> None:
    wanted = json.loads(path.read_text("utf-8"))
    data = content(wanted["file"])
    if wanted["file"].endswith(".doc") and not old_office.found():
        wanted = wanted["without_libreoffice"]
    made = imported(data, tmp_path, wanted.get("file", ""))
    assert list(wrong(wanted, made.answer, made.draft)) == []
    assert made.answer.get("problems", []) == []
    if made.draft and data.startswith(b"PK"):
        assert lost_words(data, made) == {}


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.__name__)
def test_a_report_of_our_own_becomes_what_is_expected(report: type[Report], tmp_path: Path) -> None:
    data, wanted = report()
    made = imported(data, tmp_path)
    assert list(wrong(wanted, made.answer, made.draft)) == []
    assert made.answer["problems"] == []
    assert lost_words(data, made) == {}


def test_a_wrong_answer_is_seen(tmp_path: Path) -> None:
    """The checker itself can fail: an answer without its draft's words is wrong in each of its points."""
    data, wanted = REPORTS[0]()
    made = imported(data, tmp_path)
    assert made.draft is not None
    made.draft.sections = {"*": "", "Kết quả": ""}
    emptied = made.answer | {"fields": {}, "figures": [], "taken_off": []}
    told = {line.partition(" ")[0] for line in wrong(wanted, emptied, made.draft)}
    assert told == {"section", "table", "field", "figure", "not"}
