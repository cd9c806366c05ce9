from __future__ import annotations

import functools
import itertools
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vietnamese_typing import tone_placement

from environment import ROOT
from honour_roll.text.vietnamese import date_text, fold, legacy_encoding, nfc, number_text, slug_of, sort_key

VOWELS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
LETTERS = VOWELS + "đbcdghklmnpqrstvx"
SENTENCES = sorted(
    {
        line.strip()
        for folder in ("entries", "docs", "tests/good_entries")
        for ending in ("md", "yml")
        for path in (ROOT / folder).rglob(f"*.{ending}")
        for line in path.read_text("utf-8-sig").splitlines()
        if line.strip()
    }
)

words = st.text(LETTERS + LETTERS.upper(), min_size=1, max_size=7)
phrases = st.lists(words, min_size=1, max_size=6).map(" ".join)
anything = st.text() | phrases | st.text("\u0300\u0301\u0303\u0309\u0323\u0302\u031b đĐ-_.aoyuq")


# --- folding ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường Trần Đăng Ninh", "duong tran dang ninh"),
        ("“Góc xanh” phường Quan Hoa", "“goc xanh” phuong quan hoa"),
        ("Ỷ Ỹ Ỵ ữ ợ ẵ", "y y y u o a"),
        ("ĐỔI MỚI", "doi moi"),
        (unicodedata.normalize("NFD", "Hòa giải"), "hoa giai"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(anything)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(phrases)
def test_vietnamese_folds_to_ascii_whatever_its_form_and_case(text: str) -> None:
    assert fold(text).isascii()
    assert fold(text) == fold(unicodedata.normalize("NFD", text)) == fold(text.upper()) == fold(text.lower())
    assert len(fold(text)) == len(text)


# --- order ------------------------------------------------------------------------------------------------------------

# As a dictionary has them: letters, then tones (ngang huyền hỏi ngã sắc nặng), then small before capital.
DICTIONARY = """
    a à ả ã á ạ ai an anh ăn ấm ba bà bả bã bá bạ bác băng bâng ca cá can chi chợ chuyên co cô cơ dân dận di đa đà đạo
    đê đường em ê gà giải góc hoa hoà hoá họa học hội i kế khu kia la lá lam mai mái may nam năm nắm nga ngã nghĩa
    nguyên nguyễn nhà o ô ơ phố phường quan quân quận ra rô sa so sơ ta tà tả tam tám tân thu thư trung trùng trưng
    u ư va vệ viên xa xã y ỷ ý
""".split()


@given(st.permutations(DICTIONARY))
def test_words_stand_as_in_a_dictionary(words: list[str]) -> None:
    assert sorted(words, key=sort_key) == DICTIONARY


@pytest.mark.parametrize(
    "ordered",
    [
        [
            "Cầu Giấy",
            "Dịch Vọng",
            "Dịch Vọng Hậu",
            "Mai Dịch",
            "Nghĩa Đô",
            "Nghĩa Tân",
            "Quan Hoa",
            "Trung Hòa",
            "Yên Hòa",
        ],
        ["“Ấm áp”", "Bình yên", "“Cổng trường”"],
        ["Đà Nẵng", "Đông Anh", "Em", "Ê-đê"],
        ["Dân vận", "Đảng ủy"],
        ["tổ 2", "tổ dân phố"],
        ["lan", "Lan", "làn", "lán"],
        ["hòa bình", "hoa mai"],
        ["a", "z", "я"],
    ],
)
def test_names_stand_in_order(ordered: list[str]) -> None:
    for one, other in itertools.pairwise(ordered):
        assert sort_key(one) < sort_key(other)


@given(st.lists(anything, max_size=8))
def test_every_text_has_its_place(texts: list[str]) -> None:
    keys = sorted(sort_key(text) for text in texts)
    assert [sort_key(text) for text in sorted(texts, key=sort_key)] == keys
    assert all(a <= b for a, b in itertools.pairwise(keys))


@given(phrases, phrases)
def test_only_the_same_text_has_the_same_place(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (one == other)


@given(phrases)
def test_the_form_of_the_letters_does_not_move_a_text(text: str) -> None:
    assert sort_key(unicodedata.normalize("NFD", text))[:2] == sort_key(text)[:2]


# --- slugs ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("“Góc xanh” phường Quan Hoa", "goc-xanh-phuong-quan-hoa"),
        ("Đường Trần Đăng Ninh", "duong-tran-dang-ninh"),
        ("Chi bộ số 40", "chi-bo-so-40"),
        ("  --  ", ""),
        ("日本", "ri-ben"),
    ],
)
def test_slug(text: str, slug: str) -> None:
    assert slug_of(text) == slug


@given(anything, st.integers(1, 80))
def test_a_slug_is_kebab_case_or_empty_and_stays(text: str, limit: int) -> None:
    slug = slug_of(text, limit)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)
    assert len(slug) <= limit
    assert slug_of(slug, limit) == slug


# --- tones ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hòa giải", "hoà giải"),
        ("khỏe", "khoẻ"),
        ("Thúy", "Thuý"),
        ("TỎA", "TOẢ"),
        ("hóa", "hoá"),
        ("ủy ban", "uỷ ban"),
    ],
)
def test_both_schools_are_known(old: str, new: str) -> None:
    assert tone_placement(old) == new
    assert tone_placement(new, new=False) == old


@pytest.mark.parametrize("word", ["quý", "quà", "toàn", "hoàng", "thuyền", "loại", "hoa", "của", "mía"])
def test_words_that_both_schools_write_alike(word: str) -> None:
    assert tone_placement(word) == tone_placement(word, new=False) == word


@given(phrases)
def test_placing_tones_goes_there_and_back(text: str) -> None:
    new, old = tone_placement(text), tone_placement(text, new=False)
    assert tone_placement(old) == tone_placement(new) == new
    assert tone_placement(new, new=False) == tone_placement(old, new=False) == old
    assert fold(new) == fold(old) == fold(text)


@given(anything)
def test_placing_tones_never_fails_and_only_composes(text: str) -> None:
    assert sorted(unicodedata.normalize("NFD", tone_placement(text))) == sorted(unicodedata.normalize("NFD", text))
    assert nfc(tone_placement(text)) == tone_placement(text)


# --- fonts from before Unicode ----------------------------------------------------------------------------------------

UNICODE = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
TCVN3 = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ"
VNI = """
    aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä ñ eø eû eõ eù eï eâ eà eå eã eá eä ì æ ó í ò oø oû oõ où oï oâ
    oà oå oã oá oä ô ôø ôû ôõ ôù ôï uø uû uõ uù uï ö öø öû öõ öù öï yø yû yõ yù î""".split()
TO_TCVN3 = dict(zip(UNICODE, TCVN3, strict=True)) | dict(zip("ĂÂĐÊÔƠƯ", "¡¢§£¤¥¦", strict=True))
TO_VNI = dict(zip(UNICODE, VNI, strict=True)) | {c.upper(): v.upper() for c, v in zip(UNICODE, VNI, strict=True)}


@functools.cache
def stretches() -> list[str]:
    """Stretches of eight words or more from real sentences, with Vietnamese letters in at least five words."""
    found = []
    for sentence in SENTENCES:
        words = re.findall(r"[^\W\d_]+", sentence)
        for start in range(0, len(words) - 7, 4):
            piece = words[start : start + 10]
            if sum(not word.isascii() for word in piece) >= 5:
                found.append(" ".join(piece))
    return found


@pytest.mark.parametrize(("family", "table"), [("TCVN3", TO_TCVN3), ("VNI", TO_VNI)])
def test_text_from_an_old_font_is_found(family: str, table: dict[str, str]) -> None:
    old = ["".join(table.get(c, table.get(c.lower(), c)) for c in text) for text in stretches()]
    found = [legacy_encoding(text) == family for text in old]
    assert len(found) > 500
    assert sum(found) / len(found) > 0.99


@pytest.mark.parametrize("sentence", ["M« h×nh gãc xanh ph­êng VÝ Dô", "Moâ hình goùc xanh phöôøng Ví Duï"])
def test_a_title_from_an_old_font_is_found_also_within_a_sentence(sentence: str) -> None:
    assert legacy_encoding(sentence)
    assert legacy_encoding(f"Mô hình “{sentence}” của phường được khen thưởng.")


def test_no_sentence_of_ours_is_taken_for_an_old_font() -> None:
    assert [sentence for sentence in SENTENCES if legacy_encoding(sentence)] == []


@pytest.mark.parametrize(
    "text",
    [
        "El Niño và La Niña",
        "«Góc xanh» và «Sạch đường»",
        "Coca-Cola® và Pepsi®",
        "bụi 10 µm, 2,5 µm",
        "§ 5 và § 6",
        "Köln, Düsseldorf, Göttingen",
        "Nghị quyết¹ và Chỉ thị¹",
        "Saïgon – Hanoï",
        "São Paulo, Curaçao",
        "naïve, Noël, Citroën",
        "5 × 7 m² và 1½ sào",
        "QUỐC HỘI – HỘI ĐỒNG",
        "© 2018 Quận Cầu Giấy",
        "quả, uống, tuần, khoá, hoà, xoè",
    ],
)
def test_foreign_names_and_signs_are_no_old_font(text: str) -> None:
    assert legacy_encoding(text) == ""


@given(anything)
def test_any_text_may_be_asked_about(text: str) -> None:
    assert legacy_encoding(text) in ("", "TCVN3", "VNI")


# --- dates and numbers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2018-08-17", "17/8/2018"),
        ("2017-12", "tháng 12/2017"),
        ("2017", "năm 2017"),
        ("", ""),
        ("2018-01-01", "1/1/2018"),
    ],
)
def test_date_text(date: str, shown: str) -> None:
    assert date_text(date) == shown


@given(st.dates())
def test_a_date_loses_nothing(date: object) -> None:
    day, month, year = map(int, date_text(str(date)).split("/"))
    assert f"{year:04}-{month:02}-{day:02}" == str(date)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (10, "10"),
        (1250, "1.250"),
        (72.5, "72,5"),
        (1250.75, "1.250,75"),
        (1_000_000, "1.000.000"),
        (2.0, "2"),
        (0, "0"),
        (-1234.5, "-1.234,5"),
        (999_999_999_999_999, "999.999.999.999.999"),
        (0.001, "0,001"),
    ],
)
def test_number_text(value: float, shown: str) -> None:
    assert number_text(value) == shown


@given(st.integers(-(10**15), 10**15) | st.decimals(-(10**9), 10**9, places=3).map(float))
def test_a_number_loses_nothing(value: float) -> None:
    assert float(number_text(value).replace(".", "").replace(",", ".")) == value


@given(st.lists(st.integers(0, 10**9), max_size=20), st.sampled_from(["Tổ {}", "Tổ {} phường Láng", "{}. Ngõ", "T{}"]))
def test_numbers_in_names_sort_by_their_value(numbers: list[int], form: str) -> None:
    names = [form.format(number) for number in numbers]
    assert sorted(names, key=sort_key) == [form.format(number) for number in sorted(numbers)]


def test_numbers_sort_before_letters_and_filled_up_ones_as_the_plain() -> None:
    names = ["Ngõ 9", "Ngõ 10", "Tổ", "Tổ 1", "Tổ 1a", "Tổ 2", "Tổ 02 A", "Tổ 2 B", "Tổ 10", "Tổ hòa giải"]
    assert sorted(set(names), key=sort_key) == names


@pytest.mark.parametrize(
    ("text", "slug"), [("Đường 2,5 m", "duong-2-5-m"), ("Giảm 1.5 lần", "giam-1-5-lan"), ("Tổ 2, 5", "to-2-5")]
)
def test_two_numbers_stay_two_in_a_slug(text: str, slug: str) -> None:
    assert slug_of(text) == slug
