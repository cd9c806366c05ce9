"""What staff are told of entries and registers: each message with its rule, its text and its mend."""

from __future__ import annotations

from honour_roll.problem import Message

# The formatter would break each row into five lines.
# fmt: off

# Files and folders.
MISPLACED = Message("misplaced", "Ở đây chỉ để thư mục của bài: entries/<năm>/<tên-bài>/index.md.",
    "Chuyển vào thư mục của bài; không dùng thì chuyển ra ngoài thư mục entries.")
ENTRY_WITHOUT_YEAR = MISPLACED._replace(mend="Chuyển cả thư mục {name!q} vào thư mục của năm, ví dụ {entries}/{year}/{name}")
BAD_YEAR_FOLDER = MISPLACED._replace(
    text="Tên thư mục {name!q} không phải là một năm.",
    mend="Đổi tên thư mục thành bốn chữ số của năm, ví dụ {year}; đã có thư mục ấy thì chuyển các bài sang đó.")
NO_INDEX = Message("no-index", "Thư mục này không có tệp index.md.",
    "Chạy: {python} scripts/new.py --slug {slug}")
EMPTY_FOLDER = NO_INDEX._replace(mend=NO_INDEX.mend + ", hoặc xóa thư mục này.")
INDEX_MISNAMED = NO_INDEX._replace(mend="Đổi tên {name!q} thành index.md.")
INDEX_WITH_ENDING = NO_INDEX._replace(
    mend="Đổi tên {name!q} thành index.md. Windows hay giấu đuôi tệp: trong File Explorer chọn View → Show → File name extensions thì thấy đủ tên.")
INDEX_NOT_MARKDOWN = NO_INDEX._replace(mend=NO_INDEX.mend + " rồi chép chữ từ {name!q} sang index.md.")
INDEX_TOO_DEEP = NO_INDEX._replace(mend="Bài nằm sâu quá một bậc: chuyển cả thư mục {name!q} ra ngay trong thư mục năm.")
CANNOT_LIST = Message("cannot-list", "Không mở được thư mục này: {why}. Những gì trong đó vẫn còn nguyên.", "{mend}")
GIVE_RIGHTS = "Cấp lại quyền đọc thư mục này cho tài khoản đang dùng rồi chạy lại; không xóa, không tạo lại."
NOT_A_FILE = Message("not-a-file", "index.md là lối tắt hoặc thư mục, không phải tệp.",
    "Thay bằng tệp thật nằm trong thư mục này.")
TOO_BIG = Message("too-big", "Tệp quá lớn: {size} byte, nhiều nhất {most}.",
    "Bỏ phần dán nhầm (ảnh, bảng lớn); ảnh để thành tệp riêng cạnh index.md.")
CANNOT_OPEN = Message("cannot-open", "Không mở được tệp này.",
    "Đóng chương trình đang mở tệp, xem lại quyền đọc tệp, rồi chạy lại.")
NOT_UTF_8 = Message("not-utf-8", "Tệp không lưu bằng bảng mã UTF-8.",
    "Mở bằng Notepad, chọn Save As (Lưu thành), ô Encoding chọn UTF-8.")
EMPTY_FILE = Message("empty-file", "Tệp index.md còn trống.",
    "Chép mẫu trong trang Hướng dẫn viết bài vào đây, hoặc chạy: {python} scripts/new.py")
UNCLOSED_HEADER = Message("unclosed-header", "Phần đầu bài mở bằng --- mà không đóng.",
    "Thêm một dòng chỉ có --- sau mục cuối cùng của phần đầu bài.")
HEADER_CLOSED_OTHERWISE = UNCLOSED_HEADER._replace(mend="Sửa dòng {number} ({written!q}) thành đúng ba dấu ---, viết sát lề.")
NO_HEADER = Message("no-header", "Bài không mở đầu bằng dòng ---.",
    "Phần đầu bài nằm giữa hai dòng ---; mẫu có trong trang Hướng dẫn viết bài.")
HEADER_OPENED_OTHERWISE = NO_HEADER._replace(mend="Sửa dòng {number} ({written!q}) thành đúng ba dấu ---, viết sát lề.")
HEADER_BELOW = NO_HEADER._replace(mend="Xóa các dòng trống ở trên dòng ---.")
EMPTY_HEADER = Message("empty-header", "Phần đầu bài còn trống.",
    "Điền các mục bắt buộc; mẫu có trong trang Hướng dẫn viết bài.")

# An unfinished merge of git, in whatever file.
MERGE_CONFLICT = Message("merge-conflict",
    "Tệp còn chỗ gộp dở của git, từ dòng {first} (<<<<<<<) đến dòng {last} (>>>>>>>): hai người cùng sửa, máy chưa biết giữ bản nào.",
    "Trong Visual Studio Code, bấm vào dòng chữ hiện ngay trên dòng {first}: Accept Current Change giữ bản ở trên, Accept Incoming Change giữ bản ở dưới. Hoặc tự sửa, từ dưới lên: xóa {superfluous}, rồi chỉ giữ câu đúng trong hai bản.")
MERGE_ASIDE = MERGE_CONFLICT._replace(mend="Sửa từ dưới lên: xóa {superfluous}, rồi chỉ giữ câu đúng trong hai bản.")
MERGE_REMAINS = Message("merge-conflict", "Tệp còn sót dấu gộp của git (<<<<<<<, =======, >>>>>>>), ở {marks}.",
    "Xóa, từ dưới lên: {superfluous}. Đọc lại các dòng quanh đó, bỏ dòng thừa hoặc lặp.")

# YAML that cannot be read. ``{quoted}`` advises to put the value in quotes.
HIDDEN_CHARACTER = Message("hidden-character", "Có ký tự không nhìn thấy được ({value}).",
    "Xóa và gõ lại chữ ở chỗ này; thường do dán từ trang web hoặc tệp PDF.")
# The characters of index.md and of registers.
NOT_NFC = Message("not-nfc", "Chữ {composed!q}{more} gõ bằng dấu rời (Unicode tổ hợp).",
    "Chọn bảng mã Unicode (dựng sẵn) trong bộ gõ rồi gõ lại; hoặc chuyển mã cả bài bằng UniKey (Ctrl+Shift+F6), từ Unicode tổ hợp sang Unicode.")
STRAY_MARK = Message("not-nfc", "Chữ {value!q} thừa một dấu, hoặc dấu đặt nhầm chữ.", "Xóa cả chữ rồi gõ lại.")
MISREAD = Message("misread", "Dòng này bị đọc nhầm bảng mã, chữ thành vô nghĩa: {value!q}.",
    "Mở lại tệp gốc bằng bảng mã UTF-8 rồi dán lại cả đoạn; hoặc gõ lại, có phải: {right!q}?")
GARBLED = MISREAD._replace(mend="Cả tệp bị như vậy: lấy lại tệp từ lịch sử git, hoặc mở lại bản gốc bằng bảng mã UTF-8 rồi dán lại cả bài.")
LEGACY_FONT = Message("legacy-font", "Dòng này dán từ phông chữ cũ ({family}), chữ thành vô nghĩa: {value!q}.",
    "Chuyển sang Unicode rồi dán lại (UniKey: Ctrl+Shift+F6), hoặc gõ lại.")
HIDDEN_BY_ESCAPE = Message("hidden-character", "Trong ngoặc kép, dấu \\ tạo ra ký tự không nhìn thấy được ({character}).",
    "Thay dấu \\ bằng dấu /, hoặc bỏ ngoặc kép.")
HIDDEN_MORE = HIDDEN_CHARACTER._replace(
    text="Có ký tự không nhìn thấy được ({value}), ở đây và {more} chỗ nữa: dòng {lines}.",
    mend="Xóa và gõ lại chữ ở những chỗ này; thường do dán từ trang web hoặc tệp PDF.")
HIDDEN_ENTITY = Message("hidden-character", "{written!q} là một ký tự không nhìn thấy được ({value}){more}.",
    "Xóa {each} đi, để chữ liền nhau hoặc gõ dấu cách.")
LOOK_ALIKE = Message("look-alike", "Chữ {written!q} có ký tự {value!q} ({code}) trông giống mà không phải chữ Việt{more}.",
    "Xóa cả chữ rồi gõ lại, viết: {right}")

TOO_DEEP = Message("broken-yaml", "Có quá nhiều lớp ngoặc hoặc gạch đầu dòng lồng nhau.",
    "Bỏ bớt ngoặc [ {{ thừa; chữ có ngoặc thì đặt trong ngoặc kép.")
UNREADABLE = Message("broken-yaml", "Phần này có giá trị không đọc được.",
    "Gõ lại các mục theo mẫu trong trang Hướng dẫn viết bài, không dán từ nơi khác.")
NO_KEYS = Message("broken-yaml", "Phần này phải gồm các dòng “mục: giá trị”.", "Ví dụ: ten: Góc xanh phường Quan Hoa")
ALIAS = Message("yaml-alias", "Không dùng dấu & và * để chép giá trị từ chỗ khác.",
    "Viết lại giá trị đó ở từng chỗ; chữ có dấu & hay * thì đặt trong ngoặc kép.")
LIST_AS_KEY = Message("broken-yaml", "Tên mục không thể là một danh sách.",
    "Đặt giá trị có dấu [ hoặc {{ trong ngoặc kép.")
DUPLICATE_KEY = Message("duplicate-key", "Mục {value!q} viết hai lần; lần đầu ở dòng {first}.",
    "Giữ lại một: xóa dòng này, hoặc chép giá trị của nó lên dòng {first} rồi xóa.")
DUPLICATE_BLOCK = DUPLICATE_KEY._replace(
    mend="Xóa cả đoạn từ dòng {start} đến dòng {end}; mục con nào ở dòng {first} chưa có thì chép lên đó trước.")
DUPLICATE_IN_LINE = DUPLICATE_KEY._replace(text="Mục {value!q} viết hai lần trong dòng này.", mend="Giữ lại một, xóa chỗ kia.")
FIRST_SIGN = Message("broken-yaml", "Giá trị không thể bắt đầu bằng dấu {sign}.", "{quoted}")
FIRST_SIGN_OF_NUMBER = FIRST_SIGN._replace(mend="Viết: {key}: {number}")
TAG = Message("broken-yaml", "Giá trị không thể bắt đầu bằng dấu !.",
    "Xóa phần bắt đầu bằng dấu !, hoặc đặt cả giá trị trong ngoặc kép.")
TAB = Message("broken-yaml", "Có dấu Tab ở đầu dòng.",
    "Xóa mọi Tab và dấu cách ở đầu dòng, rồi gõ {spaces} dấu cách.")
TAB_AT_MARGIN = TAB._replace(mend="Xóa mọi Tab và dấu cách ở đầu dòng: mục này viết sát lề.")
STRANGE_SPACE = TAB._replace(text="Có dấu cách lạ ở đầu dòng, do dán từ Word hoặc trang web.")
TAB_BEHIND_DASH = Message("broken-yaml", "Có dấu Tab sau dấu gạch.", "Xóa Tab, gõ một dấu cách.")
TAB_INSIDE = Message("broken-yaml", "Có dấu Tab trong dòng này.", "Xóa Tab, gõ một dấu cách.")
# Lines that stand too far left or right.
TOO_FAR_RIGHT = Message("broken-yaml", "Trước {key!q} thừa dấu cách nên máy tưởng nó nằm trong mục khác.",
    "Xóa dấu cách ở đầu dòng, viết sát lề: {right}")
TOO_FAR_LEFT = Message("broken-yaml", "{key!q} nằm trong mục {outer!q} nhưng chưa thụt vào.",
    "Gõ thêm {spaces} dấu cách ở {lines}.")
NO_DASHES = Message("broken-yaml", "Mục {outer!q} là một danh sách: mỗi mục con phải mở đầu bằng dấu gạch.",
    "Viết sát lề: {right}{others}")
NO_DASH = Message("broken-yaml", "Dòng này mở một mục con mới của {outer!q} mà thiếu dấu gạch.",
    "Thay hai dấu cách ngay trước {key!q} bằng dấu gạch và dấu cách: dấu gạch thẳng hàng với dấu gạch ở dòng {first}.")
MISALIGNED = Message("broken-yaml", "Dòng này thụt vào không khớp với các dòng trên.",
    "Để đúng {spaces} dấu cách ở đầu dòng, thẳng hàng với dòng {above}.")
DOCUMENT_MARK = Message("broken-yaml", "Dòng {written!q} làm phần đầu bài đứt quãng.",
    "Phần đầu bài chỉ nằm giữa hai dòng có đúng ba dấu ---; xóa dòng này hoặc viết lại.")
BACKSLASH = Message("broken-yaml", "Trong ngoặc kép có dấu \\ nên máy hiểu sai.", "Thay \\ bằng /: {requoted}")
ESCAPE = Message("broken-yaml", "Trong ngoặc kép có mã {code!q}, không thành ký tự nào.",
    "Viết: {right} (biểu tượng cảm xúc thì dán thẳng, và chỉ dùng trong thân bài).")
QUOTE = Message("broken-yaml", "Dấu nháy kép (\") hoặc nháy đơn (') mở ra mà không đóng, hoặc còn chữ sau dấu đóng.",
    "Đặt cả giá trị trong một cặp ngoặc kép, bên trong dùng “ ”: {requoted}")
NO_SPACE = Message("broken-yaml", "Sau dấu hai chấm thiếu dấu cách.", "Viết: {spaced}")
NO_SPACE_BEHIND_DASH = Message("broken-yaml", "Sau dấu gạch thiếu dấu cách.", "Viết: {spaced}")
ODD_DASH = Message("broken-yaml", "Mục con phải mở đầu bằng dấu gạch ngang (-) và một dấu cách.", "Viết: {right}")
BRACKET_FIRST = Message("broken-yaml", "Giá trị bắt đầu bằng dấu {sign} nên máy tưởng là một danh sách.",
    "Đặt cả giá trị trong ngoặc kép: {requoted}")
BRACKET = Message("broken-yaml", "Dấu {sign} mở ra mà không đóng.", "Thêm dấu {closing} vào cuối danh sách.")
IN_BRACES = Message("broken-yaml", "Dấu hai chấm hoặc dấu ngoặc nằm trong {{ }} hay [ ] làm máy hiểu sai.", "{quoted}")
NO_COLON = Message("broken-yaml", "Dòng {written!q} thiếu dấu hai chấm sau tên mục.",
    "Sau tên mục là dấu hai chấm, dấu cách, rồi giá trị; giá trị dài vẫn viết liền trên một dòng.")
NO_COLON_BEHIND_KEY = NO_COLON._replace(mend="Viết: {right}")
REMARK = NO_COLON._replace(text="Dòng {written!q} không phải là một mục.",
    mend="Ghi chú ở đây mở đầu bằng dấu # và dấu cách; không phải ghi chú thì xóa dòng này.")
KEYS_IN_LINE = Message("broken-yaml", "Các mục con của {outer!q} viết trên cùng một dòng mà thiếu ngoặc.", "Viết: {right}")
LIST_IN_LINE = Message("broken-yaml", "Danh sách của {outer!q} phải viết từ dòng dưới.",
    "Xuống dòng ngay trước dấu gạch, đầu dòng mới gõ hai dấu cách.")
COLON = Message("broken-yaml", "Trong giá trị có dấu hai chấm nên máy tưởng là một mục mới.", "{quoted}")
INDENT = Message("broken-yaml", "Dòng này thụt vào không khớp với các dòng trên.",
    "Các mục cùng cấp phải thẳng hàng nhau; mục con thụt vào hai dấu cách, danh sách mở đầu bằng “- ”.")
HASH = Message("broken-yaml", "Từ dấu # trở đi bị bỏ: {lost!q}.",
    "Nếu là ghi chú thì viết dấu cách sau dấu #. Không phải thì: {quoted}")
HASH_WORDS = HASH._replace(mend="{quoted}. Nếu là ghi chú thì chuyển xuống một dòng riêng, mở đầu bằng dấu #.")
HASH_IN_BRACKETS = HASH._replace(mend="{quoted}.")
COMMA = Message("broken-yaml", "Trong ngoặc {{ }}, dấu phẩy cắt rời {cut!q} khỏi {kept!q}.",
    'Đặt cả giá trị trong ngoặc kép: {key}: "{whole}"')
DECIMAL_COMMA = COMMA._replace(mend="Phần thập phân dùng dấu chấm: {key}: {whole}")
THOUSANDS_COMMA = COMMA._replace(
    mend="Viết: {key}: {whole} (không dấu ngăn hàng nghìn). Nếu đúng là số thập phân thì viết: {key}: {other}")
WHOLE_COMMA = COMMA._replace(mend="Viết: {key}: {whole} (không dấu ngăn hàng nghìn).")
KEY_ALONE = Message("broken-yaml", "Trong ngoặc {{ }}, {value!q} không có dấu hai chấm.",
    "Viết từng cặp: {{tên mục: giá trị, tên mục: giá trị}}.")

# Values of a header or a register. ``{example}`` shows a right value, ``{advice}`` depends on what was written.
DID_YOU_MEAN = "Có phải “{meant}”?"
TOO_MUCH_WRONG = Message("too-much-wrong", "Còn {more} lỗi nữa như trên.",
    "Sửa những lỗi đã nêu rồi kiểm tra lại.")
WRONG_VALUE = {  # by the name that ``WrongValueError`` and ``validate`` give to what is wrong
    "unknown": Message("unknown-key", "Không có mục nào tên là {name}.", "{advice}"),
    "missing": Message("missing-key", "Thiếu mục bắt buộc “{name}” ({key}).", "Thêm dòng. {example}"),
    "empty": Message("missing-key", "Mục bắt buộc “{name}” ({key}) còn trống.", "Điền vào sau dấu hai chấm. {example}"),
    "missing-in-braces": Message("missing-key", "Thiếu mục bắt buộc “{name}” ({key}).",
        "Thêm vào trước dấu }}, sau một dấu phẩy. {example}"),
    "too-short": Message("too-short", "{name} {written!q} quá ngắn: có {length} ký tự, cần ít nhất {bound}.",
        "Viết đầy đủ hơn. {example}"),
    "too-long": Message("too-long", "{name} quá dài: có {length} ký tự, nhiều nhất {bound}.",
        "Rút gọn lại, bớt ít nhất {excess} ký tự."),
    "too-few": Message("missing-item", "{name} còn trống, cần ít nhất {bound} mục.", "Thêm vào. {example}"),
    "too-many": Message("too-many-items", "{name} có quá nhiều mục, nhiều nhất {bound}.",
        "Giữ lại những mục chính."),
    "choice": Message("not-a-choice", "{name} {written!q} không phải là một lựa chọn.", "{advice}"),
    "date": Message("bad-date", "{name} {written!q} không đúng dạng ngày.", "{advice}"),
    "day": Message("bad-date", "{name} {written!q} thiếu ngày hoặc tháng.", "{advice}"),
    "calendar": Message("impossible-date", "{name} {written!q} không có trong lịch.", "{advice}"),
    "too-early": Message("impossible-date", "{name} {written!q} sớm quá: trước năm {bound}.",
        "Xem lại năm ở nguồn rồi viết lại. {example}"),
    "too-late": Message("impossible-date", "{name} {written!q} xa quá: sau năm {bound}.",
        "Xem lại năm ở nguồn rồi viết lại. {example}"),
    "period": Message("bad-period", "{name} {written!q} không đúng dạng.", "{advice}"),
    "address": Message("bad-address", "{name} {written!q} không phải địa chỉ trang web.", "{advice}"),
    "slug": Message("bad-former-slug", "{name} {written!q} không phải tên thư mục.",
        "Tên thư mục là chữ thường không dấu, nối bằng gạch ngang. {advice}"),
    "form": Message("bad-code", "{name} {written!q} không đúng dạng.",
        "Chỉ dùng chữ thường không dấu và số, viết liền. {advice}"),
    "colour": Message("bad-colour", "{name} {written!q} không phải mã màu.",
        "Dấu # và sáu chữ số 0–9, a–f, chữ thường, trong ngoặc kép. {example}"),
    "pale": Message("pale-colour", "{name} {written!q} nhạt quá, chữ trắng đặt lên không đọc được.",
        'Chọn màu đậm hơn, chẳng hạn: {key}: "{bound}"'),
    "no-area": Message("no-area", "{name}: ô này rộng hoặc cao bằng 0, hoặc nằm ngoài ảnh, nên không che được gì.",
        "Bốn số là: trái, trên, rộng, cao. {example}"),
    "too-low": Message("out-of-range", "{name} {written!q} không thể nhỏ hơn {bound}.", "Xem lại số này. {example}"),
    "too-high": Message("out-of-range", "{name} {written!q} không thể lớn hơn {bound}.", "Xem lại số này. {example}"),
    "number": Message("not-a-number", "{name} {written!q} không phải là số.", "{advice}"),
    "number-as-text": Message("number-as-text",
        "{name}: số này phải đặt trong ngoặc kép, nếu không sẽ mất số 0 ở cuối.",
        'Ghi trong ngoặc kép, đúng như in trên giấy, ví dụ: {key}: "15.10"'),
    "focus": Message("not-a-percent", "{name} phải là hai số từ 0 đến 100: phần trăm, không ghi dấu %.", "{example}"),
    "blur": Message("not-a-percent",
        "{name} phải là các ô, mỗi ô bốn số, từ 0 đến 100: phần trăm, không ghi dấu %.", "{example}"),
    "yes-no": Message("wrong-type", "{name} {written!q} phải là true hoặc false.",
        "Viết {key}: true nếu đã đồng ý, false nếu chưa."),
    "list": Message("wrong-type", "{name} phải là một danh sách.", "{advice}"),
    "table": Message("wrong-type", "{name} phải gồm các mục con.", "{advice}"),
    "text": Message("wrong-type", "{name} phải là chữ trên một dòng, không phải {kind}.", "{advice}"),
}

# Registers.
NO_REGISTERS = Message("missing-register", "Không thấy thư mục danh mục này.",
    "Đưa thư mục danh-muc về lại chỗ này, hoặc lấy lại từ lịch sử git.")
REGISTERS_NOT_A_FOLDER = Message("not-a-file", "Chỗ này phải là thư mục danh mục, không phải tệp hay lối tắt.",
    "Thay bằng thư mục thật có các tệp danh mục.")
REGISTER_NOT_A_FILE = Message("not-a-file", "Danh mục này không phải tệp thường: là lối tắt, thư mục, đường ống hoặc thiết bị.",
    "Thay bằng tệp thật nằm trong thư mục này; không có thì lấy lại từ lịch sử git.")
REGISTER_TOO_BIG = Message("too-big", "Danh mục quá lớn: {size} byte, nhiều nhất {most}.",
    "Lấy lại tệp này từ lịch sử git.")
MISSING_REGISTER = Message("missing-register", "Thiếu danh mục {name!q}.", "Lấy lại tệp này từ lịch sử git.")
MISSING_PAIRS = MISSING_REGISTER._replace(
    mend="Lấy lại tệp này từ lịch sử git; chưa có bao giờ thì tạo một tệp trống mang tên ấy.")
BAD_ABBREVIATION = Message("wrong-type", "Chữ viết tắt {key!q} cần phần viết đầy đủ.",
    "Ví dụ: GPMB: giải phóng mặt bằng")
BAD_SYNONYM = Message("wrong-type", "Sau {key!q} cần đúng một cách gọi trong bài.", "Ví dụ: dọn rác: vệ sinh môi trường")
PAIR_OF_ONE = Message("pair-of-one", "Hai bên dấu hai chấm của {key!q} là một.", "Xóa dòng này.")
BAD_REGISTER_KEY = Message("bad-register-key", "Mã {value!q} phải là chữ thường không dấu và số, nối bằng gạch ngang.",
    "Ví dụ: van-hoa-xa-hoi")
REGISTER_KEY_SLIP = BAD_REGISTER_KEY._replace(mend="Viết: {meant}")
EMPTY_REGISTER = Message("unknown-reference", "Danh mục này chưa có dòng nào, mà bài viết hoặc danh mục khác cần đến nó.",
    "Lấy lại tệp này từ lịch sử git; chưa có bao giờ thì chép dòng mà check.py viết sẵn.")
UNKNOWN_REFERENCE = Message("unknown-reference", "{value!q} không có trong danh mục {register}.yml.",
    "Thêm vào {register}.yml trước.")
ADDABLE = UNKNOWN_REFERENCE._replace(mend="Thêm dòng này vào cuối {register}.yml, thay dấu … bằng tên đầy đủ: {row}")
ROW_IS_TEXT = Message("wrong-type", "Dòng {key!q} chỉ có tên, thiếu tên mục.", "Viết: {table}")
REFERENCE_SLIP = UNKNOWN_REFERENCE._replace(mend=DID_YOU_MEAN)
FORMER_KEY_TAKEN = Message("former-key-taken", "Mã cũ {value!q} đang là mã của dòng {owner!q}.",
    "Xóa mã này khỏi mục ma_cu.")
FUTURE_ROUND = Message("future-date", "Đợt tôn vinh này ghi {written}, chưa tới: hôm nay là {day}.",
    "Xem lại năm, tháng ở văn bản rồi viết lại.")
CIRCULAR_PLACE = Message("circular-place", "Địa bàn {value!q} thuộc chính nó: {circle}.",
    "Sửa mục thuoc: ghi nơi bao trùm nó.")
TWINS = Message("twin-names", "Tên {value!q} trùng với dòng {other}.",
    "Xóa dòng {key}, ghi ma_cu: [{key}] ở dòng {other}, rồi sửa các bài đang ghi {key}. Hai thứ khác nhau thì đặt tên khác nhau.")
TWIN_UNITS = TWINS._replace(mend="Một đơn vị thì xóa dòng {key}, ghi ma_cu: [{key}] ở dòng {other}, rồi sửa các bài đang ghi {key}. Hai đơn vị thì ghi dia_ban của từng đơn vị.")
TWIN_PLACES = TWINS._replace(mend="Một nơi thì xóa dòng {key}, ghi ma_cu: [{key}] ở dòng {other}, rồi sửa các bài đang ghi {key}. Hai nơi thì ghi thuoc hoặc tu, den của từng nơi.")
LEVEL_IN_NAME = Message("level-in-name", "Tên {value!q} đã có cấp; trang sẽ hiện “{level} {value}”.", "Viết: {bare}")
ENDS_BEFORE_BEGINNING = Message("dates-out-of-order", "Ngày thôi tồn tại không sau ngày bắt đầu.",
    "Sửa lại tu hoặc den của dòng này.")
PLACE_IN_LOWER = Message("place-in-lower", "Một {own} không thể thuộc {level} {name}.",
    "Ghi ở thuoc mã của nơi bao trùm nó, hoặc sửa cap.")
PLACE_AFTER_OUTER = Message("place-out-of-time", "Nơi này {own}, mà {level} {name} {life}.",
    "Ghi ở thuoc nơi bao trùm nó khi ấy, hoặc sửa tu, den.")
PLACE_OUTLIVES_OUTER = PLACE_AFTER_OUTER._replace(
    text="Nơi này chưa ghi ngày thôi tồn tại, mà {level} {name} {life}.",
    mend="Thêm dòng den: {until}. Nơi này nay vẫn còn thì ghi ở thuoc nơi bao trùm nó hiện nay.")
BODY_NOT_THEN = Message("unit-out-of-time", "{name} {life}, nên không thể tôn vinh trong đợt này ({when}).",
    "Ghi ở co_quan đơn vị của lúc đó, hoặc sửa ngay của đợt.")
UNDRAWABLE_LETTER = Message("undrawable-letter",
    "{name} {value!q} có ký tự mà phông chữ của thẻ chia sẻ và bản in không có: {letters}.",
    "Bỏ ký tự này hoặc thay bằng chữ thường dùng; biểu tượng cảm xúc chỉ dùng được trong thân bài.")

# fmt: on
