"""Times our link cards: milliseconds for each, of each shape, with a photo and without, and how heavy they are.

A machine that is busy with other things tells more by the processor's milliseconds than by the clock's.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import stand

stand.enter()

import sample_photos  # noqa: E402 - the venv brings it
from honour_roll.cards import covers, link_cards  # noqa: E402 - after environment.enter()
from honour_roll.cards.link_cards import ABOVE, BESIDE, CIRCLE, SHAPES, Brand, LinkCard  # noqa: E402 - after environment.enter()
from honour_roll.cards.pictures import CardPhoto, Drawing  # noqa: E402 - after environment.enter()
from honour_roll.photos import inspect, resize  # noqa: E402 - after environment.enter()

WORDS = "mô hình dân vận khéo phường đường sạch ngõ xanh hòa giải giữ gìn an ninh trật tự vận động nhân dân".split()


def cards(count: int) -> Iterator[LinkCard]:
    """Yield made-up cards in the order a build draws them: those with the same drawing one after the other."""
    mark = (stand.ROOT / "hooks" / "theme" / "partials" / "mark.html").read_text("utf-8")
    brand = Brand("Dân vận khéo Ví Dụ", "#8a1520", "#f2cf7e", mark)
    colours = ("#0b6e4f", "#8a5a00", "#1f4e79", "#7a2048", "#5a5a5a")
    for number in range(count):
        composition = (BESIDE, CIRCLE, ABOVE)[number % 3]
        words = range(6, 20 if composition == ABOVE else 14)
        title = " ".join(WORDS[(number * step + step) % len(WORDS)] for step in words).capitalize()
        place = number * len(colours) * len(covers.MOTIFS) // count
        colour, motif = colours[place // len(covers.MOTIFS)], covers.MOTIFS[place % len(covers.MOTIFS)]
        shown = (Drawing(colour, motif, number % covers.NUMBERS),)
        line = f"Hội LHPN phường Ví Dụ số {number}, 2017"
        yield LinkCard(f"ve-{number}", title, "Văn hóa – xã hội", line, colour, brand, shown, composition)


def photograph(folder: Path) -> tuple[str, bytes]:
    """Return the rendition of a phone's photo that cards are drawn from, as a page has it."""
    path = folder / "anh.jpg"
    path.write_bytes(sample_photos.phone("bench", 0))
    original, wish = inspect.examined(path), resize.Wish("Mẫu", card=True)
    plan = next(plan for plan in resize.planned(original, wish) if not plan.card and not plan.is_avif)
    return plan.file, resize.resized(path, original, wish)[plan.file]


def drawn_by_one(task: tuple[list[LinkCard], int, dict[CardPhoto, bytes]]) -> tuple[float, list[int]]:
    """Draw cards of one shape; give the processor's seconds that took, and their weights in bytes."""
    todo, shape, photos = task
    link_cards.drawn(todo[0], SHAPES[shape], photos)  # the font and the first drawing are there once for all
    start = time.process_time()
    weights = [len(link_cards.drawn(card, SHAPES[shape], photos)) for card in todo]
    return time.process_time() - start, weights


def main() -> int:
    """Print a table; return 1 when a link's card is heavier than it may be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=1000, help="of each kind (1000)")
    count = parser.parse_args().cards
    plain = list(cards(count))
    heaviest = 0
    print(f"{count} cards of each kind, {os.cpu_count()} processes\n")
    print("| card | ms of processor each | ms each, all together | KB, median | KB, most |")
    print("| --- | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor() as pool:
        file, photo = photograph(Path(folder))
        shown = CardPhoto("", file, resize.FOCUS)
        with_photo = [card._replace(shown=(shown,)) for card in plain]
        for kind, todo, picture in (("drawing", plain, {}), ("photo", with_photo, {shown: photo})):
            for number, shape in enumerate(SHAPES):
                alone, weights = drawn_by_one((todo[: max(1, count // 5)], number, picture))
                workers = os.cpu_count() or 1
                share = -(-count // workers)
                start = time.perf_counter()
                parts = [(todo[at : at + share], number, picture) for at in range(0, count, share)]
                weights = [weight for _, part in pool.map(drawn_by_one, parts) for weight in part]
                together = time.perf_counter() - start
                name = f"{shape.width} × {shape.height}, {kind}"
                print(
                    f"| {name} | {alone / max(1, count // 5) * 1000:.1f} | {together / count * 1000:.1f} "
                    f"| {statistics.median(weights) / 1000:.0f} | {max(weights) / 1000:.0f} |"
                )
                heaviest = max(heaviest, *weights) if shape is link_cards.LINK else heaviest
    return int(heaviest >= link_cards.MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main())
