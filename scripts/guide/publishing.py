"""The steps after the writing: approval, small edits, versions, addresses, others, and what goes wrong."""

from guide.hand import Hand
from guide.office import APPROVER, OTHER
from guide.places import draft, editor, form, head, side, state, to_entry, to_home
from guide.writing import SUMMARY

NEW_SLUG = "ngo-16-no-hoa"
REMARKS = "Ghi thêm ngõ 18 học được việc gì."


def send(hand: Hand) -> None:
    """Send it for approval."""
    hand.sees("Không còn việc nào", side(hand))
    button = hand.sees("Gửi duyệt", head(hand))
    hand.page.evaluate("scrollTo(0, 0)")
    hand.picture("gui-duyet", [hand.page.locator("#look"), side(hand)], [button], height=240)
    button.click()


def take_back(hand: Hand) -> None:
    """Return the entry to the drafts, and send it again."""
    state(hand, "Chờ duyệt")
    hand.press("Rút lại, viết tiếp", side(hand))
    hand.press("Gửi duyệt", head(hand))
    hand.on_screen("Chờ duyệt", head(hand))


def open_what_waits(hand: Hand) -> None:
    """Let the approver find the entry."""
    to_home(hand)
    hand.press("1 bài chờ duyệt")
    hand.page.locator(".rows > li:visible a.t").click()
    hand.page.locator(".toc a").first.wait_for()


def see_what_is_new(hand: Hand) -> None:
    """See what is new in the entry."""
    hand.press("Xem và duyệt", head(hand))
    buttons = hand.page.locator(".verdict .go")
    buttons.wait_for()
    hand.picture("xem-va-duyet", [hand.page.locator("body")], [buttons], height=560)


def return_it(hand: Hand) -> None:
    """Return the entry with remarks."""
    hand.write("Nhận xét cho người viết", REMARKS)
    hand.press("Trả về nháp")
    hand.on_screen("Bản nháp", head(hand))


def hear_the_remarks(hand: Hand) -> None:
    """Read the remarks, mend the text, and send the entry again."""
    said = hand.sees("Người duyệt nhận xét", begins=True)
    hand.picture("nhan-xet", [head(hand), said], [said], width=780)
    last = editor(hand, "Nhân rộng")
    last.click()
    hand.page.keyboard.press("Control+End")
    hand.page.keyboard.insert_text(" Ngõ ấy học cách chia ô đất cho từng hộ.")
    hand.press("Gửi duyệt", head(hand))
    hand.on_screen("Chờ duyệt", head(hand))


def publish(hand: Hand) -> None:
    """Approve and publish."""
    hand.press("Xem và duyệt", head(hand))
    hand.write("Người duyệt", APPROVER)
    hand.press("Duyệt và công bố")
    state(hand, "Công bố")


def edit_what_is_public(hand: Hand) -> None:
    """Change a word of it."""
    form(hand).locator('[data-at="[\\"tom_tat\\"]"] textarea').fill(SUMMARY.replace("dọn bãi rác", "dọn sạch bãi rác"))
    hand.press("Lưu", head(hand))


def approve_a_small_edit(hand: Hand) -> None:
    """Write the name of who approves the entry."""
    hand.sees("Sửa bài đang công bố")
    hand.write("Người duyệt", APPROVER)
    button = hand.sees("Duyệt và lưu")
    hand.picture("sua-nho", [hand.page.locator("dialog[open]")], [button])
    button.click()
    hand.on_screen("Đã lưu", head(hand), begins=True)


def open_the_history(hand: Hand) -> None:
    """See what was saved."""
    hand.press("Lịch sử", side(hand))
    hand.page.locator("#versions button").first.wait_for()


def go_back(hand: Hand) -> None:
    """Go back to the version before."""
    button = hand.sees("Trở lại bản này", side(hand))
    versions = hand.page.locator("#versions > li")
    hand.picture("lich-su", [hand.page.locator(".past summary"), versions.nth(0), versions.nth(1)], [button])
    with hand.page.expect_navigation():
        button.click()
    hand.page.locator(".toc a").first.wait_for()
    if form(hand).locator('[data-at="[\\"tom_tat\\"]"] textarea').input_value() != SUMMARY:
        raise hand.untrue("does not bring the old version back")


def ask_for_another_address(hand: Hand) -> None:
    """Ask for another address."""
    hand.press("Đổi địa chỉ trang…", side(hand))


def rename(hand: Hand) -> None:
    """Type it, and change it."""
    hand.write("Tên mới, đứng sau /mo-hinh/", NEW_SLUG)
    button = hand.sees("Đổi địa chỉ")
    dialog = hand.page.locator("dialog[open]")
    dialog.locator("button.main:enabled").wait_for()
    button.click()
    hand.entry = f"{hand.entry.partition('/')[0]}/{NEW_SLUG}"
    hand.page.wait_for_url(f"**/{hand.entry}")
    hand.page.locator(".toc a").first.wait_for()


def exchange(hand: Hand) -> None:
    """Send what was written."""
    to_home(hand)
    jobs = hand.page.locator(".todo")
    button = hand.sees("Lấy bài mới, gửi bài đi")
    button.click()
    said = hand.sees("Không có bài mới", jobs, begins=True)
    hand.says("đã gửi", said)


def choose_between_two(hand: Hand) -> None:
    """Choose where both have written differently."""
    office = hand.office
    old = "dọn bãi rác đầu ngõ"
    office.both_edit(hand.entry, old, mine="dọn sạch bãi rác đầu ngõ", theirs="dọn bãi rác ở đầu ngõ 16")
    to_home(hand)
    hand.on_screen("Lấy bài mới, gửi bài đi").click()
    hand.sees("Chọn giữa hai bản")
    mine = hand.sees("Bản của tôi")
    theirs = hand.sees(f"Bản của {OTHER}")
    hand.picture("hai-cach-viet", [hand.page.locator("section h2"), hand.page.locator("fieldset")], [mine, theirs])
    mine.click()


def send_the_choice(hand: Hand) -> None:
    """Save and send."""
    hand.press("Lưu và gửi đi")
    hand.page.locator(".todo .said").wait_for()


def come_back(hand: Hand) -> None:
    """Let the desk be closed while somebody types, and open it again."""
    to_entry(hand, draft(hand))
    title = form(hand).locator('[data-at="[\\"ten\\"]"] input')
    title.fill(f"{title.input_value()} (viết dở)")
    hand.on_screen("Đã giữ", head(hand), begins=True)
    hand.office.close_desk()
    title.press("End")
    title.type(".")
    hand.sees("Bàn viết đã đóng", head(hand), begins=True)
    hand.finds("Bàn viết.bat", hand.office.entries / "Bàn viết.bat")
    hand.page.goto(hand.office.open_desk())


def take_up(hand: Hand) -> None:
    """Find what was typed."""
    to_entry(hand, draft(hand))
    hand.sees("Đã lấy lại những gì đang viết dở", head(hand))
    if "(viết dở)" not in form(hand).locator('[data-at="[\\"ten\\"]"] input').input_value():
        raise hand.untrue("has lost what was typed")
    hand.press("Lưu", head(hand))
    hand.on_screen("Đã lưu", head(hand), begins=True)


def go_on_beside_others(hand: Hand) -> None:
    """Let somebody else change the file that is open."""
    title = form(hand).locator('[data-at="[\\"ten\\"]"] input')
    title.fill(title.input_value().replace(" (viết dở).", "").replace(" (viết dở)", ""))
    hand.office.somebody_edits(draft(hand), "## Thực trạng", "## Thực trạng\n\nCâu của người khác.\n")
    hand.sees("Bài này vừa được sửa ở nơi khác", begins=True)
    hand.press("Lưu", head(hand))


def keep_one(hand: Hand) -> None:
    """Keep one's own version; the other one is put away."""
    hand.sees("Hai bản của cùng một bài")
    buttons = [
        hand.sees(name)
        for name in ("Lưu bản của tôi, cất bản kia lại", "Bỏ bản của tôi, lấy bản kia", "Để tôi xem lại đã")
    ]
    dialog = hand.page.locator("dialog[open]")
    hand.picture("hai-ban", [dialog], [hand.page.locator("dialog[open] .go")])
    buttons[0].click()
    dialog.wait_for(state="detached")
    hand.on_screen("Đã lưu", head(hand), begins=True)
