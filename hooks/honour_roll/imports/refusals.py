"""Why a file is not read at all: one code for programs and one sentence for people."""

from __future__ import annotations

_SAVE_AGAIN = "Mở bằng Word, chọn Lưu thành (Save As), kiểu Word Document (*.docx), rồi thả lại."

SENTENCES = {
    "empty": "Tệp rỗng, không có byte nào. Hãy chép hoặc tải lại tệp.",
    "not-docx": f"Đây không phải tệp Word .docx. {_SAVE_AGAIN}",
    "password": "Tệp có mật khẩu. Mở bằng Word, bỏ mật khẩu, lưu lại rồi thả lại.",
    "broken": "Tệp bị hỏng hoặc tải về chưa hết. Hãy xin hoặc tải lại tệp; nếu Word vẫn mở được thì lưu thành tệp mới.",
    "too-big": "Tệp bung ra quá lớn, không giống một báo cáo. Hãy bỏ bớt ảnh hoặc chia thành nhiều tệp rồi thả lại.",
    "too-deep": "Bảng hoặc khung lồng nhau quá sâu, máy không đọc được. Hãy mở bằng Word, bỏ bớt bảng lồng rồi thả lại.",
    "dtd": f"Trong tệp có khai báo (DTD) mà Word không bao giờ ghi nên máy không đọc. {_SAVE_AGAIN}",
    "is-excel": "Đây là tệp Excel, không phải báo cáo Word. Hãy chọn đúng tệp báo cáo.",
    "no-text": "Tệp không có chữ nào đọc được; có thể là ảnh chụp văn bản. Hãy xin bản gõ bằng Word.",
    "doc-needs-word": "Tệp .doc kiểu cũ: mở bằng Word, lưu lại thành .docx rồi thả lại.",
}


class RefusedError(Exception):
    """A file that is not read. ``code`` is a key of ``SENTENCES``, ``sentence`` says why and what to do."""

    def __init__(self, code: str) -> None:
        """Keep the code and its sentence."""
        super().__init__(code)
        self.code, self.sentence = code, SENTENCES[code]
