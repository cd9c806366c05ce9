"""The page of statistics counts what is published, and says what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from honour_roll.pages.statistics import MOST_NAMED, MOST_PLACES, statistics
from honour_roll.pages.templates import Templates
from honour_roll.pages.views import Gap, StatisticsView
from site_tools import THEME, context_of, edit, good_roll, make, page


def counted(roll: Path, *, preview: bool = False) -> StatisticsView:
    return statistics(context_of(roll, preview=preview).roll)


@pytest.fixture
def roll(tmp_path: Path) -> Path:
    return good_roll(tmp_path / "entries")


def bars(view: StatisticsView, title: str) -> dict[str, tuple[str, str]]:
    chart = next(chart for chart in view.charts if chart.title == title)
    return {bar.name: (bar.total, bar.share) for bar in chart.bars}


def test_every_model_counts_once_in_each_chart(roll: Path) -> None:
    view = counted(roll)
    assert view.counts[0] == (7, "mô hình đã đăng")
    for title in ("Theo lĩnh vực", "Tập thể, cá nhân", "Theo năm"):
        assert sum(int(total) for total, _ in bars(view, title).values()) == 7, title
    assert bars(view, "Tập thể, cá nhân") == {"Tập thể": ("6", "86%"), "Cá nhân": ("1", "14%")}
    assert bars(view, "Theo lĩnh vực")["Quốc phòng – an ninh"] == ("0", "0%")


def test_the_length_of_a_bar_is_its_share(roll: Path) -> None:
    for chart in counted(roll).charts:
        for bar in chart.bars:
            assert bar.length == int(bar.total) / 7
            assert bar.share == f"{round(100 * bar.length)}%"


def test_the_page_prints_shares_and_points_in_thousands(roll: Path, tmp_path: Path) -> None:
    make(roll, tmp_path / "site")
    text = page(tmp_path / "site", "thong-ke")
    assert 'class="bar-part" width="85.7" height="1"/></svg>\n<span>86%</span>' in text
    assert text.count("trên tổng số 7") == 3
    view = counted(roll)
    templates = Templates(THEME, lambda _: "")
    many = templates.render(
        "statistics",
        s=view._replace(
            counts=((1000, "mô hình"),), places_left_out=1001, gaps=(Gap("Ảnh", view.gaps[1].rows, 9999, 12345),)
        ),
    )
    for number in ("1.000", "Còn 1.001 địa bàn", "9.999</b> trên tổng số 12.345", "mục nữa"):
        assert number in many


def test_the_matrix_adds_up_to_the_chart_of_places(roll: Path) -> None:
    view = counted(roll)
    of_places = {name: int(total) for name, (total, _) in bars(view, "Theo địa bàn").items()}
    assert {row.place.name: sum(int(total) for total, _ in row.cells) for row in view.matrix.rows} == of_places


def test_drafts_do_not_count_even_in_a_preview(roll: Path) -> None:
    with_drafts, without = counted(roll, preview=True), counted(roll)
    assert with_drafts._replace(rounds=()) == without._replace(rounds=())
    assert [view.declared for view in with_drafts.rounds] == [view.declared for view in without.rounds]


def test_gaps_name_the_models(roll: Path) -> None:
    gaps = {gap.title: gap for gap in counted(roll).gaps}
    decision = gaps["Mô hình chưa có số quyết định"]
    assert "“Góc xanh” phường Ví Dụ" in [row.name for row in decision.rows]  # one of its two honours has none
    photos = gaps["Mô hình chưa có ảnh chụp"]
    assert "“Góc xanh” phường Ví Dụ" not in [row.name for row in photos.rows]
    consent = gaps["Mô hình chưa ghi sự đồng ý công bố"]
    assert consent.total == consent.whole - 1
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
    for number in range(30):
        rows += f"xa-{number}:\n  ten: Số {number}\n  cap: xa\n"
        edit_of = roll / "2020" / f"bai-{number}"
        edit_of.mkdir(parents=True)
        (edit_of / "index.md").write_bytes((roll / "2018" / "hoa-giai-vi-du" / "index.md").read_bytes())
        edit(edit_of, dia_ban=[f"xa-{number}"], ten=f"Mô hình số {number}")
    places.write_text(rows, "utf-8")
    view = counted(roll)
    assert len(bars(view, "Theo địa bàn")) == MOST_PLACES == len(view.matrix.rows)
    assert view.places_left_out == 34 - MOST_PLACES
    photos = next(gap for gap in view.gaps if gap.title == "Mô hình chưa có ảnh chụp")
    assert len(photos.rows) == MOST_NAMED
    assert photos.total > 30


def test_an_empty_roll_has_a_page_too(tmp_path: Path) -> None:
    roll = good_roll(tmp_path / "entries")
    for path in roll.glob("*/*/index.md"):
        edit(path.parent, trang_thai="nhap")
    view = counted(roll)
    assert view.counts[0] == (0, "mô hình đã đăng")
    assert view.matrix.rows == ()
    assert [gap.title for gap in view.gaps] == [
        "Đợt tôn vinh chưa có bài nào"
    ]  # without models there are no other gaps
