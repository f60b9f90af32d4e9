"""The lock of those who rebuild an index that can't be opened."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from searchkit.errors import IndexLockedError
from searchkit.storage import rebuild_lock

_HOLD = """
import sys, time
from pathlib import Path
from searchkit.storage import rebuild_lock
lock = rebuild_lock.take(Path(sys.argv[1]))
print("taken", flush=True)
time.sleep(60)
"""


def test_one_at_a_time_has_it_and_nothing_is_left(tmp_path: Path) -> None:
    for _ in range(2):
        with rebuild_lock.held(rebuild_lock.take(tmp_path), tmp_path), pytest.raises(IndexLockedError):
            rebuild_lock.take(tmp_path)
        assert list(tmp_path.iterdir()) == []


def test_a_process_that_is_killed_has_it_no_more(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", _HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "taken\n"
        with pytest.raises(IndexLockedError):
            rebuild_lock.take(tmp_path)
        process.kill()
        process.wait(60)
    with rebuild_lock.held(rebuild_lock.take(tmp_path), tmp_path):
        assert (tmp_path / rebuild_lock.FILE).exists()


def test_where_nothing_can_be_written_there_is_none(tmp_path: Path) -> None:
    assert rebuild_lock.take(tmp_path / "nowhere") is None
