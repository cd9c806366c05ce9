"""Whatever the cache holds, the site is right."""

from __future__ import annotations

import contextlib
import pickle
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from honour_roll.builder.load import Loader
from honour_roll.builder.mkdocs_output import MkDocsOutput
from honour_roll.fingerprints import code_fingerprint, fingerprint
from honour_roll.packing import packed, unpacked
from honour_roll.settings import Settings
from honour_roll.store import Store
from random_edits import edit_much
from site_tools import (
    DOCS,
    THEME,
    cold,
    differences,
    edit,
    good_roll,
    make,
    tree,
)


def harm_nothing(_: Path) -> None:
    pass


def harm_by_removing(file: Path) -> None:
    shutil.rmtree(file.parent)


def harm_by_garbage(file: Path) -> None:
    file.write_bytes(b"\x00rubbish" * 999)


def harm_by_cutting(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def harm_by_emptying(file: Path) -> None:
    file.write_bytes(b"")


def harm_by_flipping_bytes(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for at in range(5000, len(data), 997):
        data[at] ^= 0xFF
    file.write_bytes(data)


def harm_every_row(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE kept SET value = CAST(zeroblob(40) AS BLOB) WHERE key != ?", (b"code",))


def harm_by_swapping_rows(file: Path) -> None:
    """Each value whole, but under the key of another."""
    with contextlib.closing(sqlite3.connect(file)) as database, database:
        rows = database.execute("SELECT key, value FROM kept WHERE key != ? ORDER BY key", (b"code",)).fetchall()
        turned = [(value, key) for (key, _), (_, value) in zip(rows, rows[1:] + rows[:1], strict=True)]
        database.executemany("UPDATE kept SET value = ? WHERE key = ?", turned)


def harm_by_other_code(file: Path) -> None:
    """As a former version of the code would have left it: entries that it understood otherwise."""
    with contextlib.closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE kept SET value = ? WHERE key = ?", (b"of old", b"code"))
        for key, value in database.execute("SELECT key, value FROM kept WHERE key LIKE 'entries:%'").fetchall():
            old = value[16:].replace("Ngõ xanh".encode(), "Ngõ đỏ!!".encode()[:10].ljust(len("Ngõ xanh".encode())))
            database.execute("UPDATE kept SET value = ? WHERE key = ?", (fingerprint(key, old) + old, key))


def harm_by_other_tables(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as database, database:
        database.execute("DROP TABLE kept")
        database.execute("CREATE TABLE kept (something TEXT)")


def harm_by_a_folder_there(file: Path) -> None:
    file.unlink()
    (file / "inside").mkdir(parents=True)


def harm_by_a_file_in_place_of_the_folder(file: Path) -> None:
    shutil.rmtree(file.parent)
    file.parent.write_text("not a folder", "utf-8")


def harm_by_forbidding_to_write(file: Path) -> None:
    file.chmod(0o400)
    file.parent.chmod(0o500)


HARMS = [value for name, value in sorted(globals().items()) if name.startswith("harm_")]


def edit_title(roll: Path) -> None:
    edit(roll / "2018" / "goc-xanh-vi-du", ten="Góc xanh sau khi sửa")


@pytest.fixture(scope="module")
def after_edit(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site as it is built from nothing after ``edit_title``."""
    roll = good_roll(tmp_path_factory.mktemp("after") / "entries")
    edit_title(roll)
    return cold(roll)


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_whatever_happened_to_the_cache_the_site_is_right(
    roll: Path, site: Path, cache: Path, harm: Callable[[Path], None], after_edit: dict[str, bytes]
) -> None:
    make(roll, site, cache)
    harm(cache / "build.sqlite")
    edit_title(roll)
    make(roll, site, cache)
    assert differences(tree(site), after_edit) == []
    make(roll, site, cache)  # and what that build may have left in the cache is of use
    assert differences(tree(site), after_edit) == []


class Trap:
    """What a stranger would put into a cache: unpickled, it would make a file."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)

    def __reduce__(self) -> tuple[Any, ...]:
        return open, (self.path, "w")


def test_only_values_come_out_of_a_cache() -> None:
    """Not the other things that a room knows by name: a cache that is opened may remove a file."""

    class Opened:
        def __reduce__(self) -> tuple[type, tuple[None, bytes]]:
            return Store, (None, b"")

    assert unpacked(packed(MkDocsOutput("a", "b", "c"))) == MkDocsOutput("a", "b", "c")
    assert unpacked(packed(Opened())) is None
    assert unpacked(packed(Opened()).replace(b"honour_roll.", b"honour_rolls.")) is None


def test_a_cache_from_a_stranger_runs_nothing(roll: Path, site: Path, cache: Path, tmp_path: Path) -> None:
    make(roll, site, cache)
    value = pickle.dumps(Trap(tmp_path / "caught"))
    with contextlib.closing(sqlite3.connect(cache / "build.sqlite")) as database, database:
        for (key,) in database.execute("SELECT key FROM kept WHERE key != ?", (b"code",)).fetchall():
            database.execute("UPDATE kept SET value = ? WHERE key = ?", (fingerprint(key, value) + value, key))
    make(roll, site, cache)
    assert not (tmp_path / "caught").exists()
    assert differences(tree(site), cold(roll)) == []


def test_what_was_only_checked_is_made_whole_for_the_site(roll: Path, site: Path, cache: Path) -> None:
    """A check leaves out what only a site needs; the build after it makes that up, at first and after edits."""
    for then in (lambda _: None, edit_much):
        then(roll)
        kept = Store(cache / "build.sqlite", code_fingerprint())
        loader = Loader(Settings(roll, "entries", THEME, cache, DOCS, jobs=1), kept)
        assert loader.load().problems == []
        assert not all(one.card for one in loader.cache.kept.values()), "some are new, and only checked"
        kept.close()
        make(roll, site, cache)
        assert differences(tree(site), cold(roll)) == []
