"""Ask for the few things that every entry needs, and make the folder of a new draft."""

import environment

environment.enter()

import argparse
import datetime
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import options
from honour_roll import addresses
from honour_roll.check import ledger
from honour_roll.check.header_rules import LONGEST_SLUG
from honour_roll.commands import command
from honour_roll.entries import additions, derived, place_levels, register_files, registers, schema
from honour_roll.entries.field_types import SLUG
from honour_roll.entries.folders import INDEX
from honour_roll.entries.new_rows import Addition
from honour_roll.problem import refusal, render, shown
from honour_roll.settings import LEDGER, REGISTERS
from honour_roll.text.file_names import is_device
from honour_roll.text.vietnamese import date_text, fold, slug_of
from questions import LATER, Question, ask, pick

QUESTIONS = {
    "title": "tên mô hình",
    "kind": "loại",
    "field": "mã lĩnh vực",
    "theme": "mã chủ đề, hoặc dấu + và tên của chủ đề mới; ghi 0 thì để sau",
    "unit": "mã đơn vị, hoặc dấu + và tên đầy đủ của đơn vị mới",
    "place": "mã địa bàn, hoặc dấu + và cấp, tên của nơi mới",
    "slug": "tên thư mục",
}
TO_LOOK_AT = {  # what a new row may still need, by register
    "chu-de": "chọn lại hình vẽ (hinh)",
    "don-vi": "xem lại tên; thêm tên ngắn (ten_ngan) nếu tên dài",
    "dia-ban": "xem lại tên; thêm nơi bao trùm (thuoc) và ngày thành lập (tu) nếu biết",
}


def main(arguments: list[str]) -> int:
    """Make the folder and print the next steps; return 1 if nothing was made."""
    chosen = parser().parse_args(arguments)
    folder = chosen.registers or chosen.entries / REGISTERS
    lists, problems = register_files.load(folder, shown(folder))
    if problems:
        print(render(problems, "text"), "\nSửa danh mục trước rồi chạy lại.", sep="\n", file=sys.stderr)
        return 1
    known = folder
    added: list[Addition] = []
    refuse_unknown(chosen, lists)
    try:
        values, slug = asked(chosen, lists, added)
    except (EOFError, KeyboardInterrupt):
        print(f"\n{to_go_on(chosen)}Đã dừng, chưa tạo gì.", file=sys.stderr)
        return 1
    year = str(datetime.date.today().year)  # noqa: DTZ011 - the writer's own calendar
    folder = waiting(chosen.entries).get(slug) or chosen.entries / year / slug
    before: dict[Path, bytes] = {}
    try:
        before = additions.append(known, tuple(added))
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / INDEX).open("x", encoding="utf-8", newline="\n") as file:
            file.write(derived.skeleton(values))
    except OSError as error:
        additions.restore(before)
        print(refusal(f"Không tạo được {folder}", error, "Xem lại quyền ghi vào thư mục này."), file=sys.stderr)
        print(to_go_on(chosen), end="", file=sys.stderr)
        return 1
    place = shown(folder)
    print(f"Đã tạo {place}/index.md (bản nháp, chưa lên trang).")
    for row in added:
        print(f"Đã thêm “{row.key}” vào cuối {shown(known)}/{row.register}.yml: mở ra {TO_LOOK_AT[row.register]}.")
    print("Việc tiếp theo:")
    print("  1. Mở tệp ấy, viết bài; ảnh chép vào cùng thư mục.")
    print(f"  2. Kiểm tra: {command('check.py')} {place}")
    print(f"  3. Xem thử:  {command('preview.py')}")
    return 0


def asked(
    chosen: argparse.Namespace, lists: registers.Registers, added: list[Addition]
) -> tuple[dict[str, str | list[str]], str]:
    """Return the header's values and the folder's name, from the options or by asking.

    Each answer is kept in ``chosen``; rows that registers lack are appended to ``added``.
    """
    free = waiting(chosen.entries)
    taken = {path.name: f"Đã có bài “{path.name}”." for path in chosen.entries.glob("*/*") if path.name not in free}
    book, _ = ledger.load(chosen.entries / LEDGER, shown(chosen.entries / LEDGER))
    for slug, line in book.models.items():
        taken.setdefault(slug, f"“{slug}” là địa chỉ của một bài đã công bố trước đây ({book.path}:{line}).")
    title = chosen.title = ask("Tên mô hình (8–120 ký tự)", chosen.title, title_problem)
    picked = {}
    for name, question in closed_questions(lists).items():
        given = getattr(chosen, name)
        answer = pick(question, given, lists)
        if isinstance(answer, Addition):
            print(f"  → thêm mới: {answer.key}")
            added.append(answer)
        setattr(chosen, name, given or (f"+{answer.given}" if isinstance(answer, Addition) else answer))
        picked[name] = answer.key if isinstance(answer, Addition) else answer
    added[:] = [with_place(row, picked["place"], lists, added) if row.register == "don-vi" else row for row in added]
    offered = slug_of(title)
    while offered in taken:
        offered += "-moi"
    wording = f"Tên thư mục, cũng là địa chỉ trang (Enter: {offered})"
    slug = ask(wording, chosen.slug, lambda slug: slug_problem(slug or offered, taken))
    values: dict[str, str | list[str]] = {
        "ten": title,
        "loai": picked["kind"],
        "linh_vuc": picked["field"],
        **({"chu_de": [picked["theme"]]} if picked["theme"] != LATER else {}),
        "don_vi": picked["unit"],
        "dia_ban": [picked["place"]],
        "trang_thai": "nhap",
        "ngay_dang": datetime.date.today().isoformat(),  # noqa: DTZ011 - the writer's own calendar
    }
    return values, slug or offered


def waiting(entries: Path) -> dict[str, Path]:
    """Return the folders of entries that have no ``index.md`` yet, by name: photos or a Word file came first."""
    return {path.name: path for path in entries.glob("[12]*/*") if path.is_dir() and not (path / INDEX).exists()}


def with_place(unit: Addition, place: str, lists: registers.Registers, added: Sequence[Addition]) -> Addition:
    """Return the row of a unit with the place of its entry, if the unit's name ends with that of the place."""
    known = lists.places.get(place)
    name = (
        f"{place_levels.PLACE_LEVELS[known.level]} {known.name}"
        if known
        else next(row.given for row in added if row.key == place)
    )
    return unit._replace(values=(*unit.values, ("dia_ban", place))) if fold(unit.given).endswith(fold(name)) else unit


def closed_questions(lists: registers.Registers) -> dict[str, Question]:
    """Return the Question of each option with a closed list."""
    places = {key: place_name(row) for key, row in lists.places.items()}
    return {
        "kind": Question("Loại", schema.KINDS),
        "field": Question("Lĩnh vực", names(lists.fields)),
        "theme": Question("Chủ đề chính", names(lists.themes), "chu-de", may_wait=True),
        "unit": Question("Đơn vị chủ trì", names(lists.units), "don-vi"),
        "place": Question("Địa bàn, theo tên gọi lúc đó", places, "dia-ban"),
    }


def names(rows: Mapping[str, Any]) -> dict[str, str]:
    """Return the names of a register's rows, by key."""
    return {key: row.name for key, row in rows.items()}


def refuse_unknown(chosen: argparse.Namespace, lists: registers.Registers) -> None:
    """Exit when an option names what is not there, before anything is asked."""
    if chosen.title is not None:
        ask("Tên mô hình (8–120 ký tự)", chosen.title, title_problem)
    for name, question in closed_questions(lists).items():
        if getattr(chosen, name) is not None:
            pick(question, getattr(chosen, name), lists)


def to_go_on(chosen: argparse.Namespace) -> str:
    """Return the line that starts again with the answers that were given; nothing before the first."""
    given = [(name, getattr(chosen, name)) for name in QUESTIONS if getattr(chosen, name) is not None]
    options_said = " ".join(f"--{name} {quoted_for_shell(value)}" for name, value in given)
    return f"Muốn làm tiếp với những điều đã trả lời: {command('new.py')} {options_said}\n" if options_said else ""


def quoted_for_shell(value: str) -> str:
    """Return an answer in the quotes that every shell takes.

    Quotes inside it become single ones; a space stands for what sh or PowerShell would expand.
    """
    return '"' + value.replace('"', "'").replace("$", " ").replace("`", " ") + '"'


def place_name(place: registers.Place) -> str:
    """Return a place's level and name, and until when it existed."""
    until = f" (đến {date_text(place.until)})" if place.until else ""
    return f"{place_levels.PLACE_LEVELS[place.level]} {place.name}{until}"


def title_problem(title: str) -> str:
    """Return what is wrong with a title, in Vietnamese; empty when it is fine."""
    if wrong := additions.letters_problem(title):
        return wrong
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
    for name, meaning in QUESTIONS.items():
        parser.add_argument(f"--{name}", metavar="…", help=f"{meaning} (bỏ trống thì sẽ hỏi)")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
