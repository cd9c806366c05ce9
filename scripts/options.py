"""Options that several commands share: Vietnamese help and errors, folders and paths that must exist."""

import argparse
import errno
import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import environment
from honour_roll.addresses import hand_written
from honour_roll.commands import python
from honour_roll.entries.folders import INDEX
from honour_roll.entries.validate import nearest
from honour_roll.fingerprints import fingerprint
from honour_roll.problem import StoppedError, shown
from honour_roll.settings import Settings
from honour_roll.system_errors import reason
from honour_roll.text.vietnamese import slug_of

ENTRIES = environment.ROOT / "entries"
Namespace = argparse.Namespace
PRINTS = environment.ROOT / "in-an"
THEME = environment.ROOT / "hooks" / "theme"
CACHE = Path(os.environ.get("HONOUR_ROLL_CACHE") or environment.ROOT / ".cache" / "honour_roll")
BUILD_CACHE = CACHE / "build.sqlite"

gc.disable()  # a command ends soon and makes few cycles; a preview collects after each build

_LONGEST_SHOWN = 200  # characters of a path

_ERRORS = {
    "argument ": "",
    "unrecognized arguments": "không có tùy chọn",
    "expected one argument": "cần kèm một giá trị",
    "invalid choice": "không có lựa chọn",
    "choose from": "chọn một trong",
    "one of the arguments": "cần một trong các tùy chọn",
    "is required": "",
    "the following arguments are required:": "thiếu",
    "not allowed with": "không đi cùng",
    "argument --": "--",
}


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - private types
        super().add_usage(usage, actions, groups, prefix or "Cách dùng: ")


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Vietnamese."""

    def __init__(self, description: str) -> None:
        """Start with `--help` only."""
        super().__init__(description=description, add_help=False, formatter_class=_Formatter, allow_abbrev=False)
        self._optionals.title, self._positionals.title = "Tùy chọn", "Đường dẫn"
        self.add_argument("-h", "--help", action="help", help="in hướng dẫn này")

    def add_entries(self) -> None:
        """Add `--entries DIR` and `--registers DIR`: resolved paths of existing folders."""
        self.add_argument(
            "--entries", type=folder, default=ENTRIES, metavar="THƯ_MỤC", help="thư mục bài viết (mặc định: entries)"
        )
        self.add_argument(
            "--registers", type=folder, metavar="THƯ_MỤC", help="danh mục (mặc định: danh-muc trong thư mục bài viết)"
        )

    def add_desk(self) -> None:
        """Add `--folder`: the resolved path of the folder in which the desk keeps what is being typed."""
        meaning, place = "nơi giữ những gì đang gõ (mặc định: .ban-viet)", environment.ROOT / ".ban-viet"
        self.add_argument("--folder", type=resolved, default=place, metavar="THƯ_MỤC", help=meaning)

    def add_paths(self, meaning: str) -> None:
        """Add any number of paths, in `paths`."""
        self.add_argument("paths", nargs="*", type=typed, metavar="ĐƯỜNG_DẪN", help=meaning)

    def add_print(self, out: Path | None, shown_out: str) -> None:
        """Add `--out` and `--config`: resolved paths of what is printed and of the site's settings."""
        place = f"nơi đặt tệp in ra (mặc định: {shown_out})"
        self.add_argument("--out", type=resolved, default=out, metavar="ĐƯỜNG_DẪN", help=place)
        config, meaning = environment.ROOT / "mkdocs.yml", "cấu hình của trang (mặc định: mkdocs.yml)"
        self.add_argument("--config", type=resolved, default=config, metavar="TỆP", help=meaning)

    def error(self, message: str) -> None:  # type: ignore[override]  # noqa: D102 - as argparse's
        for english, vietnamese in _ERRORS.items():
            message = message.replace(english, vietnamese)
        self.print_usage(sys.stderr)
        print(f"Không hiểu lệnh: {message}\n    Xem cách dùng: {python()} {sys.argv[0]} --help", file=sys.stderr)
        sys.exit(2)


def resolved(text: str) -> Path:
    """Return a resolved path. Raises ArgumentTypeError when the system cannot follow it."""
    try:
        path = Path(text).resolve()
        path.exists()
    except OSError as error:
        why, _ = reason(error, reading=True)
    except RuntimeError:  # so Python before 3.13 calls links that lead round in circles
        why, _ = reason(OSError(errno.ELOOP, ""))
    else:
        return path
    raise argparse.ArgumentTypeError(f"không tìm được “{text[:_LONGEST_SHOWN]}”: {why}")


def typed(text: str) -> Path:
    """Return a path as it was typed. Raises ArgumentTypeError when the system cannot follow it."""
    resolved(text)
    return Path(text)


def folder(text: str) -> Path:
    """Return the resolved path of an existing folder."""
    path = resolved(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"không có thư mục “{text}”")
    return path


def inside(path: Path, entries: Path, registers: Path | None) -> Path:
    """Return the resolved path of a file or folder of the entries or registers; the name of an entry's folder will do.

    Exits when there is none.
    """
    for found in (path.resolve(), *_by_name(path, entries)):
        if found.exists() and (found.is_relative_to(entries) or (registers and found.is_relative_to(registers))):
            return found
    meant = nearest(path.name, {folder.name for folder in entries.glob("[12]*/*")})
    guess = (
        f"Có phải “{meant}”? Gõ tên thư mục của bài là đủ."
        if meant
        else "Gõ tên thư mục của bài, hoặc đường dẫn tới nó."
    )
    print(f"{path}: không có trong thư mục bài viết {shown(entries)}.\n    {guess}", file=sys.stderr)
    sys.exit(2)


def _by_name(path: Path, entries: Path) -> Iterator[Path]:
    """Yield the places that a path may name that does not start where the command runs: ``goc-xanh``."""
    if path.is_absolute() or ".." in path.parts or not path.parts:
        return
    yield entries / path
    folder = path.parent if path.name == INDEX else path
    for name in (folder.name, slug_of(folder.name)):
        years = sorted(entries.glob("[12][0-9][0-9][0-9]"), reverse=True) if name else []
        yield from (year / name / INDEX if path.name == INDEX else year / name for year in years)


def about(place: Path, paths: list[Path]) -> bool:
    """Return whether ``place`` is within one of the chosen paths, or is the folder of a chosen file."""
    return any(place.is_relative_to(path) or (path.is_file() and place == path.parent) for path in paths)


def folders_about(paths: list[Path], entries: Path) -> Callable[[str], bool]:
    """Return a quick ``about`` for ten thousand folders, each called as ``2018/goc-xanh``."""
    inside = [path for path in paths if path.is_relative_to(entries)]
    named = {path.relative_to(entries) for path in inside if not path.is_file()}
    around = {path.relative_to(entries).parent for path in inside if path.is_file()}
    exact = {path.as_posix() for path in named | around}
    below = tuple("" if path == Path() else f"{path.as_posix()}/" for path in named)
    return lambda folder: folder in exact or folder.startswith(below)


def settings(chosen: Namespace) -> Settings:
    """Return the settings of a build or check of the chosen folders."""
    docs = hand_written(environment.ROOT / "docs")
    shown_entries, project = shown(chosen.entries), environment.ROOT
    return Settings(chosen.entries, shown_entries, THEME, CACHE, docs, registers=chosen.registers, project=project)


def kept_prints(chosen: Namespace) -> Path:
    """Return the folder that caches what is printed of the chosen entries."""
    return CACHE / "print" / fingerprint(os.fsencode(chosen.entries)).hex()[:16]


def run(main: Callable[[list[str]], int], stopped: str) -> NoReturn:
    """Run a command and exit with its code; print why it stopped, and ``stopped`` after Ctrl+C.

    The process ends at once: freeing ten thousand entries one by one takes a third of a second.
    """
    code = 1
    with suppress(BrokenPipeError):  # the reader has gone, as after `| head`
        try:
            code = main(sys.argv[1:])
        except KeyboardInterrupt:
            print(f"\n{stopped}", file=sys.stderr)
        except StoppedError as error:
            print(error, file=sys.stderr)
    for stream in filter(None, (sys.stdout, sys.stderr)):  # None when it was closed from the start
        with suppress(BrokenPipeError):
            stream.flush()
    os._exit(code)


def tell_hooks(chosen: Namespace) -> None:
    """Hand the chosen folders to ``hooks/mkdocs_events.py`` in the environment: MkDocs takes only its own options."""
    os.environ["HONOUR_ROLL_ENTRIES"] = str(chosen.entries)
    if chosen.registers:
        os.environ["HONOUR_ROLL_REGISTERS"] = str(chosen.registers)
