"""What is drawn and printed of ten nasty entries: nothing fails, nothing is lost, and every code is read back.

``pytest tests/print/test_nasty_roll.py --pictures FOLDER`` keeps the pictures, for people to look at; with ``--entries
FOLDER`` they are those of another roll, for example of ``entries``.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from environment import ROOT
from honour_roll.builder.build import Build
from honour_roll.builder.context import Context
from honour_roll.cards import card_plans
from honour_roll.cards.link_cards import LINK, MOST_BYTES, SHAPES, Brand, drawn
from honour_roll.print import pdf as pdf_files
from honour_roll.print import yearbook
from honour_roll.print.posters import SheetMaker
from honour_roll.site_info import load_site_info
from honour_roll.taxonomies import ROUNDS
from honour_roll.text.glyphs import drawable
from nasty_roll import nasty_roll
from site_tools import loaded, opened

URL = "https://dan-van-kheo.vi-du.vn/"
BRAND = Brand("Dân vận khéo Ví Dụ", "#8a1520", "#f2cf7e", (ROOT / "hooks/theme/partials/mark.html").read_text("utf-8"))

Keep = Callable[[str, bytes], None]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Build]:
    """Check the entries and make their photos, as a build does."""
    given = request.config.getoption("--entries")
    build = opened(Path(given) if given else nasty_roll(tmp_path_factory.mktemp("roll") / "entries"), None)
    yield build
    build.close()


@pytest.fixture(scope="module")
def context(build: Build) -> Context:
    return loaded(build)


@pytest.fixture(scope="module")
def maker(build: Build, context: Context) -> SheetMaker:
    site = load_site_info(ROOT / "mkdocs.yml")._replace(url=URL)
    return SheetMaker(context.view, context.roll, build.renditions, site)


@pytest.fixture(scope="module")
def keep(request: pytest.FixtureRequest) -> Keep:
    """Keep a picture where ``--pictures`` says, if it says so."""
    folder = request.config.getoption("--pictures")

    def kept(name: str, content: bytes) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            Path(folder, name).write_bytes(content)

    return kept


def letters(text: str) -> str:
    """Return the letters and figures of a text: where it breaks, and how, is the paper's."""
    return "".join(filter(str.isalnum, drawable(text)))


def pieces(title: str) -> list[str]:
    """Return a title's letters, parted at words with loose marks, of which typst's PDF has not quite the right text."""
    loose = re.compile(r"\S*[\u0300-\u036f]\S*")
    return [letters(piece) for piece in loose.split(drawable(title))]


def codes(page: bytes) -> list[str]:
    with Image.open(io.BytesIO(page)) as picture:
        return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]


def test_every_card_is_drawn_whole(build: Build, context: Context, keep: Keep) -> None:
    covers = {job.path.parent.name: job for job in context.pictures.jobs if job.wish.card}
    compositions = card_plans.compositions(context.roll.entries, context.roll)
    for entry in context.roll.entries:
        card = card_plans.of_model(entry, context.roll, BRAND, covers.get(entry.slug), compositions[entry.slug])
        assert letters(card.title) == letters(entry.title)
        for shape in SHAPES:
            photos = {photo: build.renditions.files(photo.fingerprint)[photo.file] for photo in card.photos}
            made = drawn(card, shape, photos)
            with Image.open(io.BytesIO(made)) as picture:
                assert picture.size == (shape.width, shape.height)
            assert shape is not LINK or len(made) < MOST_BYTES
            keep(f"the-{entry.slug}-{shape.name or 'lien-ket'}.jpg", made)


def test_every_poster_and_plaque_says_the_whole_title_and_leads_to_its_page(
    maker: SheetMaker, context: Context, keep: Keep
) -> None:
    for entry in context.roll.entries:
        for name, sheet in maker.sheets(maker.model(entry)):
            [pdf] = pdf_files.printed(sheet)
            pages = PdfReader(io.BytesIO(pdf)).pages
            assert len(pages) == (2 if name.endswith("bien.pdf") else 1), name
            for piece in pieces(entry.title):
                assert all(piece in letters(page.extract_text()) for page in pages), name
            assert len(pdf) < 1_000_000, name
            for number, page in enumerate(pdf_files.printed(sheet, "png", 110), 1):
                assert codes(page) == [f"{URL}mo-hinh/{entry.slug}/"], name
                keep(f"in-{name.removesuffix('.pdf')}-{number}.png", page)


def test_the_book_has_every_model_and_every_code(maker: SheetMaker, context: Context, keep: Keep) -> None:
    found = []
    for key in context.roll.registers.rounds:
        entries = yearbook.entries_of(context.roll, ROUNDS, key)
        if not entries:
            continue
        pages = pdf_files.printed(yearbook.sheet(maker, context.roll, entries, ROUNDS, key), "png", 150)
        for number, page in enumerate(pages, 1):
            found += codes(page)
            keep(f"sach-{key}-{number:02}.png", page)
    honoured = [entry for entry in context.roll.entries if entry.honours]
    assert {f"{URL}mo-hinh/{entry.slug}/" for entry in honoured} <= set(found)
