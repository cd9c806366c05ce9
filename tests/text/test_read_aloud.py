"""Vietnamese read aloud: numbers, dates, measures, abbreviations; and the minute that loudspeakers have."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from environment import ROOT
from honour_roll.entries.entry import Entry, Figure, Honour
from honour_roll.entries.markdown import Part
from honour_roll.entries.register_files import load
from honour_roll.entries.roll import Roll
from honour_roll.pages.announcement import SECONDS, script, seconds
from honour_roll.text.number_words import number
from honour_roll.text.read_aloud import spoken
from honour_roll.text.vietnamese import number_text

DIGITS = {word: value for value, word in enumerate("không một hai ba bốn năm sáu bảy tám chín".split())}
ONES = DIGITS | {"mốt": 1, "tư": 4, "lăm": 5}


def heard(words: str) -> int:
    """Return the number that is written down on hearing these words."""
    total = 0
    for milliard, group in enumerate(reversed(words.split(" tỷ"))):
        value = hundreds = 0
        for word in group.split():
            if word in {"triệu", "nghìn"}:
                value += hundreds * {"triệu": 10**6, "nghìn": 1000}[word]
                hundreds = 0
            elif word == "trăm":
                hundreds *= 100
            elif word == "mươi":
                hundreds += hundreds % 10 * 9
            elif word == "mười":
                hundreds += 10
            elif word != "linh":
                hundreds += ONES[word]
        total += (value + hundreds) * 10 ** (9 * milliard)
    return total


@given(st.integers(0, 10**18 - 1))
def test_a_spoken_number_is_written_down_as_the_same(value: int) -> None:
    assert heard(number(number_text(value))) == value
    assert value >= 10**12 or heard(number(str(value))) == value


NUMBERS = {
    "10": "mười",
    "15": "mười lăm",
    "20": "hai mươi",
    "21": "hai mươi mốt",
    "24": "hai mươi tư",
    "25": "hai mươi lăm",
    "101": "một trăm linh một",
    "1.005": "một nghìn không trăm linh năm",
    "2018": "hai nghìn không trăm mười tám",
    "1.000.001": "một triệu không trăm linh một",
    "3,5": "ba phẩy năm",
    "3,25": "ba phẩy hai mươi lăm",
    "3,05": "ba phẩy không năm",
    "0912": "không chín một hai",
}


@pytest.mark.parametrize("written", NUMBERS)
def test_a_number_is_read_as_the_radio_reads_it(written: str) -> None:
    assert number(written) == NUMBERS[written]


TEXTS = {
    "1.230.950.880.055 đồng": "một nghìn hai trăm ba mươi tỷ chín trăm năm mươi triệu tám trăm tám mươi nghìn "
    "không trăm năm mươi lăm đồng",
    "số 1230950880055": "số một hai ba không chín năm không tám tám không không năm năm",
    "ngày 1/4/2025": "ngày mùng một tháng tư năm hai nghìn không trăm hai mươi lăm",
    "17/8/2018": "ngày mười bảy tháng tám năm hai nghìn không trăm mười tám",
    "tháng 8/2017": "tháng tám năm hai nghìn không trăm mười bảy",
    "Ngày 30/4": "Ngày ba mươi tháng tư",
    "tháng 4, thứ 4": "tháng tư, thứ tư",
    "45/13/2018": "bốn mươi lăm/mười ba/hai nghìn không trăm mười tám",
    "2016–2020": "hai nghìn không trăm mười sáu đến hai nghìn không trăm hai mươi",
    "12-15 chậu": "mười hai đến mười lăm chậu",
    "3,5% của 200m2": "ba phẩy năm phần trăm của hai trăm mét vuông",
    "50.000đ": "năm mươi nghìn đồng",
    "ngõ 16/2": "ngõ mười sáu trên hai",
    "đội 5S": "đội năm S",
    "phường Quan Hoa (quận Cầu Giấy)": "phường Quan Hoa, quận Cầu Giấy",
    "“Góc xanh”": "Góc xanh",
    "hội LHPN, TLHPN": "hội Liên hiệp Phụ nữ, TLHPN",
}
DAYS = {
    "ngày 30-4": "ngày ba mươi tháng tư",
    "ngày 8-3": "ngày mùng tám tháng ba",
    "dịp 8/3 và 20/10": "dịp tám tháng ba và hai mươi tháng mười",
    "dịp 30-4 và 1-5": "dịp ba mươi tháng tư và một tháng năm",
    "dịp lễ 30/4, 1/5, cả tổ": "dịp lễ ba mươi tháng tư, một tháng năm, cả tổ",
    "ngày 26/3, 30/4 và 2/9": "ngày hai mươi sáu tháng ba, ba mươi tháng tư và mùng hai tháng chín",
    "Ngày Quốc tế Phụ nữ 8/3": "Ngày Quốc tế Phụ nữ tám tháng ba",
    "mùng 2/9/2024": "mùng hai tháng chín năm hai nghìn không trăm hai mươi tư",
    "sáng 8/3": "sáng mùng tám tháng ba",
    "ngày 01-05-2024": "ngày mùng một tháng năm năm hai nghìn không trăm hai mươi tư",
    "ngày 15-20/3/2024": "ngày mười lăm đến hai mươi tháng ba năm hai nghìn không trăm hai mươi tư",
    "ngày 8-10/3": "ngày mùng tám đến mùng mười tháng ba",
    "từ ngày 15/3 đến 20/4": "từ ngày mười lăm tháng ba đến hai mươi tháng tư",
    "ngày 15/3-20/4/2018": "ngày mười lăm tháng ba đến hai mươi tháng tư năm hai nghìn không trăm mười tám",
    "2/9/2018 - 3/9/2018": "ngày mùng hai tháng chín năm hai nghìn không trăm mười tám "
    "đến ngày mùng ba tháng chín năm hai nghìn không trăm mười tám",
    "tháng 04, tháng 05": "tháng tư, tháng năm",
    "tháng 4-6": "tháng tư đến tháng sáu",
    "tháng 5-2018": "tháng năm năm hai nghìn không trăm mười tám",
    "quý 4/2018": "quý bốn năm hai nghìn không trăm mười tám",
    "7h30, 7h00": "bảy giờ ba mươi, bảy giờ",
    "7 giờ 30": "bảy giờ ba mươi",
    "8h05": "tám giờ không năm",
    "từ 17h": "từ mười bảy giờ",
    "7h30-9h ngày 8/3": "bảy giờ ba mươi đến chín giờ ngày mùng tám tháng ba",
}
NO_DAYS = {
    "2/3 số hộ": "hai phần ba số hộ",
    "1/3": "một trên ba",
    "đạt 8/10 tiêu chí": "đạt tám trên mười tiêu chí",
    "ngày 8/3, 2/3 số hộ": "ngày mùng tám tháng ba, hai phần ba số hộ",
    "chiều 2/3 số hộ": "chiều hai phần ba số hộ",
    "thắp sáng 2/3 ngõ": "thắp sáng hai trên ba ngõ",
    "mùng 1-3 Tết": "mùng một đến ba Tết",
    "mỗi ngày 2-3 giờ": "mỗi ngày hai đến ba giờ",
    "ngày 5-10 tháng 3": "ngày năm đến mười tháng ba",
    "ngày 15-20 hằng tháng": "ngày mười lăm đến hai mươi hằng tháng",
    "mỗi tháng 4 buổi": "mỗi tháng bốn buổi",
    "mỗi tháng 2-3 lần": "mỗi tháng hai đến ba lần",
}
AMOUNTS = {
    "5x10 m": "năm nhân mười mét",
    "5m x 10m": "năm mét nhân mười mét",
    "lớp 12A4": "lớp mười hai A bốn",
    "0912.345.678": "không chín một hai ba bốn năm sáu bảy tám",
    "0912 345 678": "không chín một hai ba bốn năm sáu bảy tám",
    "024.3833.1234": "không hai bốn ba tám ba ba một hai ba bốn",
    "1 000 000 đồng": "một triệu đồng",
    "1 230 950 880 055 đồng": "một nghìn hai trăm ba mươi tỷ chín trăm năm mươi triệu tám trăm tám mươi nghìn "
    "không trăm năm mươi lăm đồng",
    "50 000 đồng": "năm mươi nghìn đồng",
    "năm 2018 120 hộ": "năm hai nghìn không trăm mười tám một trăm hai mươi hộ",
    "02 mô hình, từ 05 đến 06 hộ": "hai mô hình, từ năm đến sáu hộ",
    "Chỉ thị 05 của": "Chỉ thị không năm của",
    "3 km2, 200 m2, 5 m3": "ba ki-lô-mét vuông, hai trăm mét vuông, năm mét khối",
    "đồng/m²": "đồng mỗi mét vuông",
    "20%-30%": "hai mươi đến ba mươi phần trăm",
    "12-15m2": "mười hai đến mười lăm mét vuông",
    "từ -2,5 °C": "từ âm hai phẩy năm độ C",
    "65 triệu đồng/người/năm": "sáu mươi lăm triệu đồng mỗi người mỗi năm",
    "ngày/tháng/năm sinh, và/hoặc": "ngày/tháng/năm sinh, và/hoặc",
    "công nghiệp 4.0": "công nghiệp bốn chấm không",
}
TEXTS |= DAYS | NO_DAYS | AMOUNTS


@pytest.mark.parametrize("written", TEXTS)
def test_a_text_is_read_as_it_is_meant(written: str) -> None:
    assert spoken(written, {"LHPN": "Liên hiệp Phụ nữ"}) == TEXTS[written]


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    read = spoken(text, {"GPMB": "giải phóng mặt bằng"})
    assert not re.search(r"[0-9]", read)


WORDS = re.compile(r"[^\W\d_]+")
SAID = set(
    WORDS.findall(
        " ".join(ONES)
        + " linh mươi mười trăm nghìn triệu tỷ phẩy chấm âm đến trên phần nhân mỗi ngày mùng tháng năm giờ "
        "phút mét vuông khối ki lô xăng ti héc ta gam độ C đồng phần trăm"
    )
)
PIECES = "A h x m m2 km² ha đ % °C ngày tháng giờ thứ dịp và người".split()


@given(st.lists(st.sampled_from([*"0123456789 .,/-–−×()", *PIECES]), max_size=14).map("".join))
def test_no_letter_is_glued_to_the_word_of_a_number(text: str) -> None:
    glued = set(WORDS.findall(spoken(text, {}))) - SAID - set(WORDS.findall(text))
    assert not glued


@given(st.integers(1, 31), st.integers(1, 12), st.integers(1900, 2100))
def test_a_day_is_the_same_however_it_is_written(day: int, month: int, year: int) -> None:
    def read(written: str) -> str:
        return spoken(f"ngày {written}", {})

    assert read(f"{day}/{month}") == read(f"{day}-{month}") == read(f"{day:02}/{month:02}")
    assert read(f"{day}/{month}/{year}") == read(f"{day}-{month}-{year}") == read(f"{day:02}-{month:02}-{year}")
    assert read(f"{day}/{month}/{year}") == f"{read(f'{day}/{month}')} năm {number(str(year))}"


# --- loudspeakers -----------------------------------------------------------------------------------------------------

LISTS = ROOT / "tests" / "good_entries" / "danh-muc"


def read_out(how: str = "", **fields: object) -> str:
    registers, problems = load(LISTS, "danh-muc")
    assert problems == []
    about = {"title": "Góc xanh", "kind": "tap-the", "status": "cong-bo", "summary": "Hội trồng 12 bồn hoa."}
    entry = Entry("goc-xanh", "2018", **(about | fields))  # type: ignore[arg-type]
    made = script(entry, [Part("cach-lam", "Cách làm", how)], Roll([entry], registers), "Dân vận khéo Ví Dụ")
    assert seconds(made) <= SECONDS
    return made


def test_the_loudspeakers_say_what_by_whom_and_with_what_result() -> None:
    text = read_out(
        unit="hoi-phu-nu-vi-du",
        places=("phuong-vi-du",),
        honours=(Honour("so-ket-2017"),),
        results=(Figure("Hộ tham gia", 1250.0, "hộ", "S1"),),
    )
    assert text.split("\n") == [
        "Kính thưa bà con.",
        "Xin giới thiệu mô hình: Góc xanh.",
        "Đơn vị: Hội Liên hiệp Phụ nữ phường Ví Dụ.",
        "Địa bàn: phường Ví Dụ, quận Ví Dụ, nay thuộc phường Ví Dụ hoặc phường Liên Hoàn.",
        "Hội trồng mười hai bồn hoa.",
        "Hộ tham gia: một nghìn hai trăm năm mươi hộ.",
        "Được ghi nhận tại: Sơ kết một năm phong trào thi đua Dân vận khéo, quận Ví Dụ.",
        "Bài đầy đủ có trên trang mạng Dân vận khéo Ví Dụ.",
        "Xin cảm ơn bà con đã lắng nghe.",
    ]


def test_a_person_is_an_example_and_not_a_model() -> None:
    assert "Xin giới thiệu tấm gương: Góc xanh." in read_out(kind="ca-nhan")


@pytest.mark.parametrize("kind", ["ol", "ul"])
def test_steps_are_read_whole_and_in_order_as_far_as_there_is_time(kind: str) -> None:
    steps = [
        f"Bước {number(str(n))}, cả tổ cùng làm một việc thật dài. Cho đến khi xong mới thôi." for n in range(1, 30)
    ]
    steps[4:5] = ["Một bước " + "dài " * 120 + "không kịp đọc.", "Ngắn."]
    text = read_out(
        "<h3>Không đọc</h3><p>Lời mở đầu.</p><table><tr><td>Không đọc</td></tr></table>"
        f"<{kind}>{''.join(f'<li>{step}</li>' for step in steps)}</{kind}><p>Lời cuối.</p>"
    )
    assert "Một phần cách làm như sau.\n" + "\n".join(steps[:4]) + "\nBài đầy đủ có trên trang mạng" in text
    assert not [words for words in ("Không đọc", "Ngắn", "Lời") if words in text]
    assert text.endswith("Xin cảm ơn bà con đã lắng nghe.")


def test_all_steps_are_announced_as_all_of_them() -> None:
    assert "Cách làm như sau.\nBàn.\nLàm.\nBài đầy đủ" in read_out("<ol><li>Bàn.</li><li>Làm.</li></ol>")


def test_sentences_are_read_in_order_and_none_is_picked_out_later() -> None:
    long = "Cả tổ " + "cùng bàn " * 80 + "mới xong."
    text = read_out(f"<p>Hội đến từng nhà. {long} Lúc đầu ai cũng ngại.</p>")
    assert "Hội đến từng nhà.\n" in text
    assert "Lúc đầu" not in text


def test_steps_are_not_announced_when_there_is_no_time_for_one() -> None:
    assert "cách làm như sau" not in read_out(f"<ol><li>{'Cùng làm ' * 120}</li><li>Xong.</li></ol>")


@pytest.mark.parametrize(
    ("figure", "summary", "is_read"),
    [
        (Figure("Hộ tham gia", 1250.0, "hộ", "S1"), "Đã có 1.250 hộ cùng làm.", False),
        (Figure("Hộ tham gia", 250.0, "hộ", "S1"), "Đã có 1.250 hộ cùng làm.", True),
        (Figure("Tỷ lệ", 97.0, "%", "S1"), "Đạt 97%.", False),
        (Figure("Hộ phải cưỡng chế", 0.0, "hộ", "S1"), "Không có hộ nào phải cưỡng chế.", False),
        (Figure("Vụ khiếu nại", 0.0, "vụ", "S1"), "Không có hộ nào phải cưỡng chế.", True),
    ],
)
def test_a_figure_of_the_summary_is_not_read_again(figure: Figure, summary: str, is_read: bool) -> None:  # noqa: FBT001
    assert (f"{figure.name}: " in read_out(summary=summary, results=(figure,))) == is_read


def test_a_unit_that_the_summary_names_and_a_title_that_says_what_it_is_are_said_once() -> None:
    summary = "Hội Liên hiệp Phụ nữ phường Ví Dụ trồng hoa."
    assert "Đơn vị:" not in read_out(summary=summary, unit="hoi-phu-nu-vi-du")
    assert "Xin giới thiệu mô hình Góc xanh.\n" in read_out(title="Mô hình Góc xanh")


def test_a_figure_of_none_is_said_so() -> None:
    text = read_out(results=(Figure("Hộ phải cưỡng chế", 0.0, "hộ", "S1"), Figure("Tỷ lệ hộ nghèo", 0.0, "%", "S1")))
    assert "Hộ phải cưỡng chế: không có.\nTỷ lệ hộ nghèo: không phần trăm.\n" in text


REMARKS = (
    "Bài nguồn không nêu các bước vận động.",
    "Bài viết không nêu kinh phí.",
    "Bài cũng không đăng danh sách.",
    "Chưa rõ ai chăm sóc.",
    "Kinh phí thì nguồn không cho biết.",
    "Nếu bạn là người trong cuộc, xin kể lại cho chúng tôi.",
)
DEEDS = (
    "Hội đến từng nhà khi bà con chưa rõ lợi ích.",
    "Nếu hộ nào vắng, tổ hẹn hôm khác.",
    "Theo bài nguồn, tổ có hai nhóm việc.",
)


@pytest.mark.parametrize("sentence", [*REMARKS, *DEEDS])
def test_what_is_said_to_readers_of_the_page_is_not_said_to_listeners(sentence: str) -> None:
    text = read_out(f"<p>Tổ trồng cây. {sentence} Cả ngõ cùng tưới.</p>")
    assert (sentence in text) == (sentence in DEEDS)
    assert "Tổ trồng cây.\n" in text
    assert "Cả ngõ cùng tưới.\n" in text


def test_what_the_summary_says_is_not_said_twice() -> None:
    summary = "Hội Phụ nữ phường Ví Dụ vận động các gia đình hội viên sớm bàn giao mặt bằng cho đường mới."
    again = "Hội Phụ nữ phường Ví Dụ vận động các gia đình hội viên của dự án sớm bàn giao mặt bằng."
    new = "Hội Phụ nữ phường Ví Dụ đến từng nhà, nghe từng hộ nói, rồi mới mời cả tổ họp."
    text = read_out(f"<p>{again} {new}</p>", summary=summary)
    assert summary in text
    assert again not in text
    assert new in text


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300))
def test_no_text_takes_more_than_a_minute(title: str, summary: str, how: str) -> None:
    registers, _ = load(LISTS, "danh-muc")
    entry = Entry("goc-xanh", "2018", title[:120], summary, status="cong-bo")
    made = script(entry, [Part("cach-lam", "Cách làm", f"<p>{how}</p>")], Roll([entry], registers), "Ví Dụ")
    assert seconds(made) <= SECONDS
