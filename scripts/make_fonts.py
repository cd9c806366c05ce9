"""Make the fonts from Be Vietnam Pro: for pages cut down to the letters of Vietnamese, for pictures with all."""

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
DRAWN = environment.ROOT / "hooks" / "fonts"  # not published: for what the build draws and prints
WEIGHTS = {400: "Regular", 600: "SemiBold"}
NAMES = [0, 1, 2, 13, 14]  # the names and the licence, which must stay with the font
NAMES_FOR_PRINT = [*NAMES, 4, 6, 16, 17]  # typst wants the PostScript name; 16 and 17 make one family of two
FEATURES = ["ccmp", "kern", "liga"]  # the font has no tnum, lnum or pnum
MARKS = ["mark", "mkmk"]  # for print; browsers put letters and tones together to the letters that the font has

VOWELS = "aăâeêioôơuưy"
# Circumflex, breve and horn stand alone in NFD text, such as names of photos that come from a Mac.
SHAPES = "\u0302\u0306\u031b"
TONES = "\u0300\u0301\u0303\u0309\u0323"
VIETNAMESE = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in ["", *TONES]} | {"đ"}
BASIC = {chr(code) for code in range(0x20, 0x7F)}
# The font has no arrows and no thin space. Letters of other tongues (ä, ñ) come from the reader's own fonts.
PUNCTUATION = "\u00a0\u00ad§©«®°±²³·»¼½¾×÷“”‘’‚„–—…•‹›−≤≥≈≠‰€₫™"
LETTERS = frozenset(BASIC | VIETNAMESE | {letter.upper() for letter in VIETNAMESE} | set(TONES + SHAPES + PUNCTUATION))


def make() -> dict[Path, bytes]:
    """Return the files of the fonts' folders by their paths: the same bytes at each call."""
    package = Path(fontpkg_be_vietnam_pro.ROOT)
    licence = (package / "LICENSE").read_text(encoding="utf-8").encode()
    files = {folder / "OFL.txt": licence for folder in (FOLDER, DRAWN)}
    for weight, style in WEIGHTS.items():
        source = package / "files" / f"BeVietnamPro-{style}.ttf"
        files[FOLDER / f"be-vietnam-pro-{weight}.woff2"] = cut(source, LETTERS, "woff2")
        files[DRAWN / f"be-vietnam-pro-{weight}.ttf"] = cut(source)
    return files


def cut(source: Path, letters: frozenset[str] | None = None, flavor: str | None = None) -> bytes:
    """Return a TrueType font without hints, cut down to ``letters`` if given, as WOFF2 if ``flavor`` says so."""
    options = Options(
        flavor=flavor,
        layout_features=FEATURES if flavor else FEATURES + MARKS,
        hinting=False,
        desubroutinize=True,
        name_IDs=NAMES if flavor else NAMES_FOR_PRINT,
        notdef_outline=True,
        recalc_timestamp=False,
    )
    with TTFont(source, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=map(ord, sorted(letters)) if letters else font.getBestCmap())
        subsetter.subset(font)
        font.flavor = flavor
        made = io.BytesIO()
        font.save(made)
    return made.getvalue()


def stale(files: dict[Path, bytes]) -> list[Path]:
    """Return the paths of files that do not have the given content."""
    return [path for path, made in files.items() if not path.is_file() or path.read_bytes() != made]


def main() -> int:
    """Write the fonts, or with --check only say which are not current."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a file is not current")
    check = parser.parse_args().check
    files = make()
    for path in stale(files):
        print(f"{path.relative_to(environment.ROOT)}: {'not current' if check else f'{len(files[path])} bytes'}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[path])
    return 1 if check and stale(files) else 0


if __name__ == "__main__":
    sys.exit(main())
