"""Reading files: in order, and whatever a hostile one does costs that one file."""

from __future__ import annotations

import io
import os
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import searchkit
from searchkit.errors import ProcessError
from searchkit.reports.limits import Limits
from searchkit.reports.readers import FORMATS, Format
from searchkit.reports.reading import read
from searchkit.reports.report import Report
from searchkit.reports.skipped import Skipped

LIMITS = Limits(seconds=2, memory=300 << 20)

Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def _hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMATS, ".bad", Format("hostile", "tests.reports.hostile", hostile=True))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A function that writes files, given their names and contents, and returns their folder."""

    def of(**files: str | bytes) -> Path:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            (tmp_path / name.replace("_", ".")).write_bytes(data)
        return tmp_path

    return of


def told(found: Iterator[Report | Skipped]) -> list[tuple[str, str]]:
    return [(one.id, one.text) if isinstance(one, Report) else tuple(one) for one in found]


def packed(**files: str | bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return file.getvalue()


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_files_come_in_order_however_they_are_read(write: Write, jobs: int) -> None:
    folder = write(
        a_bad="sleep 1", b_txt="b", c_bad="", d_zip=packed(x_bad="sleep 1", y_txt="y", z_bad=""), e_bad="", f_txt="f"
    )
    assert [name for name, _ in told(read(folder, folder, jobs=jobs))] == [
        "a.bad", "b.txt", "c.bad", "d.zip/x.bad", "d.zip/y.txt", "d.zip/z.bad", "e.bad", "f.txt"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("signal 11", "crashed its process (signal 11)"),
        ("signal 9", "crashed its process (signal 9, maybe for want of memory)"),
        ("exit 7", "crashed its process (exit code 7)"),
        ("hang", "took longer than 2 s"),
        ("fill 1000", "needed more than 300 MB of memory"),
        ("raise nobody thought of that", "its reader failed (ValueError: nobody thought of that)"),
        ("unreadable no text", "no text"),
    ],
)
def test_what_a_hostile_file_does_costs_that_file(write: Write, content: str, reason: str) -> None:
    folder = write(a_bad="", b_bad=content, c_bad="", d_zip=packed(x_bad="", y_bad=content, z_bad=""))
    assert told(read(folder, folder, limits=LIMITS, jobs=2)) == [
        ("a.bad", "Chi bộ"),
        ("b.bad", reason),
        ("c.bad", "Chi bộ"),
        ("d.zip/x.bad", "Chi bộ"),
        ("d.zip/y.bad", reason),
        ("d.zip/z.bad", "Chi bộ"),
    ]


def test_several_hostile_files_are_read_side_by_side(write: Write) -> None:
    folder = write(a_bad="", b_bad="", c_bad="sleep 1", d_bad="sleep 1", e_bad="sleep 1", f_bad="sleep 1")
    found = read(folder, folder, jobs=4)
    next(found)
    started = time.monotonic()
    assert len(list(found)) == 5
    assert time.monotonic() - started < 3.5


def test_plain_files_start_no_process(seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "nothing to run")
    assert len(list(read(seeds))) == 5


def test_a_process_that_cannot_be_started_ends_the_run(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "nothing to run")
    with pytest.raises(ProcessError):
        list(read(write(a_bad="")))


def test_files_of_many_reports_before_one_that_is_packed_are_no_dead_end(write: Write) -> None:
    folder = write(
        a_zip=packed(**{f"{number}_bad": "many 400" for number in range(6)}), b_bad="many 400", c_bad="many 400"
    )
    assert len(list(read(folder, folder, jobs=1))) == 8 * 400


def test_reading_may_stop_at_any_report(write: Write) -> None:
    folder = write(a_zip=packed(**{f"{number}_bad": "many 400" for number in range(6)}), b_bad="sleep 60")
    for wanted in (1, 500):
        found = read(folder, folder, jobs=2)
        for _ in range(wanted):
            next(found)
        started = time.monotonic()
        found.close()  # type: ignore[attr-defined]
        assert time.monotonic() - started < 5


def test_a_bomb_of_archives_stops_at_the_limit(write: Write) -> None:
    layer = packed(a_txt=b"a" * 1_000_000)
    for _ in range(3):
        layer = packed(**{f"{number}_zip": layer for number in range(4)})
    found = told(read(write(bomb_zip=layer, last_txt="z"), limits=Limits(expanded=20 << 20), jobs=2))
    assert found[-2][1] == "holds more than 20 MB when unpacked; the rest of it was not read"
    assert found[-1][1] == "z"
    assert len(found) < 20


def test_the_library_reads_apart_too(write: Write, tmp_path: Path) -> None:
    folder = write(a_bad="", b_bad="signal 11", c_txt="c")
    with searchkit.create(tmp_path / ".index") as index:
        summary = index.add(searchkit.read(folder, folder))
    assert (summary.reports, dict(summary.formats), len(summary.skipped)) == (2, {"hostile": 1, "text": 1}, 1)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="no /proc to count open files in")
def test_reading_leaves_no_file_and_no_process_behind(write: Write) -> None:
    folder = write(a_bad="", b_bad="signal 11", c_zip=packed(x_bad=""))
    list(read(folder, folder))
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    for _ in range(3):
        list(read(folder, folder))
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
