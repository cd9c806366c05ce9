"""What git refuses, in one Vietnamese sentence with the mend: git's own words are English, and for programmers."""

from __future__ import annotations

import re

_LOCAL = re.compile(r"would be overwritten by merge:\n\t(.+)")
_LOCK = re.compile(r"Unable to create '(.*\.lock)': File exists")
# The first that is found in git's words holds.
_SAID = {
    r"Could not resolve|unreachable|timed out|Connection refused|No route to host|Failed to connect|early EOF|"
    r"Connection reset|hung up unexpectedly|RPC failed|low speed": (
        "Chưa nối được với kho chung. Xem máy có mạng không rồi bấm lại; bài trên máy này vẫn còn nguyên."
    ),
    r"Host key verification failed": (
        "Máy này chưa quen máy chủ của kho chung. Nhờ người phụ trách máy nối tới máy chủ ấy một lần bằng ssh."
    ),
    r"could not read Username|could not read Password|terminal prompts disabled|Authentication failed|"
    r"Permission denied \(|error: 40[13]|askpass": (
        "Kho chung không nhận máy này: chưa có, hoặc đã hết hạn, quyền vào kho. "
        "Nhờ người phụ trách máy đăng nhập git một lần rồi bấm lại."
    ),
    r"certificate": (
        "Chứng chỉ của máy chủ kho chung không hợp lệ. Xem lại ngày giờ của máy này, rồi báo người phụ trách."
    ),
    r"does not appear to be a git repository|[Rr]epository .*not found|not found$|Could not read from remote": (
        "Không thấy kho chung ở địa chỉ đã ghi. Nhờ người phụ trách máy xem lại bằng lệnh: git remote -v."
    ),
    r"remote rejected|protected branch|hook declined|denied": (
        "Kho chung không nhận thay đổi vào nhánh này. "
        "Báo người phụ trách kho mở quyền ghi; thay đổi vẫn được giữ trên máy này."
    ),
    r"dubious ownership": (
        "Git không nhận thư mục này vì nó thuộc về tài khoản khác của máy. Nhờ người phụ trách máy đổi chủ thư mục."
    ),
    r"No space left|Disk quota": "Ổ đĩa đã đầy. Xóa bớt tệp không cần rồi bấm lại.",
    r"tell me who you are|empty ident": (
        "Chưa biết tên người viết để ghi vào lịch sử. Mở lại bàn viết với tên: desk.py --name “Họ tên”."
    ),
    r"unrelated histories": (
        "Kho trên máy này và kho chung không cùng một gốc. "
        "Nhờ người phụ trách máy tải lại kho chung về một thư mục mới."
    ),
}


def sentence(said: str) -> str:
    """Return why git has refused, and how to mend it, from its words of errors."""
    if found := _LOCK.search(said):
        return (
            "Một chương trình git khác đang dùng kho. Đóng nó rồi bấm lại; nếu máy vừa tắt đột ngột và không còn "
            f"chương trình nào mở, xóa tệp {found[1]}."
        )
    if found := _LOCAL.search(said):
        return (
            f"Tệp “{found[1]}” đã được sửa trên máy này mà chưa lưu vào git, và bản mới cũng sửa tệp ấy. "
            "Nhờ người phụ trách máy lưu hoặc cất thay đổi ấy rồi bấm lại."
        )
    for pattern, words in _SAID.items():
        if re.search(pattern, said, re.MULTILINE):
            return words
    lines = [line.strip() for line in said.splitlines() if line.strip()] or ["không nói lý do"]
    return f"Git không làm được: “{lines[-1]}”. Chưa có gì thay đổi; báo câu này cho người phụ trách máy."
