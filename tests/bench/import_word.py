"""Times scripts/import_word.py over a report of 20 pages with 12 photos of phones, and over odd ones; and its memory.

All files are made up. The bounds are those of the issue: 20 seconds and 500 MB for whatever comes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

import stand
from stand import MEGABYTE, ROOT

SECONDS, MEMORY = 20, 500 * MEGABYTE
PARAGRAPHS_OF_A_PAGE = 7
FILES = ROOT / "tests" / "imports" / "files"
SENTENCE = "Hội đến từng nhà nghe dân nói, ghi lại từng việc rồi họp tổ bàn cách làm, ai cũng góp một tay. "


def report(pages: int, photos: int) -> bytes:
    """Return a report of so many pages and photos of 12 megapixels."""
    from ooxml import Word

    import sample_photos

    word = Word().p("Mô hình “Tuyến phố không rác”", centre=True, bold=True)
    paragraphs = pages * PARAGRAPHS_OF_A_PAGE
    for number in range(paragraphs):
        if number % (paragraphs // 4) == 0 and number // (paragraphs // 4) < 4:
            word.p(
                ("I. THỰC TRẠNG", "II. CÁCH LÀM", "III. KẾT QUẢ", "IV. NHÂN RỘNG")[number // (paragraphs // 4)],
                bold=True,
            )
        word.p(f"Năm 2025 có {number + 10} hộ cùng làm. {SENTENCE * 4}")
        if photos and number % max(1, paragraphs // photos) == 0 and len(word.media) < photos:
            word.picture(sample_photos.phone("large", len(word.media)))
            word.p(f"Ảnh {len(word.media)}: Buổi làm thứ {len(word.media)} ở tổ dân phố", centre=True)
    return word.bytes()


def measured(name: str, file: Path, top: Path) -> bool:
    """Import a file, print the figures, and return whether they are within bounds."""
    entries = top / f"{file.stem}-entries"
    shutil.copytree(ROOT / "tests" / "good_entries" / "danh-muc", entries / "danh-muc")
    command = [sys.executable, ROOT / "scripts" / "import_word.py", file, "--entries", entries, "--format", "json"]
    done = stand.run(command, os.environ, memory=True)
    weight = file.stat().st_size / MEGABYTE
    print(f"{name:44}{weight:8.1f}{done.seconds:9.1f}{done.processor:9.1f}{done.memory / MEGABYTE:8.0f}", flush=True)
    return done.memory < MEMORY and done.seconds < SECONDS


def main() -> int:
    """Measure and print the table; return 1 when anything is out of bounds."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    stand.enter()
    sys.path.insert(0, str(ROOT / "tests" / "imports"))
    print(f"{stand.machine()}")
    print(f"\n{'':44}{'MB':>8}{'seconds':>9}{'cpu':>9}{'memory':>8}")
    with stand.folder() as top:
        made = {"20 pages, 12 photos of phones": report(20, 12), "20 pages, no photo": report(20, 0)}
        fits = []
        for number, (name, data) in enumerate(made.items()):
            file = top / f"bao-cao-{number}.docx"
            file.write_bytes(data)
            fits.append(measured(name, file, top))
        odd = ("x16-200-trang", "x09-nhieu-anh", "d01-bao-cao-thanh-tich")
        fits += [measured(name, FILES / f"{name}.docx", top) for name in odd]
    print(f"Within {SECONDS} s and {MEMORY / MEGABYTE:.0f} MB: {'yes' if all(fits) else 'NO'}")
    return 0 if all(fits) else 1


if __name__ == "__main__":
    sys.exit(main())
