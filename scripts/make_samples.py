"""Make a sample roll: any number of made-up entries, for benchmarks and for trying the site out at size."""

import environment

environment.enter()

import argparse
import os
import random
import shutil
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import options
import sample_photos
from honour_roll.entries import folders, registers
from honour_roll.entries.schema import SECTIONS
from honour_roll.problem import shown
from honour_roll.settings import REGISTERS
from honour_roll.text.vietnamese import slug_of
from sample_words import Chain, one

MARKER = ".sample-roll"  # a folder with this file was made by this command, and may be made anew
OLD_PLACES, NEW_PLACES, UNITS = 24, 6, 40
ROUNDS = range(2015, 2027)
YEAR_FOLDERS = range(2017, 2027)
NEW_FROM = 2026  # honour rounds of this year and later name the places of 2025-07-01
NOT_PUBLISHED = {13: "nhap", 29: "thu-hoi", 47: "tam-an"}  # of each hundred entries
KINDS_OF_UNIT = {
    "hoi-phu-nu": "Hội Phụ nữ",
    "hoi-cuu-chien-binh": "Hội Cựu chiến binh",
    "doan-thanh-nien": "Đoàn Thanh niên",
    "hoi-nong-dan": "Hội Nông dân",
    "ban-mat-tran": "Ban Mặt trận",
    "cong-doan": "Công đoàn",
    "hoi-nguoi-cao-tuoi": "Hội Người cao tuổi",
    "to-dan-pho": "Tổ dân phố",
}
COUNTED = ("hộ", "người", "mét", "buổi", "lượt", "cây", "kg", "triệu đồng")
ADDED = "\n# Dòng mẫu, do scripts/make_samples.py thêm vào: không có thật.\n"


class EntryPlan(NamedTuple):
    """An entry before it is written: its own name, and the names of the other entries that it refers to."""

    number: int
    year_folder: int
    slug: str
    title: str
    status: str
    former: tuple[str, ...] = ()
    learned_from: str = ""
    applied_by: tuple[str, ...] = ()
    link: str = ""
    photos: range = range(0)  # the numbers of its photos


def _skewed(rng: random.Random, count: int) -> int:
    """Return a number below ``count``; small ones come more often, as a few wards have most of the models."""
    return int(count * rng.random() ** 1.7)


@cache
def chain() -> Chain:
    """Return the chain of the project's own Vietnamese text: its entries and its hand-written pages."""
    paths = [*sorted(options.ENTRIES.glob("2018/*/index.md")), *sorted((environment.ROOT / "docs").glob("*.md"))]
    return Chain("\n\n".join(path.read_text("utf-8") for path in paths))


@cache
def known() -> registers.Registers:
    """Return the project's own registers."""
    return registers.load(options.ENTRIES / REGISTERS, "")[0]


# --- the closed lists -------------------------------------------------------------------------------------------------


def place_key(number: int) -> str:
    """Return the key of sample place ``number``; places from OLD_PLACES on exist since 2025-07-01."""
    return f"phuong-mau-{number + 1:02}"


def unit_key(number: int) -> str:
    """Return the key of sample unit ``number``."""
    return f"{list(KINDS_OF_UNIT)[number % len(KINDS_OF_UNIT)]}-mau-{place_of(number) + 1:02}"


def unit_name(number: int) -> str:
    """Return the name of sample unit ``number``."""
    return f"{list(KINDS_OF_UNIT.values())[number % len(KINDS_OF_UNIT)]} phường Mẫu {place_of(number) + 1:02}"


def place_of(unit: int) -> int:
    """Return the number of the place that a unit is in."""
    return unit % (OLD_PLACES + NEW_PLACES)


def write_registers(folder: Path) -> None:
    """Copy the project's registers to ``folder`` and add the made-up rows."""
    shutil.copytree(options.ENTRIES / REGISTERS, folder)
    places = ["thanh-pho-mau:\n  ten: Mẫu\n  cap: thanh-pho"]
    for number in range(OLD_PLACES + NEW_PLACES):
        lines = [f"{place_key(number)}:", f"  ten: Mẫu {number + 1:02}", "  cap: phuong", "  thuoc: thanh-pho-mau"]
        if number < OLD_PLACES:
            share = "mot-phan" if number % 3 == 0 else "toan-bo"
            lines += ["  den: 2025-07-01", "  thanh:"]
            for part in range(2 if share == "mot-phan" else 1):
                to = place_key(OLD_PLACES + (number + part) % NEW_PLACES)
                lines += [
                    f"    - noi: {to}",
                    f"      phan: {share}",
                    f"      can_cu: Nghị quyết mẫu, khoản {number + 1}",
                ]
        else:
            lines.append("  tu: 2025-07-01")
        places.append("\n".join(lines))
    units = ["uy-ban-mau:\n  ten: Ủy ban Mẫu\n  ten_ngan: UB Mẫu\n  dia_ban: thanh-pho-mau"]
    units += [
        f"{unit_key(number)}:\n  ten: {unit_name(number)}\n  dia_ban: {place_key(place_of(number))}"
        for number in range(UNITS)
    ]
    title = next(iter(known().titles))
    rounds = [
        f"dot-mau-{year}:\n  ten: Đợt mẫu năm {year}\n  danh_hieu: {title}\n  co_quan: uy-ban-mau\n  cap: cấp mẫu\n"
        f"  ngay: {year}-05-19\n  cong_bo:\n    tap_the: {900 + year % 7 * 40}\n    ca_nhan: {300 + year % 5 * 30}"
        for year in ROUNDS
    ]
    for name, rows in {"dia-ban": places, "don-vi": units, "dot-ton-vinh": rounds}.items():
        with (folder / f"{name}.yml").open("a", encoding="utf-8", newline="\n") as file:
            file.write("\n".join([ADDED, *(f"{row}\n" for row in rows)]))


# --- the entries ------------------------------------------------------------------------------------------------------


def plans(count: int, seed: int, photos: int = 0) -> list[EntryPlan]:
    """Return the plans of ``count`` entries, each title once; a larger ``count`` begins with the same plans."""
    made: list[EntryPlan] = []
    public: list[str] = []
    titles: set[str] = set()
    for number in range(count):
        rng = random.Random(f"{seed}/plan/{number}")  # noqa: S311 - for samples, the same each time
        title = chain().phrase(rng, 5, 10)
        while title in titles or not 12 <= len(title) <= 110:
            title = chain().phrase(rng, 6, 12)
        titles.add(title)
        slug = f"{slug_of(title, 48)}-mau-{number:05}"
        others = [one(rng, public) for _ in range(4)] if public else [""]
        made.append(
            EntryPlan(
                number=number,
                year_folder=YEAR_FOLDERS[(number + number // 10) % len(YEAR_FOLDERS)],
                slug=slug,
                title=title,
                status=NOT_PUBLISHED.get(number % 100, "cong-bo"),
                former=(f"{slug}-cu",) if number % 50 == 7 else (),
                learned_from=others[0] if number % 20 == 3 else "",
                applied_by=tuple(dict.fromkeys(others[1:3])) if number % 40 == 6 else (),
                link=others[-1] if number % 10 == 2 else "",
                photos=range(number, photos, count),
            )
        )
        public += [slug] if made[-1].status == "cong-bo" else []
    return made


def entry(plan: EntryPlan, seed: int) -> str:
    """Return the text of one entry."""
    rng = random.Random(f"{seed}/entry/{plan.number}")  # noqa: S311 - for samples, the same each time
    return "\n".join(["---", *_header(plan, seed, rng), "---", *_body(plan, rng)])


def _header(plan: EntryPlan, seed: int, rng: random.Random) -> list[str]:
    words, year_folder = chain(), plan.year_folder
    honoured = year_folder if rng.random() < 0.5 else year_folder - 1
    new = honoured >= NEW_FROM
    rounds = [honoured] if rng.random() < 0.92 else []
    if rounds and not new and rng.random() < 0.15:
        rounds.append(max(ROUNDS[0], honoured - rng.randint(1, 4)))
    first, span = (OLD_PLACES, NEW_PLACES) if new else (0, OLD_PLACES)
    places = dict.fromkeys(place_key(first + _skewed(rng, span)) for _ in range(1 if rng.random() < 0.85 else 2))
    units = [n for n in range(UNITS) if (place_of(n) >= OLD_PLACES) == new]
    numbers = list(dict.fromkeys(units[_skewed(rng, len(units))] for _ in range(rng.choice((1, 1, 2, 3)))))
    chosen = [unit_key(number) for number in numbers]
    themes = rng.sample(list(known().themes), rng.choice((0, 1, 1, 2, 2, 3)))
    sources = rng.randint(1, 3)
    month = rng.randint(6, 10) if honoured == year_folder else rng.randint(1, 10)
    individual = rng.random() < 0.25
    lines = [
        f"ten: {plan.title}",
        f"tom_tat: {_summary(words, rng)}",
        f"loai: {'ca-nhan' if individual else 'tap-the'}",
        f"linh_vuc: {one(rng, list(known().fields))}",
        f"chu_de: [{', '.join(themes)}]",
        f"don_vi: {chosen[0]}",
        *([f"phoi_hop: [{', '.join(chosen[1:])}]"] if chosen[1:] else []),
        f"dia_ban: [{', '.join(places)}]",
        f"giai_doan: {honoured if new else f'{honoured - rng.randint(1, 4)}-{honoured}'}",
    ]
    for index, year in enumerate(sorted(set(rounds), reverse=True)):
        lines += ["ton_vinh:"] * (not index) + [f"  - dot: dot-mau-{year}"]
        if rng.random() < 0.4:
            lines.append(f"    quyet_dinh: {{so: {rng.randint(1, 400)}-QĐ/MẪU, ngay: {year}-05-{rng.randint(10, 19)}}}")
    for index in range(rng.randint(0, 4)):
        value = f"{rng.randint(1, 900)}.5" if rng.random() < 0.1 else str(rng.randint(2, 5000))
        lines += ["ket_qua:"] * (not index)
        lines += [f"  - chi_so: {words.phrase(rng, 3, 7)}", f"    gia_tri: {value}"]
        lines += [f"    don_vi_tinh: {rng.choice(COUNTED)}", f"    nguon: n{rng.randint(1, sources)}"]
    lines += [line for place, photo in enumerate(plan.photos) for line in _photo(plan, seed, place, photo)]
    if plan.learned_from or plan.applied_by or rng.random() < 0.2:
        lines += ["nhan_rong:", f"  lien_he: {unit_name(numbers[0])}, trong giờ hành chính"]
        lines += [f"  hoc_tu: {plan.learned_from}"] if plan.learned_from else []
        lines += [f"  da_ap_dung: [{', '.join(plan.applied_by)}]"] if plan.applied_by else []
    for index in range(rng.choice((0, 0, 0, 1, 2))):
        lines += ["nhat_ky:"] * (not index) + [
            f"  - ngay: {year_folder}-{rng.randint(1, 10):02}-{rng.randint(1, 28):02}"
        ]
        lines += [f"    viec: {words.sentence(rng, 10, 24)}", f"    nguon: n{rng.randint(1, sources)}"]
    lines.append("nguon:")
    for index in range(sources):
        lines += [f"  - ma: n{index + 1}", f"    ten: {words.phrase(rng, 8, 16)}; nguồn mẫu"]
        lines += [f"    url: https://example.vn/mau/{plan.number}-{index + 1}"] if rng.random() < 0.6 else []
        lines += [f"    ngay: {year_folder}-{rng.randint(1, month):02}"] if rng.random() < 0.8 else []
    lines += ["dong_y: {co: true, ho_so: Mẫu}"] if individual else []
    lines += [f"trang_thai: {plan.status}", f"ngay_dang: {year_folder}-{month:02}-{rng.randint(1, 28):02}"]
    lines += (
        [f"cap_nhat: {year_folder}-11-{rng.randint(1, 28):02}"]
        if rng.random() < 0.3 or plan.status == "thu-hoi"
        else []
    )
    lines += [f"ten_cu: [{', '.join(plan.former)}]"] if plan.former else []
    return lines


def _photo(plan: EntryPlan, seed: int, place: int, photo: int) -> list[str]:
    """Return the lines of one photo, with words of its own, so that an entry says the same with photos as without."""
    rng = random.Random(f"{seed}/photo/{photo}")  # noqa: S311 - for samples, the same each time
    roles = ("bia", "truoc", "sau") if len(plan.photos) > 3 else ("bia",)
    return [
        *(["anh:"] if not place else []),
        f"  - tep: {photo_name(photo)}",
        f"    mo_ta: Hình do máy vẽ để thử trang, {chain().phrase(rng, 5, 9).lower()}",
        "    tac_gia: Máy vẽ, không phải ảnh chụp",
        *([f"    chu_thich: {chain().phrase(rng, 8, 14)}"] if rng.random() < 0.6 else []),
        *([f"    vai_tro: {roles[place]}"] if place < len(roles) else []),
    ]


def photo_name(number: int) -> str:
    """Return the file name of photo ``number``."""
    return f"anh-mau-{number:05}.jpg"


def _summary(words: Chain, rng: random.Random) -> str:
    text = words.sentence(rng, 22, 34)
    while not 60 <= len(text) <= 220:
        text = words.sentence(rng, 20, 30)
    return text


def _body(plan: EntryPlan, rng: random.Random) -> list[str]:
    words, target, lines, count = chain(), rng.randint(380, 650), [], 0

    def paragraph(sentences: int) -> str:
        nonlocal count
        made = [words.words(rng, 12, 32) for _ in range(sentences)]
        count += sum(map(len, made))
        if rng.random() < 0.5:
            made[0][2:5] = [f"**{' '.join(made[0][2:5]).rstrip(',')}**"]
        if rng.random() < 0.3:
            made[-1][3:5] = [f"*{' '.join(made[-1][3:5]).rstrip(',')}*"]
        return " ".join(" ".join(sentence) + "." for sentence in made)

    for section in SECTIONS:
        lines += [f"## {section}", "", paragraph(rng.randint(3, 4)), ""]
        if section == "Cách làm":
            lines += [*(f"- {words.sentence(rng, 6, 14)}" for _ in range(4)), ""]
        elif section == "Kết quả":
            lines += [f"> {paragraph(1)}", "", "| Chỉ tiêu | Trước | Sau |", "|---|---:|---:|"]
            lines += [
                f"| {words.phrase(rng, 4, 6)} | {rng.randint(1, 60)} | {rng.randint(60, 400)} |" for _ in range(3)
            ]
            lines.append("")
        elif section == "Nhân rộng" and plan.link:
            lines += [f"Xem thêm [một mô hình khác](/mo-hinh/{plan.link}/).", ""]
    if count < target:
        lines += ["### Bài học kinh nghiệm", ""]
    while count < target:
        lines += [paragraph(rng.randint(2, 4)), ""]
    return lines


# --- the command ------------------------------------------------------------------------------------------------------


def make(count: int, out: Path, seed: int, photos: int = 0) -> None:
    """Write a sample roll of ``count`` entries and ``photos`` to ``out``, in place of the one that was there."""
    refuse_foreign(out)
    if out.exists():
        shutil.rmtree(out)
    out.mkdir(parents=True)
    (out / MARKER).touch()
    write_registers(out / REGISTERS)
    for year in YEAR_FOLDERS:
        (out / str(year)).mkdir()
    write = partial(_write, out, seed)
    jobs = os.cpu_count() or 1
    made = plans(count, seed, photos)
    if (count < 500 and not photos) or jobs == 1:
        for plan in made:
            write(plan)
        return
    with ProcessPoolExecutor(jobs) as pool:
        for _ in pool.map(write, made, chunksize=1 if photos else 100):
            pass


def _write(out: Path, seed: int, plan: EntryPlan) -> None:
    folder = out / str(plan.year_folder) / plan.slug
    folder.mkdir()
    (folder / folders.INDEX).write_bytes(entry(plan, seed).encode())
    for photo in plan.photos:
        (folder / photo_name(photo)).write_bytes(sample_photos.fit(f"{seed}/{photo}"))


def refuse_foreign(out: Path) -> None:
    """End the command unless ``out`` is new, empty or made here, and apart from the project's own entries."""
    if out.is_relative_to(options.ENTRIES) or options.ENTRIES.is_relative_to(out):
        sys.exit(f"{out}: the real entries live here; samples do not go among them.\n    Choose another folder.")
    if out.is_file() or (out.exists() and not (out / MARKER).is_file() and any(out.iterdir())):
        sys.exit(f"{out}: holds something that this command did not make.\n    Choose another folder.")


def main(arguments: list[str]) -> int:
    """Make the samples; say how many and how long it took."""
    chosen = parser().parse_args(arguments)
    start = time.perf_counter()
    make(chosen.entries, chosen.out, chosen.seed, chosen.photos)
    photos = f", {chosen.photos} photos" if chosen.photos else ""
    print(f"{chosen.entries} entries{photos} in {time.perf_counter() - start:.1f} s: {shown(chosen.out)}{os.sep}")
    return 0


def parser() -> options.Parser:
    """Return the command's options."""
    parser = options.Parser("Make a roll of made-up entries. The same number and seed give the same files.")
    parser.add_argument("--entries", type=_count, required=True, metavar="N", help="how many entries")
    parser.add_argument(
        "--photos",
        type=_count,
        default=0,
        metavar="M",
        help="how many made-up photos, each another (default: 0)",
    )
    parser.add_argument(
        "--out", type=options.resolved, required=True, metavar="DIR", help="where: new, empty or made here"
    )
    parser.add_argument("--seed", type=int, default=7, help="another number, other entries (default: 7)")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"not a number: {text}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
