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

import searchkit
from searchkit.errors import ProcessError
from searchkit.indexing import batches, recurring
from searchkit.indexing.batches import analysed
from searchkit.indexing.documents import documents_of
from searchkit.reports.report import Report
from tests.processes.observed import children_of

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to see the processes in")


@pytest.fixture
def eight_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches for five of the reports, which are as many as are looked at for lines that recur."""
    monkeypatch.setattr(batches, "_BATCH", 50_000)
    monkeypatch.setattr(recurring, "_REPORTS", 5)


def reports() -> Iterator[Report]:
    """Reports for eight batches."""
    for number in range(40):
        yield Report(str(number), f"Chi bộ {number} họp. " * 600)


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


@pytest.mark.usefixtures("eight_batches")
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


@pytest.mark.usefixtures("eight_batches")
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


@pytest.mark.usefixtures("eight_batches")
def test_no_process_is_left_when_the_documents_are_not_wanted_any_more(others: set[int]) -> None:
    documents = analysed(reports(), 2)
    next(documents)
    documents.close()
    assert set(children_of(os.getpid())) <= others


SHORT = [Report(id=str(number), text=f"Đảng ủy họp lần thứ {number}. " * 5) for number in range(10)]


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch for every one of the short reports, and no more than two looked at for lines that recur."""
    monkeypatch.setattr(batches, "_BATCH", 100)
    monkeypatch.setattr(recurring, "_REPORTS", 2)


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("jobs", [0, 1, 2])
def test_batches_come_in_the_order_of_the_reports_whatever_the_jobs(jobs: int) -> None:
    assert list(analysed(SHORT, jobs)) == [documents_of([report]) for report in SHORT]


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize(("jobs", "reports", "processes"), [(1, 10, 0), (2, 3, 0), (2, 4, 2), (2, 10, 2)])
def test_as_many_processes_work_as_there_are_jobs_if_that_is_worth_it(
    others: set[int], jobs: int, reports: int, processes: int
) -> None:
    working = [len(set(children_of(os.getpid())) - others) for _ in analysed(SHORT[:reports], jobs)]
    assert max(working) == processes
    assert set(children_of(os.getpid())) <= others


@pytest.mark.usefixtures("small_batches")
def test_the_jobs_of_adding_are_processes(others: set[int], tmp_path: Path) -> None:
    working: list[int] = []
    with searchkit.create(tmp_path / "index") as index:
        index.add(SHORT, jobs=2, progress=lambda _: working.append(len(set(children_of(os.getpid())) - others)))
    assert max(working) == 2


@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("jobs", [1, 2])
def test_no_more_reports_are_read_than_are_soon_worked_on(jobs: int) -> None:
    read: list[str] = []

    def reading() -> Iterator[Report]:
        for number, report in enumerate(SHORT * 5):
            read.append(report.id)
            yield Report(id=str(number), text=report.text)

    ahead = [len(read) - done for done, _ in enumerate(analysed(reading(), jobs))]
    assert len(ahead) == 50
    # Four batches are looked at before anything is done, and two reports for lines that recur.
    assert max(ahead) <= 4 + 2 * jobs + 1 + 2
