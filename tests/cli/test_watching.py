"""``--watch``: a process that follows files until it is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import searchkit
from tests.cli.conftest import Run
from tests.indexing.files import put

ROOT = Path(__file__).resolve().parents[2]
Watch = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    """A function that watches the folder "r", and some more files, by a process of its own."""
    pytest.importorskip("watchfiles", reason="the extra searchkit[watch] is not installed")
    processes: list[subprocess.Popen[str]] = []

    def of(*arguments: str | Path) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "searchkit", "index", *map(str, arguments), "--watch", "--jobs", "1"],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        processes.append(process)
        assert process.stderr
        assert any(line.startswith("Watching") for line in process.stderr), "it ended before it watched"
        return process

    yield of
    for process in processes:
        process.kill()
        process.communicate()


def until(tmp_path: Path, ids: list[str], seconds: float = 40) -> None:
    """Wait until an index holds just some reports."""
    deadline = time.monotonic() + seconds
    with searchkit.open(tmp_path / "index") as index:
        while index.ids() != ids:
            assert time.monotonic() < deadline, index.ids()
            time.sleep(0.1)


@pytest.mark.parametrize("poll", [(), ("--poll",)])
def test_what_changes_is_indexed_until_it_is_stopped(tmp_path: Path, watch: Watch, poll: tuple[str, ...]) -> None:
    put(tmp_path / "r" / "a.txt", "Đảng ủy họp.")
    put(tmp_path / "one.txt", "Chi bộ một.")
    process = watch("r", "one.txt", *poll)
    until(tmp_path, ["one.txt", "r/a.txt"])
    put(tmp_path / "r" / "sub" / "b.txt", "Chi bộ họp.")
    until(tmp_path, ["one.txt", "r/a.txt", "r/sub/b.txt"])
    (tmp_path / "r" / "sub").rename(tmp_path / "r" / "new")
    until(tmp_path, ["one.txt", "r/a.txt", "r/new/b.txt"])
    (tmp_path / "one.txt").unlink()
    (tmp_path / "r" / "a.txt").unlink()
    until(tmp_path, ["r/new/b.txt"])
    process.send_signal(signal.SIGTERM)
    said, told = process.communicate(timeout=60)
    assert process.returncode == 143
    assert told.splitlines()[-1].startswith("Stopped. The index in index holds 1 report")
    assert "1 renamed" in said


def test_a_folder_that_comes_back_is_watched_again(tmp_path: Path, watch: Watch) -> None:
    put(tmp_path / "r" / "a.txt", "Đảng ủy họp.")
    process = watch("r")
    (tmp_path / "r").rename(tmp_path / "elsewhere")
    time.sleep(3)
    (tmp_path / "elsewhere").rename(tmp_path / "r")
    put(tmp_path / "r" / "b.txt", "Chi bộ họp.")
    until(tmp_path, ["r/a.txt", "r/b.txt"])
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130


def test_without_the_library_one_sentence_says_what_to_install(
    failing: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "r" / "a.txt", "Đảng ủy họp.")
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    told = failing("index", tmp_path / "r", "--watch", "--index", tmp_path / "index").stderr
    assert "pip install 'searchkit[watch]'" in told
    assert not (tmp_path / "index").exists()
