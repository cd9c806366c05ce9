"""What staff are told of photos that cannot be used. Without a mend, ``scripts/fix_photos.py`` is the mend."""

from __future__ import annotations

from honour_roll.problem import Message

_COPY_AGAIN = "Chép lại ảnh từ điện thoại hoặc máy ảnh."
_SHRINK = "Mở ảnh bằng Paint, bấm Resize, để cạnh dài nhất 2560 điểm ảnh (Pixels), lưu thành JPEG rồi chép lại."

# From inspect.py.
CANNOT_OPEN = Message(
    "cannot-open", "Không mở được tệp ảnh này.", "Đóng chương trình đang mở ảnh, xem lại quyền đọc tệp, rồi chạy lại."
)
UNREADABLE = Message(
    "unreadable-photo",
    "Tệp này không phải ảnh mà máy đọc được.",
    "Chép lại ảnh từ điện thoại, hoặc mở bằng Paint rồi lưu thành JPEG.",
)
EMPTY = UNREADABLE._replace(text="Tệp ảnh trống, không có byte nào.", mend=_COPY_AGAIN)
LFS_POINTER = UNREADABLE._replace(
    text="Đây mới là con trỏ của Git LFS, ảnh thật chưa được tải về máy này.",
    mend="Chạy: git lfs pull. Máy báo không có lệnh lfs thì cài Git LFS (git-lfs.com) trước; "
    "vẫn chưa thấy ảnh thì xin lại ảnh gốc.",
)
DAMAGED = Message("damaged-photo", "Tệp ảnh bị hỏng hoặc chép chưa hết.", _COPY_AGAIN)
HEIC = Message("heic-photo", "Ảnh này là HEIC của iPhone, trình duyệt không mở được.", "")
OTHER_FORMAT = Message("other-format", "Ảnh này là {kind}, trang chỉ dùng JPEG, PNG hoặc WebP.", "")
WRONG_ENDING = Message("wrong-ending", "Ảnh này thật ra là {kind}, không đúng đuôi tệp.", "")
HUGE = Message("huge-photo", "Ảnh {kind} có {pixels} triệu điểm ảnh, máy chỉ nhận đến {most} triệu.", _SHRINK)
HUGE_FILE = HUGE._replace(text="Tệp ảnh nặng hơn {most} MB.")
SMALL = Message(
    "small-photo",
    "Ảnh chỉ có {width} × {height} điểm ảnh, cần rộng ít nhất {width_least}, cao ít nhất {height_least}.",
    "Lấy ảnh gốc trong điện thoại, không lấy ảnh thu nhỏ.",
)
NARROW = SMALL._replace(
    text="Ảnh {width} × {height} điểm ảnh quá dài và hẹp: thu nhỏ cho vừa thì chỉ còn {new_width} × {new_height}.",
    mend="Cắt lấy phần cần dùng rồi chép lại.",
)

# From heic.py.
UNSAFE_DECODER = HEIC._replace(
    text="Ảnh này là HEIC; bộ đọc HEIC trên máy (libheif {version}) có lỗ hổng đã biết nên không dùng."
)

# From resize.py and renditions.py.
CHANGED = Message("changed-photo", "Ảnh bị thay trong lúc dựng trang.", "Chạy lại.")
HEAVY = Message(
    "heavy-photo", "Ảnh này quá nặng, máy xử lý không nổi.", "Mở ảnh bằng Paint, thu nhỏ rồi lưu lại thành JPEG."
)
