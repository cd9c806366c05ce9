"""Check the entries without building the site, and print every problem of every entry in one run."""

import environment

environment.enter()

import sys
from pathlib import Path

import options
from honour_roll.builder.load import Loader
from honour_roll.check.summary import advised, summary
from honour_roll.commands import command
from honour_roll.fingerprints import code_fingerprint
from honour_roll.parallel import WorkerDiedError
from honour_roll.problem import refusal, render
from honour_roll.store import Store


def main(arguments: list[str]) -> int:
    """Print the problems, then the warnings; return 1 if there is a problem, else 0."""
    chosen = parser().parse_args(arguments)
    paths = [options.inside(path, chosen.entries, chosen.registers) for path in chosen.paths] or [chosen.entries]
    settings = options.settings(chosen)
    store = Store(options.BUILD_CACHE, code_fingerprint())
    try:
        loader = Loader(settings, store)
        loaded = loader.load()
        advice = loader.warnings(loaded)
    except WorkerDiedError as error:
        print(refusal("Chưa kiểm tra xong", error, "Chạy lại."), file=sys.stderr)
        return 1
    finally:
        store.close()
    problems = loaded.problems
    unrecorded = {} if problems or chosen.paths else loaded.unrecorded()
    if chosen.paths:
        problems = [p for p in problems if options.about(Path(p.path).resolve(), paths)]
        advice = [p for p in advice if options.about(Path(p.path).resolve(), paths)]
    if chosen.format == "json":
        print(render([*problems, *advice], "json"))
        return 1 if problems else 0
    if problems or advice:
        print(render([*problems, *advice], chosen.format), end="\n\n")
    is_about = options.folders_about(paths, chosen.entries)
    count = sum(is_about(folder.path) for folder in loaded.folders)
    print(summary(problems, count, settings.shown))
    if advice:
        print(advised(len(advice)))
    drafts = [path for path in loaded.drafts if is_about(path)]
    if drafts:
        print(f"{len(drafts)} bản nháp, chưa lên trang: {', '.join(drafts[:10])}{'…' if len(drafts) > 10 else ''}")
    if unrecorded:
        print(f"{len(unrecorded)} địa chỉ mới chưa có trong sổ địa chỉ. Chạy: {command('ledger.py')}")
    return 1 if problems else 0


def parser() -> options.Parser:
    """Return the command's options."""
    parser = options.Parser("Kiểm tra bài mà không dựng trang: chỉ rõ sai ở đâu, sai gì, sửa thế nào.")
    parser.add_entries()
    forms = "text: cho người đọc; json: cho chương trình khác; github: hiện cạnh dòng trong pull request"
    parser.add_argument("--format", choices=["text", "json", "github"], default="text", help=forms)
    parser.add_paths("chỉ kiểm tra các bài này (mặc định: tất cả)")
    return parser


if __name__ == "__main__":
    options.run(main, "Đã dừng giữa chừng, chưa kiểm tra xong. Không có gì bị thay đổi.")
