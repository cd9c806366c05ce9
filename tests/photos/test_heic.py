"""HEIC of an iPhone: changed into JPEG where a safe decoder is installed, and told truly where none is."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace

import pillow_heif
import pytest
from test_fix import entry
from test_inspect import is_scene, scene, with_place

from honour_roll.photos import fix as photo_fixes
from honour_roll.photos import heic, inspect


def iphone(size: tuple[int, int] = (400, 600)) -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(scene(size=size)).save(out, quality=80, exif=with_place().tobytes())
    return out.getvalue()


@pytest.mark.parametrize("name", ["IMG_0001.HEIC", "a.heif", "a.hif", "gui-qua-mang.jpg"])
def test_a_photo_of_an_iphone_becomes_a_jpeg(tmp_path: Path, name: str) -> None:
    entry(tmp_path, name, scene()).write_bytes(iphone())
    ((fix,), unusable) = photo_fixes.fixes(tmp_path)
    assert unusable == []
    assert fix.why[0] == "đổi HEIC thành ảnh dùng được"
    photo_fixes.apply(tmp_path, fix)
    (made,) = set(tmp_path.iterdir()) - {tmp_path / "index.md"}
    assert made.suffix == ".png", "it has few colours"
    assert inspect.examined(made).unfit == ""
    assert is_scene(inspect.opened(made.read_bytes()))


def test_a_small_one_is_told_by_its_size(tmp_path: Path) -> None:
    entry(tmp_path, "a.heic", scene()).write_bytes(iphone((200, 150)))
    ((_, error),) = photo_fixes.fixes(tmp_path)[1]
    assert error.rule == "small-photo"


def test_half_of_one_is_told_to_be_damaged(tmp_path: Path) -> None:
    entry(tmp_path, "a.heic", scene()).write_bytes(iphone()[:-400])
    ((_, error),) = photo_fixes.fixes(tmp_path)[1]
    assert error.rule == "damaged-photo"


def test_without_a_decoder_the_photo_stays_and_the_command_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(heic, "import_module", missing)
    data = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
    entry(tmp_path, "a.heic", scene()).write_bytes(data)
    wanted, ((name, error),) = photo_fixes.fixes(tmp_path)
    assert (wanted, name, error.rule, error.mend) == ([], "a.heic", "heic-photo", "")
    assert (tmp_path / "a.heic").read_bytes() == data


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ("1.23.0", False),
        ("1.23.3", False),
        ("1.9.9", False),
        ("1.23.4", True),
        ("1.23.10", True),
        ("1.24.0-rc1", True),
    ],
)
def test_a_decoder_with_known_holes_is_not_used(monkeypatch: pytest.MonkeyPatch, version: str, safe: bool) -> None:  # noqa: FBT001 - a parameter of the test
    registered = []
    decoder = SimpleNamespace(libheif_version=lambda: version, register_heif_opener=lambda: registered.append(True))
    monkeypatch.setattr(heic, "import_module", lambda _: decoder)
    assert heic.register() == ("" if safe else version)
    assert bool(registered) is safe
