"""The list of photos in a header: a photo is added as the last, and no other byte changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour_roll.entries import yaml_reader
from honour_roll.photos import header_edits

ITEM = "  - tep: moi.jpg\n    mo_ta:\n    tac_gia:\n"
ADDED = {
    "no list": ("ten: x\n", "ten: x\nanh:\n" + ITEM),
    "a comment at the end": ("ten: x\n# hết\n", "ten: x\n# hết\nanh:\n" + ITEM),
    "an empty list": ("anh:\nloai: y\n", "anh:\n" + ITEM + "loai: y\n"),
    "an empty list with a comment": ("anh:  # ảnh\nloai: y\n", "anh:  # ảnh\n" + ITEM + "loai: y\n"),
    "a skeleton in comments": ("anh:\n  # - tep: a.jpg\nloai: y\n", "anh:\n" + ITEM + "  # - tep: a.jpg\nloai: y\n"),
    "brackets": ("anh: []\nloai: y\n", "anh: \n" + ITEM + "loai: y\n"),
    "one photo": (
        "anh:\n  - tep: a.jpg\n    mo_ta: x\nloai: y\n",
        "anh:\n  - tep: a.jpg\n    mo_ta: x\n" + ITEM + "loai: y\n",
    ),
    "one photo at the end": ("anh:\n  - tep: a.jpg\n", "anh:\n  - tep: a.jpg\n" + ITEM),
    "a comment of its own": (
        "anh:\n  - tep: a.jpg # 1\n    # chu_thich: z\n\n# b\nloai: y\n",
        "anh:\n  - tep: a.jpg # 1\n    # chu_thich: z\n" + ITEM + "\n# b\nloai: y\n",
    ),
    "no indent": (
        "anh:\n- tep: a.jpg\nloai: y\n",
        "anh:\n- tep: a.jpg\n- tep: moi.jpg\n  mo_ta:\n  tac_gia:\nloai: y\n",
    ),
    "a wide indent": (
        "anh:\n    -   tep: a.jpg\nloai: y\n",
        "anh:\n    -   tep: a.jpg\n    -   tep: moi.jpg\n        mo_ta:\n        tac_gia:\nloai: y\n",
    ),
    "braces": ("anh:\n  - {tep: a.jpg}\nloai: y\n", "anh:\n  - {tep: a.jpg}\n" + ITEM + "loai: y\n"),
    "all in one line": ("anh: [{tep: a.jpg}] # c\nloai: y\n", "anh: [{tep: a.jpg}, {tep: moi.jpg}] # c\nloai: y\n"),
    "a comma at the end": ("anh: [{tep: a.jpg},]\nloai: y\n", "anh: [{tep: a.jpg}, {tep: moi.jpg}]\nloai: y\n"),
    "a text over several lines": (
        "anh:\n  - tep: a.jpg\n    mo_ta: >\n      Ngõ\n      xanh\n\nloai: y\n",
        "anh:\n  - tep: a.jpg\n    mo_ta: >\n      Ngõ\n      xanh\n" + ITEM + "\nloai: y\n",
    ),
    "boxes": (
        "anh:\n  - tep: a.jpg\n    lam_mo: [[1, 2,\n      3, 4]]\nloai: y\n",
        "anh:\n  - tep: a.jpg\n    lam_mo: [[1, 2,\n      3, 4]]\n" + ITEM + "loai: y\n",
    ),
}


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("what", ADDED)
def test_a_photo_is_added_as_the_last(what: str, mark: str, eol: str) -> None:
    before, after = (f"{mark}---\n{part}---\n## Thực trạng\nanh:\n---\n".replace("\n", eol) for part in ADDED[what])
    assert header_edits.with_added(before.encode(), "moi.jpg").decode() == after


@pytest.mark.parametrize(
    "header", ["{ten: x}\n", "anh: x\n", "anh: {tep: a.jpg}\n", "anh: 1\n", "ten: a: b\n", "anh: &a []\n", "", "- a\n"]
)
def test_a_header_that_is_none_is_left_alone(header: str) -> None:
    with pytest.raises(ValueError):
        header_edits.with_added(f"---\n{header}---\n".encode(), "moi.jpg")


def test_a_file_without_a_header_is_left_alone() -> None:
    for data in (b"", b"ten: x\n", b"---\nten: x\n", b"---\nten: \xff\n---\n"):
        with pytest.raises(ValueError):
            header_edits.with_added(data, "moi.jpg")


VALUES = st.sampled_from(
    ["x", "'a # b'", '"c: d"', "[1, 2]", "{a: b}", "|\n        dòng\n        hai", "", ">-\n        gấp", "~"]
)
COMMENT = st.sampled_from(["", "  # ảnh"])
LINES = st.sampled_from(["", "# ghi chú\n", "\n", "    # thụt\n", "phu: 1\n"])


@st.composite
def headers(draw: st.DrawFn) -> str:
    """Return a header with a list of photos in any style, between other keys, comments and blank lines."""
    dash = draw(st.sampled_from(["- ", "  - ", "   -  "]))
    inner = " " * len(dash)
    items = ""
    for number in range(draw(st.integers(0, 3))):
        items += f"{dash}tep: a{number}.jpg{draw(COMMENT)}\n"
        if draw(st.booleans()):
            items += f"{inner}mo_ta: {draw(VALUES)}\n"
        items += draw(st.sampled_from(["", f"{inner}# chu_thich: x\n"]))
    photos = draw(st.sampled_from(["", f"anh:\n{items}", f"anh:  # ảnh\n{items}"]))
    return f"ten: x\n{photos}{draw(LINES)}" + draw(st.sampled_from(["", "loai: y\n"]))


@given(header=headers(), windows=st.booleans())
def test_only_lines_are_added_and_all_that_was_read_is_read_again(header: str, windows: bool) -> None:  # noqa: FBT001 - drawn
    text = f"---\n{header}---\nthân bài\n".replace("\n", "\r\n" if windows else "\n")
    done = header_edits.with_added(text.encode(), "moi.jpg").decode()
    before, after = (yaml_reader.parse("", one.split("---")[1].lstrip("\r\n")) for one in (text, done))
    assert isinstance(before, yaml_reader.Document)
    assert isinstance(after, yaml_reader.Document)
    assert after.data == {**before.data, "anh": [*before.data.get("anh", []), {"tep": "moi.jpg"}]}
    at = next((n for n, (a, b) in enumerate(zip(text, done, strict=False)) if a != b), len(text))
    added = len(done) - len(text)
    assert done[:at] + done[at + added :] == text, "one piece was put in"
