"""Open data: all that is published and nothing else, as JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from environment import ROOT
from honour_roll.builder.mkdocs_output import MkDocsOutput
from honour_roll.feeds.open_data import COLUMNS, OpenData
from honour_roll.problem import StoppedError
from honour_roll.site_info import Imprint, read_imprint
from site_tools import FRONT, LAYOUT, SITE_URL, edit, good_roll, make, opened, tree

PAGE = (ROOT / "docs" / "du-lieu-mo.md").read_text("utf-8")


@pytest.fixture(scope="module")
def roll(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return good_roll(tmp_path_factory.mktemp("data") / "entries")


@pytest.fixture(scope="module")
def site(roll: Path) -> Path:
    make(roll, roll.parent / "site")
    return roll.parent / "site"


@pytest.fixture
def copy(roll: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(roll, tmp_path / "entries"))


def all_json(site: Path) -> Any:
    return json.loads((site / "mo-hinh.json").read_text("utf-8"))


def rows(site: Path) -> list[dict[str, str]]:
    text = (site / "mo-hinh.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


# --- what is in it ----------------------------------------------------------------------------------------------------


def test_all_published_models_are_there_newest_first(site: Path) -> None:
    data = all_json(site)
    slugs = [model["ma"] for model in data["mo_hinh"]]
    assert len(slugs) == data["so_mo_hinh"] == 7
    assert slugs == [row["Mã"] for row in rows(site)]
    days = [model["ngay_dang"] for model in data["mo_hinh"]]
    assert days == sorted(days, reverse=True)
    assert {f"{slug}.json" for slug in slugs} == {
        path.name for path in (site / "mo-hinh").glob("*.json") if path.name != "feed.json"
    }


def test_nothing_unpublished_is_there(copy: Path, tmp_path: Path) -> None:
    """Neither drafts, hidden or withdrawn entries, nor references to them, nor consent."""
    edit(copy / "2018" / "hoa-giai-vi-du", trang_thai="nhap")
    edit(copy / "2018" / "goc-xanh-vi-du", nhan_rong={"hoc_tu": "hoa-giai-vi-du", "da_ap_dung": ["hoa-giai-vi-du"]})
    person = copy / "2023" / "ba-tran-thi-thu"
    edit(person, dong_y={"co": True, "ngay": "2023-01-01", "ho_so": "DY-BIMAT-7"})
    for preview in (False, True):
        make(copy, tmp_path / f"site-{preview}", preview=preview)
        made = {
            n: t.decode()
            for n, t in tree(tmp_path / f"site-{preview}").items()
            if n.endswith((".json", ".csv", ".xml", ".map")) and not n.startswith("tim-kiem/")
        }
        assert "mo-hinh.json" in made
        for words in ("hoa-giai-vi-du", "DY-BIMAT-7", "dong_y", "tu-sach-minh-hoa", "Nhóm tiết kiệm năm nghìn đồng"):
            assert not [name for name, text in made.items() if words in text], (words, preview)
        assert "ba-tran-thi-thu" in made["mo-hinh.json"]


def test_a_model_has_a_file_of_its_own_with_its_text_and_photos(site: Path) -> None:
    model = json.loads((site / "mo-hinh" / "goc-xanh-vi-du.json").read_text("utf-8"))
    line = next(m for m in all_json(site)["mo_hinh"] if m["ma"] == "goc-xanh-vi-du")
    assert {key: model[key] for key in line} == line
    assert model["dia_chi"] == f"{SITE_URL}mo-hinh/goc-xanh-vi-du/"
    assert model["du_lieu"] == f"{SITE_URL}mo-hinh/goc-xanh-vi-du.json"
    assert [part["muc"] for part in model["noi_dung"] if part["muc"]][:2] == ["Thực trạng", "Cách làm"]
    assert "@@" not in json.dumps(model)
    assert model["anh"]
    for photo in model["anh"]:
        assert (site / photo["url"].removeprefix(SITE_URL)).read_bytes().startswith(b"\xff\xd8")


def test_every_key_is_always_there(site: Path) -> None:
    models = all_json(site)["mo_hinh"]
    assert len({tuple(model) for model in models}) == 1
    assert all(model["giai_doan"] is None or model["giai_doan"] for model in models)


# --- its documentation ------------------------------------------------------------------------------------------------


def test_every_key_and_file_is_documented(site: Path) -> None:
    table = PAGE.partition("| Mục | Nghĩa |")[2].partition("\n\n")[0]
    told = set(re.findall(r"`(\w+)`", "\n".join(line.split("|")[1] for line in table.splitlines()[2:])))
    model = json.loads((site / "mo-hinh" / "goc-xanh-vi-du.json").read_text("utf-8"))
    about = {"trang", "don_vi_xuat_ban", "giay_phep", "mo_ta_du_lieu"}
    assert told == model.keys() - about
    for key in all_json(site).keys() - {"mo_ta_du_lieu", "mo_hinh"}:
        assert f"`{key}`" in PAGE, key


def test_the_documented_example_works(site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    program = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[0]
    monkeypatch.chdir(site)
    exec(program, {})  # noqa: S102 - ours
    assert "'Văn hóa – xã hội': " in capsys.readouterr().out
    figure = json.loads(re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0])
    found = [f for model in all_json(site)["mo_hinh"] for f in model["ket_qua"]]
    assert {tuple(f) for f in found} == {tuple(figure)}


def test_a_supposed_recognition_is_marked_in_both_files(copy: Path, tmp_path: Path) -> None:
    edit(copy / "2018" / "hoa-giai-vi-du", ton_vinh=[{"dot": "so-ket-2017", "tam_xep": True}])
    make(copy, tmp_path / "site")
    marked = {m["ma"]: [honour["tam_xep"] for honour in m["ton_vinh"]] for m in all_json(tmp_path / "site")["mo_hinh"]}
    assert [slug for slug, supposed in marked.items() if any(supposed)] == ["hoa-giai-vi-du"]
    cells = {row["Mã"]: row["Tôn vinh"] for row in rows(tmp_path / "site")}
    assert [slug for slug, cell in cells.items() if cell.endswith(" (tạm xếp)")] == ["hoa-giai-vi-du"]


# --- spreadsheets -----------------------------------------------------------------------------------------------------


def test_the_csv_follows_rfc_4180_and_opens_in_excel(copy: Path, tmp_path: Path) -> None:
    title = 'Ngõ "sạch", đẹp;\u00a0và “xanh”'
    edit(copy / "2018" / "hoa-giai-vi-du", ten=title)
    make(copy, tmp_path / "site")
    data = (tmp_path / "site" / "mo-hinh.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == 1 + 7
    found = rows(tmp_path / "site")
    assert list(found[0]) == list(COLUMNS.values())
    assert " ".join(title.split()) in [row["Tên mô hình"] for row in found]
    assert all(None not in row and None not in row.values() for row in found)


@pytest.mark.parametrize(
    "begun",
    [
        '=HYPERLINK("https://x.example";"bấm")',
        "+84 ngõ sạch đẹp",
        "-2+3 việc làm hay",
        "@SUM(A1:A9) việc hay",
        "＝1＋1 việc rất hay",
        "Ngõ xanh;=1+1;sạch đẹp",
        "Ngõ xanh; \t@SUM(A1) sạch",
    ],
)
def test_no_cell_is_a_formula_with_either_separator(copy: Path, tmp_path: Path, begun: str) -> None:
    summary = f"{begun}, một việc nhỏ mà cả phường cùng làm và giữ được lâu dài."
    edit(copy / "2018" / "hoa-giai-vi-du", tom_tat=summary.replace("\t", ""))
    make(copy, tmp_path / "site")
    text = (tmp_path / "site" / "mo-hinh.csv").read_bytes().decode("utf-8-sig")
    for sign in (",", ";"):
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=sign):
            assert not [cell for cell in line if re.match(r"[\s\"]*[=+\-@＝＋－＠]", cell)], sign
    model = next(m for m in all_json(tmp_path / "site")["mo_hinh"] if m["ma"] == "hoa-giai-vi-du")
    assert model["tom_tat"] == summary.replace("\t", "")  # JSON has the text unchanged


# --- only what changed is made again ----------------------------------------------------------------------------------


def test_after_an_edit_one_line_is_another(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, cache, made = tmp_path / "site", tmp_path / "cache", list[str]()
    make(copy, site, cache)
    line = OpenData.line
    monkeypatch.setattr(OpenData, "line", lambda data, entry: made.append(entry.slug) or line(data, entry))
    before = (site / "mo-hinh.json").read_bytes().splitlines()
    edit(
        copy / "2018" / "hoa-giai-vi-du",
        ket_qua=[{"chi_so": "Vụ việc", "gia_tri": 7.5, "don_vi_tinh": "vụ", "nguon": "n1"}],
    )
    make(copy, site, cache)
    assert made == ["hoa-giai-vi-du"], "the other lines are kept ones"
    after = (site / "mo-hinh.json").read_bytes().splitlines()
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 1
    assert '"gia_tri":7.5' in changed[0].decode()
    make(copy, tmp_path / "cold")
    assert tree(site) == tree(tmp_path / "cold")


# --- the imprint ------------------------------------------------------------------------------------------------------


def test_the_licence_is_in_the_data_when_it_is_known(copy: Path, tmp_path: Path) -> None:
    said = Imprint(
        "Trang <thử>", "Giới thiệu", "Phường & bạn", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/deed.vi"
    )
    with closing(opened(copy, None)) as build:
        loaded = build.load()
        assert loaded.problems == []
        build.publish(tmp_path / "site", loaded, MkDocsOutput(LAYOUT, FRONT, SITE_URL, imprint=said))
    data = all_json(tmp_path / "site")
    assert data["giay_phep"] == {"ten": said.licence, "url": said.licence_url}
    assert data["don_vi_xuat_ban"] == "Phường & bạn"
    atom = (tmp_path / "site" / "mo-hinh" / "atom.xml").read_text("utf-8")
    assert "<title>Trang &lt;thử&gt;</title>" in atom
    assert f"<rights>CC BY 4.0 – {said.licence_url}</rights>" in atom


def test_what_mkdocs_yml_says_of_the_licence() -> None:
    url = "https://creativecommons.org/licenses/by/4.0/deed.vi"
    assert (
        read_imprint("Trang", {}) == read_imprint("Trang", {"licence": {"name": "", "url": None}}) == Imprint("Trang")
    )
    assert read_imprint("Trang", {"licence": {"name": "CC BY 4.0", "url": url}, "publisher": " Phường  A "}) == Imprint(
        "Trang", publisher="Phường A", licence="CC BY 4.0", licence_url=url
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("CC BY 4.0", "“CC BY 4.0” không phải là các dòng name, url."),
        ({"name": "CC BY 4.0"}, "thiếu url."),
        ({"url": "https://x.example/"}, "thiếu name."),
        ({"ten": "CC"}, "không có dòng nào gọi là “ten”."),
        ({"name": "CC", "url": "javascript:alert(1)"}, "“javascript:alert(1)” không phải là địa chỉ web."),
        ({"name": "CC", "url": "https://[x"}, "không phải là địa chỉ web."),
    ],
)
def test_a_licence_that_is_none_is_told_with_its_mend(given: object, said: str) -> None:
    with pytest.raises(StoppedError, match=re.escape(said)) as wrong:
        read_imprint("Trang", {"licence": given})
    assert str(wrong.value).startswith("mkdocs.yml, mục extra: licence: ")
    assert "\n    " in str(wrong.value)
