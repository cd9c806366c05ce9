"""Ask for the few things that every entry needs, and make the folder of a new draft."""

import environment

environment.enter()

import argparse
import datetime
import sys
from collections.abc import Callable, Mapping

import options
from honour_roll import addresses
from honour_roll.check import ledger
from honour_roll.check.header_rules import LONGEST_SLUG
from honour_roll.commands import command
from honour_roll.entries import derived, letters, place_levels, registers, schema
from honour_roll.entries.field_types import SLUG
from honour_roll.problem import refusal, render, shown
from honour_roll.settings import LEDGER, REGISTERS
from honour_roll.text import glyphs
from honour_roll.text.file_names import is_device
from honour_roll.text.vietnamese import fold, nfc, slug_of

MANY = 12  # choices shown at once; a longer list is searched by typing a word


def main(arguments: list[str]) -> int:
    """Make the folder and print the next steps; return 1 if nothing was made."""
    chosen = parser().parse_args(arguments)
    folder = chosen.registers or chosen.entries / REGISTERS
    lists, problems = registers.load(folder, shown(folder))
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
    print(f"  2. Kiểm tra: {command('check.py')} {place}")
    print(f"  3. Xem thử:  {command('preview.py')}")
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
    place = pick("Địa bàn, theo tên gọi lúc đó", {k: place_name(p) for k, p in lists.places.items()}, chosen.place)
    free = slug_of(title)
    while free in taken:
        free += "-moi"
    question = f"Tên thư mục, cũng là địa chỉ trang (Enter: {free})"
    slug = ask(question, chosen.slug, lambda slug: slug_problem(slug or free, taken))
    values: dict[str, str | list[str]] = {
        "ten": title,
        "loai": kind,
        "linh_vuc": field,
        "don_vi": unit,
        "dia_ban": [place],
        "trang_thai": "nhap",
        "ngay_dang": datetime.date.today().isoformat(),  # noqa: DTZ011 - the writer's own calendar
    }
    return values, slug or free


def place_name(place: registers.Place) -> str:
    """Return a place's level and name, and until when it existed."""
    until = f" (đến {place.until})" if place.until else ""
    return f"{place_levels.PLACE_LEVELS[place.level]} {place.name}{until}"


def ask(question: str, given: str | None, problem: Callable[[str], str]) -> str:
    """Return the answer to a question, as soon as ``problem`` finds nothing wrong; a wrong ``given`` answer exits."""
    while True:
        answer = nfc(" ".join((given if given is not None else input(f"{question}: ")).split()))
        if not (wrong := problem(answer)):
            return answer
        if given is not None:
            sys.exit(f"{question}: {wrong}")
        print(f"  {wrong}")


def pick(question: str, choices: Mapping[str, str], given: str | None) -> str:
    """Return the chosen key: the reader types its number, the key, or a few words without accents."""
    if given is not None:
        return given if given in choices else sys.exit(f"{question}: không có “{given}”. Có: {', '.join(choices)}")
    offered = list(choices)
    while True:
        print(f"{question}:")
        for number, key in enumerate(offered[:MANY], start=1):
            print(f"  {number}. {choices[key]}")
        if len(offered) > MANY:
            print(f"  … và {len(offered) - MANY} mục nữa: gõ vài chữ để tìm")
        answer = input("  Số thứ tự, hoặc vài chữ (không cần dấu): ").strip()
        if answer.isdecimal() and 1 <= int(answer) <= min(len(offered), MANY):
            return offered[int(answer) - 1]
        if answer in choices:
            return answer
        words = fold(answer).split()
        offered = [key for key, name in choices.items() if all(word in f"{fold(name)} {key}" for word in words)]
        if len(offered) == 1 and answer:
            print(f"  → {choices[offered[0]]}")
            return offered[0]
        if not offered:
            print("  Không thấy. Cần mục mới thì thêm vào entries/danh-muc trước.")
            offered = list(choices)


def title_problem(title: str) -> str:
    """Return what is wrong with a title, in Vietnamese; empty when it is fine."""
    if next(letters.problems("", title), None):
        return "Tên có ký tự lạ, thường do dán từ nơi khác. Hãy gõ lại bằng bộ gõ Unicode."
    if lack := glyphs.lacking(title):
        return f"Tên có ký tự mà thẻ chia sẻ và bản in không vẽ được: {glyphs.named(lack)}. Bỏ ký tự này."
    return "" if 8 <= len(title) <= 120 else f"Tên có {len(title)} ký tự; cần từ 8 đến 120."


def slug_problem(slug: str, taken: Mapping[str, str]) -> str:
    """Return what is wrong with a folder's name; ``taken`` says why a name is not free."""
    if not SLUG.fullmatch(slug) or slug in addresses.RESERVED or len(slug) > LONGEST_SLUG:
        return f"Chỉ dùng chữ thường không dấu, số và gạch ngang, nhiều nhất {LONGEST_SLUG} ký tự."
    if is_device(slug):
        return f"Windows không cho đặt tên thư mục là “{slug}”. Đặt tên khác, ví dụ “mo-hinh-{slug}”."
    return taken.get(slug, "")


def parser() -> options.Parser:
    """Return the command's options; each answers one question."""
    parser = options.Parser("Tạo bài mới: hỏi vài điều rồi đặt sẵn một thư mục bản nháp. Không ghi đè gì cả.")
    parser.add_entries()
    questions = {
        "title": "tên mô hình",
        "kind": "loại",
        "field": "mã lĩnh vực",
        "unit": "mã đơn vị",
        "place": "mã địa bàn",
        "slug": "tên thư mục",
    }
    for name, meaning in questions.items():
        parser.add_argument(f"--{name}", metavar="…", help=f"{meaning} (bỏ trống thì sẽ hỏi)")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
