"""Make a checked draft of a Word report, and say what became of each part of it."""

import environment

environment.enter("import")

import json
import sys
from pathlib import Path
from typing import Any

import options
from honour_roll.check import ledger
from honour_roll.commands import command
from honour_roll.entries import folders, register_files, schema
from honour_roll.imports import draft_entry
from honour_roll.imports.draft_entry import DraftEntry
from honour_roll.imports.messages import NOT_CARRIED, REMARKS, TAKEN_OFF
from honour_roll.imports.word_import import WordImport, import_word
from honour_roll.problem import as_argument, refusal, render, shown
from honour_roll.settings import LEDGER, REGISTERS
from honour_roll.text.vietnamese import date_text, number_text

_MOST_BYTES = 200_000_000
_PETTY = ("number", "rule", "credit")  # numbers of headings and drawn lines: only programs want to know
_MOST_SHOWN = 12  # lines of each list
_LONGEST = 100  # characters of a text
_LABELS = {
    "ten": "Tên mô hình",
    "loai": "Loại",
    "don_vi": "Đơn vị",
    "dia_ban": "Địa bàn",
    "giai_doan": "Giai đoạn",
    "ton_vinh": "Đợt tôn vinh",
    "tom_tat": "Tóm tắt",
    "nguon": "Nguồn",
}


def main(arguments: list[str]) -> int:
    """Write the draft and tell of it; return 1 when the file is refused or nothing could be written."""
    chosen = parser().parse_args(arguments)
    lists = chosen.registers or chosen.entries / REGISTERS
    registers, problems = register_files.load(lists, shown(lists))
    if problems:
        print(render(problems, "text"), "\nSửa danh mục trước rồi chạy lại.", sep="\n", file=sys.stderr)
        return 1
    try:
        if chosen.file.stat().st_size > _MOST_BYTES:
            return refuse(chosen, "too-big", f"Tệp nặng hơn {_MOST_BYTES // 10**6} MB, không giống một báo cáo.")
        data = chosen.file.read_bytes()
    except OSError as error:
        return refuse(chosen, "cannot-read", refusal("Không đọc được tệp", error, "Xem lại đường dẫn."))
    found = import_word(data, chosen.file.name, registers)
    if found.outcome == "refused":
        return refuse(chosen, found.reason, found.sentence)
    wanted = [f"f{number}" for number, _ in enumerate(found.figures, start=1)] if chosen.figures else []
    try:
        draft = draft_entry.write(found, chosen.entries, taken(chosen.entries), wanted_figures=wanted)
    except OSError as error:
        return refuse(chosen, "cannot-write", refusal("Không ghi được bản nháp", error, "Xem lại quyền ghi."))
    folder = chosen.entries / draft.path
    if chosen.format == "json":
        print(json.dumps(answer(found, draft, folder), ensure_ascii=False, indent=2))
    else:
        tell(found, draft, folder)
    return 0


def taken(entries: Path) -> set[str]:
    """Return the names that a new folder may not have: of entries, and of those once published."""
    listed, _ = folders.scan(entries, shown(entries))
    book, _ = ledger.load(entries / LEDGER, shown(entries / LEDGER))
    return {folder.slug for folder in listed} | {*book.models}


def refuse(chosen: options.Namespace, reason: str, sentence: str) -> int:
    """Say why nothing was written; return the exit code."""
    if chosen.format == "json":
        print(json.dumps({"outcome": "refused", "reason": reason, "sentence": sentence}, ensure_ascii=False, indent=2))
    else:
        print(f"{chosen.file.name}: {sentence}", file=sys.stderr)
    return 1


def answer(found: WordImport, draft: DraftEntry, folder: Path) -> dict[str, Any]:
    """Return the answer for programs. ``codes`` are the keys in registers of fields that have one."""
    lost = [*found.not_carried, *draft.not_carried]
    return {
        "outcome": found.outcome,
        "reason": "",
        "entry": str(folder),
        "fields": {one.key: one.value for one in found.fields},
        "codes": {one.key: one.code for one in found.fields if one.code},
        "captions": [photo.caption for photo in found.photos if photo.caption],
        "figures": [
            {"chi_so": one.name, "gia_tri": one.value, "don_vi_tinh": one.unit, "cau": one.sentence, "noi": one.place}
            for one in found.figures
        ],
        "taken_off": [one.text for one in found.taken_off],
        "not_carried": [{"kind": one.kind, "text": one.text, "place": one.place} for one in lost],
        "remarks": list(found.remarks),
        "problems": [problem.text for problem in draft.problems],
    }


def tell(found: WordImport, draft: DraftEntry, folder: Path) -> None:
    """Say in words what became of what, and what comes next."""
    place = shown(folder)
    print(f"Đã tạo {place}/index.md từ {found.name} (bản nháp, chưa lên trang).\n")
    for one in found.fields:
        value = schema.KINDS[one.value].lower() if one.value in schema.KINDS else one.value
        value += f", {date_text(one.code)}" if one.key == "nguon" and one.code else ""
        lacking = one.key in ("don_vi", "dia_ban") and not one.code
        print(f"{_LABELS[one.key]}: {value}{' (chưa có trong danh mục, chưa ghi vào bài)' if lacking else ''}")
    if found.photos:
        print(f"Ảnh: {len(found.photos)}, có chú thích: {sum(bool(photo.caption) for photo in found.photos)}.")
    show(
        "Con số có thể ghi vào ket_qua (muốn ghi hết thì chạy lại với --figures)",
        [f"{number_text(one.value)} {one.unit}: {one.sentence}" for one in found.figures],
    )
    off = [one for one in found.taken_off if one.kind not in _PETTY]
    show("Đã bỏ ra, vì là của báo cáo", [f"{TAKEN_OFF[one.kind]}: {one.text}" for one in off])
    lost = [*found.not_carried, *draft.not_carried]
    show("Không đưa vào bài", [f"{NOT_CARRIED.get(one.kind, one.kind)}: {one.text}" for one in lost])
    for remark in found.remarks:
        print(f"Lưu ý: {REMARKS[remark]}")
    if draft.problems:
        print(f"Còn {len(draft.problems)} chỗ phải sửa trong bản nháp.")
    print("\nViệc tiếp theo:")
    print(f"  1. Mở {place}/index.md, đọc lại từng phần, điền những mục còn trống.")
    print(f"  2. Kiểm tra: {command('check.py')} {as_argument(place)}")
    print(f"  3. Xem thử:  {command('preview.py')}")


def show(title: str, lines: list[str]) -> None:
    """Print a list, not more of it than one reads."""
    if not lines:
        return
    print(f"\n{title} ({len(lines)}):")
    for line in lines[:_MOST_SHOWN]:
        print(f"  - {line if len(line) <= _LONGEST else line[: _LONGEST - 1] + '…'}")
    if len(lines) > _MOST_SHOWN:
        print(f"  - … và {len(lines) - _MOST_SHOWN} mục nữa; xem đủ bằng --format json")


def parser() -> options.Parser:
    """Return the command's options."""
    parser = options.Parser("Tạo bản nháp từ báo cáo Word (.docx; .doc khi máy có LibreOffice). Không ghi đè gì cả.")
    parser.add_argument("file", type=options.typed, metavar="TỆP", help="tệp báo cáo")
    parser.add_entries()
    meaning = "ghi cả các con số tìm được vào ket_qua (mặc định: chỉ kể ra)"
    parser.add_argument("--figures", action="store_true", help=meaning)
    forms = "text: cho người đọc; json: cho chương trình khác"
    parser.add_argument("--format", choices=["text", "json"], default="text", help=forms)
    return parser


if __name__ == "__main__":
    options.run(main, "Đã dừng, chưa tạo gì.")
