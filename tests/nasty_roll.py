"""Ten nasty entries, each valid and hard to draw, for the tests of cards, posters, plaques and books."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from site_tools import GOOD, body_of, edit

MARKUP = '#set page(fill: red) *đậm* $x^2$ \\u{41} @ref <b>nhãn</b> `mã` {{ 7*7 }} // "x" #{1'
UNIT = (
    "Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở và phong trào thi đua “Dân vận khéo” xã anh hùng lực lượng vũ trang "
    "nhân dân vùng đồng bào dân tộc thiểu số Ví Dụ Thượng"
)
STEP = "Gặp từng nhà trong tổ số {}, nghe bà con nói, việc nào làm được thì làm ngay."
STEPS = "\n".join(f"{n}. {STEP.format(n)}" for n in range(1, 41))
SEEN = "Bốn góc bốn màu, vòng tròn đánh dấu tâm điểm của ảnh"
PHOTO = {"tep": "anh.jpg", "mo_ta": SEEN, "tac_gia": "Phép thử", "vai_tro": "bia"}
SHOUTED = "MÔ HÌNH ĐƯỜNG PHỐ TỰ QUẢN VỀ TRẬT TỰ ĐÔ THỊ VÀ VỆ SINH MÔI TRƯỜNG, NGHĨA TÌNH "

NASTY: dict[str, dict[str, Any]] = {
    "120-chu-hoa": {"ten": f"{(SHOUTED * 2)[:119]}G"},
    "mot-tu-dai": {"ten": "Nghiêng" * 17},
    "chu-hiem": {"ten": "Buôn Kmrơ̆ng Prŏng, Čư Ê̆wi: Ŵ Ǧ ẞ ẪỂỖỮỴ, “Ệ” và ⅝ ≥ 1/2 ₫ của bà H’Lớ"},
    "danh-dau": {"ten": MARKUP, "tom_tat": f"{MARKUP}, thêm ít chữ cho đủ dài."},
    "don-vi-dai": {"don_vi": "ban-chi-dao-dai", "ten": "Bà con cùng làm đường"},
    "anh-doc": {"ten": "Ảnh dọc, tâm điểm ở mép dưới", "anh": [PHOTO | {"tam_diem": [20, 95]}]},
    "anh-ngang": {"ten": "Ảnh toàn cảnh rất dài, tâm điểm ở mép phải", "anh": [PHOTO | {"tam_diem": [97, 50]}]},
    "anh-trong": {"ten": "Ảnh có nền trong suốt", "anh": [PHOTO | {"tep": "anh.png"}]},
    "anh-xam": {"ten": "Ảnh xám một kênh, gần như trắng", "anh": [PHOTO]},
    "qua-nhieu": {
        "ten": "Bốn mươi bước và ba mươi con số",
        "ket_qua": [
            {
                "chi_so": f"Chỉ số dài dòng thứ {n} của tổ dân phố và khu dân cư",
                "gia_tri": 10**n + 0.5,
                "don_vi_tinh": "mét khối bê tông cốt thép",
                "nguon": "n1",
            }
            for n in range(1, 12)
        ],
    },
}


def nasty_roll(folder: Path) -> Path:
    """Lay down the good entries' registers and the ten nasty ones, all honoured in one round; give the folder."""
    shutil.copytree(GOOD / "danh-muc", folder / "danh-muc")
    with (folder / "danh-muc" / "don-vi.yml").open("a", encoding="utf-8") as units:
        units.write(f"\nban-chi-dao-dai:\n  ten: {UNIT}\n  dia_ban: phuong-vi-du\n")
    for slug, changes in NASTY.items():
        entry = folder / "2018" / slug
        shutil.copytree(GOOD / "2018" / "hoa-giai-vi-du", entry)
        edit(entry, **({"ten_cu": None, "nhan_rong": None, "ton_vinh": [{"dot": "so-ket-2017"}]} | changes))
    crowded = folder / "2018" / "qua-nhieu"
    edit(crowded, body_of(crowded).replace("## Cách làm\n", f"## Cách làm\n\n{STEPS}\n"))
    _photo((1000, 2500)).save(folder / "2018" / "anh-doc" / "anh.jpg")
    _photo((2560, 420)).save(folder / "2018" / "anh-ngang" / "anh.jpg")
    seen = _photo((1600, 1200))
    seen.putalpha(Image.linear_gradient("L").resize(seen.size))
    seen.save(folder / "2018" / "anh-trong" / "anh.png")
    white = Image.blend(_photo((1600, 1200)), Image.new("RGB", (1600, 1200), "white"), 0.9)
    white.convert("L").save(folder / "2018" / "anh-xam" / "anh.jpg")
    return folder


def _photo(size: tuple[int, int]) -> Image.Image:
    """Return a picture whose parts can be told apart: a colour for each quarter, lines across, a disc in the middle."""
    width, height = size
    picture = Image.new("RGB", size, "#7a9")
    draw = ImageDraw.Draw(picture)
    for n, colour in enumerate(("#a44", "#4a4", "#44a", "#aa4")):
        left, top = n % 2 * width // 2, n // 2 * height // 2
        draw.rectangle((left, top, left + width // 2, top + height // 2), colour)
    for at in range(0, width + height, 97):
        draw.line((at, 0, at - height, height), "#fff", 3)
    side = min(size) // 4
    draw.ellipse((width // 2 - side, height // 2 - side, width // 2 + side, height // 2 + side), "#222")
    return picture
