"""Build the site once, or say why a file of it would be made again."""

import environment

environment.enter()

import os
import re
import sys
import time
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import options
from honour_roll import mkdocs_settings
from honour_roll.builder import manifest, mkdocs_file, publish, sources
from honour_roll.fingerprints import code_fingerprint, fingerprint
from honour_roll.problem import StoppedError, refusal, shown
from honour_roll.progress import progress_bar
from honour_roll.store import Store, writable

if TYPE_CHECKING:
    import logging

    from honour_roll.builder.build import Build, Report
    from honour_roll.builder.load import Loaded
    from honour_roll.builder.mkdocs_output import MkDocsOutput
    from honour_roll.builder.sources import Sources

ALL = "*"
READ = ("docs", "entries", "hooks", "mkdocs.yml")  # of the project: a build never writes there


def main(arguments: list[str]) -> int:
    """Build; print how many entries, files and seconds; return 1 when nothing was published."""
    chosen = parser().parse_args(arguments)
    start = time.perf_counter()
    try:
        refuse(chosen)
        with alone(chosen.out):
            seen = sources.seen(environment.ROOT, options.settings(chosen))
            said = () if chosen.strict or chosen.explain else said_again(chosen.out, seen)
            print(*said, sep="\n", end="\n" if said else "")
            if not said and not built(chosen, seen):
                return 1
    except (StoppedError, publish.PlaceRefusedError) as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        place = Path(error.filename2 or error.filename or chosen.out)
        stage = publish.stage_of(chosen.out)  # messages name the site instead
        reading = any(place.is_relative_to(environment.ROOT / name) for name in READ)
        verb, mend = (
            ("đọc được", "Xem lại quyền đọc chỗ ấy, hoặc lấy lại từ lịch sử git, rồi chạy lại.")
            if reading
            else ("ghi được vào", "Chọn thư mục khác: --out.")
        )
        what = f"Không {verb} {shown(chosen.out if place.is_relative_to(stage) else place)}"
        print(refusal(what, error, mend, publish.what_stays(chosen.out), reading=reading), file=sys.stderr)
        return 1
    if chosen.explain in (None, ALL):
        took = f"{time.perf_counter() - start:.1f}".replace(".", ",")
        print(f"Xong sau {took} giây: {shown(chosen.out)}{os.sep}")
    return 0


def refuse(chosen: options.Namespace) -> None:
    """Raise StoppedError or PlaceRefusedError when ``mkdocs.yml`` or the place of the site is wrong."""
    if wrong := mkdocs_file.told(environment.ROOT / mkdocs_file.FILE):
        raise StoppedError(wrong)
    publish.refuse_sources(chosen.out, environment.ROOT, [chosen.entries, *filter(None, [chosen.registers])])


def alone(site: Path) -> AbstractContextManager[None]:
    """Let one build of a site run at a time; where the cache cannot be written, builds are not kept apart."""
    if not writable(options.CACHE):
        return nullcontext()
    lock = options.CACHE / f"{fingerprint(os.fsencode(site)).hex()[:16]}.lock"
    return environment.alone(lock, "Một lệnh khác đang dựng trang này; đang chờ nó xong…")


def said_again(site: Path, seen: "Sources") -> tuple[str, ...]:
    """Return what to say when nothing has changed since the last build; nothing when there is something to build."""
    with closing(Store(options.BUILD_CACHE, code_fingerprint())) as store:
        return manifest.said_again(store, site, seen.all, publish.token_of(site))


def built(chosen: options.Namespace, seen: "Sources") -> bool:
    """Build on what MkDocs made the last time, or through MkDocs when it would make something else.

    Return whether the site was published, after printing why if it was not.
    """
    from honour_roll.builder import run
    from honour_roll.builder.build import Build

    with closing(Build(options.settings(chosen), progress_bar)) as build:
        output = build.kept_output(chosen.out, seen.mkdocs)
        if output:
            loaded = run.prepare(build, environment.ROOT, chosen.out, print, seen)
            if chosen.explain and chosen.explain != ALL:
                return explained(build, chosen, loaded, output)
            dead = build.dead_links(loaded, output)
            print(*dead, sep="\n", end="\n" if dead else "")
            if dead and chosen.strict:
                print("Có cảnh báo ở trên, nên không thay trang cũ (--strict).", file=sys.stderr)
                return False
            report = run.finish(build, chosen.out, loaded, output)
            print(report.said, *report.reminders, sep="\n")
            if chosen.explain:
                print(table(report))
            return True
    if chosen.explain and chosen.explain != ALL:
        print(f"{shown(chosen.out)} is not built, or MkDocs would make its part anew: build first.", file=sys.stderr)
        return False
    return with_mkdocs(chosen)


def explained(build: "Build", chosen: options.Namespace, loaded: "Loaded", output: "MkDocsOutput") -> bool:
    """Print why the next build makes a file of the site again, or does not; return whether there is such a file."""
    path = chosen.explain.removeprefix(f"{shown(chosen.out)}/")
    found = build.explained(chosen.out, path, loaded, output)
    if not found:
        print(
            f"{path}: no producer makes such a file. Name it from the site's root: mo-hinh/index.html", file=sys.stderr
        )
        return False
    print(
        f"{path}: made by the producer “{found.producer}”, {'which is asked' if found.asked else 'which is not asked'}."
    )
    words = {True: "CHANGED", False: "the same", None: "not known yet"}
    if found.damaged:
        print("  The file in the site is missing, or was changed by hand: it is made again.")
    width = max(map(len, found.changed))
    print(*(f"  {name:{width}}  {words[changed]}" for name, changed in found.changed.items()), sep="\n")
    return True


def table(report: "Report") -> str:
    """Return for each producer of a build whether it was asked, what of its files was stale, and the time it took."""
    lines = [f"{'producer':16}{'asked':>6}{'files':>8}{'stale':>8}{'s to ask':>10}{'s to make':>10}"]
    for name, asked, files, stale, asking, making in report.producers:
        lines.append(f"{name:16}{'yes' if asked else 'no':>6}{files:8}{stale:8}{asking:10.2f}{making:10.2f}")
    return "\n".join(lines)


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
    """Replace MkDocs' warning on the site's address by ours, or drop it where we have none; return whether to log."""
    from honour_roll.addresses import wrong_address

    if "Config value 'site_url'" in record.getMessage():
        given = mkdocs_settings.table_of(environment.ROOT / mkdocs_file.FILE).get("site_url")
        record.msg, record.args = wrong_address(str(given or "")), ()
    elif found := re.match(r"Config value '(\w+)'", record.getMessage()):
        record.msg, record.args = f"mkdocs.yml: mục {found[1]} có giá trị không dùng được.\n    Sửa hoặc bỏ mục ấy.", ()
    return bool(record.msg)


def parser() -> options.Parser:
    """Return the command's options."""
    parser = options.Parser("Kiểm tra bài và dựng trang web một lần. Có lỗi thì trang cũ giữ nguyên.")
    parser.add_entries()
    parser.add_argument(
        "--out",
        type=options.resolved,
        default=environment.ROOT / "site",
        metavar="THƯ_MỤC",
        help="nơi đặt trang (mặc định: site)",
    )
    parser.add_argument("--strict", action="store_true", help="coi cảnh báo là lỗi")
    parser.add_argument(
        "--explain",
        nargs="?",
        const=ALL,
        metavar="TỆP",
        help="cho kỹ sư: vì sao tệp này của trang sẽ được làm lại; không ghi tệp nào thì dựng rồi kể từng bước",
    )
    return parser


if __name__ == "__main__":
    options.run(main, "Đã dừng giữa chừng. Trang đã dựng, nếu có, vẫn nguyên vẹn.")
