"""Add newly published addresses to the ledger; never remove one."""

import environment

environment.enter()

import sys

import options
from honour_roll.builder.load import Loader
from honour_roll.check import ledger
from honour_roll.check.summary import summary
from honour_roll.commands import command
from honour_roll.fingerprints import code_fingerprint
from honour_roll.parallel import WorkerDiedError
from honour_roll.problem import refusal, render
from honour_roll.settings import LEDGER
from honour_roll.store import Store


def main(arguments: list[str]) -> int:
    """Write the ledger, or with ``--check`` only say what it lacks; return 1 if it stays incomplete."""
    chosen = parser().parse_args(arguments)
    settings = options.settings(chosen)
    store = Store(options.BUILD_CACHE, code_fingerprint())
    try:
        loaded = Loader(settings, store).load()
    except WorkerDiedError as error:
        print(refusal("Chưa kiểm tra xong", error, "Chạy lại.", "Sổ cũ vẫn còn nguyên."), file=sys.stderr)
        return 1
    finally:
        store.close()
    problems, lacking = loaded.problems, {} if loaded.problems else loaded.unrecorded()
    if problems:
        print(render(problems, "text"), summary(problems, len(loaded.folders), settings.shown), sep="\n\n")
        print("Sổ địa chỉ chưa ghi gì: sửa những lỗi trên trước.", file=sys.stderr)
        return 1
    for address in lacking:
        print(f"+ {address}")
    file, days = chosen.entries / LEDGER, loaded.ledger.days
    if not lacking and (chosen.check or ledger.is_tidy(file, days)):
        print(f"Sổ địa chỉ đủ {len(days)} địa chỉ.")
        return 0
    if chosen.check:
        print(f"Sổ địa chỉ thiếu {len(lacking)} địa chỉ.\n    Chạy: {command('ledger.py')}")
        return 1
    try:
        ledger.write(file, {**lacking, **days})
    except OSError as error:
        mend = "Đóng chương trình đang mở tệp, xem lại quyền ghi, rồi chạy lại."
        print(refusal(f"Không ghi được {loaded.ledger.path}", error, mend, "Sổ cũ vẫn còn nguyên."), file=sys.stderr)
        return 1
    done = f"Đã ghi thêm {len(lacking)} địa chỉ vào" if lacking else f"Đủ {len(days)} địa chỉ; đã xếp lại"
    print(f"{done} {loaded.ledger.path}.")
    return 0


def parser() -> options.Parser:
    """Return the command's options."""
    parser = options.Parser("Ghi những địa chỉ mới công bố vào sổ địa chỉ. Chỉ thêm, không bao giờ bớt.")
    parser.add_entries()
    parser.add_argument("--check", action="store_true", help="chỉ xem sổ có thiếu không, không ghi")
    return parser


if __name__ == "__main__":
    options.run(main, "Đã dừng giữa chừng. Sổ cũ vẫn còn nguyên.")
