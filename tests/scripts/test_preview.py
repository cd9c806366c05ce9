from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send Ctrl+C to one process")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one page, and a hook that says which entries it was given."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Góc xanh\n", encoding="utf-8")
    (tmp_path / "hook.py").write_text(
        "import os\n"
        "def on_page_content(html, **_): return html + os.environ['HONOUR_ROLL_ENTRIES']\n"
        "def on_pre_build(config):\n"
        "    from mkdocs.exceptions import PluginError\n"
        "    if config.extra.get('bad'): raise PluginError('Bài thiếu tên.')\n",
        encoding="utf-8",
    )
    (tmp_path / "mkdocs.yml").write_text("site_name: Thử\nhooks: [hook.py]\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


MAIN = "import pathlib, preview, sys; sys.exit(preview.main(sys.argv[2:], pathlib.Path(sys.argv[1])))"


def preview(site: Path, *arguments: str, code: str = MAIN, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, str(site / "mkdocs.yml"), *arguments],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "PYTHONUTF8": "1",
            "NO_MKDOCS_2_WARNING": "1",
            **environment,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_it_serves_the_given_entries_until_ctrl_c(site: Path, port: int) -> None:
    entries = site / "bài viết"
    entries.mkdir()
    with preview(site, "--port", str(port), "--entries", str(entries)) as process:
        assert process.stdout is not None
        assert f"http://127.0.0.1:{port}/" in process.stdout.readline()
        assert process.stdout.readline() == "Đã sẵn sàng. Nhấn Ctrl+C để dừng.\n"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            assert str(entries) in page.read().decode()
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=100) == ("", "")
        assert process.returncode == 0


def test_the_demo_shows_samples_and_says_so_by_the_name_of_the_site(site: Path, port: int) -> None:
    hook = site / "hook.py"
    hook.write_text(
        hook.read_text("utf-8")
        .replace("html, **_", "html, config, **_")
        .replace("return html +", "return html + config.site_name + config.site_description +"),
        "utf-8",
    )
    code = (
        "import pathlib, preview, sys; from samples import roll; roll.DEMO_ENTRIES, roll.DEMO_PHOTOS = 3, 0;"
        "sys.exit(preview.main(sys.argv[2:], pathlib.Path(sys.argv[1])))"
    )
    with preview(site, "--port", str(port), "--demo", code=code, HONOUR_ROLL_CACHE=str(site / "cache")) as process:
        assert process.stdout is not None
        assert "bài mẫu" in process.stdout.readline()
        assert f"http://127.0.0.1:{port}/" in process.stdout.readline()
        assert process.stdout.readline() == "Đã sẵn sàng. Nhấn Ctrl+C để dừng.\n"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            text = page.read().decode()
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=100) == ("", "")
    shown = site / "cache" / "demo" / "entries"
    assert str(shown) in text
    assert "Trang thử, không có thậtCác bài ở đây do máy viết" in text
    assert len(list(shown.glob("20*/*/index.md"))) == 3


def test_a_demo_that_cannot_be_written_is_said(site: Path, port: int) -> None:
    (site / "cache").write_text("a file")
    with preview(site, "--port", str(port), "--demo", HONOUR_ROLL_CACHE=str(site / "cache")) as process:
        _, err = process.communicate(timeout=100)
    assert process.returncode == 1
    assert err.startswith("Không ghi được bài mẫu vào ")
    assert "Traceback" not in err


def test_a_taken_port_is_said_in_one_message(site: Path, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)), preview(site, "--port", str(port)) as process:
        out, err = process.communicate(timeout=100)
    assert process.returncode == 1
    assert out == ""
    assert err == (
        f"Không mở được 127.0.0.1:{port}: chương trình khác đang dùng cổng này.\n"
        f"    Hãy chọn cổng khác, ví dụ: --port {port + 1}\n"
    )


def test_what_is_wrong_with_the_entries_is_said_without_a_traceback(site: Path, port: int) -> None:
    with (site / "mkdocs.yml").open("a") as config:
        config.write("extra: {bad: true}\n")
    with preview(site, "--port", str(port)) as process:
        _, err = process.communicate(timeout=100)
    assert (process.returncode, err) == (1, "Bài thiếu tên.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--entries", "không-có"], "không có thư mục “không-có”"),
        (["--port", "0"], "cổng phải là số từ 1 đến 65535, không phải “0”"),
    ],
)
def test_wrong_options_are_said_in_vietnamese(site: Path, arguments: list[str], said: str) -> None:
    with preview(site, *arguments) as process:
        _, err = process.communicate(timeout=100)
    assert process.returncode == 2
    assert said in err
