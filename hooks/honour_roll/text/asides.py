"""Asides: sentences to the readers of a page on what is not known of a model, and that they may bring it.

They belong on the page, beside the sources. On a poster, and over loudspeakers, there is neither.
"""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_ASIDE = re.compile(  # of a sentence in small letters
    r"bài\s(?:nguồn|viết|báo)\s(?:\w+\s)?(?:không|chưa)\s|nguồn\s(?:tin\s)?(?:không|chưa)\s(?:nêu|nói|ghi|cho\sbiết|rõ)\b"
    r"|^bài\s(?:cũng\s)?(?:không|chưa)\s|^(?:(?:hiện|hiện\snay|đến\snay)\s)?(?:chưa|không)\srõ\b"
    r"|^(?:(?:hiện|hiện\snay|đến\snay)\s)?chưa\scó\s(?:số\sliệu|tư\sliệu|thông\stin)\b|nếu\b.*\bbạn\b.*\bxin\b|trang\snày\b"
)


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph."""
    return [sentence for sentence in _SENTENCE_END.split(text.strip()) if sentence]


def is_aside(sentence: str) -> bool:
    """Return whether a sentence is an aside."""
    return bool(_ASIDE.search(sentence.lower()))


def without_asides(text: str) -> str:
    """Return a paragraph without the sentences that are asides."""
    return " ".join(sentence for sentence in sentences(text) if not is_aside(sentence))
