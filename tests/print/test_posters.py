"""Posters and plaques: what is printed is what the entry says, on one page, with its code and its letters."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from printed_text import sizes_of
from pypdf import PdfReader

from environment import ROOT
from honour_roll.print import pdf as pdf_files
from honour_roll.print.pdf import Press, Sheet
from honour_roll.print.posters import SheetMaker
from honour_roll.site_info import load_site_info
from site_tools import GOOD, body_of, edit, loaded, opened, run

URL = "https://dan-van-kheo.vi-du.vn/"
HOSTILE = '#set page(fill: red) *đậm* $x^2$ \\u{41} @ref <nhãn> `mã` // "x" #{1'
SHOUTED = ("MÔ HÌNH ĐƯỜNG PHỐ TỰ QUẢN VỀ TRẬT TỰ ĐÔ THỊ VÀ VỆ SINH MÔI TRƯỜNG " * 3)[:120].strip()


@pytest.fixture(scope="module")
def roll(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay down the good entries, one with a hostile title and summary, one that shouts, one with a tall photo."""
    folder = tmp_path_factory.mktemp("roll") / "entries"
    shutil.copytree(GOOD, folder)
    edit(folder / "2018" / "hoa-giai-vi-du", ten=HOSTILE, tom_tat=f"{HOSTILE} và thêm ít chữ cho đủ dài")
    edit(folder / "2018" / "sach-duong-minh-hoa", ten=SHOUTED)
    photo = folder / "2023" / "ba-tran-thi-thu" / "lop-hoc.jpg"
    with Image.open(photo) as picture:
        turned = picture.transpose(Image.Transpose.ROTATE_90)
    turned.save(photo)
    return folder


@pytest.fixture(scope="module")
def sheets(roll: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Sheet]]:
    yield from sheets_of(roll, URL, tmp_path_factory.mktemp("cache"))


def sheets_of(roll: Path, url: str, cache: Path) -> Iterator[dict[str, Sheet]]:
    build = opened(roll, cache)
    context = loaded(build)
    settings = load_site_info(ROOT / "mkdocs.yml")._replace(url=url)
    maker = SheetMaker(context.view, context.roll, build.renditions, settings)
    yield {name: sheet for entry in context.roll.entries for name, sheet in maker.sheets(maker.model(entry))}
    build.close()


def pdf_of(sheet: Sheet, kept: dict[str, bytes] = {}) -> bytes:  # noqa: B006 - kept on purpose: each is made once
    if sheet.fingerprint not in kept:
        [kept[sheet.fingerprint]] = pdf_files.printed(sheet)
    return kept[sheet.fingerprint]


def reader(sheet: Sheet) -> PdfReader:
    return PdfReader(io.BytesIO(pdf_of(sheet)))


def words(pdf: bytes) -> str:
    """Return the text of a PDF with one space between any two words."""
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(text.replace("\u200b", "").split())


def test_every_published_entry_has_a_poster_and_a_plaque(sheets: dict[str, Sheet]) -> None:
    slugs = {"goc-xanh-vi-du", "hoa-giai-vi-du", "sach-duong-minh-hoa", "ba-tran-thi-thu", "ngo-xanh-minh-hoa"}
    slugs |= {"tuyen-duong-lien-hoan"}
    assert set(sheets) == {f"{slug}-{kind}.pdf" for slug in slugs for kind in ("ap-phich", "bien")}


def test_a_poster_is_one_a4_page_and_a_plaque_an_a5_and_an_a6(sheets: dict[str, Sheet]) -> None:
    for name, sheet in sheets.items():
        pages = PdfReader(io.BytesIO(pdf_of(sheet))).pages
        sizes = [tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) for page in pages]
        assert sizes == ([(210, 297)] if name.endswith("ap-phich.pdf") else [(148, 210), (105, 148)]), name


def test_letters_are_letters_and_the_fonts_are_inside(sheets: dict[str, Sheet]) -> None:
    for name, sheet in sheets.items():
        pdf = pdf_of(sheet)
        assert len(pdf) < 1_000_000, name
        for page in PdfReader(io.BytesIO(pdf)).pages:
            fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
            names = {font["/BaseFont"].partition("+")[2].partition("-")[0] for font in fonts}
            assert names == {"BeVietnamPro"}, name
            inner = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in fonts]
            assert all("/FontFile2" in one or "/FontFile3" in one for one in inner), name


def test_the_code_on_the_printed_page_leads_to_the_entry(sheets: dict[str, Sheet]) -> None:
    for name, sheet in sheets.items():
        for page in pdf_files.printed(sheet, "png", 110):
            with Image.open(io.BytesIO(page)) as picture:
                found = [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]
            assert found == [f"{URL}mo-hinh/{name.rpartition('-ap-phich')[0] or name.rpartition('-bien')[0]}/"], name


def test_what_an_entry_says_is_never_markup(sheets: dict[str, Sheet]) -> None:
    for kind in ("ap-phich", "bien"):
        assert HOSTILE.replace(" ", "") in words(pdf_of(sheets[f"hoa-giai-vi-du-{kind}.pdf"])).replace(" ", "")


def test_a_title_in_120_capitals_is_all_there(sheets: dict[str, Sheet]) -> None:
    for kind in ("ap-phich", "bien"):
        assert SHOUTED.replace(" ", "") in words(pdf_of(sheets[f"sach-duong-minh-hoa-{kind}.pdf"])).replace(" ", "")


def test_a_poster_says_who_what_and_how(sheets: dict[str, Sheet]) -> None:
    said = words(pdf_of(sheets["goc-xanh-vi-du-ap-phich.pdf"]))
    for part in (
        "Hội Liên hiệp Phụ nữ phường Ví Dụ · 2023",
        "1.250 hộ nhận chăm. Hội LHPN phường Ví Dụ, tháng 11/2023.",
        "Ảnh: Hội LHPN phường Ví Dụ",
        "Quét mã để đọc và làm theo",
    ):
        assert part in said
    assert "chưa có số" not in said.lower()
    assert "Nguồn" not in said
    said = words(pdf_of(sheets["ngo-xanh-minh-hoa-ap-phich.pdf"]))
    assert "Cách làm Làm giàn dây thép cao ba mét" in said
    assert "Kết quả Ba ngõ có bóng mát." in said
    assert "Chưa có số đo" not in said


def test_a_poster_is_read_from_afar(sheets: dict[str, Sheet]) -> None:
    tried = 0
    for name, sheet in sheets.items():
        if name.endswith("ap-phich.pdf"):
            sizes = sizes_of(reader(sheet))
            assert min(sizes) >= 16, name
            tried += sum(map(len, sizes.values()))
    assert tried > 60


def test_only_a_figure_with_a_date_is_large(sheets: dict[str, Sheet]) -> None:
    assert sizes_of(reader(sheets["goc-xanh-vi-du-ap-phich.pdf"]))[76] == ["1.250"]
    undated = sheets["goc-xanh-vi-du-ap-phich.pdf"]
    figures = [figure | {"said": ""} for figure in undated.data["model"]["figures"]]
    undated = undated._replace(data={**undated.data, "model": {**undated.data["model"], "figures": figures}})
    assert max(sizes_of(reader(undated))) < 50
    assert "1.250" not in words(pdf_of(undated))


def test_a_place_is_named_unless_the_units_name_has_it(roll: Path, tmp_path: Path) -> None:
    copy = tmp_path / "entries"
    shutil.copytree(roll, copy)
    units = copy / "danh-muc" / "don-vi.yml"
    text = units.read_text("utf-8")
    for name, is_named in (("phường Ví Dụ", False), ("phường Ví Dụ Đông", True)):
        units.write_text(text.replace("Phụ nữ phường Ví Dụ", f"Phụ nữ {name}"), "utf-8")
        build = opened(copy, tmp_path / "cache")
        context = loaded(build)
        maker = SheetMaker(context.view, context.roll, build.renditions, load_site_info(ROOT / "mkdocs.yml"))
        assert bool(maker.model(context.roll.by_slug["goc-xanh-vi-du"]).elsewhere) == is_named
        build.close()


def test_what_does_not_fit_on_a_poster_is_left_out_by_paragraph(roll: Path, tmp_path: Path) -> None:
    copy = tmp_path / "entries"
    shutil.copytree(roll, copy)
    steps = [
        f"{n}. Gặp từng nhà trong tổ số {n}, nghe bà con nói, việc nào làm được thì làm ngay." for n in range(1, 40)
    ]
    gaps = ["Bài nguồn không nêu kinh phí.", "Nếu bạn biết, xin báo cho chúng tôi."]
    entry = copy / "2018" / "sach-duong-minh-hoa"
    how = "\n\n".join(["Cả tổ làm theo các bước:", *steps[:30], " ".join(gaps), *steps[30:]])
    edit(entry, body_of(entry).replace("## Cách làm\n", f"## Cách làm\n\n{how}\n"))
    pdf = pdf_of(next(sheets_of(copy, URL, tmp_path / "cache"))["sach-duong-minh-hoa-ap-phich.pdf"])
    said = words(pdf)
    kept = [n for n in range(1, 40) if f"tổ số {n}, nghe bà con nói, việc nào làm được thì làm ngay." in said]
    assert kept == list(range(1, len(kept) + 1))
    assert 1 <= len(kept) < 12
    assert f"tổ số {len(kept) + 1}," not in said
    assert not any(gap in said for gap in gaps)
    assert min(sizes_of(PdfReader(io.BytesIO(pdf)))) >= 16
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1


def test_the_same_entry_gives_the_same_bytes(roll: Path, sheets: dict[str, Sheet], tmp_path: Path) -> None:
    again = next(sheets_of(roll, URL, tmp_path))
    for name in ("goc-xanh-vi-du-ap-phich.pdf", "hoa-giai-vi-du-bien.pdf"):
        assert again[name].fingerprint == sheets[name].fingerprint
        pdf_files._compiler.cache_clear()
        assert pdf_files.printed(again[name]) == [pdf_of(sheets[name])]


def test_what_was_printed_is_kept_until_something_of_it_changes(sheets: dict[str, Sheet], tmp_path: Path) -> None:
    some = [(name, sheet) for name, sheet in sorted(sheets.items()) if name.endswith("bien.pdf")][:3]
    first = Press(tmp_path, 1)
    made = dict(first.print(some))
    assert (first.made, len(made)) == (3, 3)
    again = Press(tmp_path, 1)
    assert dict(again.print(some)) == made
    assert again.made == 0
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:-1] + b"?")  # damaged
    mended = Press(tmp_path, 1)
    assert (dict(mended.print(some)), mended.made) == (made, 3)
    _, sheet = some[0]
    model = {**sheet.data["model"], "title": "Tên khác"}
    assert sheet._replace(data={**sheet.data, "model": model}).fingerprint != sheet.fingerprint


def test_what_is_blurred_on_the_page_is_blurred_in_print(roll: Path, tmp_path: Path) -> None:
    copy = tmp_path / "entries"
    shutil.copytree(roll, copy)
    folder = copy / "2023" / "ba-tran-thi-thu"
    with Image.open(folder / "lop-hoc.jpg") as picture:
        noisy = Image.effect_noise(picture.size, 120).convert("RGB")
    noisy.save(folder / "lop-hoc.jpg", quality=95)
    photo = {"tep": "lop-hoc.jpg", "mo_ta": "Căn phòng nhỏ có bảng đen", "tac_gia": "Tổ dân phố số 5"}
    edit(folder, anh=[photo | {"lam_mo": [[0, 0, 100, 100]]}])
    pdf = pdf_of(next(sheets_of(copy, URL, tmp_path / "cache"))["ba-tran-thi-thu-ap-phich.pdf"])
    [image] = PdfReader(io.BytesIO(pdf)).pages[0].images
    values = [grey for _, grey in image.image.convert("L").resize((200, 200)).getcolors(65536) or []]
    assert max(values) - min(values) < 60  # the noise of the original spans all of 256


def test_a_site_without_an_address_gets_posters_without_codes(roll: Path, tmp_path: Path) -> None:
    found = next(sheets_of(roll, "https://dan-van-kheo.example/", tmp_path))
    assert not [name for name in found if name.endswith("bien.pdf")]
    poster = found["goc-xanh-vi-du-ap-phich.pdf"]
    assert "qr.svg" not in dict(poster.files)
    assert "example" not in words(pdf_of(poster)).replace("quan-vi-du.example", "")


def test_the_command_prints_says_why_not_and_prints_nothing_twice(roll: Path, tmp_path: Path) -> None:
    copy, out = tmp_path / "entries", tmp_path / "out"
    shutil.copytree(roll, copy)
    entry = copy / "2018" / "sach-duong-minh-hoa"
    edit(entry, body_of(entry).replace("sáng thứ bảy", "sáng thứ bảy \N{SMILING FACE WITH SMILING EYES}"))
    command = ["posters.py", "--entries", copy, "--out", out]
    code, said = run(*command, folder=tmp_path)
    assert code == 1
    assert "chưa phải địa chỉ thật, nên áp phích không có mã QR" in said
    assert "2018/sach-duong-minh-hoa/index.md: phông chữ in không có “😊” (U+1F60A)" in said
    assert "5 bài: in mới 5 tệp, thay 5 tệp trong" in said
    assert len(list(out.iterdir())) == 5
    code, said = run(*command, "goc-xanh-vi-du", "khong-co", folder=tmp_path)
    assert "khong-co: không có bài nào tên ấy" in said
    assert (code, said.splitlines()[-1].partition(" trong")[0]) == (1, "1 bài: in mới 0 tệp, thay 0 tệp")
    code, said = run(*command, "goc-xanh-vi-du", folder=tmp_path)
    assert code == 0
    edit(copy / "2018" / "goc-xanh-vi-du", trang_thai="thu-hoi")
    code, said = run(*command, folder=tmp_path)
    assert "còn bản in của bài không còn công bố: goc-xanh-vi-du-ap-phich.pdf.\n" in said
    assert (out / "goc-xanh-vi-du-ap-phich.pdf").is_file()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("site_name: [", "mkdocs.yml:1: không đọc được tệp này."),
        ("site_url: dan-van.vn", "mkdocs.yml: site_url “dan-van.vn/” không phải là địa chỉ đầy đủ"),
        ("site_url: https://a.vn/?x=1", "không phải là địa chỉ đầy đủ"),
        ("INHERIT: khac.yml", "mkdocs.yml: lệnh in không đọc tệp mà dòng INHERIT dẫn tới."),
        ("extra: {colours: {brand: '#ffffff'}}", "mkdocs.yml, mục extra: colours: brand “#ffffff” nhạt quá"),
    ],
)
def test_settings_that_cannot_be_read_are_told(tmp_path: Path, text: str, says: str) -> None:
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(text, "utf-8")
    code, said = run("posters.py", "--config", settings, folder=tmp_path)
    assert (code, says in said) == (1, True), said


def test_settings_that_are_not_there_are_told(tmp_path: Path) -> None:
    code, said = run("posters.py", "--config", tmp_path / "nope.yml", folder=tmp_path)
    assert (code, said) == (1, f"{tmp_path}/nope.yml: không có tệp này.\n    Xem lại đường dẫn sau --config.\n")


def test_settings_are_read_as_mkdocs_reads_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text(
        "site_name: !ENV [TEN_TRANG, Trang thử]\nsite_url: !ENV DIA_CHI\nplugins: !!python/name:os.system ''\n", "utf-8"
    )
    monkeypatch.setenv("DIA_CHI", "https://a.vn")
    assert load_site_info(path)[:3] == ("Trang thử", "https://a.vn/", "")
