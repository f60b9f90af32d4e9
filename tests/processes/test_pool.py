"""Processes apart: what becomes of one costs its own task only, and none outlives whoever started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from pickle import PicklingError
from typing import Any

import pytest

import searchkit
from searchkit.errors import ProcessError, SearchkitError
from searchkit.processes import Pool
from searchkit.processes.worker import LostError
from tests.processes import functions
from tests.processes.observed import children_of, eventually, is_running


@pytest.fixture
def pool() -> Iterator[Pool[Any, Any]]:
    with Pool(functions.told, 1, seconds=1, memory=300 << 20) as made:
        yield made


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_results_come_in_the_order_of_the_arguments(jobs: int) -> None:
    with Pool(functions.squares_slowly_first, jobs) as pool:
        assert list(pool.map(range(10))) == [number * number for number in range(10)]


def test_no_process_is_started_without_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "nothing to run")
    with Pool(functions.squares, 2) as pool:
        assert list(pool.map([])) == []


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        (("signal", signal.SIGSEGV), r"crashed its process \(signal 11\)"),
        (("signal", signal.SIGKILL), r"crashed its process \(signal 9, maybe for want of memory\)"),
        (("exit", 3), r"crashed its process \(exit code 3\)"),
        (("exit", 0), r"crashed its process \(exit code 0\)"),
        (("hang", None), "took longer than 1 s"),
        (("hang without letting other threads run", None), "took longer than 1 s"),
        (("fill", 1000), "needed more than 300 MB of memory"),
    ],
)
def test_a_process_that_is_lost_costs_its_task_only(pool: Pool[Any, Any], order: Any, reason: str) -> None:
    tasks = [pool.submit(one) for one in (("", None), order, ("", None))]
    assert list(tasks[0]) == ["begun", "done"]
    assert next(tasks[1]) == "begun"
    with pytest.raises(LostError, match=reason):
        next(tasks[1])
    assert list(tasks[2]) == ["begun", "done"]


@pytest.mark.parametrize("order", [("raise", KeyError("a")), ("raise", RecursionError()), ("unpicklable", 1)])
def test_an_error_of_the_function_comes_out_where_its_items_are_read(pool: Pool[Any, Any], order: Any) -> None:
    task = pool.submit(order)
    assert next(task) == "begun"
    with pytest.raises((KeyError, RecursionError, AttributeError, PicklingError)) as raised:
        next(task)
    assert "In a process apart:\nTraceback" in raised.value.__notes__[0]
    assert list(pool.submit(("", None))) == ["begun", "done"]


def test_a_function_that_ends_the_process_raises(pool: Pool[Any, Any]) -> None:
    with pytest.raises(RuntimeError, match="SystemExit"):
        list(pool.submit(("sys.exit", 1)))


def test_what_is_printed_is_no_answer(capfd: pytest.CaptureFixture[str]) -> None:
    with Pool(functions.printing, 1) as pool:
        assert list(pool.map(["a", "b"])) == ["a", "b"]
    assert capfd.readouterr() == ("", "")


def test_the_time_in_which_nobody_reads_is_not_counted() -> None:
    with Pool(functions.large, 1, seconds=1) as pool:
        task = pool.submit(8)
        first = next(task)
        time.sleep(1.5)
        assert [first[0], *(item[0] for item in task)] == list(range(8))


def test_what_is_not_read_holds_up_no_other_task() -> None:
    # Each of the first two has more than is kept unread; with as many processes the third would wait for ever.
    with Pool(functions.large, 2) as pool:
        tasks = [pool.submit(9), pool.submit(9), pool.submit(2)]
        assert len(list(tasks[2])) == 2
        assert [len(list(task)) for task in tasks[:2]] == [9, 9]


def test_a_task_that_is_closed_lets_its_process_go_on_to_the_next() -> None:
    with Pool(functions.large, 1) as pool:
        task = pool.submit(1000)
        next(task)
        task.close()
        assert list(task) == []
        assert len(list(pool.submit(3))) == 3


def test_a_process_that_was_killed_while_idle_is_replaced() -> None:
    with Pool(functions.process, 1) as pool:
        (process,) = pool.submit(None)
        os.kill(process, signal.SIGKILL)
        assert eventually(lambda: not is_running(process))
        (other,) = pool.submit(None)
        assert other != process


def test_what_killed_its_process_once_is_tried_again(tmp_path: Path) -> None:
    with Pool(functions.once_killed, 1, attempts=2) as pool:
        assert list(pool.submit(str(tmp_path / "mark"))) == [1, 2]


def test_what_kills_every_process_is_given_up() -> None:
    with Pool(functions.always_killed, 1, attempts=2) as pool, pytest.raises(LostError, match="signal 9"):
        list(pool.submit(None))


def test_closing_ends_what_is_under_way() -> None:
    pool = Pool(functions.told, 2)
    for _ in range(4):
        pool.submit(("hang", None))
    time.sleep(0.5)
    started = time.monotonic()
    pool.close()
    assert time.monotonic() - started < 5


def test_a_process_that_cannot_be_started_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "nothing to run")
    with Pool(functions.squares, 1) as pool, pytest.raises(ProcessError, match="No other process can be started"):
        list(pool.submit(1))
    assert issubclass(ProcessError, SearchkitError)


def test_a_python_that_fails_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with Pool(functions.squares, 1) as pool, pytest.raises(ProcessError, match="ended before it began"):
        list(pool.submit(1))


def test_a_module_in_the_current_folder_is_not_taken_for_one_of_pythons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit('a module of a foreign folder was run')")
    monkeypatch.chdir(tmp_path)
    with Pool(functions.squares, 1) as pool:
        assert list(pool.submit(3)) == [9]


_PROGRAM = """
import signal, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # which shells ignore for what runs in the background
from searchkit.processes import Pool
from tests.processes import functions
from tests.processes.observed import children_of, eventually, is_running

pool = Pool(functions.told_after_a_piece, 2)
tasks = [pool.submit(order) for order in ({order!r}, {order!r})]
for task in tasks:
    next(task)
time.sleep(0.3)  # for them to be where they stay
print("begun", flush=True)
next(tasks[0])
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to see the processes in")
@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("order", [("sleep", 600), ("hang", None), ("hang without letting other threads run", None)])
def test_no_process_outlives_the_one_that_started_it(death: signal.Signals, order: tuple[str, Any]) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", _PROGRAM.format(order=order)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment) as program:
        assert program.stdout
        assert program.stdout.readline() == b"begun\n"
        started = children_of(program.pid)
        assert len(started) == 2
        program.send_signal(death)
        # The end of its output comes when nobody holds it any more: neither the program nor what it started.
        assert program.stdout.read() == b""
    assert eventually(lambda: not any(map(is_running, started)), seconds=1)


def test_a_program_needs_no_main_guard_to_use_several_processes(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import searchkit\n"
        "with searchkit.create('index') as index:\n"
        "    reports = (searchkit.Report(id=str(n), text='Đảng bộ họp. ' * 4_000) for n in range(50))\n"
        "    print(index.add(reports, jobs=2).reports)\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(searchkit.__file__).parents[1])}
    done = subprocess.run([sys.executable, program], cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == (b"50\n", b"", 0)
