"""Which action carries out each step: a list for each section of the guide, in the guide's order."""

from collections.abc import Callable

from guide import publishing, writing
from guide.hand import Hand

ACTIONS: dict[str, list[Callable[[Hand], None]]] = {
    "mo": [writing.double_click, writing.first_page, writing.only_drafts],
    "tim": [writing.type_to_find, writing.open_and_go_back],
    "bai-moi": [writing.begin, writing.name_it, writing.summarise, writing.choose_kind],
    "chon": [writing.choose_field, writing.choose_place, writing.ask_for_a_unit, writing.add_the_unit],
    "than-bai": [writing.write_sections, writing.paste_from_word],
    "nguon": [writing.give_a_source, writing.give_a_figure],
    "sua": [writing.read_what_is_said, writing.mend_it, writing.undo],
    "anh": [
        writing.choose_photos,
        writing.describe_photos,
        writing.set_the_focal_point,
        writing.answer_what_is_asked,
        writing.blur_a_face,
        writing.drop_a_photo,
    ],
    "luu": [writing.save, writing.look, writing.read_the_guide],
    "gui": [publishing.send, publishing.take_back],
    "duyet": [
        publishing.open_what_waits,
        publishing.see_what_is_new,
        publishing.return_it,
        publishing.hear_the_remarks,
        publishing.publish,
    ],
    "sua-nho": [publishing.edit_what_is_public, publishing.approve_a_small_edit],
    "lich-su": [publishing.open_the_history, publishing.go_back],
    "doi-ten": [publishing.ask_for_another_address, publishing.rename],
    "gui-di": [publishing.exchange, publishing.choose_between_two, publishing.send_the_choice],
    "da-dong": [publishing.come_back, publishing.take_up],
    "hai-ban": [publishing.go_on_beside_others, publishing.keep_one],
}
