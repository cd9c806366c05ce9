"""What is published, and what is not."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from honour_roll.entries import folders as entry_folders
from site_tools import (
    body_of,
    built,
    cold,
    differences,
    edit,
    make,
    opened,
    page,
    tree,
)


def texts(site: Path) -> str:
    return "\n".join(path.read_text("utf-8") for path in site.rglob("*") if path.suffix in (".html", ".xml"))


@pytest.mark.parametrize(("status", "ribbon"), [("nhap", "Bản nháp"), ("cho-duyet", "Chờ duyệt")])
def test_what_is_not_published_shows_nowhere_but_in_a_preview(roll: Path, site: Path, status: str, ribbon: str) -> None:
    edit(roll / "2018" / "hoa-giai-vi-du", trang_thai=status, ten="Một tên chưa ai biết")
    make(roll, site)
    assert "Một tên chưa ai biết" not in texts(site)
    assert "hoa-giai-vi-du" not in texts(site)
    assert not (site / "mo-hinh" / "hoa-giai-vi-du").exists()

    make(roll, site, preview=True)
    assert "Một tên chưa ai biết" in page(site, "mo-hinh/hoa-giai-vi-du")
    assert f"{ribbon} – chưa công bố" in page(site, "mo-hinh/hoa-giai-vi-du")
    assert "noindex" in page(site, "mo-hinh/hoa-giai-vi-du")
    assert "hoa-giai-vi-du" not in (site / "sitemap.xml").read_text("utf-8")


def test_a_withdrawn_honour_leaves_a_tombstone_with_its_title_and_date(roll: Path, site: Path) -> None:
    make(roll, site)
    stone = page(site, "mo-hinh/tiet-kiem-vi-du")
    assert "<h1>Nhóm tiết kiệm năm nghìn đồng</h1>" in stone
    assert "Danh hiệu đã được thu hồi." in stone
    assert "8/3/2024" in stone
    assert "noindex" in stone
    assert "Chị em buôn bán nhỏ" not in texts(site)
    assert "tiet-kiem-vi-du" not in (site / "sitemap.xml").read_text("utf-8")
    assert "tiet-kiem-vi-du" not in page(site, "mo-hinh")


def test_a_hidden_entry_answers_and_says_nothing_of_what_it_said(roll: Path, site: Path) -> None:
    edit(roll / "2023" / "dem-binh-yen-vi-du", ten_cu=["dem-yen"])
    make(roll, site)
    assert "Bài viết hiện không đăng trên trang" in page(site, "mo-hinh/dem-binh-yen-vi-du")
    assert "Đêm bình yên" not in texts(site)
    assert '<a href="../dem-binh-yen-vi-du/">' in page(site, "mo-hinh/dem-yen")


def test_a_former_address_leads_to_the_present_one(roll: Path, site: Path) -> None:
    make(roll, site)
    for former, now in {"goc-xanh": "goc-xanh-vi-du", "tiet-kiem-nam-nghin": "tiet-kiem-vi-du"}.items():
        way = page(site, f"mo-hinh/{former}")
        assert f'<meta http-equiv="refresh" content="0; url=../{now}/">' in way
        assert f'<link rel="canonical" href="https://dan-van-kheo.example/mo-hinh/{now}/">' in way


def test_a_renamed_entry_answers_at_both_addresses_and_its_photos_move_along(
    roll: Path, site: Path, cache: Path
) -> None:
    make(roll, site, cache)
    new = (roll / "2023" / "ba-tran-thi-thu").rename(roll / "2023" / "lop-hoc-buoi-toi")
    edit(new, ten_cu=["ba-tran-thi-thu"])
    make(roll, site, cache)
    assert sorted(p.name for p in (site / "mo-hinh" / "ba-tran-thi-thu").iterdir()) == ["index.html"]
    assert "../lop-hoc-buoi-toi/" in page(site, "mo-hinh/ba-tran-thi-thu")
    assert (site / "mo-hinh" / "lop-hoc-buoi-toi" / "lop-hoc-480.avif").is_file()


def test_a_preview_shows_a_broken_entry_in_its_place_and_goes_on_with_the_rest(
    roll: Path, site: Path, cache: Path
) -> None:
    folder = roll / "2018" / "goc-xanh-vi-du"
    with contextlib.closing(opened(roll, cache, preview=True)) as build:
        built(build, site)
        whole, text = tree(site), (folder / "index.md").read_bytes()
        edit(folder, linh_vuc="van-hoa-xh")
        built(build, site)
        red = page(site, "mo-hinh/goc-xanh-vi-du")
        assert "Lĩnh vực “van-hoa-xh” không có trong danh mục." in red
        assert "Có phải “van-hoa-xa-hoi”?" in red
        assert "/mo-hinh/goc-xanh-vi-du/" not in page(site, "mo-hinh")
        assert "Ngõ xanh Minh Họa" in page(site, "mo-hinh")
        assert "Bài chưa đạt" in (site / "index.html").read_text("utf-8")
        (folder / "index.md").write_bytes(text)
        built(build, site)
        assert differences(tree(site), whole) == []
        assert "Bài chưa đạt" not in (site / "index.html").read_text("utf-8")


@pytest.mark.parametrize("preview", [False, True], ids=["builds", "preview"])
def test_an_entry_that_is_left_out_and_comes_back_is_on_every_page_of_programs(
    roll: Path, site: Path, cache: Path, *, preview: bool
) -> None:
    """It passes the rules of its folder all the time: only the roll tells whether it is published."""
    folder = roll / "2018" / "goc-xanh-vi-du"
    whole = body_of(folder)
    build = opened(roll, cache, preview=preview)
    for body in (whole, f"{whole}\n[Xem thêm](/mo-hinh/khong-co-bai-nay/).\n", whole):
        edit(folder, body=body)
        if preview:
            built(build, site)
        elif not opened(roll, None).load().problems:
            make(roll, site, cache)
        assert ("goc-xanh-vi-du" in (site / "sitemap.xml").read_text("utf-8")) == (body == whole or not preview)
    assert differences(tree(site), cold(roll, preview=preview)) == []
    build.close()


def test_what_is_no_entry_is_told_and_what_desktops_leave_is_not(roll: Path, site: Path) -> None:
    for litter in ("Thumbs.db", ".DS_Store", "~$index.docx", "index.md~"):
        (roll / "2018" / "goc-xanh-vi-du" / litter).write_bytes(b"x")
    make(roll, site)
    (roll / "2018" / "ghi-chu.txt").write_text("x", "utf-8")
    assert [problem.rule for problem in opened(roll, None).load().problems] == ["misplaced"]
    assert len(entry_folders.scan(roll, "entries")[0]) == len(list(roll.glob("*/*/index.md")))


def test_a_draft_that_has_only_begun_its_photos_is_shown_in_a_preview(roll: Path, site: Path, cache: Path) -> None:
    folder = roll / "2018" / "goc-xanh-vi-du"
    begun = {
        "anh": [{"mo_ta": "Vườn hoa trong ngõ"}],
        "ket_qua": [{"chi_so": "Hộ"}],
        "nhat_ky": [{"viec": "Trồng hoa"}],
    }
    edit(folder, trang_thai="nhap", nguon=[{"ten": "Báo cáo của Hội"}], ton_vinh=[{}], **begun)
    for path in folder.iterdir():
        if path.name != "index.md":
            path.unlink()
    with contextlib.closing(opened(roll, cache, preview=True)) as build:
        built(build, site)
        assert [problem for problem in build.load().problems if "goc-xanh-vi-du/" in problem.path] == []
    assert "Bài còn thiếu" in page(site, "mo-hinh/goc-xanh-vi-du")
