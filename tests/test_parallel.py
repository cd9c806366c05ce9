"""Workers: Ctrl+C is answered once, at once, and leaves nobody behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from environment import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send Ctrl+C to some processes")

NAPS = """
import os, sys, time
sys.path.insert(0, sys.argv[1])
from honour_roll.parallel import workers
try:
    with workers(2) as pool:
        print(*{pool.submit(os.getpid).result() for _ in range(20)}, flush=True)
        busy = [pool.submit(time.sleep, 60) for _ in range(int(sys.argv[2]))]
        time.sleep(60)
except KeyboardInterrupt:
    print("stopped", flush=True)
    os._exit(1)  # as our commands end
"""


@pytest.mark.parametrize("tasks", [0, 1, 8])
def test_ctrl_c_ends_idle_and_busy_workers_without_a_word(tasks: int) -> None:
    command = [sys.executable, "-c", NAPS, str(ROOT / "hooks"), str(tasks)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    assert process.stdout
    others = [int(number) for number in process.stdout.readline().split()]
    time.sleep(0.2)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: every process of the command gets it
    said, _ = process.communicate(timeout=20)
    assert (said, process.returncode) == ("stopped\n", 1)
    limit = time.monotonic() + 10
    while any(map(is_running, others)):
        assert time.monotonic() < limit, "a worker is left"
        time.sleep(0.05)


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True
