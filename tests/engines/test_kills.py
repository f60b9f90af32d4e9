"""Writers that are killed, or whose disk is full, leave an index that can be searched and written again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import searchkit
from searchkit import Report

resource = pytest.importorskip("resource", reason="limits of a process are those of Unix")

ROOT = Path(__file__).resolve().parents[2]

# No file may grow beyond some bytes: lists of what is deleted are smaller, tantivy's list of segments isn't. Where
# Python doesn't look after the signal, the process is killed at just this write; otherwise it is as on a full disk.
_REMOVE = """
import resource, signal, sys, searchkit
folder, how, limit, identity = sys.argv[1:]
with searchkit.open(folder) as index:
    if how == "killed":
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), resource.RLIM_INFINITY))
    try:
        index.remove(identity)
    except searchkit.SearchkitError as error:
        print(error)
"""

_WORK = """
import sys, searchkit
with searchkit.open(sys.argv[1]) as index:
    print("begun", flush=True)
    for number in range(1000):
        index.add(searchkit.Report(id=str(n), text=f"đảng ủy họp lần {number} " * 150) for n in range(4))
        index.remove("3")
"""


def begun(program: str, *arguments: str | Path) -> subprocess.Popen[str]:
    """A program in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def removal(folder: Path, how: str, identity: str, collection: str = "passages") -> tuple[int, str]:
    """How a process ended that removed a report, and what it said: it can't write the list of a collection's segments,
    which is smaller for reports than for passages."""
    limit = min((file.stat().st_size - 100 for file in folder.glob(f"tantivy/{collection}/meta.json")), default=1500)
    process = begun(_REMOVE, folder, how, str(limit), identity)
    said, _ = process.communicate(timeout=60)
    return process.returncode, said


@pytest.fixture
def folder(tmp_path: Path, engine_name: str) -> Path:
    """An index of four reports of one passage and four of several, in two commits."""
    with searchkit.create(tmp_path / "index", engine_name) as index:
        index.add(Report(id=f"short{number}", text=f"đảng ủy họp lần {number}") for number in range(4))
        index.add(Report(id=f"long{number}", text=f"đảng ủy họp lần {number} " * 150) for number in range(4))
    return tmp_path / "index"


@pytest.mark.parametrize("collection", ["passages", "reports"])
@pytest.mark.parametrize("how", ["killed", "on a full disk"])
def test_what_was_cut_short_can_be_done_again(folder: Path, engine_name: str, how: str, collection: str) -> None:
    identity = "long0"
    code, said = removal(folder, how, identity, collection)
    if engine_name == "tantivy":  # Whoosh's files are small enough
        assert code == (-signal.SIGXFSZ if how == "killed" else 0)
        assert ("File too large" in said) == (how != "killed")
        if how == "killed":
            assert list(folder.glob(f"tantivy/{collection}/*.del")), "killed before the file in the way was written"
    with searchkit.open(folder) as index:
        if identity in index:
            index.remove(identity)
        assert sorted(index.ids()) == sorted(
            {f"{kind}{n}" for kind in ("short", "long") for n in range(4)} - {identity}
        )
        assert index.search("họp", 100, all_copies=True).total == index.stats().passages
    assert list(folder.rglob(".tmp*")) == []


def test_an_index_that_stays_open_can_be_written_after_another_program_was_killed(tmp_path: Path) -> None:
    with searchkit.create(tmp_path / "index") as index:
        index.add(Report(id=str(number), text=f"đảng ủy họp lần {number}") for number in range(4))
        assert removal(tmp_path / "index", "killed", "0") == (-signal.SIGXFSZ, "")
        assert index.remove("0") == 1


def test_nothing_of_a_full_disk_stays_that_the_next_run_does_not_clear(tmp_path: Path) -> None:
    with searchkit.create(tmp_path / "index") as index:
        index.add(Report(id=str(number), text=f"đảng ủy họp lần {number}") for number in range(4))
        removal(tmp_path / "index", "on a full disk", "0")
        assert [file for file in (tmp_path / "index").iterdir() if file.name.startswith("searchkit.json.")] == []
        index.remove("0")
        living = {file.name.partition(".")[0] for file in (tmp_path / "index" / "tantivy").rglob("*.del")}
        assert len(living) == 1


@pytest.mark.parametrize("seed", range(6))
def test_killed_at_any_instant_it_holds_what_was_committed_and_goes_on(folder: Path, seed: int) -> None:
    process = begun(_WORK, folder)
    assert process.stdout
    assert process.stdout.readline() == "begun\n"
    time.sleep(random.Random(seed).random() * 0.6)
    process.kill()
    process.communicate(timeout=60)
    with searchkit.open(folder) as index:
        assert {"0", "1", "2"} <= set(index.ids()) or set(index.ids()) == {
            f"{kind}{n}" for kind in ("short", "long") for n in range(4)
        }
        for identity in index.ids():
            assert index.report(identity).text.startswith("đảng ủy họp lần ")
        assert [problem for problem in index.check(deep=True) if problem.is_damage] == []
        index.add(Report(id=str(n), text=f"đảng ủy họp lần {n} " * 150) for n in range(4))
        index.remove("3")
        assert {"0", "1", "2"} <= set(index.ids())
        assert "3" not in index
        assert index.check(deep=True) == ()
