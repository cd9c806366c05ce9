"""Why the system refuses, in Vietnamese: every errno that reading, writing, moving and serving files can meet.

The system's own words are English on most machines, and mean nothing to the people who read our messages.
"""

from __future__ import annotations

import errno

_FULL = "Xóa bớt tệp không cần trên ổ đĩa ấy rồi chạy lại."
_AWAY = "Dời thư mục ấy đi, hoặc đổi tên nó, rồi chạy lại."
# By name, since a system may lack some: why, and the mend where that is always the same.
_REASONS = {
    "ENOSPC": ("ổ đĩa đã đầy", _FULL),
    "EDQUOT": ("đã hết phần ổ đĩa dành cho tài khoản này", "Xóa bớt tệp không cần rồi chạy lại."),
    "ENOMEM": ("máy không đủ bộ nhớ", "Đóng bớt chương trình khác rồi chạy lại."),
    "EROFS": ("ổ đĩa ấy chỉ cho đọc, không cho ghi", ""),
    "EACCES": ("không có quyền ghi, hoặc một chương trình khác đang mở tệp", ""),
    "EPERM": ("hệ thống không cho ghi vào đó", ""),
    "ENOENT": ("không có tệp hoặc thư mục ấy", ""),
    "ENOTDIR": ("trên đường dẫn ấy có một tệp chứ không phải thư mục", ""),
    "EISDIR": ("ở đó là thư mục chứ không phải tệp", _AWAY),
    "ENAMETOOLONG": ("đường dẫn quá dài", ""),
    "EINVAL": ("hệ thống không nhận tên hoặc chỗ ấy", ""),
    "EILSEQ": ("ổ đĩa ấy không ghi được tên có dấu", ""),
    "ENOTEMPTY": ("ở đó có thư mục khác", _AWAY),
    "EEXIST": ("ở đó có tệp hoặc thư mục khác", "Dời nó đi, hoặc đổi tên nó, rồi chạy lại."),
    "EBUSY": ("hệ thống đang dùng chỗ ấy", "Đóng chương trình đang mở nó rồi chạy lại."),
    "ETXTBSY": ("tệp ấy đang chạy", "Đóng chương trình đang mở nó rồi chạy lại."),
    "ELOOP": ("lối tắt ở đó dẫn vòng về chính nó", ""),
    "EXDEV": ("chỗ ấy nằm trên ổ đĩa khác", ""),
    "EMLINK": ("ổ đĩa ấy không chứa thêm được thư mục", ""),
    "EFBIG": ("ổ đĩa ấy không chứa được tệp lớn như thế", ""),
    "EIO": ("ổ đĩa bị lỗi khi đọc hoặc ghi", "Chép dữ liệu sang ổ đĩa khác rồi chạy lại."),
    "ENXIO": ("không có thiết bị ấy", ""),
    "ENODEV": ("không có thiết bị ấy", ""),
    "ESTALE": ("mất kết nối với ổ đĩa mạng", "Nối lại ổ đĩa mạng rồi chạy lại."),
    "EHOSTDOWN": ("mất kết nối với ổ đĩa mạng", "Nối lại ổ đĩa mạng rồi chạy lại."),
    "EHOSTUNREACH": ("không nối được tới máy ấy", ""),
    "ENETUNREACH": ("không có mạng", ""),
    "ENETDOWN": ("không có mạng", ""),
    "ETIMEDOUT": ("chờ quá lâu không thấy trả lời", ""),
    "EMFILE": ("có quá nhiều tệp đang mở", "Đóng bớt chương trình khác rồi chạy lại."),
    "ENFILE": ("có quá nhiều tệp đang mở", "Đóng bớt chương trình khác rồi chạy lại."),
    "EAGAIN": ("hệ thống đang bận", "Chờ một lát rồi chạy lại."),
    "EINTR": ("bị ngắt giữa chừng", "Chạy lại."),
    "ENOTSUP": ("ổ đĩa ấy không làm được việc này", ""),
    "EOPNOTSUPP": ("ổ đĩa ấy không làm được việc này", ""),
    "ENOSYS": ("hệ thống không làm được việc này", ""),
    "EADDRINUSE": ("chương trình khác đang dùng cổng này", ""),
    "EADDRNOTAVAIL": ("máy này không có địa chỉ ấy", ""),
    "EAFNOSUPPORT": ("máy này không dùng loại địa chỉ ấy", ""),
}
_BY_NUMBER = {getattr(errno, name): said for name, said in _REASONS.items() if hasattr(errno, name)}
_TO_READ = {errno.EACCES: "không có quyền đọc", errno.EPERM: "không có quyền đọc"}


def reason(error: OSError, *, reading: bool = False) -> tuple[str, str]:
    """Return why the system has refused, and the mend where that is always the same.

    ``reading`` says that nothing was to be written. What has no words here is told by its number, for whoever is asked
    about it.
    """
    number = error.errno or 0
    why, mend = _BY_NUMBER.get(number, (f"lỗi số {number} của hệ thống" if number else "hệ thống không nói vì sao", ""))
    return (_TO_READ.get(number, why) if reading else why), mend
