"""Entry and its parts: what staff write, as checked and frozen values. Here alone ``ten`` becomes ``title``.

Each field has its ``Key`` beside it: the checks, ``entries/entry.schema.json``, the field table of the staff guide and
the skeleton that ``scripts/new.py`` lays down follow from these; ``scripts/write_schema.py`` writes the files among them.

They are named tuples, which load fastest from the cache: ten thousand are kept between builds.
A date is text, ``2017``, ``2017-08`` or ``2017-08-17``: as exact as its source, and it sorts.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from honour_roll.entries.field_types import PERCENT, Box, Choice, Line, Number, Period, WebAddress, Word, YesNo
from honour_roll.entries.schema import (
    DATE,
    DAY,
    FORMER_SLUG,
    KINDS,
    PHOTO_ROLES,
    STATUSES,
    Key,
    Many,
    Reference,
    Table,
)

CODE = Word("[a-z][a-z0-9]{0,15}")

# The formatter would break each key into seven lines.
# fmt: off


class Decision(NamedTuple):
    """The document that granted an honour: its number as printed, and its date."""

    number: Annotated[str, Key("so", Line(1, 60), "Số quyết định", "Số và ký hiệu đúng như in trên văn bản.",
        "123-QĐ/QU")]
    date: Annotated[str, Key("ngay", DATE, "Ngày quyết định", "Ngày ký: năm-tháng-ngày.", "2017-12-20")]


class Honour(NamedTuple):
    """One recognition: the key of its honour round, the decision if it is known, and whether it is only supposed."""

    round: Annotated[str, Key("dot", Reference("dot-ton-vinh"), "Đợt tôn vinh", "Mã trong danh-muc/dot-ton-vinh.yml.",
        "so-ket-2017")]
    decision: Annotated[Decision | None, Key("quyet_dinh", Table(Decision), "Quyết định",
        "Chưa biết số thì bỏ trống; trang sẽ ghi “chưa có số quyết định”.", "{so: 123-QĐ/QU, ngay: 2017-12-20}")] = None
    is_supposed: Annotated[bool, Key("tam_xep", YesNo(), "Tạm xếp",
        "true khi chưa thấy tên trong danh sách chính thức của đợt; trang sẽ nói rõ.", "true")] = False


class Figure(NamedTuple):
    """One counted result, with its unit and the code of its source."""

    name: Annotated[str, Key("chi_so", Line(2, 120), "Chỉ số", "Đếm cái gì.", "Bếp than tổ ong thu gom")]
    value: Annotated[float, Key("gia_tri", Number(), "Giá trị", "Chỉ ghi số; phần thập phân dùng dấu chấm: 72.5.",
        "10")]
    unit: Annotated[str, Key("don_vi_tinh", Line(1, 30), "Đơn vị tính", "Bếp, hộ, mét, triệu đồng…", "bếp")]
    source: Annotated[str, Key("nguon", CODE, "Nguồn", "Mã của nguồn đã khai ở mục nguon.", "n1")]
    date: Annotated[str, Key("ngay", DATE, "Thời điểm", "Số liệu này tính đến khi nào.", "2022-01-15")] = ""


class Photo(NamedTuple):
    """One original photo beside its entry. ``role`` is a key of ``PHOTO_ROLES``.

    ``focus`` (left, top) and ``blur`` boxes (left, top, width, height) are in percent of the upright picture.
    """

    file: Annotated[str, Key("tep", Line(1, 120, exact=False, numbers=False), "Tệp ảnh", "Tên tệp nằm cạnh index.md.",
        "goc-xanh-01.jpg")]
    alt: Annotated[str, Key("mo_ta", Line(10, 300), "Mô tả ảnh", "Ảnh cho thấy gì, viết cho người không nhìn thấy ảnh.",
        "Dãy chậu hoa làm từ bếp than cũ bên bờ tường ngõ")]
    credit: Annotated[str, Key("tac_gia", Line(2, 120), "Tác giả ảnh", "Ai chụp hoặc ai cung cấp.", "Hội LHPN phường")]
    caption: Annotated[str, Key("chu_thich", Line(1, 300), "Chú thích", "Dòng chữ hiện dưới ảnh.",
        "Ngõ 16 sau khi trồng hoa")] = ""
    role: Annotated[str, Key("vai_tro", Choice(PHOTO_ROLES), "Vai trò",
        "bia: ảnh bìa; truoc, sau: cặp so sánh; tu-lieu; minh-hoa: hình vẽ, trang sẽ ghi rõ.", "bia")] = "tu-lieu"
    focus: Annotated[tuple[float, ...], Key("tam_diem", Many(PERCENT, 2, 2), "Tâm điểm",
        "Chỗ cần giữ khi cắt ảnh: phần trăm từ mép trái, từ mép trên.", "[50, 30]")] = ()
    blur: Annotated[tuple[tuple[float, ...], ...], Key("lam_mo", Many(Box(), most=50), "Làm mờ",
        "Các ô phải làm mờ: phần trăm từ trái, từ trên, rộng, cao.", "[[40, 10, 12, 20]]")] = ()


class Spread(NamedTuple):
    """How a model spreads: the slugs of the models that it learned from and that applied it, and a contact."""

    learned_from: Annotated[str, Key("hoc_tu", Reference("entries"), "Học từ", "Tên thư mục của mô hình đã học theo.",
        "goc-xanh-quan-hoa")] = ""
    applied_by: Annotated[tuple[str, ...], Key("da_ap_dung", Many(Reference("entries")), "Đã áp dụng",
        "Các mô hình đã làm theo.", "[ngo-xanh-dich-vong]")] = ()
    contact: Annotated[str, Key("lien_he", Line(2, 300), "Liên hệ",
        "Cơ quan để hỏi cách làm; không ghi số riêng của cá nhân.", "Hội LHPN phường, trong giờ hành chính")] = ""


class Note(NamedTuple):
    """One dated line of the diary: what happened after the honour, and the code of its source."""

    date: Annotated[str, Key("ngay", DATE, "Ngày", "Việc diễn ra khi nào.", "2022-01-15")]
    text: Annotated[str, Key("viec", Line(5, 600), "Việc", "Việc gì đã diễn ra, một hai câu.",
        "Chi hội 4 trồng thêm 10 chậu hoa.")]
    source: Annotated[str, Key("nguon", CODE, "Nguồn", "Mã của nguồn đã khai ở mục nguon.", "n2")]


class Source(NamedTuple):
    """Where facts can be read: the code used in this entry, a title, and the address and date if known."""

    code: Annotated[str, Key("ma", CODE, "Mã của nguồn", "Tự đặt, ngắn: n1, n2…", "n1")]
    title: Annotated[str, Key("ten", Line(3, 300), "Tên nguồn", "Tên bài, tên văn bản, nơi đăng.",
        "Hiệu quả từ phong trào thi đua “Dân vận khéo”")]
    url: Annotated[str, Key("url", WebAddress(), "Địa chỉ", "Bắt đầu bằng https://; không có thì bỏ trống.",
        "https://example.vn/bai")] = ""
    date: Annotated[str, Key("ngay", DATE, "Ngày", "Ngày đăng hoặc ngày ký.", "2018-08-17")] = ""


class Consent(NamedTuple):
    """The honouree's consent to be published: whether and when it was given, and the reference of the paper file."""

    given: Annotated[bool, Key("co", YesNo(), "Đồng ý", "true: người được nêu tên đã đồng ý công bố.", "true")]
    date: Annotated[str, Key("ngay", DATE, "Ngày đồng ý", "Ngày ký giấy đồng ý.", "2026-05-01")] = ""
    file: Annotated[str, Key("ho_so", Line(1, 120), "Hồ sơ", "Ký hiệu hồ sơ giấy lưu ở đâu.", "DY-2026-014")] = ""


class Approval(NamedTuple):
    """Who let an entry be published, and when."""

    who: Annotated[str, Key("nguoi", Line(2, 120), "Người duyệt", "Họ tên người duyệt.", "Trần Văn Bình")]
    date: Annotated[str, Key("ngay", DAY, "Ngày duyệt", "Ngày duyệt: năm-tháng-ngày.", "2026-11-22")]


class Link(NamedTuple):
    """A link in the body, with its place in the file: ``/mo-hinh/x/`` of this site, or a whole URL on the web."""

    target: str
    line: int
    column: int


class Entry(NamedTuple):
    """One honoured model.

    ``slug`` and ``year_folder`` (the year) come from its folder, ``links`` from its body, the rest from its header.
    """

    slug: str
    year_folder: str
    title: Annotated[str, Key("ten", Line(8, 120), "Tên mô hình", "Ngắn, dễ nhớ, nói rõ là mô hình gì; 8–120 ký tự.",
        "“Góc xanh” phường Quan Hoa")]
    summary: Annotated[str, Key("tom_tat", Line(60, 220), "Tóm tắt", "Một hai câu hiện trên thẻ chia sẻ; 60–220 ký tự.",
        "Hội Liên hiệp Phụ nữ phường Quan Hoa tạo những góc xanh ở các khu vui chơi công cộng trên địa bàn.",
        required=True)] = ""
    kind: Annotated[str, Key("loai", Choice(KINDS), "Loại", "tap-the hoặc ca-nhan.", "tap-the", required=True)] = ""
    field: Annotated[str, Key("linh_vuc", Reference("linh-vuc"), "Lĩnh vực", "Mã trong danh-muc/linh-vuc.yml.",
        "van-hoa-xa-hoi", required=True)] = ""
    themes: Annotated[tuple[str, ...], Key("chu_de", Many(Reference("chu-de"), most=5), "Chủ đề",
        "Nhiều nhất 5 mã trong danh-muc/chu-de.yml.", "[ve-sinh-moi-truong]")] = ()
    unit: Annotated[str, Key("don_vi", Reference("don-vi"), "Đơn vị chủ trì",
        "Một đơn vị; mã trong danh-muc/don-vi.yml.", "hoi-lhpn-quan-hoa", required=True)] = ""
    partners: Annotated[tuple[str, ...], Key("phoi_hop", Many(Reference("don-vi"), most=20), "Đơn vị phối hợp",
        "Mã trong danh-muc/don-vi.yml.", "[mttq-cau-giay]")] = ()
    places: Annotated[tuple[str, ...], Key("dia_ban", Many(Reference("dia-ban"), least=1, most=20), "Địa bàn",
        "Nơi thực hiện, theo tên gọi lúc đó; mã trong danh-muc/dia-ban.yml.", "[phuong-quan-hoa]", required=True)] = ()
    period: Annotated[str, Key("giai_doan", Period(), "Giai đoạn", "Một năm hoặc hai năm: 2016-2020.",
        "2016-2020")] = ""
    honours: Annotated[tuple[Honour, ...], Key("ton_vinh", Many(Table(Honour), most=20), "Tôn vinh",
        "Các lần được biểu dương, mới nhất ở trên.", "[{dot: so-ket-2017}]")] = ()
    results: Annotated[tuple[Figure, ...], Key("ket_qua", Many(Table(Figure), most=30), "Kết quả bằng số",
        "Mỗi con số kèm đơn vị tính và nguồn.",
        "[{chi_so: Bếp than tổ ong thu gom, gia_tri: 10, don_vi_tinh: bếp, nguon: n1}]")] = ()
    photos: Annotated[tuple[Photo, ...], Key("anh", Many(Table(Photo), most=60), "Ảnh",
        "Mỗi ảnh trong thư mục là một mục ở đây.",
        "[{tep: goc-xanh-01.jpg, mo_ta: Dãy chậu hoa bên bờ tường ngõ, tac_gia: Hội LHPN phường}]")] = ()
    spread: Annotated[Spread, Key("nhan_rong", Table(Spread), "Nhân rộng", "Học từ ai, ai đã làm theo, hỏi ai.",
        "{lien_he: Hội LHPN phường}")] = Spread()
    diary: Annotated[tuple[Note, ...], Key("nhat_ky", Many(Table(Note)), "Nhật ký",
        "Những việc diễn ra sau khi được tôn vinh.",
        "[{ngay: 2022-01-15, viec: Chi hội 4 trồng thêm 10 chậu hoa., nguon: n2}]")] = ()
    sources: Annotated[tuple[Source, ...], Key("nguon", Many(Table(Source), least=1), "Nguồn",
        "Ít nhất một nguồn cho những điều đã viết.",
        "[{ma: n1, ten: Hiệu quả từ phong trào thi đua “Dân vận khéo”, ngay: 2018-08-17}]", required=True)] = ()
    consent: Annotated[Consent | None, Key("dong_y", Table(Consent), "Đồng ý công bố", "Bắt buộc với cá nhân.",
        "{co: true, ngay: 2026-05-01}")] = None
    approval: Annotated[Approval | None, Key("duyet", Table(Approval), "Duyệt",
        "Ai duyệt, ngày nào. Bắt buộc với bài công bố khi mkdocs.yml ghi approval: true.",
        "{nguoi: Trần Văn Bình, ngay: 2026-11-22}")] = None
    status: Annotated[str, Key("trang_thai", Choice(STATUSES), "Trạng thái",
        "Chỉ cong-bo mới lên trang công khai.", "nhap", required=True)] = "nhap"
    published: Annotated[str, Key("ngay_dang", DAY, "Ngày đăng",
        "Ngày bài lên trang: năm-tháng-ngày. Không hẹn trước được: bài cong-bo lên trang ngay.", "2026-11-22",
        required=True)] = ""
    updated: Annotated[str, Key("cap_nhat", DAY, "Cập nhật", "Ngày sửa gần nhất, nếu có.", "2026-11-22")] = ""
    former_slugs: Annotated[tuple[str, ...], Key("ten_cu", Many(FORMER_SLUG), "Tên cũ",
        "Tên thư mục trước đây; địa chỉ cũ vẫn mở được.", "[goc-xanh]")] = ()
    links: tuple[Link, ...] = ()

    @property
    def path(self) -> str:
        """Return the path of the entry's file below the entries folder, with forward slashes."""
        return f"{self.year_folder}/{self.slug}/index.md"


# fmt: on
ENTRY = Table(Entry)
