"""Names in Word's XML, and attributes read in a way that no strange value can break."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V = "{urn:schemas-microsoft-com:vml}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

CONTENT, FALLBACK, CHOICE = f"{W}txbxContent", f"{MC}Fallback", f"{MC}Choice"


def child(element: Any, path: str) -> Any:
    """Return the element at a path of names of ``W`` such as ``rPr/rFonts``; None when it is not there."""
    for name in path.split("/"):
        element = element.find(W + name) if element is not None else None
    return element


def value(element: Any, path: str = "", name: str = "val") -> str:
    """Return an attribute of an element, or of what it holds at a path; nothing when there is none."""
    found = child(element, path) if path else element
    return (found.get(W + name) or "") if found is not None else ""


def number(text: str, otherwise: int = 0) -> int:
    """Return a whole number; ``otherwise`` when a text is none, or is beyond all reason."""
    digits = text.strip().removeprefix("-")
    if not digits.isdecimal() or len(digits) > len("1000000000"):
        return otherwise
    return int(text)


def is_on(element: Any) -> bool:
    """Return whether a property that is either on or off is there and on."""
    return element is not None and value(element) not in ("0", "false", "off", "none")


def own_paragraph(element: Any) -> Any:
    """Return the paragraph in which an element stands directly."""
    return next(element.iterancestors(f"{W}p"), None)
