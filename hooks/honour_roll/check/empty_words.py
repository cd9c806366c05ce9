"""Words that stand where something should be said, and say nothing: “Ảnh minh họa số 1”, “Internet”, “Không rõ”."""

from __future__ import annotations

import re
from collections.abc import Collection

from honour_roll.text.vietnamese import fold, spelled_lines

_PICTURES = """
    ảnh hình bức tấm minh họa hoạt động tư liệu bìa chụp đẹp số thứ của về trong cho và ở tại là mô mẫu các những một vài
    bài viết chương trình sự kiện đính kèm đại diện chính phụ kỷ kỉ niệm tập thể lưu tên tệp không có mô tả chú thích nội
    dung chưa đang được cập nhật xem thực tế trước sau khi làm hiện toàn cảnh khác đầu tiên cuối cùng này như phong trào
    công tác kết quả tổ chức triển khai rõ nguồn sưu tầm mạng demo test abc
    internet file jpg jpeg png webp heic img image photo picture pic dsc dscn screenshot zalo facebook untitled scan copy
"""
_SOURCES = """
    ảnh hình nguồn tác giả mạng trên lấy từ sưu tầm st không chưa rõ biết có ẩn vô khuyết danh nhiều nơi khác tổng hợp báo
    chí đang được cập nhật tải về theo bởi của người nào ai đó chụp xã hội mxh diễn đàn trang tin thư viện kho
    internet net google facebook fb zalo youtube pinterest tiktok instagram website web copy none unknown test abc na
"""
_TELLING = 60  # characters: who says so much names someone
_COUNTING = re.compile(r"[0-9]+|[a-z]|x+|[ivx]+")


def _spelled(words: str) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(spelled_lines(words).split()), frozenset(fold(words).split())


_OF_PICTURES, _OF_SOURCES = _spelled(_PICTURES), _spelled(_SOURCES)


def describes_nothing(text: str, title: str = "") -> bool:
    """Return whether a description of a picture says no more than that it is one, or only the ``title`` of its entry."""
    left = _left(text, _OF_PICTURES)
    return not left or left == _left(title, _OF_PICTURES)


def names_nobody(text: str) -> bool:
    """Return whether the credit of a picture, or the title of a source, names neither a person nor a body nor a work."""
    return len(text.strip()) < _TELLING and not _left(text, _OF_SOURCES)


def _left(text: str, empty: tuple[Collection[str], Collection[str]]) -> list[str]:
    """Return the words of a text that say something; without tones they are held against such words."""
    known = empty[1] if text.isascii() else empty[0]
    return [word for word in spelled_lines(text).split() if word not in known and not _COUNTING.fullmatch(word)]
