"""Carry out the guide to the desk in a browser, and take its pictures anew."""

import environment

environment.enter("test")

import sys
import tempfile
from pathlib import Path

import options
from guide import book
from guide.hand import UntrueGuideError
from guide.walk import walk
from honour_roll.problem import shown
from look import chromium


def main(arguments: list[str]) -> int:
    """Write the pictures and their sizes in the guide; return 1 where the guide is not true."""
    options.Parser("Làm theo hướng dẫn viết bài bằng chuột và chụp lại các hình trong đó.").parse_args(arguments)
    text = book.GUIDE.read_text("utf-8")
    book.PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        try:
            sizes = walk(browser, Path(folder), text, book.PICTURES)
        except UntrueGuideError as reason:
            print(f"{shown(book.GUIDE)}: {reason}", file=sys.stderr)
            return 1
    for file in book.PICTURES.iterdir():
        if file.name not in sizes:
            file.unlink()
    book.GUIDE.write_text(book.with_sizes(text, sizes), "utf-8")
    weight = sum(file.stat().st_size for file in book.PICTURES.iterdir())
    print(f"{len(sizes)} hình, {weight // 1000} kB: {shown(book.PICTURES)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
