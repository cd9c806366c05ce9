"""Descriptions say something: of lists how many models they have and which, of no page its title again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from honour_roll.pages import descriptions
from honour_roll.pages.views import Card, ListingView, Picture
from site_tools import Seen, good_roll, page, run


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("descriptions")
    good_roll(folder / "entries")
    code, said = run("build.py", "--entries", folder / "entries", "--out", folder / "site", folder=folder)
    assert code == 0, said
    return folder / "site"


def said(text: str) -> dict[str, str]:
    tags = Seen(text).all("meta")
    return {t.attributes.get("property") or t.attributes.get("name", ""): t.attributes.get("content", "") for t in tags}


def test_no_page_has_its_title_as_its_description(site: Path) -> None:
    seen = 0
    for path in site.rglob("index.html"):
        text = path.read_text("utf-8")
        if 'http-equiv="refresh"' in text:
            continue
        meta = said(text)
        assert len(meta["description"]) >= 25, path
        if "og:title" in meta:
            seen += 1
            assert meta["og:description"] == meta["description"], path
            assert meta["og:title"] not in (meta["description"], meta["description"].rstrip(".")), path
    assert seen > 40


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("dia-ban/phuong-minh-hoa", "3 mô hình; nay thuộc phường Ví Dụ. Trong đó: "),
        ("dot-ton-vinh/so-ket-2017", "được biểu dương"),
        ("nam/2023", "mô hình. Trong đó: "),
        ("dia-ban", "Mô hình xếp theo địa bàn: "),
        ("mo-hinh/tiet-kiem-vi-du", "Danh hiệu đã được thu hồi."),
    ],
)
def test_a_description_says_what_the_page_has(site: Path, address: str, words: str) -> None:
    assert words in said(page(site, address))["description"]


def _view(titles: list[str], total: int, **more: object) -> ListingView:
    cards = tuple(Card(title, "", "", "", "", "", "", "", "", Picture("", 1, 1)) for title in titles)
    return ListingView("Địa bàn", "Phường Ví Dụ", total, ("dia-ban/x/",), cards=cards)._replace(**more)  # type: ignore[arg-type]


def test_a_list_is_described_by_number_remark_and_titles() -> None:
    assert descriptions.of_list(_view([], 0)) == "Phường Ví Dụ: chưa có bài nào."
    one = descriptions.of_list(_view(["Góc xanh"], 1, about="nay thuộc phường Minh Họa"))
    assert one == "1 mô hình; nay thuộc phường Minh Họa. Đó là: Góc xanh."
    assert (
        descriptions.of_list(_view(["A", "B"], 2, about="Những việc nhỏ."))
        == "2 mô hình. Những việc nhỏ. Trong đó: A; B."
    )
    second = descriptions.of_list(_view(["A"], 25, pages=("a/", "a/trang/2/"), page=2))
    assert second == "25 mô hình, trang 2 trên 2. Trong đó: A."
    assert descriptions.of_list(_view(["Một tên dài " * 9] * 24, 24)).count("Một tên dài") == 9


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h1>A</h1><p>Một <b>hai</b> &amp; ba.</p><p>Bốn.</p>", "Một hai & ba."),
        ("<h1>A</h1>", ""),
        (f"<p>{'chữ ' * 100}</p>", None),
    ],
)
def test_a_hand_written_page_is_described_by_its_first_paragraph(html: str, text: str | None) -> None:
    made = descriptions.of_written(html)
    assert made == text if text is not None else re.fullmatch(r"(chữ )+chữ…", made) and len(made) <= 201
