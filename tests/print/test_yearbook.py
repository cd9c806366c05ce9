"""The yearbook: a book of whole spreads, whose contents and indexes lead to the pages where the models are."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from printed_text import places_of, sizes_of
from pypdf import PdfReader

from environment import ROOT
from honour_roll.print import pdf as pdf_files
from honour_roll.print import yearbook
from honour_roll.print.pdf import Sheet
from honour_roll.print.posters import SheetMaker
from honour_roll.site_info import load_site_info
from honour_roll.taxonomies import ROUNDS, YEARS
from honour_roll.text import vietnamese
from site_tools import GOOD, body_of, edit, loaded, opened, run

URL = "https://dan-van-kheo.vi-du.vn/"
MANY = 150
LONG = "\n\n".join(
    f"{n}. Gặp từng nhà trong tổ số {n}, nghe bà con nói, việc nào làm được thì làm ngay." for n in range(1, MANY)
)
MIDDLING = "\n\n".join(f"Đoạn {n}: gặp từng nhà trong tổ, nghe bà con nói rồi mới làm." for n in range(1, 24))

EMPTY_ROUND = """
dot-moi:
  ten: Đợt chưa có bài nào
  danh_hieu: dien-hinh-dan-van-kheo
  co_quan: quan-uy-vi-du
  ngay: 2024
  cong_bo: {tap_the: 1, ca_nhan: 0}
"""

Maker = Callable[[str, str], Sheet]


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Maker]:
    """Return a function that makes the book of a round or a year; texts are short, middling and far too long."""
    folder = tmp_path_factory.mktemp("roll") / "entries"
    shutil.copytree(GOOD, folder)
    for slug, text in (("hoa-giai-vi-du", LONG), ("sach-duong-minh-hoa", MIDDLING)):
        entry = folder / "2018" / slug
        edit(
            entry,
            body_of(entry).replace("## Cách làm\n", f"## Cách làm\n\n{text}\n"),
            ton_vinh=[{"dot": "so-ket-2017"}],
        )
    edit(folder / "2018" / "hoa-giai-vi-du", ten='#pagebreak() *Hòa giải* $x$ \\ "ngồi lại" <m-goc-xanh-vi-du>')
    build = opened(folder, None)
    context, site = loaded(build), load_site_info(ROOT / "mkdocs.yml")._replace(url=URL)
    maker = SheetMaker(context.view, context.roll, build.renditions, site)

    def made(round_key: str, year: str) -> Sheet:
        what = (ROUNDS, round_key) if round_key else (YEARS, year)
        return yearbook.sheet(maker, context.roll, yearbook.entries_of(context.roll, *what), *what)

    yield made
    build.close()


@pytest.fixture(scope="module")
def book(maker: Maker) -> Sheet:
    return maker("so-ket-2017", "")


@pytest.fixture(scope="module")
def pdf(book: Sheet) -> PdfReader:
    return PdfReader(io.BytesIO(pdf_files.printed(book)[0]))


@pytest.fixture(scope="module")
def drawn(book: Sheet) -> list[Image.Image]:
    """Return each page in greys, as it looks once it is cut."""
    return [Image.open(io.BytesIO(page)).convert("L") for page in pdf_files.printed(book, "png", 150)]


@pytest.fixture(scope="module")
def pages(pdf: PdfReader) -> list[str]:
    """Return the words of each page, with one space between any two."""
    return [" ".join(page.extract_text().replace("\u200b", "").split()) for page in pdf.pages]


def page_of(pages: list[str], words: str) -> list[int]:
    return [number for number, text in enumerate(pages, start=1) if words in text]


def test_every_model_has_a_spread_and_a_long_one_two(book: Sheet, pages: list[str]) -> None:
    models = [model for chapter in book.data["book"]["chapters"] for model in chapter["models"]]
    assert len(models) == 3
    lefts = [page_of(pages, model["unit"].replace("\u00a0", " "))[0] for model in models]
    assert lefts == [6, 8, 12]
    for model, last in zip(models, (7, 11, 13), strict=True):
        assert model["short"].replace("\u200b", "") in pages[last - 1], "its address is at the foot of its last page"
    assert page_of(pages, "Bảng tra")[0] == 14


@pytest.mark.parametrize("models", [1, 2, 3, 22, 60])
def test_no_page_is_blank_and_no_leaf_is_half(maker: Maker, models: int) -> None:
    """The pages of contents and of indexes are now even and now odd in number: long titles and units take room."""
    sheet = maker("so-ket-2017", "")
    book = sheet.data["book"]
    chapter = book["chapters"][0]
    model = chapter["models"][0]
    short = model | {"sections": [], "shots": []}
    many = [short | {"slug": f"m{n}", "title": f"{model['title']} số {n} " * 3} for n in range(models)]
    units = [{"name": f"Tổ dân phố số {n} phường Ví Dụ", "slugs": [f"m{n}"]} for n in range(models)]
    inner = book | {"chapters": [chapter | {"models": many}], "units": units, "people": [], "places": []}
    code = dict(sheet.files)[f"{model['slug']}-qr.svg"]
    files = (*sheet.files, *((f"m{n}-qr.svg", code) for n in range(models)))
    made = pdf_files.printed(sheet._replace(data=sheet.data | {"book": inner}, files=files))[0]
    texts = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(made)).pages]
    assert len(texts) % 2 == 0
    assert all(texts)
    assert sum("Về cuốn sách này" in text for text in texts) == 1
    above = f"{model['kind']} · {model['year']}".replace("\u00a0", " ")
    lefts = [number for number, text in enumerate(texts, 1) if above in text]
    assert len(lefts) == models
    assert all(left % 2 == 0 for left in lefts)


def test_a_binder_may_ask_for_a_multiple_of_four_pages(maker: Maker) -> None:
    sheet = maker("so-ket-2017", "")
    for multiple in (4, 8, 16):
        asked = sheet._replace(data={**sheet.data, "book": {**sheet.data["book"], "multiple": multiple}})
        texts = [page.extract_text().strip() for page in PdfReader(io.BytesIO(pdf_files.printed(asked)[0])).pages]
        assert len(texts) % multiple == 0
        blank = [number for number, text in enumerate(texts, 1) if not text]
        assert blank == list(range(len(texts) - len(blank), len(texts)))  # before the back cover
        assert len(blank) < multiple


def test_letters_of_a_text_are_large_enough_and_none_is_tiny(pdf: PdfReader) -> None:
    sizes = sizes_of(pdf)
    assert min(sizes) >= 8
    body = [size for size, texts in sizes.items() if any("nghe bà con nói" in text or "Đoạn" in text for text in texts)]
    assert body
    assert min(body) >= 10.5


def test_a_table_is_a_table(pdf: PdfReader) -> None:
    places = {text: (across, down) for text, across, down in reversed(places_of(pdf))}
    rows = (("Việc", "Ai làm", "Khi nào"), ("Tưới", "Hộ nhận", "Mỗi chiều"), ("Nhổ cỏ", "Chi hội", "Thứ bảy đầu"))
    table = [[places[cell] for cell in row] for row in rows]
    for row in table:
        assert len({round(down) for _, down in row}) == 1, "cells of a row stand on one line"
    for column in zip(*table, strict=True):
        assert len({round(across) for across, _ in column}) == 1, "cells of a column stand below one another"


def test_the_contents_and_the_indexes_lead_to_the_right_pages(pages: list[str]) -> None:
    contents, index = pages[2], pages[13]
    for title, page in (("“Góc xanh” phường Ví Dụ", 6), ("Sạch đường, sạch ngõ phường Minh Họa", 12)):
        assert re.search(rf"{re.escape(title)}[ .]+{page}\b", contents)
    assert re.search(r"Các đơn vị[ .]+14\b", contents)
    assert re.search(r"Ủy ban Mặt trận Tổ quốc Việt Nam phường Ví Dụ[ .]+6, 8\b", index)
    assert re.search(r"Phường Minh Họa \(quận Ví Dụ\)[ .]+12\b", index)


def test_indexes_are_in_the_order_of_vietnamese_dictionaries(maker: Maker) -> None:
    book = maker("", "2023").data["book"]
    for name in ("units", "places"):
        names = [line["name"].replace("\u00a0", " ") for line in book[name]]
        assert names == sorted(names, key=vietnamese.sort_key)
        assert len(names) > 1


def test_only_those_are_indexed_as_people_who_agreed(maker: Maker) -> None:
    assert [line["slugs"] for line in maker("", "2023").data["book"]["people"]] == [["ba-tran-thi-thu"]]
    assert maker("so-ket-2017", "").data["book"]["people"] == []


def test_a_text_that_fits_is_all_there_and_one_that_does_not_says_where_the_rest_is(pages: list[str]) -> None:
    whole = " ".join(pages[11:13])
    assert all(f"Đoạn {n}:" in whole for n in range(1, 24))
    assert "Còn nữa" not in whole
    cut = pages[8:11]
    assert [text.count("Còn nữa: bài đầy đủ ở trang Dân vận khéo Cầu Giấy, quét mã để đọc tiếp.") for text in cut] == [
        0, 0, 1,
    ]  # fmt: skip
    kept = [n for n in range(1, MANY) if f"tổ số {n}," in " ".join(cut)]
    assert kept == list(range(1, len(kept) + 1))
    assert 60 < len(kept) < MANY - 1


def test_nothing_runs_over_the_foot_of_a_page(drawn: list[Image.Image]) -> None:
    for number in range(7, 14, 2):
        page = drawn[number - 1]
        foot = page.crop((page.width // 8, round(page.height * 0.945), page.width // 2, page.height))
        assert foot.getextrema() == (255, 255), number


def test_what_an_entry_says_is_never_markup(pages: list[str]) -> None:
    assert page_of(pages, '#pagebreak() *Hòa giải* $x$ \\ "ngồi lại" <m-goc-xanh-vi-du>')[-1] == 8


def test_the_page_has_bleed_and_a_box_to_cut_to(pdf: PdfReader) -> None:
    for page in pdf.pages:
        inner, outer = ([round(float(side) / 72 * 25.4) for side in box] for box in (page.trimbox, page.mediabox))
        assert (inner, outer) == ([3, 3, 193, 273], [0, 0, 196, 276])


def test_margins_are_mirrored_for_the_binding(drawn: list[Image.Image]) -> None:
    """The number of a left page stands at its left edge, of a right page at its right edge."""
    for number in range(6, 14):
        wide, high = drawn[number - 1].size
        left, right = (0.075, 0.115), (0.88, 0.925)
        boxes = [(round(wide * a), round(high * 0.92), round(wide * b), round(high * 0.98)) for a, b in (left, right)]
        inked = [drawn[number - 1].crop(box).getextrema()[0] < 128 for box in boxes]
        assert inked == ([True, False] if number % 2 == 0 else [False, True]), number


def test_the_codes_lead_to_the_models(book: Sheet, drawn: list[Image.Image]) -> None:
    found = [code.text for page in drawn[5:13] for code in zxingcpp.read_barcodes(page)]
    models = [model for chapter in book.data["book"]["chapters"] for model in chapter["models"]]
    assert found == [f"{URL}mo-hinh/{model['slug']}/" for model in models]


def test_the_same_roll_gives_the_same_bytes(maker: Maker, book: Sheet) -> None:
    again = maker("so-ket-2017", "")
    assert again.fingerprint == book.fingerprint
    first = pdf_files.printed(book)
    pdf_files._compiler.cache_clear()
    assert pdf_files.printed(again) == first


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("--round", "so-ket-2018"), "Không có đợt tôn vinh “so-ket-2018”.\n    Có phải “so-ket-2017”? Danh sách: "),
        (("--round", "dot-moi"), "Đợt “dot-moi”: chưa có bài nào công bố, nên không có kỷ yếu.\n    Ghi "),
        (("--year", "1999"), "Năm 1999: chưa có bài nào công bố, nên không có kỷ yếu.\n    Các năm có bài: "),
    ],
)
def test_nothing_to_print_is_told_and_the_old_book_stays(tmp_path: Path, asked: tuple[str, str], says: str) -> None:
    entries, old = tmp_path / "entries", tmp_path / "cu.pdf"
    shutil.copytree(GOOD, entries)
    with (entries / "danh-muc" / "dot-ton-vinh.yml").open("a", encoding="utf-8") as file:
        file.write(EMPTY_ROUND)
    old.write_bytes(b"sach cu")
    code, said = run("yearbook.py", "--entries", entries, "--out", old, *asked, folder=tmp_path)
    assert (code, says in said) == (1, True), said
    assert old.read_bytes() == b"sach cu"


def test_a_character_without_a_letter_in_the_font_stops_the_book(tmp_path: Path) -> None:
    entries = tmp_path / "entries"
    shutil.copytree(GOOD, entries)
    entry = entries / "2018" / "goc-xanh-vi-du"
    whole = body_of(entry)
    edit(entry, whole.replace("## Kết quả\n", "## Kết quả\n\nVui \N{SMILING FACE WITH SMILING EYES}\n"))
    command = ["yearbook.py", "--entries", entries, "--round", "so-ket-2017", "--out", tmp_path / "sach.pdf"]
    code, said = run(*command, folder=tmp_path)
    assert (code, said.splitlines()[0]) == (
        1,
        "2018/goc-xanh-vi-du/index.md: phông chữ in không có “😊” (U+1F60A).",
    )
    edit(entry, whole)
    code, said = run(*command, folder=tmp_path)
    assert (code, said.startswith("Kỷ yếu 2 mô hình: ")) == (0, True), said
    assert (tmp_path / "sach.pdf").read_bytes().startswith(b"%PDF")
