"""What passes for text and is none: the skeleton's own words, empty words about photos, the frame of a report."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import GOOD, REGISTERS, check
from environment import ROOT
from honour_roll.check import leftover_rules, report_rules
from honour_roll.check.case import Case
from honour_roll.check.empty_words import describes_nothing, names_nobody
from honour_roll.check.people import person_in
from honour_roll.entries import derived, examples, folders, markdown, schema, yaml_reader
from honour_roll.entries.entry import ENTRY
from site_tools import edit

RIGHT = (GOOD / "2018/sach-duong-minh-hoa/index.md").read_text("utf-8")
VALUES: dict[str, str | list[str]] = {
    "ten": "Mô hình thử phường Ví Dụ",
    "loai": "tap-the",
    "linh_vuc": "kinh-te",
    "don_vi": "hoi-phu-nu-vi-du",
    "dia_ban": ["phuong-vi-du"],
    "trang_thai": "cong-bo",
    "ngay_dang": "2018-08-17",
    "tom_tat": "Hội Phụ nữ phường Ví Dụ trồng hoa ở những góc phố bỏ trống, mỗi góc một nhóm hộ nhận chăm.",
}
LEFT = {"question-left", "example-left"}
# What an example refers to may not be there: another cause.
OTHERS = {"unknown-source", "missing-photo", "unknown-reference", "unknown-entry", "missing-key", "former-slug-taken"}
OTHERS |= {"photo-outside", "place-not-then", "dates-out-of-order"}


def rules_of(folder: Path, text: str) -> list[str]:
    path = folder / "2018/mo-hinh-thu/index.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return [problem.rule for problem in check(folder, REGISTERS)[0]]


def test_the_bare_skeleton_is_told_of_every_question(tmp_path: Path) -> None:
    found = rules_of(tmp_path, derived.skeleton(VALUES))
    assert found.count("question-left") == len(schema.SECTIONS)
    assert set(found) == {"question-left", "missing-key"}  # the source


@pytest.mark.parametrize("row", [row for row in ENTRY.rows if not row.required], ids=lambda row: row.key)
def test_an_example_that_is_only_uncommented_is_told(tmp_path: Path, row: schema.Key) -> None:
    text = derived.skeleton(VALUES)
    line = derived.example_line(row)
    assert f"# {line}\n" in text
    found = rules_of(tmp_path, text.replace(f"# {line}\n", f"{line}\n"))
    assert found.count("example-left") == 1
    assert set(found) - OTHERS <= LEFT


FACTS = ("ket_qua", "anh", "nhan_rong", "nhat_ky", "dong_y", "duyet")  # someone else's, however they came there
MAY_BE_TRUE = [row for row in ENTRY.rows if not row.required and row.key not in FACTS]


@pytest.mark.parametrize("row", MAY_BE_TRUE, ids=lambda row: row.key)
def test_a_true_value_that_equals_the_example_may_stay_without_the_remark(tmp_path: Path, row: schema.Key) -> None:
    text = derived.skeleton(VALUES).replace(f"# {derived.example_line(row)}\n", f"{derived.example_line(row)}\n")
    assert "example-left" not in rules_of(tmp_path, text.replace(f"{derived.help_line(row)}\n", ""))


def test_examples_of_inner_keys_are_told() -> None:
    told = {text for texts in examples._texts().values() for text in texts}
    assert {"Chi hội 4 trồng thêm 10 chậu hoa.", "Dãy chậu hoa làm từ bếp than cũ bên bờ tường ngõ"} <= told
    decision = {"quyet_dinh": {"so": "123-QĐ/QU", "ngay": "2017-12-20"}, "dot": "tong-ket-2023"}
    left = [*examples.left_in({"ton_vinh": [decision]})]
    assert [one.at for one in left] == [("ton_vinh", 0, "quyet_dinh")]


def test_the_entry_that_the_examples_tell_of_may_say_them() -> None:
    title = next(row.example for row in ENTRY.rows if row.key == "ten")
    figure = {"chi_so": "Bếp than tổ ong thu gom", "gia_tri": 10, "don_vi_tinh": "bếp", "nguon": "n2"}
    assert [*examples.left_in({"ten": "Bếp ấm", "ket_qua": [figure]})]
    assert not [*examples.left_in({"ten": title, "ket_qua": [figure]})]


@pytest.mark.parametrize("section", schema.SECTIONS)
@pytest.mark.parametrize("shape", ["{}", "**{}** Bà con cùng làm.", "> {}", "Bà con hỏi: {}", "{}\n\nBà con cùng làm."])
def test_a_question_is_told_however_it_stands(tmp_path: Path, section: str, shape: str) -> None:
    question = max(re.findall(r"[^.?!\n]{20,}[.?!]", schema.SECTIONS[section]), key=len).strip()
    text = RIGHT.replace(f"## {section}\n", f"## {section}\n\n{shape.format(question.upper())}\n")
    assert rules_of(tmp_path, text) == ["question-left"]


def test_the_sample_of_the_guide_is_told_as_well(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "huong-dan.md").read_text("utf-8")
    sample = re.search(r"```markdown\n(## Thực trạng.*?)```", guide, re.DOTALL)
    assert sample
    header = RIGHT[: RIGHT.index("---\n", 4) + 4]
    assert rules_of(tmp_path, header + sample[1]) == ["question-left"] * len(schema.SECTIONS)


@pytest.mark.parametrize(
    "words",
    [
        "Trước khi có mô hình, ngõ đầy rác, ai cũng ngại đi qua.",
        "### Vận động thế nào?\n\nTổ trưởng gõ cửa từng nhà.",
        "**Trước khi có mô hình:** ngõ tối, trẻ ngại đi học thêm.",
        "Nơi nào đã làm theo thì ghi tên vào sổ.",
        "Việc đầu tiên là dọn rác, cả tổ cùng làm.",
        "Bà con hỏi nhau vì sao phải làm, rồi cùng làm.",
        "| Việc | Ai làm |\n| --- | --- |\n| Tưới cây | Chi hội |",
        "Con số đưa vào sổ hằng tuần, kèm nguồn rác từ đâu ra.",
    ],
)
def test_good_prose_is_no_question_of_the_skeleton(tmp_path: Path, words: str) -> None:
    assert rules_of(tmp_path, RIGHT.replace("## Cách làm\n", f"## Cách làm\n\n{words}\n")) == []


@pytest.mark.parametrize(
    "words", ["", "…", "...", "Đang cập nhật.", "(Đang được bổ sung)", "**TODO**", "xxx", "- \n- "]
)
def test_a_section_without_words_is_told(tmp_path: Path, words: str) -> None:
    text = re.sub(r"(?s)## Kết quả\n.*?(?=## )", f"## Kết quả\n\n{words}\n\n", RIGHT)
    assert rules_of(tmp_path, text) == ["empty-section"]


def test_a_section_may_say_that_nothing_is_known(tmp_path: Path) -> None:
    text = re.sub(r"(?s)## Kết quả\n.*?(?=## )", "## Kết quả\n\nChưa có số liệu.\n\n", RIGHT)
    assert rules_of(tmp_path, text) == []


NOTHING = """
    Ảnh minh họa số 1|Hình ảnh hoạt động|Ảnh minh hoạ|anh minh hoa so 1|Hình ảnh hoạt động của mô hình|Bức ảnh đẹp
    IMG 20180817 093000|..........|xxxxxxxxxxxx|Toàn cảnh|Hình 1.2: minh họa|HÌNH ẢNH TƯ LIỆU|Một số hình ảnh hoạt động
    Ảnh trước khi thực hiện|Ảnh sau khi thực hiện mô hình|Hình ảnh tại chương trình|Ảnh đại diện bài viết|Không có mô tả
    Đang cập nhật nội dung|Ảnh chụp màn zalo 12 - không rõ
"""
SOMETHING = """
    Cây hoa trước nhà|Hoa trong chậu|Góc phố sau khi trồng hoa|Dòng chảy của nước|Ảnh chụp bà con quét ngõ|Một lớp học
    Cờ Tổ quốc trước cổng|Đèn trong ngõ|Hai chậu hoa, một gốc cây|Bảng tin của tổ 12|Toàn cảnh sân chơi|Người dân họp tổ
"""


def listed(text: str) -> list[str]:
    return [words for line in text.split("\n") for words in line.strip().split("|") if words]


def test_empty_words_about_a_photo() -> None:
    told = [words for words in listed(NOTHING) if not describes_nothing(words)]
    assert told == ["Ảnh chụp màn zalo 12 - không rõ"]  # “màn” says something
    assert [words for words in listed(SOMETHING) if describes_nothing(words)] == []
    assert describes_nothing("Ảnh mô hình “Góc xanh”", "“Góc xanh”")


def test_words_that_name_nobody() -> None:
    nobody = (
        "Internet|Sưu tầm|Không rõ|Nguồn: Internet|St|Ảnh mạng|N/A|...|google|Nhiều tác giả|Lấy từ trên mạng|khong ro"
    )
    nobody += "|SƯU TẦM|Mạng xã hội|Ảnh: sưu tầm trên Facebook|Chưa rõ tác giả|Ẩn danh|Đang cập nhật|Trang web|-"
    someone = "Hội LHPN phường|Báo Hà Nội mới|Nguyễn Thị Mạng|Facebook phường Quan Hoa|Tư liệu phường|Người dân tổ 5"
    someone += "|Thư viện phường|Cộng tác viên|TTXVN|Ban Dân vận|Báo cáo năm 2018|Chi bộ 40"
    assert [words for words in nobody.split("|") if not names_nobody(words)] == []
    assert [words for words in someone.split("|") if names_nobody(words)] == []


@given(
    st.lists(st.sampled_from("ảnh hình minh họa hoạt động số tư liệu 1 2 a".split()), min_size=3),
    st.sampled_from("hồ lúa trẻ"),
)
def test_one_word_that_says_something_is_enough(words: list[str], telling: str) -> None:
    assert describes_nothing(" ".join(words))
    assert not describes_nothing(" ".join([*words, telling + "ng"]))


def test_one_person_is_no_collective() -> None:
    people = "Ông Nguyễn Văn A và tổ hòa giải|“Bà Trần Thị Thử”|Tổ trưởng Nguyễn Văn B tận tụy|Bà H’Lớ"
    people += "|Tấm gương: bà Lê Thị C|Bí thư chi bộ số 5 Trần Thị D|Ông Y Moan|Đồng chí Phạm Văn E"
    people += "|Cựu chiến binh Vũ Văn G|Cô giáo Đỗ Thị H|BÀ NGUYỄN THỊ B|Ông Trần Văn An đã mở lớp"
    groups = "Bà con cùng làm đường|Chị em phụ nữ Lê Lợi|Anh hùng Nguyễn Viết Xuân|Gia đình ông Nguyễn Văn A|Cô Tô xanh"
    groups += "|Chị Lê đã làm gì|BÀ CON LÀNG MAI"
    assert person_in("Ông Trần Văn An đã mở lớp học") == "Ông Trần Văn An"
    groups += "|Bà Triệu – tuyến phố đẹp|Ông bà mẫu mực|Tổ hòa giải Nguyễn Trãi|Anh em phố Trần Duy Hưng"
    assert [words for words in people.split("|") if not person_in(words)] == []
    assert [words for words in groups.split("|") if person_in(words)] == []


def body_rules(tmp_path: Path, words: str) -> list[str]:
    return rules_of(tmp_path, RIGHT.replace("## Cách làm\n", f"## Cách làm\n\n{words}\n"))


FRAMES = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nĐộc lập – Tự do – Hạnh phúc",
    "**Cộng hoà xã hội chủ nghĩa Việt Nam**",
    "CONG HOA XA HOI CHU NGHIA VIET NAM",
    "UBND PHƯỜNG VÍ DỤ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "| UBND PHƯỜNG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n| --- | --- |",
    "*Độc lập - Tự do - Hạnh phúc*",
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "Kính gửi: Ban Dân vận Quận ủy",
    "**Kính gửi:**",
    "Nơi nhận:\n- Như trên;\n- Lưu: VT.",
    "Nơi nhận:\n- BTV Hội LHPN thành phố (b/c);\n- Các chi hội;\n- Lưu Văn phòng Đảng ủy.",
    "Căn cứ Kế hoạch số 15-KH/ĐU ngày 20/02/2023 của Đảng ủy phường;\nCăn cứ Công văn số 88,",
    "- Đảng ủy, UBND phường (b/c);",
    "T/M BAN CHẤP HÀNH",
    "T/M Ban Thường vụ",
    "TM. ỦY BAN NHÂN DÂN",
    "KT. CHỦ TỊCH",
    "(Đã ký)",
    "(Ký tên, đóng dấu)",
    "(Đã ký) Nguyễn Văn A",
    "Số: 12/BC-UBND",
    "Số 45-BC/ĐU",
    "Ví Dụ, ngày 17 tháng 8 năm 2018",
    "Ví Dụ, ngày … tháng … năm 2018",
    "BÁO CÁO",
    "### BÁO CÁO THÀNH TÍCH",
]


@pytest.mark.parametrize("words", FRAMES)
def test_the_frame_of_a_report_is_told_once_and_obeying_ends_it(tmp_path: Path, words: str) -> None:
    text = RIGHT.replace("## Cách làm\n", f"## Cách làm\n\n{words}\n\n")
    path = tmp_path / "2018/mo-hinh-thu/index.md"
    assert rules_of(tmp_path, text) == ["report-frame"]
    (problem,) = check(tmp_path, REGISTERS)[0]
    told: set[int] = set()
    for first, last in re.findall(r"(\d+)(?:–(\d+))?", problem.mend):
        told |= set(range(int(first), int(last or first) + 1))
    left = [line for number, line in enumerate(path.read_text("utf-8").split("\n"), 1) if number not in told]
    assert rules_of(tmp_path, "\n".join(left)) == []


@pytest.mark.parametrize(
    "words",
    [
        "Tiêu ngữ “Độc lập – Tự do – Hạnh phúc” treo ở cổng.",
        "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam có ghi điều ấy.",
        "Đảng Cộng sản Việt Nam lãnh đạo.",
        "> Kính gửi: bà con tổ 5, xin mời bà con đến họp.",
        "Kính gửi bà con một lời cảm ơn.",
        "| Nơi nhận | Số lượng |\n| --- | --- |\n| Ngày 17 tháng 8 năm 2018 | 12 |",
        "Biên bản đã ký, mỗi nhà giữ một bản.",
        "100 hộ đã ký cam kết (đã ký ngày 2/9).",
        "- Ngày 17 tháng 8 năm 2018",
        "Số 12 ngõ 5 làm trước.",
        "Báo cáo của tổ dán ở cửa.",
        "Kế hoạch",
        "THÔNG BÁO của tổ dán ở cửa.",
        "TM Mobile cho mượn loa.",
        "Lưu ý: không đốt rác.",
        "- Lưu hồ sơ từng hộ",
        "- Lưu văn bản, ảnh chụp của từng buổi vào một quyển.",
        "Căn cứ vào sổ theo dõi, tổ trưởng báo hằng tuần.",
        "Tổ báo Đảng ủy (b/c) rồi mới làm.",
        "Quan Hoa, ngày 17 tháng 8 năm 2018, bà con họp.",
    ],
)
def test_good_prose_is_no_frame_of_a_report(tmp_path: Path, words: str) -> None:
    assert body_rules(tmp_path, words) == []


def test_hostile_bodies_are_read_in_time() -> None:
    start = time.perf_counter()
    for piece in (
        "trước khi có mô hình ",
        "việc ",
        "T/M ",
        "Số: 1",
        "KÍNH GỬI:\n",
        "A\n",
        "(",
        "ngày tháng năm, ",
        " \t",
        "…",
    ):
        body = piece * (290_000 // len(piece.encode()))
        raw: Any = folders.Raw(folders.Folder("2018", "x", ()), _document(), body, body, 1)
        case = Case(raw, markdown.render("", "x"), draft=False, pictures={})
        for rule in (leftover_rules.questions_are_answered, leftover_rules.sections_say_something):
            list(rule(case))
        list(report_rules.report_has_no_frame(case))
    assert time.perf_counter() - start < 30  # no measurement: what hangs takes minutes


def _document() -> Any:
    return yaml_reader.Document("index.md", 2, {}, "ten: a\n")


def test_a_draft_may_keep_all_of_it_and_is_told_in_the_preview(roll: Path) -> None:
    edit(roll / "2018" / "hoa-giai-vi-du", trang_thai="nhap", anh=None)
    path = roll / "2018" / "hoa-giai-vi-du" / "index.md"
    path.write_text(
        path.read_text("utf-8").replace("## Kết quả\n", f"## Kết quả\n\n{schema.SECTIONS['Kết quả']}\n"), "utf-8"
    )
    assert check(roll)[0] == []
