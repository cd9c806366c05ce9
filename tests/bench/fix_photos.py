"""Times scripts/fix_photos.py over photos as phones and offices give them, and holds its memory against a bound.

The photos are made up: of 12 megapixels, turned by their EXIF, with GPS; small ones of which only metadata and the film
behind is to be cut; pictures of other formats; and at last one of 192 megapixels alone.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

import stand
from stand import MEGABYTE, ROOT

MEMORY = 300 * MEGABYTE  # of the command, whatever the photos
PHOTOS_IN_ENTRY = 3
DIFFERENT = 10  # photos of a kind; the others are copies under names of their own
LARGE, SMALL = "phone, 12 megapixels", "phone, sent by Zalo, with its film"
SCREEN, SCAN, FILES = "screenshot, PNG", "scan, TIFF", "saved from a page, .jfif"
SHARES = {LARGE: 0.4, SMALL: 0.3, SCREEN: 0.1, SCAN: 0.1, FILES: 0.1}
ENDINGS = {LARGE: "JPG", SMALL: "jpg", SCREEN: "png", SCAN: "tif", FILES: "jfif"}
HUGEST = "192 megapixels"
HEADER = "---\nten: Mô hình mẫu\nloai: tap-the\ntrang_thai: nhap\n---\n"


def makers() -> dict[str, Callable[[int], bytes]]:
    """Return for each kind of photo what makes the one of a number."""
    from PIL import Image

    import sample_photos

    def small(number: int) -> bytes:
        picture = Image.open(io.BytesIO(sample_photos.phone("small", number)))
        out = io.BytesIO()
        picture.resize((1600, 1200)).save(out, "JPEG", quality=80, exif=picture.getexif())
        return out.getvalue() + b"\0\0\0\x18ftypmp42" + random.Random(number).randbytes(2_000_000)  # noqa: S311 - a sample

    def saved(kind: str, size: tuple[int, int]) -> Callable[[int], bytes]:
        def make(number: int) -> bytes:
            out = io.BytesIO()
            picture = Image.open(io.BytesIO(sample_photos.phone(kind, number))).resize(size)
            (picture.quantize(200) if kind == "PNG" else picture).save(out, kind)
            return out.getvalue()

        return make

    return {
        LARGE: lambda number: sample_photos.phone("large", number),
        SMALL: small,
        SCREEN: saved("PNG", (1920, 1080)),
        SCAN: saved("TIFF", (2480, 3508)),
        FILES: saved("JPEG", (1200, 900)),
    }


def lay(entries: Path, kind: str, photos: list[bytes], count: int) -> None:
    """Write ``count`` photos of a kind beside entries of their own."""
    name = "".join(char for char in kind if char.isascii() and char.isalpha())
    for number in range(count):
        folder = entries / "2026" / f"{name.lower()}-{number // PHOTOS_IN_ENTRY:04}"
        if not folder.exists():
            folder.mkdir(parents=True)
            (folder / "index.md").write_text(HEADER, "utf-8")
        (folder / f"Ảnh {number}.{ENDINGS.get(kind, 'jpg')}").write_bytes(photos[number % len(photos)])


def hugest() -> bytes:
    """Return a JPEG of 192 megapixels: a photo of twelve, sixteen times."""
    from PIL import Image

    import sample_photos

    tile = Image.open(io.BytesIO(sample_photos.phone("huge", 0)))
    whole = Image.new("RGB", (tile.width * 4, tile.height * 4))
    for number in range(16):
        whole.paste(tile, (number % 4 * tile.width, number // 4 * tile.height))
    out = io.BytesIO()
    whole.save(out, "JPEG", quality=85, exif=tile.getexif())
    return out.getvalue()


def measured(name: str, entries: Path, count: int) -> bool:
    """Run the command twice over a folder of entries, print the figures, and return whether its memory fits."""
    command = [sys.executable, ROOT / "scripts" / "fix_photos.py", "--entries", entries]
    first = stand.run(command, os.environ, memory=True)
    again = stand.run(command, os.environ)
    line = f"{name:36}{count:7}{first.seconds:9.1f}{1000 * first.processor / count:14.0f}{again.seconds:9.1f}"
    print(f"{line}{first.memory / MEGABYTE:8.0f}", flush=True)
    return first.memory < MEMORY


def main() -> int:
    """Measure and print the table; return 1 when the memory is out of bounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=300, metavar="N", help="how many (default: 300)")
    chosen = parser.parse_args()
    stand.enter()
    print(f"{chosen.photos} photos and one of {HUGEST}; {stand.machine()}")
    print(f"\n{'':36}{'photos':>7}{'seconds':>9}{'cpu ms each':>14}{'again':>9}{'MB':>8}")
    fits = []
    with stand.folder() as top:
        for kind, make in makers().items():
            count = max(1, round(chosen.photos * SHARES[kind]))
            lay(top / ENDINGS[kind], kind, [make(number) for number in range(min(count, DIFFERENT))], count)
            fits.append(measured(kind, top / ENDINGS[kind], count))
        lay(top / "huge", HUGEST, [hugest()], 1)
        fits.append(measured(HUGEST, top / "huge", 1))
    print(f"Memory below {MEMORY / MEGABYTE:.0f} MB: {'yes' if all(fits) else 'NO'}")
    return 0 if all(fits) else 1


if __name__ == "__main__":
    sys.exit(main())
