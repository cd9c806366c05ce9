"""Property: every word that a document shows is in the draft, was taken off, or is told as not carried over."""

from __future__ import annotations

import tempfile
from html import escape
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from imported import imported, lost_words
from ooxml import Word, photo, run, table

# Words and signs as offices and programs write them, some of which mean something in Markdown.
_WORDS = """
xã bản thôn dân vận khéo đường nước rừng nương chè 12 3.215 96,5% hộ người mô hình nhà văn hóa họp góp công “Góc xanh”
kết cách làm * _sao_
|ống| <b> # & \\ [ngoặc] 2024. - + 1) ĐT: (b/c) Số: 15-BC/HND *** ~~~ ``` --- === > [a](b) &nbsp;
:smile: {: .x} ==a== x^2^ !!! [^1] | #tag ## 1. http://x.vn/a_b a_b_c <script> $x$ • I. __init__ ![x](y) <!-- --> [x]
** __ {{a}} %} :) `
""".split()
_LINES = (
    """
I. ĐẶC ĐIỂM TÌNH HÌNH;II. Cách làm;1. Tuyên truyền;a) Họp dân,;- Đi từng nhà,;Kết quả:;3. Kết quả: thu 20 tấn rác
BÁO CÁO
Căn cứ Kế hoạch số 15-KH/ĐU,;Kính gửi: Đảng ủy xã;Nơi nhận:;- Lưu: VT.;TM. BAN THƯỜNG VỤ;CHỦ TỊCH;Lê Thị Mẫu;*****
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM;Số: 27/BC-HPN;Mẫu Xá, ngày 14 tháng 10 năm 2025;Ảnh 1: Trồng hoa;Hình 2 – Họp dân
Tên mô hình: Góc xanh ngõ nhỏ;Tên mô hình:;PHẦN THỨ HAI;Điện thoại: 0912 345 678;………………;Mô hình “Một”;Mô hình “Hai”
Trên đây là báo cáo kết quả mô hình./.;Bài học kinh nghiệm;Thực trạng;Nhân rộng;---;===;***;> trích;# một;```
~~~ x;1. một;2. hai;3. ba;+ cộng;[^1]: chú;!!! note;[TOC];…;- ;a);•;* * *;_ _ _;2024. Năm;100%
Kết quả;## Kết quả;I.;   thụt
""".replace("\n", ";")
    .strip(";")
    .split(";")
)
_LINES += ["UBND XÃ MẪU XÁ\tĐẢNG CỘNG SẢN VIỆT NAM", "a\tb\tc", "a   b   c", "\n\n\nx", "1) một\n2) hai", "\tthụt"]

text = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=25).map(" ".join)
line = st.sampled_from(_LINES) | text
looks = st.fixed_dictionaries(
    {"bold": st.booleans(), "more": st.sampled_from(["", "<w:vanish/>", '<w:sz w:val="2"/>'])}
)
runs = st.lists(st.tuples(line, looks), min_size=1, max_size=3).map(
    lambda parts: "".join(run(f"{words} ", **look) for words, look in parts)
)
cell = line | st.lists(line, min_size=2, max_size=3).map("\n".join) | st.just("")
rows = st.integers(1, 4).flatmap(
    lambda wide: st.lists(st.lists(cell, min_size=wide, max_size=wide).map(tuple), min_size=1, max_size=4)
)
block = st.one_of(
    st.tuples(st.just("line"), line, st.sampled_from(["", "u1", "u2", "ct", "ds"]), st.booleans(), st.booleans()),
    st.tuples(st.just("runs"), runs),
    st.tuples(st.just("table"), rows),
    st.tuples(st.just("nested"), rows),
    st.tuples(st.just("picture"), st.integers(0, 3)),
    st.tuples(st.just("box"), line),
    st.tuples(st.just("deleted"), text),
    st.tuples(st.just("equation"), text),
)
asides = st.dictionaries(st.sampled_from(["footnotes", "comments", "header1", "footer1"]), text)


def written(blocks: list[tuple[str, ...]], beside: dict[str, str]) -> bytes:
    word = Word().p("Mô hình “Dòng kênh trong”", centre=True, bold=True)
    for kind, *values in blocks:
        value = values[0]
        if kind == "line":
            word.p(value, style=values[1], centre=values[2], bold=values[3])
        elif kind == "runs":
            word.p(raw=value)
        elif kind == "table":
            word.table(*value)
        elif kind == "nested":
            word.body.append(table((table(*value) + "<w:p/>", "bên cạnh")))
        elif kind == "picture":
            word.picture(photo(value, (330, 200)))
        elif kind == "box":
            inner = f"<w:txbxContent><w:p>{run(value)}</w:p></w:txbxContent>"
            word.p(raw=f"<w:r><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></w:r>")
        elif kind == "deleted":
            word.p(raw=f"<w:del>{run(value).replace('w:t', 'w:delText')}</w:del>{run('còn lại')}")
        else:
            word.p(raw=f"<m:oMath><m:r><m:t>{escape(value)}</m:t></m:r></m:oMath>")
    for name, words in beside.items():
        note = f"<w:p>{run(words)}</w:p>"
        tag = {"footnotes": "footnote", "comments": "comment"}.get(name)
        word.part(name, f"<w:{tag}>{note}</w:{tag}>" if tag else note)
    return word.bytes()


@settings(max_examples=120)
@given(st.lists(block, max_size=14), asides)
def test_no_word_of_a_document_is_lost(blocks: list[tuple[str, ...]], beside: dict[str, str]) -> None:
    data = written(blocks, beside)
    with tempfile.TemporaryDirectory() as folder:
        made = imported(data, Path(folder))
        assert made.answer["outcome"] == "draft"
        assert lost_words(data, made) == {}
        assert made.answer["problems"] == []
