"""What tests read of printed PDFs."""

from __future__ import annotations

from pypdf import PdfReader


def sizes_of(pdf: PdfReader) -> dict[float, list[str]]:
    """Return the texts of a PDF by the size of their letters in points."""
    found: dict[float, list[str]] = {}

    def seen(text: str, _: object, matrix: list[float], __: object, size: float) -> None:
        if text.strip():
            found.setdefault(round(size * abs(matrix[3]), 1), []).append(text.strip())

    for page in pdf.pages:
        page.extract_text(visitor_text=seen)
    return found


def places_of(pdf: PdfReader) -> list[tuple[str, float, float]]:
    """Return each piece of text with its start, in points from the left and the bottom of its page."""
    found: list[tuple[str, float, float]] = []

    def seen(text: str, _: object, matrix: list[float], *__: object) -> None:
        if text.strip():
            found.append((" ".join(text.split()), matrix[4], matrix[5]))

    for page in pdf.pages:
        page.extract_text(visitor_text=seen)
    return found
