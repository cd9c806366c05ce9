"""Writes the five files of ``files/`` whose names begin with ``l``, by LibreOffice: run only to change them.

    .venv/bin/python tests/imports/make_files.py

What must come out of each lies beside it in ``NAME.expected.json``. All persons, places and numbers are made up.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import tempfile
from pathlib import Path

from ooxml import photo

FILES = Path(__file__).parent / "files"

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)
_STYLES = """
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="C" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="P" style:family="graphic"><style:graphic-properties style:wrap="none"/></style:style>
"""


def flat(body: str) -> str:
    """Return a flat OpenDocument text."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_SPACES} xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:automatic-styles>{_STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def b(text: str) -> str:
    return f'<text:span text:style-name="B">{text}</text:span>'


def h(text: str, level: int) -> str:
    return f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{text}</text:h>'


def rows(*every: tuple[str, ...]) -> str:
    cells = ["".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in row) for row in every]
    columns = f'<table:table-column table:number-columns-repeated="{len(every[0])}"/>'
    return (
        f"<table:table>{columns}{''.join(f'<table:table-row>{row}</table:table-row>' for row in cells)}</table:table>"
    )


def image(seed: int) -> str:
    data = base64.b64encode(photo(seed)).decode()
    return (
        '<draw:frame draw:style-name="P" text:anchor-type="as-char" svg:width="9cm" svg:height="6cm"><draw:image>'
        f"<office:binary-data>{data}</office:binary-data></draw:image></draw:frame>"
    )


HTML_PAGE = """<html><head><meta charset="utf-8"></head><body>
<h1>Chợ phiên không đồng ở xã Mường Thử</h1>
<h2>Vì sao có chợ</h2><p>Cuối mỗi mùa, quần áo cũ vứt ven suối; 64 hộ thiếu áo ấm.</p>
<h2>Cách tổ chức</h2><ol><li>Thu gom ở nhà văn hóa<ul><li>Giặt sạch</li><li>Xếp theo cỡ</li></ul></li>
<li>Họp chợ sáng Chủ nhật đầu tháng</li></ol>
<h2>Kết quả</h2><table border="1"><tr><th rowspan="2">Phiên</th><th colspan="2">Số lượng</th></tr>
<tr><th>Số người</th><th>Số suất</th></tr><tr><td>Tháng 10</td><td>310</td><td>420</td></tr>
<tr><td>Tháng 11</td><td>275</td><td>388</td></tr></table><p>Hai phiên trao 808 suất.</p>
<h2>Bài học và hướng nhân rộng</h2><p>Người cho tự tay trao thì người nhận không ngại.</p></body></html>"""

OUTLINE = flat(
    rows(
        (p("ĐẢNG BỘ XÃ CHIỀNG MẪU", "C") + p(b("CHI BỘ BẢN HUỔI"), "C"), p(b("ĐẢNG CỘNG SẢN VIỆT NAM"), "C")),
        (p("Số 07-BC/CB", "C"), p("Chiềng Mẫu, ngày 12 tháng 8 năm 2025", "C")),
    )
    + p(b("BÁO CÁO"), "C")
    + p(b("mô hình “Mỗi đảng viên một hàng rào xanh”"), "C")
    + p("Căn cứ Hướng dẫn số 03-HD/ĐU của Đảng ủy xã;")
    + h("1. Tình hình trước khi làm", 1)
    + p("Bản có 88 nhà, hàng rào tre gãy, trâu bò vào vườn.")
    + h("2. Nội dung thực hiện", 1)
    + h("2.1. Giao việc", 2)
    + p("Mỗi đảng viên kèm ba nhà.")
    + h("2.2. Góp cây", 2)
    + p("Cây giống lấy ở vườn chung, không mua.")
    + h("3. Hiệu quả", 1)
    + p("Đã trồng 2,6 km hàng rào, 88/88 nhà có rào xanh.")
    + h("4. Khả năng nhân rộng", 1)
    + p("Bản nào có vườn ươm đều làm được.")
    + p("T/M CHI BỘ", "C")
    + p("BÍ THƯ", "C")
    + p("Lường Văn Mẫu", "C")
)

FRAMES = flat(
    p(b("Mô hình “Đêm không khói bếp than”"), "C")
    + h("Thực trạng", 1)
    + p(
        "Khu tập thể 5 tầng còn 73 bếp than tổ ong.<text:note text:note-class='footnote'>"
        "<text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>Đếm tháng 3/2024.</text:p></text:note-body></text:note>"
    )
    + h("Cách làm", 1)
    + p("Tổ trưởng đổi một bếp than lấy một nồi ủ.")
    + p(image(11), "C")
    + p(
        "<draw:frame draw:style-name='P' text:anchor-type='paragraph' svg:width='10cm' svg:height='1cm'><draw:text-box>"
        + p("Hình 1: Buổi đổi bếp ở sân khu tập thể")
        + "</draw:text-box></draw:frame>"
    )
    + h("Kết quả", 1)
    + p("Còn 4 bếp than; 69 hộ chuyển sang bếp điện.")
)  # fmt: skip

CHANGES = flat(
    "<text:tracked-changes><text:changed-region text:id='c1'><text:deletion><office:change-info>"
    "<dc:creator>Người sửa</dc:creator><dc:date>2025-01-02T00:00:00</dc:date></office:change-info>"
    + p("mười lăm")
    + "</text:deletion></text:changed-region></text:tracked-changes>"
    + p(b("MÔ HÌNH “LỚP BƠI ĐẦU LÀNG”"), "C")
    + p(b("Bối cảnh"))
    + p("Làng Tràng Mẫu có ba ao sâu, năm 2022 một em nhỏ bị đuối nước.")
    + p(b("Các bước tiến hành"))
    + p("Đoàn xã xin <text:change text:change-id='c1'/>mười hai tấm phao.")
    + p("Bể bạt đặt ở sân đình. <text:span text:style-name='H'>Chủ sân chưa đồng ý.</text:span>")
    + p(
        "Thầy giáo thể dục đứng lớp.<office:annotation><dc:creator>Người soát</dc:creator>"
        "<text:p>Ghi tên thầy nhé?</text:p></office:annotation>"
    )
    + p(b("Tác động"))
    + p("Đã dạy 240 em biết bơi.")
)

FORM = flat(
    p(b("PHIẾU GIỚI THIỆU MÔ HÌNH"), "C")
    + rows(
        (p("Tên gọi của mô hình"), p("Tiếng kẻng an ninh khu Đồng Mẫu")),
        (p("Lý do xây dựng"), p("Khu xa trung tâm, năm 2023 mất trộm 18 vụ.")),
        (p("Cách thức thực hiện"), p("Mỗi cụm treo một kẻng.") + p("Nghe ba hồi, cả cụm cùng ra.")),
        (p("Kết quả đạt được"), p("Năm 2025 còn 2 vụ; bắt quả tang 3 đối tượng.")),
        (p("Khả năng nhân rộng"), p("Kẻng làm từ vành xe cũ, không tốn tiền.")),
    )
    + p("Đồng Mẫu, ngày 3 tháng 9 năm 2025", "C")
    + p("NGƯỜI GIỚI THIỆU", "C")
    + p("Quàng Thị Mẫu", "C")
)

SOURCES = {
    "l1-trang-web.html": HTML_PAGE,
    "l2-danh-so-nhieu-cap.fodt": OUTLINE,
    "l3-chu-thich-trong-khung.fodt": FRAMES,
    "l4-sua-doi-nhan-xet.fodt": CHANGES,
    "l5-phieu-khong-danh-so.fodt": FORM,
}


def main() -> None:
    """Convert the sources; an HTML page goes through Writer, as when it is opened and saved there."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in SOURCES.items():
            source = Path(folder) / name
            source.write_text(text, encoding="utf-8")
            reader = ["--infilter=HTML (StarWriter)"] if name.endswith(".html") else []
            profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
            command = ["soffice", profile, "--headless", *reader, "--convert-to", "docx:MS Word 2007 XML"]
            subprocess.run([*command, "--outdir", folder, str(source)], check=True, timeout=120)
            made = source.with_suffix(".docx")
            shutil.copy(made, FILES / made.name)


if __name__ == "__main__":
    main()
