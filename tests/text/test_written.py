"""Numbers and dates as people write them, and what they mean."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honour_roll.text import written_dates, written_numbers
from honour_roll.text.number_words import number
from honour_roll.text.vietnamese import number_text


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("06", [6]),
        ("1 500", [1500]),
        ("1\u00a0500\u00a0000", [1_500_000]),
        ("1\u202f500", [1500]),
        ("1.500.000", [1_500_000]),
        ("1,500,000", [1_500_000]),
        ("1'500", [1500]),
        ("1_000", [1000]),
        ("72,5", [72.5]),
        ("1.250,5", [1250.5]),
        ("1,250.5", [1250.5]),
        ("1 250,5", [1250.5]),
        ("1.200", [1200, 1.2]),
        ("1,200", [1200, 1.2]),
        ("0,500", [0.5]),
        ("0.125", [0.125]),
        ("1500,250", [1500.25]),
        (".5", [0.5]),
        (",5", [0.5]),
        ("5.", [5]),
        ("5,", [5]),
        ("1e5", [100_000]),
        ("１２", [12]),
        ("-5", [-5]),
        ("−5", [-5]),
        ("- 5", [-5]),
        ("mười hai", [12]),
        ("hai mươi bốn", [24]),
        ("một trăm lẻ năm", [105]),
        ("“5”", [5]),
        ("'5'", [5]),
    ],
)
def test_a_number_is_read(text: str, values: list[float]) -> None:
    found = written_numbers.read(text)
    assert found == written_numbers.Written(tuple(values))


@pytest.mark.parametrize(
    ("text", "value", "before", "after"),
    [
        ("trên 100", 100, "trên", ""),
        ("hơn 20.000.000 đồng", 20_000_000, "hơn", "đồng"),
        ("~100", 100, "~", ""),
        (">= 100", 100, ">=", ""),
        ("100+", 100, "", "+"),
        ("100 trở lên", 100, "", "trở lên"),
        ("40 hộ", 40, "", "hộ"),
        ("72,5%", 72.5, "", "%"),
        ("1,2 tỷ đồng", 1.2, "", "tỷ đồng"),
        ("12m2", 12, "", "m2"),
        ("12 m²", 12, "", "m2"),
        ("500 VNĐ", 500, "", "VNĐ"),
        ("mười hai hộ", 12, "", "hộ"),
        ("Mười hai hộ", 12, "", "hộ"),
    ],
)
def test_words_around_a_number_are_kept(text: str, value: float, before: str, after: str) -> None:
    assert written_numbers.read(text) == written_numbers.Written((value,), before, after)


@pytest.mark.parametrize(
    ("text", "first", "joined", "other"),
    [
        ("10-15", 10, "range", 15),
        ("10 – 15 hộ", 10, "range", 15),
        ("từ 10 đến 15", 10, "range", 15),
        ("10%-15%", 10, "range", 15),
        ("10 kg đến 15 kg", 10, "range", 15),
        ("10~15", 10, "range", 15),
        ("12/15", 12, "share", 15),
        ("12 trên 15", 12, "share", 15),
        ("12 trên tổng số 15 hộ", 12, "share", 15),
    ],
)
def test_a_range_and_a_share_are_two_numbers(text: str, first: float, joined: str, other: float) -> None:
    found = written_numbers.read(text)
    assert found
    assert (found.values, found.joined, found.other) == ((first,), joined, other)


@pytest.mark.parametrize(
    "text",
    [
        "5tr2",
        "7h30",
        "1e-3",
        "1e308",
        "0x1F",
        "10x3",
        "10²",
        "²",
        "một nửa",
        "1 triệu rưỡi",
        "",
        "chưa rõ",
        "10 15",
        "1.2.3",
        "9" * 16,
        "O6",
        "a1b2",
        "12/15/18",
        "x" * 300,
        "1" * 300,
    ],
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert written_numbers.read(text) is None


@given(st.integers(0, 10**15 - 1))
def test_a_whole_number_is_read_as_it_is_printed(value: int) -> None:
    found = written_numbers.read(number_text(value))
    assert found
    assert found.values[0] == value
    assert written_numbers.typed(value) == str(value)


@given(st.integers(0, 1000))
def test_a_number_in_words_is_read(value: int) -> None:
    assert written_numbers.read(number(str(value))) == written_numbers.Written((value,))


@given(st.text() | st.text("0123456789., /-–đếntrên%"))
def test_any_text_is_read_or_not(text: str) -> None:
    for read in (written_numbers.read, written_dates.read):
        read(text)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("17/8/2018", "2018-08-17"),
        ("17-08-2018", "2018-08-17"),
        ("17.8.2018", "2018-08-17"),
        ("8/17/2018", "2018-08-17"),
        ("2018-17-08", "2018-08-17"),
        ("2026-5-12", "2026-05-12"),
        ("2026/05/12", "2026-05-12"),
        ("2026.5.12", "2026-05-12"),
        ("2026 05 12", "2026-05-12"),
        ("20260512", "2026-05-12"),
        ("17082018", "2018-08-17"),
        ("17/8/18", "2018-08-17"),
        ("17/8/95", "1995-08-17"),
        ("ngày 5 tháng 9 năm 2018", "2018-09-05"),
        ("Hà Nội, ngày 17 tháng 8 năm 2018", "2018-08-17"),
        ("Thứ Sáu, 17/8/2018", "2018-08-17"),
        ("17/8/2018 10:30", "2018-08-17"),
        ("08:00 17/8/2018", "2018-08-17"),
        ("8h30 ngày 17/8/2018", "2018-08-17"),
        ("2018-08-17T10:30:00+07:00", "2018-08-17"),
        ("12-15/8/2018", "2018-08-12"),
        ("Aug 17, 2018", "2018-08-17"),
        ("17 August 2018", "2018-08-17"),
        ("5/2018", "2018-05"),
        ("2018/5", "2018-05"),
        ("tháng 5 năm 2018", "2018-05"),
        ("T5/2018", "2018-05"),
        ("201805", "2018-05"),
        ("2018-08-00", "2018-08"),
        ("2018-00-00", "2018"),
        ("năm 2018", "2018"),
        ("quý I/2018", "2018"),
        ("quý 3/2018", "2018"),
        ("đầu năm 2018", "2018"),
        ("17 tháng tám 2018", "2018-08-17"),
        ("tháng mười một năm 2018", "2018-11"),
        ("tháng năm năm 2018", "2018-05"),
        ("17/VIII/2018", "2018-08-17"),
        ("6 tháng đầu năm 2018", "2018"),
        ("9 tháng năm 2018", "2018"),
        ("Q2/2018", "2018"),
        ("H1 2018", "2018"),
    ],
)
def test_a_date_is_read(text: str, typed: str) -> None:
    found = written_dates.read(text)
    assert found
    assert (found.typed, found.exists) == (typed, True)


@pytest.mark.parametrize("text", ["30/02/2018", "2018-02-30", "2018-13-40", "32/13/2018", "31/4/2018"])
def test_a_day_that_no_calendar_has_is_told(text: str) -> None:
    found = written_dates.read(text)
    assert found
    assert not found.exists


@pytest.mark.parametrize("text", ["", "hôm qua", "17/8", "5", "1/2/3/4/5", "12345", "2018" * 30, "99999999"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert written_dates.read(text) is None


@given(st.dates(datetime.date(1930, 1, 1)))
def test_a_day_is_read_as_vietnamese_write_it(day: datetime.date) -> None:
    for text in (f"{day.day}/{day.month}/{day.year}", f"{day:%d.%m.%Y}", f"{day.year}/{day.month}/{day.day}"):
        found = written_dates.read(text)
        assert found
        assert found.typed == day.isoformat()
