"""A person who edits a roll at random: the same way for the same seed."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from site_tools import body_of, edit, header_of

WORDS = "vườn hoa ngõ nhỏ sạch xanh bà con chung tay <b> & “khéo” đường ấm".split()


def photograph(path: Path, colour: tuple[int, int, int]) -> None:
    Image.new("RGB", (400, 300), colour).save(path, "JPEG")


ROWS = [
    ("linh-vuc", "mau", ['"#0b6e4f"', '"#8a5200"', '"#123456"', '"#6a1b4d"']),
    ("linh-vuc", "mo_ta", ["Điều khác hẳn, lần {}."]),
    ("chu-de", "hinh", ["la", "nha", "sach", "loa", "khien"]),
    ("dot-ton-vinh", "ten", ["Đợt biểu dương lần {}"]),
    ("dot-ton-vinh", "ngay", ["2017", "2017-12", "2018-03-05", "2023"]),
    ("danh-hieu", "ten", ["Danh hiệu lần {}"]),
    ("don-vi", "ten_ngan", ["Đơn vị lần {}"]),
    ("don-vi", "den", ["2024-01-{:02}"]),
    ("viet-tat", "LHPN", ["Liên hiệp Phụ nữ lần {}", "Liên hiệp Phụ nữ"]),
    ("dong-nghia", "dọn rác", ["vệ sinh môi trường", "quét dọn lần {}"]),
]


def edit_much(roll: Path) -> None:
    """Change a title, remove an entry, copy one and take another photo, in a roll of good entries."""
    edit(roll / "2018" / "goc-xanh-vi-du", ten="Góc xanh sau khi sửa")
    shutil.rmtree(roll / "2018" / "sach-duong-minh-hoa")
    shutil.copytree(roll / "2018" / "hoa-giai-vi-du", roll / "2020" / "bai-moi")
    photograph(roll / "2023" / "ba-tran-thi-thu" / "lop-hoc.jpg", (1, 2, 3))


class Editor:
    """Random edits of a roll, the same for the same seed. Not all of them pass the check."""

    def __init__(self, roll: Path, seed: int) -> None:
        self.roll, self.count = roll, 0
        self.random = random.Random(seed)  # noqa: S311 - the same edits each time
        self.edits: list[Callable[[], str]] = [
            self.body,
            self.title,
            self.summary,
            self.status,
            self.status,
            self.add,
            self.remove,
            self.rename,
            self.move,
            self.label,
            self.label,
            self.row,
            self.row,
            self.round,
            self.photo,
            self.photo_bytes,
            self.photo_role,
            self.no_photos,
            self.themes,
            self.learned,
            self.applied,
            self.former,
            self.date,
            self.touch,
            self.template,
            self.template,
            self.link,
        ]

    def once(self) -> str:
        """Make one edit and say which."""
        self.count += 1
        chosen = self.random.choice(self.edits)
        has_photos = any(self.roll.glob("*/*/*.jpg")) and any(map(self.photos_of, self.roll.glob("*/*/")))
        of_photos = (self.photo_bytes, self.photo_role, self.no_photos)
        return chosen() if has_photos or chosen not in of_photos else self.body()

    @staticmethod
    def photos_of(folder: Path) -> object:
        return (folder / "index.md").is_file() and header_of(folder).get("anh")

    def any(self, *, photos: bool = False) -> Path:
        folders = sorted(index.parent for index in self.roll.glob("*/*/index.md"))
        return self.random.choice([f for f in folders if not photos or header_of(f).get("anh")])

    def words(self, count: int) -> str:
        return " ".join(self.random.choices(WORDS, k=count)) + f" {self.count}"

    def body(self) -> str:
        folder = self.any()
        edit(folder, body=body_of(folder) + f"\n{self.words(8).replace('<b>', '')}.\n")
        return f"body of {folder.name}"

    def title(self) -> str:
        folder = self.any()
        edit(folder, ten=self.words(6))
        return f"title of {folder.name}"

    def summary(self) -> str:
        folder = self.any()
        edit(folder, tom_tat=self.words(24))
        return f"summary of {folder.name}"

    def status(self) -> str:
        folder, status = (
            self.any(),
            self.random.choice(["cong-bo", "cong-bo", "nhap", "cho-duyet", "tam-an", "thu-hoi"]),
        )
        edit(folder, trang_thai=status)
        return f"status of {folder.name}: {status}"

    def add(self) -> str:
        folder = self.any()
        new = folder.parent / f"bai-{self.count}"
        shutil.copytree(folder, new)
        edit(new, ten_cu=None)
        return f"{new.name} like {folder.name}"

    def remove(self) -> str:
        folder = self.any()
        shutil.rmtree(folder)
        return f"{folder.name} removed"

    def rename(self) -> str:
        folder = self.any()
        new = folder.rename(folder.with_name(f"ten-moi-{self.count}"))
        edit(new, ten_cu=[*header_of(new).get("ten_cu", ()), folder.name])
        return f"{folder.name} renamed {new.name}"

    def move(self) -> str:
        folder = self.any()
        year_folder = self.roll / str(self.random.randint(2018, 2026))
        year_folder.mkdir(exist_ok=True)
        if not (year_folder / folder.name).exists():
            folder.rename(year_folder / folder.name)
        return f"{folder.name} to {year_folder.name}"

    def label(self) -> str:
        path = self.roll / "danh-muc" / f"{self.random.choice(['linh-vuc', 'chu-de', 'don-vi', 'dia-ban'])}.yml"
        names = re.findall(r"^  ten: .*$", text := path.read_text("utf-8"), re.MULTILINE)
        name = self.random.choice(names)
        path.write_text(text.replace(name, f"  ten: Tên {self.count}", 1), "utf-8")
        return f"{name.strip()} of {path.name}"

    def row(self) -> str:
        """Change something else of a row: all that pages, drawings, cards or texts may show of it."""
        file, key, values = self.random.choice(ROWS)
        path = self.roll / "danh-muc" / f"{file}.yml"
        lines = path.read_text("utf-8").split("\n")
        number = self.random.choice([number for number, line in enumerate(lines) if line.strip().startswith(f"{key}:")])
        before = lines[number].strip()
        lines[number] = f"{lines[number].partition(key)[0]}{key}: {self.random.choice(values).format(self.count)}"
        path.write_text("\n".join(lines), "utf-8")
        return f"{before} of {path.name} is {lines[number].strip()}"

    def round(self) -> str:
        path = self.roll / "danh-muc" / "dot-ton-vinh.yml"
        path.write_text(
            re.sub(r"(tap_the: )\d+", rf"\g<1>{20 + self.count}", path.read_text("utf-8"), count=1), "utf-8"
        )
        return "declared total of a round"

    def photo(self) -> str:
        folder, name = self.any(), f"anh-{self.count}.jpg"
        photograph(folder / name, (self.count % 250, 100, 50))
        photo = {"tep": name, "mo_ta": self.words(5), "tac_gia": "Phường"}
        edit(folder, anh=[*header_of(folder).get("anh", ()), photo])
        return f"photo {name} in {folder.name}"

    def photo_bytes(self) -> str:
        path = self.random.choice(sorted(self.roll.glob("*/*/*.jpg")))
        photograph(path, (self.count % 250, self.random.randrange(250), 200))
        return f"bytes of {path.name}"

    def photo_role(self) -> str:
        folder = self.any(photos=True)
        photos = header_of(folder)["anh"]
        self.random.choice(photos)["vai_tro"] = self.random.choice(["bia", "truoc", "sau", "tu-lieu", "minh-hoa"])
        self.random.shuffle(photos)
        edit(folder, anh=photos)
        return f"roles and order of photos in {folder.name}"

    def no_photos(self) -> str:
        folder = self.any(photos=True)
        for photo in header_of(folder)["anh"]:
            (folder / photo["tep"]).unlink(missing_ok=True)
        edit(folder, anh=None)
        return f"no photos in {folder.name}"

    def themes(self) -> str:
        folder = self.any()
        edit(folder, chu_de=self.random.sample(["ve-sinh-moi-truong", "khong-gian-xanh", "doi-song", "khuyen-hoc"], 2))
        return f"themes of {folder.name}"

    def learned(self) -> str:
        folder, other = self.any(), self.any()
        edit(folder, nhan_rong={"hoc_tu": other.name})
        return f"{folder.name} learned from {other.name}"

    def applied(self) -> str:
        folder, others = self.any(), [self.any().name, self.any().name]
        edit(folder, nhan_rong={"da_ap_dung": others, "lien_he": self.words(3)})
        return f"{folder.name} applied by {others}"

    def former(self) -> str:
        folder = self.any()
        edit(folder, ten_cu=[f"cu-{self.count}"])
        return f"former name of {folder.name}"

    def date(self) -> str:
        folder = self.any()
        edit(folder, ngay_dang=f"{self.random.randint(2018, 2026)}-03-0{self.random.randint(1, 9)}", cap_nhat=None)
        return f"date of {folder.name}"

    def template(self) -> str:
        """Edit the template of models' pages: what it says, or what it does; or that of cards."""
        name, edits = self.random.choice(
            [
                ("entry", [(r"<h1>", f"<h1><!-- {self.count} -->")]),
                ("entry", [(r"Con số</h2>", f"Con số {self.count}</h2>"), (r"\Z", "<!-- @@root@@/x -->\n")]),
                ("entry", [(r"\Z", "<p>{{ e.title }}</p>\n")]),
                ("card", [(r'<article class="card', f'<article class="card card-{self.count}')]),
            ]
        )
        path = self.roll.with_name("theme") / "fragments" / f"{name}.html"
        text = path.read_text("utf-8")
        for pattern, replacement in edits:
            text = re.sub(pattern, replacement, text, count=1)
        path.write_text(text, "utf-8")
        return f"template {name}: {edits}"

    def link(self) -> str:
        """Lead nowhere: what a preview leaves out is taken back afterwards."""
        folder = self.any()
        edit(folder, body=body_of(folder) + "\n[Xem thêm](/mo-hinh/khong-co-bai-nay/).\n")
        return f"link of {folder.name}"

    def touch(self) -> str:
        for path in self.roll.rglob("*"):
            os.utime(path)
        return "every file touched"
