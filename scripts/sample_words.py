"""Made-up sentences for samples: Vietnamese words in likely order, without meaning."""

import random
import re
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+(?:[-/–][^\W_]+)*[.,]?")  # nothing that Markdown or YAML would take for a sign
_NOT_PROSE = re.compile(r"```.*?```|`[^`]*`|^[ \t]*[|<{!#].*?$|^---.*?^---|\]\([^)]*\)", re.DOTALL | re.MULTILINE)


class Chain:
    """Draws sentences in which every two neighbouring words are neighbours somewhere in the text it was given."""

    def __init__(self, text: str) -> None:
        """Learn the words of ``text`` and what follows each."""
        self._starts: list[str] = []
        self._next: dict[str, list[str]] = {}
        for sentence in re.split(r"(?<=[.!?:;])\s+|\n+", _NOT_PROSE.sub(" ", text)):
            words = [w for w in re.sub(r"[“”\"()*:;\[\]]", " ", sentence).split() if _WORD.fullmatch(w)]
            if len(words) < 6 or not words[0][0].isupper():
                continue
            self._starts.append(words[0].rstrip(".,"))
            for word, after in pairwise(words):
                self._next.setdefault(word.rstrip(".,"), []).append(after.rstrip("."))

    def words(self, rng: random.Random, least: int, most: int) -> list[str]:
        """Return ``least`` to ``most`` words, the first with a capital, the last without a comma."""
        word = one(rng, self._starts)
        words = [word]
        for _ in range(rng.randint(least, most) - 1):
            following = self._next.get(word.rstrip(","))
            word = one(rng, following) if following else one(rng, self._starts).lower()
            words.append(word)
        words[-1] = words[-1].rstrip(",")
        return words

    def phrase(self, rng: random.Random, least: int, most: int) -> str:
        """Return some words without a full stop or commas."""
        return " ".join(self.words(rng, least, most)).replace(",", "")

    def sentence(self, rng: random.Random, least: int = 12, most: int = 32) -> str:
        """Return some words and a full stop."""
        return " ".join(self.words(rng, least, most)) + "."


def one(rng: random.Random, items: list[str]) -> str:
    """Return one of ``items``."""
    return items[int(rng.random() * len(items))]
