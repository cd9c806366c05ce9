"""What the importer says in Vietnamese: remarks on a file, and the kinds of what was taken off or not carried over."""

from __future__ import annotations

REMARKS = {
    "macro": "Tệp có macro. Macro không được chạy và không được giữ.",
    "tracked": "Tệp còn theo dõi thay đổi (Track Changes): chữ thêm được lấy, chữ xóa thì không. Hãy đọc lại.",
    "pictures": "Tệp có quá nhiều ảnh, chỉ lấy một phần. Hãy chọn lại ảnh cho bài.",
    "small-pictures": "Có ảnh nhỏ quá, máy đã phóng lên nên mờ. Hãy xin ảnh gốc.",
    "several-models": "Báo cáo kể nhiều mô hình. Mỗi mô hình nên là một bài riêng: hãy tách bản nháp này.",
    "old-letters": "Có đoạn gõ bằng phông cũ (TCVN3 hoặc VNI) mà phông chữ không nói ra; máy đã đoán và đổi. Hãy đọc lại dấu.",
    "linked": "Tệp có phần lấy dữ liệu từ tệp khác; máy không mở tệp khác, chỉ giữ chữ đang hiện.",
    "part-broken": "Một phần phụ của tệp bị hỏng nên không đọc được; phần chính vẫn đọc được.",
    "no-title": "Không thấy tên mô hình trong báo cáo. Hãy đặt tên.",
    "no-sections": "Không thấy đề mục nào cho biết bốn phần của bài: toàn bộ chữ đang ở một chỗ, hãy chia lại.",
    "long": "Báo cáo rất dài. Hãy rút gọn bản nháp, chỉ giữ điều người khác cần để làm theo.",
    "converted": "Tệp .doc kiểu cũ đã được LibreOffice trên máy này đổi sang .docx trước khi đọc.",
}

NOT_CARRIED = {
    "hidden": "chữ ẩn",
    "deleted": "chữ đã xóa",
    "comment": "nhận xét",
    "footnote": "chú thích cuối trang",
    "endnote": "chú thích cuối bài",
    "header": "đầu trang",
    "footer": "chân trang",
    "field": "số trang, mục lục tự động",
    "contents": "mục lục",
    "placeholder": "lời mời gõ của ô trống",
    "picture": "ảnh",
    "picture-caption": "chú thích của ảnh không dùng được",
    "link": "liên kết tới tệp trong máy",
    "chart": "biểu đồ",
    "smartart": "sơ đồ SmartArt",
    "drawing": "hình vẽ",
    "wordart": "chữ nghệ thuật",
    "equation": "công thức",
    "embedded": "tệp nhúng",
    "ruby": "chữ phiên âm",
    "part": "phần bị hỏng",
}

TAKEN_OFF = {
    "letterhead": "quốc hiệu, cơ quan, số, ngày",
    "grounds": "căn cứ",
    "opening": "lời mở đầu của báo cáo",
    "closing": "lời kết của báo cáo",
    "addressee": "kính gửi",
    "signature": "nơi nhận, chữ ký",
    "private": "thông tin riêng của người",
    "title": "dòng tiêu đề",
    "heading": "đề mục, thay bằng tên phần",
    "number": "số thứ tự",
    "credit": "chữ trước tên người chụp",
    "form": "dòng của biểu mẫu",
    "contents": "mục lục",
    "frame": "khung của báo cáo",
    "rule": "dòng kẻ",
    "picture": "hình ở phần đầu, phần ký",
}
