"""How one person is called at the beginning of a title: “Ông Nguyễn Văn A”, “Bí thư chi bộ số 5 Trần Thị B”."""

from __future__ import annotations

import re

# The common family names. Many a place is called “Bà Rịa” or “Cô Tô”: without a family name nobody is meant.
_FAMILIES = """
    Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đào Mai Trịnh Đoàn Lương Trương Lâm Tạ
    Phùng Cao Châu Thái Quách Nông Vi Hà Tô Chu Kiều Vương Lưu Nghiêm Tống Đồng La Sầm Giàng Vàng Sùng Lò Quàng Cầm Hứa Ma
    Triệu Bế
"""
_CALLED = """
    ông,bà,anh,chị,cô,chú,bác,cụ,thầy,em,cháu,thầy giáo,cô giáo,thầy thuốc,bác sĩ,nghệ nhân,nhà giáo,đồng chí,
    cựu chiến binh,thương binh,bệnh binh,già làng,trưởng bản,trưởng thôn,tổ trưởng,tổ trưởng tổ dân phố,bí thư,
    bí thư chi bộ,đảng viên,hội viên,đoàn viên,linh mục,hòa thượng,thượng tọa,đại đức,ni sư,chiến sĩ,đại úy,thiếu tá,
    trung tá,thượng tá,đại tá,mẹ Việt Nam anh hùng
"""
_BEFORE = r"(?i:tấm gương|gương|điển hình|người tốt việc tốt)[\s:–-]+"
_GROUP = r"[ \t]+(?:tổ|số|thôn|bản|ấp|khu|phố|\d+)"
_NAME = rf"(?:{'|'.join(_FAMILIES.split())})(?P<given>(?:[ \t]+[^\W\d_]+)+)"
_HIGHLAND = r"H[’'][^\W\d_]+|Y[ \t]+(?P<highland>[^\W\d_]+)"
_PERSON = re.compile(
    rf"[\W_]*(?:{_BEFORE})?"
    rf"(?P<who>(?i:{'|'.join(words.strip() for words in _CALLED.split(','))})(?:{_GROUP}){{0,4}}[ \t]+(?:{_NAME}|{_HIGHLAND}))"
)


def person_in(title: str) -> str:
    """Return how the one person is called with whom a title begins; nothing when it begins with no one's name."""
    found = _PERSON.match(title.title() if title.isupper() else title)
    if not found:
        return ""
    given = (found["given"] or found["highland"] or "H").split()
    names = 0
    while names < len(given) and given[names][0].isupper():
        names += 1
    if not names:
        return ""
    words = found["who"].split()
    return " ".join(words[: len(words) - len(given) + names] if found["given"] else words)
