"""Build the site once."""

import environment

environment.enter()

import logging
import os
import re
import sys
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import options
from honour_roll import metadata, publish
from honour_roll.build import Build, Outcome
from honour_roll.cache import digest, writable
from honour_roll.photos import UnusablePhotoError
from honour_roll.problem import shown
from honour_roll.renditions import progress_bar
from honour_roll.today import WrongDateError, current_day
from honour_roll.vietnamese import number_text


def main(arguments: list[str]) -> int:
    """Build; print how many entries, pages and seconds; return 1 when nothing was published."""
    chosen = parser().parse_args(arguments)
    start = time.perf_counter()
    try:
        current_day()
        with alone(chosen.out):
            outcome = without_mkdocs(chosen)
            if outcome:
                print(outcome.said)
            elif not with_mkdocs(chosen):
                return 1
    except WrongDateError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(
            f"Không ghi được vào {shown(chosen.out)}: {error.strerror}.\n    Chọn thư mục khác: --out.", file=sys.stderr
        )
        return 1
    print(f"Xong sau {number_text(round(time.perf_counter() - start, 1))} giây: {shown(chosen.out)}{os.sep}")
    return 0


def alone(site: Path) -> AbstractContextManager[None]:
    """Let one build of a site run at a time; where the cache cannot be written, nothing keeps them apart."""
    if not writable(options.CACHE):
        return nullcontext()
    lock = options.CACHE / f"{digest(str(site).encode()).hex()[:16]}.lock"
    return environment.alone(lock, "Một lệnh khác đang dựng trang này; đang chờ nó xong…")


def without_mkdocs(chosen: options.Namespace) -> Outcome | None:
    """Build on what MkDocs made the last time; return None, with nothing done, when it must be asked again.

    It must when anything that it looks at has changed. It is asked as well when an entry has Problems, so that these
    are told in one place.
    """
    site = chosen.out
    build = Build(options.settings(chosen), progress_bar)
    stage = publish.stage_of(site)
    try:
        frame = build.kept_frame(site, environment.ROOT)
        if not frame or build.check() or build.make_photos():
            return None
        dead = frame.dead_links(build.known)
        if dead and chosen.strict:
            return None
        publish.clear(stage)
        outcome = build.write(stage, site, frame)
        build.publish(stage, site)
    except (UnusablePhotoError, OSError):
        return None
    finally:
        build.close()
        publish.clear(stage)
    print(*dead, sep="\n", end="\n" if dead else "")
    if metadata.is_placeholder(frame.site_url):
        print(metadata.reminder(frame.site_url))
    return outcome


def with_mkdocs(chosen: options.Namespace) -> bool:
    """Build through MkDocs; return whether the site was published, after saying why if it was not."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    options.tell_hooks(chosen)
    handler = logging.StreamHandler(sys.stdout)
    handler.addFilter(lambda r: r.levelno >= logging.WARNING or r.name == "mkdocs.plugins.honour_roll")
    handler.addFilter(in_vietnamese)
    logging.basicConfig(level=logging.INFO, format="%(message)s", handlers=[handler])
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
        return False  # what was wrong has been said
    except MkDocsException as error:
        print(error, file=sys.stderr)
        return False
    return True


def in_vietnamese(record: logging.LogRecord) -> bool:
    """Let staff read our words for what MkDocs says of the site's address; all else passes as it is."""
    if "Config value 'site_url'" in record.getMessage():
        given = re.search(r"(?m)^site_url:[ \t]*(\S*)", (environment.ROOT / "mkdocs.yml").read_text("utf-8"))
        record.msg, record.args = metadata.wrong_address(given[1] if given else ""), ()
    return bool(record.msg)


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
    options.leave(main(sys.argv[1:]))
