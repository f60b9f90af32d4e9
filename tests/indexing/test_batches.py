"""Analysis in several processes, and what happens when some of them die."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from searchkit.errors import ProcessError
from searchkit.indexing.batches import analysed
from searchkit.reports.report import Report
from tests.processes.observed import children_of

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to see the processes in")


def reports() -> Iterator[Report]:
    """Reports for eight batches."""
    for number in range(40):
        yield Report(str(number), f"Chi bộ {number} họp. " * 6000)


@pytest.fixture(autouse=True)
def others() -> set[int]:
    """The processes that earlier tests have left."""
    return set(children_of(os.getpid()))


def kill_children(others: set[int]) -> int:
    found = set(children_of(os.getpid())) - others
    for process in found:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    return len(found)


def test_processes_that_are_killed_are_replaced_and_nothing_is_lost(others: set[int]) -> None:
    killed = 0

    def interrupted() -> Iterator[Report]:
        nonlocal killed
        for number, report in enumerate(reports()):
            if number == 30:
                killed = kill_children(others)
            yield report

    assert list(analysed(interrupted(), 2)) == list(analysed(reports(), 1))
    assert killed == 2


def test_processes_that_are_killed_again_and_again_are_said_in_a_sentence(others: set[int]) -> None:
    stopped = threading.Event()

    def kill_all() -> None:
        while not stopped.is_set():
            kill_children(others)
            time.sleep(0.001)

    killer = threading.Thread(target=kill_all)
    killer.start()
    try:
        with pytest.raises(ProcessError, match=r"fewer jobs|before it began"):
            list(analysed(reports(), 2))
    finally:
        stopped.set()
        killer.join()


def test_no_process_is_left_when_the_documents_are_not_wanted_any_more(others: set[int]) -> None:
    documents = analysed(reports(), 2)
    next(documents)
    documents.close()
    assert set(children_of(os.getpid())) <= others
