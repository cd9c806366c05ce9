"""Characters that nobody sees, and letters that look like others."""

from __future__ import annotations

import html
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from environment import ROOT
from honour_roll.entries import letters
from honour_roll.text import hidden, look_alikes, misread, vietnamese

OURS = [
    path
    for folder in ("entries", "docs", "tests/good_entries")
    for ending in ("md", "yml")
    for path in sorted((ROOT / folder).rglob(f"*.{ending}"))
]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Ðường", "Đường"),
        ("Ɖảng", "Đảng"),
        ("ðường", "đường"),
        ("QÐ-UBND", "QĐ"),
        ("NÐ-CP", "NĐ"),
        ("Ð/c Nam", "Đ"),
        ("Сầu Giấy", "Cầu"),
        ("hоa", "hoa"),
        ("Nguуễn", "Nguyễn"),
        ("ТНСС", "THCC"),
        ("ΚΤ", "KT"),
        ("nǎm 2018", "năm"),
        ("Vıệt", "Việt"),
        ("Ｑｕａｎ", "Quan"),
        ("𝐆𝐨́𝐜", "Góc"),
        ("Quý Ⅱ", "II"),
        ("năm ２０１８", "2018"),
        ("&ETH;ường", "Đ"),
        ("&#208;ường", "Đ"),
        ("&#x0430;n", "a"),
        ("Ð", "Đ"),
        ("Phƣờng", "Phường"),
        ("ᴍô", "mô"),
        ("Ⓜô", "Mô"),
        ("ѵà", "và"),
        ("Ԁân", "Dân"),
        ("а", "a"),
    ],
)
def test_a_look_alike_is_found_with_the_right_word(text: str, right: str) -> None:
    assert [word.right for word in look_alikes.found(text)] == [right]
    assert [word.right for word in look_alikes.found(f"Ở {text} có")] == [right]


@pytest.mark.parametrize(
    "text",
    [
        "Guðrún Þóra",
        "Ångström",
        "Dvořák Škoda",
        "Москва столица",
        "Он сам",
        "сосна (сосна обыкновенная)",
        "μm µm ΔT",
        "Ⓜ️ ga tàu",
        "α-tocopherol",
        "π ≈ 3,14",
        "500 ₫",
        "m² m³",
        "Hǎo",
        "Łódź",
        "Ê Đê, Ba Na, Jrai, Čư Prông, Kơ̆",
        "A&B",
        "AT&T;",
        "ışık",
        "½ giờ",
        "№ 5",
        "Y Bhŏk",
        "&amp; &nbsp;",
    ],
)
def test_other_languages_keep_their_letters(text: str) -> None:
    assert list(look_alikes.found(text)) == []


@pytest.mark.parametrize("sentence", ["Mô hình góc xanh", "Một ngày đẹp, đường phố sạch", "“Dân vận khéo” ở 20°C"])
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_utf_8_that_was_read_as_something_else_is_told_with_what_was_meant(sentence: str, encoding: str) -> None:
    signs = (bytes([byte]) for byte in sentence.encode())
    text = "".join(sign.decode(encoding, "ignore") or sign.decode("latin-1") for sign in signs)
    assert misread.is_misread(text)
    assert misread.meant(text) == sentence


@pytest.mark.parametrize(
    "text", ["HỢP TÁC XÃ”, XÃ’, NGÕ VÀ XÃ… XÃ – PHƯỜNG", "“Á”, cá», Å, Århus, Håland, Äpfel", "20 °C"]
)
def test_signs_behind_a_capital_are_not_misread(text: str) -> None:
    assert not misread.is_misread(text)


@pytest.mark.parametrize("word", ["ờ́", "ặ̣", "tốỉ"])
def test_a_mark_too_many_is_told(word: str) -> None:
    (problem,) = letters.composed("x.md", f"Có 10 hộ.\nBà con {word} ấy.")
    assert (problem.rule, problem.line, problem.value) == ("not-nfc", 2, word)
    assert not list(letters.composed("x.md", "Y Kơ̆, Ê̆"))


def test_our_own_texts_have_none() -> None:
    for path in OURS:
        text = path.read_text("utf-8-sig")
        assert list(look_alikes.found(text)) == [], path
        assert list(hidden.places(text)) == [], path
        assert not misread.is_misread(text), path


@pytest.mark.parametrize(
    "sign",
    [
        "\xad",
        "\u034f",
        "\u061c",
        "\u115f",
        "\u1160",
        "\u180e",
        "\u200b",
        "\u200d",
        "\u200e",
        "\u202e",
        "\u2060",
        "\u2064",
        "\u206a",
        "\u2800",
        "\u3164",
        "\ufe0f",
        "\ufeff",
        "\uffa0",
        "\ufffc",
        "\ue000",
        "\U000e0041",
        "\U000e0100",
        "\U000f0000",
        "\x07",
        "\x85",
    ],
)
def test_a_hidden_character_is_found_in_every_spelling(sign: str) -> None:
    assert [(at, made) for at, made, _ in hidden.places(f"gó{sign}c")] == [(2, sign)]
    for entity in (f"&#{ord(sign)};", f"&#x{ord(sign):x};", f"&#X{ord(sign):X};"):
        if html.unescape(entity) == sign:
            assert [(at, made) for at, made, _ in hidden.places(f"gó{entity}c")] == [(2, sign)]


@pytest.mark.parametrize(
    "entity", ["&shy;", "&ZeroWidthSpace;", "&zwj;", "&zwnj;", "&lrm;", "&rlm;", "&NoBreak;", "&af;"]
)
def test_a_hidden_character_has_names(entity: str) -> None:
    assert [written for _, _, written in hidden.places(f"a{entity}b")] == [entity]


@pytest.mark.parametrize(
    "text",
    [
        "✔️ ❤️ ☎️ ✅",
        "👨‍👩‍👧‍👦",
        "1️⃣ #️⃣",
        "👍🏽",
        "🇻🇳",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "©️ ™️",
        "👩🏽‍🌾",
        "a\u00a0b\u2009c\u3000d",
        "&nbsp; &amp; &lt; &eacute;",
    ],
)
def test_emoji_and_spaces_are_seen(text: str) -> None:
    assert list(hidden.places(text)) == []


SYLLABLES = st.sampled_from("góc xanh phường đường trần nghĩa tân quốc phòng khuyến học quyền nguyễn thuở khoẻ".split())


@given(st.lists(SYLLABLES, min_size=1, max_size=8), st.randoms())
def test_a_sentence_is_right_again_after_its_mends(words: list[str], chance: object) -> None:
    alike = {right: wrong for wrong, right in (("а", "a"), ("о", "o"), ("с", "c"), ("ð", "đ"), ("р", "p"), ("х", "x"))}
    pick = chance.random  # type: ignore[attr-defined]
    right = " ".join(words)
    wrong = " ".join("".join(alike.get(c, c) if pick() < 0.3 and len(w) > 1 else c for c in w) for w in words)
    for word in list(look_alikes.found(wrong))[::-1]:
        wrong = wrong[: word.start] + word.right + wrong[word.start + len(word.written) :]
    assert wrong == right or not any(c.isascii() for c in wrong.replace(" ", ""))


@given(st.text() | st.text("Ðaа&;#xﬁ\u0301 ️👨‍"))
def test_any_text_can_be_looked_at(text: str) -> None:
    for found in look_alikes.found(text):
        assert text[found.start :].startswith(found.written)
        assert unicodedata.is_normalized("NFC", found.right)
    for at, character, written in hidden.places(text):
        assert text[at:].startswith(written)
        assert hidden.code(character).startswith("U+")


def test_usual_characters_need_no_closer_look() -> None:
    usual = [sign for sign in map(chr, range(0x11000)) if hidden.is_usual(sign)]
    assert set("Đường phố, “ngõ 16” – 2,5 ha…\n") <= set(usual)
    for sign in usual:
        assert unicodedata.is_normalized("NFC", f"a{sign}")
        assert not hidden.HIDDEN.search(sign)
        assert not list(look_alikes.found(f"{sign}ường")) or sign == "&"
        assert look_alikes.meant(sign) == sign


def test_text_of_usual_characters_is_of_no_old_font() -> None:
    usual = "".join(sign for sign in map(chr, range(0x11000)) if hidden.is_usual(sign))
    assert not any(pattern.search(usual) for pattern in vietnamese._TRACES.values())
