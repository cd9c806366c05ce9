"""The steps of who writes: from the double click to the entry in the preview."""

import time
from typing import Any

from guide.hand import PATIENCE, Hand
from guide.office import photo
from guide.places import contents, editor, form, group, head, settle, shot, side

TITLE = "“Ngõ 16 nở hoa”, Chi hội Phụ nữ ngõ 16 phường Mẫu 01"
SUMMARY = "Chi hội Phụ nữ ngõ 16 vận động các hộ dọn bãi rác đầu ngõ, trồng hoa và chia nhau chăm từng ô đất."
UNIT = "Chi hội Phụ nữ ngõ 16 phường Mẫu 01"
A_BUILD = 150  # seconds that the preview of a busy machine may need for a site that it makes for the first time
FACE = (0.707, 0.57)  # where somebody's face is in the first photo, in parts of its width and height
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment-->
<p class=MsoNormal style='text-align:justify'><b>Chi hội</b> họp với các hộ quanh bãi rác, mời tổ dân phố cùng dự.</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>Dọn rác, rắc vôi.</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.</span>Trồng hoa mười giờ.</p>
<!--EndFragment--></body></html>"""
SECTIONS = {
    "Thực trạng": "Đầu ngõ 16 là bãi rác, người qua đường phải bịt mũi.",
    "Kết quả": "Bãi rác thành vườn hoa, chiều chiều bà con ra tưới.",
    "Nhân rộng": "Ngõ 18 đã sang xem và xin giống.",
}
SAID_OF_PHOTOS = ("Hai dãy hoa dọc ngõ 16, mấy người đi bộ giữa ngõ", "Các hộ trồng hoa trên nền bãi rác cũ", "")


def double_click(hand: Hand) -> None:
    """Find what is clicked; a desk is started as it does."""
    for name, path in (("entries", hand.office.entries), ("Bàn viết.bat", hand.office.entries / "Bàn viết.bat")):
        hand.finds(name, path)
    hand.page.goto(hand.office.open_desk())


def first_page(hand: Hand) -> None:
    """See the list and the jobs."""
    new = hand.page.locator("#new")
    jobs = hand.sees("Việc cần làm")
    hand.sees("Bài viết", hand.page.locator("main"))
    hand.picture("trang-dau", [hand.page.locator("body")], [hand.page.locator(".todo"), new], height=520)
    jobs.wait_for()


def only_drafts(hand: Hand) -> None:
    """Narrow the list, and show all again."""
    rows = hand.page.locator(".rows > li:visible")
    hand.press("1 bản nháp")
    if rows.count() != 1:
        raise hand.untrue("shows other entries than the drafts")
    hand.press("Tất cả")
    if rows.count() == 1:
        raise hand.untrue("does not show all entries again")


def type_to_find(hand: Hand) -> None:
    """Type a few letters without accents."""
    seek = hand.sees("Tìm bài, đơn vị (không cần dấu)")
    seek.fill("nha sach")
    rows = hand.page.locator(".rows > li:visible")
    if rows.count() != 1:
        raise hand.untrue("finds other entries than one")


def open_and_go_back(hand: Hand) -> None:
    """Open what was found, and go back."""
    hand.page.locator(".rows > li:visible a.t").click()
    hand.page.locator(".toc a").first.wait_for()
    hand.press("Các bài")
    hand.page.locator("#new").wait_for()


def begin(hand: Hand) -> None:
    """Ask for a new entry."""
    hand.press("Viết bài mới")


def name_it(hand: Hand) -> None:
    """Write the name of the new entry, and open it."""
    hand.write("Tên mô hình", TITLE)
    button = hand.sees("Bắt đầu viết")
    button.click()
    hand.page.locator(".toc a").first.wait_for()
    hand.entry = hand.page.url.partition("/bai/")[2]


def summarise(hand: Hand) -> None:
    """Write the summary."""
    hand.write("Tóm tắt", SUMMARY, form(hand))
    settle(hand)
    hand.picture("bai-dang-viet", [hand.page.locator("body")], [contents(hand), side(hand)], height=700)


def choose_kind(hand: Hand) -> None:
    """Choose who is honoured."""
    hand.sees("Loại", form(hand))
    hand.sees("Cá nhân", form(hand))
    hand.press("Tập thể", form(hand))


def choose(hand: Hand, name: str, typed: str, chosen: str) -> None:
    """Choose a row of a register by a few letters."""
    hand.field(name, form(hand)).get_by_role("combobox").fill(typed)
    hand.press(chosen, form(hand))


def choose_field(hand: Hand) -> None:
    """Choose a field."""
    choose(hand, "Lĩnh vực", "van hoa", "Văn hóa – xã hội")


def choose_place(hand: Hand) -> None:
    """Choose a place."""
    choose(hand, "Địa bàn", "mau 01", "phường Mẫu 01")


def ask_for_a_unit(hand: Hand) -> None:
    """Type a unit that the register lacks."""
    unit = hand.field("Đơn vị chủ trì", form(hand))
    unit.get_by_role("combobox").fill(UNIT)
    row = hand.sees(f"Thêm mới: “{UNIT}”…")
    hand.picture("them-don-vi", [unit, unit.get_by_role("listbox")], [row])
    row.click()


def add_the_unit(hand: Hand) -> None:
    """Add it to the register."""
    hand.sees("Thêm đơn vị")
    hand.field("Tên")
    button = hand.sees("Thêm vào danh mục")
    button.click()
    form(hand).get_by_role("button", name=f"Đổi {UNIT}").wait_for()


def write_sections(hand: Hand) -> None:
    """Write three of the four sections."""
    for title, text in SECTIONS.items():
        hand.sees(title, form(hand))
        editor(hand, title).click()
        hand.page.keyboard.insert_text(text)


def paste_from_word(hand: Hand) -> None:
    """Paste the fourth."""
    hand.sees("Cách làm", form(hand))
    how = editor(hand, "Cách làm")
    how.click()
    hand.paste(how, WORD)
    how.locator("li").nth(1).wait_for()
    hand.picture("dan-tu-word", [group(hand, "Cách làm")], [how])


def give_a_source(hand: Hand) -> None:
    """Say what the entry rests on."""
    hand.press("Nguồn", contents(hand))
    sources = group(hand, "Nguồn")
    hand.press("+ Thêm", sources)
    hand.write("Tên nguồn", "Báo cáo năm 2018 của Chi hội Phụ nữ ngõ 16; nguồn mẫu, không có thật", sources)
    hand.write("Ngày", "17/8/2018", sources)


def give_a_figure(hand: Hand) -> None:
    """Write a figure as offices do."""
    hand.press("Kết quả bằng số", contents(hand))
    figures = group(hand, "Kết quả bằng số")
    hand.press("+ Thêm", figures)
    hand.write("Chỉ số", "Số chậu hoa đã trồng", figures)
    hand.write("Giá trị", "1.250", figures)
    hand.write("Đơn vị tính", "chậu", figures)
    hand.field("Nguồn", figures).locator("select").select_option("n1")
    settle(hand)


def read_what_is_said(hand: Hand) -> None:
    """Go from the list of what is left to the field."""
    figure = group(hand, "Kết quả bằng số").locator(".items > li")
    hand.sees("Giá trị “1.250” đọc được hai cách", side(hand), begins=True).click()
    mend = figure.get_by_role("button", name="Viết “1.250”")
    hand.picture("cho-phai-sua", [figure.locator(".inner").first, side(hand)], [mend], height=440)


def mend_it(hand: Hand) -> None:
    """Press the button of the mend."""
    figures = group(hand, "Kết quả bằng số")
    hand.press("Viết “1.250”", figures)
    figures.locator(".tell").first.wait_for(state="detached")


def undo(hand: Hand) -> None:
    """Undo a slip."""
    stage = form(hand).locator('[data-at="[\\"giai_doan\\"]"] input')
    stage.fill("2108")
    hand.press("Hoàn tác", head(hand))
    if stage.input_value():
        raise hand.untrue("does not take back what was typed")
    if group(hand, "Kết quả bằng số").locator(".tell").count():
        raise hand.untrue("takes back more than what was typed")


def choose_photos(hand: Hand) -> None:
    """Choose three photos."""
    hand.press("Ảnh", contents(hand))
    button = hand.sees("Chọn ảnh…")
    hand.picture("chon-anh", [group(hand, "Ảnh")], [button])
    with hand.page.expect_file_chooser() as chooser:
        button.click()
    files: list[Any] = [
        {"name": f"IMG_{number + 1}.JPG", "mimeType": "image/jpeg", "buffer": photo(number)} for number in range(3)
    ]
    chooser.value.set_files(files)
    shot(hand, 2).wait_for(timeout=4 * PATIENCE)


def describe_photos(hand: Hand) -> None:
    """Say what is on each, and whose it is."""
    for number, said in enumerate(SAID_OF_PHOTOS):
        hand.write("Mô tả ảnh", said, shot(hand, number))
        hand.write("Tác giả ảnh", "Hình vẽ để thử trang, không phải ảnh chụp" if said else "", shot(hand, number))


def set_the_focal_point(hand: Hand) -> None:
    """Press where the photo may not be cut."""
    first = shot(hand, 0)
    tool = hand.sees("Đặt tâm điểm", first)
    if tool.get_attribute("aria-pressed") != "true":
        raise hand.untrue("says that a tool is chosen which is not")
    hand.drag(first.locator("svg").first, FACE, FACE)
    if first.locator(".areas-unset").count():
        raise hand.untrue("sets no focal point")
    for crop in ("Thẻ bài", "Ảnh vuông", "Khi chia sẻ"):
        hand.sees(crop, first)
    point = first.locator(".areas-point")
    hand.picture("tam-diem", [first.locator(".areas-picture"), first.locator(".areas-crops")], [point])


def answer_what_is_asked(hand: Hand) -> None:
    """Answer for the second photo: by mistake, once more, and for good."""
    second = shot(hand, 1)
    question = second.locator(".asks")
    yes, no = (hand.sees(words, question) for words in ("Có, để tôi làm mờ", "Không có"))
    hand.picture("hoi-lam-mo", [question], [yes, no])
    yes.click()
    no.click()
    hand.press("Xem lại", question)
    hand.press("Không có", question)
    hand.on_screen("Xem lại", question)


def blur_a_face(hand: Hand) -> None:
    """Draw a box over a face."""
    first = shot(hand, 0)
    tool = hand.sees("Vẽ ô làm mờ", first)
    tool.click()
    hand.drag(first.locator("svg").first, (FACE[0] - 0.08, FACE[1] - 0.1), (FACE[0] + 0.08, FACE[1] + 0.1))
    hand.sees("Bỏ ô đang chọn", first)
    hand.picture("lam-mo", [first.locator(".areas-bar"), first.locator(".areas-picture")], [tool])


def drop_a_photo(hand: Hand) -> None:
    """Drop the third."""
    hand.press("Bỏ ảnh này", shot(hand, 2))
    shot(hand, 2).wait_for(state="detached")


def save(hand: Hand) -> None:
    """Save."""
    hand.press("Lưu", head(hand))
    hand.sees("Đã lưu", head(hand), begins=True)


def look(hand: Hand) -> None:
    """See the page as readers will."""
    address = hand.sees("Xem trang").get_attribute("href")
    page = hand.page
    origin = f"http://127.0.0.1:{hand.office.port}"
    end = time.monotonic() + A_BUILD
    while "1.250" not in page.request.get(f"{origin}{address}").text() and time.monotonic() < end:
        page.wait_for_timeout(300)
    with hand.in_new_tab("Xem trang"):
        hand.sees("Bản nháp – chưa công bố", begins=True)
        hand.picture("xem-trang", [hand.page.locator("body")], height=620)


def read_the_guide(hand: Hand) -> None:
    """Open the guide itself."""
    with hand.in_new_tab("Hướng dẫn viết bài"):
        hand.on_screen("Viết bài bằng chuột", hand.page.locator("h1").locator(".."))
