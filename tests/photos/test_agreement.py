"""Check and fix agree: after ``fix_photos`` the check asks for words alone, and of what is left both say the same."""

from __future__ import annotations

import tempfile
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from test_containers import BEHIND, BLOCKS, DISPLAY_P3, encoded, with_blocks
from test_inspect import LAID_DOWN, ORIENTATION, as_bytes, half, is_scene, noise, png_claiming, scene, with_place

from conftest import GOOD
from honour_roll.check.check import checked
from honour_roll.entries import folders
from honour_roll.photos import fix as photo_fixes
from honour_roll.photos import header_edits, inspect
from honour_roll.photos.names import _stem, is_plain
from honour_roll.problem import Problem

RIGHT = (GOOD / "2018/sach-duong-minh-hoa/index.md").read_text("utf-8")
ENTRY = Path("2018/mo-hinh-thu")
# What is asked of staff: words, and which photo is meant or to be left out.
WORDS = {"missing-key", "missing-photo", "photo-twice", "photo-outside", "hidden-character", "not-nfc"}


def entry(folder: Path, photos: dict[str, bytes], header: str) -> Path:
    path = folder / ENTRY
    path.mkdir(parents=True)
    (path / "index.md").write_text(RIGHT.replace("trang_thai:", f"{header}trang_thai:", 1), "utf-8")
    for name, data in photos.items():
        (path / name).write_bytes(data)
    return path


def problems_of(folder: Path) -> list[Problem]:
    return checked(folder, folders.folder_at(folder, ENTRY.as_posix()), "entries")[1]


def listing(names: list[str], style: str) -> str:
    if not names:
        return {"block": "", "flow": "anh: []\n", "blank": "anh:\n"}[style]
    rows = [f"tep: '{name}', mo_ta: Góc phố sau khi trồng hoa, tac_gia: 'Tổ dân phố'" for name in names]
    if style == "flow":
        return "anh: [" + ", ".join(f"{{{row}}}" for row in rows) + "]\n"
    return "anh:\n" + "".join("  - " + row.replace(", ", "\n    ") + "  # ảnh\n" for row in rows)


def fixed(path: Path) -> dict[str, inspect.UnusablePhotoError]:
    """Fix a folder, and see that a second run has nothing to do; return the photos that cannot be fixed."""
    wanted, unusable = photo_fixes.fixes(path)
    for fix in wanted:
        photo_fixes.apply(path, fix)
    again, still_unusable = photo_fixes.fixes(path)
    assert again == []
    assert [(name, str(error)) for name, error in still_unusable] == [(name, str(error)) for name, error in unusable]
    return dict(unusable)


# --- any folder -------------------------------------------------------------------------------------------------------

SIZES = st.sampled_from(
    [(400, 300), (320, 160), (319, 900), (200, 150), (240, 180), (640, 2561), (330, 2700), (9000, 400), (2700, 350)]
)
NAMES = st.sampled_from(
    [
        "goc-xanh.jpg",
        "IMG_0001.JPG",
        "img_0001.jpg",
        "Ảnh chụp lúc 3.04.05\u202fPM.png",
        "con.jpg",
        "AUX.png",
        "a b.webp",
        "a\u00a0b.webp",
        "Góc xanh.jpg",
        "Go\u0301c xanh.jpg",
        "a.JPEG",
        "a.jpeg",
        "A.jpg",
        "nul.anh.jpg",
        "tải xuống (1).jfif",
        "so-do.bmp",
        "so-do.gif",
        "quét.TIF",
        "a.avif",
        "\u202aa.png",
        "LPT1.jfif",
        "a.jpg.",
        "a.gif ",
    ]
)
FORMATS = st.sampled_from(["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF"])
TYPED = st.sampled_from(["as it is", "in capitals", "in small letters", "without ending", "with a folder", "not"])


class Shot(NamedTuple):
    """A photo by what it is made of: short to read when a test fails."""

    kind: str
    size: tuple[int, int]
    mode: str
    turn: int  # 0: no EXIF
    profile: bool
    blocks: list[str]
    behind: str

    def file(self) -> bytes:
        options: dict[str, object] = {}
        if self.turn:
            exif = with_place()
            exif[ORIENTATION] = self.turn
            options["exif"] = exif
        if self.profile:
            options["icc_profile"] = DISPLAY_P3
        data = encoded(self.kind, shot_of(self.size).convert(self.mode), **options)
        if self.kind in BLOCKS:
            blocks = [BLOCKS[self.kind][name] for name in self.blocks if name in BLOCKS[self.kind]]
            data = with_blocks(self.kind, data, blocks) if blocks else data
        return data + BEHIND.get(self.behind, b"")


@cache
def shot_of(size: tuple[int, int]) -> Image.Image:
    return noise(size) if max(size) < 1000 else scene(size=size)


SHOTS = st.builds(
    Shot,
    FORMATS,
    SIZES,
    st.sampled_from(["RGB", "L"]),
    st.sampled_from([0, 0, *range(1, 9)]),
    st.booleans(),
    st.lists(st.sampled_from(sorted({name for blocks in BLOCKS.values() for name in blocks})), max_size=3),
    st.sampled_from(["", "", "", *BEHIND]),
)


def as_typed(name: str, how: str) -> str:
    match how:
        case "in capitals":
            return name.upper()
        case "in small letters":
            return name.lower()
        case "without ending":
            return name.rpartition(".")[0]
        case "with a folder":
            return f"D:\\Ảnh\\{name}"
        case _:
            return name


@settings(max_examples=12)
@given(
    shots=st.dictionaries(NAMES, SHOTS, min_size=1, max_size=4),
    how=st.lists(TYPED, min_size=4, max_size=4),
    style=st.sampled_from(["block", "flow"]),
)
def test_after_a_fix_only_words_are_asked_for(shots: dict[str, Shot], how: list[str], style: str) -> None:
    alike = Counter(map(_stem, shots))  # twins must be typed as they are: of any other name nobody knows which is meant
    typed = [
        as_typed(name, one if alike[_stem(name)] == 1 else "as it is")
        for name, one in zip(shots, how, strict=False)
        if one != "not"
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = entry(Path(folder), {name: shot.file() for name, shot in shots.items()}, listing(typed, style))
        before = {problem.path.rpartition("/")[2]: problem for problem in problems_of(Path(folder))}
        unusable = fixed(path)
        left = problems_of(Path(folder))
        for problem in left:
            name = problem.path.rpartition("/")[2]
            if name in unusable:
                assert (problem.rule, problem.text) == (unusable[name].rule, unusable[name].text)
                assert before[name] == problem, "the check gave that reason from the start"
            else:
                assert problem.rule in WORDS, problem
        kept = {file.name for file in path.iterdir()} - {"index.md"} - unusable.keys()
        assert all(map(is_plain, kept))
        assert len(kept) == len(shots) - len(unusable)
        listed = header_edits.listed((path / "index.md").read_bytes())
        assert kept - set(listed) == set() or any(problem.rule == "missing-photo" for problem in left)


# --- one file ---------------------------------------------------------------------------------------------------------

ENDS: dict[str, bytes] = {
    "200 x 150": as_bytes("JPEG", scene(size=(200, 150))),
    "240 x 180": as_bytes("JPEG", scene(size=(240, 180))),
    "319 x 900": as_bytes("PNG", scene(size=(319, 900))),
    "a strip": as_bytes("JPEG", scene(size=(20_000, 1_000))),
    "a ribbon": as_bytes("JPEG", scene(size=(1_000, 20_000))),
    "half a JPEG": half(as_bytes("JPEG")),
    "half a PNG": half(as_bytes("PNG")),
    "half a WebP": half(as_bytes("WEBP")),
    "nothing": b"",
    "text": b"Kinh gui",
    "a pointer of Git LFS": b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
    "a huge PNG": png_claiming(10_000, 8_000),
    "half a GIF": half(as_bytes("GIF")),
    "half a BMP": half(as_bytes("BMP")),
    "half a TIFF": half(as_bytes("TIFF")),
    "a JPEG with a place that no decoder draws": encoded("JPEG", scene(), exif=with_place()).replace(
        b"\xff\xc0", b"\xff\xc3"
    ),
    "a small GIF": as_bytes("GIF", scene(size=(100, 100))),
}


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "Ảnh 1.JPG", "a.gif"])
@pytest.mark.parametrize("what", ENDS)
def test_check_and_fix_give_one_reason_for_a_photo_that_cannot_be_used(tmp_path: Path, what: str, name: str) -> None:
    path = entry(tmp_path, {name: ENDS[what]}, listing([name], "block"))
    ((told, error),) = fixed(path).items()
    (problem,) = problems_of(tmp_path)
    assert (told, error.rule, error.text, error.mend) == (name, problem.rule, problem.text, problem.mend)
    assert "Chạy: python scripts/fix_photos.py" not in problem.mend


def tiff(mode: str) -> bytes:
    grey = scene("L")
    deep = grey.convert("I").point(lambda value: value * 257).convert("I;16")
    return as_bytes("TIFF", deep if mode == "I;16" else grey.convert(mode) if mode == "F" else scene(mode))


ENDINGS = {"bmp": "BMP", "dib": "DIB", "gif": "GIF", "tif": "TIFF", "TIFF": "TIFF", "avif": "AVIF"}
MENDED: dict[str, bytes] = {
    **{f"Tải xuống.{ending}": as_bytes("JPEG") for ending in ("jfif", "jpe", "jif", "pjpeg", "JPG", "jpeg")},
    **dict.fromkeys(["a.jpg.", "a.JPG. ", "a.mpo", f"{100 * 'x'}.jfif"], as_bytes("JPEG")),
    **{f"anh.{ending}": as_bytes(kind) for ending, kind in ENDINGS.items()},
    **{f"goi-nham-{ending.lower()}.jpg": as_bytes(kind) for ending, kind in ENDINGS.items()},
    **{f"quet-{mode}.tif": tiff(mode) for mode in ("1", "L", "LA", "P", "RGBA", "I;16", "CMYK", "YCbCr", "F")},
    **dict.fromkeys(["con.jpg", "AUX.JPG", "nul.jpg", "prn.nhom.jpg", "com1.jpg", "LPT9.jpg"], as_bytes("JPEG")),
}


@pytest.mark.parametrize("name", MENDED)
def test_a_photo_of_any_format_and_name_becomes_fit(tmp_path: Path, name: str) -> None:
    path = entry(tmp_path, {name: MENDED[name]}, listing([name], "block"))
    (before,) = problems_of(tmp_path)
    assert before.mend.startswith("Chạy: python scripts/fix_photos.py entries/2018/mo-hinh-thu")
    assert fixed(path) == {}
    assert problems_of(tmp_path) == []
    (made,) = set(path.iterdir()) - {path / "index.md"}
    assert is_plain(made.name)
    assert inspect.examined(made).unfit == ""


@pytest.mark.parametrize("turn", LAID_DOWN)
def test_a_photo_turned_by_its_exif_stays_as_it_was_shot(tmp_path: Path, turn: int) -> None:
    exif = with_place()
    exif[ORIENTATION] = turn
    path = entry(tmp_path, {"a.jpg": encoded("JPEG", scene(), exif=exif)}, listing(["a.jpg"], "block"))
    before = inspect.opened((path / "a.jpg").read_bytes()).tobytes()
    fixed(path)
    after = inspect.opened((path / "a.jpg").read_bytes())
    assert after.tobytes() == before
    assert inspect.orientation(after) == turn
    assert problems_of(tmp_path) == []


@pytest.mark.parametrize("kind", ["TIFF", "AVIF"])
@pytest.mark.parametrize("turn", LAID_DOWN)
def test_a_photo_of_another_format_is_turned_once(tmp_path: Path, turn: int, kind: str) -> None:
    exif = with_place()
    exif[ORIENTATION] = turn
    laid_down = LAID_DOWN[turn]
    shot = scene() if laid_down is None else scene().transpose(laid_down)
    path = entry(tmp_path, {"a.jpg": encoded(kind, shot, exif=exif)}, listing(["a.jpg"], "block"))
    fixed(path)
    (made,) = set(path.iterdir()) - {path / "index.md"}
    picture = inspect.opened(made.read_bytes())
    assert (picture.size, inspect.orientation(picture)) == ((400, 600), 1)
    assert is_scene(picture.convert("RGB"))


@pytest.mark.parametrize(
    "typed",
    [
        "IMG_0001.jpg",
        " img_0001.jpg",
        "img_0001.JPG",
        "IMG_0001",
        "img_0001.jpg",
        "IMG_0001.HEIC",
        "./IMG_0001.JPG",
        "IMG 0001.jpg",
        "IMG_0001.JPG ",
    ],
)
@pytest.mark.parametrize("name", ["IMG_0001.JPG", "img_0001.jpg"])
def test_header_and_disk_may_differ_in_letters_that_look_alike(tmp_path: Path, name: str, typed: str) -> None:
    path = entry(tmp_path, {name: as_bytes("JPEG")}, listing([typed], "block"))
    if (name, typed) != ("img_0001.jpg", "img_0001.jpg"):
        (problem,) = problems_of(tmp_path)
        assert "Chạy: python scripts/fix_photos.py" in problem.mend
    fixed(path)
    assert problems_of(tmp_path) == []


def test_twins_in_composed_and_decomposed_letters_get_two_names_in_one_run(tmp_path: Path) -> None:
    twins = {
        unicodedata.normalize("NFC", "Góc.jpg"): as_bytes("JPEG"),
        unicodedata.normalize("NFD", "Góc.jpg"): as_bytes("JPEG", scene("L")),
    }
    path = entry(tmp_path, twins, listing([*twins], "block"))
    fixed(path)
    assert header_edits.listed((path / "index.md").read_bytes()) == ["goc-2.jpg", "goc.jpg"]
    assert problems_of(tmp_path) == []


def test_a_name_that_is_too_long_is_cut(tmp_path: Path) -> None:
    path = entry(tmp_path, {f"{120 * 'x'}.jpg": as_bytes("JPEG")}, listing([f"{120 * 'x'}.jpg"], "block"))
    fixed(path)
    assert problems_of(tmp_path) == []


def test_twins_in_case_get_two_names(tmp_path: Path) -> None:
    path = entry(
        tmp_path,
        {"A.jpg": as_bytes("JPEG"), "a.jpg": as_bytes("JPEG", scene("L"))},
        listing(["A.jpg", "a.jpg"], "block"),
    )
    assert [problem.rule for problem in problems_of(tmp_path)] == ["bad-photo-name"]
    fixed(path)
    assert problems_of(tmp_path) == []
    assert sorted(file.name.lower() for file in path.iterdir()) == ["a-2.jpg", "a.jpg", "index.md"]
    assert "a-2.jpg" in (path / "index.md").read_text("utf-8")


def test_a_photo_that_cannot_be_laid_down_is_not_told_to_be(tmp_path: Path) -> None:
    path = entry(tmp_path, {"a.jpg": as_bytes("JPEG")}, "anh: a.jpg\n")
    assert [problem.rule for problem in problems_of(tmp_path)] == ["wrong-type"]
    assert fixed(path) == {}


def test_a_photo_that_the_header_does_not_name_is_laid_down_there(tmp_path: Path) -> None:
    path = entry(tmp_path, {"Ảnh 1.JPG": as_bytes("JPEG")}, "")
    (problem,) = problems_of(tmp_path)
    assert problem.rule == "unnamed-photo"
    fixed(path)
    assert "anh:\n  - tep: anh-1.jpg\n    mo_ta:\n    tac_gia:\n---\n" in (path / "index.md").read_text("utf-8")
    problems = problems_of(tmp_path)
    assert [problem.rule for problem in problems] == ["missing-key"] * 2
    assert all(problem.line for problem in problems)
