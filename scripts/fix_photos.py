"""Make the photos beside entries fit for git: upright, light, without the place where they were taken."""

import environment

environment.enter()

import options
from honour_roll.commands import command
from honour_roll.entries import folders as entry_folders
from honour_roll.photos import fix as photo_fixes
from honour_roll.problem import shown


def main(arguments: list[str]) -> int:
    """Fix the photos of the chosen entries; return 1 if a photo could not be fixed."""
    chosen = parser().parse_args(arguments)
    paths = [options.inside(path, chosen.entries, None) for path in chosen.paths] or [chosen.entries]
    found, _ = entry_folders.scan(chosen.entries, shown(chosen.entries))
    is_about = options.folders_about(paths, chosen.entries)
    folders = [chosen.entries / one.path for one in found if is_about(one.path)]
    done, left = 0, 0
    for folder in folders:
        try:
            wanted, unusable = photo_fixes.fixes(folder)
        except OSError:
            left += 1
            print(f"{shown(folder)}: không mở được thư mục này.\n    Xem lại quyền đọc thư mục rồi chạy lại.")
            continue
        for name, error in unusable:
            left += 1
            print(f"{shown(folder)}/{name}: {error.text}\n    {error.mend}")
        for fix in wanted:
            try:
                if not chosen.dry_run:
                    photo_fixes.apply(folder, fix)
            except (OSError, ValueError) as error:
                left += 1
                why = "không ghi được vào thư mục" if isinstance(error, OSError) else "phần đầu bài chưa đọc được"
                print(f"{shown(folder)}/{fix.old}: chưa sửa được ({why}); ảnh cũ vẫn còn.")
                print(f"    Chạy: {command('check.py')} {shown(folder)}")
                continue
            done += 1
            print(f"{shown(folder)}/{fix.old}: {', '.join(fix.why)}.")
    more = f" Còn {left} ảnh phải xem lại." if left else ""
    print(f"{'Sẽ sửa' if chosen.dry_run else 'Đã sửa'} {done} ảnh trong {len(folders)} bài.{more}")
    return 1 if left else 0


def parser() -> options.Parser:
    """Return the command's options."""
    parser = options.Parser("Sửa ảnh cạnh bài: xoay thẳng, thu nhỏ, xóa nơi chụp, đặt lại tên; sửa luôn mục tep.")
    parser.add_entries()
    parser.add_argument("--dry-run", action="store_true", help="chỉ nói sẽ làm gì, không sửa")
    parser.add_paths("bài cần sửa (mặc định: tất cả)")
    return parser


if __name__ == "__main__":
    options.run(main, "Đã dừng giữa chừng. Ảnh nào chưa sửa thì vẫn như cũ; chạy lại để sửa tiếp.")
