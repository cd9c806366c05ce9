"""Print posters for notice boards, and plaques for the models' own places."""

import environment

environment.enter()

import sys
from collections.abc import Container, Iterator
from pathlib import Path

import options
from honour_roll.addresses import is_placeholder, wrong_address
from honour_roll.builder.build import Build
from honour_roll.commands import command
from honour_roll.entries.entry import Entry
from honour_roll.entries.roll import Roll
from honour_roll.print import pdf as pdf_files
from honour_roll.print.pdf import Press, Sheet
from honour_roll.print.posters import PLAQUE, POSTER, SheetMaker
from honour_roll.problem import StoppedError, as_text, refusal, shown
from honour_roll.progress import progress_bar
from honour_roll.site_info import SiteInfo, load_site_info
from honour_roll.store import replace_file
from honour_roll.text.glyphs import named


def main(arguments: list[str]) -> int:
    """Print what is asked for; return 1 if something of it could not be printed."""
    chosen = parser().parse_args(arguments)
    site = usable_site(chosen.config)
    if site is None:
        return 1
    build = Build(options.settings(chosen), progress_bar)
    try:
        loaded = build.load()
        context = build.context(loaded)
        entries, left = wanted(chosen.slugs, context.roll)
        if loaded.problems and not chosen.slugs:
            print(*map(as_text, loaded.problems), sep="\n", file=sys.stderr)
            left += 1
        maker = SheetMaker(context.view, context.roll, build.renditions, site)
        press = Press(options.kept_prints(chosen), build.settings.jobs)
        if entries and (not site.url or is_placeholder(site.url)):
            print(
                f"mkdocs.yml: site_url “{site.url}” chưa phải địa chỉ thật, "
                "nên áp phích không có mã QR và không làm biển.\n"
                "    Ghi địa chỉ thật của trang vào dòng site_url rồi chạy lại."
            )
        unfit: list[str] = []
        printed = {name: written(chosen.out / name, pdf) for name, pdf in press.print(sheets(entries, maker, unfit))}
        print(*unfit, sep="\n", end="\n" if unfit else "", file=sys.stderr)
        if not chosen.slugs:
            press.prune()
            print(*outdated(chosen.out, printed), sep="\n", end="")
    except OSError as error:
        mend = "Đóng tệp đang mở, hoặc chọn thư mục khác: --out."
        print(refusal(f"Không ghi được vào {shown(chosen.out)}", error, mend), file=sys.stderr)
        return 1
    finally:
        build.close()
    new = sum(printed.values())
    print(f"{len(entries) - len(unfit)} bài: in mới {press.made} tệp, thay {new} tệp trong {shown(chosen.out)}.")
    return 1 if left or unfit else 0


def usable_site(config: Path) -> SiteInfo | None:
    """Return what ``mkdocs.yml`` says of the site; say what is wrong and return None when that must not be printed."""
    try:
        site = load_site_info(config)
        wrong = wrong_address(site.url) if site.url else ""  # paper cannot be called back
    except StoppedError as error:
        wrong = str(error)
    if wrong:
        print(wrong, file=sys.stderr)
    return None if wrong else site


def wanted(slugs: list[str], roll: Roll) -> tuple[list[Entry], int]:
    """Return the published entries asked for, all if none is named, and how many names have none."""
    found = [roll.by_slug[slug] for slug in slugs if slug in roll.by_slug]
    unknown = [slug for slug in slugs if slug not in roll.by_slug]
    for slug in unknown:
        print(f"{slug}: không có bài nào tên ấy đã công bố và đạt kiểm tra.", file=sys.stderr)
        print(f"    Tên là tên thư mục của bài; xem lỗi: {command('check.py')}", file=sys.stderr)
    return (found if slugs else list(roll.entries)), len(unknown)


def sheets(entries: list[Entry], maker: SheetMaker, unfit: list[str]) -> Iterator[tuple[str, Sheet]]:
    """Yield the sheets of all entries as they are needed; say in ``unfit`` why some entries have none."""
    for entry in entries:
        of_entry = list(maker.sheets(maker.model(entry)))
        lacks = pdf_files.unprintable([sheet.data for _, sheet in of_entry])
        if lacks:
            mend = "Bỏ ký tự ấy, hoặc thay bằng chữ; nếu nó ở tên trang thì sửa mkdocs.yml."
            wrong = f"{entry.path}: phông chữ in không có {named(lacks)}, nên chưa in được bài này."
            unfit.append(f"{wrong}\n    {mend}")
        else:
            yield from of_entry


def outdated(out: Path, printed: Container[str]) -> Iterator[str]:
    """Yield lines on the prints in ``out`` that belong to no published entry; the command does not remove them."""
    prints = sorted(path.name for kind in (POSTER, PLAQUE) for path in out.glob(f"*-{kind}.pdf"))
    left = [name for name in prints if name not in printed]
    if left:
        yield f"Trong {shown(out)} còn bản in của bài không còn công bố: {', '.join(left)}."
        yield "    Không dán nữa thì tự xóa các tệp ấy.\n"


def written(path: Path, pdf: bytes) -> bool:
    """Write a PDF, whole or not at all, unless the file has it already; return whether it was written."""
    if path.is_file() and path.read_bytes() == pdf:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, pdf)
    return True


def parser() -> options.Parser:
    """Return the command's options."""
    parser = options.Parser("In áp phích A4 để dán bảng tin và biển A5, A6 để gắn tại chỗ, mỗi bài hai tệp PDF.")
    parser.add_entries()
    parser.add_print(options.PRINTS, options.PRINTS.name)
    parser.add_argument("slugs", nargs="*", metavar="TÊN_BÀI", help="tên thư mục của bài (mặc định: tất cả)")
    return parser


if __name__ == "__main__":
    options.run(main, "Đã dừng giữa chừng. Tệp nào in xong thì đã có; chạy lại để in tiếp.")
