"""Lists say what they count, and numbers are written as in Vietnam."""

from __future__ import annotations

from datetime import date

import pytest

from honour_roll.entries.entry import Entry, Honour
from honour_roll.entries.registers import Declared, Field, Place, Registers, Round
from honour_roll.entries.roll import Roll
from honour_roll.pages.front_page import home
from honour_roll.pages.lists import MOST_ROUNDS, NEAR, NOT_COMPARED, Listing, listings
from honour_roll.pages.overviews import rounds
from honour_roll.pages.templates import Templates
from honour_roll.pages.views import Group, OverviewView, Row
from site_tools import THEME

NO_LISTS = Registers({}, {}, {}, {}, {}, {}, {})


def roll_of(*entries: Entry) -> Roll:
    return Roll(entries, NO_LISTS, preview=True)


def model(slug: str, published: str = "2020-01-01", status: str = "cong-bo") -> Entry:
    return Entry(slug, published[:4], slug.capitalize(), status=status, published=published)


@pytest.mark.parametrize(
    ("declared", "known", "supposed", "says"),
    [
        ((22, 16), 1, 0, "38 tập thể, cá nhân được biểu dương; 1 đã có bài"),
        ((1200, 0), 0, 0, "1.200 tập thể được biểu dương; chưa có bài nào"),
        ((0, 3), 2, 0, "3 cá nhân được biểu dương; 2 đã có bài"),
        (
            (22, 16),
            0,
            5,
            "38 tập thể, cá nhân được biểu dương; 5 bài tạm xếp, chưa đối chiếu với danh sách chính thức",
        ),
        (
            (4, 0),
            1,
            2,
            "4 tập thể được biểu dương; 1 đã có bài; 2 bài tạm xếp, chưa đối chiếu với danh sách chính thức",
        ),
        ((0, 0), 2, 1, ""),
    ],
)
def test_a_round_says_in_words_what_it_declared_and_what_is_published(
    declared: tuple[int, int], known: int, supposed: int, says: str
) -> None:
    given = Round("Biểu dương năm 2017", "", "", "2017", Declared(*declared))
    entries = [
        model(f"mo-hinh-{number}")._replace(kind="tap-the", honours=(Honour("dot", None, number >= known),))
        for number in range(known + supposed)
    ]
    (view,) = rounds(Roll(entries, NO_LISTS._replace(rounds={"dot": given})))
    assert view.declared == says
    assert any(note.startswith("Được biểu dương: ") for note in view.notes) == bool(says)
    assert view.share == (known / sum(declared) if says else None)
    assert (f"Đã có bài: {known} tập thể, 0 cá nhân." in view.notes) == bool(known or not supposed)
    tentative = f"Tạm xếp vào đợt này: {supposed} tập thể, 0 cá nhân; {NOT_COMPARED}."
    assert (tentative in view.notes) == bool(supposed)


def test_numbers_above_a_thousand_have_points_on_lists_and_on_the_front_page() -> None:
    templates = Templates(THEME, lambda _: "")
    row = Row("Phường Ví Dụ", "dia-ban/vi-du/", 1234)
    view = home(roll_of(), lambda _: pytest.fail("there is no model"), date(2026, 11, 23))
    front = templates.render("home", home=view._replace(total=5678, fields=(row,), places=(row,)), greeting="", more="")
    overview = templates.render("overview", o=OverviewView("Địa bàn", "", (Group("", (row,)),)))
    (listing, *_) = listings(roll_of())
    listed = templates.render("listing", l=listing.view._replace(total=1234))
    assert [page.count("1.234") for page in (front, overview, listed)] == [2, 1, 1]
    assert "1234" not in front + overview + listed


def test_the_front_page_has_the_latest_rounds_and_leads_to_all() -> None:
    given = {f"d{year}": Round(f"Đợt {year}", "", "", str(year), Declared(2, 0)) for year in range(2015, 2024)}
    roll = Roll((), NO_LISTS._replace(rounds=given))
    view = home(roll, lambda _: pytest.fail("there is no model"), date(2026, 11, 23))
    text = Templates(THEME, lambda _: "").render("home", home=view, greeting="", more="")
    assert [year for year in range(2015, 2024) if f"Đợt {year}" in text] == [2021, 2022, 2023]
    assert "Cả 9 đợt tôn vinh" in text


# --- lists without models lead on -------------------------------------------------------------------------------------


def lists_of(roll: Roll) -> dict[str, Listing]:
    return {listing.address: listing for listing in listings(roll)}


def test_a_list_without_models_leads_to_the_nearest_that_have_some() -> None:
    fields = {f"f{number:02}": Field(f"Lĩnh vực {number}", "#8a1520") for number in range(30)}
    with_models = (0, 3, 9, 11, 12, 13, 14, 15, 29)
    entries = [model(f"m{number}")._replace(field=f"f{number:02}") for number in with_models]
    found = lists_of(Roll(entries, NO_LISTS._replace(fields=fields)))
    near = found["linh-vuc/f10/"].view.elsewhere
    assert [named.name for named in near] == [f"Lĩnh vực {number}" for number in (9, 11, 12, 13, 14, 15)]
    assert {named.note for named in near} == {"1 mô hình"}
    assert [named.url for named in found["linh-vuc/f28/"].view.elsewhere][-1] == "linh-vuc/f29/"
    assert len(found["linh-vuc/f28/"].view.elsewhere) == NEAR
    assert found["linh-vuc/f11/"].view.elsewhere == ()


def test_a_place_without_models_leads_to_its_neighbours_in_the_same_city_first() -> None:
    places = {
        "tp-a": Place(name="A", level="thanh-pho"),
        "a1": Place(name="A1", level="phuong", within="tp-a"),
        "tp-b": Place(name="B", level="thanh-pho"),
        "b1": Place(name="B1", level="phuong", within="tp-b"),
        "b2": Place(name="B2", level="phuong", within="tp-b"),
        "tp-c": Place(name="C", level="thanh-pho"),
        "c1": Place(name="C1", level="phuong", within="tp-c"),
    }
    entries = [model("x")._replace(places=("a1",)), model("y")._replace(places=("b2",))]
    found = lists_of(Roll(entries, NO_LISTS._replace(places=places)))
    assert [named.url for named in found["dia-ban/b1/"].view.elsewhere] == ["dia-ban/b2/"]
    assert {named.url for named in found["dia-ban/c1/"].view.elsewhere} >= {"dia-ban/a1/", "dia-ban/b2/"}


def test_a_list_without_models_says_which_of_the_latest_rounds_lack_some() -> None:
    given = {f"d{year}": Round(f"Đợt {year}", "", "", str(year), Declared(2, 0)) for year in (2015, 2016, 2017, 2018)}
    given["d2018"] = given["d2018"]._replace(declared=Declared(0, 0))
    entries = [model("a")._replace(honours=(Honour("d2017"),), field="co")]
    fields = {"co": Field("Có", "#8a1520"), "chua": Field("Chưa", "", "#8a1520")}
    found = lists_of(Roll(entries, NO_LISTS._replace(rounds=given, fields=fields)))
    missing = found["linh-vuc/chua/"].view.missing
    assert [(named.name, named.note) for named in missing] == [
        ("Đợt 2017", "còn 1 điển hình chưa có bài"),
        ("Đợt 2016", "còn 2 điển hình chưa có bài"),
    ]
    assert len(missing) == MOST_ROUNDS
    assert [named.name for named in found["dot-ton-vinh/d2016/"].view.missing] == ["Đợt 2017"]  # not of itself
    assert found["linh-vuc/co/"].view.missing == ()


def test_a_model_that_is_only_supposed_to_be_of_a_round_fills_no_gap_in_it() -> None:
    given = {"dot": Round("Đợt 2017", "", "", "2017", Declared(3, 0))}
    honours = ((Honour("dot"),), (Honour("dot", is_supposed=True),))
    entries = [model(f"m{n}")._replace(honours=own, field="co") for n, own in enumerate(honours)]
    fields = {"co": Field("Có", "#8a1520"), "chua": Field("Chưa", "", "#8a1520")}
    found = lists_of(Roll(entries, NO_LISTS._replace(rounds=given, fields=fields)))
    assert [named.note for named in found["linh-vuc/chua/"].view.missing] == [
        "còn 2 điển hình chưa có bài đã đối chiếu; 1 bài tạm xếp"
    ]


def test_an_empty_roll_asks_for_a_model() -> None:
    templates = Templates(THEME, lambda _: "")
    (listing, *_) = listings(roll_of())
    text = templates.render("listing", l=listing.view)
    assert "Chưa có bài nào ở đây" in text
    assert 'href="#bao-cho-chung-toi"' in text
