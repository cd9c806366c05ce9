"""What is said of ``mkdocs.yml``: one row for each message."""

from __future__ import annotations

from honour_roll.entries import messages
from honour_roll.entries.messages import DOCUMENT_MARK
from honour_roll.problem import Message

# The formatter would break each row into five lines.
# fmt: off
_RULE = "bad-configuration"
MISSING = Message(_RULE, "Không thấy tệp cấu hình này.", "Lấy lại tệp này từ lịch sử git.")
NOT_A_FILE = Message(_RULE, "Đây không phải tệp thường: là thư mục, đường ống hoặc thiết bị.", MISSING.mend)
TOO_BIG = Message(_RULE, "Tệp cấu hình quá lớn.", MISSING.mend)
NOT_OPENED, NOT_UTF_8 = (message._replace(rule=_RULE) for message in (messages.CANNOT_OPEN, messages.NOT_UTF_8))
NO_TABLE = Message(_RULE, "Tệp này phải gồm các dòng “mục: giá trị”.",
    "Bắt đầu bằng: site_name: tên trang. Tệp cũ lấy lại từ lịch sử git.")
SECOND_DOCUMENT = Message(_RULE, DOCUMENT_MARK.text.replace("phần đầu bài", "tệp này"), "Xóa dòng này.")
UNKNOWN = Message(_RULE, "Không có mục nào tên là {value!q}.", "{advice}")
NO_NAME = Message(_RULE, "Thiếu tên trang (site_name).", "Thêm dòng. Ví dụ: {example}")
WRONG_KIND = Message(_RULE, "Mục {key} phải là {kinds}.", "{advice}")
WRONG_THEME = Message(_RULE, "Giao diện (theme, mục name) phải là material.", "Viết: name: material")
NO_THEME_AT_ALL = Message(_RULE, "Thiếu mục theme, nên trang không có giao diện.", "Thêm dòng. Ví dụ: {example}")
NO_THEME = Message(_RULE, "Mục theme thiếu custom_dir: hooks/theme.", "Thêm vào mục theme: custom_dir: hooks/theme")
NO_HOOK = Message(_RULE, "Mục hooks thiếu hooks/mkdocs_events.py, nên trang sẽ không có bài nào.",
    "Viết: hooks: [hooks/mkdocs_events.py]")
NO_PATH = Message(_RULE, "Mục {key}: không có {value!q}.", "Sửa đường dẫn, hoặc bỏ dòng này.")
NO_PAGE = Message(_RULE, "Mục nav: không có trang {value!q} trong docs.", "{advice}")
WRONG_NAV = Message(_RULE, "Mục nav: dòng này phải là tên tệp, hoặc “Tên trang: tệp.md”.",
    "Ví dụ: - Giới thiệu: gioi-thieu.md")
NOT_INSTALLED = Message(_RULE, "Mục {key}: máy không có phần mở rộng {value!q}.", "Bỏ dòng này, hoặc sửa lại tên.")
TAG = Message(_RULE, "Không dùng {value!q} ở đây.", "Xóa phần bắt đầu bằng dấu !, hoặc đặt cả giá trị trong ngoặc kép.")
INHERITS_AGAIN = Message(_RULE, "Mục {key}: tệp {value!q} lại có dòng INHERIT.", "Bỏ dòng INHERIT trong tệp ấy.")
WRONG_ADDRESS = Message(_RULE, "Mục {key}: {value!q} không phải là địa chỉ đầy đủ của trang web.",
    "Ghi địa chỉ có https:// ở đầu. Ví dụ: {key}: https://dan-van-kheo.example/")
NESTED = Message(_RULE, "site_dir và docs_dir không được nằm trong nhau.", "Viết: docs_dir: docs và site_dir: site")
# fmt: on
