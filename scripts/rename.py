"""Rename an entry: its old address leads on, and everything that refers to it is mended."""

import environment

environment.enter()

from pathlib import Path

import options
from honour_roll.commands import command
from honour_roll.desk.drafts import Drafts
from honour_roll.desk.put_away import PutAway
from honour_roll.desk.rename import Rename, Renaming
from honour_roll.entries.folders import INDEX


def main(arguments: list[str]) -> int:
    """Rename the entry, or with ``--dry-run`` only say what would change; return the exit code."""
    chosen = parser().parse_args(arguments)
    drafts, away = Drafts(chosen.folder / "dang-viet"), PutAway(chosen.folder / "da-bo")
    renaming = Renaming(options.settings(chosen), drafts, away)
    old = chosen.old.parent.name if chosen.old.name == INDEX else chosen.old.name
    plan = renaming.planned(old, chosen.new)
    if not chosen.dry_run:
        renaming.carry_out(plan)
    tell(plan, old, chosen.new, is_done=not chosen.dry_run)
    return 0


def tell(plan: Rename, old: str, new: str, *, is_done: bool) -> None:
    """Print what was changed, or would be."""
    if plan.is_done:
        print(f"{plan.title}: đã mang tên “{new}” từ trước; /mo-hinh/{old}/ vẫn dẫn tới bài.")
        return
    print(f"{'Đã đổi' if is_done else 'Sẽ đổi'} “{old}” thành “{new}”: {plan.title}")
    for change in plan.changes:
        print(f"  {change.shown}: {f'{change.number} chỗ nhắc tới bài' if change.number else 'ghi tên cũ vào ten_cu'}")
    if plan.drafts:
        print("  phần đang viết dở ở bàn viết cũng theo tên mới")
    for shown, count in plan.left:
        print(f"  {shown}: còn {count} chỗ có chữ “{old}” không phải liên kết, máy để nguyên")
    if is_done:
        print(f"Địa chỉ cũ vẫn dẫn tới bài. Kiểm tra lại: {command('check.py')}")


def parser() -> options.Parser:
    """Return the command's options."""
    parser = options.Parser(
        "Đổi tên thư mục, cũng là địa chỉ, của một bài. Địa chỉ cũ vẫn mở được, mọi nơi nhắc tới bài được sửa theo."
    )
    parser.add_entries()
    parser.add_argument("old", type=Path, metavar="TÊN_CŨ", help="tên thư mục của bài, hoặc đường dẫn tới nó")
    parser.add_argument("new", metavar="TÊN_MỚI", help="chữ thường không dấu, số và gạch ngang")
    parser.add_argument("--dry-run", action="store_true", help="chỉ nói sẽ đổi gì, không ghi")
    parser.add_desk()
    return parser


if __name__ == "__main__":
    options.run(main, "Đã dừng giữa chừng. Chạy lại đúng lệnh ấy thì máy làm nốt.")
