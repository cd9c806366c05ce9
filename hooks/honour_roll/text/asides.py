"""Sentences that have no place on a poster or over loudspeakers, where there is neither page nor source.

Asides tell the readers of a page what is not known of a model, and that they may bring it. Other sentences say again
what the summary has said.
"""

from __future__ import annotations

import re
from itertools import pairwise

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_SYLLABLE = re.compile(r"\w+")
_MOST_REPEATED = 0.5  # of pairs of syllables: in the real entries 0.55 and more repeat the summary, 0.34 is new
_ASIDE = re.compile(  # of a sentence in small letters
    r"bài\s(?:nguồn|viết|báo)\s(?:\w+\s)?(?:không|chưa)\s|nguồn\s(?:tin\s)?(?:không|chưa)\s(?:nêu|nói|ghi|cho\sbiết|rõ)\b"
    r"|^bài\s(?:cũng\s)?(?:không|chưa)\s|^(?:(?:hiện|hiện\snay|đến\snay)\s)?(?:chưa|không)\srõ\b"
    r"|^(?:(?:hiện|hiện\snay|đến\snay)\s)?chưa\scó\s(?:số|tư\sliệu|thông\stin)\b|nếu\b.*\bbạn\b.*\bxin\b|trang\snày\b"
)


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph."""
    return [sentence for sentence in _SENTENCE_END.split(text.strip()) if sentence]


def is_aside(sentence: str) -> bool:
    """Return whether a sentence is an aside."""
    return bool(_ASIDE.search(sentence.lower()))


def new_sentences(text: str, said: str) -> list[str]:
    """Return the sentences of a paragraph that are no asides and do not mostly repeat what was ``said``."""
    known = _pairs(said)
    return [one for one in sentences(text) if not is_aside(one) and not _repeats(_pairs(one), known)]


def _pairs(text: str) -> set[tuple[str, str]]:
    """Return the pairs of neighbouring syllables in a text."""
    return {*pairwise(_SYLLABLE.findall(text.lower()))}


def _repeats(pairs: set[tuple[str, str]], known: set[tuple[str, str]]) -> bool:
    return len(pairs & known) > _MOST_REPEATED * len(pairs)
