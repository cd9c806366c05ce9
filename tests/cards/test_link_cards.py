"""Link cards: their letters are all there, neighbours differ, and the same card is the same bytes."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from environment import ROOT
from honour_roll.cards import card_plans, covers, drawing, pictures, typesetting
from honour_roll.cards.card_plans import content, name_of
from honour_roll.cards.link_cards import (
    ABOVE,
    BELOW,
    BESIDE,
    CIRCLE,
    LINK,
    MOST_BYTES,
    SHAPES,
    SQUARE,
    STORY,
    Brand,
    LinkCard,
    Shape,
    drawn,
)
from honour_roll.cards.pictures import CardPhoto, Drawing
from honour_roll.entries import register_files
from honour_roll.entries.entry import Entry, Photo
from honour_roll.entries.roll import Roll
from honour_roll.photos import resize
from honour_roll.store import FileStore
from honour_roll.text import glyphs
from site_tools import GOOD, THEME, cold, context_of, differences, edit, good_roll, header_of, make, tree

MARK = (THEME / "partials" / "mark.html").read_text("utf-8")
BRAND = Brand("Dân vận khéo Ví Dụ", "#8a1520", "#f2cf7e", MARK)
LEAF = Drawing("#0b6e4f", "la", 18)
CARD = LinkCard(
    "goc-xanh",
    "“Góc xanh” phường Ví Dụ",
    "Văn hóa – xã hội",
    "Hội LHPN phường Ví Dụ, 2017",
    "#0b6e4f",
    BRAND,
    (LEAF,),
)
LONG = "Vận động hội viên phụ nữ sớm bàn giao mặt bằng làm đường Trần Đăng Ninh kéo dài"
NASTY = {
    "120 capitals": CARD._replace(title=("Ư" + "NGHIÊNG NGẢ ĐƯỜNG PHƯỜNG QUẬN " * 4)[:120].strip()),
    "one word of 120 letters": CARD._replace(title="Ẵ" * 120),
    "long names": CARD._replace(
        kicker="Xây dựng Đảng, hệ thống chính trị, quốc phòng, an ninh và đối ngoại " * 2,
        line="Ủy ban Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị – xã hội " * 3,
        brand=BRAND._replace(name="Những điển hình “Dân vận khéo” của Đảng bộ và nhân dân thành phố Ví Dụ " * 2),
    ),
    "markup and quotes": CARD._replace(title="<b>“Góc” & 'xanh'</b> {{ 7*7 }} %s \\n"),
    "nothing but a title": CARD._replace(kicker="", line="", shown=(Drawing("#0b6e4f", "", 3),)),
    "no mark": CARD._replace(brand=BRAND._replace(mark="")),
    "four pictures": CARD._replace(shown=tuple(LEAF._replace(number=number) for number in range(4))),
}
OF_PAGES = (BESIDE, ABOVE)
CASES = {
    f"{name}, {composition}": (card._replace(composition=composition), LINK)
    for name, card in {"short": CARD, "long": CARD._replace(title=LONG), **NASTY}.items()
    for composition in (BESIDE, CIRCLE, ABOVE, BELOW)
    if composition in OF_PAGES or name != "nothing but a title"  # a model has a motif
} | {f"{name}, {shape.name}": (card, shape) for name, card in NASTY.items() for shape in (SQUARE, STORY)}


PHOTO = Photo("a.jpg", "Góc xanh của ngõ", "Hội Phụ nữ", role="bia")


@cache
def roll_of_themes() -> Roll:
    return Roll([], register_files.load(GOOD / "danh-muc", "")[0])


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
    assert "".join("".join(block.lines).split()) == "".join(glyphs.drawable(text).split())
    assert block.height <= height + 1
    for line in block.lines:
        assert typesetting._length(line, typesetting.BOLD) * block.size <= width + 0.01


def test_words_stay_whole_while_any_size_takes_them() -> None:
    text = "Nghiêng ngả khuỷu tay"
    block = typesetting.fitted(text, typesetting.BOLD, 300, 300, 90, 20, 1.2)
    assert [word for line in block.lines for word in line.split()] == text.split()
    assert typesetting.fitted("Ẵ" * 120, typesetting.BOLD, 576, 300, 54, 24, 1.2).lines[0] != "Ẵ" * 120


def test_names_stay_on_one_line_where_that_takes_no_smaller_letters_than_allowed() -> None:
    text = "Hội Phụ nữ phường Dịch Vọng Hậu"
    block = typesetting.fitted(text, typesetting.BOLD, 500, 400, 72, 49, 1.2)
    assert [line.replace("\u00a0", " ") for line in block.lines] == ["Hội Phụ nữ", "phường", "Dịch Vọng Hậu"]
    narrow = typesetting.fitted(text, typesetting.BOLD, 220, 400, 72, 49, 1.2)
    assert [word for line in narrow.lines for word in line.split()] == text.split()
    assert narrow.size >= 49


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
        drawing.draw(picture, covers.centre("#0b6e4f", motif, 3), 0.25, (-covers.CENTRE[0] / 4, 0))
        assert len(picture.getcolors(10**6) or []) > 3, motif


@pytest.mark.parametrize("number", range(covers.NUMBERS))
def test_a_card_shows_the_pages_own_cover(number: int) -> None:
    """Edges may differ by a shade. In a low picture the cover goes on beside itself."""
    cover = Image.new("RGB", (covers.WIDTH, covers.HEIGHT))
    drawing.draw(cover, covers.cover("#0b6e4f", "la", number), 1)
    for size in ((covers.WIDTH, covers.HEIGHT), (600, 630), (720, 720), (1200, 390)):
        seen = pictures.window(LEAF._replace(number=number), size)
        scale = max(size[1] / 800, min(size[0] / 1200, 0.88 * size[1] / 500))
        shown = Image.new("RGB", size)
        whole = cover.resize((round(1200 * scale), round(800 * scale)), Image.Resampling.BOX)
        shown.paste(whole, ((size[0] - whole.width) // 2, (size[1] - whole.height) // 2))
        inner = (max(0, (size[0] - whole.width) // 2), 0, min(size[0], (size[0] + whole.width) // 2), size[1])
        differences = ImageChops.difference(seen.crop(inner), shown.crop(inner)).convert("L").histogram()
        assert sum(differences[60:]) < 0.02 * sum(differences), size
        assert len(seen.getcolors(10**6) or []) > 2


# --- cards ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("card", "shape"), CASES.values(), ids=CASES.keys())
def test_a_card_has_its_size_and_weight_and_all_its_letters(
    card: LinkCard, shape: Shape, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[tuple[str, int, tuple[int, int, int, int]]] = []
    draw = typesetting.draw

    def noted(picture: Image.Image, block: typesetting.TextBlock, at: tuple[int, int], colour: str) -> None:
        box = (at[0], at[1], at[0] + block.width, at[1] + block.height)
        written.append((" ".join(block.lines), block.size, box))
        draw(picture, block, at, colour)

    monkeypatch.setattr(typesetting, "draw", noted)
    made = drawn(card, shape, {})
    with Image.open(io.BytesIO(made)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (shape.width, shape.height))
    if shape is LINK:
        assert len(made) < MOST_BYTES
    is_column = shape is LINK and card.composition in (BESIDE, CIRCLE)
    said = [card.title, card.line, *([card.kicker] if is_column else [])]
    for text in filter(None, said):
        assert "".join(glyphs.drawable(text).split()) in {"".join(words.split()) for words, _, _ in written}, text
    boxes = [box for words, _, box in written if words]
    for left, top, right, bottom in boxes:
        assert shape.edge <= left < right <= shape.width - shape.edge + 4
        assert (20 if shape is LINK else shape.height / 3) <= top < bottom <= shape.floor + 12
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (card.composition, one, other)


@pytest.mark.parametrize(("title", "compositions"), [(CARD.title, (BESIDE, CIRCLE)), (LONG, (ABOVE, BELOW))])
def test_letters_of_a_link_card_are_large(
    title: str, compositions: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: dict[str, int] = {}
    monkeypatch.setattr(typesetting, "draw", lambda _, block, *__: sizes.update({" ".join(block.lines): block.size}))
    for composition in compositions:
        drawn(CARD._replace(title=title, composition=composition), LINK, {})
        said = {words.replace("\u00a0", " "): size for words, size in sizes.items()}
        assert 49 <= said[title] <= 72
        assert said[CARD.line] == 28


def test_what_a_disc_shows_leaves_the_edge_and_the_title_stays_clear_of_it() -> None:
    card = opened(drawn(CARD._replace(composition=CIRCLE), LINK, {}))
    deep = Image.new("RGB", (1, 1), covers.deep(CARD.colour)).getpixel((0, 0))
    beside = ImageChops.difference(card.crop((600, 0, 613, 630)), Image.new("RGB", (13, 630), deep)).convert("L")
    assert beside.getextrema()[1] < 40  # nothing but ground between text and disc
    edge = ImageChops.difference(card.crop((1190, 200, 1200, 430)), Image.new("RGB", (10, 230), deep)).convert("L")
    assert edge.getextrema()[1] > 40


def test_a_list_shows_up_to_four_covers_that_differ() -> None:
    one, two = LEAF, LEAF._replace(motif="nha")
    more = [LEAF._replace(number=number) for number in range(9)]
    of_list = [card_plans.of_page("nam/2017/", "Năm 2017", "Năm", BRAND, shown=some).shown for some in ([], more)]
    assert of_list == [(Drawing(BRAND.ground, "", covers.number_of("nam-2017"), MARK),), tuple(more[:4])]
    assert card_plans.of_page("nam/2017/", "Năm 2017", "Năm", BRAND, shown=[one, one, two]).shown == (one, two)
    for count in range(1, 5):
        for size in ((600, 630), (1200, 390)):
            seen = pictures.laid_out(
                [(LEAF._replace(number=n, motif=m), b"") for n, m in zip(range(count), covers.MOTIFS, strict=False)],
                size,
            )
            assert seen.size == size
            colours = {colour for _, colour in seen.getcolors(10**6) or []}
            assert ((255, 255, 255) in colours) == (count > 1)  # paper between them


# --- neighbours -------------------------------------------------------------------------------------------------------

ONES = st.lists(st.tuples(st.booleans(), st.booleans(), st.sampled_from(["hoa-giai", "khong-gian-xanh"])), max_size=40)


def entries_of(ones: list[tuple[bool, bool, str]]) -> list[Entry]:
    return [
        Entry(
            f"mo-hinh-{n}", "2020", LONG if is_long else CARD.title, themes=(theme,), photos=(PHOTO,) if photo else ()
        )
        for n, (is_long, photo, theme) in enumerate(ones)
    ]


@given(ONES)
def test_neighbours_by_date_share_not_both_composition_and_motif(ones: list[tuple[bool, bool, str]]) -> None:
    roll = roll_of_themes()
    entries = entries_of(ones)
    found = card_plans.compositions(entries, roll)
    assert found.keys() == {entry.slug for entry in entries}
    for entry, (is_long, _, _) in zip(entries, ones, strict=True):
        assert found[entry.slug] in ((ABOVE, BELOW) if is_long else (BESIDE, CIRCLE))
    for newer, older in pairwise(entries):
        if not newer.photos and not older.photos and covers.motif_of(newer, roll) == covers.motif_of(older, roll):
            assert found[newer.slug] != found[older.slug]


@given(ONES)
def test_a_new_model_changes_no_older_card(ones: list[tuple[bool, bool, str]]) -> None:
    roll, entries = roll_of_themes(), entries_of(ones)
    assert card_plans.compositions(entries, roll).items() >= card_plans.compositions(entries[1:], roll).items()


@pytest.mark.parametrize("focus", [(20, 50), (80, 30), (50, 90), (50, 40)])
def test_the_focus_of_a_photo_is_seen(focus: tuple[int, int]) -> None:
    photo = Image.new("RGB", (960, 720), "#333333")
    x, y = round(960 * focus[0] / 100), round(720 * focus[1] / 100)
    photo.paste((255, 0, 0), (x - 20, y - 20, x + 20, y + 20))
    out = io.BytesIO()
    photo.save(out, "JPEG", quality=90)
    shown = CardPhoto("k", "f", focus, "Hội Phụ nữ")
    tries = [(LINK, ABOVE, (285, 915)), (LINK, BELOW, (285, 915)), (SQUARE, ABOVE, (0, 1080))]
    tries += [(LINK, BESIDE, (0, 600)), (LINK, CIRCLE, (600, 1200))]
    for shape, composition, edges in tries:
        card = CARD._replace(shown=(shown,), composition=composition, colour="#0b6e4f")
        made = drawn(card, shape, {shown: out.getvalue()})
        red = opened(made).point(lambda value: value)
        dots = [
            (across, down)
            for across in range(edges[0], edges[1], 6)
            for down in range(0, shape.floor, 6)
            if red.getpixel((across, down))[0] > 200 > 3 * red.getpixel((across, down))[1]
        ]
        assert dots, f"{shape.name} {composition} {focus}"
        with Image.open(io.BytesIO(made)) as picture:
            assert picture.getexif()[0x013B].encode("latin-1").decode() == "Hội Phụ nữ"


def test_the_same_card_is_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys; sys.path[:0] = ['hooks', 'tests', 'tests/cards', 'scripts']\n"
        "from test_link_cards import *\n"
        "import hashlib\n"
        "print(hashlib.sha256(b''.join(drawn(card, shape, {}) for card, shape in CASES.values())).hexdigest())\n"
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
        CARD._replace(line=""),
        CARD._replace(colour="#0b6e50"),
        CARD._replace(shown=(LEAF._replace(motif="nha"),)),
        CARD._replace(shown=(LEAF._replace(number=4),)),
        CARD._replace(shown=(LEAF, LEAF._replace(number=4))),
        CARD._replace(shown=(CardPhoto("k", "f", (50, 40)),)),
        CARD._replace(composition=CIRCLE),
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
            is_link = not name.endswith(("-doc.jpg", "-vuong.jpg"))
            seen = opened(data).convert("L").crop((850, 250, 1100, 400) if is_link else (0, 20, 260, 120))
            low, high = seen.getextrema()
            assert isinstance(low, int)
            assert isinstance(high, int)
            assert high - low < 60, name
            assert high < 250, name  # it is no paper


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


def test_what_a_neighbour_changes_on_a_card_is_made_again_and_nothing_else(tmp_path: Path) -> None:
    entries, site, cache = good_roll(tmp_path / "entries"), tmp_path / "site", tmp_path / "cache"
    for number in range(6):
        shutil.copytree(entries / "2018" / "hoa-giai-vi-du", new := entries / "2020" / f"to-{number}")
        edit(new, ten=f"Tổ hòa giải số {number}", ngay_dang=f"2020-01-0{number + 1}")
    make(entries, site, cache)
    before = tree(site)

    def cards_of(files: dict[str, bytes], number: int) -> set[str]:
        return {name for name in files if name.startswith(f"the/to-{number}-")}

    edit(entries / "2020" / "to-4", chu_de=["khuyen-hoc"])
    make(entries, site, cache)
    after = tree(site)
    assert differences(after, cold(entries)) == []
    same = [cards_of(before, number) == cards_of(after, number) for number in range(6)]
    assert same == [True, True, True, True, False, False]  # the newer one turns too
    edit(entries / "2020" / "to-4", chu_de=None)
    make(entries, site, cache)
    assert differences(tree(site), before) in ([], [".honour-roll"])


def test_a_large_roll_has_posts_only_where_there_is_a_photo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = good_roll(tmp_path / "entries")
    models = len(context_of(entries).roll.entries)
    for most, posts in ((models, True), (models - 1, False)):
        monkeypatch.setattr(card_plans, "MOST_POSTS", most)
        assert context_of(entries).posts == posts
    photographed = CARD._replace(shown=(CardPhoto("k", "f", resize.FOCUS),))
    assert [len(card_plans.files([CARD], posts=posts)) for posts in (True, False)] == [3, 1]
    assert len(card_plans.files([CARD, photographed, CARD._replace(stem="trang-dau")], posts=False)) == 5
    assert len(card_plans.files([CARD, photographed], posts=True, models=False)) == 2  # of lists nobody posts cards


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
