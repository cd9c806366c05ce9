from __future__ import annotations

import colorsys
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from environment import ROOT
from honour_roll import colours
from honour_roll.colours import DARK, READABLE, WHITE, Look, chosen, contrast
from honour_roll.problem import StoppedError

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
STYLE = (ROOT / "hooks" / "theme" / "assets" / "honour_roll.css").read_text("utf-8")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)  # the grey that just fails
    assert contrast("#8a1520", "#8a1520") == 1


@given(COLOURS)
def test_any_colour_can_be_made_readable(colour: str) -> None:
    assert contrast(colours.by_day(colour), WHITE) >= READABLE
    for ground in re.findall(r"--(?:paper|tint): (#[0-9a-f]{6});", STYLE.partition("prefers-color-scheme")[2]):
        assert contrast(colours.at_night(colour), ground) >= READABLE


@given(COLOURS)
def test_what_is_readable_stays_as_it_is(colour: str) -> None:
    if contrast(colour, WHITE) >= READABLE:
        assert colours.by_day(colour) == colour


def test_the_colours_of_the_text_itself_are_readable() -> None:
    day, _, rest = STYLE.partition("@media screen and (prefers-color-scheme: dark)")
    night = rest.partition("/* Frame */")[0]
    for scheme in (day, night):
        tokens = dict(re.findall(r"--(paper|tint|ink|soft|alarm|alarm-tint): (#[0-9a-f]{3,6});", scheme))
        tokens = {
            name: "#" + "".join(c * 2 for c in value[1:]) if len(value) == 4 else value
            for name, value in tokens.items()
        }
        pairs = [(letters, ground) for letters in ("ink", "soft") for ground in ("paper", "tint")]
        for letters, ground in [*pairs, ("alarm", "alarm-tint"), ("ink", "alarm-tint")]:
            assert contrast(tokens[letters], tokens[ground]) >= READABLE, (letters, ground)


def test_a_stylesheet_has_every_colour_by_day_and_by_night() -> None:
    css = colours.stylesheet(Look("#0b3d6e", "#ffd27f"), {"kinh-te": "#8a5200"})
    day, _, night = css.partition("@media")
    assert "--brand:#0b3d6e" in day
    assert "--accent:#ffd27f" in day
    assert '[data-field="kinh-te"]{--field:#8a5200' in day
    assert '[data-field="kinh-te"]{--field:#' in night
    assert "--brand:#0b3d6e" not in night


def test_a_site_may_choose_no_colours_or_one() -> None:
    assert chosen(None) == chosen({}) == Look()
    assert chosen({"brand": "#0b3d6e"}) == Look(brand="#0b3d6e")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"brand": "red"}, "brand: “red” không phải là mã màu"),
        ({"brand": 123}, "brand: “123” không phải là mã màu"),
        ({"brand": "#0B3D6E"}, "a–f, chữ thường"),
        ({"brand": None}, "brand: chưa có màu; thiếu ngoặc kép"),  # as YAML reads brand: #0b3d6e
        ({"primary": "#0b3d6e"}, "không có màu nào gọi là “primary”"),
        (["#0b3d6e"], "không phải là các dòng brand, accent"),
        ("#0b3d6e", "không phải là các dòng brand, accent"),
        ({"brand": "#f0c040"}, 'chẳng hạn brand: "#'),
        ({"accent": "#5d0f17"}, "không nổi trên"),
        ({"brand": "#000000", "accent": "#767676"}, "chữ sẫm trên nó không đọc được"),
    ],
)
def test_colours_that_cannot_be_are_refused_with_a_mend(given: object, says: str) -> None:
    with pytest.raises(StoppedError) as caught:
        chosen(given)
    said = str(caught.value)
    assert says in said
    assert said.startswith("mkdocs.yml, mục extra: colours: ")
    assert "\n    " in said


@given(COLOURS, COLOURS)
def test_what_is_suggested_is_accepted(brand: str, accent: str) -> None:
    try:
        look = chosen({"brand": brand, "accent": accent})
    except StoppedError as error:
        suggested = dict(re.findall('(brand|accent): "(#[0-9a-f]{6})"', str(error)))
        look = chosen({"brand": brand, "accent": accent} | suggested)
    assert contrast(look.brand, WHITE) >= READABLE
    assert contrast(look.accent, look.brand) >= READABLE
    assert contrast(look.accent, DARK) >= READABLE


def test_letters_on_the_accent_are_as_dark_as_the_check_takes_them_to_be() -> None:
    on_accent = re.findall(r"\{[^}]*background: var\(--accent\)[^}]*\}", STYLE)
    assert on_accent
    assert all(f"color: {DARK};" in rule for rule in on_accent)


@pytest.mark.parametrize("colour", ["#8a1520", "#0b3d6e", "#0b6e4f", "#8a5200"])
def test_a_colour_is_as_vivid_by_night(colour: str) -> None:
    def vivid(of: str) -> float:
        return colorsys.rgb_to_hls(*(int(of[at : at + 2], 16) / 255 for at in (1, 3, 5)))[2]

    assert vivid(colours.at_night(colour)) == pytest.approx(vivid(colour), abs=0.03)
