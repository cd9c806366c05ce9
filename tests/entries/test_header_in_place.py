from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from environment import ROOT
from honour_roll.entries.header_edits import CannotEditError, Header
from honour_roll.entries.parts import ORDER, parted, with_edits

ENTRIES = sorted([*(ROOT / "entries").rglob("index.md"), *(ROOT / "tests" / "good_entries").rglob("index.md")])
NASTY = """# ghi chú đầu
ten: "Góc xanh: phường Quan Hoa" # tên tạm
tom_tat: >-
  Một hai câu
  trên hai dòng.

# về lĩnh vực
chu_de:   [ ve-sinh , 'nha-van-hoa' ]  # hai
don_vi:
anh:
# ảnh bìa trước
- tep: a.jpg   # bìa
  mo_ta: 'Dãy ''chậu'' hoa'

  tam_diem: [50, 30]
- {tep: b.jpg, mo_ta: "Ngõ"}
# hết ảnh
nhan_rong:
    lien_he: "Hội # 1"
la: giữ nguyên
trang_thai: nhap
"""
HEADERS = [*(parted(path.read_bytes()).header for path in ENTRIES), NASTY]
TRICKY = """Ngõ xanh|12|72.5|no|true|a: b|- gạch|“ngoặc”|it's|x # y|{a}|[b]|15.10|2018-08-17|Đồng chí "A"|@x|50%|null
1.200|a,b|&x|một\\hai|kết thúc:|~|a #b""".replace("\n", "|").split("|")
WORDS = st.one_of(
    st.sampled_from(TRICKY),
    st.text("aăâđêôơưáàảãạ ,:#'\"[]{}-!&*?|>%@`\\0123456789.", min_size=1, max_size=14).map(str.strip).filter(bool),
)
SCALARS = st.one_of(WORDS, st.integers(-5, 10**6), st.booleans(), st.sampled_from([0.5, 72.25, 12.75]))
PHOTOS = st.fixed_dictionaries({"tep": st.just("c.jpg"), "mo_ta": WORDS}, optional={"tam_diem": st.just([1, 2])})
VALUES = st.one_of(SCALARS, st.lists(WORDS, min_size=1, max_size=3), st.lists(PHOTOS, min_size=1, max_size=3))


def holders(data: Any) -> list[Any]:
    """Return every table and list within data."""
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [data, *(found for item in inner for found in holders(item))] if isinstance(data, (dict, list)) else []


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A header, and data that differs from its own in one place as a form may change it."""
    text = draw(st.sampled_from(HEADERS))
    data = copy.deepcopy(Header(text).data)
    holder = draw(st.sampled_from(holders(data)))
    if isinstance(holder, list):
        what = draw(st.sampled_from(["remove", "insert", "move", "repeat"]))
        index = draw(st.integers(0, len(holder) - 1))
        if what == "remove":
            del holder[index]
        elif what == "move":
            holder.insert(draw(st.integers(0, len(holder) - 1)), holder.pop(index))
        elif what == "insert":
            holder.insert(index, draw(PHOTOS if isinstance(holder[0], dict) else WORDS))
        else:
            holder.append(copy.deepcopy(holder[index]))
    else:
        new = st.sampled_from([*ORDER, "phu_them"]) if holder is data else st.just("phu_them")
        key = draw(st.one_of(st.sampled_from(sorted(holder)), new))
        holder[key] = draw(st.one_of(SCALARS, st.just("")) if key in holder else VALUES)
    return text, data


def held(data: Any) -> Any:
    """Return data without what a form emptied, as a header holds it."""
    if isinstance(data, dict):
        return {key: kept for key, item in data.items() if (kept := held(item)) not in ("", [], {})}
    return [kept for item in data if (kept := held(item)) not in ("", [], {})] if isinstance(data, list) else data


def blocks(text: str) -> dict[str, list[str]]:
    """Return the lines of each top-level key of a header, without remarks and blank lines below its value."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.splitlines():
        if line[:1].isalpha():
            found[line.split(":")[0]] = lines = []
        lines.append(line)
    for lines in found.values():
        while lines and (not lines[-1] or lines[-1].startswith("#")):
            lines.pop()
    return found


def remarks(text: str) -> list[str]:
    """Return the remarks that stand on lines of their own between keys."""
    return [line for line in text.splitlines() if line.startswith("#") and line != "# ảnh bìa trước"]


@given(edits())
@settings(max_examples=400, deadline=None)
def test_only_what_differs_is_written_anew(edit: tuple[str, dict[str, Any]]) -> None:
    text, data = edit
    header = Header(text, ORDER)
    before = header.data
    header.become(data)
    assert held(header.data) == held(data)
    untouched = {key for key in before if before[key] == data.get(key)}
    old, new = blocks(text), blocks(header.text)
    assert {key: new[key] for key in untouched} == {key: old[key] for key in untouched}
    assert remarks(header.text) == remarks(text)


@pytest.mark.parametrize("path", ENTRIES, ids=lambda path: path.parent.name)
def test_a_save_without_an_edit_writes_the_same_bytes(path: Path) -> None:
    data = path.read_bytes()
    parts = parted(data)
    assert parts.joined() == data
    assert with_edits(data, Header(parts.header).data, {n: s.text for n, s in enumerate(parts.sections)}) == data


def test_line_ends_of_windows_and_a_byte_order_mark_stay() -> None:
    data = "\ufeff---\r\nten: Góc xanh\r\n---\r\n## Cách làm\r\n\r\nTrồng cây.\r\n".encode()
    new = with_edits(data, {"ten": "Góc đỏ"}, {1: "\nTrồng hoa.\n"})
    assert new == "\ufeff---\r\nten: Góc đỏ\r\n---\r\n## Cách làm\r\n\r\nTrồng hoa.\r\n".encode()


@pytest.mark.parametrize(
    "data", [b"ten: x\n", b"---\nten: x\n", b"---\r\nten: x\n---\n", b"\xff", b"---\nten: [\n---\n"], ids=repr
)
def test_what_cannot_be_edited_in_place_is_refused(data: bytes) -> None:
    with pytest.raises(CannotEditError):
        with_edits(data, {"ten": "y"}, {})


def test_sections_are_cut_where_readers_see_headings() -> None:
    body = "Mở đầu.\n\n## Cách làm\n\n```\n## không phải\n```\n\nKết quả\n-------\n\nTốt.\n"
    parts = parted(f"---\nten: x\n---\n{body}".encode())
    assert [(section.title, section.text) for section in parts.sections] == [
        ("", "Mở đầu.\n\n"),
        ("Cách làm", "\n```\n## không phải\n```\n\n"),
        ("Kết quả", "\nTốt.\n"),
    ]
    assert [parts.section_at(line) for line in (4, 6, 10, 12, 14, 99)] == [0, 1, 1, 2, 2, 2]
