"""Where a line may not break: within names, also those of organisations, within compounds, and after numbers.

Vietnamese is written in syllables with a space between any two, so a browser or a typesetter would part a name as
readily as a sentence.
"""

from __future__ import annotations

import re
from itertools import pairwise

NO_BREAK = "\u00a0"
_LOOSE, _COMPOUND, _NAME = 1, 2, 3
_LONGEST = 18  # letters: longer groups would leave holes at the ends of lines
_OPENING, _CLOSING = "“‘(\"'[", ",.;:!?)”’]…"
_BEFORE_A_NUMBER = frozenset(
    "số tổ ngõ ngách ngày tháng năm quý phường xã quận huyện phố đường khu điều đợt lần thứ cụm khối".split()
)
# Compounds that names of organisations and titles of models are made of; only a dictionary would have all.
_COMPOUNDS = frozenset(
    """
    an ninh, an sinh, an toàn, bàn giao, bảo vệ, cải cách, cải tạo, cán bộ, cảnh quan, cây xanh, chi bộ, chi đoàn,
    chi hội, chiến sĩ, chính quyền, chính trị, chỉnh trang, chuyển đổi, công an, công cộng, công dân, công đoàn,
    công nghệ, công nhân, công sở, công tác, cộng đồng, cộng sản, cơ sở, cựu chiến, dân chủ, dân cư, dân phố, dân quân,
    dân vận, dịch vụ, doanh nghiệp, dư luận, đảng bộ, đảng ủy, đảng viên, đạo đức, đất đai, đoàn kết, đoàn viên, đô thị,
    đối thoại, đồng bào, động viên, đường phố, gia đình, giải phóng, giải tỏa, giám sát, giảm nghèo, giao thông,
    giáo dục, giáo viên, giúp đỡ, giữ gìn, gương mẫu, hành chính, hiến đất, hiến máu, hiệu quả, hòa giải, học sinh,
    học tập, hội đồng, hội viên, hợp tác, hỗ trợ, khó khăn, khu phố, khuyến học, khuyến nông, kinh doanh, kinh nghiệm,
    kinh tế, kỹ thuật, lao động, lấn chiếm, liên hiệp, mặt bằng, mặt trận, mô hình, môi trường, nếp sống, nghĩa tình,
    nhà trọ, nhân dân, nhân đạo, nhân rộng, nông dân, nông nghiệp, nông thôn, phân loại, phong trào, phòng cháy,
    phòng chống, phụ huynh, phụ nữ, quận ủy, quốc phòng, quy chế, rác thải, sạch đẹp, sản xuất, sáng tạo, sinh hoạt,
    số hóa, sức khỏe, tái chế, tập thể, tệ nạn, tham gia, thanh niên, thành phố, thành ủy, thi đua, thiện nguyện,
    thiếu nhi, thiếu niên, thu gom, thủ tục, tiên tiến, tiết kiệm, tiêu biểu, tiểu thương, tình nguyện, tình thương,
    tổ chức, tổ quốc, tội phạm, trách nhiệm, trật tự, trẻ em, trung tâm, truyền thống, trường học, tuổi trẻ,
    tuyên truyền, tuyến đường, tuyến phố, ủng hộ, ủy ban, vận động, văn hóa, văn minh, văn nghệ, vệ sinh, vỉa hè,
    việc làm, vươn lên, xã hội, xanh sạch, xây dựng, xóa đói, ý thức
    """.replace("\n    ", " ")
    .strip()
    .split(", ")
)
_NUMBER = re.compile(r"[0-9][0-9.,]*")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def bound(text: str, *, names_only: bool = False) -> str:
    """Return a text with no-break spaces within names (``Trần Đăng Ninh``) and compounds (``môi trường``).

    Unless ``names_only``, also where less is lost: in ``phường Quan Hoa``, ``10 bếp`` and short quotations. A group
    of more than 18 letters is cut where it holds least.
    """
    words = text.split(" ")
    shouted = text.isupper()  # where all is in capitals, they do not show what is a name
    groups, quoted = [[(words[0], 0)]], False  # groups of (word, strength of its tie to the word before it)
    for before, word in pairwise(words):
        quoted = (quoted or "“" in before) and "”" not in before  # within a name in quotes
        tie = max(_tie(before, word, shouted=shouted), _LOOSE if quoted else 0)
        if tie > (_LOOSE if names_only else 0):
            groups[-1].append((word, tie))
        else:
            groups.append([(word, 0)])
    return " ".join(piece for group in groups for piece in _pieces(group))


def _pieces(group: list[tuple[str, int]]) -> list[str]:
    """Return tied words bound together as one piece, or, where that would be too long, cut at their weakest tie."""
    whole = NO_BREAK.join(word for word, _ in group)
    if len(group) == 1 or len(whole) <= _LONGEST:
        return [whole]
    cut = min(range(1, len(group)), key=lambda at: (group[at][1], abs(2 * at - len(group))))
    return [*_pieces(group[:cut]), *_pieces(group[cut:])]


def _tie(before: str, word: str, *, shouted: bool) -> int:
    """Return the strength of the tie between a word and the one before it; 0 for none."""
    if word in ("–", "—", "-", "×"):
        return _NAME  # no line begins with a dash
    if before[-1:] in _CLOSING or word[:1] in _OPENING:
        return 0
    if _NUMBER.fullmatch(before):
        is_unit = word[:1].islower() and word not in _BEFORE_A_NUMBER and not _YEAR.fullmatch(before)
        return _LOOSE if is_unit else 0
    before = before.lstrip(_OPENING)
    if before.lower() in _BEFORE_A_NUMBER and (word[:1].isdigit() or (word[:1].isupper() and not shouted)):
        return _LOOSE
    if f"{before} {word.rstrip(_CLOSING)}".lower() in _COMPOUNDS:
        return _COMPOUND
    return _NAME if before[:1].isupper() and word[:1].isupper() and not shouted else 0
