"""Pages against those kept in golden_pages/, and what an entry's page and the lists show.

After a wanted change: UPDATE_GOLDEN=1 pytest tests/pages/test_entry_page.py, and then read every line of the diff.
"""

from __future__ import annotations

import contextlib
import difflib
import os
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from environment import ROOT
from honour_roll.entries.entry import Entry, Spread
from honour_roll.entries.registers import Registers
from honour_roll.entries.roll import Related, Roll
from honour_roll.pages.entry_page import Around, surroundings
from site_tools import Seen, body_of, built, edit, good_roll, make, opened, page

GOLDEN = ROOT / "tests" / "golden_pages"
FRAGMENT = "@@canonical@@@@head@@@@title@@@@description@@\n@@body@@"  # the page's own part, without a layout
PAGES = {
    "goc-xanh-vi-du": "mo-hinh/goc-xanh-vi-du",  # with everything that an entry can have
    "hoa-giai-vi-du": "mo-hinh/hoa-giai-vi-du",  # with nothing but the required fields
    "tuyen-duong-lien-hoan": "mo-hinh/tuyen-duong-lien-hoan",  # learned from another, places of today
    "tiet-kiem-vi-du": "mo-hinh/tiet-kiem-vi-du",  # withdrawn
    "dot-so-ket-2017": "dot-ton-vinh/so-ket-2017",  # a list: declared against published
    "thong-ke": "thong-ke",
    "trang-dau": "",  # in the week of 17 August 2026
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1787000000")
        make(good_roll(folder / "entries"), folder / "site", layout=FRAGMENT)
    return folder / "site"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_equals_its_golden_page(site: Path, name: str) -> None:
    golden, made = GOLDEN / f"{name}.html", page(site, PAGES[name]).partition("\n")[2]
    made = re.sub(r"(data:image/webp;base64,)[^\"]+", r"\1…", made)
    made = re.sub(
        r"(/the/[a-z0-9-]+)-[0-9a-f]{10}", r"\1-…", made
    )  # the fingerprint in a card's name covers the drawing code
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(made, "utf-8", newline="\n")
    kept = golden.read_text("utf-8")
    assert made == kept, "".join(
        difflib.unified_diff(*(text.splitlines(keepends=True) for text in (kept, made)), "kept", "made")
    )


def test_an_entry_is_surrounded_by_its_neighbours_its_relations_and_its_learners() -> None:
    teacher, pupil = Entry("a", "2020", "A", published="2020-02-01", status="cong-bo"), Spread(learned_from="a")
    learner = teacher._replace(slug="b", published="2020-01-01", spread=pupil)
    roll = Roll([learner, teacher], Registers({}, {}, {}, {}, {}, {}, {}))
    related = (Related("b", "units:u"),)
    assert list(surroundings(roll, [related, ()])) == [
        (teacher, Around(related, applied_by=("b",), older=learner)),
        (learner, Around(newer=teacher)),
    ]


def test_what_is_only_supposed_is_said_to_be_wherever_a_recognition_shows(tmp_path: Path) -> None:
    roll = good_roll(tmp_path / "entries")
    edit(roll / "2018" / "hoa-giai-vi-du", ton_vinh=[{"dot": "so-ket-2017"}])
    make(roll, tmp_path / "sure")
    edit(roll / "2018" / "hoa-giai-vi-du", ton_vinh=[{"dot": "so-ket-2017", "tam_xep": True}])
    make(roll, tmp_path / "supposed")
    spoken, award, doubt = "Được ghi nhận tại", '"award"', "ạm xếp vào đợt này"
    for site, is_supposed in (("sure", False), ("supposed", True)):
        model = page(tmp_path / site, "mo-hinh/hoa-giai-vi-du")
        assert (doubt in model) == is_supposed
        assert (award in model) == (not is_supposed)
        assert (doubt in page(tmp_path / site, "dot-ton-vinh/so-ket-2017")) == is_supposed
        script = (tmp_path / site / "mo-hinh" / "hoa-giai-vi-du" / "loa-phuong.txt").read_text("utf-8")
        assert (spoken in script) == (not is_supposed)


ASIDE = "Bài nguồn không nêu các bước thực hiện. Nếu bạn biết, xin báo cho chúng tôi."


@pytest.mark.parametrize(
    ("how", "contact", "offered"),
    [
        ("Nghe hết, rồi mới nói.", "", ("#cach-lam", "Làm theo mô hình này")),
        (f"Nghe hết, rồi mới nói.\n\n{ASIDE}", "", ("#cach-lam", "Cách làm (chưa đầy đủ)")),
        (ASIDE, "", ("#bao-cho-chung-toi", "Chưa rõ cách làm: hỏi chúng tôi")),
        (ASIDE, "Mặt trận Tổ quốc phường", ("#duoc-nhan-rong", "Chưa rõ cách làm: hỏi nơi đã làm")),
    ],
)
def test_to_follow_a_model_is_offered_only_as_far_as_it_is_known_how(
    tmp_path: Path, how: str, contact: str, offered: tuple[str, str]
) -> None:
    folder = good_roll(tmp_path / "entries") / "2018" / "hoa-giai-vi-du"
    body = body_of(folder).replace("Nghe hết, rồi mới nói.", how)
    edit(folder, body, nhan_rong={"lien_he": contact} if contact else None)
    make(folder.parent.parent, tmp_path / "site", layout=FRAGMENT)
    text = page(tmp_path / "site", "mo-hinh/hoa-giai-vi-du")
    url, name = offered
    assert f'<a href="{url}">{name}</a>' in text
    assert (f'id="{url[1:]}"' in text) or url == "#bao-cho-chung-toi"  # which the layout's foot has
    assert ("Làm theo mô hình này" in text) == (how == "Nghe hết, rồi mới nói.")


def test_no_golden_page_is_left_over() -> None:
    assert sorted(path.stem for path in GOLDEN.iterdir()) == sorted(PAGES)


def test_the_head_of_a_page_has_its_title_and_summary(site: Path) -> None:
    said = page(site, "mo-hinh/goc-xanh-vi-du").partition("\n")[0]
    assert said.startswith('<link rel="canonical" href="https://dan-van-kheo.example/mo-hinh/goc-xanh-vi-du/">')
    assert said.partition("</script>")[2].startswith("“Góc xanh”")
    assert "Hội Phụ nữ phường Ví Dụ biến 12 góc phố" in said
    assert "noindex" not in said
    assert page(site, "mo-hinh/tiet-kiem-vi-du").partition("\n")[0].count("noindex") == 1


@pytest.mark.parametrize(
    ("site_url", "shared"),
    [
        ("https://dan-van-kheo.test/xa/", True),
        ("https://example.test/", True),
        ("https://dan-van-kheo.example/", False),
        ("http://dan-van-kheo.example:8000/", False),
        ("", False),
    ],
)
def test_the_share_row_needs_a_site_with_a_real_address(tmp_path: Path, site_url: str, shared: bool) -> None:  # noqa: FBT001 - parametrized
    with contextlib.closing(opened(good_roll(tmp_path / "entries"), None)) as build:
        built(build, tmp_path / "site", site_url=site_url)
    entry = Seen(page(tmp_path / "site", "mo-hinh/hoa-giai-vi-du"))
    assert ("Quét mã" in entry.text) == shared
    assert (f"{site_url}mo-hinh/hoa-giai-vi-du/" in entry.text) == shared
    bodies = [unquote(link.partition("&body=")[2]) for link in entry.values("href") if link.startswith("mailto:?")]
    assert len(bodies) == shared
    assert all(body.endswith(f".\r\n\r\n{site_url}mo-hinh/hoa-giai-vi-du/") for body in bodies)  # RFC 6068


def test_the_search_page_without_javascript_leads_to_lists(site: Path) -> None:
    note = page(site, "tim-kiem").partition("<noscript>")[2].partition("</noscript>")[0]
    assert "tắt JavaScript" in note
    assert "danh sách dưới đây" in note


def test_an_entry_page_is_in_the_order_citizens_ask(site: Path) -> None:
    text = Seen(page(site, "mo-hinh/goc-xanh-vi-du")).text
    asked = [
        "“Góc xanh” phường Ví Dụ",
        "Hội Phụ nữ phường Ví Dụ biến",
        "Đơn vị",
        "Địa bàn",
        "Con số",
        "Thực trạng",
        "Cách làm",
        "Từ đó đến nay",
        "Muốn làm theo",
        "Ghi nhận",
        "Báo cáo sơ kết",
        "Mô hình liên quan",
    ]
    places = [text.index(words) for words in asked]
    assert places == sorted(places)


def test_an_honour_without_a_decision_says_so(site: Path) -> None:
    text = Seen(page(site, "mo-hinh/goc-xanh-vi-du")).text
    assert "Quyết định số 45-QĐ/QU ngày 18/12/2023" in text
    assert "Chưa có số quyết định" in text


def test_a_round_shows_its_declared_and_its_published_numbers(site: Path) -> None:
    text = Seen(page(site, "dot-ton-vinh/so-ket-2017")).text
    assert "7 tập thể, cá nhân được biểu dương; 2 đã có bài" in text
    assert "Được biểu dương: 5 tập thể, 2 cá nhân." in text


def test_a_former_place_links_to_the_new_ones_and_back(site: Path) -> None:
    old, new = page(site, "dia-ban/phuong-vi-du"), page(site, "dia-ban/phuong-vi-du-2025")
    assert '/dia-ban/phuong-vi-du-2025/"' in old
    assert '/dia-ban/phuong-vi-du/"' in new


def test_lists_are_in_vietnamese_order(tmp_path: Path) -> None:
    roll = good_roll(tmp_path / "entries")
    path = roll / "danh-muc" / "chu-de.yml"
    names = ["Đường hoa", "Dân số", "Ăn uống", "Âm nhạc", "An toàn", "Ấm no", "Ô nhiễm", "Ơn nghĩa", "Ông bà"]
    rows = "".join(f"mau-{number}:\n  ten: {name}\n  hinh: la\n" for number, name in enumerate(names))
    path.write_text(path.read_text("utf-8").rstrip() + "\n" + rows, "utf-8")
    make(roll, tmp_path / "site")
    text = Seen(page(tmp_path / "site", "chu-de")).text
    right = ["An toàn", "Ăn uống", "Âm nhạc", "Ấm no", "Dân số", "Đường hoa", "Ô nhiễm", "Ông bà", "Ơn nghĩa"]
    assert sorted(right, key=text.index) == right


def test_a_long_list_is_cut_into_pages_that_link_to_each_other(tmp_path: Path) -> None:
    roll = good_roll(tmp_path / "entries")
    model = roll / "2018" / "hoa-giai-vi-du" / "index.md"
    for number in range(50):
        (folder := roll / "2020" / f"bai-{number}").mkdir(parents=True)
        (folder / "index.md").write_bytes(model.read_bytes())
        edit(folder, ten=f"Tổ hòa giải số {number}")
    make(roll, tmp_path / "site")
    first, second, third = (Seen(page(tmp_path / "site", f"mo-hinh{rest}")) for rest in ("", "/trang/2", "/trang/3"))
    assert [len(at.all("article")) for at in (first, second, third)] == [24, 24, 9]
    assert [[t.attributes["rel"] for t in at.all("a") if "rel" in t.attributes] for at in (first, second, third)] == [
        ["next"],
        ["prev", "next"],
        ["prev"],
    ]
    assert not (tmp_path / "site" / "mo-hinh" / "trang" / "4").exists()
