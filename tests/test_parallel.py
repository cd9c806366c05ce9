"""The worker pool: results in order whatever starts the workers, and a Ctrl+C that is answered at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from environment import ROOT
from honour_roll.parallel import WorkerDiedError, results

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot send Ctrl+C to some processes")

COMMAND = """
import os, sys, time
sys.path.insert(0, sys.argv[1])
from honour_roll.parallel import results, workers
try:
    {}
except KeyboardInterrupt:
    print("stopped", flush=True)
    os._exit(1)  # as our commands end
"""
POOL = """
    with workers(2) as pool:
        print(*{pool.submit(os.getpid).result() for _ in range(20)}, flush=True)
        busy = [pool.submit(time.sleep, 60) for _ in range(TASKS)]
        time.sleep(60)
"""
RESULTS = """
    for worker in results(lambda seconds: (time.sleep(seconds), os.getpid())[1], [0, 60, 60], 2):
        print(worker, flush=True)
"""


@pytest.mark.parametrize("code", [*(POOL.replace("TASKS", tasks) for tasks in "018"), RESULTS])
def test_ctrl_c_ends_idle_and_busy_workers_at_once(code: str) -> None:
    process = started(code)
    assert process.stdout
    others = [int(number) for number in process.stdout.readline().split()]
    time.sleep(0.2)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: every process of the command gets it
    said, _ = process.communicate(timeout=100)
    assert (said, process.returncode) == ("stopped\n", 1)
    have_ended(others)


def test_workers_end_with_a_parent_that_is_killed() -> None:
    process = started(POOL.replace("TASKS", "8"))
    assert process.stdout
    others = [int(number) for number in process.stdout.readline().split()]
    process.kill()
    process.communicate(timeout=100)
    have_ended(others)


def test_a_pool_that_follows_another_is_forked_as_well() -> None:
    """What cannot be pickled tells: it is done by workers only if these are forked."""
    code = """
    others = {pid for _ in range(20) for pid in results(lambda _: os.getpid(), [0, 1], 2)} - {os.getpid()}
    print(len(others), flush=True)
"""
    said, _ = started(code).communicate(timeout=300)
    assert int(said) >= 20, "at least one worker in each round"


def started(code: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", COMMAND.replace("    {}", code), str(ROOT / "hooks")]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )


def have_ended(processes: list[int]) -> None:
    assert processes
    limit = time.monotonic() + 10
    while any(map(is_running, processes)):
        assert time.monotonic() < limit, "a worker is left"
        time.sleep(0.05)


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


# --- results ----------------------------------------------------------------------------------------------------------


@contextmanager
def another_thread() -> Iterator[None]:
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join()


def place_of(number: int) -> tuple[int, int]:
    """Return the number, the later the smaller it is, and the process."""
    time.sleep(0.01 * (8 - number))
    return number, os.getpid()


@pytest.mark.usefixtures("forking")
@pytest.mark.parametrize("chunk", [1, 3, 100])
def test_results_come_in_order_from_forked_workers(chunk: int) -> None:
    here = [0]
    found = list(results(lambda number: (*place_of(number), here[0]), iter(range(8)), 3, chunk=chunk))
    assert [number for number, _, _ in found] == list(range(8))
    assert os.getpid() not in {process for _, process, _ in found}
    assert len({process for _, process, _ in found}) == min(3, -(-8 // chunk))


def test_with_another_thread_workers_are_spawned() -> None:
    with another_thread():
        found = list(results(place_of, range(8), 2))
    assert [number for number, _ in found] == list(range(8))
    assert os.getpid() not in {process for _, process in found}


def test_what_can_be_neither_inherited_nor_pickled_is_done_here() -> None:
    with another_thread():
        found = list(results(lambda number: place_of(number), range(8), 2))  # noqa: PLW0108 - a lambda is not pickled
    assert found == [(number, os.getpid()) for number in range(8)]


@pytest.mark.usefixtures("forking")
def test_one_job_needs_no_worker_but_to_be_made_ready() -> None:
    assert {process for _, process in results(place_of, [8, 8], 1)} == {os.getpid()}
    told: list[int] = []
    assert list(results(lambda _: len(told), [0, 0], 1, ready=lambda: told.append(1))) == [1, 1]
    assert (told, list(results(place_of, [], 2))) == ([], [])


def test_a_worker_that_is_killed_is_told() -> None:
    with pytest.raises(WorkerDiedError):
        list(results(os._exit, [9, 9, 9], 2))
    with another_thread(), pytest.raises(WorkerDiedError):
        list(results(os._exit, [9, 9, 9], 2))


def divided(by: int) -> float:
    return 1 / by


def test_what_the_function_raises_is_raised_here_after_the_results_before_it() -> None:
    found = results(divided, [1, 2, 0, 4], 2)
    assert [next(found), next(found)] == [1, 0.5]
    with pytest.raises(ZeroDivisionError):
        next(found)


@pytest.mark.usefixtures("forking")
def test_a_generator_that_is_closed_early_leaves_no_worker_and_begins_nothing_more() -> None:
    begun = time.monotonic()
    found = results(lambda seconds: (time.sleep(seconds), os.getpid())[1], [0, *[0.2] * 100], 2)
    worker = next(found)
    found.close()
    assert time.monotonic() - begun < 3
    have_ended([worker])
