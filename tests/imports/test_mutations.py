"""Files changed at random: each is read or refused, none breaks the importer, and none takes long."""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
from pathlib import Path

import pytest
from imported import REGISTERS
from reports import REPORTS

from honour_roll.imports import word_import

FILES = sorted((Path(__file__).parent / "files").glob("d*.docx"))
_SLOWEST = 10  # seconds, on a machine that does other things too
_ODD = ("", "-1", "99999999999999999999", "x", "0", "1.5", "☃", "none")


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return a file with a few changes: of attributes, of tags, of bytes of a part, or of the archive itself."""
    if chance.random() < 0.15:
        raw = bytearray(data)
        for _ in range(chance.randint(1, 12)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        return bytes(raw[: chance.randrange(len(raw) // 2, len(raw) + 1)])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        chosen = [*chance.sample(names, k=min(len(names), 3)), "word/document.xml"]
        for name in names:
            content = old.read(name)
            if name in chosen and name.endswith((".xml", ".rels")):
                for _ in range(chance.randint(1, 4)):
                    content = changed_once(content, chance)
            if not (name in chosen and chance.random() < 0.05):
                new.writestr(name, content)
    return out.getvalue()


def changed_once(content: bytes, chance: random.Random) -> bytes:
    kind = chance.choice(["attribute", "tag", "drop", "double", "byte"])
    pattern = rb'"[^"<>]*"' if kind == "attribute" else rb"<w:\w+[^<>]*/>" if kind in ("drop", "double") else rb"<w:\w+"
    places = [*re.finditer(pattern, content)]
    if kind == "byte" or not places:
        at = chance.randrange(len(content)) if content else 0
        return content[:at] + bytes([chance.randrange(32, 127)]) + content[at + 1 :]
    one = chance.choice(places)
    new = {
        "attribute": f'"{chance.choice(_ODD)}"'.encode(),
        "tag": b"<w:" + chance.choice([b"tbl", b"tc", b"p", b"sdt", b"r", b"fldChar", b"numPr", b"x"]),
        "drop": b"",
        "double": one[0] * chance.randint(2, 40),
    }[kind]
    return content[: one.start()] + new + content[one.end() :]


def sources() -> list[bytes]:
    return [*(path.read_bytes() for path in FILES), *(report()[0] for report in REPORTS)]


def run_through(count: int, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Import ``count`` changed files; what no rule has foreseen is raised here and not told as broken."""
    chance = random.Random(seed)  # noqa: S311 - the same changes in each run
    files = sources()

    def imported(data: bytes) -> word_import.WordImport:
        try:
            return word_import._imported(data, "bao-cao.docx", REGISTERS)
        except word_import.RefusedError as error:
            return word_import.WordImport("bao-cao.docx", error.code, error.sentence)

    outcomes = set()
    for number in range(count):
        data = mutated(chance.choice(files), chance)
        start = time.perf_counter()
        outcomes.add(imported(data).outcome)
        assert time.perf_counter() - start < _SLOWEST, (seed, number)
    assert outcomes == {"draft", "refused"}


def test_changed_files_are_read_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    run_through(300, 25, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_thousands_of_changed_files_are_read_or_refused(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    run_through(500, seed, monkeypatch)
