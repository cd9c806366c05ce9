"""The registers of a made-up roll: the project's own, and made-up places, units, themes and honour rounds."""

import shutil
from functools import cache
from pathlib import Path

import options
from honour_roll.entries import register_files
from honour_roll.settings import REGISTERS
from samples.phrases import common

OLD_PLACES, NEW_PLACES = 24, 6
ROUNDS = range(2015, 2027)
NEW_FROM = 2026  # honour rounds of this year and later name the places of 2025-07-01
ADDED = "\n# Dòng mẫu, do scripts/make_samples.py thêm vào: không có thật.\n"


@cache
def titles() -> tuple[str, ...]:
    """Return the keys of the project's honorary titles."""
    return tuple(register_files.load(options.ENTRIES / REGISTERS, "")[0].titles)


def ward(place: int) -> str:
    """Return how sentences call a sample place."""
    return f"phường Mẫu {place + 1:02}"


def place_key(place: int) -> str:
    """Return the key of a sample place; places from OLD_PLACES on exist since 2025-07-01."""
    return f"phuong-mau-{place + 1:02}"


def unit_key(kind: str, place: int) -> str:
    """Return the key of the unit of a kind (a key of ``units`` in ``common.yml``) in a place."""
    return f"{kind}-mau-{place + 1:02}"


def write(folder: Path) -> None:
    """Copy the project's registers to ``folder`` and add the made-up rows."""
    shutil.copytree(options.ENTRIES / REGISTERS, folder)
    themes = [f"{key}:\n  ten: {name}\n  hinh: {sign}" for key, (name, sign) in common()["themes"].items()]
    rows = {"chu-de": themes, "dia-ban": _places(), "don-vi": _units(), "dot-ton-vinh": _rounds()}
    for name, added in rows.items():
        with (folder / f"{name}.yml").open("a", encoding="utf-8", newline="\n") as file:
            file.write("\n".join([ADDED, *(f"{row}\n" for row in added)]))


def _places() -> list[str]:
    rows = ["thanh-pho-mau:\n  ten: Mẫu\n  cap: thanh-pho"]
    for place in range(OLD_PLACES + NEW_PLACES):
        lines = [f"{place_key(place)}:", f"  ten: Mẫu {place + 1:02}", "  cap: phuong", "  thuoc: thanh-pho-mau"]
        if place < OLD_PLACES:
            share = "mot-phan" if place % 3 == 0 else "toan-bo"
            lines += ["  den: 2025-07-01", "  thanh:"]
            for part in range(2 if share == "mot-phan" else 1):
                to = place_key(OLD_PLACES + (place + part) % NEW_PLACES)
                lines += [
                    f"    - noi: {to}",
                    f"      phan: {share}",
                    f"      can_cu: Nghị quyết mẫu, khoản {place + 1}",
                ]
        else:
            lines.append("  tu: 2025-07-01")
        rows.append("\n".join(lines))
    return rows


def _units() -> list[str]:
    rows = ["uy-ban-mau:\n  ten: Ủy ban Mẫu\n  ten_ngan: UB Mẫu\n  dia_ban: thanh-pho-mau"]
    for place in range(OLD_PLACES + NEW_PLACES):
        for kind, (name, short, *_) in common()["units"].items():
            lines = [f"{unit_key(kind, place)}:", f"  ten: {name} {ward(place)}"]
            lines += [f"  ten_ngan: {short} {ward(place)}"] if short != name else []
            rows.append("\n".join([*lines, f"  dia_ban: {place_key(place)}"]))
    return rows


def _rounds() -> list[str]:
    return [
        f"dot-mau-{year}:\n  ten: Đợt mẫu năm {year}\n  danh_hieu: {titles()[0]}\n  co_quan: uy-ban-mau\n"
        f"  cap: cấp mẫu\n  ngay: {year}-05-19\n"
        f"  cong_bo:\n    tap_the: {900 + year % 7 * 40}\n    ca_nhan: {300 + year % 5 * 30}"
        for year in ROUNDS
    ]
