"""Fixes: photos from a phone become fit for git, and nothing of what staff wrote or shot is ever lost."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from test_inspect import DISPLAY_P3, GPS, LAID_DOWN, ORIENTATION, XMP, is_scene, noise, saved, scene, with_place

from honour_roll.entries import yaml_reader
from honour_roll.photos import fix as photo_fixes
from honour_roll.photos import header_edits, inspect

HEADER = """---
ten: "Mô hình thử"  # giữ nguyên
anh:
  - tep: {}   # ảnh bìa
    mo_ta: "Ảnh này: tep là IMG 1.JPG"
    tac_gia: 'Hội Phụ nữ'
---
## Thực trạng
- tep: IMG 1.JPG
"""


def entry(folder: Path, name: str, picture: Image.Image, **options: Any) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "index.md").write_text(HEADER.format(name), "utf-8")
    return saved(folder, name, picture, format=options.pop("format", "JPEG"), **options)


def fixed(folder: Path) -> list[photo_fixes.Fix]:
    """Mend everything in a folder, and see that nothing is left to mend."""
    wanted, unusable = photo_fixes.fixes(folder)
    assert unusable == []
    for fix in wanted:
        photo_fixes.apply(folder, fix)
    assert photo_fixes.fixes(folder) == ([], [])
    return wanted


def looked_at(path: Path) -> Image.Image:
    return Image.open(io.BytesIO(path.read_bytes()))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# --- pictures ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("orientation", LAID_DOWN)
def test_a_phone_s_photo_becomes_upright_clean_and_small(tmp_path: Path, orientation: int) -> None:
    turn = LAID_DOWN[orientation]
    exif = with_place()
    exif[ORIENTATION] = orientation
    upright = scene(size=(3000, 4000))
    entry(
        tmp_path,
        "IMG 1.JPG",
        upright.transpose(turn) if turn is not None else upright,
        exif=exif,
        xmp=XMP,
        comment=b"secret",
        icc_profile=DISPLAY_P3,
    )
    (fix,) = fixed(tmp_path)
    assert (fix.old, fix.new) == ("IMG 1.JPG", "img-1.jpg")
    assert {"xóa nơi chụp (GPS)", "thu nhỏ", "đổi màu sang sRGB", "đổi tên thành img-1.jpg"} <= set(fix.why)
    assert ("xoay cho thẳng" in fix.why) == (orientation != 1)
    original = inspect.examined(tmp_path / "img-1.jpg")
    assert (original.width, original.height, original.unfit) == (1920, 2560, "")
    picture = looked_at(tmp_path / "img-1.jpg")
    assert dict(picture.getexif()) == {}
    assert not picture.info.keys() & {"exif", "xmp", "icc_profile", "comment"}
    assert not [w for w in (b"secret", b"PhoneMaker", b"GPS") if w in (tmp_path / "img-1.jpg").read_bytes()]
    if orientation in (1, 6):
        assert is_scene_in_p3(picture)
    assert sorted(contents(tmp_path)) == ["img-1.jpg", "index.md"]
    assert (tmp_path / "index.md").read_text("utf-8") == HEADER.format("img-1.jpg")


def is_scene_in_p3(picture: Image.Image) -> bool:
    """Return whether the scene is upright; its red and its blue are stronger than they were in Display P3."""
    white, red, blue = (
        picture.getpixel((int(x * picture.width), int(y * picture.height)))
        for x, y in ((0.1, 0.1), (0.9, 0.1), (0.5, 0.9))
    )
    assert isinstance(white, tuple)
    assert isinstance(red, tuple)
    assert isinstance(blue, tuple)
    return min(white) > 240 and red[0] - red[2] > 130 and blue[2] - blue[0] > 130


def test_a_photo_that_is_fit_already_is_left_alone(tmp_path: Path) -> None:
    entry(tmp_path, "goc-xanh.jpg", scene())
    more = "".join(
        f"  - tep: {saved(tmp_path, *photo).name}\n" for photo in (("so-do.png", scene("P")), ("a.webp", scene()))
    )
    index = tmp_path / "index.md"
    index.write_text(index.read_text("utf-8").replace("anh:\n", f"anh:\n{more}"), "utf-8")
    (tmp_path / "ghi-chu.txt").write_text("x", "utf-8")
    before = contents(tmp_path)
    assert fixed(tmp_path) == []
    assert contents(tmp_path) == before


def test_a_name_is_mended_without_touching_the_picture(tmp_path: Path) -> None:
    data = entry(tmp_path, "Góc xanh.JPEG", scene()).read_bytes()
    (fix,) = fixed(tmp_path)
    assert (fix.new, fix.data) == ("goc-xanh.jpg", None)
    assert (tmp_path / "goc-xanh.jpg").read_bytes() == data
    assert (tmp_path / "index.md").read_text("utf-8") == HEADER.format("goc-xanh.jpg")


def test_a_name_in_composed_and_decomposed_letters_is_the_same_name(tmp_path: Path) -> None:
    entry(tmp_path, "Go\u0301c xanh.jpg", scene())
    (tmp_path / "index.md").write_text(HEADER.format("G\u00f3c xanh.jpg"), "utf-8")
    fixed(tmp_path)
    assert (tmp_path / "index.md").read_text("utf-8") == HEADER.format("goc-xanh.jpg")


def test_two_photos_never_get_one_name(tmp_path: Path) -> None:
    entry(tmp_path, "ảnh.jpg", scene())
    for number, name in enumerate(("anh.jpg", "Anh.JPG", "Ảnh.jpg", "anh!.jpg", "!!!.jpg", "???.jpg")):
        saved(tmp_path, name, Image.new("RGB", (400, 400), (number * 40, 0, 0)))
    before = {inspect.examined(path).fingerprint for path in tmp_path.glob("*.[jJ]*")}
    fixed(tmp_path)
    after = {inspect.examined(path).fingerprint for path in tmp_path.glob("*.jpg")}
    assert after == before
    assert len(after) == 7


def test_a_wrong_ending_is_mended_with_the_name(tmp_path: Path) -> None:
    entry(tmp_path, "a.jpg", scene(), format="PNG")
    (fix,) = fixed(tmp_path)
    assert (fix.new, fix.data) == ("a.png", None)
    assert (tmp_path / "index.md").read_text("utf-8") == HEADER.format("a.png")
    assert is_scene(looked_at(tmp_path / "a.png").convert("RGB"))


@pytest.mark.parametrize(("name", "new"), [("a.jpg", "a.jpg"), ("a.png", "a.jpg"), ("a.webp", "a.webp")])
def test_a_heavy_photo_becomes_light(tmp_path: Path, name: str, new: str) -> None:
    """A photograph saved as PNG would keep few pixels: it becomes a JPEG."""
    entry(tmp_path, name, noise((1800, 1200)), format=None, **({} if name == "a.png" else {"quality": 100}))
    assert (tmp_path / name).stat().st_size > inspect.HEAVIEST
    (fix,) = fixed(tmp_path)
    assert fix.new == new
    assert (tmp_path / new).stat().st_size <= 1_000_000
    original = inspect.examined(tmp_path / new)
    assert original.unfit == ""
    assert original.width > 1200
    assert (tmp_path / "index.md").read_text("utf-8") == HEADER.format(new)


def test_a_photo_of_two_hundred_megapixels_is_shrunk(tmp_path: Path) -> None:
    """It is decoded at a quarter of its size: tests/bench/fix_photos.py holds the memory."""
    exif = with_place()
    exif[ORIENTATION] = 6
    entry(tmp_path, "a.jpg", Image.new("L", (16_384, 12_288), 90), exif=exif)
    assert inspect.examined(tmp_path / "a.jpg").unfit == "Ảnh còn ghi nơi chụp (GPS)."
    (fix,) = fixed(tmp_path)
    assert fix.why == ("xóa nơi chụp (GPS)", "xoay cho thẳng", "thu nhỏ")
    original = inspect.examined(tmp_path / "a.jpg")
    assert (original.width, original.height, original.unfit) == (1920, 2560, "")


@pytest.mark.parametrize(
    ("size", "options", "text"),
    [
        (
            (10_000, 6_000),
            {"progressive": True},
            "Ảnh JPEG progressive có 60 triệu điểm ảnh, máy chỉ nhận đến 50 triệu.",
        ),
        ((16_400, 13_000), {}, "Ảnh này có hơn 210 triệu điểm ảnh, máy chỉ nhận đến 210 triệu."),
    ],
)
def test_what_must_be_decoded_whole_may_be_less_large(
    tmp_path: Path, size: tuple[int, int], options: dict[str, Any], text: str
) -> None:
    entry(tmp_path, "a.jpg", Image.new("L", size, 90), **options)
    ((_, error),) = photo_fixes.fixes(tmp_path)[1]
    with pytest.raises(inspect.UnusablePhotoError) as told:
        inspect.examined(tmp_path / "a.jpg")
    assert error.args == told.value.args
    assert (error.rule, error.text) == ("huge-photo", text)


def test_a_drawing_stays_sharp(tmp_path: Path) -> None:
    entry(tmp_path, "a.bmp", scene(size=(1200, 900)), format="BMP")
    (fix,) = fixed(tmp_path)
    assert fix.new == "a.png"
    assert looked_at(tmp_path / "a.png").convert("RGB").tobytes() == scene(size=(1200, 900)).tobytes()


def test_a_grey_photograph_becomes_a_jpeg(tmp_path: Path) -> None:
    entry(tmp_path, "a.tif", noise((2400, 1600)).convert("L"), format="TIFF")
    (fix,) = fixed(tmp_path)
    assert fix.new == "a.jpg"


@pytest.mark.parametrize(
    ("rule", "data"),
    [
        ("unreadable-photo", b"text"),
        ("unreadable-photo", b""),
        ("damaged-photo", None),
        ("huge-photo", 10_000_000_000),
    ],
)
def test_what_cannot_be_mended_is_told_and_left_alone(tmp_path: Path, rule: str, data: bytes | int | None) -> None:
    path = entry(tmp_path, "IMG 1.JPG", scene(), exif=with_place())
    if isinstance(data, int):
        os.truncate(path, data)
    else:
        path.write_bytes(path.read_bytes()[:3000] if data is None else data)
    size = path.stat().st_size
    wanted, unusable = photo_fixes.fixes(tmp_path)
    assert wanted == []
    assert [(name, error.rule) for name, error in unusable] == [("IMG 1.JPG", rule)]
    assert path.stat().st_size == size


def test_links_folders_and_what_is_no_picture_are_left_alone(tmp_path: Path) -> None:
    entry(tmp_path / "bai", "a.jpg", scene())
    (tmp_path / "bai" / "Thư mục.jpg").mkdir()
    (tmp_path / "bai" / "Lối tắt.jpg").symlink_to(saved(tmp_path, "xa.jpg", scene(), exif=with_place()))
    assert photo_fixes.fixes(tmp_path / "bai") == ([], [])


# --- nothing is lost --------------------------------------------------------------------------------------------------


def test_when_the_header_cannot_be_written_everything_stays(tmp_path: Path) -> None:
    entry(tmp_path, "IMG 1.JPG", scene(), exif=with_place())
    before = contents(tmp_path)
    ((fix,), _) = photo_fixes.fixes(tmp_path)
    (tmp_path / "~$index.md").mkdir()  # as if somebody had it open: it cannot be replaced
    with pytest.raises(OSError, match="index"):
        photo_fixes.apply(tmp_path, fix)
    (tmp_path / "~$index.md").rmdir()
    assert contents(tmp_path) == before
    photo_fixes.apply(tmp_path, fix)
    assert sorted(contents(tmp_path)) == ["img-1.jpg", "index.md"]


def test_when_the_new_photo_cannot_be_written_everything_stays(tmp_path: Path) -> None:
    entry(tmp_path, "IMG 1.JPG", scene(), exif=with_place())
    before = contents(tmp_path)
    ((fix,), _) = photo_fixes.fixes(tmp_path)
    (tmp_path / "~$img-1.jpg").mkdir()
    with pytest.raises(OSError, match="img-1"):
        photo_fixes.apply(tmp_path, fix)
    (tmp_path / "~$img-1.jpg").rmdir()
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    "header", [b"ten: x\n", b"---\nten: a: b\n---\n", b"---\nten: \xff\xfe\n---\n", b"---\nten: x\n"]
)
def test_when_the_header_cannot_be_read_everything_stays(tmp_path: Path, header: bytes) -> None:
    entry(tmp_path, "IMG 1.JPG", scene(), exif=with_place())
    (tmp_path / "index.md").write_bytes(header)
    before = contents(tmp_path)
    ((fix,), _) = photo_fixes.fixes(tmp_path)
    with pytest.raises(ValueError):
        photo_fixes.apply(tmp_path, fix)
    assert contents(tmp_path) == before


def test_a_photo_is_mended_also_where_no_header_is_yet(tmp_path: Path) -> None:
    entry(tmp_path, "IMG 1.JPG", scene(), exif=with_place())
    (tmp_path / "index.md").unlink()
    fixed(tmp_path)
    assert sorted(contents(tmp_path)) == ["img-1.jpg"]
    assert not looked_at(tmp_path / "img-1.jpg").getexif().get_ifd(GPS)


def test_a_photo_that_the_header_does_not_name_is_listed_there(tmp_path: Path) -> None:
    entry(tmp_path, "img-1.jpg", scene())
    saved(tmp_path, "IMG 2.JPG", scene(), exif=with_place())
    (fix,) = fixed(tmp_path)
    assert fix.why[-1] == "khai vào mục anh, còn thiếu mo_ta và tac_gia"
    assert sorted(contents(tmp_path)) == ["img-1.jpg", "img-2.jpg", "index.md"]
    item = "  - tep: img-2.jpg\n    mo_ta:\n    tac_gia:\n---\n"
    assert (tmp_path / "index.md").read_text("utf-8") == HEADER.format("img-1.jpg").replace("---\n", item).replace(
        item, "---\n", 1
    )
    assert not looked_at(tmp_path / "img-2.jpg").getexif().get_ifd(GPS)


@pytest.mark.parametrize(("name", "kind"), [("IMG 1.JPG", "JPEG"), ("so do.tif", "TIFF")])
def test_a_run_that_was_cut_short_before_it_removed_the_old_photo_leaves_no_copy(
    tmp_path: Path, name: str, kind: str
) -> None:
    entry(tmp_path, "bia.jpg", scene("L"))
    old = saved(tmp_path, name, scene(), format=kind, exif=with_place()).read_bytes()
    fixed(tmp_path)
    done = contents(tmp_path)
    (tmp_path / name).write_bytes(old)
    fixed(tmp_path)
    assert contents(tmp_path) == done


def test_a_photo_that_only_has_the_plain_name_of_another_stays(tmp_path: Path) -> None:
    entry(tmp_path, "img-1.jpg", scene("L"))
    saved(tmp_path, "IMG 1.JPG", scene())
    fixed(tmp_path)
    assert sorted(contents(tmp_path)) == ["img-1-2.jpg", "img-1.jpg", "index.md"]


# --- the header, byte for byte ----------------------------------------------------------------------------------------

NEW = "goc-xanh.jpg"
NAMES = st.sampled_from(
    ["IMG 1.JPG", "Góc xanh.jpg", "a.png", "ảnh-🌳.webp", "it's.jpg", "1.jpg", "a  b.jpg", "x#y.jpg"]
)
STYLES = st.sampled_from(["plain", "single", "double", "folded"])
BEFORE = st.sampled_from(
    [
        "",
        "ten: 'Mô hình' # tep: IMG 1.JPG\n",
        'tom_tat: "tep: 🌳 IMG 1.JPG"\n',
        "# anh:\n",
        "nguon:\n  - {ma: n1, ten: IMG 1.JPG}\n",
        "\n",
        "ghi_chu: >\n  tep: a.png\n",
    ]
)
INSIDE = st.sampled_from(["", "    mo_ta: IMG 1.JPG\n", "    # tep: a.png\n", "    tac_gia: 'Góc xanh.jpg'\n"])
AFTER = st.sampled_from(["", "loai: tap-the   \n", "# hết\n", "phoi_hop: []\n"])
COMMENT = st.sampled_from(["", "  # ảnh bìa", " # tep: a.png"])
BODY = st.sampled_from(["", "## Thực trạng\n", "- tep: IMG 1.JPG\n---\nanh:\n  - tep: a.png\n"])


def written(name: str, style: str) -> str:
    match style:
        case "single":
            return "'" + name.replace("'", "''") + "'"
        case "double":
            return f'"{name}"'
        case "folded":
            return f">-\n      {name}"
        case _:
            return name


def value_after(style: str) -> str:
    return {"single": f"'{NEW}'", "double": f'"{NEW}"'}.get(style, NEW)


@st.composite
def headers(draw: st.DrawFn) -> tuple[str, str, str]:
    """Return an ``index.md``, the name to look for, and the same file with the new name."""
    old = draw(NAMES)
    top, bottom, body = draw(BEFORE), draw(AFTER), draw(BODY)
    before, after = f"---\n{top}anh:\n", f"---\n{top}anh:\n"
    for name in draw(st.lists(NAMES, min_size=1, max_size=4)):
        style = draw(STYLES)
        if style == "folded" and "  " in name:
            style = "plain"
        rest = "" if style == "folded" else draw(COMMENT)
        inside = draw(INSIDE)
        first, lead = draw(st.sampled_from([("  - ", ""), ("  - mo_ta: một\n    ", "")]))
        if "mo_ta" in first and "mo_ta" in inside:
            inside = ""
        before += f"{first}{lead}tep: {written(name, style)}{rest}\n{inside}"
        value = value_after(style) if name == old else written(name, style)
        after += f"{first}{lead}tep: {value}{rest}\n{inside}"
    tail = f"{bottom}---\n{body}"
    return before + tail, old, after + tail


@given(case=headers(), windows=st.booleans(), mark=st.booleans())
def test_only_the_file_s_name_changes(case: tuple[str, str, str], windows: bool, mark: bool) -> None:  # noqa: FBT001 - parametrized
    def as_bytes(text: str) -> bytes:
        text = text.replace("\n", "\r\n") if windows else text
        return (("\ufeff" if mark else "") + text).encode()

    before, old, after = case
    assert header_edits.with_renamed(as_bytes(before), old, NEW) == as_bytes(after)


@given(name=NAMES, others=st.lists(NAMES, max_size=3))
def test_in_one_line_too(name: str, others: list[str]) -> None:
    items = [f"{{tep: '{n.replace(chr(39), chr(39) * 2)}', mo_ta: {n.replace('#', '')}}}" for n in (name, *others)]
    text = f"---\nanh: [{', '.join(items)}]\n---\n"
    done = header_edits.with_renamed(text.encode(), name, NEW).decode()
    document = yaml_reader.parse("", done[4:-4])
    assert not isinstance(document, list)
    assert [p["tep"] for p in document.data["anh"]] == [NEW if n == name else n for n in (name, *others)]
    assert re.sub(r"tep: '(?:[^']|'')*'", "", done) == re.sub(r"tep: '(?:[^']|'')*'", "", text)


@pytest.mark.parametrize("header", ["anh: {tep: b.jpg}\n", "anh: x\n", "{ten: x}\n"])
def test_where_the_header_takes_no_photo_it_is_mended_all_the_same(tmp_path: Path, header: str) -> None:
    saved(tmp_path, "a.jpg", scene(), exif=with_place())
    (tmp_path / "index.md").write_text(f"---\n{header}---\n", "utf-8")
    fixed(tmp_path)
    assert inspect.examined(tmp_path / "a.jpg").unfit == ""
    assert (tmp_path / "index.md").read_text("utf-8") == f"---\n{header}---\n"


def test_what_is_left_behind_by_other_programs_is_not_touched(tmp_path: Path) -> None:
    for name in ("._a.jpg", "~$b.jpg", ".an.jpg"):
        (tmp_path / name).write_bytes(b"not ours")
    assert photo_fixes.fixes(tmp_path) == ([], [])


def test_a_photo_that_shrinking_would_ruin_stays(tmp_path: Path) -> None:
    Image.new("RGB", (1080, 12000)).save(tmp_path / "a.jpg")
    wanted, unusable = photo_fixes.fixes(tmp_path)
    assert wanted == []
    assert [error.rule for _, error in unusable] == ["small-photo"]


def test_a_second_picture_in_the_file_keeps_no_place(tmp_path: Path) -> None:
    plain, placed = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (800, 600)).save(plain, "JPEG")
    Image.new("RGB", (800, 600)).save(placed, "JPEG", exif=with_place())
    (tmp_path / "a.jpg").write_bytes(plain.getvalue() + placed.getvalue())
    (fix,), _ = photo_fixes.fixes(tmp_path)
    photo_fixes.apply(tmp_path, fix)
    left = (tmp_path / "a.jpg").read_bytes()
    assert b"Exif\0\0" not in left
    assert photo_fixes.fixes(tmp_path) == ([], [])


def test_a_name_in_a_block_is_renamed_too() -> None:
    header = b"---\nanh:\n  - tep: |\n      A B.JPG\n    mo_ta: x\n---\n"
    assert b"a-b.jpg" in header_edits.with_renamed(header, "A B.JPG\n", "a-b.jpg")
