"""What a writer leaves to an approver, held at every address that writes; and two people at one entry."""

from __future__ import annotations

import json
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from photo_hands import photo
from playwright.sync_api import Browser, expect
from shared_desk import AN, BINH, LOGIN, Visitor, shared, visitor, with_accounts
from two_desks import git, tree
from two_desks import shared as two_offices

from conftest import GOOD
from desk_server import Answer, Server, free_port, started, wait_until
from honour_roll.desk.edits import applied
from honour_roll.desk.roles import APPROVER, WRITER, NotAllowedError, Person, refuse_choice, refuse_save
from honour_roll.desk.three_way import THEIRS

PUBLIC, WAITING, DRAFT = "2018/hoa-giai-vi-du", "2026/cong-truong-lien-hoan", "2026/tu-sach-minh-hoa"
HIDDEN, WITHDRAWN, WITH_PHOTOS = "2023/dem-binh-yen-vi-du", "2023/tiet-kiem-vi-du", "2018/goc-xanh-vi-du"
BY_BINH = {"nguoi": BINH, "ngay": "2026-11-30"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with shared(tmp_path_factory.mktemp("desk")) as server:
        yield server


@pytest.fixture(scope="module")
def people(server: Server) -> dict[str, Visitor]:
    """Return a writer and an approver, signed in."""
    return {name: visitor(server, name) for name in (AN, BINH)}


def file(server: Server, path: str) -> Path:
    return server.entries / path / "index.md"


def state(server: Server) -> tuple[dict[str, bytes], str]:
    """Return all files of the roll, and its last commit."""
    return tree(server.entries), git(server.entries, "rev-parse", "HEAD")


def save(who: Visitor, path: str, changes: dict[str, Any], more: dict[str, Any] | None = None) -> Answer:
    """Save an entry with some changes of its header, as its form does."""
    opened = who.ask("GET", f"/ban-viet/du-lieu/{path}").json
    asked = {"digest": opened["digest"], "who": opened["who"], "sections": {}, "data": opened["data"] | changes}
    return who.send("POST", f"/ban-viet/luu/{path}", asked | (more or {}))


# --- saving -----------------------------------------------------------------------------------------------------------

SAVES: list[tuple[str, str, dict[str, Any], dict[str, Any], int, int]] = [
    ("edits a draft", DRAFT, {"giai_doan": "2011"}, {}, 200, 200),
    ("edits what waits", WAITING, {"giai_doan": "2011"}, {}, 200, 200),
    ("edits what is hidden", HIDDEN, {"giai_doan": "2011"}, {}, 200, 200),
    ("takes back what waits", WAITING, {"trang_thai": "nhap"}, {}, 200, 200),
    ("publishes", WAITING, {"trang_thai": "cong-bo"}, {}, 403, 200),
    ("publishes and signs", WAITING, {"trang_thai": "cong-bo", "duyet": BY_BINH}, {}, 403, 200),
    (
        "signs with the writer's name",
        WAITING,
        {"trang_thai": "cong-bo", "duyet": BY_BINH | {"nguoi": AN}},
        {},
        403,
        403,
    ),
    (
        "signs as somebody else",
        WAITING,
        {"trang_thai": "cong-bo", "duyet": BY_BINH | {"nguoi": "Lê Mai"}},
        {},
        403,
        403,
    ),
    ("signs beforehand", WAITING, {"duyet": BY_BINH}, {}, 403, 200),
    ("edits what is public", PUBLIC, {"giai_doan": "2011"}, {}, 403, 200),
    ("mends a trifle", PUBLIC, {"giai_doan": "2011", "duyet": BY_BINH}, {"small": True}, 403, 200),
    ("calls it a trifle", WAITING, {"giai_doan": "2011"}, {"small": True}, 403, 200),
    ("returns with remarks", WAITING, {"trang_thai": "nhap"}, {"remarks": "Thiếu nguồn."}, 403, 200),
    ("hides", PUBLIC, {"trang_thai": "tam-an"}, {}, 403, 200),
    ("draws into a draft", PUBLIC, {"trang_thai": "nhap"}, {}, 403, 200),
    ("shows again", HIDDEN, {"trang_thai": "cong-bo"}, {}, 403, 200),
    ("takes from hidden to draft", HIDDEN, {"trang_thai": "nhap"}, {}, 403, 200),
    ("withdraws", PUBLIC, {"trang_thai": "thu-hoi"}, {}, 403, 200),
    ("withdraws a draft", DRAFT, {"trang_thai": "thu-hoi"}, {}, 403, 200),
    ("undoes a withdrawal", WITHDRAWN, {"trang_thai": "nhap"}, {}, 403, 200),
    ("puts away a photo", WITH_PHOTOS, {}, {"removed": ["vuon-hoa.jpg"]}, 403, 200),
    ("goes over it", PUBLIC, {"giai_doan": "2011"}, {"over": True}, 403, 200),
    ("saves as another", DRAFT, {"giai_doan": "2011"}, {"who": "Lê Mai"}, 403, 403),
]


@pytest.mark.parametrize(
    ("path", "changes", "more", "writer", "approver"), [row[1:] for row in SAVES], ids=[row[0] for row in SAVES]
)
def test_saving(
    server: Server,
    people: dict[str, Visitor],
    path: str,
    changes: dict[str, Any],
    more: dict[str, Any],
    writer: int,
    approver: int,
) -> None:
    for name, expected in ((AN, writer), (BINH, approver)):
        file(server, path).write_bytes((GOOD / path / "index.md").read_bytes())
        git(server.entries, "commit", "-qam", "Như đầu", "--allow-empty")
        before = state(server)
        answer = save(people[name], path, changes, more)
        assert answer.status == expected, answer.body.decode()
        if expected == 200:
            assert not changes or state(server) != before
            assert not changes or git(server.entries, "log", "-1", "--format=%an") == f"{name}\n"
        else:
            assert answer.json["error"].endswith(".")
            assert state(server) == before
    file(server, path).write_bytes((GOOD / path / "index.md").read_bytes())


# --- the other addresses that write -----------------------------------------------------------------------------------

ALL = (PUBLIC, WITHDRAWN, WAITING, DRAFT, HIDDEN)


@pytest.mark.parametrize("path", ALL)
def test_photos_come_to_what_a_writer_may_edit(server: Server, people: dict[str, Visitor], path: str) -> None:
    is_closed = path in (PUBLIC, WITHDRAWN)
    before = state(server)
    answer = people[AN].ask("POST", f"/ban-viet/anh/{path}?ten=a.jpg", photo(ALL.index(path)))
    assert answer.status == (403 if is_closed else 200)
    assert (state(server) == before) is is_closed
    if is_closed:
        assert people[BINH].ask("POST", f"/ban-viet/anh/{path}?ten=a.jpg", photo(7)).status == 200


def test_a_writer_answers_for_no_photo_of_what_is_public(server: Server, people: dict[str, Visitor]) -> None:
    address, kept = f"/ban-viet/che-anh/{WITH_PHOTOS}/ngo-16-truoc.jpg", server.folder / "khong-can-che"
    assert people[AN].send("PUT", address, {"khong_co": True}).status == 403
    assert not kept.exists()
    assert people[BINH].send("PUT", address, {"khong_co": True}).status == 200
    assert len([*kept.iterdir()]) == 1


def test_a_writer_returns_to_no_version_of_what_is_public_nor_to_a_public_one(
    server: Server, people: dict[str, Visitor]
) -> None:
    for path, changes in ((PUBLIC, {"giai_doan": "2012"}), (PUBLIC, {"trang_thai": "nhap"})):
        assert save(people[BINH], path, changes).status == 200
        versions = people[AN].ask("GET", f"/ban-viet/lich-su/{path}").json["versions"]
        public, before = {"commit": versions[-1]["commit"]}, state(server)
        assert people[AN].send("POST", f"/ban-viet/tro-lai/{path}", public).status == 403
        assert state(server) == before
        assert people[BINH].send("POST", f"/ban-viet/tro-lai/{path}", public).status == 200
        assert git(server.entries, "log", "-1", "--format=%an") == f"{BINH}\n"


def test_a_writer_gives_no_other_address_to_what_is_public(server: Server, people: dict[str, Visitor]) -> None:
    path, before = "2018/sach-duong-minh-hoa", state(server)
    assert people[AN].send("POST", f"/ban-viet/doi-ten/{path}", {"moi": "duong-sach-vi-du"}).status == 403
    assert state(server) == before
    assert people[BINH].send("POST", f"/ban-viet/doi-ten/{path}", {"moi": "duong-sach-vi-du"}).status == 200
    assert not file(server, path).exists()


def test_what_a_writer_begins_bears_the_writer_s_name(server: Server, people: dict[str, Visitor]) -> None:
    made = people[AN].send("POST", "/ban-viet/moi", {"ten": "Đọc sách dưới gốc đa"})
    assert made.status == 201
    assert git(server.entries, "log", "-1", "--format=%an %s") == f"{AN} Bài mới: Đọc sách dưới gốc đa\n"
    path = made.json["path"]
    renamed = people[AN].send("POST", f"/ban-viet/doi-ten/{path}", {"moi": "doc-sach-goc-da"})
    assert renamed.status == 200
    assert git(server.entries, "log", "-1", "--format=%an") == f"{AN}\n"
    shutil.rmtree(server.entries / renamed.json["path"])


def test_a_form_tells_what_may_be_done_with_it(people: dict[str, Visitor]) -> None:
    told = {(name, path): people[name].ask("GET", f"/ban-viet/du-lieu/{path}").json for name in people for path in ALL}
    assert {path for path in ALL if told[AN, path]["may_edit"]} == {WAITING, DRAFT, HIDDEN}
    assert all(told[BINH, path]["may_edit"] for path in ALL)
    assert {told[AN, path]["may_approve"] for path in ALL} == {False}
    assert (told[AN, DRAFT]["who"], told[BINH, DRAFT]["who"]) == (AN, BINH)


# --- choosing between two readings ------------------------------------------------------------------------------------


def test_a_writer_chooses_between_readings_of_drafts_and_not_of_what_is_public(tmp_path: Path) -> None:
    here, there = two_offices(tmp_path)
    with_accounts(tmp_path)
    with started(here.entries, tmp_path, free_port(), "--host", "127.0.0.1") as server:
        wait_until(lambda: server.ask("GET", LOGIN).status == 200)
        people = {name: visitor(server, name) for name in (AN, BINH)}
        for path, title, allowed in (
            (DRAFT, "ten: Tủ sách hành lang", {AN: 200}),
            (PUBLIC, "ten: Tổ hòa giải ngồi lại với nhau", {AN: 403, BINH: 200}),
        ):
            there.replace(title, f"{title} ở bên kia", path)
            there.run()
            here.replace(title, f"{title} ở bên này", path)
            asked = people[AN].send("POST", "/ban-viet/trao-doi", {})
            assert (asked.status, asked.json["to_choose"]) == (200, 1), asked.body.decode()
            choice = here.choose(THEIRS)
            for name, status in allowed.items():
                before = tree(here.top)
                answer = people[name].send("POST", "/ban-viet/trao-doi", choice._asdict())
                assert answer.status == status, answer.body.decode()
                assert (tree(here.top) == before) is (status == 403)
            assert "ở bên kia" in here.text(path)
            there.run()


def text(status: str, **more: str) -> bytes:
    header = {"ten": "Một bài", "trang_thai": status, **more}
    return ("---\n" + "".join(f"{key}: {value}\n" for key, value in header.items()) + "---\n").encode()


@pytest.mark.parametrize(
    "sides",
    [
        (text("nhap"), text("cong-bo")),
        (text("tam-an"), text("nhap")),
        (text("nhap"), None),
        (b"- {ma: to-16, ten: T16}\n", b""),
    ],
)
def test_what_a_writer_may_not_choose(sides: tuple[bytes | None, ...]) -> None:
    refuse_choice(Person(BINH, APPROVER, "binh"), sides)
    with pytest.raises(NotAllowedError, match="Nhờ người duyệt chọn"):
        refuse_choice(Person(AN, WRITER, "an"), sides)


def test_where_approval_is_asked_for_each_edit_of_what_is_public_is_signed_by_who_makes_it() -> None:
    binh, mai = Person(BINH, APPROVER, "binh"), "{nguoi: Lê Mai, ngay: 2026-11-30}"
    old = text("cong-bo", duyet=mai)
    new = applied(old, {"data": {"ten": "Một bài hay", "trang_thai": "cong-bo", "duyet": {"nguoi": "Lê Mai"}}})
    unsigned = text("cong-bo", duyet=mai, giai_doan="2011")
    signed = text("cong-bo", duyet=f"{{nguoi: {BINH}, ngay: 2026-12-01}}", giai_doan="2011")
    refuse_save(binh, old, signed, {}, asks_approval=True)
    refuse_save(binh, old, old, {}, asks_approval=True)
    refuse_save(binh, old, unsigned, {}, asks_approval=False)
    for wrong in (unsigned, new):
        with pytest.raises(NotAllowedError, match="Người duyệt phải là người đang đăng nhập"):
            refuse_save(binh, old, wrong, {}, asks_approval=True)
    refuse_save(Person(""), old, unsigned, {"who": "ai cũng được"}, asks_approval=True)  # who sits at this machine


# --- two people at one entry ------------------------------------------------------------------------------------------


@contextmanager
def listening(who: Visitor, path: str) -> Iterator[Iterator[dict[str, Any]]]:
    """Listen to what a form is told; yields what comes."""
    with socket.create_connection(("127.0.0.1", who.server.port), timeout=60) as line:
        head = f"GET /ban-viet/su-kien/{path} HTTP/1.1\r\nHost: 127.0.0.1:{who.server.port}\r\n"
        line.sendall(f"{head}Cookie: {who.cookie}\r\n\r\n".encode())
        with line.makefile("rb") as rows:
            yield (json.loads(row[5:]) for row in rows if row.startswith(b"data:"))


def test_two_people_in_one_entry_see_each_other_by_name(people: dict[str, Visitor]) -> None:
    with listening(people[AN], DRAFT) as to_an:
        first = next(to_an)
        assert (first["forms"], first["others"]) == (1, [])
        with listening(people[BINH], DRAFT) as to_binh, listening(people[BINH], PUBLIC) as elsewhere:
            assert next(to_binh)["others"] == [AN]
            assert next(to_an)["others"] == [BINH]
            assert next(elsewhere)["others"] == []
        assert next(to_an)["others"] == []  # BINH has left


def test_a_form_says_by_name_who_else_is_there_and_when_nobody_is(browser: Browser, people: dict[str, Visitor]) -> None:
    server, (name, _, value) = people[AN].server, people[AN].cookie.partition("=")
    context = browser.new_context()
    context.add_cookies([{"name": name, "value": value, "url": server.origin}])
    page = context.new_page()
    page.goto(f"{server.origin}/ban-viet/bai/{DRAFT}")
    expect(page.locator("#name")).to_contain_text("Tủ sách", timeout=60_000)
    said = page.get_by_text(f"{BINH} cũng đang mở bài này.")
    with listening(people[BINH], DRAFT) as told:
        assert next(told)["others"] == [AN]
        expect(said).to_be_visible(timeout=60_000)
    expect(said).to_have_count(0, timeout=60_000)
    context.close()


def test_who_signs_out_is_told_no_more(server: Server) -> None:
    away = visitor(server, AN)
    with listening(away, DRAFT) as told:
        next(told)
        away.ask("POST", "/ban-viet/dang-xuat", b"")
        assert next(told, None) is None


def test_who_saves_second_gets_both_versions_and_overwrites_nothing(server: Server, people: dict[str, Visitor]) -> None:
    opened = {name: people[name].ask("GET", f"/ban-viet/du-lieu/{DRAFT}").json for name in people}
    edits = {
        name: {
            "digest": opened[name]["digest"],
            "who": name,
            "sections": {},
            "data": opened[name]["data"] | {"giai_doan": year},
        }
        for name, year in ((AN, "2014"), (BINH, "2015"))
    }
    people[BINH].send("PUT", f"/ban-viet/giu/{DRAFT}", edits[BINH])
    assert people[AN].send("POST", f"/ban-viet/luu/{DRAFT}", edits[AN]).status == 200
    an_s = file(server, DRAFT).read_bytes()
    second = people[BINH].send("POST", f"/ban-viet/luu/{DRAFT}", edits[BINH])
    assert second.status == 409
    assert second.json["theirs"].encode() == an_s
    assert "giai_doan: 2014" in second.json["theirs"]
    assert file(server, DRAFT).read_bytes() == an_s
    again = people[BINH].ask("GET", f"/ban-viet/du-lieu/{DRAFT}").json
    assert again["kept"]["data"]["giai_doan"] == "2015"
    assert second.json["digest"] == again["digest"]

    chosen = edits[BINH] | {"digest": second.json["digest"], "over": True}
    assert people[BINH].send("POST", f"/ban-viet/luu/{DRAFT}", chosen).status == 200
    put_away = [one.read_bytes() for one in (server.folder / "da-bo").rglob("*") if one.is_file()]
    assert an_s in put_away
    assert people[AN].ask("GET", f"/ban-viet/du-lieu/{DRAFT}").json["kept"] is None


def test_drafts_of_two_people_of_one_entry_are_apart(server: Server, people: dict[str, Visitor]) -> None:
    for name, title in ((AN, "An đang gõ"), (BINH, "Bình đang gõ")):
        kept = {"digest": "x", "data": {"ten": title}, "sections": {}}
        assert people[name].send("PUT", f"/ban-viet/giu/{WAITING}", kept).status == 200
    found = {name: people[name].ask("GET", f"/ban-viet/du-lieu/{WAITING}").json["kept"] for name in people}
    assert [found[name]["data"]["ten"] for name in (AN, BINH)] == ["An đang gõ", "Bình đang gõ"]
    assert people[AN].ask("DELETE", f"/ban-viet/giu/{WAITING}").status == 200
    assert people[AN].ask("GET", f"/ban-viet/du-lieu/{WAITING}").json["kept"] is None
    assert people[BINH].ask("GET", f"/ban-viet/du-lieu/{WAITING}").json["kept"]["data"]["ten"] == "Bình đang gõ"
    assert len([*(server.folder / "dang-viet").rglob("*.json")]) == 1
    people[BINH].ask("DELETE", f"/ban-viet/giu/{WAITING}")
