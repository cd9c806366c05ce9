"""The page of statistics counts what is published, and says what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from honour_roll.pages.lists import listing_of
from honour_roll.pages.statistics import MOST_LABELS, MOST_NAMED, MOST_PLACES, STEPS, statistics
from honour_roll.pages.templates import Templates
from honour_roll.pages.views import Gap, StatisticsView
from honour_roll.taxonomies import PLACES
from site_tools import THEME, context_of, edit, good_roll, make, page

THIS_YEAR = 2026


def counted(roll: Path, *, preview: bool = False) -> StatisticsView:
    return statistics(context_of(roll, preview=preview).roll, THIS_YEAR)


@pytest.fixture
def roll(tmp_path: Path) -> Path:
    return good_roll(tmp_path / "entries")


def test_every_model_counts_once_in_each_picture(roll: Path) -> None:
    view = counted(roll)
    assert view.total == 7
    assert sum(column.total for column in view.columns) == 7
    assert sum(series.total for series in view.series) == 7
    assert view.kinds == ((6, "tập thể"), (1, "cá nhân"))
    assert {series.name: series.total for series in view.series}["Quốc phòng – an ninh"] == 0


def test_years_are_an_axis_without_gaps_on_one_scale(roll: Path) -> None:
    view = counted(roll)
    years = [int(column.year) for column in view.columns]
    assert years == [*range(years[0], years[-1] + 1)]
    most = max(column.total for column in view.columns)
    for column in view.columns:
        assert column.height == column.total / most
        assert bool(column.url) == bool(column.total)
        assert column.is_running == (column.year == str(THIS_YEAR))
    assert all(len(series.heights) == len(years) for series in view.series)
    assert max(height for series in view.series for height in series.heights) == 1


def test_a_long_axis_names_some_of_its_years(roll: Path) -> None:
    rounds = roll / "danh-muc" / "dot-ton-vinh.yml"
    text = rounds.read_text("utf-8")
    rounds.write_text(text.replace("ngay: 2017", "ngay: 1990", 1), "utf-8")
    view = counted(roll)
    assert len(view.columns) > 2 * MOST_LABELS
    assert MOST_LABELS / 2 < sum(bool(column.label) for column in view.columns) <= MOST_LABELS


def test_what_has_most_is_named_also_when_there_are_several(roll: Path) -> None:
    view = counted(roll)
    for top, counts in (
        (view.fields, {series.name: series.total for series in view.series}),
        (view.years, {column.year: column.total for column in view.columns}),
    ):
        assert {row.name for row in top.rows} == {name for name, count in counts.items() if count == top.total}
        assert top.total == max(counts.values())


def test_rounds_stand_by_what_is_here_on_the_scale_of_what_was_declared(roll: Path) -> None:
    bars = counted(roll).rounds
    assert [bar.total for bar in bars] == sorted((bar.total for bar in bars), reverse=True)
    widest = max(max(bar.total, bar.declared) for bar in bars)
    assert all((bar.width, bar.frame) == (bar.total / widest, bar.declared / widest) for bar in bars)


def test_a_supposed_recognition_counts_beside_the_declared_ones_and_not_among_them(roll: Path, tmp_path: Path) -> None:
    edit(roll / "2018" / "hoa-giai-vi-du", ton_vinh=[{"dot": "so-ket-2017"}])
    before = next(bar for bar in counted(roll).rounds if "so-ket-2017" in bar.round.url)
    edit(roll / "2018" / "hoa-giai-vi-du", ton_vinh=[{"dot": "so-ket-2017", "tam_xep": True}])
    after = next(bar for bar in counted(roll).rounds if "so-ket-2017" in bar.round.url)
    assert (before.supposed, after.supposed, after.total) == (0, 1, before.total - 1)
    assert after.supposed_width
    gap = next(gap for gap in counted(roll).gaps if "tạm xếp" in gap.title)
    assert [row.url for row in gap.rows] == ["mo-hinh/hoa-giai-vi-du/"]
    make(roll, tmp_path / "site")
    text = page(tmp_path / "site", "thong-ke")
    assert "kể cả đợt mới tạm xếp" in text
    assert f"có {after.total} bài trên {after.declared} điển hình được biểu dương, cùng 1 bài tạm xếp" in text


def test_the_page_says_who_leads_and_prints_points_in_thousands(roll: Path, tmp_path: Path) -> None:
    make(roll, tmp_path / "site")
    text = page(tmp_path / "site", "thong-ke")
    assert "<b>7 mô hình</b>" in text
    assert text.count("trên tổng số</span> / 7") == 3
    view = counted(roll)
    many = Templates(THEME, lambda _: "").render(
        "statistics",
        s=view._replace(total=1000, places_left_out=1001, gaps=(Gap("Ảnh", view.gaps[1].rows, 9999, 12345),)),
    )
    for number in ("1.000 mô hình", "Còn 1.001 địa bàn", "<b>9.999</b>", "/ 12.345", "mục nữa"):
        assert number in many


def test_a_row_of_the_table_adds_up_and_its_colours_rise_with_its_figures(roll: Path) -> None:
    view = counted(roll)
    assert view.table
    for row in view.table:
        assert sum(cell.total for cell in row.cells) == row.total
    for column in zip(*(row.cells for row in view.table), strict=True):
        filled = sorted((cell.total, cell.step) for cell in column if cell.total)
        assert [step for _, step in filled] == sorted(step for _, step in filled)
        assert all(1 <= step <= STEPS for _, step in filled)
        assert all((cell.step, cell.url) == (0, "") for cell in column if not cell.total)


def test_a_figure_of_the_table_is_that_of_the_list_it_leads_to(roll: Path) -> None:
    whole = context_of(roll).roll
    fields = list(whole.registers.fields)
    for row in counted(roll).table:
        (key,) = (key for key in whole.registers.places if PLACES.page(key) == row.place.url)
        entries = listing_of(PLACES, key, whole).entries
        assert len(entries) == row.total
        for field, cell in zip(fields, row.cells, strict=True):
            assert cell.total == sum(entry.field == field for entry in entries)
            assert cell.url == (f"mo-hinh/?dia-ban={key}&linh-vuc={field}" if cell.total else "")


def test_drafts_do_not_count_even_in_a_preview(roll: Path) -> None:
    assert counted(roll, preview=True) == counted(roll)


def test_gaps_name_the_models(roll: Path) -> None:
    gaps = {gap.title: gap for gap in counted(roll).gaps}
    decision = gaps["Mô hình chưa có số quyết định"]
    assert "“Góc xanh” phường Ví Dụ" in [row.name for row in decision.rows]  # one of its two honours has none
    photos = gaps["Mô hình chưa có ảnh chụp"]
    assert "“Góc xanh” phường Ví Dụ" not in [row.name for row in photos.rows]
    assert gaps["Đợt tôn vinh chưa có bài nào"].total == 0


def test_a_round_without_entries_is_a_gap(roll: Path) -> None:
    for path in roll.glob("*/*/index.md"):
        if "bieu-duong-2026" in path.read_text("utf-8"):
            edit(path.parent, ton_vinh=[{"dot": "so-ket-2017"}], giai_doan=None)
    gap = next(gap for gap in counted(roll).gaps if gap.title == "Đợt tôn vinh chưa có bài nào")
    assert (gap.total, gap.whole, len(gap.rows)) == (1, 3, 1)


def test_a_large_roll_names_a_few_and_counts_the_rest(roll: Path) -> None:
    places = roll / "danh-muc" / "dia-ban.yml"
    rows = places.read_text("utf-8").rstrip() + "\n"
    for number in range(40):
        rows += f"xa-{number}:\n  ten: Số {number}\n  cap: xa\n"
        edit_of = roll / "2020" / f"bai-{number}"
        edit_of.mkdir(parents=True)
        (edit_of / "index.md").write_bytes((roll / "2018" / "hoa-giai-vi-du" / "index.md").read_bytes())
        edit(edit_of, dia_ban=[f"xa-{number}"], ten=f"Mô hình số {number}")
    places.write_text(rows, "utf-8")
    view = counted(roll)
    assert len(view.table) == MOST_PLACES
    assert view.places_left_out == 44 - MOST_PLACES
    photos = next(gap for gap in view.gaps if gap.title == "Mô hình chưa có ảnh chụp")
    assert len(photos.rows) == MOST_NAMED
    assert photos.total > 40


def test_an_empty_roll_has_a_page_too(tmp_path: Path) -> None:
    roll = good_roll(tmp_path / "entries")
    for path in roll.glob("*/*/index.md"):
        edit(path.parent, trang_thai="nhap")
    view = counted(roll)
    assert (view.total, view.table, view.columns, view.fields.rows) == (0, (), (), ())
    assert "Chưa có mô hình nào được đăng." in Templates(THEME, lambda _: "").render("statistics", s=view)
    assert [gap.title for gap in view.gaps] == [
        "Đợt tôn vinh chưa có bài nào"
    ]  # without models there are no other gaps
