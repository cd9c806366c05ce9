from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour_roll.check.summary import summary
from honour_roll.problem import Edit, Problem, as_github, as_text, place_in, quoted, render

ONE = Problem(
    "entries/2018/a/index.md",
    7,
    11,
    "unknown-reference",
    "Lĩnh vực",
    "van-hoa-xh",
    "Lĩnh vực “van-hoa-xh” không có trong danh mục.",
    "Có phải “van-hoa-xa-hoi”?",
)
WHOLE = ONE._replace(line=1, column=1)
TEXT = st.text() | st.text("\n\r\x1b\u202e%:,a")


def test_text_has_the_place_first_and_how_to_mend_below() -> None:
    assert as_text(ONE) == (
        "entries/2018/a/index.md:7:11: Lĩnh vực “van-hoa-xh” không có trong danh mục.\n    Có phải “van-hoa-xa-hoi”?"
    )
    assert as_text(WHOLE).startswith("entries/2018/a/index.md:1:1: Lĩnh vực")


def test_github_has_the_place_apart() -> None:
    assert as_github(ONE).startswith("::error file=entries/2018/a/index.md,line=7,col=11::Lĩnh vực")
    assert as_github(ONE).endswith("%0ACó phải “van-hoa-xa-hoi”?")
    assert as_github(WHOLE).startswith("::error file=entries/2018/a/index.md,line=1,col=1::")
    assert as_github(ONE._replace(path="a,b:c%d\ne")).startswith("::error file=a%2Cb%3Ac%25d%0Ae,line=7")


def test_json_has_every_field() -> None:
    (read,) = json.loads(render([ONE], "json"))
    assert read == ONE._asdict()
    assert json.loads(render([], "json")) == []


def test_an_edit_is_for_programs_alone() -> None:
    mended = ONE._replace(edit=Edit("set", ("linh_vuc", 0), "van-hoa-xa-hoi"))
    assert as_text(mended) == as_text(ONE)
    assert as_github(mended) == as_github(ONE)
    (read,) = json.loads(render([mended], "json"))
    assert read.pop("edit") == {"do": "set", "at": ["linh_vuc", 0], "to": "van-hoa-xa-hoi"}
    assert read == {key: value for key, value in ONE._asdict().items() if key != "edit"}


def test_problems_of_one_place_have_an_order_whatever_mends_them() -> None:
    several = [
        ONE._replace(edit=edit) for edit in (Edit("drop", (1,)), None, Edit("set", ("a",), 1.5), Edit("cut", (1, 2)))
    ]
    assert sorted([WHOLE, *several]) == [WHOLE, *several]
    assert not ONE < several[0] < ONE


def test_render_in_each_form() -> None:
    assert render([ONE, WHOLE], "text") == f"{as_text(ONE)}\n{as_text(WHOLE)}"
    assert render([ONE, WHOLE], "github") == f"{as_github(ONE)}\n{as_github(WHOLE)}"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("van-hoa", "“van-hoa”"),
        ("a\n  b\tc", "“a b c”"),
        ("x" * 61, f"“{'x' * 60}…”"),
        ("a\u202egpj.exe", "“a\\u202egpj.exe”"),
        ("\x1b[31m", "“\\x1b[31m”"),
        (12, "“12”"),
        ("", "“”"),
    ],
)
def test_a_value_is_shown_on_one_line_and_cannot_disguise_itself(value: object, shown: str) -> None:
    assert quoted(value) == shown


@given(TEXT, TEXT, TEXT)
def test_nothing_that_is_told_breaks_its_lines(path: str, text: str, mend: str) -> None:
    told = ONE._replace(path=path, text=text, mend=mend)
    assert as_text(told).count("\n") == 1
    assert all(line.isprintable() for line in as_text(told).split("\n"))
    assert as_github(told).isprintable()
    assert json.loads(render([told], "json"))[0]["path"] == path
    assert quoted(text).isprintable()


@given(st.text(max_size=400))
def test_a_quoted_value_is_short(value: str) -> None:
    assert len(quoted(value, 60)) <= 63


ELSEWHERE = ONE._replace(path="entries/2019/b/index.md")
PHOTO = WHOLE._replace(path="entries/2018/a/anh.jpg")
FOLDER = WHOLE._replace(path="entries/2020/Góc xanh")
LIST = ONE._replace(path="entries/danh-muc/linh-vuc.yml")
STRAY = WHOLE._replace(path="entries/2018/ghi-chu.md", rule="misplaced")


@pytest.mark.parametrize(
    ("problems", "entries", "said"),
    [
        ([], 0, "0 bài đạt."),
        ([], 12345, "12.345 bài đạt."),
        ([ONE, ONE], 10000, "2 lỗi trong 1 bài; 9.999 bài đạt."),
        ([ONE, PHOTO, ELSEWHERE, FOLDER], 10, "4 lỗi trong 3 bài; 7 bài đạt."),
        ([LIST], 5, "1 lỗi trong danh mục; 5 bài đạt."),
        ([ONE, LIST], 5, "2 lỗi trong 1 bài và danh mục; 4 bài đạt."),
        ([STRAY], 5, "1 lỗi trong 1 chỗ ngoài bài; 5 bài đạt."),
        ([ONE, LIST, STRAY, STRAY], 5, "4 lỗi trong 1 bài và danh mục và 2 chỗ ngoài bài; 4 bài đạt."),
    ],
)
def test_the_last_line_of_a_check_counts_problems_and_entries(problems: list[Problem], entries: int, said: str) -> None:
    assert summary(problems, entries, "entries") == said


def test_a_warning_is_told_apart() -> None:
    warning = ONE._replace(warning=True)
    assert as_text(warning).startswith("entries/2018/a/index.md:7:11: Nên xem lại: Lĩnh vực")
    assert as_github(warning).startswith("::warning file=entries/2018/a/index.md,line=7,col=11::Lĩnh vực")
    assert [row["warning"] for row in json.loads(render([ONE, warning], "json"))] == [False, True]


def test_a_place_in_a_text_has_a_line_and_a_column_from_one() -> None:
    text = "ab\ncd\n"
    assert [place_in(text, at) for at in (0, 1, 3, 4, 6)] == [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1)]
    assert place_in(text, 4, 9) == (10, 2)
