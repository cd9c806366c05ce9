"""What the check says: each message with its rule, its text and its mend.

``Message.at`` fills the fields; ``value`` is what was written, ``{…!q}`` puts a field in quotes. Several rows may belong
to one rule.
"""

from __future__ import annotations

from honour_roll.entries.messages import DID_YOU_MEAN
from honour_roll.photos.names import PICTURES
from honour_roll.problem import Message

FIX_PHOTOS = "Chạy: {python} scripts/fix_photos.py {folder}"
FIX_HEIC = "Chạy: {python} scripts/fix_photos.py --heic {folder} (lần đầu cần mạng); hoặc trên điện thoại lưu ảnh thành JPEG rồi chép lại."
_ENDINGS = ", ".join(PICTURES)
_USE_HTTPS = "Dùng địa chỉ bắt đầu bằng https://, hoặc bỏ liên kết."
_MEND_LINK = "Sửa liên kết hoặc bỏ đi."
_FROM_HISTORY = "Lấy lại tệp từ lịch sử git."
_LINE_FROM_HISTORY = "Lấy lại dòng này từ lịch sử git; không có thì xóa dòng rồi chạy: {python} scripts/ledger.py"


# The formatter would break each row into five lines.
# fmt: off

# The folder's name.
BAD_SLUG = Message("bad-slug", "Tên thư mục {value!q} phải là chữ thường không dấu và số, nối bằng gạch ngang.",
    "Đổi tên thư mục thành “{meant}”.")
LONG_SLUG = Message("bad-slug", "Tên thư mục dài {length} ký tự, nhiều nhất {most}.", "Rút ngắn lại, ví dụ “{meant}”.")
DEVICE_SLUG = Message("bad-slug", "Windows không cho đặt tên thư mục là {value!q}: máy Windows sẽ không tải được kho bài.",
    "Đổi tên thư mục thành “mo-hinh-{value}”.")
RESERVED_SLUG = Message("bad-slug", "Tên thư mục {value!q} đã dành cho trang do máy dựng.", "Đặt tên khác cho thư mục.")

# The header.
DATES_OUT_OF_ORDER = Message("dates-out-of-order", "Ngày cập nhật {last} sớm hơn ngày đăng {first}.",
    "Sửa lại một trong hai ngày.")
DUPLICATE_SOURCE = Message("duplicate-source", "Mã nguồn {value!q} dùng hai lần.", "Đặt mã khác, ví dụ n{number}.")
UNKNOWN_SOURCE = Message("unknown-source", "Nguồn {value!q} chưa khai ở mục nguon.",
    "Các nguồn đã khai: {declared}. Thêm nguồn hoặc sửa mã.")
NO_CONSENT = Message("no-consent", "Bài về cá nhân chưa có sự đồng ý công bố.",
    "Xin đồng ý bằng giấy rồi ghi dong_y: {{co: true, ngay: …}}; chưa có: nhap; đã rút lại: tam-an.")
CONSENT_WITHOUT_PAPER = Message("consent-without-paper", "Đồng ý công bố mà không ghi ngày ký, cũng không ghi hồ sơ.",
    "Ghi ngày ký giấy ở mục ngay, hoặc ký hiệu hồ sơ ở mục ho_so. Chưa có giấy thì để trang_thai: nhap.")
PERSON_AS_COLLECTIVE = Message("person-as-collective", "Tên bài gọi một người ({value!q}), mà loại lại là tập thể.",
    "Bài về một người: loai: ca-nhan và có dong_y. Bài về tập thể: mở đầu ten bằng tên tập thể.")

# What is left of the skeleton, of its examples, and of a report.
QUESTION_LEFT = Message("question-left", "Câu của mẫu {value!q} vẫn còn trong bài.",
    "Xóa câu này và viết câu trả lời vào đó; chưa có tư liệu thì viết rõ là chưa có.")
QUESTIONS_LEFT = QUESTION_LEFT._replace(
    text="Phần “{section}” còn {count} câu của mẫu, câu đầu là {value!q}.",
    mend="Xóa các câu ấy và viết câu trả lời vào đó; chưa có tư liệu thì viết rõ là chưa có.")
EXAMPLE_LEFT = Message("example-left", "{label_of} ở đây là ví dụ của mẫu, không phải của bài này: {value!q}.",
    "Thay bằng điều có thật của bài này; chưa biết thì xóa mục {key} này.")
EXAMPLE_TEXT = EXAMPLE_LEFT._replace(mend="Viết lại {key} cho đúng bài này.")
EXAMPLE_CONSENT = EXAMPLE_LEFT._replace(
    mend="Ghi ngày người ấy ký giấy đồng ý. Nếu đúng là ký ngày này thì ghi thêm ký hiệu hồ sơ ở mục ho_so.")
EXAMPLE_SOURCE = EXAMPLE_LEFT._replace(
    mend="Ghi nguồn của bài này. Nếu đúng là nguồn ấy thì ghi thêm nơi đăng vào sau tên nguồn.")
EXAMPLE_UNCOMMENTED = EXAMPLE_LEFT._replace(
    mend="Sửa dòng này cho đúng bài, hoặc xóa đi. Nếu ví dụ đúng với bài này thì xóa dòng ghi chú ngay trên nó.")
REPORT_FRAME = Message("report-frame", "Dòng {value!q} là phần đầu hoặc phần ký của một văn bản, không phải lời kể.",
    "Xóa dòng {lines}.")
REPORT_FRAMES = REPORT_FRAME._replace(
    text="Các dòng này, đầu tiên là {value!q}, thuộc phần đầu hoặc phần ký của một văn bản, không phải lời kể.",
    mend="Xóa các dòng {lines}.")
EMPTY_SECTION = Message("empty-section", "Phần “## {value}” chưa có lời nào.",
    "Viết phần này; chưa có tư liệu thì viết rõ là chưa có.")

# Photos, and other files beside index.md.
PHOTO_OUTSIDE = Message("photo-outside", "Tệp ảnh {value!q} không nằm cạnh index.md.",
    "Chép ảnh vào cùng thư mục với index.md và chỉ ghi tên tệp.")
NOT_A_PICTURE = Message("not-a-picture", "Tệp {value!q} không phải ảnh dùng được.", f"Dùng ảnh có đuôi {_ENDINGS}.")
OTHER_FORMAT = NOT_A_PICTURE._replace(text="Ảnh {value!q} có đuôi {ending}, trang không dùng được.", mend=FIX_PHOTOS)
HEIC_NAMED = OTHER_FORMAT._replace(mend=FIX_HEIC)
BAD_PHOTO_NAME = Message("bad-photo-name", "Tên ảnh {composed!q} phải là chữ thường không dấu và số, nối bằng gạch ngang.",
    FIX_PHOTOS + " (hoặc tự đổi tên tệp và mục tep thành “{meant}”).")
DEVICE_PHOTO_NAME = BAD_PHOTO_NAME._replace(
    text="Windows không cho đặt tên ảnh là {value!q}: máy Windows sẽ không tải được kho bài.")
OTHER_SPACES = Message("other-photo-name", "Tên ảnh {value!q} trong bài và tên tệp khác nhau ở dấu cách hoặc ký tự không nhìn thấy.",
    FIX_PHOTOS + " (máy đặt lại cho khớp).")
OTHER_PHOTO_NAME = OTHER_SPACES._replace(text="Trong bài ghi ảnh {value!q}, còn tệp tên là {file!q}.")
PHOTO_TWICE = Message("photo-twice", "Ảnh {value!q} khai hai lần.", "Giữ lại một mục.")
MISSING_PHOTO = Message("missing-photo", "Không thấy tệp ảnh {value!q} trong thư mục của bài.",
    "Chép ảnh vào cạnh index.md, hoặc bỏ mục ảnh này.")
PHOTO_NOT_A_FILE = Message("not-a-file", "{value!q} là lối tắt hoặc thư mục, không phải ảnh.",
    "Thay bằng tệp ảnh thật.")
UNFIT_PHOTO = Message("unfit-photo", "{why}", FIX_PHOTOS)
UNNAMED_PHOTO = Message("unnamed-photo", "Ảnh {composed!q} chưa khai trong bài.",
    FIX_PHOTOS + " rồi ghi mo_ta và tac_gia ở mục anh; không dùng thì xóa ảnh.")
STRAY_FILE = Message("stray-file", "Tệp {composed!q} không dùng được ở đây.",
    f"Chuyển ra ngoài thư mục entries: trong thư mục bài chỉ để index.md và ảnh ({_ENDINGS}).")
STRAY_OTHER_FORMAT = STRAY_FILE._replace(text="Ảnh {composed!q} có đuôi {ending}, trang không dùng được.", mend=FIX_PHOTOS)
STRAY_HEIC = STRAY_OTHER_FORMAT._replace(mend=FIX_HEIC)
STRAY_LINK = STRAY_FILE._replace(text="Lối tắt {composed!q} không dùng được ở đây.")
STRAY_FOLDER = Message("stray-file", "Thư mục con {composed!q} không dùng được ở đây.",
    "Chuyển ảnh trong đó ra cạnh index.md rồi xóa thư mục con.")
ALT_IS_FILE_NAME = Message("alt-is-file-name", "Mô tả ảnh {value!q} chỉ là tên tệp.",
    "Viết ảnh cho thấy gì, ví dụ: Dãy chậu hoa làm từ bếp than cũ bên bờ tường ngõ.")
ALT_SAYS_NOTHING = Message("alt-says-nothing", "Mô tả ảnh {value!q} không cho biết trong ảnh có gì.", ALT_IS_FILE_NAME.mend)
CREDIT_OF_NOBODY = Message("credit-of-nobody", "Tác giả ảnh {value!q} không phải là tên ai cả.",
    "Ghi ai chụp, hoặc cơ quan nào giữ ảnh. Không biết của ai thì không dùng: xóa mục ảnh này và tệp ảnh.")
SOURCE_OF_NOTHING = Message("source-of-nothing", "Tên nguồn {value!q} không giúp ai tìm lại được nguồn.",
    "Ghi tên bài hoặc tên văn bản, nơi đăng; nghe kể thì ghi ai kể, ví dụ: Hội LHPN phường Quan Hoa kể lại.")
TWO_COVERS = Message("two-covers", "Bài có hai ảnh bìa.", "Giữ “bia” ở một ảnh, ảnh kia để “tu-lieu”.")

NOT_APPROVED = Message("not-approved", "Bài công bố chưa ghi ai duyệt (duyet).",
    "Ở bàn viết: chuyển bài về “Chờ duyệt”, rồi người duyệt bấm “Duyệt và công bố”. Trong tệp: thêm dòng duyet: {{nguoi: …, ngay: …}}.")

# Warnings.
UNKNOWN_ABBREVIATION = Message("unknown-abbreviation", "Chữ viết tắt {value!q} ở bài này{others} không ai giải thích, nên loa sẽ đánh vần.",
    "Thêm vào cuối {registers}/viet-tat.yml dòng “{value}: …” với cách viết đầy đủ; hoặc viết đầy đủ ngay trong bài, chữ tắt để trong ngoặc.")

# The body.
MISSING_SECTION = Message("missing-section", "Thiếu phần “## {value}”.",
    "Thêm dòng ## {value} và viết phần đó; chưa có số liệu thì nói rõ là chưa có.")
NO_SECTIONS = MISSING_SECTION._replace(text="Thân bài chưa có phần nào trong bốn phần.",
    mend="Viết bốn dòng ## Thực trạng, ## Cách làm, ## Kết quả, ## Nhân rộng, dưới mỗi dòng viết phần ấy; chưa có tư liệu thì nói rõ là chưa có.")
MISSPELT_SECTION = MISSING_SECTION._replace(mend="Có phải dòng này: {meant!q}? Viết lại cả dòng thành: ## {value}")
SECTION_UNDERLINED = MISSPELT_SECTION._replace(
    mend=MISSPELT_SECTION.mend.replace("Viết lại cả dòng thành", "Xóa dòng gạch dưới nó và viết lại cả dòng thành"))
SECTION_IN_TEXT = MISSING_SECTION._replace(
    mend="Có phải phần ấy bắt đầu ở dòng này: {meant!q}? Tách tên phần ra một dòng riêng: ## {value}")
SECTION_ORDER = Message("section-order", "Các phần không theo thứ tự: {order}.", "Xếp lại: {right}.")
HEADING_OF_TITLE = Message("heading-level", "Tiêu đề {value!q} dùng một dấu #, dành cho tên bài.",
    "Viết: ## {value}; nếu chỉ lặp lại tên bài thì xóa dòng này.")
HEADING_SKIPS = Message("heading-level", "Tiêu đề {value!q} có {level} dấu #, nhảy cấp.", "Viết: {marks} {value}")
HEADING_INSIDE = Message("heading-inside", "Tiêu đề {value!q} nằm trong trích dẫn hoặc danh sách.",
    "Bỏ dấu > hoặc dấu - ở trước dấu #, hoặc bỏ các dấu # đi.")
TOO_DEEP = Message("too-deep", "Thân bài có quá nhiều lớp trích dẫn hoặc chữ đậm lồng nhau.",
    "Bỏ các dấu > hoặc * dán thừa.")
RAW_HTML = {  # by the beginning of the tag; the first match applies
    "<!--": Message("raw-html", "Lời ghi chú {value!q} sẽ bị bỏ.",
        "Xóa đi; điều cần nhớ thì ghi sau dấu # ở phần đầu bài."),
    "<script": Message("raw-html", "Đoạn mã {value!q} sẽ bị bỏ.", "Xóa đi: bài không được chứa mã chạy."),
    "<iframe": Message("raw-html", "Khung nhúng {value!q} sẽ bị bỏ.",
        "Xóa đi, thay bằng liên kết: [Xem phim](https://…)."),
    "<img": Message("raw-html", "Thẻ ảnh {value!q} sẽ bị bỏ.", "Xóa đi; chép ảnh vào thư mục bài và khai ở mục anh."),
    "<br": Message("raw-html", "Thẻ xuống dòng {value!q} sẽ bị bỏ, chữ hai bên dính liền.",
        "Xóa đi rồi gõ Enter; trong ô của bảng thì thay bằng dấu chấm phẩy."),
    "<a ": Message("raw-html", "Thẻ HTML {value!q} sẽ bị bỏ.", "Viết liên kết bằng Markdown: [chữ](https://…)."),
    "": Message("raw-html", "Thẻ HTML {value!q} sẽ bị bỏ.",
        "Viết bằng Markdown: **đậm**, *nghiêng*, - danh sách, | bảng |; dấu < thì viết \\<."),
}
IMAGE_IN_BODY = Message("image-in-body", "Ảnh không đặt trong thân bài.",
    "Xóa phần ![…](…) này; chép ảnh vào thư mục bài và khai ở mục anh, trang sẽ tự xếp ảnh.")
UNSAFE_LINK = Message("unsafe-link", "Liên kết {value!q} không dùng được.", _USE_HTTPS)
EMPTY_LINK = Message("unsafe-link", "Liên kết để trống.", _USE_HTTPS)
DEAD_ANCHOR = Message("dead-link", "Không có tiêu đề nào ứng với liên kết {value!q}.", _MEND_LINK)

# The body: what is typed and what is shown.
FOOTNOTE = Message("footnote", "Chú thích cuối trang {value} sẽ hiện nguyên như gõ.",
    "Khai nguồn ấy ở mục nguon của phần đầu bài, rồi xóa mọi chỗ {value} và dòng “{value}: …” trong thân bài.")
UNDERLINED = Message("underlined", "Dòng {signs} nằm ngay dưới chữ {value!q} nên chữ ấy thành tiêu đề.",
    "Thêm một dòng trống trước dòng {signs}, hoặc xóa dòng ấy. Nếu chữ kia đúng là tiêu đề: xóa dòng {signs} và viết: ### {value}")
UNDERLINED_TWICE = UNDERLINED._replace(
    mend="Xóa dòng {signs}. Nếu chữ kia đúng là tiêu đề thì viết thêm ba dấu # và dấu cách: ### {value}")
HEADING_GLUED = Message("heading-glued", "Sau dấu # thiếu dấu cách nên dòng {value!q} không thành tiêu đề.",
    "Viết: {right}")
HEADING_EMPTY = Message("heading-empty", "Dòng {value!q} là tiêu đề không có chữ.",
    "Xóa dòng này; đúng là tiêu đề thì viết chữ sau dấu # và dấu cách.")
HEADING_TOO_DEEP = Message("heading-level", "Dòng này mở đầu bằng {count} dấu # nên không thành tiêu đề.", "Viết: ### {value}")
TABLE_WITH_TABS = Message("table-with-tabs", "Bảng dán từ Word hoặc Excel, đến dòng {last}, sẽ dính thành một dòng chữ.",
    "Viết lại, mỗi hàng một dòng, các ô cách nhau bằng dấu |: {head} rồi xuống dòng {rule} rồi xuống dòng {row} và cứ thế.")
TABLE_WITHOUT_RULE = Message("table-without-rule", "Bảng thiếu dòng gạch dưới hàng đầu nên hiện nguyên dấu |.",
    "Thêm một dòng ngay dưới dòng này: {rule}")
TABLE_RULE_MISFITS = Message("table-without-rule",
    "Dòng gạch của bảng có {cells} ô, hàng đầu có {head} ô, nên không thành bảng.", "Viết dòng gạch: {rule}")
TABLE_RULE_DRAWN = Message("table-without-rule", "Dòng gạch dưới hàng đầu của bảng viết bằng dấu khác dấu - nên không thành bảng.",
    "Viết dòng gạch: {rule}")
TABLE_WITH_GAPS = Message("table-with-gaps", "Trước dòng {value!q} có dòng trống nên dòng này rơi ra ngoài bảng, hiện nguyên dấu |.",
    "Xóa các dòng trống giữa các hàng của bảng; ngay dưới hàng đầu phải có dòng: {rule}")
ROW_TOO_LONG = Message("row-too-long", "Hàng này có {cells} ô mà bảng chỉ có {head} cột: chữ ở ô thừa sẽ mất.",
    "Thêm cột vào hàng đầu và dòng gạch, hoặc gộp ô thừa; dấu | trong chữ thì viết \\|.")
CODE_NOT_CLOSED = Message("code-not-closed", "Dòng {value!q} mở một khung mã mà không đóng: mọi chữ phía sau mất định dạng.",
    "Xóa dòng này; nếu đúng là khung mã thì thêm một dòng như thế ở cuối khung.")
CODE_BEFORE_WORDS = CODE_NOT_CLOSED._replace(mend="Xóa các dấu {signs} ở dòng này.")
LINK_APART = Message("link-apart", "Liên kết {value!q} có dấu cách sau dấu ] nên hiện nguyên như gõ.", "Viết liền: {right}")
LINK_REVERSED = Message("link-reversed", "Liên kết {value!q} viết ngược hai cặp ngoặc nên hiện nguyên như gõ.", "Viết: {right}")
LINK_WORDLESS = Message("link-wordless", "Liên kết {value!q} không có chữ để bấm nên không hiện.", "Viết chữ vào giữa [ ]. Viết: {right}")
FOREIGN_MARK = Message("foreign-mark", "Trang không hiểu ký hiệu {value!q} nên sẽ hiện nguyên như gõ.",
    "Xóa ký hiệu này và viết bằng chữ thường; cần nhấn mạnh thì viết **như thế này**.")
EMPHASIS_TOO_LONG = Message("mark-left", "Chữ nghiêng mở ở dòng này mà đóng ở đoạn khác nên dấu * sẽ hiện nguyên: {value!q}.",
    "Mỗi đoạn viết giữa một cặp dấu riêng: *như thế này*. Không cần nghiêng thì xóa hai dấu *.")
LIST_NUMBER = Message("list-number", "Mục này gõ số {typed} mà trang sẽ hiện số khác, vì các mục liền nhau được đếm nối tiếp.",
    "Đánh lại cho các số nối tiếp nhau. Cần giữ đúng số {typed} thì thêm dấu \\ ngay sau số: {kept}")
WORD_LOST = Message("word-lost", "Chữ {value!q} gõ ở đây mà trên trang không hiện, hoặc hiện khác.",
    'Viết lại dòng này bằng câu thường; bỏ các dấu [ ] ( ) | \\ < > ` " ở quanh chữ ấy.')
SPACE_IN_BOLD = Message("mark-left", "Hai dấu ** quanh {value!q} sẽ hiện nguyên, vì có dấu cách ở phía trong.",
    "Viết: {right}")
BOLD_GLUED = Message("bold-glued", "Chữ đậm {value!q} dính liền với chữ bên cạnh nên dấu ** sẽ hiện nguyên, hoặc đậm nhầm chỗ.",
    "Thêm dấu cách: {right}")
MARK_LEFT = {  # by what is left of a mark of Markdown, at most two signs of it
    "**": Message("mark-left", "Dấu ** sẽ hiện nguyên trên trang: {value!q}.",
        "Chữ đậm viết giữa hai cặp dấu, không có dấu cách phía trong: **như thế này**. Không cần đậm thì xóa dấu **."),
    "__": Message("mark-left", "Dấu __ sẽ hiện nguyên trên trang: {value!q}.",
        "Chữ đậm viết giữa hai cặp dấu sao: **như thế này**. Không cần đậm thì xóa dấu __."),
    "_": Message("mark-left", "Dấu _ sẽ hiện nguyên trên trang: {value!q}.",
        "Thêm dấu cách sau dấu _ cuối cùng; không cần chữ nghiêng thì xóa dấu _."),
    "*": Message("mark-left", "Dấu * sẽ hiện nguyên trên trang: {value!q}.",
        "Thêm dấu cách sau dấu * cuối cùng; không cần chữ nghiêng thì xóa dấu *."),
    "~~": Message("mark-left", "Dấu ~~ sẽ hiện nguyên trên trang: {value!q}.",
        "Chữ gạch bỏ viết giữa hai cặp dấu: ~~như thế này~~. Không gạch bỏ thì xóa dấu ~~."),
    "](": Message("mark-left", "Liên kết viết sai nên hiện nguyên như gõ: {value!q}.",
        "Liên kết viết dạng [chữ](https://…); trong địa chỉ không có dấu cách và dấu ngoặc."),
    "``": Message("mark-left", "Dấu ``` sẽ hiện nguyên trên trang: {value!q}.", "Xóa các dấu ``` này."),
}

# An entry held against the rest of the roll.
REFERS_TO_ITSELF = Message("refers-to-itself", "{value!q} là chính bài này.",
    "Ghi tên thư mục của bài khác, hoặc bỏ dòng này.")
UNKNOWN_ENTRY = Message("unknown-entry", "Không có bài nào tên là {value!q}.", "Ghi đúng tên thư mục của bài kia.")
UNKNOWN_REFERENCE = Message("unknown-reference", "{what} {value!q} không có trong danh mục.",
    "Danh sách: {registers}/{register}.yml")
QUOTED_REFERENCE = UNKNOWN_REFERENCE._replace(mend="Bỏ dấu ở hai đầu. Viết: {meant}")
NEW_ROUND = "Đợt khác chưa có trong danh mục thì chép khối của một đợt xuống cuối tệp, đổi mã thành {key} và sửa từng dòng."
UNKNOWN_ROUND = UNKNOWN_REFERENCE._replace(mend="{registers}/{register}.yml: chép khối của một đợt xuống cuối tệp, đổi mã thành {key} và sửa từng dòng, rồi ghi ở đây: {key}")
UNKNOWN_FIELD = UNKNOWN_REFERENCE._replace(mend="Chọn một trong: {choices}.")
PERSON_AS_UNIT = UNKNOWN_REFERENCE._replace(
    mend="{person!q} là một người: ghi ở đây tổ dân phố, chi hội, cơ quan của người ấy; tên người thì ghi ở mục ten.")
MISSPELT_REFERENCE = UNKNOWN_REFERENCE._replace(mend="Có phải {meant}?{other} " + UNKNOWN_REFERENCE.mend)
ADDABLE_REFERENCE = UNKNOWN_REFERENCE._replace(
    mend="Danh sách: {registers}/{register}.yml. Chưa có thì thêm dòng này vào cuối tệp ấy: {row}{then}")
ADDABLE_BY_KEY = ADDABLE_REFERENCE._replace(
    mend="Danh sách: {registers}/{register}.yml. Chưa có thì thêm dòng này vào cuối tệp ấy, thay dấu … bằng tên đầy đủ: {row}")
PLACE_NOT_THEN = Message("place-not-then", "Địa bàn {value!q} ({name}) {life}, bài này nói về {when}.",
    "Ghi nơi của lúc đó; chưa có trong danh mục thì thêm vào {registers}/dia-ban.yml.")
PLACE_OF_THEN = PLACE_NOT_THEN._replace(mend="Ghi theo tên gọi lúc đó. Có phải: {then}?")
UNIT_NOT_THEN = Message("unit-not-then", "Đơn vị {value!q} ({name}) {life}, bài này nói về {when}.",
    "Ghi đơn vị của lúc đó; chưa có trong danh mục thì thêm vào {registers}/don-vi.yml.")
UNIT_OF_THEN = UNIT_NOT_THEN._replace(mend="Ghi đơn vị của lúc đó. Có phải: {then}?")
_NOT_YET = "ghi {written}, chưa tới: hôm nay là {day}."
_TODAY = "Không ghi trước được. Viết năm-tháng-ngày: {today}"
_LOOK_AGAIN = "Xem lại năm, tháng ở giấy tờ gốc rồi viết lại."
FUTURE_DATES = {  # by the first key of the place
    "ngay_dang": Message("future-date", f"Ngày đăng {_NOT_YET}", _TODAY),
    "cap_nhat": Message("future-date", f"Mục cập nhật {_NOT_YET}", _TODAY),
    "giai_doan": Message("future-date", "Giai đoạn bắt đầu {written}, chưa tới: hôm nay là {day}.",
        "Xem lại năm. Việc chưa bắt đầu thì để trang_thai: nhap."),
    "nguon": Message("future-date", f"Nguồn này {_NOT_YET}", _LOOK_AGAIN),
    "ket_qua": Message("future-date", f"Số liệu này {_NOT_YET}", _LOOK_AGAIN),
    "ton_vinh": Message("future-date", f"Quyết định này {_NOT_YET}", _LOOK_AGAIN),
    "duyet": Message("future-date", f"Ngày duyệt {_NOT_YET}", _TODAY),
    "dong_y": Message("future-date", f"Giấy đồng ý {_NOT_YET}", _LOOK_AGAIN),
    "nhat_ky": Message("future-date", f"Việc này {_NOT_YET}",
        "Nhật ký chỉ ghi việc đã diễn ra: xem lại ngày, hoặc xóa việc này."),
}
OF_PUBLICATION = tuple(FUTURE_DATES[key] for key in ("ngay_dang", "cap_nhat", "giai_doan"))
DEAD_LINK = Message("dead-link", "Liên kết đến {value!q}: trang này không có.", _MEND_LINK)
LINK_TO_FILE = DEAD_LINK._replace(
    mend="Tệp để tải về không đặt ở đây được: dẫn đến trang web có tệp đó, hoặc bỏ liên kết.")
DUPLICATE_SLUG = Message("duplicate-slug", "Tên thư mục {value!q} đã dùng ở {other}.",
    "Đổi tên một trong hai, ví dụ “{value}-{year}”.")
FORMER_SLUG_TAKEN = Message("former-slug-taken", "Tên cũ {value!q} đã là tên của bài {owner!q}.",
    "Xóa tên này khỏi một trong hai bài.")

# The ledger of published addresses.
LEDGER_NOT_A_FILE = Message("bad-ledger", "Sổ địa chỉ là lối tắt hoặc thư mục, không phải tệp.", _FROM_HISTORY)
LEDGER_TOO_BIG = Message("bad-ledger", "Sổ địa chỉ quá lớn.", _FROM_HISTORY)
LEDGER_NOT_UTF_8 = Message("bad-ledger", "Sổ địa chỉ không lưu bằng bảng mã UTF-8.", _FROM_HISTORY)
LEDGER_CONFLICT = Message("ledger-conflict", "Sổ địa chỉ còn chỗ gộp dở của git, từ dòng {first} đến dòng {last}.",
    "Xóa các dòng mở đầu bằng <<<<<<<, |||||||, =======, >>>>>>> ({marks}); giữ mọi dòng khác, rồi chạy: {python} scripts/ledger.py")
LEDGER_LINE = Message("bad-ledger", "Dòng {written!q} không phải “địa chỉ: năm-tháng-ngày”.", _LINE_FROM_HISTORY)
LEDGER_DAY = Message("bad-ledger", "Không có ngày {day!q}.", _LINE_FROM_HISTORY)
ADDRESS_GONE = Message("address-gone", "Địa chỉ {address} đã công bố từ {day}, nay không còn.", _LINE_FROM_HISTORY)
RENAMED_GONE = ADDRESS_GONE._replace(
    mend="Bài đổi tên thành {renamed!q}? Ghi ten_cu: [{key}] trong {file}. Không phải thì lấy lại thư mục cũ từ git và ghi trang_thai: thu-hoi hoặc tam-an.")
ENTRY_GONE = ADDRESS_GONE._replace(
    mend="Đổi tên thư mục thì ghi ten_cu: [{key}] trong bài ấy. Gỡ bài thì lấy lại thư mục từ git và ghi trang_thai: thu-hoi hoặc tam-an.")
ROW_GONE = ADDRESS_GONE._replace(
    mend="Đổi mã thì ghi ma_cu: [{key}] ở dòng mới trong {register}.yml. Không dùng nữa thì vẫn để dòng cũ ở đó: danh sách không có bài vẫn mở được.")
MORE_GONE = Message("address-gone", "Còn {count} địa chỉ nữa như trên.", "Sửa những lỗi đã nêu rồi kiểm tra lại.")
UNPUBLISHED = Message("unpublished", "Bài đã công bố ở địa chỉ {address!q}; để {value!q} thì địa chỉ ấy mất.",
    "Tạm gỡ bài: trang_thai: tam-an. Thu hồi danh hiệu: trang_thai: thu-hoi.")

# fmt: on


def guessing(message: Message, meant: str | None) -> Message:
    """Return ``message`` with the guess ``meant`` as its mend, or as it is when there is no guess."""
    if not meant:
        return message
    return message._replace(mend=DID_YOU_MEAN.format(meant=meant).replace("{", "{{").replace("}", "}}"))
