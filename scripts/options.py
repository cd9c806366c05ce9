"""What the commands' options have in common: Vietnamese words, and folders that are there."""

import argparse
import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import environment
from honour_roll.problem import shown

if TYPE_CHECKING:
    from honour_roll.settings import Settings

ENTRIES = environment.ROOT / "entries"
Namespace = argparse.Namespace
PRINTS = environment.ROOT / "in-an"
THEME = environment.ROOT / "hooks" / "theme"
CACHE = Path(os.environ.get("HONOUR_ROLL_CACHE") or environment.ROOT / ".cache" / "honour_roll")
BUILD_CACHE = CACHE / "build.sqlite"


gc.disable()  # a command ends soon, and makes hardly a cycle; a preview collects after each build

_ERRORS = {
    "argument ": "",
    "unrecognized arguments": "không có tùy chọn",
    "expected one argument": "cần kèm một giá trị",
    "invalid choice": "không có lựa chọn",
    "choose from": "chọn một trong",
    "one of the arguments": "cần một trong các tùy chọn",
    "is required": "",
    "not allowed with": "không đi cùng",
    "argument --": "--",
}


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        super().add_usage(usage, actions, groups, prefix or "Cách dùng: ")


class Parser(argparse.ArgumentParser):
    """argparse, speaking Vietnamese."""

    def __init__(self, description: str) -> None:
        """Start with `--help` only."""
        super().__init__(description=description, add_help=False, formatter_class=_Formatter, allow_abbrev=False)
        self._optionals.title, self._positionals.title = "Tùy chọn", "Đường dẫn"
        self.add_argument("-h", "--help", action="help", help="in hướng dẫn này")

    def add_entries(self) -> None:
        """Add `--entries DIR` and `--registers DIR`, whose values are resolved paths of folders that are there."""
        self.add_argument(
            "--entries", type=folder, default=ENTRIES, metavar="THƯ_MỤC", help="thư mục bài viết (mặc định: entries)"
        )
        self.add_argument(
            "--registers", type=folder, metavar="THƯ_MỤC", help="danh mục (mặc định: danh-muc trong thư mục bài viết)"
        )

    def add_print(self, out: Path | None, shown_out: str) -> None:
        """Add `--out`, whose value is a resolved path, and `--config`, the site's settings."""
        self.add_argument(
            "--out", type=lambda text: Path(text).resolve(), default=out, metavar="ĐƯỜNG_DẪN",
            help=f"nơi đặt tệp in ra (mặc định: {shown_out})",
        )  # fmt: skip
        self.add_argument(
            "--config", type=lambda text: Path(text).resolve(), default=environment.ROOT / "mkdocs.yml",
            metavar="TỆP", help="cấu hình của trang (mặc định: mkdocs.yml)",
        )  # fmt: skip

    def error(self, message: str) -> None:  # type: ignore[override]  # noqa: D102
        for english, vietnamese in _ERRORS.items():
            message = message.replace(english, vietnamese)
        self.print_usage(sys.stderr)
        print(f"Không hiểu lệnh: {message}\n    Xem cách dùng: python {sys.argv[0]} --help", file=sys.stderr)
        sys.exit(2)


def folder(text: str) -> Path:
    """Return the resolved path of a folder that is there."""
    path = Path(text).resolve()
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"không có thư mục “{text}”")
    return path


def inside(path: Path, entries: Path, registers: Path | None) -> Path:
    """Return the resolved path of something in the entries folder or the registers; end the command if it is not."""
    found = path.resolve()
    if not found.exists() or not (found.is_relative_to(entries) or (registers and found.is_relative_to(registers))):
        print(f"{path}: không có trong thư mục bài viết {shown(entries)}.\n    Xem lại đường dẫn.", file=sys.stderr)
        sys.exit(2)
    return found


def about(place: Path, paths: list[Path]) -> bool:
    """Tell whether a place is within one of the paths asked for, or is the folder of one of these files."""
    return any(place.is_relative_to(path) or (path.is_file() and place == path.parent) for path in paths)


def folders_about(paths: list[Path], entries: Path) -> Callable[[str], bool]:
    """Return what tells for a folder, named as ``2018/goc-xanh``, whether ``about`` holds of it; for ten thousand."""
    inside = [path for path in paths if path.is_relative_to(entries)]
    named = {path.relative_to(entries) for path in inside if not path.is_file()}
    around = {path.relative_to(entries).parent for path in inside if path.is_file()}
    exact = {path.as_posix() for path in named | around}
    below = tuple("" if path == Path() else f"{path.as_posix()}/" for path in named)
    return lambda folder: folder in exact or folder.startswith(below)


def settings(chosen: Namespace) -> "Settings":
    """Return where things are, for a build or a check of the chosen folders."""
    from honour_roll.addresses import hand_written
    from honour_roll.settings import Settings  # not all commands build

    docs = hand_written(environment.ROOT / "docs")
    return Settings(chosen.entries, shown(chosen.entries), THEME, CACHE, docs, registers=chosen.registers)


def kept_prints(chosen: Namespace) -> Path:
    """Return where what was printed of the chosen entries is kept."""
    from honour_roll.fingerprints import fingerprint  # not all commands print

    return CACHE / "print" / fingerprint(os.fsencode(chosen.entries)).hex()[:16]


def run(main: Callable[[list[str]], int], stopped: str) -> NoReturn:
    """Run a command, and end with its code; say ``stopped`` when somebody presses Ctrl+C.

    It ends at once: to take ten thousand entries down one by one would take a third of a second.
    """
    code = 1
    with suppress(BrokenPipeError):  # nobody listens any more, as after `| head`
        try:
            code = main(sys.argv[1:])
        except KeyboardInterrupt:
            print(f"\n{stopped}", file=sys.stderr)
    for stream in filter(None, (sys.stdout, sys.stderr)):  # None when it was closed from the start
        with suppress(BrokenPipeError):
            stream.flush()
    os._exit(code)


def tell_hooks(chosen: Namespace) -> None:
    """Hand the chosen folders to ``hooks/mkdocs_events.py``, which MkDocs gives no options of its own."""
    os.environ["HONOUR_ROLL_ENTRIES"] = str(chosen.entries)
    if chosen.registers:
        os.environ["HONOUR_ROLL_REGISTERS"] = str(chosen.registers)
