"""Build the site once."""

import environment

environment.enter()

import logging
import os
import sys
import time
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

import options
from honour_roll.problem import shown
from honour_roll.vietnamese import number_text


def main(arguments: list[str]) -> int:
    """Build; print how many entries, pages and seconds; return 1 when nothing was published."""
    chosen = parser().parse_args(arguments)
    options.tell_hooks(chosen)
    handler = logging.StreamHandler(sys.stdout)
    handler.addFilter(lambda r: r.levelno >= logging.WARNING or r.name == "mkdocs.plugins.honour_roll")
    logging.basicConfig(level=logging.INFO, format="%(message)s", handlers=[handler])
    start = time.perf_counter()
    try:
        config = load_config(
            str(environment.ROOT / "mkdocs.yml"), site_dir=str(chosen.out), strict=chosen.strict or None
        )
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except Abort as error:
        if chosen.strict and "strict" in str(error):
            print("Có cảnh báo ở trên, nên không thay trang cũ (--strict).", file=sys.stderr)
        return 1  # what was wrong has been said
    except MkDocsException as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(
            f"Không ghi được vào {shown(chosen.out)}: {error.strerror}.\n    Chọn thư mục khác: --out.", file=sys.stderr
        )
        return 1
    print(f"Xong sau {number_text(round(time.perf_counter() - start, 1))} giây: {shown(chosen.out)}{os.sep}")
    return 0


def parser() -> options.Parser:
    """Return the command's options."""
    parser = options.Parser("Kiểm tra bài và dựng trang web một lần. Có lỗi thì trang cũ giữ nguyên.")
    parser.add_entries()
    parser.add_argument(
        "--out", type=lambda t: Path(t).resolve(), default=environment.ROOT / "site", metavar="THƯ_MỤC",
        help="nơi đặt trang (mặc định: site)",
    )  # fmt: skip
    parser.add_argument("--strict", action="store_true", help="coi cảnh báo là lỗi")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
