"""The keys of entries and registers: their own examples are right, and every slip is told with its mend."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour_roll.check.messages import FUTURE_DATES
from honour_roll.entries import entry, registers, schema, yaml_reader
from honour_roll.entries.advice import for_date, for_number
from honour_roll.entries.field_types import Date, Number, first_day
from honour_roll.entries.validate import nearest, row_at, validated

NOT_WRITTEN = {"slug", "year_folder", "links"}  # from the folder and the body, not from the header


def tables(table: schema.Table) -> Iterator[schema.Table]:
    """Yield a table and all tables in it."""
    yield table
    for row in table.rows:
        inner = row.type.item if isinstance(row.type, schema.Many) else row.type
        if isinstance(inner, schema.Table):
            yield from tables(inner)


ENTRY = list(tables(entry.ENTRY))
LISTS = [inner for table in registers.FILES.values() if table for inner in tables(table)]
ROWS = [(table, row) for table in (*ENTRY, *LISTS) for row in table.rows]
ROW_IDS = [f"{table.made.__name__}.{row.key}" for table, row in ROWS]


@pytest.mark.parametrize("table", [*ENTRY, *LISTS], ids=lambda table: str(table.made.__name__))
def test_every_field_that_staff_write_has_its_key(table: schema.Table) -> None:
    assert [row.name for row in table.rows] == [name for name in table.made._fields if name not in NOT_WRITTEN]


def test_a_draft_may_lack_all_but_its_title() -> None:
    assert entry.Entry._fields[:3] == ("slug", "year_folder", "title")
    assert set(entry.Entry._fields[3:]) == entry.Entry._field_defaults.keys()


@pytest.mark.parametrize(("table", "row"), ROWS, ids=ROW_IDS)
def test_every_example_is_right(table: schema.Table, row: schema.Key) -> None:
    document = yaml_reader.parse("example", f"{row.key}: {row.example}\n")
    assert isinstance(document, yaml_reader.Document), document
    values, problems = validated(document, table)
    assert {problem.rule for problem in problems} <= {"missing-key"}
    assert list(values) == [row.name]


@pytest.mark.parametrize(("table", "row"), ROWS, ids=ROW_IDS)
def test_every_row_has_names_a_label_and_help(table: schema.Table, row: schema.Key) -> None:
    assert row.key.isascii()
    assert row.key.replace("_", "").islower()
    assert row.name.isidentifier()
    assert row.label[0].isupper()
    assert row.help.endswith((".", "…"))
    assert len({r.key for r in table.rows}) == len({r.name for r in table.rows}) == len(table.rows)


def test_a_draft_needs_only_its_title_and_status() -> None:
    document = yaml_reader.parse("draft", "ten: Tủ sách hành lang\ntrang_thai: nhap\n")
    assert isinstance(document, yaml_reader.Document)
    assert validated(document, entry.ENTRY, draft=True)[1] == []
    missing = {p.value for p in validated(document, entry.ENTRY)[1]}
    assert missing == {row.key for row in entry.ENTRY.rows if row.required} - {"ten", "trang_thai"}


@pytest.mark.parametrize(
    "row", [row for row in entry.ENTRY.rows if isinstance(row.type, schema.Many)], ids=lambda r: r.key
)
def test_a_draft_may_hold_what_has_only_begun(row: schema.Key) -> None:
    inner = row.type.item
    if not isinstance(inner, schema.Table):
        return
    for one in inner.rows:
        text = f"ten: Tủ sách hành lang\ntrang_thai: nhap\n{row.key}:\n  - {one.key}: {one.example}\n"
        document = yaml_reader.parse("draft", text)
        assert isinstance(document, yaml_reader.Document)
        values, problems = validated(document, entry.ENTRY, draft=True)
        assert {p.rule for p in problems} <= {"missing-key"}, problems  # a source's title, which any draft has
        assert problems or len(values[row.name]) == 1


@pytest.mark.parametrize(
    "text", ["a: !<list> b", "a: !<plain> 12", "a: !<table> [1]", "a: !<%20plain> 12", "a: !!str b"]
)
def test_no_tag_is_accepted(text: str) -> None:
    assert isinstance(yaml_reader.parse("x", f"{text}\n"), list)


def test_digits_are_those_of_the_keyboard() -> None:
    for text in ("giai_doan: ２０１６-２０２０", "ngay_dang: ٢٠١٦-01-01"):
        document = yaml_reader.parse("x", f"{text}\n")
        assert isinstance(document, yaml_reader.Document)
        rules = {p.rule for p in validated(document, entry.ENTRY)[1]}
        assert rules & {"bad-period", "bad-date"}, text


@pytest.mark.parametrize(
    ("text", "rule", "mend"),
    [
        ("ngay_dang: 17/8/2018", "bad-date", "Viết năm-tháng-ngày: 2018-08-17"),
        ("ngay_dang: 17-8-2018", "bad-date", "Viết năm-tháng-ngày: 2018-08-17"),
        ("ngay_dang: ngày 5 tháng 9 năm 2018", "bad-date", "Viết năm-tháng-ngày: 2018-09-05"),
        ("ngay_dang: 8/2018", "bad-date", "Còn thiếu ngày: viết đủ năm-tháng-ngày. Ví dụ: ngay_dang: 2026-11-22"),
        ("ngay_dang: 8/17/2018", "bad-date", "Viết năm-tháng-ngày: 2018-08-17"),
        ("ngay_dang: 2026-5-12", "bad-date", "Viết năm-tháng-ngày: 2026-05-12"),
        ("ngay_dang: 20260512", "bad-date", "Viết năm-tháng-ngày: 2026-05-12"),
        ("ngay_dang: 30/02/2018", "bad-date", "Tháng 2/2018 chỉ có 28 ngày: xem lại ở nguồn."),
        (
            "nguon: [{ma: n1, ten: Báo cáo, ngay: 30/02/2018}]",
            "bad-date",
            "Tháng 2/2018 chỉ có 28 ngày: xem lại ở nguồn; chưa chắc ngày nào thì chỉ ghi tháng. Viết: 2018-02",
        ),
        (
            "nguon: [{ma: n1, ten: Báo cáo, ngay: 2018.10}]",
            "bad-date",
            "Viết: 2018-10 (tháng 10). Nếu là tháng 1 thì viết: 2018-01",
        ),
        (
            "nguon: [{ma: n1, ten: Báo cáo, ngay: 2016-2020}]",
            "bad-date",
            "Chỉ ghi một thời điểm. Viết: 2016 (hoặc 2020)",
        ),
        ("ngay_dang: 0001-01-01", "impossible-date", "Xem lại năm ở nguồn rồi viết lại. Ví dụ: ngay_dang: 2026-11-22"),
        ("cap_nhat: 2101-01-01", "impossible-date", "Xem lại năm ở nguồn rồi viết lại. Ví dụ: cap_nhat: 2026-11-22"),
        ("giai_doan: 0000-9999", "impossible-date", "Xem lại năm ở nguồn rồi viết lại. Ví dụ: giai_doan: 2016-2020"),
        ("giai_doan: 2020-2016", "bad-period", "Viết: 2016-2020"),
        ("giai_doan: 2016–2020", "bad-period", "Viết: 2016-2020"),
        ("giai_doan: 2016-20", "bad-period", "Viết: 2016-2020"),
        ("giai_doan: 2016 đến nay", "bad-period", "Viết: 2016 (“đến nay” thì nói ở thân bài)."),
        ("nguon: [{ma: n1, ten: Báo, url: www.bao.example/a}]", "bad-address", "Viết: https://www.bao.example/a"),
        ("nguon: [{ma: n1, ten: Báo, url: Xem https://bao.example/a.}]", "bad-address", "Viết: https://bao.example/a"),
        ("nguon: [{ma: N 1, ten: Báo cáo}]", "bad-code", "Chỉ dùng chữ thường không dấu và số, viết liền. Viết: n1"),
        ("nguon: [{ma: n1, ten: Báo cáo, ngay: 8/2018}]", "bad-date", "Viết năm-tháng: 2018-08"),
        ("ngay_dang: hôm qua", "bad-date", "Viết năm-tháng-ngày. Ví dụ: ngay_dang: 2026-11-22"),
        ("ngay_dang: 0000-01-01", "impossible-date", "Viết năm-tháng-ngày. Ví dụ: ngay_dang: 2026-11-22"),
        ("loai: Tập thể", "not-a-choice", "Có phải “tap-the”? Chọn một trong: tap-the, ca-nhan."),
        (
            "anh: [{tep: a.jpg, mo_ta: Góc phố có hoa, tac_gia: Hội, vai_tro: Ảnh bìa}]",
            "not-a-choice",
            "Có phải “bia”? Chọn một trong: bia, truoc, sau, tu-lieu, minh-hoa.",
        ),
    ],
)
def test_what_was_probably_meant_is_said(text: str, rule: str, mend: str) -> None:
    document = yaml_reader.parse("index.md", f"{text}\n")
    assert isinstance(document, yaml_reader.Document)
    problems = [p for p in validated(document, entry.ENTRY)[1] if p.rule != "missing-key"]
    assert [(p.rule, p.mend) for p in problems] == [(rule, mend)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("10", 10),
        ("72.5", 72.5),
        ("-3", -3),
        ("0", 0),
        ("0.125", 0.125),
        ("1.25", 1.25),
        ("999999999999999", 10**15 - 1),
        ("06", 6),
        ('"10"', 10),
        ("00", 0),
        ("1.200", "Viết: 1200 (không dấu ngăn hàng nghìn). Nếu đúng là số thập phân thì viết: 1.2"),
        ("1,125", "Viết: 1125 (không dấu ngăn hàng nghìn). Nếu đúng là số thập phân thì viết: 1.1250"),
        ("1.000.000", "Viết: 1000000 (không dấu ngăn hàng nghìn; phần thập phân dùng dấu chấm)."),
        ("1,5", "Viết: 1.5 (không dấu ngăn hàng nghìn; phần thập phân dùng dấu chấm)."),
        ("1.250,75", "Viết: 1250.75 (không dấu ngăn hàng nghìn; phần thập phân dùng dấu chấm)."),
        ("1 500", "Viết: 1500 (chỉ chữ số, viết liền)."),
        ("1e5", "Viết: 100000 (chỉ chữ số, viết liền)."),
        ("40 hộ", "Viết: 40 (“hộ” ghi ở mục don_vi_tinh)."),
        ("trên 100 hộ", "Viết: 100 (“trên” ghi ở mục chi_so; “hộ” ghi ở mục don_vi_tinh)."),
        ("10-15", "Viết: 10 (chỉ ghi một số: số nhỏ thì chắc chắn đúng; cả khoảng “10-15” ghi ở mục chi_so)."),
        ("12/15", "Viết: 12 (chỉ ghi một số; “trên tổng số 15” thì ghi ở mục chi_so)."),
        ("chưa rõ", "Chưa có số thì xóa cả chỉ số này, từ chi_so đến hết; không đoán. Ví dụ: gia_tri: 10"),
        ("true", "Chỉ ghi một số, bằng chữ số; đơn vị tính ghi ở mục don_vi_tinh. Ví dụ: gia_tri: 10"),
        (".inf", "Chỉ ghi một số, bằng chữ số; đơn vị tính ghi ở mục don_vi_tinh. Ví dụ: gia_tri: 10"),
        ("1" * 16, "Số dài quá 15 chữ số; dùng đơn vị tính lớn hơn (nghìn, triệu, tỷ)."),
    ],
)
def test_a_number_is_what_it_says(written: str, value: Any) -> None:
    document = yaml_reader.parse("index.md", f"chi_so: Hộ\ngia_tri: {written}\ndon_vi_tinh: hộ\nnguon: n1\n")
    assert isinstance(document, yaml_reader.Document)
    figure, problems = validated(document, schema.Table(entry.Figure))
    assert (problems[0].mend if problems else figure["value"]) == value
    assert [p.rule for p in problems] in ([], ["not-a-number"])


@given(
    st.from_regex(r"(trên |khoảng )?[0-9]{1,4}([., ][0-9]{1,3}){0,3}(-[0-9]{1,3}|/[0-9]+)?( hộ|%)?", fullmatch=True),
    st.sampled_from([entry.Figure, registers.Declared]),
)
def test_a_number_that_is_offered_is_accepted(written: str, table: Any) -> None:
    kind = next(row for row in schema.Table(table).rows if isinstance(row.type, Number)).type
    mend = for_number(written, kind, ("chi_so", "don_vi_tinh"), "")
    values = []
    for offered in re.findall(r"[Vv]iết: (\S+)", mend.words):
        document = yaml_reader.parse("x", f"a: {offered}\n")
        assert isinstance(document, yaml_reader.Document)
        values.append(kind.taken(document.data["a"]))
    assert mend.value == (values[0] if values else None)


@given(st.from_regex(r"(ngày )?[0-9]{1,4}[/. -][0-9]{1,2}([/.-][0-9]{1,4})?", fullmatch=True), st.booleans())
def test_a_date_that_is_offered_is_accepted(written: str, day: bool) -> None:  # noqa: FBT001 - drawn
    mend = for_date(written, Date(day), "")
    offers = re.findall(r"Viết[^:]*: ([0-9-]+)", mend.words)
    assert mend.value == (offers[0] if offers else None)
    for offered in offers:
        assert Date(day).taken(offered) == offered


@pytest.mark.parametrize(
    ("wrong", "right", "meant"),
    [
        ("Lĩnh vực", ["linh_vuc", "loai"], "linh_vuc"),
        ("linhvuc", ["linh_vuc", "loai"], "linh_vuc"),
        ("van-hoa", ["van-hoa-xa-hoi", "kinh-te"], "van-hoa-xa-hoi"),
        ("đã đăng", ["tam-an", "cong-bo"], None),
        ("x", ["xa"], None),
        ("", ["xa"], None),
        ("goc-xanh-5", [f"goc-xanh-{n}-phuong" for n in range(20000)], "goc-xanh-5-phuong"),
        ("a" * 100_000, ["a" * 10], None),
    ],
)
def test_the_nearest_is_guessed_or_nothing(wrong: str, right: list[str], meant: str | None) -> None:
    assert nearest(wrong, right) == meant


def test_row_at_follows_a_location() -> None:
    assert row_at(entry.ENTRY, ("anh", 3, "mo_ta")).label == "Mô tả ảnh"  # type: ignore[union-attr]
    assert row_at(entry.ENTRY, ("anh", 3, "mota")) is None
    assert row_at(entry.ENTRY, ()) is None


def test_a_text_is_on_one_line_and_composed_however_it_was_written() -> None:
    """YAML's escapes bring in what no editor types, and what the rules for the file's own characters cannot see."""
    text = entry.ENTRY.rows[0].type
    assert text.taken("Mo\u0302 hi\u0300nh\ncho đường\r\n\tngõ ") == "Mô hình cho đường ngõ"
    assert text.taken("  Tổ\u00a0hòa giải  ") == "Tổ\u00a0hòa giải"


def test_the_latest_date_of_an_entry_is_found_wherever_it_stands() -> None:
    """Every date of the schema's own examples, made the latest one by one."""
    for index, row in enumerate(row for row in entry.ENTRY.rows if row.required or row.key in FUTURE_DATES):
        text = "\n".join(f"{r.key}: {r.example}" for r in entry.ENTRY.rows if r.key not in ("ten_cu", "anh"))
        year = rf"^({row.key}: .*?)20[0-9]{{2}}(?:-20[0-9]{{2}})?"
        later = re.sub(year, rf"\g<1>20{50 + index}", text, count=1, flags=re.MULTILINE)
        document = yaml_reader.parse("x", f"{later}\n")
        assert isinstance(document, yaml_reader.Document)
        right, problems = validated(document, entry.ENTRY)
        assert problems == []
        made = entry.Entry("a", "2018", **right)
        days = [first_day(date) for _, date in schema.dates(entry.ENTRY, document.data)]
        assert schema.latest(entry.ENTRY, made) == max(days)


def test_a_checked_row_names_all_rows_that_it_refers_to() -> None:
    part = registers.PlacePart("phuong-b", "mot-phan", "Nghị quyết")
    place = registers.Place("Phường A", "phuong", within="quan-c", became=(part,), today="phuong-d")
    found = sorted(
        key for register, key in schema.named_in(schema.Table(registers.Place), place) if register == "dia-ban"
    )
    assert found == ["phuong-b", "phuong-d", "quan-c"]
    assert list(schema.named_in(None, registers.Term("Tên"))) == []
