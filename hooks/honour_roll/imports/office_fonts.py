"""Text that was typed for a font of before Unicode: TCVN3 (fonts ``.VnTime`` …) and VNI (``VNI-Times`` …).

In TCVN3 one sign stands for one letter (TCVN 5712:1993, VN3); capitals with a tone exist only in fonts whose names end
in H, which show small letters as capitals. In VNI a vowel is followed by the sign of its marks.
"""

from __future__ import annotations

import re

_TCVN3_SIGNS = "µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ¨©ª«¬\xad®¡¢£¤¥¦§"
_TCVN3_LETTERS = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâêôơưđĂÂÊÔƠƯĐ"
_TCVN3 = str.maketrans(_TCVN3_SIGNS, _TCVN3_LETTERS)
# Of VNI: the vowel as it is typed, the letters with marks, and the sign behind the vowel for each.
_VNI_ROWS = (
    ("a", "áàảãạ", "ùøûõï"),
    ("a", "âấầẩẫậ", "âáàåãä"),
    ("a", "ăắằẳẵặ", "êéèúüë"),
    ("e", "éèẻẽẹ", "ùøûõï"),
    ("e", "êếềểễệ", "âáàåãä"),
    ("o", "óòỏõọ", "ùøûõï"),
    ("o", "ôốồổỗộ", "âáàåãä"),
    ("u", "úùủũụ", "ùøûõï"),
    ("y", "ýỳỷỹ", "ùøûõ"),
    ("ô", "ớờởỡợ", "ùøûõï"),
    ("ö", "ứừửữự", "ùøûõï"),
)
_VNI_ALONE = dict(zip("íìæóòîñôö", "íìỉĩịỵđơư", strict=True))
# Letters that a font of before Unicode cannot hold; dashes and quotes are in Windows' code page.
_BEYOND = re.compile("[\u0100-\u1fff\u2300-\uffff]")


def _vni_table() -> dict[str, str]:
    small = {
        base + sign: letter for base, letters, signs in _VNI_ROWS for letter, sign in zip(letters, signs, strict=True)
    }
    table = dict(_VNI_ALONE) | small
    table |= {typed.upper(): letter.upper() for typed, letter in table.items()}
    table |= {typed[0].upper() + typed[1]: letter.upper() for typed, letter in small.items()}
    return table


_VNI = _vni_table()
_VNI_TYPED = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def family(font: str) -> str:
    """Return ``TCVN3`` or ``VNI`` for a font of before Unicode, by its name; nothing for any other."""
    name = font.strip().lower()
    if name.startswith((".vn", "vntime", "vnarial")):
        return "TCVN3"
    return "VNI" if re.match(r"vni[- ]", name) else ""


def holds_unicode(text: str) -> bool:
    """Return whether a text has letters that no font of before Unicode could hold: it was typed as Unicode."""
    return _BEYOND.search(text) is not None


def converted(text: str, font: str) -> str:
    """Return as Unicode a text that stands in a font; unchanged when the font or the text is of Unicode.

    The signs of one VNI letter may lie in two runs: neighbours in one font are to be joined before.
    """
    kind = family(font)
    if not kind or holds_unicode(text):
        return text
    if kind == "VNI":
        return from_family(text, kind)
    made = from_family(text, kind)
    return made.upper() if font.strip().lower().endswith("h") else made


def from_family(text: str, kind: str) -> str:
    """Return as Unicode a text of ``TCVN3`` or ``VNI``."""
    if kind == "VNI":
        return _VNI_TYPED.sub(lambda typed: _VNI[typed[0]], text)
    return text.translate(_TCVN3)
