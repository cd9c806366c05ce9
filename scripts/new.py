"""Ask for the few things that a new entry cannot do without, and lay down its folder as a draft."""

import environment

environment.enter()

import argparse
import datetime
import sys
from collections.abc import Callable, Mapping

import options
from honour_roll import addresses
from honour_roll.check import ledger
from honour_roll.check.header_rules import HIDDEN
from honour_roll.entries import derived, registers, schema
from honour_roll.entries.field_types import SLUG
from honour_roll.problem import refusal, render, shown
from honour_roll.settings import LEDGER
from honour_roll.text import glyphs
from honour_roll.text.vietnamese import fold, legacy_encoding, nfc, slug_of

LONGEST = 80  # characters of a folder's name
MANY = 12  # choices shown at once; of longer lists the reader types a word first


def main(arguments: list[str]) -> int:
    """Make the folder and say what comes next; return 1 when nothing was made."""
    chosen = parser().parse_args(arguments)
    lists, problems = registers.load(
        chosen.registers or chosen.entries / "danh-muc", shown(chosen.registers or chosen.entries / "danh-muc")
    )
    if problems:
        print(render(problems, "text"), "\nSửa danh mục trước rồi chạy lại.", sep="\n", file=sys.stderr)
        return 1
    try:
        values, slug = asked(chosen, lists)
    except (EOFError, KeyboardInterrupt):
        print("\nĐã dừng, chưa tạo gì.", file=sys.stderr)
        return 1
    folder = chosen.entries / str(datetime.date.today().year) / slug  # noqa: DTZ011 - the writer's own calendar
    try:
        folder.mkdir(parents=True)
        (folder / "index.md").write_text(derived.skeleton(values), "utf-8", newline="\n")
    except OSError as error:
        print(refusal(f"Không tạo được {folder}", error, "Xem lại quyền ghi vào thư mục này."), file=sys.stderr)
        return 1
    place = shown(folder)
    print(f"Đã tạo {place}/index.md (bản nháp, chưa lên trang).")
    print("Việc tiếp theo:")
    print("  1. Mở tệp ấy, viết bài; ảnh chép vào cùng thư mục.")
    print(f"  2. Kiểm tra: python scripts/check.py {place}")
    print("  3. Xem thử:  python scripts/preview.py")
    return 0


def asked(chosen: argparse.Namespace, lists: registers.Registers) -> tuple[dict[str, str | list[str]], str]:
    """Return the header's values and the folder's name, from the options or by asking."""
    taken = {path.name: f"Đã có bài “{path.name}”." for path in chosen.entries.glob("*/*")}
    book, _ = ledger.load(chosen.entries / LEDGER, shown(chosen.entries / LEDGER))
    for slug, line in book.models.items():
        taken.setdefault(slug, f"“{slug}” là địa chỉ của một bài đã công bố trước đây ({book.path}:{line}).")
    title = ask("Tên mô hình (8–120 ký tự)", chosen.title, title_problem)
    kind = pick("Loại", schema.KINDS, chosen.kind)
    field = pick("Lĩnh vực", {k: f.name for k, f in lists.fields.items()}, chosen.field)
    unit = pick("Đơn vị chủ trì", {k: u.name for k, u in lists.units.items()}, chosen.unit)
    names = {k: f"{registers.PLACE_LEVELS[p.level]} {p.name}" + (f" (đến {p.until})" if p.until else "")
             for k, p in lists.places.items()}  # fmt: skip
    place = pick("Địa bàn, theo tên gọi lúc đó", names, chosen.place)
    free = slug_of(title)
    while free in taken:
        free += "-moi"
    slug = ask(
        f"Tên thư mục, cũng là địa chỉ trang (Enter: {free})", chosen.slug, lambda s: slug_problem(s or free, taken)
    )
    today = datetime.date.today().isoformat()  # noqa: DTZ011 - the writer's own calendar
    values: dict[str, str | list[str]] = {
        "ten": title, "loai": kind, "linh_vuc": field, "don_vi": unit, "dia_ban": [place], "trang_thai": "nhap",
        "ngay_dang": today,
    }  # fmt: skip
    return values, slug or free


def ask(question: str, given: str | None, problem: Callable[[str], str]) -> str:
    """Return a line of text that has no `problem`; a `given` one that has ends the command."""
    while True:
        answer = nfc(" ".join((given if given is not None else input(f"{question}: ")).split()))
        wrong = problem(answer)
        if not wrong:
            return answer
        if given is not None:
            sys.exit(f"{question}: {wrong}")
        print(f"  {wrong}")


def pick(question: str, choices: Mapping[str, str], given: str | None) -> str:
    """Return the key that the reader means: by number, by key, or by some of its words without accents."""
    if given is not None:
        return given if given in choices else sys.exit(f"{question}: không có “{given}”. Có: {', '.join(choices)}")
    shown = list(choices)
    while True:
        print(f"{question}:")
        for number, key in enumerate(shown[:MANY], start=1):
            print(f"  {number}. {choices[key]}")
        if len(shown) > MANY:
            print(f"  … và {len(shown) - MANY} mục nữa: gõ vài chữ để tìm")
        answer = input("  Số thứ tự, hoặc vài chữ (không cần dấu): ").strip()
        if answer.isdecimal() and 1 <= int(answer) <= min(len(shown), MANY):
            return shown[int(answer) - 1]
        if answer in choices:
            return answer
        shown = [k for k in choices if all(w in f"{fold(choices[k])} {k}" for w in fold(answer).split())]
        if len(shown) == 1 and answer:
            print(f"  → {choices[shown[0]]}")
            return shown[0]
        if not shown:
            print("  Không thấy. Cần mục mới thì thêm vào entries/danh-muc trước.")
            shown = list(choices)


def title_problem(title: str) -> str:
    """Return what is wrong with a title, or nothing."""
    if HIDDEN.search(title) or legacy_encoding(title):
        return "Tên có ký tự lạ, thường do dán từ nơi khác. Hãy gõ lại bằng bộ gõ Unicode."
    if lack := glyphs.lacking(title):
        return f"Tên có ký tự mà thẻ chia sẻ và bản in không vẽ được: {glyphs.named(lack)}. Bỏ ký tự này."
    return "" if 8 <= len(title) <= 120 else f"Tên có {len(title)} ký tự; cần từ 8 đến 120."


def slug_problem(slug: str, taken: Mapping[str, str]) -> str:
    """Return what is wrong with a folder's name, or nothing."""
    if not SLUG.fullmatch(slug) or slug in addresses.RESERVED or len(slug) > LONGEST:
        return f"Chỉ dùng chữ thường không dấu, số và gạch ngang, nhiều nhất {LONGEST} ký tự."
    return taken.get(slug, "")


def parser() -> options.Parser:
    """Return the command's options; each stands for one question."""
    parser = options.Parser("Tạo bài mới: hỏi vài điều rồi đặt sẵn một thư mục bản nháp. Không ghi đè gì cả.")
    parser.add_entries()
    for name, meaning in {
        "title": "tên mô hình", "kind": "loại", "field": "mã lĩnh vực", "unit": "mã đơn vị", "place": "mã địa bàn",
        "slug": "tên thư mục",
    }.items():  # fmt: skip
        parser.add_argument(f"--{name}", metavar="…", help=f"{meaning} (bỏ trống thì sẽ hỏi)")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
