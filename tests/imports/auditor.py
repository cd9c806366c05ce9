"""Counts the words that a Word file shows, read in another way than the importer reads it, to find any that are lost.

It streams every part (iterparse), has its own tables of old fonts made of letters and tones, and knows nothing of
blocks, styles of headings, lists or tables. It does not see in which order words stand.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

_PARTS = re.compile(
    r"(?:word|foo)/(?:document|document2|chinh|footnotes|endnotes|comments|header\d*|footer\d*|charts/chart\d+|diagrams/data\d+)\.xml"
)
_TEXT = {"t", "delText", "fldChar", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "textpath"}
_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300\u0309\u0303\u0301\u0323"
_CIRCUMFLEX, _BREVE = "\u0302\u0306"
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\xad\ue000-\uf8ff]")


def _tcvn3() -> dict[int, str]:
    """Return the letters of TCVN 5712 (VN3) by their codes: five in a row for each vowel, à ả ã á ạ."""
    rows = {
        "a": (0xB5, 0xB6, 0xB7, 0xB8, 0xB9),
        "ă": (0xBB, 0xBC, 0xBD, 0xBE, 0xC6),
        "â": (0xC7, 0xC8, 0xC9, 0xCA, 0xCB),
        "e": (0xCC, 0xCE, 0xCF, 0xD0, 0xD1),
        "ê": (0xD2, 0xD3, 0xD4, 0xD5, 0xD6),
        "i": (0xD7, 0xD8, 0xDC, 0xDD, 0xDE),
        "o": (0xDF, 0xE1, 0xE2, 0xE3, 0xE4),
        "ô": (0xE5, 0xE6, 0xE7, 0xE8, 0xE9),
        "ơ": (0xEA, 0xEB, 0xEC, 0xED, 0xEE),
        "u": (0xEF, 0xF1, 0xF2, 0xF3, 0xF4),
        "ư": (0xF5, 0xF6, 0xF7, 0xF8, 0xF9),
        "y": (0xFA, 0xFB, 0xFC, 0xFD, 0xFE),
    }
    tones = (_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT)
    table = {
        code: unicodedata.normalize("NFC", vowel + tone)
        for vowel, codes in rows.items()
        for code, tone in zip(codes, tones, strict=True)
    }
    return table | dict(zip(range(0xA1, 0xAF), "ĂÂÊÔƠƯĐăâêôơưđ", strict=True))


TCVN3 = _tcvn3()
_VNI_MARKS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _CIRCUMFLEX, "á": _CIRCUMFLEX + _ACUTE, "à": _CIRCUMFLEX + _GRAVE, "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE, "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "î": "ỵ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}


def vni(text: str) -> str:
    """Return VNI as Unicode, letter by letter: a vowel takes the marks of the sign behind it."""
    made, at = "", 0
    while at < len(text):
        letter, sign = text[at], text[at + 1 : at + 2].lower()
        base = _VNI_LETTERS.get(letter.lower(), letter.lower())
        marks = _VNI_MARKS.get(sign, "") if base in "aeouyơư" and letter.lower() in "aeouyôö" else ""
        whole = unicodedata.normalize("NFC", base + marks)
        if marks and len(whole) == 1:
            at += 2
        else:
            whole, at = base if letter.lower() in _VNI_LETTERS or letter.isascii() else letter, at + 1
        made += whole.upper() if letter.isupper() else whole
    return made


def decoded(text: str, font: str) -> str:
    name = font.lower()
    if any(ord(char) > 0xFF and not 0x2000 <= ord(char) < 0x2300 for char in text):
        return text
    if name.startswith(".vn"):
        made = text.translate(TCVN3)
        return made.upper() if name.endswith("h") else made
    return vni(text) if name.startswith(("vni-", "vni ")) else text


def local(tag: str) -> str:
    return tag.rpartition("}")[2]


def attribute(element: Any, name: str) -> str:
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


class Fonts:
    """The font of a run: its own, that of its style, of its paragraph's style, of the document."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.styles: dict[str, tuple[str, str]] = {}
        self.normal = self.document = ""
        for name in archive.namelist():
            if name.endswith("styles.xml"):
                for _, one in ET.iterparse(io.BytesIO(archive.read(name))):  # noqa: S314 - files made for these tests
                    if local(one.tag) == "style":
                        based = next((attribute(x, "val") for x in one if local(x.tag) == "basedOn"), "")
                        self.styles[attribute(one, "styleId")] = (self.named(one), based)
                        if attribute(one, "default") == "1" and attribute(one, "type") == "paragraph":
                            self.normal = attribute(one, "styleId")
                    elif local(one.tag) == "rPrDefault":
                        self.document = self.named(one)

    @staticmethod
    def named(holder: Any) -> str:
        for one in holder.iter():
            if local(one.tag) == "rFonts":
                return attribute(one, "hAnsi") or attribute(one, "ascii")
        return ""

    def of(self, own: str, run_style: str, paragraph_style: str) -> str:
        if own:
            return own
        for style in (run_style, paragraph_style or self.normal):
            if font := self.along(style, set()):
                return font
        return self.document

    def along(self, style: str, seen: set[str]) -> str:
        """Return the font of a style or of one that it is based on."""
        if style not in self.styles or style in seen:
            return ""
        font, based = self.styles[style]
        return font or self.along(based, seen | {style})


def paragraphs(data: bytes, fonts: Fonts) -> Iterator[str]:
    """Yield the words of each paragraph of a part; of two forms of a drawing only the first."""
    stack: list[dict[str, Any]] = []
    fallback = phonetic = 0
    for event, one in ET.iterparse(io.BytesIO(data), events=("start", "end")):  # noqa: S314
        name = local(one.tag)
        fallback += (name == "Fallback") * (1 if event == "start" else -1)
        phonetic += (name == "rt") * (1 if event == "start" else -1)
        if name == "p" and event == "start":
            stack.append({"runs": [], "style": ""})
        elif name == "p" and stack:
            yield "".join(decoded(text, font) for text, font in stack.pop()["runs"])
        elif name == "pStyle" and event == "end" and stack:
            stack[-1]["style"] = attribute(one, "val")
        elif name == "r" and event == "start" and stack:
            stack[-1]["run"] = one
        elif event == "end" and name in _TEXT and not fallback and not phonetic:
            text = shown(one, name)
            if not stack:
                yield text
                continue
            run = stack[-1].get("run")
            font = (
                fonts.of(*_looks(run, stack[-1]["style"]))
                if run is not None and one.tag.endswith("main}" + name)
                else ""
            )
            if any(ord(char) > 0xFF and not 0x2000 <= ord(char) < 0x2300 for char in text):
                font = ""
            runs = stack[-1]["runs"]
            if runs and runs[-1][1] == font:
                runs[-1] = (runs[-1][0] + text, font)
            else:
                runs.append((text, font))


def _looks(run: Any, paragraph_style: str) -> tuple[str, str, str]:
    properties = next((one for one in run if local(one.tag) == "rPr"), None)
    if properties is None:
        return "", "", paragraph_style
    own = next(
        (attribute(one, "hAnsi") or attribute(one, "ascii") for one in properties if local(one.tag) == "rFonts"), ""
    )
    style = next((attribute(one, "val") for one in properties if local(one.tag) == "rStyle"), "")
    return own, style, paragraph_style


def shown(one: Any, name: str) -> str:
    if name == "t" and "/math" in one.tag:
        return f" {one.text or ''} "
    if name == "t":
        return one.text or ""
    if name == "delText":
        return f" {one.text or ''} "
    if name == "textpath":
        return f" {attribute(one, 'string')} "
    return {"noBreakHyphen": "-", "softHyphen": "\xad"}.get(name, " ")


def words(text: str) -> Counter[str]:
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).casefold()
    return Counter(re.findall(r"[^\W_]+", text))


def visible(data: bytes) -> Counter[str]:
    """Return how often each word stands in what a .docx shows."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        fonts = Fonts(archive)
        for name in archive.namelist():
            if _PARTS.fullmatch(name):
                for text in paragraphs(archive.read(name), fonts):
                    found += words(text)
    return found
