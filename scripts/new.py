"""Ask for the few things that every entry needs, and make the folder of a new draft."""

import environment

environment.enter()

import argparse
import datetime
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import options
from honour_roll import addresses
from honour_roll.check import ledger
from honour_roll.check.header_rules import LONGEST_SLUG
from honour_roll.commands import command
from honour_roll.entries import additions, derived, place_levels, registers, schema
from honour_roll.entries.additions import Addition, addition
from honour_roll.entries.field_types import SLUG
from honour_roll.entries.folders import INDEX
from honour_roll.problem import refusal, render, shown
from honour_roll.settings import LEDGER, REGISTERS
from honour_roll.text.file_names import is_device
from honour_roll.text.vietnamese import date_text, fold, nfc, slug_of

QUESTIONS = {
    "title": "tên mô hình",
    "kind": "loại",
    "field": "mã lĩnh vực",
    "theme": "mã chủ đề, hoặc dấu + và tên của chủ đề mới; ghi 0 thì để sau",
    "unit": "mã đơn vị, hoặc dấu + và tên đầy đủ của đơn vị mới",
    "place": "mã địa bàn, hoặc dấu + và cấp, tên của nơi mới",
    "slug": "tên thư mục",
}
_ADD = " Chưa có trong danh mục thì gõ dấu + rồi tên đầy đủ, ví dụ: "
EXAMPLES = {  # by register
    "": "",
    "chu-de": f"{_ADD}+ Chuyển đổi số",
    "don-vi": f"{_ADD}+ Hội Nông dân phường Ví Dụ",
    "dia-ban": f"{_ADD}+ phường Ví Dụ",
}
TO_LOOK_AT = {  # what a new row may still need, by register
    "chu-de": "chọn lại hình vẽ (hinh)",
    "don-vi": "xem lại tên; thêm tên ngắn (ten_ngan) nếu tên dài",
    "dia-ban": "xem lại tên; thêm nơi bao trùm (thuoc) và ngày thành lập (tu) nếu biết",
}
LATER = "0"  # the answer that leaves out what an entry need not have
MANY = 12  # choices shown at once; a longer list is searched by typing a word


def main(arguments: list[str]) -> int:
    """Make the folder and print the next steps; return 1 if nothing was made."""
    chosen = parser().parse_args(arguments)
    folder = chosen.registers or chosen.entries / REGISTERS
    lists, problems = registers.load(folder, shown(folder))
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
    for name, (question, offered, register) in closed_questions(lists).items():
        given = getattr(chosen, name)
        answer = pick(question, offered, given, register, lists, may_wait=name == "theme")
        if isinstance(answer, Addition):
            print(f"  → thêm mới: {answer.key}")
            added.append(answer)
        setattr(chosen, name, given or (f"+{answer.given}" if isinstance(answer, Addition) else answer))
        picked[name] = answer.key if isinstance(answer, Addition) else answer
    added[:] = [with_place(row, picked["place"], lists, added) if row.register == "don-vi" else row for row in added]
    offered = slug_of(title)
    while offered in taken:
        offered += "-moi"
    question = f"Tên thư mục, cũng là địa chỉ trang (Enter: {offered})"
    slug = ask(question, chosen.slug, lambda slug: slug_problem(slug or offered, taken))
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


def closed_questions(lists: registers.Registers) -> dict[str, tuple[str, Mapping[str, str], str]]:
    """Return for each option with a closed list its question, the choices by key, and the register that may grow."""
    return {
        "kind": ("Loại", schema.KINDS, ""),
        "field": ("Lĩnh vực", {key: row.name for key, row in lists.fields.items()}, ""),
        "theme": ("Chủ đề chính", {key: row.name for key, row in lists.themes.items()}, "chu-de"),
        "unit": ("Đơn vị chủ trì", {key: row.name for key, row in lists.units.items()}, "don-vi"),
        "place": (
            "Địa bàn, theo tên gọi lúc đó", {key: place_name(row) for key, row in lists.places.items()}, "dia-ban",
        ),
    }  # fmt: skip  # rows stay short


def refuse_unknown(chosen: argparse.Namespace, lists: registers.Registers) -> None:
    """Exit when an option names what is not there, before anything is asked."""
    if chosen.title is not None:
        ask("Tên mô hình (8–120 ký tự)", chosen.title, title_problem)
    for name, (question, offered, register) in closed_questions(lists).items():
        if getattr(chosen, name) is not None:
            pick(question, offered, getattr(chosen, name), register, lists, may_wait=name == "theme")


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


def ask(question: str, given: str | None, problem: Callable[[str], str]) -> str:
    """Return the answer to a question, as soon as ``problem`` finds nothing wrong; a wrong ``given`` answer exits."""
    while True:
        answer = nfc(" ".join((given if given is not None else input(f"{question}: ")).split()))
        if not (wrong := problem(answer)):
            return answer
        if given is not None:
            sys.exit(f"{question}: {wrong}")
        print(f"  {wrong}")


def pick(
    question: str,
    choices: Mapping[str, str],
    given: str | None,
    register: str,
    lists: registers.Registers,
    *,
    may_wait: bool = False,
) -> str | Addition:
    """Return the chosen key: the reader types its number, the key, or a few words without accents.

    Where a ``register`` may grow, a name behind a + is a new row. ``LATER`` is returned where the answer ``may_wait``.
    """
    if may_wait and given == LATER:
        return LATER
    if given is not None:
        return given_choice(question, choices, given, register, lists)
    offered = list(choices)
    while True:
        show(question, [choices[key] for key in offered])
        more = f"{'; chưa có: dấu + rồi tên' if register else ''}{'; Enter: để sau' if may_wait else ''}"
        answer = input(f"  Số thứ tự, hoặc vài chữ (không cần dấu){more}: ").strip()
        if may_wait and answer in ("", LATER):
            return LATER
        if answer.isdecimal() and 1 <= int(answer) <= min(len(offered), MANY):
            return offered[int(answer) - 1]
        if answer in choices:
            return answer
        if register and answer.startswith("+"):
            made = addition(register, answer[1:], lists)
            if isinstance(made, Addition):
                return made
            print(f"  {made}")
            continue
        words = fold(answer).split()
        offered = [key for key, name in choices.items() if all(word in f"{fold(name)} {key}" for word in words)]
        if len(offered) == 1 and answer:
            print(f"  → {choices[offered[0]]}")
            return offered[0]
        if not offered:
            print(f"  Không thấy.{EXAMPLES[register]}")
            offered = list(choices)


def show(question: str, names: Sequence[str]) -> None:
    """Print a question and the names to choose from, the first of many."""
    print(f"{question}:")
    for number, name in enumerate(names[:MANY], start=1):
        print(f"  {number}. {name}")
    if len(names) > MANY:
        print(f"  … và {len(names) - MANY} mục nữa: gõ vài chữ để tìm")


def given_choice(
    question: str, choices: Mapping[str, str], given: str, register: str, lists: registers.Registers
) -> str | Addition:
    """Return the key, or the new row, that an option names; exit when there is none."""
    if given in choices:
        return given
    if register and given.startswith("+"):
        made = addition(register, given[1:], lists)
        return made if isinstance(made, Addition) else sys.exit(f"{question}: {made}")
    more = " Chưa có thì ghi dấu + rồi tên đầy đủ." if register else ""
    sys.exit(f"{question}: không có “{given}”. Có: {', '.join(choices)}.{more}")


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
