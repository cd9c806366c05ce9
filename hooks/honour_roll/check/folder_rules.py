"""shelves.Folder rules: what can be said of an entry from its own folder alone. One generator a rule; the docstring is the rule."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from honour_roll import addresses
from honour_roll.entries import field_types, folders, markdown, schema
from honour_roll.entries.read import Raw
from honour_roll.entries.validate import nearest, row_at
from honour_roll.photos.inspect import HEIC, PHOTO_NAME, PICTURES, Original, UnusablePhotoError
from honour_roll.problem import Problem, quoted
from honour_roll.text.vietnamese import date_text, fold, legacy_encoding, nfc, slug_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

# Controls, invisible joiners, and marks that turn the direction of text: nothing a Vietnamese sentence holds.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffd\ue000-\uf8ff]"
)
_RAW_HTML = re.compile(r"<(?:[a-zA-Z][a-zA-Z0-9-]*(?=[\s/>])|/[a-zA-Z]|!|\?)")
_CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]+`", re.DOTALL | re.MULTILINE)
_HTML_MENDS = (
    ("<!--", ("Lời ghi chú", "Xóa đi; điều cần nhớ thì ghi sau dấu # ở phần đầu bài.")),
    ("<script", ("Đoạn mã", "Xóa đi: bài không được chứa mã chạy.")),
    ("<iframe", ("Khung nhúng", "Xóa đi, thay bằng liên kết: [Xem phim](https://…).")),
    ("<img", ("Thẻ ảnh", "Xóa đi; chép ảnh vào thư mục bài và khai ở mục anh.")),
    ("<a ", ("Thẻ HTML", "Viết liên kết bằng Markdown: [chữ](https://…).")),
    ("", ("Thẻ HTML", "Viết bằng Markdown: **đậm**, *nghiêng*, - danh sách, | bảng |; dấu < thì viết \\<.")),
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SCHEMES = ("http", "https", "mailto", "tel")
_MOST_TOLD = 30  # findings of one kind in one body: whoever has more mends these and asks again
_MOST_ITEMS = 100  # no list may have more, which is told once
_DEEPEST_HEADING = 4
_LONGEST_SLUG = 80


class Case(NamedTuple):
    """What a rule may look at. ``data`` is as written: any part of it may be of a wrong type.

    ``pictures`` has, by file name, each photo beside the entry that could be examined, or why it could not.
    """

    raw: Raw
    data: Mapping[str, Any]
    body: markdown.Body
    draft: bool
    pictures: Mapping[str, Original | UnusablePhotoError]


def slug_is_kebab_case(folder: folders.Folder, shown: str) -> Iterator[Problem]:
    """A folder's name is small ASCII letters and digits joined by hyphens, at most 80, and is not a word the site uses."""
    meant = slug_of(folder.slug, _LONGEST_SLUG) or "ten-mo-hinh"
    if field_types.SLUG.fullmatch(folder.slug) and len(folder.slug) > _LONGEST_SLUG:
        yield Problem(f"{shown}/{folder.path}", 0, 0, "bad-slug", "Tên thư mục", folder.slug,
                      f"Tên thư mục dài {len(folder.slug)} ký tự, nhiều nhất {_LONGEST_SLUG}.",
                      f"Rút ngắn lại, ví dụ “{meant}”.")  # fmt: skip
    elif not field_types.SLUG.fullmatch(folder.slug):
        yield Problem(f"{shown}/{folder.path}", 0, 0, "bad-slug", "Tên thư mục", folder.slug,
                      f"Tên thư mục {quoted(folder.slug)} phải là chữ thường không dấu và số, nối bằng gạch ngang.",
                      f"Đổi tên thư mục thành “{meant}”.")  # fmt: skip
    elif folder.slug in addresses.RESERVED:
        yield Problem(f"{shown}/{folder.path}", 0, 0, "bad-slug", "Tên thư mục", folder.slug,
                      f"Tên thư mục {quoted(folder.slug)} đã dành cho trang do máy dựng.", "Đặt tên khác cho thư mục.")  # fmt: skip


def text_is_composed(case: Case) -> Iterator[Problem]:
    """Text is Unicode in composed form (NFC), as TCVN 6909 asks; otherwise the same word has two spellings."""
    if unicodedata.is_normalized("NFC", case.raw.text):
        return
    lines = case.raw.text.split("\n")
    bad = [number for number, line in enumerate(lines) if not unicodedata.is_normalized("NFC", line)]
    line = lines[bad[0]]
    same = next((i for i, pair in enumerate(zip(line, nfc(line), strict=False)) if pair[0] != pair[1]), 0)
    word = line[: same + 1].split(" ")[-1] + line[same + 1 :].split(" ")[0]
    more = f" và chữ ở {len(bad) - 1} dòng nữa" if len(bad) > 1 else ""
    yield _at(case, bad[0] + 1, same + 1, "not-nfc", word, f"Chữ {quoted(nfc(word))}{more} gõ bằng dấu rời (Unicode tổ hợp).",
              "Chọn bảng mã Unicode (dựng sẵn) trong bộ gõ rồi gõ lại; hoặc chuyển mã cả bài bằng UniKey "
              "(Ctrl+Shift+F6), từ Unicode tổ hợp sang Unicode.")  # fmt: skip


def text_is_unicode(case: Case) -> Iterator[Problem]:
    """Text is not pasted from a font of before Unicode (TCVN3, VNI)."""
    if not legacy_encoding(case.raw.text):
        return
    for number, line in enumerate(case.raw.text.split("\n"), start=1):
        if family := legacy_encoding(line):
            yield _at(case, number, 1, "legacy-font", line.strip(), f"Dòng này dán từ phông chữ cũ ({family}), chữ thành "
                      f"vô nghĩa: {quoted(line.strip())}.",
                      "Chuyển sang Unicode rồi dán lại (UniKey: Ctrl+Shift+F6), hoặc gõ lại.")  # fmt: skip
            return


def nothing_is_hidden(case: Case) -> Iterator[Problem]:
    """Text holds no invisible or direction-turning characters."""
    for match in HIDDEN.finditer(case.raw.text):
        line = case.raw.text.count("\n", 0, match.start()) + 1
        column = match.start() - case.raw.text.rfind("\n", 0, match.start())
        name = f"U+{ord(match[0]):04X}"
        yield _at(case, line, column, "hidden-character", name, f"Có ký tự không nhìn thấy được ({name}).",
                  "Xóa và gõ lại chữ ở chỗ này; thường do dán từ trang web hoặc tệp PDF.")  # fmt: skip
        return
    for location, value in _texts(case.data) if "\\" in case.raw.text else ():
        if found := HIDDEN.search(value):
            yield _found(case, location, "hidden-character", value, "Trong ngoặc kép, dấu \\ tạo ra ký tự không nhìn thấy "
                         f"được (U+{ord(found[0]):04X}).", "Thay dấu \\ bằng dấu /, hoặc bỏ ngoặc kép.")  # fmt: skip


def dates_are_in_order(case: Case) -> Iterator[Problem]:
    """An update is not earlier than the publication."""
    first, last = str(case.data.get("ngay_dang")), str(case.data.get("cap_nhat"))
    if _DAY.fullmatch(first) and _DAY.fullmatch(last) and last < first:
        yield _found(case, ("cap_nhat",), "dates-out-of-order", last, f"Ngày cập nhật {date_text(last)} sớm hơn ngày "
                     f"đăng {date_text(first)}.", "Sửa lại một trong hai ngày.")  # fmt: skip


def source_codes_are_one_each(case: Case) -> Iterator[Problem]:
    """Each source has a code of its own."""
    seen: set[str] = set()
    for index, source in _items(case, "nguon"):
        if "ma" not in source:
            continue
        code = str(source["ma"])
        if code in seen:
            yield _found(case, ("nguon", index, "ma"), "duplicate-source", code, f"Mã nguồn {quoted(code)} dùng hai lần.",
                         f"Đặt mã khác, ví dụ n{index + 1}.")  # fmt: skip
        seen.add(code)


def sources_are_declared(case: Case) -> Iterator[Problem]:
    """A figure or a diary line names a source that the entry declares."""
    codes = [str(source.get("ma")) for _, source in _items(case, "nguon")]
    for key in ("ket_qua", "nhat_ky"):
        for index, item in _items(case, key):
            code = item.get("nguon")
            if code is not None and str(code) not in codes:
                yield _found(case, (key, index, "nguon"), "unknown-source", str(code), f"Nguồn {quoted(code)} chưa khai ở "
                             "mục nguon.", f"Các nguồn đã khai: {', '.join(dict.fromkeys(codes)) or 'chưa có'}. Thêm nguồn hoặc sửa mã.",
                             )  # fmt: skip


def photo_names_are_plain(case: Case) -> Iterator[Problem]:
    """A photo is a real file right beside ``index.md``, with a plain name and a picture's ending."""
    for index, photo in _items(case, "anh"):
        name = photo.get("tep")
        if not isinstance(name, str) or PHOTO_NAME.fullmatch(name):
            continue
        location = ("anh", index, "tep")
        if "/" in name or "\\" in name or name.startswith("."):
            yield _found(case, location, "photo-outside", name, f"Tệp ảnh {quoted(name)} không nằm cạnh index.md.",
                         "Chép ảnh vào cùng thư mục với index.md và chỉ ghi tên tệp.")  # fmt: skip
        elif not name.lower().endswith(PICTURES):
            yield _found(case, location, "not-a-picture", name, f"Tệp {quoted(name)} không phải ảnh dùng được.",
                         _fix_command(case) if name.lower().endswith(HEIC) else f"Dùng ảnh có đuôi {', '.join(PICTURES)}.")  # fmt: skip
        else:
            stem, _, ending = nfc(name).rpartition(".")
            meant = re.sub(r"[^a-z0-9]+", "-", fold(stem)).strip("-") or "anh"
            yield _found(case, location, "bad-photo-name", name, f"Tên ảnh {quoted(nfc(name))} có dấu, dấu cách hoặc chữ hoa.",
                         f"{_fix_command(case)} (hoặc tự đổi tên tệp và mục tep thành “{meant}.{ending.lower()}”).")  # fmt: skip


def photos_are_there(case: Case) -> Iterator[Problem]:
    """A photo that the header names lies beside ``index.md``, and is named once."""
    files = {f.name: f for f in case.raw.folder.files}
    seen: set[str] = set()
    for index, photo in _items(case, "anh"):
        name = photo.get("tep")
        if not isinstance(name, str) or not PHOTO_NAME.fullmatch(name):
            continue
        if name in seen:
            yield _found(case, ("anh", index, "tep"), "photo-twice", name, f"Ảnh {quoted(name)} khai hai lần.",
                         "Giữ lại một mục.")  # fmt: skip
            continue
        seen.add(name)
        file = files.get(name)
        if file is None:
            meant = nearest(name, [n for n in files if n.lower().endswith(PICTURES)])
            yield _found(case, ("anh", index, "tep"), "missing-photo", name, f"Không thấy tệp ảnh {quoted(name)} trong thư mục của bài.",
                         f"Có phải “{meant}”?" if meant else "Chép ảnh vào cạnh index.md, hoặc bỏ mục ảnh này.")  # fmt: skip
        elif file.link or file.folder:
            yield _found(case, ("anh", index, "tep"), "not-a-file", name, f"{quoted(name)} là lối tắt hoặc thư mục, không phải ảnh.",
                         "Thay bằng tệp ảnh thật.")  # fmt: skip


def photos_can_be_shown(case: Case) -> Iterator[Problem]:
    """A photo is a whole JPEG, PNG or WebP, as its ending says, neither tiny nor huge."""
    for name, picture in case.pictures.items():
        if isinstance(picture, UnusablePhotoError):
            mend = picture.mend or _fix_command(case)
            yield Problem(case.raw.beside(name), 0, 0, picture.rule, "Ảnh", name, picture.text, mend)
        elif picture.unfit:
            yield Problem(case.raw.beside(name), 0, 0, "unfit-photo", "Ảnh", name, picture.unfit, _fix_command(case))


def files_are_named(case: Case) -> Iterator[Problem]:
    """Everything beside ``index.md`` is a photo that the header names."""
    named = {str(photo.get("tep")) for _, photo in _items(case, "anh")}
    for file in case.raw.folder.files:
        if file.name == folders.INDEX or file.name in named:
            continue
        path, shown = case.raw.beside(file.name), quoted(nfc(file.name))
        if not file.folder and not file.link and file.name.lower().endswith(PICTURES):
            yield Problem(path, 0, 0, "unnamed-photo", "Ảnh", file.name, f"Ảnh {shown} chưa khai trong bài.",
                          f"Thêm vào mục anh: - tep: {nfc(file.name)}, cùng mo_ta và tac_gia; hoặc xóa ảnh.")  # fmt: skip
        else:
            kind = "Lối tắt" if file.link else "Thư mục con" if file.folder else "Tệp"
            mend = "Chuyển ảnh trong đó ra cạnh index.md rồi xóa thư mục con." if file.folder else (
                _fix_command(case) if file.name.lower().endswith(HEIC) and not file.link else
                f"Chỉ để index.md và ảnh ({', '.join(PICTURES)}) trong thư mục bài.")  # fmt: skip
            yield Problem(path, 0, 0, "stray-file", "Tệp", file.name, f"{kind} {shown} không dùng được ở đây.", mend)


def alt_text_describes(case: Case) -> Iterator[Problem]:
    """A photo's alt text says what the photo shows, not what its file is called."""
    for index, photo in _items(case, "anh"):
        alt, name = photo.get("mo_ta"), photo.get("tep")
        if isinstance(alt, str) and isinstance(name, str):
            plain = re.sub(r"[^a-z0-9]", "", fold(alt))
            if plain in (re.sub(r"[^a-z0-9]", "", fold(n)) for n in (name, name.rpartition(".")[0])):
                yield _found(case, ("anh", index, "mo_ta"), "alt-is-file-name", alt, f"Mô tả ảnh {quoted(alt)} chỉ là tên tệp.",
                             "Viết ảnh cho thấy gì, ví dụ: Dãy chậu hoa làm từ bếp than cũ bên bờ tường ngõ.")  # fmt: skip


def cover_is_one(case: Case) -> Iterator[Problem]:
    """At most one photo is the cover."""
    covers = [index for index, photo in _items(case, "anh") if photo.get("vai_tro") == "bia"]
    for index in covers[1:]:
        yield _found(case, ("anh", index, "vai_tro"), "two-covers", "bia", "Bài có hai ảnh bìa.",
                     "Giữ “bia” ở một ảnh, ảnh kia để “tu-lieu”.")  # fmt: skip


def individual_agreed(case: Case) -> Iterator[Problem]:
    """An individual is published only with consent (Law 91/2025/QH15, Art. 16)."""
    consent = case.data.get("dong_y")
    given = isinstance(consent, dict) and consent.get("co") is True
    if case.data.get("loai") == "ca-nhan" and not given and not case.draft:
        location = ("dong_y", "co") if isinstance(consent, dict) and "co" in consent else ("loai",)
        yield _found(case, location, "no-consent", "", "Bài về cá nhân chưa có sự đồng ý công bố.",
                     "Xin đồng ý bằng giấy rồi ghi dong_y: {co: true, ngay: …}; chưa có: nhap; đã rút lại: tam-an.")  # fmt: skip


def body_has_its_sections(case: Case) -> Iterator[Problem]:
    """The body has the four sections, in order, unless it is a draft."""
    if case.draft or case.body.too_deep:
        return
    have = [words for level, words in case.body.headings if level == 2]
    for name in schema.SECTIONS:
        if name not in have:
            meant = next((h for h in have if fold(h) == fold(name)), None)
            line, column = _heading_place(case, meant) if meant else (case.raw.text.count("\n") or 1, 1)
            yield _at(case, line, column, "missing-section", name, f"Thiếu phần “## {name}”.",
                      f"Có phải “## {meant}”? Viết đúng: ## {name}" if meant else
                      f"Thêm dòng ## {name} và viết phần đó; chưa có số liệu thì nói rõ là chưa có.")  # fmt: skip
    order = [name for name in have if name in schema.SECTIONS]
    if sorted(order, key=schema.SECTIONS.index) != order and not set(schema.SECTIONS) - set(have):
        line, column = _heading_place(case, order[0])
        yield _at(case, line, column, "section-order", "", f"Các phần không theo thứ tự: {', '.join(order)}.",
                  f"Xếp lại: {', '.join(schema.SECTIONS)}.")  # fmt: skip


def headings_step_down(case: Case) -> Iterator[Problem]:
    """Headings in the body start at ``##``, go no deeper than ``####``, do not skip a level, and stand by themselves."""
    before, told = 1, 0
    for level, words in case.body.headings:
        if told >= _MOST_TOLD:
            return
        right = min(before + 1, _DEEPEST_HEADING)
        if level == 1:
            text = f"Tiêu đề {quoted(words)} dùng một dấu #, dành cho tên bài."
            mend = f"Viết: ## {words}; nếu chỉ lặp lại tên bài thì xóa dòng này."
        elif level > right:
            text = f"Tiêu đề {quoted(words)} có {level} dấu #, nhảy cấp."
            mend = f"Viết: {'#' * right} {words}"
            level = right  # noqa: PLW2901 - go on as if it were mended
        else:
            before = level
            continue
        yield _at(case, *_heading_place(case, words), "heading-level", words, text, mend)
        before, told = level, told + 1
    for words in case.body.inner_headings[:_MOST_TOLD]:
        yield _at(case, *_heading_place(case, words), "heading-inside", words, f"Tiêu đề {quoted(words)} nằm trong trích "
                  "dẫn hoặc danh sách.", "Bỏ dấu > hoặc dấu - ở trước dấu #, hoặc bỏ các dấu # đi.")  # fmt: skip


def body_is_plain_markdown(case: Case) -> Iterator[Problem]:
    """The body is Markdown: HTML in it would be dropped, and a picture belongs to the header."""
    if case.body.too_deep:
        yield _at(case, case.raw.body_line, 1, "too-deep", "", "Thân bài có quá nhiều lớp trích dẫn hoặc chữ đậm lồng nhau.",
                  "Bỏ các dấu > hoặc * dán thừa.")  # fmt: skip
    if case.body.has_html:
        found = _RAW_HTML.search(_without_code(case.raw.body))
        start = found.start() if found else 0
        piece = re.match(r"<[^<>\n]{0,200}>?", case.raw.body[start:]) if found else None
        tag = piece[0] if piece else "<"
        line, column = markdown.place(
            case.raw.body[start:], tag, case.raw.body_line + case.raw.body.count("\n", 0, start)
        )
        column += start - case.raw.body.rfind("\n", 0, start) - 1 if found else 0
        what, how = next(words for start_of, words in _HTML_MENDS if tag.lower().startswith(start_of))
        yield _at(case, line, column, "raw-html", tag, f"{what} {quoted(tag)} sẽ bị bỏ.", how)
    if case.body.has_image:
        line, column = markdown.place(case.raw.body, "![", case.raw.body_line)
        yield _at(case, line, column, "image-in-body", "", "Ảnh không đặt trong thân bài.",
                  "Xóa phần ![…](…) này; chép ảnh vào thư mục bài và khai ở mục anh, trang sẽ tự xếp ảnh.")  # fmt: skip


def links_are_safe(case: Case) -> Iterator[Problem]:
    """A link leads to a web page, an e-mail, a telephone, this site, or a heading of this page; nothing else."""
    ids = frozenset(case.body.ids)
    if "" in case.body.targets:  # the renderer leaves nothing of a script or of embedded data
        for target in list(dict.fromkeys(markdown.dropped_targets(case.raw.body)))[:_MOST_TOLD]:
            line, column = markdown.place(case.raw.body, target or "]()", case.raw.body_line)
            yield _at(case, line, column, "unsafe-link", target, f"Liên kết {quoted(target)} không dùng được." if target else
                      "Liên kết để trống.", "Dùng địa chỉ bắt đầu bằng https://, hoặc bỏ liên kết.")  # fmt: skip
    wrong = 0
    for target in dict.fromkeys(filter(None, case.body.targets)):
        if wrong >= _MOST_TOLD:
            return
        scheme = target.partition(":")[0].lower() if not markdown.is_local(target) else ""
        wrong += bool(scheme and scheme not in _SCHEMES) or (target.startswith("#") and target[1:] not in ids)
        if scheme and scheme not in _SCHEMES:
            line, column = markdown.place(case.raw.body, target, case.raw.body_line)
            yield _at(case, line, column, "unsafe-link", target, f"Liên kết {quoted(target)} không dùng được.",
                      "Dùng địa chỉ bắt đầu bằng https://, hoặc bỏ liên kết.")  # fmt: skip
        elif target.startswith("#") and target[1:] not in ids:
            line, column = markdown.place(case.raw.body, target, case.raw.body_line)
            meant = nearest(target[1:], case.body.ids)
            yield _at(case, line, column, "dead-link", target, f"Không có tiêu đề nào ứng với liên kết {quoted(target)}.",
                      f"Có phải “#{meant}”?" if meant else "Sửa liên kết hoặc bỏ đi.")  # fmt: skip


RULES: tuple[Callable[[Case], Iterator[Problem]], ...] = (
    text_is_composed,
    text_is_unicode,
    nothing_is_hidden,
    dates_are_in_order,
    source_codes_are_one_each,
    sources_are_declared,
    photo_names_are_plain,
    photos_are_there,
    photos_can_be_shown,
    files_are_named,
    alt_text_describes,
    cover_is_one,
    individual_agreed,
    body_has_its_sections,
    headings_step_down,
    body_is_plain_markdown,
    links_are_safe,
)


def _fix_command(case: Case) -> str:
    """Give the command that mends an entry's photos."""
    return f"Chạy: python scripts/fix_photos.py {case.raw.shown.rpartition('/')[0]}"


def _items(case: Case, key: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Give the tables in the list at ``key``, with their indexes; nothing when what stands there is no list."""
    value = case.data.get(key)
    for index, item in enumerate(value[:_MOST_ITEMS] if isinstance(value, list) else ()):
        if isinstance(item, dict):
            yield index, item


def _texts(value: Any, at: tuple[int | str, ...] = ()) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """Give every text in the header, with its location."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(item, (*at, key))


def _at(case: Case, line: int, column: int, rule: str, value: str, text: str, mend: str) -> Problem:
    return Problem(case.raw.shown, line, column, rule, "", value, text, mend)


def _found(case: Case, location: Sequence[int | str], rule: str, value: str, text: str, mend: str) -> Problem:
    row = row_at(schema.ENTRY, location)
    line, column = case.raw.document.place(location)
    return Problem(case.raw.shown, line, column, rule, row.label if row else "", value, text, mend)


def _heading_place(case: Case, words: str) -> tuple[int, int]:
    """Give the place of the heading with these words."""
    found = re.search(rf"^[ >*+-]*#*[ \t]*{re.escape(words)}", case.raw.body, re.MULTILINE)
    return markdown.place(case.raw.body, found[0] if found else words, case.raw.body_line)


def _without_code(text: str) -> str:
    """Give the text with code blanked out, every character in its place."""
    return _CODE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
