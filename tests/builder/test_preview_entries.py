"""The preview as somebody uses who writes: break an entry, see it in red, mend it, see it back."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from environment import ROOT
from site_tools import edit, environment_of, good_roll

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send Ctrl+C to one process")

PATIENCE = 100  # seconds; who takes longer hangs


class Preview(NamedTuple):
    """A preview that runs."""

    entries: Path
    address: str
    process: subprocess.Popen[bytes]
    said: Path

    def get(self, address: str = "") -> tuple[int, str]:
        try:
            with urllib.request.urlopen(self.address + address, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def wait(self, address: str, shows: str | Callable[[str], bool]) -> str:
        """Ask for a page until it shows what it should; give the page."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            code, html = self.get(address)
            if code == 200 and (shows in html if isinstance(shows, str) else shows(html)):
                return html
            time.sleep(0.1)
        pytest.fail(f"{address} does not show {shows!r}; the preview said:\n{self.said.read_text('utf-8')}")


def started(entries: Path, folder: Path) -> Preview:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    said = folder / "said.txt"
    with said.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, ROOT / "scripts" / "preview.py", "--port", str(port), "--entries", str(entries)],
            env=environment_of(folder),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    end = time.monotonic() + PATIENCE
    while "Đã sẵn sàng" not in said.read_text("utf-8"):
        if process.poll() is not None or time.monotonic() > end:
            process.kill()
            process.wait()
            pytest.fail(said.read_text("utf-8"))
        time.sleep(0.05)
    return Preview(entries, f"http://127.0.0.1:{port}/", process, said)


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    running = started(good_roll(tmp_path / "entries"), tmp_path)
    yield running
    running.process.kill()
    running.process.wait()


def test_a_broken_entry_turns_red_alone_and_comes_back_when_mended(preview: Preview) -> None:
    folder = preview.entries / "2018" / "goc-xanh-vi-du"
    good = (folder / "index.md").read_bytes()
    address = "mo-hinh/goc-xanh-vi-du/"
    preview.wait(address, "Hội chọn góc")
    assert "Bài chưa đạt" not in preview.get()[1]

    edit(folder, linh_vuc="van-hoa-xh")
    red = preview.wait(address, "Lĩnh vực “van-hoa-xh” không có trong danh mục.")
    assert "Có phải “van-hoa-xa-hoi”?" in red
    assert "goc-xanh-vi-du/index.md:" in red
    assert "Hội chọn góc" not in red
    assert "2018/goc-xanh-vi-du" in preview.wait("", "Bài chưa đạt, chưa hiện trên trang")
    for other in ("mo-hinh/", "mo-hinh/ngo-xanh-minh-hoa/", "dia-ban/phuong-vi-du/", "huong-dan/"):
        assert preview.get(other)[0] == 200, other
    assert "Traceback" not in preview.said.read_text("utf-8")
    assert "linh_vuc" in (folder / "index.md").read_text("utf-8")

    (folder / "index.md").write_text("---\nten: hỏng: hẳn\n", "utf-8")
    preview.wait(address, "Phần đầu bài mở bằng --- mà không đóng.")

    (folder / "index.md").write_bytes(good)
    preview.wait(address, "Hội chọn góc")
    preview.wait("", lambda html: "Bài chưa đạt" not in html)
    assert preview.process.poll() is None


def test_drafts_show_with_a_ribbon_and_edits_show_at_once(preview: Preview) -> None:
    draft = preview.wait("mo-hinh/tu-sach-minh-hoa/", "Bản nháp – chưa công bố")
    assert "Bài còn thiếu:" in draft
    assert "Chờ duyệt – chưa công bố" in preview.get("mo-hinh/cong-truong-lien-hoan/")[1]
    assert "Tủ sách hành lang" in preview.get("mo-hinh/")[1]

    new = preview.entries / "2026" / "bai-moi"
    new.mkdir()
    (new / "index.md").write_bytes((preview.entries / "2018" / "hoa-giai-vi-du" / "index.md").read_bytes())
    preview.wait("mo-hinh/bai-moi/", "Nghe hết, rồi mới nói.")
    edit(new, ten="Một tên mới cho bài mới")
    preview.wait("mo-hinh/bai-moi/", "<h1>Một tên mới cho bài mới</h1>")
    preview.wait("mo-hinh/", "Một tên mới cho bài mới")

    (new / "index.md").unlink()
    new.rmdir()
    preview.wait("mo-hinh/", lambda html: "Một tên mới cho bài mới" not in html)
    assert preview.get("mo-hinh/bai-moi/")[0] == 404


def test_a_folder_that_is_moved_away_is_gone_and_comes_back(preview: Preview, tmp_path: Path) -> None:
    folder = preview.entries / "2018" / "goc-xanh-vi-du"
    preview.wait("mo-hinh/", "“Góc xanh” phường Ví Dụ")
    folder.rename(tmp_path / "thung-rac")
    preview.wait("mo-hinh/", lambda html: "“Góc xanh” phường Ví Dụ" not in html)
    (tmp_path / "thung-rac").rename(folder)
    preview.wait("mo-hinh/", "“Góc xanh” phường Ví Dụ")

    lists = preview.entries / "danh-muc"
    lists.rename(tmp_path / "thung-rac")
    preview.wait("mo-hinh/", lambda html: "“Góc xanh” phường Ví Dụ" not in html)
    assert "danh-muc:1:1: Không thấy thư mục danh mục này." in preview.said.read_text("utf-8")
    (tmp_path / "thung-rac").rename(lists)
    preview.wait("mo-hinh/", "“Góc xanh” phường Ví Dụ")
    said = preview.said.read_text("utf-8")
    assert "Traceback" not in said
    assert "Warning" not in said


@pytest.mark.parametrize("address", ["%00", "mo-hinh/%00/", "a%00.html", ".honour-roll", "%2ehonour-roll", ".nginx/x"])
def test_what_is_no_page_is_not_found(preview: Preview, address: str) -> None:
    assert preview.get(address)[0] == 404
    assert preview.get("./mo-hinh/../mo-hinh/")[0] == 200
    assert "Traceback" not in preview.said.read_text("utf-8")


def test_it_starts_with_a_broken_entry_and_ends_with_ctrl_c_leaving_nothing(tmp_path: Path) -> None:
    entries = good_roll(tmp_path / "entries")
    (entries / "2018" / "hoa-giai-vi-du" / "index.md").write_text("không có gì\n", "utf-8")
    running = started(entries, tmp_path)
    running.wait("mo-hinh/hoa-giai-vi-du/", "Bài không mở đầu bằng dòng ---.")
    assert running.get("mo-hinh/goc-xanh-vi-du/")[0] == 200
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(PATIENCE) == 0
    said = running.said.read_text("utf-8")
    assert "Traceback" not in said
    assert "hoa-giai-vi-du/index.md:1:1: Bài không mở đầu bằng dòng ---." in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "entries", "said.txt"]
