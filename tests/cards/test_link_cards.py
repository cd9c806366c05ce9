"""Link cards: their letters are all there, what matters is in the middle, and the same card is the same bytes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from environment import ROOT
from honour_roll.cards import card_plans, covers, drawing, link_cards, typesetting
from honour_roll.cards.card_plans import content, name_of
from honour_roll.cards.link_cards import LINK, MOST_BYTES, SHAPES, SQUARE, Brand, CardPhoto, LinkCard, Shape, drawn
from honour_roll.photos import resize
from honour_roll.store import FileStore
from honour_roll.text import glyphs
from site_tools import THEME, context_of, edit, good_roll, header_of, make, tree

MARK = (THEME / "partials" / "mark.html").read_text("utf-8")
BRAND = Brand("Dân vận khéo Ví Dụ", "#8a1520", "#f2cf7e", MARK)
CARD = LinkCard(
    "goc-xanh",
    "“Góc xanh” phường Ví Dụ",
    "Văn hóa – xã hội · 2017",
    ("Hội LHPN phường Ví Dụ", "Phường Ví Dụ"),
    "#0b6e4f",
    BRAND,
    "la",
)
NASTY = {
    "120 capitals": CARD._replace(title=("Ư" + "NGHIÊNG NGẢ ĐƯỜNG PHƯỜNG QUẬN " * 4)[:120].strip()),
    "one word of 120 letters": CARD._replace(title="Ẵ" * 120),
    "long names": CARD._replace(
        lines=("Ủy ban Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị – xã hội " * 3,) * 2,
        brand=BRAND._replace(name="Những điển hình “Dân vận khéo” của Đảng bộ và nhân dân thành phố Ví Dụ " * 2),
    ),
    "markup and quotes": CARD._replace(title="<b>“Góc” & 'xanh'</b> {{ 7*7 }} %s \\n"),
    "nothing but a title": CARD._replace(kicker="", lines=(), motif=""),
    "no mark": CARD._replace(brand=BRAND._replace(mark="")),
}


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


# --- typesetting ------------------------------------------------------------------------------------------------------


@given(
    st.text(st.sampled_from(sorted(glyphs.LETTERS - {" "}) + [" "] * 60), max_size=200),
    st.integers(120, 900),
    st.integers(40, 400),
)
def test_a_text_is_all_there_within_its_bounds(text: str, width: int, height: int) -> None:
    block = typesetting.fitted(text, typesetting.BOLD, width, height, 54, 24, 1.2)
    assert "".join(block.lines).replace(" ", "") == glyphs.drawable(text).replace(" ", "")
    assert block.height <= height + 1
    for line in block.lines:
        assert typesetting._length(line, typesetting.BOLD) * block.size <= width + 0.01


def test_words_stay_whole_while_any_size_takes_them() -> None:
    text = "Nghiêng ngả khuỷu tay"
    block = typesetting.fitted(text, typesetting.BOLD, 300, 300, 90, 20, 1.2)
    assert [word for line in block.lines for word in line.split()] == text.split()
    assert typesetting.fitted("Ẵ" * 120, typesetting.BOLD, 576, 300, 54, 24, 1.2).lines[0] != "Ẵ" * 120


def test_lines_are_even() -> None:
    block = typesetting.fitted("một hai ba bốn năm sáu bảy tám chín", typesetting.BOLD, 700, 200, 60, 20, 1.2)
    first, second = (typesetting._length(line, typesetting.BOLD) for line in block.lines)
    assert abs(first - second) < first / 3


def test_no_letter_is_drawn_as_an_empty_box() -> None:
    box = typesetting._mask("\U0010fffd", typesetting.BOLD, 60)[0].tobytes()
    for letter in sorted(glyphs.LETTERS - {" ", "\u00a0"}):
        assert typesetting._mask(letter, typesetting.BOLD, 60)[0].tobytes() != box, letter


# --- drawing ----------------------------------------------------------------------------------------------------------


def test_an_outline_goes_where_its_commands_lead() -> None:
    assert drawing.outlines("M10 20h5v-5H0zm1 1L3 4") == [
        [(10, 20), (15, 20), (15, 15), (0, 15), (10, 20)],
        [(11, 21), (3, 4)],
    ]
    (arc,) = drawing.outlines("M0 0a5 5 0 0 1 10 0")
    assert arc[-1] == pytest.approx((10, 0))
    assert min(y for _, y in arc) == pytest.approx(-5, abs=0.1)
    (flat,) = drawing.outlines("M0 0a5 10 0 0 0 10 0")
    assert max(y for _, y in flat) == pytest.approx(10, abs=0.1)


def test_every_motif_can_be_drawn() -> None:
    for motif in covers.MOTIFS:
        picture = Image.new("RGB", (200, 200), "#ffffff")
        drawing.draw(picture, covers.emblem("#0b6e4f", motif), 0.25)
        assert len(picture.getcolors(10**6) or []) > 3, motif


@pytest.mark.parametrize("number", [0, 4, 7, 11, 14, 21])  # of each of the six patterns one, in these tones
def test_a_pattern_of_turned_tiles_is_that_of_the_cover(number: int) -> None:
    """Left and right of where its motif stands; edges may differ by a shade."""
    cover = Image.new("RGB", (covers.WIDTH, covers.HEIGHT))
    drawing.draw(cover, covers.cover("#0b6e4f", "la", number), 1)
    pattern = link_cards._pattern("#0b6e4f", number)
    for box in ((0, 0, 220, covers.HEIGHT), (covers.WIDTH - 220, 0, covers.WIDTH, covers.HEIGHT)):
        seen = ImageChops.difference(cover.crop(box), pattern.crop(box)).convert("L").histogram()
        assert sum(seen[40:]) < 0.01 * sum(seen)
    assert len(pattern.getcolors(10**6) or []) > 2


# --- cards ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name or "link")
@pytest.mark.parametrize("card", NASTY.values(), ids=NASTY.keys())
def test_a_card_has_its_size_and_weight_whatever_it_says(card: LinkCard, shape: Shape) -> None:
    made = drawn(card, shape, None)
    with Image.open(io.BytesIO(made)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (shape.width, shape.height))
    if shape is LINK:
        assert len(made) < MOST_BYTES


def test_what_a_card_says_is_within_the_middle_630_pixels() -> None:
    for card in NASTY.values():
        said, silent = opened(drawn(card, LINK, None)), _silent(card)
        apart = ImageChops.difference(said, silent).convert("L").point(lambda value: 255 * (value > 60))
        left, _, right, _ = apart.getbbox() or (0, 0, 0, 0)
        assert 285 <= left < right <= 915


def _silent(card: LinkCard) -> Image.Image:
    """Return a card with its words painted over, in the colours of their grounds."""
    picture = opened(drawn(card, LINK, None))
    pale = picture.point(lambda value: value)
    brand = pale.getpixel((5, 620))
    pale.paste(brand, (LINK.column[0], LINK.floor + 2, LINK.column[1], LINK.height - 2))
    top = next(y for y in range(LINK.floor) if pale.getpixel((LINK.panel[0] + 4, y)) == pale.getpixel((290, 555)))
    pale.paste(pale.getpixel((290, 555)), (LINK.column[0], top + 4, LINK.column[1], LINK.floor - 4))
    return pale


@pytest.mark.parametrize("focus", [(20, 50), (80, 30), (50, 90), (50, 40)])
def test_the_focus_of_a_photo_is_seen_in_the_middle_square(focus: tuple[int, int]) -> None:
    photo = Image.new("RGB", (960, 720), "#333333")
    x, y = round(960 * focus[0] / 100), round(720 * focus[1] / 100)
    photo.paste((255, 0, 0), (x - 20, y - 20, x + 20, y + 20))
    out = io.BytesIO()
    photo.save(out, "JPEG", quality=90)
    card = CARD._replace(motif="", photo=CardPhoto("k", "f", focus, "Hội Phụ nữ"))
    for shape, edges in ((LINK, (285, 915)), (SQUARE, (0, 1080))):
        made = drawn(card, shape, out.getvalue())
        red = opened(made).point(lambda value: value)
        dots = [
            (across, down)
            for across in range(edges[0], edges[1], 6)
            for down in range(0, shape.floor, 6)
            if red.getpixel((across, down))[0] > 200 > 3 * red.getpixel((across, down))[1]
        ]
        assert dots, f"{shape.name} {focus}"
        with Image.open(io.BytesIO(made)) as picture:
            assert picture.getexif()[0x013B].encode("latin-1").decode() == "Hội Phụ nữ"


def test_the_same_card_is_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys; sys.path[:0] = ['hooks', 'tests', 'tests/cards', 'scripts']\n"
        "from test_link_cards import *\n"
        "import hashlib\n"
        "print(hashlib.sha256(b''.join(drawn(c, s, None) for c in NASTY.values() for s in SHAPES)).hexdigest())\n"
    )
    runs = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Ho_Chi_Minh")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, env=env)
        runs.add(done.stdout)
    assert len(runs) == 1


def test_a_cards_address_changes_with_whatever_it_shows() -> None:
    others = [
        CARD._replace(title="“Góc xanh” phường Vi Dụ"),
        CARD._replace(kicker=""),
        CARD._replace(lines=()),
        CARD._replace(colour="#0b6e50"),
        CARD._replace(motif="nha"),
        CARD._replace(photo=CardPhoto("k", "f", (50, 40))),
        CARD._replace(brand=BRAND._replace(name="Khác")),
        CARD._replace(brand=BRAND._replace(accent="#ffffff")),
    ]
    addresses = {card.address(shape) for card in (CARD, *others) for shape in SHAPES}
    assert len(addresses) == (1 + len(others)) * len(SHAPES)
    assert all(address.startswith("the/goc-xanh-") and address.endswith(".jpg") for address in addresses)


# --- kept, and in the site --------------------------------------------------------------------------------------------


def test_a_card_is_drawn_once_and_a_damaged_one_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = FileStore(tmp_path)
    made = content(CARD, LINK, kept, lambda _: {})
    place = tmp_path / name_of(CARD, LINK)
    whole = place.read_bytes()
    monkeypatch.setattr("honour_roll.cards.card_plans.drawn", lambda *_: pytest.fail("drawn again"))
    assert content(CARD, LINK, kept, lambda _: {}) == made
    monkeypatch.undo()
    place.write_bytes(whole[:-100] + bytes(100))
    assert content(CARD, LINK, kept, lambda _: {}) == made
    assert place.read_bytes() == whole
    kept.keep_only([])
    assert list(tmp_path.iterdir()) == []


def test_a_card_shows_the_blurred_photo_and_never_the_original(tmp_path: Path) -> None:
    entries, site = good_roll(tmp_path / "entries"), tmp_path / "site"
    folder = entries / "2018" / "goc-xanh-vi-du"
    header = header_of(folder)
    cover = next(photo for photo in header["anh"] if photo.get("vai_tro") == "bia")
    stripes = Image.new("RGB", (960, 720), "#000000")
    for x in range(0, 960, 24):
        stripes.paste((255, 255, 255), (x, 0, x + 12, 720))
    stripes.save(folder / cover["tep"])
    cover["lam_mo"] = [[0, 0, 100, 100]]
    edit(folder, anh=header["anh"])
    make(entries, site, tmp_path / "cache")
    for name, data in tree(site / "the").items():
        if name.startswith("goc-xanh-vi-du-"):
            seen = opened(data).convert("L").crop((0, 20, 260, 120))
            low, high = seen.getextrema()
            assert isinstance(low, int)
            assert isinstance(high, int)
            assert high - low < 60, name


def test_an_edited_title_leaves_no_old_card_and_draws_no_other(tmp_path: Path) -> None:
    entries, site, cache = good_roll(tmp_path / "entries"), tmp_path / "site", tmp_path / "cache"
    make(entries, site, cache)
    before = {path.name: path.stat().st_mtime_ns for path in (site / "the").iterdir()}
    edit(entries / "2018" / "hoa-giai-vi-du", ten="Một tên khác hẳn trước")
    make(entries, site, cache)
    after = {path.name: path.stat().st_mtime_ns for path in (site / "the").iterdir()}
    gone, new = before.keys() - after.keys(), after.keys() - before.keys()
    assert len(gone) == len(new) == len(SHAPES)
    assert all(name.startswith("hoa-giai-vi-du-") for name in gone | new)
    assert all(before[name] == after[name] for name in before.keys() & after.keys())
    edit(entries / "2018" / "hoa-giai-vi-du", don_vi="hoi-phu-nu-vi-du")  # all pages are looked at, and all cards
    make(entries, site, cache)
    kept = list(next((cache / "cards").iterdir()).iterdir())
    assert len(kept) == len(list((site / "the").iterdir()))


def test_a_large_roll_has_posts_only_where_there_is_a_photo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = good_roll(tmp_path / "entries")
    models = len(context_of(entries).roll.entries)
    for most, posts in ((models, True), (models - 1, False)):
        monkeypatch.setattr(card_plans, "MOST_POSTS", most)
        assert context_of(entries).posts == posts
    photographed = CARD._replace(motif="", photo=CardPhoto("k", "f", resize.FOCUS))
    assert [len(card_plans.files([CARD], posts=posts)) for posts in (True, False)] == [3, 1]
    assert len(card_plans.files([CARD, photographed, CARD._replace(stem="trang-dau")], posts=False)) == 5


def test_a_mark_that_the_font_has_apart_stands_where_it_would_have_it() -> None:
    """Ê Đê and Ba Na write ``ơ̆`` and ``ŏ``, which Unicode or the font has only in two parts."""
    font = typesetting._font(typesetting.BOLD, 200)
    special = set("ďľĽť")  # whose mark looks like an apostrophe
    tried = 0
    for letter in sorted(glyphs.LETTERS - special):
        apart = unicodedata.normalize("NFD", letter)
        if len(apart) != 2 or unicodedata.combining(apart[1]) != 230 or apart[0] == "i":  # which loses its dot
            continue
        mask, right, down = typesetting._mask(apart, typesetting.BOLD, 200)
        left, top, *_ = mask.getbbox() or (0, 0)
        whole = typesetting._ink(letter, font)
        assert abs(right + left - whole[0]) <= 14, letter  # pixels of 200 to the em
        assert abs(down + top - whole[1]) <= 8, letter
        tried += 1
    assert tried > 60


def test_letters_of_other_peoples_of_viet_nam_are_drawn_whole() -> None:
    name = "Buôn Kmrơ̆ng Prŏng, Ê̆"
    assert glyphs.lacking(name) == ""
    assert unicodedata.normalize("NFC", glyphs.drawable(name)) == name
    with_mark, without = (typesetting._mask(word, typesetting.BOLD, 60)[0] for word in ("Ê̆", "Ê"))
    assert with_mark.height > without.height + 8
