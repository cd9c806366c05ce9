"""The tables of sentences: read once, and each sentence made of one choice in every ``(this|that)`` and of facts."""

import random
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml

FOLDER = Path(__file__).parent
T = TypeVar("T")
_START = re.compile(r"(?<=[.!?] )\w|^\w")
_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")


class Figure(NamedTuple):
    """What a kind of model counts, its unit, and the least and the most that is plausible."""

    label: str
    unit: str
    least: float
    most: float


class Kind(NamedTuple):
    """One kind of model, a row of ``kinds/<field>.yml``; its texts may leave choices and name facts."""

    field: str
    themes: list[str]
    led_by: list[str]  # keys of the units in ``common.yml``
    scene: str  # what its photos show: a key of ``scenes.SCENES``
    names: list[str]
    does: str  # ends "Hội Phụ nữ vận động nhân dân …"; if official, "Ủy ban nhân dân …"
    short: str  # ends "Đến nay đã …"
    figures: dict[str, list[Any]]  # each the fields of a Figure; texts name them by these keys
    before: list[str]
    steps: list[str]
    results: list[str]
    table: list[list[Any]]  # each a label, least and most before, least and most after
    quotes: list[str]
    lessons: list[str]
    photos: list[str]
    before_after: Sequence[str] = ()  # what is seen of one place before and after
    official: bool = False  # an office does it itself


@cache
def kinds() -> dict[str, Kind]:
    """Return all kinds of models by key, in the order of their files."""
    files = sorted((FOLDER / "kinds").glob("*.yml"))
    return {key: Kind(file.stem, **row) for file in files for key, row in _read(file).items()}


@cache
def common() -> dict[str, Any]:
    """Return what all kinds share, as it stands in ``common.yml``."""
    return _read(FOLDER / "common.yml")


def _read(file: Path) -> dict[str, Any]:
    read: dict[str, Any] = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return read


def one(rng: random.Random, items: Sequence[T]) -> T:
    """Return one of ``items``."""
    return items[int(rng.random() * len(items))]


def chosen(rng: random.Random, text: str) -> str:
    """Return a text with one choice taken in each ``(this|that)``."""
    return _CHOICE.sub(lambda found: one(rng, found[1].split("|")), text)


def said(rng: random.Random, text: str, facts: Mapping[str, str]) -> str:
    """Return sentences with their choices taken, their facts filled in, and a capital at the beginning of each."""
    return _START.sub(lambda found: found[0].upper(), chosen(rng, text).format_map(facts))


def say_one(rng: random.Random, texts: Sequence[str], facts: Mapping[str, str]) -> str:
    """Return one of ``texts`` as ``said`` makes it."""
    return said(rng, one(rng, texts), facts)
