"""Make the site's web fonts: Be Vietnam Pro cut down to the letters that the pages use."""

import environment

environment.enter("test")

import argparse
import io
import sys
import unicodedata
from pathlib import Path

import fontpkg_be_vietnam_pro
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FOLDER = environment.ROOT / "hooks" / "theme" / "assets" / "fonts"
WEIGHTS = {400: "Regular", 600: "SemiBold"}
FEATURES = ["ccmp", "kern", "liga", "mark", "mkmk"]  # the font has no tnum, lnum or pnum

VOWELS = "aăâeêioôơuưy"
# Circumflex, breve and horn stand alone in NFD text, such as names of photos that come from a Mac.
SHAPES = "\u0302\u0306\u031b"
TONES = "\u0300\u0301\u0303\u0309\u0323"
VIETNAMESE = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in ["", *TONES]} | {"đ"}
BASIC = {chr(code) for code in range(0x20, 0x7F)}
# The font has no arrows and no thin space. Letters of other tongues (ä, ñ) come from the reader's own fonts.
PUNCTUATION = "\u00a0\u00ad§©«®°±²³·»¼½¾×÷“”‘’‚„–—…•‹›−≤≥≈≠‰€₫™"
LETTERS = frozenset(BASIC | VIETNAMESE | {letter.upper() for letter in VIETNAMESE} | set(TONES + SHAPES + PUNCTUATION))


def make() -> dict[str, bytes]:
    """Return the files of the fonts' folder by name: the same bytes at each call."""
    package = Path(fontpkg_be_vietnam_pro.ROOT)
    files = {
        f"be-vietnam-pro-{weight}.woff2": subset(package / "files" / f"BeVietnamPro-{style}.ttf")
        for weight, style in WEIGHTS.items()
    }
    files["OFL.txt"] = (package / "LICENSE").read_text(encoding="utf-8").encode()
    return files


def subset(source: Path) -> bytes:
    """Return a TrueType font as WOFF2 with our letters only."""
    options = Options(
        flavor="woff2",
        layout_features=FEATURES,
        hinting=False,
        desubroutinize=True,
        name_IDs=[0, 1, 2, 13, 14],  # the names and the licence, which must stay with the font
        notdef_outline=True,
        recalc_timestamp=False,
    )
    with TTFont(source, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(text="".join(sorted(LETTERS)))
        subsetter.subset(font)
        font.flavor = "woff2"
        made = io.BytesIO()
        font.save(made)
    return made.getvalue()


def stale(files: dict[str, bytes]) -> list[str]:
    """Return the names of those files that are not in the folder as they should be."""
    return [name for name, made in files.items() if not is_same(FOLDER / name, made)]


def is_same(path: Path, content: bytes) -> bool:
    """Tell whether a file holds this content."""
    return path.is_file() and path.read_bytes() == content


def main() -> int:
    """Write the fonts, or with --check only say which are not current."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a file is not current")
    check = parser.parse_args().check
    files = make()
    for name in stale(files):
        print(f"{name}: {'not current' if check else f'{len(files[name])} bytes'}")
        if not check:
            FOLDER.mkdir(parents=True, exist_ok=True)
            (FOLDER / name).write_bytes(files[name])
    return 1 if check and stale(files) else 0


if __name__ == "__main__":
    sys.exit(main())
