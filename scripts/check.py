"""Check the entries without building the site: every problem of every entry in one run."""

import environment

environment.enter()

import sys
from pathlib import Path

import options
from honour_roll.addresses import hand_written
from honour_roll.build import Build, Settings
from honour_roll.problem import Problem, render
from honour_roll.summary import summary


def main(arguments: list[str]) -> int:
    """Print what is wrong; return 1 if anything is, else 0."""
    chosen = parser().parse_args(arguments)
    chosen.paths = [options.inside(path, chosen.entries) for path in chosen.paths]
    shown = options.shown(chosen.entries)
    docs = hand_written(environment.ROOT / "docs")
    build = Build(Settings(chosen.entries, shown, options.THEME, options.CACHE, docs, registers=chosen.registers))
    try:
        only = folders(chosen.paths, chosen.entries)
        problems = [p for p in build.check(only) if not chosen.paths or wanted(p, chosen.paths, shown, chosen.entries)]
    finally:
        build.close()
    count = build.count if only is None else len(only)
    if chosen.format == "json":
        print(render(problems, "json"))
        return 1 if problems else 0
    if problems:
        print(render(problems, chosen.format), end="\n\n")
    print(summary(problems, count))
    if drafts := build.drafts():
        print(f"{len(drafts)} bản nháp, chưa lên trang: {', '.join(drafts[:10])}{'…' if len(drafts) > 10 else ''}")
    return 1 if problems else 0


def folders(paths: list[Path], entries: Path) -> frozenset[str] | None:
    """Return the entries' folders that ``paths`` are in, or None when all entries are meant."""
    found = set()
    for path in paths:
        parts = path.relative_to(entries).parts
        if len(parts) < 2 or parts[0] == "danh-muc":
            return None
        found.add("/".join(parts[:2]))
    return frozenset(found) if paths else None


def wanted(problem: Problem, paths: list[Path], shown: str, entries: Path) -> bool:
    """Tell whether a problem is about one of the paths asked for."""
    place = entries / problem.path.removeprefix(f"{shown}/")
    return any(place.is_relative_to(path) or path.is_relative_to(place.parent) for path in paths)


def parser() -> options.Parser:
    """Return the command's options."""
    parser = options.Parser("Kiểm tra bài mà không dựng trang: chỉ rõ sai ở đâu, sai gì, sửa thế nào.")
    parser.add_entries()
    parser.add_argument(
        "--format",
        choices=["text", "json", "github"],
        default="text",
        help="text: cho người đọc; json: cho chương trình khác; github: hiện cạnh dòng trong pull request",
    )
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="ĐƯỜNG_DẪN", help="chỉ kiểm tra các bài này (mặc định: tất cả)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
