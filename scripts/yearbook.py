"""Print the yearbook of an honour round, or of a year, as a book."""

import environment

environment.enter()

import sys

import options
import posters
from honour_roll.builder.build import Build
from honour_roll.entries.entry import Entry
from honour_roll.entries.roll import Roll
from honour_roll.entries.validate import nearest
from honour_roll.print import pdf as pdf_files
from honour_roll.print import yearbook
from honour_roll.print.pdf import Press
from honour_roll.print.posters import SheetMaker
from honour_roll.problem import as_text, refusal, shown
from honour_roll.progress import progress_bar
from honour_roll.settings import Settings
from honour_roll.taxonomies import ROUNDS, YEARS
from honour_roll.text.glyphs import named


def main(arguments: list[str]) -> int:
    """Print the book; return 1, with the old file as it was, when it cannot be."""
    chosen = parser().parse_args(arguments)
    site = posters.usable_site(chosen.config)
    if site is None:
        return 1
    build = Build(options.settings(chosen), progress_bar)
    out = chosen.out or options.PRINTS / f"ky-yeu-{chosen.round or chosen.year}.pdf"
    try:
        loaded = build.load()
        if loaded.problems:
            print(*map(as_text, loaded.problems), sep="\n", file=sys.stderr)
            print("Sách phải đủ bài, nên sửa các lỗi trên rồi mới in được. Sách cũ vẫn còn nguyên.", file=sys.stderr)
            return 1
        context = build.context(loaded)
        roll = context.roll
        book = (ROUNDS, chosen.round) if chosen.round else (YEARS, chosen.year)
        entries = yearbook.entries_of(roll, *book)
        if not entries:
            print(nothing(roll, build.settings, chosen), file=sys.stderr)
            return 1
        maker = SheetMaker(context.view, context.roll, build.renditions, site)
        unfit = unprintable(entries, maker)
        sheet = yearbook.sheet(maker, roll, entries, *book, chosen.multiple)
        if not unfit and (lacks := pdf_files.unprintable(sheet.data)):
            unfit = [f"Danh mục hoặc mkdocs.yml: phông chữ in không có {named(lacks)}.\n    Thay bằng chữ."]
        if unfit:
            print(*unfit, sep="\n", file=sys.stderr)
            return 1
        press = Press(options.kept_prints(chosen), 1)
        [(_, pdf)] = press.print([("", sheet)])
        new = posters.written(out, pdf)
    except OSError as error:
        mend = "Đóng tệp đang mở, hoặc chọn tên khác: --out."
        print(refusal(f"Không ghi được {shown(out)}", error, mend), file=sys.stderr)
        return 1
    finally:
        build.close()
    print(f"Kỷ yếu {len(entries)} mô hình: {shown(out)}" + ("" if new else " (đã có, không đổi)"))
    return 0


def nothing(roll: Roll, settings: Settings, chosen: options.Namespace) -> str:
    """Return in words that there is nothing to print, and what there is."""
    if chosen.year:
        years = ", ".join(sorted(roll.groups(YEARS))) or "chưa có năm nào"
        return f"Năm {chosen.year}: chưa có bài nào công bố, nên không có kỷ yếu.\n    Các năm có bài: {years}."
    rounds = roll.registers.rounds
    where = f"{settings.shown_lists}/dot-ton-vinh.yml"
    if chosen.round in rounds:
        mend = f"Ghi dot: {chosen.round} vào mục ton_vinh của các bài thuộc đợt này."
        return f"Đợt “{chosen.round}”: chưa có bài nào công bố, nên không có kỷ yếu.\n    {mend}"
    guess = nearest(chosen.round, rounds)
    maybe = f"Có phải “{guess}”? " if guess else ""
    return f"Không có đợt tôn vinh “{chosen.round}”.\n    {maybe}Danh sách: {where}"


def unprintable(entries: list[Entry], maker: SheetMaker) -> list[str]:
    """Return in words which entries have characters that the fonts have not."""
    lacking = [(entry, pdf_files.unprintable(pdf_files.as_data(maker.model(entry)))) for entry in entries]
    return [
        f"{entry.path}: phông chữ in không có {named(lacks)}.\n    Bỏ ký tự ấy, hoặc thay bằng chữ, rồi in lại."
        for entry, lacks in lacking
        if lacks
    ]


def parser() -> options.Parser:
    """Return the command's options."""
    parser = options.Parser("Dựng sách kỷ yếu để đưa nhà in: khổ 19 × 27 cm, chừa xén 3 mm, lề đối xứng để đóng gáy.")
    parser.add_entries()
    parser.add_print(None, f"{options.PRINTS.name}/ky-yeu-….pdf")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--round", metavar="ĐỢT", help="mã đợt tôn vinh trong danh-muc/dot-ton-vinh.yml")
    which.add_argument("--year", metavar="NĂM", help="năm của lần tôn vinh mới nhất, như danh sách theo năm của trang")
    parser.add_argument(
        "--multiple",
        type=int,
        choices=(4, 8, 16),
        default=1,
        help="nhà in cần số trang là bội của 4, 8 hay 16: thêm trang trắng trước bìa sau (mặc định: không thêm)",
    )
    return parser


if __name__ == "__main__":
    options.run(main, "Đã dừng giữa chừng. Sách cũ vẫn còn nguyên.")
