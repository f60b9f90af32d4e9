"""Searches beside a writer; soak.py does the same for longer."""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path

import pytest

import searchkit
from tests.reliability import soak


def test_every_answer_is_that_of_one_commit_while_an_index_is_written(tmp_path: Path, engine_name: str) -> None:
    if not Path("/proc/self/statm").exists():
        pytest.skip("memory is looked up in /proc")
    told = soak.soak(tmp_path, engine_name, 1000 if engine_name == "tantivy" else 100, 1, readers_of=(1, 4))
    assert told["wrong"] == 0
    assert told["searches"] > 20
    assert told["memory"] < soak.MOST_GROWTH
    assert told["handles"] < soak.MOST_HANDLES


def test_a_wrong_answer_is_told(tmp_path: Path) -> None:
    journal = soak.Journal(tmp_path / "journal")
    journal.write("done", 1, {1: 1, 2: 1})
    told: Counter[str] = Counter()
    stop = threading.Event()
    with searchkit.create(tmp_path / "index") as index:
        index.add(soak.report(number, edition) for number, edition in ((1, 1), (2, 5)))
        thread = threading.Thread(target=soak.search_until, args=(stop, index, tmp_path / "journal", 1, told))
        thread.start()
        while told["searches"] < 40:
            stop.wait(0.01)
        stop.set()
        thread.join()
    assert told["wrong"]
