"""Eight reports of our own, each worded, numbered and laid out in another way, with what must come out of each.

All persons, places and numbers are made up. ``REPORTS`` has a function for each that returns the file and the
expectation; five more were written by LibreOffice and lie in ``files/``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ooxml import Word, photo, run

HEAD = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập – Tự do – Hạnh phúc"
Report = tuple[bytes, dict[str, Any]]


def parts_in_words() -> Report:
    """PHẦN THỨ NHẤT …; the letterhead as single paragraphs; “Kính gửi”; a summary table with a column of units."""
    word = Word()
    word.lines("HỘI NÔNG DÂN TỈNH VÍ DỤ", "HỘI NÔNG DÂN XÃ NÀ THOONG", "*", "Số: 15-BC/HNDX", centre=True)
    word.lines(HEAD, MOTTO, "Nà Thoong, ngày 5 tháng 11 năm 2025", centre=True)
    word.lines("BÁO CÁO", "Kết quả xây dựng mô hình dân vận khéo", centre=True, bold=True)
    word.p("“Vườn quýt chung tay” năm 2025", centre=True, bold=True)
    word.p("Kính gửi: Ban Thường vụ Hội Nông dân tỉnh Ví Dụ")
    word.p("Thực hiện Kế hoạch số 31-KH/HND, Ban Chấp hành Hội Nông dân xã Nà Thoong báo cáo kết quả như sau:")
    word.p("PHẦN THỨ NHẤT", centre=True, bold=True).p("ĐẶC ĐIỂM, TÌNH HÌNH CHUNG", centre=True, bold=True)
    word.p("Xã có 1.120 hộ, phần lớn đồi bỏ hoang từ năm 2015.")
    word.p("PHẦN THỨ HAI", centre=True, bold=True).p("QUÁ TRÌNH TỔ CHỨC THỰC HIỆN", centre=True, bold=True)
    word.p("1. Khâu chuẩn bị", bold=True).p("Hội họp dân ở từng thôn, chọn giống quýt hợp đất.")
    word.p("2. Khâu trồng và chăm", bold=True).p("Mỗi nhóm năm hộ đổi công cho nhau; cây giống mua chung cho rẻ.")
    word.p("PHẦN THỨ BA", centre=True, bold=True).p("NHỮNG KẾT QUẢ NỔI BẬT", centre=True, bold=True)
    word.table(
        ("STT", "Chỉ tiêu", "ĐVT", "Kết quả"),
        ("1", "Diện tích trồng mới", "ha", "38,5"),
        ("2", "Hộ tham gia", "hộ", "214"),
        ("3", "Sản lượng năm 2025", "tấn", "62"),
    )
    word.p("Có 17 hộ thoát nghèo nhờ vườn quýt.")
    word.p("PHẦN THỨ TƯ", centre=True, bold=True).p("PHƯƠNG HƯỚNG NHÂN RỘNG", centre=True, bold=True)
    word.p("Hai xã bên đã cử người sang học cách đổi công.")
    word.p("Trên đây là báo cáo kết quả của Hội Nông dân xã Nà Thoong./.")
    word.table(("Nơi nhận:\n- Như trên;\n- Lưu: VP.", "TM. BAN CHẤP HÀNH\nCHỦ TỊCH\n(Đã ký)\nNông Văn Thử"))
    return word.bytes(), {
        "file": "parts-in-words",
        "outcome": "draft",
        "fields": {
            "ten": "Vườn quýt chung tay",
            "don_vi": "Hội Nông dân xã Nà Thoong",
            "dia_ban": "xã Nà Thoong",
            "giai_doan": "2025",
        },
        "sections": {
            "Thực trạng": ["Xã có 1.120 hộ, phần lớn đồi bỏ hoang từ năm 2015."],
            "Cách làm": ["Khâu chuẩn bị", "Hội họp dân ở từng thôn", "Khâu trồng và chăm", "Mỗi nhóm năm hộ đổi công"],
            "Kết quả": ["Có 17 hộ thoát nghèo nhờ vườn quýt."],
            "Nhân rộng": ["Hai xã bên đã cử người sang học cách đổi công."],
        },
        "tables": [{"section": "Kết quả", "cells": [["Diện tích trồng mới", "ha", "38,5"], ["Hộ tham gia", "214"]]}],
        "figures": [
            {"chi_so_has": "Diện tích trồng mới", "gia_tri": 38.5, "don_vi_tinh": "ha"},
            {"chi_so_has": "Hộ tham gia", "gia_tri": 214, "don_vi_tinh": "hộ"},
            {"chi_so_has": "thoát nghèo", "gia_tri": 17, "don_vi_tinh": "hộ"},
        ],
        "taken_off": [
            "HỘI NÔNG DÂN XÃ NÀ THOONG",
            "Số: 15-BC/HNDX",
            HEAD,
            "Nà Thoong, ngày 5 tháng 11 năm 2025",
            "Kính gửi: Ban Thường vụ Hội Nông dân tỉnh Ví Dụ",
            "Nơi nhận:",
            "Nông Văn Thử",
            "TM. BAN CHẤP HÀNH",
        ],
        "never_in_draft": ["Nông Văn Thử", "Kính gửi"],
    }


def section_in_sentences() -> Report:
    """No numbers: bold labels in front of text, a caption above its picture, hidden words, a comment, a link."""
    word = Word().link("trang", "https://example.vn/tin/1").link("may", "file:///C:/Users/x/a.docx")
    word.p("Mô hình “Tủ sách đầu ngõ” – Chi hội Phụ nữ tổ 12, phường Hồng Lĩnh", style="u1")
    for label, text in (
        ("Lý do thành lập", "Trẻ em trong ngõ xem điện thoại cả buổi chiều, 46 em chưa có thẻ thư viện."),
        ("Cách thức hoạt động", "Chi hội đặt một tủ sách ở nhà chị tổ trưởng, mở cửa từ 16 giờ đến 18 giờ."),
        ("Hiệu quả", "Sau một năm có 1.350 lượt mượn; 5 ngõ khác xin sách."),
    ):
        word.p(raw=run(f"{label}:", bold=True) + run(f" {text}"))
        if label == "Cách thức hoạt động":
            word.p("Ảnh 1: Các em đọc sách chiều thứ Bảy", centre=True)
            word.picture(photo(3), alt="Sáu em nhỏ ngồi bên tủ sách gỗ màu xanh")
    hidden = run("Chỉ tiêu giao là 10 ngõ, đừng ghi.", more='<w:rStyle w:val="an"/>')
    word.p(raw=run("Muốn học cách làm, xem ") + _link("trang", "bài trên trang phường") + run(". ") + hidden)
    word.p(raw=run("Bản gốc: ") + _link("may", "tệp trong máy"))
    word.p("Liên hệ: chị Hoa, ĐT: 0912 345 678, trong giờ hành chính.")
    word.part("comments", f"<w:comment w:id='1'><w:p>{run('Anh Đại xem lại số 1.350.')}</w:p></w:comment>")
    return word.bytes(), {
        "file": "d-section-in-sentences",
        "outcome": "draft",
        "fields": {"ten": "Tủ sách đầu ngõ"},
        "sections": {
            "Thực trạng": ["Trẻ em trong ngõ xem điện thoại cả buổi chiều"],
            "Cách làm": ["Chi hội đặt một tủ sách"],
            "Kết quả": ["Sau một năm có 1.350 lượt mượn; 5 ngõ khác xin sách.", "Muốn học cách làm, xem"],
        },
        "photos": 1,
        "captions": ["Các em đọc sách chiều thứ Bảy"],
        "figures": [{"chi_so_has": "mượn", "gia_tri": 1350, "don_vi_tinh": "lượt"}],
        "not_carried": [
            {"kind": "hidden", "text": "Chỉ tiêu giao là 10 ngõ, đừng ghi."},
            {"kind": "comment", "text": "Anh Đại xem lại số 1.350."},
            {"kind": "link", "text": "file:///C:/Users/x/a.docx"},
        ],
        "never_in_draft": ["đừng ghi", "Anh Đại", "0912 345 678", "file:///"],
        "markdown_shows": ["Muốn học cách làm, xem bài trên trang phường."],
    }


def _link(key: str, text: str) -> str:
    return f'<w:hyperlink r:id="{key}">{run(text)}</w:hyperlink>'


def old_fonts_by_style() -> Report:
    """TCVN3 by a paragraph's style, VNI in runs that part a letter, Unicode in a .Vn font, capitals in .VnTimeH."""
    word = Word()
    word.p(raw=run("m« h×nh “con ®­êng tù qu¶n”", font=".VnTimeH", bold=True), centre=True)
    word.p("I. Thùc tr¹ng", style="cu")
    word.p("§­êng lµng hÑp, tèi, nhiÒu ng­êi ng¹i ®i ®ªm.", style="cu")
    word.p(raw=run("II. Caùch laøm", font="VNI-Times", bold=True))
    vni = run("Hoäi Cöïu chieán binh xa", font="VNI-Times") + run("õ ", font="VNI-Times", more="<w:i/>")
    word.p(
        raw=vni
        + run("Tân Mỹ", font="VNI-Times")
        + run(" vaän ñoäng moãi nhaø thaép moät boùng ñeøn.", font="VNI-Times")
    )
    word.p(raw=run("III. Kết quả", font=".VnTime", bold=True))
    word.p("§· l¾p 86 bãng ®Ìn trªn 3,4 km ®­êng.", style="cu")
    return word.bytes(), {
        "file": "d-old-fonts",
        "outcome": "draft",
        "fields": {"ten": "Con đường tự quản"},
        "sections": {
            "Thực trạng": ["Đường làng hẹp, tối, nhiều người ngại đi đêm."],
            "Cách làm": ["Hội Cựu chiến binh xã Tân Mỹ vận động mỗi nhà thắp một bóng đèn."],
            "Kết quả": ["Đã lắp 86 bóng đèn trên 3,4 km đường."],
        },
        "figures": [{"chi_so_has": "", "gia_tri": 3.4, "don_vi_tinh": "km"}],
        "never": ["®­êng", "ñoäng", "µ"],
    }


def things_in_other_places() -> Report:
    """Footnote, header, footer, a box in two forms, tracked changes, an equation, fields, a table of signatures."""
    word = Word()
    word.p("BÁO CÁO THÀNH TÍCH TẬP THỂ", centre=True, bold=True)
    word.p("Đề nghị biểu dương điển hình “Dân vận khéo”", centre=True)
    word.p("A/ SƠ LƯỢC ĐẶC ĐIỂM", bold=True).p("Tổ hòa giải thôn Bãi Sậy có 7 người, phụ trách 210 hộ.")
    word.p("B/ CÁC BIỆN PHÁP ĐÃ THỰC HIỆN", bold=True)
    box = f"<w:txbxContent><w:p>{run('Nghe trước, nói sau.')}</w:p></w:txbxContent>"
    word.p(
        raw=run("Mỗi vụ có hai người cùng đến.")
        + "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        + f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        + "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    word.p(
        raw=run("Lập biên bản ")
        + f"<w:del w:id='1'>{run('bốn').replace('w:t', 'w:delText')}</w:del><w:ins w:id='2'>{run('hai')}</w:ins>"
        + run(" bản.")
    )
    word.p(raw=run("Tỷ lệ thành: ") + "<m:oMath><m:r><m:t>52/57</m:t></m:r></m:oMath>")
    word.p("C/ KẾT QUẢ ĐẠT ĐƯỢC", bold=True)
    word.p("Hòa giải thành 52 vụ, không vụ nào phải ra tòa.")
    word.p(raw=_field("PAGE", "3") + run("Số liệu đến ") + _field('DATE \\@ "dd/MM/yyyy"', "30/9/2025") + run("."))
    word.p("D/ ĐỀ XUẤT, KIẾN NGHỊ", bold=True).p("Xin thêm sổ tay pháp luật cho tổ.")
    word.table(("XÁC NHẬN CỦA THÔN\n(Ký, ghi rõ họ tên)\nVi Văn Mẫu", "NGƯỜI BÁO CÁO\n\nĐặng Thị Ví Dụ"))
    word.part("footnotes", f"<w:footnote w:id='2'><w:p>{run('Theo sổ của thôn.')}</w:p></w:footnote>")
    word.part("header1", f"<w:p>{run('Mật – lưu hành nội bộ')}</w:p>").part("footer1", f"<w:p>{run('Trang')}</w:p>")
    return word.bytes(), {
        "file": "things-in-other-places",
        "outcome": "draft",
        "sections": {
            "Thực trạng": ["Tổ hòa giải thôn Bãi Sậy có 7 người, phụ trách 210 hộ."],
            "Cách làm": ["Mỗi vụ có hai người cùng đến.", "Nghe trước, nói sau.", "Lập biên bản hai bản."],
            "Kết quả": ["Hòa giải thành 52 vụ, không vụ nào phải ra tòa.", "Số liệu đến 30/9/2025."],
            "Nhân rộng": ["Xin thêm sổ tay pháp luật cho tổ."],
        },
        "figures": [{"chi_so_has": "Hòa giải thành", "gia_tri": 52, "don_vi_tinh": "vụ"}],
        "once": ["Nghe trước, nói sau."],
        "not_carried": [
            {"kind": "footnote", "text": "Theo sổ của thôn."},
            {"kind": "header", "text": "Mật – lưu hành nội bộ"},
            {"kind": "deleted", "text": "bốn"},
            {"kind": "equation", "text": "52/57"},
            {"kind": "field", "text": "3"},
        ],
        "taken_off": ["XÁC NHẬN CỦA THÔN", "Vi Văn Mẫu", "NGƯỜI BÁO CÁO", "Đặng Thị Ví Dụ"],
        "never_in_draft": ["Mật – lưu hành nội bộ", "Vi Văn Mẫu"],
        "remarks": ["tracked"],
    }


def _field(instruction: str, result: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{instruction}</w:instrText></w:r>{marks[1]}{run(result)}{marks[2]}"


def a_person() -> Report:
    """An individual: a table of personal facts, a list of awards, sections in another order, two pictures in a row."""
    word = Word()
    word.table(("ĐẢNG ỦY PHƯỜNG BẾN TRE\nCHI BỘ KHU PHỐ 9", f"{HEAD}\n{MOTTO}"))
    word.p("BẢN THÀNH TÍCH CÁ NHÂN", centre=True, bold=True)
    word.p("Điển hình “Dân vận khéo” giai đoạn 2021 – 2025", centre=True, bold=True)
    word.p("I- SƠ YẾU LÝ LỊCH", bold=True)
    word.table(
        ("Họ và tên", "Lò Thị Thí Dụ"),
        ("Ngày sinh", "02/3/1968"),
        ("Số CCCD", "001168000111"),
        ("Nơi ở", "số 4 ngõ 9, khu phố 9"),
        ("Chức vụ", "Trưởng ban Công tác Mặt trận khu phố 9"),
    )
    word.p("II- KẾT QUẢ CÔNG TÁC", bold=True)
    word.p("Năm năm liền, bà vận động được 31 gia đình hiến tường rào để mở rộng 640 m ngõ.")
    word.p("III- CÁCH LÀM", bold=True)
    word.p("- Đến từng nhà vào buổi tối, nghe hết rồi mới nói;").p("- Nhà mình làm trước.")
    word.body.append(f"<w:p>{word.drawing(photo(5))}{word.drawing(photo(6))}</w:p>")
    word.p("Hình 1. Ngõ 9 trước và sau khi mở rộng", style="ct")
    word.p("NGƯỜI KHAI", bold=True, centre=True).p("Lò Thị Thí Dụ", centre=True)
    return word.bytes(), {
        "file": "d-a-person",
        "outcome": "draft",
        "fields": {"loai": "ca-nhan", "giai_doan": "2021-2025"},
        "sections": {
            "Kết quả": ["Năm năm liền, bà vận động được 31 gia đình hiến tường rào để mở rộng 640 m ngõ."],
            "Cách làm": ["Đến từng nhà vào buổi tối, nghe hết rồi mới nói;", "Nhà mình làm trước."],
        },
        "photos": 2,
        "captions": ["Ngõ 9 trước và sau khi mở rộng"],
        "figures": [{"chi_so_has": "hiến tường rào", "gia_tri": 31, "don_vi_tinh": "gia đình"}],
        "never_in_draft": ["001168000111", "02/3/1968", "số 4 ngõ 9"],
        "taken_off": ["Số CCCD 001168000111", "CHI BỘ KHU PHỐ 9"],
    }


def report_within_a_report() -> Report:
    """A title in one paragraph without quotation marks; Phần II tells everything; photos behind the signatures."""
    word = Word()
    word.table(
        (
            "ỦY BAN MTTQ VIỆT NAM\nXÃ PHÚ MẪU\nBAN THƯỜNG TRỰC\n-------\nSố: 112/BC-MTTQ-BTT",
            f"{HEAD}\n{MOTTO}\n--------\nPhú Mẫu, ngày 20 tháng 10 năm 2025",
        )
    )
    title = "BÁO CÁO\nKết quả thực hiện mô hình “Dân vận khéo”\nTuyến đường hoa kiểu mẫu thôn Đông"
    word.p(title, centre=True, bold=True)
    word.p("Thực hiện Công văn số 45-CV/ĐU, Ủy ban MTTQ Việt Nam xã Phú Mẫu xin báo cáo như sau:")
    word.p("Phần I: KHÁI QUÁT CHUNG", bold=True).p("Đường thôn dài 1,8 km, hai bên cỏ dại mọc kín.")
    word.p("Phần II: KẾT QUẢ THỰC HIỆN MÔ HÌNH", bold=True)
    word.p("1. Công tác lãnh đạo, chỉ đạo", bold=True).p("Chi bộ phân công đảng viên phụ trách từng đoạn.")
    word.p("2. Cách làm cụ thể", bold=True).p("- Mỗi hộ nhận một đoạn trước cửa;").p("- Đoàn Thanh niên đào hố.")
    word.p("3. Kết quả đạt được", bold=True).p("Trồng 3.200 cây hoa, nhân dân đóng góp 54 triệu đồng.")
    word.p("Phần III: BÀI HỌC VÀ PHƯƠNG HƯỚNG", bold=True).p("Bàn với dân trước, làm sau.")
    word.table(("Nơi nhận:\n- TT Đảng ủy (b/c);\n- Lưu: MT.", "TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH\n\nNgô Văn Mẫu"))
    word.p("PHỤ LỤC ẢNH", centre=True, bold=True)
    word.picture(photo(1)).p("Bà con ra quân trồng hoa (Ảnh: Trần Văn Thử)", centre=True)
    word.picture(photo(2)).p(raw=run("Tuyến đường sau ba tháng", more="<w:i/>"))
    return word.bytes(), {
        "file": "report-within-a-report",
        "outcome": "draft",
        "fields": {"ten": "Tuyến đường hoa kiểu mẫu thôn Đông", "don_vi": "Ủy ban MTTQ Việt Nam xã Phú Mẫu"},
        "sections": {
            "Thực trạng": ["Đường thôn dài 1,8 km, hai bên cỏ dại mọc kín."],
            "Cách làm": ["Chi bộ phân công đảng viên", "Mỗi hộ nhận một đoạn trước cửa;", "Đoàn Thanh niên đào hố."],
            "Kết quả": ["Trồng 3.200 cây hoa, nhân dân đóng góp 54 triệu đồng."],
            "Nhân rộng": ["Bàn với dân trước, làm sau."],
        },
        "photos": 2,
        "captions": ["Bà con ra quân trồng hoa", "Tuyến đường sau ba tháng"],
        "figures": [
            {"chi_so_has": "cây hoa", "gia_tri": 3200, "don_vi_tinh": "cây"},
            {"chi_so_has": "đóng góp", "gia_tri": 54, "don_vi_tinh": "triệu đồng"},
        ],
        "taken_off": ["BAN THƯỜNG TRỰC", "Ngô Văn Mẫu", "PHỤ LỤC ẢNH"],
        "never_in_draft": ["Ngô Văn Mẫu", "Nơi nhận"],
    }


def form_with_typed_numbers() -> Report:
    """The registration form as a table of two columns, its numbers typed into the labels."""
    word = Word().p("PHIẾU ĐĂNG KÝ MÔ HÌNH DÂN VẬN KHÉO", centre=True, bold=True)
    word.table(
        ("1. Tên mô hình", "Camera an ninh khu phố 3"),
        ("2. Đơn vị đăng ký", "Chi bộ khu phố 3, phường Tân Mẫu"),
        ("3. Thực trạng, lý do xây dựng", "Khu phố có 412 hộ, năm 2023 xảy ra 14 vụ trộm."),
        ("4. Nội dung, cách thức thực hiện", "- Khảo sát điểm lắp\n- Vận động góp tiền"),
        ("5. Dự kiến kết quả", "Lắp 28 camera, 100% ngõ có camera."),
        ("6. Khả năng nhân rộng", "Các khu phố đều có thể làm."),
    )
    return word.bytes(), {
        "file": "form-with-typed-numbers",
        "outcome": "draft",
        "fields": {"ten": "Camera an ninh khu phố 3", "don_vi": "Chi bộ khu phố 3, phường Tân Mẫu"},
        "sections": {
            "Thực trạng": ["Khu phố có 412 hộ, năm 2023 xảy ra 14 vụ trộm."],
            "Cách làm": ["Khảo sát điểm lắp", "Vận động góp tiền"],
            "Kết quả": ["Lắp 28 camera, 100% ngõ có camera."],
            "Nhân rộng": ["Các khu phố đều có thể làm."],
        },
        "figures": [{"chi_so_has": "", "gia_tri": 28, "don_vi_tinh": "camera"}],
        "taken_off": ["2. Đơn vị đăng ký"],
    }


def paper_read_at_a_meeting() -> Report:
    """Typed contents with leaders and tabs, courtesies, “Đặt vấn đề”, a school as the unit."""
    word = Word().lines("UBND HUYỆN MẪU", "TRƯỜNG THCS NÀ MẪU", bold=True)
    word.p("Nà Mẫu, ngày … tháng … năm 2025").p("BÁO CÁO THAM LUẬN", bold=True, centre=True)
    word.p("“Dân vận khéo” trong vận động học sinh ra lớp", bold=True, centre=True)
    word.p("MỤC LỤC", bold=True, centre=True)
    word.p("I. Đặt vấn đề............................2").p("II. Giải quyết vấn đề\t3").p("Kính thưa các đồng chí!")
    word.p("I. ĐẶT VẤN ĐỀ", bold=True).p("Năm 2022 có 38 em bỏ học giữa chừng.")
    word.p("II. GIẢI QUYẾT VẤN ĐỀ", bold=True)
    word.p("1. Giải pháp đã thực hiện", bold=True).p("Thầy cô đi cùng trưởng bản đến từng nhà.")
    word.p("2. Kết quả", bold=True).p("Tỷ lệ chuyên cần 98,5%.")
    word.p("III. KẾT LUẬN, KIẾN NGHỊ", bold=True).p("Mong các cấp hỗ trợ chăn ấm.")
    word.p("Xin trân trọng cảm ơn!").p("HIỆU TRƯỞNG", bold=True, centre=True).p("Đinh Văn Thử", centre=True)
    return word.bytes(), {
        "file": "paper-read-at-a-meeting",
        "outcome": "draft",
        "fields": {"ten": "“Dân vận khéo” trong vận động học sinh ra lớp", "don_vi": "Trường THCS Nà Mẫu"},
        "sections": {
            "Thực trạng": ["Năm 2022 có 38 em bỏ học giữa chừng."],
            "Cách làm": ["Thầy cô đi cùng trưởng bản đến từng nhà."],
            "Kết quả": ["Tỷ lệ chuyên cần 98,5%."],
            "Nhân rộng": ["Mong các cấp hỗ trợ chăn ấm."],
        },
        "figures": [{"chi_so_has": "chuyên cần", "gia_tri": 98.5, "don_vi_tinh": "%"}],
        "taken_off": ["MỤC LỤC", "II. Giải quyết vấn đề 3", "Xin trân trọng cảm ơn!", "HIỆU TRƯỞNG", "Đinh Văn Thử"],
        "never_in_draft": ["Kính thưa", "Đinh Văn Thử"],
    }


REPORTS: tuple[Callable[[], Report], ...] = (
    parts_in_words,
    section_in_sentences,
    old_fonts_by_style,
    things_in_other_places,
    a_person,
    report_within_a_report,
    form_with_typed_numbers,
    paper_read_at_a_meeting,
)
