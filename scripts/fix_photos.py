"""Make the photos beside entries fit for git: upright, light, without the place where they were taken; list them."""

import sys

import environment

environment.enter("heic" if "--heic" in sys.argv else "build")

import options
from honour_roll.check import messages
from honour_roll.commands import command, python
from honour_roll.entries import folders as entry_folders
from honour_roll.entries.messages import CANNOT_LIST
from honour_roll.photos import fix as photo_fixes
from honour_roll.problem import as_argument, as_text, refusal, shown

_WAY_CLEAR = "Xem lại quyền ghi vào thư mục bài, đóng chương trình đang mở ảnh hoặc index.md, rồi chạy lại."


def main(arguments: list[str]) -> int:
    """Fix the photos of the chosen entries; return 1 if a photo could not be fixed."""
    chosen = parser().parse_args(arguments)
    paths = [options.inside(path, chosen.entries, None) for path in chosen.paths] or [chosen.entries]
    found, problems = entry_folders.scan(chosen.entries, shown(chosen.entries))
    is_about = options.folders_about(paths, chosen.entries)
    folders = [chosen.entries / one.path for one in found if is_about(one.path)]
    closed = [problem for problem in problems if problem.rule == CANNOT_LIST.rule]
    done, mended, left = 0, set(), len(closed)
    for problem in closed:
        print(as_text(problem))
    for folder in folders:
        try:
            wanted, unusable = photo_fixes.fixes(folder)
        except OSError as refused:
            left += 1
            print(as_text(entry_folders.cannot_list(shown(folder), refused)))
            continue
        for name, error in unusable:
            left += 1
            mend = error.mend or messages.FIX_HEIC.format(python=python(), folder=as_argument(shown(folder)))
            print(f"{shown(folder)}/{name}: {error.text}\n    {mend}")
        for fix in wanted:
            try:
                if not chosen.dry_run:
                    photo_fixes.apply(folder, fix)
            except OSError as error:
                left += 1
                print(refusal(f"{shown(folder)}/{fix.old}: không ghi được", error, _WAY_CLEAR, "Ảnh cũ vẫn còn."))
                continue
            except ValueError:
                left += 1
                print(f"{shown(folder)}/{fix.old}: chưa sửa được (phần đầu bài chưa đọc được); ảnh cũ vẫn còn.")
                print(f"    Chạy: {command('check.py')} {as_argument(shown(folder))}")
                continue
            done += 1
            mended.add(folder)
            print(f"{shown(folder)}/{fix.old}: {', '.join(fix.why)}.")
    print(summary(done, len(mended), len(folders), left, dry_run=chosen.dry_run))
    return 1 if left else 0


def summary(done: int, mended: int, looked_at: int, left: int, *, dry_run: bool) -> str:
    """Return the last line: how many photos in how many entries were fixed, and how many are left to staff."""
    more = f" Còn {left} ảnh phải xem lại." if left else ""
    if not done:
        return f"Đã xem {looked_at} bài, không có ảnh nào sửa được thêm.{more}"
    return f"{'Sẽ sửa' if dry_run else 'Đã sửa'} {done} ảnh trong {mended} bài.{more}"


def parser() -> options.Parser:
    """Return the command's options."""
    parser = options.Parser(
        "Sửa ảnh cạnh bài: thu nhỏ, xóa nơi chụp và mọi thứ không phải hình, đặt lại tên, khai vào mục anh."
    )
    parser.add_entries()
    parser.add_argument("--dry-run", action="store_true", help="chỉ nói sẽ làm gì, không sửa")
    meaning = "cài thêm bộ đọc ảnh HEIC của iPhone (lần đầu cần mạng) rồi đổi cả ảnh HEIC"
    parser.add_argument("--heic", action="store_true", help=meaning)
    parser.add_paths("bài cần sửa (mặc định: tất cả)")
    return parser


if __name__ == "__main__":
    options.run(main, "Đã dừng giữa chừng. Ảnh nào chưa sửa thì vẫn như cũ; chạy lại để sửa tiếp.")
