"""How offices word their reports: numbers before headings, what headings mean, names of bodies and of documents.

The nine points of the registration form become the four sections of an entry; which heading means which section was
found in the reports of wards: see docs/decisions/0021-import.md. Patterns are for folded text unless they say so.
"""

from __future__ import annotations

import re

from honour_roll.check.section_names import meant_section
from honour_roll.text.vietnamese import fold

NAME = "Tên"  # the point of the form that holds the model's name

_SECTIONS = {
    NAME: r"ten (?:goi )?(?:cua )?mo hinh|ten goi|ten mo hinh",
    "Thực trạng": r"thuc trang|dat van de|hoan canh|boi canh|ly do|su can thiet|vi sao|dac diem|so luoc|muc tieu|muc dich|tieu chi"
    r"|doi net|gioi thieu|khai quat|co so xay dung|co so thuc tien|xuat phat|thuan loi|tinh hinh|van de dat ra|truoc khi",
    "Cách làm": r"cach (?:lam|thuc|trien khai)|giai quyet van de|noi dung|bien phap|giai phap|to chuc|trien khai|hoat dong|phuong phap"
    r"|phuong thuc|cac buoc|buoc di|dia ban|doi tuong|luc luong|thoi gian(?!.{0,3}toi)|nguon luc|kinh phi|lam nhung gi|da lam(?! theo)"
    r"|lam gi|lam the nao|o dau|ai lam|bao gio|qua trinh|cong tac (?:lanh dao|chi dao|tuyen truyen|van dong)|lanh dao, chi dao|quy trinh|viec lam"
    r"|thuc hien",
    "Kết quả": r"ket qua|hieu qua|thanh tich|san pham|con so|thanh qua|duoc gi|tac dong|ket thu|y nghia|doi thay|chuyen bien",
    "Nhân rộng": r"nhan rong|^ket luan|duy tri|bai hoc|kinh nghiem|lan toa|phuong huong|kien nghi|de xuat|huong phat trien|lan ra"
    r"|thoi gian toi|nhiem vu|tiep theo|lam theo|hoc theo|dinh huong|ke hoach (?:tiep|nam toi)",
}
_MEANINGS = {name: re.compile(rf"\b(?:{pattern})") for name, pattern in _SECTIONS.items()}
# What stands before a word decides nothing: “tình hình triển khai” tells how, “mục tiêu, kết quả cần đạt” tells why.
_EMPTY_BEFORE = re.compile(
    r"^(?:tinh hinh|qua trinh|cong tac|danh gia|mot so|nhung|cac|ve|doi voi|neu|khai quat) (?=\S)"
)
_WEAK = re.compile(
    r"^(?:noi dung|to chuc|trien khai|thuc hien|qua trinh|hoat dong|cong tac).{0,40}?\b(ket qua|hieu qua)\b"
)
_STRICT = re.compile(
    r"^(?:thuc trang|hoan canh|ly do|su can thiet|dac diem tinh hinh|cach (?:lam|thuc)|noi dung|bien phap|giai phap"
    r"|to chuc thuc hien|ket qua|hieu qua|thanh tich|nhan rong|kha nang|bai hoc|duy tri|phuong huong|kien nghi)"
)

# A number before a heading, as typed: I. · II - · A/ · 1. · 1.2 · 3). A letter or a quotation mark follows.
LABEL = re.compile(
    r"^\s*(?:(?:[Pp]hần|PHẦN|[Mm]ục|MỤC|Điều|ĐIỀU)\s+(?=[IVX\d]))?"
    r"((?:[IVX]{1,6}|[A-HĐ]|\d{1,2}(?:\.\d{1,2})*)\s*[.\-–/):]+|\d{1,2}(?:\.\d{1,2})+)\s*(?=[^\W\d_]|[“\"(*])"
)
PART = re.compile(r"^\s*(?:phần thứ (?:nhất|hai|ba|tư|năm)|phần (?:[IVX]{1,4}|\d))\s*[.:–-]?\s*", re.IGNORECASE)
ITEM = re.compile(r"^\s*([-–—+•*●○▪■➢✓§]|[a-zđ]\)|[a-zđ]\.(?=\s)|\d{1,2}\))\s*(?=\S)")

# With tones: “BẢN TIN” folds to the letters of “BAN”.
BODY_OF_STATE = re.compile(
    r"^(?:ubnd|hđnd|ủy ban|uỷ ban|hội đồng|đảng (?:bộ|ủy|uỷ)|thành (?:ủy|uỷ)|quận (?:ủy|uỷ)|huyện (?:ủy|uỷ)|hội |ban |đoàn |tỉnh |thành phố"
    r"|sở |phòng |mttq|ubmttq|mặt trận|trường |công đoàn|bch |chi (?:bộ|hội|đoàn)|liên đoàn|khu dân cư|tổ (?:dân phố|dân cư|hòa giải)"
    r"|quận |huyện |phường |xã |thị trấn |thôn |ấp |buôn |bản (?!tin|báo|đăng|thành|tự|kê)|công an|trạm |hợp tác xã|câu lạc bộ|đặc khu )"
)
DOCUMENT = re.compile(
    r"^(?:bao cao|phieu|ban (?:dang ky|thanh tich|bao cao|tu|ke khai|tom tat|tin)|to trinh|ke hoach|thong bao|danh sach|de an"
    r"|so yeu ly lich|bai viet|bai tham luan|tham luan|ho so|bien ban|tom tat)\b"
)

CAPITALS = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_NAME = rf"(?:\s+(?:[{CAPITALS}][^\W\d_]*|\d+)){{1,4}}"
# Bodies as they are written; the first letter of each word that is a capital in the name of a body.
BODIES = (
    "Hội Liên hiệp Phụ nữ|Hội LHPN|Hội Phụ nữ|Hội Cựu chiến binh|Hội Nông dân|Hội Khuyến học|Hội Người cao tuổi|Hội Chữ thập đỏ"
    "|Hội Luật gia|Hội Đông y|Hội Cựu thanh niên xung phong|Hội Cựu giáo chức|Đoàn Thanh niên Cộng sản Hồ Chí Minh|Đoàn Thanh niên|Đoàn TNCS Hồ Chí Minh"
    "|Đảng ủy|Đảng uỷ|Đảng bộ|Chi bộ|Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Hội đồng nhân dân|HĐND|Ủy ban Mặt trận Tổ quốc Việt Nam|Ủy ban Mặt trận Tổ quốc|Mặt trận Tổ quốc Việt Nam"
    "|Mặt trận Tổ quốc|Ủy ban MTTQ Việt Nam|Ủy ban MTTQ|MTTQ|Ban Công tác Mặt trận|Ban Dân vận|Ban Chỉ huy Quân sự|Ban Chấp hành Đoàn|Công an|Công đoàn|Liên đoàn Lao động"
    "|Trường Tiểu học|Trường Trung học cơ sở|Trường THCS|Trường THPT|Trường Mầm non|Trạm Y tế|Hợp tác xã|Câu lạc bộ|Tổ hòa giải"
    "|Chi hội Phụ nữ|Chi hội Cựu chiến binh|Chi hội Nông dân|(?:Chi hội|Chi đoàn|Ban điều hành|Ban quản lý)(?= (?:thôn|bản|ấp|tổ|khu|số|xã|phường))"
)
LEVELS = "phường|xã|thị trấn|đặc khu|quận|huyện|thị xã|thành phố|tỉnh|thôn|bản|ấp|buôn|khu dân cư|tổ dân phố|khu phố|xóm|làng"
NAMED_BODY = re.compile(rf"(?:{BODIES})(?: (?:{LEVELS}|số))?(?: số)?{_NAME}(?:,? (?:{LEVELS}){_NAME})?")
ANY_BODY = re.compile(rf"\b(?:{BODIES})\b", re.IGNORECASE)
NAMED_PLACE = re.compile(rf"\b(?:phường|xã|thị trấn|đặc khu){_NAME}")
# Of a letterhead: the motto, the number of the paper, where and when it was written.
MOTTO = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|doc lap\s*[-–—]\s*tu do|dang cong san viet nam|doan tncs ho chi minh"
)
NUMBER = re.compile(r"so\s*:?\s*[\d.…_ ]*\s*[-/]\s*[a-z\d][a-z\d./&-]*$|so\s*:?\s*[\d.…_]+\s*$")
PLACE_AND_DATE = re.compile(r"[^.:;]{2,40},\s*ngay\s*[\d.…_ ]*\s*(?:thang|/)\s*[\d.…_ ]*")


def section_of(words: str) -> str:
    """Return the section that a heading means: one of an entry, or ``NAME``; nothing when it means none.

    Of several words that mean one, the first decides.
    """
    return next(iter(sections_of(words)), "")


def sections_of(words: str) -> list[str]:
    """Return the sections that a heading means, in the order of the words that mean them."""
    if certain := meant_section(words):
        return [certain]
    folded = fold(words)
    if _MEANINGS[NAME].match(folded):
        return [NAME]
    if found := _WEAK.match(folded):
        folded = folded[found.start(1) :]
    elif (empty := _EMPTY_BEFORE.match(folded)) and _in_order(folded[empty.end() :]):
        folded = folded[empty.end() :]
    return _in_order(folded)


def _in_order(folded: str) -> list[str]:
    found = {name: match.start() for name, pattern in _MEANINGS.items() if (match := pattern.search(folded))}
    found.pop(NAME, None)
    return sorted(found, key=lambda name: found[name])


def is_strict(words: str) -> bool:
    """Return whether a heading begins with the very words of a section or of a point of the form."""
    return bool(meant_section(words) or _STRICT.match(re.sub(r"^(?:ve|cac|nhung) ", "", fold(words))))


def label_kind(label: str) -> str:
    """Return the kind of a number before a heading: ``I``, ``A``, ``1``, ``1.1``, ``a``; nothing without one."""
    bare = label.strip().rstrip(".-–/):").strip()
    if not bare:
        return ""
    if bare[0].isdigit():
        return "1.1" if "." in bare else "1"
    if re.fullmatch("[IVX]+", bare):
        return "I"
    return "A" if bare.isupper() else "a"


def is_capitals(text: str) -> bool:
    """Return whether a text is written in capitals."""
    return text.isupper() and sum(map(str.isalpha, text)) > 3


def quoted(text: str) -> str:
    """Return the first words in quotation marks that are a name of a model, not of the movement; nothing without."""
    for words in re.findall(r"[“\"«]([^”\"»“]{4,110})[”\"»]", text):
        if fold(words).strip(" .,") != "dan van kheo":
            return str(words).strip(" .,")
    return ""
