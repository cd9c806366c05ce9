"""What staff are told of photos that cannot be used. Without a mend, ``scripts/fix_photos.py`` is the mend."""

from __future__ import annotations

from honour_roll.problem import Message

# From inspect.py.
CANNOT_OPEN = Message(
    "cannot-open", "Không mở được tệp ảnh này.", "Đóng chương trình đang mở ảnh, xem lại quyền đọc tệp, rồi chạy lại."
)
UNREADABLE = Message(
    "unreadable-photo",
    "Tệp này không phải ảnh JPEG, PNG hoặc WebP.",
    "Chép lại ảnh từ điện thoại, hoặc mở bằng Paint rồi lưu thành JPEG.",
)
DAMAGED = Message("damaged-photo", "Tệp ảnh bị hỏng hoặc chép chưa hết.", "Chép lại ảnh từ điện thoại.")
HEIC = Message("heic-photo", "Ảnh này là HEIC của iPhone, trình duyệt không mở được.", "")
WRONG_ENDING = Message("wrong-ending", "Ảnh này thật ra là {kind}, không đúng đuôi tệp.", "")
HUGE = Message("huge-photo", "Ảnh lớn hơn {pixels} triệu điểm ảnh hoặc {megabytes} MB.", "Thu nhỏ ảnh rồi chép lại.")
SMALL = Message(
    "small-photo",
    "Ảnh chỉ có {width} × {height} điểm ảnh, cần rộng ít nhất {least}.",
    "Lấy ảnh gốc trong điện thoại, không lấy ảnh thu nhỏ.",
)

# From fix.py.
NARROW = Message(
    "small-photo", "Ảnh này quá dài và hẹp: thu nhỏ thì không còn đủ rộng.", "Cắt lấy phần cần dùng rồi chép lại."
)

# From resize.py and renditions.py.
CHANGED = Message("changed-photo", "Ảnh bị thay trong lúc dựng trang.", "Chạy lại.")
HEAVY = Message(
    "heavy-photo", "Ảnh này quá nặng, máy xử lý không nổi.", "Mở ảnh bằng Paint, thu nhỏ rồi lưu lại thành JPEG."
)
