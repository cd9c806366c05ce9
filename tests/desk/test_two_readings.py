"""Two people's edits of one file become one file; only what both wrote differently is left to choose from."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import GOOD, REGISTERS
from honour_roll.desk.merged_text import BODY, cut
from honour_roll.desk.three_way import BOTH, NOTHING, OURS, THEIRS, Place
from honour_roll.desk.two_readings import PREAMBLE, approved_apart, merged_entry, merged_rows
from honour_roll.entries.header_edits import CannotEditError, Header
from honour_roll.entries.parts import ORDER, parted

ENTRIES = sorted(GOOD.glob("[12]*/*/index.md"))
ENTRY = (GOOD / "2018" / "goc-xanh-vi-du" / "index.md").read_bytes()
UNITS = (REGISTERS / "don-vi.yml").read_bytes()


def header(data: bytes) -> dict[str, Any]:
    return Header(parted(data).header).data


def body(data: bytes) -> str:
    return "".join(section.heading + section.text for section in parted(data).sections)


def with_header(data: bytes, values: dict[str, Any]) -> bytes:
    parts = parted(data)
    edited = Header(parts.header, ORDER)
    edited.become(values)
    return parts._replace(header=edited.text).joined()


def with_block(data: bytes, number: int, words: str) -> bytes:
    """Add words to a block of the body."""
    parts, text = parted(data), cut(body(data))
    text.blocks[number] += words
    whole = text.lead + "".join(block + gap for block, gap in zip(text.blocks, text.gaps, strict=True))
    return parts._replace(sections=(parts.sections[0]._replace(heading="", text=whole),)).joined()


def leaves(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the places of all texts of a header but the names of photos, and lists of words."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*at, key))
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for index, item in enumerate(value):
            yield from leaves(item, (*at, index))
    elif isinstance(value, str) and at[-1] != "tep":
        yield at


def put(data: dict[str, Any], at: tuple[Any, ...], words: str) -> dict[str, Any]:
    made: Any = copy.deepcopy(data)
    holder = made
    for part in at[:-1]:
        holder = holder[part]
    holder[at[-1]] = f"{holder[at[-1]]} {words}"
    return dict(made)


def targets(data: bytes) -> list[Any]:
    """All places of an entry that somebody may edit: fields of the header, and blocks of the body."""
    return [*leaves(header(data)), *range(len(cut(body(data)).blocks))]


def edited(data: bytes, target: Any, words: str) -> bytes:
    if isinstance(target, int):
        return with_block(data, target, f" {words}")
    return with_header(data, put(header(data), target, words))


@settings(max_examples=50)
@given(st.data())
def test_edits_of_different_places_are_merged_as_meant_and_none_is_left_over(data: st.DataObject) -> None:
    base = data.draw(st.sampled_from(ENTRIES)).read_bytes()
    one, other = data.draw(st.lists(st.sampled_from(targets(base)), min_size=2, max_size=2, unique=True))
    made = merged_entry(base, edited(base, one, "của tôi"), edited(base, other, "của bạn"), nothing)
    meant = edited(edited(base, one, "của tôi"), other, "của bạn")
    assert made.readings == []
    assert header(made.data) == header(meant)
    assert body(made.data) == body(meant)


@settings(max_examples=50)
@given(st.data())
def test_of_edits_that_collide_exactly_these_places_are_shown(data: st.DataObject) -> None:
    base = data.draw(st.sampled_from(ENTRIES)).read_bytes()
    both = data.draw(st.lists(st.sampled_from(targets(base)), min_size=1, max_size=2, unique=True))
    alone = data.draw(st.sampled_from([target for target in targets(base) if target not in both]))
    ours, theirs = edited(base, alone, "riêng"), base
    for target in both:
        ours, theirs = edited(ours, target, "của tôi"), edited(theirs, target, "của bạn")
    made = merged_entry(base, ours, theirs, nothing)
    assert len(made.readings) == len(both)
    assert all("của tôi" in str(one.ours) and "của bạn" in str(one.theirs) for one in made.readings)
    assert (header(made.data), body(made.data)) == (header(ours), body(ours))
    sides = {one.place: data.draw(st.sampled_from([OURS, THEIRS])) for one in made.readings}
    chosen = merged_entry(base, ours, theirs, sides.get)
    text = chosen.data.decode("utf-8")
    assert text.count("của bạn") == list(sides.values()).count(THEIRS)
    assert text.count("của tôi") == list(sides.values()).count(OURS)
    assert "riêng" in text


def nothing(_: Place) -> None:
    """Nothing is chosen yet."""


# --- lists ------------------------------------------------------------------------------------------------------------


def lists(key: str, ours: list[Any], theirs: list[Any]) -> tuple[list[Any], list[Place]]:
    """Merge a list of the entry that two people have made of it; return it, and the places that are left."""
    sides = (with_header(ENTRY, header(ENTRY) | {key: side}) for side in (ours, theirs))
    made = merged_entry(ENTRY, *sides, nothing)
    return header(made.data)[key], [one.place for one in made.readings]


def test_each_may_add_a_photo_and_a_theme() -> None:
    photos, themes = header(ENTRY)["anh"], header(ENTRY)["chu_de"]
    new = [{"tep": f"{name}.jpg", "mo_ta": "Hoa nở đầy ngõ nhỏ", "tac_gia": "Hội"} for name in "ab"]
    assert lists("anh", [*photos, new[0]], [*photos, new[1]]) == ([*photos, *new], [])
    assert lists("chu_de", [*themes, "a"], ["b", *themes]) == (["b", *themes, "a"], [])


def test_one_moves_a_photo_and_another_describes_it() -> None:
    photos = header(ENTRY)["anh"]
    told = [photos[0] | {"mo_ta": "Hai người đang tưới hoa"}, *photos[1:]]
    assert lists("anh", [*photos[1:], photos[0]], told) == ([*photos[1:], told[0]], [])


def test_what_one_removed_and_another_edited_is_shown_whole() -> None:
    notes = header(ENTRY)["nhat_ky"]
    made, left = lists("nhat_ky", notes[1:], [notes[0] | {"nguon": "n1"}, *notes[1:]])
    assert (made, left) == (notes[1:], [("nhat_ky", notes[0]["viec"])])


def test_the_name_of_a_figure_is_a_field_as_any_other() -> None:
    figures = header(ENTRY)["ket_qua"]
    ours, theirs = ([figures[0] | {"chi_so": name}, *figures[1:]] for name in ("Góc phố", "Góc hoa"))
    assert lists("ket_qua", ours, theirs) == (ours, [("ket_qua", figures[0]["chi_so"], "chi_so")])


def test_words_of_one_photo_never_come_under_another() -> None:
    photos = header(ENTRY)["anh"]
    other = photos[1] | {"tep": "anh-khac.jpg"}
    made, left = lists(
        "anh", [photos[0], other, *photos[2:]], [photos[0], photos[1] | {"tac_gia": "Bình"}, *photos[2:]]
    )
    assert made == [photos[0], other, *photos[2:]]
    assert left == [("anh", photos[1]["tep"])]


def test_an_order_that_both_changed_is_shown() -> None:
    photos = header(ENTRY)["anh"]
    made, left = lists("anh", [photos[1], photos[0], *photos[2:]], [*photos[1:], photos[0]])
    assert made == [photos[1], photos[0], *photos[2:]]
    assert left == [("anh", "#order")]


# --- paragraphs -------------------------------------------------------------------------------------------------------

TEXT = "## Cách làm\n\nMột.\n\n- a\n- b\n\n| x | y |\n| - | - |\n| 1 | 2 |\n\nHai.\n"


@pytest.mark.parametrize(
    ("ours", "theirs", "meant"),
    [
        (("- b\n", "- b\n- c\n"), ("- a\n", "- a, rồi\n"), ("- a\n- b\n", "- a, rồi\n- b\n- c\n")),
        (("- b\n", "- b2\n"), ("- b\n", "- b\n- c\n"), None),
        (("Hai.\n", "Hai.\n\nBa.\n"), ("Hai.\n", "Hai, sửa.\n"), ("Hai.\n", "Hai, sửa.\n\nBa.\n")),
        (("Một.\n\n", ""), ("Hai.", "Hai!"), ("Một.\n\n", "")),
        (("| 1 | 2 |\n", "| 1 | 2 |\n| 3 | 4 |\n"), ("| 1 | 2 |", "| 1 | 5 |"), None),
        (("Một.\n", "Một.\n\n```\na\n\nb\n```\n"), ("Một.", "Một!"), None),
    ],
)
def test_paragraphs_items_and_rows_beside_each_other_do_not_collide(
    ours: tuple[str, str], theirs: tuple[str, str], meant: tuple[str, str] | None
) -> None:
    base = f"---\nten: Góc xanh\n---\n{TEXT}"
    made = merged_entry(base.encode(), base.replace(*ours).encode(), base.replace(*theirs).encode(), nothing)
    assert made.readings == []
    text = made.data.decode()
    for new in (ours[1], theirs[1]):
        assert new.strip().splitlines()[-1:] == [] or new.strip().splitlines()[-1] in text.splitlines()
    if meant and "" not in meant:
        assert text.count(meant[1]) == 1
    assert "\n\n\n" not in text


def test_two_paragraphs_at_one_place_may_both_stay() -> None:
    base = f"---\nten: Góc xanh\n---\n{TEXT}"
    ours, theirs = f"{base}\nCủa tôi.\n", f"{base}\nCủa bạn.\n"
    (reading,) = merged_entry(base.encode(), ours.encode(), theirs.encode(), nothing).readings
    assert (reading.place[:2], reading.base, reading.can_be_both) == ((BODY, "Cách làm"), "", True)
    for side, meant in (
        (OURS, "\nCủa tôi.\n"),
        (THEIRS, "\nCủa bạn.\n"),
        (BOTH, "\nCủa tôi.\n\nCủa bạn.\n"),
    ):
        made = merged_entry(base.encode(), ours.encode(), theirs.encode(), {reading.place: side}.get)
        assert made.data.decode() == base + meant


def test_line_ends_and_a_byte_order_mark_stay_as_they_are_here() -> None:
    base = "\ufeff" + f"---\nten: Góc xanh\n---\n{TEXT}".replace("\n", "\r\n")
    ours, theirs = base.replace("Một.", "Một!"), base.replace("Hai.", "Hai!")
    made = merged_entry(base.encode(), ours.encode(), theirs.encode(), nothing)
    assert made.data.decode() == ours.replace("Hai.", "Hai!")


def test_an_entry_that_both_added_is_merged_too() -> None:
    ours, theirs = with_header(ENTRY, header(ENTRY) | {"ten": "Tên của tôi"}), edited(ENTRY, ("tom_tat",), "thêm")
    left = [one.place for one in merged_entry(None, ours, theirs, nothing).readings]
    assert left == [("ten",), ("tom_tat",)]


@pytest.mark.parametrize("broken", [b"", b"\xff", b"khong co phan dau", b"---\na: [\n---\n", b"---\na: 1\na: 2\n---\n"])
def test_what_cannot_be_read_is_not_merged(broken: bytes) -> None:
    for three in ((broken, ENTRY, ENTRY), (ENTRY, broken, ENTRY), (ENTRY, ENTRY, broken)):
        with pytest.raises(CannotEditError):
            merged_entry(*three, nothing)


# --- registers --------------------------------------------------------------------------------------------------------

NEW = "\n# {0}\nhoi-{0}:\n  ten: Hội {0}\n  dia_ban: phuong-vi-du\n"


def test_each_may_add_a_row_and_all_comments_stay() -> None:
    ours, theirs = (UNITS + NEW.format(name).encode() for name in ("xa", "gan"))
    made = merged_rows(UNITS, ours, theirs, nothing)
    assert made.readings == []
    assert made.data == UNITS + NEW.format("xa").encode() + NEW.format("gan").encode()


def test_a_row_that_both_changed_is_merged_by_field_and_shown_where_they_differ() -> None:
    base = b"# dau\n\na:\n  ten: A\n  dia_ban: x # noi\n\nb:\n  ten: B\n"
    ours = base.replace(b"ten: A", "ten: A của tôi".encode()).replace(b"# dau", b"# dau trang")
    theirs = base.replace(b"ten: A", "ten: A của bạn".encode()).replace(b": x", b": y")
    made = merged_rows(base, ours, theirs, nothing)
    assert [(one.place, one.base, one.ours, one.theirs) for one in made.readings] == [
        (("a", "ten"), "A", "A của tôi", "A của bạn")
    ]
    assert made.data == ours.replace(b": x", b": y")
    other = merged_rows(base, ours, theirs, {("a", "ten"): THEIRS}.get)
    assert other.data == theirs.replace(b"# dau", b"# dau trang")


def test_a_row_that_one_removed_goes_unless_the_other_changed_it() -> None:
    base, less = b"a: 1\nb: 2\nc: 3\n", b"a: 1\nc: 3\n"
    assert merged_rows(base, less, base.replace(b"c: 3", b"c: 4"), nothing).data == b"a: 1\nc: 4\n"
    (reading,) = merged_rows(base, less, base.replace(b"b: 2", b"b: 5"), nothing).readings
    assert (reading.place, reading.ours, reading.theirs) == (("b",), NOTHING, 5)
    kept = merged_rows(base, less, base.replace(b"b: 2", b"b: 5"), {("b",): THEIRS}.get)
    assert kept.data == b"a: 1\nb: 5\nc: 3\n"


def test_comments_at_the_beginning_are_a_place_too() -> None:
    base = b"# dau\n\na: 1\n"
    made = merged_rows(base, base.replace(b"dau", b"toi"), base.replace(b"dau", b"ban"), nothing)
    assert [one.place for one in made.readings] == [(PREAMBLE,)]
    for broken in (b"a: [", b"- a\n", b"{a: 1}\n", b"\xff"):
        with pytest.raises(CannotEditError):
            merged_rows(base, broken, base, nothing)


# --- approval ---------------------------------------------------------------------------------------------------------

APPROVAL = {"trang_thai": "cong-bo", "duyet": {"nguoi": "Trần Thị Duyệt", "ngay": "2026-11-30"}}
WAITING = with_header(ENTRY, header(ENTRY) | {"trang_thai": "cho-duyet"})
APPROVED = with_header(WAITING, header(WAITING) | APPROVAL)


@pytest.mark.parametrize("edit", ["body", "header", "comment"])
def test_an_approval_that_meets_an_edit_is_asked_about_and_goes_with_its_status(edit: str) -> None:
    edited_meanwhile = {
        "body": with_block(WAITING, 1, " Thêm một câu chưa ai duyệt."),
        "header": with_header(WAITING, header(WAITING) | {"ten": "Tên khác chưa ai duyệt"}),
        "comment": WAITING.replace(b"---\n", b"---\n# nh\xe1\xbb\x9b h\xe1\xbb\x8fi\n", 1),
    }[edit]
    for ours, theirs in ((APPROVED, edited_meanwhile), (edited_meanwhile, APPROVED)):
        assert approved_apart(WAITING, ours, theirs)
        asked = merged_entry(WAITING, ours, theirs, nothing)
        assert [one.place for one in asked.readings] == [("trang_thai",)]
        for side, data in ((OURS, ours), (THEIRS, theirs)):
            made = header(merged_entry(WAITING, ours, theirs, {("trang_thai",): side}.get).data)
            assert made["trang_thai"] == header(data)["trang_thai"]
            assert made.get("duyet") == header(data).get("duyet")
            assert made["ten"] == header(edited_meanwhile)["ten"]


def test_an_approval_that_meets_no_edit_is_merged_without_a_question() -> None:
    assert not approved_apart(WAITING, APPROVED, WAITING)
    made = merged_entry(WAITING, APPROVED, WAITING, nothing)
    assert made.readings == []
    assert header(made.data)["trang_thai"] == "cong-bo"
    withdrawn = with_header(APPROVED, header(APPROVED) | {"trang_thai": "tam-an"})
    assert not approved_apart(APPROVED, withdrawn, with_block(APPROVED, 1, " Sửa nhỏ."))  # was public before


@pytest.mark.parametrize(("ours", "theirs"), [("2026-11-02", "2026-11-30"), ("2026-11-30", "2026-11")])
def test_of_two_days_of_the_last_update_the_later_one_counts(ours: str, theirs: str) -> None:
    sides = [with_header(ENTRY, header(ENTRY) | {"cap_nhat": day}) for day in (ours, theirs)]
    made = merged_entry(with_header(ENTRY, header(ENTRY) | {"cap_nhat": "2026-01-05"}), *sides, nothing)
    assert made.readings == []
    assert header(made.data)["cap_nhat"] == "2026-11-30"
