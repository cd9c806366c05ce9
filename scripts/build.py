"""Build the site once."""

import environment

environment.enter()

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import options
from honour_roll.build import publish, unchanged
from honour_roll.build.meanwhile import Meanwhile
from honour_roll.fingerprints import code_fingerprint, fingerprint
from honour_roll.pages import head
from honour_roll.problem import refusal, shown
from honour_roll.settings import REGISTERS
from honour_roll.site_info import SiteInfoError
from honour_roll.store import writable

if TYPE_CHECKING:
    import logging

    from honour_roll.build.build import Build
    from honour_roll.build.unchanged import Seen


def main(arguments: list[str]) -> int:
    """Build; print how many entries, pages and seconds; return 1 when nothing was published."""
    chosen = parser().parse_args(arguments)
    start = time.perf_counter()
    try:
        with alone(chosen.out):
            if not completed(chosen.out):
                return 1
            with Meanwhile(partial(looked_at, chosen)) as looked:
                said = without_mkdocs(chosen, looked)
            print(*said, sep="\n", end="\n" if said else "")
            if not said and not with_mkdocs(chosen):
                return 1
    except SiteInfoError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        place = Path(error.filename2 or error.filename or chosen.out)
        stage = publish.stage_of(chosen.out)  # a place that says nothing to staff
        what = f"Không ghi được vào {shown(chosen.out if place.is_relative_to(stage) else place)}"
        stays = "Trang cũ vẫn còn nguyên." if publish.token_of(chosen.out) else ""
        print(refusal(what, error, "Chọn thư mục khác: --out.", stays), file=sys.stderr)
        return 1
    took = f"{time.perf_counter() - start:.1f}".replace(".", ",")
    print(f"Xong sau {took} giây: {shown(chosen.out)}{os.sep}")
    return 0


def completed(site: Path) -> bool:
    """Complete what an earlier command was publishing when it was killed; tell whether it is, after saying why not."""
    try:
        publish.complete(site)
    except OSError as error:
        print(publish.unfinished(shown(site), error), file=sys.stderr)
        return False
    return True


def alone(site: Path) -> AbstractContextManager[None]:
    """Let one build of a site run at a time; where the cache cannot be written, nothing keeps them apart."""
    if not writable(options.CACHE):
        return nullcontext()
    lock = options.CACHE / f"{fingerprint(os.fsencode(site)).hex()[:16]}.lock"
    return environment.alone(lock, "Một lệnh khác đang dựng trang này; đang chờ nó xong…")


def looked_at(chosen: options.Namespace) -> Iterator[Any]:
    """Give what ``unchanged.look`` gives; then, if there is something to build, what the templates are compiled to."""
    lists = chosen.registers or chosen.entries / REGISTERS
    see = partial(unchanged.see, environment.ROOT, chosen.entries, lists, shown(chosen.entries), code_fingerprint())
    cache = None if chosen.strict else options.BUILD_CACHE  # to be strict, all is looked at again
    look = unchanged.look(see, cache, code_fingerprint(), chosen.out)
    said, seen = next(look)
    yield said, seen
    if not said:
        yield from look
        from honour_roll.pages.templates import compiled

        yield compiled(options.THEME)


def without_mkdocs(chosen: options.Namespace, looked: Meanwhile) -> list[str]:
    """Build on what MkDocs made the last time, unless that would make the same; return what to say.

    Return nothing, with nothing done, when it cannot be: when anything that MkDocs looks at has changed, and when an
    entry has Problems, so that these are told in one place. The code is loaded while somebody else has ``looked``.
    """
    from honour_roll.build.build import Build
    from honour_roll.photos.renditions import progress_bar

    build = Build(options.settings(chosen), progress_bar)
    try:
        build.recall(chosen.out, looked.is_there)
        said, seen = next(looked)
        return said or built(build, chosen, seen, looked)
    finally:
        build.close()


def built(build: "Build", chosen: options.Namespace, seen: "Seen", looked: Meanwhile) -> list[str]:
    """Build as ``without_mkdocs`` does."""
    from honour_roll.pages.templates import slip
    from honour_roll.photos.inspect import UnusablePhotoError

    site = chosen.out
    stage = publish.stage_of(site)
    try:
        frame = build.kept_frame(site, seen.frame)
        if not frame or build.check(seen) or build.make_photos():
            return []
        if chosen.strict and frame.dead_links(build.answers):
            return []
        publish.discard(site)
        outcome = build.write(stage, site, frame, next(looked), partial(next, looked))
        build.publish(stage, site)
        return build.remember(site, seen, outcome)
    except (UnusablePhotoError, OSError):
        return []
    except Exception as error:
        if slip(error):
            return []
        raise
    finally:
        publish.discard(site)


def with_mkdocs(chosen: options.Namespace) -> bool:
    """Build through MkDocs; return whether the site was published, after saying why if it was not."""
    import logging

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


def in_vietnamese(record: "logging.LogRecord") -> bool:
    """Let staff read our words for what MkDocs says of the site's address; all else passes as it is."""
    if "Config value 'site_url'" in record.getMessage():
        given = re.search(r"(?m)^site_url:[ \t]*(\S*)", (environment.ROOT / "mkdocs.yml").read_text("utf-8"))
        record.msg, record.args = head.wrong_address(given[1] if given else ""), ()
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
    options.run(main, "Đã dừng giữa chừng. Trang đã dựng, nếu có, vẫn nguyên vẹn.")
