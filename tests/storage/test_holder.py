"""The note of who writes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from searchkit.storage import holder


def test_who_writes_is_named_as_long_as_it_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/usr/bin/searchkit", "index", "my reports"])
    with holder.noted(tmp_path):
        sentence = holder.in_words(tmp_path)
        assert f"process {os.getpid()} on {socket.gethostname()}, since 20" in sentence
        assert "(searchkit index 'my reports')" in sentence
    assert "process" not in holder.in_words(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_note_of_the_next_writer_stays(tmp_path: Path) -> None:
    with holder.noted(tmp_path):
        (tmp_path / holder.FILE).write_text('[1, "elsewhere", "", ""]')
    assert (tmp_path / holder.FILE).exists()


def test_a_dead_process_holds_nothing(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / holder.FILE).write_text(f'[{dead.pid}, "{socket.gethostname()}", "", ""]')
    assert holder.read(tmp_path) is None
    (tmp_path / holder.FILE).write_text(f'[{dead.pid}, "elsewhere", "", ""]')
    assert holder.read(tmp_path) is not None


@pytest.mark.parametrize("note", ["", "null", "[1]", "{}", '["x", "HOST", "", ""]', '[1e400, "HOST", "", ""]'])
def test_a_damaged_note_says_nothing(tmp_path: Path, note: str) -> None:
    (tmp_path / holder.FILE).write_text(note.replace("HOST", socket.gethostname()))
    assert holder.read(tmp_path) is None


def test_where_no_note_can_be_written_work_goes_on(tmp_path: Path) -> None:
    with holder.noted(tmp_path / "nowhere"):
        assert holder.read(tmp_path / "nowhere") is None
